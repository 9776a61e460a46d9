"""One prescription, all the way: read, plan, examine, compose, render."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from handouts.advice.typed_texts import texts_of_own, typed_texts, unsafe_in
from handouts.compose.parts import compose
from handouts.compose.photos import NO_PHOTOS, Photos, read_photos
from handouts.delivery.file_kind import kind_of
from handouts.delivery.told import (
    broken_words,
    found_above,
    left_out,
    not_taken,
    odd_length,
    uneven,
)
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.files.paths import as_name, own_layouts
from handouts.handout import Handout
from handouts.library import Library
from handouts.library.model import Kind
from handouts.plan.make import Plan, make_plan
from handouts.plan.previous import earlier_plan
from handouts.plan.routine_words import not_said, replaced
from handouts.prescription.clinic.find import find_clinic, near_names
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.fields.problems import Read
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.own.read import clinic_library
from handouts.prescription.read import ReadInPart, named_file, passed, read_prescription
from handouts.render import Layout, Rendered, Renderer, load_layout, with_sections
from handouts.render.layout import DEFAULT_LAYOUT
from handouts.render.logo import prepare_logo
from handouts.safety.dose_limits import much, too_much
from handouts.safety.examine import Finding, examine, stop_if_unsafe, stopping_problems
from handouts.safety.notes import safety_notes
from handouts.safety.typed_doses import typed_doses
from handouts.safety.typed_pressure import typed_pressure
from handouts.safety.typed_words import typed_words

DEFAULT_LANGUAGE = "en"
DEFAULT_PAPER = "letter"
MOST_PAGES = 100
"""Of one handout: nobody would read so many, so something has gone wrong."""

SHEET_FIELDS = ("flags", "pregnancy", "steps")
"""Of a point or tip of the clinic's own: what safety has to know, and steps that say otherwise than
the card does in bold, so that a sheet contradicts itself.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; None where it is silent. Paths are the shell's."""

    clinic: Path | None = None
    layout: str | Path | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A prescription that has been read and examined, and everything worth saying about it.

    `stops` is what no sheet may be made with besides the findings: words, doses; `earlier` is the
    plan of the last time, where the prescription names it; `photos` are the pictures of its points
    and tips; `layout` and `paper` are what it is printed with.
    """

    plan: Plan
    clinic: Clinic
    library: Library
    findings: tuple[Finding, ...]
    stops: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    earlier: Plan | None
    photos: Photos
    layout: Layout
    paper: str

    @property
    def prescription(self) -> Prescription:
        """What the practitioner wrote."""
        return self.plan.prescription

    @property
    def language(self) -> str:
        """The language of the page: the prescription's, else the clinic's."""
        return self.prescription.language or self.clinic.language or DEFAULT_LANGUAGE


def read_whole_clinic(path: Path | None) -> Read[Clinic]:
    """A clinic's file with its logo tried as well, so that `check` refuses what `build` would."""
    box = load_layout(DEFAULT_LAYOUT).pictures.logo
    return read_clinic(path, lambda logo: prepare_logo(logo, box).told)


class Clinics:
    """Finds and reads clinics' files with what is their own, once: a run keeps one of these."""

    def __init__(self) -> None:
        self._find = cache(lambda named, folder: find_clinic(None, named, folder / "any"))
        self._library = cache(clinic_library)
        self.read = cache(read_whole_clinic)
        self.near = cache(near_names)
        self.layout = cache(load_layout)

    def file(self, options: Options, named: Path | None, beside: Path) -> Path | None:
        """The clinic's file of a prescription: `named` in it, or lying `beside` it."""
        return options.clinic or self._find(named, beside.parent)

    def library(self, file: Path | None, language: str = DEFAULT_LANGUAGE) -> Library:
        """Our library with the clinic's own in it."""
        return self._library(file, language)

    def date_order(self, file: Path | None) -> DateOrder | None:
        """What stands first in 12/4/2026; what is wrong with the file is said when it is used."""
        try:
            return self.read(file).value.date_order
        except HandoutsError:
            return None


