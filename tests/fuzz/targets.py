"""What is fuzzed: a function of bytes for each reader.

A reader may read what it gets, or refuse it with a HandoutsError. Anything else that it raises is
a finding; so is a message that could spoil the terminal it is shown on.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from svglib import svglib

from handouts.errors import HandoutsError, Problem
from handouts.handout import Logo
from handouts.library import Library, load_library
from handouts.library.yaml_text import read_yaml
from handouts.prescription.clinic.read import TAKERS, kind_of
from handouts.prescription.fields.fill import fill, root_of
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import CLINIC
from handouts.prescription.read import prescribe
from handouts.prescription.tables.table import open_table, read_row
from handouts.render import logo_svg
from handouts.render.layout_file import read_layout
from handouts.render.logo import prepare_logo

MOST_ROWS = 20
_LOADED = (logo_svg, svglib)
"""Else loaded when they are needed: too late for the fuzzer to see into them."""


class Finding(AssertionError):
    """A message that must not be shown as it is."""


@cache
def library() -> Library:
    """The library, loaded once."""
    return load_library()


@cache
def folder() -> Path:
    """An empty folder of the process."""
    return Path(tempfile.mkdtemp(prefix="handouts-fuzz-"))


def prescription(data: bytes) -> None:
    """A prescription's file."""
    with _refusals():
        log = ProblemLog("p.yaml", folder())
        root = read_yaml(data, "p.yaml", log.problems)
        log.take_up()
        prescribe(root_of(root, log), log, library())
        _sayable(log.notices)
        log.close()


def clinic(data: bytes) -> None:
    """A clinic's file."""
    with _refusals():
        log = ProblemLog("clinic.yaml", folder())
        root = read_yaml(data, "clinic.yaml", log.problems)
        log.take_up()
        fill(root_of(root, log), CLINIC, log, TAKERS)
        _sayable(log.notices)
        log.close()


def table(data: bytes) -> None:
    """A table of patients."""
    path = folder() / "t.csv"
    path.write_bytes(data)
    with _refusals():
        headings, records, notices = open_table(path, library=library())
        _sayable(notices)
        for _, record in zip(range(MOST_ROWS), records, strict=False):
            with _refusals():
                _sayable(read_row(headings, *record, library()).notices)


def layout(data: bytes) -> None:
    """A layout's file."""
    with _refusals():
        read_layout(data, "l.yaml", "l")


def logo(data: bytes) -> None:
    """A clinic's logo, of the kind it seems to be."""
    kind = kind_of(data) or "svg"
    with _refusals():
        prepare_logo.__wrapped__(Logo(data, kind, ""), (120.0, 44.0))


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (prescription, clinic, table, layout, logo)
}


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except HandoutsError as error:
        if not error.problems:
            raise Finding("refused without a word") from error
        _sayable(error.problems)


def _sayable(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        said = str(problem)
        if any(not (char.isprintable() or char == " ") for char in said) or len(said) > 2000:
            raise Finding(f"said {said[:200]!r}")
