"""What a view of the atlas shows, in plain words for the practitioner: made from its name."""

from __future__ import annotations

from handouts.library import atlas

_NAMES = {
    "abdomen": "belly",
    "auricle": "ear, large, with its folds",
    "behind-ear": "head behind the ear",
    "chest": "chest",
    "chest-side": "chest, half from the side",
    "ear": "ear and temple",
    "elbow-crease": "inside of the elbow, the arm level",
    "face": "face",
    "flank": "side of the body, arm raised",
    "flank-back": "side of the waist, from behind",
    "flank-elbow": "side of the waist, from the front, elbow bent",
    "flank-high": "ribs at the side, arm raised",
    "flank-low": "side of the waist",
    "forehead": "forehead",
    "hand-fist": "hand, the little finger side of a fist",
    "hand-fist-thumb": "hand, the thumb side of a fist",
    "hand-thumb-nail": "hand, the nail of the thumb",
    "knee-straight": "knee and thigh, the leg straight",
    "low-back": "low back",
    "neck-side": "neck, the side",
    "sacrum": "sacrum and buttocks",
    "shoulder-back": "shoulders, the back",
    "shoulder-top": "shoulders, from above and behind",
    "sole": "foot, the sole",
    "temple": "temple",
    "thigh-hand": "thigh, the hand hanging beside it",
    "toes": "toes, from above",
    "upper-back": "upper back",
    "wrist-palm-little": "wrist, the palm from the little finger side",
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
