"""How many syllables an English word has, counted by its letters.

Groups of vowels, less the silent e's, plus the pairs of vowels that are spoken apart. That is
near enough for readability formulas: tests hold it against a dictionary of pronunciations.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile(r"[a-z]+(?:'[a-z]+)?")
_GROUPS = re.compile(r"[aeiouy]+")
_GLIDE = re.compile(r"(?<=[aou])y(?=[aeiou])|(?<=e)y(?=[aiou])|(?<=[^aeiou]y)(?=ing)")

_SILENT = re.compile(
    r"""
    (?<=[^aeiouy])e(?=(?:ly|less|ness|ful|ments?|some|work|land)$)   # safely, careful
    | (?<=[aeiouy][^aeiouy])e
      (?=(?:thing|body|one|head|where|what|times?|ways?|makers?|lets?|bone|line|lid|brow)s?$)
    | (?<=[^aeiouylr])e$ | (?<=[aeiouylr][lr])e$                     # like, while, but table
    | (?<=[^aeioulycghszxt])e(?=s$)                                  # times, but pages, boxes
    | (?<=[aeiousnr]t)e(?=s$) | (?<=[aeiouy]l)e(?=s$)                # minutes, smiles
    | (?<=[^aeioultd])e(?=d$) | (?<=[aeiouyl]l)e(?=d$)               # pressed, but waited, handled
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""
    ia(?!ns?$|ls?$|lly$|ge) | (?<![ctgsx])ia(?=ns?$|ls?$|lly$)       # dial, but special
    | io(?!n|us) | (?<![ctsgx])io(?=n|us)                            # period, but motion
    | (?<![ctgs])ie(?=t|nt|nce|r$|rs$|st$) | iu                      # diet, easier
    | eo(?!u|n$|ns$|ple|n[a-z]) | (?<=r)ea(?=ct|d[jm]|ss) | ea$ | (?<=s)ea$
    | (?<![gq])ua(?!r[dy]|l[km]|sh) | (?<![gq])ue(?=l|n|t|r$) | uo   # usual, fluent
    | (?<=l)ui(?=d)                                                  # fluid
    | (?<=[aeou])(?:ing)s?$ | (?<=[aeiou])ism                        # seeing
    | thm$ | sms?$ | [^aeiouy]n't$                                   # rhythm, spasm, didn't
    """,
    re.VERBOSE,
)
_ODD = {"area": 3, "areas": 3, "nausea": 3, "sea": 1, "tea": 1, "centre": 2, "centres": 2,
        "tired": 2, "idea": 3, "ideas": 3, "ache": 1, "aches": 1, "diabetes": 4, "pea": 1,
        "plea": 1, "flea": 1, "clothes": 1, "curled": 1,
        "every": 2, "evening": 2, "evenings": 2}  # fmt: skip


@lru_cache(4096)
def syllables(word: str) -> int:
    """At least one. Case does not count; signs other than letters and apostrophes divide."""
    bare = word.lower().replace("’", "'")
    return max(1, sum(_spoken(part) for part in _PARTS.findall(bare)))


def _spoken(word: str) -> int:
    stem = word.removesuffix("'s")
    if stem in _ODD:
        return _ODD[stem]
    heard = _GROUPS.findall(_GLIDE.sub("-", _SILENT.sub("", stem)))
    return max(1, len(heard) + len(_APART.findall(stem)))
