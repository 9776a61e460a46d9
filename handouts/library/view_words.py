"""What a view of the atlas shows, in plain words for the practitioner: by `assets/views.yaml`."""

from __future__ import annotations

from functools import cache

from handouts.files.paths import ASSETS
from handouts.library import atlas
from handouts.library.yaml_text import read_assets


def about(name: str) -> str:
    """For example "hand, the back"."""
    table = _table()
    if name in table["names"]:
        return table["names"][name]
    end, side = next(one for one in table["sides"].items() if name.endswith(one[0]))
    part = name.removesuffix(end)
    return f"{table['parts'].get(part, part)}, {side}"


def halves(name: str) -> str:
    """Which half of the patient a view shows."""
    both = atlas.view(name).halves == "both"
    return "both sides" if both else "right side; mirrored for the left"


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = read_assets(ASSETS / "views.yaml")
    return table
