"""The lock files hold all that the project asks for, each with its hashes and from nowhere else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PRODUCT = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
WANTED = {
    "requirements.lock": PRODUCT,
    "requirements-test.lock": [*PRODUCT, *PROJECT["project"]["optional-dependencies"]["test"]],
}


def entries(name: str) -> dict[str, tuple[str, str]]:
    """Package → version and all that stands under it."""
    text = (ROOT / name).read_text("utf-8")
    parts = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    found = [re.match(r"([\w.-]+)==([^\s;]+)", part) for part in parts]
    assert all(found), "a line that names no version"
    named = zip(found, parts, strict=True)
    return {canonicalize_name(one[1]): (one[2], part) for one, part in named if one}


@pytest.mark.parametrize("name", WANTED)
def test_everything_is_locked(name: str) -> None:
    locked = entries(name)
    for wanted in map(Requirement, WANTED[name]):
        version, _ = locked[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), wanted


@pytest.mark.parametrize("name", WANTED)
def test_every_package_has_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    for package, (_, part) in entries(name).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", part), package


def test_tests_run_with_what_the_product_has() -> None:
    product, tests = entries("requirements.lock"), entries("requirements-test.lock")
    assert {name: of for name, (of, _) in product.items()} == {
        name: tests[name][0] for name in product
    }


def test_licences_are_listed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    for name in entries("requirements-test.lock"):
        assert f"| {name} |" in listed, "run tools/licences.py"
