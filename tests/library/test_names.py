"""A point is found by every name that practitioners use for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.library import load_library
from handouts.library.names import channels, codes_of, is_ear, plain_key
from handouts.library.slips import closest

KUNLUN = ["UB 60", "ub60", "BL-60", "B60", "Bl.60", "BL060", "Kunlun", "kūn lún", "昆仑", "崑崙"]


@pytest.mark.parametrize("name", KUNLUN)
def test_one_point_by_each_spelling(name: str) -> None:
    assert load_library().find("point", name).code == "BL60"


@pytest.mark.parametrize(
    ("channel", "prefix"), [(c, p) for c, prefixes in channels().items() for p in prefixes]
)
def test_every_channel_prefix_in_use(channel: str, prefix: str) -> None:
    assert f"{channel}3" in codes_of(f"{prefix.lower()} 3")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Yao Tong Xue", "EX-UE7"),
        ("ex ue 7", "EX-UE7"),
        ("Ling Gu", "T22.05"),
        ("22.05", "T22.05"),
        ("T22.04", "T22.04"),
        ("Renzhong", "GV26"),
        ("Gao Huang Shu", "BL43"),
    ],
)
def test_names_outside_the_code_system(name: str, code: str) -> None:
    assert load_library().find("point", name).code == code


def test_every_point_is_found_by_each_of_its_names() -> None:
    library = load_library()
    missed = []
    for code, point in library.points.items():
        own: tuple[str, ...] = (point.pinyin, point.hanzi_trad, point.hanzi_simp)
        if is_ear(code):  # 腎, Shèn is the kidney first of all, and then its point
            own = (f"ear {point.pinyin}",)
        names = (code, *own, *point.aliases)
        for name in names:
            found = library.find("point", name)
            if found.code != code and code not in found.candidates:
                missed.append((code, name, found))
    assert not missed


def test_a_name_with_two_meanings_is_asked_back_with_both() -> None:
    library = load_library()
    assert library.find("point", "Wangu").candidates == ("GB12", "SI4")
    assert library.find("point", "Wángǔ").code == "GB12"
    assert library.find("point", "腕骨").code == "SI4"


@pytest.mark.parametrize(
    ("name", "code"),
    [("tf 4", "TF4"), ("TF-4", "TF4"), ("ear shenmen", "TF4"), ("Shen Men ear", "TF4"),
     ("耳神门", "TF4"), ("ah-6a", "AH6a"), ("AH 6A", "AH6a"), ("tg2P", "TG2p"), ("CO-10", "CO10"),
     ("ear CO4", "CO4"), ("kidney ear", "CO10"), ("HX6,7i", "HX6,7i"), ("HX6-7i", "HX6,7i"),
     ("hx 6/7i", "HX6,7i"), ("SF4-5", "SF4,5"), ("EX-HN6", "HX6,7i")],
)  # fmt: skip
def test_an_ear_point_by_each_spelling(name: str, code: str) -> None:
    assert load_library().find("point", name).code == code


@pytest.mark.parametrize("name", ["Shenmen", "Shénmén", "神門"])
def test_shenmen_is_a_point_of_the_wrist_and_one_of_the_ear(name: str) -> None:
    assert load_library().find("point", name).candidates == ("HT7", "TF4")


@pytest.mark.parametrize("name", ["Kidney", "Stomach", "Xin", "Da Chang", "He", "肾", "CO3", "HX6"])
def test_a_part_of_the_body_is_not_taken_for_its_ear_point(name: str) -> None:
    assert load_library().find("point", name).code is None


def test_a_zone_without_its_letter_is_answered_with_the_points_in_it() -> None:
    assert load_library().find("point", "TG2").near == ("TG2p",)
    assert load_library().find("point", "AH1").near == ()


def test_a_wrong_name_is_answered_with_what_was_meant() -> None:
    assert load_library().find("point", "Kunlunn").near == ("BL60",)
    assert load_library().find("point", "").near == ()


MEANT = [
    ("point", "BL4O", ("BL40",)),
    ("point", "GBI2", ("GB12",)),
    ("point", "ST 63", ("ST36",)),
    ("point", "Zusanly", ("ST36",)),
    ("point", "hegu point", ("LI4",)),
    ("routine", "low-bakc", ("low-back",)),
    ("routine", "menopaus", ("menopause-flushes",)),
    ("tip", "haet", ("heat",)),
    ("tip", "tea", ("ginger-tea",)),
    ("condition", "pregnent", ("pregnant",)),
    ("condition", "on warfarin", ("blood-thinners",)),
    ("condition", "stroke 2019", ("stroke",)),
]


@pytest.mark.parametrize(("kind", "typed", "names"), MEANT, ids=[typed for _, typed, _ in MEANT])
def test_a_slip_or_a_part_of_a_name_is_known_again(
    kind: str, typed: str, names: tuple[str, ...]
) -> None:
    found = load_library().find(kind, typed)
    assert found.near == names


@pytest.mark.parametrize(
    ("kind", "typed"),
    [*((kind, "nope") for kind in ("point", "routine", "tip", "condition")),
     ("point", "BL70"), ("point", "LI25"), ("point", "XX3"), ("routine", "zzz"),
     ("tip", "jumping"), ("condition", "lupus"),
     ("condition", "hypotension"), ("condition", "low blood pressure")],
)  # fmt: skip
def test_what_nobody_meant_is_not_guessed(kind: str, typed: str) -> None:
    assert load_library().find(kind, typed).near == ()


def test_the_contrary_is_never_meant() -> None:
    near = load_library().find("condition", "blood cloot").near
    assert near == ("blood-clot",)


@given(typed=st.text(max_size=80))
def test_a_guess_is_close_whatever_is_typed(typed: str) -> None:
    names = ("heat", "cold", "stretch-hips", "not-pregnant", "pregnant")
    close = closest(typed, names, 2)
    assert len(close) <= 2
    assert set(close) <= set(names)
    if len(plain_key(typed)) < 3:
        assert not close


def test_search_finds_by_region_and_use() -> None:
    codes = [point.code for point in load_library().search.points("low back")]
    assert {"BL23", "BL25", "BL40"} <= set(codes)
    assert load_library().search.points("headache")[0].code in {"LI4", "GB20", "LR3"}
    assert load_library().search.points("zzzz") == []
