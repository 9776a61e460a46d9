"""The practitioner's own words: where they stand, what is wrong, and what would be plainer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from handouts.advice.other_language import not_read
from handouts.advice.plain_words import FEW, Reading, Words, advise, plain_words, read_over
from handouts.advice.unsafe_words import unsafe
from handouts.errors import Problem
from handouts.library.model import Kind, Point, Routine, Tip
from handouts.library.own import Own, Thing, Typed
from handouts.prescription.model import Clinic, Prescription


def unsafe_in(
    texts: Iterable[Typed], language: str, conditions: tuple[str, ...] = ()
) -> tuple[list[Problem], list[Problem]]:
    """What in some texts must not stand on a sheet for a patient with these conditions, so that it
    stops one; and what is only doubtful, or in a language that nothing of ours reads.
    """
    stops: list[Problem] = []
    tells: list[Problem] = []
    for typed in texts:
        for found in unsafe(typed.text, language, conditions):
            problem = typed.problem(found.excerpt, found.says, found.cure)
            (stops if found.stops else tells).append(problem)
        for sentence in not_read(typed.text, language):
            wrong = f"“{sentence}” is not in English, so nothing has checked it."
            cure = "Have somebody read it who knows the language and the patient."
            tells.append(typed.problem(sentence, wrong, cure))
    return list(dict.fromkeys(stops)), list(dict.fromkeys(tells))


def advice_on(prescription: Prescription, clinic: Clinic) -> list[Problem]:
    """What could be plainer, field by field, and the grade of all of it together."""
    typed = list(typed_texts(prescription, clinic))
    language = prescription.language or clinic.language or "en"
    found = advice_in(typed, language)
    found.sort(key=lambda problem: (problem.file != prescription.source, problem.line))
    reading, plain = read_over(text.text for text in typed), plain_words(language)
    most = plain.most_grade
    if plain.grade and reading.words >= FEW and most is not None and reading.grade > most:
        says = grade_of(reading, plain)
        cure = f"Try for grade {most:g} or lower: short sentences, short words."
        where, says = "your own words", says[0].upper() + says[1:]
        found.append(Problem(prescription.source, 0, where, says, cure))
    return found


def typed_texts(prescription: Prescription, clinic: Clinic) -> Iterator[Typed]:
    """All that goes onto the page as typed, but names, addresses and numbers; maybe empty."""
    source = prescription.source
    for field in ("title", "how_often", "for_how_long", "notes"):
        yield Typed(source, prescription.line_of(field), field, getattr(prescription, field) or "")
    for dose in prescription.points or ():
        note = dose.note or ""
        yield Typed(source, dose.line, f"points.{dose.code}.note", note, dose.code)
    for tip in prescription.tips or ():
        for field, text in _texts_of(tip) if isinstance(tip, Tip) else ():
            yield Typed(source, prescription.line_of("tips"), f"tips.{field}", text)
    for link in prescription.links:
        yield Typed(source, prescription.line_of("link"), "link", link.label)
    yield from clinic_words(clinic)


def clinic_words(clinic: Clinic) -> Iterator[Typed]:
    """What of a clinic's file goes onto the page as it was typed."""
    for field in ("disclaimer", "sign_off"):
        yield Typed(clinic.source or "", 0, field, getattr(clinic, field))


def texts_of_own(own: Own, names: Collection[tuple[Kind, str]] | None = None) -> Iterator[Typed]:
    """What a patient reads of a clinic's own sentences, points, tips, routines and conditions; only
    of those of `names`, where some are given. Words in the place of ours at a point or tip are its
    own.
    """
    yield from own.replaced
    for file in own.files:
        if names is None or (file.kind, file.name) in names:
            yield from file.replaced
            texts = _texts_of(file.thing) if file.thing and not file.changes else ()
            for field, text in texts:
                about = file.name if file.kind == "point" else field
                yield Typed(str(file.path), 1, field, text, about)


def _texts_of(thing: Thing) -> Iterator[tuple[str, str]]:
    """Every text of a thing that a patient may read, with the field it stands in."""
    if isinstance(thing, Point | Tip):
        steps = thing.find if isinstance(thing, Point) else thing.steps
        yield "title", thing.place if isinstance(thing, Point) else thing.title
        yield from (("steps", line) for line in steps)
        yield from (("cautions", line) for line in thing.cautions)
        yield "alt", thing.picture.alt if thing.picture else ""
    elif isinstance(thing, Routine):
        for field in ("title", "how_often", "for_how_long"):
            yield field, getattr(thing, field)
        yield from (("about", text) for text in thing.about)
        yield from (("notes", text) for text in thing.notes)
        yield from (("not_today", line) for line in thing.not_today)
        yield from (("call", line) for line in thing.call)
        yield from (("emergency", line) for line in thing.red_flags)
        yield from ((dose.code, dose.note or "") for dose in thing.points)
    else:
        yield "line", thing.lines["ask"]


def grade_of(reading: Reading, plain: Words) -> str:
    """The grades in words; empty where no formula holds for the language."""
    if not plain.grade:
        return ""
    return (
        f"grade {reading.grade:.1f} (Flesch-Kincaid), {reading.smog:.1f} (SMOG);"
        f" {reading.words} words, {reading.sentences} sentences,"
        f" the longest of {reading.longest} words."
    )


def advice_in(texts: Iterable[Typed], language: str) -> list[Problem]:
    """What could be plainer in each of some texts, and on which line."""
    plain = plain_words(language)
    return [
        typed.problem(found.excerpt, found.says, found.cure)
        for typed in texts
        for found in advise(typed.text, plain)
    ]
