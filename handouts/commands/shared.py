"""What several verbs need: options, completion, printing of lists."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from handouts.errors import ContentError, Problem
from handouts.library import load_library
from handouts.paper import PAPERS
from handouts.paths import layout_names, on_disk
from handouts.prescription.values import one_of
from handouts.reading import shown

F = TypeVar("F", bound=Callable[..., Any])


class _AnyPath(click.Path):
    """A path, with its accents as the disk spells them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path of what was typed."""
        return on_disk(Path(os.fsdecode(super().convert(value, param, ctx))))


PATH = _AnyPath(path_type=Path, readable=False)
"""A file or folder. Whether it can be read is found out, and said in words, where it is read."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")


def design_options(command: F) -> F:
    """`--clinic`, `--layout` and `--paper`, which every verb that makes pages takes."""
    for option in (
        click.option("--paper", type=click.Choice(list(PAPERS)), help="Paper size."),
        click.option("--layout", shell_complete=_layouts, help="Page design; see 'layouts'."),
        click.option("--clinic", type=PATH, help="The clinic file to use."),
    ):
        command = option(command)
    return command


def complete_points(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Point codes that start with what was typed, with their pinyin as help."""
    points = load_library().points
    start = incomplete.upper()
    return [CompletionItem(c, help=points[c].pinyin) for c in points if c.startswith(start)]


def complete_routines(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Routines that start with what was typed."""
    routines = load_library().routines
    return [
        CompletionItem(name, help=routines[name].title)
        for name in routines
        if name.startswith(incomplete)
    ]


def complete_conditions(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Conditions that start with what was typed."""
    conditions = load_library().conditions
    return [
        CompletionItem(name, help=conditions[name].title)
        for name in conditions
        if name.startswith(incomplete)
    ]


def nothing_found(verb: str, typed: str, near: Sequence[str], more: str = "") -> ContentError:
    """A search that found nothing: what was likely meant, or the command that lists all there is.

    `more` is what else one can do.
    """
    guess = f"Did you mean {one_of(near)}?" if near else ""
    cure = " ".join(part for part in (guess, more, "" if near else f"See: handouts {verb}") if part)
    return ContentError(Problem(verb, 0, "", f"Nothing is found for {shown(typed)}.", cure))


def _layouts(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in layout_names() if name.startswith(incomplete)]


def print_json(value: object) -> None:
    """For other programs, so in UTF-8 (RFC 8259, 8.1), whatever the terminal or system writes.

    As bytes; a Windows console takes those for UTF-8 as well (PEP 528).
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "backslashreplace"))  # `\\udc80` is what JSON calls it, too


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what stands in them, the last one wrapped by the terminal."""
    table = [list(row) for row in rows]
    if not table:
        return
    widths = [max(_columns(row[i]) for row in table) for i in range(len(table[0]) - 1)]
    for row in table:
        cells = [cell + " " * (w - _columns(cell)) for cell, w in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())


def _columns(text: str) -> int:
    """Places a text takes on a terminal: Chinese characters take two."""
    return sum(2 if "\u2e80" <= char <= "\uffef" else 1 for char in text)
