"""WeasyPrint: HTML with a cache of pictures and one font configuration for all patients."""

import sys
from html import escape as e

STYLE = """
@page { size: letter; margin: 24pt 30pt 34pt;
  @bottom-left { content: "%s"; font-size: 9pt; white-space: nowrap }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt } }
%s
body { font: 9pt/1.18 "Hand", "Hand2", "Hand3"; margin: 0 }
h1, h2, h3 { color: #1f5f5b; margin: 5pt 0 2pt; font-size: 11pt } h1 { font-size: 16pt }
p { margin: 2pt 0 } ol, ul { margin: 1pt 0; padding-left: 12pt }
.main { columns: 2; column-gap: 14pt } .card, .box { break-inside: avoid }
.box { border: 0.7pt solid; padding: 2pt } table { border-collapse: collapse }
td { vertical-align: top } .chart td { border: 0.5pt solid; padding: 2pt }
"""
FACES = [
    ("Hand", "normal", "AtkinsonHyperlegibleNext-Regular"),
    ("Hand", "bold", "AtkinsonHyperlegibleNext-Bold"),
    ("Hand2", "normal", "NotoSans-Regular"),
    ("Hand3", "normal", "NotoSansSC-Regular"),
]


class Engine:
    def __init__(self, folder: str) -> None:
        import json
        from pathlib import Path

        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self.folder = folder
        self.fonts = FontConfiguration()
        self.cache: dict = {}
        story = json.loads(Path(folder, "story.json").read_text())
        faces = "\n".join(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
            f' src: url("fonts/{file}.ttf") }}'
            for family, weight, file in FACES
        )
        style = STYLE % (story["foot"], faces)
        self.style = CSS(string=style, base_url=folder + "/", font_config=self.fonts)
        self.html = page(story)

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        from weasyprint import HTML

        html = self.html
        for name, value in (("patient", patient), ("note", note), ("visit", visit)):
            html = html.replace(f"{{{name}}}", e(value))
        made = HTML(string=html, base_url=self.folder + "/")
        made.write_pdf(path, stylesheets=[self.style], font_config=self.fonts, cache=self.cache)


def page(story: dict) -> str:
    clinic = "<br>".join(map(e, story["clinic"]))
    blocks = "\n".join(BLOCKS[block[0]](*block[1:]) for block in story["blocks"])
    return (
        f"<html lang=en><title>{e(story['title'])}</title><body>"
        f"<table style='width:100%'><tr><td><h1>{e(story['title'])}</h1>{e(story['subtitle'])}"
        f"<td align=right><img src=logo.png style='height:30pt'><br>{clinic}</table><hr>"
        f"<div class=main>{blocks}</div>"
    )


def items(tag: str, texts: list) -> str:
    return f"<{tag}>" + "".join(f"<li>{e(text)}" for text in texts) + f"</{tag}>"


def boxed(texts: list) -> str:
    return f"<div class=box>{items('ul', texts)}</div>" if texts else ""


def card(card: dict) -> str:
    names = "".join(e(text) for text, _ in card["names"])
    facts = "<br>".join(f"{e(a)}: {e(b)}" for a, b in card["press"])
    return (
        f"<div class=card><h3>{e(card['number'])} {e(card['place'])}</h3><p>{names}"
        f"<table><tr><td style='width:84pt'><img src={card['picture']} style='width:84pt'><br>"
        f"{'<br>'.join(map(e, card['labels']))}<td><b>{e(card['find_title'])}</b>"
        f"{items('ol', card['find'])}<b>{e(card['press_title'])}</b><br>{facts}</table>"
        f"<p>{e(card['why'])}{boxed(card['cautions'])}</div>"
    )


def tip(icon: str, title: str, steps: list, cautions: list) -> str:
    return (
        f"<table class=card><tr><td><img src={icon} style='width:26pt'><td><b>{e(title)}</b>"
        f"{items('ol', steps)}{boxed(cautions)}</table>"
    )


def chart(corner: str, days: list, rows: list) -> str:
    lines = [[corner, *days], *([row, *[""] * len(days)] for row in rows)]
    body = "".join("<tr>" + "".join(f"<td>{e(cell)}" for cell in line) for line in lines)
    return f"<table class=chart>{body}</table>"


BLOCKS = {
    "heading": lambda text: f"<h2>{e(text)}</h2>",
    "text": lambda text: f"<p>{e(text)}",
    "steps": lambda texts: items("ol", texts),
    "list": lambda texts: items("ul", texts),
    "facts": lambda pairs: items("ul", [f"{a}: {b}" for a, b in pairs]),
    "box": lambda title, texts: f"<div class=box><b>{e(title)}</b>{items('ul', texts)}</div>",
    "pictures": lambda names: (
        "<p>" + "".join(f"<img src={name} style='width:66pt'> " for name in names)
    ),
    "card": card,
    "tip": tip,
    "chart": chart,
}

if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
