"""fpdf2: cells of text in two columns, drawings from SVG."""

import sys

WIDE = 256.0


class Engine:
    def __init__(self, folder: str) -> None:
        import json
        from pathlib import Path

        self.folder = folder
        self.story = json.loads(Path(folder, "story.json").read_text())

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        self.values = {"{patient}": patient, "{note}": note, "{visit}": visit}
        _Sheet(self.folder, self.story, self.values).output(path)


class _Sheet:
    def __init__(self, folder: str, story: dict, values: dict) -> None:
        from fpdf import FPDF

        foot = story["foot"]

        class Paper(FPDF):
            def footer(self) -> None:
                self.set_font("Hand", size=12)
                self.text(40, 766, foot)
                self.text(500, 766, f"Page {self.page_no()} of {{nb}}")

        self.folder, self.values = folder, values
        pdf = self.pdf = Paper(unit="pt", format="letter")
        pdf.add_font("Hand", "", f"{folder}/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
        pdf.add_font("Hand", "B", f"{folder}/fonts/AtkinsonHyperlegibleNext-Bold.ttf")
        pdf.add_font("Hand3", "", f"{folder}/fonts/NotoSansSC-Names.ttf")
        pdf.set_fallback_fonts(["Hand3"])
        pdf.set_title(story["title"])
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.add_page()
        self.x, self.y, self.top, self.wide = 40.0, 40.0, 40.0, 532.0
        if story["logo"]:
            pdf.image(f"{folder}/{story['logo']}", 482, 36, 90)
        self._line(story["title"], "B", 25)
        self._line(story["subtitle"])
        for text in story["clinic"]:
            self._line(text)
        for kind, *rest in story["blocks"]:
            getattr(self, f"_{kind}")(*rest)
            if kind == "safety":  # what comes after stands in two columns
                self.top, self.wide = self.y, WIDE

    def output(self, path: str) -> None:
        self.pdf.output(path)

    def _room(self, height: float) -> None:
        if self.y + height <= 745:
            return
        if self.x > 200:
            self.pdf.add_page()
            self.x = 40.0
            self.top = 40.0
        else:
            self.x += WIDE + 20
        self.y = self.top

    def _line(self, text: str, weight: str = "", size: float = 12, x: float = 0) -> None:
        for name, value in self.values.items():
            text = text.replace(name, value)
        self.pdf.set_font("Hand", weight, size)
        self._room(size * 1.3)
        self.pdf.set_xy(self.x + x, self.y)
        self.pdf.multi_cell(self.wide - x, size * 1.29, text)
        self.y = self.pdf.get_y()

    def _svg(self, name: str, width: float, height: float, x: float = 0) -> float:
        """The height that a picture takes, as large as fits."""
        made = self.pdf.image(
            f"{self.folder}/{name}", self.x + x, self.y, width, height, keep_aspect_ratio=True
        )
        return made.rendered_height

    def _heading(self, text: str) -> None:
        self.y += 3
        self._line(text, "B", 16)

    def _text(self, text: str) -> None:
        self._line(text)

    def _steps(self, texts: list, x: float = 0) -> None:
        for number, text in enumerate(texts, 1):
            self._line(f"{number}. {text}", x=x)

    def _list(self, texts: list, x: float = 4) -> None:
        for text in texts:
            self._line(f"• {text}", x=x)

    def _facts(self, pairs: list, x: float = 0) -> None:
        for name, value in pairs:
            self._line(f"{name}: {value}", x=x)

    def _box(self, title: str, texts: list, x: float = 0) -> None:
        if not texts:
            return
        self._room(60)
        start = self.y
        if title:
            self._line(title, "B", x=x + 3)
        self._list(texts, x + 4)
        self.pdf.rect(self.x + x, start, self.wide - x, max(0, self.y - start))
        self.y += 3

    def _pictures(self, names: list) -> None:
        self._room(150)
        heights = [self._svg(name, 75, 150, 90 * n) for n, name in enumerate(names)]
        self.y += max(heights)

    def _strip(self, pairs: list) -> None:
        start, step = self.y, self.wide / len(pairs)
        self.pdf.set_fill_color(31, 95, 91)
        self.pdf.rect(self.x, start, self.wide, 44, style="F")
        self.pdf.set_text_color(255)
        for n, (large, small) in enumerate(pairs):
            self.y = start + 4
            self._line(large, "B", 14, x=n * step + 6)
            self._line(small, x=n * step + 6)
        self.pdf.set_text_color(0)
        self.y = start + 50

    def _safety(self, rows: list) -> None:
        start = self.y
        for label, texts in rows:
            self._line(label, "B", x=4)
            self._line(" · ".join(texts), x=4)
        self.pdf.rect(self.x, start, self.wide, self.y - start)
        self.y += 6

    def _link(self, code: str, texts: list) -> None:
        self._room(90)
        start = self.y
        height = self._svg(code, 76, 76) if code else 0
        for text in texts:
            self._line(text, x=86 if code else 0)
        self.y = max(self.y, start + height)

    def _card(self, card: dict) -> None:
        self._room(330)
        heights = [self._svg(card["where"], 150, 130)]
        heights += [self._svg(name, 90, 130, 160) for name in card["how"]]
        self.y += max(heights)
        self._line(" · ".join([*card["labels"], *card["captions"]]))
        self._line(f"{card['number']} {card['place']}", "B", 15)
        self._line("".join(text for text, _ in card["names"]))
        self._steps(card["steps"])
        self._line(card["dose"], "B")
        if card["cautions"]:
            self._line(f"! {' '.join(card['cautions'])}")
        if card["why"]:
            self._line(card["why"])
        self._box("", card["note"])

    def _tip(self, icon: str, title: str, steps: list, cautions: list) -> None:
        self._room(90)
        self._svg(icon, 30, 30)
        self._line(title, "B", x=36)
        self._list(steps, 36)
        if cautions:
            self._line(f"! {' '.join(cautions)}", x=36)

    def _chart(self, corner: str, days: list, rows: list) -> None:
        self._room(90)
        self.pdf.set_font("Hand", size=12)
        step = (WIDE - 74) / len(days)
        for line in [[corner, *days], *([row, *[""] * len(days)] for row in rows)]:
            for n, cell in enumerate(line):
                x, wide = (self.x, 74) if n == 0 else (self.x + 74 + (n - 1) * step, step)
                self.pdf.set_xy(x, self.y)
                self.pdf.cell(wide, 18, cell, border=1)
            self.y += 18
        self.y += 4


if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
