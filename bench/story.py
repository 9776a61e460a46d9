"""The handout of the comparison, for engines that know nothing of handouts.

We compose it as for any patient, then write down what its layout prints: texts in `story.json`, an
SVG for each picture, the logo, and the table of patients. What differs from patient to patient
stands as `{patient}`, `{note}` and `{visit}` in the texts.
"""

from __future__ import annotations

import csv
import json
import shutil
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import segno

from handouts.delivery.build import (
    Checked,
    Clinics,
    Options,
    check,
    compose_checked,
    examined,
    render_checked,
)
from handouts.files.paths import ASSETS
from handouts.handout import (
    BodyMap,
    Bullets,
    Callout,
    Contact,
    DoseStrip,
    Handout,
    MeasureFigure,
    Paragraph,
    Picture,
    PointCard,
    PointFigure,
    PressFigure,
    SafetyBox,
    Steps,
    TickChart,
    TipCard,
    WebLink,
    plain,
)
from handouts.library import atlas, load_library
from handouts.prescription.tables.table import open_table, read_row
from handouts.render import fonts
from handouts.render.layout import parts_of
from handouts.render.layout_file import load_layout
from handouts.render.pictures import Look, map_size, plan_measure, plan_point, plan_press
from handouts.render.pictures.body_map import plan_map
from handouts.render.pictures.drawings import STROKED, groups, size, tones
from handouts.render.pictures.icons import FOLDER as ICONS
from handouts.render.pictures.laying import Laid
from handouts.render.pictures.window import Window

ROUTINE = "low-back"  # five points, four tips
EXAMPLE = Path(__file__).parents[1] / "examples" / "low-back.yaml"
FONTS = (
    "AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "NotoSans-Regular",
    "NotoSansSC-Names",
)  # fmt: skip
MARKS = {"patient": "Qpatientq", "note": "Qnoteq", "visit": "2027-02-22"}
SHOWN_VISIT = "Monday, February 22, 2027"
VISIT = "Monday, January 4, 2027"
"""The day of `patients`, as the page shows it."""
CLINIC = """name: Willow Tree Acupuncture
practitioner: Hannah Park
credentials: L.Ac., DAOM
phone: 555-0134
web: https://willowtree.example
colour: "#1f5f5b"
paper: letter
dates: us
logo: logo.png
"""
Data = dict[str, Any]
HOW = (0.0, 0.0, 110.0, 150.0)
"""The frame of a picture of how to measure and press, points."""


def patients(count: int) -> list[tuple[str, str, str]]:
    """Name, note and day of the next visit."""
    return [
        (f"Maria Lopez {n}", f"Walk {n % 9 + 1} times a day. Your number is {n}.", "2027-01-04")
        for n in range(count)
    ]


def write_story(folder: Path, count: int) -> list[str]:
    """Everything the engines need; the texts that each of their pages must hold."""
    write_fonts(folder / "fonts")
    write_logo(folder / "logo.png")
    (folder / "clinic.yaml").write_text(CLINIC)
    write_table(folder / "patients.csv", [*patients(count), tuple(MARKS.values())])
    headings, rows, _ = open_table(folder / "patients.csv")
    row = read_row(headings, *list(rows)[-1], load_library())
    checked = examined(row.value, Options(), folder / "x", (), Clinics())
    return _told(checked, folder)


def write_example(folder: Path) -> list[str]:
    """The same for the example prescription, which has nothing that differs."""
    write_fonts(folder / "fonts")
    return _told(check(EXAMPLE), folder)


def _told(checked: Checked, folder: Path) -> list[str]:
    said = text_of(render_checked(checked).pdf)
    story = Story(folder, said).tell(compose_checked(checked))
    (folder / "story.json").write_text(json.dumps(story, ensure_ascii=False, indent=1))
    return texts_of(story)


