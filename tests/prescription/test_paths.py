"""Paths that are not what they seem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handouts.errors import FileError, HandoutsError
from handouts.library import Library
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.read import read_prescription
from prescription.rows import rows_of


def _readers(library: Library) -> tuple[object, ...]:
    return (
        lambda path: read_prescription(path, library),
        read_clinic,
        lambda path: rows_of(path, library),
    )


def _refused(path: Path, library: Library, says: str) -> None:
    for read in _readers(library):
        with pytest.raises(HandoutsError) as caught:
            read(path)  # type: ignore[operator]
        assert isinstance(caught.value, FileError)
        assert says in str(caught.value)
        assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path: Path, library: Library) -> None:
    _refused(tmp_path / "none.yaml", library, "no such file")


def test_a_folder(tmp_path: Path, library: Library) -> None:
    _refused(tmp_path, library, "folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_does_not_hold_the_program_up(tmp_path: Path, library: Library) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    _refused(tmp_path / "pipe.yaml", library, "pipe")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices in the file system")
def test_a_device(library: Library) -> None:
    _refused(Path("/dev/zero"), library, "device")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permission")
def test_a_file_that_may_not_be_read(library: Library, ordinary_user: Path) -> None:
    path = ordinary_user / "mine.yaml"
    path.write_text("points: [BL40]")
    path.chmod(0)
    _refused(path, library, "not allowed")


def test_a_link_in_a_circle(tmp_path: Path, library: Library) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    _refused(tmp_path / "a.yaml", library, "cannot be read")


def test_a_name_with_a_null(tmp_path: Path, library: Library) -> None:
    for read in _readers(library):
        with pytest.raises(FileError):
            read(tmp_path / "a\0b.yaml")  # type: ignore[operator]


@pytest.mark.parametrize(
    "logo", ["link.png", "up/../../secret.png", "folder/link.png", "sub/../../secret.png"]
)
def test_a_logo_outside_the_folder_is_never_opened(logo: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n")
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "link.png").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path)
    (tmp_path / "link.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "clinic.yaml").write_text(f"name: Quiet River\nlogo: {logo}\n")
    with pytest.raises(HandoutsError, match=r"clinic\.yaml:2: logo: The file"):
        read_clinic(folder / "clinic.yaml")
