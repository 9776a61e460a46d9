"""What must not be printed is not printed; what must be asked stands on the page."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from otherwise import cautions_given_up

from handouts.compose.parts import compose
from handouts.compose.plain_text import as_text
from handouts.errors import SafetyStop
from handouts.handout import PointCard, SafetyBox, TipCard, plain
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import Plan, make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.safety.examine import examine, stop_if_unsafe

DATA = Path(__file__).parents[1] / "data"
FACTS = {
    row["code"]: row
    for name in ("points-facts.csv", "ear-facts.csv")
    for row in csv.DictReader((DATA / name).open(encoding="utf-8"))
}
LIBRARY = load_library()
HOME = [code for code, point in LIBRARY.points.items() if point.home_use != "practitioner-only"]
NOT_HOME = [code for code, point in LIBRARY.points.items() if point.home_use == "practitioner-only"]


def plan(*codes: str, **fields: object) -> Plan:
    points = tuple(Dose(code) for code in codes)
    prescription = Prescription(source="test.yaml", points=points, **fields)  # type: ignore[arg-type]
    return make_plan(prescription, LIBRARY)


def levels(code: str, condition: str) -> set[str]:
    found = examine(plan(code, conditions=(condition,), asked=True), LIBRARY)
    return {finding.level for finding in found}


@pytest.mark.parametrize("code", sorted(LIBRARY.points))
def test_pregnancy_is_exactly_the_table(code: str) -> None:
    """What to watch for is told of every point alike, and is nothing against any."""
    expected = FACTS[code]["pregnancy"]
    found = examine(plan(code, conditions=("pregnant",), asked=True), LIBRARY)
    of_the_point = {finding.level for finding in found if not finding.general}
    assert of_the_point - {"refused"} == ({expected} - {"ok"})


LEG = {"thigh", "knee", "lower-leg", "ankle", "foot", "toes", "sole"}
ABOVE_THE_LEG = {"buttock", "lower-abdomen"}
"""The deep veins of the leg go on through the groin, hip and low belly."""


@pytest.mark.parametrize("code", sorted(LIBRARY.points))
def test_a_clot_forbids_the_leg_and_what_lies_above_it_and_no_other(code: str) -> None:
    forbidden = FACTS[code]["region"] in LEG | ABOVE_THE_LEG
    assert levels(code, "blood-clot") - {"refused", "ask"} == ({"avoid"} if forbidden else set())


@pytest.mark.parametrize("code", sorted(LIBRARY.points))
def test_blood_thinners_ask_at_every_point(code: str) -> None:
    assert levels(code, "blood-thinners") - {"refused"} == {"ask"}


@pytest.mark.parametrize("code", NOT_HOME)
def test_a_point_not_for_home_is_refused_whatever_is_acknowledged(code: str) -> None:
    made = plan(code, acknowledge=((code, "We have talked it through."),))
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    assert code in str(stopped.value)


def test_avoid_stops_and_names_point_reason_source_and_cure() -> None:
    made = plan("LI4", "SI3", conditions=("pregnant",), asked=True)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    (problem,) = stopped.value.problems
    assert "LI4" in problem.wrong
    assert "pregnan" in problem.wrong
    assert "Source:" in problem.wrong
    assert "instead" in problem.cure
    assert "acknowledge" in problem.cure


def test_an_acknowledged_point_builds_and_its_reason_stays_off_the_page() -> None:
    reason = "Talked through on 20 November; agreed with her midwife."
    made = plan("BL60", conditions=("pregnant",), asked=True, acknowledge=(("BL60", reason),))
    findings = examine(made, LIBRARY)
    stop_if_unsafe(findings, made)
    assert "midwife" not in repr(compose(made, Clinic(), LIBRARY, findings))


def test_a_point_that_was_agreed_on_says_so_and_does_not_look_the_safest() -> None:
    """AH9 is to be avoided in pregnancy, and its card was the only one that said nothing of it."""
    made = plan(
        "TF4", "AH9", conditions=("pregnant",), asked=True, acknowledge=(("AH9", "midwife, RF"),)
    )
    text = as_text(compose(made, Clinic(), LIBRARY, examine(made, LIBRARY)))
    before, _, card = text.partition("| AH9 ")
    assert "! As we agreed, you may press this point." in card
    assert "As we agreed" not in before
    assert "In pregnancy, ask us first if we have not talked about it." in before
    assert "You are or may be" not in text


def test_each_condition_that_stops_a_point_needs_a_reason_of_its_own() -> None:
    conditions = ("varicose-veins", "blood-clot")
    reasons = [("BL40", "Veins seen, they are mild."),
               ("BL40 (varicose-veins)", "Veins seen, they are mild."),
               ("BL40 (blood-clot)", "Her doctor agrees, the clot was in 2009.")]  # fmt: skip

    def stopped(*acknowledge: tuple[str, str]) -> set[str]:
        made = plan("BL40", conditions=conditions, asked=True, acknowledge=acknowledge)
        return {finding.condition for finding in examine(made, LIBRARY) if finding.stops}

    assert stopped(reasons[0]) == {*conditions}
    assert stopped(reasons[1]) == {"blood-clot"}
    assert stopped(reasons[1], reasons[2]) == set()


def test_an_acknowledged_point_keeps_what_the_condition_asks_for() -> None:
    made = plan("BL40", conditions=("varicose-veins",), asked=True,
                acknowledge=(("BL40", "Veins seen, they are mild."),))  # fmt: skip
    findings = examine(made, LIBRARY)
    (card,) = cards(made, findings)
    line = LIBRARY.conditions["varicose-veins"].lines["veins-leg"]
    assert line in [plain(text) for text in card.cautions]


FIRM = Dose("LI4", pressure="firm", line=2)


def pressed_firmly(*acknowledged: str, conditions: tuple[str, ...] = ("blood-thinners",)) -> Plan:
    reasons = tuple((key, "Dr Lee agrees, 20 Nov, HP") for key in acknowledged)
    prescription = Prescription("x", points=(FIRM, Dose("PC6")), conditions=conditions, asked=True,
                                acknowledge=reasons)  # fmt: skip
    return make_plan(prescription, LIBRARY)


def test_more_pressure_than_a_condition_asks_for_is_stopped() -> None:
    made = pressed_firmly()
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    (problem,) = stopped.value.problems
    assert problem.line == 2
    assert "LI4 (blood-thinners): You wrote firm pressure; this asks for light." in problem.wrong
    assert (
        "Leave the pressure out, or write behind `LI4 firm:` under `acknowledge:`" in problem.cure
    )


def test_a_reason_for_a_point_is_none_for_pressing_it_firmly() -> None:
    def stopped(pressure: str, *acknowledged: str) -> list[str]:
        reasons = tuple((key, "Light touch agreed, 20 Nov, HP") for key in acknowledged)
        doses = (Dose("GV4", pressure=pressure),)  # type: ignore[arg-type]
        made = make_plan(
            Prescription("x", points=doses, conditions=("osteoporosis",), acknowledge=reasons),
            LIBRARY,
        )
        return [finding.key for finding in examine(made, LIBRARY) if finding.stops]

    assert stopped("gentle", "GV4") == []
    assert stopped("firm", "GV4") == ["GV4 firm"]
    assert stopped("firm", "GV4", "GV4 medium") == ["GV4 firm"]
    assert stopped("firm", "GV4 firm") == ["GV4"]
    assert stopped("firm", "GV4", "GV4 firm") == []


def test_a_sheet_that_presses_one_point_harder_says_so_and_nothing_against_it() -> None:
    made = pressed_firmly("LI4 firm")
    findings = examine(made, LIBRARY)
    stop_if_unsafe(findings, made)
    text = as_text(compose(made, Clinic(), LIBRARY, findings))
    assert "- You bruise more easily. Press lightly.\n- As we agreed, press point 1 firmly." in text
    assert "hold firmly" in text
    assert "press only lightly" not in text
    assert "as hard as its card says" in text


def test_where_the_card_asks_for_light_pressure_it_names_the_exception() -> None:
    made = pressed_firmly("LI4 firm", conditions=("diabetes",))
    first, second = cards(made, examine(made, LIBRARY))
    exception = "As we agreed, press this point firmly. The rest here still holds."
    assert exception in [plain(text) for text in first.cautions]
    assert exception not in [plain(text) for text in second.cautions]


@pytest.mark.parametrize(
    ("code", "conditions", "behind"),
    [
        (
            "BL52",
            ("kidney-disease", "broken-skin"),
            "You have a kidney problem. Press very lightly.",
        ),
        ("GB37", ("varicose-veins", "child"), "An adult should press for your child, and very"),
        ("GB20", ("migraine-with-aura",), "Press your neck lightly, and never during an aura."),
        ("LI4", ("broken-skin", "blood-thinners"), "You bruise more easily. Press lightly."),
    ],
)
def test_the_exception_stands_directly_behind_what_asks_for_light_pressure(
    code: str, conditions: tuple[str, ...], behind: str
) -> None:
    dose, named = Dose(code, pressure="firm"), (*conditions, "not-pregnant", "no-blood-clot")
    made = make_plan(Prescription("x", points=(dose,), conditions=named, asked=True), LIBRARY)
    findings = examine(made, LIBRARY)
    handout = compose(made, Clinic(), LIBRARY, findings)
    boxes = [
        block for part in handout.parts for block in part.blocks if isinstance(block, SafetyBox)
    ]
    lists = [items for box in boxes for _, items in box.rows]
    lists += [card.cautions for card in cards(made, findings)]
    said = [[plain(item) for item in items] for items in lists]
    pairs = [pair for items in said for pair in pairwise(items)]
    before = [one for one, other in pairs if other.startswith("As we agreed, press")]
    assert len(before) == 1
    assert before[0].startswith(behind)


def on_sides(condition: str, *typed: str, acknowledged: tuple[str, ...] = ()) -> Plan:
    """A plan with points typed as `LI4 left`."""
    doses = tuple(Dose(one.split()[0], side=(*one.split(), None)[1]) for one in typed)  # type: ignore[arg-type]
    reasons = tuple((key, "Her nurse agrees, 20 Nov, HP") for key in acknowledged)
    return make_plan(
        Prescription("x", points=doses, conditions=(condition,), acknowledge=reasons), LIBRARY
    )


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("lymph-nodes-removed", "LI4"),
        ("lines-or-ports", "PC6"),
        ("dialysis", "PC6"),
        ("knee-replacement", "GB34"),
        ("hip-replacement", "GB30"),
        ("shoulder-replacement", "LI15"),
        ("joint-replacement", "LI11"),
        ("pacemaker", "SP21"),
        ("stroke", "LI15"),
    ],
)
def test_what_is_about_one_side_of_the_body_stops_until_the_side_is_known(
    condition: str, code: str
) -> None:
    def stopped(side: str, *acknowledged: str) -> list[str]:
        made = on_sides(condition, f"{code} {side}", acknowledged=acknowledged)
        return [finding.key for finding in examine(made, LIBRARY) if finding.stops]

    for open_side in ("both", "same", "opposite", "sorest"):
        assert stopped(open_side) == [f"{code} {open_side}"]
        assert stopped(open_side, f"{code} {open_side}") == []
        assert stopped(open_side, code) == [f"{code} {open_side}"]
    assert stopped("left") == stopped("right") == []


def test_a_side_of_a_routine_is_no_answer() -> None:
    """A clinic's own may name one, and nobody has looked at this patient."""
    made = on_sides("lymph-nodes-removed", "PC6 left")
    by_routine = replace(made, prescription=replace(made.prescription, points=None))
    (finding,) = (one for one in examine(by_routine, LIBRARY) if one.stops)
    assert finding.key == "PC6 left"
    with pytest.raises(SafetyStop, match="write the sound side behind it: `PC6 left` or `PC6 rig"):
        stop_if_unsafe([finding], by_routine)


