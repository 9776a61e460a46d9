"""Write `docs/safety.md`: what each condition stops, asks about and changes, with its sources.

Run from the top folder: `python tools/safety_table.py`; `--check` only says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from handouts.library import Library, load_library  # noqa: E402
from handouts.library.model import Condition, Ease, Point, Rule, Tip  # noqa: E402

PAGE = TOP / "docs" / "safety.md"
HEAD = """# What safety does

Made by `tools/safety_table.py` from `assets/conditions/`; do not edit by hand. The sources stand in
[sources.md](sources.md).

- **Stops**: nothing is built until the point or tip is taken out, or the practitioner has written
  under `acknowledge:` why it is right for this patient.
- **Asks**: the sheet says it beside the point or tip (once in the box of page one, where it holds
  for all points), and `check` tells the practitioner why.
- **Changes**: how the points are pressed: lightly, for half the time, without a ball. What is
  written in the prescription wins, and `check` says so.
- What nobody asked is not answered. {open} are *open*: their warnings stand on every sheet that
  they matter to until the prescription names them, or what excludes them. `none` answers none of
  the open ones. Page one keeps them, in short, even when they were answered.
- Points that are not for pressing at home are refused for everybody ({refused}).

| | |
|---|---|
| Conditions | {conditions} |
| Pairs of a condition with a point or tip | {pairs:,} |
| of these stopped | {stops:,} |
| of these asked about | {asks:,} |
"""


def page() -> str:
    """The whole page."""
    library = load_library()
    levels = [
        level
        for condition in library.conditions.values()
        for thing in (*_home(library), *library.tips.values())
        if (level := _level(condition, thing))
    ]
    refused = [c for c, p in library.points.items() if p.home_use == "practitioner-only"]
    open_ = [f"`{c.name}`" for c in library.conditions.values() if c.unasked]
    head = HEAD.format(
        open=" and ".join(open_),
        refused=", ".join(refused),
        conditions=len(library.conditions),
        pairs=len(library.conditions) * (len(_home(library)) + len(library.tips)),
        stops=levels.count("avoid"),
        asks=levels.count("ask"),
    )
    parts = [head, *(line for one in library.conditions.values() for line in _of(one, library))]
    return "\n".join(parts).rstrip() + "\n"


def _home(library: Library) -> list[Point]:
    return [point for point in library.points.values() if point.home_use != "practitioner-only"]


def _strongest(condition: Condition, thing: Point | Tip) -> Rule | None:
    rules = [rule for rule in condition.rules if rule.selects(thing)]
    return min(rules, key=lambda rule: rule.level != "avoid", default=None)


def _level(condition: Condition, thing: Point | Tip) -> str:
    rule = _strongest(condition, thing)
    return rule.level if rule else ""


def _of(condition: Condition, library: Library) -> Iterator[str]:
    yield f"\n## {condition.title}\n"
    also = f", also: {', '.join(condition.aliases)}" if condition.aliases else ""
    yield f"`{condition.name}`{also}\n"
    if condition.unasked:
        yield "Open: its warnings stand until it is answered.\n"
    if condition.excludes:
        yield f"Says that the patient has not got: {', '.join(condition.excludes)}.\n"
    if not condition.rules:
        return
    yield "| | points and tips | why | the patient reads | source |\n|---|---|---|---|---|"
    for rule in condition.rules:
        names = _named(rule, condition, library)
        what = "Stops" if rule.level == "avoid" else "Asks"
        if changes := _changes(rule.ease):
            what += f"; {changes}"
        why, line = condition.reasons[rule.why], condition.lines[rule.why]
        yield f"| {what} | {names} | {why} | {line} | {rule.source} |"


def _changes(ease: Ease) -> str:
    said = ((ease.light, "lightly"), (ease.half, "half the time"), (ease.no_ball, "no ball"))
    return ", ".join(text for holds, text in said if holds)


def _named(rule: Rule, condition: Condition, library: Library) -> str:
    """What a rule decides, in ranges; where a stronger rule decides, only how it is pressed."""
    things: Iterable[Point | Tip] = library.tips.values()
    if rule.target == "points":
        if rule.field == "all":
            return "all points"
        things = _home(library)
    decided = [one for one in things if _strongest(condition, one) is rule]
    if not decided:
        return "the same points"
    if rule.target == "tips":
        return "; ".join(one.title for one in decided if isinstance(one, Tip))
    return _ranges([one.code for one in decided if isinstance(one, Point)])


def _ranges(codes: list[str]) -> str:
    """`BL22–BL26, KI3`: codes that follow each other, together."""
    known = {code: _parts(code) for code in codes}
    runs: list[list[str]] = []
    for code in sorted(codes, key=lambda one: known[one]):
        head, number = known[code]
        last = known[runs[-1][-1]] if runs else ("", -9)
        if head and head == last[0] and number == last[1] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _parts(code: str) -> tuple[str, int]:
    head = code.rstrip("0123456789")
    number = code[len(head) :]
    return (head, int(number)) if number and "." not in code else (code, 0)


def main() -> None:
    """Write the page, or say that it is stale."""
    fresh = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == fresh else "docs/safety.md is stale")
    PAGE.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
