"""From a plan to a handout: which blocks a patient gets, in the words of the library.

Nothing here knows of paper. Each part of the page is one small function; a layout decides which
parts it prints and where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handouts import __version__, phrases
from handouts.handout import (
    Block,
    BodyMap,
    Brand,
    Bullets,
    Callout,
    CalloutKind,
    Contact,
    Facts,
    Handout,
    Mark,
    Paragraph,
    Part,
    PartName,
    Picture,
    Pictures,
    PointCard,
    PointFigure,
    Span,
    Steps,
    Text,
    TickChart,
    TipCard,
    WebLink,
    words,
)
from handouts.handout import Side as ShownSide
from handouts.library import Library
from handouts.library import atlas as places
from handouts.library.model import Level, Point
from handouts.library.wording import Wording
from handouts.phrases import capital, small
from handouts.plan import Chosen, Plan
from handouts.prescription.model import Clinic, Prescription
from handouts.safety import Finding, unasked

PINYIN = "zh-Latn-pinyin"
HANZI = "zh-Hant"
PARTS: tuple[PartName, ...] = (
    "short", "not-today", "how", "pictures", "map", "points", "tips", "notes", "chart", "feel",
    "call", "visit", "link", "contact", "disclaimer",
)  # fmt: skip
"""The parts in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the parts are made from."""

    plan: Plan
    clinic: Clinic
    library: Library
    findings: tuple[Finding, ...]

    @property
    def say(self) -> Wording:
        return self.library.wording


def compose(
    plan: Plan, clinic: Clinic, library: Library, findings: Iterable[Finding] = ()
) -> Handout:
    """The handout of a plan that safety has let through."""
    case = _Case(plan, clinic, library, tuple(findings))
    say, prescription = case.say, plan.prescription
    title = prescription.title or (plan.routine.title if plan.routine else say("title"))
    created = prescription.date or date(2026, 1, 1)
    return Handout(
        language=say("language.tag"),
        title=words(title),
        subtitle=words(_subtitle(case)),
        brand=_brand(clinic),
        parts=tuple(part for part in _parts(case) if part.blocks),
        running=words(_running(case)),
        page_of=say("running.page"),
        author=clinic.practitioner or clinic.name,
        subject=say("subject"),
        created=created.isoformat(),
        skin=prescription.skin or clinic.skin or "medium",
    )


def _parts(case: _Case) -> list[Part]:
    """All parts, in order; a part that is the same for many patients is the same object."""
    own = (
        _titled("notes", case, _notes(case)),
        _titled("visit", case, _visit(case)),
        _titled("link", case, _link(case)),
    )
    found = {part.name: part for part in (*_shared(_for_anybody(case)), *own)}
    return [found[name] for name in PARTS]


def _for_anybody(case: _Case) -> _Case:
    """A case without what is one patient's: the parts that are shared cannot know of it."""
    plan = case.plan
    bare = replace(
        plan,
        prescription=Prescription("", asked=plan.prescription.asked),
        points=tuple(replace(one, line=0) if one.line else one for one in plan.points),
        notes="",
    )
    findings = tuple(replace(one, at=0, acknowledged=None) for one in case.findings)
    return replace(case, plan=bare, findings=findings)


@lru_cache(maxsize=128)
def _shared(case: _Case) -> tuple[Part, ...]:
    """The parts that are the same for all patients who press alike, made once."""
    say = case.say
    return (
        Part("short", words(say("short.title")), _short(case)),
        Part("not-today", words(say("not_today.title")), (_not_today(case), *_for_all(case))),
        Part("how", words(say("how.title")), _how(case)),
        Part("pictures", (), _pictures(case)),
        Part("map", words(say("map.title")), _map(case)),
        Part("points", words(say("points.title")), _cards(case)),
        _titled("tips", case, _tips(case)),
        _titled("chart", case, (_chart(case),)),
        Part("feel", words(say("feel.title")), _feel(case)),
        Part("call", words(say("call.title")), _call(case)),
        Part("contact", words(say("contact.title")), _contact(case)),
        _titled("disclaimer", case, _disclaimer(case)),
    )


def _titled(name: PartName, case: _Case, blocks: tuple[Block, ...]) -> Part:
    return Part(name, words(case.say(f"{name}.title")), blocks)


# ── head and foot ───────────────────────────────────────────────────────────────────────────────