def test_the_other_side_than_the_first_is_stopped() -> None:
    def stopped(*acknowledged: str) -> list[str]:
        made = on_sides(
            "lymph-nodes-removed", "LI4 left", "TE5 right", "ST36 right", acknowledged=acknowledged
        )
        return [finding.key for finding in examine(made, LIBRARY) if finding.stops]

    assert stopped() == ["TE5 right"]
    assert stopped("TE5 right") == []


def test_what_stops_a_point_comes_before_its_side() -> None:
    def stopped(*acknowledged: str) -> list[str]:
        made = on_sides("knee-replacement", "ST35", acknowledged=acknowledged)
        return [finding.key for finding in examine(made, LIBRARY) if finding.stops]

    assert stopped() == ["ST35"]
    assert stopped("ST35") == ["ST35 both"]
    assert stopped("ST35", "ST35 both") == []


def test_no_page_says_each_side_beside_not_on_that_side() -> None:
    made = on_sides("lymph-nodes-removed", "LI4", "TE5 left", acknowledged=("LI4 both",))
    both, left = cards(made, examine(made, LIBRARY))
    warning = LIBRARY.conditions["lymph-nodes-removed"].lines["lymph-side"]
    assert "each side" in plain(both.dose)
    assert "As we agreed, press this point on both sides." in [plain(one) for one in both.cautions]
    assert warning not in [plain(one) for one in both.cautions]
    assert "left side" in plain(left.dose)
    assert warning in [plain(one) for one in left.cautions]


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        ({"routine": "nausea"}, "List all points under `points:`, and write the sound side"),
        ({"points": (Dose("PC6"),)}, "Write the sound side behind it: `PC6 left` or `PC6 right`"),
        ({"points": (Dose("PC6"),), "in_table": True}, "in a column acknowledge `PC6 both:`"),
    ],
)
def test_a_side_that_is_not_known_is_asked_for_in_words_to_type(
    fields: dict[str, object], cure: str
) -> None:
    written = Prescription("x", conditions=("lymph-nodes-removed",), **fields)  # type: ignore[arg-type]
    made = make_plan(written, LIBRARY)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    (problem,) = stopped.value.problems
    assert "PC6 is pressed on both sides" in problem.wrong
    assert cure in problem.cure


