"""A note cannot name a point past safety, whatever it is called."""

from __future__ import annotations

import pytest

from handouts.library import load_library
from handouts.safety.named_points import points_named

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Press LI4 too.", {"LI4"}), ("press li4 and sp6", {"LI4", "SP6"}), ("Sp-6", {"SP6"}),
        ("L.I.4", {"LI4"}), ("Press Hegu as well", {"LI4"}), ("San Yin Jiao", {"SP6"}),
        ("sanyinjiao", {"SP6"}), ("the hoku point", {"LI4"}), ("合谷", {"LI4"}),
        ("按三阴交", {"SP6"}), ("Spleen 6", {"SP6"}), ("large intestine 4", {"LI4"}),
        ("Bladder 60", {"BL60"}), ("st9", {"ST9"}), ("Renying", {"ST9"}),
        ("Conception Vessel 22", {"CV22"}), ("Ren 22", {"CV22"}), ("UB60", {"BL60"}),
        ("Press Jianjing, then Kunlun.", {"GB21", "BL60"}),
    ],
)  # fmt: skip
def test_a_point_is_found_by_its_names(words: str, codes: set[str]) -> None:
    assert {point.code for _, point in points_named(words, LIBRARY)} == codes


@pytest.mark.parametrize(
    "words",
    [
        "Eat on an empty stomach 2 hours before.", "See you at 3.", "Come in 10 days, by 5.",
        "Vitamin B12 and D3.", "Let your heart 3 times slow down.", "Call Jing or Shen.",
        "At 4 pm, walk 9 times round the park.", "It is 2 to 3 weeks.", "Your lung 2 years ago.",
    ],
)  # fmt: skip
def test_ordinary_words_name_no_point(words: str) -> None:
    assert not [*points_named(words, LIBRARY)]
