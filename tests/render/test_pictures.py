"""What a patient gets: every label readable in the white, one marker on the body, whole figures."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from spread import spread

from handouts.compose.parts import compose
from handouts.errors import FileError
from handouts.files.paths import DRAWINGS
from handouts.handout import (
    BodyMap,
    Mark,
    MeasureFigure,
    Picture,
    PointCard,
    PointFigure,
    PressFigure,
    Side,
    words,
)
from handouts.library import atlas, load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.fields.schema import bodies
from handouts.prescription.model import Clinic, Prescription
from handouts.render import Renderer, fonts
from handouts.render.pictures import (
    Look,
    PointPlan,
    draw_icon,
    draw_picture,
    draw_point,
    drawings,
    icons,
    map_size,
    map_views,
    plan_measure,
    plan_point,
    plan_press,
)
from handouts.render.pictures.body_map import LEAST, plan_map
from handouts.render.pictures.drawings import place
from handouts.render.pictures.geometry import (
    Rect,
    cross,
    cuts,
    distance,
    distance_to,
    inside,
    overlap,
)
from handouts.render.pictures.laying import Laid
from handouts.render.pictures.window import Window, whole
from render.sample import handout

LIBRARY = load_library("en")
HOME = [
    code
    for code, p in LIBRARY.points.items()
    if p.home_use in ("yes", "helper") and atlas.drawn(code)
]
SIZES = [(150.0, 150.0, 12.0), (300.0, 280.0, 18.0)]
SMALLEST = (120.0, 110.0, 12.0)
LABELS = (("body-front", "Front"), ("body-back", "Back"), ("body-side", "Side"))
ICONS = sorted(path.stem for path in icons.FOLDER.glob("*.ops"))
ROUTINES = sorted(LIBRARY.routines)
BODIES = spread(sorted(bodies(), key=lambda body: body != atlas.NEUTRAL), 1)


def look(label: float = 12.0, body: str = atlas.NEUTRAL) -> Look:
    fonts.open_faces()
    return Look("#1f5f5b", "medium", body, label)


def figure(code: str, side: Literal["both", "left", "right", "middle"] = "both") -> PointFigure:
    say, cun = LIBRARY.wording, atlas.guide_cun(code)
    guide = say.table("figure.guide").get(f"{cun:g}") if cun else None
    marked = tuple((name, say.landmark(name)) for name in atlas.place(code).landmarks)
    return PointFigure(code, side, marked, guide, "")


def body_map(*codes: str) -> BodyMap:
    return BodyMap(tuple((Mark(c, n), "both") for n, c in enumerate(codes, 1)), LABELS, "")


def on_body(window: Window, at: tuple[float, float], reach: float = 2.0) -> bool:
    x, y = at
    return window.covered((x - reach, y - reach, x + reach, y + reach))


# ── a point ─────────────────────────────────────────────────────────────────────────────────────


def check(plan: PointPlan, width: float, height: float) -> None:
    """What holds for the picture of any point."""
    frame = (0.0, 0.0, width, height)
    for label in plan.labels:
        assert inside(label.rect, frame), label
        assert not plan.window.covered(label.rect), label
        for marker in plan.markers:
            assert distance_to(marker.at, label.rect) >= marker.radius, label
            if label.leader:  # it may start at the ring, but not run over the dot
                assert distance(marker.at, label.leader) > 0.4 * marker.radius, label
        if plan.guide:
            assert not cuts(plan.guide, label.rect), label
    for one, other in combinations(plan.labels, 2):
        assert not overlap(one.rect, other.rect)
        if one.leader and other.leader:
            assert not cross(one.leader, other.leader)
        for a, b in ((one, other), (other, one)):
            assert not (a.leader and cuts(a.leader, b.rect))
    for marker in plan.markers:
        assert on_body(plan.window, marker.at), marker
        assert inside((*marker.at, *marker.at), frame)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", spread(HOME, 40))
def test_labels_stand_in_the_white_and_the_marker_on_the_body(code: str, body: str) -> None:
    for width, height, label in SIZES:
        plan = plan_point(figure(code), width, height, look(label, body))
        check(plan, width, height)
        shown = plan.detail.markers if plan.detail else plan.markers
        least = 4.0 if len(shown) <= 2 else 3.0 if len(shown) <= 6 else 1.5
        assert all(marker.radius >= least for marker in shown)
        said = {one.wish.kind for one in plan.labels}
        assert "guide" in said or not plan.guide
        assert "landmark" in said or not atlas.place(code).landmarks


@pytest.mark.parametrize("code", spread(HOME, 12))
def test_smallest_picture_still_names_something(code: str) -> None:
    width, height, label = SMALLEST
    plan = plan_point(figure(code), width, height, look(label))
    check(plan, width, height)
    assert plan.labels


@pytest.mark.parametrize("code", ["LI4", "PC6", "GB41", "LI11", "SP6", "LR3", "KI1"])
def test_hand_and_foot_are_whole(code: str) -> None:
    """A view is shown to its far end: no finger and no toe is cut off."""
    plan = plan_point(figure(code, "right"), 150, 150, look())
    _, top, _, bottom = plan.window.view.bounds()
    crop = plan.window.crop
    assert crop[1] == top if plan.window.view.region in ("hand", "arm") else crop[3] == bottom


@pytest.mark.parametrize("code", ["GB20", "GV14"])
def test_shoulders_do_not_make_a_neck_small(code: str) -> None:
    """In a narrow picture less of them is shown, and all of the head."""
    plan = plan_point(figure(code), 118, 160, look(10))
    check(plan, 118, 160)
    _, top, _, bottom = plan.window.view.bounds()
    assert plan.window.crop[1::2] == (top, bottom)
    assert plan.window.scale * plan.window.view.width > 1.3 * 118


@pytest.mark.parametrize("code", ["ST6", "GB2", "TE21"])
def test_the_back_of_a_head_does_not_make_a_face_small(code: str) -> None:
    plan = plan_point(figure(code), 150, 210, look())
    check(plan, 150, 210)
    left, top, right, bottom = plan.window.view.bounds()
    assert plan.window.crop[0] > left + 0.15 * (right - left)
    assert plan.window.crop[1:] == (top, right, bottom)


@pytest.mark.parametrize("code", ["BL60", "KI3"])
@pytest.mark.parametrize("size", [(288, 190), (190, 280)])
def test_a_marker_leaves_the_gap_to_be_seen_in_which_it_lies(
    code: str, size: tuple[int, int]
) -> None:
    plan = plan_point(figure(code), *size, look())
    (marker,) = plan.markers
    for name in atlas.place(code).landmarks[:2]:
        at = plan.window.place(plan.window.view.landmarks[name])
        assert math.dist(at, marker.at) > 1.5 * marker.radius


def test_left_is_the_mirror_image_of_right() -> None:
    plans = [plan_point(figure("T22.05", side), 200, 200, look()) for side in ("left", "right")]
    assert [plan.window.mirrored for plan in plans] == [True, False]
    places = [plan.window.place(plan.window.view.landmarks["middle-knuckle"]) for plan in plans]
    thumbs = [plan.markers[0].at for plan in plans]
    assert thumbs[0][0] > places[0][0]
    assert thumbs[1][0] < places[1][0]


# ── a hand on the point ─────────────────────────────────────────────────────────────────────────

CODES = [code for code in LIBRARY.points if atlas.drawn(code)]


def _view_of(code: str, body: str = atlas.NEUTRAL) -> atlas.View:
    return atlas.view(atlas.place(code, body).view, body)


SIDES: tuple[Side, ...] = ("left", "right", "both")
FRAME = (0.0, 30.0, 110.0, 190.0)
FRAMES = (FRAME, (0.0, 20.0, 170.0, 130.0))
HANDS = sorted(atlas.atlas()["hands"])
TOUCH = 0.5  # points from the spot to what touches it
FINGERS = {3.0: "measure-4", 2.0: "measure-3", 1.5: "measure-2", 1.0: "measure-1", 0.5: "measure-1"}
"""The hand that is as broad as so many cun (WHO 2008)."""
LONG = 0.03  # share of its length that a measure may be wrong by


def shown(code: str, side: Side = "both") -> list[PressFigure | MeasureFigure]:
    """The pictures of a card that show a hand on the body, for a side."""
    plan = make_plan(Prescription("", points=(Dose(code),)), LIBRARY)
    parts = compose(plan, Clinic(), LIBRARY).parts
    (card,) = (one for part in parts for one in part.blocks if isinstance(one, PointCard))
    hands = [one for one in card.how if isinstance(one, (PressFigure, MeasureFigure))]
    one_sided = "middle" in atlas.place(code).at
    return [replace(one, side="middle" if one_sided else side) for one in hands]


def presses(code: str) -> Iterator[tuple[PressFigure, Rect]]:
    """Each way in which picture B of a point may stand on a card."""
    for frame in FRAMES:
        for side in SIDES:
            for one in shown(code, side):
                if isinstance(one, PressFigure):
                    yield one, frame


def measures(code: str) -> Iterator[tuple[MeasureFigure, Rect]]:
    """The same, of the fingers that measure."""
    for frame in FRAMES:
        for side in SIDES:
            for one in shown(code, side):
                if isinstance(one, MeasureFigure):
                    yield one, frame


@cache
def outline(file: Path) -> tuple[tuple[complex, ...], ...]:
    """The edge of a hand's skin, or of a swab, in units, as polygons of short pieces."""
    path = next(path for kind, *_, path in drawings.groups(file) if kind in ("skin", "object"))
    rings: list[list[complex]] = []
    values: list[float] = []
    for word in path.splitlines()[0].split():
        if word == "m":
            rings.append([])
        if word in "mlc":
            knots = [complex(*values[at : at + 2]) for at in range(0, len(values), 2)]
            if word == "c":
                a, (b, c, d) = rings[-1][-1], knots
                rings[-1] += [
                    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
                    for t in (0.25, 0.5, 0.75)
                ]
            rings[-1].append(knots[-1])
            values = []
        elif word != "h":
            values.append(float(word))
    return tuple(map(tuple, rings))


