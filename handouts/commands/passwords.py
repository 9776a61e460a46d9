"""Passwords of the mail server and of locked PDFs: from the environment, the system's keyring, or
asked for. None is ever read from a file.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from getpass import GetPassWarning

import click

from handouts.delivery.batch.report import NAMED
from handouts.delivery.mail.jobs import MailJob
from handouts.prescription.fields.values import some
from handouts.prescription.model import Smtp
from handouts.text.password import too_weak

SMTP_PASSWORD = "HANDOUTS_SMTP_PASSWORD"
PDF_PASSWORD = "HANDOUTS_PDF_PASSWORD"


def smtp_password(server: Smtp) -> str:
    """The password to log in with, if any. Raises click.UsageError with nobody to ask."""
    if not server.user:
        return ""
    question = f"Password of {server.user} at {server.host}"
    found = os.environ.get(SMTP_PASSWORD) or _from_keyring(server)
    return found or _asked_for(question, SMTP_PASSWORD)


def _asked_for(question: str, variable: str, what: str = "", *, twice: bool = False) -> str:
    """A password that is typed unseen, where there is somebody to type it; `what` it is for."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            answer: str = click.prompt(question, hide_input=True, confirmation_prompt=twice)
        except GetPassWarning:
            wrong = f"There is no terminal to ask for the password {what}".rstrip() + "."
            raise click.UsageError(f"{wrong} Set {variable} instead.") from None
    return answer


def _from_keyring(server: Smtp) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"handouts {server.host}", server.user)
    except keyring.errors.KeyringError:
        return None
    return found


def pdf_password(jobs: Sequence[MailJob]) -> str | None:
    """One for all jobs that bring none. Raises click.UsageError if weak, or nobody is there."""
    if all(job.password for job in jobs):
        return None
    without = [job.called for job in jobs if not job.password]
    whom = some(without, NAMED) if len(without) < len(jobs) else ""
    whose = f"the PDFs of {whom}, who have none in the table" if whom else "the PDFs"
    question = f"Password for {whose} (tell it to the patient yourself)"
    password = os.environ.get(PDF_PASSWORD) or _asked_for(
        question, PDF_PASSWORD, f"for {whose}", twice=True
    )
    if weak := too_weak(password):
        raise click.UsageError(weak)
    return password
