"""Sentences in another language are told, and names in an English one are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.advice.other_language import not_read
from handouts.advice.typed_texts import unsafe_in
from handouts.library.own import Typed

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    "text",
    [
        "Deje de tomar la warfarina dos días antes.",
        "Tome ibuprofeno si le duele.",
        "Presione lo más fuerte que pueda.",
        "Drücken Sie so fest, wie Sie können.",
        "Nehmen Sie die Tabletten nicht mehr.",
        "Arrêtez vos médicaments deux jours avant.",
        "Pare de tomar o remédio e descanse bem.",
        "Non prenda le pastiglie per due giorni.",
        "每天按十分钟，不要吃药。",
        "Не пейте таблетки.",
        "No necesita ver al médico.",
        "Suspenda la insulina.",
        "Presione tan fuerte como pueda aunque duela.",
        "Lassen Sie die Blutdrucktabletten weg.",
        "Bitte Tabletten absetzen.",
        "Kein Arzt nötig.",
        "Bei Brustschmerz PC6 drücken.",
        "Setzen Sie das Marcumar ab.",
        "Nicht mehr Marcumar nehmen.",
        "Warfarin absetzen",
        "Arrêtez votre anticoagulant.",
        "Pas de médicaments.",
        "Niente farmaci.",
    ],
)
def test_a_sentence_that_is_not_english_is_told(text: str) -> None:
    assert list(not_read(f"Press LI4. {text}")) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. de la Cruz covers for me.",
        "See Anke van der Berg on Monday.",
        "Press LI4 (合谷).",
        "Café de la Paz is next door.",
        "Love from La Jolla and San Diego!",
        "Hold du 20, then ren 6.",
        "Ask Dolores at the desk.",
        "Prema Setty covers for me.",
        "Sit down, for a change, with an espresso.",
        "An anticoagulant is a blood thinner.",
        "Insulin stays in the fridge.",
        "Sore after the hike on Lassen Peak.",
    ],
)
def test_names_in_an_english_sentence_are_not(text: str) -> None:
    assert list(not_read(text)) == []


def test_no_english_note_is_taken_for_another_language() -> None:
    for name in ("harmless-words", "harmful-words", "week-notes", "notes-harmless",
                 "harmless-notes", "harmful-notes"):  # fmt: skip
        for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
            assert list(not_read(line)) == [], line


def test_it_is_told_and_stops_nothing() -> None:
    typed = Typed("x.yaml", 3, "notes", "Rest well. Tome ibuprofeno si le duele.")
    stops, tells = unsafe_in([typed], "en", ("blood-thinners",))
    assert stops == []
    assert [str(one) for one in tells] == [
        "x.yaml:3: notes: “Tome ibuprofeno si le duele.” is not in English, so nothing has checked"
        " it. Have somebody read it who knows the language and the patient."
    ]


def test_a_language_without_a_list_tells_nothing() -> None:
    assert list(not_read("Tome ibuprofeno si le duele.", "xx")) == []
