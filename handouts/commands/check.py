"""`handouts check`: everything that is wrong, at once; nothing is written."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import get_args

import click

from handouts.advice.plain_words import plain_words, read_over
from handouts.advice.typed_texts import (
    advice_in,
    advice_on,
    clinic_words,
    grade_of,
    texts_of_own,
    unsafe_in,
)
from handouts.commands import shared
from handouts.commands.shared import PATH, design_options, note, print_json, quiet_option
from handouts.compose.photos import read_photos
from handouts.compose.plain_text import as_data, as_text, read_aloud
from handouts.delivery import build
from handouts.delivery.build import Checked, Options, check, render_checked
from handouts.delivery.file_kind import FileKind, kind_of, misplaced
from handouts.delivery.latest import by_names, must_be_meant
from handouts.errors import ContentError, HandoutsError, Problem, SafetyStop, Wrong, faults_in
from handouts.files.paths import TABLE_ENDINGS, as_name, layout_files, own_layouts
from handouts.library.model import Kind, Point, Tip
from handouts.library.own import Own, Thing
from handouts.paper import PAPERS
from handouts.plan.changes import what_changed
from handouts.prescription.clinic.find import find_clinic
from handouts.prescription.fields.problems import Read
from handouts.prescription.fields.values import one_of
from handouts.prescription.model import Clinic
from handouts.prescription.own.read import clinic_library
from handouts.prescription.own.wording import FILE_NAME as WORDING
from handouts.render import load_layout
from handouts.render.layout import accent_too_light, must_hold, without_room


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--text", is_flag=True, help="Print what the page will say.")
@click.option("--json", "as_json", is_flag=True, help="Print what the page will say, as JSON.")
@design_options
@quiet_option
def command(
    files: tuple[Path, ...],
    text: bool,
    as_json: bool,
    clinic: Path | None,
    layout: str | Path | None,
    paper: str | None,
    quiet: bool,
) -> None:
    """Read FILES, say everything that is wrong or worth knowing, and write nothing.

    FILES are prescriptions; a clinic file is checked as one, with all that is the clinic's own,
    and so is a layout. A name (maria-lopez, Maria Lopez) is that patient's latest prescription.
    """
    wrong: list[Problem] = []
    clinics: set[Path] = set()
    worst: type[HandoutsError] = ContentError
    options = Options(clinic, layout, paper)
    for path in by_names(files):
        kind: FileKind = "prescription"
        try:
            with faults_in(str(path)):
                must_be_meant(path)
                kind = kind_of(path)
                if kind in ("point", "tip", "condition", "routine"):
                    _check_own(kind, path, quiet=quiet)
                elif clinic_file := _clinic_of(path):
                    if clinic_file.absolute() not in clinics:
                        _check_clinic(clinic_file, quiet=quiet)
                    clinics.add(clinic_file.absolute())
                elif kind == "layout":
                    _check_layout(path, quiet=quiet)
                else:
                    _check_prescription(path, options, text=text, as_json=as_json, quiet=quiet)
        except HandoutsError as error:
            elsewhere = misplaced(path, kind)
            wrong += [elsewhere] if elsewhere else error.problems
            worst = type(error)
    if wrong:
        raise worst(wrong)


def _check_prescription(
    path: Path, options: Options, *, text: bool, as_json: bool, quiet: bool
) -> None:
    talks = not (quiet or as_json)
    if path.suffix.lower() in TABLE_ENDINGS:
        wrong = "This is a table: a batch checks all of it before it makes anything."
        name = shlex.quote(str(path))
        cure = f"To try it, use a folder that you delete: handouts batch {name} -o try"
        raise ContentError.at(path, wrong, cure)
    checked = check(path, options)
    if talks:
        _tell(checked)
    handout = build.compose_checked(checked)
    render_checked(checked)  # what no page can hold is wrong as well
    if talks:
        points = ", ".join(chosen.point.code for chosen in checked.plan.points)
        click.echo(f"{path}: all right. {points}.")
    printed = replace(
        handout, parts=tuple(p for p in handout.parts if p.name in checked.layout.parts)
    )
    if as_json:
        print_json(as_data(printed))
    elif text:
        click.echo(as_text(printed))
    plain = plain_words(checked.language)
    if text and talks and (grade := grade_of(read_over(read_aloud(handout)), plain)):
        note(f"The whole page: {grade}")  # to the side: what is printed stays the text of the page


def _clinic_of(path: Path) -> Path | None:
    """A clinic's file, or the one that a file of its own words stands beside."""
    if path.name != WORDING:
        return path if kind_of(path) == "clinic" else None
    clinic = find_clinic(None, None, path)
    if clinic is None or clinic.absolute().parent != path.absolute().parent:
        wrong = "Nothing reads these words: no clinic's file stands beside them."
        raise ContentError.at(path, wrong, "Put the file beside clinic.yaml.")
    return clinic


