"""A clinic's own point: between two of ours, or read off a view."""

from __future__ import annotations

import math

import pytest
from spread import spread

from handouts.errors import Wrong
from handouts.handout import Spot
from handouts.library import atlas, load_library, spots
from handouts.prescription.fields.schema import OWN_FIELDS

WHO = """
LI10 LI11 LI5 2    LI9 LI11 LI5 3     LI8 LI11 LI5 4    LI7 LI5 LI11 5     LI6 LI5 LI11 3
ST36 ST35 ST41 3   ST37 ST36 ST41 3   ST38 ST35 ST41 8  ST39 ST35 ST41 9   EX-LE7 ST36 ST41 2
SP7 SP6 SP9 3      SP8 SP9 SP6 3      BL55 BL40 BL57 2  BL56 BL40 BL57 5   BL57 BL40 BL60 8
GB38 GB39 GB34 1   GB37 GB39 GB34 2   EX-LE6 GB34 GB39 2
KI8 KI3 KI10 2     KI9 KI3 KI10 5     BL59 BL60 BL58 3  BL37 BL36 BL40 6
PC6 PC7 PC3 2      PC5 PC7 PC3 3      PC4 PC7 PC3 5     EX-UE2 PC7 PC3 4
TE5 TE4 TE10 2     TE6 TE4 TE10 3     TE8 TE4 TE10 4
HT6 HT7 HT3 0.5    HT5 HT7 HT3 1      HT4 HT7 HT3 1.5   HT2 HT3 HT1 3
LU6 LU9 LU5 7      LU8 LU9 LU5 1      SI7 SI5 SI8 5     LU4 LU3 LU5 1
LI13 LI11 LI15 3   LI14 LI11 LI15 7   ST33 ST34 ST31 1  ST32 ST34 ST31 4
CV10 CV8 CV14 2    CV12 CV8 CV14 4    CV6 CV8 CV2 1.5   CV3 CV2 CV8 1      CV9 CV12 CV4 3
KI18 KI16 KI21 3   ST21 ST25 ST19 4   ST25 CV8 SP15 2   BL23 GV4 BL52 1.5  BL13 GV12 BL42 1.5
GV23 GV24 GV20 0.5 GV22 GV24 GV20 1.5 GV21 GV20 GV24 1.5 GV18 GV17 GV20 1.5
GB16 GB15 GB18 1
"""
"""A point, and how WHO measures it out: from, towards, cun (WHO Standard Acupuncture Point
Locations, 2008)."""
CASES = [tuple(WHO.split()[n : n + 4]) for n in range(0, len(WHO.split()), 4)]


def right_or_middle(spot: Spot) -> tuple[float, float]:
    sides = dict(spot.at)
    return sides.get("right") or sides["middle"]


@pytest.mark.parametrize(("code", "start", "end", "cun"), CASES)
def test_a_place_of_who_is_found_again(code: str, start: str, end: str, cun: str) -> None:
    spot = spots.between(start, end, float(cun))
    drawn = atlas.seen(spot.view)[code][0]
    assert math.dist(right_or_middle(spot), drawn) / atlas.view(spot.view).cun < 0.35
    assert spots.neighbour(spot) == code
    assert {side for side, _ in spot.at} <= set(atlas.place(code).at) | {"right"}
    assert len(spot.landmarks) == 2


@pytest.mark.parametrize(
    ("start", "end", "length"), [("LI11", "LI5", 12), ("ST35", "ST41", 16), ("CV8", "CV2", 5)]
)
def test_a_place_no_rule_of_who_names_lies_in_its_proportion(
    start: str, end: str, length: float
) -> None:
    for there in (0.7, 1.3, length - 0.4):
        one, other = spots.between(start, end, there), spots.between(end, start, length - there)
        if one.view == other.view:
            apart = math.dist(right_or_middle(one), right_or_middle(other))
            assert apart < 0.1 * atlas.view(one.view).cun


def test_further_is_further() -> None:
    for start, end in (("LI11", "LI5"), ("TE4", "TE10"), ("CV12", "CV4"), ("LI15", "LI11")):
        found = [spots.between(start, end, n / 4) for n in range(1, 20)]
        view = found[0].view
        begin = atlas.seen(view)[start][0]
        ways = [math.dist(begin, right_or_middle(one)) for one in found if one.view == view]
        assert ways == sorted(ways)


def test_a_pair_is_mirrored_where_both_halves_are_seen() -> None:
    for start, end, cun in (("ST25", "ST19", 2.5), ("GV4", "BL52", 2), ("GB20", "GV16", 1)):
        spot = spots.between(start, end, cun)
        sides = dict(spot.at)
        middle = atlas.view(spot.view).width / 2
        assert list(sides) == ["left", "right"]
        assert sides["left"][0] + sides["right"][0] == pytest.approx(2 * middle, abs=1)
        assert sides["left"][1] == sides["right"][1]


def test_a_guide_is_drawn_where_it_can_be_said_in_fingers() -> None:
    words = load_library("en").wording.table("figure.guide")
    of_the_large_ear = {"0.25"}  # a swab-tip, which measures nothing else
    assert {f"{cun:g}" for cun in spots.MEASURED} | of_the_large_ear == set(words)
    spot = spots.between("ST36", "ST41", 1.5)
    assert spot.guide == (atlas.seen(spot.view)["ST36"][0], right_or_middle(spot), 1.5)
    assert spots.between("ST36", "ST41", 1.2).guide is None


