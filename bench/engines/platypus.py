"""Plain reportlab: Platypus with svglib, as its manuals show it. Drawings are read each time."""

import sys
from xml.sax.saxutils import escape as e

FACES = {
    "Hand": "AtkinsonHyperlegibleNext-Regular",
    "HandBold": "AtkinsonHyperlegibleNext-Bold",
    "Hand3": "NotoSansSC-Regular",
}
WIDE = 552 / 2 - 7


class Engine:
    def __init__(self, folder: str) -> None:
        import json
        from pathlib import Path

        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
        from reportlab.pdfbase.ttfonts import TTFont

        for name, file in FACES.items():
            registerFont(TTFont(name, f"{folder}/fonts/{file}.ttf"))
        registerFontFamily("Hand", normal="Hand", bold="HandBold")
        self.folder = folder
        self.story = json.loads(Path(folder, "story.json").read_text())
        self.style = ParagraphStyle("body", fontName="Hand", fontSize=9, leading=10.3)
        self.head = ParagraphStyle("head", self.style, fontName="HandBold", fontSize=11, leading=13)

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

        self.values = {"{patient}": patient, "{note}": note, "{visit}": visit}
        document = BaseDocTemplate(path, pagesize=(612, 792), title=self.story["title"])
        columns = [Frame(x, 30, WIDE, h, 0, 0, 0, 0) for h in (656,) for x in (30, 320)]
        tall = [Frame(x, 30, WIDE, 740, 0, 0, 0, 0) for x in (30, 320)]
        top = Frame(30, 690, 552, 92, 0, 0, 0, 0)
        document.addPageTemplates(
            [
                PageTemplate(
                    "first", [top, *columns], onPage=self._foot, autoNextPageTemplate="on"
                ),
                PageTemplate("on", tall, onPage=self._foot),
            ]
        )
        document.build(self._flow())

    def _foot(self, canvas, document) -> None:
        canvas.setFont("Hand", 9)
        canvas.drawString(30, 14, self.story["foot"])
        canvas.drawRightString(582, 14, f"Page {document.page} of 2")

    def _flow(self) -> list:
        from reportlab.platypus import FrameBreak, Image

        story = self.story
        clinic = self._p("<br/>".join(map(e, story["clinic"])))
        left = [self._h(story["title"]), self._p(e(story["subtitle"]))]
        logo = Image(f"{self.folder}/logo.png", 90, 30)
        flow = [self._table([[left, [logo, clinic]]], [396, 152]), FrameBreak()]
        for kind, *rest in story["blocks"]:
            made = getattr(self, f"_{kind}")(*rest)
            flow += made if isinstance(made, list) else [made]
        return flow

    def _p(self, markup: str):
        from reportlab.platypus import Paragraph

        for name, value in self.values.items():
            markup = markup.replace(name, e(value))
        return Paragraph(markup, self.style)

    def _h(self, text: str):
        from reportlab.platypus import Paragraph

        return Paragraph(e(text), self.head)

    def _table(self, rows: list, widths: list, box: bool = False):
        from reportlab.platypus import Table

        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2)]
        style += [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        if box:
            style.append(("GRID", (0, 0), (-1, -1), 0.7, "black"))
        return Table(rows, widths, style=style)

    def _svg(self, name: str, width: float):
        from svglib.svglib import svg2rlg

        drawing = svg2rlg(f"{self.folder}/{name}")
        scale = width / drawing.width
        drawing.scale(scale, scale)
        drawing.width, drawing.height = width, drawing.height * scale
        return drawing

    def _heading(self, text: str):
        return self._h(text)

    def _text(self, text: str):
        return self._p(e(text))

    def _steps(self, texts: list) -> list:
        return [self._p(f"{n}. {e(text)}") for n, text in enumerate(texts, 1)]

    def _list(self, texts: list) -> list:
        return [self._p(f"• {e(text)}") for text in texts]

    def _facts(self, pairs: list) -> list:
        return [self._p(f"{e(a)}: <b>{e(b)}</b>") for a, b in pairs]

    def _box(self, title: str, texts: list, width: float = WIDE):
        head = [self._p(f"<b>{e(title)}</b>")] if title else []
        return self._table([[[*head, *self._list(texts)]]], [width - 2], box=True)

    def _pictures(self, names: list):
        return self._table([[self._svg(name, 66) for name in names]], [70] * len(names))

    def _card(self, card: dict):
        from reportlab.platypus import KeepTogether

        names = "".join(
            f'<font name="Hand3">{e(text)}</font>' if kind else e(text)
            for text, kind in card["names"]
        )
        left = [self._svg(card["picture"], 84), self._p(e(" · ".join(card["labels"])))]
        right = [
            self._p(f"<b>{e(card['find_title'])}</b>"), *self._steps(card["find"]),
            self._p(f"<b>{e(card['press_title'])}</b>"), *self._facts(card["press"]),
        ]  # fmt: skip
        parts = [self._h(f"{card['number']} {card['place']}"), self._p(names)]
        parts += [self._table([[left, right]], [90, WIDE - 90]), self._p(e(card["why"]))]
        parts += [self._box("", card["cautions"])] if card["cautions"] else []
        return KeepTogether(parts)

    def _tip(self, icon: str, title: str, steps: list, cautions: list):
        words = [self._p(f"<b>{e(title)}</b>"), *self._steps(steps)]
        words += [self._box("", cautions, WIDE - 40)] if cautions else []
        return self._table([[self._svg(icon, 26), words]], [32, WIDE - 32])

    def _chart(self, corner: str, days: list, rows: list):
        lines = [[corner, *days], *([row, *[""] * len(days)] for row in rows)]
        cells = [[self._p(e(cell)) for cell in line] for line in lines]
        return self._table(cells, [50, *[(WIDE - 50) / len(days)] * len(days)], box=True)


if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
