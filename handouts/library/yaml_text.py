"""YAML in which everything typed stays text, and every line knows its number.

Plain YAML turns `1:30` into 90, `no` into False, a phone into a number, lets the second of two
equal keys win in silence, and unfolds one small file into gigabytes through aliases. Here a
scalar is what was typed, and whatever could mean two things is refused with its line and a cure.

We build on the events of PyYAML's C parser: they come one by one, so a nest of a million brackets
is left at the twenty-first, and tags and anchors are seen before anything acts on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from yaml import events

from handouts.errors import ContentError, Problem
from handouts.files.paths import ASSETS
from handouts.files.reading import decode, must_fit, read_bytes, shown, unseen
from handouts.library.yaml_words import explain, starred
from handouts.text.typed import colons, spaced

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 10_000
MAX_PROBLEMS = 50
MAX_ROUNDS = 10
_STARTS = re.compile(r"[^\s#\-\]}]")

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AssetLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True, eq=False)
class Scalar:
    """A text as it was typed. `cut` is the comment after it, where an unquoted text has one.

    `quoted` is true for anything but a plain text, so an empty one was meant to be empty.
    """

    text: str
    line: int
    quoted: bool = False
    cut: str | None = None


@dataclass(slots=True, eq=False)
class Sequence:
    """A list, with the line on which it starts."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values, in order; each key keeps its own line."""

    line: int
    items: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def read_yaml(
    source: Path | bytes, name: str | None = None, problems: list[Problem] | None = None
) -> Node:
    """The root of a file, or of bytes called `name`: an empty mapping where nothing stands there.

    Raises with every problem that could be found; a caller that has more to say about the file
    gives a list for them, and gets what could be read.
    """
    name = name or str(source)
    data = source if isinstance(source, bytes) else read_bytes(source, MAX_BYTES, name)
    must_fit(data, MAX_BYTES, name)
    text = decode(data, name)
    if odd := unseen(text, name):
        raise ContentError(odd)
    root, found = _parse(name, colons(spaced(text)))
    if found and problems is None:
        raise ContentError(found)
    if problems is not None:
        problems += found
    return root


def read_assets(path: Path, before: str = "") -> Any:
    """Our own, trusted data: `str`, `list` and `dict` only, without marks; of a file, what stands
    `before` the field of that name. The tests read the same files through `read_yaml` too, so that
    duplicate keys cannot hide.
    """
    data = path.read_bytes()
    if before:
        data, _, _ = data.partition(f"\n{before}:".encode())
    try:
        return yaml.load(data, Loader=_AssetLoader)
    except yaml.MarkedYAMLError as error:
        line, wrong, cure = explain(error, path.read_text("utf-8").split("\n"))
        raise ContentError.at(path, wrong, cure, line=line) from error


@cache
def asset_table(name: str) -> Any:
    """One of the tables that no language changes: `assets/<name>.yaml`, read once a process."""
    return read_assets(ASSETS / f"{name}.yaml")


def _line(event: events.Event) -> int:
    """The line on which an event starts, from 1. Events of a parsed text always have marks."""
    return event.start_mark.line + 1 if event.start_mark else 0