def check(
    path: Path,
    options: Options = Options(),
    clinics: Clinics | None = None,
    *,
    former: bool = False,
) -> Checked:
    """Read a file; if `former`, its visit may be over. Raises ContentError with all problems."""
    clinics, wrong, unread = clinics or Clinics(), list[Problem](), frozenset[str]()
    named = None if options.clinic else named_file(path, "clinic")
    try:
        clinic = clinics.file(options, named, path)
        library = clinics.library(clinic)
        read = read_prescription(path, library, clinics.date_order(clinic))
    except ContentError as error:
        if kind_of(path) in ("clinic", "wording"):
            other = "This is a clinic's file, not a prescription."
            cure = f"Check it: handouts check {shlex.quote(str(path))}"
            raise ContentError.at(path, other, cure) from None
        if not isinstance(error, ReadInPart):
            raise
        read, wrong, unread = Read(error.prescription), [*error.problems], error.unread
    if not former:
        wrong += passed(read.value, library.wording)
    return examined(read.value, options, path, read.notices, clinics, wrong, unread)


def examined(
    prescription: Prescription,
    options: Options,
    beside: Path,
    notices: Iterable[Problem] = (),
    clinics: Clinics | None = None,
    wrong: Iterable[Problem] = (),
    unread: frozenset[str] = frozenset(),
) -> Checked:
    """A prescription with its clinic and its findings. `beside`: where a clinic file may lie;
    `wrong`: what is wrong in the file, which is raised with what safety stops whatever stands in
    the fields that are `unread`.
    """
    clinics, wrong = clinics or Clinics(), [*wrong]
    if unread & {"version", "clinic"}:  # which say how all others are read
        raise ContentError(wrong)
    clinic = clinics.file(options, prescription.clinic, beside)
    try:
        read = clinics.read(clinic)
    except ContentError as error:
        raise ContentError([*wrong, *error.problems]) from None
    language = prescription.language or read.value.language or DEFAULT_LANGUAGE
    library = clinics.library(clinic, language)
    layout, paper = load_layout(DEFAULT_LAYOUT), DEFAULT_PAPER
    try:
        layout, paper = _design(prescription, read.value, options, clinics)
    except ContentError as error:
        wrong += error.problems
    plan = make_plan(prescription, library)
    photos = _must_be_whole(plan, library, wrong)
    findings = tuple(examine(plan, library))
    asked = options.clinic or prescription.clinic
    found = (
        *(() if asked else found_above(read.value, prescription, beside)),
        *(not_taken(clinics.near(beside.parent), beside) if read.value.source is None else ()),
    )
    earlier, lost = earlier_plan(prescription, library, read.value.date_order)
    of_own = texts_of_own(library.own, printed_names(plan))
    typed = [*typed_texts(prescription, read.value), *of_own]
    sided = (f"{name} {side}" for name, side in prescription.sides)
    unsafe, doubtful = unsafe_in(typed, language, (*prescription.conditions, *sided))
    refused, spoken = typed_words(typed, plan, library)
    over, more = typed_doses(typed, plan, library)
    hard, harder = typed_pressure(typed, plan, library, findings)
    stops = (*unsafe, *refused, *too_much(plan, library), *over, *hard)
    if wrong:
        sure = [one for one in findings if _holds(one, prescription, unread)]
        wrong += (*stopping_problems(sure, plan), *(unsafe if unread else stops))
        raise ContentError(sorted(wrong, key=lambda problem: problem.line))
    told = (
        *notices, *read.notices, *found, *lost, *broken_words(library, read.value), *doubtful,
        *spoken, *more, *harder,
        *odd_length(plan, library.wording), *uneven(plan), *much(plan, library),
        # whoever makes a sheet must know what is unsafe or untrue on it
        *(note for note in _notes_of(plan, library) if note.field in SHEET_FIELDS),
        *safety_notes(plan, library, findings),
        *not_said(plan.said, prescription), *replaced(plan.routine, prescription),
        *left_out(plan, read.value, layout, earlier, library.wording),
    )  # fmt: skip
    return Checked(plan, read.value, library, findings, stops, told, earlier, photos, layout, paper)


def _holds(finding: Finding, prescription: Prescription, unread: frozenset[str]) -> bool:
    """Whether a finding stands whatever is meant in the fields that were not read: that of a typed
    point or tip, or of one of the routine that nothing else takes the place of. A condition that
    could be read stops what it stops, whatever stands beside it.
    """
    typed = {"point": prescription.points, "tip": prescription.tips}.get(finding.kind)
    decide = {"acknowledge"}
    if typed is None:
        decide |= {"routine"} if finding.kind == "routine" else {"routine", "points", "tips"}
    return not unread & decide


