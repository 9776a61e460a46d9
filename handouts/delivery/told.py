"""What stops no sheet, and whoever makes it must be told: what was found, what is not printed."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from handouts.errors import Problem
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.wording import Wording
from handouts.plan.changes import changes
from handouts.plan.make import Plan
from handouts.prescription.fields.until import names_a_day
from handouts.prescription.model import Clinic, Prescription
from handouts.render import Layout
from handouts.render.layout import DEFAULT_LAYOUT, accent_too_light, parts_of


def broken_words(library: Library, clinic: Clinic) -> Iterator[Problem]:
    """What is wrong with the clinic's own words: the first of it, and how much more there is."""
    first, *others = library.own.broken_words or (None,)
    if first:
        wrong = f"{first.wrong} Until it is mended, our words stand there."
        command = f"handouts check {shlex.quote(str(clinic.source))}"
        more = f" And {len(others)} more: {command}" if others else ""
        yield replace(first, wrong=wrong, cure=f"{first.cure}{more}")


def odd_length(plan: Plan, say: Wording) -> Iterator[Problem]:
    """Where for how long is written so that nothing on the page can follow it."""
    if plan.for_how_long.odd:
        field = "for_how_long" if plan.prescription.for_how_long else "routine"
        wrong = f"No length of time can be counted in {shown(plan.for_how_long.text)}."
        cure = "Write it like `10 days`, `2 to 3 weeks` or `until next visit`."
        if names_a_day(plan.for_how_long.text, say):
            once = "Once for all: `dates: us` (or `day-first`) in the clinic's file."
            cure = f"Check the day, and write the month as a word. {once}"
            if plan.prescription.date is None:
                cure = "It is counted from the `date:` of the sheet; write that, too."
        cure = f"So the sheet says “{say('call.course_open')}” and has no chart. {cure}"
        yield plan.prescription.problem(field, wrong, cure)


def uneven(plan: Plan) -> Iterator[Problem]:
    """Where no chart fits how often somebody presses."""
    if plan.how_often.uneven:
        wrong = f"No chart fits {shown(plan.how_often.text)}, so the sheet has none."
        cure = "For a chart, write one rate, like `Twice a day`, and the steps into notes."
        yield plan.prescription.problem("how_often", wrong, cure)


def found_above(clinic: Clinic, prescription: Prescription, beside: Path) -> Iterator[Problem]:
    """Which clinic's file was found, where it does not lie beside the prescription."""
    if clinic.source is None:
        return
    file = Path(clinic.source).resolve()
    if file.parent != beside.resolve().parent:
        wrong = f"The clinic is that of {file}."
        yield Problem(prescription.source, 0, "clinic", wrong, "Another is named by --clinic.")


def not_taken(names: Iterable[str], beside: Path) -> Iterator[Problem]:
    """Files that may have been meant for the clinic's, where there is none."""
    cure = "If it is your clinic's file, call it clinic.yaml."
    for name in names:
        yield Problem(str(beside.parent), 0, "clinic", f"{name} is not read.", cure)


def left_out(
    plan: Plan, clinic: Clinic, layout: Layout, earlier: Plan | None, say: Wording
) -> Iterator[Problem]:
    """What the layout has no room for, or cannot print as it is, and what sections hide."""
    if told := accent_too_light(layout):
        wrong = f"The layout {layout.name}, colours.accent: {told[0]}"
        yield plan.prescription.problem("layout", wrong, told[1])
    reachable = clinic.email or clinic.booking or clinic.address or clinic.sign_off
    changed = earlier and changes(earlier, plan)
    parts = {
        "since": say("since.title") if changed else "",
        "how": say("how.title"),
        "tips": say("tips.title") if plan.tips else "",
        "chart": say("chart.name") if plan.has_chart else "",
        "notes": say("notes.title") if plan.notes else "",
        "visit": say("visit.title") if plan.prescription.next_visit else "",
        "link": say("link.title") if plan.prescription.links else "",
        "contact": say("contact.title") if reachable else "",
    }
    has_room = {part for region in layout.whole for part in parts_of(region)}
    missing = [title for part, title in parts.items() if title and part not in has_room]
    rules = layout.card_rules(len(plan.points))
    of_cards = {
        "points.steps": all(rule.steps for rule in rules),
        "points.hands": all(rule.hands for rule in rules),
    }
    missing = [*(say(name) for name, kept in of_cards.items() if not kept), *missing]
    if missing:
        wrong = f"The layout {layout.name} has no room for: {_listed(missing)}."
        cure = f"They stand on the layout {DEFAULT_LAYOUT}."
        yield plan.prescription.problem("layout", wrong, cure)
    hidden = [part for part in parts if part in has_room and part not in layout.parts]
    if titles := [parts[part] for part in hidden if parts[part]]:
        yield _hidden(plan.prescription, clinic, layout, titles, hidden)


def _hidden(
    written: Prescription,
    clinic: Clinic,
    layout: Layout,
    titles: Iterable[str],
    hidden: Iterable[str],
) -> Problem:
    """What is hidden, by whom, and whether it was typed for this patient."""
    here = written.sections.hide is not None
    theirs = "The clinic" if clinic.sections.hide is not None else ""
    who = "This file" if here else theirs or f"The layout {layout.name}"
    typed = {"notes": written.notes, "visit": written.next_visit, "link": written.links}
    cure = "To print all, write: sections: {hide: none}"
    if lost := [part for part in hidden if typed.get(part)]:
        cure = f"What you typed is not on the page: {', '.join(lost)}. {cure}"
    return written.problem("sections", f"{who} hides: {_listed(titles)}.", cure)


def _listed(titles: Iterable[str]) -> str:
    """Titles in a row, without the full stop that one of them may end with."""
    return ", ".join(title.removesuffix(".") for title in titles)
