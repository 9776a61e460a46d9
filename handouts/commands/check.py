"""`handouts check`: everything that is wrong, at once; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from handouts.advice.own_words import advice_on, grade_of
from handouts.advice.plain_words import plain_words, read_over
from handouts.commands.shared import PATH, design_options, print_json, quiet_option
from handouts.delivery.build import (
    Checked,
    Options,
    check,
    compose_checked,
    read_whole_clinic,
    render_checked,
)
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.handout import Handout
from handouts.plain_text import as_data, as_text, read_aloud
from handouts.prescription.find_clinic import is_clinic
from handouts.safety import Finding


@click.command("check", short_help="Say everything that is wrong, and write nothing.")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--text", is_flag=True, help="Print what the page will say.")
@click.option("--json", "as_json", is_flag=True, help="Print what the page will say, as JSON.")
@design_options
@quiet_option
def command(
    files: tuple[Path, ...],
    text: bool,
    as_json: bool,
    clinic: Path | None,
    layout: str | None,
    paper: str | None,
    quiet: bool,
) -> None:
    """Read FILES, say everything that is wrong or worth knowing, and write nothing.

    FILES are prescriptions; a clinic file is checked as one.
    """
    wrong: list[Problem] = []
    worst: type[HandoutsError] = ContentError
    for path in files:
        try:
            if is_clinic(path):
                _check_clinic(path, quiet=quiet)
                continue
            options = Options(clinic, layout, paper)
            checked = check(path, options)
            if not (quiet or as_json):
                _tell(checked)
            handout = compose_checked(checked)
            render_checked(checked, options)  # what no page can hold is wrong as well
            if not (quiet or as_json):
                points = ", ".join(chosen.point.code for chosen in checked.plan.points)
                click.echo(f"{path}: all right. {points}.")
            if text or as_json:
                _print(handout, as_json)
            if text and not (quiet or as_json):
                _grade_page(handout, checked.language)
        except HandoutsError as error:
            wrong += error.problems
            worst = type(error)
    if wrong:
        raise worst(wrong)


def _check_clinic(path: Path, *, quiet: bool) -> None:
    read = read_whole_clinic(path)
    if not quiet:
        for notice in read.notices:
            click.echo(f"note: {notice}")
        click.echo(f"{path}: all right, a clinic file.")


def _print(handout: Handout, as_json: bool) -> None:

    if as_json:
        print_json(as_data(handout))
    else:
        click.echo(as_text(handout))


def _grade_page(handout: Handout, language: str) -> None:
    """To the side, so that what is printed stays the text of the page."""
    grade = grade_of(read_over(read_aloud(handout)), plain_words(language))
    if grade:
        click.echo(f"note: The whole page: {grade}", err=True)


def _tell(checked: Checked) -> None:
    for notice in checked.notices:
        click.echo(f"note: {notice}")
    told = [finding for finding in checked.findings if not finding.stops]
    for alike in _alike(told):
        click.echo(_line(alike))
    for advice in advice_on(checked.prescription, checked.clinic):
        click.echo(f"advice: {advice}")


def _alike(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Findings that differ in the name of the point or tip only, together."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.condition, one.level, one.reason, one.acknowledged), []).append(one)
    yield from groups.values()


def _line(findings: list[Finding]) -> str:
    one, names = findings[0], ", ".join(finding.name for finding in findings)
    if one.acknowledged:
        return f"note: {names} ({one.condition}): {one.reason} Acknowledged: {one.acknowledged}"
    return f"ask first: {names} ({one.condition}): {one.reason} ({one.source})"
