"""Words that no sheet may have: what stops one, what does not; all commands say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.advice.unsafe_words import unsafe
from handouts.commands import run
from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets

DATA = Path(__file__).parent / "data"
ENOUGH = 60
"""Sentences of each kind, at the least."""
MEDICINES = [
    ASSETS / "conditions" / f"{name}.yaml"
    for name in ("blood-thinners", "drowsiness", "weak-immunity", "osteoporosis")
]
NO_MEDICINES = re.compile(
    r".*(?:anticoagulat|inr|asa$|acid$|drowsy|alcohol|narcolepsy|immun|transplant|neutropenia|low|hiv"
    r"|aids|bone|osteo|scler|stem)"
)
"""What else conditions are called, and names that stand in several words."""


def sentences(name: str) -> list[str]:
    """Those of a file, one a line; lines that begin with a hyphen go on with the one above."""
    text = (DATA / name).read_text("utf-8").replace("\n- ", "\t- ")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line.replace("\t", "\n") for line in lines]


def texts(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value)]
    return [str(data)]


def stops(text: str) -> list[str]:
    return [one.excerpt for one in unsafe(text) if one.stops]


def test_no_harmless_sentence_is_stopped() -> None:
    harmless = sentences("harmless-words.txt")
    assert len(harmless) >= ENOUGH
    assert {text: found for text in harmless if (found := stops(text))} == {}


def test_an_ordinary_week_is_not_stopped() -> None:
    """The notes of a front desk's week (simulated)."""
    notes = sentences("week-notes.txt")
    assert len(notes) == 100
    assert [note for note in notes if stops(note)] == []


def test_every_harmful_sentence_is_stopped() -> None:
    harmful = sentences("harmful-words.txt")
    assert len(harmful) >= ENOUGH
    assert [text for text in harmful if not stops(text)] == []


def notes(name: str) -> list[tuple[str, bool]]:
    """Notes of a file, and whether they stop a sheet with their conditions."""
    lines = [line.split(" | ") for line in sentences(name)]
    return [
        (note, any(one.stops for one in unsafe(note, "en", tuple(asked.split(", ")))))
        for asked, note in lines
    ]


def test_what_a_careful_colleague_would_stop_is_stopped() -> None:
    found = notes("harmful-notes.txt")
    assert len(found) > ENOUGH
    assert [note for note, stopped in found if not stopped] == []


def test_its_harmless_neighbors_are_not() -> None:
    found = notes("harmless-notes.txt")
    assert len(found) > ENOUGH
    assert [note for note, stopped in found if stopped] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Give the baby honey tea.", "poison a child"),
        ("Swallow the ear seed.", "hurt the gut"),
        ("Fast for five days.", "To go without food"),
    ],
)
def test_the_reason_is_of_its_kind(text: str, reason: str) -> None:
    assert [reason in one.says for one in unsafe(text)] == [True]


def test_what_stands_beside_must_not_be_denied() -> None:
    assert stops("If your foot goes floppy, do the points.")
    assert stops("If your foot goes floppy, do not wait.") == []
    assert stops("Press PC6 if your foot goes floppy.")
    assert stops("Press PC6. Your foot went floppy last year.") == []


@pytest.mark.parametrize(
    "text",
    [
        "STOP YOUR WARFARIN",
        "Stop\nyour\n  warfarin",
        "Stop your ‘pills’",
        "**Stop** your *pills*",
        "First eat. Then stop your pills!",
        "Do not hurry\nStop your pills",
        "Do this:\n- walk\n- stop your pills",
        "Do not:\n- run\n\nThen stop your pills",
        "Never mind, stop your pills",
        "Do not rush, worry or hurry, but stop your pills",
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "Press hard for a minute.",
        "Go deep.",
        "It should hurt a little.",
        "There is no need to see a doctor.",
    ],
)
def test_what_is_doubtful_is_told_and_stops_nothing(text: str) -> None:
    assert [one.stops for one in unsafe(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Do not:\n- stop your pills\n- run",
        "Do not:\n- run.\n- stop your pills.",
        "Never: stop your pills",
        "Do not stop, skip or change your pills",
        "Never skip your walks, or stop\nyour pills",
    ],
)
def test_what_is_denied_in_a_list_passes(text: str) -> None:
    assert stops(text) == []


def test_harmless_beside_harmful_hides_nothing() -> None:
    assert stops("Never stop your pills. Stop your pills now.") == ["Stop your pills"]


