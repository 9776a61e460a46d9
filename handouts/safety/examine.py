"""What must not be printed for this patient, what to ask first, and why.

Conditions carry rules (`assets/conditions/*.yaml`, with their sources), rules select points and
tips, and each hit is a *finding*. An `avoid` that nobody acknowledged stops the build; an `ask`
prints beside its point. Points that are not for self-pressure are refused: the page goes home.
Some conditions are *open*: their warnings stand on every sheet until the prescription names them
or what excludes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handouts.dose import Side
from handouts.errors import Problem, SafetyStop
from handouts.library import Library
from handouts.library.effects import deciding, rules_about
from handouts.library.model import Condition, Level, Point, Rule, Tip
from handouts.plan.make import Chosen, Plan
from handouts.prescription.model import Prescription, acknowledged_as
from handouts.text.words import first_of

SIDE_WORDS: dict[Side, str] = {
    "both": "on both sides", "left": "on the left", "right": "on the right",
    "same": "on the painful side", "opposite": "on the side away from the pain",
    "sorest": "on the sorer side",
}  # fmt: skip
"""For the practitioner: where a point is pressed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing safety has to say about one point or tip.

    `reason` and `source` are for the practitioner; `line` is what the patient reads. `kind` is
    `pressure` where a point is pressed harder than the condition asks for, `side` where it may be
    on the wrong side of the body; `way` names that pressure or side. `acknowledged` is a written
    reason; it never reaches the page. `general`: it holds for every point alike. `light`: it asks
    for light pressure. `several`: other conditions stop it, too, and each needs its own reason.
    """

    level: Level | Literal["refused"]
    kind: Literal["point", "tip", "routine", "pressure", "side"]
    name: str
    condition: str
    reason: str
    source: str
    at: int
    line: str = ""
    instead: tuple[str, ...] = ()
    acknowledged: str | None = None
    general: bool = False
    light: bool = False
    several: bool = False
    one_side: bool = False
    way: str = ""

    @property
    def key(self) -> str:
        """How `acknowledge` names what stops: a point, its pressure or its side, or a tip."""
        return f"{self.name} {self.way}".rstrip()

    @property
    def stops(self) -> bool:
        """Whether the build must stop for it."""
        return self.level == "refused" or (self.level == "avoid" and not self.acknowledged)


def examine(plan: Plan, library: Library) -> list[Finding]:
    """All findings that are not void, in the order of the plan's points and tips."""
    conditions = [library.conditions[name] for name in plan.prescription.conditions]
    found = [
        *_of_routine(plan, conditions),
        *(one for chosen in plan.points for one in _of_point(chosen, plan, conditions, library)),
        *(one for tip in plan.tips for one in _of_tip(tip, plan, conditions, library)),
        *_of_sides(plan, conditions),
    ]
    spoken = list(_answered(found, dict(plan.prescription.acknowledge)))
    return [one for one in spoken if not _in_another(one, spoken)]


def stopping_problems(findings: Sequence[Finding], plan: Plan) -> list[Problem]:
    """Every finding that stops the sheet, with its reason and its cure."""
    stopping = [finding for finding in findings if finding.stops]
    if any(finding.kind == "routine" for finding in stopping):  # what comes from it goes with it
        typed = {"routine": True, "tip": plan.prescription.tips is not None}
        of_points = plan.prescription.points is not None
        stopping = [finding for finding in stopping if typed.get(finding.kind, of_points)]
    return [_problem(finding, plan, findings) for finding in stopping]


def stop_if_unsafe(findings: Sequence[Finding], plan: Plan, others: Iterable[Problem] = ()) -> None:
    """Raise `SafetyStop` (exit 4) for every finding that stops, and all `others` that do."""
    if problems := [*stopping_problems(findings, plan), *others]:
        raise SafetyStop(problems)


# ── what nobody has answered ────────────────────────────────────────────────────────────────────


def open_conditions(prescription: Prescription, library: Library) -> list[Condition]:
    """Conditions whose warnings stand on this sheet, since nobody has said yes or no to them."""
    named = [library.conditions[name] for name in prescription.conditions]
    answered = _answers(named) | _not_of_this_body(prescription, library)
    found = (one for one in library.unasked_conditions if one.name not in answered)
    return sorted(found, key=lambda condition: len(condition.briefly))


def _answers(named: Iterable[Condition]) -> set[str]:
    return {name for one in named for name in (one.name, *one.excludes)}


