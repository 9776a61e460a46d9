"""From a plan to a handout: which blocks a patient gets, in the words of the library.

Nothing here knows of paper. Each part of the page is one small function, here or in a module of its
own (`strip`, `signs`, `cards`, `chart`); a layout decides which parts it prints and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from handouts import handout as blocks
from handouts import phrases
from handouts.compose import cards
from handouts.compose.case import Case
from handouts.compose.chart import chart
from handouts.compose.photos import NO_PHOTOS, Photos
from handouts.compose.signs import callouts, safety_box
from handouts.compose.strip import dose_strip, since
from handouts.handout import Block, Handout, Paragraph, Part, PartName, Text, words
from handouts.library import Library, atlas
from handouts.library.model import Tip
from handouts.phrases import paragraphs
from handouts.plan.make import Plan
from handouts.prescription.model import Clinic
from handouts.safety.examine import Finding

UNDATED = date(2026, 1, 1)
"""What a file of no date says of its own: the same input gives the same bytes."""
LEAST_REGIONS = 3
"""Parts of the body from which a map of it helps."""


def compose(
    plan: Plan,
    clinic: Clinic,
    library: Library,
    findings: Iterable[Finding] = (),
    earlier: Plan | None = None,
    photos: Photos = NO_PHOTOS,
) -> Handout:
    """The handout of a plan that safety has let through; `earlier` is that of the last time."""
    case = Case(plan, clinic, library, tuple(findings), earlier, photos)
    say, prescription = case.say, plan.prescription
    return Handout(
        language=say("language.tag"),
        title=words(plan.title or say("title")),
        subtitle=words(_subtitle(case)),
        brand=_brand(case),
        parts=tuple(part for part in _parts(case) if part.blocks),
        running=" · ".join(part for part in (clinic.name, clinic.phone) if part),
        turn=say("running.turn"),
        go_on=say("running.go_on"),
        page_of=say("running.page"),
        author=clinic.practitioner or clinic.name,
        subject=say("subject"),
        created=(prescription.date or UNDATED).isoformat(),
        skin=prescription.skin or clinic.skin or "medium",
        drawn_body=case.body,
    )


def _parts(case: Case) -> tuple[Part, ...]:
    """All parts, in the order in which they are told."""
    say, phone = case.say, case.clinic.phone
    link = "link.title" if case.plan.prescription.links else "link.booking"
    contact = say("contact.title_on", phone=phone) if phone else say("contact.title")

    def part(name: PartName, title: str, told: tuple[Block, ...]) -> Part:
        return Part(name, words(title), told)

    return (
        part("dose", say("strip.title"), dose_strip(case)),
        part("since", say("since.title"), since(case)),
        part("safety", say("safety.title"), safety_box(case)),
        part("map", say("map.title"), _map(case)),
        part("points", say("points.title"), cards.point_cards(case)),
        part("how", say("how.title"), _how(case)),
        part("tips", say("tips.title"), tuple(_tip(case, tip) for tip in case.plan.tips)),
        chart(case),
        part("notes", say("notes.title"), tuple(map(Paragraph, paragraphs(case.notes)))),
        part("visit", say("visit.title"), _visit(case)),
        part("call", say("call.title"), callouts(case)),
        part("link", say(link), _links(case)),
        part("contact", contact, _contact(case)),
        part("disclaimer", say("disclaimer.title"), _disclaimer(case)),
    )


def _subtitle(case: Case) -> str:
    prescription, say = case.plan.prescription, case.say
    name, on = prescription.printed_name, prescription.date
    day = phrases.day(on, case.clinic.dates_printed, say) if on else ""
    if name and day:
        return say("subtitle.both", patient=name, date=day)
    return say("subtitle.patient", patient=name) if name else day


def _brand(case: Case) -> blocks.Brand:
    clinic = case.clinic
    practitioner = ", ".join(part for part in (clinic.practitioner, clinic.credentials) if part)
    call = case.say("call.brand", phone=clinic.phone), _tel(clinic.phone)
    return blocks.Brand(
        name=clinic.name,
        lines=tuple(line for line in (practitioner, _readable(clinic.web)) if line),
        call=call if clinic.phone else None,
        colour=clinic.colour,
        logo=clinic.logo,
    )


def _map(case: Case) -> tuple[Block, ...]:
    say = case.say
    marked = [
        (blocks.Mark(chosen.point.drawing, number), chosen)
        for number, chosen in enumerate(case.plan.points, 1)
        if atlas.drawn(chosen.point.drawing)
    ]
    if len({chosen.point.region for _, chosen in marked}) < LEAST_REGIONS:
        return ()
    marks = tuple((mark, cards.shown_side(chosen)) for mark, chosen in marked)
    where = [say("map.place", number=m.number, place=one.point.place) for m, one in marked]
    alt = say.count("map.alt", len(marks), places=say("list.sentence").join(where))
    labels = tuple((f"body-{view}", say(f"map.{view}")) for view in ("front", "back", "side"))
    sides = tuple((side, case.for_whom.sign(say.at(f"map.{side}"))) for side in ("left", "right"))
    return (blocks.BodyMap(marks, labels + sides, alt),)


def _how(case: Case) -> tuple[Block, ...]:
    say = case.say
    way = "how"
    if "gentle" in case.pressures:
        way = "how.mixed" if len(case.pressures) > 1 else "how.lightly"
    steps = blocks.Steps(tuple(map(words, case.lines(say.many(f"{way}.steps")))))
    lines = [say(f"{way}.fine")]
    if any(chosen.side in ("same", "opposite") for chosen in case.plan.points):
        lines += case.lines([say.at("how.no_side")])
    lines += filter(None, [case.plan.said.about])
    return (steps, *(Paragraph(words(line)) for line in lines))


def _tip(case: Case, tip: Tip) -> blocks.TipCard:
    """One tip; where a condition stops it, with the line that it was talked through."""
    found = [one for one in case.findings if (one.kind, one.name) == ("tip", tip.name)]
    agreed = [case.say("tips.agreed")] if any(one.acknowledged for one in found) else []
    asked = case.asked(one for one in found if one.level == "ask")
    own = map(case.for_whom.sign, case.lines(tip.cautions))
    cautions = cards.said_once([*agreed, *cards.unasked_lines(tip, case), *asked, *own])
    return blocks.TipCard(
        icon=tip.icon,
        title=words(tip.title),
        steps=tuple(map(words, map(case.for_whom.step, case.lines(tip.steps)))),
        cautions=tuple(map(words, cautions)),
        cautions_title=words(case.say("card.care")),
        photo=cards.own_photo(tip, case),
    )


def _visit(case: Case) -> tuple[Block, ...]:
    when, style = case.plan.prescription.next_visit, case.clinic.dates_printed
    return (Paragraph(words(phrases.visit(when, style, case.say))),) if when else ()


def _links(case: Case) -> tuple[Block, ...]:
    """The prescription's links; the page to book on, too, where the clinic wants a code."""
    clinic = case.clinic
    links = [(link.url, link.label) for link in case.plan.prescription.links]
    if clinic.booking and clinic.booking_qr:
        links.append((clinic.booking, case.say("link.booking") if links else ""))
    hint = words(case.say("link.hint"))
    return tuple(
        blocks.WebLink(url, words(label), hint, case.say("link.alt", url=url))
        for url, label in links
    )


