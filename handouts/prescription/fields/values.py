"""What single typed values mean: texts, choices, reasons, files. Each a function of one text. For
dates, addresses and times there are modules of their own.

A value that could mean two things is asked back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PureWindowsPath

from yaml.constructor import SafeConstructor

from handouts.errors import Wrong as Wrong  # here for all that take values
from handouts.files.paths import on_disk
from handouts.files.reading import shown
from handouts.library.mentions import pattern
from handouts.library.slips import closest
from handouts.prescription.fields.typed_words import SYNONYMS
from handouts.text.glyphs import is_letter, normalised, unprintable
from handouts.text.typed import narrow

IN_BRACES = re.compile(r"\{(\w+)\}")
"""What the program fills in where a text is printed."""


def one_of(names: Iterable[str], last: str = "or") -> str:
    """`a, b or c`, for a sentence."""
    listed = list(names)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def some(names: Sequence[str], most: int = 5, sign: str = ", ") -> str:
    """The first of many, with a sign between them, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return sign.join(names[:most]) + more


def rows(numbers: Sequence[object], most: int = 5) -> str:
    """`row 3`, `rows 2, 5 and 8 more`."""
    return f"row{'s' * (len(numbers) > 1)} {some([*map(str, numbers)], most)}"


def did_you_mean(names: Collection[str]) -> str:
    """`Did you mean a or b?`; nothing where there is nothing to suggest."""
    return f"Did you mean {one_of(names)}?" if names else ""


def meant(typed: str, names: Iterable[str]) -> str:
    """The same of the one of `names` that is close to what was typed."""
    return did_you_mean(closest(typed, names, 1))


def must_have_room(count: int, limit: int, what: str, cure: str = "Shorten it.") -> None:
    """Refuse a list of more than so many things."""
    if count > limit:
        raise Wrong(f"There are {count} {what}; there is room for {limit}.", cure)


# ── text ────────────────────────────────────────────────────────────────────────────────────────


def text(typed: str, limit: int) -> str:
    """Text of one line, as it will be printed."""
    if re.search(r"[\n\r]", typed.strip()):
        raise Wrong("The text has more than one line.", "Write it in one line.")
    return paragraphs(typed, limit)


def must_be_filled(text: str, known: Collection[str]) -> None:
    """Words in braces are filled in by the program: others would be printed as they are."""
    if unknown := {*IN_BRACES.findall(text)} - {*known}:
        braces = one_of((f"{{{one}}}" for one in sorted(unknown)), "and")
        there = one_of((f"{{{one}}}" for one in sorted(known)), "and")
        cure = f"Only {there} is filled in here." if known else "Take the braces out."
        raise Wrong(f"Nothing is filled in for {braces} here.", cure)


def paragraphs(typed: str, limit: int, lines: int = 0) -> str:
    """Text of many lines, as it will be printed; nothing but space around it is taken away."""
    ready = normalised(typed).strip()
    if lines and ready.count("\n") >= lines:
        wrong = f"The text has {ready.count(chr(10)) + 1:,} lines; there is room for {lines}."
        raise Wrong(wrong, "Write more in a line.")
    if len(ready) > limit:
        wrong = f"The text has {len(ready):,} characters; there is room for {limit:,}."
        raise Wrong(wrong, "Shorten it.")
    must_be_printable(ready)
    return ready


def name(typed: str, limit: int) -> str:
    """A person's name, which may have letters that no font has: then another is printed."""
    ready = normalised(typed).strip()
    text("".join("x" if is_letter(char) else char for char in ready), limit)
    return ready


def must_be_printable(ready: str, letters: str = "Write it in Latin letters.") -> None:
    """Refuse what no font has; `letters` is the cure where all of it are letters."""
    if odd := unprintable(ready):
        names = list(dict.fromkeys(name for _, _, name in odd))
        wrong = f"The text has a character that cannot be printed: {some(names, 3)}."
        only_letters = all(is_letter(char) for _, char, _ in odd)
        raise Wrong(wrong, letters if only_letters else "Delete it, or write it in another way.")


def in_one_word(typed: str) -> str:
    """`Left & Right` as `left/right`, `painful side.` as `painful-side`."""
    return "-".join(re.sub(r"\s*[/&+]\s*", "/", typed.casefold().strip(" .")).split())


