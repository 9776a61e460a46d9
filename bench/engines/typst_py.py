"""Typst through typst-py: one compiler for all patients, one folder of fonts, pictures as PDFs.

Its best case in our measurements: what a patient changes goes in as `sys.inputs`, so that
everything else is remembered from the compilation before.
"""

import sys

FONTS = ("Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans SC")


class Engine:
    def __init__(self, folder: str) -> None:
        import typst

        self.compiler = typst.Compiler(
            input=f"{folder}/sheet.typ", root=folder, font_paths=[f"{folder}/fonts"],
            ignore_system_fonts=True,
        )  # fmt: skip

    def make(self, patient: str, note: str, visit: str, path: str) -> None:
        inputs = {"patient": patient, "note": note, "visit": visit}
        self.compiler.compile(output=path, sys_inputs=inputs)


def prepare(folder: str) -> None:
    """The source, and each picture as a PDF of its own."""
    import json
    from pathlib import Path

    import typst

    story = json.loads(Path(folder, "story.json").read_text())
    for picture in Path(folder).glob("picture-*.svg"):
        page = Path(folder, "one.typ")
        page.write_text(
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#image("{picture.name}", width: 120pt)'
        )
        typst.compile(str(page), output=str(picture.with_suffix(".pdf")))
    Path(folder, "sheet.typ").write_text(source(story))


HEAD = """
#set page("us-letter", margin: (x: 30pt, top: 24pt, bottom: 34pt), footer-descent: 8pt,
  footer: context [%(foot)s #h(1fr)
    Page #counter(page).display() of #counter(page).final().first()])
#set text(font: (%(fonts)s), size: 9pt, lang: "en")
#set document(title: %(title)s)
#set par(leading: 0.42em, spacing: 0.55em)
#set list(spacing: 0.42em)
#set enum(spacing: 0.42em)
#show heading: it => block(above: 7pt, below: 4pt, text(size: 11pt, fill: rgb("#1f5f5b"), it.body))
#let callout(title, ..items) = block(stroke: 0.7pt, inset: 4pt, width: 100%%, breakable: false,
  strong(title) + list(..items))
#grid(columns: (1fr, auto), heading(level: 1, %(title)s) + %(subtitle)s,
  align(right)[#image("logo.png", height: 30pt, alt: "logo") #(%(clinic)s).join(linebreak())])
#line(length: 100%%, stroke: 1.5pt + rgb("#1f5f5b"))
"""


def source(story: dict) -> str:
    said = {
        "foot": f"#{q(story['foot'])}",
        "fonts": ", ".join(map(q, FONTS)),
        "title": q(story["title"]),
        "subtitle": q(story["subtitle"]),
        "clinic": ", ".join(map(q, story["clinic"])) + ",",
    }
    rest = [BLOCKS[block[0]](*block[1:]) for block in story["blocks"]]
    body = "\n".join(rest)
    return HEAD % said + "#columns(2, gutter: 14pt)[\n" + body + "\n]\n"


def q(text: str) -> str:
    """A string of Typst; what is the patient's comes from the inputs."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for name in ("patient", "note", "visit"):
        quoted = quoted.replace(f"{{{name}}}", f'" + sys.inputs.at("{name}") + "')
    return f"({quoted})" if " + " in quoted else quoted


def listed(texts: list) -> str:
    return ", ".join(map(q, texts))


def image(name: str, width: str) -> str:
    return f'image("{name.replace(".svg", ".pdf")}", width: {width}, alt: "drawing")'


def boxed(texts: list) -> str:
    return f" + callout([], {listed(texts)})" if texts else ""


def card(card: dict) -> str:
    names = " + ".join(q(text) for text, _ in card["names"])
    facts = " + linebreak() + ".join(f"{q(a)} + [: ] + {q(b)}" for a, b in card["press"])
    right = (
        f"strong({q(card['find_title'])}) + enum({listed(card['find'])})"
        f" + strong({q(card['press_title'])}) + linebreak() + {facts}"
    )
    left = image(card["picture"], "84pt") + " + " + q(" · ".join(card["labels"]))
    title = q(card["number"] + " ") + " + " + q(card["place"])
    return (
        f"#block(breakable: false)[#heading(level: 3, {title})\n#({names})\n"
        f"#grid(columns: (84pt, 1fr), gutter: 8pt, {left}, {right})\n"
        f"#({q(card['why'])}{boxed(card['cautions'])})]"
    )


def tip(icon: str, title: str, steps: list, cautions: list) -> str:
    return (
        f"#grid(columns: (26pt, 1fr), gutter: 6pt, {image(icon, '26pt')},"
        f" strong({q(title)}) + enum({listed(steps)}){boxed(cautions)})"
    )


def chart(corner: str, days: list, rows: list) -> str:
    cells = [corner, *days, *(cell for row in rows for cell in (row, *[""] * len(days)))]
    return f"#table(columns: {len(days) + 1}, inset: 3pt, {listed(cells)})"


BLOCKS = {
    "heading": lambda text: f"#heading(level: 2, {q(text)})",
    "text": lambda text: f"#par({q(text)})",
    "steps": lambda items: f"#enum({listed(items)})",
    "list": lambda items: f"#list({listed(items)})",
    "facts": lambda items: "#list(" + ", ".join(f"{q(a)} + [: ] + {q(b)}" for a, b in items) + ")",
    "box": lambda title, items: f"#callout({q(title)}, {listed(items)})",
    "pictures": lambda names: "#(" + " + h(6pt) + ".join(image(n, "70pt") for n in names) + ")",
    "card": card,
    "tip": tip,
    "chart": chart,
}

if __name__ == "__main__":
    folder, *values, path = sys.argv[1:]
    Engine(folder).make(*values, path)
