"""What the library holds, typed. Facts and words of one language come together here."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from operator import or_
from pathlib import Path
from typing import Literal

from handouts.dose import Hold, Motion, Pressure, Side
from handouts.handout import Spot

HomeUse = Literal["yes", "helper", "practitioner-only"]
Level = Literal["avoid", "ask"]
Target = Literal["points", "tips"]
Kind = Literal["point", "tip", "routine", "condition"]


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A clinic's picture: its file, what it shows, and where on it, in shares, a ring is drawn."""

    file: Path
    alt: str = ""
    mark: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the body. Facts follow WHO 2008; see docs/architecture.md for each field.

    Of a point of the clinic's own, `code` is the name of its file, and pinyin and characters are
    empty. `drawing` is what stands for it in the atlas; `label` the small print under its name.
    """

    code: str
    pinyin: str = ""
    hanzi_trad: str = ""
    hanzi_simp: str = ""
    english: str
    aliases: tuple[str, ...] = ()
    region: str
    surface: str
    paired: bool
    home_use: HomeUse
    pregnancy: Literal["ok", "ask", "avoid"]
    flags: frozenset[str]
    reach: str
    hold: Hold
    side: Side
    motion: Motion
    pressure: Pressure
    instead: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...]
    # words of one language
    place: str
    location: str = ""
    position: str = ""
    find: tuple[str, ...]
    reach_words: str = ""
    why: str = ""
    uses: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    figure: str
    drawing: str | Spot | None
    label: str
    picture: OwnPicture | None = None
    own: bool = False
    like: frozenset[str] = frozenset()

    @property
    def counts_as(self) -> frozenset[str]:
        """The codes under which rules know it: its own, and those of our points where it lies."""
        return self.like | {self.code}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Something to do at home besides pressing."""

    name: str
    aliases: tuple[str, ...] = ()
    icon: str
    flags: frozenset[str]
    presses: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    title: str
    why: str = ""
    steps: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    pregnancy: Literal["ok", "ask", "avoid"] = "ok"
    picture: OwnPicture | None = None
    own: bool = False
    like: frozenset[str] = frozenset()
    unsure: bool = False  # nobody has said what safety has to know of it

    @property
    def counts_as(self) -> frozenset[str]:
        """The names under which rules know it: its own, and those of tips that it is like."""
        return self.like | {self.name}


@dataclass(frozen=True, slots=True)
class Dose:
    """A point as a routine or a prescription chooses it; None where the point's default holds."""

    code: str
    hold: Hold | None = None
    side: Side | None = None
    motion: Motion | None = None
    pressure: Pressure | None = None
    note: str | None = None
    line: int = 0  # where it stands in the prescription; 0 when it comes from a routine


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A named, ready prescription.

    `about` is true of any of its points, where it does not say of which; each of `notes` is a
    paragraph. `plain_title` is for a sheet with other points; `body` is drawn where none is said.
    """

    name: str
    aliases: tuple[str, ...] = ()
    points: tuple[Dose, ...]
    tips: tuple[str, ...] = ()
    how_often: str
    for_how_long: str
    source: str
    title: str
    plain_title: str = ""
    about: tuple[str, ...]
    red_flags: tuple[str, ...] = ()  # signs of an emergency
    call: tuple[str, ...] = ()  # when to call the clinic or a doctor
    not_today: tuple[str, ...] = ()  # when not to press, besides what holds for every sheet
    notes: tuple[str, ...] = ()
    body: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Ease:
    """How a point is pressed more gently, or is stroked in place of all that. `short`: for
    `LONGEST_SHORT` at most.
    """

    light: bool = False
    half: bool = False
    short: bool = False
    no_ball: bool = False
    stroked: bool = False

    def __or__(self, other: Ease) -> Ease:
        return Ease(*map(or_, astuple(self), astuple(other)))

    def __bool__(self) -> bool:
        return any(astuple(self))


AS_EVER = Ease()


@dataclass(frozen=True, slots=True)
class Rule:
    """Points or tips that a condition speaks of: those whose `field` has, or contains, one of the
    `values`, or with the field `all` all of them.

    `ease`: what it changes in how they are pressed. `named_only`: it says nothing where the
    condition is merely open. `one_side`: it speaks of one side of the body.
    """

    target: Target
    field: str
    values: frozenset[str]
    level: Level
    why: str
    source: str
    ease: Ease = AS_EVER
    named_only: bool = False
    one_side: bool = False

    def selects(self, thing: Point | Tip) -> bool:
        """Whether it speaks of this point or tip."""
        if self.target != ("points" if isinstance(thing, Point) else "tips"):
            return False
        if self.field == "all":
            return True
        if self.field in ("code", "name"):
            return bool(thing.counts_as & self.values)
        value = getattr(thing, self.field)
        if isinstance(value, frozenset):
            return bool(value & self.values)
        return value in self.values


@dataclass(frozen=True, slots=True)
class RuledParts:
    """Parts of the body that a condition's rules are about; what may be meant in other ones."""

    parts: frozenset[str]
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a patient lives with, and what it means for points and tips; docs/architecture.md has
    each field of its file.

    `unasked`: its warnings stand on every sheet they matter to until somebody has answered, with
    the condition itself or with one that `excludes` it. `briefly` goes on behind "Not if …" ("you
    may be pregnant") on such a sheet. `lasting`: an answer that stays true, so that page one need
    not ask either. `operated`: the condition that it is as well in the months after the operation
    behind it. `routines`, by name or under `all`: those whose words are for others.
    """

    name: str
    aliases: tuple[str, ...] = ()
    age_below: int | None = None
    age_from: int | None = None
    passes: bool = False
    stays: bool = False
    operated: str = ""
    of_medicines: bool = False
    side: Literal["", "weak", "asked"] = ""
    placed: RuledParts | None = None
    counted: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    hints_in_notes: tuple[str, ...] = ()
    unasked: bool = False
    excludes: tuple[str, ...] = ()
    lasting: bool = False
    implies: tuple[str, ...] = ()
    routines: dict[str, Literal["refused", "ask"]] = field(default_factory=dict, hash=False)
    title: str
    briefly: str = ""
    rules: tuple[Rule, ...]
    reasons: dict[str, str] = field(hash=False)  # for the practitioner, by `why`
    lines: dict[str, str] = field(hash=False)  # for the patient, by `why`
    body: str = ""
    own: bool = False

    @property
    def denies(self) -> tuple[str, ...]:
        """What the patient has not got, when that is all it says: `not-pregnant`."""
        return () if self.rules else self.excludes
