"""The handout: a plain tree of blocks, between composing and rendering.

A block says *what* a patient is told and *what it is*; it knows nothing of paper, fonts or PDF.
Blocks are frozen and hashable, so that the renderer can set what is the same for everybody once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["both", "left", "right", "middle"]
Tool = Literal[
    "thumb", "thumbs", "finger", "two", "tips", "knuckle", "pinch", "heel", "swab", "waist"
]  # fmt: skip
"""What of a hand presses: `two` are index and middle finger, `thumbs` those of both hands, `waist`
the thumbs, behind the back, of hands on the waist."""
CalloutKind = Literal["call", "emergency"]


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
    """Running text. `role`: `body`, or `small` for what may be passed over."""

    text: Text
    role: Literal["body", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, in order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Things that stand side by side."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DoseStrip:
    """How often, how long each time, for how long, how hard: each an answer and a line under it."""

    items: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class SafetyBox:
    """The one box of page one. Each row has a label ("Not today if") and what it lists."""

    rows: tuple[tuple[Text, tuple[Text, ...]], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be overlooked; its kind is said in words and by a sign."""

    kind: CalloutKind
    title: Text
    body: tuple[Paragraph | Bullets, ...]


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a view: `at` are pairs of side (`left`, `right`, `middle`) and (x, y) in units;
    `guide` is a distance to measure: from, to, its length in cun.
    """

    view: str
    at: tuple[tuple[str, tuple[float, float]], ...]
    guide: tuple[tuple[float, float], tuple[float, float], float] | None = None
    landmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a drawing: its place there, and the number printed in the ring."""

    place: str | Spot
    number: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A clinic's picture: JPEG data, size in pixels, and where, in shares, a ring is drawn."""

    jpeg: bytes = field(repr=False)
    size: tuple[int, int]
    mark: tuple[float, float] | None
    alt: str


@dataclass(frozen=True, slots=True)
class PointFigure:
    """Where a point is: `place` is its entry in the atlas, or a clinic's own spot.

    `side` is the patient's; `landmarks` are (atlas name, label) pairs; `guide` words the distance
    ("two thumbs"), `first` the one before it, where there are two; `alt` replaces the picture.
    """

    place: str | Spot
    side: Side
    landmarks: tuple[tuple[str, str], ...]
    guide: str | None
    alt: str
    first: str | None = None


@dataclass(frozen=True, slots=True)
class BodyMap:
    """The whole body, front and back, with every point of the handout in its place."""

    marks: tuple[tuple[Mark, Side], ...]
    labels: tuple[tuple[str, str], ...]  # (view name, "Front" / "Back" / "Left" / "Right" …)
    alt: str


@dataclass(frozen=True, slots=True)
class PressFigure:
    """A hand that presses one point."""

    place: str | Spot
    side: Side
    hand: Tool
    motion: Literal["hold", "circles", "tap", "rub", "with-movement"]
    alt: str
    caption: Text


@dataclass(frozen=True, slots=True)
class MeasureFigure:
    """Fingers laid on the body from where one measures to a point. `laid` are their breadths one
    after the other, in cun: 3 is four fingers, 2 three, 1.5 two, 1 a thumb, 0.5 half of one.
    `first`: on the first of two ways; `alone` is the caption where the other is not shown.
    """

    place: str | Spot
    side: Side
    laid: tuple[float, ...]
    alt: str
    caption: Text
    alone: Text
    first: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing without marks: leaning on a ball."""

    view: str
    alt: str
    caption: Text


# ── large blocks ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PointCard:
    """One point on paper. Never broken over pages.

    `names` is the small grey line: code, pinyin, characters. `how` are the pictures beside the
    drawing: measures, then the pressing hand. `steps` find and reach the point. `dose` is one line:
    time, side, motion. `why` is empty where it does not fit what the sheet is for.
    """

    number: int
    code: str
    place: Text
    names: Text
    where: PointFigure | Photo | None
    how: tuple[MeasureFigure | PressFigure | Picture | Photo, ...]
    steps: tuple[Text, ...]
    dose: Text
    why: Text
    cautions_title: Text
    leave_out: Text
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
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class TickChart:
    """Days to tick off, a week a row; a day has one box, or one for each of `times` ("morning").
    The last row has only `last` days.
    """

    corner: Text
    columns: tuple[Text, ...]
    rows: tuple[Text, ...]
    times: tuple[Text, ...]
    alt: str
    last: int


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address printed as text, and as a QR code with `alt` and `hint`."""

    url: str
    label: Text
    hint: Text
    alt: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to call: lines of (label, value, link target or None)."""

    lines: tuple[tuple[Text, Text, str | None], ...]


Block = (
    Paragraph | Steps | Bullets | DoseStrip | SafetyBox | Callout
    | BodyMap | PointCard | TipCard | TickChart | WebLink | Contact
)  # fmt: skip

PartName = Literal[
    "dose", "since", "safety", "map", "points", "how", "tips", "chart", "notes", "visit", "call",
    "link", "contact", "disclaimer",
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
    """What the clinic puts on the page. `colour` is `#rrggbb` and has passed the contrast check;
    `lines` stand under the name; `call` is the phone in a few words, with its link target.
    """

    name: str
    lines: tuple[str, ...]
    call: tuple[str, str] | None
    colour: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout. `subtitle` names patient and date."""

    language: str
    title: Text
    subtitle: Text
    brand: Brand
    parts: tuple[Part, ...]
    running: str  # left of the foot of every page but where `turn` stands
    turn: str  # left of the foot of a front side that has a back
    go_on: str  # before `running` at the foot of a back that has a page after it: "{page}"
    page_of: str  # right of the foot: "{page} of {pages}"
    author: str
    subject: str
    created: str  # ISO 8601 date of the prescription: the same input gives the same bytes
    skin: str = "medium"  # name of the skin tone of the drawings
    drawn_body: str = "neutral"  # name of the body that they are of
