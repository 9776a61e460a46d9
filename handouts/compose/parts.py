"""From a plan to a handout: which blocks a patient gets, in the words of the library.

Nothing here knows of paper. Each part of the page is one small function; a layout decides which
parts it prints and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import chain

from handouts import counting, phrases
from handouts.compose.cards import (
    general_cautions,
    own_photo,
    point_cards,
    said_once,
    shown_side,
    still_asked,
    unasked_lines,
)
from handouts.compose.case import Case
from handouts.compose.for_whom import SENTENCES
from handouts.compose.photos import NO_PHOTOS, Photos
from handouts.days import A_WEEK, days_a_week, named_days
from handouts.dose import PRESSURES
from handouts.handout import (
    Block,
    BodyMap,
    Brand,
    Bullets,
    Callout,
    CalloutKind,
    Contact,
    DoseStrip,
    Handout,
    Mark,
    Paragraph,
    Part,
    PartName,
    SafetyBox,
    Span,
    Steps,
    Text,
    TickChart,
    TipCard,
    WebLink,
    words,
)
from handouts.library import Library, atlas
from handouts.library.model import Tip
from handouts.library.wording import filled
from handouts.phrases import capital, paragraphs
from handouts.plan.changes import Changes, changes
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import seconds
from handouts.prescription.model import Clinic
from handouts.safety.examine import Finding, in_short, known

UNDATED = date(2026, 1, 1)
"""What a file of no date says of its own: the same input gives the same bytes."""
LONGEST_BIG = 18
"""Characters of an answer in the strip, where our own words decide."""
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
    """The handout of a plan that safety has let through. `earlier`: that of the last time;
    `photos`: the pictures of its points and tips.
    """
    times = counting.times_a_day(plan.how_often, library.wording)
    case = Case(plan, clinic, library, tuple(findings), times, earlier, photos)
    say, prescription = case.say, plan.prescription
    parts = tuple(part for part in _parts(case) if part.blocks)
    return Handout(
        language=say("language.tag"),
        title=words(plan.title or say("title")),
        subtitle=words(_subtitle(case)),
        brand=_brand(case),
        parts=parts,
        running=" · ".join(part for part in (clinic.name, clinic.phone) if part),
        turn=case.say("running.turn"),
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
    say = case.say
    link = "link.title" if case.plan.prescription.links else "link.booking"
    return (
        _part("dose", say("strip.title"), _dose(case)),
        _part("since", say("since.title"), _since(case)),
        _part("safety", say("safety.title"), _safety(case)),
        _part("map", say("map.title"), _map(case)),
        _part("points", say("points.title"), point_cards(case)),
        _part("how", say("how.title"), _how(case)),
        _part("tips", say("tips.title"), _tips(case)),
        _chart(case),
        _part("notes", say("notes.title"), tuple(map(Paragraph, paragraphs(_notes(case))))),
        _part("visit", say("visit.title"), _visit(case)),
        _part("call", say("call.title"), _call(case)),
        _part("link", say(link), _links(case)),
        _part("contact", say("contact.title"), _contact(case)),
        _part("disclaimer", say("disclaimer.title"), _disclaimer(case)),
    )


def _part(name: PartName, title: str, blocks: tuple[Block, ...]) -> Part:
    return Part(name, words(title), blocks)


# ── head and foot ───────────────────────────────────────────────────────────────────────────────


def _subtitle(case: Case) -> str:
    prescription, say = case.plan.prescription, case.say
    day = (
        phrases.day(prescription.date, case.clinic.dates_printed, say) if prescription.date else ""
    )
    name = prescription.printed_name
    if name and day:
        return say("subtitle.both", patient=name, date=day)
    if name:
        return say("subtitle.patient", patient=name)
    return day


def _brand(case: Case) -> Brand:
    clinic = case.clinic
    practitioner = ", ".join(part for part in (clinic.practitioner, clinic.credentials) if part)
    return Brand(
        name=clinic.name,
        lines=tuple(line for line in (practitioner, _readable(clinic.web)) if line),
        call=(case.say("call.brand", phone=clinic.phone), _tel(clinic.phone))
        if clinic.phone
        else None,
        colour=clinic.colour,
        logo=clinic.logo,
    )


# ── the strip ───────────────────────────────────────────────────────────────────────────────────


def _dose(case: Case) -> tuple[Block, ...]:
    answers = (_often(case), _each_time(case), _course(case), _hard(case))
    strip = DoseStrip(tuple((words(big), words(small)) for big, small in answers))
    return (strip,)


def _since(case: Case) -> tuple[Block, ...]:
    """What has changed since the last time, in one line."""
    if case.earlier is None:
        return ()
    changed = changes(case.earlier, case.plan, case.say)
    said = case.say("list.sentence").join(_changed(changed, case))
    if not said:
        return ()
    return (Paragraph((Span(case.say("since.label"), strong=True), Span(f" {said}"))),)


def _changed(changed: Changes, case: Case) -> Iterator[str]:
    say, plan = case.say, case.plan
    if len(changed.new) == len(plan.points):
        yield say("since.all")
    else:
        if changed.new:
            yield _of_points("new", changed.new, case)
        for ways, points in changed.pressed:
            how = say.joined([say(f"since.ways.{way}") for way in ways])
            yield _of_points("pressed", points, case, how=how)
        if changed.gone:
            places = say("since.and").join(chosen.point.place for chosen in changed.gone)
            yield say("since.gone", points=places)
    for name, tips in (("tips_new", changed.tips_new), ("tips_gone", changed.tips_gone)):
        if tips:
            yield say(f"since.{name}", tips=say("since.and").join(tip.title for tip in tips))
    if changed.often:
        yield say("since.often", often=_said_often(case).rstrip("."))
    if changed.course:
        course = plan.for_how_long or say("strip.course")
        yield say("since.course", course=course.rstrip("."))


def _of_points(kind: str, points: tuple[Chosen, ...], case: Case, **values: str) -> str:
    """A sentence about points, by their numbers on this sheet."""
    say = case.say
    numbers = [n for n, chosen in enumerate(case.plan.points, 1) if chosen in points]
    named = say.count("since.point", len(points), numbers=phrases.numbers(numbers, say))
    return capital(say.count(f"since.{kind}", len(points), points=named, **values))


def _said_often(case: Case) -> str:
    """How often, as it is asked for, or as we say it where nobody did."""
    return case.plan.how_often or " ".join(case.say.many("strip.often"))


def _often(case: Case) -> tuple[str, str]:
    """How often. What a practitioner typed stands as it is; our own words are put in two lines."""
    say, plan = case.say, case.plan
    typed = plan.prescription.how_often
    if not plan.how_often:
        first, rest = say.many("strip.often")
        return first, rest
    if not typed:
        first, rest = _in_two(plan.how_often, case)
        if rest:
            return capital(first), rest
    return typed or capital(plan.how_often), _when(plan.how_often, case)


def _in_two(text: str, case: Case) -> tuple[str, str]:
    first, _, rest = text.partition(case.say("strip.part"))
    if not rest and len(text) > LONGEST_BIG:
        pause = case.say("strip.break")
        first, found, rest = text.partition(pause)
        rest = f"{pause}{rest}" if found else ""
    return first, rest.strip()


def _when(how_often: str, case: Case) -> str:
    """At what hours of the day, where the text leaves them open."""
    say = case.say
    if not counting.says_no_hours(how_often, say):
        return ""
    if case.times == 1:
        return say("strip.once")
    times = [time.lower() for time in _times(case.times, case)]
    return say.joined(times) if times else say("strip.tick")


def _each_time(case: Case) -> tuple[str, str]:
    say, pressed = case.say, case.pressed
    low, high = seconds(pressed)
    minutes = phrases.minutes(low, high, say)
    if phrases.same_minutes(low, high):
        minutes = say("strip.each", minutes=minutes)
    count, presses = len(pressed), sum(one.presses for one in pressed)
    if all(one.everywhere for one in pressed):
        kind = "points_both"
    else:
        kind = "points" if presses == count else "points_presses"
    return minutes, say.count(f"strip.{kind}", count, presses=presses)


def _course(case: Case) -> tuple[str, str]:
    say, course = case.say, case.plan.for_how_long
    if not course:
        return say("strip.course"), say("strip.then")
    if counting.starts_with_time(course, say):
        return say("strip.course_for", course=course), say("strip.then")
    typed = case.plan.prescription.for_how_long
    return typed or capital(course), say("strip.then")


def _hard(case: Case) -> tuple[str, str]:
    """One word for the page when all points are pressed alike."""
    pressures = _pressures(case)
    name = "mixed" if len(pressures) > 1 else min(pressures)
    return case.say(f"strip.hard.{name}"), case.say("strip.painless")


def _pressures(case: Case) -> set[str]:
    return {chosen.pressure for chosen in case.plan.points}


# ── safety ──────────────────────────────────────────────────────────────────────────────────────


def _safety(case: Case) -> tuple[Block, ...]:
    say = case.say
    rows = (
        (say("safety.not_today"), _not_today(case)),
        (say("safety.let_go"), case.for_whom.lines(say.many("safety.let_go_items"))),
        (say("card.care"), _for_all(case)),
    )
    return (
        SafetyBox(
            tuple((words(label), tuple(map(words, items))) for label, items in rows if items)
        ),
    )


def _not_today(case: Case) -> tuple[str, ...]:
    say, plan, told = case.say, case.plan, case.for_whom
    leg = (say("safety.leg"),) if _on_leg(plan) else ()
    items = told.lines((*say.many("safety.not_today_items"), *leg))
    if plan.routine:
        items += _ours(plan.routine.not_today, case, own=plan.routine.own)
    for clause, out, ask in in_short(plan, case.library):
        reason = told.line(clause)
        if len(out) == len(plan.points):
            items.append(reason)
        else:
            way = "both" if out and ask else "leave_out" if out else "ask_first"
            numbers = {"points": phrases.numbers(out, say), "others": phrases.numbers(ask, say)}
            items.append(say(f"safety.in_short.{way}", reason=reason, **numbers))
    return tuple(items)


def _on_leg(plan: Plan) -> bool:
    return any("leg" in chosen.point.flags for chosen in plan.points)


def _for_all(case: Case) -> tuple[str, ...]:
    """What a condition asks for at every point, said once; directly behind what asks for light
    pressure, and behind nothing else, stand the points that are pressed harder.
    """
    asked = [f for f in case.findings if f.general and f.kind == "point" and f.level == "ask"]
    light = [finding for finding in asked if finding.light]
    lines = [
        *(finding.line for finding in light),
        *_pressed_harder(case, {finding.name for finding in light}),
        *(finding.line for finding in asked if not finding.light),
    ]
    return tuple(case.way(line) for line in said_once(case.for_whom.lines(lines)))


def _pressed_harder(case: Case, light: Set[str]) -> Iterator[str]:
    """Those of some points that are pressed harder than a condition asks for, as the practitioner
    knows.
    """
    say, points = case.say, list(enumerate(case.plan.points, 1))
    harder = [(n, one) for n, one in points if one.harder and one.point.code in light]
    for pressure in PRESSURES:
        if found := [n for n, one in harder if one.pressure == pressure]:
            named = say.count("since.point", len(found), numbers=phrases.numbers(found, say))
            yield say("safety.harder", points=named, pressure=say(f"dose.pressure.{pressure}"))


# ── where, and how to press ─────────────────────────────────────────────────────────────────────


def _map(case: Case) -> tuple[Block, ...]:
    say = case.say
    numbered = [
        (number, chosen)
        for number, chosen in enumerate(case.plan.points, 1)
        if atlas.drawn(chosen.point.drawing)
    ]
    if len({chosen.point.region for _, chosen in numbered}) < LEAST_REGIONS:
        return ()
    marks = tuple(
        (Mark(chosen.point.drawing, number), shown_side(chosen))
        for number, chosen in numbered
        if atlas.drawn(chosen.point.drawing)
    )
    where = (
        say("map.place", number=number, place=chosen.point.place) for number, chosen in numbered
    )
    alt = say.count("map.alt", len(marks), places=say("list.sentence").join(where))
    labels = tuple((f"body-{view}", say(f"map.{view}")) for view in ("front", "back", "side"))
    sides = tuple((side, say(f"map.{side}")) for side in ("left", "right"))
    return (BodyMap(marks, labels + sides, alt, words(say("map.caption"))),)


def _notes(case: Case) -> str:
    """What a person typed, else our routine's notes: that a point may ache is not said where all is
    pressed lightly.
    """
    plan = case.plan
    if plan.prescription.notes or (plan.routine and plan.routine.own):
        return plan.notes
    aches = {*case.say.many("how.aches")} if _pressures(case) == {"gentle"} else set()
    kept = (
        " ".join(one for one in SENTENCES.split(paragraph.strip()) if one not in aches)
        for paragraph in re.split(r"\n\s*\n", plan.notes)
    )
    return "\n\n".join(case.for_whom.lines(kept))


def _how(case: Case) -> tuple[Block, ...]:
    say = case.say
    eased = any(chosen.ease.light for chosen in case.plan.points)
    way = "how.mixed" if eased else "how"
    if _pressures(case) == {"gentle"}:
        way = "how.lightly"
    steps = Steps(tuple(words(step) for step in case.for_whom.lines(say.many(f"{way}.steps"))))
    about = case.plan.said.about
    for_what = (Paragraph(words(about)),) if about else ()
    return (steps, Paragraph(words(say(f"{way}.fine"))), *for_what)


# ── at home ─────────────────────────────────────────────────────────────────────────────────────


def _tips(case: Case) -> tuple[Block, ...]:
    return tuple(_tip(tip, case) for tip in case.plan.tips)


def _tip(tip: Tip, case: Case) -> TipCard:
    """One tip; where a condition stops it, with the line that it was talked through."""
    found = [one for one in case.findings if (one.kind, one.name) == ("tip", tip.name)]
    agreed = [case.say("tips.agreed")] if any(one.acknowledged for one in found) else []
    asked = [one.line for one in found if one.level == "ask"]
    general = _ours(general_cautions(tip, case), case, own=tip.own)
    cautions = said_once([*agreed, *unasked_lines(tip, case), *asked, *general])
    return TipCard(
        icon=tip.icon,
        title=words(tip.title),
        steps=tuple(map(words, _ours(tip.steps, case, own=tip.own))),
        cautions=tuple(map(words, cautions)),
        cautions_title=words(case.say("card.care")),
        photo=own_photo(tip, case),
    )


def _ours(lines: Iterable[str], case: Case, *, own: bool) -> list[str]:
    """Lines as they hold for this patient; those of the clinic's own stay as they were typed."""
    return list(lines) if own else case.for_whom.lines(lines)