def test_two_conditions_that_ask_alike_say_it_once_and_lose_nothing() -> None:
    names = ("diabetes", "numbness-or-diabetes", "poor-circulation")
    made = plan("ST36", conditions=names, asked=True)
    findings = examine(made, LIBRARY)
    (card,) = cards(made, findings)
    said = " ".join(plain(text) for text in card.cautions)
    asked = [one.line for one in findings if one.level == "ask" and not one.general]
    assert len(asked) == len(names)
    for sentence in re.split(r"(?<=[.])\s", " ".join(asked)):
        assert said.count(sentence) == 1


ILL = ("osteoporosis", "kidney-disease", "balance-problems", "not-pregnant", "no-blood-clot")


def said_of(code: str, *conditions: str) -> str:
    made = plan(code, conditions=conditions, asked=True)
    (card,) = cards(made, examine(made, LIBRARY))
    return " ".join(plain(text) for text in card.cautions)


def test_the_card_of_somebody_ill_says_each_thing_once() -> None:
    assert said_of("BL23", *ILL) == (
        "Your bones are thin. Press very lightly. Do not lean on a ball. You have a kidney problem."
        " Ask us first if we have not talked about it. Sit down to press. Press the muscle, not"
        " the spine."
    )


def test_page_one_says_each_thing_once() -> None:
    made = plan("LI4", conditions=("blood-thinners", "frail-or-elderly"), asked=True)
    text = as_text(compose(made, Clinic(), LIBRARY, examine(made, LIBRARY)))
    assert text.count("Press lightly.") == 1
    assert "You bruise more easily." in text
    assert "Your skin is thin, so be kind to it." in text


