"""Hostile files in the place of a prescription or a clinic, and hostile names in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .tried import Case

POINTS = b"points: [BL40]\n"
Make = Callable[[Path], object]
"""Puts something at a path, which is where a file is looked for."""


def _bytes(data: bytes) -> Make:
    return lambda path: path.write_bytes(data)


def _outside(path: Path) -> Path:
    """A file beside the folder of the case, which nothing may read."""
    secret = path.parent.parent / "secret.yaml"
    secret.write_bytes(b"points: [LI4]\nnotes: a secret\n")
    return secret


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to(target: str) -> Make:
    return lambda path: path.symlink_to(target)


def _link_outside(path: Path) -> None:
    path.symlink_to(_outside(path))


def _link_in_a_ring(path: Path) -> None:
    other = path.with_name("other")
    other.symlink_to(path)
    path.symlink_to(other)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20_000_000_000)


def _socket(path: Path) -> None:
    os.mknod(path, 0o140600)


_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
_MERGES = "a: &a {x: 1}\n" + "".join(
    f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
_MANY_LONG = b"points: [BL40]\ntips: [" + b"a," * 499_000 + b"]\n"

# what is there instead of a file: (name, how it is made, exit codes, what is said)
PLACES: list[tuple[str, Make, tuple[int, ...], str]] = [
    ("nothing", lambda path: None, (5,), "There is no such file"),
    ("a folder", _folder, (5,), "a folder, not a file"),
    ("a pipe", os.mkfifo, (5,), "a pipe or a device"),
    ("a socket", _socket, (5,), "a pipe or a device"),
    ("a link to /dev/zero", _link_to("/dev/zero"), (5,), "a pipe or a device"),
    ("a link to /dev/random", _link_to("/dev/random"), (5,), "a pipe or a device"),
    ("a link to a terminal", _link_to("/dev/tty"), (5,), "a pipe or a device"),
    ("a link to nothing", _link_to("nowhere.yaml"), (5,), "There is no such file"),
    ("a link to itself", _link_in_a_ring, (5,), "cannot be read"),
    ("20 GB of nothing", _sparse, (3,), "larger than 1 MB"),
    ("50 MB of a", _bytes(b"a" * 50_000_000), (3,), "larger than 1 MB"),
    ("50 MB of lines", _bytes(b"notes: x\n" * 5_600_000), (3,), "larger than 1 MB"),
]  # fmt: skip

# what stands in the file: (name, bytes, exit codes, what is said)
CONTENTS: list[tuple[str, bytes, tuple[int, ...], str]] = [
    ("nothing at all", b"", (3,), "The file is empty"),
    ("blanks", b" \n \n\n", (3,), "The file is empty"),
    ("only comments", b"# x\n" * 1000, (3,), "The file is empty"),
    ("one letter", b"x", (3,), "no fields"),
    ("a null", b"notes: a\0b\n", (3,), "not a text file"),
    ("nulls", b"\0" * 9999, (3,), "not a text file"),
    ("random bytes", bytes((i * 7919 + i * i * 31) % 256 for i in range(5000)), (3,), ""),
    ("bytes from 1 to 255", bytes(range(1, 256)), (3,), ""),
    ("a PDF", b"%PDF-1.7\n" + b"\xe2\xe3" * 50, (3,), "This is a PDF"),
    ("a zip", b"PK\x03\x04" + b"\0" * 99, (3,), "Word, Excel or zip"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, (3,), "This is a picture"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, (3,), "not a text file"),
    ("gzip", b"\x1f\x8b\x08\0\0\0\0\0" + b"\0" * 99, (3,), "not a text file"),
    ("ELF", b"\x7fELF\x02\x01\x01" + b"\0" * 99, (3,), "not a text file"),
    ("HTML", b"<!DOCTYPE html><html><body>Maria</body></html>", (3,), ""),
    ("RTF", b"{\\rtf1\\ansi points: [BL40]}", (3,), "Format, Make Plain Text"),
    ("JSON that is a list", b"[1, 2, 3]", (3,), "no fields"),
    ("JSON", b'{"points": ["BL40"], "notes": "x"}', (0,), ""),
    ("UTF-8 with a mark", b"\xef\xbb\xbf" + POINTS, (0,), ""),
    ("two marks", b"\xef\xbb\xbf\xef\xbb\xbf" + POINTS, (3,), "U+FEFF"),
    ("UTF-16 little", "\ufeffpoints: [BL40]\n".encode("utf-16-le"), (0,), ""),
    ("UTF-16 big", "\ufeffpoints: [BL40]\n".encode("utf-16-be"), (0,), ""),
    ("UTF-16 without a mark", "points: [BL40]\n".encode("utf-16-le"), (3,), "not a text file"),
    ("UTF-16 cut short", "\ufeffpoints: [BL40]".encode("utf-16-le")[:-1], (3,), "damaged"),
    ("UTF-16 with half a pair", "\ufeffa\ud800b".encode("utf-16-le", "surrogatepass"),
     (3,), "damaged"),
    ("UTF-32", "\ufeffpoints: [BL40]".encode("utf-32-le"), (3,), "not a text file"),
    ("UTF-7", b"notes: +ADw-script+AD4-\n" + POINTS, (0,), ""),
    ("Windows-1252", "notes: caf\xe9 \x93x\x94\n".encode("latin-1") + POINTS, (3,), "not UTF-8"),
    ("Windows-1252 with a hole", b"notes: \x81\n" + POINTS, (3,), "not UTF-8"),
    ("UTF-8 and Latin-1 in one", "notes: é\n".encode() + b"title: \xe9\n" + POINTS,
     (3,), "not UTF-8, others are"),
    ("overlong UTF-8", b"notes: \xc0\xaf\n" + POINTS, (3,), "not UTF-8"),
    ("UTF-8 cut within a letter", POINTS + b"notes: caf\xc3", (3,), "not UTF-8"),
    ("Shift JIS", "notes: 合谷".encode("shift_jis") + b"\n" + POINTS, (0, 3), ""),
    ("EBCDIC", "points: [BL40]".encode("cp500"), (3,), ""),
    ("only carriage returns", b"notes: x\rpoints: [BL40]\r", (0,), ""),
    ("tabs", b"points:\n\t- BL40\n", (3,), "tab"),
    ("form feeds", b"points: [BL40]\n\x0c\n", (3,), "U+000C"),
    ("escapes of a terminal", b"\x1b]0;x\x07\x1b[2Jpoints: [BL40]\n", (3,), "U+001B"),
    ("controls of C1", "\x9b31mpoints: [BL40]\n".encode(), (3,), "U+009B"),
    ("line separators", "points: [BL40]\u2028notes: x\n".encode(), (3,), "U+2028"),
    ("a bomb of aliases", _BOMB.encode(), (3,), "must be quoted"),
    ("a bomb of merges", _MERGES.encode(), (3,), "must be quoted"),
    ("an alias to itself", b"points: &a [*a]\n", (3,), "must be quoted"),
    ("an anchor alone", b"points: &a [BL40]\n", (3,), "must be quoted"),
    ("an unknown alias", b"points: [*nosuch]\n", (3,), "must be quoted"),
    ("a Python object", b"points: !!python/object/apply:os.system ['id']\n",
     (3,), "must be quoted"),
    ("a Python name", b"notes: !!python/name:os.system\n" + POINTS, (3,), "must be quoted"),
    ("a tag of our own", b"points: !x [BL40]\n", (3,), "must be quoted"),
    ("binary", b"notes: !!binary aGk=\n" + POINTS, (3,), "must be quoted"),
    ("a tag directive", b"%TAG ! tag:x,2000:\n---\npoints: !y [BL40]\n", (3,), ""),
    ("a version directive", b"%YAML 9.9\n---\npoints: [BL40]\n", (3,), ""),
    ("two documents", POINTS + b"---\n" + POINTS, (3,), "second document"),
    ("a thousand documents", (b"---\n" + POINTS) * 1000, (3,), "second document"),
    ("a set", b"? points\n? tips\n", (3,), ""),
    ("a list as a key", b"? [a, b]\n: c\npoints: [BL40]\n", (3,), "must be quoted"),
    ("a group as a key", b"{a: b}: c\npoints: [BL40]\n", (3,), ""),
    ("an empty key", b": x\npoints: [BL40]\n", (3,), ""),
    ("a key of 100,000 letters", b'? "' + b"k" * 100_000 + b'"\n: x\n' + POINTS, (3,), "no field"),
    ("a million brackets", b"points: " + b"[" * 900_000, (3,), "20 deep"),
    ("braces", b"points: " + b"{" * 900_000, (3,), "20 deep"),
    ("groups in groups", b"points: " + b"{a: " * 200_000, (3,), "20 deep"),
    ("dashes in dashes", b"points:\n" + b"- " * 400_000 + b"x", (3,), "20 deep"),
    ("question marks", b"? " * 400_000, (3,), "20 deep"),
    ("closing brackets", b"points: [BL40" + b"]" * 900_000, (3,), ""),
    ("a quote never closed", b'notes: "' + b"x\n" * 400_000, (3,), "never closed"),
    ("half a million entries", _MANY_LONG, (3,), "10,000 entries"),
    ("10,000 entries in a line", b"points: [" + b"LI4," * 9_900 + b"]\n", (3,), "room for 40"),
    ("90,000 wrong lines", b"- x: [\n" * 90_000, (3,), ""),
    ("50,000 unknown fields", b"".join(b"k%d: x\n" % i for i in range(50_000)),
     (3,), "10,000 entries"),
    ("4,000 unknown fields", b"".join(b"k%d: x\n" % i for i in range(4_000)), (3,), "no field"),
    ("a field 4,000 times", b"notes: x\n" * 4_000 + POINTS, (3,), "second time"),
    ("a line of a million letters", b"notes: " + b"x" * 990_000, (3,), "room for 6,000"),
    ("a million blanks", b"notes: x" + b" " * 990_000 + b"y\n" + POINTS, (3,), "room for 6,000"),
    ("900,000 backslashes", b'notes: "' + b"\\\\" * 450_000 + b'"\n' + POINTS, (3,), "room for"),
    ("900,000 hashes", b"notes: x " + b"# " * 450_000 + b"\n" + POINTS, (3,), "starts a comment"),
    ("900,000 colons", b"notes: " + b": " * 450_000 + b"\n" + POINTS, (3,), ""),
    ("900,000 quotes", b"notes: " + b"'" * 900_000 + b"\n" + POINTS, (3,), ""),
    ("quoted texts side by side", b"notes: " + b'"a" ' * 225_000 + b"\n" + POINTS, (3,), "quote"),
    ("entries with comments", b"tips: [\n" + b"a, # x\n" * 9_000 + b"]\n" + POINTS, (3,), ""),
    ("a long line of short texts", b"x: [" + b"'a',    " * 9_900 + b" " * 800_000 + b"]\n",
     (3,), ""),
    ("a note of a hundred lines, each a list", b"notes: x\n" + b"  - y\n" * 99 + POINTS, (3,), ""),
    ("40 points of 60 words", b"points:\n" + (b"- " + b"a " * 59 + b"\n") * 40, (3,), "no point"),
    ("40 points of 60 codes", b"points:\n" + (b"- " + b"LI4 " * 29 + b"\n") * 40, (3,), ""),
    ("20 tips of 40,000 letters", b"tips:\n" + (b"- " + b"x" * 40_000 + b"\n") * 20 + POINTS,
     (3,), ""),
    ("60 reasons of 15,000 letters",
     b"acknowledge:\n" + b"".join(b'  "%d%s": x\n' % (i, b"k" * 900) for i in range(60)) + POINTS,
     (3,), ""),
    ("41 points", b"points: [" + b"LI4, " * 41 + b"]\n", (3,), "room for 40"),
    ("a point 40 times", b"points: [" + b"LI4, " * 40 + b"]\n", (3,), "second time"),
    ("a note of 3,001 letters", b"points: [{point: LI4, note: " + b"x " * 1501 + b"x}]",
     (3,), "3,003 characters"),
    ("notes of 6,001 letters", b"notes: " + b"x" * 6001 + b"\n" + POINTS, (3,), "6,001 characters"),
]  # fmt: skip

# a field that is looked up or understood, and what somebody may write there
FIELDS = ("routine", "conditions", "tips", "hold", "date", "next_visit", "link", "layout", "paper",
          "skin", "body", "language", "email", "clinic", "version", "acknowledge")  # fmt: skip
OF_CLINIC = ("email", "web", "booking", "logo", "colour", "paper", "language", "skin", "body",
             "smtp", "version")  # fmt: skip
VALUES = {
    "markup": "'<b>x</b>'",
    "a path up": "../../../../etc/passwd",
    "an absolute path": "/etc/passwd",
    "a home": "~/.ssh/id_rsa",
    "a drive": "'C:\\Windows\\win.ini'",
    "a server": "'\\\\192.0.2.1\\share\\x.yaml'",
    "a server in slashes": "//192.0.2.1/share/x.yaml",
    "a web address with a password": "http://a:b@127.0.0.1:9/x",
    "a file address": "file:///etc/passwd",
    "a script address": "'javascript:alert(1)'",
    "data": "'data:text/html,<b>x</b>'",
    "a device": "/dev/zero",
    "a header": "'\"a@b.example\\r\\nBcc: x@example.org\"'",
    "two lines": '"a@b.example\\nBcc: x@example.org"',
    "a formula": "'=1+1'",
    "100,000 letters": "x" * 100_000,
    "100,000 digits": "9" * 100_000,
    "a list in a list": "[[[[x]]]]",
    "a group": "{a: {b: c}}",
    "direction": '"a\\u202eb"',
    "an emoji": "😀",
    "a null": '"a\\0b"',
    "a month 13 in Arabic digits": "٢٠٢٦-١٣-٠٤",
    "a number without end": ".inf",
}


def _prescription_place(name: str, make: Make, exits: tuple[int, ...], says: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        make(folder / "p.yaml")
        return ["build", "p.yaml"]

    return Case("instead of a prescription", name, prepare, exits, (says,))


def _clinic_place(name: str, make: Make, exits: tuple[int, ...], says: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        make(folder / "c.yaml")
        (folder / "p.yaml").write_bytes(POINTS)
        return ["build", "p.yaml", "--clinic", "c.yaml"]

    return Case("instead of a clinic", name, prepare, exits, (says,))


def _content(name: str, data: bytes, exits: tuple[int, ...], says: str) -> Case:
    return _prescription_place(name, _bytes(data), exits, says)


def _clinic_content(name: str, data: bytes, exits: tuple[int, ...], _: str) -> Case:
    """The same bytes as a clinic; a clinic has other fields, but breaks as little."""
    return _clinic_place(name, _bytes(data), (0, 3), "")


def _field(field: str, name: str, value: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "p.yaml").write_bytes(f"{field}: {value}\n".encode() + POINTS)
        return ["build", "p.yaml"]

    return Case(f"in the field {field}", name, prepare, (3,), ("p.yaml:1",))


def _clinic_field(field: str, name: str, value: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "clinic.yaml").write_bytes(f"{field}: {value}\n".encode())
        (folder / "p.yaml").write_bytes(POINTS)
        return ["build", "p.yaml"]

    return Case(f"in the clinic's {field}", name, prepare, (3,), ("clinic.yaml:1",))


# files that another file names, or that lie where one is looked for


def _named(name: str, written: str, make: Make, exits: tuple[int, ...], says: str) -> Case:
    """A clinic that a prescription names."""

    def prepare(folder: Path) -> list[str]:
        make(folder / "c.yaml")
        (folder / "p.yaml").write_bytes(f"clinic: {written}\n".encode() + POINTS)
        return ["build", "p.yaml"]

    return Case("a clinic named in a prescription", name, prepare, exits, (says,))


def _found(name: str, make: Make, exits: tuple[int, ...], says: str) -> Case:
    """A clinic that lies beside a prescription."""

    def prepare(folder: Path) -> list[str]:
        make(folder / "clinic.yaml")
        (folder / "p.yaml").write_bytes(POINTS)
        return ["build", "p.yaml"]

    return Case("a clinic beside a prescription", name, prepare, exits, (says,))


def _in_folder(name: str, make: Make, exits: tuple[int, ...], says: str) -> Case:
    """A prescription in a folder that is run as a whole."""

    def prepare(folder: Path) -> list[str]:
        (folder / "in").mkdir()
        make(folder / "in" / "p.yaml")
        return ["batch", "in", "-o", "out", "--jobs", "1"]

    return Case("a prescription in a folder", name, prepare, exits, (says,))


def _within(path: Path) -> None:
    below = path.parent / "below"
    below.mkdir()
    (below / "real.yaml").write_bytes(b"name: Clinic\n")
    path.symlink_to("below/real.yaml")


def _linked_folder(path: Path) -> None:
    outside = path.parent.parent / "elsewhere"
    outside.mkdir()
    (outside / "c.yaml").write_bytes(b"name: Elsewhere\n")
    (path.parent / "sub").symlink_to(outside)


_OTHERS = [
    _named("a link outside", "c.yaml", _link_outside, (3,), "link to another folder"),
    _named("a link inside", "c.yaml", _within, (0,), ""),
    _named("through a linked folder", "sub/c.yaml", _linked_folder, (3,), "link to another folder"),
    _named("a link in a ring", "c.yaml", _link_in_a_ring, (3,), ""),
    _named("a pipe", "c.yaml", os.mkfifo, (3, 5), "a pipe or a device"),
    _named("a folder", "c.yaml", _folder, (3, 5), "a folder"),
    _named("dots", ".", _folder, (3, 5), ""),
    _named("nothing but a slash", "/", _folder, (3,), "same folder"),
    _found("a link outside", _link_outside, (3,), "link to another folder"),
    _found("a link inside", _within, (0,), ""),
    _found("a link to /etc/passwd", _link_to("/etc/passwd"), (3,), "link to another folder"),
    _found("a pipe", os.mkfifo, (0,), ""),
    _found("a folder", _folder, (0,), ""),
    _in_folder("a link outside", _link_outside, (3,), "link to another folder"),
    _in_folder("a link to /etc/passwd", _link_to("/etc/passwd"), (3,), "link to another folder"),
    _in_folder("a link to /dev/zero", _link_to("/dev/zero"), (3, 5), ""),
    _in_folder("a pipe", os.mkfifo, (5,), "a pipe or a device"),
    _in_folder("a folder", _folder, (5,), "a folder, not a file"),
    _in_folder("a link to nothing", _link_to("nowhere"), (5,), "no such file"),
]

_LINES = _clinic_place(
    "an address of 7 lines", _bytes(b"address: |\n" + b"  a\n" * 7), (3,), "room for 6"
)

CASES = [
    _LINES,
    *(_prescription_place(*place) for place in PLACES),
    *(_clinic_place(*place) for place in PLACES),
    *(_content(*content) for content in CONTENTS),
    *(_clinic_content(*content) for content in CONTENTS),
    *(_field(field, name, value) for field in FIELDS for name, value in VALUES.items()),
    *(_clinic_field(field, name, value) for field in OF_CLINIC for name, value in VALUES.items()),
    *_OTHERS,
]
