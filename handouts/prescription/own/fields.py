"""Every field that a file of the clinic's own may have, described once."""

from __future__ import annotations

from handouts.dose import MOTIONS, PRESSURES, SIDES
from handouts.library import load_library
from handouts.prescription.fields import PRESCRIPTION, Field, icons, named

PREGNANCY = ("ok", "ask", "avoid")
MOST_LINES = 12
CALL_FILLED = ("course",)
"""What is filled in where a page says when to call: how long the patient is to press."""
TEMPLATE = "Write here what to do, in one short line."
"""In a new file; a note says that it is still there."""
LONGEST_LINE = 200


def regions() -> tuple[str, ...]:
    """Names of the parts of the body, as our points have them."""
    return tuple(dict.fromkeys(point.region for point in load_library().points.values()))


_ALIASES = Field("aliases", "names", "Other names that you will type.", "[frozen, stiff shoulder]",
                 20)  # fmt: skip
_SOURCE = Field("source", "text", "Where it comes from; never printed.", "Course of 2024", 300)
_PICTURE = (
    Field("picture", "picture", "A JPEG, PNG or WebP in the folder `pictures`.", "calf.jpg", 200),
    Field("alt", "text", "What the picture shows, for those who do not see it.",
          "A hand presses the middle of a calf.", 200),
)  # fmt: skip

ROUTINE = (
    Field("title", "text", "The heading of the page.", "Easing a frozen shoulder at home", 120),
    *named(PRESCRIPTION, "points", "tips", "how_often", "for_how_long"),
    Field("about", "text", "One line under *How to press* on what its points are for.",
          "By tradition, people press these points for a stiff shoulder.", 200),
    Field("notes", "paragraphs", "Words to the patient, unless the prescription has its own.",
          "Warm the shoulder first.", 3000, also=("note",)),
    Field("not_today", "lines", "Also when not to press: *Not today if* …",
          "[your shoulder is hot]", MOST_LINES),
    Field("call", "lines", "Also when to call you: *Call us if* …; `{course}` stands for how long.",
          "[you cannot lift the arm at all]", MOST_LINES),
    Field("emergency", "lines", "Also when to call for help at once.",
          "[the pain goes into your chest]", MOST_LINES),
    _ALIASES,
    _SOURCE,
    Field("instead_of", "routine", "Ours that it takes the place of.", "neck-shoulder"),
)  # fmt: skip

TIP = (
    Field("title", "text", "The name of the tip.", "Epsom bath", 60),
    Field("steps", "lines", "What to do, a short line each.", "[Fill the tub, Stay 15 minutes]",
          MOST_LINES),
    Field("icon", "choice", "The drawing beside it.", "water", choices=icons),
    Field("cautions", "lines", "What to take care of.", "[Not with open skin.]", MOST_LINES),
    Field("pregnancy", "choice", "Whether it may be done in pregnancy.", "ask",
          choices=PREGNANCY),
    Field("flags", "flags", "What safety has to know of it; `none` where there is nothing.",
          "[heat]", 10),
    *_PICTURE,
    _ALIASES,
    _SOURCE,
    Field("instead_of", "tip", "Ours that it takes the place of.", "heat"),
)  # fmt: skip
TYPED_TIP = tuple(field for field in TIP if field not in (_ALIASES, _SOURCE))
"""Of a tip that is typed into a prescription: nothing looks it up."""

POINT = (
    Field("title", "text", "Where it is, in plain words: the heading of its card.",
          "Hollow in the upper ear", 80),
    Field("steps", "lines", "How to find it, a short line each.",
          "[Feel for the upper hollow of your ear., Press with a fingertip.]", MOST_LINES),
    Field("label", "text", "The small print under its name.", "SF6 Clavicle", 60),
    Field("like", "point", "It lies where this point of ours lies.", "LI11"),
    Field("from", "point", "It lies on a line from this point …", "LI11"),
    Field("to", "point", "… to this one …", "LI5"),
    Field("cun", "cun", "… so far along it, in cun.", "2"),
    Field("view", "text", "The drawing that it lies on. See: handouts points views", "hand-back",
          40),
    Field("at", "pair", "Where on the drawing: across and down, from 0 to 1.", "[0.42, 0.37]"),
    *_PICTURE,
    Field("mark", "pair", "Where the ring is drawn on the picture: across and down, from 0 to 1.",
          "[0.5, 0.3]"),
    Field("region", "choice", "The part of the body, for safety.", "lower-leg", choices=regions),
    Field("pregnancy", "choice", "Whether it may be pressed in pregnancy.", "ok",
          choices=PREGNANCY),
    Field("flags", "flags", "What lies there that safety has to know of; `none` for nothing.",
          "[nerve]", 12),
    Field("cautions", "lines", "What to take care of.", "[Not over a bruise.]", MOST_LINES),
    *named(PRESCRIPTION, "hold"),
    Field("side", "choice", "Which side is pressed.", "both", choices=SIDES),
    Field("motion", "choice", "How the finger moves.", "hold", choices=MOTIONS),
    Field("pressure", "choice", "How hard.", "gentle", choices=PRESSURES),
    Field("paired", "yes-no", "Whether there is one on each side of the body.", "yes"),
    Field("helper", "yes-no", "Whether somebody else has to press it.", "no"),
    _ALIASES,
    _SOURCE,
    Field("instead_of", "point", "Ours that it takes the place of.", "LI4"),
)  # fmt: skip

CONDITION = (
    Field("title", "text", "Its name in the plan and in messages.", "On the trial", 80),
    Field("avoid", "things", "Points, tips and parts of the body that are then left out.",
          "[GB21, heat, lower-leg]", 60),
    Field("ask", "things", "Points, tips and parts of the body that are asked about first.",
          "[BL40]", 60),
    Field("reason", "text", "Why; said to you, never printed.", "The trial asks for it.", 300),
    Field("line", "text", "What the patient reads beside a point or tip that is asked about.",
          "Ask us before you press here.", LONGEST_LINE),
    Field("pressure", "choice", "`gentle`: all points are pressed lightly.", "gentle",
          choices=("gentle",)),
    Field("hold", "choice", "`half`: all points are pressed half as long.", "half",
          choices=("half",)),
    _ALIASES,
    _SOURCE,
)  # fmt: skip

FIELDS: dict[str, tuple[Field, ...]] = {
    "point": POINT, "tip": TIP, "condition": CONDITION, "routine": ROUTINE,
}  # fmt: skip
"""By kind, in the order in which they are read: a routine may have what comes before it."""