_DENIES = re.compile(r"\b(?:avoid|but|except|never|no|none|not|without)\b", re.I)
"""Words that turn what stands beside them round: then nothing is guessed."""


def choice(typed: str, choices: tuple[str, ...]) -> str:
    """One of a few words, in any case, with spaces for hyphens."""
    word = in_one_word(narrow(typed))
    for name in choices:
        if name.casefold() == word:
            return name
    for other in (word, f"{word}-side"):  # `side: painful`
        if SYNONYMS.get(other) in choices:
            return SYNONYMS[other]
    wrong = f"{shown(typed)} is not one of the choices."
    guess = "" if _DENIES.search(typed) else meant(typed, choices)
    raise Wrong(wrong, f"Choose {one_of(choices)}. {guess}".strip())


def number(typed: str, low: int, high: int) -> int:
    """A whole number within bounds."""
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not low <= int(typed) <= high:
        wrong = f"{shown(typed)} is not a number from {low} to {high}."
        raise Wrong(wrong, f"Write one, as {low}.")
    return int(typed)


YES_NO: dict[str, bool] = SafeConstructor.bool_values | {"y": True, "n": False}


def yes_no(typed: str) -> bool:
    """Yes or no, in the spellings of YAML."""
    answer = YES_NO.get(typed.casefold())
    if answer is None:
        raise Wrong(f"{shown(typed)} is neither yes nor no.", "Write yes or no.")
    return answer


_EMERGENCY = re.compile(r"\+?[0-9][0-9 ()/-]{0,18}[0-9]")


def emergency(typed: str) -> str:
    """A number that a frightened person can dial: `911`, `112`, `999 / 112`."""
    if not _EMERGENCY.fullmatch(typed):
        raise Wrong(f"{shown(typed)} is not a number to call.", "Write the number alone, as 911.")
    return typed


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────

_FEWEST_WORDS, _FEWEST_SIGNS = 3, 8
"""Of a reason; signs for scripts that put no space between words."""
_WHY = (
    "Say who decided it and why it is right, the day and your initials, as:"
    " Her doctor agrees, the scan was clear, 20 Nov, HP"
)


def reason(typed: str, limit: int) -> str:
    """Why something is right for a patient. Whether it is a good reason cannot be told; only what
    plainly is none is refused: a word, that nobody knows why, what the patient wants.
    """
    ready = paragraphs(typed, limit)
    words = re.findall(r"[^\W\d_]{2,}", ready)
    spaceless = sum(map(len, re.findall(r"[\u2e80-\ud7ff\u0e00-\u0fff]+", ready)))
    if (len(words) < _FEWEST_WORDS or len({*words}) < 2) and spaceless < _FEWEST_SIGNS:
        raise Wrong("The reason is missing or too short.", _WHY)
    if pattern("undecided").match(ready):
        raise Wrong("This says that nobody has decided yet, or why.", _WHY)
    if pattern("wish").fullmatch(ready):
        raise Wrong("This says what the patient wants, not why it does no harm.", _WHY)
    return ready


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def inside(typed: str, folder: Path, *, there: bool = True) -> Path:
    """A file named in a file: it must lie in the same folder or below, links followed. `there`: it
    must be there already.

    A prescription may come from a stranger. What it names is opened, and a network path would
    even send the user's name to a foreign server; so nothing outside its folder is touched.
    """
    windows = PureWindowsPath(typed)
    outside = windows.drive or windows.root or ".." in windows.parts or typed.startswith("~")
    if not typed.isprintable() or outside or "://" in typed:
        cure = "Copy it there and write its name alone."
        raise Wrong("The file must lie in the same folder.", cure)
    path = folder / windows.as_posix()
    try:
        must_stay(path, folder)
        path = on_disk(path)
        must_stay(path, folder)
        if there and not path.exists():
            beside = path.parent.iterdir() if path.parent.is_dir() else ()
            cure = f"Check its name. {meant(windows.name, (one.name for one in beside))}".strip()
            raise Wrong(f"There is no file {shown(typed)} here.", cure)
    except (OSError, RuntimeError) as error:
        raise Wrong("The file cannot be found.", "Check its name.") from error
    return path


def must_stay(path: Path, folder: Path) -> None:
    """Refuse a link that leads out of `folder`."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Wrong("The file is a link to another folder.", "Copy the file itself here.")
