"""What the practitioner is told about safety: what was not asked, and what conditions change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handouts import phrases
from handouts.dose import LONGEST_SHORT
from handouts.errors import Problem
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.mentions import needs_no_rule
from handouts.plan.make import Chosen, Plan
from handouts.prescription.name_and_title import OF_NAME
from handouts.safety.dose_limits import LONGEST_EASED
from handouts.safety.examine import Finding, in_short, open_conditions

_OLD = "frail-or-elderly"


def safety_notes(plan: Plan, library: Library, findings: Sequence[Finding]) -> list[Problem]:
    """What `check` and `build` say besides the findings; nothing in it stops a build."""
    return [
        *_asked(plan, library),
        *_eased(plan, library),
        *_harder(plan),
        *_unneeded(plan, findings),
        *_sound_side(plan, library, findings),
        *_of_another_body(plan, library),
    ]


def _asked(plan: Plan, library: Library) -> Iterator[Problem]:
    prescription = plan.prescription
    line = prescription.line_of("conditions")
    if prescription.in_table and not line:
        line = max(dict(prescription.lines).values(), default=0)
    warned = {clause for clause, *_ in in_short(plan, library)}
    if not prescription.asked:
        wrong = "Nothing says what this patient lives with, so the sheet has only the warnings that"
        wrong += " hold for everybody."
        cure = "Ask, and write what you hear, or `none`. See: handouts conditions"
        yield prescription.problem("conditions", wrong, cure, line)
    elif not prescription.conditions and not prescription.other_conditions:
        still = [c.name for c in open_conditions(prescription, library)]
        wrong = "`none` is taken as: nothing of what `handouts conditions` lists."
        answers = " and ".join(f"`{library.answers(name)[0]}`" for name in still)
        summed = "none", " and ".join(still)
        cure = f"It does not answer {summed[1]}: those warnings stay on the sheet."
        cure += f" If you have asked, write {answers} beside it."
        yield prescription.problem("conditions", wrong, cure, line, summed)
    elif _OLD in prescription.conditions and library.conditions["pregnant"].briefly in warned:
        wrong = f"{_OLD} says nothing of pregnancy, so the sheet still warns of it."
        cure = "If the patient cannot be pregnant, write `cannot-be-pregnant` beside it."
        yield prescription.problem("conditions", wrong, cure, line)
    others = [one for one in prescription.other_conditions if not needs_no_rule(one, library)]
    if others:
        words = ", ".join(map(shown, others))
        wrong = f"No rule reads {words}: it is yours to judge."
        cure = "Nothing of it is printed; if it matters, write it in notes."
        yield prescription.problem("conditions", wrong, cure, line, ("own", words))


def _eased(plan: Plan, library: Library) -> Iterator[Problem]:
    """How conditions change what is printed, and what stays because it was typed."""
    say, problem = library.wording, plan.prescription.problem
    alike: dict[tuple[str, str], list[Chosen]] = {}
    for chosen in plan.points:
        by: dict[str, list[str]] = {}
        for way, names in _ways(chosen):
            by.setdefault(", ".join(names), []).append(way)
        for why, found in by.items():
            alike.setdefault((", ".join(found), why), []).append(chosen)
        too_long = chosen.hold.longest > LONGEST_EASED  # stops the sheet
        if "hold" in chosen.kept and not too_long:
            asking, hold = chosen.asking("half"), phrases.hold(chosen.hold, say)
            asks = f"{', '.join(asking)} {'ask' if len(asking) > 1 else 'asks'} for half the time"
            wrong = f"{chosen.point.code} keeps your `hold` ({hold}), though {asks}."
            yield problem("points", wrong, "Leave `hold` out to follow the rule.", chosen.line)
    for (ways, why), points in alike.items():
        codes = ", ".join(chosen.point.code for chosen in points)
        wrong = f"Because of {why}, {ways}: {codes}."
        yield problem("points", wrong, "", points[0].line, ("eased", why))


def _ways(chosen: Chosen) -> Iterator[tuple[str, tuple[str, ...]]]:
    """How a point is pressed more gently than is usual, and which conditions ask for that."""
    if chosen.ease.stroked:
        yield "only stroked", chosen.asking("stroked")
    if chosen.ease.light and not chosen.harder:
        yield "pressed lightly", chosen.asking("light")
    if chosen.ease.half and "hold" not in chosen.kept:
        short = f", {LONGEST_SHORT} seconds at most" if chosen.ease.short else ""
        yield f"for half the time{short}", chosen.asking("half")
    if chosen.ease.no_ball and "ball" in chosen.point.flags:
        yield "without a ball", chosen.asking("no_ball")


def _unneeded(plan: Plan, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Reasons for what nothing on this sheet stops."""
    stopped = {one.key for one in findings if one.level == "avoid"}
    written = plan.prescription
    for key, _ in written.acknowledge:
        if key.partition(" (")[0] not in stopped | {OF_NAME}:
            line, wrong = written.line_of(f"acknowledge.{key}"), f"Nothing here stops {key}."
            yield written.problem("acknowledge", wrong, "Take it out.", line)


def _of_another_body(plan: Plan, library: Library) -> Iterator[Problem]:
    """A condition of a woman's body beside `body: man`: one of the two may be a slip."""
    written = plan.prescription
    for name in written.conditions:
        if {library.conditions[name].body, written.body} == {"man", "woman"}:
            wrong = f"{name} stands beside `body: {written.body}`."
            cure = "If both are right, leave them so. If not, correct the one that is wrong."
            yield written.problem("body", wrong, cure, written.line_of("body"))


def _sound_side(plan: Plan, library: Library, found: Iterable[Finding]) -> Iterator[Problem]:
    """Which side is taken for the sound one, of a condition that is about one side of the body."""
    agreed = {one.condition for one in found if one.kind == "side" or one.acknowledged}
    stopped = {one.name for one in found if one.stops}
    for name in plan.prescription.conditions:
        rules = [rule for rule in library.conditions[name].rules if rule.one_side]
        points = [
            one for one in plan.points
            if one.side in ("left", "right") and one.point.code not in stopped
            and any(rule.selects(one.point) for rule in rules)
        ]  # fmt: skip
        if points and name not in agreed:
            side, codes = points[0].side, ", ".join(one.point.code for one in points)
            wrong = f"Is {side} the sound side? {name} is of one side; pressed {side}: {codes}."
            cure = "If it is not, write the other side behind each."
            if at := plan.prescription.sides_of(name):
                wrong, cure = f"{name} is on the {at[0]}, so pressed {side}: {codes}.", ""
            yield plan.prescription.problem("points", wrong, cure, points[0].line)


def _harder(plan: Plan) -> Iterator[Problem]:
    """Where more pressure is written than what lies under a point is meant for."""
    for chosen in plan.points:
        over = sorted({"vessel", "nerve"} & chosen.point.flags)
        where = f"lies over a {' and a '.join(over)}" if over else ""
        if "neck" in chosen.point.flags:
            where = "is on the neck"
        typed = plan.prescription.points is not None and chosen.line
        if typed and where and chosen.point.pressure == "gentle" != chosen.pressure:
            wrong = f"{chosen.point.code} {where}."
            cure = f"You wrote {chosen.pressure} pressure; gentle is what it is meant for."
            yield plan.prescription.problem("points", wrong, cure, chosen.line)
