"""Cards without code and name, to be read by somebody who has never seen them.

`python -m tools.blind_cards FOLDER` writes the panel: sixty cards, the same each time, half on a
woman and half on a man, as `01.png` … `60.png`, and `brief.txt` for the readers, so that tries can
be compared. `FOLDER/key.csv` says which is which; readers do not get it. With `--routines`, every
point that a routine uses instead, which patients meet most; with CODES, those cards, on the body
that `--body` names.

A reader says of each card where he would press, whether anything is vague or contradicts itself,
how soon the place is found (3: at once, 2: with care, 1: hardly), whether he would be on it within
a minute, and how easy that was: both can be good of a place that is measured, too. What he says is
compared with `assets/points`. The panel stays the same, so that tries can be compared card by card.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from handouts.compose.parts import compose
from handouts.delivery.pictures import cards_alone, picture_of_card
from handouts.handout import Part, PointCard, words
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from tools.picture_sheet import BODIES

PANEL = (
    "CV13 CV6 KI11 KI17 SP14 ST22 ST28 KI5 SP6 GB38 AH4 AT2 CO13 HX1 TF2 TE17 BL58 CV21 KI26 ST16"
    " GB2 PC3 LI12 EX-HN4 SI18 LR13 SP2 BL66 LR3 TE9 BL6 EX-UE7 SI1 SI3 EX-UE11 LI5 GV19 ST5 GB18"
    " ST31 EX-LE4 SP8 ST34 EX-LE6 BL25 EX-B7 EX-B1 GV16 BL32 GV2 SI10 LU1 LI16 ST8 GB32 TE11 LU4"
    " TE6 PC4 HT6"
)
"""Codes of home points, each part of the body with its share."""

BRIEF = """\
You are 70, at home, with each card in your hand. You judge only what its pictures and words say.
Look at nothing else, and guess nothing from what you know of acupuncture. For each card a line:

number,where,vague,contradictory,ease,minute,easy,why

where: in your own words, where you would press (side, landmark, direction, distance)
vague: yes if you could not tell within a thumb's breadth where to press, else no
contradictory: yes if picture and words, two pictures or two steps disagree, else no
ease: 3 at once; 2 with care (some feeling around, counting or measuring); 1 hardly
minute: yes if your finger would be on it within a minute, and you were sure of it, else no
easy: measuring and feeling counted in, was it 3 easy to find; 2 with some trouble; 1 hard
why: if not 3, what slowed you, and the one change that would make it a 3; what is wrong or unclear

Fields with commas in quotes. Be neither kind nor harsh.
"""


def of_routines() -> list[str]:
    """The codes of all points that a routine uses, each once."""
    library = load_library("en")
    doses = (dose for name in sorted(library.routines) for dose in library.routines[name].points)
    return list(dict.fromkeys(dose.code for dose in doses))


def on_both(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each code with its body: a woman and a man in turn."""
    for number, code in enumerate(codes):
        yield code, BODIES[number % 2]


def card(code: str, body: str) -> bytes:
    """The card of a point without its names, as a PNG."""
    library = load_library("en")
    plan = make_plan(Prescription("", points=(Dose(code),), body=body), library)
    whole = compose(plan, Clinic(), library)
    return picture_of_card(cards_alone(replace(whole, parts=tuple(map(_nameless, whole.parts)))))


def _nameless(part: Part) -> Part:
    blocks = (
        replace(block, place=words("Point"), names=()) if isinstance(block, PointCard) else block
        for block in part.blocks
    )
    return replace(part, title=words("Point"), blocks=tuple(blocks))


def write(folder: Path, cards: Iterable[tuple[str, str]]) -> None:
    """A picture of each card, and which is which."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "brief.txt").write_text(BRIEF, "utf-8")
    with (folder / "key.csv").open("w", newline="") as file:
        key = csv.writer(file)
        for number, (code, body) in enumerate(cards, 1):
            name = f"{number:02d}.png"
            (folder / name).write_bytes(card(code, body))
            key.writerow([name, code, body])


def main() -> None:
    """Read the arguments and write the cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("codes", nargs="*")
    parser.add_argument("--routines", action="store_true")
    parser.add_argument("--body", default=BODIES[0], choices=BODIES)
    options = parser.parse_args()
    chosen = [(code, options.body) for code in options.codes]
    write(options.folder, chosen or on_both(of_routines() if options.routines else PANEL.split()))


if __name__ == "__main__":
    main()
