"""Every text that a handout says, walked out of its blocks, as a layout prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from handouts.handout import (
    BodyMap,
    Brand,
    Handout,
    MeasureFigure,
    PartName,
    Picture,
    PointCard,
    PointFigure,
    PressFigure,
    Span,
    TickChart,
    WebLink,
    plain,
)
from handouts.render import Layout

UNTITLED: frozenset[PartName] = frozenset({"dose", "since", "safety", "points", "call"})
"""Parts whose title names the section in the tree and is not printed: what is in them says it."""
OPTIONAL: frozenset[PartName] = frozenset({"map"})
"""Parts that are printed only where they cost no page."""
_OUTSIDE = {"running", "turn", "page_of"}  # the foot of the page is not read
_NAMES = {
    "language",
    "author",
    "subject",
    "created",
    "skin",
    "drawn_body",
}  # stand in the metadata, or nowhere


def said(handout: Handout, layout: Layout, *, at_least: bool) -> list[str]:
    """Texts of the parts that a layout prints; alternative texts of figures stand for them.

    `at_least`: without what is printed only where there is room.
    """

    def measures(picture: Any) -> bool:
        """Where a card has no room for a hand that measures, the drawing of the place has it."""
        return isinstance(picture, MeasureFigure)

    cards = sum(isinstance(b, PointCard) for part in handout.parts for b in part.blocks)
    rule = layout.card_rules(cards)[0]

    def shown(block: Any) -> Any:
        if not isinstance(block, PointCard):
            return block
        return replace(
            block,
            how=tuple(one for one in block.how if rule.hands and not (at_least and measures(one))),
            steps=block.steps if rule.steps or block.where is None else (),
            why=block.why if rule.why and not at_least else (),
            names=block.names if rule.names else (),
            leave_out=block.leave_out if rule.leave_out else (),
        )

    parts = tuple(
        replace(
            part,
            title=() if part.name in UNTITLED else part.title,
            blocks=tuple(map(shown, part.blocks)),
        )
        for part in handout.parts
        if part.name in layout.parts and not (at_least and part.name in OPTIONAL)
    )
    found = map(single_spaced, _walk(replace(handout, parts=parts)))
    return [text for text in found if text]


def single_spaced(text: str) -> str:
    """A text as it is compared: where a line ends does not matter, that a space is there does. A
    dot between two things is left out where a line ends.
    """
    return re.sub(r"\s+(?:· )?", " ", text).strip()


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, Brand):
        yield value.name
        yield from value.lines
        if value.call:
            yield value.call[0]
        if value.logo:
            yield value.logo.alt
    elif isinstance(value, (PointFigure, MeasureFigure, PressFigure, BodyMap, Picture)):
        yield value.alt  # what is written in a drawing is part of it
    elif isinstance(value, TickChart):  # a table: its cells say what it is
        times = value.times * len(value.rows)
        yield from _walk((value.corner, value.columns, value.rows, times))
    elif isinstance(value, WebLink):
        yield from (plain(value.label), value.url.removeprefix("https://"))
        yield from (plain(value.hint), value.alt)
    elif isinstance(value, tuple) and value and all(isinstance(item, Span) for item in value):
        yield plain(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "alt":
                yield inner
            elif not (
                field.name in _OUTSIDE | _NAMES
                or isinstance(inner, str)  # bare strings are names and measures
                or _heads_nothing(value, field.name)
            ):
                yield from _walk(inner)


def _heads_nothing(value: object, name: str) -> bool:
    """Whether a field is the title of another one that is empty: `note_title` without a note."""
    headed = name.removesuffix("_title")
    also = getattr(value, "leave_out", ()) if headed == "cautions" else ()
    return name.endswith("_title") and not (getattr(value, headed) or also)
