"""Ear and neck: round the ear's root, under the skull, and along the great neck muscle.

The muscle (sternocleidomastoid) runs from the bone behind the ear to breastbone and collarbone.
Its two borders are straight lines between those ends, laid on the skin; the heights across them
come from the throat: hyoid bone, Adam's apple, the ring of the windpipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from . import Marks, Spot, spot
from .back import Back
from .frames import Part, Place, Skin, Vec, mix, vec
from .front import NOTCH, Front
from .head import CORD, Ear, Head
from .surface import FRONT, UP, between, box, outmost, settle, share

SKULL_EDGE = 10.95
"""Cun from the front hairline to the skull's lower edge, on the midline: the dip lies below it."""
HYOID, ADAM, RING = 0.8640, 0.8545, 0.8400
"""Hyoid bone, upper edge of the Adam's apple, ring below it: shares of the stature."""


@dataclass(frozen=True)
class Neck:
    """The neck between skull, jaw and collarbones, on the patient's right."""

    skin: Skin
    marks: Marks

    @cached_property
    def part(self) -> Part:
        """Neck, lower head and the shoulders beside the neck."""
        return box(self.skin, (-14.0, 136.0, -9.0), (14.0, 156.0, 18.0))

    @cached_property
    def middle(self) -> float:
        """How far before the middle of the body the neck's middle lies (z, cm)."""
        return float(self.skin.carried(0, ADAM * self.skin.stature, 2.5)[2])

    def at(self, inside: Vec) -> Place:
        """The skin at the height of a position, straight outward from the neck's middle."""
        centre = vec(0, inside[1], self.middle)
        return outmost(self.part, centre, inside - centre)

    def border(self, y: float, front: bool, beyond: float = 0.0) -> Place:
        """The great neck muscle's front or rear border at a height.

        `beyond` goes past it by so many cm, away from the muscle.
        """
        bone, notch = self.marks["mastoid"].xyz, self.marks["throat-notch"].xyz
        if front:
            top, low = bone + vec(0, -0.6, 0.9), vec(-1.3, notch[1], notch[2])
            past = vec(0.6, 0, 0.8)
        else:
            tip = self.skin.carried(-6.2, NOTCH * self.skin.stature + 1.6, 5.2)
            top, low = bone + vec(0, -0.4, -1.3), tip
            past = vec(-0.4, 0, -0.9)
        line = mix(top, low, (y - top[1]) / (low[1] - top[1]))
        return self.at(line + past * beyond)


