"""The command line: one thin module a verb, loaded when it is called, as all take 0.4 seconds.
`main` is the one place where errors become words and an exit code.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys

import click

from handouts import __version__
from handouts.errors import Exit, HandoutsError, fault
from handouts.files.old_cache import remove_old_cache
from handouts.files.reading import shown

VERBS = {
    "new": "Write a new prescription (or clinic file) to start from.",
    "renew": "Copy the last prescription of a patient to a new one of today.",
    "add": "Write a routine, tip, point, condition or layout of your own.",
    "check": "Say everything that is wrong, and write nothing.",
    "build": "Make the PDF of one or more prescriptions.",
    "batch": "Make the PDFs of many patients.",
    "email": "Write e-mail drafts with the PDFs, or send them.",
    "sent": "List what has been e-mailed.",
    "forget": "Delete what stands of a patient who asks for it.",
    "points": "Search the points, or show one.",
    "routines": "List the ready-made routines.",
    "tips": "List the home tips.",
    "conditions": "List the conditions that safety knows, or show one.",
    "layouts": "List the page designs.",
    "schema": "Print the JSON Schema for editors.",
    "completion": "Say how to switch on completion in your shell.",
}
"""Verb → its line in `--help` and in completion. The module `handouts.commands.<verb>` holds its
`command`.
"""

HELP = """Acupressure handouts for your patients.

A short prescription in, a printed sheet out. Start with:

\b
  handouts new "Maria Lopez" --routine low-back
  handouts build maria-lopez.yaml

\b
Exit codes: 0 done · 1 a fault in the program itself · 2 wrong command line ·
3 something wrong in a file · 4 stopped for safety · 5 cannot read or write ·
6 some of many failed · 7 not delivered
"""


class Verbs(click.Group):
    """A group that imports a verb's module only when it is used: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of a working day."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"handouts.commands.{cmd_name}").command
        command.short_help = VERBS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=Verbs, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def cli() -> None:
    """See HELP."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line, on any terminal, and leave with the documented exit code."""
    gc.set_threshold(200_000)  # what a command loads stays in use; looking through it is a tenth
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # no reason to fail
    remove_old_cache()
    code = run(arguments)
    gc.freeze()  # nor is it looked through on leaving, which takes as long
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    try:
        cli.main(arguments, prog_name="handouts", standalone_mode=False)
    except HandoutsError as error:
        for problem in dict.fromkeys(error.problems):
            click.echo(problem, err=True)
        return int(error.exit_code)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        told = fault("handouts", error)
        if isinstance(error, OSError):
            where = shown(os.fsdecode(error.filename or "a file"), 200)
            click.echo(f"{where}: {error.strerror}. Check its name and permissions.", err=True)
            return int(Exit.FILES)
        click.echo(told, err=True)
        return int(Exit.FAULT)
    return 0
