"""A library and layouts that do not change while others grow, for texts of errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.prescription.fields import schema

POINTS = ("BL40", "BL60", "GB21", "GB34", "KI3", "LI4", "EX-UE7")
TIPS = ("heat", "cold", "water", "keep-moving", "stretch-hips", "stretch-hamstrings")
CONDITIONS = (
    "pregnant", "not-pregnant", "blood-clot", "osteoporosis", "blood-thinners", "cancer", "infant",
    "belly-surgery", "recent-surgery", "weak-immunity", "high-blood-pressure", "heart-disease",
    "frail-or-elderly",
)  # fmt: skip


@pytest.fixture(scope="session")
def library() -> Library:
    library = Library()
    for folder, names in (
        (library.points, POINTS),
        (library.tips, TIPS),
        (library.conditions, CONDITIONS),
        (library.routines, ("low-back", "sciatica")),
    ):
        assert set(names) <= folder.names
        folder.__dict__["names"] = frozenset(names)
    return library


@pytest.fixture(autouse=True)
def known_layouts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("layouts")
    for name in ("sheet", "large-print", "pocket"):
        (folder / f"{name}.yaml").touch()
    before, schema.LAYOUTS = schema.LAYOUTS, Path(folder)
    schema.layouts.cache_clear()
    yield
    schema.LAYOUTS = before
    schema.layouts.cache_clear()
