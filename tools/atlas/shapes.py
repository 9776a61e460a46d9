"""The bodies that are drawn: each is a mixture of the model's own targets, and its clothes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ORIGINS = ("african", "asian", "caucasian")
OLD = 0.22
"""An adult of about fifty: the share of the model's old body in its woman and its man."""


@dataclass(frozen=True)
class Shape:
    """A body: target of the model -> its share, and what the body wears."""

    targets: Mapping[str, float]
    flatter: Mapping[str, float] = field(default_factory=dict)
    """What takes away the breast: the ribs are measured so, and the landmarks on them."""
    top: bool = False
    """Whether a short top is worn as well as shorts."""

    @property
    def flat(self) -> Mapping[str, float]:
        """The targets of the same body without a breast."""
        return {**self.targets, **self.flatter}


def _mixed(sexes: Mapping[str, float], old: float = 0.0) -> dict[str, float]:
    """Of no one origin. The shares of origins, sexes and ages add up to one."""
    ages = {"young": 1 - old, **({"old": old} if old else {})}
    return {
        f"macrodetails/{origin}-{sex}-{age}": share * part / 3
        for origin in ORIGINS
        for sex, share in sexes.items()
        for age, part in ages.items()
    }


def _smile(share: float = 0.4) -> dict[str, float]:
    """The hint of a smile."""
    return {f"expression/units/{origin}/mouth-corner-puller": share / 3 for origin in ORIGINS}


SHAPES: Mapping[str, Shape] = {
    # A little trained so that tendons and muscles show, with a flat chest.
    "neutral": Shape(
        {
            **_mixed({"male": 0.8, "female": 0.2}),
            "macrodetails/universal-male-young-maxmuscle-averageweight": 0.35 * 0.8,
            "macrodetails/universal-female-young-maxmuscle-averageweight": 0.35 * 0.2,
            "breast/female-young-averagemuscle-averageweight-mincup-averagefirmness": 0.35,
            **_smile(),
        }
    ),
    "woman": Shape(
        {
            **_mixed({"female": 1.0}, OLD),
            "macrodetails/universal-female-young-maxmuscle-averageweight": 0.15,
            **_smile(),
        },
        flatter={
            f"breast/female-{age}-averagemuscle-averageweight-mincup-averagefirmness": share
            for age, share in (("young", 1 - OLD), ("old", OLD))
        },
        top=True,
    ),
    "man": Shape(
        {
            **_mixed({"male": 1.0}, OLD),
            "macrodetails/universal-male-young-maxmuscle-averageweight": 0.25,
            **_smile(),
        }
    ),
}
