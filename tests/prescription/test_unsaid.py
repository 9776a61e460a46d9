"""What a name or a title says of the patient, and the conditions do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription


def _read(text: str, tmp_path: Path) -> Prescription:
    path = tmp_path / "p.yaml"
    path.write_text(f"{text}\npoints: [SI3]\n", "utf-8")
    return read_prescription(path, load_library()).value


@pytest.mark.parametrize(
    ("patient", "condition"),
    [
        ("Noah Reid (baby)", "infant"), ("Oma (6 weeks old)", "infant"), ("Noah (8 mo)", "infant"),
        ("Baby Reid", "infant"), ("Ben, 6wks old", "infant"), ("Lily (child)", "child"),
        ("Leo, aged 9", "child"), ("Dad, 94", "frail-or-elderly"), ("Ida (94)", "frail-or-elderly"),
        ("Opa, aged 94", "frail-or-elderly"), ("Ann on apixaban", "blood-thinners"),
        ("ann ray on warfarin", "blood-thinners"), ("ANN RAY ON WARFARIN", "blood-thinners"),
        ("Ann Ray DVT", "blood-clot"), ("Sara (pregnant)", "pregnant"),
        ("Sara - pacemaker", "pacemaker"), ("Sara (baby aspirin)", "blood-thinners"),
        ("Noah (2 weeks)", "infant"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_asked_about_until_conditions_say_it(
    patient: str, condition: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        _read(f"patient: {patient}", tmp_path)
    (problem,) = caught.value.problems
    assert problem.field == "patient"
    assert problem.wrong == f"The name speaks of {condition}, and the conditions do not."
    assert condition in problem.cure
    read = _read(f"patient: {patient}\nconditions: {condition}", tmp_path)
    assert read.patient == patient


@pytest.mark.parametrize("patient", ["Beth Kane 28 wks", "Beth Kane (28 weeks)", "Beth Kane, 28+3"])
def test_weeks_beside_a_name_may_be_those_of_a_pregnancy(patient: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="speaks of pregnant or infant"):
        _read(f"patient: {patient}", tmp_path)
    assert _read(f"patient: {patient}\nconditions: pregnant", tmp_path).patient == patient


@pytest.mark.parametrize(
    "patient",
    ["Julia Child", "JULIA CHILD", "julia child", "Asa Reid", "Boy George", "Jane Minor",
     "Pe Thein", "Rip Torn", "Ludwig van der Berg", "Ana Ruiz, Jr.", "Bea Lang, PhD", "Smith, Asa",
     "Jo Cancel", "王小明", "Ann-Marie O’Neil", "Mom of Leo", "Grace Stroke", "Dee 2",
     "Bill (William) Port", "Maria Lopez (2)", "f(5)"],
)  # fmt: skip
def test_a_name_may_be_any_word(patient: str, tmp_path: Path) -> None:
    assert _read(f"patient: {patient}", tmp_path).patient == patient


@pytest.mark.parametrize(
    ("title", "condition"),
    [("Colic in a newborn", "infant"), ("Nausea in pregnancy", "pregnant"),
     ("Trying for a baby", "pregnant"), ("Sleep for a 9-year-old", "child"),
     ("Sleep for a 10-year-old", "teenager"),
     ("Walking after your stroke", "stroke"), ("Labor prep", "pregnant"),
     ("Sleep on steroids", "osteoporosis or weak-immunity"), ("At 20 weeks pregnant", "pregnant"),
     ("Third trimester sleep help", "pregnant"), ("Help in the third trimester", "pregnant")],
)  # fmt: skip
def test_a_title_is_asked_about(title: str, condition: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"The title speaks of {condition}"):
        _read(f"title: {title}", tmp_path)
    said = condition.split()[0]
    assert _read(f"title: {title}\nconditions: {said}", tmp_path).title == title


def test_an_answer_is_an_answer(tmp_path: Path) -> None:
    text = "title: Calm before a pregnancy\nconditions: [not-pregnant]"
    assert _read(text, tmp_path).conditions == ("not-pregnant",)


def test_the_titles_of_an_ordinary_week(tmp_path: Path) -> None:
    """Of 56 (simulated), those stop that name what the patient has."""
    path = Path(__file__).parent.parent / "data" / "week-titles.txt"
    for line in path.read_text("utf-8").splitlines()[1:]:
        title, _, condition = line.partition(" | ")
        if condition:
            with pytest.raises(ContentError, match=f"speaks of {condition}"):
                _read(f'title: "{title}"', tmp_path)
        else:
            assert _read(f'title: "{title}"', tmp_path).title == title


@pytest.mark.parametrize("answer", ["not-pregnant", "cannot-be-pregnant"])
def test_a_title_and_an_answer_that_contradict_stop(answer: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _read(f"title: Nausea in pregnancy\nconditions: [{answer}]", tmp_path)
    assert f"speaks of pregnant, and the conditions say {answer}." in str(caught.value)


@pytest.mark.parametrize(
    "title",
    ["Back pain: 2 weeks", "Calm after a burn-out", "Sleep at 50", "Baby steps for back pain",
     "Child's pose and points", "Boy, my back!", "Girl power: calm", "A stroke of luck",
     "Port and starboard", "Falls back: calm", "Cast off your stress", "Headache, no aura",
     "Preparing for surgery", "Sleep when baby sleeps", "Kid-friendly desk breaks"],
)  # fmt: skip
def test_a_title_may_speak_of_something_else(title: str, tmp_path: Path) -> None:
    assert _read(f'title: "{title}"', tmp_path).title == title


@pytest.mark.parametrize(
    "patient",
    ["CANCELLED - Sam Oak", "Ida (DECEASED)", "Jo DO NOT CONTACT", "Ann (no-show)", "Tom (RIP)",
     "Al Bruno - rescheduled", "zz Duplicate Ann", "Bo - don't email"],
)  # fmt: skip
def test_nobody_who_is_not_expected_gets_a_sheet_unasked(patient: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="perhaps nobody is to get this sheet"):
        _read(f'patient: "{patient}"', tmp_path)
