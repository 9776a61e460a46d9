"""Shoulder and shoulder blade: the bony roof of the joint, the ridge, and the armpit folds."""

from __future__ import annotations

import numpy as np

from . import Marks, Spot, spot
from .back import TORSO, Back
from .frames import Part, Place, Skin, Vec, mix, unit, vec
from .surface import FRONT, UP, between, outmost, settle

LOWERED = 1.6
"""With the arm let down, the crease behind the armpit moves in so many cm: SI10 is above it then,
while points are placed with the arm out.
"""
BELOW_RIDGE = 1.6
"""From the middle of the ridge of the shoulder blade down to the dip under it, cm."""


def marks(skin: Skin, known: Marks) -> Marks:
    """The shoulder roof (acromion), the collarbone's outer end, the armpit folds."""
    part, joint = _part(skin), skin.joint("upperarm01.R")
    roof = outmost(part, joint + vec(-1.0, 0.0, -0.6), UP)
    front, rear = _folds(part)
    found = {
        "shoulder-tip": outmost(part, joint, unit(vec(-0.55, 1.0, 0.0))),
        "shoulder-roof": roof,
        "shoulder-roof-front": outmost(part, joint, unit(vec(-0.45, 1.0, 0.75))),
        "shoulder-roof-back": outmost(part, joint, unit(vec(-0.45, 1.0, -0.75))),
        "collarbone-outer-end": outmost(part, joint + vec(2.2, 0.0, 0.9), UP),
        "shoulder-blade-ridge-outer": between(part, known["shoulder-blade-ridge"],
                                              known["shoulder-blade-corner"], 0.7),
        "shoulder-blade-ridge-middle": known["shoulder-blade-ridge"],
        "armpit-fold-front": front,
        "armpit-fold-back": rear,
    }
    ridge = known["shoulder-blade-ridge"].xyz
    found["shoulder-blade-third"] = between(part, known["shoulder-blade-ridge"],
                                            known["shoulder-blade-tip"], 1 / 3)
    half = between(part, known["spine-c7"], found["shoulder-tip"]).xyz
    found["shoulder-halfway"] = part.near(half, 6.0).ring(half, vec(1, 0, 0)).extreme(UP)
    found["shoulder-dip-below-ridge"] = Back(skin).behind(
        rear.xyz[0] + LOWERED, ridge[1] - BELOW_RIDGE)
    found["shoulder-blade-upper-corner"] = settle(
        part, te15(part, known | found).xyz + vec(0.5, -1.7, 0))
    dips = {f"shoulder-dip-{side}": _dip(part, found, side) for side in ("front", "back")}
    return found | dips


def _part(skin: Skin) -> Part:
    return skin.part(*TORSO)


def _folds(part: Part) -> tuple[Place, Place]:
    """Upper ends of the two armpit folds: where the arm's edge meets the trunk, front and back."""
    joint = part.skin.joint("upperarm01.R")
    top = joint[1] - 6.6
    front = outmost(part, vec(joint[0] + 1.8, top + 1.6, joint[2]), FRONT)
    rear = outmost(part, vec(joint[0] + 1.4, top - 0.2, joint[2]), -FRONT)
    return front, rear


def _dip(part: Part, marks: Marks, side: str) -> Place:
    """The dip just below the roof's edge, before or behind its tip."""
    edge = mix(marks["shoulder-tip"].xyz, marks[f"shoulder-roof-{side}"].xyz, 0.75)
    return settle(part, edge + vec(-0.5, -0.8, 0))


def si13(part: Part, marks: Marks) -> Place:
    """Halfway from SI10 to the second bump of the upper back (SI13)."""
    return between(part, marks["shoulder-dip-below-ridge"], marks["spine-t2"])


def te15(part: Part, marks: Marks) -> Place:
    """Halfway from GB21 to SI13, which is above the upper corner of the shoulder blade (TE15)."""
    return between(part, marks["shoulder-halfway"], si13(part, marks))


def li16(marks: Marks) -> Vec:
    """Near the skin, where collarbone and ridge of the shoulder blade meet in a V."""
    middle = (marks["collarbone-outer-end"].xyz + marks["shoulder-roof"].xyz) / 2
    return np.asarray(middle + vec(1.0, 0.5, -1.2))


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of shoulder and shoulder blade."""
    back, part = Back(skin), _part(skin)
    cun, ridge = back.cun, marks["shoulder-blade-ridge"]
    li15, te14 = marks["shoulder-dip-front"], marks["shoulder-dip-back"]
    gb21, si11 = marks["shoulder-halfway"], marks["shoulder-blade-third"]
    fold = marks["armpit-fold-back"].xyz
    si9 = back.behind(fold[0], fold[1] + cun)
    si10 = marks["shoulder-dip-below-ridge"]
    si12 = back.behind(ridge.xyz[0], ridge.xyz[1] + 1.4)
    si14, si15 = back.at("T1", 3), back.at("C7", 2)
    jianqian = between(part, marks["armpit-fold-front"], li15)
    tip, edge, bump = "shoulder-tip", "shoulder-blade-ridge-end", "neck-bump"
    blade, corner = "shoulder-blade-tip", "shoulder-blade-corner"
    return [
        spot("LI15", li15, "shoulder-raised", tip, "shoulder-dip-back", cun=cun),
        spot("LI16", settle(part, li16(marks)), "shoulder-ridge", tip, "collarbone-top",
             "shoulder-blade-ridge-outer", cun=cun),
        spot("GB21", gb21, "shoulder-top", "shoulder-halfway", bump, tip, cun=cun),
        spot("SI9", si9, "shoulder-back", "armpit-fold-back", cun=cun,
             guide=("armpit-fold-back", 1.0)),
        spot("SI10", si10, "shoulder-back", "shoulder-blade-ridge-outer", corner,
             "armpit-fold-back", cun=cun),
        spot("SI11", si11, "shoulder-back", "shoulder-blade-ridge-middle", blade, cun=cun,
             guide=("shoulder-blade-ridge-middle", 1.5)),
        spot("SI12", si12, "shoulder-back", "shoulder-blade-ridge-middle", corner, cun=cun),
        spot("SI13", si13(part, marks), "shoulder-back", edge, cun=cun),
        spot("SI14", si14, "shoulder-back", bump, "shoulder-blade-upper-corner",
             "spine-neck-down-1", cun=cun, guide=("spine-t1", 3.0)),
        spot("SI15", si15, "shoulder-back", bump, cun=cun,
             guide=("spine-c7", 2.0)),
        spot("TE14", te14, "shoulder-raised-back", tip, "shoulder-dip-front", cun=cun),
        spot("TE15", te15(part, marks), "shoulder-back", "shoulder-blade-upper-corner", cun=cun),
        spot("EX-UE-JIANQIAN", jianqian, "shoulder-front", "armpit-fold-front",
             "shoulder-dip-front", cun=cun),
    ]