def _contact(case: Case) -> tuple[Block, ...]:
    """What neither its heading, the head of page one nor a code says; else the phone once more."""
    clinic, say = case.clinic, case.say
    entries: tuple[tuple[str, str, str | None], ...] = (
        ("email", clinic.email, f"mailto:{clinic.email}"),
        ("booking", "" if clinic.booking_qr else clinic.booking, clinic.booking),
        ("address", clinic.address, None),
    )
    if not clinic.sign_off and not any(value for _, value, _ in entries):
        entries = (("phone", clinic.phone, _tel(clinic.phone)),)
    lines = tuple(
        (words(say(f"contact.{name}")), words(_readable(value)), target)
        for name, value, target in entries
        if value
    )
    told: list[Block] = [blocks.Contact(lines)] if lines else []
    return (*told, *([Paragraph(words(clinic.sign_off))] if clinic.sign_off else []))


def _disclaimer(case: Case) -> tuple[Block, ...]:
    """Always printed whole; a clinic may add to it, never take away."""
    ours = case.say("list.sentence").join(case.say.many("disclaimer.text"))
    added: tuple[Text, ...] = paragraphs(case.clinic.disclaimer)
    return tuple(Paragraph(text, "small") for text in (words(ours), *added))


def _tel(phone: str) -> str:
    """The address of the first number (RFC 3966); behind a country's code none has a `(0)`."""
    first = re.split(r"\s+or\s+|[,;]", phone, maxsplit=1)[0]
    number, *extension = re.split(r"(?i)\s*(?:ext(?:ension)?\.?|x|#)\s*(?=\d+\s*$)", first)
    if "+" in number:
        number = number.replace("(0)", "")
    digits = "".join(char for char in number if char in "+0123456789")
    return f"tel:{digits}" + "".join(f";ext={one.strip()}" for one in extension)


def _readable(address: str) -> str:
    """A web address as people write it: `example.org/book`."""
    return address.removeprefix("https://").removeprefix("http://")
