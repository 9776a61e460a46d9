"""What a patient gets: every label readable in the white, one marker on the body, whole figures."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from spread import spread

from handouts.cards import Tool
from handouts.errors import FileError
from handouts.handout import BodyMap, Mark, Picture, PointFigure, PressFigure, Side, words
from handouts.library import atlas, load_library
from handouts.paths import DRAWINGS
from handouts.render import fonts
from handouts.render.pictures import (
    Look,
    PointPlan,
    draw_icon,
    draw_map,
    draw_picture,
    draw_point,
    drawings,
    icons,
    map_size,
    map_views,
    plan_point,
    plan_press,
)
from handouts.render.pictures.body_map import plan_map
from handouts.render.pictures.drawings import place
from handouts.render.pictures.geometry import cross, cuts, distance, distance_to, inside, overlap
from handouts.render.pictures.window import Window, whole

LIBRARY = load_library("en")
HOME = [code for code, p in LIBRARY.points.items() if p.home_use == "yes" and atlas.drawn(code)]
SIZES = [(150.0, 150.0, 12.0), (300.0, 280.0, 18.0)]
SMALLEST = (120.0, 110.0, 12.0)
LABELS = (("body-front", "Front"), ("body-back", "Back"), ("body-side", "Side"))
ROUTINES = sorted(LIBRARY.routines)


def look(label: float = 12.0) -> Look:
    fonts.open_faces()
    return Look("#1f5f5b", "medium", atlas.NEUTRAL, label, fonts.REGULAR, fonts.BOLD)


def figure(code: str, side: Literal["both", "left", "right", "middle"] = "both") -> PointFigure:
    say, cun = LIBRARY.wording, atlas.guide_cun(code)
    guide = say.table("figure.guide").get(f"{cun:g}") if cun else None
    marked = tuple((name, say.landmark(name)) for name in atlas.landmarks(code))
    return PointFigure((Mark(code, 1),), side, marked, guide, "", ())


def body_map(*codes: str) -> BodyMap:
    return BodyMap(tuple((Mark(c, n), "both") for n, c in enumerate(codes, 1)), LABELS, "", ())


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


@pytest.mark.parametrize("code", spread(HOME, 40))
def test_labels_stand_in_the_white_and_the_marker_on_the_body(code: str) -> None:
    for width, height, label in SIZES:
        plan = plan_point(figure(code), width, height, look(label))
        check(plan, width, height)
        shown = plan.detail.markers if plan.detail else plan.markers
        least = 4.0 if len(shown) <= 2 else 3.0 if len(shown) <= 6 else 1.5
        assert all(marker.radius >= least for marker in shown)
        said = {one.wish.kind for one in plan.labels}
        assert "guide" in said or not plan.guide
        assert "landmark" in said or not atlas.landmarks(code)


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


def test_left_is_the_mirror_image_of_right() -> None:
    plans = [plan_point(figure("LI4", side), 200, 200, look()) for side in ("left", "right")]
    assert [plan.window.mirrored for plan in plans] == [True, False]
    places = [plan.window.place(plan.window.view.landmarks["middle-knuckle"]) for plan in plans]
    thumbs = [plan.markers[0].at for plan in plans]
    assert thumbs[0][0] > places[0][0]
    assert thumbs[1][0] < places[1][0]


def test_partners_get_their_numbers() -> None:
    one = figure("ST36", "right")
    both = replace(one, marks=(Mark("ST36", 3), Mark("ST37", 4)))
    plan = plan_point(both, 250, 300, look())
    check(plan, 250, 300)
    assert {label.wish.number for label in plan.labels if label.wish.kind == "badge"} == {3, 4}
    assert not [la for la in plan_point(one, 250, 300, look()).labels if la.wish.kind == "badge"]


# ── a hand on the point ─────────────────────────────────────────────────────────────────────────

CODES = [code for code in LIBRARY.points if atlas.drawn(code)]
SIDES: tuple[Side, ...] = ("left", "right", "both")
HANDS: tuple[Tool, ...] = ("thumb", "finger", "tips", "knuckle")
FRAME = (0.0, 30.0, 110.0, 190.0)


def pressed(code: str, side: Side = "both", hand: Tool = "thumb") -> PressFigure:
    return PressFigure(code, side, hand, "hold", "", ())


@pytest.mark.parametrize("code", spread(CODES, 80))
def test_the_fingertip_lies_on_the_spot(code: str) -> None:
    view = atlas.view(atlas.place(code).view)
    for side in SIDES:
        plan = plan_press(pressed(code, side), FRAME, atlas.NEUTRAL)
        a, b, c, d, e, f = plan.matrix
        x, y = plan.hand.tip
        assert (a * x + c * y + e, b * x + d * y + f) == pytest.approx(plan.tip, abs=0.01)
        assert inside((*plan.tip, *plan.tip), FRAME)
        places = atlas.of_side(atlas.place(code).at, side)
        assert any(plan.window.place(at) == pytest.approx(plan.tip) for at in places), side
        assert plan.window.mirrored == (view.halves == "right" and side == "left")


@pytest.mark.parametrize("code", spread(CODES, 80))
def test_no_cut_edge_of_a_body_stands_in_the_picture(code: str) -> None:
    for side in SIDES:
        window = plan_press(pressed(code, side), FRAME, atlas.NEUTRAL).window
        cut = list(window.view.cut())
        if window.mirrored:
            cut[0], cut[2] = cut[2], cut[0]
        left, bottom, right, top = window.rect
        beyond = (left <= 0.5, top >= FRAME[3] - 0.5, right >= FRAME[2] - 0.5, bottom <= 30.5)
        assert all(there for edge, there in zip(cut, beyond, strict=True) if edge), (side, window)


@pytest.mark.parametrize("hand", HANDS)
def test_the_hand_reaches_to_the_spot_and_hardly_beyond(hand: Tool) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (300, 300))
    drawn = atlas.hand(hand)
    scale = 10 / drawn.cm  # ten points a centimetre
    x, y = drawn.tip
    place(canvas, drawn.drawing, "medium", (scale, 0, 0, -scale, 150 - x * scale, 100 + y * scale))
    canvas.save()
    page = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=1).to_pil().convert("L")
    assert page.getpixel((150, 200 - 4)) < 250  # the fingertip itself, and the nail above it
    assert page.getpixel((150, 200 + 18)) == 255  # nothing of it 18 mm past the spot


def test_left_and_right_are_pressed_by_the_other_hand_and_from_the_other_side() -> None:
    one, other = (
        plan_press(pressed("LI4", side), FRAME, atlas.NEUTRAL) for side in ("right", "left")
    )
    assert one.matrix[0] * other.matrix[0] < 0 or one.matrix[1] * other.matrix[1] < 0
    assert one.tip[0] + other.tip[0] == pytest.approx(FRAME[2])


def test_same_picture_same_bytes_and_one_form_a_view() -> None:
    def page() -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, (400, 400), invariant=1, pageCompression=0)
        for code in ("LI4", "TE3", "LI4"):
            draw_point(canvas, figure(code, "right"), 150, 150, look())
        draw_picture(canvas, Picture("press-ball", "", words("Lean on a ball")), 90, 90, look())
        draw_icon(canvas, icons.names()[0], 10, 10, 24, "#1f5f5b")
        canvas.save()
        return buffer.getvalue()

    assert page() == page()
    assert page().count(b"/Subtype /Form") == 2


# ── the body map ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ROUTINES)
def test_map_shows_every_point_of_a_routine_once_a_side(name: str) -> None:
    codes = [dose.code for dose in LIBRARY.routines[name].points]
    wanted = body_map(*(code for code in codes if atlas.drawn(code)))
    for label in (12.0, 18.0):
        width, height = map_size(wanted, look(label), 200)
        figures = plan_map(wanted, width, height, look(label))
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


def test_map_that_does_not_fit_is_refused() -> None:
    canvas = Canvas(io.BytesIO())
    with pytest.raises(ValueError, match="does not fit"):
        draw_map(canvas, body_map("BL23", "ST36"), 200, 120, look())


# ── compiled drawings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(atlas.atlas()["views"]))
def test_every_view_is_drawn_and_has_its_silhouette(name: str) -> None:
    view = atlas.view(name)
    assert drawings.size(view.drawing) == (view.width, view.height)
    assert (len(view.bands) - 1) * view.step < view.height <= len(view.bands) * view.step
    window = whole(view, (0, 0, 100, 100))
    assert all(on_body(window, window.place(at)) for at in view.landmarks.values())


@pytest.mark.parametrize(
    "file", sorted(DRAWINGS.glob("*/*.ops")), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_every_class_of_a_drawing_has_its_colour(file: Path) -> None:
    for tone in drawings.tones().values():
        assert {kind for kind, _, _ in drawings.groups(file)} <= set(tone)


def test_every_tone_paints_every_drawing() -> None:
    for tone in drawings.tones():
        assert all(drawings.form(atlas.drawing(name), tone) for name in atlas.atlas()["views"])


def test_unknown_drawing_and_tone_are_refused_by_name() -> None:
    with pytest.raises(FileError, match=r"nowhere\.ops"):
        drawings.form(atlas.drawing("nowhere"), "medium")
    with pytest.raises(FileError, match="purple"):
        drawings.form(atlas.drawing("hand-back"), "purple")


@pytest.mark.parametrize("name", icons.names())
def test_icons_draw(name: str) -> None:
    canvas = Canvas(io.BytesIO())
    draw_icon(canvas, name, 0, 0, 24, "#1f5f5b")
    assert "cm" in "".join(canvas._code)
