"""What a clinic has of its own: files beside the clinic's, known everywhere, safe as ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from handouts.commands import run
from handouts.compose.plain_text import as_text
from handouts.delivery.build import Checked, check, compose_checked
from handouts.errors import ContentError, SafetyStop
from handouts.handout import Photo, PointCard, PointFigure, TipCard, plain
from handouts.library import Library, atlas, load_library
from handouts.library.model import Kind
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.new.own import new_own
from handouts.prescription.own.make import TEMPLATE
from handouts.prescription.own.read import clinic_library, read_own_file

BATH = "title: Epsom bath\nsteps: [Fill the tub., Stay in.]\n"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A folder with a clinic's file and a picture."""
    (tmp_path / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (150, 200), (200, 150, 120)).save(tmp_path / "pictures" / "calf.jpg")
    return tmp_path


def put(clinic: Path, file: str, text: str) -> Path:
    path = clinic / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def checked(clinic: Path, text: str) -> Checked:
    return check(put(clinic, "maria.yaml", text))


def printed(clinic: Path, text: str) -> str:
    return as_text(compose_checked(checked(clinic, text)))


def cards(clinic: Path, text: str) -> list[PointCard]:
    handout = compose_checked(checked(clinic, text))
    blocks = (block for part in handout.parts for block in part.blocks)
    return [block for block in blocks if isinstance(block, PointCard)]


def library(clinic: Path) -> Library:
    return clinic_library(clinic / "clinic.yaml")


def wrong(clinic: Path, text: str) -> str:
    with pytest.raises(ContentError) as caught:
        checked(clinic, text)
    return str(caught.value)


# ── one file an item ────────────────────────────────────────────────────────────────────────────


def test_a_tip_of_two_lines_is_printed(clinic: Path) -> None:
    put(clinic, "tips/epsom-bath.yaml", BATH)
    text = printed(clinic, "points: [LI11]\ntips: [heat, Epsom Bath]\n")
    assert "Fill the tub." in text


def test_a_tip_may_be_typed_in_its_place_and_keeps_its_place(clinic: Path) -> None:
    text = printed(
        clinic,
        "points: [LI11]\ntips:\n  - heat\n  - {title: Socks, steps: [Wear them.]}\n  - water\n",
    )
    assert text.index("Gentle heat") < text.index("Socks") < text.index("Drink")


def test_a_tip_in_the_place_of_ours_is_like_those_that_its_flags_name(clinic: Path) -> None:
    put(clinic, "tips/glow.yaml",
        "title: Warmth\ninstead_of: heat\nsteps: [Lie on it.]\nflags: [ball-wall]\n")  # fmt: skip
    made, tips = library(clinic).tips["heat"], load_library().tips
    assert {"heat", "ball-wall"} <= made.counts_as
    assert tips["ball-wall"].flags | tips["heat"].flags <= made.flags
    assert {*tips["ball-wall"].presses} <= {*made.presses}


@pytest.mark.parametrize("field", ["aliases", "source"])
def test_a_typed_tip_refuses_what_nothing_would_come_of(clinic: Path, field: str) -> None:
    tip = f"{{title: Socks, steps: [Wear them.], {field}: Warm}}"
    told = wrong(clinic, f"points: [LI11]\ntips:\n  - {tip}\n")
    assert f"There is no field “{field}”." in told


def test_a_typed_tip_that_is_half_written_is_told_with_its_line(clinic: Path) -> None:
    said = wrong(clinic, "points: [LI11]\ntips:\n  - heat\n  - {title: Warm socks}\n")
    assert "maria.yaml:4: tips.steps" in said


def test_a_routine_has_points_and_tips_of_the_clinics_own(clinic: Path) -> None:
    put(clinic, "tips/epsom-bath.yaml", BATH)
    put(clinic, "points/elbow.yaml", "title: Sore elbow\nlike: LI11\n")
    put(clinic, "routines/frozen.yaml",
        "title: Easing it\npoints: [elbow 45 s left, LI15]\ntips: [epsom-bath]\n")  # fmt: skip
    text = printed(clinic, "routine: Frozen\n")
    assert "Sore elbow" in text
    assert "45 seconds, left side" in text
    assert "Fill the tub." in text


def test_what_lies_where_ours_lies_is_found_as_ours(clinic: Path) -> None:
    put(clinic, "points/gap.yaml", "title: Rib gap\nlike: KI24\npregnancy: ok\n")
    text = "points: [gap]\n"
    sign = "On a man, this is one gap above the nipple."
    assert sign in printed(clinic, text)
    assert sign not in printed(clinic, f"{text}body: woman\n")
    put(clinic, "points/gap.yaml", "title: Rib gap\nlike: KI24\npregnancy: ok\nsteps: [Count.]\n")
    assert sign not in printed(clinic, text)


def test_a_routine_of_the_clinics_own_may_name_the_course_that_is_printed(clinic: Path) -> None:
    text = (
        "title: Calves\npoints: [BL57]\nfor_how_long: 10 days\ncall:\n- it aches after {course}\n"
    )
    put(clinic, "routines/calves.yaml", text)
    assert "it aches after ten days" in printed(clinic, "routine: calves\n")
    typed = printed(clinic, "routine: calves\nfor_how_long: 14 days\n")
    assert "it aches after 14 days" in typed
    assert "nothing has changed after 14 days" in typed


def test_a_routine_of_the_clinics_own_adds_to_the_signs_of_an_emergency(clinic: Path) -> None:
    put(clinic, "routines/frozen.yaml", "title: X\npoints: [LI11]\nemergency: [your lip is blue]\n")
    text = printed(clinic, "routine: frozen\n")
    assert "your lip is blue" in text
    assert "you have chest pain" in text


def test_files_of_another_case_and_ending_are_read(clinic: Path) -> None:
    put(clinic, "tips/Epsom Bath.YML", BATH)
    assert "epsom-bath" in library(clinic).tips


def test_a_file_that_is_not_read_is_named(clinic: Path) -> None:
    put(clinic, "tips/epsom-bath.yaml.txt", BATH)
    told = [str(notice) for notice in library(clinic).own.notices]
    assert any("epsom-bath.yaml.txt" in one and "call it epsom-bath.yaml" in one for one in told)


