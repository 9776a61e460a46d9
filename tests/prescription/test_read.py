from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from handouts.dose import Hold
from handouts.errors import ContentError
from handouts.library import Found, Library
from handouts.library.model import Dose
from handouts.prescription.fields.points import resolve
from handouts.prescription.fields.values import Wrong
from handouts.prescription.model import Link, Prescription
from handouts.prescription.read import read_prescription

WHOLE = """\
version: 1
patient: Maria Lopez
date: 2026-11-20
title: Easing low back pain at home
routine: low-back              # optional: points, tips, wording to start from
conditions: [pregnant]         # optional: what this patient lives with
points:
  - UB 60
  - point: LI-4
    hold: 30-60 seconds
    side: opposite             # both | left | right | same | opposite | sorest | middle
    motion: circles            # hold | circles | tap | rub | with-movement
    pressure: gentle
    note: Use the other thumb. Stop if it tingles.
  - point: Yao Tong Xue
    hold: 3 min
tips: [heat, stretch-hips, stretch-hamstrings, keep-moving, water]
how_often: twice a day
for_how_long: 2 weeks
notes: |
  Press before your evening walk.

  Two paragraphs are fine.
next_visit: 2026-12-04 15:30
link: {url: https://example.org/low-back, label: Watch the video}   # text and QR code
layout: sheet
paper: letter
clinic: my-clinic.yaml         # optional
acknowledge:
  BL60: Talked through on 20 November; agreed with her midwife.
"""


def _read(text: str, tmp_path: Path, library: Library) -> Prescription:
    path = tmp_path / "maria.yaml"
    path.write_text(text, "utf-8")
    return read_prescription(path, library).value


def _points(text: str, tmp_path: Path, library: Library) -> tuple[Dose, ...]:
    points = _read(f"points:\n  - {text}\n", tmp_path, library).points
    assert points is not None
    return points


def test_a_whole_prescription(tmp_path: Path, library: Library) -> None:
    (tmp_path / "my-clinic.yaml").touch()
    note = "Use the other thumb. Stop if it tingles."
    assert _read(WHOLE, tmp_path, library) == Prescription(
        source=str(tmp_path / "maria.yaml"),
        patient="Maria Lopez",
        date=date(2026, 11, 20),
        title="Easing low back pain at home",
        routine="low-back",
        conditions=("pregnant",),
        asked=True,
        points=(
            Dose("BL60", line=8),
            Dose("LI4", Hold(30, 60), "opposite", "circles", "gentle", note, 9),
            Dose("EX-UE7", Hold(180), line=15),
        ),
        tips=("heat", "stretch-hips", "stretch-hamstrings", "keep-moving", "water"),
        how_often="twice a day",
        for_how_long="2 weeks",
        notes="Press before your evening walk.\n\nTwo paragraphs are fine.",
        next_visit=datetime(2026, 12, 4, 15, 30),
        links=(Link("https://example.org/low-back", "Watch the video"),),
        layout="sheet",
        paper="letter",
        clinic=tmp_path / "my-clinic.yaml",
        acknowledge=(("BL60", "Talked through on 20 November; agreed with her midwife."),),
        lines=_read(WHOLE, tmp_path, library).lines,
    )


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("https://a.example", [("https://a.example", "")]),
        ("{url: a.example, label: Watch}", [("https://a.example", "Watch")]),
        ("[a.example, b.example]", [("https://a.example", ""), ("https://b.example", "")]),
        (
            "\n  - {url: a.example, label: Watch}\n  - b.example",
            [("https://a.example", "Watch"), ("https://b.example", "")],
        ),
        ("", []),
    ],
)
def test_one_link_or_several(
    typed: str, links: list[tuple[str, str]], tmp_path: Path, library: Library
) -> None:
    read = _read(f"points: [BL40]\nlink: {typed}\n", tmp_path, library)
    assert [(link.url, link.label) for link in read.links] == links


def test_lines_lead_back_to_the_file(tmp_path: Path, library: Library) -> None:
    (tmp_path / "my-clinic.yaml").touch()
    lines = dict(_read(WHOLE, tmp_path, library).lines)
    rows = WHOLE.split("\n")
    for name in ("patient", "routine", "conditions", "tips", "next_visit"):
        assert rows[lines[name] - 1].startswith(f"{name}:")
    assert lines["points.LI4"] == 9
    assert lines["tips.heat"] == lines["tips"]
    assert "BL60" in rows[lines["acknowledge.BL60"] - 1]


