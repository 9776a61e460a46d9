"""How the text of a new file is written: quoted, with times and choices as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

from handouts.dose import Hold
from handouts.files.paths import ASSETS
from handouts.prescription.fields.schema import Field


def schema_file(kind: str) -> Path:
    """The JSON Schema of a `prescription`, a `clinic` or a kind of the clinic's own."""
    return ASSETS / "schema" / f"{kind}.schema.json"


def first_line(kind: str) -> str:
    """The comment by which editors find the schema of a file."""
    uri = schema_file(kind).resolve().as_uri().replace("#", "%23")
    return f"# yaml-language-server: $schema={uri}"


def quoted(text: str) -> str:
    """A text as YAML reads it back unchanged, whatever is in it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def spelt(hold: Hold) -> str:
    """A time in the notation of prescriptions: `45 s`, `1-2 min`, `30-90 s`."""
    ends = (hold.low,) if hold.high is None else (hold.low, hold.high)
    if any(end % 60 for end in ends):
        return f"{'-'.join(str(end) for end in ends)} s"
    return f"{'-'.join(str(end // 60) for end in ends)} min"


def either(field: Field) -> str:
    """The choices of a field, as a comment behind it."""
    return f"   # {' | '.join(field.chosen_from)}" if field.choices else ""
