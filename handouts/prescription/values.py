"""What single typed values mean: texts, choices, addresses, files. Each a function of one text.

A value that could mean two things is asked back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PureWindowsPath
from urllib.parse import urlsplit

import idna
from yaml.constructor import SafeConstructor

from handouts.errors import Refusal
from handouts.files.paths import on_disk
from handouts.files.reading import shown
from handouts.library.close import closest
from handouts.library.spoken import pattern
from handouts.prescription.typed_words import OF_CHARTS, SYNONYMS
from handouts.text.amount import AMOUNT
from handouts.text.glyphs import is_letter, normalised, unprintable
from handouts.text.typed import narrow
from handouts.text.web_address import as_uri, ascii_host

IN_BRACES = re.compile(r"\{(\w+)\}")
"""What the program fills in where a text is printed."""


class Wrong(Refusal):
    """A value that cannot be taken: what is wrong, and what to do."""


def one_of(names: Iterable[str], last: str = "or") -> str:
    """`a, b or c`, for a sentence."""
    listed = list(names)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def some(names: Sequence[str], most: int = 5) -> str:
    """The first of many, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def rows(numbers: Sequence[object], most: int = 5) -> str:
    """`row 3`, `rows 2, 5 and 8 more`."""
    return f"row{'s' * (len(numbers) > 1)} {some([*map(str, numbers)], most)}"


def meant(typed: str, names: Iterable[str]) -> str:
    """`Did you mean …?`, where one of `names` is close to what was typed; else nothing."""
    close = closest(typed, names, 1)
    return f"Did you mean {close[0]}?" if close else ""


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


_COUNT = rf"(?:{AMOUNT}|one|two|three|four|five|six|seven|eight|nine|ten)"
_ONLY_COUNTED = re.compile(
    rf"\W*(?:x|×)?\s*({_COUNT}(?:\s*(?:[-‐‑–—/]|to|or)\s*{_COUNT})?)\s*(?:x|×|times?)?\W*"
    r"|(once|twice)\W*", re.I,
)  # fmt: skip


_ZERO = re.compile(r"\W*(?:0+(?:[.,]0+)?|zero)(?![\d.,:/]|\s*(?:[-–—]|to\b|or\b))\b", re.I)


def must_be_some(typed: str) -> None:
    """Refuse a count of none (`0 weeks`): whatever is meant, it is nothing to press by."""
    if _ZERO.match(narrow(typed)):
        raise Wrong(f"{shown(typed)} is none at all.", "Write how many, or leave the field out.")


_DOSES = re.compile(r"[\W_]*([0-9])[-–—+]([0-9])[-–—+]([0-9])(?:[-–—+][0-9])?[\W_]*")
"""Morning, noon and evening in the way of a pharmacy: `1-0-1`."""


def must_be_no_chart_word(typed: str) -> None:
    """Refuse how often in the letters of charts (`BID`, `q4h`), which say nothing to a patient."""
    for word in re.findall(r"[^\W_]+", narrow(typed).replace(".", "").casefold()):
        hours = re.fullmatch(r"q(\d{1,2})h(?:rs?)?", word)
        plain = f"every {hours[1]} hours" if hours else OF_CHARTS.get(word)
        if plain:
            wrong = f"{shown(word.upper())} is a word of charts that patients do not know."
            raise Wrong(wrong, f"Write: {plain}")
    if found := _DOSES.fullmatch(narrow(typed)):
        times = zip(found.groups(), ("morning", "noon", "evening"), strict=True)
        wrong = f"{shown(typed)} is how pharmacies write it, which patients may not know."
        when = one_of((time for count, time in times if count != "0"), "and")
        raise Wrong(wrong, f"Write: {when or 'when'}")


_FRACTION = re.compile(r"(?<![\d/.])(\d{1,2})/(7|12|40|52)(?![\d/])")
_UNITS_OF_CHARTS = {"7": "day", "12": "month", "52": "week"}


def must_be_no_chart_time(typed: str) -> None:
    """Refuse `6/52`, which is six weeks to a British doctor, and a sum to a patient."""
    found = _FRACTION.search(narrow(typed))
    if not found:
        return
    number, of = found.groups()
    wrong = f"{shown(found[0])} is how charts write it, which patients do not know."
    if of == "40":
        raise Wrong(wrong, f"Write: week {number} of the pregnancy")
    unit = _UNITS_OF_CHARTS[of]
    raise Wrong(wrong, f"Write: {number} {unit}{'' if number == '1' else 's'}")


