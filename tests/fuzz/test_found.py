"""What fuzzing has found stays found; and each reader takes its own seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from .targets import TARGETS

HERE = Path(__file__).parent
FILES = [path for kind in ("found", "seeds") for path in sorted((HERE / kind).glob("*/*"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_found(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"a: [", b"<svg", b"\x89PNG\r\n\x1a\n"])
def test_short(name: str, data: bytes) -> None:
    TARGETS[name](data)
