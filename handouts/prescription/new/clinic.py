"""The text of a new clinic's file, from answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts.errors import ContentError
from handouts.library.yaml_text import read_yaml
from handouts.prescription.clinic.read import TAKERS
from handouts.prescription.fields.fill import fill, root_of
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import CLINIC
from handouts.prescription.new.text import either, first_line, quoted

_MAIL = (
    "# The mail server. The password is asked for; it must not stand here.", "# smtp:",
    "#   host: mail.example.org", "#   user: office@example.org", "#   sender: office@example.org",
)  # fmt: skip


def new_clinic(answers: Mapping[str, str]) -> str:
    """A clinic's file from answers by field; empty ones are left for later, as comments."""
    lines = [first_line("clinic"), "version: 1"]
    for field in CLINIC:
        if field.kind in ("version", "smtp"):
            continue
        answer = answers.get(field.name, "").strip()
        example = field.example if field.kind in ("sections", "columns") else quoted(field.example)
        comment = f"# {field.name}: {example}{either(field)}"
        lines += ["", f"# {field.about}", f"{field.name}: {quoted(answer)}" if answer else comment]
    lines += ["", *_MAIL, ""]
    return "\n".join(lines)


def check_answer(name: str, answer: str) -> str:
    """What is wrong with an answer to a question of `new --clinic`; empty when it is right."""
    log = ProblemLog("clinic.yaml", Path())
    try:
        text = f"{name}: {quoted(answer)}\n".encode()
        fill(root_of(read_yaml(text, "clinic.yaml"), log), CLINIC, log, TAKERS)
        log.close()
    except ContentError as error:
        return f"{error.problems[0].wrong} {error.problems[0].cure}"
    except UnicodeEncodeError:
        return "This cannot be written."
    return ""
