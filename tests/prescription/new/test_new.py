from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from yaml import safe_load

from handouts.commands import cli
from handouts.errors import ContentError
from handouts.library import Library, load_library
from handouts.library.yaml_text import asset_table
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.new.clinic import check_answer, new_clinic
from handouts.prescription.new.prescription import new_prescription
from handouts.prescription.new.text import first_line, schema_file
from handouts.prescription.own.read import clinic_library
from handouts.prescription.read import read_prescription
from handouts.text.glyphs import normalised
from prescription.refusal import read_or_refused
from prescription.test_read import WHOLE
from tools import schema

TODAY = date(2026, 11, 20)
QUESTIONS = list(asset_table("questions").values())
NASTY = [
    'Maria "Mia" Lopez',
    "O'Neil: no # 3",
    "*Ana*",
    "yes",
    "1:30",
    "Zoë 昆仑",
    "- x",
    "{a}",
    "\\n",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_new_prescription_reads_back(name: str, tmp_path: Path) -> None:
    library = load_library()
    path = tmp_path / "new.yaml"
    path.write_text(new_prescription(name, "low-back", library, TODAY), "utf-8")
    read = read_prescription(path, library)
    assert read.value.patient == name
    assert read.value.date == TODAY
    assert read.value.routine == "low-back"
    assert not read.notices


def test_what_stands_in_its_comments_is_right_too(tmp_path: Path) -> None:
    library = load_library()
    text = new_prescription("Maria Lopez", "low-back", library, TODAY)
    path = tmp_path / "new.yaml"
    path.write_text(_uncommented(text), "utf-8")
    read = read_prescription(path, library).value
    usual = library.routines["low-back"]
    assert (read.title, read.tips) == (usual.title, usual.tips)
    assert [dose.code for dose in read.points or ()] == [dose.code for dose in usual.points]
    assert read.notes
    assert read.next_visit
    assert read.links
    assert read.layout
    assert read.asked


def test_it_asks_for_safety_first_for_what_stands_open(tmp_path: Path) -> None:
    library = load_library()
    asked = [name for names in QUESTIONS for name in names]
    assert len(set(asked)) == len(asked)
    assert set(asked) <= set(library.conditions)
    unasked = [one.name for one in library.conditions.values() if one.unasked]
    assert {names[0] for names in QUESTIONS[: len(unasked)]} == set(unasked)
    text = new_prescription("Maria Lopez", "low-back", library, TODAY)
    assert all(name in text for name in asked)
    assert all(len(line) <= 100 for line in text.splitlines()[1:])


@pytest.mark.parametrize("chosen", [1, 2, 30])
def test_its_names_of_conditions_can_be_written_as_they_stand(chosen: int, tmp_path: Path) -> None:
    library = load_library()
    text = new_prescription("Maria Lopez", "low-back", library, TODAY)
    names = [name for names in QUESTIONS for name in names if not name.startswith("no")]
    names = names[:chosen]
    own = re.search(r"other: lupus \(.*\)", text)
    assert own is not None
    assert "# conditions: [none]" in text
    written = f"conditions: [{', '.join(names[:19])}, {own[0]}]"
    path = tmp_path / "new.yaml"
    path.write_text(text.replace("# conditions: [none]", written), "utf-8")
    read = read_prescription(path, library).value
    assert list(read.conditions) == names[:19]
    assert read.other_conditions == ("lupus (talked through)",)


def _uncommented(text: str) -> str:
    """With the `# ` before fields and what belongs to them taken away, as the file invites to."""
    lines: list[str] = []
    within = False
    for line in text.split("\n"):
        bare = line.removeprefix("#").removeprefix(" ")
        starts = bare.split(":")[0].isidentifier() and line.startswith("# ") and ":" in bare
        within = starts or (within and line.startswith(("#  ", "#")) and not line[2:3].isalpha())
        lines.append(bare if starts or within else line)
    return "\n".join(lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
@example("\x85")
@example("\u2028")
@example("\ud800")
@example("\x7f")
def test_any_name_is_kept_or_refused(tmp_path: Path, name: str) -> None:
    library = load_library()
    text, problems = read_or_refused(lambda: new_prescription(name, "low-back", library, TODAY))
    assert all(problem.field == "patient" for problem in problems)
    if text is None:
        return
    path = tmp_path / "new.yaml"
    path.write_text(text, "utf-8")
    read = read_prescription(path, library).value.patient
    assert (read or "") == normalised(name).replace("\xa0", " ").strip()  # as it is typed


@pytest.mark.parametrize("name", ["Maria\rLopez", "Maria\nLopez", "Maria\r\nLopez"])
def test_a_name_is_one_line_however_a_line_ends(name: str) -> None:
    with pytest.raises(ContentError, match="more than one line"):
        new_prescription(name, "low-back", load_library(), TODAY)


def test_a_new_clinic_reads_back(tmp_path: Path) -> None:
    answers = {"name": 'Quiet River: "calm" # 1', "phone": "0555", "colour": "#1f5f5b"}
    path = tmp_path / "clinic.yaml"
    path.write_text(new_clinic(answers), "utf-8")
    clinic = read_clinic(path).value
    assert (clinic.name, clinic.phone, clinic.colour) == tuple(answers.values())
    path.write_text(new_clinic({}), "utf-8")
    assert read_clinic(path).value.name == ""


def test_points_of_a_clinics_own_are_named_by_their_place(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Willow\n", "utf-8")
    for kind in ("points", "routines"):
        (tmp_path / kind).mkdir()
    point = "title: Bump below the elbow\nsteps: [Press it.]\nlike: LI10\nregion: forearm\n"
    (tmp_path / "points" / "elbow-bump.yaml").write_text(f"{point}pregnancy: ok\n", "utf-8")
    (tmp_path / "routines" / "mine.yaml").write_text(
        "title: Mine\npoints: [elbow-bump, LI4]\n", "utf-8"
    )
    library = clinic_library(tmp_path / "clinic.yaml", "en")
    text = new_prescription("Ann", "mine", library, TODAY)
    assert "#   - elbow-bump # Bump below the elbow\n" in text
    assert "# Hégǔ, " in text


def test_a_new_clinic_is_asked_for_dates_booking_and_emergency(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    asked = asset_table("fields")["asked"]
    given = {
        "name": "Willow", "emergency": "911", "booking": "willow.example/book", "booking_qr": "y",
        "dates": "us",
    }  # fmt: skip
    lines = [given.get(field, "") for field in asked]
    lines.insert([*asked].index("dates"), "American")  # asked once more
    typed = "".join(f"{line}\n" for line in lines)
    told = CliRunner().invoke(cli, ["new", "--clinic", "-o", str(path)], input=typed)
    assert told.exit_code == 0, told.output
    clinic = read_clinic(path).value
    assert clinic.name == "Willow"
    assert (clinic.emergency, clinic.dates, clinic.booking_qr) == ("911", "us", True)
    assert clinic.booking == "https://willow.example/book"
    assert "do not say whom to call yet: fill in 'phone:'." in told.output


def test_what_stands_in_the_comments_of_a_new_clinic_is_right_too(tmp_path: Path) -> None:
    text = new_clinic({"name": "Quiet River"}).replace("# logo:", "# no logo:")
    path = tmp_path / "clinic.yaml"
    path.write_text(_uncommented(text), "utf-8")
    clinic = read_clinic(path).value
    assert (clinic.emergency, clinic.dates, clinic.booking_qr) == ("911", "day-first", True)


def test_answers_are_checked_one_by_one() -> None:
    assert check_answer("name", "Quiet River: #1") == ""
    assert check_answer("email", "") == ""
    assert "e-mail" in check_answer("email", "me")
    assert "https://" in check_answer("web", "ftp://example.org")
    assert check_answer("web", "example.org") == ""
    assert check_answer("name", "\ud800")
    assert check_answer("name", "😀")


# ── schemas ─────────────────────────────────────────────────────────────────────────────────────


def test_the_schemas_are_fresh() -> None:
    """Written anew by `python -m tools.schema`."""
    for path, made in (
        (schema_file("prescription"), schema.prescription_schema()),
        (schema_file("clinic"), schema.clinic_schema()),
        *((schema_file(kind), schema.own_schema(kind)) for kind in OWN_FIELDS),
    ):
        assert _open(made) == _open(json.loads(path.read_text("utf-8")))


def _open(made: schema.Schema) -> schema.Schema:
    """Without the names of layouts: this folder's tests have their own."""
    made["properties"].pop("layout", None)
    return made


def test_editors_and_the_reader_agree(tmp_path: Path, library: Library) -> None:
    validator = Draft202012Validator(schema.prescription_schema())
    validator.check_schema(validator.schema)
    good = json.loads(json.dumps(safe_load(WHOLE), default=str))
    assert not list(validator.iter_errors(good))
    for path in ("unknown-fields", "bad-doses", "list-for-text", "sections-unknown", "link-script"):
        wrong = Path(__file__).parents[2] / "golden_errors" / "prescriptions" / f"{path}.yaml"
        data = json.loads(json.dumps(safe_load(wrong.read_text("utf-8")), default=str))
        assert list(validator.iter_errors(data)), path


def test_the_first_line_names_a_schema_that_is_there() -> None:
    line = first_line("prescription")
    assert line.startswith("# yaml-language-server: $schema=file:///")
    assert schema_file("prescription").is_file()