def _subtitle(case: _Case) -> str:
    prescription, say = case.plan.prescription, case.say
    day = phrases.day(prescription.date, say) if prescription.date else ""
    if prescription.patient and day:
        return say("subtitle.both", patient=prescription.patient, date=day)
    if prescription.patient:
        return say("subtitle.patient", patient=prescription.patient)
    return day


@lru_cache(maxsize=16)
def _brand(clinic: Clinic) -> Brand:
    practitioner = ", ".join(part for part in (clinic.practitioner, clinic.credentials) if part)
    lines = (practitioner, clinic.phone, _readable(clinic.web))
    return Brand(clinic.name, tuple(line for line in lines if line), clinic.colour, clinic.logo)


def _running(case: _Case) -> str:
    day = case.plan.prescription.date
    version = case.say(
        "running.version", version=__version__, date=phrases.day(day, case.say) if day else ""
    ).rstrip(" ·")
    return " · ".join(part for part in (case.clinic.name, case.clinic.phone, version) if part)


# ── page one ────────────────────────────────────────────────────────────────────────────────────


def _short(case: _Case) -> tuple[Block, ...]:
    say, plan = case.say, case.plan
    about = (
        plan.routine.about
        if plan.routine
        else say.count("short.lead", len(plan.points), count=len(plan.points))
    )
    low, high = _session(plan)
    facts = (
        ("short.often", plan.how_often or say("short.often_default")),
        ("short.time", say("short.time_value", minutes=phrases.minutes(low, high, say))),
        ("short.course", plan.for_how_long or say("short.course_default")),
        ("short.hard", say(f"short.hard_values.{_strength(plan)}")),
    )
    return (
        Paragraph(words(about), "lead"),
        Facts(tuple((words(say(label)), words(capital(value))) for label, value in facts)),
    )


def _strength(plan: Plan) -> str:
    """One word for the page when all points are pressed alike."""
    light = {chosen.pressure == "gentle" for chosen in plan.points}
    return "mixed" if len(light) > 1 else "light" if light == {True} else "firm"


def _session(plan: Plan) -> tuple[int, int]:
    """Seconds that pressing every point once takes, at the least and at the most."""
    low = high = 0
    for chosen in plan.points:
        times = 2 if chosen.side == "both" else 1
        low += times * chosen.hold.low
        high += times * (chosen.hold.high or chosen.hold.low)
    return low, high


def _not_today(case: _Case) -> Callout:
    say, plan = case.say, case.plan
    items = list(say.many("not_today.items"))
    if any("leg" in chosen.point.flags for chosen in plan.points):
        items.append(say("not_today.leg"))
    avoided = [n for n, c in enumerate(plan.points, 1) if c.point.pregnancy == "avoid"]
    if avoided and not plan.prescription.asked:
        items.append(say("not_today.pregnant", points=phrases.numbers(avoided, say)))
    return _callout("stop", say("not_today.title"), items)


def _for_all(case: _Case) -> tuple[Callout, ...]:
    """What a condition asks for at every point, said once."""
    asked = (f for f in case.findings if f.general and f.kind == "point" and f.level == "ask")
    lines = list(dict.fromkeys(finding.line for finding in asked))
    return (_callout("caution", case.say("card.care"), lines),) if lines else ()


def _how(case: _Case) -> tuple[Block, ...]:
    return (Steps(tuple(words(step) for step in case.say.many("how.steps"))),)


def _pictures(case: _Case) -> tuple[Block, ...]:
    pictures = tuple(_picture(view, case) for view in _press_views(case))
    return (Pictures(pictures),) if pictures else ()


def _press_views(case: _Case) -> list[str]:
    """The press pictures that this handout speaks of: at most three, thumb first."""
    plan = case.plan
    views = ["press-thumb"]
    if any(chosen.motion == "circles" for chosen in plan.points):
        views.append("press-circles")
    if any(chosen.point.reach == "ball" for chosen in plan.points):
        views.append("press-ball")
    cuns = {places.guide_cun(c.point.code) for c in plan.points if places.drawn(c.point.code)}
    measures = {1: "measure-1", 2: "measure-2", 3: "measure-3"}
    views += [view for cun, view in measures.items() if cun in cuns]
    return [view for view in views if (places.DRAWINGS / f"{view}.ops").is_file()][:3]


def _picture(view: str, case: _Case) -> Picture:
    text = case.say.table("how.pictures")[view]
    return Picture(view, text["alt"], words(text["caption"]))