def known(prescription: Prescription, library: Library) -> set[str]:
    """What is known of the patient: the named conditions, and what the body says for good."""
    named = {*prescription.conditions}
    never = _not_of_this_body(prescription, library) - named
    lasting = (one for one in library.conditions.values() if one.lasting)
    return named | {one.name for one in lasting if never & {*one.excludes}}


def _not_of_this_body(prescription: Prescription, library: Library) -> set[str]:
    """Open conditions of a woman's body alone, where a man's is written; who names one has it."""
    bodies = {"man", "woman"}
    return {c.name for c in library.unasked_conditions if {c.body, prescription.body} == bodies}


def unasked(
    thing: Point | Tip, conditions: Iterable[Condition], library: Library, level: Level
) -> list[str]:
    """The clauses ("you may be pregnant") of open conditions that speak so of a point or tip."""
    return [one.briefly for one in conditions if _level(one, thing, library) == level]


def _level(condition: Condition, thing: Point | Tip, library: Library) -> Level | None:
    """How a condition speaks of a point or tip while nobody has named it."""
    rules = rules_about(condition, thing, library)
    rule = deciding(rule for rule in rules if not rule.named_only)
    return rule.level if rule else None


def in_short(plan: Plan, library: Library) -> list[tuple[str, list[int], list[int]]]:
    """What page one says in short: a clause, the numbers of points to leave out, and to ask about.

    As a sheet may hang in a kitchen for months, only the condition itself answers it, one that has
    rules of its own in its place (an infant, a fertility treatment), or what cannot change.
    """
    named = [library.conditions[name] for name in plan.prescription.conditions]
    answered = {one.name for one in named} | _not_of_this_body(plan.prescription, library)
    answered |= _answers(one for one in named if one.rules or one.lasting)
    lines = []
    for condition in library.unasked_conditions:
        points = [(n, chosen.point) for n, chosen in enumerate(plan.points, 1)]
        out = [n for n, point in points if _stops(condition, point, library)]
        asked = [n for n, point in points if _level(condition, point, library) == "ask"]
        ask = [n for n in asked if n not in out]
        if condition.name not in answered and (out or ask):
            lines.append((condition.briefly, out, ask))
    return lines


# ── findings ────────────────────────────────────────────────────────────────────────────────────


def _speaking(rules: Sequence[Rule]) -> list[Rule]:
    """The rules that give findings: the strongest; behind one that says avoid the strongest that
    asks, in case it is acknowledged; and whatever holds for every point.
    """
    asking = [rule for rule in rules if rule.level == "ask"]
    general = (rule for rule in asking if rule.field == "all")
    return list(dict.fromkeys(filter(None, [deciding(rules), *asking[:1], *general])))


def _answered(found: Sequence[Finding], reasons: Mapping[str, str]) -> Iterator[Finding]:
    """The findings with the reasons that acknowledge them; of several conditions each has one."""
    avoid = {(one.key, one.condition) for one in found if one.level == "avoid"}
    by_key = Counter(key for key, _ in avoid)
    for one in found:
        if one.level == "avoid":
            several = by_key[one.key] > 1
            own = reasons.get(acknowledged_as(one.key, one.condition))
            alone = None if several else reasons.get(one.key)
            one = replace(one, acknowledged=own or alone, several=several)
        yield one


def _of_routine(plan: Plan, conditions: Iterable[Condition]) -> Iterator[Finding]:
    """Routines are for grown-ups: a baby gets none, and some are to be looked over for a child."""
    name = plan.routine.name if plan.routine else ""
    for condition in conditions:
        level = condition.routines.get("all") or condition.routines.get(name)
        if name and level:
            reason = f"Its words are for grown-ups, and the patient is: {condition.name}."
            if level == "ask":
                reason += " Read the sheet first, when to call above all, or leave `routine:` out."
            at = plan.prescription.line_of("routine")
            yield Finding(level, "routine", name, condition.name, reason, "house caution", at)


