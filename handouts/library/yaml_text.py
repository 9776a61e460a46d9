"""YAML in which everything typed stays text, and every line knows its number.

Plain YAML turns `1:30` into 90 and `no` into False, lets the second of two equal keys win, and
unfolds a small file into gigabytes through aliases. Here a scalar is what was typed, and whatever
could mean two things is refused. The events of PyYAML's C parser come one by one, so a nest of a
million brackets is left at the twenty-first, and tags are seen before anything acts on them.
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
    """A text as it was typed; if `quoted`, it may be empty. `cut` is a comment behind it."""

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

    Raises ContentError with every problem; who gives a list for them gets what could be read.
    """
    name = name or str(source)
    data = source if isinstance(source, bytes) else read_bytes(source, MAX_BYTES, name)
    must_fit(data, MAX_BYTES, name)
    text = decode(data, name)
    if odd := unseen(text, name):
        raise ContentError(odd)
    root, found = _parse(name, colons(spaced(text)))
    if problems is not None:
        problems += found
    elif found:
        raise ContentError(found)
    return root


def read_assets(path: Path, before: str = "") -> Any:
    """Our own, trusted data, without marks; what stands `before` the field of that name.

    Tests read the same files through `read_yaml`, too, so that duplicate keys cannot hide.
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


def _parse(name: str, text: str) -> tuple[Node, list[Problem]]:
    """The root and all problems: a field that cannot be read is taken out, the rest read again."""
    lines = text.split("\n")
    problems: list[Problem] = []
    for _ in range(MAX_ROUNDS):
        builder = _Builder(name, lines)
        stuck = builder.build()
        problems += [problem for problem in builder.problems if problem not in problems]
        if stuck is None or not _take_out(lines, stuck):
            break
    return builder.root, problems


def _take_out(lines: list[str], row: int) -> bool:
    """Empty the lines of the field around `row`; False when there was nothing in them."""
    starts = [n for n, line in enumerate(lines) if _STARTS.match(line)]
    first = max((n for n in starts if n <= row), default=0)
    last = min((n for n in starts if n > row), default=len(lines))
    full = any(line.strip() for line in lines[first:last])
    lines[first:last] = [""] * (last - first)
    return full


def _line(event: events.Event) -> int:
    """The line on which an event starts, from 1. Events of a parsed text always have marks."""
    return event.start_mark.line + 1 if event.start_mark else 0


class _Builder:
    """One pass over the events: builds nodes and collects problems."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, lines
        self.events: Iterator[Any] = yaml.parse("\n".join(lines), Loader=_Parser)
        self.problems: list[Problem] = []
        self.root: Node = Mapping(0)
        self.nodes = 0

    def build(self) -> int | None:
        """Make the root, as far as the file can be read; gives the row that stops the parser."""
        documents = 0
        try:
            for event in self.events:
                documents += isinstance(event, events.DocumentStartEvent)
                if documents > 1:
                    wrong = "A second document starts here."
                    raise self._end(event, wrong, "Keep one in a file; delete the line `---`.")
                if isinstance(event, events.NodeEvent):
                    self._node(event, 0)
        except ContentError as error:
            self.problems += error.problems
        except yaml.MarkedYAMLError as error:
            line, wrong, cure = explain(error, self.lines)
            if line not in {problem.line for problem in self.problems}:
                self._add(line, wrong, cure)
            return line - 1
        except yaml.YAMLError as error:
            wrong = f"This cannot be read as YAML ({type(error).__name__})."
            self._add(0, wrong, "Save it as plain text (UTF-8).")
        return None

    def _end(self, event: events.Event, wrong: str, cure: str) -> ContentError:
        """What leaves no sense in reading on."""
        return ContentError.at(self.name, wrong, cure, line=_line(event))

    def _add(self, line: int, wrong: str, cure: str) -> None:
        problem = Problem(self.name, line, "", wrong, cure)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    def _node(self, event: events.NodeEvent, depth: int) -> Node:
        """The node that an event starts, `depth` deep, with all that stands in it."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            wrong = f"The file has more than {MAX_NODES:,} entries."
            raise self._end(event, wrong, "Is it the right file?")
        self._look(event)
        node = self._started(event)
        if depth == 0:  # of a file that cannot be read to its end, we have the beginning
            self.root = node
        if depth == MAX_DEPTH and not isinstance(node, Scalar):
            wrong = f"Lists stand in lists more than {MAX_DEPTH} deep."
            raise self._end(event, wrong, "Check brackets and indentation.")
        if isinstance(node, Sequence):
            node.items.extend(self._node(one, depth + 1) for one in self._inside())
        elif isinstance(node, Mapping):
            for one in self._inside():
                key = self._key(self._node(one, depth + 1))
                self._enter(node, key, self._node(next(self.events), depth + 1))
        return node

    def _started(self, event: events.NodeEvent) -> Node:
        """The node without what stands in it; empty where an alias stands."""
        line = _line(event)
        if isinstance(event, events.SequenceStartEvent):
            return Sequence(line)
        if isinstance(event, events.MappingStartEvent):
            return Mapping(line)
        if not isinstance(event, events.ScalarEvent):
            return Scalar("", line, quoted=True)
        if event.style:
            return Scalar(event.value, line, quoted=True)
        text = event.value.split(" - ")[0] if self._glued(event) else event.value
        end = event.end_mark  # the comment behind it was perhaps meant to be part of it
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        cut = rest.strip() if rest.lstrip().startswith("#") else None
        return Scalar(text, line, cut=cut)

    def _inside(self) -> Iterator[events.NodeEvent]:
        """The events from here to the end of the list or group, each the start of a node."""
        while isinstance(event := next(self.events), events.NodeEvent):
            yield event

    def _look(self, event: events.NodeEvent) -> None:
        """Refuse what YAML would act on: aliases, anchors and tags."""
        line = _line(event)
        if isinstance(event, events.AliasEvent):
            self._add(line, *starred(self.lines[line - 1]))
            return
        sign = "&" if event.anchor else "!" if getattr(event, "tag", None) else ""
        if sign:
            wrong = f"A text that starts with `{sign}` must be quoted."
            self._add(line, wrong, f'Write it as "{sign}…".')

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

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        wrong = "A text that starts with a bracket must be quoted."
        self._add(node.line, wrong, 'Write it as "…".')
        return Scalar("", node.line)

    def _enter(self, group: Mapping, key: Scalar, value: Node) -> None:
        first = group.lines.setdefault(key.text, key.line)
        if group.items.setdefault(key.text, value) is not value:
            wrong = f"{shown(key.text)} stands here a second time; the first is in line {first}."
            self._add(key.line, wrong, "Keep one of them.")
