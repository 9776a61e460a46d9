"""`handouts batch`: the PDFs of many patients."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path

import click
from click.core import ParameterSource

from handouts.commands.shared import PATH, complete_routines, design_options, note, quiet_option
from handouts.delivery.batch.executors import cores
from handouts.delivery.batch.input import MOST_COPIES, Source, open_packs, open_source
from handouts.delivery.batch.journal import new_number
from handouts.delivery.batch.report import NAMED, Reporter
from handouts.delivery.batch.run import RunSummary, run
from handouts.delivery.batch.worker import Order, clinics_of
from handouts.delivery.build import Clinics, Options
from handouts.delivery.file_names import STYLES, Style
from handouts.errors import ContentError, FileError, HandoutsError, Problem, SafetyStop, SomeFailed
from handouts.files.paths import own_layouts
from handouts.files.writing import full
from handouts.prescription.clinic.find import FILE_NAME
from handouts.prescription.fields.dates import ORDERS, DateOrder
from handouts.prescription.fields.values import some
from handouts.prescription.tables.table_file import TableOptions
from handouts.render import load_layout

_NOT_AGAIN = {"source", "output", "sheet", "encoding", "force"}
"""What the command for the mended rows has in words of its own, or goes without."""
_KINDS = {kind.exit_code: kind for kind in (ContentError, SafetyStop, FileError, SomeFailed)}


@click.command("batch")
@click.argument("source", required=False, type=PATH)
@click.option("-o", "--output", required=True, type=PATH,
              help="The folder to write into.")  # fmt: skip
@click.option("--routine", default="", shell_complete=complete_routines,
              help="For rows that name neither routine nor points.")  # fmt: skip
@click.option("--packs", metavar="NAME:COPIES,…", help="Routines without names, to hand out.")
@click.option("--print-run", is_flag=True, help="Also write one PDF of all, to print.")
@click.option("--copies", type=click.IntRange(1, MOST_COPIES),
              help="Of each handout in the print run, or in each pack.")  # fmt: skip
@click.option("--names", type=click.Choice(STYLES), default="full", show_default=True,
              help="What the files are named after.")  # fmt: skip
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD",
              help="What a column of the table is; 'none': not read.")  # fmt: skip
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook; the first unless said.")
@click.option("--dates", type=click.Choice(ORDERS), help="What stands first in 12/4/2026.")
@click.option("--encoding", metavar="NAME", default="", help="Of a table that is not UTF-8.")
@click.option("--force", is_flag=True, help="Build what has not changed, too.")
@click.option("--jobs", type=click.IntRange(1, 512), help="Processes; all cores unless said.")
@click.option("--on", metavar="dask://HOST:PORT", help="Run on a Dask cluster.")
@design_options
@quiet_option
def command(
    source: Path | None,
    output: Path,
    routine: str,
    packs: str | None,
    print_run: bool,
    copies: int | None,
    names: Style,
    columns: tuple[str, ...],
    sheet: str,
    dates: DateOrder | None,
    encoding: str,
    force: bool,
    jobs: int | None,
    on: str | None,
    clinic: Path | None,
    layout: str | Path | None,
    paper: str | None,
    quiet: bool,
) -> None:
    """Make one PDF for each row of a table, or each prescription in a folder.

    \b
      handouts batch patients.csv --routine low-back -o out
      handouts batch patients.xlsx -o out --print-run --copies 2
      handouts batch export.csv -o out --map "Appointment Date=next_visit"
      handouts batch prescriptions/ -o out
      handouts batch --packs low-back:50,neck-shoulder:30 -o out

    Everything is checked first. What is right is built; rows that are not come back in
    failed.csv, to be mended and run again. A further run builds only what has changed.
    """
    if (source is None) == (packs is None):
        raise click.UsageError("Name a table or a folder, or give --packs.")
    if copies and not (print_run or packs):
        raise click.UsageError("--copies goes with --print-run or --packs.")
    is_table = source is not None and not source.is_dir()
    if routine and not is_table:
        raise click.UsageError("--routine goes with a table.")
    table = TableOptions(_pairs(columns), (), sheet, encoding, dates)
    if table != TableOptions() and not is_table:
        raise click.UsageError("--map, --sheet, --dates and --encoding go with a table.")
    reporter = Reporter(sys.stderr, quiet=quiet)
    options = Options(full(clinic) if clinic else None, layout, paper)
    began = new_number()
    clinics = clinics_of(began)
    opened = _opened(source, routine, packs, copies or 1, reporter, options, table, clinics)
    order = Order(
        source=opened,
        folder=full(output),
        options=options,
        names="id" if packs else names,
        began=began,
        print_run=print_run,
        copies=1 if packs else copies or 1,
        force=force,
        jobs=jobs or cores(),
        on=on,
    )
    summary = run(order, reporter)
    if not quiet:
        _tell(summary, output)
    _tell_older(summary, output)
    if summary.failed:
        raise _failure(summary, output, str(source or "--packs"))


def _opened(
    source: Path | None,
    routine: str,
    packs: str | None,
    copies: int,
    reporter: Reporter,
    options: Options,
    table: TableOptions,
    clinics: Clinics,
) -> Source:
    """The source of a run, once what holds for all of it has been found right."""
    opened: Source
    beside = full(source or Path(FILE_NAME))
    beside = beside / FILE_NAME if beside.is_dir() else beside
    file = clinics.file(options, None, beside)
    clinic, library = clinics.read(file).value, clinics.library(file)
    if source is None:
        assert packs is not None
        opened = open_packs(packs, copies, beside, library)
    else:
        table = replace(table, usual_columns=clinic.columns, usual_dates=clinic.date_order)
        opened, notices = open_source(source, library, routine, table)
        for notice in notices:
            reporter.note(notice)
    if options.layout:
        folder = Path(clinic.source).parent if clinic.source else None
        load_layout(options.layout, own_layouts(folder))
    return opened


def _pairs(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`--map "Column=field"`, as often as it is given."""
    parts = (one.rpartition("=") for one in columns)
    pairs = tuple((column.strip(), field.strip()) for column, _, field in parts)
    if not all(column and field for column, field in pairs):
        raise click.UsageError('--map is written: --map "Appointment Date=next_visit"')
    return pairs


