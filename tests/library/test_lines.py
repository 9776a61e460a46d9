"""A sentence of ours says for whom it is left out, said, or said otherwise, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library.lines import Line, on_sheet, read_words


def lines(folder: Path, text: str) -> list[str]:
    file = folder / "words.yaml"
    file.write_text(f"lines:\n{text}", "utf-8")
    read: list[str] = read_words(file)["lines"]
    return read


def test_a_line_is_left_out_said_or_said_otherwise(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        "  - For all.\n"
        "  - {say: Not on veins., unless: [varicose-veins, infant]}\n"
        "  - {say: Warm them first., needs: [heat, walk]}\n"
        "  - {say: Wash your hands., any: [LI20, BL2]}\n"
        "  - say: Ask if you have kidney disease or thin bones.\n"
        "    instead:\n"
        "      osteoporosis: {say: Ask if you have kidney disease., unless: [dialysis]}\n"
        "      kidney-disease, dialysis: Ask if you have thin bones.\n"
        "  - say: [Press lightly., {say: Stop if it tingles., unless: [carpal-tunnel]}]\n",
    )
    assert found[-1] == "Press lightly. Stop if it tingles."  # as most patients read it
    for sheet, said in (
        (set(), ["For all.", "Not on veins.", found[4], found[5]]),
        ({"infant"}, ["For all.", found[4], found[5]]),
        ({"heat", "BL2"}, ["For all.", "Not on veins.", "Wash your hands.", found[4], found[5]]),
        ({"heat", "walk", "varicose-veins"}, ["For all.", "Warm them first.", found[4], found[5]]),
        ({"dialysis", "infant"}, ["For all.", "Ask if you have thin bones.", found[5]]),
        ({"dialysis", "osteoporosis", "infant"}, ["For all.", found[5]]),
        ({"carpal-tunnel", "infant"}, ["For all.", found[4], "Press lightly."]),
    ):
        assert on_sheet(found, sheet) == said, sheet


def test_what_is_typed_is_never_changed() -> None:
    ours = Line("Not on veins.")
    ours.unless = frozenset({"varicose-veins"})
    assert on_sheet(["Not on veins.", ours], {"varicose-veins"}) == ["Not on veins."]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{say: Not on veins., unless: [varicose-vein]}", "point varicose-vein."),
        ("{say: Not on veins., instead: {infants: On none.}}", "point infants."),
        ("{say: Not on veins., unles: [infant]}", "no field unles"),
        ("{unless: [infant]}", "no `say`"),
        ("{say: Not on veins., unless: infant}", "a list"),
    ],
)
def test_a_slip_is_an_error_where_the_file_is_read(line: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=says) as wrong:
        lines(tmp_path, f"  - {line}\n")
    assert "words.yaml" in str(wrong.value)
