from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.dose import Hold
from handouts.errors import ContentError
from handouts.library import Library, load_library
from handouts.prescription.model import Link
from handouts.prescription.tables.formulas import as_cell, from_cell
from handouts.prescription.tables.headings import of_conditions
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from handouts.today import today
from prescription.refusal import read_or_refused
from prescription.rows import Row, rows_of


def _table(
    data: str | bytes, tmp_path: Path, library: Library, routine: str = ""
) -> dict[int, Row]:
    path = tmp_path / "patients.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return rows_of(path, library, routine=routine)


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


def test_a_routine_stands_in_only_where_nothing_is_to_press(
    tmp_path: Path, library: Library
) -> None:
    text = "patient,routine,points\nA,,\nB,sciatica,\nC,,BL40\n"
    read = [row.prescription for row in _table(text, tmp_path, library, "low-back").values()]
    assert [one and one.routine for one in read] == ["low-back", "sciatica", None]


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


# ── exports, dates, encodings ───────────────────────────────────────────────────────────────────


def _read(text: str | bytes, tmp_path: Path, library: Library, **options: Any) -> list[Row]:
    path = tmp_path / "patients.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [*rows_of(path, library, TableOptions(**options)).values()]


def _values(rows: list[Row], field: str) -> list[Any]:
    assert not [problem for row in rows for problem in row.problems]
    return [getattr(row.prescription, field) for row in rows]


def _refused(text: str | bytes, tmp_path: Path, library: Library, **options: Any) -> str:
    with pytest.raises(ContentError) as caught:
        _read(text, tmp_path, library, **options)
    return str(caught.value)


def test_a_name_is_joined(tmp_path: Path, library: Library) -> None:
    text = "Last,First Name,Goes By,points\nLopez,Maria,,BL40\nRuiz,Ana,Annie,BL40\nSu,,K Su,BL40\n"
    text += "Li,Lisa,,BL40\n"
    assert _values(_read(text, tmp_path, library), "patient") == [
        "Maria Lopez", "Annie Ruiz", "K Su", "Lisa Li",
    ]  # fmt: skip


def test_a_name_that_stands_last_first_is_turned_round_and_told(
    tmp_path: Path, library: Library
) -> None:
    text = 'patient,points\n"Lopez, Maria",BL40\n"Ruiz, Dr.",BL40\nAna Su,BL40\n'
    turned, asked, plain = _read(text, tmp_path, library)
    assert turned.prescription is not None
    assert turned.prescription.patient == "Maria Lopez"
    assert any("family name stands first" in one.wrong for one in turned.notices)
    assert "has a comma" in asked.problems[0].wrong
    assert not any("family name" in one.wrong for one in plain.notices)


@pytest.mark.parametrize(
    ("rows", "told"),
    [(["Ana,,SI3", "Bo,,SI3", " ANA ,,SI3"], "twice: 4 (as 2)"), (["Ana,,SI3", "Ana,,LI4"], ""),
     (["Ana,1,SI3", "Ana,2,SI3"], ""), ([",,SI3", ",,SI3"], "")],
)  # fmt: skip
def test_a_row_that_stands_there_twice_is_told(rows: list[str], told: str, tmp_path: Path) -> None:
    """Rows without a name may be for anybody; another id is another patient."""
    path = tmp_path / "p.csv"
    path.write_text("\n".join(["patient,id,points", *rows]), "utf-8")
    notices = [one.wrong for one in open_table(path)[2]]
    assert [one for one in notices if "twice" in one] == [one for one in notices if told]
    assert told in "".join(notices)


def test_columns_that_are_not_read_make_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("patient,Booking,points\nAna,17,SI3\nAna,18,SI3\n", "utf-8")
    assert any("twice: 3 (as 2)" in one.wrong for one in open_table(path)[2])


@pytest.mark.parametrize(
    "name", ["LetÃcia", "PÃ¢mela", "JÃ©ssica", "AndrÃ©", "SÃ´nia", "Letí\ufffdcia"]
)
def test_a_name_in_wrong_letters_is_not_printed(
    name: str, tmp_path: Path, library: Library
) -> None:
    (row,) = _read(f"patient,points\n{name},BL40\n", tmp_path, library)
    assert "letter" in row.problems[0].wrong


