"""Layouts from strangers: data only, bounded, and never a reason to hang or to fail in the press."""

# ruff: noqa: E501 - tables with one input a line
from __future__ import annotations

from pathlib import Path

from .files import CONTENTS, PLACES
from .tried import Case

REFUSED, EITHER = (3,), (0, 3)
LAYOUTS: list[tuple[str, bytes, tuple[int, ...]]] = [
    ("one empty line", b"\n", EITHER),
    ("a script", b"about: <script>x</script>\n", (0,)),
    ("type of no size", b"sizes: {body: 0}\n", REFUSED),
    ("type below nothing", b"sizes: {body: -12}\n", REFUSED),
    ("type of endless size", b"sizes: {body: .inf}\n", REFUSED),
    ("type that is no number", b"sizes: {body: .nan}\n", REFUSED),
    ("type in code", b"sizes: {body: __import__('os')}\n", REFUSED),
    ("type in other digits", "sizes: {body: ١٢}\n".encode(), REFUSED),
    ("type of 1e9", b"sizes: {body: 1e9}\n", REFUSED),
    ("the largest type", b"sizes: {body: 72, leading: 72, lead: 72, title: 72, heading: 72, card: 72, foot: 72, gap: 72, part: 72, gutter: 72, pad: 72}\n", EITHER),
    ("the smallest type", b"sizes: {body: 6, leading: 6, lead: 6, title: 6, heading: 6, card: 6, foot: 6, gap: 0, part: 0, gutter: 0, pad: 0}\n", (0,)),
    ("the widest margins", b"margins: {top: 144, right: 144, bottom: 144, left: 144}\n", EITHER),
    ("the widest margins and largest type", b"margins: {top: 144, right: 144, bottom: 144, left: 144}\nsizes: {body: 72, leading: 72, card: 72, heading: 72, pad: 72}\n", EITHER),
    ("margins wider than paper", b"margins: {left: 400, right: 400}\n", REFUSED),
    ("no margins", b"margins: {top: 0, right: 0, bottom: 0, left: 0}\n", (0,)),
    ("the largest pictures", b"figures: {card: [600, 600], map: [600, 600], picture: 600, icon: 600, code: 600, logo: [600, 600]}\n", EITHER),
    ("the smallest pictures", b"figures: {card: [8, 8], map: [8, 8], picture: 8, icon: 8, code: 8, logo: [8, 8]}\n", EITHER),
    ("pictures upside down", b"figures: {card: [300, 10]}\n", EITHER),
    ("pictures of no size", b"figures: {card: [0, 0]}\n", REFUSED),
    ("small panels", b"panel: {width: 1, height: 1}\n", EITHER),
    ("large panels", b"panel: {width: 2000, height: 2000}\n", EITHER),
    ("panels without height", b"panel: {width: 100}\n", EITHER),
    ("panels of small type", b"panel: {width: 60, height: 60}\nsizes: {body: 6, leading: 6}\n", EITHER),
    ("no parts", b"flow: []\n", EITHER),
    ("a part twice", b"flow: [points, points]\n", REFUSED),
    ("a part 10,000 times", b"flow: [" + b"points," * 9_000 + b"]\n", REFUSED),
    ("a part that is a path", b"flow: [../../etc/passwd]\n", REFUSED),
    ("only the small print", b"flow: [disclaimer]\n", (0,)),
    ("columns of nothing", b"flow: [{columns: {shares: [], of: []}}]\n", REFUSED),
    ("columns that are text", b"flow: [{columns: {shares: 11, of: ab}}]\n", REFUSED),
    ("columns of empty columns", b"flow: [{columns: {shares: [1, 1], of: [[], []]}}]\n", EITHER),
    ("columns without shares", b"flow: [{columns: {of: [[points]]}}]\n", REFUSED),
    ("columns of one to a hundred", b"flow: [{columns: {shares: [1, 100], least: 1, of: [[points], [tips]]}}]\n", EITHER),
    ("six narrow columns", b"flow: [{columns: {shares: [1,1,1,1,1,1], least: 1, of: [[points],[tips],[chart],[feel],[call],[map]]}}]\n", EITHER),
    ("100 columns", b"flow: [{columns: {shares: [" + b"1," * 100 + b"], of: [" + b"[]," * 100 + b"]}}]\n", REFUSED),
    ("columns in columns", b"flow: [{columns: {shares: [1], of: [[{columns: {shares: [1], of: [[{columns: {shares: [1], of: [[points]]}}]]}}]]}}]\n", EITHER),
    ("columns 100 deep", b"flow: [" + b"{columns: {shares: [1], of: [[" * 100 + b"points" + b"]]}}" * 100 + b"]\n", REFUSED),
    ("balance of none", b"flow: [{balance: {count: 0, parts: [points]}}]\n", REFUSED),
    ("balance of half", b"flow: [{balance: {count: 1.5, parts: [points]}}]\n", EITHER),
    ("balance of six", b"flow: [{balance: {count: 6, least: 1, parts: [points, tips, chart]}}]\n", EITHER),
    ("balance of 2,000", b"flow: [{balance: {count: 2000, parts: [points]}}]\n", REFUSED),
    ("balance of nothing", b"flow: [{balance: {}}]\n", EITHER),
    ("two regions in one", b"flow: [{balance: {parts: [tips]}, columns: {}}]\n", REFUSED),
    ("variants without an end", b"tighter: [" + b"{}," * 3_000 + b"]\n", REFUSED),
    ("12 variants", b"tighter: [" + b"{sizes: {gap: 1}}," * 12 + b"]\n", (0,)),
    ("variants in variants", b"tighter: [{tighter: [{}]}]\n", REFUSED),
    ("variants that are text", b"tighter: xyz\n", REFUSED),
    ("an unknown key", b"script: x\n", REFUSED),
    ("yes that is a list", b"cards: {run_in: [yes]}\n", REFUSED),
    ("everything that is not so", b"cards: {run_in: yes, caption: yes, brief: yes, own_page: yes}\n", (0,)),
]  # fmt: skip


