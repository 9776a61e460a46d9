"""What hands really type, in a file and in a spreadsheet: understood, or asked back by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError, Problem
from handouts.library import load_library
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription
from prescription.rows import rows_of


def in_yaml(folder: Path, text: str) -> tuple[Prescription | None, tuple[Problem, ...]]:
    path = folder / "p.yaml"
    path.write_text(text, "utf-8")
    try:
        return read_prescription(path, load_library()).value, ()
    except ContentError as error:
        return None, error.problems


def in_cell(
    folder: Path, column: str, cell: str
) -> tuple[Prescription | None, tuple[Problem, ...]]:
    path = folder / "t.csv"
    others = "" if column in ("points", "routine") else ",routine"
    values = "" if column in ("points", "routine") else ",stress"
    path.write_text(f'{column}{others}\n"{cell}"{values}\n', "utf-8")
    (row,) = rows_of(path, load_library()).values()
    return row.prescription, row.problems


# ── numbers that could mean two things ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "typed", "offered"),
    [
        ("hold", "5", "Write: 5 s, or 5 min"),
        ("hold", "2", "Write: 2 min"),
        ("for_how_long", "14", "Write: 14 days or 14 weeks"),
        ("for_how_long", "１４", "Write: １４ days or １４ weeks"),
        ("for_how_long", "2-3", "Write: 2-3 days or 2-3 weeks"),
        ("for_how_long", "two", "Write: two days or two weeks"),
        ("for_how_long", "1", "Write: 1 day or 1 week"),
        ("how_often", "3", "Write: 3 times a day or 3 times a week"),
        ("how_often", "3x", "Write: 3 times a day or 3 times a week"),
        ("how_often", "x 3", "Write: 3 times a day or 3 times a week"),
        ("how_often", "2-3 times", "Write: 2-3 times a day or 2-3 times a week"),
        ("how_often", "Twice.", "Write: twice a day or twice a week"),
        ("how_often", "once", "Write: once a day or once a week"),
    ],
)
def test_a_number_that_says_not_of_what_is_asked_back(
    field: str, typed: str, offered: str, tmp_path: Path
) -> None:
    _, in_file = in_yaml(tmp_path, f"routine: stress\n{field}: {typed}\n")
    _, in_table = in_cell(tmp_path, field, typed)
    for (problem,) in (in_file, in_table):
        assert problem.cure == offered.replace("１４", "14")
        assert "no unit" in problem.wrong


@pytest.mark.parametrize(
    "typed",
    ["twice a day", "3 times on Mondays", "3 times daily", "daily", "once or twice a day"],
)
def test_a_number_that_says_of_what_is_taken(typed: str, tmp_path: Path) -> None:
    taken, problems = in_yaml(tmp_path, f"routine: stress\nhow_often: {typed}\n")
    assert not problems
    assert taken is not None
    assert taken.how_often == typed


def test_a_field_has_the_name_that_everybody_types(tmp_path: Path) -> None:
    text = "points: [LI4]\nnote: Press slowly.\nLinks: [example.org/a, example.org/b]\n"
    taken, problems = in_yaml(tmp_path, text)
    assert taken is not None, problems
    assert taken.notes == "Press slowly."
    assert len(taken.links) == 2
    _, problems = in_yaml(tmp_path, "points: [LI4]\nnotes: One.\nnote: Two.\n")
    assert "stands here twice" in str(problems)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("side: L", "side", "left"), ("side: Bilateral", "side", "both"),
        ("side: left and right", "side", "both"), ("side: Left & Right", "side", "both"),
        ("side: b/l", "side", "both"), ("side: bil.", "side", "both"),
        ("side: both sides", "side", "both"), ("side: Affected side", "side", "same"),
        ("side: painful", "side", "same"), ("side: ipsilateral", "side", "same"),
        ("side: contralateral", "side", "opposite"), ("side: sorer side", "side", "sorest"),
        ("side: side away from the pain", "side", "opposite"),
        ("motion: circular", "motion", "circles"), ("pressure: hard", "pressure", "firm"),
        ("pressure: light", "pressure", "gentle"),
    ],
)  # fmt: skip
def test_usual_words_for_a_choice_are_taken(
    typed: str, field: str, value: str, tmp_path: Path
) -> None:
    taken, problems = in_yaml(tmp_path, f"points:\n  - point: LI4\n    {typed}\n")
    assert not problems
    assert taken is not None
    assert [getattr(dose, field) for dose in taken.points or ()] == [value]


@pytest.mark.parametrize("typed", ["avoid left", "not left", "all but the left"])
def test_what_denies_a_choice_is_not_met_with_it(typed: str, tmp_path: Path) -> None:
    _, problems = in_yaml(tmp_path, f"points:\n  - point: LI4\n    side: {typed}\n")
    assert "Did you mean" not in problems[0].cure


@pytest.mark.parametrize("typed", ["female", "F", "Woman"])
def test_a_body_is_taken_in_a_charts_words(typed: str, tmp_path: Path) -> None:
    taken, problems = in_cell(tmp_path, "body", typed)
    assert (problems, taken and taken.body) == ((), "woman")


# ── points ──────────────────────────────────────────────────────────────────────────────────────

ENTRIES = [
    ("Stomach 36", ["ST36"]),
    ("Large Intestine 4", ["LI4"]),
    ("bladder 40", ["BL40"]),
    ("Urinary Bladder 60", ["BL60"]),
    ("Gall Bladder 34", ["GB34"]),
    ("Triple Burner 5", ["TE5"]),
    ("Conception Vessel 12", ["CV12"]),
    ("Governing vessel 20", ["GV20"]),
    ("PC6 Neiguan", ["PC6"]),
    ("LI4 (Hegu)", ["LI4"]),
    ("Hegu LI4", ["LI4"]),
    ("LI4 Hé Gǔ 30 s", ["LI4 30s"]),
    ("ST 36 (Zu San Li), 1-2 min, both", ["ST36 60s both"]),
    ("Wangu SI4", ["SI4"]),
    ("Wangu", "can be GB12 Wángǔ or SI4 Wàngǔ"),
    ("H7 Shenmen", ["HT7"]),
    ("Shenmen", "can be HT7 Shénmén or TF4 Shénmén"),
    ("ear Shenmen 1 min", ["TF4 60s"]),
    ("HX6,7i 30 s", ["HX6,7i 30s"]),
    ("HX6-7i 30 s left", ["HX6,7i 30s left"]),
    ("SF4-5", ["SF4,5"]),
    ("ear CO10 1 min", ["CO10 60s"]),
    ("kidney ear", ["CO10"]),
    ("CO10", "CO10 Shèn of the ear or LI10 Shǒusānlǐ"),
    ("LO4-5", "reads as several points"),
    ("AH12-13", "reads as several points"),
    ("PC6 Hegu", "but “Hegu” is LI4 Hégǔ"),
    ("LI4 Neiguan 30 s", "but “Neiguan” is PC6 Nèiguān"),
    ("LI4 PC6", "“PC6” is PC6 Nèiguān"),
    ("LI4 and PC6 1 min", "names 2 points. Write each as its own: `- LI4` and `- PC6`"),
    ("LI4 1 min + PC6", "names 2 points"),
    ("BL23/52", "another point? Write each as its own: `- BL23` and `- BL52`"),
    ("ST36 and 37", "`- ST36` and `- ST37`"),
    (
        "LI4 x 2",
        "“x 2” behind “LI4”: how often, or on how many sides? For both sides write: LI4 both",
    ),
    ("LI4 2x", "write: LI4 both"),
    ("LI4 twice a day", "use the field how_often"),
    ("LI4 x 30 sec", ["LI4 30s"]),
    ("LI4 right side only", ["LI4 right"]),
    ("LI4 (L only)", ["LI4 left"]),
    ("LI4 1 minute both sides", ["LI4 60s both"]),
    ("LI4 1 min each side", ["LI4 60s both"]),
    ("LI4 bilateral", ["LI4 both"]),
    ("LI4 b/l 1 min", ["LI4 60s both"]),
    ("LI4 left and right, 1 min", ["LI4 60s both"]),
    ("LI4 on the painful side 1 min", ["LI4 60s same"]),
    ("LI4 1 min on the left", ["LI4 60s left"]),
    ("LI4 contralateral 30 s", ["LI4 30s opposite"]),
    ("LI4 bothsides", ["LI4 both"]),
    ("B-L 40 bil", ["BL40 both"]),
    ("LI4 L", ["LI4 left"]),
    ("LI4 (R) 30 s", ["LI4 30s right"]),
    ("LI4 L/R", ["LI4 both"]),
    ("left LI4", ["LI4 left"]),
    ("LI4 both hands", ["LI4 both"]),
    ("BL40 30 sec. right leg", ["BL40 30s right"]),
    ("GB20 right hand", "its side, or what presses it? Write: GB20 right"),
    ("ＬＩ４ ３０ s", ["LI4 30s"]),
    ("LI4\u00a030\u202fs\u2007left", ["LI4 30s left"]),
    ("\u200bLI4\u200b", ["LI4"]),
    ("“LI4 30 s”", ["LI4 30s"]),
    ("LI4 5", "Write: LI4 5 s, or LI4 5 min"),
    ("LI4 5-10 left", "Write: LI4 5-10 s, or LI4 5-10 min"),
    ("LI4 for 2 minutes, gently", ["LI4 120s"]),
    ("LI 4 (Hegu) – both hands – 2 min", ["LI4 120s both"]),
    ("Large Intestine 4 (LI4).", ["LI4"]),
    ("SP6 (not if pregnant)", "“not if pregnant” behind “SP6” says nothing that is known"),
    ("36E", "Did you mean ST36 Zúsānlǐ?"),
]


def _read(prescription: Prescription | None) -> list[str]:
    assert prescription is not None
    doses = prescription.points or ()
    return [" ".join(filter(None, (d.code, d.hold and f"{d.hold.low}s", d.side))) for d in doses]


@pytest.mark.parametrize(("typed", "means"), ENTRIES, ids=[typed for typed, _ in ENTRIES])
def test_an_entry_is_understood_or_asked_back(
    typed: str, means: list[str] | str, tmp_path: Path
) -> None:
    read, problems = in_yaml(tmp_path, f"points:\n  - {typed}\n")
    if isinstance(means, list):
        assert (_read(read), problems) == (means, ())
        cell, problems = in_cell(tmp_path, "points", f"{typed.replace(',', ' ')}; CV4")
        assert (problems, _read(cell)[:1]) == ((), means[:1])
    else:
        assert [means in f"{problem.wrong} {problem.cure}" for problem in problems] == [True]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("LI4 and PC6; ST36", ["LI4", "PC6", "ST36"]),
        ("LI4/PC6", ["LI4", "PC6"]),
        ("LI4 & PC6 + ST36", ["LI4", "PC6", "ST36"]),
        ("Hegu and Neiguan", ["LI4", "PC6"]),
        ("LI4、PC6，ST36", ["LI4", "PC6", "ST36"]),
    ],
)
def test_points_in_one_line_are_parted(typed: str, codes: list[str], tmp_path: Path) -> None:
    assert _read(in_yaml(tmp_path, f"points: {typed}\n")[0]) == codes
    assert _read(in_cell(tmp_path, "points", typed)[0]) == codes
    _, problems = in_yaml(tmp_path, f"points:\n  - {typed}\n")
    assert "as its own" in problems[0].cure


FOREIGN = [
    "V40=BL40", "GI4=LI4", "E36=ST36", "RP6=SP6", "Rt6=SP6", "Rte6=SP6", "C7=HT7", "ID3=SI3",
    "R3=KI3", "MC6=PC6", "CS6=PC6", "XB6=PC6", "TR5=TE5", "3E5=TE5", "VB20=GB20", "DM20=GV20",
    "VG20=GV20", "TM20=GV20", "RM12=CV12", "VC12=CV12", "Di4=LI4", "Ma36=ST36", "MP6=SP6",
    "BP6=SP6", "Dü3=SI3", "Ni3=KI3", "Pe6=PC6", "KS6=PC6", "Le3=LR3", "KG12=CV12", "LG20=GV20",
    "TA5=TE5", "PO7=LU7", "Magen-36=ST36", "Vejiga-40=BL40", "Foie-3=LR3",
]  # fmt: skip
IN_ENGLISH_TOO = [
    "He7=HT7", "Bl60=BL60", "Gb34=GB34", "Lu7=LU7", "SJ5=TE5", "Du20=GV20", "REN12=CV12",
    "B60=BL60",
]  # fmt: skip


@pytest.mark.parametrize("pair", FOREIGN + IN_ENGLISH_TOO)
def test_a_code_of_another_language_is_understood_and_said(pair: str, tmp_path: Path) -> None:
    typed, _, code = pair.partition("=")
    path = tmp_path / "p.yaml"
    path.write_text(f"points: [{typed}]\n", "utf-8")
    read = read_prescription(path, load_library())
    assert _read(read.value) == [code]
    said = any(notice.field == "points" and code in notice.wrong for notice in read.notices)
    assert said == (pair in FOREIGN and "-" not in typed)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("IG4", {"LI4", "SI4"}), ("F3", {"LR3", "GB3"}), ("P6", {"PC6", "LU6"}),
        ("H3", {"HT3", "LR3"}), ("B6", {"BL6", "SP6"}), ("CO4", {"CO4", "LI4", "HT4"}),
        ("M6", {"ST6", "SP6"}), ("L7", {"LU7", "SP7"}),
    ],
)  # fmt: skip
def test_a_code_with_two_meanings_is_never_turned_into_one(
    typed: str, codes: set[str], tmp_path: Path
) -> None:
    for entry in (typed, f"{typed} 30 s left"):
        _, (problem,) = in_yaml(tmp_path, f"points:\n  - {entry}\n")
        assert all(code in problem.wrong for code in codes)
        assert problem.wrong.startswith(f"“{typed}” can be")


# ── spaces, quotes, colons, keys ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "points",
    ["[TF4, CO10, CO15]", "TF4, CO10 and CO15", "[CO10, CO15, ear shenmen]",
     "[{point: CO10}, CO15, {point: TF4, hold: 1 min}]"],
)  # fmt: skip
def test_a_point_of_the_ear_tells_of_those_beside_it(points: str, tmp_path: Path) -> None:
    read, problems = in_yaml(tmp_path, f"points: {points}\n")
    assert problems == ()
    assert {entry.split()[0] for entry in _read(read)} == {"TF4", "CO10", "CO15"}


@pytest.mark.parametrize("points", ["[TF4, HX6,7i, SF4,5]", "TF4, HX6,7i, SF4,5"])
def test_the_comma_in_a_code_parts_nothing(points: str, tmp_path: Path) -> None:
    read, problems = in_yaml(tmp_path, f"points: {points}\n")
    assert (_read(read), problems) == (["TF4", "HX6,7i", "SF4,5"], ())


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u3000", "\u2003", "\u2002"])
def test_odd_spaces_are_spaces(space: str, tmp_path: Path) -> None:
    text = f"patient:{space}Ana{space}Ruiz\npoints:\n{space}{space}-{space}UB{space}60\n"
    text += f"conditions:{space}none{space}\ntips: [heat,{space}water] {space}# mine\n"
    read, problems = in_yaml(tmp_path, text)
    assert problems == ()
    assert read is not None
    assert (read.patient, _read(read), read.tips) == ("Ana Ruiz", ["BL60"], ("heat", "water"))


@pytest.mark.parametrize(
    "text",
    ["link: {url: https://example.org,\u00a0label:\u00a0Watch}\npoints: [SI3]\n",
     "link:\n\u00a0\u00a0- url:\u00a0https://example.org\n\u00a0\u00a0\u00a0\u00a0label: Watch\n"
     "points: [SI3]\n"],
)  # fmt: skip
def test_odd_spaces_within_brackets_and_lists_are_spaces(text: str, tmp_path: Path) -> None:
    read, problems = in_yaml(tmp_path, text)
    assert problems == ()
    assert read is not None
    assert [(link.url, link.label) for link in read.links] == [("https://example.org", "Watch")]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [("notes: He said “rest” now.", "notes", "He said “rest” now."),
     ('notes: "Ask: “is it sore?”"', "notes", "Ask: “is it sore?”"),
     ("how_often: “3 times a day”", "how_often", "3 times a day")],
)  # fmt: skip
def test_quotes_within_a_text_are_printed_and_those_around_it_not(
    text: str, field: str, value: str, tmp_path: Path
) -> None:
    read, problems = in_yaml(tmp_path, f"routine: stress\n{text}\n")
    assert problems == ()
    assert getattr(read, field) == value


@pytest.mark.parametrize("entries", ["[“LI4”, ‘ST36’]", "“LI4”, “ST36”", "[„LI4“, «ST36»]"])
def test_points_may_stand_in_curly_quotes(entries: str, tmp_path: Path) -> None:
    read, problems = in_yaml(tmp_path, f"points: {entries}\nlink: “https://example.org/x”\n")
    assert problems == ()
    assert read is not None
    assert (_read(read), read.links[0].url) == (["LI4", "ST36"], "https://example.org/x")


@pytest.mark.parametrize("quotes", ['“"', "“”", "‘’", "„“", "«»", "「」", "＂＂"])
def test_quotes_of_a_word_processor_are_not_printed(quotes: str, tmp_path: Path) -> None:
    first, last = quotes
    path = tmp_path / "p.yaml"
    path.write_text(
        f"{first}patient{last}: {first}Ana Ruiz{last}\nroutine: {first}stress{last}\n"
        f"conditions: [{first}none{last}]\ntips:\n  - {first}heat{last}\n",
        "utf-8",
    )
    read = read_prescription(path, load_library())
    assert (read.value.patient, read.value.tips) == ("Ana Ruiz", ("heat",))
    assert [
        "quotes" in notice.wrong for notice in read.notices if notice.field != "conditions"
    ] == [True]
    doubled = last.replace('"', '""')
    cell, problems = in_cell(tmp_path, "patient", f"{first}Ana Ruiz{doubled}")
    assert (cell and cell.patient, problems) == ("Ana Ruiz", ())


@pytest.mark.parametrize(
    "typed", ['"“Ana”"', "“Ana” or “Anna”", "Ana “Bo” Ruiz", "D’Angelo", "‘Abd al-Rahman"]
)
def test_quotes_that_belong_to_a_name_are_kept(typed: str, tmp_path: Path) -> None:
    read, _ = in_yaml(tmp_path, f"patient: {typed}\nroutine: stress\n")
    assert read is not None
    assert read.patient == typed.strip('"')


def test_fields_in_any_spelling_and_with_wide_colons(tmp_path: Path) -> None:
    text = """Patient： Ana