KNOWN = cautions_given_up(LIBRARY)


def test_nobody_is_asked_about_what_the_chart_says() -> None:
    """What is left of a caution speaks of the others only; what is not known stays."""
    both = "Ask us first if you have kidney disease or thin bones."
    assert both in said_of("BL23")
    assert both in said_of("BL23", "diabetes")
    assert "Ask us first if you have kidney disease." in said_of("BL23", "osteoporosis")
    assert "Ask us first if you have thin bones." in said_of("BL23", "kidney-disease")
    for order in (("osteoporosis", "kidney-disease"), ("kidney-disease", "osteoporosis")):
        assert "if you have" not in said_of("BL23", *order)


def cautions_of(name: str, *conditions: str) -> str:
    """All cautions of a point or tip; what stops it is acknowledged."""
    codes, tips = ((name,), ()) if name in LIBRARY.points else (("SI3",), (name,))
    reasons = ((name, "Her doctor agrees, 20 Nov, HP"),)
    made = plan(*codes, tips=tips, conditions=conditions, asked=True, acknowledge=reasons)
    findings = examine(made, LIBRARY)
    blocks = [b for p in compose(made, Clinic(), LIBRARY, findings).parts for b in p.blocks]
    kind = TipCard if tips else PointCard
    (card,) = (block for block in blocks if isinstance(block, kind))
    return " ".join(map(plain, card.cautions))


