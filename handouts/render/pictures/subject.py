"""What picture A shows of a point, in units of its view."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.handout import PointFigure
from handouts.library import atlas
from handouts.library.atlas import Measure, Place, View
from handouts.render.pictures.geometry import XY


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be shown, in units of the view."""

    view: View
    mirrored: bool
    spots: tuple[XY, ...]
    landmarks: tuple[tuple[str, XY], ...]  # words and place, the most useful first
    nails: tuple[XY, ...]  # those of them that are nails
    guide: tuple[XY, XY, str] | None
    first: tuple[XY, XY, str] | None
    inset: tuple[View, tuple[XY, ...]] | None


def subject_of(figure: PointFigure, body: str) -> Subject:
    """What is shown of a point. Raises KeyError where the atlas has no place for it."""
    main = atlas.place(figure.place, body)
    view = atlas.view(main.view, body)
    flipped = view.halves == "both" and figure.side == "left"

    def own(at: XY) -> XY:
        return (view.width - at[0], at[1]) if flipped else at

    def measure(given: Measure | None, words: str | None) -> tuple[XY, XY, str] | None:
        return (own(given[0]), own(given[1]), words) if given and words else None

    guide = measure(main.guide, figure.guide)
    return Subject(
        view,
        view.halves == "right" and figure.side == "left",
        atlas.of_side(main.at, figure.side),
        tuple((words, own(view.landmarks[name])) for name, words in figure.landmarks
              if name in view.landmarks),
        tuple(own(view.landmarks[name]) for name, _ in figure.landmarks if name.endswith("nail")),
        guide,
        measure(main.first, figure.first) if guide else None,
        _inset(main, view, figure.side, body),
    )  # fmt: skip


def _inset(main: Place, view: View, side: str, body: str) -> tuple[View, tuple[XY, ...]] | None:
    """Where the place lies on the whole body; a head tells by itself."""
    on_body = atlas.on_body(main.code, body)
    if view.region in ("head", "body") or not on_body:
        return None
    name, at = next(iter(on_body.items()))
    return atlas.view(name, body), atlas.of_side(at, side)
