"""Which points each view shows besides its own, and how far points lie from each other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from handouts.library import atlas

BODIES = ("neutral", "woman", "man")
VIEWS = atlas.close_views()
MADE_FOR = [code for code in atlas.atlas()["points"] if atlas.place(code).view in VIEWS]


@pytest.fixture(params=BODIES)
def body(request: pytest.FixtureRequest) -> str:
    """The name of a body."""
    return str(request.param)


def seen(name: str, body: str) -> dict[str, list[atlas.XY]]:
    """Where a view of a body shows points; several places of one where all of them show."""
    found = atlas.atlas(body)["views"][name]["seen"]
    return {
        code: [(x, y) for x, y, _ in (at if isinstance(at[0], list) else [at])]
        for code, at in found.items()
    }


def test_a_point_is_seen_on_its_own_view_where_its_marker_stands(body: str) -> None:
    for code in MADE_FOR:
        place = atlas.place(code, body)
        half = "right" if "right" in place.at else "middle"
        assert seen(place.view, body)[code] == list(place.at[half]), code


def test_what_is_seen_lies_on_the_body(body: str) -> None:
    for name in VIEWS:
        view = atlas.view(name, body)
        for code, places in seen(name, body).items():
            for x, y in places:
                band = view.bands[min(int(y / view.step), len(view.bands) - 1)]
                assert any(left - 3 <= x <= right + 3 for left, right in band), (name, code)


@pytest.mark.parametrize("name", VIEWS)
def test_the_right_half_holds_the_points_of_the_right(name: str) -> None:
    """On the neutral body, the one that places are read off; a bent arm may reach over it."""
    view = atlas.view(name)
    half = atlas.right_half(view)
    assert half or view.halves == "right"
    if half is None:
        return
    middle = half[1] if half[0] == 0 else half[0]
    for code, places in atlas.seen(name).items():
        if len(places) > 1:
            continue
        if "middle" in atlas.place(code).at:
            assert abs(places[0][0] - middle) < 0.06 * view.width, code
        else:
            assert half[0] - 3 <= places[0][0] <= half[1] + 3, code


def test_the_product_reads_them_of_the_neutral_body() -> None:
    for name in VIEWS:
        assert {code: list(places) for code, places in atlas.seen(name).items()} == seen(
            name, "neutral"
        )


@pytest.mark.parametrize(
    ("measure", "codes"),
    [
        ("forearm", "LI11 LI10 LI9 LI8 LI7 LI6 LI5"),
        ("forearm", "PC3 PC4 PC5 PC6 PC7"),
        ("shin", "ST35 ST36 ST37 ST38 ST39 ST41"),
        ("inner-shin", "SP9 SP8 SP7 SP6"),
        ("upper-arm", "HT1 HT2 HT3"),
        ("belly", "CV16 CV14 CV12 CV10 CV8 CV6 CV4 CV2"),
        ("scalp", "GV24 GV23 GV22 GV21 GV20 GV19 GV18 GV17 GV16"),
    ],
)
def test_levels_rise_along_a_channel(measure: str, codes: str, body: str) -> None:
    levels = [atlas.atlas(body)["measures"][measure][code] for code in codes.split()]
    assert all(one < other for one, other in pairwise(levels)), levels
