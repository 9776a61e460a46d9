"""From a plan to a handout: which blocks a patient gets, in the words of the library.

Nothing here knows of paper. Each part of the page is one small function; a layout decides which
parts it prints and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date
from itertools import chain

from handouts import counting, phrases
from handouts import handout as blocks
from handouts.compose import cards
from handouts.compose.case import Case
from handouts.compose.photos import NO_PHOTOS, Photos
from handouts.days import A_WEEK, days_a_week, named_days
from handouts.dose import PRESSURES
from handouts.handout import Block, Handout, Paragraph, Part, PartName, Span, Text, words
from handouts.library import Library, atlas
from handouts.library.model import Tip
from handouts.library.wording import filled
from handouts.phrases import capital, paragraphs
from handouts.plan.changes import Changes, changes
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import seconds
from handouts.prescription.model import Clinic
from handouts.safety.examine import Finding, in_short

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
    page = _Page(plan, clinic, library, tuple(findings), times, earlier, photos)
    say, prescription = page.say, plan.prescription
    return Handout(
        language=say("language.tag"),
        title=words(plan.title or say("title")),
        subtitle=words(page.subtitle()),
        brand=page.brand(),
        parts=tuple(part for part in page.parts() if part.blocks),
        running=" · ".join(part for part in (clinic.name, clinic.phone) if part),
        turn=say("running.turn"),
        go_on=say("running.go_on"),
        page_of=say("running.page"),
        author=clinic.practitioner or clinic.name,
        subject=say("subject"),
        created=(prescription.date or UNDATED).isoformat(),
        skin=prescription.skin or clinic.skin or "medium",
        drawn_body=page.body,
    )


class _Page(Case):
    """The blocks of one handout."""

    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order in which they are told."""
        say = self.say
        link = "link.title" if self.plan.prescription.links else "link.booking"
        return (
            _part("dose", say("strip.title"), self._dose()),
            _part("since", say("since.title"), self._since()),
            _part("safety", say("safety.title"), self._safety()),
            _part("map", say("map.title"), self._map()),
            _part("points", say("points.title"), cards.point_cards(self)),
            _part("how", say("how.title"), self._how()),
            _part("tips", say("tips.title"), tuple(map(self._tip, self.plan.tips))),
            self._chart(),
            _part("notes", say("notes.title"), tuple(map(Paragraph, paragraphs(self.plan.notes)))),
            _part("visit", say("visit.title"), self._visit()),
            _part("call", say("call.title"), self._call()),
            _part("link", say(link), self._links()),
            _part("contact", say("contact.title"), self._contact()),
            _part("disclaimer", say("disclaimer.title"), self._disclaimer()),
        )

    # ── head and foot ───────────────────────────────────────────────────────────────────────────

    def subtitle(self) -> str:
        prescription, say = self.plan.prescription, self.say
        name, on, day = prescription.printed_name, prescription.date, ""
        if on:
            day = phrases.day(on, self.clinic.dates_printed, say)
        if name and day:
            return say("subtitle.both", patient=name, date=day)
        return say("subtitle.patient", patient=name) if name else day

    def brand(self) -> blocks.Brand:
        clinic = self.clinic
        practitioner = ", ".join(part for part in (clinic.practitioner, clinic.credentials) if part)
        call = self.say("call.brand", phone=clinic.phone), _tel(clinic.phone)
        return blocks.Brand(
            name=clinic.name,
            lines=tuple(line for line in (practitioner, _readable(clinic.web)) if line),
            call=call if clinic.phone else None,
            colour=clinic.colour,
            logo=clinic.logo,
        )

    # ── the strip ───────────────────────────────────────────────────────────────────────────────

    def _dose(self) -> tuple[Block, ...]:
        answers = (self._often(), self._each_time(), self._course(), self._hard())
        return (blocks.DoseStrip(tuple((words(big), words(small)) for big, small in answers)),)

    def _since(self) -> tuple[Block, ...]:
        """What has changed since the last time, in one line."""
        if self.earlier is None:
            return ()
        changed = changes(self.earlier, self.plan, self.say)
        said = self.say("list.sentence").join(self._changed(changed))
        if not said:
            return ()
        return (Paragraph((Span(self.say("since.label"), strong=True), Span(f" {said}"))),)

    def _changed(self, changed: Changes) -> Iterator[str]:
        say, plan = self.say, self.plan
        if len(changed.new) == len(plan.points):
            yield say("since.all")
        else:
            if changed.new:
                yield self._of_points("new", changed.new)
            for ways, points in changed.pressed:
                how = say.joined([say(f"since.ways.{way}") for way in ways])
                yield self._of_points("pressed", points, how=how)
            if changed.gone:
                places = say("since.and").join(chosen.point.place for chosen in changed.gone)
                yield say("since.gone", points=places)
        for name, tips in (("tips_new", changed.tips_new), ("tips_gone", changed.tips_gone)):
            if tips:
                yield say(f"since.{name}", tips=say("since.and").join(tip.title for tip in tips))
        if changed.often:
            yield say("since.often", often=self._said_often().rstrip("."))
        if changed.course:
            course = plan.for_how_long or say("strip.course")
            yield say("since.course", course=course.rstrip("."))

    def _of_points(self, kind: str, points: tuple[Chosen, ...], **values: str) -> str:
        """A sentence about points, by their numbers on this sheet."""
        say = self.say
        numbers = [n for n, chosen in enumerate(self.plan.points, 1) if chosen in points]
        named = say.count("since.point", len(points), numbers=phrases.numbers(numbers, say))
        return capital(say.count(f"since.{kind}", len(points), points=named, **values))

    def _often(self) -> tuple[str, str]:
        """How often. What a practitioner typed stands as it is; our own words go in two lines."""
        say, plan = self.say, self.plan
        typed = plan.prescription.how_often
        if not plan.how_often:
            first, rest = say.many("strip.often")
            return first, rest
        if not typed:
            first, rest = self._in_two(plan.how_often)
            if rest:
                return capital(first), rest
        return typed or capital(plan.how_often), self._when(plan.how_often)

    def _said_often(self) -> str:
        """How often, as it is asked for, or as we say it where nobody did."""
        return self.plan.how_often or " ".join(self.say.many("strip.often"))

    def _in_two(self, text: str) -> tuple[str, str]:
        first, _, rest = text.partition(self.say("strip.part"))
        if not rest and len(text) > LONGEST_BIG:
            pause = self.say("strip.break")
            first, found, rest = text.partition(pause)
            rest = f"{pause}{rest}" if found else ""
        return first, rest.strip()

    def _when(self, how_often: str) -> str:
        """At what hours of the day, where the text leaves them open."""
        if not counting.says_no_hours(how_often, self.say):
            return ""
        if self.times == 1:
            return self.say("strip.once")
        times = [time.lower() for time in self._times_of(self.times)]
        return self.say.joined(times) if times else self.say("strip.tick")

    def _each_time(self) -> tuple[str, str]:
        say, pressed = self.say, self.pressed
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

    def _course(self) -> tuple[str, str]:
        say, course = self.say, self.plan.for_how_long
        if not course:
            return say("strip.course"), say("strip.then")
        if counting.starts_with_time(course, say):
            return say("strip.course_for", course=course), say("strip.then")
        typed = self.plan.prescription.for_how_long
        return typed or capital(course), say("strip.then")

    def _hard(self) -> tuple[str, str]:
        """One word for the page when all points are pressed alike."""
        pressures = self._pressures()
        name = "mixed" if len(pressures) > 1 else min(pressures)
        return self.say(f"strip.hard.{name}"), self.say("strip.painless")

    def _pressures(self) -> set[str]:
        return {chosen.pressure for chosen in self.plan.points}

    # ── safety ──────────────────────────────────────────────────────────────────────────────────

    def _safety(self) -> tuple[Block, ...]:
        rows = (
            (self.say("safety.not_today"), self._not_today()),
            (self.say("safety.let_go"), self._let_go()),
            (self.say("card.care"), self._for_all()),
        )
        told = tuple((words(label), tuple(map(words, items))) for label, items in rows if items)
        return (blocks.SafetyBox(told),)

    def _not_today(self) -> tuple[str, ...]:
        say, plan = self.say, self.plan
        leg = (say.at("safety.leg"),) if _on_leg(plan) else ()
        of_routine = plan.routine.not_today if plan.routine else ()
        items = self._signs([*say.many("safety.not_today_items"), *leg, *of_routine])
        for clause, out, ask in in_short(plan, self.library):
            (reason,) = self._signs([clause])
            if len(out) == len(plan.points):
                items.append(reason)
            else:
                way = "both" if out and ask else "leave_out" if out else "ask_first"
                numbers = {"points": phrases.numbers(out, say), "others": phrases.numbers(ask, say)}
                items.append(say(f"safety.in_short.{way}", reason=reason, **numbers))
        return tuple(items)

    def _let_go(self) -> list[str]:
        return self._signs(self.say.many("safety.let_go_items"))

    def _signs(self, items: Iterable[str]) -> list[str]:
        """What is left of the items of a list, each once, in words for who has them."""
        return list(dict.fromkeys(map(self.for_whom.sign, self.lines(items))))

    def _for_all(self) -> tuple[str, ...]:
        """What a condition asks for at every point, said once; directly behind what asks for light
        pressure, and behind nothing else, stand the points that are pressed harder.
        """
        asked = [f for f in self.findings if f.general and f.kind == "point" and f.level == "ask"]
        light = [finding for finding in asked if finding.light]
        lines = [
            *(finding.line for finding in light),
            *self._pressed_harder({finding.name for finding in light}),
            *(finding.line for finding in asked if not finding.light),
        ]
        return tuple(map(self.for_whom.in_words, cards.said_once(self.lines(lines))))

    def _pressed_harder(self, light: Set[str]) -> Iterator[str]:
        """Those of some points that are pressed harder than a condition asks for, as the
        practitioner knows.
        """
        say, points = self.say, list(enumerate(self.plan.points, 1))
        harder = [(n, one) for n, one in points if one.harder and one.point.code in light]
        for pressure in PRESSURES:
            if found := [n for n, one in harder if one.pressure == pressure]:
                named = say.count("since.point", len(found), numbers=phrases.numbers(found, say))
                yield say("safety.harder", points=named, pressure=say(f"dose.pressure.{pressure}"))

    # ── where, and how to press ─────────────────────────────────────────────────────────────────

    def _map(self) -> tuple[Block, ...]:
        say = self.say
        marked = [
            (blocks.Mark(chosen.point.drawing, number), chosen)
            for number, chosen in enumerate(self.plan.points, 1)
            if atlas.drawn(chosen.point.drawing)
        ]
        if len({chosen.point.region for _, chosen in marked}) < LEAST_REGIONS:
            return ()
        marks = tuple((mark, cards.shown_side(chosen)) for mark, chosen in marked)
        where = [say("map.place", number=m.number, place=one.point.place) for m, one in marked]
        alt = say.count("map.alt", len(marks), places=say("list.sentence").join(where))
        labels = tuple((f"body-{view}", say(f"map.{view}")) for view in ("front", "back", "side"))
        sides = tuple((side, say(f"map.{side}")) for side in ("left", "right"))
        return (blocks.BodyMap(marks, labels + sides, alt, words(say("map.caption"))),)

    def _how(self) -> tuple[Block, ...]:
        say = self.say
        eased = any(chosen.ease.light for chosen in self.plan.points)
        way = "how.mixed" if eased else "how"
        if self._pressures() == {"gentle"}:
            way = "how.lightly"
        steps = blocks.Steps(tuple(map(words, self.lines(say.many(f"{way}.steps")))))
        lines = [say(f"{way}.fine")]
        if any(chosen.side in ("same", "opposite") for chosen in self.plan.points):
            lines += self.lines([say.at("how.no_side")])
        lines += filter(None, [self.plan.said.about])
        return (steps, *(Paragraph(words(line)) for line in lines))

    # ── at home ─────────────────────────────────────────────────────────────────────────────────

    def _tip(self, tip: Tip) -> blocks.TipCard:
        """One tip; where a condition stops it, with the line that it was talked through."""
        found = [one for one in self.findings if (one.kind, one.name) == ("tip", tip.name)]
        agreed = [self.say("tips.agreed")] if any(one.acknowledged for one in found) else []
        asked = [one.line for one in found if one.level == "ask"]
        cautions = cards.said_once(
            [*agreed, *cards.unasked_lines(tip, self), *self.lines([*asked, *tip.cautions])]
        )
        return blocks.TipCard(
            icon=tip.icon,
            title=words(tip.title),
            steps=tuple(map(words, self.lines(tip.steps))),
            cautions=tuple(map(words, cautions)),
            cautions_title=words(self.say("card.care")),
            photo=cards.own_photo(tip, self),
        )

    def _chart(self) -> Part:
        """The chart; its title says that a long course goes on behind it."""
        say = self.say
        a_day = counting.boxes_a_day(self._said_often(), say) or 1
        times = self._times_of(a_day)
        course = counting.weeks(self.plan.for_how_long, say)
        weeks = counting.chart_weeks(course, a_day)
        title = "chart.first" if course > weeks else "chart.title"
        rows = say.count("chart.weeks", weeks)
        days = self._days_of_course() if course == weeks else None
        columns = self._columns(days)
        chart = blocks.TickChart(
            corner=words(say("chart.corner")),
            columns=tuple(map(words, columns)),
            rows=tuple(words(say("chart.row", n=week)) for week in range(1, weeks + 1)),
            times=tuple(map(words, say.table("chart.boxes").get(str(a_day), ()))),
            alt=self._chart_alt(rows, columns, times, days),
            last=days % A_WEEK if days else len(columns),
        )
        return _part("chart", say.count(title, a_day, weeks=weeks), (chart,))

    def _columns(self, days: int | None) -> tuple[str, ...]:
        """What stands above the boxes of a week: its days, those that are named, or a number for
        each that the patient chooses, or of a course of so many `days`.
        """
        say, how_often = self.say, self.plan.how_often
        names = say.many("chart.days")
        if named := named_days(how_often, say):
            return tuple(names[day] for day in named)
        if count := days_a_week(how_often, say) or days:
            return say.many("chart.any_days")[:count]
        return names

    def _days_of_course(self) -> int | None:
        """The days of a course that is no whole weeks, where each is a day to press."""
        if days_a_week(self.plan.how_often, self.say):
            return None
        return counting.days(self.plan.for_how_long, self.say)

    def _chart_alt(
        self, rows: str, columns: tuple[str, ...], times: tuple[str, ...], days: int | None
    ) -> str:
        """The chart in words: of `rows` weeks, or of `days` where it ends within one, with boxes
        for the `times` of a day where it has more than one.
        """
        say = self.say
        if days:
            each = say.count("chart.of_day", max(1, len(times)))
            return say("chart.alt_course", days=days, boxes=each)
        if len(columns) < A_WEEK:
            if named_days(self.plan.how_often, say):
                return say("chart.alt_days", weeks=rows, days=say.joined([*columns]))
            boxes = len(columns) * max(1, len(times))
            return say("chart.alt_counted", weeks=rows, boxes=say.count("chart.of_week", boxes))
        of_day = say.joined([time.lower() for time in times])
        return say("chart.alt_times" if times else "chart.alt", weeks=rows, times=of_day)

    def _times_of(self, a_day: int | None) -> tuple[str, ...]:
        """The names of so many boxes a day; none where one box is enough."""
        return tuple(self.say.table("chart.times").get(str(a_day), ()))

    def _visit(self) -> tuple[Block, ...]:
        when = self.plan.prescription.next_visit
        if when is None:
            return ()
        return (Paragraph(words(phrases.visit(when, self.clinic.dates_printed, self.say))),)

    # ── who to call, where to read more ─────────────────────────────────────────────────────────

    def _call(self) -> tuple[Block, ...]:
        say, clinic = self.say, self.clinic
        us = say("call.us_on", phone=clinic.phone) if clinic.phone else say("call.us")
        now = say("call.emergency")
        if clinic.emergency:
            now = say("call.emergency_on", number=clinic.emergency)
        return (
            blocks.Callout("emergency", words(now), (_bullets(self._emergencies()),)),
            blocks.Callout("call", words(us), (_bullets(self._calls()),)),
        )

    def _calls(self) -> list[str]:
        """When to call the clinic; a routine of its own adds to what holds for every sheet.

        What says when to give up says it after the course that the page prints.
        """
        say, routine = self.say, self.plan.routine
        signs = self._signs(routine.call) if routine else []
        if routine is None or routine.own or not signs:
            signs += self._signs(say.many("call.items"))
        signs = [*self._signs(self._of_conditions("call.besides")), *signs]
        written = self.plan.for_how_long
        unsaid = "call.course_open" if counting.has_odd_length(written, say) else "call.course"
        course = counting.course(written, say) or say(unsaid)
        if counting.is_long(written, routine.for_how_long if routine else "", say):
            course = say("call.course_long")
        return list(dict.fromkeys(filled(sign, {"course": course}) for sign in signs))

    def _emergencies(self) -> list[str]:
        """The routine's signs of an emergency; without one, those of the parts that are pressed.
        A condition has signs of its own before these (a fever in cancer treatment) or in their
        place (a baby).
        """
        say, plan, routine = self.say, self.plan, self.plan.routine
        own = self._of_conditions("call.emergency_items.conditions")
        signs = own or (list(routine.red_flags) if routine else [])
        if not own and (routine is None or routine.own):
            regions = say.table("call.emergency_items.regions")
            of_points = (regions.get(chosen.point.region, ()) for chosen in plan.points)
            signs += [*say.many("call.emergency_items.general"), *chain.from_iterable(of_points)]
        signs += [say.at("call.emergency_items.leg")] * _on_leg(plan)
        signs += say.many("call.emergency_items.always")
        before = self._of_conditions("call.emergency_items.besides")
        return self._signs([*self._of_others(), *before, *signs])

    def _of_others(self) -> Iterator[str]:
        """The signs for what a patient has that no rule reads: low mood, or fear."""
        others = " ".join(self.plan.prescription.other_conditions).casefold()
        for one in self.say.at("call.emergency_items.others"):
            if any(word in others for word in one["words"]):
                yield from one["signs"]

    def _of_conditions(self, table: str) -> list[str]:
        """The signs that a table has for the patient's conditions."""
        signs = self.say.table(table)
        return [one for name in self.plan.prescription.conditions for one in signs.get(name, ())]

    def _links(self) -> tuple[Block, ...]:
        """The prescription's links; the page to book on, too, where the clinic wants a code."""
        clinic = self.clinic
        links = [(link.url, link.label) for link in self.plan.prescription.links]
        if clinic.booking and clinic.booking_qr:
            links.append((clinic.booking, self.say("link.booking")))
        hint = words(self.say("link.hint"))
        return tuple(
            blocks.WebLink(url, words(label), hint, self.say("link.alt", url=url))
            for url, label in links
        )

    def _contact(self) -> tuple[Block, ...]:
        """What the head of page one does not say already (phone and web address); without anything
        else, the phone again.
        """
        clinic, say = self.clinic, self.say
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
        told: list[Block] = [blocks.Contact(words(say("contact.title")), lines)] if lines else []
        return (*told, *([Paragraph(words(clinic.sign_off))] if clinic.sign_off else []))

    def _disclaimer(self) -> tuple[Block, ...]:
        """Always printed whole; a clinic may add to it, never take away."""
        ours = self.say("list.sentence").join(self.say.many("disclaimer.text"))
        added: tuple[Text, ...] = paragraphs(self.clinic.disclaimer)
        return tuple(Paragraph(text, "small") for text in (words(ours), *added))


def _part(name: PartName, title: str, told: tuple[Block, ...]) -> Part:
    return Part(name, words(title), told)


def _on_leg(plan: Plan) -> bool:
    return any("leg" in chosen.point.flags for chosen in plan.points)


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


def _bullets(items: Iterable[str]) -> blocks.Bullets:
    return blocks.Bullets(tuple(map(words, items)))