def crossings(name: str, y: float) -> list[float]:
    """Where the edge of a hand's skin crosses a height (units)."""
    found = []
    for ring in outline(atlas.drawing(name)):
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            if (a.imag < y) != (b.imag < y):
                found.append(a.real + (y - a.imag) / (b.imag - a.imag) * (b.real - a.real))
    return sorted(found)


def covers(laid: Laid, at: tuple[float, float]) -> bool:
    """Whether a hand lies over a place of the page."""
    inside = False
    for ring in outline(laid.hand.drawing):
        page = [laid.at((one.real, one.imag)) for one in ring]
        for a, b in zip(page, page[1:] + page[:1], strict=True):
            if (a[1] < at[1]) != (b[1] < at[1]):
                x = a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
                inside ^= x > at[0]
    return inside


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", spread(CODES, 80))
def test_what_presses_touches_the_spot(code: str, body: str) -> None:
    for figure, frame in presses(code):
        place = atlas.place(code, body)
        view, seen = atlas.view(place.view, body), place.at
        plan = plan_press(figure, frame, body)
        spots = [plan.window.place(at) for at in atlas.of_side(seen, figure.side)]
        assert inside((*plan.tip, *plan.tip), frame)
        assert plan.window.mirrored == (view.halves == "right" and figure.side == "left")
        for laid in plan.hands:
            own = [laid.hand.tip]
            if laid.hand.edges and len(spots) == 2 and view.halves == "right":
                own = list(laid.hand.edges)  # a pinch: a spot under either finger
            near = 1.0 * plan.cm if _beside(figure, plan.hands) else TOUCH
            for at in map(laid.at, own):
                assert min(math.dist(at, spot) for spot in spots) <= near, (figure.side, frame)


