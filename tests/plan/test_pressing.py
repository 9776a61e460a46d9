"""How often a point is pressed, for how long, and what is pressed at one time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.compose.parts import compose
from handouts.dose import Hold
from handouts.handout import PointCard, PressFigure, plain
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import Plan, make_plan
from handouts.plan.pressing import Pressing, pressing, seconds
from handouts.prescription.model import Clinic, Prescription

LIBRARY = load_library()
SAY = LIBRARY.wording


def plan_of(code: str, conditions: tuple[str, ...] = (), **fields: object) -> Plan:
    dose = Dose(code, Hold(60), **fields)  # type: ignore[arg-type]
    return make_plan(Prescription("x", points=(dose,), conditions=conditions), LIBRARY)


def pressed(code: str, **fields: object) -> Pressing:
    return pressing(plan_of(code, **fields).points[0], SAY)


def card(plan: Plan) -> PointCard:
    parts = compose(plan, Clinic(), LIBRARY).parts
    cards = [block for part in parts for block in part.blocks if isinstance(block, PointCard)]
    return cards[0]


@pytest.mark.parametrize(
    ("code", "side", "presses"),
    [
        ("LI4", "both", 2),
        ("LI4", "left", 1),
        ("LI4", "opposite", 1),
        ("CV12", "both", 1),
        ("EX-UE7", "both", 4),
        ("EX-UE7", "right", 2),
        ("EX-HN1", "both", 4),
        ("EX-UE11", "both", 10),
        ("GB20", "both", 1),  # both thumbs under the skull
        ("GB20", "left", 1),
        ("BL25", "both", 1),  # hands on the hips
        ("GB25", "both", 2),  # its picture shows one side
        ("BL13", "both", 2),  # who is alone leans on a ball, one side after the other
        ("EX-B2", "both", 1),  # two balls, one on each side
        ("EX-LE5", "both", 2),  # thumb and finger in both dips of a knee
        ("EX-LE5", "left", 1),
    ],
)
def test_every_spot_on_every_side_is_pressed(code: str, side: str, presses: int) -> None:
    point = pressed(code, side=side)
    assert point.presses == presses
    assert seconds([point]) == (60 * presses, 60 * presses)


@pytest.mark.parametrize(
    ("code", "side", "hand", "says"),
    [
        ("GB20", "both", "thumbs", "1 minute, both sides at once, "),
        ("GB20", "left", "thumb", "1 minute, left side, "),
        ("GB20", "sorest", "thumb", "1 minute, sorer side, "),
        ("SI11", "left", "thumbs", "1 minute, left side, "),  # a helper's, side by side
        ("SI11", "sorest", "thumb", "1 minute, sorer side, "),
        ("BL23", "both", "waist", "1 minute, both sides at once, "),
        ("BL23", "sorest", "waist", "1 minute, sorer side, "),
        ("GB25", "both", "waist", "1 minute each side, "),
        ("BL13", "both", "thumbs", "1 minute each side, "),
        ("LI4", "both", "thumb", "1 minute each side, "),
        ("EX-UE7", "both", "thumb", "1 minute on each spot, both sides, "),
        ("EX-LE5", "both", "pinch", "1 minute each side, "),
    ],
)
def test_words_and_picture_say_the_same(code: str, side: str, hand: str, says: str) -> None:
    made = card(plan_of(code, side=side))
    press = next(one for one in made.how if isinstance(one, PressFigure))
    assert press.hand == hand
    assert plain(made.dose).startswith(says)


def test_thumbs_behind_the_waist_press_in_turn_where_a_note_asks_for_it() -> None:
    made = card(plan_of("BL25", side="both", note="One thumb at a time."))
    press = next(one for one in made.how if isinstance(one, PressFigure))
    assert (press.hand, press.side) == ("waist", "right")
    assert plain(made.dose).startswith("1 minute each side, ")


@pytest.mark.parametrize(
    ("note", "hand", "says"),
    [
        ("Use your knuckle.", "knuckle", "1 minute each side, "),
        ("Press with a bent knuckle", "knuckle", "1 minute each side, "),
        ("If it does not help, use the knuckle of your index finger.", "knuckle", "1 minute each"),
        ("Use your knuckle, not your thumb.", "knuckle", "1 minute each side, "),
        ("Do not use a knuckle here.", "thumbs", "1 minute, both sides at once, "),
        ("Never press with your knuckle.", "thumbs", "1 minute, both sides at once, "),
        ("Press one side at a time.", "thumb", "1 minute each side, "),
        ("Do not press one side after the other.", "thumbs", "1 minute, both sides at once, "),
    ],
)
def test_a_note_says_what_presses(note: str, hand: str, says: str) -> None:
    made = card(plan_of("GB20", side="both", note=note))
    assert next(one for one in made.how if isinstance(one, PressFigure)).hand == hand
    assert plain(made.dose).startswith(says)


@pytest.mark.parametrize("code", ["GB20", "BL23", "GB21", "ST36"])
def test_who_taps_uses_the_fingertips(code: str) -> None:
    made = card(plan_of(code, side="both", motion="tap"))
    assert next(one for one in made.how if isinstance(one, PressFigure)).hand == "tips"
    assert plain(made.dose).startswith("1 minute each side, tap with your fingertips")


def test_an_ear_is_pressed_with_a_swab_where_the_steps_say_so() -> None:
    chosen = plan_of("TF4").points[0]
    assert pressing(chosen, SAY).hand == "swab"
    words = ("Press the seed there with a fingertip.",)
    own = replace(chosen.point, find=words, reach_words="")
    assert pressing(replace(chosen, point=own), SAY).hand == "finger"


@pytest.mark.parametrize(
    ("code", "side", "caption"),
    [
        ("GB25", "both", "Thumb behind you"),
        ("BL23", "left", "Thumb behind you"),
        ("BL23", "both", "Thumbs behind you"),
    ],
)
def test_as_many_thumbs_are_told_as_drawn(code: str, side: str, caption: str) -> None:
    how = card(plan_of(code, side=side)).how
    press = [one for one in how if isinstance(one, PressFigure)]
    assert [plain(one.caption) for one in press] == [caption]
