from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.dose import Hold
from handouts.library import Library
from handouts.prescription.model import Link
from handouts.prescription.table import Row, open_table

from .refusal import read_or_refused
from .tables import rows_of


def _table(data: str | bytes, tmp_path: Path, library: Library, **defaults: str) -> dict[int, Row]:
    path = tmp_path / "patients.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return rows_of(path, library, **defaults)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_as_spreadsheets_write_it(
    encoding: str, sign: str, end: str, tmp_path: Path, library: Library
) -> None:
    rows = [
        [" Patient ", "EMAIL", "Points", "Next Visit"],
        ["Zoë Müller", "z@example.org", "BL40", "4 Dec 2026"],
    ]
    text = end.join(sign.join(row) for row in rows) + end
    row = _table(text.encode(encoding), tmp_path, library)[2]
    assert row.prescription is not None
    assert row.prescription.patient == "Zoë Müller"
    assert not open_table(tmp_path / "patients.csv")[2]


def test_rows_count_as_in_the_spreadsheet(tmp_path: Path, library: Library) -> None:
    text = 'sep=;\npatient;points;notes\nA;BL40;"one\ntwo\n\nthree"\n\nB;BL4O;\n;;\nC;BL40;\n'
    table = _table(text, tmp_path, library)
    good = {number: bool(row.prescription) for number, row in table.items()}
    assert good == {2: True, 4: False, 6: True}
    assert table[2].prescription is not None
    assert table[2].prescription.notes == "one\ntwo\n\nthree"
    (problem,) = table[4].problems
    assert str(problem).startswith(f"{tmp_path / 'patients.csv'}:4: points: There is no point")


def test_every_kind_of_cell(tmp_path: Path, library: Library) -> None:
    text = (
        "patient,points,hold,tips,conditions,acknowledge,link,link label,id\n"
        'M,"BL40; LI4 30 s; UB 60",1-2 min,"heat, water",pregnant,'
        "LI4: Talked it through with her; BL60: Agreed with her midwife.,"
        "https://example.org,Watch,17\n"
    )
    row = _table(text, tmp_path, library)[2]
    assert not row.problems
    prescription = row.prescription
    assert prescription is not None
    assert [(dose.code, dose.hold) for dose in prescription.points or ()] == [
        ("BL40", Hold(60, 120)), ("LI4", Hold(30)), ("BL60", Hold(60, 120)),
    ]  # fmt: skip
    assert prescription.tips == ("heat", "water")
    assert [code for code, _ in prescription.acknowledge] == ["LI4", "BL60"]
    assert prescription.links == (Link("https://example.org", "Watch"),)


def test_defaults_fill_only_what_is_empty(tmp_path: Path, library: Library) -> None:
    text = "patient,routine,points,layout\nA,,,\nB,sciatica,,pocket\nC,,BL40,\n"
    table = _table(text, tmp_path, library, routine="low-back", layout="sheet")
    read = [row.prescription for row in table.values()]
    assert [p and (p.routine, p.layout) for p in read] == [
        ("low-back", "sheet"), ("sciatica", "pocket"), (None, "sheet"),
    ]  # fmt: skip


def test_a_mended_list_of_failures_runs_as_it_is(tmp_path: Path, library: Library) -> None:
    row = _table("patient,points,reason\nA,BL40,There is no point BL4O\n", tmp_path, library)[2]
    assert row.prescription is not None


_CELL = st.text(alphabet=st.characters(exclude_characters="\0"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200)
    | st.lists(st.lists(_CELL, min_size=2, max_size=5), max_size=5).map(
        lambda rows: "\n".join(["patient,points,notes", *(",".join(r) for r in rows)]).encode(
            "utf-8", "surrogatepass"
        )
    )
)
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, library: Library, data: bytes) -> None:
    table, _ = read_or_refused(lambda: _table(data, tmp_path, library))
    for row in (table or {}).values():
        assert bool(row.problems) != bool(row.prescription)