def test_two_files_of_one_name_are_both_named(clinic: Path) -> None:
    put(clinic, "tips/epsom bath.yaml", BATH)
    put(clinic, "tips/epsom-bath.yml", BATH)
    said = wrong(clinic, "points: [LI11]\ntips: [epsom-bath]\n")
    assert "epsom bath.yaml" in said
    assert "epsom-bath.yml" in said


def test_another_clinics_own_is_not_known(clinic: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:  # fmt: skip
    put(clinic, "tips/epsom-bath.yaml", BATH)
    other = tmp_path_factory.mktemp("other")
    (other / "clinic.yaml").write_text("name: Other\n", "utf-8")
    assert "There is no tip" in wrong(other, "points: [LI11]\ntips: [epsom-bath]\n")


def test_the_clinic_that_a_prescription_names_brings_its_own(clinic: Path) -> None:
    put(clinic, "tips/epsom-bath.yaml", BATH)
    (clinic / "clinic.yaml").rename(clinic / "cedar.yaml")
    text = "points: [LI11]\ntips: [epsom-bath]\n"
    assert "There is no tip" in wrong(clinic, text)
    assert "Fill the tub." in printed(clinic, f"clinic: cedar.yaml\n{text}")


# ── what is broken breaks nothing else ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("half", ["title: Bath\nsteps: [Fill", "title: Bath\n", "- a\n- b\n", "\0"])
def test_a_half_written_file_stops_only_what_uses_it(clinic: Path, half: str) -> None:
    path = put(clinic, "tips/bath.yaml", half)
    put(clinic, "tips/epsom-bath.yaml", BATH)
    assert "Fill the tub." in printed(clinic, "points: [LI11]\ntips: [epsom-bath]\n")
    said = wrong(clinic, "points: [LI11]\ntips: [bath]\n")
    assert "maria.yaml:2: tips" in said
    assert str(path) in said


def test_a_routine_with_a_broken_tip_says_so(clinic: Path) -> None:
    put(clinic, "tips/bath.yaml", "title: Bath\n")
    put(clinic, "routines/frozen.yaml", "title: X\npoints: [LI11]\ntips: [bath]\n")
    said = wrong(clinic, "routine: frozen\n")
    assert "frozen" in said
    assert "bath" in said


def test_broken_words_leave_ours_and_are_told(clinic: Path) -> None:
    put(clinic, "wording.yaml", "page:\n  how:\n    titel: Press\n")
    made = checked(clinic, "points: [LI11]\n")
    assert any("our words stand there" in str(notice) for notice in made.notices)
    assert "How to press" in as_text(compose_checked(made))
    assert "more: handouts check" not in str(made.notices)
    put(clinic, "wording.yaml", "page:\n  how:\n    titel: Press\n  hm: x\n  ha: y\n")
    told = next(str(one) for one in checked(clinic, "points: [LI11]\n").notices if one.line == 3)
    assert told.endswith(f"And 2 more: handouts check {clinic / 'clinic.yaml'}")


# ── points ──────────────────────────────────────────────────────────────────────────────────────


def test_a_point_like_one_of_ours_lies_there_and_is_as_safe(clinic: Path) -> None:
    put(clinic, "points/web.yaml", "title: Web of the hand\nlike: LI4\nsteps: [Squeeze.]\n")
    point = library(clinic).points["web"]
    ours = library(clinic).ours.points["LI4"]
    assert point.pregnancy == ours.pregnancy == "avoid"
    assert point.flags >= ours.flags
    (card,) = cards(clinic, "points: [web]\n")
    assert isinstance(card.where, PointFigure)
    assert card.where.place == "LI4"
    with pytest.raises(SafetyStop, match="web is to be avoided"):
        compose_checked(checked(clinic, "points: [web]\nconditions: [pregnant]\n"))


def test_a_rule_that_names_one_of_our_points_holds_where_an_own_one_lies(clinic: Path) -> None:
    """Carrying a pacemaker, say, speaks of SI14 by its code: however the place is said."""
    ours = clinic_library(None)
    named = [
        (condition.name, code)
        for condition in ours.conditions.values()
        for rule in condition.rules
        if rule.field == "code" and rule.level == "avoid"
        for code in rule.values
        if ours.points[code].home_use != "practitioner-only"
    ]
    assert len(named) > 10
    for condition, code in named:
        for place in (f"like: {code}\n", at(code)):
            put(clinic, "points/mine.yaml",
                f"title: Mine\n{place}steps: [Press.]\nflags: none\n")  # fmt: skip
            with pytest.raises(SafetyStop):
                compose_checked(checked(clinic, f"points: [mine]\nconditions: [{condition}]\n"))


HAND = "title: Back of the hand\nview: hand-back\nat: [0.53, 0.66]\npregnancy: ok\n"


def test_steps_that_rub_a_point_whose_bold_line_holds_it_are_told(clinic: Path) -> None:
    def told() -> list[str]:
        (file,) = library(clinic).own.files
        return [str(one) for one in file.notices if one.field == "steps"]

    steps = "flags: none\nsteps: [Find the dip., Rub it slowly.]\n"
    put(clinic, "points/mine.yaml", f"{HAND}{steps}")
    (said,) = told()
    assert "A step says “rub”, and in bold the card says: hold. Write motion: rub" in said
    on_sheet = checked(clinic, "points: [mine]\nconditions: none\n").notices
    assert said in [str(one) for one in on_sheet]  # whoever makes sheets reads no other file
    for motion in ("rub", "hold"):
        put(clinic, "points/mine.yaml", f"{HAND}{steps}motion: {motion}\n")
        assert not told(), motion
    for harmless in ("Do not rub it.", '"Rub your hands warm first, then press it."'):
        put(clinic, "points/mine.yaml", f"{HAND}flags: none\nsteps: [{harmless}]\n")
        assert not told(), harmless


def test_a_card_of_an_own_point_over_a_nerve_says_when_to_let_go(clinic: Path) -> None:
    for more, lines in (
        ("flags: [nerve]\n", ["Let go if it tingles or goes numb."]),
        ("flags: [nerve]\ncautions: [Stop if your finger tingles.]\n",
         ["Stop if your finger tingles."]),
        ("flags: none\n", []),
    ):  # fmt: skip
        put(clinic, "points/mine.yaml", f"{HAND}{more}steps: [Press.]\n")
        point = library(clinic).points["mine"]
        assert [str(one) for one in point.cautions] == lines
        if lines:
            assert lines[0] in printed(clinic, "points: [mine]\n")


def test_where_nobody_said_what_lies_there_the_card_says_what_safety_takes_it_for(
    clinic: Path,
) -> None:
    place = "title: Knot of the forearm\nregion: forearm\npregnancy: ok\nsteps: [Press.]\n"
    put(clinic, "points/mine.yaml", place)
    point = library(clinic).points["mine"]
    assert "nerve" in point.flags
    assert [*map(str, point.cautions)] == ["Let go if it tingles or goes numb."]


def test_a_point_on_a_line_is_measured_out(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        "title: Arm\nfrom: LI11\nto: LI5\ncun: 2\npregnancy: ok\nsteps: [Press.]\n")  # fmt: skip
    (card,) = cards(clinic, "points: [mine]\n")
    assert isinstance(card.where, PointFigure)
    assert card.where.guide == "three fingers"
    assert "arm" in library(clinic).points["mine"].flags


def test_a_point_read_off_a_view_is_drawn_and_pressed_there(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        "title: Ear\nview: ear\nat: [0.35, 0.45]\npregnancy: ask\nflags: none\nsteps: [Press.]\n"
        )  # fmt: skip
    (card,) = cards(clinic, "points: [mine]\n")
    assert isinstance(card.where, PointFigure)
    assert card.how
    assert library(clinic).points["mine"].region == "ear"


def test_words_alone_make_a_card(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        "title: The sorest spot\nregion: lower-leg\npregnancy: ok\nsteps: [Feel for it.]\n"
        )  # fmt: skip
    (card,) = cards(clinic, "points: [mine]\n")
    assert card.where is None
    assert [plain(step) for step in card.steps] == ["Feel for it."]


def test_what_every_point_of_a_part_has_holds_for_an_own_one(clinic: Path) -> None:
    """A blood clot stops the legs, whatever the clinic writes behind `flags`."""
    put(clinic, "points/mine.yaml",
        "title: Calf\nregion: lower-leg\npregnancy: ok\nflags: none\nsteps: [Press.]\n"
        )  # fmt: skip
    with pytest.raises(SafetyStop):
        compose_checked(checked(clinic, "points: [mine]\nconditions: [blood-clot]\n"))


def test_missing_flags_are_asked_about_by_check_and_build(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(clinic, "points/mine.yaml",
        "title: Calf\nregion: lower-leg\npregnancy: ok\nsteps: [Press.]\n")  # fmt: skip
    sheet = str(put(clinic, "maria.yaml", "points: [mine, LI11]\n"))
    assert run(["build", sheet]) == 0
    said = capsys.readouterr()
    assert said.err.count("Nothing says what lies at mine") == 1
    for file in (sheet, str(clinic / "clinic.yaml"), str(clinic / "points" / "mine.yaml")):
        assert run(["check", file]) == 0
        assert capsys.readouterr().out.count("Nothing says what lies at mine") == 1


@pytest.mark.parametrize("place", ["region: face\n", "view: face\nat: [0.5, 0.55]\n"])
def test_what_nobody_said_of_a_place_is_not_taken_for_harmless(clinic: Path, place: str) -> None:
    text = f"title: Here\n{place}pregnancy: ok\nsteps: [Press.]\n"
    put(clinic, "points/mine.yaml", text)
    sheet = "points: [mine]\nconditions: [glaucoma]\n"
    with pytest.raises(SafetyStop, match="mine is to be avoided"):
        compose_checked(checked(clinic, sheet))
    put(clinic, "points/mine.yaml", f"{text}flags: none\n")
    assert printed(clinic, sheet)


def test_a_point_in_the_place_of_ours_is_called_by_its_name(clinic: Path) -> None:
    put(clinic, "points/our-hegu.yaml", "title: Hand web\ninstead_of: LI4\nsteps: [Squeeze.]\n")
    for name in ("LI4", "Hegu", "our-hegu", "hand web"):
        (card,) = cards(clinic, f"points: [{name}]\n")
        assert plain(card.place) == "Hand web"


@pytest.mark.parametrize("kind", OWN_FIELDS)
def test_every_wrong_field_is_told_and_stops_no_other(clinic: Path, kind: Kind) -> None:
    """What is made of half the fields finds what else is wrong, and never breaks down."""
    fields = OWN_FIELDS[kind]
    right = {field.name: f"{field.name}: {field.example}\n" for field in fields}
    for names in (*([field.name] for field in fields), [*right]):
        text = "".join(f"{n}: {{a: {{b: c}}}}\n" if n in names else right[n] for n in right)
        path = put(clinic, f"{kind}s/mine.yaml", text)
        read = read_own_file(kind, path, load_library(), path.parents[1] / "pictures")
        assert read.thing is None
        assert {*names} <= {problem.field for problem in read.problems}


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_a_photo_with_a_ring_stands_on_the_card(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        "title: Calf\npicture: calf.jpg\nalt: A calf.\nmark: [50%, 30%]\nregion: lower-leg\n"
        "pregnancy: ok\nsteps: [Press.]\n")  # fmt: skip
    (card,) = cards(clinic, "points: [mine]\n")
    assert isinstance(card.where, Photo)
    assert card.where.mark == (0.5, 0.3)
    assert "A calf." in card.where.alt


def test_a_photo_is_upright_small_and_bare(clinic: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010F] = "Secret camera"
    Image.new("RGB", (4000, 3000), "white").save(clinic / "pictures" / "calf.jpg", exif=exif)
    put(clinic, "points/mine.yaml",
        "title: Calf\npicture: calf.jpg\nalt: A calf.\nregion: lower-leg\npregnancy: ok\n"
        "steps: [Press.]\n")  # fmt: skip
    (card,) = cards(clinic, "points: [mine]\n")
    assert isinstance(card.where, Photo)
    width, height = card.where.size
    assert width < height <= 1400
    assert b"Secret camera" not in card.where.jpeg


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_named_like_a_point_or_tip_of_ours_is_its_picture(
    clinic: Path, kind: str
) -> None:
    for name in ("LI4", "heat"):
        path = clinic / "pictures" / f"{name}.{kind.lower()}"
        Image.new("RGBA", (150, 200), (0, 0, 0, 0)).save(path, kind)
    handout = compose_checked(checked(clinic, "points: [LI4]\ntips: [heat]\n"))
    blocks = [block for part in handout.parts for block in part.blocks]
    (card,) = (block for block in blocks if isinstance(block, PointCard))
    (tip,) = (block for block in blocks if isinstance(block, TipCard))
    assert isinstance(card.where, PointFigure)
    assert any(isinstance(one, Photo) for one in card.how)
    assert tip.photo is not None
    assert "heat" in tip.photo.alt


def test_damaged_photos_are_told_by_their_names_all_at_once(clinic: Path) -> None:
    for name in ("LI4", "heat"):
        path = clinic / "pictures" / f"{name}.jpg"
        Image.effect_noise((400, 400), 90).save(path)
        path.write_bytes(path.read_bytes()[:20_000])
    told = wrong(clinic, "points: [LI4]\ntips: [heat]\n")
    assert "LI4.jpg" in told
    assert "heat.jpg" in told


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((400, 3000), "400 by 3000 pixels: it is too long for its width. Cut it so that no side"),
        ((3000, 400), "3000 by 400 pixels: it is too long for its width."),
        ((90, 3000), "90 by 3000 pixels: nothing can be seen. Take one of 100 or more"),
    ],
)
def test_a_photo_of_an_odd_size_is_told_what_is_wrong_with_it(
    clinic: Path, size: tuple[int, int], told: str
) -> None:
    Image.new("L", size, "white").save(clinic / "pictures" / "LI4.png")
    assert told in wrong(clinic, "points: [LI4]\n")


