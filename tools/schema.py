"""JSON Schema of prescriptions and clinics, for editors: hover help, completion, red underlines.

Made from the tables in `assets/fields.yaml`. The files under `assets/schema/` are
written by `python -m tools.schema` and held fresh by a test. They leave the names of points, tips
and routines open, because a practitioner may use any name.

What the program takes is never underlined: names and choices in any case, numbers and words that
YAML makes something else of (`yes`, `911`), empty fields. So lengths are left to the program, which
counts the letters that are printed, and words with foreign letters or curly quotes are let through.
"""

from __future__ import annotations

import json
from typing import Any

from handouts.prescription.fields.schema import (
    CLINIC,
    LINK,
    OWN_FIELDS,
    POINT,
    PRESCRIPTION,
    SECTIONS,
    SMTP,
    TYPED_TIP,
    Field,
)
from handouts.prescription.fields.typed_words import SYNONYMS
from handouts.prescription.fields.values import YES_NO
from handouts.prescription.new.text import schema_file
from handouts.prescription.sections import PARTS
from handouts.prescription.tables.headings import NOT_READ, TARGETS

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_NAME: Schema = {"type": ["string", "number"]}
_GROUPS = {
    "points": ("point", POINT), "link": ("link", LINK), "smtp": ("smtp", SMTP),
    "sections": ("sections", SECTIONS), "tips": ("tip", TYPED_TIP),
}  # fmt: skip
"""Kinds of fields whose value may be a group: what it is called, and its fields."""
_OTHER_LETTERS = r"[^\x00-\x7f]"


def prescription_schema() -> Schema:
    """Of a prescription."""
    return _whole("Prescription", PRESCRIPTION)


def clinic_schema() -> Schema:
    """Of a clinic's file."""
    return _whole("Clinic", CLINIC)


def own_schema(kind: str) -> Schema:
    """Of a file of the clinic's own: a `routine`, `tip`, `point` or `condition`."""
    return _whole(kind.capitalize(), OWN_FIELDS[kind])


def _whole(title: str, fields: tuple[Field, ...]) -> Schema:
    """A schema with the groups that its fields are made of."""
    used = dict(sorted(_GROUPS[field.kind] for field in fields if field.kind in _GROUPS))
    schema = _group(fields)
    if used:
        schema["$defs"] = {name: _group(group, f"#/$defs/{name}") for name, group in used.items()}
    return {"$schema": _DRAFT, "title": title, **schema}


def write_schemas() -> None:
    """Write all files anew."""
    schemas = {kind: own_schema(kind) for kind in OWN_FIELDS}
    schemas |= {"prescription": prescription_schema(), "clinic": clinic_schema()}
    for kind, schema in schemas.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False)
        schema_file(kind).write_text(f"{text}\n", "utf-8")


def _group(fields: tuple[Field, ...], at: str = "#") -> Schema:
    """An object of fields, none besides; their names in any spelling. `at`: where it will stand."""
    known = [field for field in fields if field.kind != "password"]
    spelt = {
        f"^(?!{field.name}$){_any_case(name)[1:]}": {"$ref": f"{at}/properties/{field.name}"}
        for field in known
        for name in (field.name, *field.also)
    }
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in known},
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
    if char == "/":
        return r"\s*[/&+]\s*"
    return char if char.isdigit() else between


def _field(field: Field) -> Schema:
    schema = {"description": field.about, **_kind(field)}
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _kind(field: Field) -> Schema:
    match field.kind:
        case "version":
            return _any_of({"enum": [int(field.example)]}, _text(rf"^\s*{field.example}\s*$"))
        case "choice":
            also = [word for word, name in SYNONYMS.items() if name in field.chosen_from]
            also += [word.removesuffix("-side") for word in also if word.endswith("-side")]
            taken = dict.fromkeys((*field.chosen_from, *also))
            spelt = _text(_any_case(*taken, between=r"(-|\s+)"), _OTHER_LETTERS)
            return _any_of({"enum": list(field.chosen_from)}, spelt)
        case "number":
            whole = {"type": "integer", "minimum": 1, "maximum": field.limit}
            return _any_of(whole, _text(r"^\s*[0-9]{1,9}\s*$", _OTHER_LETTERS))
        case "url":
            address = r"^\s*([Hh][Tt][Tt][Pp][Ss]?://|[^\s:/]+\.[^\s:/]+\s*(/|$))"
            return _any_of(_text(address, _OTHER_LETTERS))
        case "link":
            return _several(field.limit, _field(LINK[0]), {"$ref": "#/$defs/link"})
        case "yes-no":
            words = _any_case(*YES_NO)
            return _any_of({"type": "boolean"}, _text(words, _OTHER_LETTERS))
        case "smtp" | "sections":
            return _any_of({"$ref": f"#/$defs/{field.kind}"})
        case "layout":
            return _any_of({"enum": list(field.chosen_from)}, _NAME)
        case "parts":
            return _listed({"anyOf": [{"enum": list(PARTS)}, _NAME]}, field.limit)
        case "lines" | "names" | "flags" | "things" | "pair":
            return _listed(_SCALAR, field.limit)
        case "columns":
            targets = {"anyOf": [{"enum": [*TARGETS, NOT_READ]}, _NAME]}
            return _any_of({"type": "object", "additionalProperties": targets})
        case "reasons":
            reason = {"type": "string", "minLength": 8}
            return _any_of({"type": "object", "additionalProperties": reason})
        case "routine" | "point" | "tip":
            return _any_of(_NAME)
        case "points":
            entry = {"anyOf": [_NAME, {"$ref": "#/$defs/point"}]}
            return _any_of(_NAME, {"type": "array", "items": entry, "maxItems": field.limit})
        case "tips":
            return _several(field.limit, _NAME, _SCALAR, {"$ref": "#/$defs/tip"})
        case "conditions":
            spelt = {_any_case("other"): _SCALAR}
            other = {"type": "object", "patternProperties": spelt, "additionalProperties": False}
            return _several(field.limit, _NAME, _SCALAR, other)
        case _:
            return _SCALAR


def _any_of(*schemas: Schema) -> Schema:
    """One of these, or nothing, since an empty field says nothing."""
    return {"anyOf": [*schemas, {"type": "null"}]}


def _several(limit: int, *ways: Schema) -> Schema:
    """One of these, or a list of them."""
    several = {"type": "array", "items": {"anyOf": [*ways]}, "maxItems": limit}
    return {"anyOf": [*ways, several]}


def _listed(item: Schema, limit: int) -> Schema:
    """One text, or a list of entries."""
    several = {"type": "array", "items": item} | ({"maxItems": limit} if limit else {})
    return _any_of(_SCALAR, several)


def _text(*patterns: str) -> Schema:
    """A text with one of the patterns in it."""
    return {"type": "string", "pattern": "|".join(patterns)}


if __name__ == "__main__":
    write_schemas()