def _map(case: _Case) -> tuple[Block, ...]:
    say = case.say
    marks = tuple(
        (Mark(chosen.point.code, number), _shown(chosen))
        for number, chosen in enumerate(case.plan.points, 1)
        if places.drawn(chosen.point.code)
    )
    if not marks:
        return ()
    where = (
        say("map.place", number=number, place=chosen.point.place)
        for number, chosen in enumerate(case.plan.points, 1)
    )
    alt = say("map.alt", count=len(marks), places=say("list.sentence").join(where))
    labels = tuple((f"body-{view}", say(f"map.{view}")) for view in ("front", "back", "side"))
    sides = tuple((side, say(f"map.{side}")) for side in ("left", "right"))
    return (BodyMap(marks, labels + sides, alt, words(say("map.caption"))),)


def _shown(chosen: Chosen) -> ShownSide:
    if chosen.side in ("left", "right", "middle"):
        return chosen.side
    return "both"


# ── cards ───────────────────────────────────────────────────────────────────────────────────────


def _cards(case: _Case) -> tuple[Block, ...]:
    return tuple(_card(number, chosen, case) for number, chosen in enumerate(case.plan.points, 1))


def _card(number: int, chosen: Chosen, case: _Case) -> PointCard:
    say, point = case.say, chosen.point
    steps = [point.position, *point.find] if point.position else list(point.find)
    if point.reach_words:
        steps.append(point.reach_words)
    elif point.home_use == "helper":
        steps.append(say("card.helper"))
    return PointCard(
        number=number,
        code=point.code,
        place=words(capital(point.place)),
        names=_names(chosen),
        figure=_figure(number, chosen, case),
        find_title=words(say("card.find")),
        find=tuple(words(step) for step in steps),
        press_title=words(say("card.press")),
        press=_press(chosen, case),
        why=words(point.why),
        cautions_title=words(say("card.care")),
        cautions=tuple(words(line) for line in _cautions(chosen, case)),
        note_title=words(say("card.note")),
        note=_paragraphs(chosen.note),
    )


def _names(chosen: Chosen) -> Text:
    point = chosen.point
    return (
        Span(point.code, strong=True),
        Span(" "),
        Span(point.pinyin, lang=PINYIN),
        Span(" "),
        Span(point.hanzi_trad, lang=HANZI),
    )


def _press(chosen: Chosen, case: _Case) -> tuple[tuple[Text, Text], ...]:
    say = case.say
    if chosen.point.home_use == "practitioner-only":  # only a practitioner's own card gets here
        return ((words(say("card.motion")), words(say("card.not_home"))),)
    side = chosen.side
    often = case.plan.how_often or say("short.often_default")
    hold = phrases.hold(chosen.hold, say)
    motion, pressure = say(f"motion.{chosen.motion}"), say(f"pressure.{chosen.pressure}")
    facts = (
        ("card.hold", say("card.time", hold=hold, often=small(often))),
        ("card.side", say(f"side.{side}")),
        ("card.motion", say("card.way", motion=motion, pressure=pressure)),
    )
    return tuple((words(say(label)), words(capital(value))) for label, value in facts)


def _cautions(chosen: Chosen, case: _Case) -> list[str]:
    """What the point itself asks for, what this patient's conditions ask for, what is not known."""
    point = chosen.point
    asked = [
        finding.line
        for finding in case.findings
        if finding.name == point.code and finding.level == "ask" and not finding.general
    ]
    return list(dict.fromkeys([*_unasked(point, case), *asked, *point.cautions]))


def _unasked(point: Point, case: _Case) -> list[str]:
    """One line for all that speaks against the point, one for all that asks for care."""
    say = case.say
    lines: tuple[tuple[Level, str], ...] = (("avoid", "card.not_if"), ("ask", "card.ask_if"))
    said = ((unasked(point, case.plan, case.library, level), name) for level, name in lines)
    return [say(name, reasons=say.either(reasons)) for reasons, name in said if reasons]


def _figure(number: int, chosen: Chosen, case: _Case) -> PointFigure:
    say, point = case.say, chosen.point
    partners = tuple(
        Mark(other.point.code, n)
        for n, other in enumerate(case.plan.points, 1)
        if other.point.code in point.partners
    )
    named = places.landmarks(point.code) if places.drawn(point.code) else ()
    return PointFigure(
        marks=(Mark(point.code, number), *partners),
        side=_shown(chosen),
        landmarks=tuple((name, say.landmark(name)) for name in named),
        guide=_guide(point.code, say),
        alt=say("figure.alt", words=point.figure),
        caption=words(say("figure.caption", number=number, place=point.place)),
    )