def _parse(name: str, text: str) -> tuple[Node, list[Problem]]:
    """The root and all problems. A parser stops at the first line that it cannot read; to find
    the next one, the field with that line is taken out and the rest is read again.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    for _ in range(MAX_ROUNDS):
        builder = _Builder(name, lines)
        root = builder.build()
        problems += [problem for problem in builder.problems if problem not in problems]
        if builder.stuck is None or not _take_out(lines, builder.stuck):
            break
    return root, problems


def _take_out(lines: list[str], row: int) -> bool:
    """Empty the lines of the field around `row`; False when there was nothing in them."""
    starts = [n for n, line in enumerate(lines) if _STARTS.match(line)]
    first = max((n for n in starts if n <= row), default=0)
    last = min((n for n in starts if n > row), default=len(lines))
    full = any(line.strip() for line in lines[first:last])
    lines[first:last] = [""] * (last - first)
    return full


class _Builder:
    """One pass over the events, building nodes and collecting problems; no recursion."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self.problems: list[Problem] = []
        self.stuck: int | None = None
        self.root: Node = Mapping(0)
        self.open: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.nodes = 0

    def build(self) -> Node:
        documents = 0
        for event in self._events():
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    wrong = "A second document starts here."
                    self.refuse(event, wrong, "Keep one in a file; delete the line `---`.")
                    break
            elif not self._take(event):
                break
        return self.root

    def refuse(self, event: events.Event, wrong: str, cure: str) -> None:
        self._add(_line(event), wrong, cure)

    def _add(self, line: int, wrong: str, cure: str) -> None:
        problem = Problem(self.name, line, "", wrong, cure)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    def _events(self) -> Iterator[events.Event]:
        try:
            yield from yaml.parse("\n".join(self.lines), Loader=_Parser)
        except yaml.MarkedYAMLError as error:
            line, wrong, cure = explain(error, self.lines)
            self.stuck = line - 1
            if line not in {problem.line for problem in self.problems}:
                self._add(line, wrong, cure)
        except yaml.YAMLError as error:
            wrong = f"This cannot be read as YAML ({type(error).__name__})."
            self.problems.append(Problem(self.name, 0, "", wrong, "Save it as plain text (UTF-8)."))

    def _take(self, event: events.Event) -> bool:
        """Take one event in; False when there is no sense in going on."""
        if isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self.open.pop()
            return True
        if not isinstance(event, events.NodeEvent):
            return True
        self.nodes += 1
        if self.nodes > MAX_NODES:
            wrong = f"The file has more than {MAX_NODES:,} entries."
            self.refuse(event, wrong, "Is it the right file?")
            return False
        self._look(event)
        if not isinstance(event, events.MappingStartEvent | events.SequenceStartEvent):
            self._place(event, self._scalar(event))
            return True
        node = (Mapping if isinstance(event, events.MappingStartEvent) else Sequence)(_line(event))
        self._place(event, node)
        self.open.append((node, None))
        if len(self.open) > MAX_DEPTH:
            wrong = f"Lists stand in lists more than {MAX_DEPTH} deep."
            self.refuse(event, wrong, "Check brackets and indentation.")
            return False
        return True

    def _look(self, event: events.NodeEvent) -> None:
        """Refuse what YAML would act on: aliases, anchors and tags."""
        if isinstance(event, events.AliasEvent):
            self.refuse(event, *starred(self.lines[_line(event) - 1]))
        elif event.anchor is not None:
            self.refuse(event, "A text that starts with `&` must be quoted.", 'Write it as "&…".')
        elif getattr(event, "tag", None) is not None:
            self.refuse(event, "A text that starts with `!` must be quoted.", 'Write it as "!…".')

    def _scalar(self, event: events.NodeEvent) -> Scalar:
        line = _line(event)
        if not isinstance(event, events.ScalarEvent):
            return Scalar("", line, quoted=True)
        quoted = bool(event.style)
        if quoted:
            return Scalar(event.value, line, quoted)
        text = event.value.split(" - ")[0] if self._glued(event) else event.value
        return Scalar(text, line, cut=self._cut(event))

    def _glued(self, event: events.ScalarEvent) -> bool:
        """Refuse `- …` that YAML would glue to the text above it, being indented further."""
        end = event.end_mark.line if event.end_mark else 0
        rows = range(_line(event), min(end + 1, len(self.lines)))
        glued = [row for row in rows if self.lines[row].lstrip().startswith("- ")]
        for row in glued:
            wrong = "This entry is indented further than the text above it."
            cure = "Let the entries of a list start in one column; put `|` before a long text."
            self._add(row + 1, wrong, cure)
        return bool(glued)

    def _cut(self, event: events.ScalarEvent) -> str | None:
        """The comment behind an unquoted text: perhaps it was meant to be part of it."""
        end = event.end_mark
        if end is None or end.line >= len(self.lines):
            return None
        rest = self.lines[end.line][end.column :]
        return rest.strip() if rest.lstrip().startswith("#") else None

    def _place(self, event: events.Event, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.open[-1] = (parent, self._key(event, node))
        else:
            self.open[-1] = (parent, None)
            self._enter(parent, key, node)

    def _key(self, event: events.Event, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.refuse(event, "A text that starts with a bracket must be quoted.", 'Write it as "…".')
        return Scalar("", node.line)

    def _enter(self, parent: Mapping, key: Scalar, node: Node) -> None:
        if key.text not in parent.items:
            parent.items[key.text] = node
            parent.lines[key.text] = key.line
            return
        first = parent.lines[key.text]
        wrong = f"{shown(key.text)} stands here a second time; the first is in line {first}."
        self._add(key.line, wrong, "Keep one of them.")
