"""Move the body's bones: linear blend skinning on the coarse mesh, then subdivision.

A pose maps a bone to turns `(axis, degrees)`, done one after the other about the bone's head.
Axes are those of the rest pose: `x`, `y`, `z` of the body, or of the bone itself:

- `flex`: the hinge. Positive bends the elbow, curls a finger or the wrist to the palm, bends the
  knee, lifts the thigh to the front, lifts the toes to the shin.
- `twist`: along the bone; the right-hand rule on the left side, mirrored on the right.
- `spread`: across both. Positive moves towards the thumb (hand, fingers), else outward.

The same turn on `.L` and `.R` gives a mirrored pose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .body import Body, Floats

Turns = Sequence[tuple[str, float]]
Pose = Mapping[str, Turns]


def pose(body: Body, turns: Pose) -> Body:
    """The body with bones turned; vertices, faces and places keep their numbers."""
    unknown = set(turns) - set(body.rig)
    if unknown:
        raise KeyError(f"unknown bones: {sorted(unknown)}")
    moves = bone_moves(body, turns)
    stacked = np.stack([moves[b] for b in body.bones])  # (bones, 3, 4)
    blended = (body.coarse_weights @ stacked.reshape(len(body.bones), 12)).reshape(-1, 3, 4)
    coarse = np.einsum("nij,nj->ni", blended[:, :, :3], body.coarse) + blended[:, :, 3]
    return body.with_coarse(coarse, _posed_joints(body, moves))


def both(turns: Pose) -> dict[str, Turns]:
    """The turns of `name.R` bones for both sides."""
    out = dict(turns)
    out.update({b[:-1] + "L": t for b, t in turns.items() if b.endswith(".R")})
    return out


def bone_moves(body: Body, turns: Pose) -> dict[str, Floats]:
    """For every bone the rigid move (3, 4) from rest to the pose."""
    moves: dict[str, Floats] = {}

    def move(bone: str) -> Floats:
        if bone in moves:
            return moves[bone]
        parent = body.rig[bone]["parent"]
        above = move(parent) if parent else np.eye(3, 4)
        own = np.eye(3, 4)
        head = np.array(body.rig[bone]["head"])
        for axis, degrees in turns.get(bone, ()):
            turn = rotation(bone_axis(body, bone, axis), degrees)
            own = _then(own, np.hstack([turn, (head - turn @ head)[:, None]]))
        moves[bone] = _then(own, above)
        return moves[bone]

    for bone in body.rig:
        move(bone)
    return moves


def bone_axis(body: Body, bone: str, axis: str) -> Floats:
    """A unit axis in the rest pose, such that equal turns on both sides are mirror images."""
    side = -1.0 if bone.endswith(".R") else 1.0
    if axis in "xyz":
        # The mirror image of a turn about x is the same turn; about y or z the opposite one.
        return np.asarray(np.eye(3)["xyz".index(axis)] * (1.0 if axis == "x" else side))
    along = _unit(np.array(body.rig[bone]["tail"]) - np.array(body.rig[bone]["head"]))
    if axis == "twist":
        return along * side
    hinge = _hinge(body, bone, along)
    if axis == "flex":
        return hinge
    if axis == "spread":
        return np.cross(hinge, along) * (side if _is_hand(bone) else -side)
    raise KeyError(f"unknown axis {axis}")


def rotation(axis: Floats, degrees: float) -> Floats:
    """The rotation matrix about a unit axis."""
    a = np.radians(degrees)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * (k @ k))


def palm_normal(body: Body, side: str) -> Floats:
    """The unit direction out of the palm of hand `l` or `r`."""
    j = {k: np.array(v) for k, v in _rest_joints(body).items()}
    hand = j[f"{side}-finger-3-1"] - j[f"{side}-hand"]
    across = j[f"{side}-finger-5-1"] - j[f"{side}-finger-2-1"]
    out = _unit(np.cross(hand, across))
    knuckle = j[f"{side}-finger-3-2"] + j[f"{side}-finger-3-3"]
    chord = j[f"{side}-finger-3-1"] + j[f"{side}-finger-3-4"]
    return out if out @ (chord - knuckle) > 0 else -out


def _hinge(body: Body, bone: str, along: Floats) -> Floats:
    side = "l" if bone.endswith(".L") else "r"
    joints = _rest_joints(body)
    if bone.startswith("finger1"):
        a, b, c = (np.array(joints[f"{side}-finger-1-{i}"]) for i in (1, 2, 4))
        return _unit(np.cross(b - a, c - b))
    if _is_hand(bone):
        return _unit(np.cross(along, palm_normal(body, side)))
    if bone.startswith(("lowerarm", "upperarm")):
        a, b, c = (np.array(joints[f"{side}-{n}"]) for n in ("shoulder", "elbow", "hand"))
        return _unit(np.cross(b - a, c - b))
    if bone.startswith(("foot", "upperleg", "pelvis", "toe")):
        return np.array([-1.0, 0, 0])
    if bone.startswith("lowerleg"):
        toes = np.array(joints[f"{side}-toe-3-1"]) - np.array(joints[f"{side}-ankle"])
        return _unit(np.cross(along, -toes * (1, 0, 1)))
    return np.array([1.0, 0, 0])


def _is_hand(bone: str) -> bool:
    return bone.startswith(("finger", "metacarpal", "wrist"))


def _rest_joints(body: Body) -> dict[str, list[float]]:
    """Joints at rest, whatever the pose, from the rig."""
    out: dict[str, list[float]] = {}
    for bone in body.rig.values():
        for name, end in zip(bone["joints"], ("head", "tail"), strict=True):
            if name:
                out.setdefault(name, bone[end])
    return out


def _posed_joints(body: Body, moves: Mapping[str, Floats]) -> dict[str, Floats]:
    out = dict(body.joints)
    for bone, spec in body.rig.items():
        tail, head = spec["joints"][1], spec["joints"][0]
        if tail:
            out[tail] = _apply(moves[bone], np.array(spec["tail"]))
        if head:
            out[head] = _apply(moves[bone], np.array(spec["head"]))
    return out


def _apply(move: Floats, point: Floats) -> Floats:
    return move[:, :3] @ point + move[:, 3]


def _then(first: Floats, second: Floats) -> Floats:
    """The move `first` followed by `second`."""
    return np.hstack(
        [second[:, :3] @ first[:, :3], (second[:, :3] @ first[:, 3] + second[:, 3])[:, None]]
    )


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v)
