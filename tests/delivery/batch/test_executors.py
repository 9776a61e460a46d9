from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from handouts.delivery.batch import executors as workers
from handouts.delivery.batch.executors import Workers, chunks
from handouts.delivery.batch.manifest import read_manifest
from handouts.errors import Exit, FileError, Problem

from ..runs import batch, table, write_table


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a real cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=2,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")


def _hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.pdf")}


def test_a_cluster_makes_what_one_machine_makes(scheduler: str, tmp_path: Path) -> None:
    source = write_table(tmp_path / "p.csv", table(30, 3))
    there, here = tmp_path / "there", tmp_path / "here"
    assert batch(source, "-o", there, "--on", scheduler, "--print-run") == Exit.SOME_FAILED
    assert batch(source, "-o", here, "--jobs", "1", "--print-run") == Exit.SOME_FAILED
    assert len(_hashes(there)) == 31
    assert _hashes(there) == _hashes(here)
    assert read_manifest(there / "manifest.csv") == read_manifest(here / "manifest.csv")
    assert (there / "failed.csv").read_bytes() == (here / "failed.csv").read_bytes()


def test_workers_that_do_not_see_the_folder(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("handouts.delivery.batch.run.fingerprint", _elsewhere)
    source = write_table(tmp_path / "p.csv", table(1))
    assert batch(source, "-o", tmp_path / "out", "--on", scheduler) == Exit.USAGE
    assert "does not see the folder" in capsys.readouterr().err


def _elsewhere(folder: Path) -> str:
    """A machine without the folder."""
    return ""


@pytest.mark.parametrize("address", ["host:8786", "dask://host", "spark://host:1", "dask://:1"])
def test_an_address_that_is_none(address: str, tmp_path: Path, capsys: Any) -> None:
    source = write_table(tmp_path / "p.csv", table(1))
    assert batch(source, "-o", tmp_path / "out", "--on", address) == Exit.USAGE
    assert "dask://host:8786" in capsys.readouterr().err


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 0.5)
    source = write_table(tmp_path / "p.csv", table(1))
    assert batch(source, "-o", tmp_path / "out", "--on", "dask://127.0.0.1:1") == Exit.USAGE
    assert "No scheduler answers" in capsys.readouterr().err


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    source = write_table(tmp_path / "p.csv", table(1))
    assert batch(source, "-o", tmp_path / "out", "--on", "dask://host:8786") == Exit.USAGE
    assert "pip install 'handouts[cluster]'" in capsys.readouterr().err


# ── the workers ─────────────────────────────────────────────────────────────────────────────────


def test_results_come_in_order_and_tasks_are_taken_as_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = Workers().each(lambda number: number * 2, tasks())
    assert next(results) == 0
    assert taken == [0]
    assert list(results) == [2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_a_process_that_was_ended_is_said_in_words() -> None:
    class Broken(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool())
            return future

    with pytest.raises(FileError, match="out of memory"):
        list(Workers(Broken()).each(str, [1, 2]))


def test_an_error_keeps_its_problems_on_its_way_between_processes() -> None:
    with workers.start_workers(None, 2, 10 * workers.WORTH_A_PROCESS, str) as made:
        assert made.executor
        with pytest.raises(FileError) as caught:
            list(made.each(_fail, [1]))
    assert caught.value.problems == (Problem("a.pdf", 0, "", "The disk is full.", "Make room."),)


def _fail(number: int) -> None:
    raise FileError(Problem("a.pdf", 0, "", "The disk is full.", "Make room."))


def test_chunks() -> None:
    assert list(chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(chunks([], 2)) == []
