"""Every printed word is large enough, dark enough (on a grey copy, too) and has its own place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from render.sample import handout
from spread import spread

from handouts import colour
from handouts.render import Renderer, layout_names, load_layout
from proof import contrast

LEAST_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (AAA)
LEAST_SIZE = {"large-print": 18.0}  # points; of what is read, the foot of a page may be smaller
LEAST_ANYWHERE = 12.0
COLOURS = ["#1f6f5c", "#767676", "#c2185b", "#b8860b", "#00008b", "#ff6347"]


@pytest.mark.parametrize("layout", layout_names())
def test_words_are_large_enough(renderer: Renderer, layout: str) -> None:
    words = contrast.words(renderer.render(handout(), layout, "letter").pdf)
    assert len(words) > 150
    small = {f"{word.text} ({word.size})" for word in words if word.size < LEAST_ANYWHERE}
    assert not small
    least = LEAST_SIZE.get(layout, LEAST_ANYWHERE)
    foot = load_layout(layout).margins.bottom + 20
    below = {word.text for word in words if word.size < least and word.box[1] > foot}
    assert not below


@pytest.mark.parametrize("typed", spread(COLOURS, 2))
def test_words_stand_out(renderer: Renderer, typed: str) -> None:
    rgb = colour.parse(typed)
    assert rgb
    brand = replace(handout().brand, colour=colour.hexed(colour.readable(rgb)))
    words = contrast.words(renderer.render(replace(handout(), brand=brand), "sheet", "letter").pdf)
    faint = {
        f"{word.text} ({word.colour:.1f}, grey {word.grey:.1f})"
        for word in words
        if word.least < LEAST_CONTRAST
    }
    assert not faint


@pytest.mark.parametrize("layout", layout_names())
def test_words_stand_out_in_every_layout(renderer: Renderer, layout: str) -> None:
    words = contrast.words(renderer.render(handout(), layout, "a4").pdf)
    assert not {word.text for word in words if word.least < LEAST_CONTRAST}


LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwe-Wolfeschlegelsteinhausen " * 2


@pytest.mark.parametrize("paper", spread(["letter", "a4"], 1))
@pytest.mark.parametrize("name", ["Ana", LONG], ids=["short", "long"])
@pytest.mark.parametrize("layout", layout_names())
def test_words_do_not_collide(renderer: Renderer, layout: str, name: str, paper: str) -> None:
    pdf = renderer.render(handout(name), layout, paper).pdf
    words = contrast.words(pdf)
    assert contrast.collisions(words) == []
    width, height = (612, 792) if paper == "letter" else (595.3, 841.9)
    edge = 9  # points that a printer may leave out
    outside = [
        word.text
        for word in words
        if word.box[0] < edge or word.box[1] < edge
        or word.box[2] > width - edge or word.box[3] > height - edge
    ]  # fmt: skip
    assert outside == []


def test_the_measure_itself() -> None:
    assert contrast.ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast.ratio((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    here = contrast.Word("here", 1, 12, (0, 0, 20, 8), 21, 21)
    assert contrast.collisions([here, replace(here, text="there", box=(15, 2, 40, 9))]) == [
        ("here", "there")
    ]
    assert contrast.collisions([here, replace(here, box=(21, 0, 40, 8))]) == []
    assert contrast.collisions([here, replace(here, page=2)]) == []