# ── conditions ──────────────────────────────────────────────────────────────────────────────────


def test_a_condition_of_the_clinics_own_stops_asks_and_eases(clinic: Path) -> None:
    put(clinic, "conditions/on-the-trial.yaml",
        "title: Trial\navoid: [GB21, heat]\nask: [lower-leg]\nline: Ask us first, please.\n"
        "pressure: gentle\nhold: half\n")  # fmt: skip
    with pytest.raises(SafetyStop, match="GB21"):
        compose_checked(checked(clinic, "points: [GB21]\nconditions: [on the trial]\n"))
    made = checked(clinic, "points: [ST36, LI11]\nconditions: [on-the-trial]\n")
    assert {chosen.pressure for chosen in made.plan.points} == {"gentle"}
    assert "Ask us first, please." in as_text(compose_checked(made))


def test_a_condition_of_ours_cannot_be_replaced(clinic: Path) -> None:
    put(clinic, "conditions/pregnant.yaml", "title: Pregnant\nask: [LI4]\nline: Ask.\n")
    assert "One of ours has the name" in str(library(clinic).own.files)
    with pytest.raises(SafetyStop, match="LI4"):
        compose_checked(checked(clinic, "points: [LI4]\nconditions: [pregnant]\n"))


def test_a_tip_says_of_pregnancy_what_its_file_says(clinic: Path) -> None:
    put(clinic, "tips/bath.yaml", f"{BATH}pregnancy: avoid\n")
    put(clinic, "tips/socks.yaml", "title: Socks\nsteps: [Wear them.]\n")
    with pytest.raises(SafetyStop, match="bath"):
        compose_checked(checked(clinic, "points: [LI11]\ntips: [bath]\nconditions: [pregnant]\n"))
    text = printed(clinic, "points: [LI11]\ntips: [socks]\n")
    assert "Ask us first if you may be pregnant." in text


