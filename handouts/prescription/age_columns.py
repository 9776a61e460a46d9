"""What the age and the birth date of a row do: a baby and a child are so in its conditions."""

from __future__ import annotations

from datetime import date

from handouts.library import Library
from handouts.library.yaml_text import Scalar
from handouts.prescription.ages import (
    CHILD,
    CHILD_TO,
    INFANT,
    INFANT_TO,
    OLD,
    OLD_FROM,
    age_of,
    ages_by_birth,
    condition_of,
)
from handouts.prescription.dates import DateOrder
from handouts.prescription.fill import divided
from handouts.prescription.headings import AGE, BORN
from handouts.prescription.nothing import says_nothing
from handouts.prescription.problems import ProblemLog


def join_age(
    written: dict[str, str],
    line: int,
    log: ProblemLog,
    library: Library,
    on: date,
    order: DateOrder | None,
) -> None:
    """Take age and birth date out of a row, and write what follows into its conditions; somebody
    old is told. `on` is the day on which the patient is as old, `order` that of the birth dates.
    """
    by = "birth date" if BORN in written else "age"
    ages = _ages(written.pop(AGE, ""), written.pop(BORN, ""), line, log, on, order)
    code = condition_of(min(ages)) if ages else ""
    parts = [one.text for one in divided(Scalar(written.get("conditions", ""), 0))]
    said = {library.find("condition", part).code for part in parts}
    if not code or code in said or (code == CHILD and INFANT in said):
        return
    if code == OLD:
        wrong = f"By the {by} the patient is {OLD_FROM} or older, and the conditions do not say so."
        log.notice(line, "conditions", wrong, f"If {OLD} is right, write it into them.")
        return
    years = f"under {INFANT_TO if code == INFANT else CHILD_TO}"
    if denied := [one for one in library.conditions[code].excludes if one in said]:
        wrong = f"By the {by} the patient is {years}, and the conditions say {denied[0]}."
        log.wrong(line, "conditions", wrong, "Keep the one that is true.")
        return
    parts = [part for part in parts if part.casefold() != "none"]
    written["conditions"] = "; ".join([*parts, code])
    cure = f"The sheet is made for {'a baby' if code == INFANT else 'a child'}."
    log.notice(line, "conditions", f"By the {by} the patient is {years}: {code}.", cure)


def _ages(
    age: str, born: str, line: int, log: ProblemLog, on: date, order: DateOrder | None
) -> list[float]:
    """All ages that the cells tell; what cannot be read of them is told."""
    ages: list[float] = []
    for cell in _cells(age):
        with log.told(line, AGE):
            ages.append(age_of(cell))
    for cell in _cells(born):
        with log.told(line, BORN):
            ages += ages_by_birth(cell, order, on)
    return ages


def _cells(typed: str) -> list[str]:
    """What stands in the columns of one kind, where it says anything."""
    return [cell for cell in typed.split("\n") if not says_nothing(cell)]
