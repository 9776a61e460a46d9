"""Own layouts, as a stranger may send them: data only, bounded, and never a reason to hang or to fail while printing."""

# ruff: noqa: E501 - tables with one input a line
from __future__ import annotations

import re
from pathlib import Path

from .files import CONTENTS, PLACES
from .tried import Case

REFUSED, EITHER = (3,), (0, 3)
LAYOUTS: list[tuple[str, bytes, tuple[int, ...]]] = [
    ("one empty line", b"\n", EITHER),
    ("a script", b"about: <script>x</script>\n", (0,)),
    ("an about of 301 letters", b"about: " + b"x" * 301 + b"\n", REFUSED),
    ("type of no size", b"sizes: {body: 0}\n", REFUSED),
    ("type below nothing", b"sizes: {body: -12}\n", REFUSED),
    ("type of endless size", b"sizes: {body: .inf}\n", REFUSED),
    ("type that is no number", b"sizes: {body: .nan}\n", REFUSED),
    ("type in code", b"sizes: {body: __import__('os')}\n", REFUSED),
    ("type in other digits", "sizes: {body: ١٢}\n".encode(), REFUSED),
    ("type of 1e9", b"sizes: {body: 1e9}\n", REFUSED),
    ("type too small to read", b"sizes: {body: 11.9}\n", REFUSED),
    ("lines too tight to read", b"sizes: {leading: 14.9}\n", REFUSED),
    ("a foot too small to read", b"sizes: {foot: 6}\n", REFUSED),
    ("the largest type", b"sizes: {body: 24, leading: 36, title: 50, heading: 32, card: 32, strip: 32, call: 32, foot: 24, gap: 36, part: 72, gutter: 72, pad: 36}\n", EITHER),
    ("the smallest type", b"sizes: {body: 12, leading: 15, title: 12, heading: 12, card: 12, strip: 12, call: 12, foot: 12, gap: 3, part: 4, gutter: 10, pad: 5}\n", (0,)),
    ("large type on tight lines", b"sizes: {body: 24, leading: 15}\n", REFUSED),
    ("no white between anything", b"sizes: {gap: 0, part: 0, gutter: 0, pad: 0}\n", REFUSED),
    ("the widest margins", b"margins: {top: 144, right: 144, bottom: 144, left: 144}\n", EITHER),
    ("the widest margins and largest type", b"margins: {top: 144, right: 144, bottom: 144, left: 144}\nsizes: {body: 24, leading: 36, card: 32, heading: 32, pad: 36}\n", EITHER),
    ("margins wider than paper", b"margins: {left: 400, right: 400}\n", REFUSED),
    ("no margins", b"margins: {top: 0, right: 0, bottom: 0, left: 0}\n", REFUSED),
    ("the narrowest margins", b"margins: {top: 12, right: 12, bottom: 12, left: 12}\n", (0,)),
    ("the largest pictures", b"pictures: {icon: 72, tick: 30, code: 120, map: 420, logo: [300, 300]}\n", EITHER),
    ("the smallest pictures", b"pictures: {icon: 16, tick: 12, code: 60, map: 150, logo: [12, 12]}\n", (0,)),
    ("a map too small to find a spot on", b"pictures: {map: 60}\n", REFUSED),
    ("two heights for a map", b"pictures: {map: [150, 240]}\n", REFUSED),
    ("pictures of no size", b"pictures: {icon: 0}\n", REFUSED),
    ("one length for two", b"pictures: {logo: 90}\n", REFUSED),
    ("three lengths for two", b"pictures: {logo: [90, 90, 90]}\n", REFUSED),
    ("the largest cards", b"cards: [{points: 99, least: [300, 300], most: 700}]\n", EITHER),
    ("the smallest cards", b"cards: [{points: 99, columns: 2, least: [110, 110], most: 110}]\n", (0,)),
    ("cards upside down", b"cards: [{points: 99, least: [300, 300], most: 120}]\n", REFUSED),
    ("cards smaller than a thumb", b"cards: [{points: 99, least: [8, 8]}]\n", REFUSED),
    ("cards in 1,000 columns", b"cards: [{points: 99, columns: 1000}]\n", REFUSED),
    ("cards in no column", b"cards: [{points: 99, columns: 0}]\n", REFUSED),
    ("cards in three columns of large type", b"cards: [{points: 99, columns: 3}]\nsizes: {body: 24, leading: 30, card: 32}\n", EITHER),
    ("cards for no point", b"cards: [{points: 0}]\n", REFUSED),
    ("cards for one point only", b"cards: [{points: 1}]\n", EITHER),
    ("cards for half a point", b"cards: [{points: 1.5}]\n", REFUSED),
    ("cards for ever fewer points", b"cards: [{points: 9}, {points: 3}]\n", REFUSED),
    ("cards without rules", b"cards: []\n", REFUSED),
    ("cards that are text", b"cards: xyz\n", REFUSED),
    ("rules that are text", b"cards: [a, b]\n", REFUSED),
    ("rules without an end", b"cards: [" + b"{points: 1}," * 3_000 + b"]\n", REFUSED),
    ("rules in rules", b"cards: [{points: 9, cards: [{points: 1}]}]\n", REFUSED),
    ("pictures behind the words", b"cards: [{points: 99, pictures: behind}]\n", REFUSED),
    ("yes that is a list", b"cards: [{points: 99, hands: [yes]}]\n", REFUSED),
    ("everything that is not so", b"cards: [{points: 99, hands: no, steps: no}]\n", (0,)),
    ("no parts", b"flow: []\n", REFUSED),
    ("a part twice", b"flow: [points, points]\n", REFUSED),
    ("a part twice, once in columns", b"flow: [points, {columns: {parts: [points]}}]\n", REFUSED),
    ("a part 10,000 times", b"flow: [" + b"points," * 9_000 + b"]\n", REFUSED),
    ("a part that is a path", b"flow: [../../etc/passwd]\n", REFUSED),
    ("only the small print", b"flow: [disclaimer]\n", REFUSED),
    ("only the map", b"flow: [map]\n", REFUSED),
    ("columns of nothing", b"flow: [{columns: {}}]\n", REFUSED),
    ("columns that are text", b"flow: [{columns: ab}]\n", REFUSED),
    ("parts that are text", b"flow: [{columns: {parts: ab}}]\n", REFUSED),
    ("columns of cards", b"flow: [{columns: {count: 2, parts: [points]}}]\n", REFUSED),
    ("four narrow columns", b"flow: [dose, safety, points, {columns: {count: 4, least: 150, parts: [tips, chart, how, call, map, disclaimer]}}]\n", EITHER),
    ("four narrow columns of the largest type", b"sizes: {body: 24, leading: 36}\nflow: [dose, safety, points, {columns: {count: 4, least: 150, parts: [tips, chart, how, call, disclaimer]}}]\n", EITHER),
    ("columns wider than paper", b"flow: [dose, safety, points, {columns: {count: 4, least: 1000, parts: [call, disclaimer]}}]\n", (0,)),
    ("2,000 columns", b"flow: [{columns: {count: 2000, parts: [tips]}}]\n", REFUSED),
    ("no column", b"flow: [{columns: {count: 0, parts: [tips]}}]\n", REFUSED),
    ("a column and a half", b"flow: [{columns: {count: 1.5, parts: [tips]}}]\n", REFUSED),
    ("columns in columns", b"flow: [{columns: {parts: [{columns: {parts: [points]}}]}}]\n", REFUSED),
    ("columns 100 deep", b"flow: [" + b"{columns: {parts: [" * 100 + b"points" + b"]}}" * 100 + b"]\n", REFUSED),
    ("two regions in one", b"flow: [{columns: {parts: [tips]}, balance: {}}]\n", REFUSED),
    ("a region of nothing", b"flow: [{}]\n", REFUSED),
    ("keys of the old layouts", b"tighter: [{}]\nfigures: {}\npanel: {}\n", REFUSED),
    ("an unknown key", b"script: x\n", REFUSED),
    ("a base that is a path", b"based-on: ../../secret\n", REFUSED),
    ("a base that is an absolute path", b"based-on: /etc/passwd\n", REFUSED),
    ("a base that is hidden", b"based-on: _card\n", REFUSED),
    ("a base that is a list", b"based-on: [sheet]\n", REFUSED),
    ("a base that is itself", b"based-on: a base that is itself\n", REFUSED),
    ("every size at once", b"sizes: {body: 24}\n", EITHER),
    ("all hidden", b"sections: {hide: [dose, safety, map, points, how, tips, chart, notes, visit, call, link, contact, disclaimer]}\n", REFUSED),
    ("all that may be hidden", b"sections: {hide: [map, how, tips, chart, notes, visit, link, contact]}\n", (0,)),
    ("the last first", b"sections: {order: [disclaimer, points, safety]}\n", REFUSED),
    ("cards behind everything", b"sections: {order: [contact, link, visit, notes, chart, tips, how, map, call, points]}\n", (0,)),
    ("a colour that nobody sees", b"colours: {accent: white}\n", REFUSED),
    ("a colour in code", b"colours: {accent: 'url(http://example.org)'}\n", REFUSED),
]  # fmt: skip