SAYS_AS_MUCH = {
    "With thin bones, use no ball, and be gentle.": "Press very lightly. Do not lean on a ball.",
    "With thin bones, use no ball, and be extra gentle.":
        "Press very lightly. Do not lean on a ball.",
    "Ask us first if you have kidney disease.": "Ask us first if we have not talked about it.",
    "With heart or kidney trouble, ask your doctor how much you may drink.":
        "Ask your doctor how much you may drink.",
    "Ask us first if you have a new hip.": "Do not press over your new hip.",
    "Do not press over swollen veins.": "Never press on a bulging vein.",
    "If your feet are numb, press lightly and check the skin.":
        "Press lightly. Look at your skin afterward.",
    "Skip it if your feet are numb.": "Touch first, to check that you feel it. Press lightly.",
    "Skip this point if your feet feel numb.":
        "Touch first, to check that you feel it. Press lightly.",
}  # fmt: skip


@pytest.mark.parametrize("condition", KNOWN)
def test_what_takes_the_place_of_a_general_caution_says_as_much(condition: str) -> None:
    """On every card that has the caution, it stays, or the condition's own line stands there; or
    the practitioner has acknowledged what the condition stops.
    """
    for caution, left in KNOWN[condition].items():
        things = {**{code: LIBRARY.points[code] for code in HOME}, **LIBRARY.tips}
        names = [name for name, thing in things.items() if caution in " ".join(thing.cautions)]
        for name in names:
            said = cautions_of(name, condition)
            assert caution not in said, name
            assert left in said, name
            if not left and caution in SAYS_AS_MUCH:
                assert SAYS_AS_MUCH[caution] in said, name


def test_what_is_offered_instead_is_itself_allowed() -> None:
    for code in HOME:
        for finding in examine(plan(code, conditions=("pregnant",), asked=True), LIBRARY):
            for other in finding.instead:
                assert FACTS[other]["pregnancy"] != "avoid", (code, other)


def test_ask_stands_beside_its_point() -> None:
    made = plan("BL23", conditions=("pregnant",), asked=True)
    findings = examine(made, LIBRARY)
    (card,) = cards(made, findings)
    line = LIBRARY.conditions["pregnant"].lines["pregnancy-ask"]
    assert line in [plain(text) for text in card.cautions]


@pytest.mark.parametrize("code", [c for c in HOME if FACTS[c]["pregnancy"] == "avoid"])
def test_with_nothing_known_a_point_carries_its_own_warning(code: str) -> None:
    (card,) = cards(plan(code), ())
    assert "you may be pregnant" in plain(card.leave_out)


def test_only_an_answer_takes_a_warning_off_the_card_and_page_one_keeps_it() -> None:
    made = plan("LI4", "SI3", asked=True, conditions=("not-pregnant",))
    card, _ = cards(made, ())
    assert "pregnant" not in plain(card.leave_out)
    boxes = (b for p in compose(made, Clinic(), LIBRARY).parts for b in p.blocks)
    (box,) = (block for block in boxes if isinstance(block, SafetyBox))
    said = [plain(item) for _, items in box.rows for item in items]
    assert "you may be pregnant: leave out 1" in said