def _must_be_whole(plan: Plan, library: Library, wrong: Iterable[Problem]) -> Photos:
    """The pictures, unless one is broken, or a file that takes the place of one of ours."""
    broken = [library.own.problems(kind, name) for kind, name in names_of(plan)]
    problems, photos = list(chain(*broken)), NO_PHOTOS
    try:
        photos = read_photos((*(chosen.point for chosen in plan.points), *plan.tips))
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError([*wrong, *problems])
    return photos


def names_of(plan: Plan) -> list[tuple[Kind, str]]:
    """The points, tips and the routine of a plan, as a clinic's own are called."""
    names: list[tuple[Kind, str]] = [("point", chosen.point.code) for chosen in plan.points]
    names += [("tip", tip.name) for tip in plan.tips]
    return [*names, ("routine", plan.routine.name)] if plan.routine else names


def printed_names(plan: Plan) -> list[tuple[Kind, str]]:
    """The same, with the conditions: all that may have words on the sheet."""
    return [*names_of(plan), *(("condition", name) for name in plan.prescription.conditions)]


def own_notes(checked: Checked) -> list[Problem]:
    """What else the clinic's own files on this sheet leave open, for whoever checks and mends."""
    notes = _notes_of(checked.plan, checked.library)
    return [note for note in notes if note.field not in ("aliases", *SHEET_FIELDS)]


def _notes_of(plan: Plan, library: Library) -> Iterator[Problem]:
    """What is still open in the files of the clinic's own that stand on a sheet."""
    return chain(*(library.own.notes(kind, name) for kind, name in names_of(plan)))


def must_be_safe(checked: Checked) -> None:
    """Raise SafetyStop (exit 4) where no sheet may be made."""
    stop_if_unsafe(checked.findings, checked.plan, checked.stops)


def compose_checked(checked: Checked) -> Handout:
    """The handout, unless safety stops it (SafetyStop, exit 4)."""
    must_be_safe(checked)
    one = checked
    return compose(one.plan, one.clinic, one.library, one.findings, one.earlier, one.photos)


def render_checked(checked: Checked) -> Rendered:
    """The PDF of a checked prescription."""
    handout = compose_checked(checked)
    try:
        rendered = renderer().render(handout, checked.layout, checked.paper)
    except ContentError as error:
        written, layout = checked.prescription, checked.layout.name
        line = written.line_of("layout") if as_name(str(written.layout)) == layout else 0
        raise ContentError(_placed(error, written, line)) from error
    if rendered.pages > MOST_PAGES:
        wrong = f"The handout has {rendered.pages:,} pages; {MOST_PAGES} are the most."
        cure = "Choose fewer points, shorten the notes, or take another layout."
        raise ContentError.at(checked.prescription.source, wrong, cure)
    return rendered


def _placed(error: ContentError, written: Prescription, line: int) -> Iterator[Problem]:
    """What a page cannot hold, with the file that asks for it; a page knows of no files."""
    for problem in error.problems:
        yield problem if problem.file else replace(problem, file=written.source, line=line)


@cache
def renderer() -> Renderer:
    """The process's one renderer: what was set for one handout serves the next."""
    return Renderer()


def _design(
    prescription: Prescription, clinic: Clinic, options: Options, clinics: Clinics
) -> tuple[Layout, str]:
    """Layout and paper, by the command line, else the prescription, else the clinic."""
    name = options.layout
    if name is None:  # one that is asked for as "" is refused by name
        name = prescription.layout or clinic.layout or DEFAULT_LAYOUT
    beside = Path(clinic.source).parent if clinic.source else None
    try:
        layout = clinics.layout(name, own_layouts(beside))
    except ContentError as error:
        line = 0 if options.layout else prescription.line_of("layout")
        raise ContentError(_placed(error, prescription, line)) from error
    paper = options.paper or prescription.paper or clinic.paper or DEFAULT_PAPER
    return with_sections(layout, prescription.sections.over(clinic.sections)), paper
