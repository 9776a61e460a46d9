"""The table of places that the atlas made: which landmarks a point is found from, and how far."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from handouts.paths import ASSETS

DRAWINGS = ASSETS / "drawings"


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
