"""What the blocks of one handout are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handouts.compose.for_whom import ForWhom, for_whom
from handouts.compose.photos import Photos
from handouts.library import Library, atlas
from handouts.library.lines import on_sheet
from handouts.library.model import Condition
from handouts.library.wording import Wording, filled
from handouts.plan.make import Plan
from handouts.plan.pressing import Pressing, pressing
from handouts.prescription.model import Clinic
from handouts.safety.examine import Finding, known, open_conditions


@lru_cache(maxsize=16)
def of_strokes(say: Wording) -> Wording:
    """The words of a sheet on which nothing is pressed."""
    return say.changed(say.table("stroked.page"))


@dataclass(frozen=True)
class Case:
    """A plan that safety has let through, and all that its page is made from."""

    plan: Plan
    clinic: Clinic
    library: Library
    findings: tuple[Finding, ...]
    earlier: Plan | None
    photos: Photos

    @cached_property
    def open(self) -> list[Condition]:
        """Conditions that nobody has said yes or no to."""
        return open_conditions(self.plan.prescription, self.library)

    @cached_property
    def pressed(self) -> tuple[Pressing, ...]:
        """How each point is pressed, in the order of the plan."""
        return tuple(pressing(chosen, self.say, self.lines) for chosen in self.plan.points)

    @cached_property
    def sheet(self) -> frozenset[str]:
        """Names of all that lines of ours may be about, and of all that is known of the patient."""
        return self.plan.sheet | known(self.plan.prescription, self.library) | {self.body}

    @cached_property
    def for_whom(self) -> ForWhom:
        """The words for who reads this sheet."""
        wording = self.library.wording
        return for_whom(self.sheet.intersection(wording.table("for_whom")), wording)

    def lines(self, texts: Iterable[str]) -> list[str]:
        """What is left of some texts on this sheet; those that are typed stay."""
        return [said for said in map(self.for_whom.line, on_sheet(texts, self.sheet)) if said]

    def asked(self, findings: Iterable[Finding]) -> list[str]:
        """What conditions ask for, in the words for who has them."""
        return [self.for_whom.sign(one) for one in self.lines(one.line for one in findings)]

    def said(self, name: str, **values: object) -> str:
        """The words called `name` as they are on this sheet, with `{values}` filled in."""
        return filled("".join(self.lines([self.say.at(name)])), values)

    @property
    def notes(self) -> str:
        """What the practitioner wrote, as it is; else what the routine says."""
        plan = self.plan
        return plan.prescription.notes or self.for_whom.named(plan.notes)

    @property
    def body(self) -> str:
        """The body that is drawn: as somebody says, else as the routine or a condition has it."""
        plan = self.plan
        conditions = (self.library.conditions[name] for name in plan.prescription.conditions)
        usual = (plan.routine.body if plan.routine else "", *(one.body for one in conditions))
        said = plan.prescription.body or self.clinic.body
        return said or next(filter(None, usual), atlas.NEUTRAL)

    @cached_property
    def say(self) -> Wording:
        """The words of the page's language; others where all points are only stroked."""
        wording = self.library.wording
        return of_strokes(wording) if self.stroked else wording

    @property
    def stroked(self) -> bool:
        """Whether all points are only stroked, as a baby's are."""
        return all(chosen.ease.stroked for chosen in self.plan.points)

    def signs(self, items: Iterable[str]) -> list[str]:
        """What is left of the items of a list, each once, in words for who has them."""
        return list(dict.fromkeys(map(self.for_whom.sign, self.lines(items))))

    @property
    def pressures(self) -> set[str]:
        """How hard points are pressed."""
        return {chosen.pressure for chosen in self.plan.points}
