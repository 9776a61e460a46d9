"""Drawings become operators without a loss, tones stay apart, and masks know where the body is."""

from __future__ import annotations

import json
import re
import zlib

import pytest

from handouts.errors import FileError
from handouts.press.pictures import drawings, icons
from handouts.press.pictures.figures import xobject
from handouts.press.pictures.mask import mask

VIEWS = sorted(path.stem for path in drawings.FOLDER.glob("*.svg"))
SKINS = [name for name in drawings.tones() if name not in ("shape", "line")]
FILLED = frozenset({"skin", "shade", "deep", "cloth", "cloth-shade", "hair", "hair-shade"})
CLASSES = FILLED | {"eye", "object", "object-shade", "ink"} | drawings.STROKED


def luminance(colour: str, *, grey: bool = False) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if grey:  # as a copier sees it: one value for all three
        parts = [0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]] * 3
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, *, grey: bool = False) -> float:
    dark, light = sorted((luminance(one, grey=grey), luminance(other, grey=grey)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An own folder of drawings, empty but for the tones."""
    tones = (drawings.FOLDER / "tones.yaml").read_text(encoding="utf-8")
    (tmp_path / "tones.yaml").write_text(tones, encoding="utf-8")
    monkeypatch.setattr(drawings, "FOLDER", tmp_path)
    drawings.forget()
    yield tmp_path
    drawings.forget()


def write(folder, name, *paths, box="100 80"):
    rows = "\n".join(f"<path {path}/>" for path in paths)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box}">\n{rows}\n</svg>\n'
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def operators(name):
    return zlib.decompress(xobject(name).data).decode()


# ── rewriting ───────────────────────────────────────────────────────────────────────────────────


def test_a_path_is_rewritten_operator_last():
    d = "M 1 2 L 3.5 -4 C 1 2 3 4 5 6 Z M 9 9 L 8 8"
    wanted = "1 2 m 3.5 -4 l 1 2 3 4 5 6 c h 9 9 m 8 8 l"
    assert drawings.path_operators(d).split() == wanted.split()


def test_filled_and_stroked_classes_are_painted_each_in_its_way(folder):
    write(
        folder, "a",
        'class="skin" d="M 0 0 L 9 0 L 9 9 Z"',
        'class="line" d="M 0 0 L 9 9" stroke-width="2"',
        'class="bone" d="M 0 0 L 9 9" stroke-width="2"',
    )  # fmt: skip
    painted = operators("D-a-medium")
    skin = drawings.rgb(drawings.tones()["medium"]["skin"])
    assert f"{skin} rg 0 0 m 9 0 l 9 9 l h f*" in " ".join(painted.split())
    assert painted.count("S\n") == 2
    assert re.search(r"\[\] 0 d 2 w [\d. ]+ RG", painted)
    assert re.search(r"\[5 5\] 0 d 2 w [\d. ]+ RG", painted), "bones are dashed"


def test_the_tone_for_a_copier_holds_nothing_but_black_and_white(folder):
    rows = [f'class="{kind}" d="M 0 0 L 9 9 L 0 9 Z" stroke-width="1"' for kind in sorted(CLASSES)]
    write(folder, "a", *rows)
    colours = set(re.findall(r"([\d. ]+) (?:rg|RG)", operators("D-a-line")))
    ink = drawings.rgb(drawings.tones()["line"]["ink"])
    assert {colour.strip() for colour in colours} == {"1 1 1", ink}


def test_a_form_is_boxed_by_its_view_and_needs_nothing_else(folder):
    write(folder, "a", 'class="skin" d="M 0 0 L 9 9 Z"', box="640 480")
    form = xobject("D-a-light")
    assert b"/BBox [0 0 640 480]" in form.entries
    assert b"/Resources << >>" in form.entries
    assert form.refs == ()
    assert xobject("D-a-light") is form, "rewritten once per process"


def test_a_missing_drawing_is_named(folder):
    with pytest.raises(FileError, match=r"nowhere\.svg: It cannot be read"):
        drawings.drawing("nowhere")


def test_a_file_that_is_no_drawing_is_named(folder):
    (folder / "odd.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(FileError, match=r"odd\.svg: It has no viewBox"):
        drawings.drawing("odd")


def test_an_unknown_tone_is_answered_with_those_there_are(folder):
    with pytest.raises(FileError, match=r'no skin tone "green".*fair, light, medium'):
        drawings.drawing_name("a", "green")


# ── tones ───────────────────────────────────────────────────────────────────────────────────────


def test_there_are_six_skins_from_light_to_dark():
    skins = [luminance(drawings.tones()[name]["skin"]) for name in SKINS]
    assert len(skins) >= 6
    assert skins == sorted(skins, reverse=True)


@pytest.mark.parametrize("tone", SKINS)
@pytest.mark.parametrize("grey", [False, True], ids=["colour", "copy"])
def test_ink_stands_out_from_whatever_it_lies_on(tone, grey):
    colours = drawings.tones()[tone]
    below = [kind for kind in CLASSES - drawings.STROKED - {"ink"} if colours[kind] != "none"]
    ratios = {kind: contrast(colours["ink"], colours[kind], grey=grey) for kind in below}
    assert min(ratios.values()) >= 3, ratios
    for kind in ("line", "bone"):
        assert contrast(colours[kind], colours["skin"], grey=grey) >= 3


@pytest.mark.parametrize("tone", SKINS)
def test_shades_of_a_skin_go_from_light_to_dark_in_a_copy_too(tone):
    steps = [
        luminance(drawings.tones()[tone][kind], grey=True) for kind in ("skin", "shade", "deep")
    ]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 3


def test_every_tone_knows_every_class():
    for colours in drawings.tones().values():
        assert set(colours) == CLASSES


# ── masks ───────────────────────────────────────────────────────────────────────────────────────


def test_a_mask_measures_what_the_body_covers(folder):
    write(folder, "a", 'class="skin" d="M 20 20 L 60 20 L 60 60 L 20 60 Z"', box="100 100")
    grid = mask("a")
    assert grid.bounds() == pytest.approx((20, 20, 60, 60), abs=1)
    assert grid.share(25, 25, 55, 55) == 1
    assert grid.share(60, 60, 99, 99) == 0
    assert grid.share(0, 20, 40, 60) == pytest.approx(0.5, abs=0.05)
    assert grid.share(-100, -100, 20, 20) == 0, "beyond the view there is nothing"


def test_a_hole_in_a_shape_is_a_hole_in_its_mask(folder):
    ring = "M 10 10 L 90 10 L 90 90 L 10 90 Z M 40 40 L 60 40 L 60 60 L 40 60 Z"
    write(folder, "a", f'class="skin" d="{ring}"', box="100 100")
    assert mask("a").share(42, 42, 58, 58) == 0
    assert mask("a").share(12, 12, 38, 88) == 1


def test_curves_are_followed(folder):
    circle = "M 90 50 C 90 72.1 72.1 90 50 90 C 27.9 90 10 72.1 10 50"
    circle += " C 10 27.9 27.9 10 50 10 C 72.1 10 90 27.9 90 50 Z"
    write(folder, "a", f'class="skin" d="{circle}"', box="100 100")
    assert mask("a").share(0, 0, 100, 100) == pytest.approx(0.5027, abs=0.02)


# ── the drawings that are shipped ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("view", VIEWS)
def test_every_path_of_a_drawing_is_understood(view):
    """Rewriting is by pattern, so a drawing that strays from the format must be found here."""
    for kind, width, d in drawings.drawing(view).paths:
        assert kind in CLASSES
        assert float(width) > 0
        words = d.replace("M", " M ").replace("L", " L ").replace("C", " C ").replace("Z", " Z ")
        letters = [word for word in words.split() if word.isalpha()]
        numbers = [float(word) for word in words.split() if not word.isalpha()]
        wanted = {"M": 2, "L": 2, "C": 6, "Z": 0}
        assert len(numbers) == sum(wanted[letter] for letter in letters)
        rewritten = drawings.path_operators(d).split()
        assert [float(word) for word in rewritten if not word.isalpha()] == numbers
        assert "".join(word for word in rewritten if word.isalpha()).upper() == "".join(
            letters
        ).replace("Z", "H")


def test_places_of_the_atlas_lie_on_their_drawings():
    table = json.loads((drawings.FOLDER / "atlas.json").read_text(encoding="utf-8"))
    for name, view in table["views"].items():
        found = drawings.drawing(name)
        assert [found.width, found.height] == pytest.approx(view["box"])


# ── icons ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_on_the_grid(name):
    width, height, paths = drawings.read_paths(icons.FOLDER / f"{name}.svg")
    assert (width, height) == (icons.GRID, icons.GRID)
    for kind, stroke, d in paths:
        assert kind in {"line", "ink", "fill", "paper"}
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", d)]
        reach = float(stroke) / 2 if kind == "line" else 0
        assert min(numbers) >= reach - 1
        assert max(numbers) <= icons.GRID - reach + 1
    dark = [kind for kind, _, _ in paths if kind in ("line", "ink")]
    assert dark, "an icon must be readable by its dark parts alone"
