"""No warning is lost: not by a condition that was written, not by a layout.

What was not asked is not answered. A sheet for which `none`, or a condition that has nothing to do
with it, was written carries every warning of the sheet for which nothing was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from otherwise import lines_of, said_otherwise
from spread import spread

from handouts.compose.for_whom import for_whom
from handouts.compose.parts import compose
from handouts.delivery.build import check, compose_checked
from handouts.files.paths import layout_names
from handouts.handout import Callout, Handout, PointCard, SafetyBox, Text, TipCard, plain
from handouts.library import load_library
from handouts.library.lines import Line
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render import Renderer, load_layout
from handouts.render.layout import NEVER_LEFT_OUT
from handouts.safety.examine import examine, open_conditions

LIBRARY = load_library()
ROUTINES = list(LIBRARY.routines)
ANSWERING = {
    name
    for name, condition in LIBRARY.conditions.items()
    if condition.unasked or condition.excludes
}
SAID_OTHERWISE = {(name, sentence) for name, sentence, _ in said_otherwise(lines_of(LIBRARY))}
UNRELATED = [name for name in LIBRARY.conditions if name not in ANSWERING]


def prescribed(
    routine: str, *conditions: str, asked: bool = True, body: str | None = None
) -> Handout:
    """The handout, also of what safety would stop: here it is about what stands on it."""
    prescription = Prescription("x", routine=routine, conditions=conditions, asked=asked, body=body)
    plan = make_plan(prescription, LIBRARY)
    return compose(plan, Clinic(), LIBRARY, examine(plan, LIBRARY))


@cache
def unasked(routine: str) -> Handout:
    return prescribed(routine, asked=False)


def warnings(made: Handout) -> set[tuple[str, str]]:
    """Every sentence of a warning with the point or tip it is about."""
    return {
        (about, sentence)
        for about, text in _warnings(made)
        for sentence in re.split(r"(?<=[.!?])\s+", plain(text))
    }


def _warnings(made: Handout) -> Iterator[tuple[str, Text]]:
    for part in made.parts:
        for block in part.blocks:
            if isinstance(block, SafetyBox):
                yield from (("", item) for _, items in block.rows for item in items)
            elif isinstance(block, PointCard):
                yield block.code, block.leave_out
                yield from ((block.code, line) for line in block.cautions)
            elif isinstance(block, TipCard):
                yield from ((plain(block.title), line) for line in block.cautions)
            elif isinstance(block, Callout):
                yield from ((block.kind, item) for one in block.body for item in one.items)
            elif part.name == "disclaimer":
                yield "", block.text  # type: ignore[union-attr]


@pytest.mark.parametrize("routine", ROUTINES)
def test_none_answers_nothing_that_was_not_asked(routine: str) -> None:
    assert warnings(prescribed(routine)) == warnings(unasked(routine))


def in_other_words(sentence: str, condition: str) -> set[str]:
    """What a sentence becomes, in a list or on a card, for who reads the sheet of somebody with a
    condition.
    """
    readers = for_whom(frozenset({condition}), LIBRARY.wording)
    line = readers.line(Line(sentence))
    sign = readers.sign(Line(line))
    return {sign, readers.in_words(line), readers.in_words(sign)}


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_condition_takes_no_other_warning_off(routine: str) -> None:
    """None but the general one of its own kind, in whose place its own line stands on that card.
    Who reads for somebody else reads it in other words.
    """
    before = warnings(unasked(routine))
    lost = {}
    for name in UNRELATED:
        after = warnings(prescribed(routine, name))
        lost[name] = {
            (about, sentence)
            for about, sentence in before - after
            if (name, sentence) not in SAID_OTHERWISE
            and {(about, one) for one in in_other_words(sentence, name)}.isdisjoint(after)
        }
    assert {name: lines for name, lines in lost.items() if lines} == {}


@pytest.mark.parametrize("routine", ROUTINES)
def test_page_one_says_who_leaves_out_what_even_when_it_was_answered(routine: str) -> None:
    answers = LIBRARY.conditions.values()
    excluding = [one.name for one in answers if one.excludes and not (one.rules or one.lasting)]
    assert excluding
    box = {line for about, line in warnings(unasked(routine)) if not about}
    assert box <= {line for about, line in warnings(prescribed(routine, *excluding)) if not about}


@pytest.mark.parametrize("routine", ROUTINES)
def test_who_cannot_be_pregnant_reads_nothing_of_it(routine: str) -> None:
    """Neither who said so, nor whose sheet shows a man; the clot is asked about all the same."""
    before = all_of(unasked(routine))
    for made in (prescribed(routine, "cannot-be-pregnant"), prescribed(routine, body="man")):
        assert "pregnan" not in all_of(made)
        assert ("blood clot" in all_of(made)) == ("blood clot" in before)


def test_a_man_who_is_named_pregnant_is_pregnant() -> None:
    assert "pregnan" in all_of(prescribed("low-back", "pregnant", body="man"))


def all_of(made: Handout) -> str:
    return " ".join(sentence for _, sentence in warnings(made)).casefold()


def test_only_a_condition_itself_or_what_excludes_it_answers() -> None:
    for name, condition in LIBRARY.conditions.items():
        written = Prescription("x", conditions=(name,), asked=True)
        still = {one.name for one in open_conditions(written, LIBRARY)}
        expected = {n for n, one in LIBRARY.conditions.items() if one.unasked}
        assert still == expected - {name} - {*condition.excludes}


@pytest.mark.parametrize("layout", layout_names())
def test_every_layout_carries_what_safety_says(layout: str) -> None:
    assert set(NEVER_LEFT_OUT) <= {*load_layout(layout).parts}


def test_what_a_layout_leaves_out_is_told(tmp_path: Path) -> None:
    """Every part of the handout that the layout does not print, but the map, which is optional."""
    (tmp_path / "clinic.yaml").write_text(
        "name: Willow\nbooking: https://example.org/book\nsign_off: Be well!\n"
    )
    file = tmp_path / "p.yaml"
    file.write_text(
        "routine: low-back\nlayout: pocket\nnotes: Rest.\nnext_visit: 2026-12-04\n"
        "link: https://example.org/a\nconditions: [none]\n"
    )
    checked = check(file)
    (notice,) = (one for one in checked.notices if one.field == "layout")
    printed = {*load_layout("pocket").parts, "map", "chart"}
    left = [plain(one.title) for one in compose_checked(checked).parts if one.name not in printed]
    assert {"At home", "Questions? We are here."} <= {*left}
    assert [title for title in (*left, "A chart to tick") if title not in notice.wrong] == []
    assert "How to find each point" in notice.wrong


PRINTED = [(layout, routine) for layout in layout_names() for routine in ROUTINES]


@pytest.mark.parametrize("case", spread(PRINTED, 12), ids=str)
def test_the_warnings_are_on_paper(case: tuple[str, str]) -> None:
    layout, routine = case
    renderer = Renderer()
    for conditions in ((), ("asthma",), ("breast-feeding", "varicose-veins")):
        made = prescribed(routine, *conditions)
        made = as_arranged(made, layout)
        text = _letters(_read(renderer.render(made, layout, "letter").pdf))
        printed = {*load_layout(layout).parts}
        wanted = {
            plain(line)
            for part in made.parts
            if part.name in printed
            for _, line in _warnings(replace(made, parts=(part,)))
        }
        assert wanted
        assert [line for line in wanted if _letters(line) not in text] == []


def as_arranged(made: Handout, layout: str) -> Handout:
    """Without what the cards of a small layout leave to page one."""
    (part,) = (part for part in made.parts if part.name == "points")
    if load_layout(layout).card_rules(len(part.blocks))[0].leave_out:
        return made
    cards = tuple(replace(card, leave_out=()) for card in part.blocks)  # type: ignore[type-var]
    parts = [replace(part, blocks=cards) if one is part else one for one in made.parts]
    return replace(made, parts=tuple(parts))


def _read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_nobody_is_sent_to_ask_about_what_was_talked_through() -> None:
    """Whoever gets a point on her sheet cannot tell whether "Ask us first." is about it."""
    lines = [line for one in LIBRARY.conditions.values() for line in one.lines.values()]
    assert [line for line in lines if "Ask us first." in line] == []
