"""The front door does what the command line does, or leaves it to the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands import run
from handouts.front import Asked, built, plainest

GOOD = "patient: Maria Lopez\nroutine: low-back\nconditions: none\n"
NOTED = "patient: Maria Lopez\nroutine: low-back\nconditions: none\nnext_visit: 2027-01-04 03:30\n"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["build", "a.yaml"], Asked("a.yaml", None, False)),
        (["build", "-q", "a.yaml"], Asked("a.yaml", None, True)),
        (["build", "a.yaml", "-o", "b.pdf", "--quiet"], Asked("a.yaml", "b.pdf", True)),
        (["build", "a.yaml", "--output", "b"], Asked("a.yaml", "b", False)),
        (["build"], None),
        (["build", "a.yaml", "b.yaml"], None),
        (["build", "a.yaml", "-o"], None),
        (["build", "a.yaml", "-o", "b", "-o", "c"], None),
        (["build", "a.yaml", "--png"], None),
        (["build", "a.yaml", "--output=b"], None),
        (["build", "--", "a.yaml"], None),
        (["build", "--help"], None),
        (["check", "a.yaml"], None),
        ([], None),
    ],
)
def test_only_the_plainest_command_is_taken(words: list[str], asked: Asked | None) -> None:
    assert plainest(words) == asked


@pytest.mark.parametrize("more", [[], ["-q"], ["-o", "there.pdf"], ["-o", "folder/"]])
@pytest.mark.parametrize("text", [GOOD, NOTED], ids=["good", "with a notice"])
def test_it_does_what_the_command_line_does(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    text: str,
    more: list[str],
) -> None:
    made = []
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        Path("one.yaml").write_text(text)
        words = ["build", "one.yaml", *more]
        if name == "here":
            asked = plainest(words)
            assert asked
            assert built(asked)
        else:
            assert run(words) == 0
        files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.pdf")}
        made.append((capfd.readouterr(), files))
    assert made[0] == made[1]
    assert len(made[0][1]) == 1


@pytest.mark.parametrize(
    "text",
    ["patient: Maria\nroutine: nonsense\n", "patient: Maria\npoints: [CV22]\n", "[", ""],
    ids=["no such routine", "not for home", "no YAML", "empty"],
)
def test_what_goes_wrong_is_left_to_the_command_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "one.yaml").write_text(text)
    assert run(["build", str(tmp_path / "one.yaml")]) > 0
    assert capfd.readouterr().err
    assert not built(Asked(str(tmp_path / "one.yaml"), None, False))
    assert capfd.readouterr() == ("", "")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_missing_file_is_left_to_the_command_line(tmp_path: Path) -> None:
    assert not built(Asked(str(tmp_path / "none.yaml"), None, False))
