"""One prescription, all the way: read, plan, examine, compose, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handouts.compose import compose
from handouts.delivery.files import FileInUse, clear_parts, failure, free_name, write_whole
from handouts.errors import ContentError, FileError, Problem
from handouts.handout import Handout, Logo
from handouts.library import load_library
from handouts.library.wording import Wording
from handouts.paths import is_reserved
from handouts.plan import Plan, make_plan
from handouts.prescription.clinic import read_clinic
from handouts.prescription.find_clinic import find_clinic, is_clinic, near_names
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.problems import Read
from handouts.prescription.read import read_prescription
from handouts.render import Rendered, Renderer, load_layout
from handouts.render.logo import prepare_logo
from handouts.safety import Finding, examine, stop_if_unsafe
from handouts.safety_notes import safety_notes

DEFAULT_LAYOUT = "sheet"
DEFAULT_PAPER = "letter"
MOST_PAGES = 100
"""Of one handout: nobody would read so many, so something has gone wrong."""
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; None where it is silent. Paths are the shell's."""

    clinic: Path | None = None
    layout: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A prescription that has been read and examined, and everything worth saying about it."""

    plan: Plan
    clinic: Clinic
    findings: tuple[Finding, ...]
    notices: tuple[Problem, ...]

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
    return read_clinic(path, _try_logo)


def _try_logo(logo: Logo) -> None:
    prepare_logo(logo, _layout(DEFAULT_LAYOUT).pictures.logo)


class Clinics:
    """Finds clinics' files and reads them. A run over many patients keeps one of these, so that it
    looks and reads once.
    """

    def __init__(self) -> None:
        self._find = cache(lambda named, folder: find_clinic(None, named, folder / "any"))
        self._read = cache(read_whole_clinic)
        self.near = cache(near_names)

    def of(self, options: Options, prescription: Prescription, beside: Path) -> Read[Clinic]:
        """The clinic of a prescription. `beside`: where a clinic file may lie."""
        found = options.clinic or self._find(prescription.clinic, beside.parent)
        return self._read(found)


def check(path: Path, options: Options = Options(), clinics: Clinics | None = None) -> Checked:
    """Read a file and its clinic. Raises ContentError with every problem, not the first."""
    try:
        read = read_prescription(path, load_library())
    except ContentError:
        if not is_clinic(path):
            raise
        wrong, cure = "This is a clinic's file, not a prescription.", "Check it: handouts check"
        raise ContentError(Problem(str(path), 0, "", wrong, cure)) from None
    return examined(read.prescription, options, path, read.notices, clinics)


def examined(
    prescription: Prescription,
    options: Options,
    beside: Path,
    notices: Iterable[Problem] = (),
    clinics: Clinics | None = None,
) -> Checked:
    """A prescription with its clinic and its findings. `beside`: where a clinic file may lie."""
    clinics = clinics or Clinics()
    read = clinics.of(options, prescription, beside)
    library = load_library(prescription.language or read.clinic.language or DEFAULT_LANGUAGE)
    plan = make_plan(prescription, library)
    findings = tuple(examine(plan, library))
    found = (
        *_found_above(read.clinic, options, prescription, beside),
        *(_not_taken(clinics.near(beside.parent), beside) if read.clinic.source is None else ()),
    )
    told = (*notices, *read.notices, *found, *safety_notes(plan, library, findings))
    checked = Checked(plan, read.clinic, findings, told)
    return replace(checked, notices=(*told, *_left_out(checked, options, library.wording)))


def _found_above(
    clinic: Clinic, options: Options, prescription: Prescription, beside: Path
) -> Iterator[Problem]:
    """Which clinic's file is used, where nobody named it and it does not lie beside."""
    if clinic.source is None or options.clinic or prescription.clinic:
        return
    file = Path(clinic.source).resolve()
    if file.parent != beside.resolve().parent:
        wrong = f"The clinic is that of {file}."
        yield Problem(prescription.source, 0, "clinic", wrong, "Another is named by --clinic.")


def _not_taken(names: Iterable[str], beside: Path) -> Iterator[Problem]:
    """Files that may have been meant for the clinic's, where there is none."""
    for name in names:
        wrong, cure = f"{name} is not read.", "If it is your clinic's file, call it clinic.yaml."
        yield Problem(str(beside.parent), 0, "clinic", wrong, cure)


_layout = cache(load_layout)


