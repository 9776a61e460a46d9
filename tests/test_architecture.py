"""Imports run one way, without a cycle; what stands in a module can be understood from below it.

All imports count: those of typing, and those within functions.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "handouts"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("", "colour", "dose", "files", "handout", "paper", "pixels", "text", "today"),
    ("library",),
    ("counting", "course", "often", "phrases"),
    ("prescription",),
    ("plan",),
    ("advice", "safety"),
    ("compose",),
    ("render",),
    ("delivery",),
    ("commands", "__main__"),
)
"""From below to above; "" is the package itself, with its version. A name stands for a module or
for all of a package."""
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    _name(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
}


def _imported(tree: ast.AST) -> Iterator[str]:
    """Full names of what is imported anywhere in a module: of modules, and of things in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written from the root"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _modules_of(tree: ast.AST) -> set[str]:
    """The modules of ours that a module imports."""
    found = {(full, full.rpartition(".")[0]) for full in _imported(tree)}
    return {next(name for name in names if name in MODULES) for names in found
            if MODULES.keys() & set(names)}  # fmt: skip


GRAPH = {name: _modules_of(tree) - {name} for name, tree in MODULES.items()}


def _top(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def test_every_module_has_its_layer() -> None:
    assert {_top(name) for name in MODULES} <= LEVEL.keys()


@pytest.mark.parametrize("module", sorted(GRAPH))
def test_imports_run_one_way(module: str) -> None:
    above = [name for name in GRAPH[module] if LEVEL[_top(name)] > LEVEL[_top(module)]]
    assert not above, f"{module} imports from above: {above}"


def test_no_module_imports_itself_in_a_round() -> None:
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def _folder(module: str, depth: int) -> str:
    """The folder of a module that lies so deep in the package; a module that lies higher itself."""
    return ".".join(module.split(".")[: depth + 1])


@pytest.mark.parametrize("depth", [1, 2])
def test_packages_do_not_import_each_other(depth: int) -> None:
    """Nor packages in a round, as a whole: within a layer, too, one of two is below."""
    folders = {_folder(name, depth): set[str]() for name in GRAPH}
    for module, names in GRAPH.items():
        folder = _folder(module, depth)
        folders[folder] |= {_folder(name, depth) for name in names} - {folder}
    try:
        TopologicalSorter(folders).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_every_import_is_found() -> None:
    text = (
        "from typing import TYPE_CHECKING\nimport handouts.errors\n"
        "if TYPE_CHECKING:\n    from handouts import dose\n"
        "def f():\n    from handouts.library.find import Found\n"
    )
    found = _modules_of(ast.parse(text))
    assert found == {"handouts.errors", "handouts.dose", "handouts.library.find"}


def test_a_class_name_stands_once() -> None:
    names = Counter(
        node.name
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert not [name for name, times in names.items() if times > 1]


def test_development_is_never_imported() -> None:
    """`tools/` makes assets; the product, tests and benchmarks are none of each other's."""
    for module, tree in MODULES.items():
        for full in _imported(tree):
            assert full.partition(".")[0] not in ("tools", "tests", "bench"), module


def test_layers_are_in_the_order_of_the_design() -> None:
    order = ["commands", "delivery", "render", "compose", "safety", "plan", "library", "errors"]
    assert all(LEVEL[above] > LEVEL[below] for above, below in pairwise(order))
    assert LEVEL["safety"] > LEVEL["prescription"] > LEVEL["errors"]
