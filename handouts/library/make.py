"""From the data of asset files to typed things. Shapes are described in docs/architecture.md."""

from __future__ import annotations

from typing import Any, cast

from handouts.dose import parse_hold
from handouts.library.model import Condition, Dose, Ease, Point, Routine, Rule, Tip

Data = dict[str, Any]


def make_point(facts: Data, words: Data) -> Point:
    """A point from its facts and its words in one language."""
    return Point(
        code=facts["code"],
        pinyin=facts["pinyin"],
        hanzi_trad=facts["hanzi"]["trad"],
        hanzi_simp=facts["hanzi"]["simp"],
        english=facts["english"],
        aliases=tuple(facts.get("aliases") or ()),
        region=facts["region"],
        surface=facts["surface"],
        paired=facts["paired"] == "yes",
        home_use=facts["home_use"],
        pregnancy=facts["pregnancy"],
        flags=frozenset(facts.get("flags") or ()),
        reach=facts["reach"],
        hold=parse_hold(facts["hold"]),
        side=facts["side"],
        motion=facts["motion"],
        pressure=facts["pressure"],
        partners=tuple(facts.get("partners") or ()),
        instead=tuple(facts.get("instead") or ()),
        sources=tuple((facts.get("sources") or {}).items()),
        place=words["place"],
        location=words["location"],
        position=words.get("position") or "",
        find=tuple(words["find"]),
        on_a_man=words.get("on_a_man") or "",
        reach_words=words.get("reach") or "",
        why=words["why"],
        uses=tuple(words["uses"]),
        cautions=tuple(words.get("cautions") or ()),
        figure=words["figure"],
        drawing=facts["code"],
        label=facts["code"],
    )


def make_tip(facts: Data, words: Data) -> Tip:
    """A home tip."""
    return Tip(
        name=facts["name"],
        aliases=tuple(facts.get("aliases") or ()),
        icon=facts["icon"],
        flags=frozenset(facts.get("flags") or ()),
        presses=tuple(facts.get("presses") or ()),
        instead=tuple(facts.get("instead") or ()),
        title=words["title"],
        why=words.get("why") or "",
        steps=tuple(words["steps"]),
        cautions=tuple(words.get("cautions") or ()),
    )


def make_routine(facts: Data, words: Data) -> Routine:
    """A named, ready prescription. Its notes on single points are words."""
    notes = words.get("notes_by_point") or {}
    return Routine(
        name=facts["name"],
        aliases=tuple(facts.get("aliases") or ()),
        points=tuple(_dose(entry, notes) for entry in facts["points"]),
        tips=tuple(facts.get("tips") or ()),
        how_often=words["how_often"],
        for_how_long=words["for_how_long"],
        source=facts["source"],
        title=words["title"],
        about=words["about"],
        red_flags=tuple(words.get("red_flags") or ()),
        call=tuple(words.get("call") or ()),
        not_today=tuple(words.get("not_today") or ()),
        notes=words.get("notes") or "",
    )


def make_condition(facts: Data, words: Data) -> Condition:
    """What a patient lives with, and its rules."""
    whys = {key: value for key, value in words.items() if key not in ("title", "briefly")}
    return Condition(
        name=facts["name"],
        aliases=tuple(facts.get("aliases") or ()),
        unasked=facts.get("unasked") == "yes",
        excludes=tuple(facts.get("excludes") or ()),
        routines=facts.get("routines") != "no",
        title=words["title"],
        briefly=words.get("briefly") or "",
        rules=tuple(_rule(rule) for rule in facts.get("rules") or ()),
        reasons={key: value["reason"] for key, value in whys.items()},
        lines={key: value["line"] for key, value in whys.items()},
    )


def _dose(entry: str | Data, notes: dict[str, str]) -> Dose:
    data: Data = {"point": entry} if isinstance(entry, str) else entry
    code = data["point"]
    return Dose(
        code=code,
        hold=parse_hold(data["hold"]) if "hold" in data else None,
        side=data.get("side"),
        motion=data.get("motion"),
        pressure=data.get("pressure"),
        note=notes.get(code),
    )


def _rule(data: Data) -> Rule:
    target = "points" if "points" in data else "tips"
    chosen = data[target]
    if chosen == "all":
        chosen = {"all": ["all"]}
    ((field, values),) = chosen.items()
    return Rule(
        target=cast(Any, target),
        field=field,
        values=frozenset([values] if isinstance(values, str) else values),
        level=data["level"],
        why=data["why"],
        source=data["source"],
        ease=_ease(data.get("ease") or {}),
        named_only=data.get("when") == "named",
        one_side=data.get("side") == "one",
    )


def _ease(data: Data) -> Ease:
    return Ease(
        light=data.get("pressure") == "gentle",
        half=data.get("hold") == "half",
        no_ball=data.get("ball") == "no",
    )
