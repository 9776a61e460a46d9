"""A note that holds for many rows is said once, with all the lines it is about."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from handouts.commands import cli


def test_the_lines_of_a_note_are_all_named(tmp_path: Path) -> None:
    rows = ["patient,routine,conditions"]
    rows += [f"Patient {n},nausea,{'' if n % 2 else 'asthma'}" for n in range(6)]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(rows) + "\n")
    told = CliRunner().invoke(cli, ["batch", str(table), "-o", str(tmp_path / "out")]).output
    notes = [line for line in told.splitlines() if "Nothing says what this patient" in line]
    assert len(notes) == 2
    assert "t.csv:3:" in notes[0]
    assert "the same in lines 5, 7:" in notes[1]


def test_what_none_does_not_answer_is_said_once_for_all(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = ["A,SI3,none,woman,", "B,SI3,none,man,", "C,SI3,none,,8", "D,SI3,asthma,,"]
    table.write_text("\n".join(["patient,points,conditions,body,age", *rows]) + "\n")
    told = CliRunner().invoke(cli, ["batch", str(table), "-o", str(tmp_path / "out")]).output
    (note,) = [line for line in told.splitlines() if "`none` is taken as" in line]
    assert "pregnant and blood-clot (row" in note
    assert "write in such a cell: none; not-pregnant; no-blood-clot" in note


def test_headings_that_a_merged_title_took_are_named_as_that(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Patient,,,\nAnn,a@example.org,sleep,none\n")
    run = ["batch", str(table), "-o", str(tmp_path / "out")]
    told = str(CliRunner().invoke(cli, run).exception)
    assert "t.csv:2: No column says what to press, and some have values and no heading" in told
    assert "columns 2, 3, 4. Write each heading in a cell of its own" in told
    table.write_text("Patient,Email\nAnn,a@example.org\n")
    told = str(CliRunner().invoke(cli, run).exception)
    assert "--routine low-back" in told


def test_files_of_a_folder_that_a_note_holds_for_are_named(tmp_path: Path) -> None:
    (tmp_path / "rx").mkdir()
    for name in ("ann", "bo", "cy"):
        (tmp_path / "rx" / f"{name}.yaml").write_text(f"patient: {name}\npoints: [SI3]\n")
    told = CliRunner().invoke(cli, ["batch", str(tmp_path / "rx"), "-o", str(tmp_path / "out")])
    assert "ann.yaml: conditions: Nothing says" in told.output
    assert "the same in bo.yaml, cy.yaml: Nothing says" in told.output


def test_what_is_the_clinics_is_said_once_and_one_line_is_a_line(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: Willow\nphone: 555\ncolour: pink\nbooking_qr: yes\n")
    rows = [f"Patient {n},nausea,{'none' if n < 2 else 'asthma'}" for n in range(6)]
    (tmp_path / "day").mkdir()
    table = tmp_path / "day" / "t.csv"
    table.write_text("\n".join(["patient,routine,conditions", *rows]) + "\n")
    told = CliRunner().invoke(cli, ["batch", str(table), "-o", str(tmp_path / "out")]).output
    assert told.count("clinic.yaml:4: booking_qr") == 1
    assert told.count("clinic.yaml:3: colour") == 1
    assert told.count("The clinic is that of") == 1
    assert told.count("`none` is taken as") == 1
    assert "(rows 2, 3)" in told


def test_what_conditions_change_is_summed_up_and_what_is_wrong_stands_last(tmp_path: Path) -> None:
    """Else fifteen such lines hide what is to be mended."""
    rows = ["Ann,LI44,none", "Bo,LI10,diabetes", "Cy,LI10,heart-disease", "Di,SI3,diabetes"]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(["patient,points,conditions", *rows, ""]))
    told = CliRunner().invoke(cli, ["batch", str(table), "-o", str(tmp_path / "out")]).output
    assert "Because of" not in told
    assert "3 patients press some points lightly" in told
    assert "diabetes (rows 3, 5); heart-disease (row 4)." in told
    by_routine = tmp_path / "r.csv"
    rows = ["Ann,low-back,blood-thinners", "Bo,stress,diabetes", "Cy,stress,blood-thinners"]
    by_routine.write_text("\n".join(["patient,routine,conditions", *rows, ""]))
    run = ["batch", str(by_routine), "-o", str(tmp_path / "out-r")]
    of_routines = CliRunner().invoke(cli, run).output
    assert "3 patients press some points lightly" in of_routines
    assert "blood-thinners (rows 2, 4); diabetes (row 3)." in of_routines
    assert "t.csv:2: points: " in told
    assert told.rindex("note: ") < told.index("t.csv:2: points: ")