def test_a_tip_that_is_like_heat_is_stopped_like_heat(clinic: Path) -> None:
    put(clinic, "tips/bath.yaml", f"{BATH}flags: [heat]\n")
    ours = clinic_library(None)
    stops = [
        condition.name
        for condition in ours.conditions.values()
        for rule in condition.rules
        if rule.level == "avoid" and rule.selects(ours.tips["heat"])
    ]
    for condition in stops:
        with pytest.raises(SafetyStop, match="bath"):
            compose_checked(
                checked(clinic, f"points: [LI11]\ntips: [bath]\nconditions: [{condition}]\n")
            )


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def test_words_of_the_page_of_points_and_of_tips_are_replaced(clinic: Path) -> None:
    put(clinic, "wording.yaml",
        "page:\n  how: {title: So we press}\npoints:\n  Hegu: {steps: [Squeeze and look.]}\n"
        "tips:\n  heat: {title: Warmth}\n")  # fmt: skip
    text = printed(clinic, "points: [LI4]\ntips: [heat]\n")
    assert "So we press" in text
    assert "Squeeze and look." in text
    assert "Warmth" in text
    told = [notice.wrong for notice in library(clinic).own.notices]
    assert any("how.title, LI4.steps and heat.title" in one for one in told)


def test_safety_is_added_to_and_never_taken_away(clinic: Path) -> None:
    before = printed(clinic, "points: [LI4]\n")
    put(clinic, "wording.yaml",
        "page:\n  safety: {let_go_items: [your ears ring]}\n  disclaimer: {text: [We say so.]}\n"
        "points:\n  LI4: {cautions: [Mind your ring.]}\n")  # fmt: skip
    after = printed(clinic, "points: [LI4]\n")
    for line in ("your ears ring", "We say so.", "Mind your ring."):
        assert line in after
    kept = [line for line in before.splitlines() if line.strip()]
    assert [line for line in kept if line not in after] == []
    names = "safety.let_go_items, disclaimer.text and LI4.cautions"
    told = [notice.wrong for notice in library(clinic).own.notices]
    assert f"Your own words are added to {names}." in told


@pytest.mark.parametrize(
    "words",
    [
        "page:\n  tips: {unsure: This is fine for all.}\n",
        "page:\n  tips: {signs: {heat: [zzz]}}\n",
        "page:\n  how: {steps: [Press as hard as you can bear.]}\n",
        "page:\n  safety: {not_today_items: []}\n",
        "page:\n  card: {not_if: Not if you like.}\n",
    ],
)
def test_words_of_safety_are_not_replaced(clinic: Path, words: str) -> None:
    put(clinic, "tips/bath.yaml", "title: Soak\nsteps: [Sit in a hot bath.]\nflags: none\n")
    text = "points: [LI4]\ntips: [bath]\nconditions: [numbness-or-diabetes]\n"
    before = printed(clinic, text)
    put(clinic, "wording.yaml", words)
    assert printed(clinic, text) == before


