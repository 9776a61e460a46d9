"""Wrong files, and what is said about them.

Each file in `tests/golden_errors` names the wrong lines in its first line; the texts stand beside
it in `.expected`. To renew those after a change of wording: `RENEW=1 pytest` this file, then read
the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from handouts.errors import ContentError, HandoutsError, Problem
from handouts.library import Library, load_library
from handouts.library.model import Kind
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.own.read import read_own_file
from handouts.prescription.own.wording import read_wording
from handouts.prescription.read import read_prescription
from handouts.render import load_layout
from prescription.rows import rows_of

GOLDEN = Path(__file__).parent.parent / "golden_errors"
PRESCRIPTIONS = sorted((GOLDEN / "prescriptions").glob("*.yaml"))
LAYOUTS = sorted((GOLDEN / "layouts").glob("*.yaml"))
CLINICS = sorted((GOLDEN / "clinics").glob("*.yaml"))
TABLES = sorted((GOLDEN / "tables").glob("*.csv"))
OWN = sorted((GOLDEN / "own").glob("*/*.yaml"))
WHOLE_FILE = {"pdf": [0], "utf16-cut": [0]}
CURE = re.compile(
    r"(Ask|Check|Choose|Close|Copy|Delete|Did you mean|Divide|Double|Format|"
    r"If (it is right|it was|it is yours|it is the|the patient|you have asked)|Is it|Keep|"
    r"Leave|Let|Look|Move|Open|Put|Replace|Save|Say|See|Shorten|Start|"
    r"The (fields|shortest|longest)|Try|Upgrade|Use|Write)\b"
)


@pytest.mark.parametrize("path", PRESCRIPTIONS, ids=lambda path: path.stem)
def test_a_wrong_prescription(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(ContentError) as caught:
        read_prescription(Path(path.name), library)
    _as_expected(path, caught.value)


@pytest.mark.parametrize("path", CLINICS, ids=lambda path: path.stem)
def test_a_wrong_clinic(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(ContentError) as caught:
        read_clinic(Path(path.name))
    _as_expected(path, caught.value)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_wrong_file_of_the_clinics_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    kinds = {f"{kind}s": kind for kind in OWN_FIELDS}
    with pytest.raises(ContentError) as caught:
        _read_own(kinds.get(path.parent.name), Path(path.name), load_library())
    _as_expected(path, caught.value)


def _read_own(kind: Kind | None, path: Path, library: Library) -> None:
    if kind:
        broken = read_own_file(kind, path, library, Path("../pictures")).problems
    else:
        broken = read_wording(path, library).broken_words
    if broken:
        raise ContentError(broken)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_wrong_layout(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(ContentError) as caught:
        load_layout(Path(path.name))
    _as_expected(path, caught.value)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_wrong_table(path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    try:
        rows = rows_of(Path(path.name), library).values()
        problems = [problem for row in rows for problem in row.problems]
        assert all(bool(row.problems) != bool(row.prescription) for row in rows)
    except ContentError as error:
        problems = list(error.problems)
    assert problems
    _same(path, problems)


def test_there_are_enough() -> None:
    assert len(PRESCRIPTIONS) >= 40
    assert len(OWN) >= 40


def _as_expected(path: Path, error: HandoutsError) -> None:
    lines = [problem.line for problem in error.problems]
    assert lines == (WHOLE_FILE.get(path.stem) or _marked(path))
    _same(path, error.problems)


def _marked(path: Path) -> list[int]:
    first = path.read_bytes().split(b"\n")[0].decode()
    return [int(line) for line in first.removeprefix("# wrong: ").split(",")]


def _same(path: Path, problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        assert CURE.match(problem.cure), f"no cure: {problem}"
        assert problem.wrong.endswith((".", "?"))
        assert problem.file == path.name
    said = "".join(f"{problem}\n" for problem in problems)
    expected = path.with_suffix(".expected")
    if os.environ.get("RENEW"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
