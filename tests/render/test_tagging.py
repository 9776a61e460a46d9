"""Everything that is painted stands in a mark of an element, or is an artifact."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from proof import structure

from handouts.handout import Brand, Handout
from handouts.render.pdfa import finished
from handouts.render.tagging import Recorder, Recording, TaggedCanvas

HANDOUT = Handout("en", (), (), Brand("", (), None, ""), (), "", "", "", "", "", "", "2026-11-20")
FACE = "AtkinsonHyperlegibleNext-Regular"


def page(draw: Callable[[TaggedCanvas], None]) -> bytes:
    """A file of one page, with a title and whatever is drawn below it."""
    canvas = TaggedCanvas("en")
    canvas.setPageSize((400, 400))
    canvas.heading(1, "Title", 390)
    with canvas.marked("H1"):
        say(canvas, "Title", 380)
    draw(canvas)
    canvas.showPage()
    return finished(canvas, "Title", HANDOUT)


def say(canvas: TaggedCanvas, text: str, y: float) -> None:
    canvas.setFont(FACE, 12)
    canvas.drawString(20, y, text)


def tagged(canvas: TaggedCanvas) -> None:
    with canvas.marked("P"):
        say(canvas, "A paragraph.", 300)
    with canvas.artifact():
        canvas.rect(10, 10, 50, 50)


def test_what_is_tagged_is_read() -> None:
    pdf = page(tagged)
    assert structure.problems(pdf) == []
    assert structure.structure_text(pdf) == [("H1", "Title"), ("P", "A paragraph.")]


def stray_text(canvas: TaggedCanvas) -> None:
    tagged(canvas)
    say(canvas, "Stray", 200)


def stray_line(canvas: TaggedCanvas) -> None:
    tagged(canvas)
    canvas.line(20, 200, 100, 200)


def hidden_text(canvas: TaggedCanvas) -> None:
    tagged(canvas)
    with canvas.artifact():
        say(canvas, "Hidden", 200)


@pytest.mark.parametrize("draw", [stray_text, stray_line, hidden_text])
def test_what_is_not_tagged_is_caught(draw: Callable[[TaggedCanvas], None]) -> None:
    """By the canvas, or by the proof that reads the file."""
    try:
        pdf = page(draw)
    except RuntimeError:
        return
    assert [one for one in structure.problems(pdf) if "outside" in one or "artifact" in one]


@pytest.mark.parametrize("inner", [lambda c: c.marked("Span"), lambda c: c.artifact()])
@pytest.mark.parametrize("outer", [lambda c: c.marked("P"), lambda c: c.artifact()])
def test_marks_do_not_nest(
    outer: Callable[[TaggedCanvas], object], inner: Callable[[TaggedCanvas], object]
) -> None:
    canvas = TaggedCanvas("en")
    with pytest.raises(RuntimeError), outer(canvas), inner(canvas):  # type: ignore[attr-defined]
        pass


def recorded() -> Recording:
    """A list of one item and a figure, drawn at the origin."""
    recorder = Recorder("en")
    numbered = "/A<</O/List/ListNumbering/Decimal>>"
    with recorder.element("L", numbered), recorder.element("LI"):
        with recorder.marked("Lbl"):
            say(recorder, "1", 60)
        with recorder.marked("LBody"):
            say(recorder, "     Hägar", 60)
    with recorder.figure("A black square.", 0, 0, 40, 40):
        recorder.rect(0, 0, 40, 40, fill=1)
    recorder.link((20, 55, 90, 70), "https://example.org", "A link")
    return recorder.recording()


def test_a_recording_placed_twice_looks_the_same_and_is_read_twice() -> None:
    recording = recorded()
    places = [(30.0, 250.0), (30.0, 100.0)]

    def draw(canvas: TaggedCanvas) -> None:
        for x, y in places:
            with canvas.element("Sect"), canvas.element("Link"):
                canvas.place(recording, x, y)

    pdf = page(draw)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    cuts = [
        picture.crop(
            (int(2 * x), int(2 * (400 - y - 80)), int(2 * x) + 240, int(2 * (400 - y)) + 2)
        )
        for x, y in places
    ]
    assert cuts[0].tobytes() == cuts[1].tobytes()
    assert len(cuts[0].getcolors(100_000)) > 1  # there is something to be seen
    said = structure.structure_text(pdf)
    assert said[1:4] == said[4:7]
    assert [kind for kind, _ in said[1:]] == 2 * ["Lbl", "LBody", "Figure"]
    with structure.reading(pdf) as file:
        boxes = [
            [float(edge) for edge in element.attribute("/Layout", "/BBox")]
            for element in file.elements()
            if element.kind == "Figure"
        ]
        areas = [[float(edge) for edge in one["/Rect"]] for one in file.pdf.pages[0].Annots]
        keys = {int(one["/StructParent"]) for one in file.pdf.pages[0].Annots}
    moved = [places[0][0] - places[1][0], places[0][1] - places[1][1]] * 2
    for one, other in (boxes, areas):
        assert [a - b for a, b in zip(one, other, strict=True)] == pytest.approx(moved)
    assert len(keys) == 2
    assert structure.problems(pdf) == []


def test_a_recording_can_be_placed_in_any_file() -> None:
    recording = recorded()
    files = [page(lambda canvas: canvas.place(recording, 30, 250)) for _ in range(2)]
    assert files[0] == files[1]
    assert ("Figure", "A black square.") in structure.structure_text(files[1])