@pytest.mark.parametrize("code", ["EX-UE7", "EX-UE9", "EX-LE10"])
def test_the_spot_that_is_pressed_next_is_seen_beside_the_hand(code: str) -> None:
    for figure, frame in presses(code):
        plan = plan_press(figure, frame, atlas.NEUTRAL)
        assert len(plan.spots) > 1
        assert math.dist(plan.spots[0], plan.hands[0].at(plan.hands[0].hand.tip)) < TOUCH


def _beside(figure: PressFigure, hands: Sequence[Laid]) -> bool:
    """Whether two thumbs lie beside each other on one spot, a thumb's half breadth from it."""
    one, other = (laid.at(laid.hand.tip) for laid in (hands[0], hands[-1]))
    return figure.hand in ("thumbs", "waist") and 0 < math.dist(one, other) < 30


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", spread(CODES, 80))
def test_no_cut_edge_of_a_body_stands_in_the_picture(code: str, body: str) -> None:
    for figure, frame in presses(code):
        window = plan_press(figure, frame, body).window
        cut = list(window.view.cut())
        if window.mirrored:
            cut[0], cut[2] = cut[2], cut[0]
        left, bottom, right, top = window.rect
        beyond = (
            left <= frame[0] + 0.5,
            top >= frame[3] - 0.5,
            right >= frame[2] - 0.5,
            bottom <= frame[1] + 0.5,
        )
        assert all(there for edge, there in zip(cut, beyond, strict=True) if edge), window


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", HOME)
def test_the_arm_comes_in_over_the_edge_of_the_picture(code: str, body: str) -> None:
    """Nobody's arm ends in the air: the far tenth of what is drawn of it lies outside."""
    plans = [(plan_press(*one, body).hands, one[1]) for one in presses(code)]
    plans += [(plan_measure(*one, body).hands, one[1]) for one in measures(code)]
    for hands, frame in plans:
        for laid in hands:
            tip = laid.at(laid.hand.tip)
            points = [
                laid.at((p.real, p.imag)) for ring in outline(laid.hand.drawing) for p in ring
            ]
            turn = math.radians(laid.arm)
            behind = [
                at
                for at in points
                if (at[0] - tip[0]) * math.cos(turn) + (at[1] - tip[1]) * math.sin(turn) > 0
            ]
            reach = max(math.dist(tip, at) for at in behind)
            far = [at for at in behind if math.dist(tip, at) > 0.9 * reach]
            assert far
            assert not any(inside((*at, *at), frame) for at in far)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", [c for c in HOME if "pupil" in _view_of(c).landmarks])
