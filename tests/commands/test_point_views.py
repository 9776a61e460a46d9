"""The drawings on which a clinic can place a point of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from handouts.commands.point_views import command
from handouts.errors import ContentError
from handouts.library import atlas, spots


def run(*words: str) -> None:
    command.main([*words], standalone_mode=False)


def texts(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_all_views_are_listed_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(atlas.close_views())
    line = next(line for line in lines if line.startswith("hand-back"))
    assert "hand, the back" in line
    assert "T22.05" in line
    run("--json")
    data = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in data} == set(atlas.close_views())
    assert len({one["about"] for one in data}) == len(data)


def test_a_sheet_says_what_to_write_and_shows_our_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("hand-back", "--png")
    assert capsys.readouterr().out.splitlines() == ["hand-back.pdf", "hand-back-1.png"]
    (text,) = texts(tmp_path / "hand-back.pdf")
    assert text.count("0.3") >= 4
    assert {"LI4", "SI3", "TE3"} <= set(text.split())
    code, x, y = re.search(
        r"(\S+), for example, would be:\s+view: hand-back\s+at: \[(\S+), (\S+)\]", text
    ).groups()  # type: ignore[union-attr]
    assert spots.neighbour(spots.spot("hand-back", float(x), float(y), paired=True)) == code


def test_all_views_in_one_file(tmp_path: Path) -> None:
    target = tmp_path / "views.pdf"
    run("--all", "-o", str(target), "--paper", "a4")
    pages = texts(target)
    assert len(pages) == len(atlas.close_views())
    for name, text in zip(atlas.close_views(), pages, strict=True):
        assert f"view: {name}\r\n" in text


def test_all_that_are_no_views_are_told_at_once(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    with pytest.raises(ContentError) as told:
        run("handback", "ear", "body-side", "-o", str(target))
    assert [line for line in str(told.value).splitlines() if "hand-back" in line]
    assert [line for line in str(told.value).splitlines() if "whole body" in line]
    assert not target.exists()
