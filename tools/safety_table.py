"""Write `docs/safety.md`: what each condition stops, asks about and changes, with its sources.

Run from the top folder: `python tools/safety_table.py`; `--check` only says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from handouts.dose import LONGEST_SHORT  # noqa: E402
from handouts.library import Library, load_library  # noqa: E402
from handouts.library.effects import Effect, effects  # noqa: E402
from handouts.library.model import Condition, Ease  # noqa: E402
from handouts.library.names import code_ranges  # noqa: E402
from handouts.library.yaml_text import read_assets  # noqa: E402
from handouts.safety.dose_limits import LONGEST_EASED, LONGEST_ON_NECK, MOST_A_DAY  # noqa: E402
from tools.made_page import write_page  # noqa: E402

PAGE = TOP / "docs" / "safety.md"
HEAD = """# What safety does

Made by `tools/safety_table.py` from `assets/conditions/`; do not edit by hand. The sources stand in
[sources.md](sources.md).

- **Stops**: nothing is built until the point or tip is taken out, or the practitioner has written
  under `acknowledge:` why it is right for this patient.
- **Asks**: the sheet says it beside the point or tip (once in the box of page one, where it holds
  for all points), and `build` and `check` tell the practitioner why.
- **Changes**: how the points are pressed: lightly, for half the time, without a ball. A time
  of up to {eased} minutes that is written wins, and `check` says so; more pressure than this is
  stopped like a point, until the practitioner has written why under `acknowledge:`, behind the
  point with its pressure (`LI4 firm: …`). A reason behind the point alone is none for this.
- **Needs the side**: it is about one side of the body. Nothing is built until the sound side is
  written behind each of its points (`LI4 left`), or why another is right for this patient, under
  `acknowledge:` (`LI4 both: …`). The first side that is written is taken for the sound one: a
  point on the other is stopped. The page says "As we agreed, press this point on both sides" in
  place of the warning.
- What nobody asked is not answered. {open} are *open*: their warnings stand on every sheet that
  they matter to until the prescription names them, or what excludes them. `none` answers none of
  the open ones. Page one keeps them, in short, even when they were answered, but for an answer
  that stays true (`cannot-be-pregnant`, or `body: man`).
- What is typed for conditions is taken by its name, or asked back with what to write: ages, weeks
  of pregnancy, medicines, "stopped", "mother had". Behind `other:` as well. Everyday complaints
  and medicines that no rule asks about (LBP, sciatica, sertraline) are taken, and told.
- A name or a title that speaks of a condition, or of an age that is one, stops until `conditions:`
  name it, or what excludes it: "Noah Reid (baby)", "Nausea in pregnancy". What notes tell that
  `conditions:` do not name is said by `build`, `check` and `batch`, and stops nothing: a note says
  much that is not so now.
