"""How typed text is cut, and what a phrase finds in it."""

from __future__ import annotations

import pytest

from handouts.text.words import JoinedWords, has_any, phrases, sentences, words_of


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Press. Rest; go!", ["Press.", "Rest;", "go!"]),
        ("Press for 1.5 minutes.", ["Press for 1.5 minutes."]),
        ("Press the\nleft hand\nThen rest", ["Press the\nleft hand", "Then rest"]),
        ("", []),
    ],
)
def test_sentences_end_with_signs_lists_and_lines_that_a_capital_begins(
    text: str, cut: list[str]
) -> None:
    assert list(sentences(text)) == cut


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("stop your? {drug}", "Please STOP your Pills now", "STOP your Pills"),
        ("stop your? {drug}", "stop the pills", ""),
        ("stop .. {drug}", "stop the blue pills", "stop the blue pills"),
        ("stop .. {drug}", "stop if you take pills", ""),
        ("stop .. {drug}", "stop, rest, take pills", ""),
        ("stop ,,, {drug}", "stop, rest, take pills", "stop, rest, take pills"),
        ("{drug} !box", "a pill box", ""),
        ("{drug} !box", "a pill now", "pill"),
        ("{drug}", "a pill-box", ""),
        ("{drug}", "a water pill", "water pill"),
        ("stop {drug}", "Stop. Pills help.", ""),
        ("stop {drug}", "**Stop** ‘pills’", "Stop** ‘pills"),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, said: str) -> None:
    (one,) = phrases([phrase], {"drug": ["pill", "pills", "water pill"]}, ["if"])
    words = words_of(text)
    found = [
        text[words[start].start : words[end - 1].end]
        for start, end in one.found(JoinedWords(words))
    ]
    assert found[:1] == ([said] if said else [])


def test_whole_words_alone_are_found() -> None:
    assert has_any("Now, DON’T go", ["no", "don't"])
    assert not has_any("now", ["no"])