def marks(skin: Skin, known: Marks) -> Marks:
    """Adam's apple, hyoid, windpipe ring, the neck muscles, the nape."""
    neck, front = Neck(skin, known), Front(skin)
    nape = Head(skin).on_midline(11)
    low = skin.joint("neck01")[1] + 2.0
    return {
        "adams-apple": front.at(skin.height(ADAM) - 0.6, 0),
        "neck-muscle": between(neck.part, neck.border(low, True), neck.border(low, False)),
        "neck-bump-top": Back(skin).at(Back(skin).levels["C7"] + 1.7, 0),
        "skull-base": Head(skin).on_midline(SKULL_EDGE),
        "skull-dip-middle": nape,
        "neck-cord": outmost(neck.part, vec(-CORD + 0.2, float(nape.xyz[1]) - 3.0, 2.5), -FRONT),
        "skull-dip": gb20(neck, Head(skin)),
        "ear-lobe-dip": te17(Head(skin)),
    }


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of ear and neck."""
    neck, head = Neck(skin, marks), Head(skin)
    around = _ear(head)
    return [*around, *_nape(neck, head), *_side(neck, head, marks),
            *_throat(neck, head)]


def _ear(head: Head) -> list[Spot]:
    ear, cun = Ear(head), head.thumb
    te20, te19, te18 = ear_curve(head, 0, 1 / 3, 2 / 3)
    fore = {code: head.beside(*ear.share(up, 0.57))
            for code, up in (("TE21", 0.59), ("SI19", 0.44), ("GB2", 0.28))}
    tip, lobe, flap = "ear-tip", "ear-lobe", "ear-flap"
    return [
        spot("TE17", te17(head), "behind-ear", "mastoid-middle", "ear-lobe", cun=cun),
        spot("TE18", te18, "behind-ear", "mastoid-middle", tip, lobe, cun=cun),
        spot("TE19", te19, "behind-ear", tip, lobe, cun=cun),
        spot("TE20", te20, "ear", tip, cun=cun),
        spot("GB2", fore.pop("GB2"), "jaw", "ear-flap-notch", flap, cun=cun),
        spot("TE21", fore["TE21"], "ear", flap, "ear-notch-above", cun=cun),
        spot("SI19", fore["SI19"], "ear", flap, cun=cun),
    ]


def te17(head: Head) -> Place:
    """The dip behind the ear lobe, between jaw and mastoid bone."""
    return head.beside(*Ear(head).share(0.02, 0.28))


def ear_curve(head: Head, *shares: float) -> list[Place]:
    """Shares of the curve behind the ear, from above its tip (TE20) down to TE17."""
    ear = Ear(head)
    te20 = head.beside(float(ear.tip.xyz[1]) + 0.8, float(ear.tip.xyz[2]))
    swell = -FRONT * 0.36 * float(ear.tip.xyz[1] - ear.lobe.xyz[1])
    return head.curve(te20, te17(head), swell, *shares)


def gb20(neck: Neck, head: Head) -> Place:
    """The dip under the skull, between the neck cord and the strap muscle."""
    high = float(head.on_midline(11).xyz[1])
    rear = neck.border(high, False).xyz
    return neck.at(vec(share(-CORD, float(rear[0]), 0.45), high,
                       share(-3.0, float(rear[2]), 0.35)))


def _nape(neck: Neck, head: Head) -> list[Spot]:
    back, cun = Back(neck.skin), head.thumb
    gv16, gv15 = head.on_midline(11), head.on_midline(11.5)
    low, dip = float(gv15.xyz[1]), gb20(neck, head)
    bl10 = outmost(neck.part, vec(-CORD, low - 0.5, 2.5), -FRONT)
    bailao = outmost(neck.part, vec(-cun, back.levels["C7"] + 2 * head.cun, 2.5), -FRONT)
    beside = outmost(neck.part, vec(0, float(bailao.xyz[1]), 2.5), -FRONT)
    return [
        spot("GV14", back.at("C7", 0), "neck-back", "neck-bump-top", cun=back.cun,
             middle=True),
        spot("GV15", gv15, "head-back", "back-hairline", "skull-dip-middle", cun=head.cun,
             guide=("back-hairline", 0.5), middle=True),
        spot("GV16", gv16, "head-back", "skull-bump", "back-hairline", cun=head.cun,
             guide=("back-hairline", 1.0), middle=True),
        spot("BL10", bl10, "head-back", "neck-cord", "back-hairline", cun=head.cun),
        spot("GB20", dip, "neck-back", "skull-base", "neck-cord", cun=head.cun),
        spot("EX-HN15", bailao, "head-back", "neck-bump", cun=head.cun,
             first=("neck-bump", 2.0), guide=(beside, 1.0)),
        spot("EX-HN-ANMIAN", between(head.skull, te17(head), dip), "behind-ear",
             "ear-lobe-dip", "skull-dip", "neck-cord", cun=cun),
    ]


def _side(neck: Neck, head: Head, marks: Marks) -> list[Spot]:
    adam, ring, cun = neck.skin.height(ADAM), neck.skin.height(RING), head.thumb
    jaw = marks["jaw-corner"].xyz
    si17 = neck.at(mix(jaw, neck.border(float(jaw[1]), True).xyz, 0.6))
    middle = between(neck.part, neck.border(adam, True), neck.border(adam, False))
    near = ("adams-apple", "neck-muscle")
    return [
        spot("ST9", neck.border(adam, True), "neck-front", *near, cun=cun),
        spot("ST10", neck.border(ring, True), "neck-front", *near, cun=cun),
        spot("LI18", middle, "neck-side", *near, cun=cun),
        spot("SI16", neck.border(adam, False, 0.4), "neck-side", *near, cun=cun),
        spot("LI17", neck.border(ring, False, 0.3), "neck-side", *near, cun=cun),
        spot("TE16", neck.border(float(jaw[1]), False, 0.4), "neck-side", "jaw-corner",
             "neck-muscle", cun=cun),
        spot("SI17", si17, "neck-side", "jaw-corner", "neck-muscle",
             "ear-lobe", cun=cun),
    ]


def _throat(neck: Neck, head: Head) -> list[Spot]:
    front = Front(neck.skin)
    notch, cun = front.notch, head.thumb
    st11 = settle(neck.part, outmost(neck.part, vec(-2.6, notch + 1.2, 0.0), FRONT).xyz)
    st12 = outmost(neck.part, vec(-4 * front.cun, notch - 4, 3.6), UP)
    return [
        spot("CV22", front.at(notch + 0.6, 0), "neck-front", "throat-notch", "collarbone", cun=cun,
             middle=True),
        spot("CV23", outmost(neck.part, vec(0, neck.skin.height(HYOID), 3.0), FRONT), "neck-front",
             "adams-apple", "chin", cun=cun, middle=True),
        spot("ST11", st11, "neck-front", "throat-notch", "collarbone", cun=cun),
        spot("ST12", st12, "neck-front", "collarbone", "throat-notch", cun=cun),
    ]
