"""What a clinic installs works by itself: outside the checkout, without git, with all it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from handouts import __version__

ROOT = Path(__file__).parents[2]
SOURCES = ("handouts", "assets", "layouts", "pyproject.toml", "README.md", "LICENSE")
BACKEND = "import sys; from setuptools import build_meta as b; getattr(b, sys.argv[1])(sys.argv[2])"
BIN = "Scripts" if os.name == "nt" else "bin"


def called(*words: object, cwd: Path, **more: str) -> str:
    """What a command prints; it knows no git, and nothing of this checkout."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | more
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources as somebody downloads them: without git, and without what was built."""
    folder = tmp_path_factory.mktemp("source") / "handouts-main"
    folder.mkdir()
    skip = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info")
    for name in SOURCES:
        one = ROOT / name
        if one.is_dir():
            shutil.copytree(one, folder / name, ignore=skip)
        else:
            shutil.copy(one, folder / name)
    return folder


@pytest.fixture(scope="session")
def packed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source package, and the wheel that is built from it alone."""
    out = tmp_path_factory.mktemp("dist")
    called(sys.executable, "-c", BACKEND, "build_sdist", out, cwd=source)
    (sdist,) = out.glob("*.tar.gz")
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as file:
        file.extractall(unpacked, filter="data")
    (folder,) = unpacked.iterdir()
    called(sys.executable, "-c", BACKEND, "build_wheel", out, cwd=folder)
    (wheel,) = out.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="session")
def place(packed: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; its dependencies are lent by the one of the tests."""
    place = tmp_path_factory.mktemp("installed")
    called(sys.executable, "-m", "venv", "--without-pip", place, cwd=place)
    called(*pip(place), "install", "--no-deps", "--no-index", packed[1], cwd=place)
    its_own = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = called(place / BIN / "python", "-c", its_own, cwd=place).strip()
    Path(packages, "lent.pth").write_text(sysconfig.get_path("purelib"))
    return place


def pip(place: Path) -> tuple[object, ...]:
    return (sys.executable, "-m", "pip", "--quiet", "--python", place / BIN / "python")


def test_source_package_and_wheel_carry_all_files_and_licences(packed: tuple[Path, Path]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("assets", "layouts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"assets/fonts/coverage.txt", "layouts/sheet.yaml"} <= wanted
    with tarfile.open(packed[0]) as file:
        in_sdist = {name.partition("/")[2] for name in file.getnames()}
    with zipfile.ZipFile(packed[1]) as wheel:
        in_wheel = {*wheel.namelist()}
    assert wanted <= in_sdist
    assert {f"handouts/{name}" for name in wanted} <= in_wheel
    licences = {Path(name).name for name in in_wheel if ".dist-info/licenses/" in name}
    fonts = {path.name for path in (ROOT / "assets" / "fonts").glob("OFL-*.txt")}
    assert fonts
    assert {"LICENSE"} | fonts <= licences
    assert not [name for name in in_wheel if name.startswith(("tests/", "tools/"))]


def test_what_is_installed_makes_a_handout_far_from_the_checkout(
    place: Path, tmp_path: Path
) -> None:
    handouts = place / BIN / "handouts"
    alone = {"PATH": str(place / BIN), "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    where = (
        "import handouts; from handouts.files import paths as p;"
        " print(handouts.__file__, p.ASSETS, p.LAYOUTS)"
    )
    used = called(place / BIN / "python", "-c", where, cwd=tmp_path, **alone)
    assert used.count(str(place)) == 3, used
    assert __version__ in called(handouts, "--version", cwd=tmp_path, **alone)
    called(handouts, "new", "Maria Lopez", "--routine", "low-back", cwd=tmp_path, **alone)
    made = called(handouts, "build", "maria-lopez.yaml", cwd=tmp_path, **alone)
    assert made.startswith("maria-lopez.pdf (")
    assert (tmp_path / "maria-lopez.pdf").read_bytes().startswith(b"%PDF")
    for layout in ("large-print", "pocket"):
        called(handouts, "check", "maria-lopez.yaml", "--layout", layout, cwd=tmp_path, **alone)
    called(handouts, "batch", ".", "-o", "out", cwd=tmp_path, **alone)
    assert "LI4" in called(handouts, "points", "Hegu", cwd=tmp_path, **alone)
    assert called(handouts, "schema", cwd=tmp_path, **alone).startswith("{")


def test_it_is_updated_and_removed_without_a_trace(
    packed: tuple[Path, Path], tmp_path: Path
) -> None:
    called(sys.executable, "-m", "venv", "--without-pip", tmp_path, cwd=tmp_path)
    before = {*tmp_path.rglob("*")}
    for more in ((), ("--force-reinstall",)):
        called(*pip(tmp_path), "install", "--no-deps", "--no-index", *more, packed[1], cwd=tmp_path)
    assert (tmp_path / BIN / "handouts").exists()
    called(*pip(tmp_path), "uninstall", "--yes", "handouts", cwd=tmp_path)
    assert {*tmp_path.rglob("*")} == before


@pytest.mark.long
@pytest.mark.parametrize("tool", ["pipx", "uv"])
def test_the_installers_of_the_documents(tool: str, source: Path, tmp_path: Path) -> None:
    """As docs/install.md says it, with everything fetched; this takes a network."""
    called(sys.executable, "-m", "venv", tmp_path / "tool", cwd=tmp_path)
    python = tmp_path / "tool" / BIN / "python"
    called(python, "-m", "pip", "install", "--quiet", tool, cwd=tmp_path)
    bins = tmp_path / "bin"
    homes = {
        "PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(bins),
        "UV_TOOL_DIR": str(tmp_path / "uv"), "UV_TOOL_BIN_DIR": str(bins),
        "UV_CACHE_DIR": str(tmp_path / "cache"), "HOME": str(tmp_path),
    }  # fmt: skip
    install = ["pipx"] if tool == "pipx" else ["uv", "tool"]
    words = [tmp_path / "tool" / BIN / install[0], *install[1:]]
    called(*words, "install", ".", cwd=source, **homes)
    called(bins / "handouts", "new", "Maria Lopez", cwd=tmp_path, **homes)
    called(bins / "handouts", "build", "maria-lopez.yaml", cwd=tmp_path, **homes)
    assert (tmp_path / "maria-lopez.pdf").exists()
    called(*words, "uninstall", "handouts", cwd=source, **homes)
    assert not (bins / "handouts").exists()
