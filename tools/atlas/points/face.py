"""The face: features by their share of the way from midline to pupil and from eye to chin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from . import Marks, Spot, spot
from .frames import Place, Skin, mix, vec
from .head import Ear, Head
from .surface import FRONT, UP, middle, share

FEATURES = {
    "brow-start": (0.41, -0.145), "brow-middle": (1.06, -0.188), "brow-end": (1.69, -0.140),
    "brow": (1.2, -0.188), "brow-outer": (1.4, -0.176),
    "nose-bridge": (0.0, 0.06), "nostril": (0.36, 0.405),
    "lower-lip": (0.0, 0.630),
    "inner-eye-corner": (0.58, 0.033), "eye-corner": (1.49, 0.010),
    "eye-socket-edge": (1.0, 0.120), "eye-socket-below": (1.3, 0.105),
    "nostril-side": (0.52, 0.335),
    "nostril-wing-top": (0.52, 0.275), "nostril-wing": (0.64, 0.330),
    "nostril-wing-base": (0.56, 0.390), "nose-base": (0.0, 0.428), "lip-groove": (0.0, 0.479),
    "lip-edge": (0.0, 0.522), "lip-peak": (0.0, 0.548),
    "mouth-corner": (0.86, 0.578),
    "chin-groove": (0.0, 0.720), "chin": (0.0, 0.90),
}
"""Features seen from the front: share of the way from the midline to the pupil, and from the
eye's height down to the chin's lower edge (above the eye: negative)."""


@dataclass(frozen=True)
class Face:
    """The face seen from the front, and the jaw from the side."""

    head: Head

    @cached_property
    def chin(self) -> float:
        """Height of the chin's lower edge, cm."""
        jaw = self.head.part.where(self.head.part.centres[:, 2] > self.head.eye[2] - 1.5)
        return float(jaw.near(self.head.eye * vec(0, 1, 1) - UP * 10, 5.0).extreme(-UP).xyz[1])

    def at(self, aside: float, down: float) -> Place:
        """Seen from the front: shares to the pupil and to the chin."""
        eye = self.head.eye
        place = self.head.before(aside * float(eye[0]),
                                 share(float(eye[1]), self.chin, down))
        return middle(self.head.part, place) if aside == 0 else place

    def under(self, x: float, y: float) -> Place:
        """Seen from the front at a position, cm."""
        return self.head.before(x, y)


def marks(skin: Skin, _known: Marks) -> Marks:
    """Brow, eye, nose, lips, chin, cheekbone arch and jaw corner."""
    head = Head(skin)
    face, ear = Face(head), Ear(head)
    found = {name: face.at(*where) for name, where in FEATURES.items()}
    eye = head.eye
    tip = head.part.near(vec(0, eye[1] - 3.5, eye[2] + 4), 2.5).extreme(FRONT)
    arch_y, arch_end = ear.share(0.48, 0.62)
    jaw_y, jaw_z = ear.share(-0.80, 0.62)
    outer = float(found["eye-corner"].xyz[0]), float(found["eye-corner"].xyz[1])
    return found | {
        "eye-corner-left": face.under(-outer[0], outer[1]),
        "between-brows": face.at(0.0, FEATURES["brow-start"][1]),
        "pupil": face.at(1.0, 0.015),
        "pupil-line": found["brow-middle"],
        "nose-tip": middle(head.part, tip),
        "cheekbone-arch-end": head.beside(arch_y, arch_end),
        "cheekbone-arch-start": head.beside(arch_y - 0.3, eye[2] - 1.9),
        "cheekbone-arch": head.beside(arch_y + 0.1, 0.4 * arch_end + 0.6 * (eye[2] - 1.9)),
        "cheekbone": face.at(1.5, 0.23),
        "cheekbone-edge": face.at(1.3, 0.30),
        "smile-line": smile_line(face, found),
        "jaw-muscle": head.beside(arch_y - 3.6, eye[2] - 3.9),
        "jaw-muscle-edge": head.beside(arch_y - 3.6, eye[2] - 2.6),
        "jaw-edge": head.beside(jaw_y - 0.9, jaw_z + 1.4),
        "jaw-corner": head.beside(jaw_y, jaw_z),
    }


