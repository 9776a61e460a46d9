"""What a view of the atlas shows, in plain words for the practitioner: made from its name."""

from __future__ import annotations

from handouts.library import atlas

_NAMES = {
    "abdomen": "belly",
    "auricle": "ear, large, with its folds",
    "chest": "chest",
    "ear": "ear and temple",
    "face": "face",
    "flank": "side of the body, arm raised",
    "hand-fist": "hand, the little finger side of a fist",
    "low-back": "low back",
    "neck-side": "neck, the side",
    "sacrum": "sacrum and buttocks",
    "shoulder-back": "shoulders, the back",
    "shoulder-top": "shoulders, from above and behind",
    "sole": "foot, the sole",
    "toes": "toes, from above",
    "upper-back": "upper back",
}
_SIDES = {
    "-back-high": "the back, from above",
    "-little-side": "the little finger side",
    "-thumb-side": "the thumb side",
    "-back": "the back",
    "-front": "the front",
    "-inner": "the inner side",
    "-outer": "the outer side",
    "-palm": "the palm side",
    "-side": "the side",
    "-top": "the top",
}
_PARTS = {"leg": "lower leg", "upper-arm": "upper arm"}


def about(name: str) -> str:
    """For example "hand, the back"."""
    if name in _NAMES:
        return _NAMES[name]
    side = next(end for end in _SIDES if name.endswith(end))
    part = name.removesuffix(side)
    return f"{_PARTS.get(part, part)}, {_SIDES[side]}"


def halves(name: str) -> str:
    """Which half of the patient a view shows."""
    both = atlas.view(name).halves == "both"
    return "both sides" if both else "right side; mirrored for the left"
