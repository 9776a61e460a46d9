"""`handouts build`: the PDF of one or more prescriptions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import click

from handouts.commands.shared import PATH, design_options, note, quiet_option, tell_findings
from handouts.delivery.backup import write_with_backup
from handouts.delivery.build import Options, check, render_checked
from handouts.delivery.latest import by_names, must_be_meant
from handouts.delivery.made_from import files_of
from handouts.delivery.passed_over import without_clinics
from handouts.delivery.pictures import save_pictures
from handouts.errors import FileError, HandoutsError, SomeFailed, faults_in
from handouts.files.paths import composed, is_reserved
from handouts.files.writing import file_errors, make_folder, same_file

_Make = Callable[[Path], None]

_OTHER_KINDS = {".doc", ".docx", ".htm", ".html", ".jpeg", ".jpg", ".odt", ".png", ".rtf", ".txt"}

LOOK_EVERY = 0.5
"""Seconds between two looks at the files while watching."""


@click.command("build")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="File or folder to write.")
@design_options
@click.option("--png", is_flag=True, help="Write a picture of each page beside the PDF.")
@click.option("--open", "show", is_flag=True, help="Open the PDF when it is made.")
@click.option("--watch", is_flag=True, help="Make it again whenever a file changes.")
@quiet_option
def command(
    files: tuple[Path, ...],
    output: Path | None,
    clinic: Path | None,
    layout: str | Path | None,
    paper: str | None,
    png: bool,
    show: bool,
    watch: bool,
    quiet: bool,
) -> None:
    """Make the PDF of each of FILES, beside it or where -o says.

    A name (maria-lopez, Maria Lopez) is that patient's latest prescription.
    """
    options = Options(clinic, layout, paper)
    files, notices = without_clinics(by_names(files))
    targets = _targets(files, output)
    if not quiet:
        note(*notices)

    def make(path: Path) -> None:
        _build(path, targets[path], options, png=png, quiet=quiet)
        if show:
            click.launch(str(targets[path]))

    if watch:
        _watch(targets, make, options)
    else:
        _each(targets, make)


def _targets(files: Iterable[Path], output: Path | None) -> dict[Path, Path]:
    """Where the PDF of each file goes. Two at one place, on any system, are refused before anything
    is written: numbered by the order of a call, one patient's would take the place of another's.
    """
    sources = {os.path.realpath(path): path for path in files}.values()
    targets = {path: _target(path, output, many=len(sources) > 1) for path in sources}
    first: dict[tuple[str, str], Path] = {}
    for path, target in targets.items():
        where = os.path.realpath(target.parent), composed(target.name.casefold())
        if first.setdefault(where, path) != path:
            wrong = f"Its PDF would take the place of that of {first[where]}: {target}."
            cure = "Rename one of the two, or build them into different folders with -o."
            raise FileError.at(path, wrong, cure)
    return targets


def _target(source: Path, output: Path | None, many: bool) -> Path:
    """Where the PDF goes: beside its prescription, or where `-o` says (a file or a folder)."""
    target = source.parent / f"{source.stem}.pdf"
    if output is not None:
        with file_errors(output):
            is_folder = output.is_dir()
        names_pdf = output.suffix.lower() == ".pdf" and not is_folder
        if output.suffix.lower() in _OTHER_KINDS and not is_folder:
            wrong = f"A handout is a PDF; no file “{output.suffix}” is made."
            raise FileError.at(output, wrong, f"Write: -o {output.with_suffix('.pdf')}")
        if names_pdf and many:
            wrong = "This is one PDF, and there are several prescriptions."
            raise FileError.at(output, wrong, "Name a folder with -o.")
        target = output if names_pdf else output / target.name
    if same_file(source, target) and source.suffix.lower() != ".pdf":  # of which none is made
        wrong, cure = "The PDF would take the place of its prescription.", "Name another with -o."
        raise FileError.at(source, wrong, cure)
    if is_reserved(target.name):
        wrong = f"Windows keeps the name {target.stem} for itself, so it cannot open such a PDF."
        raise FileError.at(target, wrong, "Choose another name with -o.")
    return target


def _each(files: Collection[Path], make: _Make) -> None:
    """Build all; one that fails does not keep the others back."""
    failed = _failed(files, make)
    if failed and len(files) == 1:
        raise failed[0]
    if failed:
        raise SomeFailed(problem for error in failed for problem in error.problems)


def _build(path: Path, target: Path, options: Options, *, png: bool, quiet: bool) -> None:
    must_be_meant(path)
    checked = check(path, options)
    rendered = render_checked(checked)
    make_folder(target.parent)
    of = checked.prescription
    kept = write_with_backup(rendered, target, of.date, of.patient or "")
    if png:
        save_pictures(rendered.pdf, target)
    if not quiet:
        note(*checked.notices)
        tell_findings(checked.findings, err=True)
        if kept:
            note(f"The PDF that was there is kept as {kept}.")
        pages = "1 page" if rendered.pages == 1 else f"{rendered.pages} pages"
        click.echo(f"{target} ({pages})")


def _failed(files: Iterable[Path], make: _Make) -> list[HandoutsError]:
    """Make each; what is wrong with those that failed."""
    failed = []
    for path in files:
        try:
            with faults_in(str(path)):
                make(path)
        except HandoutsError as error:
            failed.append(error)
    return failed


def _watch(files: Collection[Path], make: _Make, options: Options) -> None:
    """Build again when a file changes; go on after a failure, end with Ctrl-C."""
    click.echo("Watching. Press Ctrl-C to end.", err=True)
    seen: dict[Path, int] = {}
    while True:
        now = {path: _stamp(path, options) for path in files}
        for error in _failed([path for path in files if seen.get(path) != now[path]], make):
            for problem in error.problems:
                click.echo(problem, err=True)
        seen = now
        time.sleep(LOOK_EVERY)


def _stamp(path: Path, options: Options) -> int:
    """Changes with any file that the pages are made from, and when there are others."""
    return hash(tuple((file, _changed(file)) for file in files_of(path, options)))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
