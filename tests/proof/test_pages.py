"""Everything that can be printed keeps both standards and says exactly what was composed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from render.sample import HARD_NOTES
from spread import spread

from handouts.delivery.build import Options, check, compose_checked
from handouts.errors import SafetyStop
from handouts.handout import Handout
from handouts.library import load_library
from handouts.render import Renderer, layout_names, load_layout
from proof import structure, vera
from proof.said import said, single_spaced

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("letter", "a4", "a5", "legal")
LAYOUTS = ["sheet", *(name for name in layout_names() if name != "sheet")]
FOR_PATIENTS = [name for name in LAYOUTS if name != "card"]
ROUTINES = sorted(load_library().routines)
EXAMPLES = sorted(
    path.stem for path in (ROOT / "examples").glob("*.yaml") if "routine" in path.read_text("utf-8")
)
LABELS = ["•", "·", *map(str, range(100))]  # said by the page, not by the handout


@cache
def example(name: str) -> Handout:
    return compose_checked(check(ROOT / "examples" / f"{name}.yaml"))


def typed(folder: Path, text: str) -> Handout:
    """The handout of a prescription typed here, at a clinic with everything filled in."""
    path = folder / "prescription.yaml"
    path.write_text(text, "utf-8")
    clinic = ROOT / "examples" / "willow-clinic.yaml"
    return compose_checked(check(path, Options(clinic=clinic)))


def hold(
    pdf: bytes, handout: Handout, layout: str, standards: Iterable[vera.Standard] = ()
) -> None:
    """All proofs of one file."""
    report = vera.validate(pdf, *standards)
    assert report.passed, str(report)
    assert structure.problems(pdf) == []
    hold_text(pdf, handout, layout)


def told(handout: Handout, layout: str) -> list[str]:
    """What the page has to say."""
    return said(handout, load_layout(layout), at_least=True)


def counted(texts: list[str]) -> Counter[str]:
    """Words, without the colon that leads from "A note for you" to the note."""
    return Counter(word.removesuffix(":") for text in texts for word in text.split())


def hold_text(pdf: bytes, handout: Handout, layout: str) -> None:
    """The structure says what the handout says: nothing less, nothing more, word for word."""
    read = [single_spaced(text) for _, text in structure.structure_text(pdf)]
    whole = " ".join(read)
    lost = [text for text in told(handout, layout) if text not in whole]
    assert not lost, f"not in the structure: {lost}"
    words = counted(said(handout, load_layout(layout), at_least=False))
    heard = counted(read) - Counter(dict.fromkeys(LABELS, 1000))
    assert not heard - words, f"not in the handout: {heard - words}"


@pytest.mark.parametrize("paper", spread(PAPERS, 1))
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_example(renderer: Renderer, name: str, layout: str, paper: str) -> None:
    hold(renderer.render(example(name), layout, paper).pdf, example(name), layout)


ROUTINE_PAGES = [
    (name, layout, PAPERS[(number + place + turn) % len(PAPERS)])
    for turn in (0, 2)
    for number, name in enumerate(ROUTINES)
    for place, layout in enumerate(FOR_PATIENTS)
]
"""Every routine in every layout, on two papers that change from one to the next; geometry is proved
on all.
"""


@pytest.mark.parametrize("case", spread(ROUTINE_PAGES, 9), ids=lambda case: "-".join(case))
def test_routine(renderer: Renderer, tmp_path: Path, case: tuple[str, str, str]) -> None:
    name, layout, paper = case
    text = f"version: 1\npatient: Ana Čapek\ndate: 2026-11-20\nroutine: {name}\n"
    handout = typed(tmp_path, text)
    hold(renderer.render(handout, layout, paper).pdf, handout, layout)


def sets_of(names: list[str], size: int) -> list[list[str]]:
    return [names[at : at + size] for at in range(0, len(names), size)]


HOME_POINTS = sorted(
    code for code, point in load_library().points.items() if point.home_use != "practitioner-only"
)
TIPS = sorted(load_library().tips)


POINT_PAGES = [
    (codes, FOR_PATIENTS[number % len(FOR_PATIENTS)], PAPERS[number % len(PAPERS)])
    for number, codes in enumerate(sets_of(HOME_POINTS, 7))
]
"""Every point, on a layout and paper that change from set to set; its pictures are proved on all
bodies by `render/test_pictures.py`.
"""


@pytest.mark.parametrize("case", spread(POINT_PAGES, 4), ids=lambda case: "-".join(map(str, case)))
def test_points(renderer: Renderer, tmp_path: Path, case: tuple[list[str], str, str]) -> None:
    codes, layout, paper = case
    points = ", ".join(f'"ear {code}"' if code[:2] == "CO" else f'"{code}"' for code in codes)
    text = f"version: 1\npatient: Ana Čapek\ndate: 2026-11-20\npoints: [{points}]\n"
    handout = typed(tmp_path, text)
    hold(renderer.render(handout, layout, paper).pdf, handout, layout)


@pytest.mark.parametrize("names", spread(sets_of(TIPS, 6), 2), ids="+".join)
def test_tips(renderer: Renderer, tmp_path: Path, names: list[str]) -> None:
    text = (
        "version: 1\npatient: Ana Čapek\ndate: 2026-11-20\npoints: [BL60]\n"
        f"tips: [{', '.join(names)}]\n"
    )
    handout = typed(tmp_path, text)
    hold(renderer.render(handout, "sheet", "letter").pdf, handout, "sheet")


CONDITIONS = sorted(load_library().conditions)


@pytest.mark.parametrize("name", spread(CONDITIONS, 4))
def test_condition(renderer: Renderer, tmp_path: Path, name: str) -> None:
    """What is told to leave out is told in the structure, too; or safety stops the handout."""
    text = f"version: 1\npatient: Ana Čapek\nroutine: low-back\nconditions: [{name}]\n"
    try:
        handout = typed(tmp_path, text)
    except SafetyStop:
        return
    hold(renderer.render(handout, "sheet", "letter").pdf, handout, "sheet", ["ua1"])


@pytest.mark.parametrize("note", HARD_NOTES, ids=range(len(HARD_NOTES)))
def test_typed_text_comes_back(renderer: Renderer, tmp_path: Path, note: str) -> None:
    block = "\n".join(f"  {line}" for line in note.splitlines())
    text = f"version: 1\npatient: Ana\npoints: [BL60]\nnotes: |\n{block}\n"
    handout = typed(tmp_path, text)
    pdf = renderer.render(handout, "sheet", "letter").pdf
    read = " ".join(single_spaced(text) for _, text in structure.structure_text(pdf))
    assert single_spaced(note) in read
    hold(pdf, handout, "sheet")


def test_many_in_one_file(renderer: Renderer) -> None:
    jobs = [(example(name), layout, "letter", name) for layout in LAYOUTS for name in EXAMPLES]
    pdf = renderer.render_run(jobs, "Print run").pdf
    assert structure.problems(pdf) == []
    report = vera.validate(pdf)
    assert report.passed, str(report)


# ── another reader ──────────────────────────────────────────────────────────────────────────────


def poppler(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_poppler_reads_the_same(renderer: Renderer, tmp_path: Path, name: str, layout: str) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(renderer.render(example(name), layout, "letter").pdf)
    with pikepdf.open(path) as pdf:
        assert not pdf.check_pdf_syntax()
    figures = " ".join(text for kind, text in structure.structure_text(path) if kind == "Figure")
    raw = single_spaced(poppler("pdftotext", "-raw", str(path), "-"))
    tree = poppler("pdfinfo", "-struct-text", str(path))
    tree = single_spaced("".join(re.findall(r'^\s*"(.*)"$', tree, re.M)))
    texts = [text for text in told(example(name), layout) if text not in figures]
    lost = [text for text in texts if text not in raw]
    assert not lost, f"not in poppler's text: {lost}"
    lost = [text for text in texts if text.replace(" ", "") not in tree.replace(" ", "")]
    assert not lost, f"not in poppler's structure: {lost}"
