"""What *Find it* names is labelled on the picture of its point."""

from __future__ import annotations

from tools.atlas import checks_words

BEYOND = {
    "EX-HN-ANMIAN",
    "EX-UE11",
    "GB11",
    "LU9",
    "TE20",
    "TE4",
}
"""Points whose words name something that their view does not show, or that the marker covers."""


def test_every_landmark_of_the_words_is_labelled() -> None:
    found = {code: missing for code, _, missing in checks_words.findings() if code not in BEYOND}
    assert found == {}


def test_a_missing_label_is_noticed() -> None:
    assert checks_words.unlabelled("Find your wrist crease.", "kneecap") == ["crease"]
    assert checks_words.unlabelled("Find your wrist crease.", "wrist crease") == []
