"""Head and trunk, measured again from the table of places: WHO's cun, levels, thirds, order.

Lengths along the skin are summed over the points that lie on one line, so these numbers owe
nothing to the frames that placed the points.
"""

from __future__ import annotations

import json
from itertools import pairwise
from math import dist
from pathlib import Path

import pytest

PLACES = json.loads(
    (Path(__file__).parents[2] / "tools" / "atlas" / "places.json").read_text(encoding="utf-8")
)
TOLERANCE = 0.03
"""Share of the rule's own distance."""

Xyz = list[float]


def at(name: str) -> Xyz:
    """Where a point (first of its places) or a landmark is, cm."""
    point = PLACES["points"].get(name)
    return list(point["at"][0]) if point else list(PLACES["marks"][name])


def along(*names: str) -> list[float]:
    """Length from the first to each of the names, along a line through all of them."""
    lengths = [0.0]
    for a, b in pairwise(names):
        lengths.append(lengths[-1] + dist(at(a), at(b)))
    return lengths


def codes(channel: str, *numbers: int) -> list[str]:
    """Codes of one channel."""
    return [f"{channel}{n}" for n in numbers]


def close(measured: float, wanted: float, slack: float = 0.0) -> bool:
    """Within the tolerance, or within so many units of the measure."""
    return abs(measured - wanted) <= max(TOLERANCE * abs(wanted), slack)


# --- cun -----------------------------------------------------------------------------------

ASIDE_BACK = {
    1.5: codes("BL", *range(11, 31)),
    3.0: [*codes("BL", *range(41, 55)), "SI14", "EX-B6"],
    2.0: ["SI15"], 0.5: ["EX-B1", "EX-B2", "BL35"], 3.5: ["EX-B4", "EX-B7"],
}


@pytest.mark.parametrize(("cun", "code"), [(n, c) for n, cs in ASIDE_BACK.items() for c in cs])
def test_cun_to_the_side_of_the_spine(cun: float, code: str) -> None:
    """The inner edge of the shoulder blade is three cun from the midline."""
    unit = -at("shoulder-blade-edge")[0] / 3
    assert close(-at(code)[0] / unit, cun)


BELLY = {
    8: ["CV16"], 7: ["CV15"], 6: ["CV14", "KI21", "ST19"], 5: ["CV13", "KI20", "ST20"],
    4: ["CV12", "KI19", "ST21"], 3: ["CV11", "KI18", "ST22", "SP16"],
    2: ["CV10", "KI17", "ST23"], 1: ["CV9", "ST24"], 0: ["CV8", "KI16", "ST25", "SP15", "GB26"],
    -1: ["CV7", "KI15", "ST26"], -1.3: ["SP14"], -1.5: ["CV6"], -2: ["CV5", "KI14", "ST27"],
    -3: ["CV4", "KI13", "ST28", "GB27"], -4: ["CV3", "KI12", "ST29", "EX-CA1"], -4.3: ["SP13"],
    -5: ["CV2", "KI11", "ST30", "SP12", "LR12"],
}


@pytest.mark.parametrize(("cun", "code"), [(n, c) for n, cs in BELLY.items() for c in cs])
def test_cun_above_and_below_the_navel(cun: float, code: str) -> None:
    """Eight from the navel to the end of the breastbone, five to the pubic bone."""
    navel = at("navel")[1]
    whole = at("breastbone-end")[1] - navel if cun >= 0 else navel - at("pubic-bone")[1]
    unit = whole / (8 if cun >= 0 else 5)
    assert close((at(code)[1] - navel) / unit, cun, 0.03)


ROWS = {
    ("CV8", "KI16", "ST25", "SP15"): (0, 0.5, 2, 4),
    ("CV11", "KI18", "ST22", "SP16"): (0, 0.5, 2, 4),
    ("CV17", "KI23", "ST17", "PC1", "SP18"): (0, 2, 4, 5, 6),
    ("CV18", "KI24", "ST16", "SP19"): (0, 2, 4, 6),
    ("CV19", "KI25", "ST15", "SP20"): (0, 2, 4, 6),
    ("CV20", "KI26", "ST14"): (0, 2, 4),
    ("CV3", "KI12", "ST29", "EX-CA1"): (0, 0.5, 2, 3),
}


@pytest.mark.parametrize("row", ROWS)
def test_cun_to_the_side_of_breastbone_and_navel(row: tuple[str, ...]) -> None:
    """Four cun reach the nipple; chords along the ribs are a little short of the curve."""
    unit = along("CV17", "KI23", "ST17")[-1] / 4
    for length, cun in zip(along(*row), ROWS[row], strict=True):
        assert close(length / unit, cun, 0.12)


