"""The cards of the points: where, how to find it, how to press it, what to mind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from handouts import handout as blocks
from handouts import phrases
from handouts.compose.case import Case
from handouts.compose.for_whom import SENTENCES
from handouts.handout import Side, Span, Spot, Text, words
from handouts.library import atlas
from handouts.library.lines import Line
from handouts.library.model import Level, Point, Tip
from handouts.library.wording import Wording
from handouts.phrases import capital
from handouts.plan.make import Chosen
from handouts.plan.pressing import Pressing
from handouts.safety.examine import unasked
from handouts.text.words import first_of

PINYIN = "zh-Latn-pinyin"
HANZI = "zh-Hant"
BREADTHS = (3.0, 2.0, 1.5, 1.0, 0.5)
"""Of four, three and two fingers, a thumb and half of one, in cun (WHO 2008)."""
FEWEST_LETTERS = 4
"""From so many letters on, a word that another one begins with is the same ("knee", "knees")."""


def point_cards(case: Case) -> tuple[blocks.PointCard, ...]:
    """A card for each point, numbered in the order of the plan."""
    return tuple(_Card(number, one, case).card() for number, one in enumerate(case.pressed, 1))


def shown_side(chosen: Chosen) -> Side:
    """The side that a drawing shows; both, where the patient finds out which it is."""
    if chosen.side in ("left", "right", "middle"):
        return chosen.side
    return "both"


def own_photo(thing: Point | Tip, case: Case) -> blocks.Photo | None:
    """The clinic's own picture of a point or tip."""
    picture = thing.picture
    if picture is None:
        return None
    alt = case.say("figure.alt_photo", words=picture.alt)
    return blocks.Photo(*case.photos[picture.file], picture.mark, alt)


def laid_out(cun: float) -> tuple[float, ...]:
    """The breadths of fingers that make up a distance, the broadest first (both in cun)."""
    left, found = cun, []
    while fitting := [one for one in BREADTHS if one <= left]:
        found.append(fitting[0])
        left -= fitting[0]
    return tuple(found)


# ── what to mind ─────────────────────────────────────────────────────────────────────────────────


