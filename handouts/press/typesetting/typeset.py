"""Setting text: lines to operators, marked for the structure tree as they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from handouts.errors import ContentError, Problem
from handouts.handout import Text, plain, words
from handouts.press.blocks.draft import (
    Draft,
    Item,
    Node,
    Slot,
    Weight,
    attributes,
    merge_characters,
)
from handouts.press.numbers import num, paint
from handouts.press.typesetting.text import Breaker, Face, Line, Run, widest

INK = (0.1, 0.1, 0.12)
SOFT = (0.27, 0.27, 0.3)  # for what comes second; 9:1 on white
WHITE = (1.0, 1.0, 1.0)
Rgb = tuple[float, float, float]


class TypeFonts(Protocol):
    """What setting needs of the fonts."""

    def width(self, text: str, weight: Weight, size: float) -> float:
        """The width of a text in points."""
        ...

    def show(self, text: str, weight: Weight, size: float) -> bytes:
        """The operators that show a text, between BT and ET."""
        ...

    def missing(self, text: str) -> list[str]:
        """Characters that no face has."""
        ...


@dataclass(slots=True)
class _Marks:
    """The operators of one text object, and the leaves of the elements that own its runs."""

    operators: list[bytes] = field(default_factory=list)
    kids: dict[int, list[Slot | Node]] = field(default_factory=dict)
    count: int = 0
    current: tuple[str | None, int] | None = None

    def mark(self, tags: Sequence[str], run: Run) -> None:
        """Be inside a mark of this owner and language. Marks are siblings: readers lose nested
        ones.
        """
        if self.current == (run.lang, run.owner):
            return
        self.close()
        slot = Slot(self.count)
        leaf = slot if run.lang is None else Node("Span", (slot,), attributes(lang=run.lang))
        self.kids.setdefault(run.owner, []).append(leaf)
        self.operators.append(
            f"/{'Span' if run.lang else tags[run.owner]} <</MCID %d>>BDC".encode()
        )
        self.count += 1
        self.current = (run.lang, run.owner)

    def close(self) -> None:
        """Be inside no mark."""
        if self.current is not None:
            self.operators.append(b"EMC")
            self.current = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A heading that opens running lines."""

    tag: str
    text: Text
    colour: Rgb


