"""Every field that a prescription or a clinic may have, described once.

The readers, the JSON Schema that editors use, and the tables in the documentation are all made
from these tables, so that they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from handouts.dose import MOTIONS, PRESSURES, SIDES
from handouts.files.paths import ASSETS, DRAWINGS, LAYOUTS, layout_names
from handouts.library import languages
from handouts.library.names import plain_key
from handouts.library.yaml_text import read_assets
from handouts.paper import PAPERS

Kind = Literal[
    "version", "text", "name", "paragraphs", "date", "visit", "hold", "choice", "points", "point",
    "tips", "conditions", "routine", "reasons", "link", "url", "email", "clinic", "logo",
    "colour", "earlier", "smtp", "host", "number", "yes-no", "emergency", "password",
    "lines", "names", "flags", "tip", "pair", "cun", "picture", "things", "layout", "sections",
    "parts", "length", "lengths", "count", "group", "cards", "flow", "columns",
]  # fmt: skip

VERSION = 1
"""Of the form of prescriptions and clinics. A file without one is of the newest."""

SECURITY = ("starttls", "tls")
DATES = ("us", "day-first", "iso")
"""How dates are printed: November 20, 2026 · 20 November 2026 · 2026-11-20."""
MAX_URL = 300
MAX_LOGO = 10_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `limit`: characters of a text, entries of a list, or the largest number; `least`:
    the smallest.

    `lines`: of a text that may have several, how many at most; 0 for as many as there is room for.
    `choices` that are found by looking (layouts, languages, skins) are called when they are needed.
    `also` are further spellings of the name that are taken.
    """

    name: str
    kind: Kind
    about: str
    example: str = ""
    limit: int = 0
    choices: Callable[[], tuple[str, ...]] | tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lines: int = 0
    least: int = 0

    @property
    def chosen_from(self) -> tuple[str, ...]:
        """The choices, looked up."""
        return self.choices() if callable(self.choices) else self.choices


