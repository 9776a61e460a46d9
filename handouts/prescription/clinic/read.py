"""The clinic's file: what stands in it, and what of it may go on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from handouts import colour
from handouts.errors import ContentError, FileError
from handouts.files.paths import own_layouts
from handouts.files.reading import read_bytes, shown
from handouts.files.trusted import trusted_with
from handouts.handout import Logo
from handouts.library.yaml_text import Mapping, Node, Scalar
from handouts.prescription.fields import values
from handouts.prescription.fields.fill import BASIC, Taker, fill, opened, scalar
from handouts.prescription.fields.problems import ProblemLog, Read
from handouts.prescription.fields.schema import CLINIC, MAX_LOGO, SMTP, Field
from handouts.prescription.fields.values import Wrong
from handouts.prescription.layouts import find_layout, layout_name
from handouts.prescription.model import Clinic, Smtp
from handouts.prescription.sections import TAKERS as SECTIONS
from handouts.prescription.tables.headings import answer

TLS_PORT = 465
"""Of servers that speak TLS from the start (RFC 8314): one of the two is enough to be written."""


def read_clinic(path: Path | None, try_logo: Callable[[Logo], str] | None = None) -> Read[Clinic]:
    """Read and check a clinic's file; without one, the neutral default. `try_logo`, which whoever
    makes pages has, raises ContentError for a picture that no page can carry, and says what the
    clinic should know of one that is hardly seen; both are told at the line of the logo.
    """
    if path is None:
        return Read(Clinic())
    log, root = opened(path)
    taken = fill(root, CLINIC, log, TAKERS)
    if taken.get("booking_qr") and "booking" not in taken:
        says = "There is no address to make a QR code of."
        log.notice(log.lines["booking_qr"], "booking_qr", says, "Write it as `booking:`.")
    if "logo" in taken:
        data, kind = taken["logo"]
        taken["logo"] = Logo(data, kind, taken.get("name", ""))
        try:
            if told := try_logo(taken["logo"]) if try_logo else "":
                cure = "Save a larger one that is dark on white."
                log.notice(log.lines["logo"], "logo", told, cure)
        except ContentError as error:
            for problem in error.problems:
                log.wrong(log.lines["logo"], "logo", problem.wrong, problem.cure)
    return Read(Clinic(source=log.file, **taken), log.close())


def colour_of(node: Node) -> colour.Rgb:
    """The colour that is written; an unquoted `#1f5f5b` arrives as a comment."""
    cut = node.cut if isinstance(node, Scalar) and node.cut else ""
    typed = scalar(node) or cut.partition(" ")[0]
    rgb = colour.parse(typed)
    if rgb is None:
        named = [word for word in typed.casefold().split() if word in colour.NAMED]
        guess = values.did_you_mean(named) or values.meant(typed, colour.NAMED)
        names = f'Write it as "#1f5f5b", or by a name: {values.one_of(colour.NAMED)}.'
        raise Wrong(f"{shown(typed)} is not a colour.", guess or names)
    return rgb


def _colour(_: Field, node: Node, log: ProblemLog) -> str:
    rgb = colour_of(node)
    if told := colour.too_light(rgb):
        log.notice(node.line, "colour", *told)
    return colour.hexed(colour.readable(rgb))


def _logo(_: Field, node: Node, log: ProblemLog) -> tuple[bytes, str]:
    path = values.inside(scalar(node), log.folder)
    if not trusted_with(path, Path(log.file)):
        wrong = "The picture belongs to another user, or others can write it."
        raise Wrong(wrong, "Copy it to a folder of your own, with the clinic's file.")
    try:
        data = read_bytes(path, MAX_LOGO)
    except (ContentError, FileError) as error:
        raise Wrong(error.problems[0].wrong, error.problems[0].cure) from error
    kind = kind_of(data)
    if kind is None:
        raise Wrong("The logo is not a PNG, JPEG or SVG picture.", "Save it as one of them.")
    return data, kind


def kind_of(data: bytes) -> str | None:
    """The kind of a picture by what is in it; its name may say anything."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" if start.startswith(b"<") and b"<svg" in start else None


def _layout(_: Field, node: Node, log: ProblemLog) -> str:
    name = layout_name(scalar(node))
    find_layout(name, own_layouts(log.folder))
    return name


def _smtp(_: Field, node: Node, log: ProblemLog) -> Smtp | None:
    if not isinstance(node, Mapping):
        raise Wrong("The mail server needs its fields.", "Write: smtp: {host: mail.example.org}")
    before = len(log.problems)
    taken: dict[str, Any] = fill(node, SMTP, log, TAKERS, "smtp.")
    if "host" not in taken and len(log.problems) == before:
        raise Wrong("The mail server has no name.", "Write: host: mail.example.org")
    if taken.get("port") == TLS_PORT:
        taken.setdefault("security", "tls")
    elif taken.get("security") == "tls":
        taken.setdefault("port", TLS_PORT)
    return Smtp(**taken) if "host" in taken else None


def _password(_: Field, __: Node, ___: ProblemLog) -> None:
    wrong = "A password does not belong in a file that is copied and mailed."
    cure = "Delete it; it is asked for, or taken from HANDOUTS_SMTP_PASSWORD or the keyring."
    raise Wrong(wrong, cure)


def _columns(field: Field, node: Node, log: ProblemLog) -> tuple[tuple[str, str], ...]:
    """`Column: field`, as `--map` says it."""
    if not isinstance(node, Mapping):
        cure = "Write: columns: {Appointment Date: next_visit}"
        raise Wrong("Each column needs its field.", cure)
    values.must_have_room(len(node.items), field.limit, "columns")
    found: dict[str, str] = {}
    for heading, value in node.items.items():
        with log.noting(node.lines[heading], f"columns.{heading}"):
            answer(found, heading, scalar(value))
    return tuple((heading, scalar(value)) for heading, value in node.items.items())


TAKERS: dict[str, Taker] = BASIC | SECTIONS | {
    "colour": _colour,
    "columns": _columns,
    "layout": _layout,
    "logo": _logo,
    "smtp": _smtp,
    "password": _password,
}  # fmt: skip
