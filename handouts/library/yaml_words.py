"""What a YAML parser complains about, said for somebody who never heard of a scanner."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

_QUOTE = 'Put the whole text in quotes: "…".'
_CURLY = re.compile("[“”„‘«»]")
_KEYED = re.compile(r"\s*(?:- +)*[^\s:][^:]*: ")
_GLUED = re.compile(r"\s*(?:- +)?[A-Za-z_]+:[^\s/]")
_CLOSED = re.compile(r""".*(?:: +|- +)(?:"[^"]*"|'[^']*')\s*[^\s,\]}#]""")

_STAR = re.compile(r"\s*\*")
_LISTED = re.compile(r"\s*(?:[*•·‣▪●○◦]|\d{1,2}[.)](?!\d))\s*(?=\S)")
"""How people begin an entry of a list; ours is the hyphen."""
_EQUALS = re.compile(r"\s*[A-Za-z_]+\s*=")
_HYPHEN = "Write each entry of a list behind a hyphen and a space: - LI4"

Explained = tuple[int, str, str]


def explain(error: MarkedYAMLError, lines: list[str]) -> Explained:
    """Line (from 1), what is wrong, and what to do, for an error of the parser over `lines`."""
    problem = error.problem or ""
    at = error.problem_mark or error.context_mark
    row, column = (at.line, at.column) if at else (0, 0)
    start = error.context_mark.line if error.context_mark else row
    line = lines[row] if row < len(lines) else ""
    wrong, cure, row = _explain(problem, error.context or "", line, column, row, start, lines)
    if _QUOTE in cure and _CURLY.search(line):
        cure += " Straight ones: curly quotes do not count."
    return min(row, max(len(lines) - 1, 0)) + 1, wrong, cure


def _explain(
    problem: str, context: str, line: str, column: int, row: int, start: int, lines: list[str]
) -> tuple[str, str, int]:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "The line starts with a tab.", "Use spaces to indent.", row
    if "cannot start any token" in problem:
        return *_bad_start(line[column : column + 1]), row
    if "mapping values are not allowed" in problem:
        if row and _GLUED.match(lines[row - 1]):
            return "A space is missing behind the colon.", "Write `field: value`.", row - 1
        return *_second_colon(line, column), row
    if "sequence entries are not allowed" in problem:
        return (
            "A list starts in the middle of a line.",
            f"Start it on a new line. If it is a text: {_QUOTE}",
            row,
        )
    if "quoted scalar" in context:
        unclosed = "end of stream" in problem or "document" in problem
        return *_quotes(problem), start if unclosed else row
    return _structure(problem, context, line, row, start, lines)


def _structure(
    problem: str, context: str, line: str, row: int, start: int, lines: list[str]
) -> tuple[str, str, int]:
    if "alias" in context and _STAR.match(line):
        return *starred(line), row
    if "alias" in context or "anchor" in context:
        return "A text that starts with `*` or `&` must be quoted.", _QUOTE, row
    if "tag" in context or "tag" in problem:
        return "A text that starts with `!` must be quoted.", _QUOTE, row
    if "block scalar" in context:
        return (
            "After `|` or `>` the text starts on the next line.",
            f"Move it down. If the sign belongs to the text: {_QUOTE}",
            row,
        )
    if "flow sequence" in context:
        return "The list that opens with `[` is not closed.", "Close it with `]`.", start
    if "flow mapping" in context:
        return "What opens with `{` is not closed.", "Close it with `}`.", start
    if "directive" in context or "directive" in problem or "YAML document" in problem:
        return "A line may not start with `%`.", _QUOTE, row
    if "simple key" in context or "expected ':'" in problem:
        return *_no_colon(lines, start), start
    if _CLOSED.match(line):
        return *_behind_quote(line), row
    if "node content" in problem:
        return "A bracket or comma starts the text.", _QUOTE, row
    if "expected key" in problem or "'-' indicator" in problem or "block end" in problem:
        if row and " #" in lines[row - 1] and line.startswith(" "):
            return *_no_colon(lines, row), row
        cure = "Let it start in the same column as the entries it belongs to."
        return "The line is indented differently from the lines it belongs to.", cure, row
    first = next((row for row, one in enumerate(lines) if re.match(r"\s*[^\s#]", one)), 0)
    if "document start" in problem and lines[first].startswith(" "):
        cure = "Delete the spaces before it."
        return "The first line is indented further than the others.", cure, first
    return (
        "The line cannot be read.",
        "Look for a missing quote, colon or space here and above.",
        row,
    )


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "There is a tab where spaces belong.", "Replace the tab by spaces."
    sign = "a backtick" if character == "`" else f"`{character}`"
    return f"A text that starts with {sign} must be quoted.", _QUOTE


def _second_colon(line: str, column: int) -> tuple[str, str]:
    if _KEYED.match(line[:column]):
        return "The text has a colon in it, so its end reads as another field.", _QUOTE
    cure = "Let it start in the same column as the fields around it."
    return "The line is indented further than the line above it.", cure


def _quotes(problem: str) -> tuple[str, str]:
    if "Unicode character" in problem:
        return "A code in double quotes stands for no character.", "Write the character itself."
    if "escape" in problem:
        return "A backslash in double quotes starts a code.", "Use single quotes: '…'."
    return "The quote that opens here is never closed.", "Close it with the same kind of quote."


def _behind_quote(line: str) -> tuple[str, str]:
    if re.search(r"(?:: +|- +)'", line):
        return "An apostrophe ends a text in single quotes.", 'Use double quotes: "…".'
    return "There is text behind the closing quote.", "Put the quotes around all of it."


def _no_colon(lines: list[str], start: int) -> tuple[str, str]:
    before = lines[start - 1] if 0 < start <= len(lines) else ""
    if " #" in before:
        return "` #` in the line above cut its text off.", _QUOTE.replace("text", "text above")
    if start < len(lines) and "：" in lines[start]:
        return "The colon is a wide one (：).", "Write a plain colon and a space."
    line = lines[start] if start < len(lines) else ""
    if sign := _LISTED.match(line):
        return f"The line begins with `{sign[0].strip()}`.", _HYPHEN
    wrong = "The line has no `field: value`."
    if _EQUALS.match(line):
        return wrong, "Write a colon and a space in place of `=`."
    above = next((one.rstrip() for one in reversed(lines[:start]) if one.strip()), "")
    if above.endswith(":"):
        cure = "Write an entry of the list above behind a hyphen and a space (- LI4)"
        return wrong, f"{cure}, a field with a colon and a space."
    cure = "Write a colon and a space behind the field's name."
    if above:
        cure += " If it goes on from the line above, indent it by two spaces."
    return wrong, cure


def starred(line: str) -> tuple[str, str]:
    """What is wrong with a text that starts with `*`, and what to do: as a line it is an entry."""
    if _STAR.match(line):
        return "A list is written with hyphens, not with `*`.", _HYPHEN
    return "A text that starts with `*` must be quoted.", 'Write it as "*…".'
