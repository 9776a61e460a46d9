"""Typst through typst-py: one compiler for all patients, one folder of fonts, pictures as PDFs.

Its best case in our measurements: what a patient changes goes in as `sys.inputs`, so that
everything else is remembered from the compilation before.
"""

import sys

FONTS = ("Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans SC Names")


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
#set page("us-letter", margin: (x: 40pt, top: 40pt, bottom: 48pt), footer-descent: 12pt,
  footer: context [%(foot)s #h(1fr)
    Page #counter(page).display() of #counter(page).final().first()])
#set text(font: (%(fonts)s), size: 12pt, lang: "en")
#set document(title: %(title)s)
#set par(leading: 0.62em, spacing: 0.7em)
#set list(spacing: 0.62em)
#set enum(spacing: 0.62em)
#show heading: it => block(above: 7pt, below: 4pt, text(size: 15pt, fill: rgb("#1f5f5b"), it.body))
#let callout(title, ..items) = block(stroke: 0.7pt, inset: 4pt, width: 100%%, breakable: false,
  strong(title) + list(..items))
#grid(columns: (1fr, auto), heading(level: 1, %(title)s) + %(subtitle)s,
  align(right)[%(logo)s #(%(clinic)s).join(linebreak())])
"""


def source(story: dict) -> str:
    said = {
        "foot": f"#{q(story['foot'])}",
        "fonts": ", ".join(map(q, FONTS)),
        "title": q(story["title"]),
        "logo": '#image("logo.png", height: 30pt, alt: "logo")' if story["logo"] else "",
        "subtitle": q(story["subtitle"]),
        "clinic": ", ".join(map(q, story["clinic"])) + ",",
    }
    made = [BLOCKS[block[0]](*block[1:]) for block in story["blocks"]]
    top = 1 + [block[0] for block in story["blocks"]].index("safety")
    columns = "#columns(2, gutter: 20pt)[\n" + "\n".join(made[top:]) + "\n]\n"
    return HEAD % said + "\n".join(made[:top]) + "\n" + columns


def q(text: str) -> str:
    """A string of Typst; what is the patient's comes from the inputs."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for name in ("patient", "note", "visit"):
        quoted = quoted.replace(f"{{{name}}}", f'" + sys.inputs.at("{name}") + "')
    return f"({quoted})" if " + " in quoted else quoted


def listed(texts: list) -> str:
    return ", ".join(map(q, texts))


def image(name: str, width: str, height: str) -> str:
    file = name.replace(".svg", ".pdf")
    return f'image("{file}", width: {width}, height: {height}, fit: "contain", alt: "drawing")'


def warned(texts: list) -> str:
    return f" + par({q('! ' + ' '.join(texts))})" if texts else ""


def strip(pairs: list) -> str:
    cells = ", ".join(f"strong({q(a)}) + linebreak() + {q(b)}" for a, b in pairs)
    return (
        '#block(fill: rgb("#1f5f5b"), inset: 10pt, radius: 8pt, width: 100%)'
        "[#set text(fill: white)\n"
        f"#grid(columns: {len(pairs)}, gutter: 10pt, {cells})]"
    )


def safety(rows: list) -> str:
    cells = ", ".join(f"strong({q(a)}), {q(' · '.join(b))}" for a, b in rows)
    return (
        "#block(stroke: 1.8pt, inset: 10pt, radius: 8pt, width: 100%)"
        f"[#grid(columns: (90pt, 1fr), gutter: 8pt, {cells})]"
    )


def card(card: dict) -> str:
    names = " + ".join(q(text) for text, _ in card["names"])
    where = image(card["where"], "150pt", "130pt") + " + " + q(" · ".join(card["labels"]))
    how = [image(name, "90pt", "130pt") for name in card["how"]] + [q(" ".join(card["captions"]))]
    title = q(card["number"] + " ") + " + " + q(card["place"])
    note = f"#callout([], {listed(card['note'])})" if card["note"] else ""
    return (
        f"#block(breakable: false)[#heading(level: 3, {title})\n"
        f"#grid(columns: (150pt, 1fr), gutter: 8pt, {where}, {' + '.join(how)})\n#({names})\n"
        f"#enum({listed(card['steps'])})\n#strong({q(card['dose'])})\n"
        f"#(par({q(card['why'])}){warned(card['cautions'])}){note}]"
    )


def tip(icon: str, title: str, steps: list, cautions: list) -> str:
    return (
        f"#grid(columns: (30pt, 1fr), gutter: 6pt, {image(icon, '30pt', '30pt')},"
        f" strong({q(title)}) + list({listed(steps)}){warned(cautions)})"
    )


def link(code: str, texts: list) -> str:
    words = " + linebreak() + ".join(map(q, texts))
    return f"#grid(columns: 2, gutter: 10pt, {image(code, '76pt', '76pt')}, {words})"


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
    "pictures": lambda names: (
        "#(" + " + h(20pt) + ".join(image(n, "75pt", "150pt") for n in names) + ")"
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