def _chart(case: Case) -> Part:
    """The chart; its title says that a long course goes on behind it."""
    say = case.say
    a_day = counting.boxes_a_day(_said_often(case), say) or 1
    times = _times(a_day, case)
    course = counting.weeks(case.plan.for_how_long, say)
    weeks = counting.chart_weeks(course, a_day)
    title = "chart.first" if course > weeks else "chart.title"
    rows = say.count("chart.weeks", weeks)
    columns = _columns(case)
    chart = TickChart(
        corner=words(say("chart.corner")),
        columns=tuple(map(words, columns)),
        rows=tuple(words(say("chart.row", n=week)) for week in range(1, weeks + 1)),
        times=tuple(map(words, say.table("chart.boxes").get(str(a_day), ()))),
        alt=_chart_alt(rows, columns, times, case),
    )
    return _part("chart", say.count(title, a_day, weeks=weeks), (chart,))


def _columns(case: Case) -> tuple[str, ...]:
    """What stands above the boxes of a week: its days, those that are named, or a number for
    each that the patient chooses, or of a course that is shorter than a week.
    """
    say, how_often = case.say, case.plan.how_often
    names = say.many("chart.days")
    if named := named_days(how_often, say):
        return tuple(names[day] for day in named)
    if count := days_a_week(how_often, say) or counting.days(case.plan.for_how_long, say):
        return say.many("chart.any_days")[:count]
    return names


