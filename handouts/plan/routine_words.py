"""What a routine says on a sheet: only what is true of the points and tips that stand there, and of
the conditions of the patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from handouts.errors import Problem
from handouts.library.model import Routine
from handouts.library.wording import Wording, filled
from handouts.prescription.model import Prescription


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a routine that hold for a sheet. `left_out` are the others, each with the field
    that it would stand in.
    """

    title: str = ""
    about: str = ""
    notes: str = ""
    left_out: tuple[tuple[str, str], ...] = ()


def spoken(
    routine: Routine | None,
    points: Iterable[str],
    tips: Iterable[str],
    say: Wording,
    asked: Set[str] = frozenset(),
) -> Spoken:
    """What a routine says of these points (by code) and tips (by name). Nothing is said for those
    tips that a condition speaks of (`asked`): "warm your knees first" beside "keep heat away".
    """
    if routine is None:
        return Spoken()
    here, own = {*points}, {dose.code for dose in routine.points}
    there = here | {*tips}
    about = filled(routine.about, {"points": say.count("strip.these", len(here))})
    title = (there >= {*routine.tips} and here == own) or not routine.plain_title
    texts = [
        (title, "title", routine.title),
        (here <= own, "about", about),
        (True, "notes", routine.notes),
    ]
    for also in routine.also:
        some = not also.any or not there.isdisjoint(also.any)
        true = here == own if also.exactly else there.issuperset(also.needs) and some
        true = true and asked.isdisjoint((*also.needs, *also.any))
        texts += [(true, "about", also.about), (true, "notes", also.notes)]
    said = {
        field: [text for true, name, text in texts if true and name == field and text]
        for field in ("title", "about", "notes")
    }
    return Spoken(
        title=routine.title if title else routine.plain_title,
        about=" ".join(said["about"]),
        notes="\n\n".join(said["notes"]),
        left_out=tuple((name, text) for true, name, text in texts if text and not true),
    )


def replaced(routine: Routine | None, prescription: Prescription) -> Iterator[Problem]:
    """What the practitioner is told of points and tips of the routine that written ones replace:
    they may have been meant to be added.
    """
    if routine is None:
        return
    given = {dose.code for dose in prescription.points or ()}
    points = [dose.code for dose in routine.points if dose.code not in given]
    if prescription.points and points:
        yield _replaced(prescription, "points", points)
    tips = [tip for tip in routine.tips if tip not in (prescription.tips or ())]
    if prescription.tips and tips:
        yield _replaced(prescription, "tips", tips)


def _replaced(prescription: Prescription, field: str, names: list[str]) -> Problem:
    wrong = f"They stand in place of the routine's; left out: {', '.join(names)}."
    return prescription.problem(field, wrong, "To keep one, write it here, too.")


def not_said(found: Spoken, prescription: Prescription) -> Iterator[Problem]:
    """What the practitioner is told of words of the routine that do not stand on this sheet. Where
    a title or notes were typed, those of the routine are not missed.
    """
    typed = {name for name in ("title", "notes") if getattr(prescription, name)}
    texts = [f"“{text.strip()}”" for name, text in found.left_out if name not in typed]
    if texts:
        what = "points, tips and conditions" if prescription.conditions else "points and tips"
        wrong = f"Not true of this sheet's {what}, so not printed: {' '.join(texts)}"
        where = "in a column notes or title" if prescription.in_table else "as `notes:` or `title:`"
        cure = f"If it is true all the same, write it yourself, {where}."
        yield prescription.problem("routine", wrong, cure)
