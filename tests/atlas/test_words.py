"""What *Find it* names is labelled on the picture of its point."""

from __future__ import annotations

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


def test_every_landmark_of_the_words_is_labelled() -> None:
    found = {code: missing for code, _, missing in checks_words.findings() if code not in BEYOND}
    assert found == {}


TELL_WHERE = frozenset(
    [
        "BL27",
        "BL28",
        "BL29",
        "BL31",
        "BL32",
        "BL33",
        "BL34",
        "BL53",
        "BL57",
        "BL58",
        "BL62",
        "BL65",
        "BL66",
        "CV10",
        "CV11",
        "CV14",
        "CV17",
        "CV18",
        "CV19",
        "CV20",
        "CV21",
        "CV4",
        "CV5",
        "CV6",
        "CV7",
        "CV9",
        "EX-CA1",
        "EX-LE10",
        "EX-LE4",
        "EX-LE5",
        "EX-LE8",
        "EX-LE9",
        "GB22",
        "GB23",
        "GB25",
        "GB26",
        "GB28",
        "GB31",
        "GB34",
        "GB43",
        "KI1",
        "KI13",
        "KI14",
        "KI15",
        "KI16",
        "KI17",
        "KI18",
        "KI21",
        "KI22",
        "KI23",
        "KI24",
        "KI25",
        "KI26",
        "KI4",
        "KI6",
        "LR13",
        "LR2",
        "LR7",
        "SP13",
        "SP14",
        "SP15",
        "SP16",
        "SP17",
        "SP18",
        "SP19",
        "SP2",
        "SP20",
        "SP21",
        "SP3",
        "SP9",
        "ST13",
        "ST14",
        "ST15",
        "ST16",
        "ST18",
        "ST19",
        "ST20",
        "ST22",
        "ST23",
        "ST24",
        "ST25",
        "ST26",
        "ST27",
        "ST28",
        "ST29",
        "ST32",
        "ST35",
        "ST42",
        "ST44",
    ]
)
"""Points with a label that their words do not name, since it tells where on the body one is."""


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