def _chart_alt(rows: str, columns: tuple[str, ...], times: tuple[str, ...], case: Case) -> str:
    """The chart in words: of `rows` weeks, with boxes for the `times` of a day where it has more
    than one.
    """
    say = case.say
    if len(columns) < A_WEEK:
        if named_days(case.plan.how_often, say):
            return say("chart.alt_days", weeks=rows, days=say.joined([*columns]))
        boxes = len(columns) * max(1, len(times))
        return say("chart.alt_counted", weeks=rows, boxes=say.count("chart.of_week", boxes))
    if times:
        boxes_of = say.joined([time.lower() for time in times])
        return say("chart.alt_times", weeks=rows, times=boxes_of)
    return say("chart.alt", weeks=rows)


def _times(a_day: int | None, case: Case) -> tuple[str, ...]:
    """The names of so many boxes a day; none where one box is enough."""
    return tuple(case.say.table("chart.times").get(str(a_day), ()))


def _visit(case: Case) -> tuple[Block, ...]:
    when = case.plan.prescription.next_visit
    if when is None:
        return ()
    return (Paragraph(words(phrases.visit(when, case.clinic.dates_printed, case.say))),)


# ── who to call, where to read more ─────────────────────────────────────────────────────────────


def _call(case: Case) -> tuple[Block, ...]:
    say, clinic = case.say, case.clinic
    us = say("call.us_on", phone=clinic.phone) if clinic.phone else say("call.us")
    now = say("call.emergency")
    if clinic.emergency:
        now = say("call.emergency_on", number=clinic.emergency)
    return (
        _callout("emergency", now, _emergencies(case)),
        _callout("call", us, _calls(case)),
    )


