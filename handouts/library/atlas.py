"""The table of places that the atlas made: which landmarks a point is found from, and how far."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from handouts.paths import ASSETS

DRAWINGS = ASSETS / "drawings"
MOST_SPOTS = 5


@cache
def atlas() -> dict[str, Any]:
    """`assets/drawings/atlas.json` as it is described in docs/atlas-format.md."""
    table: dict[str, Any] = json.loads((DRAWINGS / "atlas.json").read_text("utf-8"))
    return table


def drawn(code: str) -> bool:
    """Whether the atlas has a place for the point."""
    return code in atlas()["points"]


def landmarks(code: str) -> tuple[str, ...]:
    """Names of the landmarks that a point's drawing labels, the most useful first."""
    return tuple(atlas()["points"][code]["landmarks"])


def guide_cun(code: str) -> float | None:
    """The distance that a point's drawing measures out, in cun; None where none is drawn."""
    guide = atlas()["points"][code].get("guide")
    return float(guide["cun"]) if guide else None


def spots(code: str) -> int:
    """How many places of a point are pressed on one side: two dips of a hand are two.

    A long row (EX-B2, 17 beside the spine) is pressed along in one go and counts as one.
    """
    if not drawn(code):
        return 1
    sides = atlas()["points"][code]["at"].values()
    most = max(len(at) if isinstance(at[0], list) else 1 for at in sides)
    return most if most <= MOST_SPOTS else 1
