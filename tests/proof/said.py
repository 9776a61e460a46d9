"""Every text that a handout says, walked out of its blocks without knowing one from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from handouts.handout import Brand, Handout, PointFigure, Span, plain
from handouts.press import Layout

_OUTSIDE = {(Handout, "running")}  # the foot of the page is no part of what is read
_CARD_CAPTION = frozenset({(PointFigure, "caption")})


def said(handout: Handout, layout: Layout, *, captions: bool) -> list[str]:
    """Texts of the parts that a layout prints; alternative texts of figures stand for them.

    `captions`: with the captions of cards, which repeat their headings; not all layouts print them.
    """
    printed = tuple(part for part in handout.parts if part.name in layout.parts)
    leave = frozenset() if captions else _CARD_CAPTION
    found = map(single_spaced, _walk(replace(handout, parts=printed), leave))
    return [text for text in found if text]


def single_spaced(text: str) -> str:
    """A text as it is compared: where a line ends does not matter, that a space is there does."""
    return re.sub(r"\s+", " ", text).strip()


def _walk(value: object, leave: frozenset[tuple[type, str]]) -> Iterator[str]:
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
            elif (type(value), field.name) in _OUTSIDE | leave or _heads_nothing(value, field.name):
                continue
            elif not isinstance(inner, str):  # bare strings are names and measures
                yield from _walk(inner, leave)


def _heads_nothing(value: object, name: str) -> bool:
    """Whether a field is the title of another one that is empty: `note_title` without a note."""
    return name.endswith("_title") and not getattr(value, name.removesuffix("_title"))
