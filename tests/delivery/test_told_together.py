"""What is wrong in a file is told at once, with what safety stops whatever the rest may mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.delivery.batch.input import open_source
from handouts.delivery.build import Clinics, Options, check
from handouts.errors import ContentError
from handouts.library import load_library

AVOID = "to be avoided (pregnant)"
PREGNANT = "conditions: [pregnant]\n"


def _told(text: str, folder: Path) -> str:
    path = folder / "maria.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as caught:
        check(path, Options())
    return "\n".join(problem.wrong for problem in caught.value.problems)


@pytest.mark.parametrize(
    "wrong",
    [
        "routine: low-back\nconditions: [pregnnt]\n",
        "points: [LI44]\nconditions: [pregnant]\n",
        "points: [ST36]\ntips: [heat2]\n",
    ],
)
def test_a_wrong_layout_is_told_with_the_rest(wrong: str, tmp_path: Path) -> None:
    told = _told(wrong + "layout: pockett\n", tmp_path)
    assert "pockett" in told
    assert len(told.splitlines()) == 2


def test_a_wrong_layout_of_a_row_too(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("patient,conditions,points,layout\nAnn,pregnnt,ST36,pockett\n")
    rows, _ = open_source(table, load_library())
    with pytest.raises(ContentError) as caught:
        rows.read(next(iter(rows.items())), Options(), Clinics())
    assert {problem.field for problem in caught.value.problems} == {"conditions", "layout"}


@pytest.mark.parametrize(
    "wrong",
    [
        "points: [ST36, {point: SP6, side: lefft}]\n",
        "points: [ST36, SP6 lefft]\n",
        "points: [LI44, SP6]\n",
        "points: [SP6]\nhold: 5\n",
        "points: [SP6]\nemial: a@example.org\n",
        "points: [SP6]\ntips: [heat2]\n",
        "points: [SP6]\nroutine: lowbak\n",
    ],
)
def test_what_stops_a_point_that_was_read_is_told_with_the_rest(wrong: str, tmp_path: Path) -> None:
    told = _told(wrong + PREGNANT, tmp_path)
    assert f"SP6 is {AVOID}" in told
    assert len(told.splitlines()) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "routine: low-back\nponts: [ST36]\n",  # which take the place of the routine's
        "routine: low-back\npoints: [ST366]\n",
        "points: [SP6]\nacknowlege: {SP6: She agreed. 20 Nov HP}\n",
        "points: [SP6]\nversion: 2\n",
    ],
)
def test_nothing_is_told_that_the_mended_file_would_not_stop(wrong: str, tmp_path: Path) -> None:
    told = _told(wrong + PREGNANT, tmp_path)
    assert "avoided" not in told
    assert len(told.splitlines()) == 1


def test_forbidden_words_do_not_wait_for_a_condition(tmp_path: Path) -> None:
    told = _told("points: [ST36]\nconditions: [pregnnt]\nnotes: Stop your warfarin.\n", tmp_path)
    assert "must not stand on a patient's sheet" in told