def must_have_unit(typed: str, units: tuple[str, ...]) -> None:
    """Refuse a number that does not say of what (`14`, `3x`); `units` are offered behind it."""
    match = _ONLY_COUNTED.fullmatch(narrow(typed)) if len(typed) <= 40 else None
    times = units[0].startswith("times ")
    if not match or (match[2] and not times):  # `once` counts times, not days
        return
    number = (match[1] or match[2]).casefold()
    if match[2]:
        units = tuple(unit.removeprefix("times ") for unit in units)
    elif number in ("1", "one"):
        units = tuple(unit.replace("s", "", 1) if " " not in unit else unit.replace("times", "time")
                      for unit in units)  # fmt: skip
    asked = one_of(unit.removeprefix("time").removeprefix("s").strip() for unit in units)
    offered = one_of(f"{number} {unit}" for unit in units)
    raise Wrong(f"{shown(typed)} says no unit: {asked}?", f"Write: {offered}")


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
        raise Wrong(
            f"{shown(typed)} is not a number from {low} to {high}.", f"Write one, as {low}."
        )
    return int(typed)


YAML_WORDS: dict[str, bool] = SafeConstructor.bool_values


def yes_no(typed: str) -> bool:
    """Yes or no, in the spellings that YAML knows."""
    answer = YAML_WORDS.get(typed.casefold())
    if answer is None:
        raise Wrong(f"{shown(typed)} is neither yes nor no.", "Write yes or no.")
    return answer


_EMERGENCY = re.compile(r"\+?[0-9][0-9 ()/-]{0,18}[0-9]")


def emergency(typed: str) -> str:
    """A number that a frightened person can dial: `911`, `112`, `999 / 112`."""
    if not _EMERGENCY.fullmatch(typed):
        raise Wrong(f"{shown(typed)} is not a number to call.", "Write the number alone, as 911.")
    return typed


def must_be_dialled(typed: str) -> None:
    """Refuse a phone number without three digits: it is printed large, and in whom to call."""
    if len(re.findall(r"\d", typed)) < 3:
        raise Wrong(f"{shown(typed)} is not a number to call.", "Write the number, or nothing.")


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


# ── addresses ───────────────────────────────────────────────────────────────────────────────────

_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I
)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_MOST_OF_ADDRESS = 254
_NAMED = re.compile(r"[^<>@]*<([^<>]+)>[\s.,;]*")
_TWICE = re.compile(r"([^<>\s]+)\s*<(?:mailto:)?([^<>\s]+)>", re.IGNORECASE)
"""How Outlook copies an address: `maria@x.org<mailto:maria@x.org>`."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
"""What comes along when an address is copied from a page or a mail program."""
_NOT_IN_URL = re.compile(r'[\s<>"\\^`{|}\x00-\x20\x7f]')
_LONGEST_URI = 600
"""Letters of an address that a QR code still carries at a size that fits beside its words."""
_BARE = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}(/\S*)?")


def url(typed: str, limit: int) -> str:
    """A web address of http or https: it is printed, and becomes a link and a QR code.

    `example.org/page`, as people write it, is taken for `https://example.org/page`.
    """
    address = _printable_address(typed, limit)
    if _BARE.fullmatch(address):
        address = f"https://{address}"
    if address.split("://", 1)[0].casefold() not in ("http", "https"):
        cure = "Write it as https://example.org/page."
        raise Wrong("The web address must start with https://.", cure)
    if _NOT_IN_URL.search(address):
        raise Wrong(
            "The web address has a space or a sign that cannot be in one.", "Copy it again."
        )
    host = _host_of(address)
    if not host or not _HOST.fullmatch(ascii_host(host)):
        raise Wrong("The web address names no server.", "Write it as https://example.org/page.")
    if len(as_uri(address)) > _LONGEST_URI:
        wrong = "The web address is too long for a QR code, since its foreign letters count more."
        raise Wrong(wrong, "Shorten it.")
    return address


def _printable_address(typed: str, limit: int) -> str:
    """The text of a web address; letters that no font has may stand in it as browsers send them."""
    try:
        return text(typed, limit)
    except Wrong as error:
        ready = normalised(typed).strip()
        odd = unprintable(ready)
        if not odd or not all(is_letter(char) for _, char, _ in odd):
            raise
        raise Wrong(error.wrong, f"Write it as browsers send it: {as_uri(ready)}") from None


def _host_of(address: str) -> str:
    """The server in an address; none where a name and password, or nonsense, stand before it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else parts.hostname or ""


