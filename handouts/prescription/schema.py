"""JSON Schema of prescriptions and clinics, for editors: hover help, completion, red underlines.

Made from the tables in `fields.py`. The files under `assets/schema/` are written by
`python -m handouts.prescription.schema` and held fresh by a test. They leave the names of points,
tips and routines open, because a practitioner may use any name; with a library at hand, its names
are offered for completion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handouts.library import Library
from handouts.paths import ASSETS
from handouts.prescription.fields import (
    CLINIC,
    LINK,
    POINT,
    PRESCRIPTION,
    SECTIONS,
    SMTP,
    Field,
)
from handouts.prescription.headings import NOT_READ, TARGETS
from handouts.prescription.sections import PARTS

SCHEMAS = ASSETS / "schema"
PRESCRIPTION_FILE = SCHEMAS / "prescription.schema.json"
CLINIC_FILE = SCHEMAS / "clinic.schema.json"

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_TEXT_OR_NUMBER: Schema = {"type": ["string", "number"]}


def prescription_schema(library: Library | None = None) -> Schema:
    """Of a prescription; with a library its names are offered."""
    schema = _group(PRESCRIPTION, library)
    schema["anyOf"] = [{"required": ["points"]}, {"required": ["routine"]}]
    return {"$schema": _DRAFT, "title": "Prescription", **schema}


def clinic_schema() -> Schema:
    """Of a clinic's file."""
    return {"$schema": _DRAFT, "title": "Clinic", **_group(CLINIC, None)}


def dumped(schema: Schema) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path = SCHEMAS) -> None:
    """Write both files anew."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PRESCRIPTION_FILE.name).write_text(dumped(prescription_schema()), "utf-8")
    (folder / CLINIC_FILE.name).write_text(dumped(clinic_schema()), "utf-8")


def _group(fields: tuple[Field, ...], library: Library | None) -> Schema:
    """An object of fields, none besides."""
    properties = {
        name: _field(field, library)
        for field in fields
        if field.kind != "password"
        for name in (field.name, *field.also)
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _field(field: Field, library: Library | None) -> Schema:
    schema = {"description": field.about, **_kind(field, library)}
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _kind(field: Field, library: Library | None) -> Schema:
    match field.kind:
        case "version":
            return {"enum": [int(field.example), field.example]}
        case "choice":
            return {"enum": list(field.chosen_from)}
        case "hold":
            return _TEXT_OR_NUMBER
        case "number":
            return {"type": "integer", "minimum": 1, "maximum": field.limit}
        case "url":
            return _TEXT | {"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://", "maxLength": field.limit}
        case "link":
            one = [_field(LINK[0], None), _group(LINK, None) | {"required": ["url"]}]
            several = {"type": "array", "items": {"oneOf": one}, "maxItems": field.limit}
            return {"oneOf": [*one, several]}
        case "yes-no":
            return {"enum": [True, False, "yes", "no"]}
        case "layout":
            return {"anyOf": [{"enum": list(field.chosen_from)}, _TEXT]}
        case "sections":
            return _group(SECTIONS, None)
        case "parts":
            name = {"anyOf": [{"enum": list(PARTS)}, _TEXT]}
            return {"anyOf": [_TEXT, {"type": "array", "items": name, "maxItems": field.limit}]}
        case "smtp":
            return _group(SMTP, None) | {"required": ["host"]}
        case "columns":
            return {"type": "object", "additionalProperties": {"enum": [*TARGETS, NOT_READ]}}
        case "reasons":
            reason = _TEXT | {"minLength": 10, "maxLength": field.limit}
            return {"type": "object", "additionalProperties": reason}
        case "points" | "tips" | "conditions" | "routine" | "point":
            return _names(field, library)
        case _:
            return _TEXT_OR_NUMBER | ({"maxLength": field.limit} if field.limit else {})


def _names(field: Field, library: Library | None) -> Schema:
    name = _offered(field.kind, library)
    if field.kind in ("routine", "point"):
        return name
    if field.kind == "points":
        name = {"anyOf": [name, _group(POINT, library) | {"required": ["point"]}]}
    if field.kind == "conditions":
        other = {"type": "object", "properties": {"other": _TEXT}, "required": ["other"]}
        name = {"anyOf": [name, other | {"additionalProperties": False}]}
    return {"anyOf": [_TEXT, {"type": "array", "items": name, "maxItems": field.limit}]}


def _offered(kind: str, library: Library | None) -> Schema:
    """Any text, with the names of the library as suggestions."""
    if library is None:
        return dict(_TEXT_OR_NUMBER)
    offered: dict[str, Iterable[str]] = {
        "tips": library.tips,
        "conditions": library.conditions,
        "routine": library.routines,
    }
    names = list(offered.get(kind, library.points))
    return {"anyOf": [{"enum": names}, dict(_TEXT_OR_NUMBER)]}


def first_line(schema: Path) -> str:
    """The comment by which editors find the schema of a file."""
    return f"# yaml-language-server: $schema={re.sub('#', '%23', schema.resolve().as_uri())}"


if __name__ == "__main__":
    write_schemas()