def _of_point(
    chosen: Chosen, plan: Plan, conditions: Sequence[Condition], library: Library
) -> Iterator[Finding]:
    point, there = chosen.point, {other.point.code for other in plan.points}
    others = (library.points[code] for code in point.instead if code in library.points)
    allowed = [one for one in others if one.home_use != "practitioner-only"]
    if point.home_use == "practitioner-only":
        reason = " ".join(point.cautions) or "It is not a point for self-pressure."
        yield Finding(
            "refused", "point", point.code, "practitioner-only", reason,
            "points table: home use", chosen.line, instead=tuple(p.code for p in allowed),
        )  # fmt: skip
    instead = tuple(
        one.code for one in allowed
        if one.code not in there and not _any_stops(conditions, one, library)
    )  # fmt: skip
    own_ball = point.own and first_of(library.wording.table("card.signs")["ball"], *point.find)
    for condition in conditions:
        for rule in _speaking(rules_about(condition, point, library)):
            yield _finding(rule, condition, "point", point.code, chosen.line, instead)
        if chosen.harder:
            yield from _pressed_harder(chosen, condition)
        balls = (r for r in condition.rules if own_ball and r.ease.no_ball and r.selects(point))
        if leans := next(balls, None):
            found = _finding(leans, condition, "point", point.code, chosen.line, instead)
            reason = f"Its steps name a ball. {found.reason}"
            yield replace(found, level="avoid", reason=reason, general=False)


def _of_tip(
    tip: Tip, plan: Plan, conditions: Sequence[Condition], library: Library
) -> Iterator[Finding]:
    at = plan.prescription.line_of(f"tips.{tip.name}")
    instead = tuple(
        name for name in tip.instead if not _any_stops(conditions, library.tips[name], library)
    )
    for condition in conditions:
        spoken = _speaking(rules_about(condition, tip, library))
        for rule in spoken:
            yield _finding(rule, condition, "tip", tip.name, at, instead)
        if tip.unsure and not spoken and any(rule.target == "tips" for rule in condition.rules):
            reason = "Nobody has said what safety has to know of this tip."
            line, source = library.wording("tips.unsure"), "the clinic's own tip"
            yield Finding("ask", "tip", tip.name, condition.name, reason, source, at, line)


def _of_sides(plan: Plan, conditions: Iterable[Condition]) -> Iterator[Finding]:
    """Points that may be pressed on the side of a condition: those of no written side, and those on
    its side, or, where that is not written, of another side than the first, which is taken for
    the sound one. A side of a routine was written for no patient.
    """
    typed = {dose.code for dose in plan.prescription.points or () if dose.side}
    for condition in conditions:
        sound: Chosen | None = None
        at = plan.prescription.sides_of(condition.name)
        one_sided = [rule for rule in condition.rules if rule.one_side]
        for chosen in plan.points:
            rule = deciding(rule for rule in one_sided if rule.selects(chosen.point))
            if rule is None or not chosen.point.paired:
                continue
            if at and chosen.side in {"left", "right"} - {*at}:
                continue
            if chosen.side in ("left", "right") and not at and chosen.point.code in typed:
                sound = sound or chosen
                if chosen.side == sound.side:
                    continue
            found = _finding(rule, condition, "side", chosen.point.code, chosen.line)
            is_at = f"on the {' and the '.join(at)}" if at else "about one side of the body"
            wrong = f"{condition.name} is {is_at}, and {chosen.point.code}"
            wrong += f" is pressed {SIDE_WORDS[chosen.side]}"
            if sound is not None and sound is not chosen:
                wrong += f", {sound.point.code} {SIDE_WORDS[sound.side]}"
            yield _as_written(found, f"{wrong}. {found.reason}", chosen.side)


def _pressed_harder(chosen: Chosen, condition: Condition) -> Iterator[Finding]:
    """More pressure than the condition asks for: the page would say "lightly" and "firmly"."""
    code = chosen.point.code
    for rule in condition.rules:
        if rule.ease.light and rule.selects(chosen.point):
            found = _finding(rule, condition, "pressure", code, chosen.line)
            reason = f"You wrote {chosen.pressure} pressure; this asks for light. {found.reason}"
            yield _as_written(found, reason, chosen.pressure)
            return


def _in_another(one: Finding, found: Iterable[Finding]) -> bool:
    """Whether a finding is void while another stands: what stops a point stops its side, too; and
    no line speaks against a side that was agreed on.
    """
    if not one.one_side:
        return False
    same = [other for other in found if other.name == one.name]
    if one.kind == "side" and one.stops:
        return any(other.kind == "point" and other.stops for other in same)
    agreed = {other.condition for other in same if other.kind == "side" and other.acknowledged}
    return one.level == "ask" and one.condition in agreed


def _stops(condition: Condition, thing: Point | Tip, library: Library) -> bool:
    return any(rule.level == "avoid" for rule in rules_about(condition, thing, library))