@pytest.mark.parametrize("name", ["João", "Ângela", "ÂNGELA", "JOÃO", "São Paulo Ãvila"])
def test_letters_that_are_right_are_left_alone(name: str, tmp_path: Path, library: Library) -> None:
    assert _values(_read(f"patient,points\n{name},BL40\n", tmp_path, library), "patient") == [name]


def test_what_is_no_patients_is_passed_over_and_said(tmp_path: Path, library: Library) -> None:
    text = (
        "\npatient,DOB,points,,\nA,1/2/1980,BL40,,\nPATIENT,dob,points\nB,,BL40\nTotal,,\n"
        "Totals: 2,,,,\nTotal Wellness,,BL40\n,,,,\n"
    )
    assert _values(_read(text, tmp_path, library), "patient") == ["A", "B", "Total Wellness"]
    said = [str(one) for one in open_table(tmp_path / "patients.csv")[2]]
    told = "3 rows are passed over as no patient's (totals, headings once more, breaks)"
    assert any(
        f"{told}: “PATIENT” (row 4), “Total” (row 6), “Totals: 2” (row 7)." in s for s in said
    )


def test_all_rows_that_are_passed_over_are_told(tmp_path: Path) -> None:
    """One of them may be a patient."""
    rows = "A,BL40\nTotal,\n" * 9 + "Patients: 9,\n"
    (tmp_path / "patients.csv").write_text(f"patient,points\n{rows}", "utf-8")
    said = " ".join(one.wrong for one in open_table(tmp_path / "patients.csv")[2])
    assert "10 rows are passed over" in said
    assert "“Total” (rows 3, 5, 7, 9, 11 and 4 more), “Patients: 9” (row 20)." in said


def test_what_the_clinic_says_of_an_export_is_told_where_it_takes_away_a_field(
    tmp_path: Path,
) -> None:
    path = tmp_path / "patients.csv"
    path.write_text("patient,points,notes\nA,BL40,Rest.\n")
    usual = (("Notes", "none"), ("Phone", "none"))
    (said,) = open_table(path, TableOptions(usual_columns=usual))[2]
    assert "Not read, as `columns:` in the clinic's file says: notes." in said.wrong
    assert said.cure == 'To read it here: --map "notes=notes".'
    assert not open_table(path, TableOptions((("notes", "none"),), usual))[2]


@pytest.mark.parametrize("empty", ["Tips", "Points", "Hold"])
def test_an_empty_column_does_not_make_an_export_ours(empty: str, tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_text(f"Patient,Email,{empty},Notes\nMaria,m@x.org,,Owes 300 dollars\n,,{empty},\n")
    with pytest.raises(ContentError, match="private notes"):
        open_table(path)


def test_nothing_of_a_column_that_is_not_read_stops_a_row(tmp_path: Path, library: Library) -> None:
    text = f"patient,Chart,points\nA,{'x' * 30_000}\x07,BL40\n"
    assert _values(_read(text, tmp_path, library), "notes") == [None]


@pytest.mark.parametrize(
    ("cells", "options", "first"),
    [
        (["12/4/2026", "12/13/2026"], {}, "2026-12-04"),
        (["12/4/26", "13/12/26"], {}, "2026-04-12"),
        (["12/4/2026"], {"dates": "us"}, "2026-12-04"),
        (["12/4/2026"], {"dates": "day-first"}, "2026-04-12"),
        (["12/4/2026"], {"usual_dates": "us"}, "2026-12-04"),
        (["12/4/2026", "13/12/2026"], {"usual_dates": "us", "dates": "day-first"}, "2026-04-12"),
        (["Fri 12/4/2026", "11/2/2026"], {}, "2026-12-04"),
        (["12/01/2026", "12/31/2026"], {}, "2026-12-01"),
        (["03/04/2027", "15/04/2027"], {}, "2027-04-03"),
        (["02/01/2027", "31/12/2026"], {}, "2027-01-02"),
    ],
)
def test_the_order_of_dates(
    cells: list[str], options: dict[str, str], first: str, tmp_path: Path, library: Library
) -> None:
    rows = "".join(f"P,BL40,{cell}\n" for cell in cells)
    read = _read(f"patient,points,next visit\n{rows}", tmp_path, library, **options)
    assert str(_values(read, "next_visit")[0]) == first


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["12/4/2026", "2026-12-13"], {}),
        (["12/4/2026", "12/13/2026", "13/12/2026"], {}),
        (["12/4/2026", "13/12/2026"], {"usual_dates": "us"}),
    ],
)
def test_an_order_that_nothing_tells_is_asked_for_once(
    cells: list[str], options: dict[str, str], tmp_path: Path, library: Library
) -> None:
    rows = "".join(f"P,BL40,{cell}\n" for cell in cells)
    said = _refused(f"patient,points,next visit\n{rows}", tmp_path, library, **options)
    assert said.count("--dates us") == 1
    assert "4 December 2026" in said


