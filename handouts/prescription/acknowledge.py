"""`acknowledge:` why what safety stops is right for this patient, by point or tip."""

from __future__ import annotations

import re

from handouts.dose import PRESSURES, SIDES
from handouts.files.paths import as_name
from handouts.library import Library
from handouts.library.slips import is_slip
from handouts.library.yaml_text import Mapping, Node, Scalar
from handouts.prescription.fields import values
from handouts.prescription.fields.fill import must_be_whole, scalar
from handouts.prescription.fields.points import look_up, resolve
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import Field
from handouts.prescription.fields.typed_words import SYNONYMS
from handouts.prescription.fields.values import Wrong
from handouts.prescription.model import acknowledged_as
from handouts.prescription.name_and_title import OF_NAME, OF_NAME_SAYS

_MOST_REASONS = 60
_OF_CONDITION = re.compile(r"(.+)\(([^()]*)[ )]*")
_NAME_KEYS = (OF_NAME, "patient", "surname", "last name", "family name")
_IDENT = re.compile(r"[\w.-]{1,24}")


def take_reasons(
    library: Library, typed: frozenset[str], field: Field, node: Node, log: ProblemLog
) -> tuple[tuple[str, str], ...]:
    """`BL60: why it is right for this patient`, for each point or tip that safety stops."""
    if not isinstance(node, Mapping):
        raise Wrong("Each entry needs a reason.", "Write: BL60: and why it is right.")
    values.must_have_room(len(node.items), _MOST_REASONS, "entries")
    reasons: dict[str, str] = {}
    for key, value in node.items.items():
        where = f"acknowledge.{key}" if _IDENT.fullmatch(key) else "acknowledge"
        with log.noting(node.lines[key], where):
            name = _acknowledged(library, typed, key)
            if name in reasons:
                raise Wrong(f"{name} stands here a second time.", "Keep one of them.")
            if isinstance(value, Scalar):
                must_be_whole(value)
            try:
                reasons[name] = values.reason(scalar(value), field.limit)
            except Wrong as error:
                if name != OF_NAME:
                    raise
                raise Wrong(error.wrong, f"Write who says so, in full: {OF_NAME_SAYS}") from None
            log.lines[f"acknowledge.{name}"] = node.lines[key]
    return tuple(reasons.items())


def _acknowledged(library: Library, typed: frozenset[str], key: str) -> str:
    """A point, with what of it stops, or a tip; in brackets a condition. Or the patient's name."""
    if key.strip().casefold() in _NAME_KEYS or is_slip(key.strip().casefold(), OF_NAME):
        return OF_NAME
    match = _OF_CONDITION.fullmatch(key)
    if not match or as_name(key) in typed:  # the title of a tip may have brackets of its own
        return _stopped(library, typed, key.strip())
    name, condition = _stopped(library, typed, match[1].strip()), match[2].strip()
    return acknowledged_as(name, look_up("condition", condition, library))


def _stopped(library: Library, typed: frozenset[str], key: str) -> str:
    """`LI4`, a tip, `LI4 firm` or `LI4 both`."""
    name, _, last = key.rpartition(" ")
    way = SYNONYMS.get(last.casefold(), last.casefold())
    is_way = (way in PRESSURES or way in SIDES) and library.find("point", name).code
    if not is_way or as_name(key) in typed:
        name, way = key, ""
    point = library.find("point", name)
    tip = as_name(name) if as_name(name) in typed else library.find("tip", name).code
    stopped = tip if tip and point.code is None else resolve(point, name, "point", library)
    return f"{stopped} {way}".strip()
