"""A renewed prescription says what the last one said, but for its day; and it looks the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.model import Prescription
from handouts.prescription.new.renewed import prescriptions_of, renewed_path, renewed_text
from handouts.prescription.read import read_prescription

TODAY = date(2026, 11, 28)
LAST = "maria-lopez-2026-11-20.yaml"
FILE = """\
# my own comment
patient:   Maria Lopez

date:   "20 Nov 2026"  # the third time
routine: low-back
conditions: [pregnant]   # asked by Ann
points:
  - {point: BL40, hold: 1 min}
  - LI4 30 s    # see note
next_visit: 2026-11-27 15:30 # bring socks
notes: |
  One.

  Two.
acknowledge:
    LI4: Midwife agrees, 20 Nov, HP
"""


def renewed(folder: Path, text: str | bytes, name: str = LAST) -> bytes:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    last = read_prescription(path, load_library()).value
    return renewed_text(path, last, TODAY).encode()


def read(folder: Path, data: bytes) -> Prescription:
    path = folder / "new.yaml"
    path.write_bytes(data)
    return read_prescription(path, load_library()).value


def without_lines(prescription: Prescription) -> Prescription:
    """What it says, wherever it stands."""
    points = tuple(replace(dose, line=0) for dose in prescription.points or ())
    return replace(prescription, source="", lines=(), points=points)


def test_only_the_lines_that_must_are_touched(tmp_path: Path) -> None:
    assert renewed(tmp_path, FILE).decode() == (
        FILE.replace(
            'date:   "20 Nov 2026"  # the third time\n',
            f"date:   2026-11-28  # the third time\nsince: {LAST}\n",
        )
        .replace("next_visit:", "# next_visit:")
        .replace("conditions:", "# Renewed 2026-11-28: ask again.\nconditions:")
        .replace("notes:", "# Renewed 2026-11-28: see whether your note still holds.\nnotes:")
        .replace(
            "acknowledge:",
            "# Renewed 2026-11-28: look at each reason again, and write who agreed and when.\n"
            "acknowledge:",
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        FILE,
        FILE.replace("\n", "\r\n"),
        "\ufeff" + FILE,
        FILE.rstrip("\n"),
        "points: [LI4]",
        "date:\npoints: [LI4]\n",
        "points: [LI4]\ndate:",
        "points: [LI4]\ndate:   # today\n",
        "date:\n  2026-11-20\npoints: [LI4]\n",
        "date: >\n  2026-11-20\n\npoints: [LI4]\n",
        "date: 2026-11-20\nnext_visit: |\n  2026-11-27\n\npoints: [LI4]\n",
        "date: 2026-11-20\nnext_visit:\n  2026-11-27\npoints: [LI4]\n",
        "---\n  # all of it indented\n  conditions: [none]\n  points:\n  - LI4\n",
        "# 🌿 é\npatient: María 王小明\npoints: [LI4]\nsince: last-summer.yaml\ndate: 2026-11-20\n",
        "patient: >-\n  Maria\n  Lopez\npoints: [LI4]\nconditions: none\n",
        "next_visit: 2026-11-27\npoints: [LI4]\nconditions:\n- blood-thinners\n- not-pregnant\n",
        '"patient": "Maria"\n"points": ["LI4"]\n"date": "2026-11-20"\n',
    ],
)
def test_it_says_what_the_last_one_said(tmp_path: Path, text: str) -> None:
    new = without_lines(read(tmp_path, renewed(tmp_path, text)))
    last = without_lines(read_prescription(tmp_path / LAST, load_library()).value)
    assert new == replace(last, date=TODAY, since=tmp_path / LAST, next_visit=None)


def test_lines_end_as_they_did(tmp_path: Path) -> None:
    new = renewed(tmp_path, FILE.replace("\n", "\r\n"))
    assert new.count(b"\n") == new.count(b"\r\n") > 10


def test_a_visit_that_is_still_to_come_stays(tmp_path: Path) -> None:
    text = "points: [LI4]\nnext_visit: 2026-11-29 9:30\n"
    assert read(tmp_path, renewed(tmp_path, text)).next_visit is not None
    today = text.replace("29", "28")
    assert read(tmp_path, renewed(tmp_path, today)).next_visit is None


def test_renewing_again_leaves_one_comment_of_ours(tmp_path: Path) -> None:
    once = renewed(tmp_path, FILE)
    assert renewed(tmp_path, once, "second.yaml").count(b"# Renewed") == 3


@pytest.mark.parametrize("name", ["0.5.yaml", "a b.yaml", "maría#1.yaml", "-.yaml", "yes.yaml"])
def test_any_file_name_can_be_named(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, renewed(tmp_path, "points: [LI4]", name)).since == tmp_path / name


def test_a_file_in_brackets_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Write each field in a line"):
        renewed(tmp_path, '{"patient": "Maria", "points": ["LI4"]}')


@pytest.mark.parametrize(
    ("last", "new"),
    [
        ("maria-lopez.yaml", "maria-lopez-2026-11-28.yaml"),
        ("maria-lopez-2026-11-20.yaml", "maria-lopez-2026-11-28.yaml"),
        ("maria-lopez-2026-11-20-2.yml", "maria-lopez-2026-11-28.yml"),
        ("Maria Lopez 2026-11-20.yaml", "Maria Lopez-2026-11-28.yaml"),
        ("maria_2026-11-20.yaml", "maria-2026-11-28.yaml"),
        ("2026-11-20.yaml", "2026-11-28.yaml"),
        ("room-2.yaml", "room-2-2026-11-28.yaml"),
    ],
)
def test_the_new_name_has_today_in_place_of_an_older_day(last: str, new: str) -> None:
    assert renewed_path(Path(last), TODAY) == Path(new)


def test_files_of_one_patient_are_told_from_those_of_others(tmp_path: Path) -> None:
    own = ["maria.yaml", "maria-2026-10-01.yaml", "maria-2026-11-20.yml"]
    for name in [*own, "maria-lopez.yaml", "maria-2.yaml", "maria-2026-11-27.pdf", ".maria.yaml"]:
        (tmp_path / name).touch()
    assert [path.name for path in prescriptions_of("maria", tmp_path)] == own
