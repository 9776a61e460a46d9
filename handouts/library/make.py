"""From the data of asset files to typed things. Shapes are described in docs/architecture.md."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

from handouts.dose import parse_hold
from handouts.library.model import Condition, Dose, Ease, Point, Routine, Rule, RuledParts, Tip

Data = dict[str, Any]
_NEVER_OURS = frozenset({"own", "like", "picture", "unsure"})  # fields of what is a clinic's own


def _given(kind: Any, data: Data) -> Data:
    """What stands in data under the names of a thing's fields, lists as tuples; nothing empty."""
    names = {field.name for field in fields(kind)} - _NEVER_OURS
    given = {name: data[name] for name in names if data.get(name, "") != ""}
    return {name: tuple(x) if isinstance(x, list) else x for name, x in given.items()}


def make_point(facts: Data, words: Data) -> Point:
    """A point from its facts and its words in one language."""
    data = words | facts
    data |= {
        "hanzi_trad": facts["hanzi"]["trad"],
        "hanzi_simp": facts["hanzi"]["simp"],
        "paired": facts["paired"] == "yes",
        "flags": frozenset(facts.get("flags") or ()),
        "hold": parse_hold(facts["hold"]),
        "sources": tuple((facts.get("sources") or {}).items()),
        "reach_words": words.get("reach", ""),
        "drawing": facts["code"],
        "label": facts["code"],
    }
    return Point(**_given(Point, data))


def make_tip(facts: Data, words: Data) -> Tip:
    """A home tip."""
    flags = frozenset(facts.get("flags") or ())
    return Tip(**_given(Tip, words | facts | {"flags": flags}))


def make_routine(facts: Data, words: Data) -> Routine:
    """A named, ready prescription. Its notes on single points are words."""
    notes = words.get("notes_by_point") or {}
    points = tuple(_dose(entry, notes) for entry in facts["points"])
    about = words["about"] if isinstance(words["about"], list) else [words["about"]]
    return Routine(**_given(Routine, words | facts | {"points": points, "about": about}))


_YES_OF_CONDITIONS = ("unasked", "lasting", "passes", "stays", "of_medicines")


def make_condition(facts: Data, words: Data) -> Condition:
    """What a patient lives with, and its rules."""
    whys = {key: value for key, value in words.items() if key not in ("title", "briefly")}
    data = words | facts | {name: facts.get(name) == "yes" for name in _YES_OF_CONDITIONS}
    data |= {name: int(facts[name]) for name in ("age_below", "age_from") if name in facts}
    if placed := facts.get("placed"):
        data["placed"] = RuledParts(frozenset(placed["in"]), tuple(placed["else"]))
    data |= {
        "rules": tuple(_rule(rule) for rule in facts.get("rules") or ()),
        "reasons": {key: value["reason"] for key, value in whys.items()},
        "lines": {key: value["line"] for key, value in whys.items()},
    }
    return Condition(**_given(Condition, data))


def _dose(entry: str | Data, notes: dict[str, str]) -> Dose:
    data: Data = {"point": entry} if isinstance(entry, str) else entry
    code = data["point"]
    said = {"code": code, "note": notes.get(code)}
    if "hold" in data:
        said["hold"] = parse_hold(data["hold"])
    return Dose(**_given(Dose, data | said))


def _rule(data: Data) -> Rule:
    target = "points" if "points" in data else "tips"
    chosen, ease = data[target], data.get("ease") or {}
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
        ease=Ease(
            light=ease.get("pressure") == "gentle",
            half=ease.get("hold") in ("half", "short"),
            short=ease.get("hold") == "short",
            no_ball=ease.get("ball") == "no",
            stroked=ease.get("motion") == "rub",
        ),
        named_only=data.get("when") == "named",
        one_side=data.get("side") == "one",
    )