def test_a_time_stands_in_a_column_of_its_own(tmp_path: Path, library: Library) -> None:
    text = "patient,points,Next Appointment,Time\nA,BL40,4-Dec-26,3:30 PM\nB,BL40,2026-12-04,\n"
    visits = _values(_read(text, tmp_path, library), "next_visit")
    assert [str(visit) for visit in visits] == ["2026-12-04 15:30:00", "2026-12-04"]


@pytest.mark.parametrize("typed", ["none", "None", "[]"])
def test_no_tips(typed: str, tmp_path: Path, library: Library) -> None:
    text = f"patient,routine,tips\nA,low-back,{typed}\n"
    assert _values(_read(text, tmp_path, library), "tips") == [()]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1250", ["Łukasz Święcki"]), ("cp1252", ["Renée Muñoz", "Zoë"]),
        ("cp1251", ["Иван Петров", "Анна"]), ("gbk", ["王小明", "李娜"]), ("big5", ["陳怡君"]),
        ("shift_jis", ["田中 太郎"]), ("mac_roman", ["Renée", "José"]),
    ],
)  # fmt: skip
def test_letters_are_not_guessed(
    encoding: str, names: list[str], tmp_path: Path, library: Library
) -> None:
    text = "patient,points\n" + "".join(f"{name},BL40\n" for name in names)
    said = _refused(text.encode(encoding), tmp_path, library)
    assert f"{encoding}: “{names[0]}”" in said
    read = _read(text.encode(encoding), tmp_path, library, encoding=encoding)
    assert _values(read, "patient") == names


def test_an_encoding_that_is_not_the_files_is_refused(tmp_path: Path, library: Library) -> None:
    text = "patient,points\nŁukasz,BL40\n"
    assert "Leave out --encoding" in _refused(text, tmp_path, library, encoding="cp1250")
    wrong = _refused(text.encode("cp1250"), tmp_path, library, encoding="gbk2")
    assert "is no encoding" in wrong


def test_what_is_said_of_a_table_is_read_back() -> None:
    said = TableOptions((("Visit: a=b", "next_visit"),), (), "Sheet 1", "", "us", "day-first")
    assert TableOptions.from_words(said.as_words()) == said
    assert TableOptions().as_words() == ""


@pytest.mark.parametrize(
    "words",
    ["[1]", "1", '{"columns": 1}', '{"dates": "uk"}', '{"dates": []}', '{"sheet": 1}', "[" * 9999],
)
def test_what_no_run_has_said_of_a_table_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        TableOptions.from_words(words)


@given(st.text(alphabet="'=+-@0123456789/ab", max_size=8))
def test_a_cell_made_safe_for_a_spreadsheet_reads_back(text: str) -> None:
    assert from_cell(as_cell(text)) == text