def _slug(name: str) -> str:
    """Each case has a layout of its own name: one that was read is known by it for ever after."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _write(folder: Path, name: str) -> Path:
    (folder / "p.yaml").write_text(
        "patient: Maria Lopez\nroutine: low-back\nnotes: Press before your evening walk.\n"
        "link: https://example.org/a\nnext_visit: 2026-12-04\n",
        "utf-8",
    )
    (folder / "clinic.yaml").write_text("name: Willow\n", "utf-8")
    (folder / "layouts").mkdir()
    return folder / "layouts" / f"{_slug(name)}.yaml"


def _layout(name: str, data: bytes, exits: tuple[int, ...]) -> Case:
    def prepare(folder: Path) -> list[str]:
        _write(folder, name).write_bytes(data)
        return ["build", "p.yaml", "--layout", _slug(name)]

    return Case("a layout", name, prepare, exits)


def _content(name: str, data: bytes, exits: tuple[int, ...], _: str) -> Case:
    return _layout(name, data, EITHER)


def _place(place: tuple) -> Case:  # type: ignore[type-arg]
    name, make, _, _ = place

    def prepare(folder: Path) -> list[str]:
        make(_write(folder, name))
        return ["build", "p.yaml", "--layout", _slug(name)]

    return Case("instead of a layout", name, prepare, (3, 5))


def _asked(name: str, layout: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder.parent / "secret.yaml").write_text("about: x\n")
        _write(folder, "any")
        return ["build", "p.yaml", "--layout", layout]

    return Case("a layout's name", name, prepare, (3,), ("no layout",))


CASES = [
    *(_layout(*layout) for layout in LAYOUTS),
    *(_content(*content) for content in CONTENTS),
    *map(_place, PLACES),
    _asked("a path up", "../../secret"),
    _asked("a hidden one", "_card"),
    _asked("an absolute path", "/etc/passwd"),
    _asked("nothing", ""),
    _asked("markup", "<b>x</b>"),
    _asked("an escape", "\x1b[31mx"),
    _asked("10,000 letters", "x" * 10_000),
]
