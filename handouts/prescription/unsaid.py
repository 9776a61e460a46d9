"""What a name or a title says of the patient, and the conditions do not: `Noah Reid (baby)`,
`Nausea in pregnancy`. Safety reads conditions alone, so it stops; what notes say is told
(`safety/notes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from handouts.library import Library
from handouts.library.spoken import Told, aged_beside, told
from handouts.prescription.nothing import must_be_expected
from handouts.prescription.problems import ProblemLog
from handouts.prescription.values import Wrong, one_of

_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)")
_BEHIND = re.compile(r"[,;:/|]|\s[-–—]\s|\s(?:on|with|has|takes)\s", re.I)
_BABY_FIRST = re.compile(r"(baby|newborn|infant|toddler)\b", re.I)


def must_be_in_conditions(
    name: str, title: str, conditions: Collection[str], log: ProblemLog, library: Library
) -> None:
    """Note what a patient's name and a title speak of and `conditions` do not say."""
    with log.noting(log.lines.get("patient", 0), "patient"):
        must_be_expected(name)
        beside = told(_beside_the_name(name), library, answers=True, prose=True)
        _must_be_said("name", [*beside, *aged_beside(name)], conditions, log, library)
    with log.noting(log.lines.get("title", 0), "title"):
        found = told(title, library, answers=True, prose=True)
        _must_be_said("title", found, conditions, log, library)


def _must_be_said(
    what: str,
    found: Collection[Told],
    conditions: Collection[str],
    log: ProblemLog,
    library: Library,
) -> None:
    """Refuse a text that tells of a condition about which nothing is said. Raises Wrong."""
    said = {*conditions}.union(*(library.conditions[name].excludes for name in conditions))
    said |= {"child"} if "infant" in conditions else set()
    said |= {name for name, one in library.conditions.items() if not one.rules}  # mere answers
    unsaid = [one.conditions for one in found if not said & {*one.conditions}]
    if unsaid:
        names = one_of(dict.fromkeys(map(one_of, unsaid)), "and")
        wrong = f"The {what} speaks of {names}, and the conditions do not."
        where = "into a column conditions" if log.columns else "under `conditions:`"
        cure = f"If it is right, write {names} {where}; if not, change the {what}."
        raise Wrong(wrong, cure)


def _beside_the_name(name: str) -> str:
    """What stands beside a name in its field: in brackets, behind a comma or a dash, in small
    letters or in capitals, a baby in front. The name itself may be anything: Julia Child, Asa Reid.
    """
    behind = _BEHIND.split(_IN_BRACKETS.sub("", name))[1:]
    words = name.split()
    mixed = name not in (name.upper(), name.lower())
    parts = [
        *_IN_BRACKETS.findall(name),
        *(part for part in behind if not part.strip().istitle() or " " in part.strip()),
        " ".join(word for word in words if mixed and word.islower()),
        " ".join(word for word in words if mixed and len(word) > 2 and word.isupper()),
        *(match[0] for match in [_BABY_FIRST.match(name)] if match),
    ]
    return " ".join(parts)