def test_no_hand_lies_over_an_eye(code: str, body: str) -> None:
    x, y = _view_of(code, body).landmarks["pupil"]
    for figure, frame in presses(code):
        plan = plan_press(figure, frame, body)
        for eye in ((x, y), (_view_of(code, body).width - x, y)):
            assert not any(covers(laid, plan.window.place(eye)) for laid in plan.hands), figure


@pytest.mark.parametrize("code", [c for c in HOME if _view_of(c).region in ("arm", "hand")])
def test_an_arm_is_pressed_by_the_other_hand(code: str) -> None:
    """One hand cannot reach its own arm; a leg may be pressed by either."""
    for side in ("left", "right"):
        for figure in shown(code, side):
            planned = plan_press if isinstance(figure, PressFigure) else plan_measure
            assert all(
                laid.mirrored == (side == "left")
                for laid in planned(figure, FRAME, atlas.NEUTRAL).hands
            )


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("code", [c for c in HOME if atlas.guide_cun(c)])
def test_measures_have_their_length_and_end_at_the_point(code: str, body: str) -> None:
    place = atlas.place(code, body)
    for figure, frame in measures(code):
        way = place.first if figure.first else place.guide
        assert way
        cun = way[2]
        plan = plan_measure(figure, frame, body)
        start, end = plan.line
        assert inside((*start, *start), frame)
        assert inside((*end, *end), frame)
        spots = [plan.window.place(at) for places in place.at.values() for at in places]
        last = plan.rest[1] if plan.rest else end
        assert (plan.rest is not None) == figure.first
        assert min(math.dist(last, spot) for spot in spots) < TOUCH
        one, done = math.dist(start, end) / cun, 0.0
        for laid, breadth in zip(plan.hands, figure.laid, strict=True):
            assert laid.hand.edges
            assert laid.hand.drawing.stem == FINGERS[breadth]
            sides = [laid.at(edge) for edge in laid.hand.edges]
            wide = 1.0 if breadth == 0.5 else breadth  # half of a thumb that is drawn whole
            assert math.dist(*sides) == pytest.approx(wide * one, rel=LONG)
            near, far = sorted(math.dist(start, side) for side in sides)
            assert near == pytest.approx(done * one, abs=LONG * cun * one)
            assert far == pytest.approx((done + wide) * one, abs=LONG * cun * one)
            done += breadth
        assert done == cun