- Points that are not for pressing at home are refused for everybody ({refused}).
- No reason opens what is far beyond any source: more than {most} minutes of pressing a day (half
  of that, and {eased} minutes on a point, where a condition asks for half the time), on the neck
  firm pressure or more than {neck} minutes. The message shows the sum. Times in any typed text
  ("Hold for one hour", "Press every 15 minutes") stop in the same way: in notes, a title, how
  often and for how long, own points, tips, routines and words, a link, the clinic's disclaimer
  and sign-off. What is only more than the cards or page one say is told, and so is a `how_often`
  with a number that cannot be counted. Firm pressure in typed words ("Press GB20 firmly", "Use firm
  pressure on every point") stops where a condition asks for light pressure, on the neck, and at a
  point that was agreed on against a condition; elsewhere what is more than the card says is told.
- Words that can do harm stop a sheet wherever they were typed, and no reason opens them: see
  [the last table](#words-that-a-sheet-must-not-say). A point that a note names ("also press ST9")
  stops where it would as an entry of `points`; one without a card is told.

| | |
|---|---|
| Conditions | {conditions} |
| Pairs of a condition with a point or tip | {pairs:,} |
| of these stopped | {stops:,} |
| of these asked about | {asks:,} |
"""

UNSAFE = TOP / "assets" / "wording" / "en" / "unsafe.yaml"
WORDS = """
## Words that a sheet must not say

They are looked for in notes, in a card's note, and in the tips, points, routines and words of a
clinic's own; a row with conditions holds for patients who have one of them. The list knows what
somebody thought of: of new harmful sentences, written to try it, it found three to four of five
plain ones and half of those in idioms, so read your notes again. A sentence in another language is
told: nothing has checked it. "Never stop your warfarin", "Ask your doctor
before you stop it" and "Stop if your chest hurts" are no harm and pass.
`build`, `batch` and `check` say the same; there is no way to acknowledge what stops here, as it can
always be said otherwise. The phrases:
[assets/wording/en/unsafe.yaml](../assets/wording/en/unsafe.yaml).

| | such as | why | instead |
|---|---|---|---|"""


def page() -> str:
    """The whole page."""
    library = load_library()
    levels = [
        effect.rule.level
        for condition in library.conditions.values()
        for effect in effects(condition, library)
        for _ in (*effect.points, *effect.tips)
    ]
    refused = [c for c, p in library.points.items() if p.home_use == "practitioner-only"]
    things = len(library.points) - len(refused) + len(library.tips)
    open_ = [f"`{c.name}`" for c in library.conditions.values() if c.unasked]
    head = HEAD.format(
        open=" and ".join(open_),
        refused=", ".join(refused),
        conditions=len(library.conditions),
        pairs=len(library.conditions) * things,
        stops=levels.count("avoid"),
        asks=levels.count("ask"),
        most=MOST_A_DAY,
        eased=LONGEST_EASED // 60,
        neck=LONGEST_ON_NECK // 60,
    )
    parts = [head, *(line for one in library.conditions.values() for line in _of(one, library))]
    parts += _words()
    return "\n".join(parts).rstrip() + "\n"


def _words() -> Iterator[str]:
    """What typed words must not say: a row for each rule of the list."""
    yield WORDS
    for rule in read_assets(UNSAFE)["rules"].values():
        what = "Stops" if rule["does"] == "stops" else "Tells"
        what += f", with {' or '.join(rule['with'])}" if "with" in rule else ""
        yield f"| {what} | {rule['example']} | {rule['reason']} | {rule['cure']} |"


def _of(condition: Condition, library: Library) -> Iterator[str]:
    yield f"\n## {condition.title}\n"
    also = f", also: {', '.join(condition.aliases)}" if condition.aliases else ""
    yield f"`{condition.name}`{also}\n"
    if condition.unasked:
        yield "Open: its warnings stand until it is answered.\n"
    if condition.excludes:
        stays = " It stays true, so page one does not ask either." if condition.lasting else ""
        yield f"Says that the patient has not got: {', '.join(condition.excludes)}.{stays}\n"
    if not condition.rules:
        return
    yield "| | points and tips | why | the patient reads | source |\n|---|---|---|---|---|"
    for effect in effects(condition, library):
        what = "Stops" if effect.rule.level == "avoid" else "Asks"
        if changes := _changes(effect.rule.ease):
            what += f"; {changes}"
        if effect.rule.one_side:
            what += "; needs the side"
        cells = (what, _named(effect), effect.reason, effect.line, effect.rule.source)
        yield f"| {' | '.join(cells)} |"


def _changes(ease: Ease) -> str:
    said = (
        (ease.light, "lightly"),
        (ease.half, "half the time"),
        (ease.short, f"{LONGEST_SHORT} seconds at most"),
        (ease.no_ball, "no ball"),
        (ease.stroked, "only stroked"),
    )
    return ", ".join(text for holds, text in said if holds)


def _named(effect: Effect) -> str:
    """What a rule decides, in ranges; where a stronger rule decides, only how it is pressed."""
    tips = [tip.title for tip in effect.tips]
    if effect.everywhere:
        return "; ".join(["all points", *tips])
    if effect.own:
        return "tips of a clinic's own, by what their files say"
    points = code_ranges(point.code for point in effect.points)
    return "; ".join([*filter(None, [points]), *tips]) or "the same points"


if __name__ == "__main__":
    write_page(PAGE, page())