def _calls(case: Case) -> list[str]:
    """When to call the clinic; a routine of the clinic's own adds to what holds for every sheet.

    What says when to give up says it after the course that the page prints.
    """
    say, routine = case.say, case.plan.routine
    signs = _ours(routine.call, case, own=routine.own) if routine else []
    if routine is None or routine.own or not signs:
        signs += case.for_whom.lines(say.many("call.items"))
    signs = [*_of_conditions(case, "call.besides", signs), *signs]
    written = case.plan.for_how_long
    unsaid = "call.course_open" if counting.has_odd_length(written, say) else "call.course"
    course = counting.course(written, say) or say(unsaid)
    if counting.is_long(written, routine.for_how_long if routine else "", say):
        course = say("call.course_long")
    signs = still_asked(signs, known(case.plan.prescription, case.library), say)
    return list(dict.fromkeys(filled(sign, {"course": course}) for sign in signs))


def _emergencies(case: Case) -> list[str]:
    """The routine's signs of an emergency; without one, those of the parts that are pressed.
    A condition has signs of its own before these (a fever in cancer treatment) or in their place
    (a baby).
    """
    say, plan, routine = case.say, case.plan, case.plan.routine
    own = _of_conditions(case, "call.emergency_items.conditions")
    signs = own or (_ours(routine.red_flags, case, own=routine.own) if routine else [])
    ours: list[str] = []
    if not own and (routine is None or routine.own):
        regions = say.table("call.emergency_items.regions")
        of_points = (regions.get(chosen.point.region, ()) for chosen in plan.points)
        ours += [*say.many("call.emergency_items.general"), *chain.from_iterable(of_points)]
    ours += [say("call.emergency_items.leg")] * _on_leg(plan)
    signs += case.for_whom.lines([*ours, *say.many("call.emergency_items.always")])
    signs = still_asked(signs, known(plan.prescription, case.library), say)
    before = case.for_whom.lines(_of_conditions(case, "call.emergency_items.besides", signs))
    return list(dict.fromkeys([*_of_others(case), *before, *signs]))


