"""Every printed word is large enough, dark enough (on a grey copy, too) and has its own place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from press.sample import handout
from spread import spread

from handouts.press import Room, layout_names
from proof import contrast

LEAST_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (AAA)
LEAST_SIZE = {"large-print": 18.0}  # points; of what is read, the foot of a page may be smaller
LEAST_ANYWHERE = 12.0
COLOURS = ["#1f6f5c", "#767676", "#c2185b", "#b8860b", "#00008b", "#ff6347"]


@pytest.fixture(scope="module")
def room() -> Room:
    return Room()


@pytest.mark.parametrize("layout", layout_names())
def test_words_are_large_enough(room: Room, layout: str) -> None:
    words = contrast.words(room.press(handout(), layout, "letter").pdf)
    assert len(words) > 300
    small = {f"{word.text} ({word.size})" for word in words if word.size < LEAST_ANYWHERE}
    assert not small
    least = LEAST_SIZE.get(layout, LEAST_ANYWHERE)
    foot = len(" ".join([handout().page_of, "".join(span.text for span in handout().running)]))
    below = [word for word in words if word.size < least]
    assert sum(len(word.text) for word in below) < foot * max(word.page for word in words)


@pytest.mark.parametrize("colour", spread(COLOURS, 2))
def test_words_stand_out(room: Room, colour: str) -> None:
    brand = replace(handout().brand, colour=colour)
    words = contrast.words(room.press(replace(handout(), brand=brand), "sheet", "letter").pdf)
    faint = {
        f"{word.text} ({word.colour:.1f}, grey {word.grey:.1f})"
        for word in words
        if word.least < LEAST_CONTRAST
    }
    assert not faint


@pytest.mark.parametrize("layout", layout_names())
def test_words_stand_out_in_every_layout(room: Room, layout: str) -> None:
    words = contrast.words(room.press(handout(), layout, "a4").pdf)
    assert not {word.text for word in words if word.least < LEAST_CONTRAST}


LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwe-Wolfeschlegelsteinhausen " * 2


@pytest.mark.parametrize("paper", spread(["letter", "a4"], 1))
@pytest.mark.parametrize("name", ["Ana", LONG], ids=["short", "long"])
@pytest.mark.parametrize("layout", layout_names())
def test_words_do_not_collide(room: Room, layout: str, name: str, paper: str) -> None:
    pdf = room.press(handout(name), layout, paper).pdf
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