def test_what_stands_under_two_columns_is_no_patient_either(
    tmp_path: Path, library: Library
) -> None:
    text = "patient,points\nA,BL40\nTotal: 2,\nPage 1 of 1,\nReport generated 12/4/2026,\n"
    text += "Total Wellness,BL40\n"
    read = _read(text, tmp_path, library)
    assert _values(read, "patient") == ["A", "Total Wellness"]


NAMES = ["Page Turner", "Count Basie", "Sum Wong", "Average Joe", "Printed Lee",
         "Total Wellness", "Sum", "Patient 12", "Report Smith", "End Of",
         "Records Jones 2", "4 Winds Kim"]  # fmt: skip
TOTALS = ["Total", "Subtotal", "Sub-total:", "Grand Total", "GRAND TOTAL: 4", "Patients: 4",
          "4 patients", "1 record", "Count", "Count: 4", "Sum $400.00", "Average age: 45.5",
          "Total patients", "Number of clients: 4", "Page 1 of 1", "Printed 4 Dec 2026, 9:30",
          "Totals for 12/4/2026", "End of report"]  # fmt: skip


@pytest.mark.parametrize("heads", ["patient", "patient,email,routine", "patient,Balance,points"])
def test_no_patient_is_taken_for_a_total_and_no_total_for_a_patient(
    heads: str, tmp_path: Path, library: Library
) -> None:
    """Whether somebody has forgotten the routine, or all have the same."""
    rows = "".join(f'"{name}"{"," * heads.count(",")}\n' for name in (*NAMES, *TOTALS))
    (tmp_path / "patients.csv").write_text(f"{heads}\n{rows}", "utf-8")
    _, left, _ = open_table(tmp_path / "patients.csv")
    assert [cells[0] for _, cells in left] == NAMES
    read = _table(f"{heads}\n{rows}", tmp_path, library, routine="low-back")
    assert _values([*read.values()], "patient") == NAMES


def test_a_total_in_front_of_a_name_is_no_total(tmp_path: Path, library: Library) -> None:
    text = "Treatment,patient,points\nTotal,Ann Lee,\nPage 1,Bo Su,\nTotal,,\n"
    assert len(_read(text, tmp_path, library)) == 2


@pytest.mark.parametrize("first", ['"sep=;"', "SEP=;"])
def test_the_sign_in_quotes(first: str, tmp_path: Path, library: Library) -> None:
    read = _read(f"{first}\npatient;points;notes\nA;BL40;one, two\n", tmp_path, library)
    assert _values(read, "notes") == ["one, two"]


@pytest.mark.parametrize(
    "error", ["#BEZUG!", "#NV", "#WERT!", "#¿NOMBRE?", "#¡VALOR!", "#VALEUR!", "#N/D"]
)
def test_an_error_in_another_language_is_not_printed(
    error: str, tmp_path: Path, library: Library
) -> None:
    (row,) = _read(f"patient,points,notes\nA,BL40,{error}\n", tmp_path, library)
    assert row.problems


@pytest.mark.parametrize("typed", ["N/A", "n.a.", "-", "–", "?", "tbd", "False", "none", "no"])
def test_what_says_nothing_is_neither_printed_nor_an_answer(
    typed: str, tmp_path: Path, library: Library
) -> None:
    columns = ["how_often", "for_how_long", "notes", "title", "link_label", "tips", "first_name"]
    (row,) = _read(
        f"last name,routine,link,{','.join(columns)}\nNull,low-back,x.org{f',{typed}' * 7}\n",
        tmp_path, library, columns=tuple((one, one) for one in columns),
    )  # fmt: skip
    answers = {"none": {"tips"}, "no": {"tips", "first_name"}}.get(typed, set())  # No is a name
    assert {one.field for one in row.problems} == {*columns} - answers


