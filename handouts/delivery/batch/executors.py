"""Who does the work of a run: this process, the cores of this machine, or a Dask cluster."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

from handouts.errors import Exit, FileError, HandoutsError

A = TypeVar("A")
B = TypeVar("B")
CONNECT_SECONDS = 10
WORTH_A_PROCESS = 100
"""Handouts: for fewer, a further process takes longer to start than it saves."""
GARBAGE = 20_000
"""New objects after which a process of a run looks for garbage, of which each handout leaves some:
no more memory than with Python's 700, and a twentieth less work.
"""

_LARGE_BLOCKS = "MALLOC_MMAP_THRESHOLD_", "1000000"
"""For the processes (mallopt(3), Linux): a print run's megabytes go back to the system. Else the
third volume is put beside what the first two have left, 16 MB more in each process."""


class NoCluster(HandoutsError):
    """The cluster that the command line names cannot be used."""

    exit_code = Exit.USAGE


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor, or None for this process itself, and how many tasks keep it busy."""

    executor: Executor | None = None
    size: int = 1

    def each(self, work: Callable[[A], B], tasks: Iterable[A]) -> Iterator[B]:
        """The results of `work` in the order of the tasks, of which few are taken ahead of time."""
        if self.executor is None:
            yield from map(work, tasks)
            return
        waiting: deque[Future[B]] = deque()
        try:
            for task in tasks:
                waiting.append(self.executor.submit(work, task))
                if len(waiting) >= 3 * self.size:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            wrong = "A process of the run was ended from outside; the machine may be out of memory."
            cure = "Run it again: what is done is kept. With --jobs 1 it needs the least."
            raise FileError.at("handouts", wrong, cure) from None
        finally:
            for future in waiting:
                future.cancel()


def chunks(things: Iterable[A], size: int) -> Iterator[list[A]]:
    """Lists of `size`, the last one shorter."""
    things = iter(things)
    while chunk := list(islice(things, size)):
        yield chunk


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def start_workers(
    on: str | None, jobs: int, most: int, fingerprint: Callable[[], str]
) -> Iterator[Workers]:
    """Whoever `on` names, else as many of `jobs` processes as `most` handouts are worth. All
    machines of a cluster must find the same `fingerprint`.
    """
    gc.set_threshold(GARBAGE)
    if on:
        with _dask(on, fingerprint) as made:
            yield made
        return
    size = max(1, min(jobs, most // WORTH_A_PROCESS))
    if size == 1:
        yield Workers()
        return
    os.environ.setdefault(*_LARGE_BLOCKS)
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(size, mp_context=context, initializer=_begin)
    try:
        yield Workers(pool, size)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """A worker leaves Ctrl-C to the run, and ends when the run has been killed."""
    gc.set_threshold(GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextlib.contextmanager
def _dask(address: str, fingerprint: Callable[[], str]) -> Iterator[Workers]:
    """The workers of a Dask scheduler, through its executor."""
    parts, where = urlsplit(address), f"--on {address}"
    if parts.scheme != "dask" or not parts.hostname or not parts.port:
        raise NoCluster.at(where, "This is no cluster.", "Write --on dask://host:8786.")
    try:
        import distributed
    except ImportError:
        wrong = "Running on a cluster needs the package 'distributed'."
        raise NoCluster.at(where, wrong, "Install it: pip install 'handouts[cluster]'") from None
    try:
        connect: Any = distributed.Client
        client = connect(f"tcp://{parts.netloc}", timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError):
        wrong, cure = "No scheduler answers there.", "Start it, or check host and port."
        raise NoCluster.at(where, wrong, cure) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster.at(where, "The cluster has no workers.", "Start some.")
        # the workers write the files: they need our folder, and must make what we would make
        found = {*client.run(fingerprint).values()}
        if "" in found:
            wrong = "A worker does not see the folder of -o."
            raise NoCluster.at(where, wrong, "Use one that all machines share.")
        if found != {fingerprint()}:
            wrong = "A worker has another version of handouts."
            raise NoCluster.at(where, wrong, "Install the same one on all machines.")
        yield Workers(client.get_executor(retries=2), threads)
