"""What can be printed is known without opening a font."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handouts.text.glyphs import covered, named, normalised, unprintable


@pytest.mark.parametrize(
    "text",
    [
        "", "Press here.", "Line one\nline two", "Tàichōng 太冲 (LR3)", "Nguyễn Thị Hương",
        "½ × ≤ ≥ → ✓ ☐ – “a” ’", "a\u00a0b\u202fc", "王小明 張雅婷 喆", "Ђорђе Ω ώ",
        "<b>&amp;${x}%d\\",
    ],
)  # fmt: skip
def test_prints(text: str) -> None:
    assert unprintable(normalised(text)) == []
    assert normalised(text) == text


@pytest.mark.parametrize(
    ("text", "named_so"),
    [
        ("😀", ["U+1F600 GRINNING FACE"]),
        ("❤\ufe0f", ["U+2764 HEAVY BLACK HEART", "U+FE0F VARIATION SELECTOR-16"]),
        ("שלום"[:1], ["U+05E9 HEBREW LETTER SHIN"]),
        ("سلام"[:1], ["U+0633 ARABIC LETTER SEEN"]),
        ("a\u202eb", ["U+202E RIGHT-TO-LEFT OVERRIDE"]),
        ("a\u200bb", ["U+200B ZERO WIDTH SPACE"]),
        ("a\u00adb", ["U+00AD SOFT HYPHEN"]),
        ("\ufeffa", ["U+FEFF ZERO WIDTH NO-BREAK SPACE"]),
        ("ɛ\u0301", ["U+0301 COMBINING ACUTE ACCENT"]),
        ("a\u2028b", ["U+2028 LINE SEPARATOR"]),
        ("\ud83d", ["U+D83D HALF OF A SURROGATE PAIR"]),
        ("\x00\x1b\x07\x7f\x85", [
            "U+0000 NULL", "U+001B ESCAPE", "U+0007 CONTROL CHARACTER", "U+007F DELETE",
            "U+0085 CONTROL CHARACTER",
        ]),
        ("\ue000", ["U+E000 PRIVATE CHARACTER"]),
        ("\U000e0fff", ["U+E0FFF UNASSIGNED CHARACTER"]),
    ],
)  # fmt: skip
def test_refused_by_name(text: str, named_so: list[str]) -> None:
    assert [name for _, _, name in unprintable(normalised(text))] == named_so


def test_says_where() -> None:
    assert unprintable("ab😀c") == [(2, "😀", "U+1F600 GRINNING FACE")]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0301", "é"), ("u\u0308\u030c", "ǚ"), ("a\tb", "a b"), ("a\r\nb\rc", "a\nb\nc"),
        ("\u2126\u212b", "Ωå".upper()), ("\uf900", "豈"),
    ],
)  # fmt: skip
def test_normalised(typed: str, printed: str) -> None:
    assert normalised(typed) == printed
    assert unprintable(normalised(typed)) == []


def test_edges_of_ranges() -> None:
    assert covered(" ")
    assert covered("~")
    assert not covered("\x1f")
    assert not covered("\x7f")


def test_messages_never_hold_the_character() -> None:
    for code in (0, 0x0A, 0x202E, 0xD800, 0x1F600):
        assert chr(code) not in named(chr(code))


def test_opens_no_font() -> None:
    code = (
        "import sys; from handouts.text import glyphs; glyphs.unprintable('委😀');"
        "print([m for m in sys.modules if m.startswith(('handouts', 'reportlab', 'fontTools'))])"
    )
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "handouts.text.glyphs" in loaded.stdout
    assert not any(name in loaded.stdout for name in ("render", "reportlab", "fontTools"))