@pytest.mark.parametrize("heading", ["Medical Alert", "Alerts", "Precautions"])
def test_what_a_program_warns_of_is_a_condition_or_asked_about(
    heading: str, tmp_path: Path
) -> None:
    text = (
        f"patient,points,{heading},conditions\n"
        "A,SI3,Pacemaker,\nB,SI3,pacemaker; lupus,pregnant\nC,SI3,pacemaker,pacemaker\n"
        'D,SI3,"pacemaker, latex allergy",no-blood-clot\nE,SI3,lupus,none\nF,SI3,Yes,\n'
        "G,SI3,other: needle phobia: lies down,\n"
    )
    rows = _table(text, tmp_path, load_library())
    known = {
        number: row.prescription.conditions for number, row in rows.items() if row.prescription
    }
    assert known[2] == known[4] == ("pacemaker",)
    assert known[5] == ("no-blood-clot", "pacemaker", "allergy-to-adhesive")
    assert known[8] == ()
    both = f"{heading} (lupus) and conditions (none)"
    for number, typed, where in ((3, "lupus", heading), (6, "none", both), (7, "Yes", heading)):
        (problem,) = rows[number].problems
        assert problem.field == where
        assert typed in problem.wrong


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("pacemaker 2023", ("pacemaker",)),
        ("stent 2019", ("heart-disease",)),
        ("30 wks pregnant", ("pregnant",)),
        ("R TKA 2024", ("knee-replacement",)),
        ("DVT, 2024", ("blood-clot",)),
        ("chemo, port on the chest; L ALND", ("cancer", "lines-or-ports")),
        ("CVA 2025 R side, anxious", ("stroke",)),
        ("Eliquis 5 mg bid", ("blood-thinners",)),
        ("other: lupus, mild; pacemaker 2020", ("pacemaker",)),
    ],
)
def test_an_alert_that_names_a_condition_is_that_and_a_note_says_so(
    typed: str, known: tuple[str, ...], tmp_path: Path
) -> None:
    rows = _table(f'patient,points,Alerts\nA,SI3,"{typed}"\n', tmp_path, load_library())
    assert rows[2].prescription, rows[2].problems
    assert set(known) <= {*rows[2].prescription.conditions}
    assert [one for one in rows[2].notices if one.summed[0] == "named"]


@pytest.mark.parametrize(
    "typed",
    [
        "mother: stroke", "pregnant 17yo", "old TKA",
        f"TKA done {today().year}", "fracture 2019", "pacemaker 12", "stroke and metoprolol",
        "pacemaker removed 2020", "no longer pregnant", "epilepsy since childhood", "prednisone",
        "DVT x2", "surgery 2019",
    ],
)  # fmt: skip
def test_an_alert_that_may_not_be_so_comes_back(typed: str, tmp_path: Path) -> None:
    rows = _table(f'patient,points,Alerts\nA,SI3,"{typed}"\n', tmp_path, load_library())
    assert not rows[2].prescription


def test_none_beside_others_says_which_columns_brought_them(tmp_path: Path) -> None:
    text = (
        "patient,points,Pacemaker?,Blood Thinners?,Alerts,Conditions\n"
        "A,SI3,Y,Yes - Eliquis,gout,none\n"
    )
    rows = _table(text, tmp_path, load_library())
    (problem,) = rows[2].problems
    for one in ("Pacemaker? (Y)", "Blood Thinners? (Yes - Eliquis)", "(gout)", "(none)"):
        assert one in problem.field


@pytest.mark.parametrize("typed", ["", "None", "NKDA", "-", "n/a", "no known allergies", "None."])
def test_an_alert_that_warns_of_nothing_answers_nothing(typed: str, tmp_path: Path) -> None:
    (row,) = _table(f"patient,points,Alert\nA,SI3,{typed}\n", tmp_path, load_library()).values()
    assert row.prescription is not None
    assert not row.prescription.conditions
    assert not row.prescription.asked


def test_each_of_several_alerts_is_read_unless_somebody_says_not(tmp_path: Path) -> None:
    text = "patient,points,Alerts,Medical Alert\nA,SI3,pacemaker,diabetes\n"
    (row,) = _table(text, tmp_path, load_library()).values()
    assert row.prescription is not None
    assert row.prescription.conditions == ("pacemaker", "diabetes")
    path, options = tmp_path / "patients.csv", TableOptions(columns=(("Alerts", "none"),))
    told = open_table(path, options)[2]
    assert ["Medical Alert: read as conditions" in one.wrong for one in told] == [True]


