"""Every text that a handout says, walked out of its blocks without knowing one from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from handouts.handout import Brand, Handout, PointCard, PointFigure, Span, plain
from handouts.press import Layout

Fields = frozenset[tuple[type, str]]

_OUTSIDE: Fields = frozenset({(Handout, "running")})  # the foot of the page is not read
_CAPTION: Fields = frozenset({(PointFigure, "caption")})
_FULL_CARD: Fields = frozenset(
    (PointCard, name) for name in ("find_title", "find", "press_title", "why")
)


def said(handout: Handout, layout: Layout, *, at_least: bool) -> list[str]:
    """Texts of the parts that a layout prints; alternative texts of figures stand for them.

    `at_least`: without what the layout leaves out when room is short (its tighter variants), or
    always: the caption of a card repeats its heading, a brief card leaves finding the point to the
    full sheet.
    """
    variants = layout.variants
    leave, parts = _OUTSIDE, handout.parts
    if at_least:
        if not all(variant.cards.caption for variant in variants):
            leave |= _CAPTION
        if any(variant.cards.brief for variant in variants):
            leave |= _FULL_CARD
        if any(variant.cards.own_page for variant in variants):
            parts = tuple(
                replace(part, title=()) if part.name == "points" else part for part in parts
            )
    printed = all if at_least else any
    parts = tuple(
        part for part in parts if printed(part.name in variant.parts for variant in variants)
    )
    shown = replace(handout, parts=parts)
    found = map(single_spaced, _walk(shown, leave))
    return [text for text in found if text]


def single_spaced(text: str) -> str:
    """A text as it is compared: where a line ends does not matter, that a space is there does."""
    return re.sub(r"\s+", " ", text).strip()


def _walk(value: object, leave: Fields) -> Iterator[str]:
    if isinstance(value, Brand):
        yield value.name
        yield from value.lines
        if value.logo:
            yield value.logo.alt
    elif isinstance(value, tuple) and value and all(isinstance(item, Span) for item in value):
        yield plain(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, leave)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in ("alt", "url"):
                yield inner
            elif (type(value), field.name) in leave or _heads_nothing(value, field.name):
                continue
            elif not isinstance(inner, str):  # bare strings are names and measures
                yield from _walk(inner, leave)


def _heads_nothing(value: object, name: str) -> bool:
    """Whether a field is the title of another one that is empty: `note_title` without a note."""
    return name.endswith("_title") and not getattr(value, name.removesuffix("_title"))
