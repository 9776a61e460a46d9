"""The handout of the comparison, for engines that know nothing of handouts.

We compose it as for any patient, then write down its texts and drawings: `story.json`, an SVG for
each picture, the logo, and the table of patients. What differs from patient to patient stands as
`{patient}`, `{note}` and `{visit}` in the texts.
"""

from __future__ import annotations

import csv
import json
import struct
import zlib
from pathlib import Path
from typing import Any

from handouts.delivery.build import Clinics, Options, compose_checked, examined, render_checked
from handouts.handout import (
    BodyMap,
    Bullets,
    Callout,
    Contact,
    Facts,
    Handout,
    Paragraph,
    Pictures,
    PointCard,
    PointFigure,
    Steps,
    TickChart,
    TipCard,
    plain,
)
from handouts.library import load_library
from handouts.prescription.table import open_table, read_row
from handouts.press.pictures.bodymap import plan as plan_map
from handouts.press.pictures.drawings import drawing, read_paths, rgb, tones
from handouts.press.pictures.figures import Look
from handouts.press.pictures.icons import FOLDER as ICONS
from handouts.press.pictures.spot_plan import plans
from handouts.press.pictures.window import Window
from handouts.press.typesetting.fonts import Fonts

ROUTINE = "low-back"  # five points, four tips
MARKS = {"patient": "Qpatientq", "note": "Qnoteq", "visit": "2027-02-22"}
SHOWN_VISIT = "Monday, 22 February 2027"
CLINIC = """name: Willow Tree Acupuncture
practitioner: Hannah Park
credentials: L.Ac., DAOM
phone: 555-0134
web: https://willowtree.example
colour: "#1f5f5b"
paper: letter
logo: logo.png
"""
Data = dict[str, Any]


def patients(count: int) -> list[tuple[str, str, str]]:
    """Name, note and day of the next visit."""
    return [
        (f"Maria Lopez {n}", f"Walk {n % 9 + 1} times a day. Your number is {n}.", "2027-01-04")
        for n in range(count)
    ]


def write_story(folder: Path, count: int) -> list[str]:
    """Everything the engines need; the texts that each of their pages must hold."""
    write_logo(folder / "logo.png")
    (folder / "clinic.yaml").write_text(CLINIC)
    write_table(folder / "patients.csv", [*patients(count), tuple(MARKS.values())])
    write_one(folder / "one.yaml")
    headings, rows, _ = open_table(folder / "patients.csv")
    row = read_row(headings, *list(rows)[-1], load_library(), {})
    assert row.prescription, row.problems
    handout = compose_checked(examined(row.prescription, Options(), folder / "x", (), Clinics()))
    pressed = render_checked(examined(row.prescription, Options(), folder / "x", (), Clinics()))
    story = Story(folder, text_of(pressed.pdf)).tell(handout)
    (folder / "story.json").write_text(json.dumps(story, ensure_ascii=False, indent=1))
    return texts_of(story)


def write_table(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("patient", "routine", "conditions", "notes", "next_visit"))
        writer.writerows((name, ROUTINE, "none", note, visit) for name, note, visit in rows)


def write_one(path: Path) -> None:
    name, note, visit = patients(1)[0]
    path.write_text(
        f"patient: {name}\nroutine: {ROUTINE}\nconditions: none\nnotes: {note}\n"
        f"next_visit: {visit}\n"
    )


def write_logo(path: Path) -> None:
    """A PNG of 600 by 200: rings of colour, so that it neither shrinks to nothing nor is noise."""
    rows = bytearray()
    for y in range(200):
        rows.append(0)
        for x in range(600):
            far = ((x - 300) // 3) ** 2 + (y - 100) ** 2
            inside = far < 9000
            shade = far // 36 % 90 if inside else 0
            rows += bytes((31 + shade, 95 + shade, 91 + shade) if inside else (255, 255, 255))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 600, 200, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(rows), 9))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b""))


