"""What several verbs need: options, completion, printing of lists."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from handouts.errors import ContentError, FileError, HandoutsError
from handouts.files.paths import YAML_ENDINGS, layout_names, on_disk, own_layouts
from handouts.files.reading import shown
from handouts.files.writing import full, make_folder, write_whole
from handouts.library import Library, load_library
from handouts.paper import PAPERS
from handouts.prescription.clinic.find import find_clinic
from handouts.prescription.fields.values import did_you_mean
from handouts.prescription.own.read import clinic_library
from handouts.safety.examine import Finding

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class _AnyPath(click.Path):
    """A path, with its accents as the disk spells them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path of what was typed."""
        typed = os.fsdecode(value)
        if typed == "-":
            self.fail("Nothing is read from, or written to, a pipe. Name a file.", param, ctx)
        if typed == "~" or typed.startswith(("~/", "~\\")):  # in quotes, no shell has opened it
            value = Path(typed).expanduser()
        return on_disk(Path(os.fsdecode(super().convert(value, param, ctx))))


PATH = _AnyPath(path_type=Path, readable=False)
"""A file or folder. Whether it can be read is found out, and said in words, where it is read."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")


def design_options(command: F) -> F:
    """`--clinic`, `--layout` and `--paper`, which every verb that makes pages takes."""
    for option in (
        click.option("--paper", type=click.Choice(list(PAPERS)), help="Paper size."),
        click.option(
            "--layout",
            shell_complete=completing(_layouts, str),
            callback=_layout,
            metavar="NAME|FILE",
            help="Page design; see 'layouts'.",
        ),
        click.option("--clinic", type=PATH, help="The clinic file to use."),
    ):
        command = option(command)
    return command


clinic_option = click.option("--clinic", type=PATH, help="The clinic whose own are known, too.")


def library_here(clinic: Path | None = None) -> Library:
    """Our library with the clinic's own: of a file that is named, else of this folder's."""
    return clinic_library(clinic or find_clinic(None, None, Path.cwd() / "any"))


def _own_or_ours() -> Library:
    """Completion says nothing of files that are wrong."""
    try:
        return library_here()
    except HandoutsError:
        return load_library()


