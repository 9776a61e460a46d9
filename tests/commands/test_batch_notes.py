"""A note that holds for many rows is said once, with all the lines it is about."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from handouts.commands import cli


def test_the_lines_of_a_note_are_all_named(tmp_path: Path) -> None:
    rows = ["patient,routine,conditions"]
    rows += [f"Patient {n},nausea,{'none' if n % 2 else 'asthma'}" for n in range(6)]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(rows) + "\n")
    told = CliRunner().invoke(cli, ["batch", str(table), "-o", str(tmp_path / "out")]).output
    notes = [line for line in told.splitlines() if "`none` is taken as" in line]
    assert len(notes) == 2
    assert "t.csv:3:" in notes[0]
    assert "the same in lines 5, 7:" in notes[1]