class Story:
    """Turns blocks into `[kind, …]` lists."""

    def __init__(self, folder: Path, said: str) -> None:
        self.folder, self.said = folder, said
        self.look = Look("#1f5f5b", "medium", Fonts(), 10)
        self.count = 0

    def tell(self, handout: Handout) -> Data:
        told = [block for part in handout.parts for block in self._part(part)]
        brand = handout.brand
        return {
            "clinic": [brand.name, *brand.lines],
            "title": plain(handout.title),
            "subtitle": _open(plain(handout.subtitle)),
            "foot": plain(handout.running),
            "blocks": told,
        }

    def _says(self, text: Any) -> bool:
        """Whether our own page has room for a text that may be left out."""
        return bare(plain(text)) in self.said

    def _part(self, part: Any) -> list[list[Any]]:
        title = plain(part.title)
        first = getattr(part.blocks[0], "title", None)
        heads = [["heading", title]] if title and (first is None or plain(first) != title) else []
        return [*heads, *(one for block in part.blocks for one in self._block(block))]

    def _block(self, block: Any) -> list[list[Any]]:
        match block:
            case Paragraph(text=text):
                return [["text", _open(plain(text))]]
            case Steps(items=items):
                return [["steps", [plain(item) for item in items]]]
            case Bullets(items=items):
                return [["list", [plain(item) for item in items]]]
            case Facts(items=items):
                return [["facts", [[plain(name), plain(value)] for name, value in items]]]
            case Callout(title=title, body=body):
                items = [plain(i) for b in body if isinstance(b, Bullets) for i in b.items]
                return [["box", plain(title), items]]
            case Contact(title=title, lines=lines):
                facts = [[plain(name), plain(value)] for name, value, _ in lines]
                return [["heading", plain(title)], ["facts", facts]]
            case BodyMap():
                return [["pictures", self._map(block)]]
            case Pictures(items=items):
                found = [drawing(one.view) for one in items]
                return [
                    ["pictures", [self._svg(one.paths, (0, 0, one.width, one.height))]]
                    for one in found
                ] + [["text", plain(one.caption)] for one in items if self._says(one.caption)]
            case PointCard():
                return [["card", self._card(block)]]
            case TipCard():
                paths = read_paths(ICONS / f"{block.icon}.svg")
                icon = self._svg(paths[2], (0, 0, 48, 48), tone={"fill": "#d3e0df"})
                steps = [plain(step) for step in block.steps]
                cautions = [plain(line) for line in block.cautions]
                return [["tip", icon, plain(block.title), steps, cautions]]
            case TickChart():
                rows = [plain(row) for row in block.rows]
                return [["chart", plain(block.corner), [plain(c) for c in block.columns], rows]]
        raise TypeError(type(block))

    def _card(self, card: PointCard) -> Data:
        labels = [label for _, label in card.figure.landmarks if bare(label) in self.said]
        return {
            "number": str(card.number),
            "place": plain(card.place),
            "names": [[span.text, "zh" if span.lang == "zh-Hant" else ""] for span in card.names],
            "picture": self._figure(card.figure),
            "labels": labels,
            "find_title": plain(card.find_title),
            "find": [plain(step) for step in card.find],
            "press_title": plain(card.press_title),
            "press": [[plain(name), plain(value)] for name, value in card.press],
            "why": plain(card.why),
            "cautions": [plain(line) for line in card.cautions],
        }

    def _figure(self, figure: PointFigure) -> str:
        pane = plans(figure, (104, 128), self.look)[0].pane
        at = [spot for target in pane.targets for spot in target.spots]
        return self._window(pane.window, at)

    def _map(self, block: BodyMap) -> list[str]:
        figures = plan_map(block, (310, 180), self.look)
        return [self._window(one.window, [p.at for p, _ in one.pins]) for one in figures]

    def _window(self, window: Window, spots: Any) -> str:
        """The part of a drawing that is seen, with a ring at each spot of the page."""
        left, _, _, top = window.rect
        rings = []
        for x, y in spots:
            across = (x - left) / window.scale
            across = window.width - across if window.mirrored else across
            at = (window.x + across, window.y + (top - y) / window.scale)
            rings.append((*at, 7 / window.scale))
        box = (window.x, window.y, window.width, window.height)
        return self._svg(drawing(window.view).paths, box, rings)

    def _svg(self, paths: Any, box: Any, rings: Any = (), tone: Any = None) -> str:
        colours = tones()["medium"] | {"paper": "#ffffff"} | (tone or {})
        x, y, width, height = box
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:g} {y:g} {width:g} {height:g}"'
            f' width="{width:g}" height="{height:g}">'
        ]
        for kind, thick, d in paths:
            colour = colours[kind]
            if colour == "none":
                continue
            assert rgb(colour)
            drawn = f'fill="none" stroke="{colour}" stroke-width="{thick}"'
            filled = f'fill="{colour}" fill-rule="evenodd"'
            lines.append(f'<path {drawn if kind in ("line", "fine", "bone") else filled} d="{d}"/>')
        for cx, cy, radius in rings:
            lines.append(
                f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:.1f}" fill="#ffffff"'
                f' stroke="#0f0a08" stroke-width="{radius / 4:.1f}"/>'
            )
        self.count += 1
        name = f"picture-{self.count}.svg"
        (self.folder / name).write_text("\n".join([*lines, "</svg>"]))
        return name


def text_of(pdf: bytes | Path) -> str:
    """What a document says, bare."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(pdf)
    return bare("".join(page.get_textpage().get_text_bounded() for page in pages))


def bare(text: str) -> str:
    """Letters and figures alone: where lines end is each engine's own business."""
    return "".join(char for char in text if char.isalnum())


def _open(text: str) -> str:
    for name, mark in MARKS.items():
        text = text.replace(SHOWN_VISIT if name == "visit" else mark, f"{{{name}}}")
    return text


def texts_of(value: Any) -> list[str]:
    """All texts of a story but for the names of pictures."""
    if isinstance(value, str):
        return [] if value.endswith(".svg") or value in _KINDS else [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in texts_of(one)]


_KINDS = frozenset(
    ["heading", "text", "steps", "list", "facts", "box", "pictures", "card", "tip", "chart", "zh"]
)
