"""Files that nobody thought of: made up by hypothesis, put through the whole program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proof.structure import problems
from render.sample import handout

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.fields.schema import CLINIC, PRESCRIPTION
from handouts.prescription.sections import PARTS
from handouts.render import Renderer
from handouts.render.layout_file import read_layout
from handouts.text.glyphs import normalised, unprintable

from .reading_back import not_given_back, unsound
from .texts import TEXTS, printed
from .tried import Case, call, try_case, wrong_with

COMMON = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
ODD = "<>&;\"'\\/{}[]()$%#@!*|~^`=+-_.,: \u00a0\u202f\u2009–—“”‘’…·•½°²①✓→合谷王ěǔñßžĐΩЖ"
TEXT = st.one_of(
    st.sampled_from([one.text for one in TEXTS]),
    st.text(alphabet=st.sampled_from(ODD + "abcXYZ019 \n"), min_size=1, max_size=90),
    st.text(max_size=40),
)
POINTS = st.lists(st.sampled_from(["BL40", "LI4", "KI3", "GB34", "UB 60 1 min", "ST36"]),
                  min_size=1, max_size=4, unique=True)  # fmt: skip


def yaml(values: dict[str, Any]) -> bytes:
    """As JSON, which is YAML; halves of surrogate pairs stand there as codes."""
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace")


def fresh(folder: Path) -> tuple[Path, Path]:
    number = sum(1 for _ in folder.iterdir())
    place, home = folder / f"{number}", folder / f"{number}-home"
    place.mkdir()
    home.mkdir()
    return place, home


def holds(
    folder: Path,
    arguments: list[str],
    files: dict[str, bytes],
    wanted: list[str],
    *,
    looks: bool = True,
) -> None:
    """The call keeps every promise; if it makes a PDF, that gives back what is `wanted`."""
    place, home = fresh(folder)
    for name, data in files.items():
        (place / name).write_bytes(data)
    case = Case("any", "any", lambda _: arguments, (0, 3, 4, 6))
    answer = call(arguments, place, home)
    wrong = wrong_with(case, answer)
    for pdf in answer.pdfs:
        wrong += unsound(pdf)
    if answer.code == 0:
        wrong += not_given_back(answer.pdfs[0], wanted, looks=looks)
    assert not wrong


@settings(COMMON, max_examples=30)
@given(
    points=POINTS,
    texts=st.dictionaries(
        st.sampled_from(["title", "notes", "how_often", "for_how_long", "patient"]), TEXT
    ),
    layout=st.sampled_from(["sheet", "large-print", "pocket"]),
    paper=st.sampled_from(["letter", "a4", "a5", "legal"]),
)
def test_prescriptions(
    points: list[str], texts: dict[str, str], layout: str, paper: str, tmp_path: Path
) -> None:
    data = yaml({"points": points, "layout": layout, "paper": paper, **texts})
    shown = [] if layout == "pocket" else [printed(normalised(text)) for text in texts.values()]
    wanted = [text for text in shown if text and not unprintable(text)]
    holds(tmp_path, ["build", "p.yaml"], {"p.yaml": data}, wanted)


ANY = st.recursive(
    TEXT | st.integers() | st.none() | st.booleans() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from([field.name for field in (*PRESCRIPTION, *CLINIC)]) | TEXT


@settings(COMMON, max_examples=40)
@given(
    prescription=st.dictionaries(NAMES, ANY, max_size=5),
    clinic=st.dictionaries(NAMES, ANY, max_size=5),
)
def test_any_shape(prescription: dict[str, Any], clinic: dict[str, Any], tmp_path: Path) -> None:
    files = {
        "p.yaml": yaml({"points": ["LI4"], **prescription}),
        "clinic.yaml": yaml(clinic),
    }
    holds(tmp_path, ["build", "p.yaml"], files, [])


@settings(COMMON, max_examples=25)
@given(
    clinic=st.dictionaries(
        st.sampled_from(["name", "practitioner", "address", "disclaimer", "sign_off"]), TEXT
    )
)
def test_clinics(clinic: dict[str, str], tmp_path: Path) -> None:
    files = {"p.yaml": yaml({"points": ["LI4"]}), "clinic.yaml": yaml(clinic)}
    shown = [printed(normalised(text)) for text in clinic.values()]
    wanted = [text for text in shown if text and not unprintable(text)]
    holds(tmp_path, ["build", "p.yaml"], files, wanted, looks=False)


@settings(COMMON, max_examples=25)
@given(
    rows=st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=4),
    sign=st.sampled_from(",;\t"),
    raw=st.binary(max_size=30),
)
def test_tables(rows: list[list[str]], sign: str, raw: bytes, tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(["points", "patient", "notes", "email", "title"])
    writer.writerows([["LI4", *row] for row in rows])
    data = out.getvalue().encode("utf-8", "surrogatepass") + raw
    files = {"t.csv": data}
    arguments = ["batch", "t.csv", "-o", "out", "--jobs", "1", "--layout", "pocket"]
    holds(tmp_path, arguments, files, [])


def numbers(low: int, high: int) -> st.SearchStrategy[float]:
    """Whole and broken ones."""
    return st.integers(low, high) | st.floats(low, high).map(lambda n: round(n, 2))


def some(names: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names.split()), values, max_size=4)


FREE = [part for part in PARTS if part not in ("dose", "safety", "points")]
MAY_BE_HIDDEN = [part for part, one in PARTS.items() if not one.kept]


@st.composite
def flows(draw: st.DrawFn) -> list[Any]:
    """Regions of parts, each part once, as a layout may have them: safety first, none left out."""
    parts = draw(st.permutations(FREE))
    regions: list[Any] = []
    while parts:
        taken, parts = parts[: (size := draw(st.integers(1, 4)))], parts[size:]
        if draw(st.booleans()):
            count, least = draw(st.integers(1, 4)), draw(st.integers(1, 300))
            regions.append({"columns": {"count": count, "parts": list(taken), "least": least}})
        else:
            regions += taken
    regions.insert(draw(st.integers(0, len(regions))), "points")
    return ["dose", "safety", *regions]


RULE = st.fixed_dictionaries(
    {"points": st.integers(1, 99)},
    optional={
        "columns": st.integers(1, 3),
        "pictures": st.sampled_from(["beside", "above"]),
        "least": st.tuples(numbers(150, 300), numbers(150, 300)),
        "most": numbers(300, 700),
        "hands": st.sampled_from(["yes", "no"]),
        "steps": st.sampled_from(["yes", "no"]),
        "why": st.sampled_from(["yes", "no"]),
    },
)
LAYOUT = st.fixed_dictionaries(
    {},
    optional={
        "margins": some("top right bottom left", numbers(12, 144)),
        "sizes": some("body title heading card strip call foot", numbers(12, 40))
        | some("gap part gutter pad", numbers(0, 72)),
        "pictures": some("icon tick code", numbers(60, 300)),
        "cards": st.lists(RULE, min_size=1, max_size=3, unique_by=lambda rule: rule["points"]).map(
            lambda rules: sorted(rules, key=lambda rule: rule["points"])
        ),
        "flow": flows(),
        "columns": st.integers(1, 4),
        "sections": st.fixed_dictionaries(
            {},
            optional={
                "order": st.lists(st.sampled_from(FREE[:-1]), unique=True),
                "hide": st.lists(st.sampled_from(MAY_BE_HIDDEN), unique=True),
            },
        ),
    },
)


@settings(COMMON, max_examples=15)
@given(data=LAYOUT, paper=st.sampled_from(["letter", "a5"]))
def test_layouts(data: dict[str, Any], paper: str, renderer: Renderer) -> None:
    """A layout that is read makes a sound PDF, or is told to be too large for the page."""
    try:
        pdf = renderer.render(handout(), read_layout(yaml(data), "l.yaml", "l"), paper).pdf
    except ContentError:
        return
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not file.check_pdf_syntax()
    assert not problems(pdf)


@pytest.mark.parametrize("seed", range(3))
def test_the_library_is_not_written_to(seed: int, tmp_path: Path) -> None:
    """What a stranger's file says stays with that file: the next one is as it always was."""
    plain = Case("any", "plain", _plain, (0,))
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    before = try_case(plain, tmp_path / "before").pdfs[0].read_bytes()
    names = [f"{one.text}" for one in TEXTS[seed::3]]
    for text in names[:8]:
        holds(
            tmp_path, ["build", "p.yaml"], {"p.yaml": yaml({"points": ["LI4"], "notes": text})}, []
        )
    assert try_case(plain, tmp_path / "after").pdfs[0].read_bytes() == before
    assert load_library().points["LI4"].code == "LI4"


def _plain(folder: Path) -> list[str]:
    (folder / "p.yaml").write_text("points: [LI4]\n")
    return ["build", "p.yaml"]