def _left_out(checked: Checked, options: Options, say: Wording) -> Iterator[Problem]:
    """What the layout has no room for, so that nobody misses it only on paper."""
    name, _ = design(checked, options)
    layout, plan = _layout(name), checked.plan
    parts = {
        "how": say("how.title"),
        "tips": say("tips.title") if plan.tips else "",
        "chart": say("chart.name"),
        "notes": say("notes.title") if plan.notes else "",
        "visit": say("visit.title") if plan.prescription.next_visit else "",
        "link": say("link.title") if plan.prescription.links else "",
        "contact": say("contact.title") if _has_contact(checked.clinic) else "",
    }
    missing = [title for part, title in parts.items() if title and part not in layout.parts]
    rule = layout.card_rule(len(plan.points))
    of_cards = {"points.steps": rule.steps, "points.hands": rule.hands}
    missing = [*(say(name) for name, kept in of_cards.items() if not kept), *missing]
    if missing:
        line = dict(plan.prescription.lines).get("layout", 0)
        wrong = f"The layout {name} has no room for: {', '.join(missing)}."
        cure = f"They stand on the layout {DEFAULT_LAYOUT}."
        yield Problem(plan.prescription.source, line, "layout", wrong, cure)


def compose_checked(checked: Checked) -> Handout:
    """The handout, unless safety stops it (SafetyStop, exit 4)."""
    stop_if_unsafe(checked.findings, checked.plan)
    library = load_library(checked.language)
    return compose(checked.plan, checked.clinic, library, checked.findings)


def render_checked(checked: Checked, options: Options = Options()) -> Rendered:
    """The PDF of a checked prescription."""
    layout, paper = design(checked, options)
    handout = compose_checked(checked)
    try:
        rendered = renderer().render(handout, layout, paper)
    except ContentError as error:
        raise ContentError(_placed(error, checked, options)) from error
    if rendered.pages > MOST_PAGES:
        wrong = f"The handout has {rendered.pages:,} pages; {MOST_PAGES} are the most."
        cure = "Choose fewer points, shorten the notes, or take another layout."
        raise ContentError(Problem(checked.prescription.source, 0, "", wrong, cure))
    return rendered


def _has_contact(clinic: Clinic) -> bool:
    return bool(clinic.email or clinic.booking or clinic.address or clinic.sign_off)


def _placed(error: ContentError, checked: Checked, options: Options) -> Iterator[Problem]:
    """What a page cannot hold, with the file that asks for it; a page knows of no files."""
    source, lines = checked.prescription.source, dict(checked.prescription.lines)
    line = 0 if options.layout else lines.get("layout", 0)
    for problem in error.problems:
        yield problem if problem.file else replace(problem, file=source, line=line)


@cache
def renderer() -> Renderer:
    """The process's one renderer: what was set for one handout serves the next."""
    return Renderer()


def design(checked: Checked, options: Options) -> tuple[str, str]:
    """Layout and paper: the command line before the prescription, that before the clinic."""
    prescription = checked.prescription
    layout = options.layout
    if layout is None:  # one that is asked for as "" is refused by name
        layout = prescription.layout or DEFAULT_LAYOUT
    paper = options.paper or prescription.paper or checked.clinic.paper or DEFAULT_PAPER
    return layout, paper


def target_of(source: Path, output: Path | None, many: bool = False) -> Path:
    """Where the PDF goes: beside its prescription, or where `-o` says (a file or a folder)."""
    target = _target(source, output, many)
    if _same(source, target):
        wrong, cure = "The PDF would take the place of its prescription.", "Name another with -o."
        raise FileError(Problem(str(source), 0, "", wrong, cure))
    if is_reserved(target.name):
        wrong = f"Windows keeps the name {target.stem} for itself, so it cannot open such a PDF."
        raise FileError(Problem(str(target), 0, "", wrong, "Choose another name with -o."))
    return target


def _target(source: Path, output: Path | None, many: bool) -> Path:
    name = f"{source.stem}.pdf"
    if output is None:
        return source.parent / name
    try:
        is_folder = output.is_dir()
    except OSError as error:
        raise FileError(failure(output, error)) from None
    names_pdf = output.suffix.lower() == ".pdf" and not is_folder
    if names_pdf and many:
        wrong = "This is one PDF, and there are several prescriptions."
        raise FileError(Problem(str(output), 0, "", wrong, "Name a folder with -o."))
    return output if names_pdf else output / name


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def save(rendered: Rendered, target: Path) -> None:
    """Write the PDF whole, or leave what is there untouched."""
    clear_parts(target.parent)
    try:
        write_whole(target, rendered.pdf)
    except FileInUse as error:
        cure = f"Close it there, or write another: -o {free_name(target)}"
        raise FileInUse(replace(one, cure=cure) for one in error.problems) from None
