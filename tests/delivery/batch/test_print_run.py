from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.delivery.batch import print_run
from handouts.delivery.batch.manifest import read_manifest
from handouts.errors import Exit

from ..conftest import Capsys
from ..runs import MARK, batch, mark, table, write_table

SHAPES = ({"points": "BL40"}, {"routine": "upper-back"}, {"layout": "large-print"}, {})
"""Rows whose handouts differ in their number of pages."""


def _rows(count: int) -> list[dict[str, str]]:
    rows = table(count)
    for number, row in enumerate(rows):
        row["layout"] = ""
        row |= SHAPES[number % len(SHAPES)]
        if row["points"]:
            row["routine"] = ""
    return rows


def _pages(pdf: Path) -> list[set[str]]:
    """Whose marks stand on each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [set(MARK.findall(p.get_textpage().get_text_range())) for p in document]
    finally:
        document.close()


def _fronts(pdf: Path) -> Iterator[tuple[str, int]]:
    """Bookmarks of the first level and the pages they lead to, counted from 0."""
    with pikepdf.open(pdf) as document:
        at = {page.objgen: number for number, page in enumerate(document.pages)}
        with document.open_outline() as outline:
            for entry in outline.root:
                assert entry.destination is not None
                yield entry.title, at[entry.destination[0].objgen]


def _fonts(pdf: Path) -> int:
    with pikepdf.open(pdf) as document:
        return sum(
            1
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
        )


def _drawings(pdf: Path) -> set[bytes]:
    """The drawings of a file; each stands in it once."""
    with pikepdf.open(pdf) as document:
        forms = [
            thing.read_raw_bytes()
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]
    assert len(forms) == len(set(forms))
    return set(forms)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("print")
    columns = [*_rows(1)[0]]
    source = write_table(folder / "p.csv", _rows(8), columns)
    assert batch(source, "-o", folder / "out", "--print-run") == Exit.DONE
    return folder / "out"


def test_every_handout_begins_on_a_front_side(out: Path) -> None:
    records = read_manifest(out / "manifest.csv")
    counts = [record.pages for record in records]
    assert {count % 2 for count in counts} == {0, 1}, "odd and even ones, else nothing is shown"
    starts = dict(_fronts(out / "print-run.pdf"))
    assert list(starts) == [f"{mark(number)} Lopez" for number in range(8)]
    assert all(start % 2 == 0 for start in starts.values())
    pages = _pages(out / "print-run.pdf")
    ends = [*list(starts.values())[1:], len(pages)]
    for number, (start, end) in enumerate(zip(starts.values(), ends, strict=True)):
        assert end - start == counts[number] + (counts[number] % 2 if end < len(pages) else 0)
        assert set().union(*pages[start:end]) == {mark(number)}
        if end - start > counts[number]:
            assert pages[end - 1] == set()


def test_one_set_of_fonts_and_of_drawings(out: Path) -> None:
    singles = [out / record.file for record in read_manifest(out / "manifest.csv")]
    assert _fonts(out / "print-run.pdf") <= max(map(_fonts, singles))
    assert _drawings(out / "print-run.pdf") == set().union(*map(_drawings, singles))


def test_copies(tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    assert batch(source, "-o", out, "--print-run", "--copies", "3") == Exit.DONE
    fronts = list(_fronts(out / "print-run.pdf"))
    assert [name for name, _ in fronts] == [f"{mark(n)} Lopez" for n in (0, 0, 0, 1, 1, 1)]
    assert all(page % 2 == 0 for _, page in fronts)


def test_what_others_call_a_print_run_stays_theirs(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "p.csv", table(1)), tmp_path / "out"
    out.mkdir()
    (out / "print-run.pdf").write_bytes(b"mine")
    for _ in range(2):
        assert batch(source, "-o", out, "--print-run") == Exit.DONE
        assert f"{out / 'print-run-2.pdf'} (" in capsys.readouterr().out
    assert (out / "print-run.pdf").read_bytes() == b"mine"
    assert batch(source, "-o", out) == Exit.DONE
    assert "not from this one: print-run-2.pdf. They may be" in capsys.readouterr().err


def test_packs(tmp_path: Path, capsys: Capsys) -> None:
    out = tmp_path / "out"
    packs = "low-back:5,Neck-shoulder:2,low-back:1,sciatica"
    assert batch("--packs", packs, "-o", out, "--print-run") == Exit.DONE
    made = {path.name: len(list(_fronts(path))) for path in out.glob("*.pdf")}
    assert made == {
        "low-back-x6.pdf": 6, "neck-shoulder-x2.pdf": 2, "sciatica.pdf": 1, "print-run.pdf": 9,
    }  # fmt: skip
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*-x?.pdf")}
    assert batch("--packs", packs, "-o", out) == Exit.DONE
    assert "(3 unchanged)" in capsys.readouterr().out
    assert before == {path.name: path.stat().st_mtime_ns for path in out.glob("*-x?.pdf")}


@pytest.mark.parametrize(
    ("packs", "says"),
    [
        ("low-back:many", "Write: low-back:50"),
        ("low-back:0", "Write: low-back:50"),
        (":3", "Write: low-back:50"),
        ("lowback-ish:3", "no routine"),
        ("low-back:5000", "more than 1,000 copies"),
        ("low-back:٣", "Write: low-back:50"),
    ],
)
def test_packs_that_are_wrong(packs: str, says: str, tmp_path: Path, capsys: Capsys) -> None:
    assert batch("--packs", packs, "-o", tmp_path / "out") == Exit.CONTENT
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_long_run_is_divided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_run, "MOST_IN_VOLUME", 4)
    source, out = write_table(tmp_path / "p.csv", table(5)), tmp_path / "out"
    assert batch(source, "-o", out, "--print-run", "--copies", "2") == Exit.DONE
    volumes = sorted(path.name for path in out.glob("print-run*.pdf"))
    assert volumes == ["print-run-1.pdf", "print-run-2.pdf", "print-run-3.pdf"]
    names = [name for volume in volumes for name, _ in _fronts(out / volume)]
    assert names == [f"{mark(n)} Lopez" for n in range(5) for _ in range(2)]
