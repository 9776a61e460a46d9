"""A language is a folder: what the page says comes from there, and from nowhere else.

English is translated, word by word, into a language that nobody speaks and that has no Latin
letters. Whatever Latin letters are then on a page were typed by the clinic, belong to a point's
name, or stand in the program, where they must not.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

import handouts.library as library_module
import handouts.library.folder as folder_module
from handouts.compose.parts import compose
from handouts.compose.plain_text import as_data
from handouts.errors import ContentError
from handouts.files.paths import ASSETS
from handouts.handout import Handout
from handouts.library import Library, load_library
from handouts.library.yaml_text import read_assets
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Link, Prescription
from handouts.prescription.read import read_prescription
from handouts.safety.examine import examine

LATIN = re.compile(r"[A-Za-z]{2,}")
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувжьызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖЬЫЗ",
)
KEPT = {"tag", "clock", "needs", "any", "unless"}
"""Of the fixed words: read by the program, not by a patient."""
NOT_WORDS = {"kind", "view", "icon", "name", "code", "url", "skin", "drawn_body", "language",
             "colour", "created", "role", "side", "marks", "hand", "motion"}  # names  # fmt: skip
CLINIC = Clinic(
    name="1 1", practitioner="2 2", phone="555 0100", address="3", sign_off="4 4",
    booking="https://8.9", booking_qr=True, emergency="112",
)  # fmt: skip


def foreign(text: str) -> str:
    """A text in another alphabet; what stands in {braces} is the program's."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else part.translate(LETTERS) for part in parts)


def translated(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: v if k in KEPT else translated(v) for k, v in data.items()}
    if isinstance(data, list):
        return [translated(item) for item in data]
    return foreign(str(data))


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library in a language that is a copy of the English folder and nothing else."""
    root = tmp_path_factory.mktemp("assets")
    for folder in ASSETS.iterdir():
        if folder.name != "wording":
            (root / folder.name).symlink_to(folder)
    shutil.copytree(ASSETS / "wording" / "en", root / "wording" / "en")
    for file in (ASSETS / "wording" / "en").rglob("*.yaml"):
        target = root / "wording" / "xx" / file.relative_to(ASSETS / "wording" / "en")
        target.parent.mkdir(parents=True, exist_ok=True)
        words = yaml.safe_dump(translated(read_assets(file)), allow_unicode=True)
        target.write_text(words, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for module in (library_module, folder_module):
            patch.setattr(module, "ASSETS", root)
        load_library.cache_clear()
        yield Library("xx")
    load_library.cache_clear()


def page(library: Library, routine: str, **more: Any) -> Handout:
    """A routine with every part of a page."""
    asked = Prescription(
        "strange.yaml",
        routine=routine,
        date=date(2026, 11, 20),
        next_visit=datetime(2026, 12, 4, 15, 30),
        links=(Link("https://5.6", "7"),),
        **more,
    )
    plan = make_plan(asked, library)
    return compose(plan, CLINIC, library, examine(plan, library))


def said(data: Any, key: str = "") -> Iterator[str]:
    """Every text of a handout that a patient reads or hears."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_WORDS:
                yield from said(value, name)
    elif isinstance(data, list):
        pair = key in ("landmarks", "labels", "lines") and len(data) > 1
        bare = pair and all(item is None or isinstance(item, str) for item in data)
        for item in data[1:2] if bare and key != "lines" else data:
            yield from said(item, key)
    elif isinstance(data, str):
        yield data


def latin(text: str, handout_names: set[str]) -> set[str]:
    bare = re.sub(r"\{\w+\}", "", text)  # filled in by the renderer
    return {word for word in LATIN.findall(bare) if word not in handout_names}


def names(library: Library) -> set[str]:
    """Latin words that are the same in all languages: codes, pinyin, the program's name."""
    points = library.points.values()
    typed = " ".join(f"{point.code} {point.pinyin}" for point in points)
    return {*LATIN.findall(typed), "https", "tel", "mailto"}


def test_nothing_on_a_composed_page_comes_from_the_program(strange: Library) -> None:
    known = names(strange)
    for routine in strange.routines:
        texts = list(said(as_data(page(strange, routine))))
        assert len(texts) > 100
        found = {(text, word) for text in texts for word in latin(text, known)}
        assert not found, routine


def test_findings_of_conditions_are_said_in_the_language(strange: Library) -> None:
    known = names(strange)
    everything = tuple(sorted(strange.conditions.names - {"pregnant"}))
    handout = page(strange, "low-back", asked=True, conditions=everything)
    texts = list(said(as_data(handout)))
    assert not {(text, word) for text in texts for word in latin(text, known)}


def test_dates_times_and_numbers_are_said_in_the_language(strange: Library) -> None:
    text = " ".join(said(as_data(page(strange, "low-back"))))
    assert foreign("Friday, 4 December 2026 at 3:30 pm") in text
    assert foreign("20 November 2026") in text
    assert foreign("Twice a day") in text
    assert foreign("morning and evening") in text
    assert foreign("For 2 weeks") in text
    assert foreign(" or ") in text


def test_a_prescription_chooses_its_language(strange: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("routine: low-back\nlanguage: xx\n", encoding="utf-8")
    read = read_prescription(file, load_library()).value
    assert read.language == "xx"
    chosen = load_library(read.language)
    assert plain_title(chosen, read) == foreign(plain_title(load_library("en"), read))


def plain_title(library: Library, read: Prescription) -> str:
    handout = compose(make_plan(replace(read, title=None), library), CLINIC, library)
    return handout.title[0].text


def test_a_language_that_is_not_there_is_answered_with_those_that_are(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("routine: low-back\nlanguage: tlh\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_prescription(file, load_library())
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (2, "language")
    assert "en" in re.findall(r"\w+", problem.cure)