def test_breastbone_is_nine_cun() -> None:
    """CV21 lies one cun below the throat notch."""
    notch, end = at("throat-notch")[1], at("CV16")[1]
    assert close((notch - at("CV21")[1]) / ((notch - end) / 9), 1, 0.05)


SCALP = {
    "GV24": 0.5, "GV23": 1, "GV22": 2, "GV21": 3.5, "GV20": 5, "GV19": 6.5, "GV18": 8,
    "GV17": 9.5, "GV16": 11, "GV15": 11.5, "back-hairline": 12,
}


def test_twelve_cun_from_hairline_to_hairline() -> None:
    """Summed over the points of the midline; each lies where WHO counts it."""
    lengths = along("front-hairline", *SCALP)
    unit = lengths[-1] / 12
    for (code, cun), length in zip(SCALP.items(), lengths[1:], strict=True):
        assert close(length / unit, cun, 0.03), code


def test_hairline_row_is_divided_by_its_corner() -> None:
    """From GV24 to ST8 four and a half cun: BL4 a third, GB15 half, GB13 two thirds."""
    row = ("GV24", "BL3", "BL4", "GB15", "GB13", "ST8")
    lengths = along(*row)
    for length, cun in zip(lengths, (0, 0.75, 1.5, 2.25, 3, 4.5), strict=True):
        assert close(length / lengths[-1] * 4.5, cun, 0.03)


# --- shares of a way -----------------------------------------------------------------------

SHARES = [
    (("GV24", "BL4", "GB15", "GB13", "ST8"), (0, 1 / 3, 1 / 2, 2 / 3, 1)),
    (("ST8", "GB4", "GB5", "GB6", "GB7"), (0, 1 / 4, 1 / 2, 3 / 4, 1)),
    (("GB9", "GB10", "GB11", "GB12"), (0, 1 / 3, 2 / 3, 1)),
    (("TE20", "TE19", "TE18", "TE17"), (0, 1 / 3, 2 / 3, 1)),
    (("shoulder-blade-ridge", "SI11", "shoulder-blade-tip"), (0, 1 / 3, 1)),
    (("neck-bump", "GB21", "shoulder-tip"), (0, 1 / 2, 1)),
    (("hip-bump", "GB30", "sacrum-hollow"), (0, 1 / 3, 1)),
    (("hip-bone-front", "GB29", "hip-bump"), (0, 1 / 2, 1)),
    (("nose-base", "GV26", "lip-edge"), (0, 1 / 2, 1)),
    (("TE17", "EX-HN-ANMIAN", "GB20"), (0, 1 / 2, 1)),
    (("spine-s2", "BL32", "back-dimple"), (0, 1 / 2, 1)),
    (("armpit-fold-front", "EX-UE-JIANQIAN", "LI15"), (0, 1 / 2, 1)),
]


@pytest.mark.parametrize(("line", "shares"), SHARES, ids=lambda v: v[1] if v[0] else None)
def test_shares_of_a_way(line: tuple[str, ...], shares: tuple[float, ...]) -> None:
    """Halves, thirds and quarters, within three hundredths of the whole way."""
    lengths = along(*line)
    for name, length, share in zip(line, lengths, shares, strict=True):
        assert abs(length / lengths[-1] - share) < TOLERANCE + 0.01, name


# --- levels and lines ----------------------------------------------------------------------

LEVEL = [
    ("BL23", "BL52", "GV4", "spine-l2"), ("BL25", "GV3", "EX-B6", "EX-B7", "hip-bone-top"),
    ("BL22", "BL51", "GV5", "EX-B4"), ("BL43", "BL14"), ("BL13", "BL42", "GV12"),
    ("BL12", "BL41"), ("BL17", "BL46", "GV9", "shoulder-blade-tip"), ("BL11", "SI14", "GV13"),
    ("BL15", "BL44", "GV11"), ("BL16", "BL45", "GV10"), ("BL18", "BL47", "GV8"),
    ("BL19", "BL48", "GV7"), ("BL20", "BL49", "GV6"), ("BL21", "BL50"),
    ("GV14", "EX-B1", "SI15"), ("BL28", "BL32", "BL53", "back-dimple"), ("BL27", "BL31"),
    ("BL29", "BL33"), ("BL30", "BL34", "BL54"), ("GB20", "GV16"), ("BL9", "GV17", "GB19"),
    ("CV8", "ST25", "SP15", "navel"), ("CV4", "GB27"), ("ST9", "LI18", "SI16"),
    ("ST10", "LI17"), ("TE16", "jaw-corner"), ("GB1", "eye-corner"), ("LI19", "GV26"),
    ("EX-HN3", "brow-start"), ("LI20", "nostril-wing"), ("ST3", "nostril-wing-base"),
    ("KI27", "ST13"), ("ST19", "LR14"),
]


