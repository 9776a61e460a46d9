"""What typed words tell of a patient, and what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.files.paths import ASSETS
from handouts.library import load_library
from handouts.library.mentions import found_in, found_in_prose, pattern
from handouts.library.yaml_text import asset_table, read_yaml
from handouts.today import today

DATA = Path(__file__).parent.parent / "data"
LIBRARY = load_library()
HARMLESS = (DATA / "notes-harmless.txt").read_text("utf-8").splitlines()
TELLING = (DATA / "notes-telling.txt").read_text("utf-8").splitlines()
"""A sentence, and behind a bar the conditions that it tells of."""


def of(text: str) -> set[str]:
    return {name for one in found_in(text, LIBRARY) for name in one.conditions}


@pytest.mark.parametrize("note", HARMLESS)
def test_a_note_that_tells_nothing_of_the_patient_raises_no_alarm(note: str) -> None:
    assert found_in_prose(note, LIBRARY) == []


@pytest.mark.parametrize("line", TELLING)
def test_a_note_that_names_what_the_patient_has_is_heard(line: str) -> None:
    note, _, names = line.partition(" | ")
    assert {*names.split()} <= {one for t in found_in_prose(note, LIBRARY) for one in t.conditions}


def test_the_table_names_conditions_that_there_are_and_patterns_that_can_be_read() -> None:
    table = asset_table("mentions")
    named = {name for entry in table["tells"] for name in entry["ask"]}
    assert named <= {*LIBRARY.conditions}
    for name in table["patterns"]:
        assert not pattern(name).fullmatch("Ann Ray")


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_key_hides_another_in_a_table(path: Path) -> None:
    read_yaml(path)


def test_there_are_notes_enough() -> None:
    assert len(HARMLESS) >= 40
    assert len(TELLING) >= 40


def test_none_of_our_own_words_to_all_patients_raises_an_alarm() -> None:
    tips = [(tip.title, *tip.steps, *tip.cautions) for tip in LIBRARY.tips.values()]
    points = [(*point.find, *point.cautions) for point in LIBRARY.points.values()]
    routines = [(one.title, *one.notes) for one in LIBRARY.routines.values()]
    said = [text for group in (*tips, *points, *routines) for text in group]
    assert [text for text in said if found_in_prose(text, LIBRARY)] == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("8 months old", {"infant"}), ("23 mo", {"infant"}), ("3 days old", {"infant"}),
        ("6 weeks old", {"infant"}), ("3/12 old", {"infant"}), ("24 months old", {"child"}),
        ("age 6", {"child"}), ("6yo", {"child"}), ("Aged: 17", {"teenager"}),
            ("17 y/o", {"teenager"}), ("10 yo", {"teenager"}), ("9 yo", {"child"}),
        ("18 years old", set()), ("age 45", set()), ("79 yrs old", set()),
        ("80 yrs old", {"frail-or-elderly"}), ("91 year-old", {"frail-or-elderly"}),
        ("in her 90s", {"frail-or-elderly"}), ("lady in her late 80s", {"frail-or-elderly"}),
        ("80s music", set()), ("hold for 90 s", set()), ("born in the 1950s", set()),
        ("85F", {"frail-or-elderly"}), ("72 m", set()), ("dob 3/1/1930", {"frail-or-elderly"}),
        (f"born {today().year}", {"infant"}), ("seizures as a child", {"epilepsy"}),
        ("hearing aids", set()), ("36+2", {"pregnant"}),
        ("40/40", {"pregnant"}), ("G1P0 36+2", {"pregnant"}),
        ("G2P2", {"pregnant", "not-pregnant"}), ("20 weeks pregnant", {"pregnant"}),
        ("37 weeks", {"pregnant", "infant"}), ("due in March", {"pregnant"}),
        ("back pain for 20 weeks", set()), ("6 weeks ago", set()), ("120/80", set()),
        ("prednisone 5 mg", {"osteoporosis", "weak-immunity"}), ("hydrocortisone cream", set()),
        ("dialysis shunt", {"dialysis"}), ("baby aspirin daily", {"blood-thinners"}),
    ],
)  # fmt: skip
def test_ages_weeks_and_medicines_are_known_again(typed: str, names: set[str]) -> None:
    assert of(typed) == names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Lixiana", "blood-thinners"), ("Marcumar", "blood-thinners"),
        ("phenprocoumon", "blood-thinners"), ("Fragmin", "blood-thinners"),
        ("tinzaparin", "blood-thinners"), ("Brilique", "blood-thinners"),
        ("Clexane", "blood-thinners"), ("Factor V", "clotting-disorder"),
        ("nickel sensitive", "allergy-to-adhesive"),
        ("allergic to plasters", "allergy-to-adhesive"), ("latex", "allergy-to-adhesive"),
        ("axillary clearance", "lymph-nodes-removed"), ("lymphodema", "lymph-nodes-removed"),
        ("node biopsy", "lymph-nodes-removed"), ("osteoporotic", "osteoporosis"),
        ("Prolia", "osteoporosis"), ("zopiclone", "drowsiness"), ("TAVI", "heart-disease"),
        ("heart valve", "heart-disease"), ("TTC", "pregnant"), ("2nd trimester", "pregnant"),
        ("nonagenarian", "frail-or-elderly"), ("insulin", "diabetes"), ("Humira", "weak-immunity"),
        ("spinal cord stimulator", "nerve-stimulator"), ("DBS", "nerve-stimulator"),
        ("VP shunt", "brain-shunt"), ("hysterectomy", "hysterectomy"),
        ("male", "cannot-be-pregnant"), ("after menopause", "cannot-be-pregnant"),
    ],
)  # fmt: skip
def test_names_of_the_trade_lead_to_their_rules(typed: str, name: str) -> None:
    assert LIBRARY.find("condition", typed).code == name
