"""Tones stay apart, and ink stands out from each of them, in colour and on a copier."""

from __future__ import annotations

import re

import pytest

from handouts.library import atlas
from handouts.render.pictures import drawings
from handouts.render.text import rgb

SKINS = [name for name in drawings.tones() if name not in ("shape", "line")]
CLASSES = set(drawings.tones()["medium"])


def luminance(colour: str, *, grey: bool = False) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if grey:  # as a copier sees it: one value for all three
        parts = [0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]] * 3
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, *, grey: bool = False) -> float:
    dark, light = sorted((luminance(one, grey=grey), luminance(other, grey=grey)))
    return (light + 0.05) / (dark + 0.05)


def test_there_are_six_skins_from_light_to_dark() -> None:
    skins = [luminance(drawings.tones()[name]["skin"]) for name in SKINS]
    assert len(skins) >= 6
    assert skins == sorted(skins, reverse=True)


@pytest.mark.parametrize("tone", SKINS)
@pytest.mark.parametrize("grey", [False, True], ids=["colour", "copy"])
def test_ink_stands_out_from_whatever_it_lies_on(tone: str, grey: bool) -> None:
    colours = drawings.tones()[tone]
    below = [kind for kind in CLASSES - drawings.STROKED - {"ink"} if colours[kind] != "none"]
    ratios = {kind: contrast(colours["ink"], colours[kind], grey=grey) for kind in below}
    assert min(ratios.values()) >= 3, ratios
    for kind in ("line", "bone"):
        assert contrast(colours[kind], colours["skin"], grey=grey) >= 3


@pytest.mark.parametrize("tone", SKINS)
def test_shades_of_a_skin_go_from_light_to_dark_in_a_copy_too(tone: str) -> None:
    steps = [
        luminance(drawings.tones()[tone][kind], grey=True) for kind in ("skin", "shade", "deep")
    ]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 3


def test_the_tone_for_a_copier_holds_nothing_but_black_and_white() -> None:
    ink = rgb(drawings.tones()["line"]["ink"])
    for name in atlas.atlas()["views"]:
        painted = drawings.painted(atlas.drawing(name), drawings.tones()["line"])
        colours = set(re.findall(r"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)", painted))
        assert colours <= {"1 1 1", ink}
