"""From prescriptions to letters: built, protected, written as drafts or handed to the post.

The attachment of a letter is built from the same prescription in the same step as the letter, so
that no patient can get another's.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.policy import SMTP
from pathlib import Path

from handouts.delivery.build import Checked, Wishes, press_checked
from handouts.delivery.files import clear_parts, make_folder, write_whole
from handouts.delivery.letter import Extras, Letter, write_letter
from handouts.delivery.post import Outcome, Post, Report
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.library import load_library

FAILED = "failed.csv"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One patient's prescription on its way: where it stands, and how to open it afresh.

    `expected` is the SHA-256 of the PDF that was reviewed (from a manifest), or None.
    """

    label: str
    open: Callable[[], Checked]
    password: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What goes with every letter of a run."""

    wishes: Wishes = field(default_factory=Wishes)
    protect: bool = False
    calendar: bool = False
    reminders: bool = False
    password: str | None = None


Failure = tuple[str, tuple[Problem, ...]]


def letters(parcels: Iterable[Parcel], order: Order) -> Iterator[tuple[Parcel, Letter | Failure]]:
    """Each parcel's letter, or why there is none. One bad parcel keeps nobody else waiting."""
    for parcel in parcels:
        try:
            yield parcel, _letter(parcel, order)
        except HandoutsError as error:
            yield parcel, (parcel.label, error.problems)


def _letter(parcel: Parcel, order: Order) -> Letter:
    checked = parcel.open()
    say = load_library(checked.language).mail
    pdf = press_checked(checked, order.wishes).pdf
    extras = Extras(order.calendar, order.reminders, _password(parcel, order))
    letter = write_letter(checked.prescription, checked.clinic, pdf, say, extras, datetime.now(UTC))
    if parcel.expected and parcel.expected != letter.document:
        wrong = "The handout is not the one of the last run: something in it has changed since."
        raise ContentError(Problem(parcel.label, 0, "", wrong, "Run the batch again, then mail."))
    return letter


def _password(parcel: Parcel, order: Order) -> str | None:
    if not order.protect:
        return None
    password = parcel.password or order.password
    if not password:
        wrong = "There is no password for this patient's file."
        cure = "Fill the column 'password', or leave the column out to be asked for one."
        raise ContentError(Problem(parcel.label, 0, "password", wrong, cure))
    return password


def shared_addresses(letters: Iterable[Letter]) -> list[tuple[str, list[str]]]:
    """Addresses that several patients have, each with the patients' names."""
    patients: dict[str, list[str]] = defaultdict(list)
    for letter in letters:
        patients[letter.address.casefold()].append(letter.patient)
    return [(address, names) for address, names in patients.items() if len(set(names)) > 1]


# ── drafts ──────────────────────────────────────────────────────────────────────────────────────


def write_draft(letter: Letter, folder: Path, taken: set[str]) -> Path:
    """Write a letter as an `.eml` file that a mail program opens, attachment in place."""
    stem = letter.file.removesuffix(".pdf")
    name = next(name for name in _names(stem) if name not in taken)
    taken.add(name)
    make_folder(folder)
    clear_parts(folder)
    message = letter.message
    del message["X-Unsent"]
    message["X-Unsent"] = "1"  # Outlook then opens it as a draft that can be sent
    path = folder / f"{name}.eml"
    write_whole(path, message.as_bytes(policy=SMTP))
    return path


def _names(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"


# ── sending ─────────────────────────────────────────────────────────────────────────────────────


def deliver(
    parcels: Iterable[Parcel],
    order: Order,
    post: Post,
    tell: Callable[[Letter, Report], None],
    *,
    again: bool,
) -> list[Failure]:
    """Send each letter; the failures come back, with their reasons."""
    failed: list[Failure] = []
    try:
        for parcel, made in letters(parcels, order):
            if isinstance(made, tuple):
                failed.append(made)
                continue
            report = post.send(made, again=again)
            tell(made, report)
            if report.outcome in (Outcome.FAILED, Outcome.UNCERTAIN):
                problem = Problem(parcel.label, 0, made.address, report.reason, "")
                failed.append((parcel.label, (problem,)))
    finally:
        post.close()
    return failed


def write_failed(failed: Iterable[Failure], folder: Path) -> Path:
    """`failed.csv`: where each message that did not go out stands, and why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("where", "reason"))
    for label, problems in failed:
        reasons = " ".join(f"{problem.wrong} {problem.cure}".strip() for problem in problems)
        writer.writerow((label, reasons))
    path = folder / FAILED
    make_folder(folder)
    write_whole(path, out.getvalue().encode("utf-8-sig"))
    return path
