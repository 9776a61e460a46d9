"""Where the clinic's file is found, how its name may be spelt, and whose it must be."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from handouts.delivery.file_kind import kind_of
from handouts.errors import ContentError
from handouts.files.paths import config_folder
from handouts.files.trusted import distrust, trusted_with
from handouts.prescription.clinic.find import find_clinic, near_names
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.own.read import clinic_library

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
STRANGER = 4242
posix = pytest.mark.skipif(os.name == "nt", reason="files have no such owner")
root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)


def put(path: Path, text: str = "name: Quiet River\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_clinic_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    source = tmp_path / "clinic" / "patients" / "maria.yaml"
    places = [
        put(config_folder() / "clinic.yaml"),
        put(tmp_path / "clinic" / "clinic.yaml"),
        put(source.with_name("clinic.yaml")),
    ]
    for place in reversed(places):
        assert find_clinic(None, None, source) == place
        place.unlink()
    assert find_clinic(None, None, source) is None
    named = put(source.with_name("a.yaml"))
    assert find_clinic(None, named, source) == named
    assert find_clinic(tmp_path / "b.yaml", named, source) == tmp_path / "b.yaml"


# ── how its name is spelt ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    ["clinic.yml", "Clinic.yaml", "CLINIC.YAML", "clinic.YML", "clinic.yaml.txt", " clinic.yaml",
     "Clinic.yml.TXT", "Clinic.Yaml", "CLINIC.Yml.Txt", "clinic .yaml"],
)  # fmt: skip
def test_a_spelling_with_one_meaning_is_taken(name: str, tmp_path: Path) -> None:
    path = put(tmp_path / name)
    assert find_clinic(None, None, tmp_path / "maria.yaml") == path
    assert find_clinic(None, None, tmp_path / "today" / "maria.yaml") == path


@pytest.mark.parametrize("name", ["cLiNiC.yaml", "clinic.yaml .txt", "ｃｌｉｎｉｃ.yaml"])
def test_an_odd_one_is_taken_from_beside(name: str, tmp_path: Path) -> None:
    path = put(tmp_path / name)
    assert find_clinic(None, None, tmp_path / "maria.yaml") == path


@pytest.mark.parametrize("other", ["clinic.yml", "clinic.yaml.txt", " clinic.yaml"])
def test_two_in_one_folder_are_asked_about(other: str, tmp_path: Path) -> None:
    put(tmp_path / "clinic.yaml")
    put(tmp_path / other)
    with pytest.raises(ContentError, match=r"more than one.*Keep one") as caught:
        find_clinic(None, None, tmp_path / "maria.yaml")
    assert other in str(caught.value)
    assert find_clinic(tmp_path / other, None, tmp_path / "maria.yaml") == tmp_path / other


@pytest.mark.parametrize(
    "name", ["clinic (1).yaml", "clinic.txt", "clinic.yaml.bak", "Clinic.docx"]
)
def test_what_may_have_been_meant_is_named(name: str, tmp_path: Path) -> None:
    put(tmp_path / name)
    assert find_clinic(None, None, tmp_path / "maria.yaml") is None
    assert near_names(tmp_path) == [name]


def test_what_was_not_meant_is_not_named(tmp_path: Path) -> None:
    for name in ("clinical.yaml", "maria.yaml", "clinic-day.csv", "clinic.png", "clinic.pdf"):
        put(tmp_path / name)
    assert near_names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("willow.yaml", "name: Willow\nphone: 555 0142\n", True),
        ("willow.yaml", "Practitioner: Ana\nnotes: to mend\nphone: 555\n", True),
        ("clinic.yml", "email: me@example.org\npaper: a4\n", True),
        ("maria.yaml", "name: Maria\npoints: [LI4]\n", False),
        ("maria.yaml", "name: Maria\nRoutine: low-back\nphone: 555\n", False),
        ("rose.yaml", "patient: Rose\npractitioner: Ana\nphone: 555\nage: 75\n", False),
        ("maria.yaml", "email: me@example.org\npaper: a4\n", False),
    ],
)
def test_a_clinic_is_told_from_a_prescription(
    name: str, text: str, is_one: bool, tmp_path: Path
) -> None:
    assert (kind_of(put(tmp_path / name, text)) == "clinic") is is_one


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_one_however_its_accents_are_composed(form: str, tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "grün/café.png")
    logo = tmp_path / unicodedata.normalize(form, "grün/café.png")
    put(logo).write_bytes(PNG)
    clinic = put(tmp_path / "clinic.yaml", f"name: Quiet River\nlogo: {typed}\n")
    found = read_clinic(clinic).value.logo
    assert found is not None
    assert found.data == PNG


# ── whose it is ─────────────────────────────────────────────────────────────────────────────────


def refused(source: Path, says: str, named: Path | None = None) -> None:
    with pytest.raises(ContentError, match=says) as caught:
        find_clinic(None, named, source)
    assert "--clinic" in caught.value.problems[0].cure


@posix
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o757])
def test_above_it_is_not_taken_where_others_can_write(mode: int, tmp_path: Path) -> None:
    clinic = put(tmp_path / "clinic.yaml")
    source = tmp_path / "patients" / "maria.yaml"
    assert find_clinic(None, None, source) == clinic
    tmp_path.chmod(mode)
    refused(source, "Others can write in its folder")
    assert find_clinic(None, None, tmp_path / "maria.yaml") == clinic, "beside, and one's own"
    tmp_path.chmod(0o755)
    clinic.chmod(0o666)
    refused(source, "Others can write it")
    assert find_clinic(None, None, tmp_path / "maria.yaml") == clinic
    assert find_clinic(clinic, None, source) == clinic, "named on purpose"


@posix
@root
def test_a_strangers_is_not_taken_from_above(tmp_path: Path) -> None:
    clinic = put(tmp_path / "clinic.yaml")
    os.chown(clinic, STRANGER, STRANGER)
    source = tmp_path / "patients" / "maria.yaml"
    source.parent.mkdir()
    refused(source, f"another user \\({STRANGER}\\)")
    assert find_clinic(None, None, tmp_path / "maria.yaml") == clinic, "only we can put one here"
    os.chown(clinic, 0, 0)
    os.chown(tmp_path, STRANGER, STRANGER)
    refused(source, "Others can write in its folder")


@posix
@root
@pytest.mark.parametrize("mode", [0o775, 0o777, 0o1777])
def test_a_strangers_is_not_taken_from_beside_where_others_can_write(
    mode: int, tmp_path: Path
) -> None:
    clinic = put(tmp_path / "clinic.yaml")
    os.chown(clinic, STRANGER, STRANGER)
    tmp_path.chmod(mode)
    refused(tmp_path / "maria.yaml", "another user")
    refused(tmp_path / "maria.yaml", "another user", named=clinic)
    assert distrust(clinic, tmp_path)
    os.chown(clinic, 0, 0)
    assert not distrust(clinic, tmp_path)


@posix
@root
def test_a_clinics_other_files_are_held_to_the_same(tmp_path: Path) -> None:
    clinic, logo = put(tmp_path / "clinic.yaml", "logo: logo.png\n"), tmp_path / "logo.png"
    logo.write_bytes(PNG)
    os.chown(logo, STRANGER, STRANGER)
    assert trusted_with(logo, clinic), "nobody else can put one here"
    tmp_path.chmod(0o1777)
    with pytest.raises(ContentError, match="The picture belongs to another user"):
        read_clinic(clinic)
    os.chown(clinic, STRANGER, STRANGER)
    assert read_clinic(clinic).value.logo, "named on purpose, and its picture with it"


@posix
@root
def test_a_strangers_tip_in_the_place_of_ours_is_not_taken_and_ours_not_meant(
    tmp_path: Path,
) -> None:
    clinic, tip = put(tmp_path / "clinic.yaml"), tmp_path / "tips" / "glow.yaml"
    tip.parent.mkdir()
    tip.write_text("title: Glow\nsteps: [Rest.]\ninstead_of: heat\n", "utf-8")
    assert clinic_library(clinic).find("tip", "glow").code == "heat"
    os.chown(tip, STRANGER, STRANGER)
    for folder in (tmp_path, tip.parent):
        folder.chmod(0o1777)
    for name in ("heat", "glow"):
        assert "belongs to another user" in str(clinic_library(clinic).find("tip", name).broken)


@posix
@root
def test_a_group_of_ones_own_is_nobody_else(tmp_path: Path, ordinary_user: Path) -> None:
    """As on systems that give each user a group: folders are 775 there."""
    import grp
    import pwd

    clinic = put(ordinary_user / "clinic.yaml")
    source = ordinary_user / "patients" / "maria.yaml"
    ordinary_user.chmod(0o775)
    user, group = pwd.getpwuid(os.geteuid()), grp.getgrgid(ordinary_user.stat().st_gid)
    if user.pw_name == group.gr_name:
        assert find_clinic(None, None, source) == clinic
    else:
        refused(source, "Others can write in its folder")
