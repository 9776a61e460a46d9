"""What there is to mail: one prescription, or what a manifest names, each opened afresh.

A PDF that was reviewed is built again from its row for the mail, and must come out the same: so no
patient can get what another's row, or a later change, has made of it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from handouts.delivery.batch.failed_rows import Origins
from handouts.delivery.batch.folder import MANIFEST, UNSENT
from handouts.delivery.batch.input import Item, Rows, Source, as_of, reopened
from handouts.delivery.batch.manifest import PdfRecord, found_from, is_gone, read_manifest
from handouts.delivery.build import Checked, Clinics, Options, check, render_checked
from handouts.delivery.made_from import Part, changed, key_of
from handouts.delivery.mail.message import Mail, MailOptions, write_mail
from handouts.delivery.patient_found import address_key
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.files.paths import TABLE_ENDINGS, YAML_ENDINGS
from handouts.files.trusted import distrust


@dataclass(frozen=True, slots=True)
class MailJob:
    """One patient's prescription on its way: where it stands, and how to open it afresh.

    `source` is the file that the mail was asked for with. From a manifest, `expected` is the
    SHA-256 of the PDF that was reviewed, and `table` the table or folder that was made; the PDF is
    called `name`. `patient` and `email` are as the manifest has them; None where they are known
    only once it is opened.
    """

    label: str
    source: Path
    open: Callable[[], Checked]
    password: str | None = None
    expected: str | None = None
    table: Path | None = None
    name: str = ""
    patient: str | None = None
    email: str | None = None

    @property
    def called(self) -> str:
        """The patient, or where the prescription stands."""
        return self.patient or self.label

    def mail(self, options: MailOptions) -> Mail:
        """The mail, its PDF built afresh. Raises ContentError if it is not the one reviewed."""
        checked = self.open()
        pdf = render_checked(checked).pdf
        options = replace(options, password=self._password(options))
        now, say = datetime.now(UTC).astimezone(), checked.library.mail
        mail = write_mail(checked.prescription, checked.clinic, pdf, say, options, now, self.name)
        if self.expected and self.expected != mail.document:
            wrong = "The handout is not the one of the last run: something in it has changed since."
            raise ContentError.at(self.label, wrong, _AGAIN)
        return mail

    def _password(self, options: MailOptions) -> str | None:
        """A password that stands in a patient's row locks their PDF, asked for or not."""
        password = self.password or options.password
        if not password and not options.protect:
            return None
        if not password:
            wrong = "There is no password for this patient's file."
            cure = "Fill the column 'password', or leave the column out to be asked for one."
            raise ContentError.at(self.label, wrong, cure, field="password")
        return password


def mail_jobs(source: Path, options: Options) -> Iterator[MailJob]:
    """What is to be mailed: the handout of a prescription, or of a manifest's rows."""
    if source.suffix.lower() in (*TABLE_ENDINGS, ".pdf") or source.is_dir():
        _must_be_manifest(source)
    if source.suffix.lower() == ".csv":
        yield from _Reopened(source, options).jobs()
    else:
        yield MailJob(str(source), source, lambda: check(source, options))


def _must_be_manifest(source: Path) -> None:
    """Refuse the table, or the folder, of a batch in place of its manifest."""
    named, made = shlex.quote(str(source)), Path("out") / MANIFEST.name
    cure = f"First: handouts batch {named} -o out; then: handouts email {made}"
    if source.is_dir():
        manifest = source / MANIFEST.name
        if manifest.exists():
            cure = f"Name the manifest in it: handouts email {shlex.quote(str(manifest))}"
        raise ContentError.at(source, "This is a folder.", cure)
    if source.suffix.lower() == ".pdf":
        cure = "Name what it was made from: its prescription; of a batch, the manifest.csv beside."
        raise ContentError.at(source, "This is a PDF; each is built anew for the mail.", cure)
    if source.is_file() and UNSENT.is_ours(source):
        wrong = "This is the list of mails that were not sent."
        there = source.absolute().parents[1] / MANIFEST.name
        again = shlex.quote(str(source.parent.parent / MANIFEST.name)) if there.exists() else "…"
        cure = f"What you ran sends them when you run it again: handouts email {again} --send"
        raise ContentError.at(source, wrong, cure)
    if source.name != MANIFEST.name and source.exists() and not MANIFEST.is_ours(source):
        raise ContentError.at(source, "This is a table, not the manifest of a batch.", cure)


_AGAIN = "Run the batch again, then mail."


