"""Pages known from a former process: only a patient's own pieces are set, nothing else is read.

Most prescriptions of a clinic are like an earlier one but for name, date, note and next visit.
Their pages are in the pack as a stencil, with what has to hold for it to fit: how many lines each
text of the patient takes in every width that was tried. So what is recalled is byte for byte what
the press room would make; if anything does not fit, the press room makes it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

from handouts.handout import Handout, Paragraph, Part, Text, plain
from handouts.paths import ASSETS, LAYOUTS
from handouts.press.blocks.draft import Weight
from handouts.press.blocks.setting import whole
from handouts.press.file.piece import Piece, seal
from handouts.press.kept import pack
from handouts.press.kept.stencil import Stencil
from handouts.press.pressed import Pressed, about
from handouts.press.typesetting.fonts import Fonts
from handouts.press.typesetting.paragraph import (
    OWN,
    RUNNING,
    SUBTITLE,
    foot_face,
    foot_line,
    foot_lines,
    running,
)
from handouts.press.typesetting.text import Face
from handouts.press.typesetting.typeset import Rgb, Typesetter

MOST = 3
"""From so many handouts on a press room is quicker, which has to be made ready only once."""

_recalled: list[str] = []
_FOLDERS = ("drawings", "fonts", "icons", "colour")


class Wish(NamedTuple):
    """A text of the patient's takes so many lines in this width."""

    text: str
    face: tuple[float, float, Weight]
    width: float
    lines: int


class Hole(NamedTuple):
    """A text of the patient's that is set in this way."""

    text: str
    face: tuple[float, float, Weight]
    width: float
    rgb: Rgb


class Memory(NamedTuple):
    """All there is to know of a kind of page. `foot` is size, width of the running lines;
    `used` are the characters that the fonts in the file have, by weight.
    """

    pages: int
    texts: Sequence[str]
    wishes: Sequence[Sequence[Any]]
    holes: Sequence[Sequence[Any]]
    foot: tuple[float, float]
    used: Mapping[str, str]
    stencil: tuple[Any, ...]


def recall(handout: Handout, layout: str, sheet: str) -> Pressed | None:
    """The file of a handout whose pages are known; None where they are not."""
    if len(_recalled) >= MOST:
        return None
    data = pack.get(key_of(handout, layout, sheet))
    if data is None:
        return None
    pressed = _press(Memory(*cast(tuple[Any, ...], data)), handout)
    if pressed:
        _recalled.append(layout)
    return pressed


def remember(handout: Handout, layout: str, sheet: str, memory: Memory) -> None:
    """Keep what is known of the pages of a handout."""
    data = (*memory[:2], *([tuple(one) for one in many] for many in memory[2:4]), *memory[4:])
    pack.put(key_of(handout, layout, sheet), data)


def own_texts(handout: Handout) -> dict[str, Text]:
    """The texts of one patient, by name."""
    texts = {SUBTITLE: handout.subtitle} if plain(handout.subtitle) else {}
    for part in handout.parts:
        if part.name in OWN:
            for index, block in enumerate(part.blocks):
                if isinstance(block, Paragraph):
                    texts[f"{part.name}.{index}"] = block.text
    return texts | {RUNNING: handout.running}


def key_of(handout: Handout, layout: str, sheet: str) -> str:
    """Equal for handouts that are alike but for the texts of the patient."""
    bare = replace(
        handout, subtitle=(), running=(), created="", parts=tuple(map(_emptied, handout.parts))
    )
    logo = handout.brand.logo
    made_from = repr((bare, layout, sheet)).encode("utf-8", "replace")
    return pack.key(_stamp(), made_from, logo.data if logo else b"")


def _emptied(part: Part) -> Part:
    """A part without the words of its paragraphs, if it is one patient's."""
    if part.name not in OWN:
        return part
    return replace(
        part,
        blocks=tuple(
            replace(block, text=()) if isinstance(block, Paragraph) else block
            for block in part.blocks
        ),
    )


def _stamp() -> str:
    press = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    with os.scandir(press) as entries:
        parts = sorted(e.path for e in entries if e.is_dir() and not e.name.startswith("_"))
    package = os.path.dirname(press)  # noqa: PTH120
    data = [f"{ASSETS}/{name}" for name in _FOLDERS]
    return pack.stamp([package, press, *parts, str(LAYOUTS), *data])


def _press(memory: Memory, handout: Handout) -> Pressed | None:
    type_ = Typesetter(Fonts())
    texts = own_texts(handout)
    if list(texts) != list(memory.texts):
        return None
    wishes = [Wish(*wish) for wish in memory.wishes]
    count = type_.checked_count
    if any(count(texts[w.text], Face(*w.face), w.width) != w.lines for w in wishes):
        return None
    own = [_set(type_, texts[hole.text], hole) for hole in (Hole(*one) for one in memory.holes)]
    own += _feet(type_, handout, memory)
    stencil = Stencil.of(memory.stencil)
    if not stencil.fits(own) or not all(_shown_by(piece, memory.used) for piece in own):
        return None
    return Pressed(stencil.fill(own, about(handout)), memory.pages)


def _set(type_: Typesetter, text: Text, hole: Hole) -> Piece:
    face = Face(*hole.face)
    if hole.text == SUBTITLE:
        lines = type_.checked_lines(text, face, hole.width)
        return seal(type_.set_lines(lines, face, hole.width, "P", hole.rgb))
    return seal(whole(running(type_, text, face, hole.width, hole.rgb)))


def _feet(type_: Typesetter, handout: Handout, memory: Memory) -> list[Piece]:
    size, width = memory.foot
    face = foot_face(size)
    lines = foot_lines(type_, handout, face, width)
    feet = []
    for page in range(1, memory.pages + 1):
        count = handout.page_of.format(page=page, pages=memory.pages)
        right = type_.breaker.width(count, "regular", size)
        feet += [seal(foot_line(type_, line, face, width)) for line in lines]
        feet.append(seal(foot_line(type_, count, face, right)))
    return feet


def _shown_by(piece: Piece, used: Mapping[str, str]) -> bool:
    return all(set(chars) <= set(used.get(w, "")) for w, chars in piece.characters.items())
