"""A clinic's own words: `wording.yaml` replaces sentences of the page, of points and of tips.

What safety says can be added to, never weakened or taken away.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from handouts.errors import Problem
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.model import Kind, Point, Tip
from handouts.library.own import Own, OwnFile, Typed
from handouts.library.yaml_text import Mapping as Group
from handouts.library.yaml_text import Node, Scalar, asset_table
from handouts.prescription.fields import values
from handouts.prescription.fields.fill import entries, must_be_whole, opened
from handouts.prescription.fields.points import look_up
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.values import Wrong, meant, one_of
from handouts.prescription.own.takers import CALL_FILLED

FILE_NAME = "wording.yaml"
MOST_LINES, MOST_SIGNS = 12, 300
_MAY = asset_table("replaceable")
ADDED_TO, KEPT = tuple(_MAY["added_to"]), tuple(_MAY["kept"])
_BURNS = frozenset({"heat", "cold", "moxa", "needles"})
"""Flags of tips whose steps say how not to be hurt."""
_GROUPS = ("page", "points", "tips")
_FIELDS = {
    "point": {"title": "place", "steps": "find", "position": "position", "reach": "reach_words"},
    "tip": {"title": "title", "steps": "steps"},
}
"""What may be written of a thing, and its name in the library."""


def read_wording(path: Path, library: Library) -> Own:
    """Read and check the file: what is right in it holds, what is wrong stands in `broken_words`.
    Raises ContentError where nothing of it can be read, FileError.
    """
    log, root = opened(path)
    reader = _Reader(log, library)
    for key, node in root.items.items():
        reader.group(key, node, root.lines[key])
    return Own(
        files=tuple(reader.files),
        words=reader.page,
        replaced=tuple(reader.replaced),
        broken_words=tuple(sorted(log.problems, key=lambda one: one.line)),
        notices=(*log.notices, *reader.told()),
    )


class _Reader:
    def __init__(self, log: ProblemLog, library: Library) -> None:
        self.log, self.library = log, library
        self.page: dict[str, Any] = {}
        self.added: dict[str, list[str]] = {}
        self.replaced: list[Typed] = []
        self.files: list[OwnFile] = []

    def told(self) -> tuple[Problem, ...]:
        """One notice for everything that is no longer ours."""
        changed = [*self.replaced, *(one for file in self.files for one in file.replaced)]
        if not changed:
            return ()
        names = list(dict.fromkeys(one.field for one in changed))
        added = [name for name in names if name in ADDED_TO or name.endswith(".cautions")]
        replaced = [name for name in names if name not in added]
        parts = [f"stand for {one_of(replaced, 'and')}"] if replaced else []
        parts += [f"are added to {one_of(added, 'and')}"] if added else []
        says = f"Your own words {', and '.join(parts)}."
        line = min(one.line for one in changed)
        return (Problem(self.log.file, line, "", says, "Look at them on a page."),)

    def group(self, key: str, node: Node, line: int) -> None:
        """`page:`, `points:` or `tips:`."""
        if key not in _GROUPS:
            guess = meant(key, _GROUPS)
            if not guess and key in self.library.wording.at(""):
                guess = f"Write it under page: as page: {{{key}: …}}"
            cure = guess or "Write page:, points: or tips: at the start of a line."
            self.log.wrong(line, "", f"There is no field {shown(key)} here.", cure)
        elif not isinstance(node, Group):
            wrong = "Here a group of fields is needed."
            cure = "Write them under it, each a little to the right."
            self.log.wrong(node.line, key, wrong, cure)
        elif key == "page":
            self.page = self._words(node, "")
            for name, lines in self.added.items():
                self._add_to_strokes(self.page, name, lines)
        else:
            for name, words in node.items.items():
                with self.log.noting(node.lines[name], key):
                    self._thing("point" if key == "points" else "tip", name, words)

    def _typed(self, line: int, name: str, value: Any) -> list[Typed]:
        about = name.partition(".")[0]
        texts = (value,) if isinstance(value, str) else value or ("",)
        return [Typed(self.log.file, line, name, text, about) for text in texts]

    # ── the page ────────────────────────────────────────────────────────────────────────────

    def _words(self, group: Group, within: str) -> dict[str, Any]:
        """What is right in a group of words, nested as it is."""
        made: dict[str, Any] = {}
        for key, node in group.items.items():
            name, line = f"{within}{key}", group.lines[key]
            try:
                ours = self.library.wording.at(name)
            except (KeyError, TypeError):
                known = self.library.wording.at(within)
                cure = meant(key, known) or f"Choose of {one_of(list(known), 'and')}."
                self.log.wrong(line, "page", f"There are no words {shown(name)}.", cure)
                continue
            with self.log.noting(line, f"page.{name}"):
                if value := self._value(name, node, ours):
                    made[key] = value
                    if not isinstance(value, dict):
                        self.replaced += self._typed(line, name, value)
        return made

    def _add_to_strokes(self, words: dict[str, Any], name: str, lines: list[str]) -> None:
        """A baby's sheet has lists of its own: what a clinic adds to ours is said there, too."""
        try:
            ours = self.library.wording.many(f"stroked.page.{name}")
        except KeyError:
            return
        *groups, last = f"stroked.page.{name}".split(".")
        for group in groups:
            words = words.setdefault(group, {})
        words[last] = [*ours, *lines]

    def _value(self, name: str, node: Node, ours: Any) -> Any:
        """A group, a list or a text, as ours is one."""
        if isinstance(ours, dict):
            if not isinstance(node, Group):
                cure = f"Write {one_of(ours, 'or')} under it."
                raise Wrong("Here a group of fields is needed.", cure)
            return self._words(node, f"{name}.")
        if name in ADDED_TO:
            lines = self._lines(node)
            for line in lines:
                values.must_be_filled(line, CALL_FILLED if name == "call.items" else ())
            self.added[name] = lines
            return [*ours, *lines]
        if any(name == kept or name.startswith(f"{kept}.") for kept in KEPT):
            adds = one_of(ADDED_TO, "and")
            wrong = "These words belong to safety, or the program counts on them; they stay."
            raise Wrong(wrong, f"Delete the line. Lines may be added to {adds}.")
        if isinstance(ours, list):
            lines = self._lines(node)
            if name in _MAY["of_a_length"] and len(lines) != len(ours):
                raise Wrong(f"There must be {len(ours)} entries.", "Write as many as ours has.")
            return lines
        text = self._text(node)
        wanted, there = ({*values.IN_BRACES.findall(one)} for one in (str(ours), text))
        if wanted != there:
            braces = one_of((f"{{{one}}}" for one in sorted(wanted)), "and")
            wrong = "The words in braces are filled in by the program."
            raise Wrong(wrong, f"Keep {braces} as they are." if wanted else "Take them out.")
        return text

    def _lines(self, node: Node) -> list[str]:
        items = entries(node)
        values.must_have_room(len(items), MOST_LINES, "lines")
        return [self._text(item) for item in items]

    def _text(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise Wrong("Here a text is needed.", "Put it in quotes: a colon may stand in it.")
        must_be_whole(node)
        if not node.text.strip():
            raise Wrong("Here stands nothing.", "Write the words, or delete the line.")
        return values.text(node.text, MOST_SIGNS)

    # ── points and tips ─────────────────────────────────────────────────────────────────────

    def _thing(self, kind: Kind, name: str, node: Node) -> None:
        """A point or tip with its words replaced, and what to take care of added."""
        if not isinstance(node, Group):
            raise Wrong("Here a group of fields is needed.", "Write title: or steps: under it.")
        code = look_up(kind, name, self.library)
        thing: Point | Tip
        thing = self.library.points[code] if kind == "point" else self.library.tips[code]
        changes: dict[str, Any] = {}
        replaced: list[Typed] = []
        for key, value in node.items.items():
            line, where = node.lines[key], f"{code}.{key}"
            with self.log.noting(line, where):
                changed = self._changed(thing, key, value)
                changes |= changed
                replaced += self._typed(line, where, next(iter(changed.values())))
        path, made = Path(self.log.file), replace(thing, **changes)
        self.files.append(OwnFile(kind, code, path, made, changes=True, replaced=tuple(replaced)))

    def _changed(self, thing: Point | Tip, key: str, node: Node) -> dict[str, Any]:
        fields = _FIELDS["point" if isinstance(thing, Point) else "tip"]
        if key == "cautions":
            return {key: (*self._lines(node), *thing.cautions)}
        if key not in fields:
            known = (*fields, "cautions")
            cure = meant(key, known) or f"Choose of {one_of(known, 'and')}."
            raise Wrong(f"There is no field {shown(key)} here.", cure)
        if key != "steps":
            return {fields[key]: self._text(node)}
        if isinstance(thing, Tip) and thing.flags & _BURNS:
            wrong = "These steps keep people from harm; they stay."
            raise Wrong(wrong, "Add cautions: here, or write a tip of your own.")
        return {fields[key]: tuple(self._lines(node))}