ROUTINE：ｓｔｒｅｓｓ
Layout: Ｓheet
How often: twice a day
next-visit: 2026-12-04
For How Long: 2 weeks
Points:
  - Point： LI4
    Hold： 1 min
    NOTE: Slowly.
Conditions:
  - Other：lupus (talked through)
"""
    read, problems = in_yaml(tmp_path, text)
    assert problems == ()
    assert read is not None
    assert (read.patient, read.routine, read.how_often) == ("Ana", "stress", "twice a day")
    assert (read.for_how_long, str(read.next_visit)) == ("2 weeks", "2026-12-04")
    assert _read(read) == ["LI4 60s"]
    assert read.other_conditions == ("lupus (talked through)",)


def test_one_field_in_two_spellings_is_asked_about(tmp_path: Path) -> None:
    _, (problem,) = in_yaml(tmp_path, "patient: Ana\nPatient: Eva\nroutine: stress\n")
    assert problem.line == 2
    assert "twice" in problem.wrong


@pytest.mark.parametrize("typed", ["no", "No", "NO", "[no]", '"n/a"', "N/A", "nil"])
def test_no_for_conditions_is_none(typed: str, tmp_path: Path) -> None:
    for read, _ in (
        in_yaml(tmp_path, f"routine: stress\nconditions: {typed}\n"),
        in_cell(tmp_path, "conditions", typed.strip('[]"')),
    ):
        assert read is not None
        assert (read.asked, read.conditions) == (True, ())


def test_false_for_conditions_offers_none(tmp_path: Path) -> None:
    _, problems = in_yaml(tmp_path, "routine: stress\nconditions: false\n")
    assert "write: none" in problems[0].cure
    _, problems = in_cell(tmp_path, "conditions", "false")
    assert "write: none" in problems[0].cure


def test_a_long_word_is_known_again(tmp_path: Path) -> None:
    long = "Zusanliiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"
    _, (one, other) = in_yaml(
        tmp_path, f"points: [LI4, {long}, press it whenever the pain comes back]\n"
    )
    assert "“Zusanliiiii" in one.wrong
    assert "“press it …”" in other.wrong


@pytest.mark.parametrize("name", ["రాము", "അമൽ", "សុខ", "محمد", "פנינה"])
def test_a_name_in_a_script_without_a_font_has_a_way_out(name: str, tmp_path: Path) -> None:
    _, (problem,) = in_yaml(tmp_path, f"patient: {name}\nroutine: stress\n")
    assert "patient_latin" in problem.cure
    read, problems = in_yaml(
        tmp_path, f"patient: {name}\npatient_latin: Ram Das\nroutine: stress\n"
    )
    assert problems == ()
    assert read is not None
    assert read.printed_name == "Ram Das"


def test_a_name_that_no_font_has_stops_its_own_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "김민수,\n김민수,Min-su Kim\nAna Ruiz,\nJose\u0301,\n"
    names = [f"{row},stress" for row in rows.strip().split("\n")]
    path.write_text("Patient,Patient Latin,routine\n" + "\n".join(names), "utf-8")
    read = rows_of(path, load_library())
    assert [bool(row.problems) for row in read.values()] == [True, False, False, False]
    assert "patient_latin" in read[2].problems[0].cure
    patients = [row.prescription for row in read.values() if row.prescription]
    assert [(p.patient, p.printed_name) for p in patients] == [
        ("김민수", "Min-su Kim"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("José", "José"),
    ]


def test_curly_quotes_that_hold_nothing_are_named(tmp_path: Path) -> None:
    _, (problem,) = in_yaml(tmp_path, "routine: stress\ntitle: “Sleep: better”\n")
    assert "Straight ones: curly quotes do not count." in problem.cure
    _, (problem,) = in_yaml(tmp_path, "routine: stress\ntitle: “Room #4, or # 5”\n")
    assert "straight quotes" in problem.cure
