"""An SVG logo as a form XObject: read strictly, then drawn by svglib and reportlab.

An SVG may carry scripts, links to elsewhere, entities that swell, and text in fonts we do not
have. So only shapes are let through, and what is refused is refused with its cure.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from reportlab.graphics import renderPDF
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import svg2rlg

from handouts.pixels import BadPicture
from handouts.render.objects import XObject, deflated, number

logging.getLogger("svglib").setLevel(logging.CRITICAL)

MOST_BYTES = 500_000
MOST_STYLE = 50_000
MOST_ELEMENTS = 5_000
"""Drawn: a part that is used ten times counts ten times."""
DEEPEST = 60
_WIDEST = 1e6
"""Width and height of a drawing in points: far beyond any paper, far within what PDF can count."""

_SVG = "{http://www.w3.org/2000/svg}"
_LEAVES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"})
_OTHERS = frozenset(
    {"svg", "g", "defs", "symbol", "clipPath", "linearGradient", "radialGradient", "stop", "style"}
)
_WORDLESS = frozenset({"title", "desc", "metadata"})  # dropped: they draw nothing
_CURES = {
    "text": ("holds text, which needs a font", "Convert the text to outlines (paths)."),
    "tspan": ("holds text, which needs a font", "Convert the text to outlines (paths)."),
    "script": ("holds a script", "Export it as a plain SVG."),
    "foreignObject": ("holds a web page", "Export it as a plain SVG."),
    "image": ("holds a picture", "Save the logo as PNG instead."),
}
_INTRICATE = ("The SVG logo is too intricate.", "Simplify it, or save it as PNG.")
_FOREIGN_URL = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(", re.IGNORECASE)
_OPACITY = re.compile(r"(?<![-\w])opacity\s*:\s*([\d.]+)\s*;?")


def read_svg(data: bytes) -> tuple[XObject, float, float]:
    """The form XObject of an SVG, with its width and height in points. Raises BadPicture."""
    root = _checked(data)
    try:
        _spread_opacity(root, 1.0)
        return _drawn(tostring(_without_prefixes(root)))
    except Exception as error:  # svglib raises what it meets; whatever it is, the cure is the same
        raise BadPicture("The logo cannot be drawn.", "Save it as PNG instead.") from error


def _checked(data: bytes) -> Element:
    """The tree of an SVG that holds shapes and nothing else."""
    if len(data) > MOST_BYTES:
        raise BadPicture("The SVG logo is larger than 500 kB.", "Simplify it, or save it as PNG.")
    try:
        root: Element = fromstring(data)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise BadPicture(
            "The SVG logo cannot be read safely.", "Export it as a plain SVG."
        ) from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise BadPicture("The logo is not an SVG drawing.", "Export it as a plain SVG.")
    _check(root, 0)
    parts = {name: element for element in root.iter() if (name := element.get("id"))}
    if _drawn_elements(root, parts, {}) > MOST_ELEMENTS:
        raise BadPicture(*_INTRICATE)
    return root


def _drawn_elements(
    element: Element, parts: dict[str, Element], known: dict[Element, int], depth: int = 0
) -> int:
    """How many elements are drawn when each `use` is followed; too many where one uses itself."""
    if element not in known:
        known[element] = MOST_ELEMENTS + 1  # as long as it is not known: so much for rings
        within = [*element, *(parts[name] for name in _used(element) if name in parts)]
        if depth <= 2 * DEEPEST:
            counts = (_drawn_elements(one, parts, known, depth + 1) for one in within)
            known[element] = min(1 + sum(counts), MOST_ELEMENTS + 1)
    return known[element]


def _used(element: Element) -> list[str]:
    """The names of the parts that an element refers to."""
    links = [value for name, value in element.items() if name.rpartition("}")[2] == "href"]
    return [value.removeprefix("#") for value in links]


def _check(element: Element, depth: int) -> None:
    """Refuse what must not be drawn, drop what draws nothing."""
    if depth > DEEPEST:
        raise BadPicture(*_INTRICATE)
    if _FOREIGN_URL.search(element.text or ""):
        raise _refused_part("refers to another file", "Export it as a plain SVG.")
    if len(element.text or "") > MOST_STYLE and element.tag.endswith("style"):
        raise BadPicture(*_INTRICATE)
    if _OPACITY.search(element.text or ""):
        raise _refused_part("has opacity in a style sheet", "Save the logo as PNG instead.")
    for name, value in list(element.attrib.items()):
        _check_attribute(element, name.rpartition("}")[2], name, value)
    for child in list(element):
        name = str(child.tag)
        local = name.removeprefix(_SVG)
        if local in _WORDLESS or (name.startswith("{") and not name.startswith(_SVG)):
            element.remove(child)
        elif local not in _LEAVES | _OTHERS:
            raise _refused_part(*_CURES.get(local, _unprintable(local)))
        else:
            _check(child, depth + 1)


def _check_attribute(element: Element, local: str, name: str, value: str) -> None:
    if local.lower().startswith("on"):
        raise _refused_part("holds a script", "Export it as a plain SVG.")
    if local == "href" and not value.startswith("#"):
        raise _refused_part("refers to another file", "Export it as a plain SVG.")
    if _FOREIGN_URL.search(value):
        raise _refused_part("refers to another file", "Export it as a plain SVG.")
    if local in ("filter", "mask") and value != "none":
        raise _refused_part(*_unprintable(local))
    if local == "base":
        del element.attrib[name]


def _spread_opacity(element: Element, factor: float) -> None:
    """Opacity of groups and shapes as that of fills and strokes, which is all that svglib knows."""
    style = element.get("style", "")
    factor *= float(element.attrib.pop("opacity", "1"))
    for found in _OPACITY.findall(style):
        factor *= float(found)
    if style:
        element.set("style", _OPACITY.sub("", style))
    if factor < 1 and element.tag.rpartition("}")[2] in _LEAVES:
        for name in ("fill-opacity", "stroke-opacity"):
            own = re.search(rf"{name}\s*:\s*([\d.]+)", style)
            share = float(own[1] if own else element.get(name, "1")) * factor
            element.set("style", f"{element.get('style', '')};{name}:{share:.4f}")
    for child in element:
        _spread_opacity(child, factor)


def _without_prefixes(root: Element) -> Element:
    """The tree with bare names in the namespace of SVG, the only way in which svglib finds all."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    root.set("xmlns", _SVG.strip("{}"))
    return root