# ── everywhere ──────────────────────────────────────────────────────────────────────────────────


def test_a_library_without_a_clinics_own_is_ours(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: X\n", "utf-8")
    assert clinic_library(tmp_path / "clinic.yaml") is clinic_library(None)


def test_a_name_that_is_close_is_offered(clinic: Path) -> None:
    put(clinic, "tips/epsom-bath.yaml", BATH)
    said = wrong(clinic, "points: [LI11]\ntips: [epson-bath]\n")
    assert "Did you mean epsom-bath?" in said


def test_ones_own_words_are_read_for_plainness(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(clinic, "wording.yaml", "page:\n  how: {title: How to manipulate the gastrocnemius}\n")
    put(clinic, "tips/bath.yaml", "title: Bath\nsteps: [Utilize the tub.]\nflags: none\n")
    assert run(["check", str(clinic / "clinic.yaml")]) == 0
    advice = [line for line in capsys.readouterr().out.splitlines() if line.startswith("advice")]
    assert any("wording.yaml:2" in line for line in advice)
    assert any("bath.yaml" in line for line in advice)


# ── what a tired or sly hand tries ──────────────────────────────────────────────────────────────


def at(code: str) -> str:
    """The place of a point of ours, read off its drawing."""
    place = atlas.place(code)
    view, (x, y) = atlas.view(place.view), atlas.of_side(place.at, "right")[0]
    return f"view: {place.view}\nat: [{x / view.width:.3f}, {y / view.height:.3f}]\n"


@pytest.mark.parametrize("code", ["LI4", "SP6", "BL32", "CV4"])
@pytest.mark.parametrize("flags", ["", "flags: none\n"])
def test_a_place_of_ours_keeps_its_rule_for_pregnancy(clinic: Path, code: str, flags: str) -> None:
    text = f"title: X\n{at(code)}steps: [Press.]\n{flags}"
    put(clinic, "points/mine.yaml", f"{text}pregnancy: ok\n")
    assert "the rule for pregnancy is: avoid" in wrong(clinic, "points: [mine]\n")
    put(clinic, "points/mine.yaml", text)
    with pytest.raises(SafetyStop):
        compose_checked(checked(clinic, "points: [mine]\nconditions: [pregnant]\n"))


@pytest.mark.parametrize("code", ["ST9", "ST12", "BL1"])
def test_a_place_that_is_not_for_home_is_refused_however_it_is_said(
    clinic: Path, code: str
) -> None:
    put(clinic, "points/mine.yaml",
        f"title: X\n{at(code)}steps: [Press.]\npregnancy: ok\nflags: none\n")  # fmt: skip
    assert "not for a patient's sheet" in wrong(clinic, "points: [mine]\n")


@pytest.mark.parametrize(
    ("region", "says"),
    [
        ("sacrum", "5: pregnancy: It lies on the sacrum, where the rule for pregnancy is: avoid."),
        ("lower-abdomen", "lower-abdomen, where the rule for pregnancy is: avoid."),
        ("ear", "where the rule for pregnancy is: ask. Write pregnancy: ask or avoid"),
        ("perineum", "2: region: No point of the perineum is for a patient's sheet."),
    ],
)
def test_a_part_that_is_not_pressed_in_pregnancy_is_not_ok(
    clinic: Path, region: str, says: str
) -> None:
    put(clinic, "points/mine.yaml",
        f"title: X\nregion: {region}\nsteps: [Press.]\nflags: none\npregnancy: ok\n")  # fmt: skip
    assert says in wrong(clinic, "points: [mine]\n")


@pytest.mark.parametrize(
    ("title", "region", "says"),
    [
        ("Sore calf", "forearm", "The title says “calf”, and the region is forearm."),
        ("Sore calf (forearm)", "forearm", ""),
        ("Sore calf", "lower-leg", ""),
        ("Three fingers below the navel", "lower-abdomen", ""),
        ("Back of the hand", "hand", ""),
        ("Knee point", "ear", "title: Knee point (ear)"),
        ("Knee point of the ear", "ear", ""),
        ("Sole", "lower-abdomen", "title: Sole (lower abdomen)"),
    ],
)
def test_a_title_that_speaks_of_another_part_than_the_region_is_asked_back(
    clinic: Path, title: str, region: str, says: str
) -> None:
    put(clinic, "points/mine.yaml",
        f"title: {title}\nregion: {region}\nsteps: [Press.]\npregnancy: avoid\n")  # fmt: skip
    if says:
        assert says in wrong(clinic, "points: [mine]\n")
    else:
        assert title in printed(clinic, "points: [mine]\n")


@pytest.mark.parametrize("flags", ["", "flags: none\n"])
def test_a_tip_of_which_nothing_is_said_is_asked_about(clinic: Path, flags: str) -> None:
    put(clinic, "tips/bath.yaml", f"title: Soak\nsteps: [Sit in a hot bath.]\n{flags}")
    text = printed(clinic, "points: [LI11]\ntips: [bath]\nconditions: [numbness-or-diabetes]\n")
    assert "Ask us first if this is right for you." in text


@pytest.mark.parametrize(
    ("kind", "ours", "own"),
    [
        ("tips", "tips: [heat]", "title: Warm\nsteps: [Only 5 minutes.]\ncaution: [No port.]\n"
         "instead_of: heat\n"),
        ("points", "points: [LI4]", "title: Web\nstep: [Squeeze.]\ninstead_of: LI4\n"),
        ("routines", "routine: low-back", "title: Back\npoint: [BL40]\ninstead_of: low-back\n"),
    ],
)  # fmt: skip
def test_what_is_broken_and_stands_for_ours_stops_ours(
    clinic: Path, kind: str, ours: str, own: str
) -> None:
    put(clinic, f"{kind}/mine.yaml", own)
    points = "" if ours.startswith(("points", "routine")) else "points: [LI11]\n"
    assert "mine.yaml" in wrong(clinic, f"{points}{ours}\n")


def test_a_mistake_in_ones_words_loses_no_warning_beside_it(clinic: Path) -> None:
    put(clinic, "wording.yaml",
        "page:\n  how: {titel: X}\n  safety: {not_today_items: [your port was flushed]}\n"
        )  # fmt: skip
    assert "your port was flushed" in printed(clinic, "points: [LI11]\n")


def test_steps_that_keep_from_burns_are_not_replaced(clinic: Path) -> None:
    put(clinic, "wording.yaml", "tips:\n  heat: {steps: [As hot as you can bear.]}\n")
    text = printed(clinic, "points: [LI11]\ntips: [heat]\n")
    assert "As hot as you can bear." not in text
    assert "Set a timer." in text


@pytest.mark.parametrize(
    ("title", "key", "name"),
    [
        ("Cold gel", "Cold gel (pregnant)", "cold-gel (pregnant)"),
        ("Bath (evening)", "Bath (evening)", "bath-(evening)"),
        ("Bath (evening)", "Bath (evening) (pregnant)", "bath-(evening) (pregnant)"),
    ],
)
def test_a_typed_tip_is_acknowledged_for_one_condition(
    clinic: Path, title: str, key: str, name: str
) -> None:
    text = f"points: [LI11]\ntips:\n  - {{title: {title}, steps: [Ten minutes.]}}\n"
    reason = "Talked through with her nurse on Friday, AC"
    found = checked(clinic, f"{text}acknowledge:\n  {key}: {reason}\n")
    assert found.prescription.acknowledge == ((name, reason),)


@pytest.mark.parametrize("title", ["LI4", "ST 36", "He Gu"])
def test_a_typed_tip_is_not_called_as_a_point(clinic: Path, title: str) -> None:
    said = wrong(clinic, f"points: [LI4]\ntips:\n  - {{title: {title}, steps: [Rest.]}}\n")
    assert f"maria.yaml:3: tips: “{title}” is the name of a point. Call it otherwise." in said


def test_typed_tips_count_as_well(clinic: Path) -> None:
    typed = "".join(f"  - {{title: Tip no {n}, steps: [Rest.]}}\n" for n in range(20))
    assert "21 entries" in wrong(clinic, f"points: [LI11]\ntips:\n{typed}  - heat\n")


def test_a_typed_tip_can_be_acknowledged(clinic: Path) -> None:
    text = (
        "points: [LI11]\nconditions: [numbness-or-diabetes]\n"
        "tips:\n  - {title: Night warmth, steps: [Keep it warm.], flags: [heat], pregnancy: ok}\n"
    )
    with pytest.raises(SafetyStop, match="night-warmth"):
        compose_checked(checked(clinic, text))
    reason = "acknowledge:\n  night-warmth: Talked through with her nurse on Friday, AC\n"
    assert "Keep it warm." in printed(clinic, text + reason)


def test_unsafe_words_of_ones_own_stop_the_sheets_that_they_stand_on(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(clinic, "tips/pills.yaml", "title: Pills\nsteps: [Stop your blood thinner.]\n")
    path = put(clinic, "p.yaml", "points: [LI11]\ntips: [pills]\n")
    assert run(["check", str(path)]) == 4
    assert "pills.yaml:2: steps: “Stop your blood thinner”" in capsys.readouterr().err
    other = put(clinic, "q.yaml", "points: [LI11]\n")
    assert run(["check", str(other)]) == 0


def test_a_check_of_the_clinic_looks_at_layouts_and_pictures(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(clinic, "layouts/small.yaml", "based-on: sheet\nsizes: {body: 5}\n")
    path = clinic / "pictures" / "LI4.jpg"
    Image.effect_noise((400, 400), 90).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    assert run(["check", str(clinic / "clinic.yaml")]) == 3
    said = capsys.readouterr().err
    assert "small.yaml" in said
    assert "LI4.jpg" in said


@pytest.mark.parametrize("code", ["ST9", "BL1"])
@pytest.mark.parametrize("place", ["region: hand", "like: LI4", "view: hand-back\nat: [0.5, 0.5]"])
def test_a_point_not_for_home_lends_no_name(clinic: Path, code: str, place: str) -> None:
    put(clinic, "points/mine.yaml",
        f"title: X\ninstead_of: {code}\n{place}\npicture: calf.jpg\nalt: A calf.\n"
        "steps: [Press.]\npregnancy: avoid\nflags: none\n")  # fmt: skip
    assert "not for a patient's sheet" in wrong(clinic, "points: [mine]\n")


@pytest.mark.parametrize("file", ["LI4-left", "LI4 gentle", "l14", "BL40 30 s", "Hegu both"])
def test_an_entry_of_ours_comes_to_mean_nothing_else(clinic: Path, file: str) -> None:
    put(clinic, f"points/{file}.yaml", "title: Calf\nlike: ST36\n")
    put(clinic, "points/mine.yaml", f"title: {file}\nlike: ST36\n")
    own = library(clinic).own
    (mine,) = (one for one in own.files if one.thing)
    assert "One of ours has the name" in str(own.files)
    assert mine.name == "mine"
    assert file not in mine.names


def test_a_point_and_a_tip_are_never_acknowledged_together(clinic: Path) -> None:
    put(clinic, "points/bath.yaml", "title: Web\nlike: LI4\n")
    put(clinic, "tips/bath.yaml", f"{BATH}pregnancy: avoid\n")
    put(clinic, "points/heat.yaml", "title: Web\nlike: LI4\n")
    own = library(clinic).own
    assert "is the name of a point already" in str(own.problems("tip", "bath"))
    assert "is the name of a tip already" in str(own.problems("point", "heat"))


@pytest.mark.parametrize("line", ["insted_of: heat", "aliases: [heat]", "aliases: [heat pack]"])
def test_what_is_broken_and_takes_a_name_of_ours_stops_that_name(clinic: Path, line: str) -> None:
    put(clinic, "tips/mine.yaml", f"title: Warm\n{line}\n")
    name = "heat pack" if "pack" in line else "heat"
    assert "mine.yaml" in wrong(clinic, f"points: [LI11]\ntips: [{name}]\n")


def test_two_files_of_one_name_that_stand_for_ours_stop_ours(clinic: Path) -> None:
    for name in ("my heat", "my-heat"):
        put(clinic, f"tips/{name}.yaml", f"{BATH}instead_of: heat\n")
    assert "my-heat.yaml" in wrong(clinic, "points: [LI11]\ntips: [heat]\n")


def test_a_tip_like_one_that_presses_points_is_stopped_with_them(clinic: Path) -> None:
    put(clinic, "conditions/trial.yaml", "title: Trial\navoid: [upper-back]\n")
    put(clinic, "tips/roll.yaml", "title: Roll\nsteps: [Roll it.]\nflags: [ball-wall]\n")
    with pytest.raises(SafetyStop, match="roll"):
        compose_checked(checked(clinic, "points: [LI11]\ntips: [roll]\nconditions: [trial]\n"))


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ("like: LI4\npaired: no", "paired"),
        ("like: CV4\nside: left", "side"),
        ("like: LI11\nregion: sacrum", "region"),
        ("like: LI11\nat: [0.5, 0.5]", "at"),
        ("like: LI11\ncun: 2", "cun"),
        ("like: LI11\nmark: [0.5, 0.5]", "mark"),
        ("like: LI11\nalt: A calf.", "alt"),
        ("instead_of: LI11\ncun: 2", "cun"),
        ("view: hand-back\nat: [0.5, 0.5]\nregion: lower-leg\npregnancy: ok", "region"),
    ],
)
def test_no_field_is_dropped_in_silence(clinic: Path, lines: str, field: str) -> None:
    path = put(clinic, "points/mine.yaml", f"title: X\nsteps: [Press.]\n{lines}\n")
    said = wrong(clinic, "points: [mine]\n")
    number = next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
                  if line.startswith(field))  # fmt: skip
    assert f"mine.yaml:{number}: {field}" in said


def test_a_stop_names_the_source_that_the_clinic_gave(clinic: Path) -> None:
    put(clinic, "conditions/trial.yaml", "title: Trial\navoid: [LI4]\nsource: Protocol 7\n")
    with pytest.raises(SafetyStop, match="Protocol 7"):
        compose_checked(checked(clinic, "points: [LI4]\nconditions: [trial]\n"))


def test_a_slip_in_the_clinics_file_hides_no_other(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(clinic, "clinic.yaml", "name: Cedar Hill\nfax: 5\n")
    put(clinic, "tips/my-bath.yaml", "title: Bath\n")
    assert run(["check", str(path)]) == 3
    said = capsys.readouterr().err
    assert "clinic.yaml:2: There is no field “fax”" in said
    assert "my-bath.yaml: steps: There is no `steps:`" in said


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("tip heat", 0, "takes the place of ours: heat"),
        ("routine back-pain", 0, "takes the place of ours: low-back"),
        ("point LI4", 0, "takes the place of ours: LI4"),
        ("condition diabetes", 3, "Choose another name."),
    ],
)
def test_what_is_added_under_a_name_of_ours_is_told_and_can_be_used(
    clinic: Path, words: str, code: int, told: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(clinic)
    assert run(["add", *words.split(), *(["--region", "hand"] if "point" in words else [])]) == code
    said = capsys.readouterr()
    assert told in said.out + said.err
    for path in clinic.glob("*s/*.yaml"):
        path.write_text(path.read_text("utf-8").replace(TEMPLATE, "Warm it."), "utf-8")
        assert run(["check", str(path)]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("routines/mine.yaml", "points: [LI4]\ncall: ['you ache after {course}']\n", ""),
        ("routines/mine.yaml", "points: [LI4]\ncall: ['you ache {cours}']\n", "{cours} here. Only"),
        ("routines/mine.yaml", "points: [LI4]\nnot_today: ['it aches {course}']\n", "Take the"),
        ("wording.yaml", "page: {call: {items: ['it aches after {cours}']}}\n", "Only {course}"),
    ],
)
def test_words_in_braces_that_nothing_fills_in_do_not_reach_a_page(
    clinic: Path, file: str, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(clinic, file, "title: Mine\n" * file.startswith("routines") + text)
    assert run(["check", str(path)]) == (3 if told else 0)
    assert told in capsys.readouterr().err


def test_a_check_of_one_file_sees_it_among_the_others(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(clinic, "tips/my-bath.yaml", "title: Bath\nsteps: [Utilise salt. Press hard.]\n")
    assert run(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert "advice: " in out
    assert "“Press hard” is doubtful" in out
    assert "all right, a tip of your own" in out
    put(clinic, "tips/my bath.yml", BATH)
    assert run(["check", str(path)]) == 3
    assert "has the same name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "p.yaml",
            "points: [LI11]\ntips: [{title: Pills, steps: [Stop your blood thinner.]}]\n",
        ),
        ("routines/mine.yaml", "title: X\npoints: [LI11]\ncall: [you press as hard as you can]\n"),
    ],
)
def test_unsafe_words_are_found_wherever_they_stand(
    clinic: Path, capsys: pytest.CaptureFixture[str], file: str, text: str
) -> None:
    path = put(clinic, file, text)
    assert run(["check", str(path)]) == 4
    assert "must not stand" in capsys.readouterr().err


