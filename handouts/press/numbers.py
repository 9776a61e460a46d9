"""Numbers and strings in the words of PDF."""

from __future__ import annotations


def num(value: float) -> str:
    """A number of points with at most two decimals, as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def nums(*values: float) -> bytes:
    """Several numbers, one space apart."""
    return " ".join(map(num, values)).encode()


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2): plain when it is ASCII, else UTF-16 in hexadecimal.

    Never holds a line feed or a percent sign of its own making, so that bodies can be joined by
    lines and used as templates.
    """
    if text.isascii() and text.isprintable() and "%" not in text:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})".encode()
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def colour(hexadecimal: str) -> tuple[float, float, float]:
    """`#rrggbb` as three numbers from 0 to 1."""
    return (
        int(hexadecimal[1:3], 16) / 255,
        int(hexadecimal[3:5], 16) / 255,
        int(hexadecimal[5:7], 16) / 255,
    )


def paint(rgb: tuple[float, float, float], *, stroke: bool = False) -> bytes:
    """The operator that makes a colour the current one."""
    short = " ".join(f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in rgb)
    return f"{short} {'RG' if stroke else 'rg'} ".encode()