def said_once(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the sentences that an earlier one says: two conditions may ask alike."""
    said: set[str] = set()
    for line in lines:
        new = [one for one in SENTENCES.split(line) if one not in said]
        said.update(new)
        if new:
            yield " ".join(new)


def unasked_lines(thing: Point | Tip, case: Case) -> list[str]:
    """One line for all that speaks against a point or tip, one for all that asks for care."""
    names: tuple[tuple[Level, str], ...] = (("avoid", "card.not_if"), ("ask", "card.ask_if"))
    said = [
        (name, case.signs(unasked(thing, case.open, case.library, level))) for level, name in names
    ]
    lines = [
        case.say(name, reasons=case.say.joined(found, "list.or")) for name, found in said if found
    ]
    return case.lines(map(Line, lines))


# ── a card ──────────────────────────────────────────────────────────────────────────────────────


class _Card:
    def __init__(self, number: int, pressed: Pressing, case: Case) -> None:
        self.number, self.pressed, self.case, self.say = number, pressed, case, case.say
        self.chosen, self.point = pressed.chosen, pressed.chosen.point

    def card(self) -> blocks.PointCard:
        say, case, point = self.say, self.case, self.point
        # page one says for all points, too, who leaves one out or asks first
        leave_out = " ".join(unasked_lines(point, case))
        return blocks.PointCard(
            number=self.number,
            code=point.code,
            place=words(capital(point.place)),
            names=self._names(),
            where=self._where(),
            how=self._pictures(),
            steps=tuple(words(case.for_whom.in_words(step)) for step in self.pressed.steps),
            dose=words(self._dose(), strong=True),
            why=self._why(),
            cautions_title=words(say("card.care")),
            leave_out=words(leave_out) if leave_out else (),
            cautions=tuple(map(words, self._cautions())),
            note_title=words(say("card.note")),
            note=phrases.paragraphs("".join(case.lines([self.chosen.note]))),
        )

    def _names(self) -> Text:
        point = self.point
        label = words(point.label, strong=True) if point.label else ()
        if not point.pinyin:  # one of the clinic's own
            return label
        pinyin, hanzi = words(point.pinyin, lang=PINYIN), words(point.hanzi_trad, lang=HANZI)
        return (*label, Span(" "), *pinyin, Span(" "), *hanzi)

    def _dose(self) -> str:
        """Time, side and motion in one line; how often stands at the top of the page only."""
        say, chosen, pressed = self.say, self.chosen, self.pressed
        if self.point.home_use == "practitioner-only":  # only a practitioner's own card gets here
            return say("card.not_home")
        places = "many" if pressed.spots > 1 else "one"
        side = "at_once" if pressed.at_once else chosen.side
        time = say(f"dose.{places}.{side}", time=phrases.hold(chosen.hold, say))
        pressure = say(f"dose.pressure.{chosen.pressure}")
        return say("dose.line", time=time, way=say(f"dose.way.{chosen.motion}", pressure=pressure))

    def _cautions(self) -> list[str]:
        """What is not known, was agreed on, and conditions and the point itself ask for, once."""
        case, say, point, chosen = self.case, self.say, self.point, self.chosen
        ours = [one for one in case.findings if one.name == point.code]
        found = [f for f in ours if (f.kind, f.level) == ("point", "ask") and not f.general]
        light = case.asked(finding for finding in found if finding.light)
        if light and chosen.harder:
            light.append(say("card.harder", pressure=say(f"dose.pressure.{chosen.pressure}")))
        agreed = {one.kind for one in ours if one.acknowledged}
        asked = [say("card.agreed")] if "point" in agreed else []
        asked += [*light, *case.asked(finding for finding in found if not finding.light)]
        if "side" in agreed:
            asked.append(say(f"card.agreed_side.{chosen.side}"))
        of_flags = [line for flag, line in say.table("card.flags").items() if flag in point.flags]
        lines = [*asked, *of_flags, *point.cautions]
        said = [case.for_whom.in_words(line) for line in said_once(case.lines(lines))]
        asks = say("card.ask_if", reasons="").rstrip(" .")
        if not agreed:  # whom to ask first stands together
            said.sort(key=lambda line: not line.startswith(asks))
        return said

    def _why(self) -> Text:
        """What the point is used for that has to do with the routine, or with a typed title."""
        say, routine = self.say, self.case.plan.routine
        texts = [self.case.plan.prescription.title or ""]
        if routine is not None:
            texts += [routine.name, routine.title, *routine.aliases, *routine.about[:1]]
        purpose = _meaningful(" ".join(texts), say)
        fitting = [
            use for use in self.point.uses
            if any(_alike(one, other) for one in _meaningful(use, say) for other in purpose)
        ]  # fmt: skip
        return words(say("card.why", uses=say("list.comma").join(fitting))) if fitting else ()

    # ── pictures ────────────────────────────────────────────────────────────────────────────

    def _where(self) -> blocks.PointFigure | blocks.Photo | None:
        """The drawing with the point marked; without one, the clinic's own photo, if there is."""
        say, point = self.say, self.point
        if not atlas.drawn(point.drawing):
            return own_photo(point, self.case)
        cun, place = atlas.guide_cun(point.drawing), atlas.place(point.drawing)
        distances = say.table("figure.guide")
        return blocks.PointFigure(
            place=point.drawing,
            side=shown_side(self.chosen),
            landmarks=tuple((name, say.landmark(name)) for name in place.landmarks),
            guide=distances.get(f"{cun:g}") if cun else None,
            first=distances.get(f"{place.first[2]:g}") if place.first else None,
            alt=say("figure.alt", words=point.figure),
        )

    def _pictures(
        self,
    ) -> tuple[blocks.MeasureFigure | blocks.PressFigure | blocks.Picture | blocks.Photo, ...]:
        """The measures, then one pressing hand, or the clinic's own photo of it. Nobody lays a hand
        on their own back while both thumbs press there: the line is measure enough.
        """
        place = self.point.drawing
        if not atlas.drawn(place):
            return ()
        press = own_photo(self.point, self.case) or self._press(place)
        measures = () if self.pressed.hand == "waist" else self._measures(place)
        return (*measures, *([press] if press else []))

    def _measures(self, place: str | Spot) -> Iterator[blocks.MeasureFigure]:
        """Fingers from where one measures to the point, on each of its ways that they make up."""
        say, found = self.say, atlas.place(place)
        guides = say.table("figure.guide")
        ways = {
            first: way[2]
            for first, way in ((True, found.first), (False, found.guide))
            if way and f"{way[2]:g}" in guides and sum(laid_out(way[2])) == way[2]
        }
        for first, cun in ways.items():
            fingers = self.case.said("how.measures.fingers", fingers=guides[f"{cun:g}"])
            start = atlas.measured_from(place, first)
            order = "only" if len(ways) == 1 else "first" if first else "then"
            alt = f"{'first' if first else 'from'}{'' if start else '_nothing'}"
            landmark = say.landmark(start) if start else ""
            yield blocks.MeasureFigure(
                place=place,
                side=shown_side(self.chosen),
                laid=laid_out(cun),
                alt=say(f"how.measures.alt.{alt}", fingers=fingers, landmark=landmark),
                caption=words(capital(say(f"how.measures.{order}", fingers=fingers))),
                alone=words(capital(say("how.measures.only", fingers=fingers))),
                first=first,
            )

    def _press(self, place: str | Spot) -> blocks.Picture | blocks.PressFigure | None:
        """Leaning on a ball, or a hand on this spot, unless a clinic's steps name another tool."""
        say, point, chosen, steps = self.say, self.point, self.chosen, self.pressed.steps
        with_ball = chosen.with_ball and point.home_use != "helper"
        if point.own:
            signs = say.table("card.signs")
            with_ball = bool(first_of(signs["ball"], *steps))
            on_wall = first_of(signs["wall"], *steps)
            if first_of(signs["tool"], *steps) or (with_ball and not on_wall):
                return None
        if with_ball:
            ball = "ball-buttock" if point.region == "buttock" else "ball"
            caption = words(say("how.captions.ball"))
            return blocks.Picture(f"press-{ball}", say(f"how.alts.{ball}"), caption)
        hand, side = self.pressed.hand, shown_side(chosen)
        if hand == "waist" and side == "both" and not self.pressed.at_once:
            side = "right"  # "the sorer side": one thumb is enough to see how
        return blocks.PressFigure(
            place=place,
            side=side,
            hand=hand,
            motion=chosen.motion,
            alt=say(f"how.alts.{hand}", place=point.place),
            caption=words(self.case.for_whom.in_words(self._caption())),
        )

    def _caption(self) -> str:
        """What presses, and how it moves where it does not only hold. A helper is told of where the
        patient reads the sheet, not where the one who presses does.
        """
        say, hand, motion = self.say, self.pressed.hand, self.chosen.motion
        if self.pressed.helped and not self.case.for_whom.person:
            return say("how.captions.helper")
        one = "_one" if hand == "waist" and not self.pressed.at_once else ""
        if motion == "hold":
            return say(f"how.captions.{hand}{one}")
        with_hand = say(f"how.captions.with.{hand}{one}")
        return say("how.captions.moved", motion=say(f"how.captions.{motion}"), hand=with_hand)


@lru_cache(maxsize=2_000)
def _meaningful(text: str, say: Wording) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - {*say.many("card.common")}


def _alike(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return one == other or (len(short) >= FEWEST_LETTERS and long.startswith(short))
