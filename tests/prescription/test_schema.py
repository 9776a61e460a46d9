"""An editor underlines nothing that the program takes, and much of what it does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from handouts.commands import run
from handouts.delivery.file_kind import kind_of
from handouts.errors import ContentError, Exit
from handouts.library import load_library
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.fields.schema import CLINIC, POINT, PRESCRIPTION, SMTP, Field
from handouts.prescription.read import read_prescription
from tools import schema

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden_errors"


class _Core(yaml.SafeLoader):
    """YAML 1.2, as editors read it: `yes`, `on` and dates are texts."""


_Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"({pattern})$"), list(first)
    )


def readings(text: str) -> Iterator[Any]:
    """A file as editors of both generations hand it to their validator."""
    for loader in (_Core, yaml.SafeLoader):
        yield json.loads(json.dumps(yaml.load(text, Loader=loader), default=str))


CHECKS = {
    "prescription": [schema.prescription_schema()],
    "clinic": [schema.clinic_schema()],
}


def underlined(text: str, kind: str) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}"
        for check in CHECKS[kind]
        for data in readings(text)
        for error in Draft202012Validator(check).iter_errors(data)
    ]


@pytest.mark.parametrize("check", [one for checks in CHECKS.values() for one in checks])
def test_it_is_a_schema(check: schema.Schema) -> None:
    Draft202012Validator.check_schema(check)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.name)
def test_the_examples(path: Path) -> None:
    kind = kind_of(path)
    assert not underlined(path.read_text("utf-8"), kind)


@pytest.mark.parametrize("arguments", [["new", "Ana Lopez", "-o"], ["new", "--clinic", "-o"]])
def test_what_the_program_writes(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.prompt", lambda *_, **__: "")
    path = tmp_path / "new.yaml"
    assert run([*arguments, str(path)]) == Exit.DONE
    kind = "clinic" if "--clinic" in arguments else "prescription"
    assert not underlined(path.read_text("utf-8"), kind)


def _every_field(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        typed = (*field.chosen_from, *[field.example] * bool(field.example))
        for value in typed:
            for name in (field.name, *field.also):
                yield f"{name}: {json.dumps(value)}\n"
                yield f"{name}: {value}\n"
                yield f"{name}: {value.title()}\n"
        yield f"{field.name}:\n"


PRESCRIPTIONS = [
    "patient: True\n", "patient: 7\n", "patient: 2026-12-04\n", "patient: Yes\n",
    "title: 1:30\n", "title: 2026\n",
    "patient: 007\n", "patient: ~\n", "sections:\n", "notes: 12\n",
    "notes: 3\n", "how_often: 2\n", "notes:\n", "points: LI4\n", "points: LI4, BL40; 30 s\n",
    "points: 36\n", "points: [LI4 30 s, {point: BL40}, {point: ST36, hold: 90, side: Both}]\n",
    "points: [{point: ST36, note: 5, pressure: GENTLE, motion: With Movement}]\n",
    "points: [{point: ST36, side: L, pressure: Hard, motion: circular}]\n",
    "points: [{point: ST36, side: left & right}, {point: LI4, side: b/l}]\n",
    "points: [{point: ST36, side: Painful side}]\n", "body: F\n",
    "tips: heat\n", "tips: [heat, ]\n", "tips: [heat, null]\n", "tips:\n",
    "conditions: none\n", "conditions: {other: lupus (talked through)}\n", "conditions: []\n",
    "conditions: [pregnant, other: lupus (talked through)]\n", "conditions: No\n",
    "layout: Large Print\n", "layout: LARGE-PRINT\n", "layout: large  print\n", "paper: A4\n",
    "link: example.org\n", "link: example.org/x?y=1:2\n", "link: HTTPS://example.org\n",
    "link: münchen.example/ü\n", "link: [example.org, {url: www.example.org/a%20b}]\n",
    "link: {url: example.org, label: 5}\n", "link: {url: example.org, label:}\n", "link:\n",
    "version: 1\n", "version: '1'\n", "version:\n", "hold: 90 s\n", "hold: 1.5 min\n",
    "date: 4 Dec 2026\n", "date: 2026-12-04\n", "next_visit: 2026-12-04 15:30\n",
    "next_visit: 2026-12-04T15:30\n", "email: maria@example.org\n", "language: EN\n",
    "acknowledge: {BL60: Talked through on 20 November}\n",
    "acknowledge: {LI4: 与患者充分沟通并同意}\n",
    *_every_field(tuple(one for one in PRESCRIPTION if one.name != "clinic")),
]  # fmt: skip
CLINICS = [
    "name: 123\n", "name: 360\n",
    "address: 12\n", "columns:\n", "sections:\n", "name: No\n", "name: 2026\n",
    "phone: 5550142\n", "emergency: 911\n",
    "emergency: '999 / 112'\n", "web: example.org\n", "booking: example.org/book\n",
    "web: HTTP://example.org\n", "web: bücher.example\n", "color: '#1f5f5b'\n", "colour: #1f5f5b\n",
    "color: Navy\n", "paper: A4\n", "paper: LETTER\n", "dates: US\n", "dates: Day First\n",
    "booking_qr: yes\n", "booking_qr: True\n", "booking_qr: OFF\n", "booking_qr: 'No'\n",
    "booking_qr: On\n", "address: |\n  12 River Street\n", "smtp:\n", "smtp: {host: localhost}\n",
    "smtp: {host: localhost, port: '587', security: TLS, user: 5, per_minute: 10}\n",
    "smtp: {host: mail.example.org, port: 465, security: StartTLS, user:}\n",
    *_every_field(tuple(one for one in CLINIC if one.kind not in ("smtp", "logo"))),
    *(f"smtp:\n  host: m.example.org\n  {line}" for line in _every_field(SMTP[1:-1])),
]  # fmt: skip
POINTS = [
    f"points:\n- point: LI4\n  {line}"
    for line in _every_field(POINT[1:])
    if "middle" not in line.lower()
]


def _wrongly_underlined(
    texts: list[str], kind: str, path: Path, read: Callable[[Path], object]
) -> dict[str, list[str]]:
    """Texts that the program takes and an editor underlines; most of `texts` must be taken."""
    taken = [text for text in dict.fromkeys(texts) if _taken(text, path, read)]
    assert len(taken) > 0.8 * len({*texts}), {*texts} - {*taken}
    return {text: lines for text in taken if (lines := underlined(text, kind))}


def _taken(text: str, path: Path, read: Callable[[Path], object]) -> bool:
    path.write_text(text, "utf-8")
    try:
        read(path)
    except ContentError:
        return False
    return True


def test_what_is_taken_of_a_prescription(tmp_path: Path) -> None:
    names_points = re.compile("(points|routine): *[^ \n]|points:\n-")
    whole = [one if names_points.match(one) else f"points: [SI3]\n{one}" for one in PRESCRIPTIONS]
    path = tmp_path / "p.yaml"
    read = partial(read_prescription, library=load_library())
    assert not _wrongly_underlined([*whole, *POINTS], "prescription", path, read)
    mended = [text for text in _mended("prescriptions") if _taken(text, path, read)]
    assert len(mended) > 10
    assert not _wrongly_underlined(mended, "prescription", path, read)


def test_a_day_that_only_the_clinic_can_tell_is_not_underlined() -> None:
    assert not underlined("points: [SI3]\ndate: 12/4/2026\n", "prescription")


def test_what_is_taken_of_a_clinic(tmp_path: Path) -> None:
    assert not _wrongly_underlined(CLINICS, "clinic", tmp_path / "clinic.yaml", read_clinic)


def _mended(folder: str) -> Iterator[str]:
    """The golden files without the lines that are wrong by their own account."""
    for path in sorted((GOLDEN / folder).glob("*.yaml")):
        text = path.read_bytes().decode("utf-8", "replace")
        if first := re.match(r"# wrong: ([\d, ]+)\n", text):
            wrong = {int(number) for number in first[1].split(",")}
            lines = [line for n, line in enumerate(text.split("\n"), 1) if n not in wrong]
            yield "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pateint: Maria\n", "prescription"),
        ("favourite colour: blue\n", "prescription"),
        ("points: [{point: LI4, repeat: 3}]\n", "prescription"),
        ("points: [{point: LI4, side: top}]\n", "prescription"),
        ("link: {url: example.org, titel: x}\n", "prescription"),
        ("link: 'javascript:alert(1)'\n", "prescription"),
        ("title: [Back, pain]\n", "prescription"),
        ("points: {LI4: 30 s}\n", "prescription"),
        ("conditions: [{pregnant: yes}]\n", "prescription"),
        ("acknowledge: {BL60: ok}\n", "prescription"),
        ("nmae: Quiet River\n", "clinic"),
        ("smtp: {host: mail.example.org, password: x}\n", "clinic"),
        ("smtp: {host: mail.example.org, port: 70000}\n", "clinic"),
        ("booking_qr: perhaps\n", "clinic"),
        ("web: ftp://example.org\n", "clinic"),
    ],
)
def test_what_is_sure_to_be_wrong_is_underlined(text: str, kind: str) -> None:
    assert len(underlined(text, kind)) >= len(CHECKS[kind])
