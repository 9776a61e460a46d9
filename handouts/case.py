"""What the blocks of one handout are made from."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.library import Library, atlas
from handouts.library.wording import Wording
from handouts.photos import Photos
from handouts.plan import Plan
from handouts.prescription.model import Clinic
from handouts.safety import Finding


@dataclass(frozen=True, slots=True)
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

    @property
    def body(self) -> str:
        """The body that is drawn."""
        return self.plan.prescription.body or self.clinic.body or atlas.NEUTRAL

    @property
    def say(self) -> Wording:
        """The words of the page's language."""
        return self.library.wording
