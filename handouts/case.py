"""What the blocks of one handout are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from handouts.library import Library, atlas
from handouts.library.model import Condition
from handouts.library.wording import Wording
from handouts.photos import Photos
from handouts.plan import Plan
from handouts.prescription.model import Clinic
from handouts.pressing import Pressing, pressing
from handouts.safety import Finding, open_conditions


@dataclass(frozen=True)
class Case:
    """A plan that safety has let through, and what safety still has to say about it.

    `times` is how many times a day is pressed, None where that is left open;
    `earlier` the plan of the last time, where this sheet tells what has changed; `photos` are the
    pictures of its points and tips.
    """

    plan: Plan
    clinic: Clinic
    library: Library
    findings: tuple[Finding, ...]
    times: int | None
    earlier: Plan | None
    photos: Photos

    @cached_property
    def open(self) -> list[Condition]:
        """Conditions that nobody has said yes or no to."""
        return open_conditions(self.plan.prescription, self.library)

    @cached_property
    def pressed(self) -> tuple[Pressing, ...]:
        """How each point is pressed, in the order of the plan."""
        woman = self.body == "woman"
        return tuple(pressing(chosen, self.say, woman=woman) for chosen in self.plan.points)

    @property
    def body(self) -> str:
        """The body that is drawn: as somebody says, else as the routine or a condition has it."""
        plan = self.plan
        conditions = (self.library.conditions[name] for name in plan.prescription.conditions)
        usual = (plan.routine.body if plan.routine else "", *(one.body for one in conditions))
        said = plan.prescription.body or self.clinic.body
        return said or next(filter(None, usual), atlas.NEUTRAL)

    @property
    def say(self) -> Wording:
        """The words of the page's language."""
        return self.library.wording