def _check_clinic(path: Path, *, quiet: bool) -> None:
    slips: tuple[Problem, ...] = ()
    try:
        read = build.read_whole_clinic(path)
    except ContentError as error:  # what is wrong beside it is told all the same
        read, slips = Read(Clinic()), error.problems
    own, language = clinic_library(path).own, read.value.language or "en"
    unsafe, doubtful = unsafe_in([*clinic_words(read.value), *texts_of_own(own)], language)
    if not quiet:
        of_files = chain(*(file.notices for file in own.files))
        note(*read.notices, *own.notices, *of_files, *doubtful, err=False)
        note(*advice_in(texts_of_own(own), language), err=False, sign="advice")
    layouts, of_layouts = _layouts_of(path)
    pictures = _pictures_of((*own.of("point").values(), *own.of("tip").values()))
    of_files = chain(*(file.problems for file in own.files))
    wrong = [*slips, *own.broken_words, *of_files, *of_layouts, *pictures]
    _must_be_whole(wrong, unsafe)
    if not quiet:
        click.echo(f"{path}: all right, a clinic file.{_counted(own, layouts)}")


def _must_be_whole(wrong: Iterable[Problem], unsafe: list[Problem]) -> None:
    """Stop for what cannot be read, and for words that no sheet may have."""
    if wrong := [*dict.fromkeys(wrong)]:
        raise ContentError([*wrong, *unsafe])
    if unsafe:
        raise SafetyStop(unsafe)


def _layouts_of(clinic: Path) -> tuple[int, list[Problem]]:
    """How many layouts there are beside a clinic's file, and what is wrong with them."""
    folder = own_layouts(clinic.absolute().parent)
    files = [file for files in layout_files(folder).values() for file in files] if folder else []
    wrong: list[Problem] = []
    for file in files:
        try:
            load_layout(file)
        except HandoutsError as error:
            wrong += error.problems
    return len(files), wrong


def _pictures_of(things: Iterable[Thing]) -> Iterable[Problem]:
    """What is wrong with pictures beyond the heads of their files."""
    try:
        read_photos(thing for thing in things if isinstance(thing, Point | Tip))
    except ContentError as error:
        return error.problems
    return ()


def _counted(own: Own, layouts: int) -> str:
    """How many there are of the clinic's own, by kind."""
    files = [file.kind for file in own.files if file.thing and not file.changes]
    counts = {kind: files.count(kind) for kind in get_args(Kind)}
    counts["layout"] = layouts
    words = [f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counts.items() if n]
    return f" Your own: {one_of(words, 'and')}." if words else ""


def _check_own(kind: Kind, path: Path, *, quiet: bool) -> None:
    """One file of the clinic's own, as it stands among the others."""
    clinic = find_clinic(None, None, path.absolute().parent)
    own = clinic_library(clinic).own
    same = path.absolute()
    file = next((one for one in own.files if one.path.absolute() == same), None)
    if file is None or not file.thing:
        wrong, cure = "This file is not read.", f"See: handouts check {clinic}"
        unread = (Problem(str(path), 0, "", wrong, cure),)
        broken = file.problems if file else own.problems(kind, as_name(path.stem))
        raise ContentError(broken or unread)
    pictures = _pictures_of([own.of(kind)[file.name]])
    language = (clinic and build.read_whole_clinic(clinic).value.language) or "en"
    words = [*texts_of_own(own, {(kind, file.name)})]
    unsafe, doubtful = unsafe_in(words, language)
    _must_be_whole((*own.problems(kind, file.name), *pictures), unsafe)
    if not quiet:
        note(*file.notices, *doubtful, err=False)
        note(*advice_in(words, language), err=False, sign="advice")
        click.echo(f"{path}: all right, a {kind} of your own.")


def _check_layout(path: Path, *, quiet: bool) -> None:
    layout = load_layout(path)
    if quiet:
        return
    if told := accent_too_light(layout):
        note(f"{path}: colours.accent: {' '.join(told)}")
    for what, asked, fits in without_room(layout):
        wrong = f"{what}: {asked} side by side have no room on any paper, only {fits}."
        note(f"{path}: {wrong} How wide each must be is said by `least`.")
    for paper in PAPERS:
        try:
            must_hold(layout, paper)
        except Wrong as error:
            note(f"{path}: {error}")
    click.echo(f"{path}: all right, a layout.")


def _tell(checked: Checked) -> None:
    note(*checked.notices, *build.own_notes(checked), err=False)
    shared.tell_findings(checked.findings, err=False)
    if checked.earlier:
        click.echo(what_changed(checked.earlier, checked.plan))
    typed = advice_on(checked.prescription, checked.clinic)
    of_own = texts_of_own(checked.library.own, build.printed_names(checked.plan))
    note(*typed, *advice_in(of_own, checked.language), err=False, sign="advice")
