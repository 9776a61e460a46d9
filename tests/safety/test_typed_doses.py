"""Times in notes, beside those of the cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.advice.typed_texts import typed_texts
from handouts.advice.unsafe_words import unsafe
from handouts.dose import Hold
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.often import how_often as counted
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Link, Prescription
from handouts.safety.dose_limits import much
from handouts.safety.typed_doses import typed_doses

LIBRARY = load_library()


def said(notes: str, *conditions: str, points: str = "LI4 PC6 ST36", card: str = "") -> str:
    """What stops (`stops: ..`) or is told (`tells: ..`) of points that are held for a minute."""
    doses = tuple(Dose(code, hold=Hold(60), line=3, note=card or None) for code in points.split())
    written = Prescription(
        "x.yaml", points=doses, notes=notes, conditions=conditions, lines=(("notes", 4),)
    )
    texts = typed_texts(written, Clinic())
    stops, tells = typed_doses(texts, make_plan(written, LIBRARY), LIBRARY)
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


@pytest.mark.parametrize(
    "notes",
    [
        # units and signs
        "Press each point for 1 hr.", "Press for 1h.", "Press each point 1h each.",
        "Hold for 60' each", "Hold for 60′", "Hold for 1:00:00", "Hold each point one (1) hour",
        # numbers and parts in words
        "Hold each point for twenty-five minutes", "Press a dozen times a day for ten minutes each",
        "Press a hundred times a day", "Hold for half-an-hour", "Hold for a quarter of an hour",
        "Hold each for three quarters of an hour", "Hold for forty minutes.",
        # how often
        "Press every quarter of an hour", "Press every 10-15 minutes.", "Press q15min.",
        "Press constantly.", "Press all day long.", "Press 24/7.", "Press without stopping.",
        "Press each point for 5 minutes, 10× daily.",
        "Press LI4 for 5 minutes fourteen times a day",
        "Press for hours.", "Press for several hours a day",
        # other words for pressing
        "Massage LI4 for half an hour", "Massage for 30 minutes each", "Rub LI4 for an hour",
        "Keep your thumb on LI4 for 30 minutes", "Apply pressure for 30 minutes to each point",
        "Knead each point for 40 minutes", "Stimulate each point for 30 minutes",
        "Work the points for an hour each", "Thumb on LI4 for one hour",
        "Rest, then press for one hour.", "Press LI4 for an hour before bed.",
        "Press LI4 (right hand) for 30 minutes", "Press LI4 (30 minutes)", "Press LI4 - 30 minutes",
        "Press LI4 and then ST36 for 15 minutes each.", "Press LI4 no longer than 2 hours.",
        "Press for a total of 40 minutes.", "Press, release, press, release for 40 minutes",
        "Press firmly - 5 minutes each, 20x/day",
        "Your thumb should stay on LI4 for an hour", "Stay on each point for 30 minutes",
        "Spend 30 minutes on each point", "One hour on LI4", "Each point for 30 minutes.",
        "Press each for 3,600 seconds", "Press each for an entire hour", "Lean on LI4 for an hour",
        "Press each for half a day", "Squeeze EX-UE7 for 30 minutes", "LI4: for 30 minutes",
        "Hold each for 1 h 30 min", "If you like, press for one hour each",
        "LI4: 30 minutes.", "Each point: 30 min", "li4 : 30 min", "Press li 4 for 30 minutes.",
        "Rest your thumb on LI4 for an hour.",
    ],
)  # fmt: skip
def test_other_ways_to_say_too_much_stop_as_well(notes: str) -> None:
    assert said(notes).startswith("stops")


@pytest.mark.parametrize(
    ("notes", "points"),
    [
        ("Press GB20 for 4 minutes, and LI4 for 1 minute.", "GB20 LI4"),
        ("Press GB20 and LI4 for 5 minutes.", "GB20 LI4"),
        ("Press LI4 for 1 minute and GB20 for 5 minutes.", "GB20 LI4"),
        ("Press GB20 for 5 minutes.", "LI4 ST36"),
        ("Press the neck points for 5 minutes", "GB20 LI4"), ("Hold 5:00", "GB20"),
        ("Press each point for 5 minutes.", "GB20 LI4"), ("gb20: press for 5 minutes.", "GB20 LI4"),
    ],
)  # fmt: skip
def test_the_limit_of_the_neck_holds_beside_other_points(notes: str, points: str) -> None:
    assert "It is on the neck" in said(notes, points=points)


@pytest.mark.parametrize("card", ["5 minutes.", "4 minutes here", "Hold 5:00", "Hold for 4 min."])
def test_the_limit_of_the_neck_holds_on_its_card(card: str) -> None:
    assert "It is on the neck" in said("", points="GB20 LI4", card=card)


@pytest.mark.parametrize("card", ["3 times an hour", "Ten times daily."])
def test_how_often_is_read_on_a_card_without_a_verb(card: str) -> None:
    assert "page one says 2 times a day" in said("", points="GB20", card=card)


def test_the_limit_of_the_neck_is_not_that_of_another_point() -> None:
    assert said("Press LI4 for 5 minutes and GB20 for 1 minute.", points="GB20 LI4")[:5] == "tells"
    assert "too much" not in said("Press LI4 for 5 minutes.", points="GB20 LI4")


@pytest.mark.parametrize(
    "notes", ["Use LI4 for 150 seconds", "Hold for 2½ minutes", "Hold for two and a half minutes"]
)
def test_a_condition_that_asks_for_less_holds_for_odd_times_too(notes: str) -> None:
    assert "With frail-or-elderly" in said(notes, "frail-or-elderly", points="LI4 ST36")


def test_a_round_beside_a_condition_that_asks_for_less_is_told() -> None:
    assert said("Press for 5 minutes.", "frail-or-elderly", points="LI4 ST36")[:5] == "tells"


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
        "Pressing helps for about 2 hours.",
        "Hold it in place for 24 hours (the ear seed).",
        "Do these stretches 10 times a day.",
        "Do this 10 times a day: breathe in, breathe out.",
        "Press here for relief during your 3 hour flight.",
        "Do these exercises 10 times a day.",
        "Press LI4 on the 2 hour drive, at every stop.",
        "Hold the phone away for an hour.",
        "Press lightly since you are on your feet for 8 hours a day.",
        "Press on a day with 8 hours of desk work.",
        "Please hold 30 minutes free for a visit.",
        "Do this program for 60 minutes on the bike each week.",
        "Press because you sit for 10 hours.",
        "Do these and go to bed within 30 minutes.",
        "Press twice a day, at 8:00 and 20:00.",
        "Press for 1 minute every day.",
        "Press LI4 30 minutes before bed.",
        'Hold for 60".',
        "Do all three points: it takes 15 minutes.",
        "Keep pressure off the knee for 3 hours.",
        "Apply pressure stockings for 8 hours a day.",
        "Pressing it eases pain for hours.",
        "After 2 hours at the screen, press LI4.",
        "Press at 9:00 and 21:00.",
        "Stand up every 30 minutes and press ST36.",
        "The whole round takes about 20 minutes.",
        "Press twice a day for 10 days, then once a day for 20 days.",
        "Press points 1, 2, 3 and 4.",
        "Hold each stretch for 30 seconds, 3 times a day.",
        "Press on your 15 minute break.",
        "Press LI4 on your 15 minute break and then ST36.",
        "Hold on to the rail for 40 minutes.",
        "Put your fingers in warm water for 40 minutes.",
        "Press LI4, so you can sit 2 hours at your desk.",
        "Hold for 1:00.",
        "Press when you have been on your feet for an hour.",
        "Massage helps for 2 hours or more.",
    ],
)
def test_what_is_no_dose_or_no_more_is_nothing(notes: str) -> None:
    assert said(notes) == ""


@pytest.mark.parametrize("text", ["as often as you like", "Press as long as you want."])
def test_no_end_is_doubtful_in_any_field(text: str) -> None:
    assert [one.stops for one in unsafe(text)] == [False]


CLINIC = Clinic()
HOUR = "Press for one hour each."


def stops_in(prescription: Prescription, clinic: Clinic = CLINIC) -> list[str]:
    plan = make_plan(prescription, LIBRARY)
    stops, _ = typed_doses(typed_texts(prescription, clinic), plan, LIBRARY)
    return [stop.field for stop in stops]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "Press LI4 for one hour ten times a day"), ("how_often", "hold for one hour"),
        ("how_often", "one hour each point, twice a day"), ("for_how_long", "one hour a day"),
        ("notes", HOUR),
    ],
)  # fmt: skip
def test_every_field_of_a_prescription_is_looked_into(field: str, text: str) -> None:
    doses = (Dose("LI4", hold=Hold(60)), Dose("ST36", hold=Hold(60)))
    written = Prescription("x.yaml", points=doses)
    assert stops_in(replace(written, **{field: text})) == [field]  # type: ignore[arg-type]


def test_a_clinics_words_and_a_link_are_looked_into() -> None:
    written = Prescription("x.yaml", points=(Dose("LI4"),), links=(Link("https://x.org", HOUR),))
    assert stops_in(written) == ["link"]
    written = replace(written, links=())
    assert stops_in(written, Clinic(disclaimer=HOUR, sign_off=HOUR)) == ["disclaimer", "sign_off"]


@pytest.mark.parametrize(
    "how_often",
    ["twice a day", "2-3 times a day", "once daily for 2 weeks", "every 2 hours", "5 days a week",
     "1 minute each, twice a day", "when it hurts", "Mon, Wed, Fri", "every evening before bed",
     "3 times a week", "2 or 3 times a day", "three to four times a week", "every other day"],
)  # fmt: skip
def test_what_can_be_counted_is_not_asked_about(how_often: str) -> None:
    assert not counted(how_often, LIBRARY.wording).unclear


@pytest.mark.parametrize(
    "how_often",
    ["10 mal am Tag", "10 veces al día", "一天十次", "4 sets of 5 times a day", "up to 4 times"],
)
def test_what_cannot_be_counted_is_told(how_often: str) -> None:
    written = Prescription("x.yaml", points=(Dose("LI4"),), how_often=how_often)
    told = [one.wrong for one in much(make_plan(written, LIBRARY), LIBRARY)]
    assert any("How often a day is not clear" in one for one in told)


@pytest.mark.parametrize(
    ("how_often", "times"),
    [
        ("10× daily", 10), ("x10 daily", 10), ("20 x / d", 20), ("fourteen times a day", 14),
        ("thirteen times daily", 13), ("a dozen times a day", 12), ("every 10-15 minutes", 96),
        ("every quarter hour", 64), ("q15min", 64), ("every hr", 16), ("every min", 960),
        ("every waking hour", 16), ("3 times an hour", 48), ("all day", 960), ("constantly", 960),
        ("twenty-five times a day", 25), ("24/7", 960),
    ],
)  # fmt: skip
def test_how_often_is_counted_however_it_is_written(how_often: str, times: int) -> None:
    assert counted(how_often, LIBRARY.wording).most == times