@pytest.mark.parametrize("code", [c for c in HOME if FACTS[c]["pregnancy"] == "ask"])
def test_with_nothing_known_a_point_that_asks_for_care_says_so(code: str) -> None:
    (card,) = cards(plan(code), ())
    assert "Ask us first if you may be pregnant" in plain(card.leave_out)


def test_a_routine_written_for_grown_ups_is_refused_for_a_baby() -> None:
    made = make_plan(
        Prescription("x", routine="sleep", conditions=("infant",), asked=True), LIBRARY
    )
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    assert any(one.field == "routine" for one in stopped.value.problems)


@pytest.mark.parametrize(
    ("routine", "level"),
    [
        ("menopause-flushes", "refused"), ("period-pain", "refused"),
        ("sleep", "ask"), ("stress", "ask"),
    ],
)  # fmt: skip
def test_a_child_s_routine_for_grown_ups_is_refused_or_looked_over(
    routine: str, level: str
) -> None:
    """What asks is for the practitioner: nothing of it is printed."""
    made = make_plan(Prescription("x", routine=routine, conditions=("child",), asked=True), LIBRARY)
    found = examine(made, LIBRARY)
    (told,) = (one for one in found if one.kind == "routine")
    assert told.level == level
    assert told.stops == (level == "refused")
    assert "grown-ups" not in as_text(compose(made, Clinic(), LIBRARY, found))


def test_conditions_name_routines_that_there_are() -> None:
    named = {name for one in LIBRARY.conditions.values() for name in one.routines}
    assert named <= {"all", *LIBRARY.routines}


@pytest.mark.parametrize(("condition", "whose"), [("child", "child's"), ("infant", "baby's")])
def test_page_one_says_whose_fingers_measure(condition: str, whose: str) -> None:
    """Four fingers of an adult are far too much on a child's leg."""
    made = plan("SP6", conditions=(condition, "no-blood-clot"), asked=True)
    handout = compose(made, Clinic(), LIBRARY, examine(made, LIBRARY))
    (box,) = (b for p in handout.parts for b in p.blocks if isinstance(b, SafetyBox))
    said = " ".join(plain(item) for _, items in box.rows for item in items)
    assert f"Measure with your {whose} own fingers, not with yours." in said


def test_a_baby_s_sheet_does_not_speak_of_pregnancy() -> None:
    made = plan("LI4", conditions=("infant",), asked=True)
    assert "pregnant" not in repr(compose(made, Clinic(), LIBRARY, examine(made, LIBRARY)))


def test_a_baby_s_sheet_names_a_baby_s_emergencies_first_and_no_grown_up_s() -> None:
    made = plan("ST36", "CV12", conditions=("infant",), asked=True)
    said = as_text(compose(made, Clinic(emergency="911"), LIBRARY, examine(made, LIBRARY)))
    urgent = said[said.index("Call 911") :]
    signs = ("limp", "blue or gray lips", "three months", "fit", "will not feed")
    places = [urgent.index(sign) for sign in signs]
    assert places == sorted(places)
    assert "chest pain" not in urgent  # nobody can ask a baby; "works hard to breathe" is there
    assert "that you have ever had" not in urgent
    assert "hard to speak" not in urgent


@pytest.mark.parametrize("tip", sorted(LIBRARY.tips))
def test_no_tip_of_ours_is_for_a_baby_and_none_takes_its_place(tip: str) -> None:
    made = plan("ST36", tips=(tip,), conditions=("infant",), asked=True)
    (found,) = (one for one in examine(made, LIBRARY) if one.kind == "tip")
    assert found.stops
    assert not found.instead


def test_a_tip_that_presses_an_avoided_point_is_stopped_too() -> None:
    pressing = [tip for tip in LIBRARY.tips.values() if tip.presses]
    for tip in pressing:
        for code in tip.presses:
            if FACTS[code]["pregnancy"] != "avoid":
                continue
            made = plan("SI3", tips=(tip.name,), conditions=("pregnant",), asked=True)
            with pytest.raises(SafetyStop):
                stop_if_unsafe(examine(made, LIBRARY), made)
    assert examine(plan("SI3", tips=("moxa",), conditions=("pregnant",)), LIBRARY)


