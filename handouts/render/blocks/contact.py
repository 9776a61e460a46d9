"""Whom to ask, and what to read: lines with their links, a web address with its square code."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import Contact, Text, WebLink, plain, words
from handouts.render import fonts
from handouts.render.blocks.drawn import Drawn
from handouts.render.blocks.frame import Block, SideBySide, Stack
from handouts.render.qr import draw_qr, qr_size
from handouts.render.style import Style
from handouts.render.text import GREY, TextBlock, TextStyle
from handouts.text.web_address import as_uri


def contact(block: Contact, style: Style) -> Block:
    """A line for each way to reach the clinic."""
    size = style.body.size
    indent = max(fonts.width(plain(label), "regular", size) for label, _, _ in block.lines) + 10
    rows = [_line(label, value, target, style, indent) for label, value, target in block.lines]
    return Stack(rows, gap=1)


def _line(label: Text, value: Text, target: str | None, style: Style, indent: float) -> Block:
    link = (target, f"{plain(label)}: {plain(value)}") if target else None
    return SideBySide(
        [
            (TextBlock((*label, *words(" ")), style.soft, "Span"), indent),
            (TextBlock(value, style.strong, "Span", link), None),
        ],
        role="P",
    )


def web_link(block: WebLink, style: Style) -> Block:
    """What it is, how to get there, the address; the code at its left."""
    body = style.body
    address = block.url.removeprefix("https://").removeprefix("http://")
    grey = TextStyle(body.size, body.leading, "regular", GREY)
    texts: list[Flowable] = [
        *([TextBlock(block.label, style.strong, "P")] if plain(block.label) else []),
        TextBlock(block.hint, body, "P"),
        TextBlock(words(address), grey, "P", (block.url, plain(block.label) or address)),
    ]
    uri = as_uri(block.url)
    size = qr_size(uri, style.layout.pictures.code)
    code = Drawn(
        lambda canvas, *_: draw_qr(canvas, uri, 0, 0, size), lambda _: (size, size), block.alt
    )
    return SideBySide([(code, size), (Stack(texts, gap=1), None)], gap=10, middle=True)
