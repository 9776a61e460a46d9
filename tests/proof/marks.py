"""What the content streams of a file say: every mark, what it shows, and what no mark holds.

This reads the operators by its own lights, so that it can be held against the structure tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Stream = tuple[int, int]  # object number and generation of a page or form
PAINT = frozenset(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"])
TEXT = frozenset(["Tj", "TJ", "'", '"'])


@dataclass(slots=True)
class Mark:
    """A marked-content sequence with a number, or an artifact."""

    tag: str
    number: int | None
    page: int
    properties: dict[str, str]
    text: str = ""
    paints: int = 0

    @property
    def is_artifact(self) -> bool:
        return self.tag == "/Artifact"


@dataclass(slots=True)
class Content:
    """All that the pages show. `problems` are what is wrong with the streams by themselves."""

    marks: dict[tuple[Stream, int], Mark] = field(default_factory=dict)
    artifacts: list[Mark] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    order: list[tuple[Stream, int]] = field(default_factory=list)


def read_content(pdf: pikepdf.Pdf) -> Content:
    """Everything marked on the pages, in the order it is painted."""
    content = Content()
    for index, page in enumerate(pdf.pages, 1):
        _Walk(content, page.obj, page.obj.objgen, index, []).run()
    return content


class _Walk:
    """A walk through one content stream; forms are walked where they are painted."""

    def __init__(
        self, content: Content, owner: Any, stream: Stream, page: int, open_marks: list[Mark | None]
    ) -> None:
        self._content, self._owner, self._stream, self._page = content, owner, stream, page
        self._open = open_marks
        self._depth = len(open_marks)
        self._font: _Font | None = None
        self._fonts: list[_Font | None] = []
        self._in_text = False

    def run(self) -> None:
        for operands, operator in pikepdf.parse_content_stream(self._owner):
            self._step(list(operands), str(operator))
        if len(self._open) != self._depth:
            self._problem("a mark is not closed")
        if self._in_text:
            self._problem("a text object is not closed")

    def _problem(self, what: str) -> None:
        self._content.problems.append(f"page {self._page}: {what}")

    def _step(self, operands: list[Any], operator: str) -> None:
        if operator in ("BDC", "BMC"):
            self._begin(operands)
        elif operator == "EMC":
            self._end()
        elif operator in ("BT", "ET"):
            if self._in_text == (operator == "BT"):
                self._problem(f"{operator} out of turn")
            self._in_text = operator == "BT"
        elif operator == "q":
            self._fonts.append(self._font)
        elif operator == "Q":
            if not self._fonts:
                self._problem("Q without q")
            self._font = self._fonts.pop() if self._fonts else None
        elif operator == "Tf":
            self._font = _font(self._resource("/Font", operands[0]))
        elif operator in TEXT:
            self._show(operands[-1])
        elif operator in PAINT:
            self._paint()
        elif operator == "Do":
            self._invoke(operands[0])

    def _resource(self, kind: str, name: Any) -> Any:
        resources = self._owner.get("/Resources", {})
        return resources[kind][name]

    def _begin(self, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = self._resource("/Properties", properties)
        number = int(properties["/MCID"]) if "/MCID" in properties else None
        plain = {str(key): str(value) for key, value in properties.items() if key != "/MCID"}
        mark = Mark(str(operands[0]), number, self._page, plain)
        if number is not None or mark.is_artifact:
            if self._holder():
                self._problem(f"mark {mark.tag} {number} inside another mark")
            self._keep(mark)
            self._open.append(mark)
        else:
            self._open.append(None)

    def _keep(self, mark: Mark) -> None:
        if mark.is_artifact:
            if mark.number is not None:
                self._problem("an artifact has a number")
            self._content.artifacts.append(mark)
        elif mark.number is not None:
            key = self._stream, mark.number
            if key in self._content.marks:
                self._problem(f"number {mark.number} is used twice")
            self._content.marks[key] = mark
            self._content.order.append(key)

    def _end(self) -> None:
        if len(self._open) <= self._depth:
            self._problem("EMC without a mark")
        else:
            self._open.pop()

    def _holder(self) -> Mark | None:
        return next((mark for mark in reversed(self._open) if mark), None)

    def _paint(self) -> None:
        holder = self._holder()
        if holder:
            holder.paints += 1
        else:
            self._problem("something is painted outside all marks")

    def _show(self, operand: Any) -> None:
        strings = operand if isinstance(operand, pikepdf.Array) else [operand]
        raw = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
        if not self._in_text:
            self._problem("text is shown outside a text object")
        if self._font is None:
            self._problem("text is shown without a font")
            return
        text, strange = self._font.decode(raw)
        if strange:
            self._problem(f"glyphs without a character: {strange} after {text[-20:]!r}")
        holder = self._holder()
        if holder:
            holder.text += text
            holder.paints += 1
        else:
            self._problem(f"text outside all marks: {text[:40]!r}")

    def _invoke(self, name: Any) -> None:
        target = self._resource("/XObject", name)
        if target.get("/Subtype") == "/Form":
            self._paint_form(target)
        else:
            self._paint()

    def _paint_form(self, form: Any) -> None:
        walk = _Walk(self._content, form, form.objgen, self._page, self._open)
        walk._font = self._font
        walk.run()


# ── fonts ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Font:
    """How codes become characters, as the file's own ToUnicode says."""

    width: int  # bytes a code
    characters: dict[int, str]

    def decode(self, raw: bytes) -> tuple[str, list[int]]:
        """The text, and the codes that the font cannot put into characters."""
        codes = [
            int.from_bytes(raw[at : at + self.width], "big")
            for at in range(0, len(raw), self.width)
        ]
        strange = [code for code in codes if not self.characters.get(code)]
        return "".join(self.characters.get(code, "\ufffd") for code in codes), strange


_KNOWN: dict[bytes, _Font] = {}


def _font(font: Any) -> _Font:
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    if "/ToUnicode" not in font:
        return _Font(width, {})
    table = bytes(font["/ToUnicode"].read_bytes())
    if table not in _KNOWN:
        _KNOWN[table] = _Font(width, dict(_unicode(table)))
    return _KNOWN[table]


def _unicode(table: bytes) -> Iterator[tuple[int, str]]:
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S):
        for code, char in re.findall(rb"<(\w+)>\s*<(\w*)>", block):
            yield int(code, 16), bytes.fromhex(char.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, chars in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(\[.*?\]|<\w+>)", block, re.S):
            values = [bytes.fromhex(one.decode()) for one in re.findall(rb"<(\w+)>", chars)]
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                if chars.startswith(b"["):
                    yield code, values[step].decode("utf-16-be")
                else:
                    text = values[0].decode("utf-16-be")
                    yield code, text[:-1] + chr(ord(text[-1]) + step)
