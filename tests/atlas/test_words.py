"""What *Find it* names is labelled on the picture of its point."""

from __future__ import annotations

import pytest

from tools.atlas import checks_words

BEYOND = {
    "EX-HN-ANMIAN",
    "EX-UE11",
    "GB11",
    "GB26",
    "GB40",
    "LR13",
    "LR8",
    "LU9",
    "SP17",
    "SP18",
    "ST33",
    "TE20",
    "TE4",
}
"""Points whose words name something that their view does not show, or that the marker covers."""


@pytest.mark.parametrize("body", ["neutral", "woman", "man"])
def test_every_landmark_of_the_words_is_labelled(body: str) -> None:
    missing = {code: names for code, _, names in checks_words.findings(body)}
    assert missing.keys() <= BEYOND, missing


def test_a_missing_label_is_noticed() -> None:
    assert checks_words.unlabelled("Find your wrist crease.", "kneecap") == ["crease"]
    assert checks_words.unlabelled("Find your wrist crease.", "wrist crease") == []
