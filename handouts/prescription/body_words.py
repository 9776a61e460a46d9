"""English words for parts of the body, and the regions of points that lie there or right beside."""

from __future__ import annotations

_HEAD = frozenset({"head", "face", "ear", "neck"})
_ARM = frozenset({"hand", "fingers", "wrist", "forearm", "elbow", "upper-arm", "shoulder"})
_LEG = frozenset({"foot", "toes", "sole", "ankle", "lower-leg", "knee", "thigh", "buttock"})
_TRUNK = frozenset({
    "neck", "shoulder", "chest", "upper-back", "low-back", "abdomen", "lower-abdomen", "sacrum",
    "buttock", "perineum", "thigh",
})  # fmt: skip


def _all(words: str, regions: frozenset[str]) -> dict[str, frozenset[str]]:
    return dict.fromkeys(words.split(), regions)


LIMBS = _all("arm arms forearm hand hands palm wrist wrists elbow elbows", _ARM) | _all(
    "leg legs foot feet sole heel heels ankle ankles calf calves shin shins knee knees kneecap"
    " thigh thighs", _LEG,
)  # fmt: skip
PARTS = (
    LIMBS
    | _all("head scalp skull temple forehead eye eyes eyebrow eyebrows nose nostril cheek cheeks"
           " cheekbone jaw chin lip lips mouth ear ears earlobe", _HEAD)
    | _all("chest breast breastbone rib ribs belly navel waist groin hip hips spine buttock"
           " buttocks sacrum tailbone", _TRUNK)
    | _all("toe toes", _LEG)
    | _all("shoulder shoulders armpit", _ARM | _TRUNK)
    | _all("neck throat", _HEAD | _TRUNK)
)  # fmt: skip
"""No fingers and thumbs, with which one measures anywhere; no back, which a hand has as well."""