def _any_stops(conditions: Iterable[Condition], thing: Point | Tip, library: Library) -> bool:
    return any(_stops(one, thing, library) for one in conditions)


def _finding(
    rule: Rule,
    condition: Condition,
    kind: Literal["point", "tip", "pressure", "side"],
    name: str,
    at: int,
    instead: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        rule.level, kind, name, condition.name, condition.reasons[rule.why], rule.source, at,
        condition.lines[rule.why], instead, general=rule.field == "all", light=rule.ease.light,
        one_side=rule.one_side,
    )  # fmt: skip


def _as_written(found: Finding, reason: str, way: str) -> Finding:
    """What a rule finds wrong with a pressure or side, with which no line of the page goes."""
    return replace(found, level="avoid", reason=reason, line="", general=False, way=way)


def _with_side(finding: Finding, plan: Plan) -> str:
    """How the sound side is written behind a point; those of a routine are listed first."""
    where = "in a column points" if plan.prescription.in_table else "under `points:`"
    listed = plan.prescription.points is not None
    first = "Write" if listed else f"List all points {where}, and write"
    ways = " or ".join(_sound_sides(finding, plan))
    return f"{first} the sound side behind it: {ways}" if ways else "Leave it out"


def _sound_sides(finding: Finding, plan: Plan) -> list[str]:
    """A point with each side that may be the sound one: `LI4 left`."""
    at = plan.prescription.sides_of(finding.condition)
    return [f"`{finding.name} {side}`" for side in ("left", "right") if side not in at]


def _problem(finding: Finding, plan: Plan, findings: Sequence[Finding]) -> Problem:
    where = plan.prescription
    stopped = {one.name for one in findings if one.stops}
    other = f"Use {' or '.join(finding.instead)} instead" if finding.instead else "Leave it out"
    if finding.level == "refused":
        wrong = f"{finding.name} is not for a patient's sheet. {finding.reason}"
        cure = f"{other}."
        if finding.kind == "routine":
            wrong = f"This patient cannot have the routine {finding.name}. {finding.reason}"
            cure = "Leave `routine:` out, and write `points:`, `title:` and your own `notes:`."
            if where.in_table:
                cure = "Leave its routine out, and fill the columns points, “sheet title” and"
                cure += " “sheet notes”, which you may add."
            codes = [chosen.point.code for chosen in plan.points]
            if fit := [code for code in codes if code not in stopped] if not where.points else []:
                cure += f" These of its points may stay: {', '.join(fit)}."
    else:
        wrong = f"{finding.name} is to be avoided ({finding.condition})."
        if finding.kind == "tip" and where.tips is None:
            kept = ", ".join(tip.name for tip in plan.tips if tip.name not in stopped)
            column = "into a column tips" if where.in_table else "under `tips:`"
            other = f"Leave it out: write {column} what stays, {kept or 'none'}"
        elif finding.kind == "point" and where.points is None:  # it is the routine's
            column = "into a column points" if where.in_table else "under `points:`"
            fit = [one.point.code for one in plan.points if one.point.code not in stopped]
            fit += finding.instead[:1]
            other += f": write {column} what is to be pressed, {', '.join(fit)}"
        if finding.kind == "pressure":
            wrong, other = f"{finding.name} ({finding.condition}):", "Leave the pressure out"
        elif finding.kind == "side":
            wrong, other = f"{finding.name}:", _with_side(finding, plan)
        wrong += f" {finding.reason} Source: {finding.source}."
        name = finding.key
        if finding.several:
            name = acknowledged_as(name, finding.condition)
        place = f"behind `{name}:` under `acknowledge:`"
        if where.in_table:
            place = f"in a column acknowledge `{name}:` and behind it"
        either = f"{other}, or write"
        ways = _sound_sides(finding, plan) if finding.one_side and finding.kind == "point" else []
        if ways:
            there = " there, too" if where.points is None else ""
            either = f"{other}. If one side is sound, write {' or '.join(ways)}{there}, and write"
        cure = f"{either} {place}, in your own words, why it is right for this patient, who"
        cure += " agreed, the day and your initials."
        if finding.kind == "side":
            cure += " The page then says “As we agreed” in place of the warning."
    field = {"routine": "routine", "tip": "tips"}.get(finding.kind, "points")
    return where.problem(field, wrong, cure, finding.at)
