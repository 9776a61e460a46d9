"""A handout as plain text or as data: what the page will say, without a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any

from handouts import handout as blocks
from handouts.handout import Handout, Span, Text, plain


def as_text(handout: Handout) -> str:
    """The words of a handout, top to bottom, as a person would read them out."""
    lines = [f"# {plain(handout.title)}", plain(handout.subtitle), ""]
    for part in handout.parts:
        lines += [f"## {plain(part.title)}", *chain.from_iterable(map(_lines, part.blocks)), ""]
    return "\n".join(lines).rstrip() + "\n"


def read_aloud(handout: Handout) -> Iterator[str]:
    """What a reading grade is measured on: what a patient reads as language, a text at a time."""
    yield plain(handout.title)
    for part in handout.parts:
        for block in part.blocks:
            yield from _prose(block)


def _prose(block: object) -> Iterator[str]:
    match block:
        case blocks.Paragraph(text=text):
            yield plain(text)
        case blocks.Steps(items=items) | blocks.Bullets(items=items):
            yield from map(plain, items)
        case blocks.DoseStrip(items=items):
            yield from (", ".join(filter(None, map(plain, answer))) for answer in items)
        case blocks.SafetyBox(rows=rows):
            yield from (_led(plain(label), plain(item)) for label, items in rows for item in items)
        case blocks.Callout(title=title, body=body):
            for inner in body:
                yield from (_led(plain(title), text) for text in _prose(inner))
        case blocks.PointCard():
            texts = [block.place, *block.steps, block.dose, block.leave_out, *block.cautions]
            yield from (plain(text) for text in (*texts, block.why, *block.note) if text)
        case blocks.TipCard(title=title, steps=steps, cautions=cautions):
            yield from map(plain, (title, *steps, *cautions))
        case _:
            return


def _led(title: str, text: str) -> str:
    """An entry that goes on where its title stopped ("Call us if" …) is one sentence with it."""
    return f"{title} {text}" if text[:1].islower() else text


def as_data(value: object) -> Any:
    """A handout, or any part of one, as JSON can hold it; each block with its kind."""
    if isinstance(value, tuple):
        if value and all(isinstance(item, Span) for item in value):
            return plain(value)
        return [as_data(item) for item in value]
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if is_dataclass(value):
        data = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **data}
    return value


def _lines(block: object) -> Iterator[str]:
    match block:
        case blocks.Paragraph(text=text):
            yield plain(text)
        case blocks.Steps(items=items):
            yield from _numbered(items)
        case blocks.Bullets(items=items):
            yield from (f"- {plain(item)}" for item in items)
        case blocks.DoseStrip(items=items):
            yield from (f"| {plain(big)} | {plain(small)}" for big, small in items)
        case blocks.SafetyBox(rows=rows):
            for label, items in rows:
                yield f"[{plain(label)}]"
                yield from (f"- {plain(item)}" for item in items)
        case blocks.Callout(title=title, body=body):
            yield f"[{plain(title)}]"
            yield from chain.from_iterable(map(_lines, body))
        case blocks.BodyMap(alt=alt) | blocks.TickChart(alt=alt):
            yield f"({alt})"
        case blocks.PointCard():
            yield from _card(block)
        case blocks.TipCard(title=title, steps=steps, cautions=cautions, photo=photo):
            yield f"* {plain(title)}"
            yield from (f"  {plain(step)}" for step in steps)
            yield from (f"  ({one.alt})" for one in (photo,) if one)
            yield from (f"  ! {plain(line)}" for line in cautions)
        case blocks.WebLink(url=url, label=label):
            yield f"{plain(label)}: {url}"
        case blocks.Contact(lines=lines):
            yield from (f"{plain(name)}: {plain(value)}" for name, value, _ in lines)
        case _:
            raise TypeError(f"a block of an unknown kind: {type(block).__name__}")


def _card(card: blocks.PointCard) -> Iterator[str]:
    yield f"({card.number}) {plain(card.place)} | {plain(card.names)}"
    if card.where:
        yield f"  ({card.where.alt})"
    for picture in card.how:
        caption = "" if isinstance(picture, blocks.Photo) else f" {plain(picture.caption)}"
        yield f"  ({picture.alt}{caption})"
    yield from (f"  {line}" for line in _numbered(card.steps))
    yield f"  * {plain(card.dose)}"
    if card.leave_out:
        yield f"  ! {plain(card.leave_out)}"
    yield from (f"  ! {plain(line)}" for line in card.cautions)
    if card.why:
        yield f"  {plain(card.why)}"
    yield from (f"  {plain(card.note_title)}: {plain(line)}" for line in card.note)


def _numbered(items: tuple[Text, ...]) -> Iterator[str]:
    return (f"{number}. {plain(item)}" for number, item in enumerate(items, 1))
