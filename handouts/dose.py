"""How a point is pressed: time, side, motion, pressure. Values only, no wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Side = Literal["both", "left", "right", "same", "opposite", "sorest", "middle"]
Motion = Literal["hold", "circles", "tap", "rub", "with-movement"]
Pressure = Literal["gentle", "medium", "firm"]

SIDES: tuple[str, ...] = get_args(Side)
MOTIONS: tuple[str, ...] = get_args(Motion)
PRESSURES: tuple[str, ...] = get_args(Pressure)


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in seconds: `low` alone, or a range from `low` to `high`."""

    low: int
    high: int | None = None