@pytest.mark.parametrize("name", [name for name in HANDS if name.startswith("measure-")])
def test_the_fingers_of_a_measure_are_as_broad_as_its_edges_say(name: str) -> None:
    drawn = atlas.hand(name)
    assert drawn.edges
    (left, level), (right, _) = drawn.edges
    for edge in (left, right):
        nearest = min(crossings(name, level), key=lambda x: abs(x - edge))
        assert nearest == pytest.approx(edge, abs=LONG * (right - left))


@pytest.mark.parametrize("name", [name for name in HANDS if name not in ("hand-heel",)])
def test_the_hand_reaches_to_the_spot_and_hardly_beyond(name: str) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (300, 300))
    drawn = atlas.hand(name.removeprefix("hand-"))
    scale = 10 / drawn.cm  # ten points a centimetre
    x, y = drawn.tip
    place(canvas, drawn.drawing, "medium", (scale, 0, 0, -scale, 150 - x * scale, 100 + y * scale))
    canvas.save()
    page = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=1).to_pil().convert("L")
    touching = drawn.edges if name == "hand-pinch" and drawn.edges else (drawn.tip,)
    for at in touching:  # the fingertip itself, and the nail above it
        across, down = 150 + (at[0] - x) * scale, 200 + (at[1] - y) * scale
        near = page.crop((round(across) - 5, round(down) - 5, round(across) + 6, round(down) + 6))
        assert near.getextrema()[0] < 250
    assert page.getpixel((150, 200 + 25)) == 255  # nothing of it 25 mm past the spot


def test_left_and_right_are_pressed_by_the_other_hand_and_from_the_other_side() -> None:
    one, other = (
        plan_press(shown("LI4", side)[-1], FRAME, atlas.NEUTRAL) for side in ("right", "left")
    )
    assert [laid.mirrored for plan in (one, other) for laid in plan.hands] == [False, True]
    assert one.tip[0] + other.tip[0] == pytest.approx(FRAME[2])


def test_same_picture_same_bytes_and_each_form_once() -> None:
    def page() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, (400, 400), invariant=1, pageCompression=0)
        for code in ("T22.05", "TE3", "T22.05"):
            draw_point(canvas, figure(code, "right"), 150, 150, look())
        draw_picture(canvas, Picture("press-ball", "", words("Lean on a ball")), 90, 90, look())
        canvas.translate(10, 10)
        draw_icon(canvas, ICONS[0], 24, "#1f5f5b")
        canvas.save()
        return buffer.getvalue()

    assert page() == page()
    # the hand, with the bones of T22.05 and with those of TE3; the ball
    assert page().count(b"/Subtype/Form") == 4