@pytest.mark.parametrize(("flag", "child"), [("heat", "ask"), ("cold", "ask"), ("moxa", "avoid")])
def test_a_baby_s_and_a_child_s_rules_hold_for_own_tips(
    flag: str, child: str, clinic: Path
) -> None:
    tip = f"title: Warm it\nflags: [{flag}]\npregnancy: ok\nsteps: [Hold it there.]\n"
    put(clinic, "tips/glow.yaml", tip)
    for condition, level in (("infant", "avoid"), ("child", child)):
        made = checked(clinic, f"points: [SI3]\ntips: [glow]\nconditions: [{condition}]\n")
        found = [one.level for one in made.findings if one.name == "glow"]
        assert found[:1] == [level]


NECK = "region: neck\npregnancy: ok\n"
FACE = "region: face\npregnancy: ok\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"title: Side of the throat by the pulse\nsteps: [Press there.]\n{NECK}", "throat"),
        (f"title: Side of the neck\nsteps: [Feel for the pulse., Hold.]\n{NECK}", "pulse"),
        (f"title: Over the carotid\nsteps: [Hold.]\n{NECK}flags: [vessel]\n", "carotid"),
        ("title: Neck beat\nsteps: [Hold.]\nregion: shoulder\npregnancy: ok\n", "beat"),
        (f"title: Inner corner of the eye\nsteps: [Hold.]\n{FACE}flags: none\n", "inner corner"),
        (f"title: On the eyelid\nsteps: [Hold.]\n{FACE}flags: [eye]\n", "eyelid"),
        (f"title: Windpipe\nsteps: [Hold.]\n{NECK}", "windpipe"),
    ],
)
def test_a_place_that_no_sheet_has_is_none_of_the_clinics(
    clinic: Path, text: str, named: str
) -> None:
    put(clinic, "points/mine.yaml", text)
    assert f"It speaks of {named}" in wrong(clinic, "points: [mine]\n")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (f"title: Below the eye\nsteps: [Hold.]\n{FACE}flags: none\n", "eye"),
        ("title: Wrist\nsteps: [Feel the pulse., Hold beside it.]\nregion: wrist\npregnancy: ok\n",
         "vessel"),
        ("title: Groin crease\nsteps: [Hold.]\nregion: thigh\npregnancy: ask\n", "vessel"),
    ],
)  # fmt: skip
def test_words_that_speak_for_a_flag_want_it(clinic: Path, text: str, flag: str) -> None:
    put(clinic, "points/mine.yaml", text)
    said = wrong(clinic, "points: [mine]\n")
    assert f"its flags do not say {flag}" in said
    assert re.search(rf"Write flags: \[.*{flag}.*\]", said)


