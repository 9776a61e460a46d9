"""Line breaking: nothing lost, nothing glued, nothing wider than its column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handouts.handout import Span, words
from handouts.press.typesetting.text import Breaker, Face, Line
from handouts.press.typesetting.typeset import Typesetter


class Even:
    """Fonts in which each character is half as wide as the size."""

    def width(self, text: str, weight: str, size: float) -> float:
        return 0.5 * size * len(text)

    def show(self, text: str, weight: str, size: float) -> bytes:
        return f"<{text.encode('utf-16-be').hex()}> Tj".encode()

    def missing(self, text: str) -> list[str]:
        return []


FACE = Face(10, 12)  # 5 points a character


def broken(text: str, width: float) -> list[str]:
    return shown(Breaker(Even()).lines(words(text), FACE, width))


def shown(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def test_a_line_takes_as_many_words_as_fit() -> None:
    assert broken("one two three", 35) == ["one two ", "three"]
    assert broken("one two three", 34.9) == ["one ", "two ", "three"]


def test_line_ends_keep_their_space_but_do_not_count_it() -> None:
    lines = Breaker(Even()).lines(words("one two"), FACE, 15)
    assert shown(lines) == ["one ", "two"]
    assert [line.width for line in lines] == [15, 15]


def test_typed_line_ends_are_kept() -> None:
    assert broken("one\ntwo\n\nthree", 100) == ["one ", "two ", "", "three"]


def test_blanks_run_together_and_hard_blanks_hold() -> None:
    assert broken("a   b", 100) == ["a b"]
    assert broken("a 5\u00a0mm", 20) == ["a ", "5\u00a0mm"]


def test_a_word_wider_than_the_column_breaks_anywhere() -> None:
    assert broken("aaaaaaaaa b", 20) == ["aaaa", "aaaa", "a b"]


def test_marks_stay_on_their_letters() -> None:
    assert broken("e\u0301e\u0301e\u0301", 20) == ["e\u0301e\u0301", "e\u0301"]


def test_words_break_after_hyphens_between_letters_only() -> None:
    assert broken("self-care", 25) == ["self-", "care"]
    assert broken("1-2", 10) == ["1-", "2"]  # too narrow for it whole
    assert broken("of 1-2", 20) == ["of ", "1-2"]


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert broken("合谷崑崙", 10) == ["合谷", "崑崙"]
    assert broken("合谷。", 10) == ["合", "谷。"]


def test_spans_that_touch_stay_one_word() -> None:
    text = (Span("go "), Span("home", strong=True), Span(". Now"))
    lines = Breaker(Even()).lines(text, FACE, 25)
    assert shown(lines) == ["go ", "home. ", "Now"]
    assert [run.weight for run in lines[1].runs] == ["bold", "regular"]


def test_languages_are_runs_of_their_own() -> None:
    text = (Span("see "), Span("合谷", lang="zh-Hant"), Span(" now"))
    (line,) = Breaker(Even()).lines(text, FACE, 500)
    assert [(run.text, run.lang) for run in line.runs] == [
        ("see ", None),
        ("合谷 ", "zh-Hant"),
        ("now", None),
    ]


TYPED = st.text(st.sampled_from("ab c-/合。\n\u00a0é"), max_size=80)


@given(TYPED, st.integers(1, 30))
def test_nothing_is_lost_and_nothing_runs_over(text: str, characters: int) -> None:
    width = 5.0 * characters
    lines = Breaker(Even()).lines(words(text), FACE, width)
    assert all(line.width <= max(width, 10) for line in lines)
    kept = "".join(shown(lines))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=12), st.integers(9, 30))
def test_words_are_never_glued(typed: list[str], characters: int) -> None:
    lines = Breaker(Even()).lines(words(" ".join(typed)), FACE, 5.0 * characters)
    assert "".join(shown(lines)).split() == typed


def test_headings_are_level() -> None:
    typesetter = Typesetter(Even())
    lines = typesetter.level_lines(words("easing pain down the leg at home"), FACE, 140)
    assert shown(lines) == ["easing pain down ", "the leg at home"]
    assert len(typesetter.lines(words("easing pain down the leg at home"), FACE, 140)) == 2