def test_pressure_and_side_are_acknowledged_by_any_name_of_its_point(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "p.yaml"
    rows = ("Hegu firmly", "LI-4 medium (pregnant)", "LI4", "hegu both", "LI4 R")
    reasons = "".join(f"  {row}: Dr Lee agrees\n" for row in rows)
    path.write_text(f"points: [LI4 firm]\nacknowledge:\n{reasons}")
    keys = [key for key, _ in read_prescription(path, library).value.acknowledge]
    assert keys == ["LI4 firm", "LI4 medium (pregnant)", "LI4", "LI4 both", "LI4 right"]


@pytest.mark.parametrize("text", ["routine: low-back", "points: [BL40]", "points: BL40"])
def test_points_or_a_routine_are_enough(text: str, tmp_path: Path, library: Library) -> None:
    prescription = _read(text, tmp_path, library)
    assert prescription.points or prescription.routine


@pytest.mark.parametrize(
    ("entry", "dose"),
    [
        ("UB 60", Dose("BL60")),
        ("ub60", Dose("BL60")),
        ("kūn lún", Dose("BL60")),
        ("昆仑", Dose("BL60")),
        ("BL40 30 s", Dose("BL40", Hold(30))),
        ("UB 60 30 s", Dose("BL60", Hold(30))),
        ("UB 60 60", Dose("BL60", Hold(60))),
        ("BL40, 1-2 min", Dose("BL40", Hold(60, 120))),
        ("BL40 (30 s)", Dose("BL40", Hold(30))),
        ("BL40 – 1:30", Dose("BL40", Hold(90))),
        ("Kunlun 2 min", Dose("BL60", Hold(120))),
        ("Yao Tong Xue 3 min left", Dose("EX-UE7", Hold(180), "left")),
        (
            "LI4 45 s opposite circles gentle",
            Dose("LI4", Hold(45), "opposite", "circles", "gentle"),
        ),
        ("{point: LI4 30 s, side: left}", Dose("LI4", Hold(30), "left")),
    ],
)  # fmt: skip
def test_entries_of_a_list(entry: str, dose: Dose, tmp_path: Path, library: Library) -> None:
    (read,) = _points(entry, tmp_path, library)
    assert (read.code, read.hold, read.side, read.motion, read.pressure) == (
        dose.code, dose.hold, dose.side, dose.motion, dose.pressure,
    )  # fmt: skip


def test_points_in_one_text(tmp_path: Path, library: Library) -> None:
    points = _read("points: BL40; LI4 30 s; UB 60\n", tmp_path, library).points or ()
    assert [(dose.code, dose.hold) for dose in points] == [
        ("BL40", None), ("LI4", Hold(30)), ("BL60", None),
    ]  # fmt: skip


def test_a_time_for_all_points_that_have_none(tmp_path: Path, library: Library) -> None:
    points = _read("points: [BL40, LI4 30 s]\nhold: 2 min\n", tmp_path, library).points or ()
    assert [dose.hold for dose in points] == [Hold(120), Hold(30)]


def test_a_time_wins_over_the_routine(tmp_path: Path, library: Library) -> None:
    points = _read("routine: low-back\nhold: 45 s\n", tmp_path, library).points or ()
    assert [dose.code for dose in points] == [d.code for d in library.routines["low-back"].points]
    assert {dose.hold for dose in points} == {Hold(45)}


def test_conditions_asked_and_none(tmp_path: Path, library: Library) -> None:
    for text in ("conditions: none", "conditions: [none]"):
        prescription = _read(f"points: [BL40]\n{text}\n", tmp_path, library)
        assert prescription.conditions == ()
        assert prescription.asked
    assert not _read("points: [BL40]\n", tmp_path, library).asked


def test_an_empty_field_is_as_good_as_none(tmp_path: Path, library: Library) -> None:
    prescription = _read("points: [BL40]\npatient:\nnotes: ''\ntips:\n", tmp_path, library)
    assert (prescription.patient, prescription.notes, prescription.tips) == (None, None, None)
    assert _read("points: [BL40]\ntips: []\n", tmp_path, library).tips == ()


def test_a_visit_at_night_is_noticed(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "maria.yaml"
    path.write_text("points: [BL40]\nnext_visit: 2026-12-04 3:30\n")
    (notice,) = read_prescription(path, library).notices
    assert (notice.line, notice.field) == (2, "next_visit")
    assert "15:30" in notice.cure


def test_wide_commas_divide_too(tmp_path: Path, library: Library) -> None:
    points = _read("points: BL40，LI4、BL60\n", tmp_path, library).points or ()
    assert [dose.code for dose in points] == ["BL40", "LI4", "BL60"]


def test_a_name_with_two_meanings_is_asked_back_with_both(library: Library) -> None:
    found = Found(candidates=("BL60", "KI3"))
    with pytest.raises(Wrong, match="“Wangu” can be BL60 Kūnlún or KI3 Tàixī"):
        resolve(found, "Wangu", "point", library)


def test_errors_never_repeat_what_was_written_about_a_patient(
    tmp_path: Path, library: Library
) -> None:
    secret = "HIV positive since 2009"
    text = f'points: [BL40]\nnotes: "{secret} \\u202E"\ntitle: [{secret}]\nacknowledge: {secret}\n'
    with pytest.raises(ContentError) as caught:
        _read(text, tmp_path, library)
    assert len(caught.value.problems) == 3
    assert "HIV" not in str(caught.value)


def refused(tmp_path: Path, library: Library, reason: str) -> str:
    path = tmp_path / "ann.yaml"
    path.write_text(f'points: [LI4]\nacknowledge: {{LI4: "{reason}"}}\n')
    try:
        read_prescription(path, library)
    except ContentError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "reason",
    [
        "Do not know yet why",
        "I do not know",
        "we don't know yet why",
        "don’t really know why",
        "no idea why she has it",
        "nobody knows why",
        "not sure yet, ask later",
        "ask her next time",
        "must ask her midwife first",
        "She really wants it",
        "she wants it very much",
        "patient likes it hard",
        "The patient asked for it",
        "he insists on it anyway",
        "ok",
    ],
)
def test_a_reason_says_who_decided_and_why(tmp_path: Path, library: Library, reason: str) -> None:
    said = refused(tmp_path, library, reason)
    assert "acknowledge.LI4" in said
    assert "Say who decided it and why it is right" in said


@pytest.mark.parametrize(
    "reason",
    [
        "Midwife agrees, past 38 weeks, 20 Nov, HP",
        "She wants it, and Dr Lee agreed on 20 Nov, HP",
        "Patient asked for it; midwife Ana says yes, 3 May",
        "Because she is past her date and the midwife agrees",
        "Not over the scar; talked through 20 Nov, HP",
        "We do not know of any harm; Dr Lee agrees, HP",
        "No clot was found on the scan of 3 May, HP",
        "Her doctor knows and agrees, 3 May",
    ],
)
def test_a_reason_in_ones_own_words_is_taken(tmp_path: Path, library: Library, reason: str) -> None:
    assert refused(tmp_path, library, reason) == ""