def test_the_flag_then_works_with_a_condition(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        f"title: Below the eye\nsteps: [Hold.]\n{FACE}flags: [eye]\n")  # fmt: skip
    assert "Below the eye" in printed(clinic, "points: [mine]\n")
    with pytest.raises(SafetyStop, match="mine is to be avoided"):
        compose_checked(checked(clinic, "points: [mine]\nconditions: [glaucoma]\n"))


@pytest.mark.parametrize(
    "text",
    [
        "title: Below the eye\nlike: ST2\n",
        "title: Inner ankle\nlike: KI3\nsteps: [Feel for the pulse., Press beside it.]\n",
        f"title: Cheek\nsteps: [Close your eyes., Hold.]\n{FACE}flags: none\n",
        f"title: Back of the neck\nsteps: [Stay away from the pulse., Hold.]\n{NECK}",
        "title: Outer corner of the eye\nlike: GB1\n",
    ],
)
def test_words_of_a_harmless_place_pass(clinic: Path, text: str) -> None:
    put(clinic, "points/mine.yaml", text)
    assert printed(clinic, "points: [mine]\n")


def test_an_own_point_of_the_neck_is_pressed_neither_firmly_nor_long(clinic: Path) -> None:
    put(clinic, "points/mine.yaml",
        f"title: Back of the neck\nsteps: [Hold.]\n{NECK}pressure: firm\n")  # fmt: skip
    with pytest.raises(SafetyStop, match="on the neck"):
        compose_checked(checked(clinic, "points: [mine 5 min]\n"))