def test_nothing_of_ours_is_unsafe() -> None:
    for file in (ASSETS / "wording" / "en").rglob("*.yaml"):
        if file.name not in ("plain.yaml", "unsafe.yaml", "foreign.yaml"):
            for text in texts(read_assets(file)):
                assert list(unsafe(text)) == [], file


def test_a_language_without_a_list_stops_nothing() -> None:
    assert list(unsafe("stop your pills", "xx")) == []


def test_every_rule_finds_its_example_and_has_a_reason_and_a_cure() -> None:
    for rule in read_assets(ASSETS / "wording" / "en" / "unsafe.yaml")["rules"].values():
        theirs = tuple(rule.get("with") or ())
        found = {one.stops: one.says for one in unsafe(rule["example"], "en", theirs)}
        assert rule["reason"] in found[{"stops": True, "tells": False}[rule["does"]]]
        assert rule["reason"].endswith(".")
        assert rule["cure"].endswith(".")


def test_every_phrase_begins_with_a_word_that_must_stand() -> None:
    data = read_assets(ASSETS / "wording" / "en" / "unsafe.yaml")
    rules = (rule["phrases"] + rule.get("beside", []) for rule in data["rules"].values())
    written = [phrase.split()[0] for some in rules for phrase in some]
    assert [word for word in written if word[0] in "!.," or word.endswith("?")] == []


# ── build, batch and check ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def written(tmp_path: Path) -> Path:
    file = tmp_path / "ann.yaml"
    file.write_text(
        "points: [LI11]\nconditions: none\nnotes: |\n  Walk a little.\n\n  Stop your warfarin.\n",
        encoding="utf-8",
    )
    return file


def test_build_and_check_stop_with_the_line(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("build", "check"):
        assert run([verb, str(written)]) == 4
        said = capsys.readouterr().err
        assert f"{written}:6: notes: “Stop your warfarin” must not stand" in said
    assert not written.with_suffix(".pdf").exists()


def test_a_row_with_such_words_makes_no_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "day.csv", tmp_path / "out"
    rows = ["Stop your warfarin.", "Never stop your warfarin.", "Press hard."]
    names = ("Ann", "Bo", "Cy")
    lines = [f"{name},LI11,none,{note}" for name, note in zip(names, rows, strict=True)]
    table.write_text("\n".join(["patient,points,conditions,notes", *lines, ""]), "utf-8")
    assert run(["batch", str(table), "-o", str(out)]) == 6
    said = capsys.readouterr().err
    assert "day.csv:2: notes: “Stop your warfarin” must not stand" in said
    assert said.count("must not stand") == 1
    assert "“Press hard” is doubtful" in said
    assert sorted(path.stem for path in out.glob("*.pdf")) == ["bo", "cy"]


@pytest.mark.parametrize("verb", ["build", "check"])
def test_what_is_doubtful_is_told_by_all(
    written: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written.write_text("points: [LI11]\nconditions: none\nnotes: Press hard.\n", "utf-8")
    assert run([verb, str(written)]) == 0
    told = capsys.readouterr()
    assert f"note: {written}:3: notes: “Press hard” is doubtful" in told.out + told.err


def test_no_reason_opens_such_words(written: Path) -> None:
    text = written.read_text("utf-8")
    reason = "acknowledge:\n  LI11: Agreed with her doctor on 3 May, AC\n"
    written.write_text(text + reason, "utf-8")
    assert run(["build", str(written)]) == 4


def test_a_card_note_and_a_typed_tip_are_read_as_well(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written.write_text(
        "points:\n  - {point: LI11, note: Ignore the pain.}\nconditions: none\n"
        "tips: [{title: Soak, steps: [Soak your feet in boiling water.], flags: [heat],"
        " pregnancy: ok}]\n",
        "utf-8",
    )
    assert run(["check", str(written)]) == 4
    said = capsys.readouterr().err
    assert "points.LI11.note: “Ignore the pain”" in said
    assert "tips.steps: “Soak your feet in boiling" in said


def test_the_side_of_a_line_is_not_pressed(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "points: [LI4]\nconditions: [lines-or-ports {}]\nnotes: Press the right arm as well.\n"
    written.write_text(text.format("right"), "utf-8")
    assert run(["build", str(written)]) == 4
    assert "“Press the right arm” must not stand" in capsys.readouterr().err
    written.write_text(text.format("left"), "utf-8")
    assert run(["build", str(written)]) == 0


def test_the_full_stop_of_a_title_ends_no_sentence() -> None:
    assert stops("Dr. Lee will halve your prednisone.") == []
    assert stops("See the dr. Halve your prednisone.") != []
