"""What single typed values mean: texts, choices, addresses, files. Each a function of one text.

A value that could mean two things is asked back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from urllib.parse import urlsplit

from handouts.glyphs import normalised, unprintable
from handouts.library.close import closest
from handouts.reading import shown


class Wrong(ValueError):
    """A value that cannot be taken: what is wrong, and what to do."""

    def __init__(self, wrong: str, cure: str) -> None:
        super().__init__(f"{wrong} {cure}")
        self.wrong, self.cure = wrong, cure


def one_of(names: Iterable[str], last: str = "or") -> str:
    """`a, b or c`, for a sentence."""
    listed = list(names)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}" if len(listed) > 1 else "".join(listed)


def meant(typed: str, names: Iterable[str]) -> str:
    """`Did you mean …?`, where one of `names` is close to what was typed; else nothing."""
    close = closest(typed, names, 1)
    return f"Did you mean {close[0]}?" if close else ""


# ── text ────────────────────────────────────────────────────────────────────────────────────────


def text(typed: str, limit: int) -> str:
    """Text of one line, as it will be printed."""
    if "\n" in typed.strip():
        raise Wrong("The text has more than one line.", "Write it in one line.")
    return paragraphs(typed, limit)


def paragraphs(typed: str, limit: int, lines: int = 0) -> str:
    """Text of many lines, as it will be printed; nothing but space around it is taken away."""
    ready = normalised(typed).strip()
    if lines and ready.count("\n") >= lines:
        wrong = f"The text has {ready.count(chr(10)) + 1:,} lines; there is room for {lines}."
        raise Wrong(wrong, "Write more in a line.")
    if len(ready) > limit:
        wrong = f"The text has {len(ready):,} characters; there is room for {limit:,}."
        raise Wrong(wrong, "Shorten it.")
    if odd := unprintable(ready):
        names = list(dict.fromkeys(name for _, _, name in odd))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        wrong = f"The text has a character that cannot be printed: {', '.join(names[:3])}{more}."
        raise Wrong(wrong, "Delete it, or write it in another way.")
    return ready


def choice(typed: str, choices: tuple[str, ...]) -> str:
    """One of a few words, in any case, with spaces for hyphens."""
    word = "-".join(typed.casefold().split())
    for name in choices:
        if name.casefold() == word:
            return name
    wrong = f"{shown(typed)} is not one of the choices."
    raise Wrong(wrong, f"Choose {one_of(choices)}. {meant(typed, choices)}".strip())


def number(typed: str, low: int, high: int) -> int:
    """A whole number within bounds."""
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not low <= int(typed) <= high:
        raise Wrong(
            f"{shown(typed)} is not a number from {low} to {high}.", f"Write one, as {low}."
        )
    return int(typed)


def yes_no(typed: str) -> bool:
    """Yes or no, in the spellings that YAML knows."""
    word = typed.casefold()
    if word in ("yes", "true", "on"):
        return True
    if word in ("no", "false", "off"):
        return False
    raise Wrong(f"{shown(typed)} is neither yes nor no.", "Write yes or no.")


_EMERGENCY = re.compile(r"\+?[0-9][0-9 ()/-]{0,18}[0-9]")


def emergency(typed: str) -> str:
    """A number that a frightened person can dial: `911`, `112`, `999 / 112`."""
    if not _EMERGENCY.fullmatch(typed):
        raise Wrong(f"{shown(typed)} is not a number to call.", "Write the number alone, as 911.")
    return typed


# ── addresses ───────────────────────────────────────────────────────────────────────────────────

_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I
)
_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([^@]+)")
_NOT_IN_URL = re.compile(r'[\s<>"\\^`{|}\x00-\x20\x7f]')


_BARE = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}(/\S*)?")


def url(typed: str, limit: int) -> str:
    """A web address of http or https: it is printed, and becomes a link and a QR code.

    `example.org/page`, as people write it, is taken for `https://example.org/page`.
    """
    address = text(typed, limit)
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
    if not host or not _HOST.fullmatch(_ascii_host(host)):
        raise Wrong("The web address names no server.", "Write it as https://example.org/page.")
    return address


def _host_of(address: str) -> str:
    """The server in an address; none where a name and password, or nonsense, stand before it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else parts.hostname or ""


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def email(typed: str) -> str:
    """One address and nothing else: no name, no second address, no line that starts a header."""
    address = typed.strip()
    if re.search(r"[,;]", address) and address.count("@") > 1:
        raise Wrong("There is more than one e-mail address.", "Keep one.")
    match = _EMAIL.fullmatch(address) if len(address) <= 254 else None
    if not match or "." not in match[2] or not _HOST.fullmatch(match[2]):
        raise Wrong("This is not an e-mail address.", "Write it as maria@example.org.")
    return address


def host(typed: str) -> str:
    """The name of a server."""
    if not _HOST.fullmatch(typed):
        raise Wrong("This is not the name of a server.", "Write it as mail.example.org.")
    return typed


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def inside(typed: str, folder: Path) -> Path:
    """A file named in a file: it must lie in the same folder or below, links followed.

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
        if not path.exists():
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
