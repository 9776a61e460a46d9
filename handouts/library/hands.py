"""Which hand a picture shows on a point: the rules of `assets/hands.yaml`, and its exceptions."""

from __future__ import annotations

from typing import cast

from handouts.dose import Motion
from handouts.handout import Spot, Tool
from handouts.library.model import Point
from handouts.library.yaml_text import asset_table


def arm_for(code: str | Spot) -> float | None:
    """Where the arm comes from, in degrees as in `View`, at a point that differs from its view."""
    arms = asset_table("hands")["arms"]
    return float(arms[code]) if isinstance(code, str) and code in arms else None


def hand_for(point: Point, motion: Motion, pressure: str) -> Tool:
    """The hand of the table for a point, else of the first rule that fits in all that it names."""
    table = asset_table("hands")
    own = (hand for hand, codes in table["points"].items() if point.drawing in codes)
    if motion != "tap" and (hand := next(own, None)):
        return cast(Tool, hand)
    has = {
        "regions": point.region,
        "reach": "helper" if point.home_use == "helper" else point.reach,
        "motions": motion,
        "pressure": pressure,
        "surfaces": point.surface,
    }
    fitting = (
        rule["hand"]
        for rule in table["rules"]
        if all(has[field] in wanted for field, wanted in rule.items() if field != "hand")
    )
    return cast(Tool, next(fitting))
