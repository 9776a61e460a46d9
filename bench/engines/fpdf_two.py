"""fpdf2: cells of text in two columns, drawings from SVG."""

import sys

WIDE = 269.0


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
                self.set_font("Hand", size=9)
                self.text(30, 778, foot)
                self.text(520, 778, f"Page {self.page_no()} of {{nb}}")

        self.folder, self.values = folder, values
        pdf = self.pdf = Paper(unit="pt", format="letter")
        pdf.add_font("Hand", "", f"{folder}/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
        pdf.add_font("Hand", "B", f"{folder}/fonts/AtkinsonHyperlegibleNext-Bold.ttf")
        pdf.add_font("Hand3", "", f"{folder}/fonts/NotoSansSC-Regular.ttf")
        pdf.set_fallback_fonts(["Hand3"])
        pdf.set_title(story["title"])
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.add_page()
        self.x, self.y, self.top = 30.0, 24.0, 24.0
        pdf.image(f"{folder}/logo.png", 490, 20, 90)
        self._line(story["title"], "B", 16)
        self._line(story["subtitle"])
        for text in story["clinic"]:
            self._line(text)
        self.top = self.y = self.y + 4
        for kind, *rest in story["blocks"]:
            getattr(self, f"_{kind}")(*rest)

    def output(self, path: str) -> None:
        self.pdf.output(path)

    def _room(self, height: float) -> None:
        if self.y + height <= 762:
            return
        if self.x > 200:
            self.pdf.add_page()
            self.x = 30.0
            self.top = 24.0
        else:
            self.x += WIDE + 14
        self.y = self.top

    def _line(self, text: str, weight: str = "", size: float = 9, x: float = 0) -> None:
        for name, value in self.values.items():
            text = text.replace(name, value)
        self.pdf.set_font("Hand", weight, size)
        self._room(size * 1.2)
        self.pdf.set_xy(self.x + x, self.y)
        self.pdf.multi_cell(WIDE - x, size * 1.17, text)
        self.y = self.pdf.get_y()

    def _svg(self, name: str, width: float, x: float = 0) -> float:
        made = self.pdf.image(f"{self.folder}/{name}", self.x + x, self.y, width)
        return made.rendered_height

    def _heading(self, text: str) -> None:
        self.y += 3
        self._line(text, "B", 11)

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
        self.pdf.rect(self.x + x, start, WIDE - x, max(0, self.y - start))
        self.y += 3

    def _pictures(self, names: list) -> None:
        self._room(150)
        heights = [self._svg(name, 66, 76 * n) for n, name in enumerate(names)]
        self.y += max(heights)

    def _card(self, card: dict) -> None:
        self._room(230)
        self._line(f"{card['number']} {card['place']}", "B", 11)
        self._line("".join(text for text, _ in card["names"]))
        start = self.y
        height = self._svg(card["picture"], 84)
        self._line(card["find_title"], "B", x=92)
        self._steps(card["find"], 92)
        self._line(card["press_title"], "B", x=92)
        self._facts(card["press"], 92)
        self.y = max(self.y, start + height)
        self._line(" · ".join(card["labels"]))
        self._line(card["why"])
        self._box("", card["cautions"])

    def _tip(self, icon: str, title: str, steps: list, cautions: list) -> None:
        self._room(80)
        self._svg(icon, 26)
        self._line(title, "B", x=32)
        self._steps(steps, 32)
        self._box("", cautions, 32)

    def _chart(self, corner: str, days: list, rows: list) -> None:
        self._room(70)
        step = (WIDE - 50) / len(days)
        for line in [[corner, *days], *([row, *[""] * len(days)] for row in rows)]:
            for n, cell in enumerate(line):
                x, wide = (self.x, 50) if n == 0 else (self.x + 50 + (n - 1) * step, step)
                self.pdf.set_xy(x, self.y)
                self.pdf.cell(wide, 14, cell, border=1)
            self.y += 14
        self.y += 4


if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
