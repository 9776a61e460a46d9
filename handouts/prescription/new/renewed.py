"""The last prescription as the text of a new one: of today, everything else as it was typed.

The text is edited where the fields stand, and not written anew, so that comments, order and the
practitioner's own layout stay.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from handouts.errors import ContentError
from handouts.files.paths import YAML_ENDINGS
from handouts.files.reading import decode, read_bytes
from handouts.library.yaml_text import MAX_BYTES
from handouts.prescription.fields.dates import day_alone
from handouts.prescription.model import Prescription
from handouts.prescription.new.text import quoted

_DATED = re.compile(r"(.*?)[-_ ]*(\d{4}-\d\d-\d\d)(?:[-_ ]\d{1,2})?")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AGAIN = {
    "conditions": "ask again.",
    "acknowledge": "look at each reason again, and write who agreed and when.",
    "notes": "see whether your note still holds.",
}
"""What is not simply true because it was true the last time."""
_OURS = re.compile(
    rf"[ \t]*# Renewed [\d-]{{10}}: (?:{'|'.join(map(re.escape, _AGAIN.values()))})\n"
)
"""The comments that an earlier renewal has left."""


# ── which one ───────────────────────────────────────────────────────────────────────────────────


def undated(stem: str) -> str:
    """The name of a patient's files without the day: `maria-lopez-2026-11-20` → `maria-lopez`."""
    match = _DATED.fullmatch(stem)
    return match[1] if match else stem


def day_in(stem: str) -> dt.date | None:
    """The day in a name, where it has one that there is."""
    match = _DATED.fullmatch(stem)
    try:
        return dt.date.fromisoformat(match[2]) if match else None
    except ValueError:
        return None


def prescriptions_of(stem: str, folder: Path) -> list[Path]:
    """The files of a patient in a folder, the latest day in their names last."""
    found = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in YAML_ENDINGS
        and undated(path.stem).casefold() == stem.casefold()
        and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda path: (day_in(path.stem) or dt.date.min, path.name))


def renewed_path(path: Path, today: dt.date) -> Path:
    """Where the new one goes: beside the last, with today in its name."""
    parts = (undated(path.stem), today.isoformat())
    return path.with_name("-".join(part for part in parts if part) + path.suffix)


# ── its text ────────────────────────────────────────────────────────────────────────────────────


_Edit = tuple[int, int, str]
"""From where to before which character of a text something else takes its place, and what."""


def has_passed(prescription: Prescription, today: dt.date) -> bool:
    """Whether the next visit of the last prescription is no longer to come."""
    visit = prescription.next_visit
    return visit is not None and day_alone(visit) <= today


def renewed_text(path: Path, last: Prescription, today: dt.date) -> str:
    """The text of the new prescription. `last`: what stands in `path`, which is without problems.
    Raises ContentError for a file that has no line for each field.
    """
    data = read_bytes(path, MAX_BYTES)
    text = _OURS.sub("", decode(data, str(path)))
    root = yaml.compose(text, Loader=_Loader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        wrong = "The file stands in brackets as a whole, so it has no lines to renew."
        raise ContentError.at(path, wrong, "Write each field in a line.", line=1)
    fields = {key.value: (key, value) for key, value in root.value}
    edits = [*_dated(text, fields, path.name, today), *_asked(text, fields, last, today)]
    if has_passed(last, today):
        edits += _taken_out(text, *fields["next_visit"])
    edits.sort(key=lambda edit: edit[0])
    for start, end, instead in reversed(edits):  # from below: what is above stays where it is
        text = text[:start] + instead + text[end:]
    return text.replace("\n", "\r\n") if b"\r\n" in data else text


_Fields = dict[str, tuple[yaml.Node, yaml.Node]]


def _dated(text: str, fields: _Fields, name: str, today: dt.date) -> Iterator[_Edit]:
    """Today as `date`, the last one's file as `since`: in their place, else behind each other."""
    since = name if re.fullmatch(r"[A-Za-z][\w.-]*", name) else quoted(name)
    missing = []
    for field, value in (("date", today.isoformat()), ("since", since)):
        if field in fields:
            node = fields[field][1]
            start, end = node.start_mark.index, _end(text, node)
            yield start, end, value if start < end else f" {value}"
        else:
            missing.append(f"{field}: {value}\n")
    if missing:
        yield _lines(text, fields, missing)


def _lines(text: str, fields: _Fields, lines: Iterable[str]) -> _Edit:
    """New lines behind the date or the patient, else before all fields."""
    first = next(iter(fields.values()))[0]
    indent = " " * first.start_mark.column
    whole = "".join(f"{indent}{line}" for line in lines)
    above = next((fields[name][1] for name in ("date", "patient") if name in fields), None)
    if above is None:
        at = first.start_mark.index - first.start_mark.column
        return at, at, whole
    at = _line_after(text, _end(text, above))
    return at, at, whole if text[at - 1] == "\n" else f"\n{whole}"


def _asked(text: str, fields: _Fields, last: Prescription, today: dt.date) -> Iterator[_Edit]:
    """A comment above what has to be asked, or looked at, again."""
    said = {
        "conditions": last.asked,
        "acknowledge": bool(last.acknowledge),
        "notes": bool(last.notes),
    }
    for name in (name for name, is_said in said.items() if is_said):
        mark = fields[name][0].start_mark
        at = mark.index - mark.column
        indent = text[at : mark.index]
        yield at, at, f"{indent}# Renewed {today.isoformat()}: {_AGAIN[name]}\n"


def _taken_out(text: str, key: yaml.Node, value: yaml.Node) -> Iterator[_Edit]:
    """The lines of a field as comments."""
    at, end = key.start_mark.index, _end(text, value)
    while 0 <= at < end:
        yield at, at, "# "
        at = _line_after(text, at)


def _end(text: str, node: yaml.Node) -> int:
    """Behind the last character of a value; the end of a block of text lies on the line below."""
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_after(text: str, at: int) -> int:
    """Where the next line starts; the end of a text without one."""
    return text.find("\n", at) + 1 or len(text)