def test_a_column_that_is_a_condition_is_one_where_it_is_ticked(tmp_path: Path) -> None:
    text = (
        "patient,points,Pregnant?,Pacemaker,Blood Thinners,Seizures\n"
        "A,SI3,Yes,No,,\nB,SI3,N,x,warfarin,none\nC,SI3,12 weeks,,,\nD,SI3,unknown,,,\n"
        "E,SI3,No,FALSE,-,0\n"
    )
    rows = _table(text, tmp_path, load_library())
    known = {n: row.prescription.conditions for n, row in rows.items() if row.prescription}
    assert known == {2: ("pregnant",), 3: ("pacemaker", "blood-thinners"), 6: ()}
    for number, typed in ((4, "12 weeks"), (5, "unknown")):
        (problem,) = rows[number].problems
        assert typed in problem.wrong


@pytest.mark.parametrize("yes", ["yes - left", "Yes (2019)", "y, left side"])
def test_yes_with_more_behind_it_is_yes(yes: str, tmp_path: Path) -> None:
    rows = _table(f'patient,points,Pacemaker\nA,SI3,"{yes}"\n', tmp_path, load_library())
    assert rows[2].prescription is not None
    assert rows[2].prescription.conditions == ("pacemaker",)


def test_what_stands_behind_yes_is_not_lost(tmp_path: Path) -> None:
    text = (
        'patient,points,Pacemaker,Pregnant?\nA,SI3,"yes, and on warfarin",\nB,SI3,,yes (20 weeks)\n'
    )
    rows = _table(text, tmp_path, load_library())
    assert rows[2].prescription is not None
    assert rows[2].prescription.conditions == ("pacemaker", "blood-thinners")
    assert "“and on warfarin” as blood-thinners" in rows[2].notices[0].wrong
    assert rows[3].prescription is not None
    assert rows[3].prescription.conditions == ("pregnant",)


@pytest.mark.parametrize("typed", ["?", "??", "tbc", "Medtronic", "maybe"])
def test_what_is_neither_yes_nor_no_is_asked_by_its_heading(typed: str, tmp_path: Path) -> None:
    rows = _table(f"patient,points,Pacemaker\nA,SI3,{typed}\n", tmp_path, load_library())
    assert rows[2].prescription is None
    (problem,) = rows[2].problems
    assert "neither yes nor no" in problem.wrong
    assert "Under Pacemaker" in problem.cure
    assert "other:" not in problem.cure


def test_each_heading_that_is_a_condition_is_one_of_ours() -> None:
    library = load_library()
    for name in of_conditions():
        assert library.find("condition", name.replace("_", " ")).code, name


@pytest.mark.parametrize("typed", ["none", "None", "NONE", "No", "N/A"])
def test_none_beside_an_age_gives_way_however_it_is_spelt(typed: str, tmp_path: Path) -> None:
    rows = _table(f"patient,points,conditions,age\nA,LI4,{typed},7\n", tmp_path, load_library())
    assert rows[2].prescription, rows[2].problems
    assert rows[2].prescription.conditions == ("child",)


def test_a_table_of_too_many_rows_is_refused_whatever_they_say(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    for row in ("Ann,LI4\n", "Total,\n"):
        path.write_text("patient,points\n" + row * 100_001, "utf-8")
        with pytest.raises(ContentError, match="100002: The table has more than 100,000 rows"):
            open_table(path)


@pytest.mark.parametrize("slot", ["LUNCH", "Lunch break", "Blocked", "Staff meeting"])
def test_a_break_in_a_schedule_is_no_patient(slot: str, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(f"time,patient,points\n12:00,{slot},\n13:00,Bo Lunch,LI11\n", "utf-8")
    _, rows, notices = open_table(path, library=load_library())
    assert [cells[1] for _, cells in rows] == ["Bo Lunch"]
    assert any(f"“{slot}” (row 2)" in str(one) for one in notices)