def _of_others(case: Case) -> Iterator[str]:
    """The signs for what a patient has that no rule reads: low mood, or fear."""
    others = " ".join(case.plan.prescription.other_conditions).casefold()
    for one in case.say.at("call.emergency_items.others"):
        if any(word in others for word in one["words"]):
            yield from one["signs"]


def _of_conditions(case: Case, table: str, said: Sequence[str] = ()) -> list[str]:
    """The signs that a table has for the conditions of a patient, but for what is `said` anyway."""
    signs, say = case.say.table(table), case.say
    once = [words for words in say.many("call.once") if any(words in sign for sign in said)]
    return [
        sign
        for name in case.plan.prescription.conditions
        for sign in signs.get(name, ())
        if not any(words in sign for words in once)
    ]


def _links(case: Case) -> tuple[Block, ...]:
    """The prescription's links; the page to book on, too, where the clinic wants it as a code."""
    clinic = case.clinic
    links = [(link.url, link.label) for link in case.plan.prescription.links]
    if clinic.booking and clinic.booking_qr:
        links.append((clinic.booking, case.say("link.booking")))
    return tuple(_link(url, label, case) for url, label in links)


def _link(url: str, label: str, case: Case) -> WebLink:
    return WebLink(url, words(label), words(case.say("link.hint")), case.say("link.alt", url=url))