def _unprintable(name: str) -> tuple[str, str]:
    return f"uses “{name}”, which cannot be printed", "Save the logo as PNG instead."


def _refused_part(wrong: str, cure: str) -> BadPicture:
    return BadPicture(f"The SVG logo {wrong}.", cure)


def _drawn(svg: bytes) -> tuple[XObject, float, float]:
    """What svglib makes of it on a canvas of its own, with its width and height."""
    drawing = svg2rlg(BytesIO(svg))
    if drawing is None or not (0 < drawing.width <= _WIDEST and 0 < drawing.height <= _WIDEST):
        raise ValueError("no size")
    canvas = _ShapesOnly(BytesIO(), (drawing.width, drawing.height), enforceColorSpace="rgb")
    renderPDF.draw(drawing, canvas, 0, 0)
    content = "\n".join(canvas._code)
    entries = (
        f"/Subtype/Form/BBox[0 0 {number(drawing.width)} {number(drawing.height)}]"
        f"/Resources<<{_resources(canvas)}>>"
    )
    return deflated(entries, content.encode("ascii")), drawing.width, drawing.height


def _resources(canvas: Canvas) -> str:
    """The opacities and gradients that the operators of a canvas name, each written in place."""
    opacities = canvas._extgstate.getState()
    gradients = {name: canvas._doc.idToObject[name] for name in canvas._shadingUsed}
    found = {"ExtGState": opacities, "Shading": PDFDictionary(gradients) if gradients else None}
    return "".join(
        f"/{kind}{resources.format(_InPlace()).decode('ascii')}"
        for kind, resources in found.items()
        if resources
    )


class _ShapesOnly(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas without text and pictures; a drawing sets a font even where it needs none."""

    def setFont(self, *_: Any) -> None:
        """Nothing."""

    def beginText(self, *_: Any) -> Any:
        """Refused."""
        raise ValueError("text")

    def drawInlineImage(self, *_: Any, **__: Any) -> Any:
        """Refused."""
        raise ValueError("a picture")


class _InPlace:
    """Stands for a document in which nothing is referred to, since a form goes into many."""

    def Reference(self, found: Any) -> Any:
        """The object itself."""
        return found
