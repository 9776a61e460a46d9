"""Times in notes, beside those of the cards."""

from __future__ import annotations

import pytest

from handouts.advice.unsafe_words import unsafe
from handouts.dose import Hold
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Prescription
from handouts.safety.typed_doses import typed_doses

LIBRARY = load_library()


def said(notes: str, *conditions: str, points: str = "LI4 PC6 ST36", card: str = "") -> str:
    """What stops (`stops: ..`) or is told (`tells: ..`) of points that are held for a minute."""
    doses = tuple(Dose(code, hold=Hold(60), line=3, note=card or None) for code in points.split())
    written = Prescription(
        "x.yaml", points=doses, notes=notes, conditions=conditions, lines=(("notes", 4),)
    )
    stops, tells = typed_doses(make_plan(written, LIBRARY), LIBRARY)
    if stops:
        return f"stops: {stops[0]}"
    return f"tells: {tells[0]}" if tells else ""


@pytest.mark.parametrize(
    ("notes", "why"),
    [
        ("Hold for one hour.", "No sheet asks for more than 10 minutes"),
        ("Hold each point for fifteen minutes.", "No sheet asks for more than 10 minutes"),
        ("Sit down and press for two hours.", "No sheet asks for more than 10 minutes"),
        ("Press for one hour, not less.", "No sheet asks for more than 10 minutes"),
        ("Massage these points for an hour.", "No sheet asks for more than 10 minutes"),
        ("Press every 15 minutes.", "384 minutes of pressing a day"),
        ("Press for 10 minutes each, ten times a day.", "minutes of pressing a day"),
        ("Press LI4 for 10 minutes ten times a day.", "200 minutes of pressing a day"),
    ],
)
def test_what_the_fields_would_not_take_stops(notes: str, why: str) -> None:
    assert said(notes).startswith("stops: x.yaml:4: notes: “")
    assert why in said(notes)


def test_conditions_and_the_neck_ask_for_less() -> None:
    assert said("Press for 5 minutes each.").startswith("tells")
    assert "With blood-thinners" in said("Press for 5 minutes each.", "blood-thinners")
    assert "on the neck" in said("Press for 5 minutes.", points="GB20")


@pytest.mark.parametrize(
    ("notes", "card"),
    [
        ("Press for 10 minutes each.", "the longest time on its card is 1 minute"),
        ("Ten minutes each.", "the longest time on its card is 1 minute"),
        ("Press LI4 for 5 minutes.", "the longest time on its card is 1 minute"),
        ("Press for half an hour.", "the longest time on its card is 1 minute"),
        ("Press ten times a day.", "page one says 2 times a day"),
        ("Press LI4 every hour.", "page one says 2 times a day"),
    ],
)
def test_what_is_more_than_the_cards_say_is_told(notes: str, card: str) -> None:
    assert said(notes).startswith("tells")
    assert card in said(notes)


def test_the_note_of_a_card_is_about_its_point() -> None:
    assert "1 minute" in said("", points="LI4", card="Press for 4 minutes.")
    assert said("", points="LI4", card="Press for a minute.") == ""


@pytest.mark.parametrize(
    "notes",
    [
        "Press for one minute, then rest for ten minutes.",
        "Press LI4 ten minutes before bed.",
        "Press for 5 minutes.",
        "Press twice a day.",
        "Do not press for an hour after meals.",
        "Never press ten times a day.",
        "Hold your breath for 10 seconds.",
        "Hold the hot pack on for 15 minutes.",
        "Walk for 30 minutes.",
        "Do this for two weeks.",
        "Do this twenty minutes before you eat.",
        "Take a break every 30 minutes.",
        "Take your painkiller first, and press half an hour later.",
        "Massage the scar with oil for 15 minutes.",
        "Press a warm cloth on your eyes for 15 minutes.",
        "Sit no longer than 2 hours at a time.",
        "Wait for half an hour after a meal.",
    ],
)
def test_what_is_no_dose_or_no_more_is_nothing(notes: str) -> None:
    assert said(notes) == ""


@pytest.mark.parametrize("text", ["as often as you like", "Press as long as you want."])
def test_no_end_is_doubtful_in_any_field(text: str) -> None:
    assert [one.stops for one in unsafe(text)] == [False]