def test_no_condition_lets_a_point_pass_that_it_speaks_of_and_no_rule_is_dead() -> None:
    dead = [
        (condition.name, rule.why)
        for condition in LIBRARY.conditions.values()
        for rule in condition.rules
        if not _anything(condition.name, rule.why, rule.target)
    ]
    assert not dead


def _anything(condition: str, why: str, target: str) -> bool:
    reason = LIBRARY.conditions[condition].reasons[why]
    if target == "tips":
        own = tuple(
            replace(LIBRARY.tips["water"], name=f"own-{level}", pregnancy=level, own=True)
            for level in ("ask", "avoid")
        )
        made = plan("SI3", tips=(*LIBRARY.tips, *own), conditions=(condition,), asked=True)
    else:
        made = plan(*LIBRARY.points, conditions=(condition,), asked=True)
    return any(finding.reason == reason for finding in examine(made, LIBRARY))


def cards(made: Plan, findings: object) -> list[PointCard]:
    handout = compose(made, Clinic(), LIBRARY, findings)  # type: ignore[arg-type]
    blocks = [block for part in handout.parts if part.name == "points" for block in part.blocks]
    return [block for block in blocks if isinstance(block, PointCard)]


def test_a_baby_s_sheet_never_says_press() -> None:
    """Of all that is not stopped: a baby's points are stroked, in the words of every part."""
    conditions = ("infant", "no-blood-clot")
    free = [code for code in HOME if levels(code, "infant") == {"ask"}]
    assert len(free) > 200
    for some in (free[::9], free[1::9]):
        made = plan(*some, conditions=conditions, asked=True)
        handout = compose(made, Clinic(), LIBRARY, examine(made, LIBRARY))
        text = as_text(handout)
        for kept in ("Pressing points may ease pain", "when you press a glass", "Never press. "):
            text = text.replace(kept, "")
        found = [
            line for line in text.splitlines() if re.search(r"\bpress(es|ed|ing)?\b", line, re.I)
        ]
        assert found == []
    assert "## How to stroke" in text
    assert "your baby turns away, cries or goes stiff" in text
    assert "stroke slowly, very softly" in text


def test_a_tip_of_a_routine_that_is_stopped_is_replaced_by_the_others() -> None:
    for in_table, where in ((False, "under `tips:`"), (True, "into a column tips")):
        asked = Prescription(
            "x", routine="upper-back", conditions=("blood-thinners",), in_table=in_table
        )
        made = make_plan(asked, LIBRARY)
        with pytest.raises(SafetyStop) as stopped:
            stop_if_unsafe(examine(made, LIBRARY), made)
        (problem,) = stopped.value.problems
        others = "heat, desk-posture, keep-moving"
        assert f"Leave it out: write {where} what stays, {others}, or write" in problem.cure


@pytest.mark.parametrize("in_table", [False, True])
def test_a_baby_s_row_with_a_routine_has_one_line_and_the_points_that_may_stay(
    in_table: bool,
) -> None:
    asked = Prescription("x", routine="colds", conditions=("infant",), in_table=in_table)
    made = make_plan(asked, LIBRARY)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    (problem,) = stopped.value.problems
    assert "acknowledge" not in problem.cure
    stays = problem.cure.partition("may stay: ")[2].rstrip(".").split(", ")
    assert stays
    assert not any(levels(code, "infant") & {"avoid", "refused"} for code in stays)
    own = replace(asked, points=(Dose("GV20"),), tips=("heat",))
    made = make_plan(own, LIBRARY)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    assert len(stopped.value.problems) == 3


def test_a_new_knee_says_where_to_write_which_one_it_is() -> None:
    made = plan("EX-LE5", conditions=("knee-replacement",), asked=True)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(examine(made, LIBRARY), made)
    said = str(stopped.value.problems[0])
    assert "write `EX-LE5 left` or `EX-LE5 right`, and write behind `EX-LE5:` under `ack" in said


def test_a_child_s_sheet_is_pressed() -> None:
    made = plan("LI4", conditions=("child",), asked=True)
    text = as_text(compose(made, Clinic(), LIBRARY, examine(made, LIBRARY)))
    assert "## How to press" in text
    assert "troke" not in text
