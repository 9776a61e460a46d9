"""Every field that a file may have, as `assets/fields.yaml` describes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handouts.dose import MOTIONS, PRESSURES, SIDES
from handouts.errors import HandoutsError
from handouts.files.paths import ASSETS, DRAWINGS, LAYOUTS, layout_names
from handouts.library import languages, load_library
from handouts.library.model import Kind
from handouts.library.names import plain_key
from handouts.library.yaml_text import Mapping, asset_table, read_assets, read_yaml
from handouts.paper import PAPERS

VERSION = 1
"""Of the form of prescriptions and clinics. A file without one is of the newest."""
MAX_LOGO = 10_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `limit`: characters of a text, entries of a list, or the largest number; `least`:
    the smallest; `lines`: how many a text may have, 0 for as many as there is room for; `also`:
    further spellings. `choices` that are found by looking (layouts, skins) are called when needed.
    """

    name: str
    kind: str
    about: str
    example: str = ""
    limit: int = 0
    choices: Callable[[], tuple[str, ...]] | tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lines: int = 0
    least: int = 0

    @property
    def chosen_from(self) -> tuple[str, ...]:
        """The choices, looked up."""
        return self.choices() if callable(self.choices) else self.choices


def by_key(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by their names, however these are written: `Next visit`, `“NEXT_VISIT”`."""
    return {plain_key(name): field for field in fields for name in (field.name, *field.also)}


def field_names(path: Path) -> frozenset[str]:
    """The names of the fields of a file, as they are looked up; none where it cannot be read."""
    try:
        root = read_yaml(path, problems=[])
    except HandoutsError:
        return frozenset()
    return frozenset(map(plain_key, root.items)) if isinstance(root, Mapping) else frozenset()


def named(fields: Iterable[Field], *names: str) -> tuple[Field, ...]:
    """Those of some fields that have these names."""
    return tuple(field for field in fields if field.name in names)


# ── choices that are found by looking ───────────────────────────────────────────────────────────


@cache
def layouts() -> tuple[str, ...]:
    """Names of the layouts there are."""
    return tuple(layout_names(LAYOUTS))


def _skins() -> tuple[str, ...]:
    """Every tone of the drawings that has outlines."""
    tones = read_assets(DRAWINGS / "tones.yaml")["tones"]
    return tuple(name for name, tone in tones.items() if tone.get("ink") != "none")


@cache
def bodies() -> tuple[str, ...]:
    """Names of the bodies that there are drawings of."""
    return tuple(sorted(table.parent.name for table in DRAWINGS.glob("*/atlas.json")))


def _icons() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (ASSETS / "icons").glob("*.ops")))


@cache
def regions() -> tuple[str, ...]:
    """Names of the parts of the body, as our points have them."""
    return tuple(dict.fromkeys(point.region for point in load_library().points.values()))


_CHOICES: dict[str, Callable[[], tuple[str, ...]] | tuple[str, ...]] = {
    "bodies": bodies, "icons": _icons, "languages": languages, "layouts": layouts,
    "motions": MOTIONS, "papers": tuple(PAPERS), "pressures": PRESSURES, "regions": regions,
    "sides": SIDES, "skins": _skins,
}  # fmt: skip


# ── the tables ──────────────────────────────────────────────────────────────────────────────────


def table(name: str) -> tuple[Field, ...]:
    """The fields of one kind of file or group, in their order."""
    tables = asset_table("fields")
    return tuple(
        _field(field, tables[told][field] if isinstance(told, str) else told)
        for field, told in tables[name].items()
    )


def _field(name: str, told: dict[str, Any]) -> Field:
    numbers = {one: int(told[one]) for one in ("limit", "lines", "least") if one in told}
    choices, also = told.get("choices", ()), tuple(told.get("also", ()))
    found = _CHOICES[choices] if isinstance(choices, str) else tuple(choices)
    return Field(**(told | numbers | {"name": name, "choices": found, "also": also}))


PRESCRIPTION = table("prescription")
POINT = table("entry")
LINK = table("link")
SECTIONS = table("sections")
CLINIC = table("clinic")
SMTP = table("smtp")
_KINDS: tuple[Kind, ...] = ("point", "tip", "condition", "routine")
OWN_FIELDS: dict[Kind, tuple[Field, ...]] = {kind: table(f"own-{kind}") for kind in _KINDS}
"""Of files of a clinic's own, in the order in which they are read: a routine may have what comes
before it. Those of points lie in the folder `points` beside the clinic's file, and so on.
"""
TYPED_TIP = tuple(field for field in OWN_FIELDS["tip"] if field.name not in ("aliases", "source"))
"""Of a tip that is typed into a prescription: nothing looks it up."""