def ascii_address(address: str) -> str:
    """An e-mail address as servers know it: its domain in ASCII."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_host(domain)}"


def readable_address(address: str) -> str:
    """An e-mail address for a person: `m@xn--mller-kva.de` → `m@müller.de`."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}" if "xn--" in domain.lower() else address
    except UnicodeError:
        return address


def email(typed: str) -> str:
    """One address alone, its domain as it is read: no second one, no line that starts a header.

    What mail programs copy with an address goes: `mailto:`, a name before `<…>`, a full stop or
    comma behind it. The name is not kept; the patient's own stands elsewhere.
    """
    address = _bare_address(typed)
    if address.count("@") > 1 and re.search(r"[,;/\s]", address):
        raise Wrong("There is more than one e-mail address.", "Keep one.")
    local, _, domain = address.rpartition("@")
    name, server = _LOCAL.fullmatch(local), ascii_host(domain)
    plain = re.sub(r"[^\W\x00-\x7f]", "x", local)
    if local and server and not local.isascii() and _LOCAL.fullmatch(plain):
        wrong = "Before the @ is a letter that most mail servers do not take, as é or ü."
        raise Wrong(wrong, "Use another address, with plain letters there.")
    known = name and "." in server and _HOST.fullmatch(server)
    if not known or len(local) + len(server) >= _MOST_OF_ADDRESS:
        raise Wrong("This is not an e-mail address.", "Write it as maria@example.org.")
    return address


def _bare_address(typed: str) -> str:
    """Without what mail programs put around an address."""
    address = narrow(_UNSEEN.sub("", typed)).strip()
    if (twice := _TWICE.fullmatch(address)) and twice[1].casefold() == twice[2].casefold():
        address = twice[1]
    if not re.search(r"[\r\n\0]", address) and (match := _NAMED.fullmatch(address)):
        address = match[1]
    address = re.sub(r'^[\s"]+|[\s".,;]+$', "", address)
    if link := re.fullmatch(r"mailto:([^?\r\n]*)(\?.*)?", address, re.IGNORECASE):
        address = link[1]
    quoted = len(address) > 1 and address[0] == address[-1] == "'"
    return address[1:-1] if quoted else address


def host(typed: str) -> str:
    """The name of a server, in ASCII."""
    server = ascii_host(typed)
    if ":" in typed:
        cure = "Write the name alone, as mail.example.org; its port stands under `port:`."
        raise Wrong("This is more than the name of a server.", cure)
    if not _HOST.fullmatch(server):
        raise Wrong("This is not the name of a server.", "Write it as mail.example.org.")
    return server


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def inside(typed: str, folder: Path, *, there: bool = True) -> Path:
    """A file named in a file: it must lie in the same folder or below, links followed.

    `there`: whether it must be there already.

    A prescription may come from a stranger. What it names is opened, and a network path would
    even send the user's name to a foreign server; so nothing outside its folder is touched.
    """
    windows = PureWindowsPath(typed)
    outside = windows.drive or windows.root or ".." in windows.parts or typed.startswith("~")
    if not typed.isprintable() or outside or "://" in typed:
        raise Wrong(
            "The file must lie in the same folder.", "Copy it there and write its name alone."
        )
    path = folder / windows.as_posix()
    try:
        must_stay(path, folder)
        path = on_disk(path)
        must_stay(path, folder)
        if there and not path.exists():
            raise Wrong(
                f"There is no file {shown(typed)} here.", _beside(windows.name, path.parent)
            )
    except (OSError, RuntimeError) as error:
        raise Wrong("The file cannot be found.", "Check its name.") from error
    return path


def must_stay(path: Path, folder: Path) -> None:
    """Refuse a link that leads out of `folder`."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Wrong("The file is a link to another folder.", "Copy the file itself here.")


def _beside(name: str, folder: Path) -> str:
    there = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return f"Check its name. {meant(name, there)}".strip()