def _tell(summary: RunSummary, output: Path) -> None:
    made = summary.built + summary.unchanged
    same = f" ({summary.unchanged:,} unchanged)" if summary.unchanged else ""
    if made:
        click.echo(f"{made:,} {_handouts(made)} in {output}{same}")
    for path, pages in summary.volumes:
        click.echo(f"{output / path.name} ({pages:,} pages)")
    if summary.old:
        old = f"left from a former run, not from this one: {some(sorted(summary.old))}."
        note(f"{old} They may be out of date: hand none out unseen, delete what nobody needs.")


def _tell_older(summary: RunSummary, output: Path) -> None:
    """Sheets of mended rows that are out of date, which neither this run nor email makes anew."""
    for source in dict.fromkeys(one.source for one, _ in summary.older):
        these = [(one, parts) for one, parts in summary.older if one.source == source]
        names = some([one.patient or one.file for one, _ in these], NAMED)
        clinics = all(parts == {"clinic"} for _, parts in these)
        wrong = "older than your clinic's file" if clinics else "not as they would be made now"
        sheets = "1 sheet is" if len(these) == 1 else f"{len(these):,} sheets are"
        anew = f"To make them anew: {_again(output / source, output)}"
        note(f"{output / source}: {sheets} {wrong}, and not to be handed out: {names}. {anew}")


def _again(list_: Path, output: Path) -> str:
    """The command for the mended rows. It has all options that were given, for a file is to be
    named as before and its page to look the same. How the table was to be read is settled
    (failed.csv is UTF-8), but for days: it has them spelt out, and who mends it may not.
    """
    context, again = click.get_current_context(), []
    for option in context.command.params:
        name = option.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name not in _NOT_AGAIN:
            value = context.params[name]
            for one in value if isinstance(value, tuple) else (value,):
                again += [option.opts[-1], *([] if one is True else [shlex.quote(str(one))])]
    where = f"{shlex.quote(str(list_))} -o {shlex.quote(str(output))}"
    return " ".join(["handouts batch", where, *again])


def _failure(summary: RunSummary, output: Path, where: str) -> HandoutsError:
    count = len(summary.failed)
    wrong, cure = f"{count:,} {_handouts(count)} could not be made.", "The reasons stand above."
    if summary.failed_file:
        where = str(output / summary.failed_file.name)
        first = "Print the print run, which is made anew, and mend" if summary.volumes else "Mend"
        cure = f"{first} these rows, then: {_again(Path(where), output)}"
    return _KINDS.get(summary.worst, ContentError)(Problem(where, 0, "", wrong, cure))


def _handouts(count: int) -> str:
    return "handout" if count == 1 else "handouts"
