"""What has changed since the last time: to the practitioner in codes, to the patient in words."""

from __future__ import annotations

from datetime import date

import pytest

from handouts.compose.parts import compose
from handouts.dose import Hold
from handouts.handout import Paragraph, plain
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.changes import what_changed
from handouts.plan.make import Plan, make_plan
from handouts.prescription.model import Clinic, Prescription

LIBRARY = load_library()


def plan(
    *points: Dose | str,
    tips: tuple[str, ...] = ("heat",),
    how_often: str | None = "Twice a day",
    for_how_long: str | None = "6 weeks",
) -> Plan:
    doses = tuple(Dose(one) if isinstance(one, str) else one for one in points)
    day = date(2026, 11, 20)
    prescription = Prescription(
        "x", "Maria", date=day, points=doses, tips=tips, how_often=how_often,
        for_how_long=for_how_long,
    )  # fmt: skip
    return make_plan(prescription, LIBRARY)


def said(before: Plan | None, now: Plan) -> str:
    """What the page says of it; empty where it says nothing."""
    handout = compose(now, Clinic(), LIBRARY, earlier=before)
    blocks = [block for part in handout.parts if part.name == "since" for block in part.blocks]
    assert all(isinstance(block, Paragraph) for block in blocks)
    return " ".join(plain(block.text) for block in blocks if isinstance(block, Paragraph))


BEFORE = plan("LI4", "PC6", Dose("SI3", side="left"))


@pytest.mark.parametrize(
    ("now", "told", "printed"),
    [
        (plan("LI4", "PC6", Dose("SI3", side="left"), "LR3"), "new: 4 LR3", "Point 4 is new."),
        (plan("BL60", "LI4", "PC6", Dose("SI3", side="left"), "LR3"), "new: 1 BL60, 5 LR3",
         "Points 1 and 5 are new."),
        (plan(Dose("SI3", side="left"), "LI4"), "gone: PC6",
         f"No longer press: {LIBRARY.points['PC6'].place}."),
        (plan(Dose("LI4", hold=Hold(600)), "PC6", Dose("SI3", side="left")), "longer: 1 LI4",
         "Point 1: press longer."),
        (plan("LI4", Dose("PC6", hold=Hold(5)), Dose("SI3", side="left")), "shorter: 2 PC6",
         "Point 2: press for less time."),
        (plan("LI4", "PC6", Dose("SI3", side="right")), "right side only: 3 SI3",
         "Point 3: press on the right side now, not on the left."),
        (plan("LI4", "PC6", Dose("SI3", side="both")), "both sides now: 3 SI3",
         "Point 3: press on both sides now."),
        (plan("LI4", "PC6", Dose("SI3", side="left"), for_how_long="two weeks"),
         "6 weeks → two weeks", "How long: two weeks."),
        (plan("LI4", "PC6", Dose("SI3", side="left"), for_how_long=None),
         "6 weeks → how long left open", "How long: Until next visit."),
        (plan(Dose("LI4", hold=Hold(600), pressure="gentle", side="left"), "PC6",
              Dose("SI3", side="left")),
         "longer, lighter, left side only: 1 LI4",
         "Point 1: press longer, more lightly and on the left side now, not on the right."),
        (plan(Dose("LI4", motion="circles"), "PC6", Dose("SI3", side="left")),
         "pressed another way: 1 LI4", "Point 1: press in a new way (see its card)."),
        (plan("LI4", Dose("PC6", pressure="gentle"), Dose("SI3", side="left")),
         "lighter: 2 PC6", "Point 2: press more lightly."),
        (plan("LI4", "PC6", Dose("SI3", side="left"), tips=("water",)),
         "new tips: water; tips gone: heat",
         f"New at home: {LIBRARY.tips['water'].title}."
         f" No longer at home: {LIBRARY.tips['heat'].title}."),
        (plan("LI4", "PC6", Dose("SI3", side="left"), how_often="once a day"),
         "Twice a day → once a day", "How often: once a day."),
        (plan("LI4", "PC6", Dose("SI3", side="left"), how_often=None),
         "Twice a day → how often left open", "How often: Once or twice a day."),
        (plan("BL60", "LR3"), "new: 1 BL60, 2 LR3; gone: LI4, PC6, SI3", "All points are new."),
    ],
)  # fmt: skip
def test_a_change_is_told_to_both(now: Plan, told: str, printed: str) -> None:
    assert what_changed(BEFORE, now) == f"Since 20 November 2026: {told}."
    assert said(BEFORE, now) == f"Since last time: {printed}"


def test_firmer_is_the_contrary_of_lighter() -> None:
    gentle, firm = plan(Dose("LI4", pressure="gentle")), plan(Dose("LI4", pressure="firm"))
    assert said(gentle, firm) == "Since last time: Point 1: press more firmly."
    assert said(firm, gentle) == "Since last time: Point 1: press more lightly."


def test_a_time_that_is_neither_longer_nor_shorter_is_another_way() -> None:
    before, now = plan(Dose("LI4", hold=Hold(30, 90))), plan(Dose("LI4", hold=Hold(60)))
    assert said(before, now) == "Since last time: Point 1: press in a new way (see its card)."


def test_nothing_is_printed_where_nothing_has_changed_or_nobody_asked() -> None:
    other_order = plan("PC6", Dose("SI3", side="left"), "LI4", how_often=" twice  a day")
    assert said(BEFORE, other_order) == ""
    assert what_changed(BEFORE, other_order) == "Since 20 November 2026: nothing has changed."
    assert said(None, plan("LI4")) == ""


@pytest.mark.parametrize(
    ("often", "course"), [("2 times daily", "six weeks"), ("twice daily.", "42 days")]
)
def test_another_spelling_of_a_time_is_no_change(often: str, course: str) -> None:
    now = plan("LI4", "PC6", Dose("SI3", side="left"), how_often=often, for_how_long=course)
    assert said(BEFORE, now) == ""
    assert "nothing has changed" in what_changed(BEFORE, now)
    other = plan("LI4", "PC6", Dose("SI3", side="left"), how_often="twice a day, before meals")
    assert "How often: twice a day, before meals." in said(BEFORE, other)


def test_what_a_condition_eases_is_a_change_for_the_patient() -> None:
    """The page says how long; that nobody typed it does not matter."""
    before = make_plan(Prescription("x", points=(Dose("ST36"),)), LIBRARY)
    frail = Prescription("x", points=(Dose("ST36"),), conditions=("frail-or-elderly",))
    now = make_plan(frail, LIBRARY)
    assert now.points[0].hold != before.points[0].hold
    assert "Point 1: press for less time and more lightly." in said(before, now)
