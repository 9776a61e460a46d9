"""What *Find it* names is labelled on the picture of its point."""

from __future__ import annotations

import pytest

from handouts.library import atlas
from tools.atlas import checks_words


def _on_the_ear(code: str) -> bool:
    return atlas.place(code).view == "auricle"


BEYOND = {
    "EX-HN-ANMIAN",
    "EX-UE11",
    "GB11",
    "SP17",
    "SP18",
    "ST18",
    "TE20",
}
"""Points whose words name something that their view does not show, or that the marker covers."""


@pytest.mark.parametrize("body", ["neutral", "woman", "man"])
def test_every_landmark_of_the_words_is_labelled(body: str) -> None:
    missing = {code: names for code, _, names in checks_words.findings(body)}
    assert missing.keys() <= BEYOND, missing


TELL_WHERE = {"BL57", *(code for code in atlas.atlas()["points"] if _on_the_ear(code))}
"""Points with a label that their words do not name, since it tells where on the body, or on the
ear, one is.
"""


def test_every_label_occurs_in_the_words() -> None:
    found = {
        code: labels for code, _, labels in checks_words.beyond_words() if code not in TELL_WHERE
    }
    assert found == {}


def test_a_label_beyond_the_words_is_noticed() -> None:
    assert checks_words.unsaid("Find your wrist crease.", "tip of the thumb")
    assert not checks_words.unsaid("Find the edge of your biceps.", "upper arm muscle")


def test_a_missing_label_is_noticed() -> None:
    assert checks_words.unlabelled("Find your wrist crease.", "kneecap") == ["crease"]
    assert checks_words.unlabelled("Find your wrist crease.", "wrist crease") == []
