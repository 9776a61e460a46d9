"""Pictures of points and the body map: all that matters is there, and nothing lies on it."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations

import pytest

from handouts.errors import FileError
from handouts.handout import BodyMap, Mark, Picture, PointFigure
from handouts.library import load_library
from handouts.paths import ASSETS
from handouts.press.pictures import bodymap, drawings, figures, icons
from handouts.press.pictures.figures import Look, paint_icon, paint_map, paint_picture, paint_point
from handouts.press.pictures.geometry import cross, cuts, distance, inside, overlap, touches
from handouts.press.pictures.spot_plan import plans
from handouts.press.pictures.window import badge_radius
from handouts.press.typesetting.fonts import Fonts

FONTS = Fonts()
LOOK = Look("#0b5d66", "medium", FONTS)
SMALL, LARGE = (112.0, 112.0), (190.0, 190.0)
TABLE = drawings.atlas()
CODES = sorted(TABLE["points"])
LANDMARKS = {name for view in TABLE["views"].values() for name in view["landmarks"]}


def sides(code):
    at = TABLE["points"][code]["at"]
    return ["middle"] if set(at) == {"middle"} else ["both", "left"]


def figure(*codes, side=None, guide="three fingers"):
    first = drawings.point(codes[0])
    return PointFigure(
        tuple(Mark(code, number) for number, code in enumerate(codes, 1)),
        side or ("middle" if "middle" in first["at"] else "both"),
        tuple((name, name.replace("-", " ")) for name in first["landmarks"]),
        guide if "guide" in first else None,
        "",
        (),
    )


def body_map(*codes, side="both"):
    marks = tuple((Mark(code, number), side) for number, code in enumerate(codes, 1))
    words = (
        ("body-front", "Front"), ("body-back", "Back"), ("body-side", "Side"),
        ("left", "Your left"), ("right", "Your right"),
    )  # fmt: skip
    return BodyMap(marks, words, "", ())


def circles(ops):
    """Centres and radii of the circles in a picture, in order."""
    number = rb"(-?[\d.]+)"
    start = re.compile(number + rb" " + number + rb" m " + number + rb" " + number)
    for found in re.finditer(rb"[^\n]*? m (?:[-\d.]+ ){6}c [^\n]* h", ops):
        point = start.search(found[0])
        if point and found[0].count(b" c") == 4 and b" l" not in found[0]:
            yield tuple(map(float, point.groups()))


# ── an atlas of our own: a leg, a body, three points ────────────────────────────────────────────

LEG = "M 300 0 L 500 0 L 480 600 L 700 700 L 700 780 L 300 780 Z"
BODY = "M 200 20 L 260 20 L 260 120 L 360 140 L 360 420 L 320 420 L 320 880 L 140 880 L 140 420"
BODY += " L 100 420 L 100 140 L 200 120 Z"


@pytest.fixture
def own_atlas(tmp_path, monkeypatch):
    def view(name, d, box):
        svg = f'<svg viewBox="0 0 {box}"><path class="skin" d="{d}"/></svg>'
        (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")

    view("leg", LEG, "800 800")
    view("body-front", BODY, "460 900")
    view("body-back", BODY, "460 900")
    crop = [200, 150, 400, 400]
    points = {
        "A": {
            "view": "leg", "at": {"right": [400, 300]}, "crop": crop,
            "landmarks": ["heel", "knee"],
            "guide": {"from": [400, 500], "to": [400, 300], "cun": 3},
            "map": {"body-front": {"left": [280, 700], "right": [180, 700]}},
        },
        "B": {
            "view": "leg", "at": {"right": [450, 350]}, "crop": crop, "landmarks": ["heel"],
            "map": {"body-back": {"left": [180, 600], "right": [280, 600]}},
        },
        "C": {
            "view": "body-front", "at": {"middle": [230, 300]}, "crop": [60, 120, 340, 340],
            "landmarks": [], "map": {"body-front": {"middle": [230, 300]}},
        },
    }  # fmt: skip
    views = {
        "leg": {"body": "right", "landmarks": {"heel": [310, 480], "knee": [420, 180]}},
        "body-front": {"body": "both", "landmarks": {}},
        "body-back": {"body": "both", "landmarks": {}},
    }
    tones = (drawings.FOLDER / "tones.yaml").read_text(encoding="utf-8")
    (tmp_path / "tones.yaml").write_text(tones, encoding="utf-8")
    table = json.dumps({"views": views, "points": points})
    (tmp_path / "atlas.json").write_text(table, encoding="utf-8")
    monkeypatch.setattr(drawings, "FOLDER", tmp_path)
    drawings.forget()
    yield
    drawings.forget()


def test_the_dot_lies_on_the_exact_spot(own_atlas):
    (plan,) = plans(figure("A", side="right"), (160, 160), LOOK)
    (target,) = plan.pane.targets
    # the crop is square, so 400 units are 160 points: (400-200)*.4, (300-150)*.4
    assert target.spots == (pytest.approx((80, -60)),)
    dots = circles(paint_point(figure("A"), (160, 160), LOOK).ops)
    assert any(
        x - 2.3 == pytest.approx(80, abs=0.01) and y == pytest.approx(-60) for x, y, *_ in dots
    )


def test_a_right_view_is_mirrored_for_the_left(own_atlas):
    (right,), (left,) = (
        plans(figure("A", side=side), (160, 160), LOOK) for side in ("right", "left")
    )
    ((x, y),), ((mx, my),) = right.pane.targets[0].spots, left.pane.targets[0].spots
    assert (mx, my) == pytest.approx((160 - x, y))
    for one, other in zip(right.pane.landmarks, left.pane.landmarks, strict=True):
        assert one.anchor[0] == pytest.approx(160 - other.anchor[0])
    place = lambda plan, rect: plan.pane.window.cover()(rect)  # noqa: E731
    assert place(right, (0, -160, 40, -150)) == pytest.approx(place(left, (120, -160, 160, -150)))


def test_a_leg_to_the_right_of_the_picture_covers_its_right(own_atlas):
    (plan,) = plans(figure("B", side="right"), (160, 160), LOOK)
    cover = plan.pane.window.cover()
    assert cover((0, -40, 30, 0)) == 0
    assert cover((50, -40, 90, -10)) == 1


def test_a_partner_in_the_same_view_is_shown_with_it(own_atlas):
    (plan,) = plans(figure("A", "B"), (160, 160), LOOK)
    assert [target.number for target in plan.pane.targets] == [1, 2]


def test_a_partner_in_another_view_has_a_picture_beside_it_where_there_is_room(own_atlas):
    assert len(plans(figure("A", "C"), (140, 140), LOOK)) == 1
    one, other = plans(figure("A", "C"), (240, 160), LOOK)
    assert not overlap(one.pane.window.rect, other.pane.window.rect)
    assert other.pane.targets[0].number == 2


def test_the_guide_runs_to_the_spot_and_its_words_stand_by_it(own_atlas):
    (plan,) = plans(figure("A", side="right"), (160, 160), LOOK)
    assert plan.pane.guide[0][1] == pytest.approx(plan.pane.targets[0].spots[0])
    words = next(label for label in plan.labels if label.wish.bound)
    assert words.wish.text == "three fingers"
    assert distance(((words.rect[0] + words.rect[2]) / 2, words.rect[3]), plan.pane.guide[0]) < 60
    assert b"] 0 d" in paint_point(figure("A"), (160, 160), LOOK).ops


def test_the_characters_shown_are_told(own_atlas):
    painted = paint_point(figure("A"), (160, 160), LOOK)
    assert set(painted.text["bold"]) == set("1" + "three fingers".replace(" ", "")) | (
        {" "} if " " in painted.text["bold"] else set()
    )
    assert set("heel") <= set(painted.text["regular"])
    assert painted.drawings == {"D-leg-medium", "D-body-front-shape"}


def test_a_whole_body_needs_no_smaller_one(own_atlas):
    assert paint_point(figure("C"), (160, 160), LOOK).drawings == {"D-body-front-medium"}


def test_a_point_without_a_place_is_named(own_atlas):
    shape = PointFigure((Mark("Z9", 1),), "both", (), None, "", ())
    with pytest.raises(FileError, match=r"atlas\.json: It has no place for Z9"):
        paint_point(shape, (160, 160), LOOK)


def test_the_map_puts_each_point_on_its_side(own_atlas):
    front, back = bodymap.plan(body_map("A", "B", "C"), (330, 250), LOOK)
    assert front.words == ("Your right", "Front", "Your left")
    assert back.words == ("Your left", "Back", "Your right")
    assert sorted(pin.number for pin, _ in front.pins) == [1, 1, 3]
    assert sorted(pin.number for pin, _ in back.pins) == [2, 2]


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_map_shows_the_side_that_is_pressed(own_atlas, side):
    front, _ = bodymap.plan(body_map("A", side=side), (330, 250), LOOK)
    ((pin, at),) = front.pins
    middle = (front.window.rect[0] + front.window.rect[2]) / 2
    assert (pin.at[0] < middle) is (side == "right"), "the patient's right is on our left"
    assert (at[0] < middle) is (side == "right")


def test_a_place_that_no_view_of_the_body_shows_is_put_with_its_neighbour(own_atlas):
    drawings.atlas()["points"]["A"]["map"] = {}
    assert drawings.on_body("A") == drawings.on_body("B")
    _, back = bodymap.plan(body_map("A"), (330, 250), LOOK)
    assert [pin.number for pin, _ in back.pins] == [1, 1]


def test_a_narrow_map_stands_its_figures_one_below_the_other(own_atlas):
    front, back = bodymap.plan(body_map("A", "B"), (190, 300), LOOK)
    assert front.window.rect[1] > back.window.rect[3]
    assert front.window.rect[3] - front.window.rect[1] > 120


def test_many_points_on_a_map_still_keep_apart(own_atlas, monkeypatch):
    points = {
        f"P{i}": {
            "map": {
                "body-front": {"left": [250 + i, 150 + 55 * i], "right": [210 - i, 150 + 55 * i]}
            }
        }
        for i in range(12)
    }
    with monkeypatch.context() as patch:
        patch.setattr(drawings, "on_body", lambda code: points[code]["map"])
        plan = bodymap.plan(body_map(*points), (330, 250), LOOK)
    assert_map_is_sound(plan, 12)


# ── every point of the atlas ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("box", [SMALL, LARGE], ids=["small", "large"])
def test_the_picture_of_every_point_is_clear(code, box):
    for side in sides(code):
        shape = figure(code, side=side)
        for plan in plans(shape, box, LOOK):
            assert_point_is_sound(plan)
            if any(stands_apart(wish, plan) for wish in plan.pane.landmarks):
                assert [label for label in plan.labels if label.leader], "one landmark at least"
            if plan.pane.guide and box == LARGE:
                assert [label for label in plan.labels if label.wish.bound], "the measure in words"


def stands_apart(wish, plan):
    spots = [at for target in plan.pane.targets for at in target.spots]
    return all(math.dist(wish.anchor, at) > 16 for at in spots)


def assert_point_is_sound(plan):
    frame = plan.pane.window.rect
    spots = [at for target in plan.pane.targets for at in target.spots]
    radius = badge_radius(LOOK)
    for at in spots:
        assert inside((at[0], at[1], at[0], at[1]), frame), "the spot is on the picture"
    for badge in plan.badges:
        assert inside(
            (badge[0] - radius, badge[1] - radius, badge[0] + radius, badge[1] + radius), frame
        )
        assert all(math.dist(badge, at) > radius + 2 for at in spots), "a number hides no spot"
    for one, other in combinations(plan.badges, 2):
        assert math.dist(one, other) > 2 * radius
    rects = [label.rect for label in plan.labels] + ([plan.inset] if plan.inset else [])
    for rect in rects:
        assert inside(rect, frame)
        for target in plan.pane.targets:
            assert not any(touches(rect, (at, target.ring + 0.5)) for at in target.spots)
        assert not any(touches(rect, (badge, radius)) for badge in plan.badges)
        assert not any(touches(rect, (one.wish.anchor, 1.5)) for one in plan.labels if one.leader)
        if plan.pane.guide:
            assert not cuts(plan.pane.guide[0], rect)
    for one, other in combinations(rects, 2):
        assert not overlap(one, other)
    leaders = [label.leader for label in plan.labels if label.leader]
    for leader in leaders:
        for target in plan.pane.targets:
            for at in target.spots:  # a landmark that is the spot itself is led away from it
                assert distance(at, leader) > min(target.ring, math.dist(at, leader[0]) - 0.6)
        assert all(distance(badge, leader) > radius for badge in plan.badges)
    for one, other in combinations(leaders, 2):
        assert not cross(one, other)


@pytest.mark.parametrize("start", range(0, 60, 3))
def test_a_map_of_seven_points_from_all_over_is_clear(start):
    codes = CODES[start :: len(CODES) // 7][:7]
    assert_map_is_sound(bodymap.plan(body_map(*codes), (340, 260), LOOK), len(codes))


@pytest.mark.parametrize("path", sorted((ASSETS / "routines").glob("*.yaml")), ids=lambda p: p.stem)
@pytest.mark.parametrize("box", [(215.0, 310.0), (340.0, 260.0)], ids=["narrow", "wide"])
def test_the_map_of_every_routine_is_clear(path, box):
    points = load_library().routines[path.stem].points
    codes = [dose.code for dose in points]
    assert_map_is_sound(bodymap.plan(body_map(*codes), box, LOOK), len(codes))


def test_a_crowd_on_one_hand_still_has_numbers_apart_and_lines_uncrossed():
    codes = [code for code in CODES if TABLE["points"][code]["view"].startswith("hand-")][:9]
    for one in bodymap.plan(body_map(*codes), (340, 260), LOOK):
        for (pin, at), (other, where) in combinations(one.pins, 2):
            assert math.dist(at, where) >= 2 * badge_radius(LOOK)
            assert not cross((pin.at, at), (other.at, where)) or math.dist(pin.at, other.at) < 0.5


def assert_map_is_sound(plan, count):
    assert {pin.number for one in plan for pin, _ in one.pins} == set(range(1, count + 1))
    for one in plan:
        radius = badge_radius(LOOK)
        lines = [(pin.at, at) for pin, at in one.pins]
        for (pin, at), (other, where) in combinations(one.pins, 2):
            assert math.dist(at, where) >= 2 * radius
            assert not cross((pin.at, at), (other.at, where)) or pin.at == other.at
        for pin, at in one.pins:
            assert (
                one.window.cover()((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))
                == 0
            )
            assert all(distance(at, line) >= radius for line in lines if line != (pin.at, at)), (
                "no line runs through a number"
            )


# ── the rest ────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_keeps_its_shape_and_fills_the_box():
    view = drawings.drawing("body-front")
    painted = paint_picture(Picture("body-front", "", ()), (200, 100), LOOK)
    assert painted.height == pytest.approx(100)
    assert painted.width / painted.height == pytest.approx(view.width / view.height)
    assert painted.drawings == {"D-body-front-medium"}


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_is_as_large_as_asked_and_leans_on_nothing(name):
    painted = paint_icon(name, 36, LOOK)
    assert (painted.width, painted.height) == (36, 36)
    assert painted.drawings == frozenset()
    assert painted.ops.count(b"q\n") == painted.ops.count(b"\nQ\n")


def test_every_picture_is_the_same_when_painted_again(own_atlas):
    first = [paint_point(figure("A", "B"), LARGE, LOOK), paint_map(body_map("A", "C"), LARGE, LOOK)]
    drawings.forget()
    again = [paint_point(figure("A", "B"), LARGE, LOOK), paint_map(body_map("A", "C"), LARGE, LOOK)]
    assert first == again


def test_every_tip_has_its_icon():
    used = {
        found[1]
        for path in (ASSETS / "tips").glob("*.yaml")
        if (found := re.search(r"^icon: *([\w-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    }
    assert used
    assert used <= set(icons.names())


def test_the_front_door_offers_everything():
    assert all(hasattr(figures, name) for name in figures.__all__)
