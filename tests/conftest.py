"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from handouts.render import Renderer

# A busy machine is no failure, hence no deadline. The quick run tries the same examples each time;
# `--hypothesis-profile=long` tries others, and prints how to come back to one that fails.
settings.register_profile("quick", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, print_blob=True)
settings.load_profile("quick")

NO_SKIPS = "HANDOUTS_NO_SKIPS" in os.environ
# Tests run on one day, so that their visits do not come to lie in the past.
os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(2026, 11, 20, tzinfo=UTC).timestamp()))
NOBODY = 65534  # a user without rights, on all systems that have one


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it again and again is a quarter of the time."""
    gc.freeze()
    gc.set_threshold(50_000)  # as the program itself does


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the record of what was sent from this computer."""
    os.environ["HANDOUTS_DATA"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """One for all tests of a process: what one of them has set serves the next."""
    return Renderer()


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of a user who may not read and write everything; root plays that user, too."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    return _ran((yield))  # type: ignore[return-value]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    return _ran((yield))  # type: ignore[return-value]


def _ran(report: pytest.TestReport | pytest.CollectReport) -> object:
    """With HANDOUTS_NO_SKIPS, a skipped test has failed: a proof that did not run is no proof."""
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
