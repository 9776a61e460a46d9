"""Each routine says when to call, when it is an emergency, how long to go on, and after whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.compose import compose
from handouts.library import load_library
from handouts.library.model import Routine
from handouts.plain_text import as_text
from handouts.plan import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.pressing import pressing, seconds

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
    for sentence in re.split(r"[.\n]+", routine.notes):
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


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_minutes_in_a_title_are_those_of_the_points(name: str, routine: Routine) -> None:
    """Every press on every side counts."""
    numbers = SAY.many("counting.numbers")
    said = re.search(rf"\b(\d+|{'|'.join(numbers)})\b[\w ]*\bminutes?\b", routine.title.casefold())
    if said is None:
        return
    count = int(said[1]) if said[1].isdigit() else numbers.index(said[1]) + 1
    points = make_plan(Prescription(name, routine=name), LIBRARY).points
    low, high = seconds(pressing(one, SAY) for one in points)
    assert low <= count * 60 <= high


def test_a_title_with_minutes_is_there_to_be_counted() -> None:
    assert LIBRARY.routines["stress"].title == "Twelve calm minutes"


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_notes_say_how_it_feels(name: str, routine: Routine) -> None:
    assert routine.notes.count("\n\n") >= 1, "how to press, and how to go on"
    assert FELT.search(routine.notes.casefold()), name


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_notes_do_not_say_how_hard_or_how_long(name: str, routine: Routine) -> None:
    """The cards do, and a condition or the practitioner may have changed it there."""
    notes = [routine.notes, *(dose.note or "" for dose in routine.points)]
    for note in notes:
        assert not HOW_HARD.search(note.casefold()), (name, note)
        assert not HOW_LONG.search(note.casefold()), (name, note)


@pytest.mark.parametrize(("name", "routine"), ROUTINES)
def test_what_it_is_for_is_tradition_or_a_study(name: str, routine: Routine) -> None:
    assert re.search(r"tradition|study|hospitals teach", routine.about), routine.about


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
