"""What a YAML parser complains about, in the words of `assets/yaml_errors.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from handouts.files.paths import ASSETS

_CURLY = re.compile("[“”„‘«»]")


def explain(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str, str]:
    """Line (from 1), what is wrong, and what to do, for an error of the parser over `lines`."""
    at = error.problem_mark or error.context_mark
    row, column = (at.line, at.column) if at else (0, 0)
    start = error.context_mark.line if error.context_mark else row
    first = next((n for n, one in enumerate(lines) if re.match(r"\s*[^\s#]", one)), 0)
    seen = {"problem": error.problem or "", "context": error.context or "", "first": lines[first]}
    there = seen | _around(lines, row)
    there |= {"before": there["line"][:column], "behind": there["line"][column:]}
    rule, found = _first_of("parser", there)
    rows = {"start": start, "above": row - 1, "first": first}
    told = rows.get(rule.get("at", ""), row)
    if "look" in rule:
        rule, found = _first_of(rule["look"], seen | _around(lines, told))
    wrong, cure = _words(rule, found)
    if "{quote}" in rule["cure"] and _CURLY.search(there["line"]):
        cure += " Straight ones: curly quotes do not count."
    return min(told, max(len(lines) - 1, 0)) + 1, wrong, cure


def starred(line: str) -> tuple[str, str]:
    """What is wrong with a text that starts with `*`, and what to do: as a line it is an entry."""
    return _words(*_first_of("starred", {"line": line}))


@cache
def _tables() -> Any:
    """Read here, not as other tables: this module says what is wrong with those."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load((ASSETS / "yaml_errors.yaml").read_bytes(), Loader=loader)


def _around(lines: list[str], row: int) -> dict[str, str]:
    """A line, the one above it, and the last one above it in which something stands."""
    above = ["", *lines[:row]]
    last = next((one.rstrip() for one in reversed(above) if one.strip()), "")
    return {"line": "".join(lines[row : row + 1]), "above": above[-1], "last": last}


def _first_of(table: str, there: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The first entry of a table that fits, and what its last pattern has found."""
    for rule in _tables()[table]:
        patterns = ((key, one) for key, one in rule.items() if key in there)
        found = [re.search(one, there[key]) for key, one in patterns]
        if all(found):
            return rule, found[-1][0].strip() if found and found[-1] else ""
    raise LookupError(table)


def _words(rule: Mapping[str, str], found: str) -> tuple[str, str]:
    cure = rule["cure"]
    for name in ("quote", "hyphen"):
        cure = cure.replace(f"{{{name}}}", _tables()[name])
    return rule["wrong"].replace("{found}", found), cure