def by_key(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by the keys of their names, however these are written: `Next visit`, `next-visit`,
    `“NEXT_VISIT”`.
    """
    return {plain_key(name): field for field in fields for name in (field.name, *field.also)}


def named(fields: Iterable[Field], *names: str) -> tuple[Field, ...]:
    """Those of some fields that have these names."""
    return tuple(field for field in fields if field.name in names)


@cache
def layouts() -> tuple[str, ...]:
    """Names of the layouts there are."""
    return tuple(layout_names(LAYOUTS))


@cache
def skins() -> tuple[str, ...]:
    """Names of the skin tones of the drawings: every tone that has outlines."""
    tones = read_assets(DRAWINGS / "tones.yaml")["tones"]
    return tuple(name for name, tone in tones.items() if tone.get("ink") != "none")


@cache
def bodies() -> tuple[str, ...]:
    """Names of the bodies that there are drawings of."""
    return tuple(sorted(table.parent.name for table in DRAWINGS.glob("*/atlas.json")))


@cache
def icons() -> tuple[str, ...]:
    """Names of the drawings that may stand beside a tip."""
    return tuple(sorted(path.stem for path in (ASSETS / "icons").glob("*.ops")))


POINT = (
    Field("point", "point", "Its code, or any name of it.", "LI4"),
    Field("hold", "hold", "How long it is pressed, from 5 s to 10 min.", "30-60 s"),
    Field("side", "choice", "Which side is pressed.", "opposite", choices=SIDES),
    Field("motion", "choice", "How the finger moves.", "circles", choices=MOTIONS),
    Field("pressure", "choice", "How hard.", "gentle", choices=PRESSURES),
    Field("note", "paragraphs", "Printed on the point's card.", "Use the other thumb.", 3000),
)

LINK = (
    Field("url", "url", "A web address, printed as text and as a QR code.",
          "https://example.org/low-back", MAX_URL),
    Field("label", "text", "What is found there.", "Watch the video", 80),
)  # fmt: skip

SECTIONS = (
    Field("order", "parts", "Parts that come first behind the cards, in this order; those before"
          " `points` stand above the cards.", "[tips, points, call]", 13),
    Field("hide", "parts", "Parts that are not printed.", "[chart, map]", 13),
)  # fmt: skip

PRESCRIPTION = (
    Field("version", "version", "Of the form of this file.", str(VERSION)),
    Field("patient", "name", "The patient's name as it is printed.", "Maria Lopez", 100),
    Field("patient_latin", "text",
          "The name in Latin letters, printed where no font has those of `patient`.", "Min-su Kim",
          100),
    Field("email", "email", "Where the handout may be sent.", "maria@example.org", 254),
    Field("date", "date", "The day of the prescription.", "2026-11-20"),
    Field("since", "earlier",
          "The file of the last prescription, in the same folder: what changed is then printed.",
          "maria-lopez-2026-11-20.yaml", 200),
    Field("title", "text", "The heading of the page.", "Easing low back pain at home", 120),
    Field("routine", "routine", "A ready prescription to start from; what is written here wins.",
          "low-back"),
    Field("conditions", "conditions", "What the patient lives with: names, `none`, `other: …`.",
          "pregnant", 20),
    Field("points", "points", "The points to press, in order.", "BL60", 40),
    Field("hold", "hold", "How long each point is pressed that has no time of its own.", "1-2 min"),
    Field("tips", "tips", "What else to do at home, in order.", "heat", 20),
    Field("how_often", "text", "How often to do it all, as it is to be printed.", "Twice a day",
          100),
    Field("for_how_long", "text", "How long to keep it up.", "2 weeks", 100),
    Field("notes", "paragraphs", "Your own words to the patient. An empty line divides paragraphs.",
          "Press before your evening walk.", 6000, also=("note",)),
    Field("next_visit", "visit", "The next visit, with or without a time.", "2026-12-04 15:30"),
    Field("link", "link", "An address worth typing or scanning, or a list of them.",
          "https://example.org/low-back", 4, also=("links",)),
    Field("layout", "layout", "The design of the page: ours, or a file in the clinic's `layouts`.",
          "sheet", choices=layouts),
    Field("sections", "sections", "Which parts come first, and which are left out.",
          "{hide: [chart]}"),
    Field("paper", "choice", "The size of the paper.", "letter", choices=tuple(PAPERS)),
    Field("skin", "choice", "The skin tone of the drawings.", "medium", choices=skins),
    Field("body", "choice", "Whose body is drawn.", "woman", choices=bodies),
    Field("language", "choice", "The language of the page.", "en", choices=languages),
    Field("clinic", "clinic", "A clinic's file in the same folder.", "my-clinic.yaml", 200),
    Field("acknowledge", "reasons",
          "In words, why what safety stops is right for this patient; never printed.",
          "BL60: Talked through on 20 November; agreed with her midwife.", 500),
)  # fmt: skip

SMTP = (
    Field("host", "host", "The mail server.", "mail.example.org"),
    Field("port", "number", "Its port.", "587", 65535),
    Field("security", "choice", "How the line is secured.", "starttls", choices=SECURITY),
    Field("user", "text", "The name to log in with.", "office@example.org", 254),
    Field("sender", "email", "The address that mails come from.", "office@example.org", 254),
    Field("per_minute", "number", "Mails a minute at most.", "30", 600),
    Field("password", "password", "Never here: it is asked for, or taken from the environment."),
)

CLINIC = (
    *named(PRESCRIPTION, "version"),
    Field("name", "text", "The clinic's name.", "Quiet River Acupuncture", 100),
    Field("practitioner", "text", "Your name.", "Ana Castro", 100),
    Field("credentials", "text", "Behind your name.", "L.Ac.", 60),
    Field("phone", "text", "The number that patients call.", "555 0142", 40),
    Field("email", "email", "The address that patients write to.", "hello@example.org", 254),
    Field("web", "url", "Your web page.", "https://example.org", MAX_URL),
    Field("booking", "url", "Where patients book.", "https://example.org/book", MAX_URL),
    Field("booking_qr", "yes-no", "Whether the booking address is printed as a QR code, too.",
          "yes"),
    Field("address", "paragraphs", "Street and town.", "12 River Street, Springfield", 300,
          lines=6),
    Field("emergency", "emergency", "The number to call in an emergency.", "911", 20),
    Field("dates", "choice", "How dates are printed, and how 12/4/2026 is read.", "day-first",
          choices=DATES),
    Field("logo", "logo", "A PNG, JPEG or SVG in the same folder.", "logo.svg", 200),
    Field("colour", "colour", "One colour, as #1f5f5b or a plain name.", "#1f5f5b", 30,
          also=("color",)),
    Field("layout", "layout", "The usual design: ours, or a file in the folder `layouts`.", "sheet",
          choices=layouts),
    *named(PRESCRIPTION, "sections"),
    Field("paper", "choice", "The paper in your printer.", "letter", choices=tuple(PAPERS)),
    Field("language", "choice", "The language of your pages.", "en", choices=languages),
    *named(PRESCRIPTION, "skin", "body"),
    Field("disclaimer", "paragraphs", "Printed behind the disclaimer that is always there.",
          "In an emergency call 911.", 2000),
    Field("sign_off", "text", "The last line of the page.", "Be well!", 200),
    Field("columns", "columns", "What columns of your practice program's tables are.",
          "{Appointment Date: next_visit}", 60),
    Field("smtp", "smtp", "The mail server that handouts are sent through."),
)  # fmt: skip