@pytest.mark.parametrize(
    ("file", "typed"),
    [
        ("title: Osteoarthritis\n", "osteoarthritis"),
        ("title: Osteoarthritis\n", "osteoarthritis of the knee"),
        ("title: Hay fever\n", "mild hay fever"),
        ("title: Ours\naliases: [statin, anxiety]\n", "statins"),
        ("title: Ours\naliases: [statin, anxiety]\n", "anxiety"),
        ("title: Reflux\n", "acid reflux"),
        ("title: Peanut allergy\n", "allergies: peanuts; peanut allergy"),
        ("title: Peanut\n", "peanut allergy"),
    ],
)
def test_a_condition_of_the_clinic_goes_before_what_needs_no_rule(
    file: str, typed: str, clinic: Path
) -> None:
    put(clinic, "conditions/our-own.yaml", f"{file}avoid: [LI4]\nreason: Our rule.\n")
    with pytest.raises((ContentError, SafetyStop)) as caught:
        compose_checked(checked(clinic, f"points: [LI4]\nconditions: '{typed}'\n"))
    assert "our-own" in str(caught.value)


HOUR = "Press for one hour each."


@pytest.mark.parametrize(
    ("file", "text", "prescription"),
    [
        ("points/calf.yaml", f"title: Calf\nlike: ST36\nsteps: [Press., {HOUR}]\n",
         "points: [calf]\n"),
        ("points/calf.yaml",
         f"title: Calf\nlike: ST36\nsteps: [Press.]\ncautions: [{HOUR}]\n",
         "points: [calf]\n"),
        ("tips/more.yaml", f"title: More\nsteps: [{HOUR}]\n", "points: [ST36]\ntips: [more]\n"),
        ("routines/ours.yaml", f"title: Ours\npoints: [ST36]\nhow_often: Daily\n"
         f"for_how_long: 2 weeks\nnotes: {HOUR}\n", "routine: ours\n"),
        ("routines/ours.yaml", f"title: Ours\npoints: [ST36]\nhow_often: Daily\n"
         f"for_how_long: 2 weeks\nabout: {HOUR}\n", "routine: ours\n"),
        ("wording.yaml", f"points: {{LI4: {{steps: [{HOUR}]}}}}\n", "points: [LI4]\n"),
        ("tips/none.yaml", "title: None\nsteps: [Rest.]\n",
         f"points: [ST36]\ntips: [{{title: Press, steps: [{HOUR}]}}]\n"),
    ],
)  # fmt: skip
def test_too_long_a_time_stops_in_whatever_is_the_clinics_own(
    clinic: Path, file: str, text: str, prescription: str
) -> None:
    put(clinic, file, text)
    with pytest.raises(SafetyStop, match="is too much"):
        compose_checked(checked(clinic, prescription))


def test_a_new_file_keeps_the_name_as_it_was_typed_in_its_title() -> None:
    assert 'title: "Harold\'s spot"' in new_own(
        "point", "harold-s-spot", "foot", "", "Harold's spot"
    )
    assert 'title: "Frozen shoulder"' in new_own(
        "routine", "frozen-shoulder", typed="frozen-shoulder"
    )
    assert 'title: "A b"' in new_own("tip", "a-b", typed="a: #b")
