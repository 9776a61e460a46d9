"""A mistake of ours is told with the file in which it came up, and keeps no other file back."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands import build, check, run
from handouts.delivery.build import Checked, Options
from handouts.delivery.build import check as read
from handouts.delivery.mail import jobs
from handouts.errors import Exit


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A prescription that no code of ours gets through, and a good one."""
    monkeypatch.delenv("HANDOUTS_DEBUG", raising=False)

    def stumble(path: Path, options: Options) -> Checked:
        if path.name == "p.yaml":
            raise ZeroDivisionError
        return read(path, options)

    for module in (build, check, jobs):
        monkeypatch.setattr(module, "check", stumble)
    (tmp_path / "clinic.yaml").write_text("email: us@example.org\n", "utf-8")
    files = tmp_path / "p.yaml", tmp_path / "q.yaml"
    for path in files:
        path.write_text("patient: Ann\nemail: a@example.org\nroutine: sleep\n", "utf-8")
    return files


@pytest.mark.parametrize("verb", ["build", "check", "email"])
def test_a_fault_names_its_file_and_the_others_go_on(
    verb: str, two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = two
    code = Exit.FAULT if verb == "check" else Exit.SOME_FAILED
    assert run([verb, str(bad), str(good)]) == code
    said = capsys.readouterr()
    assert f"{bad}: A fault in the program itself (ZeroDivisionError)." in said.err
    done = {"build": "q.pdf", "check": "q.yaml: all right", "email": "to a@example.org"}
    assert done[verb] in said.out
    assert good.with_suffix(".pdf").exists() == (verb == "build")


def test_a_fault_alone_has_an_exit_code_of_its_own(two: tuple[Path, Path]) -> None:
    assert run(["build", str(two[0])]) == Exit.FAULT