def _write(folder: Path) -> Path:
    (folder / "p.yaml").write_text(
        "patient: Maria Lopez\nroutine: low-back\nnotes: Press before your evening walk.\n"
        "link: https://example.org/a\nnext_visit: 2026-12-04\n",
        "utf-8",
    )
    (folder / "layouts").mkdir()
    return folder / "layouts" / "l.yaml"


def _layout(name: str, data: bytes, exits: tuple[int, ...]) -> Case:
    def prepare(folder: Path) -> list[str]:
        _write(folder).write_bytes(data)
        return ["build", "p.yaml", "--layout", "l"]

    return Case("a layout", name, prepare, exits)


def _content(name: str, data: bytes, exits: tuple[int, ...], _: str) -> Case:
    return _layout(name, data, EITHER)


def _place(place: tuple) -> Case:  # type: ignore[type-arg]
    name, make, _, _ = place

    def prepare(folder: Path) -> list[str]:
        make(_write(folder))
        return ["build", "p.yaml", "--layout", "l"]

    return Case("instead of a layout", name, prepare, (3, 5))


def _asked(name: str, layout: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder.parent / "secret.yaml").write_text("about: x\n")
        _write(folder)
        return ["build", "p.yaml", "--layout", layout]

    return Case("a layout's name", name, prepare, (3,), ("no layout",))


CASES = [
    *(_layout(*layout) for layout in LAYOUTS),
    *(_content(*content) for content in CONTENTS),
    *map(_place, PLACES),
    _asked("a path up", "../../secret"),
    _asked("an absolute path", "/etc/passwd"),
    _asked("nothing", ""),
    _asked("markup", "<b>x</b>"),
    _asked("an escape", "\x1b[31mx"),
    _asked("10,000 letters", "x" * 10_000),
]
