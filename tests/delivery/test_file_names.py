from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.delivery.file_names import MOST_BYTES, MOST_CHARACTERS, FileNames, initials, stem


@pytest.mark.parametrize(
    ("patient", "expected"),
    [
        ("Maria Lopez", "maria-lopez"),
        ("  María   José  López ", "maria-jose-lopez"),
        ("Zoë O'Neill-Müller", "zoe-o-neill-muller"),
        ("Nguyễn Thị Ánh", "nguyen-thi-anh"),
        ("Łukasz Strauß", "łukasz-strauss"),
        ("王小明", "王小明"),
        ("अनिता शर्मा", "अनिता-शर्मा"),
        ("../../etc/passwd", "etc-passwd"),
        ("/", ""),
        ("..", ""),
        ("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
        ("Ann 😀 Lee", "ann-lee"),
        ("😀", ""),
        ("Ann\x00\n\u202eLee\u200b", "ann-lee"),
        ("CON", "patient-con"),
        ("com1", "patient-com1"),
        ("LPT¹", "patient-lpt1"),
        ("Connor", "connor"),
        ("x" * 300, "x" * MOST_CHARACTERS),
        (".hidden.", "hidden"),
        ("-rf", "rf"),
    ],
)  # fmt: skip
def test_a_name_becomes_a_file_name(patient: str, expected: str) -> None:
    assert stem(patient) == expected


@pytest.mark.parametrize(
    ("patient", "expected"),
    [("Maria de la Cruz", "mdlc"), ("王小明", "王"), ("Zoë O'Neill", "zon"), ("😀", "")],
)
def test_initials(patient: str, expected: str) -> None:
    assert initials(patient) == expected


def test_files_that_a_system_takes_for_one_get_numbers() -> None:
    names = FileNames(["maria-lopez-3.PDF"])
    wanted = ["maria-lopez", "Maria-Lopez", "MARIA-LOPEZ", "jose\u0301", "jos\u00e9", "", ""]
    assert [names.take(one) for one in wanted] == [
        "maria-lopez.pdf", "Maria-Lopez-2.pdf", "MARIA-LOPEZ-4.pdf",
        "jose\u0301.pdf", "jos\u00e9-2.pdf", "handout.pdf", "handout-2.pdf",
    ]  # fmt: skip


def test_ten_thousand_of_one_name_take_no_time() -> None:
    names = FileNames()
    assert len({names.take("lee") for _ in range(10_000)}) == 10_000


@settings(max_examples=300)
@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_any_text_is_a_file_name(patients: list[str]) -> None:
    names = FileNames()
    files = [names.take(stem(patient)) for patient in patients]
    for file in files:
        assert Path(file).name == file
        assert not set(file) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(char)[0] in "CZ" for char in file)
        assert file[0] not in ".-"
        assert len(file.encode()) <= MOST_BYTES + len("patient-") + len("-99.pdf")
    assert len({unicodedata.normalize("NFC", file).casefold() for file in files}) == len(files)