class _Reopened:
    """What the PDFs of a manifest were made from; options of now go before those of the run."""

    def __init__(self, manifest: Path, options: Options) -> None:
        self._manifest = manifest
        self._asked = options
        self._clinics = Clinics()
        self._records = [one for one in read_manifest(manifest) if one.source and one.sha256]
        made = (one for one in self._records if not one.origin)
        self._origins = Origins(manifest.parent, made)

    def jobs(self) -> Iterator[MailJob]:
        """A job for each PDF of a patient; a table that cannot be read keeps no other waiting."""
        of_source = groupby(self._records, key=lambda one: (one.source, one.routine, one.table))
        for _, group in of_source:
            by_row = {record.row: record for record in group}
            first = next(iter(by_row.values()))
            found, options = self._found(first.source), self._options(first)
            unread: HandoutsError | None = None
            try:
                library = self._clinics.library(self._clinics.file(options, None, found))
                source, items = reopened(found, first.routine, first.table, library, by_row)
            except HandoutsError as error:
                unread, items = _not_found(found) if is_gone(found) else error, []
            for item in items:
                record = by_row.pop(item.row)
                again = partial(self._open, source, item, record, self._options(record))
                yield self._job(record, again, _password(source, item))
            for record in by_row.values():
                wrong = "The table has no such row any more."
                why = unread or ContentError.at(self._where(record), wrong, _AGAIN)
                yield self._job(record, partial(_refuse, why.problems))

    def _job(
        self, record: PdfRecord, again: Callable[[], Checked], password: str | None = None
    ) -> MailJob:
        label, table = self._where(record), self._found(record.made_for)
        name = Path(record.file).stem
        return MailJob(
            label, self._manifest, again, password, record.sha256, table, name, record.patient,
            record.email,
        )  # fmt: skip

    def _options(self, record: PdfRecord) -> Options:
        """The options of the run. Raises ContentError if they name a clinic's file in a manifest
        that is not ours.
        """
        asked, manifest = self._asked, self._manifest
        if record.clinic and not asked.clinic and (why := distrust(manifest, manifest.parent)):
            cure = "Name the clinic's file with --clinic."
            wrong = f"{why} So the clinic's file that it names is not taken."
            raise ContentError.at(manifest, wrong, cure, field="clinic")
        clinic, layout = record.clinic, record.layout
        is_file = layout.lower().endswith(YAML_ENDINGS)
        return Options(
            asked.clinic or (self._found(clinic) if clinic else None),
            asked.layout or (self._found(layout) if is_file else layout or None),
            asked.paper or record.paper or None,
        )

    def _open(self, source: Source, item: Item, record: PdfRecord, options: Options) -> Checked:
        """The item once more, with day and design of the run; it must not have changed since."""
        if table := self._origins.left_behind(record.origin):
            wrong = f"Its row in {table.name} has changed since it was mended, or is gone."
            cure = "Run a batch of that table again, then mail."
            raise ContentError.at(self._where(record), wrong, cure)
        checked = as_of(source, record.made_on).read(item, options, self._clinics)
        parts = changed(record.key, key_of(checked, item.copies))
        if parts:
            raise ContentError(self._has_changed(part, record, checked) for part in parts)
        address = checked.prescription.email or ""
        if address_key(record.email) != address_key(address):
            wrong = (
                f"The manifest says {record.email or 'no address'}, this row {address or 'none'}."
            )
            cure = "Mend the address in the table, run its batch again, then mail."
            raise ContentError.at(self._where(record), wrong, cure, field="email")
        return checked

    def _has_changed(self, part: Part, record: PdfRecord, checked: Checked) -> Problem:
        """What is not as it was, in words that are alike for all for whom it holds: said once."""
        where, made_of = self._where(record), record.source if record.row else record.made_for
        cure = f"Run the batch of {self._found(made_of)} again, with the options it had, then mail."
        if part == "clinic" and checked.clinic.source:
            where = checked.clinic.source
            wrong = "The clinic's file, or its logo, has changed since the handout was made."
        elif part == "clinic":
            wrong = "The clinic's file with which the handout was made is not found any more."
            cure = "Put it back, or name it with --clinic."
        elif part == "design":
            wrong = "The layout or paper is not that of the handout any more."
            cure = "Leave out --layout and --paper, or run the batch again."
        elif part == "program":
            where = str(self._manifest)
            wrong = "Handouts itself has changed since: its points, words or pages."
        else:
            what = "This row" if record.row else "This prescription"
            wrong = f"{what} has changed since the handout was made."
        return Problem(where, 0, "", wrong, cure)

    def _where(self, record: PdfRecord) -> str:
        file = self._found(record.source)
        return f"{file}:{record.row}" if record.row else str(file)

    def _found(self, written: str) -> Path:
        return found_from(self._manifest.parent, written)


def _not_found(source: Path) -> ContentError:
    wrong = "There is no such file any more, so nothing that was made from it is mailed."
    cure = "Put it back, or run a batch in the folder, which takes it out of the manifest."
    return ContentError.at(source, wrong, cure)


def _refuse(problems: Iterable[Problem]) -> Checked:
    raise ContentError(problems)


def _password(source: Source, item: Item) -> str | None:
    return (source.cell(item.cells, "password") or None) if isinstance(source, Rows) else None
