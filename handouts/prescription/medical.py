"""Columns of an export in which something of health may stand: medicines, diagnoses, allergies.

What safety knows of a cell is told apart from what no rule knows, and from what may not be the
patient's own, or not now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.spoken import Told, pattern, told
from handouts.prescription.headings import is_health, plain
from handouts.prescription.nothing import is_no_alert, says_yes
from handouts.prescription.values import Wrong, one_of

_SAYS_YES = re.compile(r"(yes|y|true)\b", re.I)
_VALUE = re.compile(
    r"[<>~]?[\d/.+ -]*\d[\d/.+ -]*(?:years?|yrs?|weeks?|wks?|months?|[a-z]{3} \d+)?", re.I
)
"""A number or a date: of what, the heading says (`Weeks pregnant: 20`, `History of DVT: 2019`)."""
_PARTS = re.compile(r"[,;|•\r\n]+|\.\s+")
_YET = re.compile(r"\b(on|takes?|taking|since|now|after|had|has)\b", re.I)
"""Behind a denial: it may not be one of everything ("no clot since 2019, on warfarin")."""
_ALLERGIES_ALONE = re.compile(r"[^/&+,;]*allerg[^/&+,;]*", re.I)
"""A heading of nothing else, as `Allergies / Meds` is."""
_DOSE = re.compile(r"\d ?(mg|mcg|units?|iu|tabs?|tablets?)\b|\b(daily|bid|qd)\b", re.I)
"""Behind a medicine that is taken."""
_OF_MEDICINES = frozenset({"blood-thinners", "drowsiness", "weak-immunity"})
"""Known by what somebody takes; whoever is allergic to that does not."""


def may_hold(heading: str, library: Library) -> bool:
    """Whether safety looks into a column that is not read: all but those of other matters. A city
    may be called Burn, and a therapist Asa.
    """
    other = pattern("other-matter").search(plain(heading)) and not is_health(heading)
    return not other or bool(told(heading, library, answers=True, ages=False, prose=True))


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
        found = _told(text, heading, library)
        codes = _codes(found)
        clear = of_heading or all(one.by_name for one in found)
        answers = [code for code in codes if not library.conditions[code].rules]
        denies = bool(pattern("denies").match(text)) and not answers
        may_not_be = any(pattern(one).search(text) for one in ("relative", "over", "unsure"))
        if may_not_be or (_YET.search(text) if denies else not clear):
            unsure |= {part: codes} if codes else {}
            unknown += [] if codes else [part]
        elif denies:
            denied.append(part)
        elif codes:
            conditions += codes
        else:
            unknown.append(part)
    of_heading_too = () if conditions or unsure else _codes(_told(heading, heading, library))
    if of_heading_too:  # "Pregnant: not sure yet" is no answer
        unsure, unknown = dict.fromkeys(unknown, of_heading_too), []
    of_unsure = tuple(code for codes in unsure.values() for code in codes)
    unknown += denied
    return CellTold(tuple(dict.fromkeys(conditions)), tuple(unsure), tuple(unknown), of_unsure)


def conditions_in(cell: str, heading: str, library: Library) -> tuple[str, ...]:
    """The conditions of a cell. Raises Wrong where it speaks of one that may not be the patient's
    own, or not now, or that a word only leads to.
    """
    told = told_in(cell, heading, library)
    for part in told.unsure:
        leads = [one for one in _told(part, heading, library) if not one.by_name]
        if leads:
            wrong = f"{shown(part)} may mean {one_of(leads[0].conditions)}."
            raise Wrong(wrong, "Write in its place what is true, by its name, or delete it.")
        wrong = f"It is not clear whether {shown(part)} is the patient's own, and now."
        raise Wrong(wrong, "Keep in this cell what the patient has, and delete the rest.")
    return told.conditions


def _told(text: str, heading: str, library: Library) -> list[Told]:
    """What a text tells; what stands under allergies need not say the word again, and whoever is
    allergic to a medicine does not take it.
    """
    under = bool(_ALLERGIES_ALONE.fullmatch(heading)) and " and " not in heading.casefold()
    prose = not is_health(heading)
    found = told(text, library, answers=True, ages=False, prose=prose)
    if under and not found:
        found = told(f"{text} allergy", library, answers=True, ages=False, prose=prose)
    if (under or "allerg" in text.casefold()) and not _DOSE.search(text):
        return [one for one in found if one.by_name and not _OF_MEDICINES & {*one.conditions}]
    return found


def _codes(found: Iterable[Told]) -> tuple[str, ...]:
    return tuple(name for one in found for name in one.conditions)