def smile_line(face: Face, found: Marks) -> Place:
    """The line from the nose to the corner of the mouth, halfway down."""
    wing, mouth = found["nostril-wing"].xyz, found["mouth-corner"].xyz
    half = mix(wing, mouth, 0.6)
    return face.under(float(half[0]) - 0.65, float(half[1]))


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of the face."""
    head = Head(skin)
    face = Face(head)
    return [*_eye(face, marks), *_nose(face, marks), *_mouth(face, marks), *_cheek(face, marks)]


def _eye(face: Face, marks: Marks) -> list[Spot]:
    head, m = face.head, marks
    cun, x = head.thumb, float(head.eye[0])
    inner = m["inner-eye-corner"].xyz
    outer = m["eye-corner"].xyz
    rim = m["eye-socket-edge"].xyz
    gb14 = face.under(x, float(m["brow-middle"].xyz[1]) + head.brow_cun)
    gb1 = face.under(outer[0] - 0.40 * cun, outer[1])  # seen from the front, on turning skin
    brow = "brow-start"
    return [
        spot("EX-HN3", m["between-brows"], "face", brow, cun=cun, middle=True),
        spot("EX-HN4", m["brow-middle"], "face", "pupil", "brow-outer", cun=cun),
        spot("BL1", face.under(inner[0] + 0.1 * cun, inner[1] + 0.1 * cun), "face",
             "nose-bridge", brow, cun=cun),
        spot("BL2", m["brow-start"], "face", brow, cun=cun),
        spot("TE23", m["brow-end"], "face", "brow", cun=cun),
        spot("GB1", gb1, "face", "eye-corner-left", cun=cun,
             guide=("eye-corner", 0.5)),
        spot("GB14", gb14, "face", "brow-middle", "pupil", cun=head.brow_cun,
             guide=("brow-middle", 1.0)),
        spot("ST1", face.under(x, float(rim[1]) + 0.35), "face", "pupil", cun=cun),
        spot("ST2", face.under(x, float(rim[1]) - 0.9), "face", "pupil",
             "eye-socket-below", cun=cun),
    ]


def _nose(face: Face, marks: Marks) -> list[Spot]:
    head, m = face.head, marks
    cun, x = head.thumb, float(head.eye[0])
    wing, base = m["nostril-wing"].xyz, m["nostril-wing-base"].xyz
    li20 = face.under(wing[0] - 0.32, wing[1])
    groove = float(m["lip-groove"].xyz[1])
    bitong = face.under(li20.xyz[0] + 0.35 * cun, li20.xyz[1] + 0.35 * cun * 1.4)
    return [
        spot("GV25", m["nose-tip"], "face", "nostril", "lip-peak", cun=cun, middle=True),
        spot("LI20", li20, "face", "nostril-side", "smile-line", cun=cun),
        spot("EX-HN8", bitong, "face", "smile-line", "nostril", cun=cun),
        spot("ST3", face.under(x, base[1]), "face", "pupil", "nostril-wing-base", "cheekbone-edge",
             cun=cun),
        spot("LI19", face.under(-0.5 * cun, groove), "face", "nostril", "lip-groove", cun=cun),
        spot("GV26", m["lip-groove"], "face", "nose-base", "lip-peak", cun=cun, middle=True),
    ]


def _mouth(face: Face, marks: Marks) -> list[Spot]:
    head, m = face.head, marks
    corner = m["mouth-corner"].xyz
    # The cheek turns away: a third of a cun seen from the front is 0.4 along the skin.
    st4 = face.under(corner[0] - 0.33 * head.thumb, corner[1])
    return [
        spot("GV27", m["lip-peak"], "face", "lip-groove", "mouth-corner", cun=head.thumb,
             middle=True),
        spot("CV24", m["chin-groove"], "face", "lower-lip", cun=head.thumb,
             middle=True),
        spot("ST4", st4, "face", "mouth-corner", cun=head.thumb),
    ]


def _cheek(face: Face, marks: Marks) -> list[Spot]:
    head, m = face.head, marks
    cun = head.thumb
    start, end = m["cheekbone-arch-start"].xyz, m["cheekbone-arch-end"].xyz
    arch = mix(start, end, 0.5)
    angle = m["jaw-corner"].xyz
    finger = 0.5 * cun
    st6 = head.beside(float(angle[1]) + finger, float(angle[2]) + finger)
    st5 = head.beside(float(angle[1]) - 0.7, float(angle[2]) + 3.1)
    outer = m["eye-corner"].xyz
    si18 = face.under(float(outer[0]), share(float(head.eye[1]), face.chin, 0.36))
    return [
        spot("GB3", head.beside(float(arch[1]) + 0.55, float(arch[2])), "jaw",
             "ear-flap", "cheekbone-arch-start", cun=cun,
             guide=(head.beside(float(arch[1]) + 0.55, float(arch[2]) - cun), 1.0)),
        spot("ST7", head.beside(float(arch[1]) - 0.85, float(arch[2])), "jaw",
             "ear-flap", "cheekbone-arch", cun=cun),
        spot("ST6", st6, "jaw", "jaw-corner", "jaw-muscle", cun=cun),
        spot("ST5", st5, "jaw", "jaw-muscle-edge", "jaw-edge", cun=cun),
        spot("SI18", si18, "face", "eye-corner", "cheekbone", cun=cun),
    ]