@pytest.mark.parametrize("names", LEVEL, ids=lambda v: "-".join(v[:2]))
def test_level_with(names: tuple[str, ...]) -> None:
    """At one height, within half a centimetre."""
    heights = [at(n)[1] for n in names]
    assert max(heights) - min(heights) < 0.5, dict(zip(names, heights, strict=True))


@pytest.mark.parametrize("code", ["ST1", "ST2", "ST3", "GB14", "GB15", "EX-HN4"])
def test_below_and_above_the_pupil(code: str) -> None:
    """On the vertical of the pupil looking ahead."""
    assert abs(at(code)[0] - at("pupil")[0]) < 0.15


PLUMB = [("SI18", "eye-corner"), ("SI9", "armpit-fold-back"), ("SI10", "armpit-fold-back")]


@pytest.mark.parametrize(("code", "name"), PLUMB)
def test_straight_above_or_below(code: str, name: str) -> None:
    """On one vertical."""
    assert abs(at(code)[0] - at(name)[0]) < 0.15


@pytest.mark.parametrize(("upper", "lower"), [("GB3", "ST7"), ("GB8", "TE20"), ("TE21", "SI19")])
def test_one_above_the_other_on_the_side_of_the_head(upper: str, lower: str) -> None:
    """On one vertical, seen from the side."""
    assert abs(at(upper)[2] - at(lower)[2]) < 0.4
    assert at(upper)[1] > at(lower)[1]


# --- order ---------------------------------------------------------------------------------

FALLING = [
    codes("BL", *range(11, 31)), codes("BL", *range(41, 55)), codes("BL", 31, 32, 33, 34, 35, 36),
    codes("ST", *range(13, 31)), codes("GV", 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2),
    codes("ST", 9, 10, 11), codes("GB", 22, 24, 26, 27, 28, 29, 30),
    codes("CV", 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2),
    codes("KI", *range(27, 10, -1)), codes("SP", 20, 19, 18, 17, 16, 15, 14, 13, 12),
    codes("GB", 4, 5, 6, 7), codes("GB", 10, 11, 12),
]


@pytest.mark.parametrize("line", FALLING, ids=lambda v: f"{v[0]}-{v[-1]}")
def test_order_along_the_channel(line: list[str]) -> None:
    """Each lies below the one before."""
    for upper, lower in pairwise(line):
        assert at(upper)[1] > at(lower)[1], (upper, lower)


@pytest.mark.parametrize("line", [codes("BL", *range(3, 9)), codes("GB", *range(14, 20)),
                                  codes("GV", *range(24, 17, -1))], ids=lambda v: v[0])
def test_order_over_the_crown(line: list[str]) -> None:
    """Each lies behind the one before."""
    for fore, rear in pairwise(line):
        assert at(fore)[2] > at(rear)[2], (fore, rear)


# --- both halves ---------------------------------------------------------------------------

MIDDLE = [*codes("GV", *range(2, 28)), *codes("CV", *range(2, 25)), "EX-HN3", "EX-B8"]


@pytest.mark.parametrize("code", MIDDLE)
def test_on_the_midline(code: str) -> None:
    """Exactly."""
    assert PLACES["points"][code]["middle"]
    assert at(code)[0] == 0


def test_every_point_of_head_and_trunk_is_there() -> None:
    """All of WHO's that lie on the skin here (not GV1, CV1 and GV28), and the extra ones."""
    wanted = {
        *codes("BL", *range(1, 37), *range(41, 55)), *codes("GB", *range(1, 31)),
        *MIDDLE, *codes("ST", *range(1, 31)), *codes("KI", *range(11, 28)),
        *codes("SP", *range(12, 22)), *codes("LR", 12, 13, 14), "LU1", "LU2", "PC1",
        *codes("SI", *range(9, 20)), *codes("TE", *range(14, 24)), *codes("LI", *range(15, 21)),
        "EX-HN1", "EX-HN4", "EX-HN5", "EX-HN8", "EX-HN15", "EX-HN-ANMIAN", "EX-CA1", "EX-B1",
        "EX-B2", "EX-B4", "EX-B6", "EX-B7", "EX-UE-JIANQIAN",
    }
    assert wanted <= set(PLACES["points"])