@pytest.mark.parametrize(
    ("start", "end", "cun", "reason"),
    [
        ("LI11", "LI5", 13, "From LI11 to LI5 it is only 12 cun."),
        ("LI15", "LI11", 30, "it is only"),
        ("LI11", "LI5", 0, "more than 0"),
        ("LI11", "LI5", float("nan"), "more than 0"),
        ("LI11", "LI11", 1, "Both ends"),
        ("GV1", "GV2", 1, "GV1 has no place on our drawings."),
        ("LI4", "EX-UE7", 1, "EX-UE7 has several places"),
        ("KI1", "GV20", 1, "No drawing shows KI1 and GV20 together."),
        ("TE1", "HT9", 1, "leaves the body"),
    ],
)
def test_where_there_is_no_such_place_the_reason_is_told(
    start: str, end: str, cun: float, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        spots.between(start, end, cun)


def test_a_place_read_off_a_view() -> None:
    spot = spots.spot("hand-back", 0.53, 0.66, paired=True)
    assert spot.view == "hand-back"
    assert dict(spot.at) == {"right": (369.9, 594.0)}
    assert spot.guide is None
    assert set(spot.landmarks) <= set(atlas.view("hand-back").landmarks)


def test_the_place_that_stands_as_an_example_lies_on_a_plain_part_of_the_hand() -> None:
    """The first one lay in the gap between two fingers."""
    (at,) = (field.example for field in OWN_FIELDS["point"] if field.name == "at")
    across, down = map(float, at.strip("[]").split(","))
    view, spot = atlas.view("hand-back"), spots.spot("hand-back", across, down, paired=True)
    ((left, right),) = view.bands[round(down * view.height / view.step)]
    assert left + 90 < spot.at[0][1][0] < right - 90
    assert not spots.nearby(spot, 1.0)


@pytest.mark.parametrize("name", spread(atlas.close_views(), 20))
def test_each_point_is_where_it_is_read_off(name: str) -> None:
    view = atlas.view(name)
    for places in atlas.seen(name).values():
        for x, y in places:
            share = (round(x / view.width, 2), round(y / view.height, 2))
            spot = spots.spot(name, *share, paired=True)
            assert min(math.dist(at, (x, y)) for _, at in spot.at) < 0.012 * 900


@pytest.mark.parametrize("name", spread(atlas.close_views(), 20))
def test_two_landmarks_are_never_called_the_same(name: str) -> None:
    say, view = load_library("en").wording, atlas.view(name)
    for places in atlas.seen(name).values():
        for x, y in places:
            spot = spots.spot(name, x / view.width, y / view.height, paired=True)
            words = [say.landmark(one) for one in spot.landmarks]
            assert len(set(words)) == len(words), words


def test_sides_of_a_place_that_was_read_off() -> None:
    either = [spots.spot("abdomen", x, 0.4, paired=True) for x in (0.3, 0.7)]
    assert either[0] == either[1]
    assert dict(either[0].at) == {"left": (630.0, 360.0), "right": (270.0, 360.0)}
    assert dict(spots.spot("low-back", 0.7, 0.4, paired=False).at).keys() == {"right"}
    assert dict(spots.spot("abdomen", 0.7, 0.4, paired=False).at).keys() == {"left"}
    assert dict(spots.spot("abdomen", 0.51, 0.4, paired=True).at).keys() == {"middle"}
    assert dict(spots.spot("head-side", 0.3, 0.5, paired=False).at).keys() == {"middle"}


@pytest.mark.parametrize(
    ("name", "x", "y", "reason"),
    [
        ("handback", 0.4, 0.4, "Did you mean hand-back?"),
        ("hand-thumb-sid", 0.4, 0.4, "Did you mean hand-thumb-side?"),
        ("spleen", 0.4, 0.4, "no view"),
        ("body-front", 0.4, 0.4, "the whole body"),
        ("hand-back", 42, 37, "from 0 to 1"),
        ("hand-back", -0.1, 0.4, "from 0 to 1"),
        ("hand-back", float("nan"), 0.4, "from 0 to 1"),
        ("hand-back", 0.05, 0.05, r"no body at \[0.05, 0.05\] of hand-back. It is nearest at"),
        ("thigh-back", 0.25, 0.6, "left half of the patient"),
    ],
)
def test_a_place_that_is_none_is_refused(name: str, x: float, y: float, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        spots.spot(name, x, y, paired=True)


def test_the_nearest_place_that_is_told_is_taken() -> None:
    with pytest.raises(Wrong, match="nearest at") as told:
        spots.spot("hand-back", 0.99, 0.99, paired=True)
    x, y = map(float, told.value.wrong.rpartition("[")[2].rstrip("].").split(","))
    assert spots.spot("hand-back", x, y, paired=True)


# ── what its picture shows ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("view", "landmarks", "shown"),
    [
        ("elbow-bent", ("elbow-fold", "outer-elbow-bone"), {"outer-elbow-bone"}),
        ("auricle", ("ear-inner-ridge", "ear-lower-hollow"), {"lower-hollow"}),
        ("hand-back", (), set()),
    ],
)
def test_a_picture_shows_the_lines_of_its_landmarks_alone(
    view: str, landmarks: tuple[str, ...], shown: set[str]
) -> None:
    """Those of the other points of its view would ask what they mean."""
    own = Spot(view, (("right", (100.0, 100.0)),), None, landmarks)
    assert atlas.lines(own) == shown
