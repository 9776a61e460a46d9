"""A sheet is true for its patient: what no child, no baby, nobody who is pregnant should read; each
event once; what a clinic typed as it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from otherwise import lines_of, said_otherwise

from handouts.compose.for_whom import for_whom
from handouts.compose.parts import compose
from handouts.compose.plain_text import as_text
from handouts.dose import Hold
from handouts.handout import (
    BodyMap,
    Callout,
    Handout,
    MeasureFigure,
    Photo,
    Picture,
    PointCard,
    PressFigure,
    SafetyBox,
    TickChart,
    plain,
)
from handouts.library import Library, load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.own.read import clinic_library
from handouts.safety.examine import examine
from handouts.safety.notes import safety_notes

LIBRARY = load_library()
FREE = [
    code for code, point in LIBRARY.points.items()
    if point.home_use != "practitioner-only"
    and not any(r.level == "avoid" and r.selects(point) for r in LIBRARY.conditions["infant"].rules)
]  # fmt: skip
"""The points that a baby may be stroked at."""


def handout(library: Library = LIBRARY, **fields: Any) -> Handout:
    plan = make_plan(Prescription("x", asked=True, **fields), library)
    return compose(plan, Clinic(), library, examine(plan, library))


def text(**fields: Any) -> str:
    return as_text(handout(**fields))


def cards(made: Handout) -> list[PointCard]:
    return [b for part in made.parts for b in part.blocks if isinstance(b, PointCard)]


def signs(kind: str, made: Handout) -> list[str]:
    return [
        plain(item)
        for part in made.parts for b in part.blocks if isinstance(b, Callout) and b.kind == kind
        for one in b.body for item in one.items  # type: ignore[union-attr]
    ]  # fmt: skip


def not_today(made: Handout) -> list[str]:
    (box,) = (b for part in made.parts for b in part.blocks if isinstance(b, SafetyBox))
    return [plain(item) for item in box.rows[0][1]]


# ── pregnant ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("routine", ["nausea", "constipation", "digestion", None])
def test_a_hard_big_belly_is_no_emergency_of_who_is_pregnant(routine: str | None) -> None:
    points = None if routine else (Dose("CV12"),)
    made = handout(routine=routine, points=points, conditions=("pregnant",))
    urgent = signs("emergency", made)
    assert not [sign for sign in urgent if "swollen" in sign and "belly" in sign]
    assert "your belly tightens again and again before 37 weeks" in urgent
    assert len([sign for sign in urgent if "belly" in sign]) == 2
    without = signs("emergency", handout(routine=routine, points=points))
    assert [sign for sign in without if "swollen" in sign and "belly" in sign]


@pytest.mark.parametrize("routine", list(LIBRARY.routines))
def test_nobody_who_is_pregnant_is_asked_whether_she_is(routine: str) -> None:
    made = handout(routine=routine, conditions=("pregnant",))
    for sign in (*signs("emergency", made), *signs("call", made)):
        assert "pregnant" not in sign


# ── a child, a baby ─────────────────────────────────────────────────────────────────────────────

GROWN_UP = (
    r"alcohol|\b50\b|pain pills|sleeping pills|pregnan|driving|\bsex\b|\bwork\b|caffeine|mirror"
    r"|cane or walker|On a man|your own ear|close your eyes|your doctor told you, and|swollen veins"
    r"|varicose|gallstones"
)


@pytest.mark.parametrize("routine", [r for r in LIBRARY.routines if r != "menopause-flushes"])
def test_a_child_s_sheet_speaks_of_nothing_that_is_no_child_s(routine: str) -> None:
    said = text(routine=routine, conditions=("child",))
    assert not re.findall(GROWN_UP, said)


PRESSED = [
    (condition, routine)
    for condition in ("child", "dementia")
    for routine in LIBRARY.routines
    if LIBRARY.conditions[condition].routines.get(routine) != "refused"
]
"""Routines of who is pressed by somebody else, who reads the sheet."""
THEIR_OWN = (
    r"\byour (?!child|thumb|(middle )?finger|hands?[.]|hands? (on|before|first)|lap|time|doctor if"
    r"|emergency number)"
    r"|\byou (have|are(?! above)|may (?!press|sip)|feel (?!a pulse|no )|wake|throw|lose|took|get"
    r"|need|can)\b"
    r"|\b(yourself|behind you)\b|elbows on a table|helper|[{}]"
)
"""The body of the patient, or how the patient feels, said to somebody else."""


@pytest.mark.parametrize(("condition", "routine"), PRESSED)
def test_who_presses_for_somebody_else_is_told_what_to_do(condition: str, routine: str) -> None:
    said = text(routine=routine, conditions=(condition,))
    # headings, names of tips, and what the strip says of a day
    lines = [line for line in said.splitlines() if not line.startswith(("#", "* ", "| "))]
    told = "\n".join(lines).replace("Test it on yourself first.", "")
    assert not re.search(THEIR_OWN, told), re.search(f".*({THEIR_OWN}).*", told)
    person = "your child" if condition == "child" else "the patient"
    assert f"Let {person} sit or lie at ease, and warm your hands." in said
    assert f"{person} has a fever" in said


@pytest.mark.parametrize("condition", ["child", "dementia"])
def test_every_card_speaks_to_who_presses(condition: str) -> None:
    for code, point in LIBRARY.points.items():
        if point.home_use == "practitioner-only":
            continue
        (card,) = cards(handout(points=(Dose(code),), conditions=(condition,)))
        captions = [one.caption for one in card.how if not isinstance(one, Photo)]
        told = " ".join(map(plain, (*card.steps, *card.cautions, card.leave_out, *captions)))
        assert not re.search(THEIR_OWN, told), (code, re.search(THEIR_OWN, told))


def test_what_conditions_ask_for_is_asked_of_who_has_them() -> None:
    others = ("blood-thinners", "frail-or-elderly", "heart-disease", "fever-or-infection")
    said = text(routine="low-back", conditions=("dementia", *others))
    assert "The patient bruises more easily. Press lightly." in said
    assert "When the patient feels sick" in text(routine="nausea", conditions=("dementia",))
    assert "The patient's skin is thin, so be kind to it." in said
    assert "Stop if the patient feels unwell." in said
    assert "Do not use heat while the patient has a fever" in said
    assert "You bruise more easily." in text(routine="low-back", conditions=others)


def test_left_and_right_on_the_map_are_the_patient_s() -> None:
    points = (Dose("SP6", side="left"), Dose("LI4"), Dose("GB20"))
    made = handout(points=points, conditions=("dementia",))
    (drawn,) = (b for part in made.parts for b in part.blocks if isinstance(b, BodyMap))
    assert dict(drawn.labels)["left"] == "The patient's left"


def test_a_child_is_pressed_for_half_a_minute_a_point_at_most() -> None:
    for routine in LIBRARY.routines:
        plan = make_plan(Prescription("x", routine=routine, conditions=("child",)), LIBRARY)
        assert all((one.hold.high or one.hold.low) <= 30 for one in plan.points), routine
    (card,) = cards(handout(points=(Dose("PC6"),), conditions=("child",)))
    assert plain(card.dose).startswith("30 seconds each side")
    typed = handout(points=(Dose("PC6", hold=Hold(60)),), conditions=("child",))
    assert plain(cards(typed)[0].dose).startswith("1 minute each side")


@pytest.mark.parametrize(
    ("condition", "whose"), [("child", "your child's"), ("infant", "your baby's")]
)
def test_a_measuring_hand_is_the_one_that_is_measured(condition: str, whose: str) -> None:
    (card,) = cards(handout(points=(Dose("SP6"),), conditions=(condition,)))
    measures = [one for one in card.how if isinstance(one, MeasureFigure)]
    assert [plain(one.caption) for one in measures] == [f"Four fingers ({whose})"]
    assert f"four fingers ({whose})" in measures[0].alt


def test_a_sign_of_the_belly_stands_where_the_belly_is_what_it_is_about() -> None:
    for routine in ("sleep", "stress", "colds", "migraine"):
        assert not re.search("green|stool", text(routine=routine, conditions=("child",))), routine
    for routine in ("nausea", "digestion", "constipation"):
        urgent = signs("emergency", handout(routine=routine, conditions=("child",)))
        assert len([sign for sign in urgent if "green" in sign]) == 1
        assert len([sign for sign in urgent if re.search("throws up .*blood", sign)]) == 1


@pytest.mark.parametrize("routine", ["colds", "sinus"])
@pytest.mark.parametrize("condition", ["child", "teenager"])
def test_being_hard_to_wake_is_told_of_once(condition: str, routine: str) -> None:
    made = handout(routine=routine, conditions=(condition, "fever-or-infection"))
    assert len([sign for sign in signs("emergency", made) if "wake" in sign]) == 1


def test_what_a_teenager_cannot_see_to_is_told_to_the_family() -> None:
    urgent = signs("emergency", handout(routine="nausea", conditions=("teenager",)))
    assert urgent[0] == "for your family: your teen is hard to wake, or has a first seizure"
    assert not [sign for sign in urgent if re.search("you .*(wake|seizure)", sign)]
    assert "driving" not in text(routine="sleep", conditions=("teenager",))


@pytest.mark.parametrize("routine", [r for r in LIBRARY.routines if r != "menopause-flushes"])
def test_every_sign_on_a_child_s_sheet_is_the_child_s(routine: str) -> None:
    """Not "your child has a seizure" beside "your head hurts": whose head?"""
    must_be_the_child_s(handout(routine=routine, conditions=("child",)))


@pytest.mark.parametrize(
    "condition", [c for c in LIBRARY.conditions if c not in ("infant", "pregnant", "teenager")]
)
def test_every_sign_of_a_child_s_conditions_is_the_child_s(condition: str) -> None:
    points = (Dose("PC6"), Dose("ST36"), Dose("GB20"), Dose("CV12"))
    must_be_the_child_s(handout(points=points, conditions=("child", condition)))


def must_be_the_child_s(made: Handout) -> None:
    for sign in (*not_today(made), *signs("emergency", made), *signs("call", made)):
        not_the_child = r"\byou\b(?! press a glass| did not give)|\byour (?!child)"
        assert not re.search(not_the_child, sign), sign
        assert not re.search(r"your child (?:have|are|feel|go)\b|cannots", sign), sign


def test_what_is_asked_on_a_child_s_cards_and_tips_is_asked_of_the_child() -> None:
    said = text(routine="nausea", conditions=("child",))
    assert "Not if your child has had a blood clot lately." in said
    assert "it tingles or goes numb" in said
    assert "cups a day" not in said
    points = tuple(map(Dose, ("BL23", "GB30", "GB25", "CV12", "LI20", "SP21")))
    for routine in (*LIBRARY.routines, None):
        said = text(routine=routine, points=None if routine else points, conditions=("child",))
        assert not re.search(r"\b(Ask|Not|Do not do this)\b[^.]* if you (have|take)\b", said)


def test_signs_that_a_clinic_typed_stay_as_they_were_typed(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (tmp_path / "routines").mkdir()
    own = "title: Odd days\npoints: [PC6]\nhow_often: Once a day\nfor_how_long: 1 week\n"
    own += "call: [you feel odd]\nemergency: [your lips turn blue]\n"
    (tmp_path / "routines" / "odd-day.yaml").write_text(own, "utf-8")
    library = clinic_library(tmp_path / "clinic.yaml")
    made = handout(library, routine="odd-day", conditions=("child",))
    assert "you feel odd" in signs("call", made)
    assert "your lips turn blue" in signs("emergency", made)
    assert "your child has chest pain or trouble breathing" in signs("emergency", made)


def test_a_child_s_cards_are_read_by_the_adult_who_presses() -> None:
    said = " ".join(
        plain(step)
        for card in cards(handout(routine="tension-headache", conditions=("child",)))
        for step in card.steps
    )
    assert "elbow" not in said
    assert "Put your thumbs under the edge of the skull, at the back." in said
    assert {*re.findall(r"\byour (\w+)", said)} <= {
        "thumb", "thumbs", "finger", "fingers", "child",
    }  # fmt: skip


def test_what_the_child_does_is_not_asked_of_the_adult() -> None:
    for code in ("PC6", "ST36", "KI1", "GB2", "CV12"):
        (card,) = cards(handout(points=(Dose(code),), conditions=("child",)))
        said = " ".join(map(plain, card.steps))
        assert "Let your child " in said, said
        assert not re.search(r"\b(Sit|Lie|Make a|Pull|Curl|Open the mouth|Empty)\b", said), said


def test_a_teenager_may_be_pregnant_and_reads_for_herself() -> None:
    said = text(routine="tension-headache", conditions=("teenager",))
    assert "you may be pregnant: leave out 1 and 4" in said
    assert "10 or more days a month" in said
    assert "Find the outer end of your eyebrow and the outer corner of your eye." in said
    assert "a rash stays dark" in said
    assert not re.search(r"\b50\b", said)


def test_a_baby_does_nothing_itself_on_any_card_and_each_can_be_found() -> None:
    for code in FREE:
        (card,) = cards(handout(points=(Dose(code),), conditions=("infant",)))
        steps = [plain(step) for step in card.steps]
        said = " ".join([*steps, *map(plain, card.cautions), plain(card.leave_out)])
        assert not re.search(
            r"\b(Sit|Stand|Pull up|Tighten|Make a|Rest your (?!finger)|Clench|Empty your)\b", said
        ), (code, said)
        of_grown_ups = r"tingle|you have had|your (foot|knee|leg|arm|hand|wrist)\b"
        assert not re.search(of_grown_ups, said), code
        assert not re.search(r"\b(tender|sore) (spot|dip)", said), code
        assert steps, code
        where = " ".join(steps)
        assert re.search(
            r"\b(Find|Feel|See|Put a finger|Go|go|Slide|Start|Stroke .{12,})", where
        ), (code, steps)


def test_a_baby_s_points_are_found_and_measured_on_the_baby() -> None:
    for code in FREE:
        (card,) = cards(handout(points=(Dose(code),), conditions=("infant",)))
        said = " ".join(map(plain, (*card.steps, *card.cautions)))
        assert not re.search(r"ring finger on|beside the index finger|behind you", said), code
        assert not re.search(r"swollen veins|varicose|breast lump|you have kidney", said), code
        if found := re.search(r"\b(?:two|three|four) finger-widths", said):
            assert "of your baby's" in said[: found.start()], (code, said)
    (card,) = cards(handout(points=(Dose("LI4"),), conditions=("infant",)))
    assert plain(card.steps[0]).startswith("Find the web between the thumb and the index finger.")


def test_a_baby_s_sheet_asks_the_parents_not_the_baby() -> None:
    said = text(points=(Dose("ST36"),), conditions=("infant",))
    assert said.startswith("# Points for your baby\n")
    assert "your baby has had a blood clot" in said
    assert "you have had a blood clot" not in said
    assert "one of your baby's legs is hot or swollen: go to a hospital" in said
    assert "you have chest pain" not in said
    assert "Pressing points" not in said


def test_what_a_clinic_adds_stands_on_a_baby_s_sheet_too(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: Test", "utf-8")
    (tmp_path / "wording.yaml").write_text(
        "page:\n"
        "  safety: {not_today_items: [your baby has a cold], let_go_items: [the skin is pale]}\n"
        "  call: {items: [you are unsure]}\n"
        "  disclaimer: {text: [Ask us when in doubt.]}\n",
        "utf-8",
    )
    library = clinic_library(clinic, "en")
    said = as_text(handout(library, points=(Dose("ST36"),), conditions=("infant",)))
    for line in (
        "your baby has a cold", "the skin is pale", "you are unsure", "Ask us when in doubt.",
        "your baby turns away, cries or goes stiff",
    ):  # fmt: skip
        assert line in said


# ── each event once ─────────────────────────────────────────────────────────────────────────────

ONCE = {
    "cancer": "fever", "weak-immunity": "fever", "sickle-cell": "fever",
    "blood-thinners": "hit your head|head hurts after", "hemophilia": "hit your head|after a blow",
    "low-platelets": "hit your head|after a blow", "bone-metastases": "urine",
    "aneurysm": "sudden.*pain|suddenly hurts",
}  # fmt: skip


@pytest.mark.parametrize("condition", list(ONCE))
@pytest.mark.parametrize("routine", list(LIBRARY.routines))
def test_an_event_is_named_once_where_it_is_most_urgent(routine: str, condition: str) -> None:
    made = handout(routine=routine, conditions=(condition,))
    urgent, call = signs("emergency", made), signs("call", made)
    assert len([sign for sign in urgent if re.search(ONCE[condition], sign)]) == 1, urgent
    assert not [sign for sign in call if re.search(ONCE[condition], sign)], call


@pytest.mark.parametrize("condition", ["cancer", "weak-immunity", "sickle-cell"])
def test_a_fever_that_is_an_emergency_is_one_on_page_one_too(condition: str) -> None:
    made = handout(routine="colds", conditions=(condition,))
    assert "you have a fever: go to a hospital" in not_today(made)
    assert "rest until it is over" not in as_text(made)
    assert "you have a fever" in not_today(handout(routine="colds"))


def test_who_is_in_cancer_treatment_calls_after_a_day() -> None:
    made = handout(routine="nausea", conditions=("cancer",))
    assert "you throw up for more than a day: call your cancer team" in signs("call", made)


@pytest.mark.parametrize("code", ["GB30", "SP6", "KI3", "LR3"])
def test_nobody_lies_on_a_new_hip_or_crosses_the_legs(code: str) -> None:
    said = text(points=(Dose(code, side="right"),), conditions=("hip-replacement",))
    assert "on your other knee" not in said
    assert "Lie on your side" not in said


@pytest.mark.parametrize("condition", ["diabetes", "numbness-or-diabetes"])
def test_who_feels_less_rolls_on_no_ball_and_calls_for_a_sore_foot(condition: str) -> None:
    made = handout(points=(Dose("KI1"),), conditions=(condition,))
    assert "ball" not in as_text(made).replace("the ball of your foot", "")
    assert any("your foot has a sore" in sign for sign in signs("call", made))
    assert "you stay numb" not in text(points=(Dose("KI1"),), conditions=("numbness-or-diabetes",))


def test_who_is_pregnant_and_sick_knows_when_it_is_urgent() -> None:
    made = handout(routine="nausea", conditions=("pregnant",))
    assert [sign for sign in signs("call", made) if "midwife" in sign]
    assert [sign for sign in signs("emergency", made) if "little urine" in sign]
    assert [sign for sign in signs("emergency", made) if "moves less (from the sixth" in sign]


def test_every_sentence_that_is_changed_is_one_of_ours() -> None:
    """Else a change of wording would bring back what is not true of a reader."""
    ours = {
        sentence.strip()
        for line in lines_of(LIBRARY)
        for text in {line, *(left for _, _, left in said_otherwise([line]))}
        for sentence in re.split(r"(?<=[.!?])\s+", text)
    }
    for who, table in LIBRARY.wording.table("for_whom").items():
        for patterns in for_whom(frozenset({who}), LIBRARY.wording).sentences:
            for pattern, _ in patterns:
                assert any(pattern.fullmatch(one) for one in ours), (who, pattern.pattern)
        assert {*table} <= {"person", "sentences", "words", "signs"}
        assert who in LIBRARY.conditions or who in LIBRARY.tips


# ── balls, seeds, low mood, one weak hand ───────────────────────────────────────────────────────


def test_what_takes_the_ball_from_points_takes_the_tip_with_the_ball() -> None:
    tip = LIBRARY.tips["ball-wall"]
    for name, condition in LIBRARY.conditions.items():
        takes = any(
            rule.ease.no_ball and rule.selects(LIBRARY.points[code])
            for rule in condition.rules for code in tip.presses
        )  # fmt: skip
        plan = make_plan(
            Prescription("x", points=(Dose("SI3"),), tips=("ball-wall",), conditions=(name,)),
            LIBRARY,
        )
        if takes:
            stops = [one for one in examine(plan, LIBRARY) if one.kind == "tip" and one.stops]
            assert stops, name
            assert "ball-wall" not in stops[0].instead


@pytest.mark.parametrize("routine", ["ear-seeds-stress", "ear-seeds-low-back"])
def test_seeds_are_worn_for_five_days_and_pressed_as_seeds(routine: str) -> None:
    made = handout(routine=routine)
    said = as_text(made)
    assert "| For 5 days |" in said
    (chart,) = (b for part in made.parts for b in part.blocks if isinstance(b, TickChart))
    assert ([*map(plain, chart.columns)], len(chart.rows)) == (
        ["1st", "2nd", "3rd", "4th", "5th"],
        1,
    )
    assert "From day 6 on, wear none." in said
    for card in cards(made):
        assert "Press straight down on your seed." in map(plain, card.steps)
        assert "cotton swab" not in repr(card)
    alone = text(routine=routine, tips=())
    assert "cotton swab" in alone
    assert "your seed," not in alone


def test_a_course_of_some_days_and_more_has_the_whole_week() -> None:
    for course, columns in (("3 days", 3), ("3 days, then as needed", 7), ("1 week", 7)):
        made = handout(points=(Dose("LI4"),), for_how_long=course)
        (chart,) = (b for part in made.parts for b in part.blocks if isinstance(b, TickChart))
        assert len(chart.columns) == columns, course


@pytest.mark.parametrize("other", ["Anxiety", "depression since 2019", "PTSD", "panic attacks"])
def test_who_is_anxious_or_low_is_told_of_988_on_every_sheet(other: str) -> None:
    made = handout(points=(Dose("PC6"),), other_conditions=(other,))
    assert "988" in signs("emergency", made)[0]
    once = signs("emergency", handout(routine="stress", other_conditions=(other,)))
    assert len([sign for sign in once if "988" in sign]) == 1
    made = handout(points=(Dose("PC6"),), other_conditions=("hay fever",))
    assert not [sign for sign in signs("emergency", made) if "988" in sign]


def test_a_stroke_says_who_presses_the_good_arm() -> None:
    assert "A helper presses your good arm." in text(points=(Dose("PC6"),), conditions=("stroke",))


def test_which_side_is_taken_for_the_sound_one_is_asked() -> None:
    def said(*doses: Dose, **fields: Any) -> str:
        plan = make_plan(Prescription("x", points=doses, asked=True, **fields), LIBRARY)
        return " ".join(map(str, safety_notes(plan, LIBRARY, examine(plan, LIBRARY))))

    right = (Dose("ST34", side="right"), Dose("SP9", side="right"))
    note = said(*right, conditions=("knee-replacement",))
    assert "Is right the sound side?" in note
    assert "ST34, SP9" in note
    assert "the sound side" not in said(*right, conditions=("asthma",))
    assert "the sound side" not in said(Dose("ST34"), conditions=("knee-replacement",))


# ── a clinic's own point ────────────────────────────────────────────────────────────────────────


def own_card(folder: Path, steps: str, **fields: Any) -> PointCard:
    (folder / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (folder / "points").mkdir(exist_ok=True)
    point = f"title: Knot at the back\nlike: SI10\nsteps: [{steps}]\npregnancy: ok\n"
    (folder / "points" / "knot.yaml").write_text(point, "utf-8")
    found = clinic_library(folder / "clinic.yaml")
    (card,) = cards(handout(found, points=(Dose("knot"),), **fields))
    return card


@pytest.mark.parametrize(
    ("steps", "picture"),
    [
        ("Lean on a tennis ball against the wall.", "press-ball"),
        ("Lie on two tennis balls in a sock.", None),
        ("Roll it with a rolling pin.", None),
        ("Press with the heel of your hand.", "heel"),
        ("Press with a knuckle.", "knuckle"),
        ("Press with a fingertip. Use no ball.", "tips"),
    ],
)
def test_the_picture_shows_what_the_words_of_an_own_point_name(
    steps: str, picture: str | None, tmp_path: Path
) -> None:
    shown = [one for one in own_card(tmp_path, steps).how if isinstance(one, Picture | PressFigure)]
    names = [one.hand if isinstance(one, PressFigure) else one.view for one in shown]
    assert names == ([picture] if picture else [])


def test_an_own_point_with_a_ball_is_stopped_where_ours_lose_it(tmp_path: Path) -> None:
    own_card(tmp_path, "Lean on a tennis ball against the wall.")
    library = clinic_library(tmp_path / "clinic.yaml")
    for conditions, stopped in (((), False), (("blood-thinners",), True), (("stroke",), True)):
        plan = make_plan(Prescription("x", points=(Dose("knot"),), conditions=conditions), library)
        found = [one for one in examine(plan, library) if one.stops]
        assert bool(found) == stopped
        assert all("name a ball" in one.reason for one in found)


def test_no_sentence_that_a_clinic_typed_is_left_out(tmp_path: Path) -> None:
    (step,) = own_card(tmp_path, "Sit with your foot flat.", conditions=("infant",)).steps
    assert plain(step) == "Sit with the foot flat."


def test_what_a_clinic_adds_to_a_list_speaks_to_a_child_s_parents_too(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    added = "page: {safety: {not_today_items: [you have a cough]}}\n"
    (tmp_path / "wording.yaml").write_text(added, "utf-8")
    library = clinic_library(tmp_path / "clinic.yaml")
    assert "you have a cough" in not_today(handout(library, points=(Dose("PC6"),)))
    made = handout(library, points=(Dose("PC6"),), conditions=("child",))
    assert "your child has a cough" in not_today(made)


def test_a_caution_of_ours_on_an_own_point_is_still_for_whom_it_was(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (tmp_path / "points").mkdir()
    point = "title: Calf knot\nlike: BL57\ncautions: [Do not press on swollen veins.]\n"
    (tmp_path / "points" / "knot.yaml").write_text(point, "utf-8")
    (card,) = cards(
        handout(
            clinic_library(tmp_path / "clinic.yaml"),
            points=(Dose("knot"),),
            conditions=("infant",),
        )
    )
    said = " ".join(map(plain, card.cautions))
    assert "Do not stroke on a hot, swollen calf." in said
    assert "Do not stroke on swollen veins." in said
