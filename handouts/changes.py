"""What differs between two plans for one patient: the last sheet and this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.dose import PRESSURES, Hold
from handouts.library.model import Tip
from handouts.plan import Chosen, Plan

KINDS = ("new", "longer", "shorter", "firmer", "lighter", "side", "way", "gone")
"""What can have become of a point. `way`: another motion, or a time that is neither longer nor
shorter."""
_TOLD = {"side": "other side", "way": "pressed another way"}


@dataclass(frozen=True, slots=True)
class Changes:
    """`points` by what has become of them, in the order of `KINDS`; those that are gone are the
    last sheet's. `often`: before and now, where that differs.
    """

    points: tuple[tuple[str, tuple[Chosen, ...]], ...]
    tips_new: tuple[Tip, ...]
    tips_gone: tuple[Tip, ...]
    often: tuple[str, str] | None

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.points or self.tips_new or self.tips_gone or self.often)


def changes(before: Plan, now: Plan) -> Changes:
    """What differs in points, tips and how often."""
    last = {chosen.point.code: chosen for chosen in before.points}
    here = {chosen.point.code for chosen in now.points}
    became = {kind: list[Chosen]() for kind in KINDS}
    for chosen in now.points:
        old = last.get(chosen.point.code)
        for kind in _became(old, chosen) if old else ("new",):
            became[kind].append(chosen)
    became["gone"] += (old for code, old in last.items() if code not in here)
    often = (before.how_often, now.how_often)
    return Changes(
        points=tuple((kind, tuple(points)) for kind, points in became.items() if points),
        tips_new=_without(now.tips, before.tips),
        tips_gone=_without(before.tips, now.tips),
        often=None if _same(*often) else often,
    )


def what_changed(before: Plan, now: Plan) -> str:
    """For the practitioner: `Since 20 November 2026: new: 3 LR3; longer: 1 LI4; gone: PC6`."""
    changed, on = changes(before, now), before.prescription.date
    numbers = {chosen.point.code: f"{n} " for n, chosen in enumerate(now.points, 1)}
    parts = [
        f"{_TOLD.get(kind, kind)}: "
        + ", ".join(f"{numbers.get(one.point.code, '')}{one.point.code}" for one in points)
        for kind, points in changed.points
    ]
    for name, tips in (("new tips", changed.tips_new), ("tips gone", changed.tips_gone)):
        if tips:
            parts.append(f"{name}: {', '.join(tip.name for tip in tips)}")
    if changed.often:
        parts.append(" → ".join(often or "how often left open" for often in changed.often))
    last = f"{on.day} {on:%B %Y}" if on else "last time"
    return f"Since {last}: {'; '.join(parts) or 'nothing has changed'}."


def _became(old: Chosen, now: Chosen) -> Iterator[str]:
    length = _length(now.hold) - _length(old.hold)
    if length:
        yield "longer" if length > 0 else "shorter"
    strength = PRESSURES.index(now.pressure) - PRESSURES.index(old.pressure)
    if strength:
        yield "firmer" if strength > 0 else "lighter"
    if now.side != old.side:
        yield "side"
    if now.motion != old.motion or (now.hold != old.hold and not length):
        yield "way"


def _length(hold: Hold) -> int:
    """Twice the seconds in the middle of a time."""
    return hold.low + (hold.high or hold.low)


def _without(tips: tuple[Tip, ...], others: tuple[Tip, ...]) -> tuple[Tip, ...]:
    names = {tip.name for tip in others}
    return tuple(tip for tip in tips if tip.name not in names)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
