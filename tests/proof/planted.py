"""Defects to plant in a good file. A validator that stays silent about one of them proves nothing.

Each takes an open file and spoils it the way a programming error would. `DEFECTS` lists them by
name; `spoiled` gives the bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Plant = Callable[[pikepdf.Pdf], None]
DEFECTS: dict[str, Plant] = {}


class NoPlace(Exception):
    """The file has nothing to spoil in this way (no table, no link …)."""


def defect(plant: Plant) -> Plant:
    """Register a defect under the words of its name."""
    DEFECTS[plant.__name__.replace("_", " ")] = plant
    return plant


def spoiled(good: bytes, name: str) -> bytes:
    """The file with one defect."""
    return saved(good, DEFECTS[name])


def saved(good: bytes, change: Plant = lambda pdf: None) -> bytes:
    """The file after a change, written anew; without one, as good as before."""
    out = BytesIO()
    with pikepdf.open(BytesIO(good)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


# ── finding and changing ────────────────────────────────────────────────────────────────────────


def elements(pdf: pikepdf.Pdf, kind: str | None = None) -> Iterator[Any]:
    """Structure elements in reading order, of one kind or all."""

    def walk(item: Any) -> Iterator[Any]:
        if kind is None or item["/S"] == f"/{kind}":
            yield item
        for kid in kids(item):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    for top in kids(pdf.Root.StructTreeRoot):
        yield from walk(top)


def kids(item: Any) -> list[Any]:
    found = item.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def first(pdf: pikepdf.Pdf, kind: str) -> Any:
    found = next(elements(pdf, kind), None)
    if found is None:
        raise NoPlace(kind)
    return found


def link(pdf: pikepdf.Pdf) -> Any:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            return annotation
    raise NoPlace("link")


def instructions(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pikepdf.parse_content_stream(pdf.pages[0]))


def rewrite(pdf: pikepdf.Pdf, steps: list[Any]) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def step(operator: str, *operands: Any) -> Any:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def place(steps: list[Any], operator: str, tag: str | None = None) -> int:
    """Where an operator first stands (with this tag, a number and a text behind it)."""
    for index, one in enumerate(steps):
        if str(one.operator) == operator and (tag is None or one.operands[0] == tag):
            return index
    raise NoPlace(operator)


def numbered_mark(steps: list[Any]) -> int:
    """Where the first mark with a number and text begins."""
    for index, one in enumerate(steps):
        if str(one.operator) == "BDC" and "/MCID" in one.operands[1]:
            end = next(at for at in range(index, len(steps)) if str(steps[at].operator) == "EMC")
            if any(str(inner.operator) in ("Tj", "TJ") for inner in steps[index:end]):
                return index
    raise NoPlace("marked text")


def owner_of(pdf: pikepdf.Pdf, number: int) -> Any:
    """The element that claims a mark of page one."""
    key = int(pdf.pages[0].obj.StructParents)
    return parent_row(pdf, key)[number]


def parent_row(pdf: pikepdf.Pdf, key: int) -> Any:
    rows = pdf.Root.StructTreeRoot.ParentTree.Nums
    return next(rows[at + 1] for at in range(0, len(rows), 2) if int(rows[at]) == key)


def page_one_row(pdf: pikepdf.Pdf) -> Any:
    return parent_row(pdf, int(pdf.pages[0].obj.StructParents))


def unclaim(pdf: pikepdf.Pdf, number: int) -> None:
    """Take a mark of page one from the element that claims it."""
    owner = owner_of(pdf, number)
    owner.K = Array([kid for kid in kids(owner) if not is_mark(kid, number)])


def is_mark(kid: Any, number: int) -> bool:
    return (isinstance(kid, int) and kid == number) or (
        isinstance(kid, Dictionary) and kid.get("/MCID") == number
    )


def font(pdf: pikepdf.Pdf) -> Any:
    """The font of most text."""
    fonts = pdf.pages[0].obj.Resources.Font.values()
    return next(one for one in fonts if "HyperlegibleNext-Regular" in str(one.BaseFont))


def metadata_without(pdf: pikepdf.Pdf, *words: bytes) -> None:
    text = pdf.Root.Metadata.read_bytes()
    lines = [line for line in text.split(b"\n") if not any(word in line for word in words)]
    pdf.Root.Metadata.write(b"\n".join(lines))


# ── the document ────────────────────────────────────────────────────────────────────────────────


@defect
def document_without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@defect
def document_not_marked_as_tagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


@defect
def title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@defect
def document_without_title(pdf: pikepdf.Pdf) -> None:
    metadata_without(pdf, b"<dc:title")
    del pdf.docinfo["/Title"]


@defect
def titles_differ(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Something else"


@defect
def claim_of_pdf_ua_missing(pdf: pikepdf.Pdf) -> None:
    metadata_without(pdf, b"<pdfuaid:part")


@defect
def claim_of_pdf_a_missing(pdf: pikepdf.Pdf) -> None:
    metadata_without(pdf, b"<pdfaid:")


@defect
def colours_without_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@defect
def script_on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@defect
def bookmarks_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


@defect
def tab_order_missing(pdf: pikepdf.Pdf) -> None:
    link(pdf)
    for page in pdf.pages:
        del page.obj.Tabs


@defect
def tree_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


# ── elements ────────────────────────────────────────────────────────────────────────────────────


@defect
def figure_without_alternative_text(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Figure").Alt


@defect
def figure_with_a_file_name_for_alternative_text(pdf: pikepdf.Pdf) -> None:
    first(pdf, "Figure").Alt = String("ankle-inner.svg")


@defect
def figure_without_bounding_box(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Figure").A


@defect
def figure_with_bounding_box_off_the_page(pdf: pikepdf.Pdf) -> None:
    first(pdf, "Figure").A.BBox = Array([0, 0, 5000, 9])


@defect
def heading_level_skipped(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = Name.H4


@defect
def title_not_a_heading(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H1").S = Name.P


@defect
def two_titles(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = Name.H1


@defect
def type_that_nobody_knows(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").S = Name.Paragraphe


@defect
def roles_in_a_circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(A=Name.B, B=Name.A)
    first(pdf, "P").S = Name.A


@defect
def item_outside_a_list(pdf: pikepdf.Pdf) -> None:
    first(pdf, "L").S = Name.Div


@defect
def item_without_a_body(pdf: pikepdf.Pdf) -> None:
    first(pdf, "LBody").S = Name.P


@defect
def list_without_numbering(pdf: pikepdf.Pdf) -> None:
    for found in elements(pdf, "L"):
        items = [kid for kid in kids(found) if kid.S == "/LI"]
        if "/A" in found and any(kid.S == "/Lbl" for item in items for kid in kids(item)):
            del found.A
            return
    raise NoPlace("labelled list")


@defect
def table_heading_without_scope(pdf: pikepdf.Pdf) -> None:
    found = first(pdf, "TH")
    del found.A


@defect
def table_heading_with_a_scope_that_is_none(pdf: pikepdf.Pdf) -> None:
    first(pdf, "TH").A.Scope = Name.Aside


@defect
def table_without_a_summary(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Table").A.Summary


@defect
def table_without_headings(pdf: pikepdf.Pdf) -> None:
    first(pdf, "TH")
    for found in list(elements(pdf, "TH")):
        found.S = Name.TD


@defect
def table_row_of_another_length(pdf: pikepdf.Pdf) -> None:
    row = list(elements(pdf, "TR"))
    if not row:
        raise NoPlace("TR")
    row[-1].K = Array(kids(row[-1])[:-1])


@defect
def element_left_out_of_the_tree(pdf: pikepdf.Pdf) -> None:
    found = first(pdf, "P")
    above = found.P
    above.K = Array([kid for kid in kids(above) if getattr(kid, "objgen", 0) != found.objgen])


@defect
def element_in_the_tree_twice(pdf: pikepdf.Pdf) -> None:
    found = first(pdf, "P")
    found.P.K = Array([*kids(found.P), found])


@defect
def element_with_the_wrong_parent(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").P = first(pdf, "H1")


@defect
def empty_paragraph(pdf: pikepdf.Pdf) -> None:
    home = first(pdf, "P").P
    empty = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=home, K=Array()))
    home.K = Array([*kids(home), empty])


@defect
def reading_order_turned_round(pdf: pikepdf.Pdf) -> None:
    document = first(pdf, "Document")
    document.K = Array(reversed(kids(document)))


@defect
def chinese_characters_called_english(pdf: pikepdf.Pdf) -> None:
    _speak_english(pdf, "zh-Han")


@defect
def pinyin_called_english(pdf: pikepdf.Pdf) -> None:
    _speak_english(pdf, "zh-Latn")


def _speak_english(pdf: pikepdf.Pdf, language: str) -> None:
    found = [one for one in elements(pdf) if str(one.get("/Lang", "")).startswith(language)]
    if not found:
        raise NoPlace(language)
    for one in found:
        del one.Lang


@defect
def language_that_is_none(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").Lang = String("klingon language")


# ── links ───────────────────────────────────────────────────────────────────────────────────────


@defect
def link_without_contents(pdf: pikepdf.Pdf) -> None:
    del link(pdf).Contents


@defect
def link_not_in_the_tree(pdf: pikepdf.Pdf) -> None:
    found = first(pdf, "Link")
    found.K = Array([kid for kid in kids(found) if not _annotates(kid)])


def _annotates(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"


@defect
def link_with_a_wrong_key(pdf: pikepdf.Pdf) -> None:
    link(pdf).StructParent = int(pdf.pages[0].obj.StructParents)


@defect
def link_in_no_link_element(pdf: pikepdf.Pdf) -> None:
    first(pdf, "Link").S = Name.Span


@defect
def link_that_does_not_print(pdf: pikepdf.Pdf) -> None:
    link(pdf).F = 0


# ── marks ───────────────────────────────────────────────────────────────────────────────────────


@defect
def untagged_text(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    show = place(steps, "Tj")
    name = next(one.operands[0] for one in steps if str(one.operator) == "Tf")
    rewrite(
        pdf,
        [*steps, step("BT"), step("Tf", name, 12), step("Tj", steps[show].operands[0]), step("ET")],
    )


@defect
def untagged_line(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    rewrite(pdf, [*steps, step("m", 10, 10), step("l", 20, 20), step("S")])


@defect
def text_called_an_artifact_while_the_tree_claims_it(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    steps[numbered_mark(steps)] = step("BMC", Name.Artifact)
    rewrite(pdf, steps)


@defect
def text_called_an_artifact_and_gone_from_the_tree(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    at = numbered_mark(steps)
    number = int(steps[at].operands[1].MCID)
    unclaim(pdf, number)
    page_one_row(pdf)[number] = None
    steps[at] = step("BMC", Name.Artifact)
    rewrite(pdf, steps)


@defect
def number_used_twice(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    marks = [
        index
        for index, one in enumerate(steps)
        if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
    ]
    steps[marks[1]] = step("BDC", steps[marks[1]].operands[0], steps[marks[0]].operands[1])
    rewrite(pdf, steps)


@defect
def mark_that_no_element_claims(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    unclaim(pdf, int(steps[numbered_mark(steps)].operands[1].MCID))


@defect
def mark_inside_a_mark(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    at = numbered_mark(steps)
    steps[at:at] = [step("BDC", Name.P, Dictionary(MCID=9999))]
    steps[at + 3 : at + 3] = [step("EMC")]
    rewrite(pdf, steps)


@defect
def mark_never_closed(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    last = max(index for index, one in enumerate(steps) if str(one.operator) == "EMC")
    rewrite(pdf, steps[:last] + steps[last + 1 :])


@defect
def parent_tree_with_two_marks_exchanged(pdf: pikepdf.Pdf) -> None:
    row = page_one_row(pdf)
    other = next(at for at in range(len(row)) if row[at].objgen != row[0].objgen)
    row[0], row[other] = row[other], row[0]


@defect
def parent_tree_without_a_row(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.StructParents = 9999


@defect
def parent_tree_cut_short(pdf: pikepdf.Pdf) -> None:
    row = page_one_row(pdf)
    del row[len(row) - 1]


# ── fonts and paint ─────────────────────────────────────────────────────────────────────────────


@defect
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del font(pdf).FontDescriptor.FontFile2


@defect
def font_without_characters(pdf: pikepdf.Pdf) -> None:
    del font(pdf).ToUnicode


@defect
def glyph_that_means_nothing(pdf: pikepdf.Pdf) -> None:
    table = font(pdf).ToUnicode
    lines = table.read_bytes().split(b"\n")
    vowels = (b"<0065>", b"<0061>")
    table.write(b"\n".join(line for line in lines if not line.endswith(vowels)))


@defect
def missing_glyph_shown(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    at = place(steps, "Tj")
    steps[at] = step("Tj", String(b"\0" + bytes(steps[at].operands[0])))
    rewrite(pdf, steps)


@defect
def widths_that_are_not_the_fonts(pdf: pikepdf.Pdf) -> None:
    del font(pdf).Widths


@defect
def colour_for_a_printing_press(pdf: pikepdf.Pdf) -> None:
    steps = instructions(pdf)
    at = place(steps, "rg")
    rewrite(pdf, [*steps[:at], step("k", 0, 0, 0, 1), *steps[at + 1 :]])
