"""Searching points by whatever a practitioner remembers: a code, a name, a place, a use."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.library.model import Point
from handouts.library.names import plain_key

MAINSTREAM = (
    "LI4", "GB20", "LR3", "ST36", "SP6", "PC6", "GB21", "BL23", "BL40", "KI3", "HT7", "GV20",
    "EX-HN3", "EX-HN5", "LU7", "GB34", "BL60", "LI11", "ST6", "ST7", "LI20", "CV12", "ST25", "TE5",
    "SI3", "BL2", "BL10", "BL57", "GB41", "EX-UE7", "CV17", "SP4", "SP9",
)  # fmt: skip
"""Points that general handouts teach, the most usual first; among equals they come first."""


def search(points: Iterable[Point], query: str) -> list[Point]:
    """Points that match every word of `query`, the best first."""
    wanted = [plain_key(word) for word in query.split()]
    scored = [(_score(point, wanted, plain_key(query)), point) for point in points]
    hits = [(score, point) for score, point in scored if score]
    hits.sort(key=lambda hit: (-hit[0], _rank(hit[1].code)))
    return [point for _, point in hits]


def _rank(code: str) -> int:
    return MAINSTREAM.index(code) if code in MAINSTREAM else len(MAINSTREAM)


def _score(point: Point, wanted: list[str], whole: str) -> int:
    """0: no match. Uses weigh most, since a complaint is what people search by."""
    uses = [plain_key(use) for use in point.uses]
    if whole and whole in uses:
        return 4
    fields = (
        (3, " ".join(point.uses)),
        (3, " ".join((point.code, point.pinyin, point.hanzi_trad, point.hanzi_simp))),
        (3, " ".join((point.english, *point.aliases))),
        (2, f"{point.region} {point.place} {point.surface}"),
        (1, point.why),
    )
    keyed = [(weight, plain_key(text)) for weight, text in fields]
    best = 0
    for word in wanted:
        weight = max((weight for weight, text in keyed if word and word in text), default=0)
        if not weight:
            return 0
        best += weight
    return max(1, best // max(1, len(wanted)))
