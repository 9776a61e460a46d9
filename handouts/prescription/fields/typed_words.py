"""Words that people type for sides, parts of the body, fields and times: `assets/typed.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.library.yaml_text import asset_table

_TABLE = asset_table("typed")


def _by_word(groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Word → what we call it."""
    return {word: ours for ours, words in groups.items() for word in words}


SIDE_PHRASES = {
    f"{word}-{end}": side
    for word, side in _by_word(_TABLE["before_side"]).items()
    for end in ("side", "sides")
} | _by_word(_TABLE["side_phrases"])
"""A side in several words, with a hyphen for a space, and a slash for `/`, `&` and `+`."""
SYNONYMS = SIDE_PHRASES | _by_word(_TABLE["synonyms"])
"""Other words for a side, a motion, a pressure, a body."""
OF_CHARTS = _by_word(_TABLE["charts"])
"""How often, in the letters of charts."""
UNITS_OF_CHARTS = _by_word(_TABLE["chart_units"])
"""Short for a day, a week …"""
FIELDS_ELSEWHERE = _by_word(_TABLE["fields"])
"""What a field is called elsewhere."""
NO_POINTS: dict[str, str] = _TABLE["no_points"]
"""What practitioners call by a name, and what is no single place: what to write."""
BEHIND_A_POINT, OF_HEALTH = frozenset(_TABLE["behind_a_point"]), frozenset(_TABLE["of_health"])
"""What stands behind a point, and what safety reads as conditions."""


def _regions(*tables: str) -> dict[str, frozenset[str]]:
    """Word for a part of the body → the regions of points that lie there or right beside."""
    found: dict[str, frozenset[str]] = {}
    for table in tables:
        for group, words in _TABLE[table].items():
            for word in words:
                found[word] = found.get(word, frozenset()).union(_TABLE["regions"][group])
    return found


LIMBS = _regions("limbs")
BODY_PARTS = _regions("limbs", "other_parts")
