"""Layouts of a clinic's own keep the standards and the bars of the page, as ours do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from render.sample import routine
from spread import spread

from handouts.render import Renderer, load_layout
from proof import geometry, structure, vera
from proof.said import said, single_spaced

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-clinic" / "layouts" / "our-sheet.yaml"
OWN = {
    "one-column": "sizes: {body: 14}\ncards: {columns: 1, pictures: beside}\ncolumns: 1\n",
    "two-columns": "margins: {left: 54, right: 54, top: 54}\ncards: {columns: 2}\n"
    'colours: {accent: "#5b3a1f", strip: outlined}\nsections: {order: [call, points, tips]}\n',
    "bare": "based-on: pocket\nsections: {hide: [notes, visit]}\n",
    "large": "based-on: large-print\nsections: {hide: [map], order: [notes]}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("layouts")
    for name, text in OWN.items():
        (made / f"{name}.yaml").write_text(text, "utf-8")
    (made / "example.yaml").write_bytes(EXAMPLE.read_bytes())
    return made


@pytest.mark.parametrize("paper", spread(("letter", "a4"), 1))
@pytest.mark.parametrize("routine_name", spread(("low-back", "nausea", "upper-back-ten"), 2))
@pytest.mark.parametrize("name", spread([*OWN, "example"], 3))
def test_an_own_layout(
    renderer: Renderer, folder: Path, name: str, routine_name: str, paper: str
) -> None:
    layout, made = load_layout(name, folder), routine(routine_name)
    pdf = renderer.render(made, layout, paper).pdf
    report = vera.validate(pdf)
    assert report.passed, str(report)
    assert structure.problems(pdf) == []
    read = " ".join(single_spaced(text) for _, text in structure.structure_text(pdf))
    assert [text for text in said(made, layout, at_least=True) if text not in read] == []
    bars = replace(layout, name="pocket") if name == "bare" else layout  # a pocket's are lower
    faults = geometry.faults(pdf, made, bars)
    assert [fault for fault in faults if "white" not in fault] == []