def write_fonts(folder: Path) -> None:
    """The faces that our page uses, and no other."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        shutil.copy(ASSETS / "fonts" / f"{name}.ttf", folder)


def write_table(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("patient", "routine", "conditions", "notes", "next_visit"))
        writer.writerows((name, ROUTINE, "none", note, visit) for name, note, visit in rows)


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
    """Turns the blocks that the layout prints into `[kind, …]` lists."""

    def __init__(self, folder: Path, said: str) -> None:
        self.folder, self.said = folder, said
        fonts.open_faces()
        self.look = Look("#1f5f5b", "medium", atlas.NEUTRAL, 12)
        self.count = 0
        self.known: dict[str, str] = {}

    def tell(self, handout: Handout) -> Data:
        parts = {part.name: part for part in handout.parts}
        names = [name for region in load_layout("sheet").flow for name in parts_of(region)]
        brand = handout.brand
        clinic = [brand.name, *brand.lines, *(brand.call[:1] if brand.call else ())]
        return {
            "logo": "logo.png" if brand.logo else "",
            "clinic": [line for line in clinic if line],
            "title": plain(handout.title),
            "subtitle": _open(plain(handout.subtitle)),
            "foot": handout.running,
            "blocks": [one for name in names if name in parts for one in self._part(parts[name])],
        }

    def _part(self, part: Any) -> list[list[Any]]:
        title = plain(part.title)
        if part.name == "map" and not self._says(title):
            return []  # printed only where there is room
        heads = [["heading", title]] if self._says(title) else []
        return [*heads, *(one for block in part.blocks for one in self._block(block))]

    def _says(self, text: str) -> bool:
        """Whether our own page prints a text that may be left out."""
        return bool(text) and bare(text) in self.said

    def _block(self, block: Any) -> list[list[Any]]:
        match block:
            case Paragraph(text=text):
                return [["text", _open(plain(text))]]
            case Steps(items=items):
                return [["steps", _each(items)]]
            case Bullets(items=items):
                return [["list", _each(items)]]
            case DoseStrip(items=items):
                return [["strip", [[plain(large), plain(small)] for large, small in items]]]
            case SafetyBox(rows=rows):
                return [["safety", [[plain(label), _each(items)] for label, items in rows]]]
            case Callout(title=title, body=body):
                items = [i for b in body for i in (b.items if isinstance(b, Bullets) else [b.text])]
                return [["box", plain(title), _each(items)]]
            case Contact(lines=lines):
                return [["facts", [[plain(name), plain(value)] for name, value, _ in lines]]]
            case WebLink(url=url, label=label, hint=hint):
                code = self._code(url)
                texts = [plain(label), plain(hint), url.removeprefix("https://")]
                return [["link", code, [text for text in texts if self._says(text)]]]
            case BodyMap():
                return [["pictures", self._map(block)]]
            case PointCard():
                return [["card", self._card(block)]]
            case TipCard():
                icon = self._drawing(ICONS / f"{block.icon}.ops", {"fill": "#d3e0df"})
                return [
                    ["tip", icon, plain(block.title), _each(block.steps), _each(block.cautions)]
                ]
            case TickChart(times=times):
                rows = [
                    f"{plain(row)} {plain(time)}" if number == 0 else plain(time)
                    for row in block.rows
                    for number, time in enumerate(times or ((),))
                ]
                return [["chart", plain(block.corner), _each(block.columns), rows]]
        raise TypeError(type(block))

    def _card(self, card: PointCard) -> Data:
        # the first of two measures, for which this page has no room, is set by nobody
        how = [one for one in card.how if not (isinstance(one, MeasureFigure) and one.first)]
        return {
            "number": str(card.number),
            "place": plain(card.place),
            "names": [[span.text, "zh" if span.lang == "zh-Hant" else ""] for span in card.names],
            "where": self._figure(card.where),
            "labels": [text for _, text in card.where.landmarks if self._says(text)],
            "how": [self._picture(one) for one in how],
            "captions": [self._caption(one) for one in how],
            "steps": _each(card.steps),
            "dose": plain(card.dose),
            "why": plain(card.why) if self._says(plain(card.why)) else "",
            "cautions": _each(card.cautions),
            "note": _each(card.note),
        }

    def _caption(self, one: MeasureFigure | PressFigure | Picture) -> str:
        """What stands under a picture: a measure whose first is not shown says no "Then"."""
        usual = plain(one.caption)
        alone = isinstance(one, MeasureFigure) and not self._says(usual)
        return plain(one.alone) if alone else usual

    # ── pictures ────────────────────────────────────────────────────────────────────────────────

    def _figure(self, figure: PointFigure) -> str:
        """The part of a drawing that our card shows, with its rings and its measure."""
        plan = plan_point(figure, 160, 160, self.look)
        lines = [line for line in (plan.first, plan.guide) if line]
        return self._window(plan.window, lines, [(mark.at, mark.radius) for mark in plan.markers])

    def _map(self, block: BodyMap) -> list[str]:
        """Its figures, with a line from each dot to where its number stands."""
        figures = plan_map(block, map_size(block, self.look, 150, 0)[1], self.look)
        return [
            self._window(
                one.window,
                [(pin.dot, pin.at) for pin in one.pins],
                [*((dot, 2.4) for dot in one.dots), *((pin.at, 9.0) for pin in one.pins)],
            )
            for one in figures
        ]

    def _window(self, window: Window, lines: Any, rings: Any) -> str:
        """A window on a drawing with what lies over it, in units of the drawing."""
        left, top, right, bottom = window.crop

        def units(at: tuple[float, float]) -> tuple[float, float]:
            x = (at[0] - window.corner[0]) / window.scale
            across = right - x if window.mirrored else left + x
            return across, top + (window.corner[1] - at[1]) / window.scale

        over = []
        for start, end in lines:
            (a, b), (c, d), width = units(start), units(end), 1.5 / window.scale
            over.append(_path(f"M {a:.1f} {b:.1f} L {c:.1f} {d:.1f}", "#0f0a08", f"{width:.2f}"))
        over += [_ring(units(at), radius / window.scale) for at, radius in rings]
        file = window.view.drawing
        return self._svg(file, tones()["medium"], (left, top, right - left, bottom - top), over)

    def _picture(self, picture: MeasureFigure | PressFigure | Picture) -> str:
        if isinstance(picture, PressFigure):
            press = plan_press(picture, HOW, atlas.NEUTRAL)
            return self._laid(press.window, press.hands)
        if isinstance(picture, MeasureFigure):
            measure = plan_measure(picture, HOW, atlas.NEUTRAL)
            return self._laid(measure.window, measure.hands, measure.line)
        return self._drawing(atlas.drawing(picture.view), {})

    def _laid(self, window: Window, hands: Sequence[Laid], line: Any = None) -> str:
        """The part of the body, and on it the hands, in units of the body's drawing."""
        a, _, _, d, e, f = window.matrix

        def units(x: float, y: float) -> tuple[float, float]:
            return (x - e) / a, (y - f) / d

        ends = (units(*HOW[:2]), units(*HOW[2:]))
        left, right = sorted(x for x, _ in ends)
        top, bottom = sorted(y for _, y in ends)
        colours, over = tones()["medium"], []
        for laid in hands:
            m = laid.matrix
            turn = (m[0] / a, m[1] / d, m[2] / a, m[3] / d, *units(m[4], m[5]))
            moved = " ".join(f"{value:.4f}" for value in turn)
            paths = [
                _path(" ".join(_commands(path)), colours[kind], thick if kind in STROKED else "")
                for kind, thick, _, path in groups(laid.hand.drawing)
            ]
            over += [f'<g transform="matrix({moved})">', *paths, "</g>"]
        if line:
            (x, y), end = units(*line[0]), units(*line[1])
            width = 1.8 / window.scale
            drawn = f"M {x:.1f} {y:.1f} L {end[0]:.1f} {end[1]:.1f}"
            over += [_path(drawn, "#0f0a08", f"{width:.2f}"), _ring(end, 5.0 / window.scale)]
        file = window.view.drawing
        return self._svg(file, colours, (left, top, right - left, bottom - top), over)

    def _drawing(self, file: Path, colours: Mapping[str, str]) -> str:
        """A whole drawing; the same file wherever it stands."""
        if str(file) not in self.known:
            used = {**tones()["medium"], "paper": "#ffffff", **colours}
            self.known[str(file)] = self._svg(file, used, (0, 0, *size(file)))
        return self.known[str(file)]

    def _svg(self, file: Path, colours: Mapping[str, str], box: Any, over: Any = ()) -> str:
        x, y, width, height = box
        made = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:g} {y:g} {width:g} {height:g}"'
            f' width="{width:g}" height="{height:g}">'
        ]
        for kind, thick, _, operators in groups(file):
            if colours[kind] != "none":
                stroke = thick if kind in STROKED else ""
                made.append(_path(" ".join(_commands(operators)), colours[kind], stroke))
        return self._write("\n".join([*made, *over, "</svg>"]))

    def _code(self, url: str) -> str:
        return self._write(segno.make(url, micro=False).svg_inline(omitsize=True))

    def _write(self, svg: str) -> str:
        self.count += 1
        name = f"picture-{self.count}.svg"
        (self.folder / name).write_text(svg)
        return name


