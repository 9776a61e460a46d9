"""What a patient lives with, as it is typed in files and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError, Problem
from handouts.library import Library, load_library
from handouts.plan.make import make_plan
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription
from handouts.safety.notes import safety_notes
from prescription.rows import rows_of

NO = ["-", "–", "0", "false", "null", "~"]
UNKNOWN = ["?", "unknown", "not asked", "tbd"]
WRITE_NONE = "If you have asked, and there is none, write: none"
LEAVE_EMPTY = "Leave it empty until you have asked."
ANSWERS = [*((typed, WRITE_NONE) for typed in NO), *((typed, LEAVE_EMPTY) for typed in UNKNOWN)]


def in_a_file(typed: str, folder: Path, library: Library) -> Prescription:
    path = folder / "maria.yaml"
    path.write_text(f"points: [LI4]\nconditions: {typed}\n", "utf-8")
    return read_prescription(path, library).value


def in_a_table(typed: str, folder: Path, library: Library) -> Prescription | tuple[Problem, ...]:
    path = folder / "day.csv"
    path.write_text(f'patient,points,conditions\nAnn,LI4,none\nBo,LI4,"{typed}"\n', "utf-8")
    rows = rows_of(path, library)
    assert rows[2].prescription is not None
    return rows[3].prescription or rows[3].problems


@pytest.mark.parametrize(("typed", "cure"), ANSWERS)
def test_what_is_no_answer_is_asked_back_where_it_stands(
    typed: str, cure: str, tmp_path: Path, library: Library
) -> None:
    problems = in_a_table(typed, tmp_path, library)
    wrong = f"“{typed}” is no condition."
    assert problems == (Problem(f"{tmp_path / 'day.csv'}", 3, "conditions", wrong, cure),)
    with pytest.raises(ContentError) as caught:
        in_a_file(f'"{typed}"', tmp_path, library)
    assert caught.value.problems == (
        Problem(f"{tmp_path / 'maria.yaml'}", 2, "conditions", wrong, cure),
    )


@pytest.mark.parametrize(
    "typed", ["pregnant 32 weeks", "32 weeks pregnant", "Pregnant (30 wks)", "12+3 wks pregnant"]
)
def test_weeks_beside_pregnant_are_pregnant(typed: str, tmp_path: Path, library: Library) -> None:
    assert in_a_file(f"[{typed}]", tmp_path, library).conditions == ("pregnant",)
    row = in_a_table(typed, tmp_path, library)
    assert isinstance(row, Prescription)
    assert row.conditions == ("pregnant",)


def test_none_beside_what_the_patient_has_is_never_the_one_to_keep(
    tmp_path: Path, library: Library
) -> None:
    problems = in_a_table("none; warfarin", tmp_path, library)
    assert isinstance(problems, tuple)
    assert problems[0].cure == "If the patient has that, delete `none`; if not, delete that."


def test_a_no_among_others_is_asked_back_alone(tmp_path: Path, library: Library) -> None:
    for typed, wrong in (("no", "`none` stands beside “pregnant”."), ("-", "“-” is no condition.")):
        problems = in_a_table(f"pregnant; {typed}", tmp_path, library)
        assert isinstance(problems, tuple)
        assert len(problems) == 1
        assert problems[0].wrong.startswith(wrong)


@pytest.mark.parametrize("typed", ["not pregnant", "no blood clot", "no clot"])
def test_a_no_to_one_condition_is_an_answer(typed: str, tmp_path: Path) -> None:
    prescription = in_a_table(typed, tmp_path, Library())
    assert isinstance(prescription, Prescription)
    assert prescription.conditions in (("not-pregnant",), ("no-blood-clot",))


@pytest.mark.parametrize("both", ["pregnant, not-pregnant", "no clot, blood-clot"])
def test_yes_and_no_at_once_is_asked_back(both: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f"[{both}]", tmp_path, Library())
    (problem,) = caught.value.problems
    assert (problem.line, problem.cure) == (2, "Keep the one that is true.")
    problems = in_a_table(both, tmp_path, Library())
    assert isinstance(problems, tuple)
    assert [(one.line, one.field) for one in problems] == [(3, "conditions")]


OTHERS = ["other: lupus (talked through)", "other: lupus - talked through", "Other lupus"]


@pytest.mark.parametrize("typed", OTHERS)
def test_a_condition_of_ones_own_reads_alike_everywhere(
    typed: str, tmp_path: Path, library: Library
) -> None:
    own = typed[5:].strip(" :")
    wanted = (("pregnant",), (own,))
    for text in (f"\n  - pregnant\n  - {typed}", f"[pregnant, {typed}]"):
        read = in_a_file(text, tmp_path, library)
        assert (read.conditions, read.other_conditions) == wanted
    for cell in (f"pregnant; {typed}", f"pregnant, {typed}"):
        row = in_a_table(cell, tmp_path, library)
        assert isinstance(row, Prescription)
        assert (row.conditions, row.other_conditions) == wanted


def test_in_a_cell_and_in_quotes_a_colon_or_comma_does_as_well(
    tmp_path: Path, library: Library
) -> None:
    read = in_a_file('["other: lupus: talked through"]', tmp_path, library)
    assert read.other_conditions == ("lupus: talked through",)
    row = in_a_table("other: lupus, talked through; pregnant", tmp_path, library)
    assert isinstance(row, Prescription)
    assert row.other_conditions == ("lupus, talked through",)


@pytest.mark.parametrize("typed", ["other", "other:", "Other: ", "other: (talked through)"])
def test_an_other_without_a_name_is_told_how(typed: str, tmp_path: Path, library: Library) -> None:
    problems = in_a_table(typed, tmp_path, library)
    assert isinstance(problems, tuple)
    assert problems[0].wrong == "`other:` names no condition."
    assert problems[0].cure == "Write: other: lupus (talked through)"


def test_an_other_that_safety_knows_is_no_other(tmp_path: Path, library: Library) -> None:
    problems = in_a_table("other: thrombosis (in 2019)", tmp_path, library)
    assert isinstance(problems, tuple)
    assert problems[0].cure == "Write it without `other:`: blood-clot"


@pytest.mark.parametrize(
    "typed", ["no diabetes", "never had cancer", "no pacemaker, denies warfarin", "not on warfarin"]
)
def test_that_the_patient_has_not_got_one_is_read_as_that(typed: str, tmp_path: Path) -> None:
    read = in_a_file(f"[{typed}]", tmp_path, load_library())
    assert (read.asked, read.conditions) == (True, ())
    assert ", ".join(read.other_conditions) == typed


def test_yes_and_no_to_one_that_has_no_answer_is_asked_back(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="pacemaker stands beside “no pacemaker”"):
        in_a_file("[no pacemaker, pacemaker]", tmp_path, load_library())


@pytest.mark.parametrize(
    "typed",
    ["other: no pacemaker fitted", "no longer diabetes", "no diabetes now", "no warfarin since May",
     "no blood clots since 2019"],
)  # fmt: skip
def test_what_the_patient_has_not_got_is_not_turned_into_a_condition(
    typed: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    (problem,) = caught.value.problems
    assert "has not got" in problem.wrong or "If" in problem.cure


@pytest.mark.parametrize(
    ("typed", "name"),
    [("DVT last month, thinned", "blood-clot"), ("not sure if pregnant", "pregnant"),
     ("other: on chemo since May", "cancer"), ("other: 8 months old (ok)", "infant"),
     ("other: Lixiana for AF", "blood-thinners, heart-disease"),
     ("other: 90 yrs", "frail-or-elderly"),
     ("other: trimester 2", "pregnant"), ("other: lump in breast", "cancer"),
     ("epilepsy (last fit 3 yrs ago)", "epilepsy"), ("bad mi 2 months ago", "heart-disease")],
)  # fmt: skip
def test_words_that_hold_a_condition_are_asked_back_with_its_name(
    typed: str, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    (problem,) = caught.value.problems
    assert problem.cure in (f"Write: {name}.", f"Put commas between what is true: {name}")


@pytest.mark.parametrize(
    ("typed", "conditions"),
    [("none not-pregnant no-blood-clot", ("not-pregnant", "no-blood-clot")),
     ("Not-Pregnant  no-blood-clot, diabetes", ("not-pregnant", "no-blood-clot", "diabetes")),
     ("baby aspirin", ("blood-thinners",)), ("not pregnant", ("not-pregnant",))],
)  # fmt: skip
def test_names_of_conditions_between_blanks_are_a_list(
    typed: str, conditions: tuple[str, ...], tmp_path: Path
) -> None:
    assert in_a_file(typed, tmp_path, load_library()).conditions == conditions
    row = in_a_table(typed, tmp_path, load_library())
    assert isinstance(row, Prescription)
    assert row.conditions == conditions


@pytest.mark.parametrize(
    "typed",
    ["diabetes no osteoporosis", "diabetes and clots ruled out",
     "not pregnant diabetes no osteoporosis", "other: cancer but never had a DVT"],
)  # fmt: skip
def test_where_something_within_is_denied_nothing_is_offered(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    (problem,) = caught.value.problems
    cure = "Write only what the patient has, each by its name. See: handouts conditions"
    assert problem.cure == cure


@pytest.mark.parametrize(
    ("typed", "names"),
    [("none not-pregnant no blood clot", ["none", "no-blood-clot", "not-pregnant"]),
     ("not pregnant but had a DVT in May", ["not-pregnant", "blood-clot"]),
     ("DVT and cancer", ["blood-clot", "cancer"]),
     ("no blood clot since 2019", []), ("not pregnant no diabetes", [])],
)  # fmt: skip
def test_no_condition_is_offered_that_was_denied(
    typed: str, names: list[str], tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(typed, tmp_path, load_library())
    problems = in_a_table(typed, tmp_path, load_library())
    assert isinstance(problems, tuple)
    for (one,), signs in ((caught.value.problems, "commas , "), (problems, "semicolons ; ")):
        word, sign = signs.split(" ", 1)
        told = f"Put {word} between what is true: {sign.join(names)}"
        if names:
            assert one.cure == told
        else:
            assert "has not got" in one.wrong
            assert "If the patient has it, write" in one.cure


IF_NOT = "If you have asked, write: not-pregnant. If the patient has it, write: pregnant."


@pytest.mark.parametrize(
    "typed", ["pregnant: no", "pregnant - no", "Pregnant? N", "pregnant (no)", "pregnant no"]
)
def test_a_no_of_a_form_is_not_turned_round(typed: str, tmp_path: Path) -> None:
    for text in (f'["{typed}"]', f"\n  - {typed}"):
        with pytest.raises(ContentError) as caught:
            in_a_file(text, tmp_path, load_library())
        assert [one.cure for one in caught.value.problems] == [IF_NOT]


def test_a_form_with_yes_and_no_is_read_entry_by_entry(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file("\n  warfarin: yes\n  pregnant: no\n", tmp_path, load_library())
    assert [(one.line, one.cure) for one in caught.value.problems] == [(4, IF_NOT)]
    read = in_a_file("\n  warfarin: yes\n  other: lupus (talked through)", tmp_path, load_library())
    assert read.conditions == ("blood-thinners",)
    assert read.other_conditions == ("lupus (talked through)",)


@pytest.mark.parametrize(
    ("typed", "yes", "no"),
    [
        ("osteoporosis no", "If the patient has it, write: osteoporosis.", "Leave it out."),
        ("stopped warfarin last month", "still has or takes it, write: blood-thinners.",
         "If not, leave it out."),
        ("no longer on blood thinners", "still has or takes it, write: blood-thinners.",
         "If not, leave it out."),
        ("Warfarin (stopped 2019)", "still has or takes it, write: blood-thinners.",
         "If not, leave it out."),
        ("mother had breast cancer", "the patient's own, write: cancer.", "somebody else's, leave"),
        ("FHx DVT", "the patient's own, write: blood-clot.", "somebody else's, leave it out."),
        ("cesarean 2010", "in the last months, write: belly-surgery.", "long over, leave it out."),
        ("pregnant last year", "in the last months, write: pregnant.", "long over, leave it out."),
        ("pregnant woman of 65", "Write: pregnant.", "pregnant"),
        ("awaiting pacemaker", "the patient has today: pacemaker.",
         "Of what is only to come, write what it is for."),
        ("hip replacement next month", "has today: hip-replacement.", "Of what is only to come"),
        ("hip replacement in January 2027", "has today: hip-replacement.", "recent-surgery, too."),
        ("knee surgery next week", "has today: recent-surgery.", "Of what is only to come"),
        ("total hysterectomy 2010", "Write: hysterectomy.", "belly-surgery, too."),
        ("no h/o hysterectomy", "done to the patient, write: hysterectomy.", "Leave it out."),
    ],
)  # fmt: skip
def test_what_to_write_is_said_when_it_is_so_and_when_it_is_not(
    typed: str, yes: str, no: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    (problem,) = caught.value.problems
    assert yes in problem.cure
    assert no in problem.cure


@pytest.mark.parametrize(
    "typed",
    ["starts chemo next week", "chemo planned", "chemo ended 2019", "chemo finished last year",
     "had cancer as a child", "melanoma removed 2010"],
)  # fmt: skip
def test_nobody_is_told_to_leave_cancer_out(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    assert [one.cure for one in caught.value.problems] == ["Write: cancer."]


@pytest.mark.parametrize("typed", ["ttc", "trying to get pregnant", "hoping to conceive"])
def test_who_wants_a_child_counts_as_pregnant_and_is_told_so(typed: str, tmp_path: Path) -> None:
    path = tmp_path / "ann.yaml"
    path.write_text(f"points: [LI4]\nconditions: [{typed}]\n", "utf-8")
    read = read_prescription(path, load_library())
    assert read.value.conditions == ("pregnant",)
    assert [one.wrong for one in read.notices] == [f"“{typed}” is read as pregnant."]


@pytest.mark.parametrize("beside", ["diabetic neuropathy", "dpn", "numbness-or-diabetes"])
def test_metformin_beside_a_numbness_of_diabetes_has_its_answer(
    beside: str, tmp_path: Path
) -> None:
    read = in_a_file(f"[metformin, {beside}]", tmp_path, load_library())
    assert read.conditions == ("numbness-or-diabetes",)
    row = in_a_table(f"metformin; {beside}", tmp_path, load_library())
    assert isinstance(row, Prescription)
    assert row.conditions == ("numbness-or-diabetes",)


@pytest.mark.parametrize("typed", ["postpartum", "6 weeks post-partum", "gave birth 3 weeks ago"])
def test_after_a_birth_what_may_be_is_asked(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    (problem,) = caught.value.problems
    asked = "Write what is true: recent-surgery, breast-feeding, low-mood or not-pregnant."
    assert asked in problem.cure


def test_pregnant_beside_the_body_of_a_man_is_told(tmp_path: Path) -> None:
    library = load_library()
    for body, told in (("man", ["pregnant stands beside `body: man`."]), ("woman", [])):
        path = tmp_path / "p.yaml"
        path.write_text(f"points: [PC6]\nconditions: [pregnant]\nbody: {body}\n", "utf-8")
        plan = make_plan(read_prescription(path, library).value, library)
        notes = safety_notes(plan, library, [])
        assert [one.wrong for one in notes if one.field == "body"] == told


@pytest.mark.parametrize(
    "typed",
    [
        "healthy",
        "NAD",
        "None reported",
        "nil of note",
        "fit and well",
        "None.",
        "no",
        "nil",
        "N/A",
        "n.a.",
        "none known",
        "nothing",
        "no known conditions",
        "no problems",
        "unremarkable",
    ],
)
def test_that_there_is_nothing_is_none(typed: str, tmp_path: Path) -> None:
    read = in_a_file(f'"{typed}"', tmp_path, load_library())
    assert (read.asked, read.conditions, read.other_conditions) == (True, (), ())


@pytest.mark.parametrize("typed", ["ok", "yes", "Y", "asked"])
def test_a_yes_alone_is_asked_to_what(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'"{typed}"', tmp_path, load_library())
    (problem,) = caught.value.problems
    assert problem.wrong == f"“{typed}” is no condition."
    assert problem.cure.endswith(WRITE_NONE)


@pytest.mark.parametrize("typed", ["menthol allergy", "hyperthyroid"])
def test_what_looks_like_another_condition_is_not_taken_for_it(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'"{typed}"', tmp_path, load_library())
    assert "Did you mean" not in str(caught.value)


def test_a_number_that_may_be_an_age_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"write: age 44\. If not, leave it out"):
        in_a_file("44", tmp_path, load_library())


def test_what_is_named_beside_it_may_stand_behind_other(tmp_path: Path) -> None:
    read = in_a_file('[weak-immunity, "other: prednisone 5 mg"]', tmp_path, load_library())
    assert read.other_conditions == ("prednisone 5 mg",)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("other: pregnent (ok)", "pregnant"), ("other: on warfrin since May", "blood-thinners")],
)
def test_a_slip_of_the_fingers_behind_other_is_asked_about(
    typed: str, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    assert f"Did you mean {name}?" in str(caught.value)


def test_common_ills_that_no_rule_knows_pass_behind_other(tmp_path: Path) -> None:
    ills = ("lupus", "fibromyalgia", "hypothyroidism", "endometriosis", "sciatica", "arthritis",
            "tinnitus", "scoliosis", "tendinitis", "gastritis", "gout", "sinusitis",
            "menopause", "knee sore for 6 weeks", "TENS at home", "cortisone shot")  # fmt: skip
    listed = "".join(f"\n  - 'other: {ill} (talked through)'" for ill in ills)
    read = in_a_file(listed, tmp_path, load_library())
    assert len(read.other_conditions) == len(ills)


@pytest.mark.parametrize(
    "typed",
    ["hay fever", "mild hay fever", "migraine without aura", "migraine (no aura)", "osteoarthritis",
     "OA knees", "acid reflux", "high cholesterol", "statin", "atorvastatin 20 mg", "wears glasses",
     "allergic to nuts", "penicillin allergy", "IUD", "hypothyroidism", "anxious about needles",
     "age 45", "32F", "52 y/o"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "other: "])
def test_what_is_known_to_need_no_rule_is_taken_as_it_is(
    typed: str, before: str, tmp_path: Path
) -> None:
    taken = in_a_file(f'"{before}{typed}"', tmp_path, load_library())
    assert (taken.conditions, taken.other_conditions) == ((), (typed,))


@pytest.mark.parametrize(
    "typed",
    ["LBP", "sciatica L", "knee pain", "stiff shoulders", "chronic low back pain", "headaches",
     "IBS-C", "fibroids", "gout", "L4/5 disc bulge", "torn meniscus", "PTSD", "GAD",
     "sertraline 50mg", "Adderall 20mg", "ibuprofen prn", "birth control pill", "long covid",
     "anemia (iron)", "smoker", "vit E", "golfer's elbow"],
)  # fmt: skip
def test_everyday_complaints_and_medicines_are_taken_and_told(typed: str, tmp_path: Path) -> None:
    library = load_library()
    read = in_a_file(f'"{typed}"', tmp_path, library)
    assert (read.conditions, read.other_conditions) == ((), (typed,))
    plan = make_plan(read, library)
    (note,) = [note for note in safety_notes(plan, library, ()) if typed in note.wrong]
    assert "No rule reads" in note.wrong
    beside_none = in_a_file(f'[none, "{typed}"]', tmp_path, library)
    assert (beside_none.asked, beside_none.other_conditions) == (True, (typed,))


@pytest.mark.parametrize("typed", ["NKDA", "copper IUD", "F", "no pacemaker"])
def test_what_says_nothing_that_safety_asks_is_not_told(typed: str, tmp_path: Path) -> None:
    library = load_library()
    plan = make_plan(in_a_file(f'"{typed}"', tmp_path, library), library)
    assert not [note for note in safety_notes(plan, library, ()) if typed in note.wrong]


@pytest.mark.parametrize(
    "typed",
    ["hay fever and warfarin", "statin, prednisone", "osteoarthritis after hip replacement",
     "penicillin", "chest pain", "calf pain", "leg pain", "hip pain and fever",
     "knee pain after hip replacement", "sudden headache", "numb fingers", "birth control, 34+2",
     "cataracts", "migraine, auras", "shellfish", "mild", "prenatal vitamins",
     "hot red knee", "reflux and chest pain"],
)  # fmt: skip
def test_what_says_more_is_not(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        in_a_file(f'"{typed}"', tmp_path, load_library())


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("arthritis", "Write what is true: rheumatoid-arthritis or osteoarthritis."),
        ("migraine", "Write what is true: migraine-with-aura or migraine without aura."),
        ("hernia repaired 1999", "write: hernia. If not, leave it out."),
        ("shingles 2019", "write: broken-skin. If it is long over, leave it out."),
        ("other: knee surgery 2005 (healed)", "If it is long over, leave it out."),
        ("cataract surgery 2018", "If it is long over, leave it out."),
        ("other: PCOS (takes metformin)", "If none is, leave these words out."),
    ],
)
def test_each_has_a_cure_that_is_true(typed: str, cure: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'"{typed}"', tmp_path, load_library())
    assert cure in str(caught.value)


def test_behind_a_comma_an_entry_of_other_is_offered_brackets(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file('"other: lupus, on belimumab"', tmp_path, load_library())
    assert "“on belimumab”" in str(caught.value)
    assert "put it in brackets" in str(caught.value)
    with pytest.raises(ContentError) as caught:
        in_a_file("vegan, on belimumab", tmp_path, load_library())
    assert "put it in brackets" not in str(caught.value)


def test_a_new_joint_is_never_long_over(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file('"revised hip replacement 2010"', tmp_path, load_library())
    assert "leave it out" not in str(caught.value)
    read = in_a_file('"hip replacement 2010"', tmp_path, load_library())
    assert read.conditions == ("hip-replacement",)


def _named(patient: str, more: str, folder: Path) -> Prescription:
    path = folder / "p.yaml"
    path.write_text(f"patient: {patient}\npoints: [LI4]\nconditions: none\n{more}", "utf-8")
    return read_prescription(path, load_library()).value


@pytest.mark.parametrize(
    "name", ["Hilma af Klint", "Lea Stone (née Child)", "Lea Stone (born Baby)", "Julia Child"]
)
def test_a_name_of_many_words_is_a_name(name: str, tmp_path: Path) -> None:
    assert _named(name, "", tmp_path).patient == name


ANSWERED = "acknowledge: {name: 'It is her name, 20 Nov, HP'}\n"


@pytest.mark.parametrize(
    "name",
    ["Baby Garcia", "Lea PORT", "Julia child", "Lea PORT (née Child)", "Mary-Ann O'Neil PORT"],
)
def test_a_name_that_speaks_of_a_condition_waits_for_an_answer(name: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _named(name, "", tmp_path)
    line = "write under `acknowledge:`: name: her surname, she says so, 20 Nov, HP"
    assert line in str(caught.value)
    path = tmp_path / "p.yaml"
    path.write_text(f"patient: {name}\npoints: [LI4]\nconditions: none\n{ANSWERED}", "utf-8")
    read = read_prescription(path, load_library())
    assert read.value.patient == name
    (notice,) = read.notices
    assert "is taken as a name: It is her name, 20 Nov, HP" in str(notice)


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee, pregnant 20 weeks, on warfarin", "Ann Lee (12)", "Ann Lee DVT", "Ann Lee dvt",
        "Ann Lee on warfarin", "Ann Lee (20 weeks)", "Noah Reid (baby)", "Julia PORT, pregnant",
        "Ann Lee pregnant", "Ann PORT pregnant", "Ann Lee stroke", "Ann Lee, 94", "Lea PORT/DVT",
    ],
)  # fmt: skip
def test_a_reason_for_a_name_answers_for_a_bare_name_alone(name: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="answers for nothing else"):
        _named(f'"{name}"', ANSWERED, tmp_path)


def test_a_reason_that_no_name_needs_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"patient: Ann Lee\npoints: [LI4]\nconditions: none\n{ANSWERED}", "utf-8")
    (notice,) = read_prescription(path, load_library()).notices
    assert "Nothing in the name “Ann Lee” needs it." in str(notice)


def test_what_is_wrong_in_a_reason_for_a_name_has_a_line_to_copy(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Write who says so, in full: name: her surname"):
        _named("Lea PORT", "acknowledge: {name: her surname}\n", tmp_path)
    for key in ("patient", "surname", "nmae"):
        _named("Lea PORT", ANSWERED.replace("name:", f"{key}:", 1), tmp_path)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("reflux 34+2", "pregnant"), ("heartburn 12/40", "pregnant"), ("braces 12", "number"),
        ("hypothyroid, 34+2", "pregnant"), ("milk allergy 8/12", "number"), ("ADD 85", "number"),
        ("anxious 85", "number"), ("high cholesterol 180/110", "number"), ("glasses 14", "number"),
        ("other: heartburn (12/40)", "pregnant"), ("other: braces 12", "number"),
        ("penicillin allergy takes codeine", "drowsiness"),
        ("was on warfarin", "If the patient still"),
        ("allergic to penicillin on warfarin", "blood-thinners"), ("soap allergy", "no rule"),
        ("on warfarin allergic to penicillin", "blood-thinners"), ("none, warfarin", "`none`"),
        ("high cholestrol", "Did you mean high cholesterol?"),
        ("seasonal alergies", "Did you mean seasonal allergies?"),
        ("allergic to nuts, on aspirin", "blood-thinners"), ("none, braces 12", "`none`"),
    ],
)  # fmt: skip
def test_what_may_be_more_than_it_seems_is_asked_back(
    typed: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]' if "none" not in typed else typed, tmp_path, load_library())
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        "none, hay fever", "[none, statin]", "none; hay fever", "aspirin allergy",
        "allergic to aspirin", "codeine allergy", "prednisone allergy",
        "osteoarthritis of the knee",
        "OA both knees", "osteo-arthritis", "rosuvastatin 10mg daily", "atorvastatin 20 mg",
        "vitamin D 1000 IU", "osteoarthritis since 2012", "hay fever as a child", "age 45",
        "dust mite allergy", "mild hay fever", "hearing aids",
    ],
)  # fmt: skip
def test_what_needs_no_rule_is_taken(typed: str, tmp_path: Path) -> None:
    assert in_a_file(typed, tmp_path, load_library()).conditions == ()


def test_a_reason_for_a_name_is_one_and_opens_no_title(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        _named("Baby Garcia", "acknowledge: {name: ok}\n", tmp_path)
    more = "title: Nausea in pregnancy\nacknowledge: {name: 'It is her name, 20 Nov, HP'}\n"
    with pytest.raises(ContentError):
        _named("Baby Garcia", more, tmp_path)


def test_ages_of_two_people_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="are no ages of one patient"):
        in_a_file("[age 30, age 65]", tmp_path, load_library())
    with pytest.raises(ContentError, match=r"cannot-be-pregnant \(“age 65”\) stands beside pre"):
        in_a_file("[pregnant, age 65]", tmp_path, load_library())


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("7, asthma", "asthma, child"), ("asthma, 7", "asthma, child"),
        ("asthma (7)", "asthma, child"), ("asthma 7", "asthma, child. If “7” is no age"),
        ("had a baby 6 weeks ago", "If it is the patient's own, write: infant."),
        ("appendix out 2 weeks ago", "Write: belly-surgery."),
        ("92, on warfarin", "blood-thinners, frail-or-elderly"),
        ("7 years, asthma", "asthma, child. If “7 years” is no age, leave that out."),
        ("eczema, 8 months", "broken-skin, infant. If “8 months” is no age, leave that out."),
        ("8 months; reflux", "write: infant. If not, leave it out."),
        ("8 months", "write: infant. If not, leave it out."),
        ("18 months", "write: infant."), ("2 1/2 years", "write: child."),
        ("7y3m", "write: child."), ("nine years old", "write: child. If not, leave it out."),
        ("age nine", "write: child."), ("seventeen", "write: teenager."),
        ("b. 2019", "write: child."), ("date of birth 2012", "rite: teenager."),
        ("b. 2024", "write: infant or child."),
        ("8m", "write: infant or child."), ("34m", "write: child or age 34."),
        ("born in 1950", "write: age 76."), ("DOB 1950", "write: age 76."),
        ("other: 18 months (mum here)", "write: infant."), ("other: 8 m.o.", "rite: infant."),
        ("other: nine years old", "write: child."), ("other: date of birth 2019", "rite: child."),
        ("other: lupus, 7 years", "write: child. If not, leave it out."),
    ],
)  # fmt: skip
def test_no_age_is_lost(typed: str, cure: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    assert cure in caught.value.problems[0].cure


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("caregiver for child", "If it is the patient's own, write: child."),
        ("works with children", "If it is the patient's own, write: child."),
        ("needs hip replacement", "Write what the patient has today: hip-replacement."),
        ("hx seizures as child", "still has or takes it, write: epilepsy. If not, leave it out."),
        ("breastfeeding 3 mo old", "Write what is true: breast-feeding or infant."),
        ("old DVT", "If not, leave it out."), ("DVT years ago", "If not, leave it out."),
        ("other: pacer", "pacemaker"), ("other: stents x2 2019", "heart-disease"),
        ("bypass 2012", "heart-disease, poor-circulation or belly-surgery"),
        ("other: both hips replaced", "hip-replacement"),
    ],
)  # fmt: skip
def test_a_cure_makes_no_sheet_wrong(typed: str, cure: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        in_a_file(f'["{typed}"]', tmp_path, load_library())
    assert cure in caught.value.problems[0].cure


@pytest.mark.parametrize(
    ("typed", "conditions"),
    [
        ("baby ASA", ("blood-thinners",)), ("had a stroke 2010", ("stroke",)),
        ("h/o DVT", ("blood-clot",)), ("both hips replaced", ("hip-replacement",)),
        ("no known allergies", ()), ("no allergies", ()), ("no medical conditions", ()),
        ("PMH none", ()),
    ],
)  # fmt: skip
def test_what_a_desk_writes_is_read(
    typed: str, conditions: tuple[str, ...], tmp_path: Path
) -> None:
    assert in_a_file(f'["{typed}"]', tmp_path, load_library()).conditions == conditions


@pytest.mark.parametrize(
    "name",
    [
        "Zoe Ann (5/5/2019)", "Zoe Ann 2019-05-05", '"Zoe Ann *minor*"', "Zoe Ann (son)",
        "Zoe Ann, daughter of Eve", "Zoe Ann (seven)", "Zoe Ann (7y3m)", "Zoe Ann (b. 2019)",
        "Zoe Ann (7F)", "Zoe Ann (8m)",
    ],
)  # fmt: skip
def test_a_child_is_heard_beside_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="child"):
        _named(name, "", tmp_path)


@pytest.mark.parametrize(
    "name", ["Anne Minor", "Sonny Son", "Daughter Smith", "Zoe Ann (2)", "Zoe Ann (34F)", "Seven"]
)
def test_what_is_only_a_name_is_one(name: str, tmp_path: Path) -> None:
    assert _named(name, "", tmp_path).patient == name
