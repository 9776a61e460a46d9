"""docs/score.md: its sums are right, what it quotes stands on the page, its tables are fresh."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from handouts.render import Renderer

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "score.md").read_text("utf-8")
ROW = re.compile(r"^\| ([UAC])(\d+) \| [^|]+ \| (agree|disagree|yes|no|n/a) \| ([^|]+) \|$", re.M)
ITEMS = {
    "U": [*range(1, 13), *range(15, 20)],
    "A": list(range(20, 27)),
    "C": list(range(1, 21)),
}
OWNED = PAGE.partition("## Not earned yet")[2]
NAMES = {"U": "understood", "A": "acted on", "C": "CDC"}


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ROOT / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORE = tool()


@pytest.mark.parametrize("part", ITEMS)
def test_every_item_is_answered_and_the_sum_is_right(part: str) -> None:
    rows = [row for row in ROW.findall(PAGE) if row[0] == part]
    assert [int(number) for _, number, _, _ in rows] == ITEMS[part]
    earned = sum(verdict in ("agree", "yes") for _, _, verdict, _ in rows)
    asked = sum(verdict != "n/a" for _, _, verdict, _ in rows)
    row = re.search(
        rf"\| .*{NAMES[part]}.* \| {earned} \| {asked} \| (.*) % \| (.*) %(, missed)? \|", PAGE
    )
    assert row
    assert int(row[1]) == round(100 * earned / asked)
    assert (int(row[1]) < int(row[2])) == bool(row[3])
    refused = [part + number for _, number, verdict, _ in rows if verdict in ("disagree", "no")]
    assert re.findall(rf"^- ({part}\d+): ", OWNED, re.M) == refused


@pytest.mark.parametrize("routine", ["low-back", "neck-shoulder"])
def test_what_is_quoted_stands_on_the_page(routine: str) -> None:
    said = printed(routine)
    quotes = {quote for row in ROW.findall(PAGE) for quote in re.findall("“([^”]+)”", row[3])}
    assert len(quotes) > 30
    if routine != "low-back":
        quotes -= {"heel cord"}  # of its drawings
    assert not [quote for quote in quotes if quote.casefold() not in said]


def printed(routine: str) -> str:
    """The words on the pages of the finished sheet; what found no room does not count."""
    sheet = Renderer().render(SCORE.page_of(routine), "sheet", "letter")
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet.pdf))
    return " ".join(" ".join(pages).split()).casefold()


def test_contrasts_are_fresh() -> None:
    for name in ("text-contrast", "skin-contrast"):
        assert SCORE.tables()[name] in PAGE, "run: python tools/score.py"


def test_grades_are_fresh() -> None:
    """To half a grade: a word changed in a tip should not send anybody here."""
    for name, _, *measured in SCORE.grades():
        row = re.search(rf"^\| {name} \| \d+ \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.M)
        assert row, f"{name}: run: python tools/score.py"
        assert [float(cell) for cell in row.groups()] == pytest.approx(measured, abs=0.5), name


def test_lengths_are_fresh() -> None:
    for name, whole_page, _, mean, longest, *_ in SCORE.lengths():
        row = re.search(
            rf"^\| {name} \| ([\d.]+) \| \d+ \| ([\d.]+) \| (\d+) \| \d+ \| \d+ \|$", PAGE, re.M
        )
        assert row, f"{name}: run: python tools/score.py"
        assert [float(row[1]), float(row[2])] == pytest.approx([whole_page, mean], abs=0.5), name
        assert int(row[3]) <= SCORE.LONG
        assert longest <= SCORE.LONG, name


def test_text_stands_out_in_colour_and_in_grey() -> None:
    for kind, ratios in SCORE.texts_on_grounds():
        assert min(ratios) >= 7, kind


@pytest.mark.parametrize("tone", SCORE.skins())
def test_what_matters_in_drawings_stands_out(tone: str) -> None:
    outline, target = SCORE.on_skin(tone)
    assert min(outline) >= 3
    assert min(target) >= 3


def test_any_colour_of_a_clinic_is_printed_readable() -> None:
    steps = range(0, 256, 51)
    for red in steps:
        for green in steps:
            for blue in steps:
                typed = f"#{red:02x}{green:02x}{blue:02x}"
                assert min(SCORE.both(SCORE.brand(typed), (255, 255, 255))) >= 7, typed
