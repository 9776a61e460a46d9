"""Sizes of paper, known by name. The one table of them."""

from __future__ import annotations

PAPERS: dict[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "a5": (419.53, 595.28),
    "legal": (612.0, 1008.0),
}
"""Name → width and height in points (1/72 inch), upright. ANSI/ASME Y14.1, ISO 216."""
