"""The handout: a plain tree of blocks, between composing and pressing.

A block says *what* a patient is told and *what it is* (a heading, a card, a caution). It knows
nothing of paper, fonts or PDF. Blocks are frozen and hashable, so that the press can keep what it
has set once for a block and place it again for the next patient.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["both", "left", "right", "middle"]
CalloutKind = Literal["stop", "caution", "call", "emergency", "note"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one kind. `lang` is a BCP 47 tag where it differs from the handout's."""

    text: str
    strong: bool = False
    lang: str | None = None


Text = tuple[Span, ...]


def plain(text: Text) -> str:
    """The characters of a text, as a reader of the structure tree would get them."""
    return "".join(span.text for span in text)


def words(text: str, *, strong: bool = False, lang: str | None = None) -> Text:
    """A text of one run."""
    return (Span(text, strong, lang),)


# ── small blocks ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `role`: `body`; `lead` (larger, one a page at most); `small` (imprint)."""

    text: Text
    role: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, in order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Things that stand side by side."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A label and its answer, a line each: "How often" – "Twice a day"."""

    items: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be overlooked; its kind is said in words and by a sign."""

    kind: CalloutKind
    title: Text
    body: tuple[Paragraph | Bullets, ...]


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a drawing: its code in the atlas and the number printed in the ring."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class PointFigure:
    """The drawing of a card. `marks[0]` decides view and crop; partners show where they fit.

    `side` is the patient's side the drawing shows; `landmarks` are (atlas name, label) pairs,
    `guide` words the distance ("two thumbs"); `alt` replaces the picture for who cannot see it.
    """

    marks: tuple[Mark, ...]
    side: Side
    landmarks: tuple[tuple[str, str], ...]
    guide: str | None
    alt: str
    caption: Text


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The whole body, front and back, with every point of the handout in its place."""

    marks: tuple[tuple[Mark, Side], ...]
    labels: tuple[tuple[str, str], ...]  # (view name, "Front" / "Back" / "Left" / "Right" …)
    alt: str
    caption: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing without marks: how to press, how to measure."""

    view: str
    alt: str
    caption: Text


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in a row."""

    items: tuple[Picture, ...]


# ── large blocks ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PointCard:
    """One point on paper. Never broken over pages.

    `names` is the line under the number: code, pinyin, characters, English. `press` are the facts
    of pressing (time, side, motion, how often); `cautions` stand in a box of their own.
    """

    number: int
    code: str
    place: Text
    names: Text
    figure: PointFigure
    find_title: Text
    find: tuple[Text, ...]
    press_title: Text
    press: tuple[tuple[Text, Text], ...]
    why: Text
    cautions_title: Text
    cautions: tuple[Text, ...]
    note_title: Text
    note: tuple[Text, ...] = ()  # paragraphs typed by the practitioner


@dataclass(frozen=True, slots=True)
class TipCard:
    """A home tip: icon, title, steps, cautions and what leads them in."""

    icon: str
    title: Text
    steps: tuple[Text, ...]
    cautions: tuple[Text, ...] = ()
    cautions_title: Text = ()


@dataclass(frozen=True, slots=True)
class TickChart:
    """Days to tick off. `rows` are weeks or days; each has `columns` boxes under its heading."""

    corner: Text
    columns: tuple[Text, ...]
    rows: tuple[Text, ...]
    caption: Text


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address printed as text and as a QR code."""

    url: str
    label: Text
    hint: Text
    alt: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to call: lines of (label, value, link target or None)."""

    title: Text
    lines: tuple[tuple[Text, Text, str | None], ...]


Block = (
    Paragraph
    | Steps
    | Bullets
    | Facts
    | Callout
    | BodyMap
    | Pictures
    | PointCard
    | TipCard
    | TickChart
    | WebLink
    | Contact
)

PartName = Literal[
    "short", "not-today", "how", "pictures", "map", "points", "tips", "notes", "chart", "feel",
    "call", "visit", "link", "contact", "disclaimer",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the handout; a layout names the parts it prints, in its order."""

    name: PartName
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """The clinic's picture, read and checked already: PNG, JPEG or SVG bytes."""

    data: bytes = field(repr=False)
    kind: Literal["png", "jpeg", "svg"]
    alt: str


@dataclass(frozen=True, slots=True)
class Brand:
    """What the clinic puts on the page. `colour` is `#rrggbb` and has passed the contrast check."""

    name: str
    lines: tuple[str, ...]  # under the name: practitioner and credentials, phone
    colour: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout. `subtitle` names patient and date; `running` is the foot of every page."""

    language: str
    title: Text
    subtitle: Text
    brand: Brand
    parts: tuple[Part, ...]
    running: Text  # left of the foot: clinic, phone, version
    page_of: str  # "Page {page} of {pages}"
    author: str
    subject: str
    created: str  # ISO 8601 date of the prescription: the same input gives the same bytes
    skin: str = "medium"  # name of the skin tone of the drawings