def _commands(operators: str) -> Iterator[str]:
    """Operators of PDF as path data of SVG: the letter before its numbers."""
    numbers: list[str] = []
    for token in operators.split():
        if token in ("m", "l", "c", "h"):
            yield " ".join([{"h": "Z"}.get(token, token.upper()), *numbers])
            numbers = []
        elif token not in ("f*", "S"):
            numbers.append(token)


def _path(d: str, colour: str, stroke: str) -> str:
    if stroke:
        return f'<path fill="none" stroke="{colour}" stroke-width="{stroke}" d="{d}"/>'
    return f'<path fill="{colour}" fill-rule="evenodd" d="{d}"/>'


def _ring(at: tuple[float, float], radius: float) -> str:
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="#ffffff"'
        f' stroke="#0f0a08" stroke-width="{radius / 4:.1f}"/>'
    )


def _each(texts: Any) -> list[str]:
    return [_open(plain(text)) for text in texts if plain(text)]


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
        return [] if value.endswith((".svg", ".png")) or value in _KINDS else [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in texts_of(one)]


_KINDS = frozenset(
    [
        "heading",
        "text",
        "pictures",
        "steps",
        "list",
        "facts",
        "strip",
        "safety",
        "box",
        "link",
        "card",
        "tip",
        "chart",
        "zh",
    ]
)
