"""WeasyPrint: HTML with a cache of pictures and one font configuration for all patients."""

import sys
from html import escape as e

STYLE = """
@page { size: letter; margin: 40pt 40pt 48pt;
  @bottom-left { content: "%s"; font-size: 12pt; white-space: nowrap }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 12pt } }
%s
body { font: 12pt/1.29 "Hand", "Hand2", "Hand3"; margin: 0 }
h1, h2, h3 { color: #1f5f5b; margin: 5pt 0 2pt; font-size: 15pt } h1 { font-size: 25pt }
p { margin: 2pt 0 } ol, ul { margin: 1pt 0; padding-left: 12pt }
.main { columns: 2; column-gap: 20pt } .card, .box { break-inside: avoid }
.box { border: 0.7pt solid; padding: 2pt } table { border-collapse: collapse }
td { vertical-align: top } .chart td { border: 0.5pt solid; padding: 2pt }
.strip { background: #1f5f5b; color: white; width: 100%% } .safety { border: 1.8pt solid }
.pictures img { height: 130pt; object-fit: contain }
"""
FACES = [
    ("Hand", "normal", "AtkinsonHyperlegibleNext-Regular"),
    ("Hand", "bold", "AtkinsonHyperlegibleNext-Bold"),
    ("Hand2", "normal", "NotoSans-Regular"),
    ("Hand3", "normal", "NotoSansSC-Names"),
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
    logo = f"<img src={story['logo']} style='height:30pt'><br>" if story["logo"] else ""
    made = [BLOCKS[block[0]](*block[1:]) for block in story["blocks"]]
    top = 1 + [block[0] for block in story["blocks"]].index("safety")
    return (
        f"<html lang=en><title>{e(story['title'])}</title><body>"
        f"<table style='width:100%'><tr><td><h1>{e(story['title'])}</h1>{e(story['subtitle'])}"
        f"<td align=right>{logo}{clinic}</table>"
        + "\n".join([*made[:top], "<div class=main>", *made[top:], "</div>"])
    )


def items(tag: str, texts: list) -> str:
    return f"<{tag}>" + "".join(f"<li>{e(text)}" for text in texts) + f"</{tag}>"


def boxed(texts: list) -> str:
    return f"<div class=box>{items('ul', texts)}</div>" if texts else ""


def warned(texts: list) -> str:
    return f"<p>! {e(' '.join(texts))}" if texts else ""


def strip(pairs: list) -> str:
    return (
        "<table class=strip><tr>"
        + "".join(f"<td><b>{e(a)}</b><br>{e(b)}" for a, b in pairs)
        + ("</table>")
    )


def safety(rows: list) -> str:
    lines = "".join(f"<tr><td><b>{e(a)}</b><td>{e(' · '.join(b))}" for a, b in rows)
    return f"<table class=safety>{lines}</table>"


def card(card: dict) -> str:
    names = "".join(e(text) for text, _ in card["names"])
    how = "".join(f"<img src={name} style='width:90pt'>" for name in card["how"])
    return (
        f"<div class=card><table class=pictures><tr><td><img src={card['where']}"
        f" style='width:150pt'><br>{e(' · '.join(card['labels']))}<td>{how}<br>"
        f"{e(' '.join(card['captions']))}</table>"
        f"<h3>{e(card['number'])} {e(card['place'])}</h3><p>{names}"
        f"{items('ol', card['steps'])}<p><b>{e(card['dose'])}</b>{warned(card['cautions'])}"
        f"<p>{e(card['why'])}{boxed(card['note'])}</div>"
    )


def tip(icon: str, title: str, steps: list, cautions: list) -> str:
    return (
        f"<table class=card><tr><td><img src={icon} style='width:30pt'><td><b>{e(title)}</b>"
        f"{items('ul', steps)}{warned(cautions)}</table>"
    )


def link(code: str, texts: list) -> str:
    image = f"<td><img src={code} style='width:76pt'>" if code else ""
    return f"<table><tr>{image}<td>{'<br>'.join(map(e, texts))}</table>"


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
        "<p>" + "".join(f"<img src={name} style='height:150pt'> " for name in names)
    ),
    "strip": strip,
    "safety": safety,
    "link": link,
    "card": card,
    "tip": tip,
    "chart": chart,
}

if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
