"""Plain reportlab: Platypus with svglib, as its manuals show it. Drawings are read each time."""

import sys
from xml.sax.saxutils import escape as e

FACES = {
    "Hand": "AtkinsonHyperlegibleNext-Regular",
    "HandBold": "AtkinsonHyperlegibleNext-Bold",
    "Hand3": "NotoSansSC-Names",
}
WIDE = 532 / 2 - 10
GREEN = "#1f5f5b"
ALL = ((0, 0), (-1, -1))


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
        self.style = ParagraphStyle("body", fontName="Hand", fontSize=12, leading=15.5)
        self.head = ParagraphStyle("head", self.style, fontName="HandBold", fontSize=15, leading=18)

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

        self.values = {"{patient}": patient, "{note}": note, "{visit}": visit}
        document = BaseDocTemplate(path, pagesize=(612, 792), title=self.story["title"])
        columns = [Frame(x, 44, WIDE, 490, 0, 0, 0, 0) for x in (40, 316)]
        tall = [Frame(x, 44, WIDE, 708, 0, 0, 0, 0) for x in (40, 316)]
        top = Frame(40, 538, 532, 214, 0, 0, 0, 0)
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
        canvas.setFont("Hand", 12)
        canvas.drawString(40, 26, self.story["foot"])
        canvas.drawRightString(572, 26, f"Page {document.page}")

    def _flow(self) -> list:
        from reportlab.platypus import FrameBreak, Image

        story = self.story
        clinic = [self._p("<br/>".join(map(e, story["clinic"])))]
        if story["logo"]:
            clinic.insert(0, Image(f"{self.folder}/{story['logo']}", 90, 30))
        left = [self._h(story["title"]), self._p(e(story["subtitle"]))]
        flow = [self._table([[left, clinic]], [370, 162])]
        for kind, *rest in story["blocks"]:
            made = getattr(self, f"_{kind}")(*rest)
            flow += made if isinstance(made, list) else [made]
            if kind == "safety":
                flow.append(FrameBreak())
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

    def _svg(self, name: str, width: float, height: float):
        from svglib.svglib import svg2rlg

        drawing = svg2rlg(f"{self.folder}/{name}")
        scale = min(width / drawing.width, height / drawing.height)
        drawing.scale(scale, scale)
        drawing.width, drawing.height = drawing.width * scale, drawing.height * scale
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
        return self._table([[self._svg(name, 75, 150) for name in names]], [90] * len(names))

    def _strip(self, pairs: list):
        from reportlab.platypus import Table

        cells = [self._light(f"<b>{e(a)}</b><br/>{e(b)}") for a, b in pairs]
        return Table([cells], [532 / len(cells)] * len(cells), style=[("BACKGROUND", *ALL, GREEN)])

    def _light(self, markup: str):
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        return Paragraph(markup, ParagraphStyle("light", self.style, textColor="white"))

    def _safety(self, rows: list):
        cells = [[self._p(f"<b>{e(a)}</b>"), self._p(" · ".join(map(e, b)))] for a, b in rows]
        return self._table(cells, [90, 440], box=True)

    def _link(self, code: str, texts: list):
        words = [self._p(e(text)) for text in texts]
        return self._table([[self._svg(code, 76, 76), words]], [86, WIDE - 86]) if code else words

    def _card(self, card: dict):
        from reportlab.platypus import KeepTogether

        names = "".join(
            f'<font name="Hand3">{e(text)}</font>' if kind else e(text)
            for text, kind in card["names"]
        )
        how = [self._svg(name, 90, 130) for name in card["how"]]
        how.append(self._p(e(" ".join(card["captions"]))))
        where = [self._svg(card["where"], 150, 130), self._p(e(" · ".join(card["labels"])))]
        parts = [self._table([[where, how]], [160, WIDE - 160])]
        parts += [self._h(f"{card['number']} {card['place']}"), self._p(names)]
        parts += [*self._steps(card["steps"]), self._p(f"<b>{e(card['dose'])}</b>")]
        parts += [self._p(f"! {e(' '.join(card['cautions']))}")] if card["cautions"] else []
        parts += [self._p(e(card["why"]))] if card["why"] else []
        parts += [self._box("", card["note"])] if card["note"] else []
        return KeepTogether(parts)

    def _tip(self, icon: str, title: str, steps: list, cautions: list):
        words = [self._p(f"<b>{e(title)}</b>"), *self._list(steps)]
        words += [self._p(f"! {e(' '.join(cautions))}")] if cautions else []
        return self._table([[self._svg(icon, 30, 30), words]], [36, WIDE - 36])

    def _chart(self, corner: str, days: list, rows: list):
        lines = [[corner, *days], *([row, *[""] * len(days)] for row in rows)]
        cells = [[self._p(e(cell)) for cell in line] for line in lines]
        return self._table(cells, [74, *[(WIDE - 74) / len(days)] * len(days)], box=True)


if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
