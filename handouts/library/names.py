"""Every way people write the name of a point, brought to one key.

WHO codes are spelt with many prefixes (UB 60, B-60, Stomach 36, V60, Di 4), pinyin with and without
tones. Two keys are made of a name, as Wángǔ (GB12) and Wàngǔ (SI4) differ in nothing but tones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, partial

from handouts.library.yaml_text import asset_table
from handouts.text.typed import narrow

_table = partial(asset_table, "channels")
_CODE = re.compile(r"(3?[^\W\d_](?:[^\d_]*[^\W\d_])?)[\s.\-_#]*0*(\d{1,2})")
_ONE_FOR_I = re.compile(r"([LS])1(\d)", re.IGNORECASE)
"""`L14`, `S13`: LI4 and SI3 with a figure for the letter, as well as codes of their own."""
_EXTRA = re.compile(r"EX[\s.\-_]*(HN|CA|B|UE|LE)[\s.\-_]*0*(\d{1,2})", re.IGNORECASE)
_EAR = re.compile(
    r"(?:ear\s+)?(HX|SF|AH|TF|TG|AT|CO|LO)[\s.\-_]*0*(\d{1,2})(?:\s*[,./&–-]\s*(\d{1,2}))?([aip]?)"
    r"(?:\s+ear)?",
    re.IGNORECASE,
)
"""A zone of the ear (CO10), two of them (SF4,5), or a point at their border (AH6a, HX6,7i)."""
_TUNG = re.compile(r"T?[\s.\-_]*(\d{2,4})[.\-](\d{2})", re.IGNORECASE)
_OTHERS = re.compile(r"[\W_]+")  # what is neither letter nor digit
_OF_A_CHANNEL = re.compile(r"\s+(channel|meridian|point)s?$", re.IGNORECASE)


def channels() -> dict[str, tuple[str, ...]]:
    """WHO code of a channel → the prefixes in use for it in English, its own first."""
    return {code: tuple(one["codes"]["en"]) for code, one in _table().items()}


def codes_of(name: str) -> tuple[str, ...]:
    """The codes that `name` spells, existing or not; several where languages differ (IG4)."""
    name = unicodedata.normalize("NFC", narrow(name)).strip()
    if match := _EXTRA.fullmatch(name):
        return (f"EX-{match[1].upper()}{match[2]}",)
    if match := _EAR.fullmatch(name):
        area, zone, second, point = match.groups()
        return (f"{area.upper()}{f'{zone},{second}' if second else zone}{point.lower()}",)
    if match := _TUNG.fullmatch(name):
        return (f"T{match[1]}.{match[2]}",)
    if match := _CODE.fullmatch(name):
        codes = [f"{channel}{match[2]}" for channel in channels_of(match[1])]
        if one := _ONE_FOR_I.fullmatch(name):
            codes += [f"{channel}{one[2]}" for channel in channels_of(f"{one[1]}I")]
        return tuple(dict.fromkeys(codes))
    return ()


def is_ear(code: str) -> bool:
    """Whether a code is that of a point of the ear."""
    return _EAR.fullmatch(code) is not None


def older_codes(code: str) -> tuple[str, ...]:
    """The points of a channel that a code (CO4) meant in older books; none where it says `ear`."""
    match = None if "ear" in code.casefold() else _EAR.fullmatch(code.strip())
    older = _table()[match[1].upper()].get("older", ()) if match else ()
    return tuple(f"{channel}{match[2]}" for channel in older) if match else ()


def channels_of(name: str) -> tuple[str, ...]:
    """The channels or areas of the ear that this names: `UB`, `Stomach`, `spleen channel`, `TF`."""
    bare = _OF_A_CHANNEL.sub("", unicodedata.normalize("NFC", narrow(name)).strip())
    return _prefixes().get(bare.casefold()) or _named().get(plain_key(bare), ())


def is_foreign(name: str) -> bool:
    """Whether a code is spelt as no English book spells it (V60, Di 4)."""
    match = _CODE.fullmatch(narrow(name).strip())
    if not match or match[1].casefold() not in _prefixes():
        return False
    return all(match[1].upper() not in prefixes for prefixes in channels().values())


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    english = [(prefix, code) for code, prefixes in channels().items() for prefix in prefixes]
    all_ = ((prefix, code) for code, one in _table().items()
            for prefixes in one["codes"].values() for prefix in prefixes)  # fmt: skip
    return _grouped((prefix.casefold(), code) for prefix, code in (*english, *all_))


@cache
def _named() -> dict[str, tuple[str, ...]]:
    return _grouped((plain_key(n), code) for code, one in _table().items() for n in one["names"])


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, code in pairs:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), code)))
    return found


def tonal_key(name: str) -> str:
    """Letters, digits and tones only: `Kūn Lún` → `kūnlún`."""
    return _OTHERS.sub("", unicodedata.normalize("NFC", narrow(name)).casefold())


def plain_key(name: str) -> str:
    """Letters and digits without accents: `Kūn Lún` → `kunlun`, `Nǚ` → `nu`."""
    return _OTHERS.sub("", unicodedata.normalize("NFD", narrow(name).casefold()))


def channel_of(code: str) -> str:
    """The channel or area of the ear that a code begins with."""
    match = _EAR.fullmatch(code)
    return match[1].upper() if match else code.rstrip("0123456789")


def code_ranges(codes: Iterable[str]) -> str:
    """`BL22–BL26, KI3`: codes in their order, those that follow each other together."""
    runs: list[tuple[str, str]] = []
    for code in sorted(codes, key=_parts):
        head, number = _parts(code)
        if number and runs and (head, number - 1) == _parts(runs[-1][1]):
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in runs)


def _parts(code: str) -> tuple[str, int]:
    """Channel and number; a Tung code is no number of a row."""
    head = code.rstrip("0123456789")
    return (code, 0) if "." in code or head == code else (head, int(code[len(head) :]))