def completing(
    known: Callable[[click.Context], Mapping[str, T]], about: Callable[[T], str]
) -> Complete:
    """Completion by the names of `known` that start with what was typed; `about` is their help."""

    def complete(
        ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        start = incomplete.casefold()
        return [
            CompletionItem(name, help=about(one))
            for name, one in known(ctx).items()
            if name.casefold().startswith(start)
        ]

    return complete


complete_points = completing(lambda _: _own_or_ours().points, lambda p: p.pinyin or p.place)
complete_routines = completing(lambda _: _own_or_ours().routines, lambda routine: routine.title)
complete_tips = completing(lambda _: _own_or_ours().tips, lambda tip: tip.title)
complete_conditions = completing(lambda _: _own_or_ours().conditions, lambda one: one.title)


def nothing_found(verb: str, typed: str, near: Sequence[str], more: str = "") -> ContentError:
    """A search that found nothing: what was likely meant, what `more` one can do, or the list."""
    parts = (did_you_mean(near), more, "" if near else f"See: handouts {verb}")
    cure = " ".join(filter(None, parts))
    return ContentError.at(verb, f"Nothing is found for {shown(typed)}.", cure)


def no_sheet_for(
    verb: str, query: str, library: Library, near: Sequence[str] = (), more: str = ""
) -> ContentError:
    """The same of a search for what helps, which some words allow nothing to claim."""
    if not (name := library.search.unclaimed(query)):
        return nothing_found(verb, query, near or library.search.near(query), more)
    known = library.find("condition", name).code
    safety = f" What safety says of it: handouts conditions {known}." if known else ""
    says = f"No sheet may claim to help with {name}; search for what is felt.{safety}"
    return nothing_found(verb, query, (), says)


def _layout(_ctx: click.Context, _param: click.Parameter, typed: str | None) -> str | Path | None:
    """A name, or the file of a layout where one is named."""
    path = Path(typed or "")
    if not typed or path.suffix.lower() not in YAML_ENDINGS:
        return typed
    here = path.name != typed or os.path.isfile(path)  # noqa: PTH113 - no error for odd names
    return full(path) if here else typed


def _layouts(ctx: click.Context) -> dict[str, str]:
    own = layouts_here(ctx.params.get("clinic"))
    return dict.fromkeys([*layout_names(), *(layout_names(own) if own else ())], "")


def layouts_here(clinic: Path | None) -> Path | None:
    """The folder of the own layouts of a clinic: the one that is named, or that of this folder."""
    found = find_clinic(clinic, None, Path("any"))
    return own_layouts(found.parent if found else None)


def write_new(target: Path, text: str) -> None:
    """Write a new file; one that is there already is left as it is (FileError)."""
    must_be_new(target)
    try:
        make_folder(target.parent)
        write_whole(target, text.encode("utf-8"))
    except FileError as error:
        command = click.get_current_context().command
        if any("-o" in option.opts for option in command.params):
            raise
        raise FileError(
            replace(one, cure=one.cure.replace(" with -o", "")) for one in error.problems
        ) from None


def must_be_new(target: Path) -> None:
    """Raise FileError where there is something already."""
    if target.exists() or target.is_symlink():
        wrong, cure = "It exists already and is left as it is.", "Choose another name."
        raise FileError.at(target, wrong, cure)


def mark(own: bool) -> str:
    """What tells the clinic's own from ours in a list."""
    return "yours" if own else ""


def fields_of(thing: object, names: str) -> dict[str, Any]:
    """Fields of a thing by their names, in this order."""
    return {name: getattr(thing, name) for name in names.split()}


def note(*lines: object, err: bool = True, sign: str = "note") -> None:
    """Say what somebody should know, and what stops nothing."""
    for line in lines:
        click.echo(f"{sign}: {line}", err=err)


def tell_findings(findings: Iterable[Finding], *, err: bool) -> None:
    """Say what safety asks about, and what stops but was acknowledged."""
    alike: dict[tuple[object, ...], list[Finding]] = {}  # but for the name of the point or tip
    for one in findings:
        if not one.stops:
            what = (one.condition, one.level, one.reason, one.acknowledged)
            alike.setdefault(what, []).append(one)
    for several in alike.values():
        click.echo(_line(several), err=err)


def _line(findings: list[Finding]) -> str:
    one, names = findings[0], ", ".join(finding.name for finding in findings)
    if one.acknowledged:
        return f"note: {names} ({one.condition}): {one.reason} Acknowledged: {one.acknowledged}"
    return f"ask first: {names} ({one.condition}): {one.reason} ({one.source})"


def print_json(value: object) -> None:
    """In UTF-8 (RFC 8259, 8.1), as bytes, which a Windows console takes as well (PEP 528)."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=sorted)  # of a frozenset
    click.echo(text.encode("utf-8", "backslashreplace"))  # `\\udc80` is what JSON calls it, too


def print_list(as_json: bool, data: Iterable[object], rows: Iterable[Sequence[str]]) -> None:
    """A list, for other programs or to read; of the two only what is printed is made."""
    if as_json:
        print_json([*data])
    else:
        print_table(rows)


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what stands in them; one in which nothing stands is left out."""
    table = [list(row) for row in rows]
    if not table:
        return
    filled = [i for i in range(len(table[0])) if any(row[i] for row in table)] or [0]
    table = [[row[i] for i in filled] for row in table]
    widths = [max(_columns(row[i]) for row in table) for i in range(len(table[0]) - 1)]
    for row in table:
        cells = [cell + " " * (w - _columns(cell)) for cell, w in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())


def _columns(text: str) -> int:
    """Places a text takes on a terminal: Chinese characters take two."""
    return sum(2 if "\u2e80" <= char <= "\uffef" else 1 for char in text)
