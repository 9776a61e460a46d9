"""The ear points lie on the large ear as GB/T 13734-2008 orders them."""

from __future__ import annotations

import pytest

from handouts.library import atlas, load_library
from handouts.library.names import is_ear

BODIES = ("neutral", "woman", "man")
EAR = atlas.view("auricle")
AT = {code: atlas.place(code).at["right"][0] for code in load_library().points if is_ear(code)}


@pytest.mark.parametrize("body", BODIES)
def test_all_thirty_are_drawn_on_the_large_ear(body: str) -> None:
    assert len(AT) == 30
    assert {atlas.place(code, body).view for code in AT} == {"auricle"}
    assert set(atlas.atlas(body)["views"]["auricle"]["seen"]) == set(AT)


@pytest.mark.parametrize("body", BODIES)
def test_the_large_ear_is_the_same_for_every_body(body: str) -> None:
    assert {code: atlas.place(code, body).at["right"][0] for code in AT} == AT
    assert atlas.drawing("auricle", body).read_bytes() == EAR.drawing.read_bytes()


def test_the_ear_has_the_size_of_an_ear_and_is_whole() -> None:
    assert (AT["LO5"][1] - AT["HX6,7i"][1]) / EAR.cm == pytest.approx(5.6, abs=0.4)
    assert EAR.cut() == (False, False, False, False)


@pytest.mark.parametrize(
    "codes",
    [
        "HX6,7i AH4 AH5 AH9 AH11 AH13 LO3",  # down the ridge, which is a spine upside down
        "TF4 CO10 CO11 CO12 CO4 CO13",  # down the back wall of the hollow
        "HX1 CO15 CO14 AT4 CO18 LO5",  # down the middle
        "AH9 SF4,5 AH11",
    ],
)
def test_one_lies_below_the_other(codes: str) -> None:
    heights = [AT[code][1] for code in codes.split()]
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    "codes",
    [
        "AH9 TF4 AH6 AH6a",  # from the back to the cheek
        "TF4 TF2",
        "AT3 AT2 AT1",
        "SF4,5 AH11 CO13 CO15 TG2p",
        "CO11 CO10 CO7",
        "LO3 LO5 LO4",
        "AH13 AH12",
    ],
)
def test_one_lies_nearer_to_the_cheek_than_the_other(codes: str) -> None:
    places = [AT[code][0] for code in codes.split()]
    assert places == sorted(places)
