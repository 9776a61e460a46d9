"""Columns of an export in which something of health may stand: medicines, diagnoses, allergies.

What safety knows of a cell is told apart from what no rule knows, and from what may not be the
patient's own, or not now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handouts.files.reading import shown
from handouts.library import Library
from handouts.prescription.nothing import is_no_alert, says_yes
from handouts.prescription.spoken import spoken_of
from handouts.prescription.values import Wrong

_HEALTH = re.compile(
    r"diagnos|histor|allerg|pregnan|medic|prescri|problem|alert|contraind|illness|disease|health"
    r"|condition|pacemaker|surger|complaint|concern|trimester|warning|precaution|symptom|cancer"
    r"|epilep|seizure|diabet|implant|bleed|thinner|anticoag|infection|injur|blood|heart|due_date"
    r"|reason|drug|supplement|gestation|(^|_)(icd|dx|rx|hx|pmhx?|meds?|flags?|risks?|edd)(_|$|\d)"
)
"""In a heading: it may hold what safety has to know."""
_NO_MATTER = re.compile(
    r"(^|_)(names?|address|street|city|town|county|country|state|zip|post\w*|phone|mobile|cell|fax"
    r"|\w*mail|insur\w*|payers?|plan|policy|employer|occupation|company|clinics?|location|room"
    r"|branch|practitioner|provider|therapist|clinician|physician|doctor|gp|staff|refer\w*|contact"
    r"|guardian|parent|spouse|account|balance|invoice|payment|copay|fee|price|codes?|id|number|no"
    r"|date|day|time|created|updated|sex|gender|pronouns?|language|source|type|marital|status"
    r"|salutation|prefix|suffix|school|website|url|program(me)?|protocol)(_|$)"
)
"""In a heading, and no word of health: its cells are names and numbers. A city may be called Burn,
and a therapist Asa."""
_SAYS_YES = re.compile(r"(yes|y|true)\b", re.I)
_VALUE = re.compile(
    r"[<>~]?[\d/.+ -]*\d[\d/.+ -]*(?:years?|yrs?|weeks?|wks?|months?|[a-z]{3} \d+)?", re.I
)
"""A number or a date: of what, the heading says (`Weeks pregnant: 20`, `History of DVT: 2019`)."""
_PREGNANT = re.compile(r"trimester|gestation|\bedd\b", re.I)
_PARTS = re.compile(r"[,;|•\r\n]+|\.\s+")
_MAY_NOT_BE = re.compile(
    r"\b(fhx?|family|mother|mom|mum|father|dad|sister|brother|aunt|uncle|grand\w+|parents?|sibling"
    r"|cousin|wife|husband|partner|stopped|stop|discontinued|d/c|former(ly)?|resolved|no longer"
    r"|off|screen(ing)?|negative|neg|ruled out|rule out|r/o|suspected|risk|possible|query|unless"
    r"|but|except)\b|\?", re.I
)  # fmt: skip
"""Words with which a condition may be somebody else's, over, or not certain."""
_DENIES = re.compile(
    r"(no|not(?! (?:sure|known|clear|yet|certain))|never|none|without|denie[sd]|negative for|neg"
    r"|free of)\b|.*[:=] *(no|none|n|neg)$", re.I
)  # fmt: skip
_YET = re.compile(r"\b(on|takes?|taking|since|now|after|had|has)\b", re.I)
"""Behind a denial: it may not be one of everything ("no clot since 2019, on warfarin")."""
_ALLERGIES_ALONE = re.compile(r"[^/&+,;]*allerg[^/&+,;]*", re.I)
"""A heading of nothing else, as `Allergies / Meds` is."""
_DOSE = re.compile(r"\d ?(mg|mcg|units?|iu|tabs?|tablets?)\b|\b(daily|bid|qd)\b", re.I)
"""Behind a medicine that is taken."""
_OF_MEDICINES = frozenset({"blood-thinners", "drowsiness", "weak-immunity"})
"""Known by what somebody takes; whoever is allergic to that does not."""


def is_health(plain_heading: str) -> bool:
    """Whether a column speaks of health by its heading, as that is looked up."""
    return bool(_HEALTH.search(plain_heading))


def may_hold(heading: str, plain_heading: str, library: Library) -> bool:
    """Whether safety looks into a column that is not read: all but those of other matters."""
    other = _NO_MATTER.search(plain_heading) and not is_health(plain_heading)
    return not other or bool(spoken_of(heading, library))


@dataclass(frozen=True, slots=True)
class CellTold:
    """What a cell says: conditions that are plainly the patient's, parts that speak of some and may
    not be, and parts that no rule knows.
    """

    conditions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    of_unsure: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All conditions that the cell speaks of."""
        return tuple(dict.fromkeys([*self.conditions, *self.of_unsure]))


def told_in(cell: str, heading: str, library: Library) -> CellTold:
    """What a cell under such a heading tells, part by part."""
    conditions: list[str] = []
    unsure: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    denied: list[str] = []
    for part in filter(None, (one.strip(" -\t") for one in _PARTS.split(cell))):
        if is_no_alert(part):
            continue
        of_heading = says_yes(part) or _SAYS_YES.match(part) or _VALUE.fullmatch(part)
        text = f"{heading}: {part}" if of_heading else part
        codes = _codes(text, heading, library)
        answers = [code for code in codes if not library.conditions[code].rules]
        denies = bool(_DENIES.match(text)) and not answers
        if _MAY_NOT_BE.search(text) or (denies and _YET.search(text)):
            unsure |= {part: codes} if codes else {}
            unknown += [] if codes else [part]
        elif denies:
            denied.append(part)
        elif codes:
            conditions += codes
        else:
            unknown.append(part)
    of_heading_too = () if conditions or unsure else _codes(heading, heading, library)
    if of_heading_too:  # "Pregnant: not sure yet" is no answer
        unsure, unknown = dict.fromkeys(unknown, of_heading_too), []
    of_unsure = tuple(code for codes in unsure.values() for code in codes)
    unknown += denied
    return CellTold(tuple(dict.fromkeys(conditions)), tuple(unsure), tuple(unknown), of_unsure)


def conditions_in(cell: str, heading: str, library: Library) -> tuple[str, ...]:
    """The conditions of a cell. Raises Wrong where it speaks of one that may not be the patient's
    own, or not now.
    """
    told = told_in(cell, heading, library)
    if told.unsure:
        wrong = f"It is not clear whether {shown(told.unsure[0])} is the patient's own, and now."
        raise Wrong(wrong, "Keep in this cell what the patient has, and delete the rest.")
    return told.conditions


def _codes(text: str, heading: str, library: Library) -> tuple[str, ...]:
    """The conditions in a text; what stands under allergies need not say the word again."""
    under = bool(_ALLERGIES_ALONE.fullmatch(heading)) and " and " not in heading.casefold()
    text = _PREGNANT.sub("pregnant", text)
    codes = spoken_of(text, library) or (spoken_of(f"{text} allergy", library) if under else ())
    if (under or "allerg" in text.casefold()) and not _DOSE.search(text):
        return tuple(code for code in codes if code not in _OF_MEDICINES)
    return codes
