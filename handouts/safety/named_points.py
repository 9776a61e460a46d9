"""The points that running words speak of, by whatever name: LI4, sp-6, Spleen 6, Hegu, 合谷."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.library import Library
from handouts.library.model import Point
from handouts.library.names import channels_of, is_ear, plain_key

_CODE = re.compile(r"(?<![\w.-])((?:EX-)?[A-Z]{2}[ -]?\d{1,2})(?![\w%]|[.,]\d)")
_SMALL = re.compile(r"(?<![\w.-])([A-Za-z](?:[A-Za-z]|\.[A-Za-z]\.)-?\d{1,2})(?![\w%]|[.,]\d)")
"""In small letters only where number and letters are one word: `at 3`, `in 10` are none."""
_CHANNEL = re.compile(
    r"(?<![\w-])([A-Za-z]{2,}(?: [A-Za-z]{2,}){0,2}) (\d{1,2})(?![\w%-]|[.,]\d"
    r"| ?(?:x|times?|hours?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?|more|or|to"
    r"|and|points?|glass(?:es)?|cups?|lit(?:er|re)s?)\b)",
    re.I,
)
"""`Spleen 6`, `Conception Vessel 22`, and no `empty stomach 2 hours before`."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4
"""Words of a name: San Yin Jiao."""
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]{2,}")
_FEWEST = 4
"""Letters of a name that is looked for: shorter ones are words of a language."""


def points_named(sentence: str, library: Library) -> Iterator[tuple[str, Point]]:
    """The points that a sentence names, each with the words that name it."""
    found: dict[str, str] = {}
    for match in (*_CODE.finditer(sentence), *_SMALL.finditer(sentence)):
        code = _by_code(match[1].replace(".", "").upper(), library)
        if code and (match[1].isupper() or not is_ear(code)):
            found.setdefault(code, match[1])
    for match in _CHANNEL.finditer(sentence):
        words = match[1].split()
        for start in range(len(words)):
            channel = " ".join(words[start:])
            name = f"{channel} {match[2]}"
            spelt = (len(channel) > 3 or channel.istitle()) and channels_of(channel)
            code = _by_code(name, library) if spelt else ""
            if code and not is_ear(code):
                found.setdefault(code, name)
                break
    for name, code in _by_name(sentence, library):
        found.setdefault(code, name)
    for code, name in found.items():
        yield name, library.points[code]


def _by_code(name: str, library: Library) -> str:
    found = library.names_point(name, codes_only=True)
    return (found.code or "") if found else ""


def _by_name(sentence: str, library: Library) -> Iterator[tuple[str, str]]:
    names = _names(library)
    words = [*_WORD.finditer(sentence)]
    for start in range(len(words)):
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            name = sentence[words[start].start() : words[end - 1].end()]
            if code := names.get(plain_key(name), ""):
                yield name, code
                break
    for run in _IDEOGRAPHS.findall(sentence):
        at = 0
        while at < len(run):
            whole = (run[at:end] for end in range(at + _LONGEST, at + 1, -1))
            name = next((one for one in whole if one in names), "")
            if name:
                yield name, names[name]
            at += len(name) or 1


@lru_cache(maxsize=8)
def _names(library: Library) -> dict[str, str]:
    """Pinyin, characters and further names of our points, as they are looked up, where they are
    those of one point. English ones are words of a language, too.
    """
    found: dict[str, set[str]] = {}
    for code, point in library.points.items():
        if point.own:
            continue
        ear = is_ear(code)
        keys = {plain_key(one) for one in (point.pinyin, *(() if ear else point.aliases))}
        keys = {key for key in keys if len(key) >= _FEWEST + ear and key.isalpha()}
        for key in (*keys, point.hanzi_trad, point.hanzi_simp):
            if len(key) > 1:
                found.setdefault(key, set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}