# ── the body map ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ROUTINES)
def test_map_shows_every_point_of_a_routine_once_a_side(name: str) -> None:
    codes = [dose.code for dose in LIBRARY.routines[name].points]
    wanted = body_map(*(code for code in codes if atlas.drawn(code)))
    for label in (12.0, 18.0):
        width, height = map_size(wanted, look(label), 200, 1000)
        figures = plan_map(wanted, height, look(label))
        shown = {pin.number for one in figures for pin in one.pins}
        assert shown == {mark.number for mark, _ in wanted.marks}
        assert len(figures) == len(map_views(wanted, atlas.NEUTRAL))
        for one in figures:
            assert one.pins
            _, bottom, _, top = one.window.rect
            assert top - bottom >= 149.9
            for pin in one.pins:
                radius = look(label).badge
                x, y = pin.at
                assert not one.window.covered((x - radius, y - radius, x + radius, y + radius))
                assert inside(
                    (x - radius, y - radius, x + radius, y + radius), (0, 0, width, height)
                )
            for a, b in combinations(one.pins, 2):
                assert abs(a.at[1] - b.at[1]) > 2 * radius or a.at[0] != b.at[0]
                assert a.dot == b.dot or not cross((a.dot, a.at), (b.dot, b.at))


def test_map_takes_the_fewest_figures() -> None:
    assert map_views(body_map("LI4", "ST36"), atlas.NEUTRAL) == ("body-front",)
    assert map_views(body_map("BL23", "ST36"), atlas.NEUTRAL) == ("body-front", "body-back")


def test_map_is_lowered_to_its_room_and_never_below_what_can_be_read() -> None:
    wanted = body_map("BL23", "ST36")
    width, height = map_size(wanted, look(), 400, 1000)
    lower = map_size(wanted, look(), 400, width - 50)
    assert lower[0] <= width - 50
    assert lower[1] < height
    assert map_size(wanted, look(), 400, 0) == map_size(wanted, look(), LEAST, 1000)


# ── compiled drawings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(atlas.atlas()["views"]))
def test_every_view_is_drawn_and_has_its_silhouette(name: str) -> None:
    view = atlas.view(name)
    assert drawings.size(view.drawing) == (view.width, view.height)
    assert (len(view.bands) - 1) * view.step < view.height <= len(view.bands) * view.step
    window = whole(view, (0, 0, 100, 100))
    assert all(on_body(window, window.place(at)) for at in view.landmarks.values())


def test_every_class_of_a_drawing_has_its_colour() -> None:
    for file in DRAWINGS.glob("*/*.ops"):
        kinds = {kind for kind, *_ in drawings.groups(file)}
        assert all(kinds <= set(tone) for tone in drawings.tones().values()), file


def test_points_of_a_view_share_its_body_and_have_lines_of_their_own(renderer: Renderer) -> None:
    """The back of the hand is stored once; T22.05 is found by other bones than TE3."""
    made = handout(points=(Dose("T22.05"), Dose("TE3")), body="neutral")
    width, height = atlas.view("hand-back").width, atlas.view("hand-back").height
    with pikepdf.open(io.BytesIO(renderer.render(made, "sheet", "letter").pdf)) as file:
        forms = [
            zlib.decompress(one.read_raw_bytes())
            for one in file.objects
            if isinstance(one, pikepdf.Stream)
            and [float(x) for x in one.get("/BBox", [])] == [0, 0, width, height]
        ]
    filled = [one for one in forms if b"f*" in one]
    dashed = [one for one in forms if b"f*" not in one]
    assert len(filled) == 1
    assert len(dashed) == 2
    assert b"] 0 d" in dashed[0]
    assert dashed[0] != dashed[1]


def test_every_tone_paints_every_drawing() -> None:
    for tone in drawings.tones():
        assert all(drawings.form(atlas.drawing(name), tone) for name in atlas.atlas()["views"])


def test_unknown_drawing_and_tone_are_refused_by_name() -> None:
    with pytest.raises(FileError, match=r"nowhere\.ops"):
        drawings.form(atlas.drawing("nowhere"), "medium")
    with pytest.raises(FileError, match="purple"):
        drawings.form(atlas.drawing("hand-back"), "purple")


@pytest.mark.parametrize("name", ICONS)
def test_icons_draw(name: str) -> None:
    canvas = Canvas(io.BytesIO())
    draw_icon(canvas, name, 24, "#1f5f5b")
    assert "cm" in "".join(canvas._code)