def _guide(code: str, say: Wording) -> str | None:
    cun = places.guide_cun(code) if places.drawn(code) else None
    return say.table("figure.guide").get(f"{cun:g}") if cun else None


# ── at home ─────────────────────────────────────────────────────────────────────────────────────


def _tips(case: _Case) -> tuple[Block, ...]:
    return tuple(
        TipCard(
            icon=tip.icon,
            title=words(tip.title),
            steps=tuple(words(step) for step in tip.steps),
            cautions=tuple(
                words(line) for line in dict.fromkeys([*_asked_of(tip.name, case), *tip.cautions])
            ),
            cautions_title=words(case.say("card.care")),
        )
        for tip in case.plan.tips
    )


def _asked_of(tip: str, case: _Case) -> list[str]:
    return [f.line for f in case.findings if f.kind == "tip" and f.name == tip and f.level == "ask"]


def _notes(case: _Case) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in _paragraphs(case.plan.notes))


def _paragraphs(typed: str) -> tuple[Text, ...]:
    """Blank lines divide paragraphs; single line ends are kept, as the writer meant them."""
    parts = (part.strip("\n") for part in typed.replace("\r\n", "\n").split("\n\n"))
    return tuple(words(part) for part in parts if part.strip())


def _chart(case: _Case) -> TickChart:
    say = case.say
    return TickChart(
        corner=words(say("chart.corner")),
        columns=tuple(words(day) for day in say.many("chart.days")),
        rows=tuple(words(say("chart.row", n=week)) for week in range(1, 3)),
        caption=words(say("chart.caption")),
    )


# ── when to stop, who to call ───────────────────────────────────────────────────────────────────


def _feel(case: _Case) -> tuple[Block, ...]:
    say = case.say
    return (
        _callout("note", say("feel.normal.title"), say.many("feel.normal.items")),
        _callout("caution", say("feel.stop.title"), say.many("feel.stop.items")),
    )


def _call(case: _Case) -> tuple[Block, ...]:
    say, routine = case.say, case.plan.routine
    signs = routine.red_flags if routine else say.many("call.emergency.back")
    emergency = dict.fromkeys([*signs, *say.many("call.emergency.items")])
    return (
        _callout("call", say("call.title"), say.many("call.items")),
        _callout("emergency", say("call.emergency.title"), emergency),
    )


def _visit(case: _Case) -> tuple[Block, ...]:
    when = case.plan.prescription.next_visit
    return (Paragraph(words(phrases.visit(when, case.say))),) if when else ()


def _link(case: _Case) -> tuple[Block, ...]:
    link, say = case.plan.prescription.link, case.say
    if link is None:
        return ()
    return (
        WebLink(
            url=link.url,
            label=words(link.label),
            hint=words(say("link.hint")),
            alt=say("link.alt", url=link.url),
        ),
    )


def _contact(case: _Case) -> tuple[Block, ...]:
    clinic, say = case.clinic, case.say
    entries = (
        ("phone", clinic.phone, f"tel:{''.join(c for c in clinic.phone if c in '+0123456789')}"),
        ("email", clinic.email, f"mailto:{clinic.email}"),
        ("web", clinic.web, clinic.web),
        ("booking", clinic.booking, clinic.booking),
        ("address", clinic.address, None),
    )
    lines = tuple(
        (words(say(f"contact.{name}")), words(_readable(value)), target)
        for name, value, target in entries
        if value
    )
    if not lines and not clinic.sign_off:
        return ()
    blocks: tuple[Block, ...] = (Contact(words(say("contact.title")), lines),) if lines else ()
    return (*blocks, Paragraph(words(clinic.sign_off))) if clinic.sign_off else blocks


def _readable(address: str) -> str:
    """A web address as people write it: `example.org/book`."""
    return address.removeprefix("https://").removeprefix("http://")


def _disclaimer(case: _Case) -> tuple[Block, ...]:
    """Always printed whole; a clinic may add to it, never take away."""
    house = case.say("list.sentence").join(case.say.many("disclaimer.text"))
    added = _paragraphs(case.clinic.disclaimer)
    return tuple(Paragraph(text, "small") for text in (words(house), *added))


def _callout(kind: CalloutKind, title: str, items: Iterable[str]) -> Callout:
    return Callout(kind, words(title), (Bullets(tuple(words(item) for item in items)),))
