"""List the licence of every package that is installed with the product, or only to test it.

    python -m venv env && env/bin/pip install --require-hashes -r requirements-test.lock
    env/bin/python tools/licences.py     # writes docs/licences.md

What is listed is what each package says of itself, in the version that the lock files name.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "licences.md"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: *; *([^\\]+))?", re.MULTILINE)
_SHORT = 90
HEAD = """# Licences

The product is under the MIT licence; its drawings and its points' texts are its own. The fonts are
under the SIL Open Font License 1.1 (`assets/fonts/OFL-*.txt`).

Written by `tools/licences.py` from what each package says of itself; do not edit it. "Elsewhere"
is a package that only other systems or other versions of Python install.
"""


def main() -> None:
    product = locked("requirements.lock")
    tests = {
        name: of for name, of in locked("requirements-test.lock").items() if name not in product
    }
    parts = [HEAD, table("Installed with the product", product), table("For tests only", tests)]
    TARGET.write_text("\n".join(parts), "utf-8")


def locked(name: str) -> dict[str, str]:
    """Packages and their versions."""
    return {found[1]: found[2] for found in _LOCKED.finditer((ROOT / name).read_text("utf-8"))}


def table(title: str, packages: dict[str, str]) -> str:
    rows = [f"| {name} | {of} | {licence(name)} |" for name, of in sorted(packages.items())]
    return "\n".join(
        [f"## {title}", "", "| package | version | licence |", "|---|---|---|", *rows, ""]
    )


def licence(name: str) -> str:
    """As short as the package says it."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "elsewhere"
    classes = [one for one in about.get_all("Classifier") or () if one.startswith("License ::")]
    said = [one.rpartition(" :: ")[2] for one in classes if one != "License :: OSI Approved"]
    typed = (about.get("License") or "").strip().splitlines()
    short = typed[0] if typed and len(typed[0]) <= _SHORT else ""
    return about.get("License-Expression") or "; ".join(said) or short or "see the package"


if __name__ == "__main__":
    main()
