"""Looking things up at the front desk: lists, one thing of a list, and what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit
from handouts.library import load_library


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run([*words]) == Exit.DONE
    return capsys.readouterr().out


def test_all_conditions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    names = list(load_library().conditions)
    assert [line.split()[0] for line in said(capsys, "conditions").splitlines()] == names
    assert [one["name"] for one in json.loads(said(capsys, "conditions", "--json"))] == names


@pytest.mark.parametrize("words", [("pregnant",), ("Expecting",), ("show", "pregnant")])
def test_a_condition_says_what_it_does(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    condition = load_library().conditions["pregnant"]
    text = said(capsys, "conditions", *words)
    lines = text.splitlines()
    assert lines[0] == f"pregnant  {condition.title}"
    assert lines[1] == f"also: {', '.join(condition.aliases)}"
    assert "not-pregnant" in lines[2]
    stops = next(line for line in lines if line.startswith("stops"))
    assert "LI4" in stops
    assert "tip: moxa" in text
    for rule in condition.rules:
        assert rule.source in text
        assert condition.reasons[rule.why] in text
        assert condition.lines[rule.why] in text


def test_what_a_condition_eases_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    (rule,) = [r for r in load_library().conditions["osteoporosis"].rules if "spine" in r.values]
    assert rule.ease.light
    text = said(capsys, "conditions", "osteoporosis")
    assert any(line.startswith("eases ") and "lightly" in line for line in text.splitlines())
    data = json.loads(said(capsys, "conditions", "osteoporosis", "--json"))
    told = next(one for one in data["rules"] if one["source"] == rule.source)
    assert (told["level"], "lightly" in told["eases"]) == ("avoid", True)
    assert "GV4" in told["points"]
    assert set(told["points"]) <= set(told["eased_points"])


def test_a_condition_that_denies_another_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "warnings of pregnant off" in said(capsys, "conditions", "not-pregnant")
    assert json.loads(said(capsys, "conditions", "not-pregnant", "--json"))["excludes"] == [
        "pregnant"
    ]


def test_a_word_narrows_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    names = {line.split()[0] for line in said(capsys, "conditions", "heart").splitlines()}
    assert {"heart-disease", "pacemaker"} <= names < {*load_library().conditions}
    assert said(capsys, "routines", "TMJ").startswith("jaw")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("conditions", "nope"), "See: handouts conditions"),
        (("conditions", "pregnent"), "Did you mean pregnant?"),
        (("routines", "nope"), "See: handouts routines"),
        (("routines", "sciatika"), "Did you mean sciatica?"),
        (("points", "show", "nope"), "See: handouts points"),
        (("points", "Kunlum"), "Did you mean BL60 Kūnlún?"),
        (("batch", "--packs", "nope:5", "-o", "x"), "See: handouts routines"),
        (("new", "Ann", "--routine", "nope"), "See: handouts routines"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words]) == Exit.CONTENT
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert "menopause" not in told.err


def test_a_card_is_drawn_where_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cards").mkdir()
    for words, name in (
        (["--png"], "BL40.png"),
        (["--png", "my.png"], "my.png"),
        (["--png", "cards"], "cards/BL40.png"),
    ):
        assert said(capsys, "points", "show", "UB 40", *words) == f"{name}\n"
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
    assert run(["points", "--png", "show", "BL40"]) == Exit.USAGE
    assert "--png goes behind" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["points", "routines", "conditions"])
def test_what_was_typed_is_echoed_without_its_controls(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "\x1b[31mnope"]) == Exit.CONTENT
    assert "\x1b" not in capsys.readouterr().err


def test_a_complaint_is_answered_with_routines_first(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, *_ = said(capsys, "points", "Insomnia").splitlines()
    assert first == "routines: sleep"
    assert second.startswith("HT7 ")
    assert said(capsys, "routines", "insomnia").startswith("sleep ")


@pytest.mark.parametrize("name", ["LI4", "Large intestine 4", "hegu", "li-4"])
def test_a_name_shows_the_point(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "points", name) == said(capsys, "points", "show", "LI4")


@pytest.mark.parametrize("name", ["ST", "Stomach channel"])
def test_a_channel_is_listed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split()[0] for line in said(capsys, "points", name).splitlines()]
    assert lines[-45:] == [f"ST{number}" for number in range(1, 46)]


@pytest.mark.parametrize("verb", ["points", "routines"])
def test_what_no_sheet_may_claim_says_so(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "asthma"]) == Exit.CONTENT
    told = capsys.readouterr()
    assert told.out == ""
    assert "No sheet may claim to help with asthma" in told.err
    assert "handouts conditions asthma" in told.err


def test_a_code_with_two_meanings_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["points", "IG4"]) == Exit.CONTENT
    assert "LI4 Hégǔ or SI4 Wàngǔ" in capsys.readouterr().err


def test_what_needs_no_rule_is_said_to_need_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "conditions", "hay", "fever").startswith("“hay fever” needs no rule")