def _contact(case: Case) -> tuple[Block, ...]:
    """What the head of page one does not say already (phone and web address); without anything
    else, the phone again.
    """
    clinic, say = case.clinic, case.say
    entries: tuple[tuple[str, str, str | None], ...] = (
        ("email", clinic.email, f"mailto:{clinic.email}"),
        ("booking", clinic.booking, clinic.booking),
        ("address", clinic.address, None),
    )
    if not any(value for _, value, _ in entries):
        entries = (("phone", clinic.phone, _tel(clinic.phone)),)
    lines = tuple(
        (words(say(f"contact.{name}")), words(_readable(value)), target)
        for name, value, target in entries
        if value
    )
    blocks: tuple[Block, ...] = (Contact(words(say("contact.title")), lines),) if lines else ()
    return (*blocks, Paragraph(words(clinic.sign_off))) if clinic.sign_off else blocks


def _tel(phone: str) -> str:
    """The address of the first number (RFC 3966), its extension apart. A zero in brackets is
    dialled only where the code of the country is not.
    """
    first = re.split(r"\s+or\s+|[,;]", phone, maxsplit=1)[0]
    number, *extension = re.split(r"(?i)\s*(?:ext(?:ension)?\.?|x|#)\s*(?=\d+\s*$)", first)
    if "+" in number:
        number = number.replace("(0)", "")
    digits = "".join(char for char in number if char in "+0123456789")
    return f"tel:{digits}" + "".join(f";ext={one.strip()}" for one in extension)


def _readable(address: str) -> str:
    """A web address as people write it: `example.org/book`."""
    return address.removeprefix("https://").removeprefix("http://")


def _disclaimer(case: Case) -> tuple[Block, ...]:
    """Always printed whole; a clinic may add to it, never take away."""
    ours = case.say("list.sentence").join(case.say.many("disclaimer.text"))
    added: tuple[Text, ...] = paragraphs(case.clinic.disclaimer)
    return tuple(Paragraph(text, "small") for text in (words(ours), *added))


def _callout(kind: CalloutKind, title: str, items: Iterable[str]) -> Callout:
    return Callout(kind, words(title), (Bullets(tuple(words(item) for item in items)),))
