"""A rich handout to render: every part, a clinic with everything filled in, a note of two
paragraphs, links, conditions, a logo.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from handouts.compose.parts import compose
from handouts.handout import Handout, Logo
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Link, Prescription
from handouts.safety.examine import examine

POINTS = ("BL40", "LI4", "TE5", "GB34", "KI3")
TIPS = ("heat", "keep-moving", "water")
NOTES = (
    "Press before your evening walk, not after a meal. Rest your feet on a stool.\n\n"
    "Ask Nguyễn Thị Hương at the desk for the band. 王小明 knows, too."
)

HARD_NOTES = [
    "<b>bold</b> &amp; ${x} %d %s {0} \\n (a) [b]",
    "Nguyễn Thị Hương, Łukasz Świętochłowski, Мария, Γιώργος Παπαδόπουλος",
    "王小明 張雅婷 堃喆 髎",
    "a\u00a0b\u2011c\u2010d\u2013e\u2014f … “q” ‘r’ ½ × ≤ ≥ → ✓ ☐ −5 °C",
    "x" * 300,
    "https://example.org/a/very/long/path?with=many&parameters=that&never=ends" * 3,
]
"""What is typed and must come back as it is."""


@cache
def logo() -> Logo:
    """A picture that is there to be seen: a dark leaf."""
    image = Image.new("RGB", (360, 120), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 350, 110), fill="#1f5f5b")
    file = BytesIO()
    image.save(file, "PNG")
    return Logo(file.getvalue(), "png", "Logo of the clinic: a leaf")


def clinic(**fields: Any) -> Clinic:
    """One with everything that a clinic's file can say."""
    filled: dict[str, Any] = {
        "name": "Willow Tree Acupuncture", "practitioner": "Hannah Park", "credentials": "L.Ac.",
        "phone": "555-0134", "email": "hello@willowtree.example",
        "web": "https://willowtree.example", "booking": "https://willowtree.example/book",
        "booking_qr": True, "address": "12 Mill Lane\nAshford", "emergency": "911", "dates": "us",
        "logo": logo(), "disclaimer": "We speak English and Spanish.",
        "sign_off": "Be kind to your back.",
    }  # fmt: skip
    return Clinic(**{**filled, **fields})


def handout(patient: str = "Maria Lopez", of: Clinic | None = None, **fields: Any) -> Handout:
    """The handout of a prescription with everything that one can say; `fields` say it anew."""
    filled: dict[str, Any] = {
        "patient": patient, "date": date(2026, 11, 20), "routine": "low-back",
        "conditions": ("blood-thinners", "fluid-limit"), "asked": True,
        "points": tuple(Dose(code) for code in POINTS), "tips": TIPS, "notes": NOTES,
        "next_visit": datetime(2026, 12, 4, 15, 30),
        "links": (
            Link("https://example.org/low-back", "Watch the video"),
            Link("https://example.org/knots", "Read about sore spots"),
        ),
    }  # fmt: skip
    prescription = Prescription("sample", **{**filled, **fields})
    library = load_library()
    plan = make_plan(prescription, library)
    return compose(plan, of or clinic(), library, examine(plan, library))


def routine(name: str, **fields: Any) -> Handout:
    """A routine as it ships, for a patient of a clinic with everything filled in."""
    return handout(**{"points": None, "tips": None, "conditions": (), "asked": False,
                      "routine": name, **fields})  # fmt: skip
