"""Each routine says when to call, when it is an emergency, how long to go on, and after whom."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from handouts.compose.parts import compose
from handouts.compose.plain_text import as_text
from handouts.library import load_library
from handouts.library.lines import ITS_POINTS, ITS_TIMES, Line
from handouts.library.model import Dose, Routine
from handouts.plan.make import make_plan
from handouts.plan.routine_words import RoutineWords, not_said
from handouts.prescription.model import Clinic, Prescription

LIBRARY = load_library()
SAY = LIBRARY.wording
ROUTINES = list(LIBRARY.routines.items())
SOURCES = Path(__file__).parents[2] / "docs" / "sources.md"
OWN = "House choice"
SMALL = frozenset(
    re.findall(
        r"\w+",
        "a all an and are as at be below but by can cannot do does for from go has have hold in "
        "into is it its like no nor not of off on one or other out over so than that the then to "
        "too two up was were when while with you your",
    )
)
"""Words that two lines may share without saying the same."""
GIVEN_UP = re.compile(r"\b(nothing has changed|you are no better) after ")
TIMES = re.compile(
    r"\b(once|twice|times)\b|\b(every|each) (day|morning|evening|night)\b|\b(days|weeks|months)\b"
    r"|\bpress in the (morning|evening)\b|\bhalf hour\b"
)
PRESSED = re.compile(r"\b(press|give yourself|begin(?! again)|study|divide|find)\b", re.IGNORECASE)
FELT = re.compile(r"\b(aches?|tender|sore)\b")
HOW_HARD = re.compile(r"firm|\blight(ly|er)?\b|gentl|soft|stead|pressure|deep|\bhard(er)?\b")
HOW_LONG = re.compile(r"press \w+ for|seconds")


def names_of_sources() -> set[str]:
    """What stands in bold in the first column, without what is in brackets behind it."""
    rows = re.findall(r"^\| \*\*(.+?)\*\*", SOURCES.read_text("utf-8"), re.MULTILINE)
    return {name.strip() for row in rows for name in row.split(";")}


def meaning(text: str) -> set[str]:
    """The words of a line that carry it, cut to their stems as far as that is easy."""
    found = re.findall(r"[a-z]+", text.casefold())
    return {re.sub(r"(ing|ed|es|s|e)$", "", word) for word in found} - SMALL


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_it_says_when_to_call_and_when_it_is_an_emergency(name: str, routine: Routine) -> None:
    assert 2 <= len(routine.call) <= 4, name
    assert 2 <= len(routine.red_flags) <= 4, name
    for line in (*routine.call, *routine.red_flags, *routine.not_today):
        assert line[0].islower(), line
        assert line[-1] not in ".!", line


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_no_emergency_is_a_mere_reason_to_call(name: str, routine: Routine) -> None:
    """No line of one list says what a line of the other says; what is urgent for all is no call."""
    for line in routine.call:
        assert not re.search(r"911|988|emergency|chest pain|breathing trouble|harm", line), line
        for flag in routine.red_flags:
            shared = meaning(line) & meaning(flag)
            assert len(shared) <= 0.6 * min(len(meaning(line)), len(meaning(flag))), (line, flag)


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_it_says_when_to_give_up(name: str, routine: Routine) -> None:
    """In words, after as long as the routine lasts, or as long as was typed in its place."""
    (line,) = (line for line in routine.call if GIVEN_UP.search(line))
    assert line.endswith("after {course}")
    number, unit = routine.for_how_long.split()
    word = SAY.many("counting.numbers")[int(number) - 1]
    assert line.format(course=f"{word} {unit}") in printed(Prescription("", routine=name))
    other = Prescription("", routine=name, for_how_long="2 to 3 days, then as you need")
    assert line.format(course="three days") in printed(other)


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_notes_leave_the_times_to_the_strip(name: str, routine: Routine) -> None:
    """How often and for how long stands once on a sheet, where a practitioner can change it."""
    for sentence in re.split(r"[.\n]+", said(name).notes):
        dose = TIMES.search(sentence) and PRESSED.search(sentence)
        assert not dose, (name, sentence)


def printed(prescription: Prescription) -> str:
    """The words of a sheet."""
    return as_text(compose(make_plan(prescription, LIBRARY), Clinic(), LIBRARY))


def test_nodding_off_at_the_wheel_is_no_emergency() -> None:
    for name in ("sleep", "low-energy"):
        routine = LIBRARY.routines[name]
        assert not any("driv" in line for line in routine.red_flags)
        assert any("driv" in line for line in routine.call)


@pytest.mark.parametrize("name", ["sleep", "stress", "low-energy"])
def test_who_thinks_of_harm_is_told_whom_to_call(name: str) -> None:
    assert any("988" in line for line in LIBRARY.routines[name].red_flags)


@pytest.mark.parametrize("name", ["colds", "nausea", "migraine"])
def test_what_a_routine_is_for_does_not_forbid_it(name: str) -> None:
    assert not LIBRARY.routines[name].not_today


@pytest.mark.parametrize(
    "name",
    [name for name, routine in ROUTINES if "back" in name and not name.startswith("upper")],
)
def test_a_low_back_sheet_has_its_warning_signs(name: str) -> None:
    flags, calls = (
        "; ".join(LIBRARY.routines[name].red_flags),
        "; ".join(LIBRARY.routines[name].call),
    )
    for sign in ("urine", "stool", "numb", "weak", "fall", "crash"):
        assert sign in flags, sign
    for sign in ("fever", "weight", "cancer", "night"):
        assert sign in calls, sign


def test_a_neck_sheet_has_its_warning_signs() -> None:
    flags = "; ".join(LIBRARY.routines["neck-shoulder"].red_flags)
    for sign in ("sudden", "face droops", "arm", "speak", "swallow", "double", "fall or crash"):
        assert sign in flags, sign


@pytest.mark.parametrize("name", ["tension-headache", "migraine"])
def test_a_headache_sheet_has_its_warning_signs(name: str) -> None:
    flags = "; ".join(LIBRARY.routines[name].red_flags)
    for sign in ("suddenly", "worse than ever", "fever and a stiff neck", "face droops", "blow"):
        assert sign in flags, sign


def said(name: str, **fields: Any) -> RoutineWords:
    """What a routine says on a sheet with these points and tips, else with its own."""
    return make_plan(Prescription("x", routine=name, **fields), LIBRARY).said


OF_ITS_OWN = re.compile(
    r"study|clinic\b|hospital|the same three|\b(one|two|three|four|ten|twelve) (points?|or|calm)\b"
    r"|\balone\b|the others|\b(use heat|stretch(es)?|steam|ball|warm (your|them))\b"
    r"|\b(a seed|your own ear|belly may feel|touching your face|on bone)\b"
    r"|^(hand|ear|ankle)\b",
    re.IGNORECASE,
)
"""Studies, numbers of points, single points, parts of the body, tips."""


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_with_other_points_and_tips_it_says_nothing_that_is_true_of_its_own_alone(
    name: str, routine: Routine
) -> None:
    own = {dose.code for dose in routine.points}
    other = next(code for code in LIBRARY.points if code not in own)
    sheet = said(name, points=(Dose(other),), tips=())
    assert not sheet.about
    some = said(name, points=(Dose(routine.points[-1].code),), tips=())
    for text in (sheet.title, sheet.notes, some.about):
        assert not OF_ITS_OWN.search(text), text


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_with_its_own_points_and_tips_it_says_everything(name: str, routine: Routine) -> None:
    own = said(name)
    assert not own.left_out
    assert own.title == routine.title
    there = {*routine.tips, *(dose.code for dose in routine.points), ITS_POINTS, ITS_TIMES}
    plan = make_plan(Prescription("x", routine=name), LIBRARY)
    for text, lines in ((own.about, routine.about), (own.notes, routine.notes)):
        for line in lines:
            assert isinstance(line, Line)
            assert line.needs | line.any <= there
            assert line.on(plan.sheet) in text


def test_words_of_a_part_of_the_body_need_one_point_there() -> None:
    ear = said("ear-seeds-stress", points=(Dose("ST36"), Dose("CO15")))
    assert "press on the seed" in ear.notes
    assert "never on the eye" in said("sinus", points=(Dose("LI4"), Dose("BL2"))).notes


def test_a_study_is_told_of_exactly_the_points_that_it_tried() -> None:
    codes = [dose.code for dose in LIBRARY.routines["period-pain"].points]
    study = "In one study"
    assert study in said("period-pain", points=tuple(map(Dose, reversed(codes)))).about
    for points in (codes[:2], [*codes, "ST36"]):
        assert study not in said("period-pain", points=tuple(map(Dose, points))).about


def test_what_is_said_of_one_point_or_tip_stands_where_that_is() -> None:
    face, other = (Dose("LI20"), Dose("HT7")), (Dose("ST36"),)
    assert "touching your face" in said("sinus", points=face).notes
    assert "your face" not in said("sinus", points=other).notes
    assert "warm them" in said("knee", tips=("walk", "heat", "water")).notes
    assert "warm them" not in said("knee", tips=("walk",)).notes


@pytest.mark.parametrize(
    ("routine", "condition", "words"),
    [
        ("knee", "recent-surgery", "warm them first"),
        ("low-back-with-stretches", "osteoporosis", "finish with slow, easy stretches"),
        ("sinus", "asthma", "Press after warm steam"),
    ],
)
def test_notes_say_nothing_for_a_tip_that_a_condition_speaks_of(
    routine: str, condition: str, words: str
) -> None:
    """ "If your knees are stiff, warm them first" stood beside "Keep heat away from your wound"."""
    assert words in said(routine).notes
    sheet = Prescription("x", routine=routine, conditions=(condition,))
    plan = make_plan(sheet, LIBRARY)
    assert words not in plan.notes
    assert words in " ".join(str(note) for note in not_said(plan.said, sheet))


def test_what_is_left_out_is_told_and_what_was_typed_is_not_missed() -> None:
    def told(**fields: Any) -> str:
        sheet = Prescription("x", routine="upper-back-ten", points=(Dose("GB34"),), **fields)
        return " ".join(str(note) for note in not_said(make_plan(sheet, LIBRARY).said, sheet))

    said = told()
    assert "Not true of this sheet, so not printed" in said
    assert "“Ten points for your upper back”" in said
    assert "Choose the three or four" in said
    assert "write it yourself, as `notes:` or `title:`." in said
    assert "in a column notes or title" in told(in_table=True)
    typed = told(title="For Ann", notes="Gently.")
    assert "Ten points" not in typed
    assert "Choose the three" not in typed
    assert "Traditional use" in typed


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_notes_say_how_it_feels(name: str, routine: Routine) -> None:
    assert len(routine.notes) > 1, "how to press, and how to go on"
    assert FELT.search(" ".join(routine.notes).casefold()), name


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_notes_do_not_say_how_hard_or_how_long(name: str, routine: Routine) -> None:
    """The cards do, and a condition or the practitioner may have changed it there."""
    notes = [said(name).notes, *(dose.note or "" for dose in routine.points)]
    for note in notes:
        assert not HOW_HARD.search(note.casefold()), (name, note)
        assert not HOW_LONG.search(note.casefold()), (name, note)


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_what_it_is_for_is_tradition_or_a_study(name: str, routine: Routine) -> None:
    assert "Traditional use" in routine.about[0]


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_its_sources_are_listed(name: str, routine: Routine) -> None:
    """It begins with a listed source, or is our own; each guideline it warns after is listed."""
    listed = names_of_sources()
    method, _, guidelines = routine.source.partition(" Warning signs: ")
    assert method.startswith((OWN, *listed)), method
    assert guidelines, "whose warning signs are these?"
    for guideline in guidelines.rstrip(".").split("; "):
        assert guideline.startswith(tuple(listed)), guideline


def test_each_listed_source_says_how_far_it_was_read() -> None:
    rows = [line for line in SOURCES.read_text("utf-8").splitlines() if line.startswith("| **")]
    assert len(rows) > 50
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 5, row
        assert all(cells), row


def test_a_name_leads_to_one_routine() -> None:
    seen: dict[str, str] = {}
    for name, routine in ROUTINES:
        for alias in (name, *routine.aliases):
            assert seen.setdefault(alias.casefold(), name) == name, alias
