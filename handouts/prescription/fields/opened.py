"""A YAML file as its fields, with the log of what is wrong in it."""

from __future__ import annotations

import re
from pathlib import Path

from handouts.library.names import plain_key
from handouts.library.yaml_text import Mapping, Node, Scalar, read_yaml
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import CLINIC, PRESCRIPTION, by_key


def opened(path: Path) -> tuple[ProblemLog, Mapping]:
    """The fields of a file, with the log of what is wrong in it as YAML. Raises ContentError where
    nothing of it can be read, FileError.
    """
    log = ProblemLog(str(path), path.parent)
    root = read_yaml(path, problems=log.problems)
    log.take_up()
    return log, root_of(root, log)


def root_of(root: Node, log: ProblemLog) -> Mapping:
    """The fields of a file; a file that is something else is noted and counts as empty."""
    if isinstance(root, Mapping):
        return root
    wrong, cure = "The file has no fields.", "Write them as `patient: Maria Lopez`, one in a line."
    named = _NAMED.match(root.text) if isinstance(root, Scalar) else None
    if named and plain_key(named[1]) in _NAMES:
        cure = f"Put a colon and a space behind `{named[1]}`. {cure}"
    log.wrong(root.line, "", wrong, cure)
    return Mapping(root.line)


_NAMED = re.compile(r"([A-Za-z_]+)(?:\s*[:=]|\s)")
_NAMES = by_key((*PRESCRIPTION, *CLINIC))
"""How a file begins in which no colon and space stand behind a field's name."""
