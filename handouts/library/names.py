"""Every way people write the name of a point, brought to one key.

WHO codes are spelt with many prefixes (UB 60, B-60, Bl.60), pinyin with and without tones and
spaces, characters in two scripts. Two keys are made of a name: one that keeps tones, one that
does not, because Wángǔ (GB12) and Wàngǔ (SI4) differ in nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

CHANNELS: dict[str, tuple[str, ...]] = {
    "LU": ("LU", "L"),
    "LI": ("LI", "CO"),
    "ST": ("ST", "S"),
    "SP": ("SP",),
    "HT": ("HT", "H", "HE"),
    "SI": ("SI",),
    "BL": ("BL", "UB", "B"),
    "KI": ("KI", "KD", "K", "KID"),
    "PC": ("PC", "P", "HC"),
    "TE": ("TE", "SJ", "TW", "TB", "TH"),
    "GB": ("GB", "G"),
    "LR": ("LR", "LIV", "LV"),
    "GV": ("GV", "DU"),
    "CV": ("CV", "REN", "RN"),
}
"""WHO channel code → the prefixes in use for it (`clinical.md` A0)."""

_CHANNEL_OF = {prefix: code for code, prefixes in CHANNELS.items() for prefix in prefixes}
_CODE = re.compile(r"([A-Za-z]{1,3})[\s.\-_]*0*(\d{1,2})")
_EXTRA = re.compile(r"EX[\s.\-_]*(HN|CA|B|UE|LE)[\s.\-_]*0*(\d{1,2})", re.IGNORECASE)
_TUNG = re.compile(r"T?[\s.\-_]*(\d{2,4})[.\-](\d{2})", re.IGNORECASE)


def code_of(name: str) -> str | None:
    """The WHO, extra-point or Tung code that `name` spells, or None. It may not exist."""
    name = name.strip()
    if match := _EXTRA.fullmatch(name):
        return f"EX-{match[1].upper()}{match[2]}"
    if match := _TUNG.fullmatch(name):
        return f"T{match[1]}.{match[2]}"
    if match := _CODE.fullmatch(name):
        channel = _CHANNEL_OF.get(match[1].upper())
        return f"{channel}{match[2]}" if channel else None
    return None


def tonal_key(name: str) -> str:
    """Letters, digits and tones only: `Kūn Lún` → `kūnlún`."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return "".join(char for char in folded if char.isalnum())


def plain_key(name: str) -> str:
    """Letters and digits without accents: `Kūn Lún` → `kunlun`, `Nǚ` → `nu`."""
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in bare if char.isalnum())


def code_ranges(codes: Iterable[str]) -> str:
    """`BL22–BL26, KI3`: codes in their order, those that follow each other together."""
    runs: list[list[str]] = []
    for code in sorted(codes, key=_parts):
        head, number = _parts(code)
        last = _parts(runs[-1][-1]) if runs else ("", 0)
        if number and (head, number - 1) == last:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _parts(code: str) -> tuple[str, int]:
    """Channel and number; a Tung code is no number of a row."""
    head = code.rstrip("0123456789")
    return (code, 0) if "." in code or head == code else (head, int(code[len(head) :]))
