"""What a view of the atlas shows, in plain words for the practitioner: by `assets/views.yaml`."""

from __future__ import annotations

from handouts.library import atlas
from handouts.library.yaml_text import asset_table


def about(name: str) -> str:
    """For example "hand, the back"."""
    table: dict[str, dict[str, str]] = asset_table("views")
    if name in table["names"]:
        return table["names"][name]
    end, side = next(one for one in table["sides"].items() if name.endswith(one[0]))
    part = name.removesuffix(end)
    return f"{table['parts'].get(part, part)}, {side}"


def halves(name: str) -> str:
    """Which half of the patient a view shows."""
    both = atlas.view(name).halves == "both"
    return "both sides" if both else "right side; mirrored for the left"
