"""What a routine says on a sheet: what is true of its points, tips and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from handouts.errors import Problem
from handouts.library.lines import Line, is_about, on_sheet
from handouts.library.model import Routine
from handouts.prescription.model import Prescription


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """The words of a routine that hold for a sheet; those `left_out`, with their fields."""

    title: str = ""
    about: str = ""
    notes: str = ""
    left_out: tuple[tuple[str, str], ...] = ()


def routine_words(
    routine: Routine | None, points: Iterable[str], sheet: Set[str], asked: Set[str]
) -> RoutineWords:
    """What a routine says of these points (by code), on a sheet of these names (see `Line`); but
    for its title nothing for tips that a condition speaks of (`asked`), beside "keep heat away".
    """
    if routine is None:
        return RoutineWords()
    others = {*points} - {dose.code for dose in routine.points}
    said: dict[str, list[str]] = {"title": [], "about": [], "notes": []}
    left_out = []
    texts = {"title": (routine.title,), "about": routine.about, "notes": routine.notes}
    for field, text in ((field, text) for field, several in texts.items() for text in several):
        there = sheet if field == "title" else sheet - asked
        names_its_own = isinstance(text, Line) and bool(text.needs | text.any)
        of_its_own = field == "about" and not names_its_own
        if is_about(text, there) and not (of_its_own and others):
            said[field] += on_sheet([text], there)
        else:
            left_out.append((field, text))
    return RoutineWords(
        title="".join(said["title"]) or routine.plain_title,
        about=" ".join(said["about"]),
        notes="\n\n".join(said["notes"]),
        left_out=tuple(left_out),
    )


def replaced(routine: Routine | None, prescription: Prescription) -> Iterator[Problem]:
    """What is told of points and tips that written ones replace, perhaps to be added to them."""
    if routine is None:
        return
    points = [dose.code for dose in prescription.points or ()]
    usual = [dose.code for dose in routine.points]
    both = (("points", points, usual), ("tips", prescription.tips or (), routine.tips))
    for field, written, replaced in both:
        if written and (names := [name for name in replaced if name not in written]):
            wrong = f"They stand in place of the routine's; left out: {', '.join(names)}."
            yield prescription.problem(field, wrong, "To keep one, write it here, too.")


def not_said(found: RoutineWords, prescription: Prescription) -> Iterator[Problem]:
    """What is told of words of the routine that are not on this sheet, where none were typed."""
    typed = {name for name in ("title", "notes") if getattr(prescription, name)}
    texts = [f"“{text.strip()}”" for name, text in found.left_out if name not in typed]
    if texts:
        wrong = f"Not true of this sheet, so not printed: {' '.join(texts)}"
        where = "in a column notes or title" if prescription.in_table else "as `notes:` or `title:`"
        cure = f"If it is true all the same, write it yourself, {where}."
        yield prescription.problem("routine", wrong, cure)
