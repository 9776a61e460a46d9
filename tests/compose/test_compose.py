"""What stands on a handout: the answers of the strip, the boxes to tick, whom to call."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

import pytest
from otherwise import lines_of

from handouts import __version__
from handouts.compose.for_whom import for_whom
from handouts.compose.parts import compose
from handouts.compose.plain_text import as_text
from handouts.dose import Hold, parse_hold
from handouts.handout import (
    Callout,
    DoseStrip,
    Handout,
    MeasureFigure,
    Paragraph,
    Picture,
    PointCard,
    PressFigure,
    SafetyBox,
    TickChart,
    TipCard,
    WebLink,
    plain,
)
from handouts.library import atlas, load_library
from handouts.library.lines import on_sheet
from handouts.library.model import Dose
from handouts.phrases import hold
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Link, Prescription
from handouts.safety.examine import examine

LIBRARY = load_library()
B = TypeVar("B")


def handout(clinic: Clinic | None = None, **fields: Any) -> Handout:
    if "points" not in fields:
        fields.setdefault("routine", "low-back")
    plan = make_plan(Prescription("x", **fields), LIBRARY)
    return compose(plan, clinic or Clinic(), LIBRARY, examine(plan, LIBRARY))


def every(kind: type[B], made: Handout) -> list[B]:
    return [block for part in made.parts for block in part.blocks if isinstance(block, kind)]


def strip(**fields: Any) -> list[tuple[str, str]]:
    (found,) = every(DoseStrip, handout(**fields))
    return [(plain(big), plain(small)) for big, small in found.items]


def card(code: str, **fields: Any) -> PointCard:
    (found,) = every(PointCard, handout(points=(Dose(code, **fields),)))
    return found


def callout(kind: str, made: Handout) -> Callout:
    return next(box for box in every(Callout, made) if box.kind == kind)


# ── the strip ───────────────────────────────────────────────────────────────────────────────────


def test_a_routine_answers_in_four_short_lines() -> None:
    assert strip(routine="knee") == [
        ("Twice a day", "morning and evening"),
        ("8 to 16 minutes", "4 points, both sides"),
        ("For 4 weeks", "then tell us how it went"),
        ("Light or steady", "each card says which"),
    ]
    (how,) = (part for part in handout(routine="knee").parts if part.name == "how")
    assert "It must never hurt." in as_text(replace(handout(routine="knee"), parts=(how,)))


@pytest.mark.parametrize("name", list(LIBRARY.routines))
def test_the_answers_of_routines_fit(name: str) -> None:
    for big, small in strip(routine=name):
        assert len(big) <= 18
        assert small
        assert big[0].isupper() or big[0].isdigit()


def test_both_sides_and_all_dips_are_counted() -> None:
    minute = Hold(60)
    assert strip(points=(Dose("LI4", minute), Dose("LR3", minute)))[1] == (
        "About 4 minutes", "2 points, both sides",
    )  # fmt: skip
    assert strip(points=(Dose("EX-UE7", minute, "both"),))[1] == (
        "About 4 minutes", "1 point, 4 presses",
    )  # fmt: skip
    assert strip(points=(Dose("LI4", minute, "left"),))[1] == ("About 1 minute", "1 point")
    assert strip(points=(Dose("GB20", minute), Dose("LI4", minute)))[1] == (
        "About 3 minutes", "2 points, both sides",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["ž", "ǆ, ǆ", "ßß", "twice a day", "iPad time, 3x"])
def test_what_is_typed_keeps_its_letters(typed: str) -> None:
    made = strip(routine="knee", how_often=typed, for_how_long=typed)
    assert made[0][0] == typed
    assert made[2][0] == typed


@pytest.mark.parametrize(
    ("typed", "under"),
    [
        ("Twice a day", "morning and evening"),
        ("once daily", "at a time you choose"),
        ("Up to five times a day", "at times that suit you"),
        ("Three times a day, every other day", "at times that suit you"),
        ("Twice a day on workdays", "morning and evening"),
        ("3 times a week", "at times that suit you"),
        ("at bedtime", ""),
        ("every morning", ""),
        ("every 2 hours", ""),
        ("once daily at bedtime", ""),
        ("Twice a day, morning and evening", ""),
        ("morning, noon, 4pm and bedtime", ""),
        ("when it hurts", ""),
        ("3 times a day with meals", ""),
    ],
)
def test_no_hours_are_named_beside_those_that_were_typed(typed: str, under: str) -> None:
    assert strip(how_often=typed)[0] == (typed, under)


def test_for_stands_before_a_time_only() -> None:
    for typed, shown in (
        ("10 days", "For 10 days"),
        ("two weeks, then stop", "For two weeks, then stop"),
        ("Two weeks", "Two weeks"),
        ("until it eases", "until it eases"),
    ):
        assert strip(routine="knee", for_how_long=typed)[2][0] == shown


# ── cards ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("150 s", "2½ minutes"), ("90 s", "90 seconds"), ("105 s", "105 seconds"),
        ("1-2.5 min", "1 to 2½ minutes"), ("5-7.5 min", "5 to 7½ minutes"),
        ("90-150 s", "90 seconds to 2½ minutes"), ("60-90 s", "60 to 90 seconds"),
        ("30 s to 3 min", "30 seconds to 3 minutes"), ("60 s", "1 minute"),
    ],
)  # fmt: skip
def test_a_time_is_said_as_people_count_it(typed: str, said: str) -> None:
    assert hold(parse_hold(typed), LIBRARY.wording) == said


def test_a_dose_is_one_line_of_time_side_and_motion() -> None:
    minute = Hold(60)
    made = card("LI4", hold=minute, side="both", motion="circles", pressure="gentle")
    assert plain(made.dose) == "1 minute each side, small circles, lightly"
    halves = Hold(150, 150)
    made = card("LI4", hold=halves, side="both", motion="circles", pressure="gentle")
    assert plain(made.dose) == "2½ minutes each side, small circles, lightly"
    made = card("EX-UE7", hold=minute, side="left", motion="hold", pressure="firm")
    assert plain(made.dose) == "1 minute on each spot, left side, hold firmly"
    assert all(span.strong for span in made.dose)


@pytest.mark.parametrize("name", list(LIBRARY.routines))
def test_how_often_stands_in_the_strip_only(name: str) -> None:
    for made in every(PointCard, handout(routine=name)):
        assert "a day" not in plain(made.dose)


def test_a_card_shows_first_how_to_measure_and_then_a_hand_on_the_point() -> None:
    measure, press = card("PC6", motion="circles").how
    assert isinstance(measure, MeasureFigure)
    assert (measure.laid, plain(measure.caption)) == ((2.0,), "Three fingers")
    assert isinstance(press, PressFigure)
    assert (press.place, press.hand, press.motion) == ("PC6", "thumb", "circles")


def test_the_hand_is_the_one_that_the_words_ask_for() -> None:
    def hand(code: str, **dose: object) -> str:
        press = card(code, **dose).how[-1]
        return press.hand if isinstance(press, PressFigure) else press.view

    assert hand("LI4", motion="hold") == "thumb"
    assert hand("LI20", motion="hold") == "finger"
    assert hand("CV12", motion="hold") == "tips"
    assert hand("LI4", note="Use your knuckle.") == "knuckle"
    assert hand("GB30") == "press-ball-buttock"
    assert (hand("EX-LE5"), hand("GB21")) == ("pinch", "tips")
    assert hand("GB20") == "thumbs"
    assert hand("BL25") == hand("BL25", side="left") == "waist"  # "thumbs behind you"
    assert hand("GB20", side="left") == "thumb"
    assert hand("SI11") == hand("SI11", side="left") == "thumbs"  # a helper's


WORDS_OF_A_HAND = {
    "your thumbs": {"thumb", "thumbs", "waist"},
    "fingertip": {"finger", "two", "tips", "swab"},  # an ear: a swab, or a fingertip
    "fingers flat": {"tips"},
    "thumb and a finger": {"pinch"},
    "squeeze the muscle": {"pinch", "tips"},
}


@pytest.mark.parametrize("code", list(filter(atlas.drawn, LIBRARY.points)))
def test_words_and_picture_name_the_same_hand(code: str) -> None:
    made, point = card(code), LIBRARY.points[code]
    press = made.how[-1]
    said = " ".join([*point.find, point.reach_words, *point.cautions]).casefold()
    if isinstance(press, PressFigure):
        for phrase, hands in WORDS_OF_A_HAND.items():
            if phrase in said.replace("see where your little fingertip lands", ""):
                assert press.hand in hands, phrase
        assert (point.home_use == "helper") == ("helper" in plain(press.caption))
    else:
        assert "ball" in said


@pytest.mark.parametrize("code", list(filter(atlas.drawn, LIBRARY.points)))
def test_fingers_that_are_laid_make_up_the_distance_and_the_words_name_them(code: str) -> None:
    place = atlas.place(code)
    ways = [(True, place.first), (False, place.guide)]
    wanted = [(first, way[2]) for first, way in ways if way and way[2] % 0.5 == 0]
    made = card(code).how
    measures = [one for one in made if isinstance(one, MeasureFigure)]
    if isinstance(made[-1], PressFigure) and made[-1].hand == "waist":
        wanted = []  # with both thumbs behind the back no flat hand measures there
    assert [(one.first, sum(one.laid)) for one in measures] == wanted  # no other can be laid
    for measure in measures:
        caption = plain(measure.caption).split(": ")
        assert measured(caption[-1]) == sum(measure.laid)
        order = ["First"] if measure.first else ["Then"]
        assert caption[:-1] == (order if len(measures) > 1 else [])


def test_two_distances_are_two_pictures_in_the_order_of_the_steps() -> None:
    first, then, press = card("ST22").how
    assert isinstance(first, MeasureFigure)
    assert isinstance(then, MeasureFigure)
    assert plain(first.caption) == "First: four fingers"
    assert plain(then.caption) == "Then: three fingers"
    assert "navel" in first.alt
    assert "navel" not in then.alt
    assert isinstance(press, PressFigure)


def measured(words: str) -> float:
    """What a wording of fingers comes to, in cun (WHO 2008)."""
    known = {"four fingers": 3.0, "three fingers": 2.0, "two fingers": 1.5, "one thumb": 1.0,
             "half a thumb": 0.5}  # fmt: skip
    total = 0.0
    for part in words.casefold().split(" + "):
        times, _, what = part.rpartition(" × ")
        total += float(times or 1) * known[what]
    return total


def test_every_point_that_is_drawn_has_one_pressing_hand_and_drawings_that_are_there() -> None:
    for code in filter(atlas.drawn, LIBRARY.points):
        *measures, press = card(code).how
        assert len(measures) <= 2
        names = [press.view] if isinstance(press, Picture) else []
        if isinstance(press, PressFigure):
            assert press.place == code
            names.append(atlas.hand("thumb" if press.hand == "thumbs" else press.hand).drawing.stem)
        assert all(atlas.drawing(name).is_file() for name in names)


def test_why_is_said_where_it_fits_the_sheet() -> None:
    made = {one.code: plain(one.why) for one in every(PointCard, handout(routine="jaw"))}
    assert made["LI4"] == ""
    assert "jaw pain" in made["ST6"]
    assert plain(card("LI4").why) == ""  # nobody says what it is for


def test_why_names_only_what_the_sheet_is_for() -> None:
    (made,) = every(PointCard, handout(points=(Dose("LI4"),), title="Help for a headache"))
    assert plain(made.why) == "Traditional use: headache."


# ── safety ──────────────────────────────────────────────────────────────────────────────────────


def test_one_box_says_when_not_to_press_and_when_to_let_go() -> None:
    (box,) = every(SafetyBox, handout(routine="low-back", conditions=("blood-thinners",)))
    rows = {plain(label): [plain(item) for item in items] for label, items in box.rows}
    assert list(rows) == ["Not today if", "Let go if", "Take care"]
    assert any("one leg" in item for item in rows["Not today if"])
    assert any("leave out" in item for item in rows["Not today if"])
    assert any("faint" in item for item in rows["Let go if"])
    assert any("bruise" in item for item in rows["Take care"])


@pytest.mark.parametrize("name", list(LIBRARY.routines))
def test_the_parts_of_safety_are_on_every_handout(name: str) -> None:
    parts = {part.name for part in handout(routine=name).parts}
    assert {"dose", "safety", "points", "how", "call", "disclaimer"} <= parts


# ── the chart ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("twice a day", ["am", "pm"]),
        ("three times a day", ["am", "noon", "pm"]),
        ("once a day", []),
        ("once or twice a day", ["am", "pm"]),
        ("Up to twice a day", ["am", "pm"]),
        ("Once a day or twice", ["am", "pm"]),
        ("twice or once a day", ["am", "pm"]),
        ("once a day or when it hurts", []),
        ("2-3 times a day", ["am", "noon", "pm"]),
        ("up to three times a day", []),
        (None, ["am", "pm"]),
        ("three times a day, every other day", []),
        ("when it hurts", []),
    ],
)
def test_there_is_a_box_for_each_time_a_day(typed: str | None, times: list[str]) -> None:
    (chart,) = every(TickChart, handout(how_often=typed, for_how_long="3 weeks"))
    assert [plain(text) for text in chart.times] == times
    assert (len(chart.columns), len(chart.rows)) == (7, 3)
    assert "3 weeks" in chart.alt
    assert ("one box" in chart.alt) == (not times)


@pytest.mark.parametrize(
    ("typed", "days", "times"),
    [
        ("Mon, Wed, Fri", "Mon Wed Fri", 1),
        ("Mondays and Thursdays, before bed", "Mon Thu", 1),
        ("Mon/Wed/Fri", "Mon Wed Fri", 1),
        ("Monday to Friday", "Mon Tue Wed Thu Fri", 1),
        ("Sat-Mon", "Mon Sat Sun", 1),
        ("weekends", "Sat Sun", 1),
        ("twice a day on workdays", "Mon Tue Wed Thu Fri", 2),
        ("5x a week", "1st 2nd 3rd 4th 5th", 1),
        ("3 times per week", "1st 2nd 3rd", 1),
        ("two to three times a week", "1st 2nd 3rd", 1),
        ("Twice a day, 5 days a week", "1st 2nd 3rd 4th 5th", 2),
        ("twice weekly", "1st 2nd", 1),
        ("daily, and your visit is on Monday", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("every day except Sunday", "Mon Tue Wed Thu Fri Sat", 1),
        ("Twice a day, but not on Mondays", "Tue Wed Thu Fri Sat Sun", 2),
        ("daily, but not on Monday if you are sick", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("Once a day, twice on weekends", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("Twice a day, once on Sundays", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("Twice a day on Mondays, once on Fridays", "Mon Fri", 2),
        ("at least 3 times a week", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("every other day", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("7 days a week", "Mon Tue Wed Thu Fri Sat Sun", 1),
        ("Twice a day, 3x a week", "Mon Tue Wed Thu Fri Sat Sun", 1),
    ],
)
def test_there_is_a_box_for_each_day_that_is_meant(typed: str, days: str, times: int) -> None:
    (chart,) = every(TickChart, handout(how_often=typed, for_how_long="3 weeks"))
    assert " ".join(map(plain, chart.columns)) == days
    assert max(1, len(chart.times)) == times
    boxes = len(chart.columns) * times
    if days[0].isdecimal():
        assert f"with {boxes} boxes for each week" in chart.alt
    elif boxes < 7:
        assert all(day in chart.alt for day in days.split())


@pytest.mark.parametrize(
    ("often", "typed", "days"),
    [
        ("once a day", "5 days", 5),
        ("twice a day", "10 days", 10),
        ("once a day", "ten days", 10),
        ("once a day", "14 days", 14),
        ("once a day", "30 days", 30),
        ("twice a day", "30 days", 28),  # what the chart has no room for, its title says
        ("3x a week", "10 days", 6),
        ("once a day", "for 10 days", 10),
        ("once a day", "10 days then stop", 10),
        ("once a day", "up to 5 days", 5),
        ("once a day", "5 to 10 days", 10),
        ("once a day", "3 days, then as needed", 7),
    ],
)
def test_there_are_days_to_tick_for_as_long_as_the_course_lasts(
    often: str, typed: str, days: int
) -> None:
    (chart,) = every(TickChart, handout(how_often=often, for_how_long=typed))
    assert (len(chart.rows) - 1) * len(chart.columns) + chart.last == days
    assert (f"for {days} days" in chart.alt) == (days % 7 > 0 and often != "3x a week")


@pytest.mark.parametrize(
    "code", [one.code for one in LIBRARY.points.values() if one.home_use != "practitioner-only"]
)
def test_the_steps_of_a_card_say_to_press(code: str) -> None:
    """Before what may be done in another way: nobody stops where the place is found."""
    press = re.compile(
        r"\b(press|push|pinch|squeeze|rub|tap|lean|roll|stroke|circle|rest (a|your) finger)", re.I
    )
    steps = [plain(one) for one in card(code).steps]
    assert any(press.search(one) for one in steps if not one.startswith(("Or ", "Alone")))


@pytest.mark.parametrize("side", ["left", "sorest"])
@pytest.mark.parametrize("code", [one.code for one in LIBRARY.points.values() if one.paired])
def test_a_card_of_one_side_sends_nobody_to_the_other(code: str, side: str) -> None:
    both = re.compile(r"each side|both sides|other (knee|side|leg|foot|arm|hand|ear)\b")
    allowed = re.compile(r"on your other knee|other hand|on the other side|each side of the cord")
    for step in card(code, side=side).steps:
        assert not both.search(allowed.sub("", plain(step))), plain(step)


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (Dose("T22.05"), True),  # by hand opposite to the pain
        (Dose("GB30", side="same"), True),
        (Dose("LI4"), False),
        (Dose("T22.05", side="left"), False),
    ],
)
def test_who_hurts_on_both_sides_is_told_which_to_press(dose: Dose, said: bool) -> None:
    (how,) = (part for part in handout(points=(dose,)).parts if part.name == "how")
    lines = [plain(block.text) for block in how.blocks if isinstance(block, Paragraph)]
    assert any("If both sides hurt" in line for line in lines) == said


# ── whom to call ────────────────────────────────────────────────────────────────────────────────


def chart_of(**fields: Any) -> tuple[str, int]:
    """Title and weeks of the chart."""
    (part,) = (part for part in handout(**fields).parts if part.name == "chart")
    (chart,) = part.blocks
    assert isinstance(chart, TickChart)
    return plain(part.title), len(chart.rows)


def test_a_chart_that_is_shorter_than_the_course_says_so() -> None:
    assert chart_of(routine="sleep") == ("Tick each day you press", 6)
    title, weeks = chart_of(how_often="twice a day", for_how_long="3 months")
    assert (title, weeks) == ("The first 4 weeks: tick each time you press", 4)


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("1.5 weeks", "1.5 weeks"),
        ("1 1/2 weeks", "1 1/2 weeks"),
        ("5-6 wks", "six weeks"),
        ("8 weeks", "six weeks"),  # nobody should wait longer with the same pain
        ("6 months", "six weeks"),
        ("a few months", "the time we agreed on"),
        ("until your next visit", "two weeks"),
        (None, "two weeks"),
    ],
)
def test_to_call_after_the_time_in_the_strip_or_as_long_as_one_may_wait(
    typed: str | None, after: str
) -> None:
    fields: dict[str, Any] = {"routine": "sleep"} if typed else {"points": (Dose("LI4"),)}
    said = as_text(handout(**fields, for_how_long=typed))
    assert f"nothing has changed after {after}\n" in said


@pytest.mark.parametrize(
    ("typed", "visit", "weeks", "after"),
    [
        ("until next visit", date(2026, 12, 28), 4, "four weeks"),
        (None, datetime(2026, 12, 28, 14), 4, "four weeks"),  # the strip says so by itself
        ("Until your next appointment.", date(2026, 12, 10), 2, "ten days"),
        ("until next visit", date(2027, 3, 1), 4, "six weeks"),  # nobody should wait longer
        ("until December 28", None, 4, "four weeks"),
        ("until 12/21", date(2027, 1, 11), 3, "three weeks"),
        ("until Friday", None, 1, "four days"),
        ("until 4 Jan", None, 4, "five weeks"),  # of next year
        ("3 weeks", date(2026, 12, 28), 3, "three weeks"),
    ],
)
def test_a_course_until_a_day_is_as_long_as_it_is_to_that_day(
    typed: str | None, visit: date | None, weeks: int, after: str
) -> None:
    fields: dict[str, Any] = {"date": date(2026, 11, 30), "next_visit": visit}
    fields |= {"points": (Dose("LI4"),), "how_often": "twice a day", "for_how_long": typed}
    title, rows = chart_of(**fields)
    assert rows == weeks
    assert title.startswith("The first 4 weeks") == (after in ("five weeks", "six weeks"))
    assert f"nothing has changed after {after}\n" in as_text(handout(**fields))


def test_a_chart_has_no_weeks_that_nobody_said() -> None:
    points = (Dose("LI4"),)
    for typed in ("2 cycles", "until next Friday", "until 12/4"):  # of April, or December
        made = handout(points=points, for_how_long=typed, date=date(2026, 11, 30))
        assert not every(TickChart, made), typed
    for typed in ("until next visit", "as needed"):
        title, weeks = chart_of(points=points, for_how_long=typed)
        assert (title, weeks) == ("The first 2 weeks: tick each time you press", 2)


def signs_of(kind: str, made: Handout) -> list[str]:
    return [plain(item) for box in callout(kind, made).body for item in box.items]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("condition", "sign"),
    [
        ("cancer", "fever (100.4 °F, 38 °C"),
        ("weak-immunity", "fever (100.4 °F, 38 °C"),
        ("blood-thinners", "you hit your head, even if you feel well"),
        ("pregnant", "a headache that will not go away"),
        ("epilepsy", "a seizure lasts five minutes"),
        ("low-mood", "you think of harming yourself"),
        ("aneurysm", "a sudden, very bad pain"),
        ("child", "hard to wake"),
    ],
)
@pytest.mark.parametrize("routine", ["nausea", None])
def test_a_condition_has_its_own_emergencies_before_the_others(
    condition: str, sign: str, routine: str | None
) -> None:
    fields: dict[str, Any] = {"routine": routine} if routine else {"points": (Dose("PC6"),)}
    without = signs_of("emergency", handout(**fields))
    asked = handout(**fields, conditions=(condition,), asked=True)
    with_it = signs_of("emergency", asked)
    lines = {str(line): line for line in lines_of(LIBRARY)}
    change = for_whom(frozenset({condition}), LIBRARY.wording)
    others = [*map(change.sign, on_sheet([lines[sign] for sign in without], {condition}))]
    own = len(with_it) - len(others)
    assert any(sign in line for line in with_it[:own])
    assert not any(sign in line for line in without)
    assert with_it[own:] == others


def test_a_stroke_is_told_of_on_every_sheet_of_who_had_one_and_once() -> None:
    for routine in ("low-back", "migraine", "neck-shoulder", "elbow-wrist"):
        made = handout(routine=routine, conditions=("stroke",), asked=True)
        faces = [sign for sign in signs_of("emergency", made) if "face droops" in sign]
        assert len(faces) == 1, routine


@pytest.mark.parametrize("routine", ["upper-back", "sciatica", "sleep"])
def test_a_sign_is_left_out_only_where_the_routine_has_it_whole(routine: str) -> None:
    made = handout(routine=routine, conditions=("bone-metastases",), asked=True)
    assert "you cannot control or pass urine or stool" in signs_of("emergency", made)


def test_a_wound_is_a_reason_to_call() -> None:
    made = handout(routine="sleep", conditions=("recent-surgery",), asked=True)
    assert signs_of("call", made)[0] == "your wound opens, leaks, or turns red or hot"
    assert "wound opens" not in as_text(handout(routine="sleep"))


def test_a_child_is_not_told_of_alcohol() -> None:
    assert "alcohol" in as_text(handout(points=(Dose("ST36"),)))
    for condition in ("child", "infant"):
        made = handout(points=(Dose("ST36"),), conditions=(condition,), asked=True)
        assert "alcohol" not in as_text(made)


def test_a_baby_is_stroked_whatever_the_point_is_pressed_like() -> None:
    for motion in (None, "hold", "tap"):
        made = handout(points=(Dose("ST36", motion=motion),), conditions=("infant",), asked=True)
        (one,) = every(PointCard, made)
        assert "stroke slowly, very softly" in plain(one.dose)


def test_the_number_to_call_stands_in_the_title() -> None:
    made = handout(Clinic(phone="555-0134", emergency="911"))
    assert plain(callout("call", made).title) == "Call us on 555-0134 or your doctor if"
    assert plain(callout("emergency", made).title) == "Call 911 or go to a hospital if"
    assert made.brand.call == ("Call 555-0134", "tel:5550134")


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("555-0134", "tel:5550134"),
        ("+44 (0)20 7946 0018", "tel:+442079460018"),
        ("(020) 7946 0018", "tel:02079460018"),
        ("+49 (0)30 / 123 456-78 ext. 9", "tel:+493012345678;ext=9"),
        ("555-0134 x12", "tel:5550134;ext=12"),
        ("555-0134 or 555-0199", "tel:5550134"),
    ],
)
def test_a_number_is_dialled_as_it_is_meant(phone: str, address: str) -> None:
    assert handout(Clinic(phone=phone)).brand.call == (f"Call {phone}", address)


def test_without_a_number_the_patient_s_own_is_meant() -> None:
    made = handout()
    assert plain(callout("call", made).title) == "Call us or your doctor if"
    title = plain(callout("emergency", made).title)
    assert title == "Call your emergency number or go to a hospital if"
    assert made.brand.call is None


# ── dates, links, foot ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("style", "day", "visit"),
    [
        ("us", "November 20, 2026", "Friday, December 4, 2026 at 3:30 pm"),
        ("day-first", "20 November 2026", "Friday, 4 December 2026 at 3:30 pm"),
        ("iso", "2026-11-20", "Friday, 2026-12-04 at 3:30 pm"),
    ],
)
def test_dates_are_written_as_the_clinic_writes_them(style: str, day: str, visit: str) -> None:
    made = handout(
        Clinic(dates=style), date=date(2026, 11, 20), next_visit=datetime(2026, 12, 4, 15, 30)
    )
    assert plain(made.subtitle) == day
    (part,) = (part for part in made.parts if part.name == "visit")
    assert [plain(block.text) for block in part.blocks if isinstance(block, Paragraph)] == [visit]


def test_several_links_each_with_its_code() -> None:
    clinic = Clinic(booking="https://example.org/book", booking_qr=True)
    links = (Link("https://example.org/a", "Watch"), Link("https://example.org/b", ""))
    found = every(WebLink, handout(clinic, links=links))
    assert [link.url[-2:] for link in found] == ["/a", "/b", "ok"]
    assert all(link.url in link.alt for link in found)
    assert not every(WebLink, handout(Clinic(booking="https://example.org/book")))


def test_the_foot_names_the_clinic_and_what_is_overleaf() -> None:
    made = handout(Clinic(name="Quiet River", phone="555 0142"), tips=())
    assert made.running == "Quiet River · 555 0142"
    assert made.turn == "Turn over. There is more on the back."
    assert made.page_of == "{page} of {pages}"
    everything = f"{as_text(made)} {made.running} {made.turn}"
    assert __version__ not in everything
    assert "Handouts" not in everything


def test_equal_prescriptions_give_equal_blocks() -> None:
    first, second = handout(patient="Ann", notes="A"), handout(patient="Bea", notes="B")
    for one, other in zip(first.parts, second.parts, strict=True):
        assert (one == other) is (one.name != "notes")
        assert one.name == "notes" or hash(one) == hash(other)


@pytest.mark.parametrize(
    ("prescribed", "of_clinic", "drawn"),
    [(None, None, "neutral"), (None, "woman", "woman"), ("man", "woman", "man"),
     ("neutral", "woman", "neutral")],
)  # fmt: skip
def test_the_body_is_the_prescriptions_else_the_clinics(
    prescribed: str | None, of_clinic: str | None, drawn: str
) -> None:
    plan = make_plan(Prescription("", points=(Dose("CV17"),), body=prescribed), LIBRARY)
    assert compose(plan, Clinic(body=of_clinic), LIBRARY).drawn_body == drawn


@pytest.mark.parametrize("name", sorted(LIBRARY.routines))
def test_page_one_names_the_cards_that_speak_of_pregnancy(name: str) -> None:
    """Whoever reads only the box must not press what a card says to ask about."""
    made = handout(routine=name)
    (box,) = every(SafetyBox, made)
    lines = [plain(item) for _, items in box.rows for item in items]
    line = next((one for one in lines if one.startswith("you may be pregnant")), "")
    out, _, ask = line.partition("ask us about")
    cards = every(PointCard, made)

    def numbers(said: str) -> set[int]:
        return {int(number) for number in re.findall(r"\d+", said)}

    def where(begins: str) -> set[int]:
        told = {one.number: re.findall(r"[^.]+", plain(one.leave_out)) for one in cards}
        return {
            number
            for number, lines in told.items()
            if any(line.strip().startswith(begins) and "pregnant" in line for line in lines)
        }

    asking, not_then = where("Ask us first if"), where("Not if")
    assert numbers(ask) == asking
    assert numbers(out) == not_then or (len(not_then) == len(cards) and line)


def test_notes_of_a_routine_speak_of_no_ache_where_all_is_pressed_lightly() -> None:
    lightly = {"conditions": ("frail-or-elderly",), "asked": True}
    assert "may ache" in as_text(handout(routine="tension-headache"))
    said = as_text(handout(routine="tension-headache", **lightly))
    assert "may ache" not in said
    assert "while the headache is still small" in said  # the rest of them
    typed = as_text(handout(routine="tension-headache", notes="It may ache.", **lightly))
    assert "It may ache." in typed


def test_who_is_pregnant_is_drawn_as_a_woman_unless_somebody_says_otherwise() -> None:
    pregnant: dict[str, Any] = {"conditions": ("pregnant",), "asked": True}
    assert handout(routine="period-pain").drawn_body == "woman"
    assert handout(points=(Dose("PC6"),), **pregnant).drawn_body == "woman"
    assert handout(points=(Dose("PC6"),)).drawn_body == "neutral"
    assert handout(points=(Dose("PC6"),), body="man", **pregnant).drawn_body == "man"
    assert handout(Clinic(body="neutral"), routine="period-pain").drawn_body == "neutral"


@pytest.mark.parametrize("name", sorted(LIBRARY.routines))
def test_of_a_routine_s_notes_no_warning_falls_away_where_all_is_pressed_lightly(name: str) -> None:
    """Only that a point may ache: nothing that says never, not, stop or let go at once."""
    said = as_text(handout(routine=name, conditions=("frail-or-elderly",), asked=True))
    if "Press lightly" not in said:
        return
    routine = LIBRARY.routines[name]
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(routine.notes)):
        if re.search(
            r"\b(?:never|not|stop|let go (?:if|at once)|worse)\b", sentence, re.IGNORECASE
        ):
            assert sentence.strip() in said, sentence


def test_a_clinic_s_own_notes_are_printed_whole() -> None:
    ours = LIBRARY.routines["low-back"]
    own = replace(ours, own=True, notes=("A dull ache is fine. Call us if your calf is sore.",))
    library = copy(LIBRARY)
    library.routines = {**LIBRARY.routines, "low-back": own}
    plan = make_plan(Prescription("", routine="low-back"), library)
    assert own.notes[0] in as_text(compose(plan, Clinic(), library))


def test_a_sheet_without_a_routine_says_nothing_where_there_is_nothing_to_say() -> None:
    how = next(part for part in handout(points=(Dose("LI4"),)).parts if part.name == "how")
    assert [type(block).__name__ for block in how.blocks] == ["Steps", "Paragraph"]
    told = next(part for part in handout(routine="low-back").parts if part.name == "how")
    assert [type(block).__name__ for block in told.blocks] == ["Steps", "Paragraph", "Paragraph"]


@pytest.mark.parametrize(
    ("tip", "condition", "forbids"),
    [
        ("ball-wall", "osteoporosis", "Do not use the ball if your bones are thin."),
        ("ear-seeds", "allergy-to-adhesive", "Do not wear them if you react to tape"),
    ],
)
def test_a_tip_that_was_agreed_does_not_forbid_itself(
    tip: str, condition: str, forbids: str
) -> None:
    def cautions(**fields: Any) -> str:
        (found,) = every(TipCard, handout(points=(Dose("LI11"),), tips=(tip,), **fields))
        return " ".join(map(plain, found.cautions))

    assert forbids in cautions()
    agreed = cautions(
        conditions=(condition,), acknowledge=((tip, "Her doctor agrees, 20 Nov, HP"),)
    )
    assert agreed.startswith("As we agreed, you may do this.")
    assert forbids not in agreed
    assert "HP" not in agreed


def test_the_phone_stands_in_the_heading_and_not_once_more_below() -> None:
    def contact(**clinic: str) -> tuple[str, bool]:
        made = handout(Clinic(phone="555-0177", **clinic))  # type: ignore[arg-type]
        part = next(one for one in made.parts if one.name == "contact")
        return plain(part.title), any("555-0177" in str(block) for block in part.blocks)

    assert contact(sign_off="Be kind to your shoulder.") == ("Questions? Call 555-0177.", False)
    assert contact(email="a@b.example") == ("Questions? Call 555-0177.", False)
    assert contact() == ("Questions? Call 555-0177.", True)  # else nothing would stand there
