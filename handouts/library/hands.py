"""Which hand a picture shows on a point: the rules of `assets/hands.yaml`, and its exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from handouts.dose import Motion
from handouts.handout import Spot, Tool
from handouts.library.model import Point
from handouts.library.yaml_text import asset_table


@dataclass(frozen=True, slots=True)
class _Rule:
    """A hand, and what a point must be for it: a field that is empty leaves it open."""

    hand: Tool
    regions: frozenset[str]
    reach: frozenset[str]
    motions: frozenset[str]
    pressure: frozenset[str]
    surfaces: frozenset[str]

    def fits(self, point: Point, motion: str, pressure: str) -> bool:
        """Whether the point, pressed like this, is one that it means."""
        given = (
            (self.regions, point.region),
            (self.reach, "helper" if point.home_use == "helper" else point.reach),
            (self.motions, motion),
            (self.pressure, pressure),
            (self.surfaces, point.surface),
        )
        return all(not wanted or has in wanted for wanted, has in given)


def arm_for(code: str | Spot) -> float | None:
    """Where the arm comes from at a point, if not as its view has it: degrees on the page, of a
    right limb or the right half of a view.
    """
    return _table()[2].get(code) if isinstance(code, str) else None


def hand_for(point: Point, motion: Motion, pressure: str) -> Tool:
    """The hand that presses a point: its own, where the table names the point, else that of the
    first rule that fits.
    """
    rules, own, _ = _table()
    if isinstance(point.drawing, str) and point.drawing in own and motion != "tap":
        return own[point.drawing]
    return next(rule.hand for rule in rules if rule.fits(point, motion, pressure))


@cache
def _table() -> tuple[tuple[_Rule, ...], dict[str, Tool], dict[str, float]]:
    """The rules; the hands of single points; where their arms come from."""
    table = asset_table("hands")
    fields = ("regions", "reach", "motions", "pressure", "surfaces")
    rules = tuple(
        _Rule(cast(Tool, one["hand"]), *(frozenset(one.get(field) or ()) for field in fields))
        for one in table["rules"]
    )
    own = {code: cast(Tool, hand) for hand, codes in table["points"].items() for code in codes}
    return rules, own, {code: float(degrees) for code, degrees in table["arms"].items()}
