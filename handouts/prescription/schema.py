"""JSON Schema of prescriptions and clinics, for editors: hover help, completion, red underlines.

Made from the tables in `fields.py`. The files under `assets/schema/` are written by
`python -m handouts.prescription.schema` and held fresh by a test. They leave the names of points,
tips and routines open, because a practitioner may use any name; with a library at hand, its names
are offered for completion.

What the program takes is never underlined: names and choices in any case, numbers and words that
YAML makes something else of (`yes`, `911`), empty fields. So lengths are left to the program, which
counts the letters that are printed, and words with foreign letters or curly quotes are let through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handouts.library import Library
from handouts.paths import ASSETS
from handouts.prescription.fields import CLINIC, LINK, POINT, PRESCRIPTION, SMTP, Field

SCHEMAS = ASSETS / "schema"
PRESCRIPTION_FILE = SCHEMAS / "prescription.schema.json"
CLINIC_FILE = SCHEMAS / "clinic.schema.json"

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_NAME: Schema = {"type": ["string", "number"]}
_OTHER_LETTERS = r"[^\x00-\x7f]"


def prescription_schema(library: Library | None = None) -> Schema:
    """Of a prescription; with a library its names are offered."""
    defs = {
        "point": _group(POINT, library, "#/$defs/point"),
        "link": _group(LINK, None, "#/$defs/link"),
    }
    schema = _group(PRESCRIPTION, library) | {"$defs": defs}
    return {"$schema": _DRAFT, "title": "Prescription", **schema}


def clinic_schema() -> Schema:
    """Of a clinic's file."""
    schema = _group(CLINIC, None) | {"$defs": {"smtp": _group(SMTP, None, "#/$defs/smtp")}}
    return {"$schema": _DRAFT, "title": "Clinic", **schema}


def dumped(schema: Schema) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path = SCHEMAS) -> None:
    """Write both files anew."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PRESCRIPTION_FILE.name).write_text(dumped(prescription_schema()), "utf-8")
    (folder / CLINIC_FILE.name).write_text(dumped(clinic_schema()), "utf-8")


def _group(fields: tuple[Field, ...], library: Library | None, at: str = "#") -> Schema:
    """An object of fields, none besides; their names in any spelling. `at`: where it will stand."""
    known = [field for field in fields if field.kind != "password"]
    spelt = {
        f"^(?!{field.name}$){_any_case(name)[1:]}": {"$ref": f"{at}/properties/{field.name}"}
        for field in known
        for name in (field.name, *field.also)
    }
    return {
        "type": "object",
        "properties": {field.name: _field(field, library) for field in known},
        "patternProperties": spelt,
        "additionalProperties": False,
    }


def _any_case(*names: str, between: str = "[^A-Za-z0-9]*") -> str:
    """A pattern of words in any case, with anything or nothing for what parts them."""
    words = ("".join(_letter(char, between) for char in name) for name in names)
    return f"^\\s*({'|'.join(words)})\\s*$"


def _letter(char: str, between: str) -> str:
    if char.isalpha():
        return f"[{char.lower()}{char.upper()}]"
    return char if char.isdigit() else between


def _field(field: Field, library: Library | None) -> Schema:
    schema = {"description": field.about, **_kind(field, library)}
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _kind(field: Field, library: Library | None) -> Schema:
    match field.kind:
        case "version":
            return _any_of({"enum": [int(field.example)]}, _text(rf"^\s*{field.example}\s*$"))
        case "choice":
            spelt = _text(_any_case(*field.chosen_from, between=r"(-|\s+)"), _OTHER_LETTERS)
            return _any_of({"enum": list(field.chosen_from)}, spelt)
        case "number":
            whole = {"type": "integer", "minimum": 1, "maximum": field.limit}
            return _any_of(whole, _text(r"^\s*[0-9]{1,9}\s*$", _OTHER_LETTERS))
        case "url":
            address = r"^\s*([Hh][Tt][Tt][Pp][Ss]?://|[^\s:/]+\.[^\s:/]+\s*(/|$))"
            return _any_of(_text(address, _OTHER_LETTERS))
        case "link":
            one = [_field(LINK[0], None), {"$ref": "#/$defs/link"}]
            several = {"type": "array", "items": {"anyOf": one}, "maxItems": field.limit}
            return {"anyOf": [*one, several]}
        case "yes-no":
            words = _any_case("yes", "no", "true", "false", "on", "off")
            return _any_of({"type": "boolean"}, _text(words, _OTHER_LETTERS))
        case "smtp":
            return _any_of({"$ref": "#/$defs/smtp"})
        case "reasons":
            reason = {"type": "string", "minLength": 8}
            return _any_of({"type": "object", "additionalProperties": reason})
        case "points" | "tips" | "conditions" | "routine" | "point":
            return _names(field, library)
        case _:
            return dict(_SCALAR)


def _any_of(*schemas: Schema) -> Schema:
    """One of these, or nothing, since an empty field says nothing."""
    return {"anyOf": [*schemas, {"type": "null"}]}


def _text(*patterns: str) -> Schema:
    """A text with one of the patterns in it."""
    return {"type": "string", "pattern": "|".join(patterns)}


def _names(field: Field, library: Library | None) -> Schema:
    name = _offered(field.kind, library)
    if field.kind in ("routine", "point"):
        return _any_of(name)
    if field.kind == "points":
        entry = {"anyOf": [name, {"$ref": "#/$defs/point"}]}
        return _any_of(_NAME, {"type": "array", "items": entry, "maxItems": field.limit})
    ways = [name, dict(_SCALAR)]
    if field.kind == "conditions":
        spelt = {_any_case("other"): dict(_SCALAR)}
        ways.append({"type": "object", "patternProperties": spelt, "additionalProperties": False})
    several = {"type": "array", "items": {"anyOf": ways}, "maxItems": field.limit}
    return {"anyOf": [*ways, several]}


def _offered(kind: str, library: Library | None) -> Schema:
    """Any text, with the names of the library as suggestions."""
    if library is None:
        return dict(_NAME)
    offered: dict[str, Iterable[str]] = {
        "tips": library.tips,
        "conditions": library.conditions,
        "routine": library.routines,
    }
    names = list(offered.get(kind, library.points))
    return {"anyOf": [{"enum": names}, dict(_NAME)]}


def first_line(schema: Path) -> str:
    """The comment by which editors find the schema of a file."""
    return f"# yaml-language-server: $schema={re.sub('#', '%23', schema.resolve().as_uri())}"


if __name__ == "__main__":
    write_schemas()