def _entries(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Labels and bodies as entries of a list; an entry may do without a label."""
    entries: list[Node] = []
    label: tuple[Node, ...] = ()
    for node in nodes:
        if node.tag == "Lbl":
            label = (node,)
        else:
            entries.append(Node("LI", (*label, node)))
            label = ()
    return tuple(entries)


def _numbering(tags: Sequence[str]) -> str:
    return "Decimal" if "Lbl" in tags else "None"


def baseline(face: Face) -> float:
    """How far below the top of its line a text stands."""
    return face.leading / 2 + 0.34 * face.size


class Typesetter:
    """Sets texts with one set of fonts."""

    def __init__(self, fonts: TypeFonts) -> None:
        self.fonts = fonts
        self.breaker = Breaker(fonts)

    def width(self, text: Text, face: Face) -> float:
        """The width of a text that only its own line ends break."""
        if "\n" in plain(text):
            return widest(self.lines(text, face, math.inf))
        return sum(
            self.breaker.width(span.text, "bold" if span.strong else face.weight, face.size)
            for span in text
        )

    def lines(self, text: Text, face: Face, width: float) -> tuple[Line, ...]:
        """A text, broken."""
        return self.breaker.lines(text, face, width)

    def checked_lines(self, text: Text, face: Face, width: float) -> tuple[Line, ...]:
        """A text, broken, if every character of it can be shown."""
        self._refuse_missing(plain(text))
        return self.breaker.lines(text, face, width)

    def checked_count(self, text: Text, face: Face, width: float) -> int:
        """In how many lines it is broken."""
        self._refuse_missing(plain(text))
        return self.breaker.count(text, face, width)

    def level_lines(self, text: Text, face: Face, width: float) -> tuple[Line, ...]:
        """A text in as few lines as the width allows, each as short as that number allows."""
        lines = self.checked_lines(text, face, width)
        if len(lines) == 1:
            return lines
        low, high = 0.0, width
        while high - low > face.size / 4:
            middle = (low + high) / 2
            tried = self.breaker.lines(text, face, middle)
            if len(tried) == len(lines) and widest(tried) <= middle:
                lines, high = tried, middle
            else:
                low = middle
        return lines

    def text(
        self,
        text: Text,
        face: Face,
        width: float,
        tag: str = "P",
        colour: Rgb = INK,
        entries: bytes = b"",
    ) -> Draft:
        """A text as one structure element, as high as its lines."""
        self._refuse_missing(plain(text))
        return self.set_lines(self.lines(text, face, width), face, width, tag, colour, entries)

    def set_lines(
        self,
        lines: Sequence[Line],
        face: Face,
        width: float,
        tag: str = "P",
        colour: Rgb = INK,
        entries: bytes = b"",
        indents: Sequence[float] | None = None,
    ) -> Draft:
        """Lines as one structure element. `indents` moves each line to the right."""
        item, marks = self._shown(lines, face, [tag], colour, indents)
        return Draft(
            width,
            face.leading * len(lines),
            (item,),
            (Node(tag, tuple(marks.kids.get(0, ())), entries),),
            marks.count,
            characters=_characters(lines),
        )

    def _shown(
        self,
        lines: Sequence[Line],
        face: Face,
        tags: Sequence[str],
        colour: Rgb,
        indents: Sequence[float] | None = None,
        lead: Rgb | None = None,
    ) -> tuple[Item, _Marks]:
        """Lines as one text object; `tags` names the element of each owner, `lead` is the colour
        of the first.
        """
        marks = _Marks()
        at = first = indents[0] if indents else 0.0
        begins = lead or colour
        for index, line in enumerate(lines):
            if index:
                indent = indents[index] if indents else 0.0
                step = f"{num(indent - at)} {num(-face.leading)} Td"
                marks.operators.append(step.encode())
                at = indent
            for run in line.runs:
                if run.text:
                    if run.owner and begins != colour:
                        marks.close()
                        marks.operators.append(paint(colour))
                        begins = colour
                    marks.mark(tags, run)
                    marks.operators.append(self.fonts.show(run.text, run.weight, face.size))
        marks.close()
        start = b"BT " + paint(lead or colour) + b"1 0 0 1 "
        after = b" Tm " + b"\n".join(marks.operators) + b" ET"
        return Item(first, -baseline(face), start, after), marks

    def run_in(
        self,
        entries: Sequence[tuple[Text, Text]],
        face: Face,
        width: float,
        lead: Lead | None = None,
    ) -> Draft:
        """Entries of a list (label or nothing, words) one after the other in running lines, with a
        heading that opens the first.
        """
        owned: list[tuple[str, Text]] = []
        if lead:
            owned.append((lead.tag, (*lead.text, *words("\u00a0 "))))
        for label, body in entries:
            if label:
                owned.append(("Lbl", (*label, *words("\u00a0"))))
            owned.append(("LBody", (*body, *words(" "))))
        tags, texts = [tag for tag, _ in owned], [text for _, text in owned]
        self._refuse_missing("".join(map(plain, texts)))
        lines = self.breaker.shared_lines(texts, face, width)
        item, marks = self._shown(lines, face, tags, INK, lead=lead.colour if lead else None)
        nodes = [Node(tag, tuple(marks.kids[owner])) for owner, tag in enumerate(tags)]
        heads = tuple(nodes[:1]) if lead else ()
        listed = Node("L", _entries(nodes[len(heads) :]), attributes(numbering=_numbering(tags)))
        return Draft(
            width,
            face.leading * len(lines),
            (item,),
            (*heads, listed),
            marks.count,
            characters=_characters(lines),
        )

    def centred(
        self,
        text: Text,
        face: Face,
        width: float,
        tag: str = "P",
        colour: Rgb = INK,
        entries: bytes = b"",
    ) -> Draft:
        """A text with each line in the middle of its column."""
        return self._pushed(0.5, text, face, width, tag, colour, entries)

    def right(
        self,
        text: Text,
        face: Face,
        width: float,
        tag: str = "P",
        colour: Rgb = INK,
        entries: bytes = b"",
    ) -> Draft:
        """A text that ends at the right edge."""
        return self._pushed(1.0, text, face, width, tag, colour, entries)

    def _pushed(
        self,
        share: float,
        text: Text,
        face: Face,
        width: float,
        tag: str,
        colour: Rgb,
        entries: bytes,
    ) -> Draft:
        """A text with this share of what each line leaves free put before it."""
        self._refuse_missing(plain(text))
        lines = self.lines(text, face, width)
        indents = [(width - line.width) * share for line in lines]
        return self.set_lines(lines, face, width, tag, colour, entries, indents)

    def artifact_text(self, text: str, face: Face, width: float, colour: Rgb, kind: bytes) -> Draft:
        """A line of text outside the structure: running feet and nothing else."""
        self._refuse_missing(text)
        shown = self.fonts.show(text, face.weight, face.size)
        before = b"/Artifact " + kind + b"BDC BT " + paint(colour) + b"1 0 0 1 "
        item = Item(0, -baseline(face), before, b" Tm " + shown + b" ET EMC")
        line = Line((Run(text, face.weight),), width)
        return Draft(width, face.leading, (item,), characters=_characters([line]))

    def _refuse_missing(self, text: str) -> None:
        missing = self.fonts.missing(text.replace("\n", ""))
        if missing:
            names = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing)
            short = text if len(text) <= 60 else text[:57] + "…"
            raise ContentError(
                Problem("", 0, f'"{short}"', f"No font has {names}.", "Write it in other letters.")
            )


def _characters(lines: Sequence[Line]) -> dict[Weight, frozenset[str]]:
    return merge_characters(
        {run.weight: frozenset(run.text)} for line in lines for run in line.runs
    )
