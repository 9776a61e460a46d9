from __future__ import annotations

import pytest

from handouts.errors import ContentError
from handouts.prescription.tables.headings import Column, as_columns, name_columns, plain


def _named(*written: str, **given: str) -> tuple[tuple[str, ...], list[str]]:
    columns = [Column(place, heading) for place, heading in enumerate(written)]
    told = name_columns(columns, "t.csv", 1, given, lambda _: ["-"], list)
    return tuple(one.field for one in columns), [str(one) for one in told]


def _refused(*written: str, **given: str) -> str:
    with pytest.raises(ContentError) as caught:
        _named(*written, **given)
    return str(caught.value)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail", "email"), ("Email Address", "email"), ("E-Mail Address:", "email"),
        ("PATIENT", "patient"), ("\ufeffPatient Name", "patient"), ("Client", "patient"),
        ("FullName", "patient"), ("NextVisit", "next_visit"),
        ("Client Name", "patient"), ("full_name", "patient"), ("Patient’s Name", "patient"),
        ("Next\u00a0Visit", "next_visit"), ("next-visit:", "next_visit"),
        ("Next Appointment", "next_visit"), ("Next Appt. Date", "next_visit"),
        (" how  often ", "how_often"), ("For-how-long", "for_how_long"), ("Ｐｏｉｎｔｓ", "points"),
    ],
)  # fmt: skip
def test_headings_as_practice_programs_write_them(heading: str, field: str) -> None:
    columns, told = _named(heading, "Routine")
    assert columns == (field, "routine")
    assert not told


def test_other_columns_are_named_once_and_what_safety_may_need_apart() -> None:
    columns, (told,) = _named("Client", "DOB", "Phone", "Diagnosis (ICD)", "Insurance", "Allergies")
    assert columns == ("patient", "birth_date", "", "", "", "")
    assert "These columns are not read: Phone, Insurance." in told
    assert "Diagnosis (ICD), Allergies: not read, though safety may need it." in told
    assert "a column conditions" in told


@pytest.mark.parametrize(
    "heading",
    ["Medical History", "Current Medications", "Due Date",
     "Health Conditions", "Dx", "Surgeries", "Rx 1"],
)  # fmt: skip
def test_what_safety_may_need(heading: str) -> None:
    assert f"{heading}: not read, though" in _named("patient", heading)[1][0]


@pytest.mark.parametrize(
    "heading",
    ["State", "Rate", "Phone", "Status", "Gender", "Pronouns", "City", "Zip", "Balance", "Sex",
     "Provider", "Location", "Room", "Service", "Code", "Referral Source", "Copay", "Color", "Tags",
     "Staff", "Country", "Street", "Created At", "Last Visit", "Payer", "Member ID", "Type"],
)  # fmt: skip
def test_no_column_of_theirs_is_taken_for_one_of_ours(heading: str) -> None:
    assert _named("patient", heading)[0] == ("patient", "")


@pytest.mark.parametrize("slip", ["conditons", "contitions", "rutine", "pateint", "ponts", "emial"])
def test_a_slip_of_the_fingers_is_asked_back(slip: str) -> None:
    assert "Did you mean" in _refused("title", slip)


@pytest.mark.parametrize("heading", ["PDF password", "Password (date of birth)", "Passcode"])
def test_a_password_by_another_heading_is_asked_about(heading: str) -> None:
    """Not read in silence: the sheet would go out open."""
    assert "Did you mean password?" in _refused("patient", heading)
    named = {plain(heading): ""}
    assert _named("patient", heading, **named)[0] == ("patient", "")
    assert _named("patient", "password", "Portal password")[0] == ("patient", "password", "")


def test_a_name_in_parts_a_whole_name_and_a_time() -> None:
    first = ("Last Name", "First Name", "Preferred Name", "Next Appointment", "Time")
    assert _named(*first)[0] == (
        "last_name", "first_name", "preferred_name", "next_visit", "next_visit_time",
    )  # fmt: skip
    columns, (told,) = _named("First Name", "Last Name", "Full Name")
    assert columns == ("", "", "patient")
    assert "First Name, Last Name" in told
    columns, (told,) = _named("patient", "Time", "next visit")
    assert columns == ("patient", "", "next_visit")
    assert '--map "Time=next_visit_time"' in told


@pytest.mark.parametrize("time", ["Time", "Appt Time", "Appointment Time", "Visit Time"])
@pytest.mark.parametrize("visit", ["Next Appt", "Next Appointment", "Next Visit Date"])
def test_a_time_beside_the_visit_is_its_time(visit: str, time: str) -> None:
    columns, told = _named("Name", visit, time, "Routine")
    assert columns[1:3] == ("next_visit", "next_visit_time")
    may_be_todays = time not in ("Time", f"{visit.removesuffix(' Date')} Time")
    said = f"t.csv:1: “{time}” is read as the time of the next visit. "
    cure = f'If it is not: --map "{time}=none".'
    assert told == ([said + cure] if may_be_todays else [])


def test_an_appointment_may_be_the_next_one_or_not() -> None:
    columns, (told,) = _named("Client", "Appointment Date", "Appointment Time")
    assert columns == ("patient", "", "")
    assert '--map "Appointment Date=next_visit"' in told
    given = as_columns([("appointment date", "Next Visit")], "--map")
    assert _named("Client", "Appointment Date", "Appointment Time", **given)[0] == (
        "patient", "next_visit", "next_visit_time",
    )  # fmt: skip


def test_two_columns_for_one_are_asked_back_until_it_is_said_which() -> None:
    said = _refused("Client", "Email", "Primary Email")
    assert "“Email” and “Primary Email” can each be the email" in said
    assert _named("Client", "Email", "Primary Email", primary_email="email")[0][1:] == ("", "email")
    assert not _named("Client", "Points", points="")[1]


def test_what_a_column_is_said_to_be_must_be_a_field() -> None:
    with pytest.raises(ContentError, match="Did you mean next_visit"):
        as_columns([("Visit", "next_visti")], "--map")


def test_two_answers_for_one_column_are_refused() -> None:
    with pytest.raises(ContentError, match="“notes” is said to be none and notes"):
        as_columns([("Notes", "none"), ("notes", "notes")], "--map")
    assert as_columns([("Notes", "none"), ("notes", "none")], "--map") == {"notes": ""}


THEIRS = ["Notes", "Title", "Date", "Language", "Clinic"]


@pytest.mark.parametrize("heading", THEIRS)
@pytest.mark.parametrize(
    ("others", "given"),
    [
        (("Client Name", "Phone"), {}),
        (("Patient", "DOB", "Routine"), {}),
        (("Patient", "DOB", "Phone", "Routine"), {"dob": "", "phone": ""}),
        (("Patient", "Visit on", "Routine"), {"visit_on": "next_visit"}),
        (("Patient", "#", "Routine"), {}),
        (("Client", "Email", "Routine"), {}),
        (("Patient", "Email"), {}),
        (("Patient", "Points"), {"points": ""}),
    ],
)
def test_what_means_something_else_in_an_export_is_asked_back(
    heading: str, others: tuple[str, ...], given: dict[str, str]
) -> None:
    """Whatever has been said of the columns beside it: private notes are never printed unasked."""
    assert f'--map "{heading}=none"' in _refused(*others, heading, **given)
    own = heading.lower()
    assert _named(*others, heading, **given, **{own: own})[0][-1] == own
    assert _named(*others, heading, **given, **{own: ""})[0][-1] == ""


def test_what_can_only_be_for_the_sheet_is_read_beside_what_may_be_theirs() -> None:
    """Else a row whose `Notes` are private could get no words of its own."""
    columns, told = _named("Patient", "Routine", "Notes", "Sheet Title", "sheet notes")
    assert columns == ("patient", "routine", "", "title", "notes")
    assert "not read: Notes" in told[0]
    columns, _ = _named("Patient", "Notes", "Sheet Notes", Notes="")
    assert columns == ("patient", "", "notes")


@pytest.mark.parametrize("heading", THEIRS)
@pytest.mark.parametrize("others", [("Patient", "Routine"), ("ID", "E-mail", "HowOften")])
def test_a_table_made_for_handouts_is_read_as_it_is(heading: str, others: tuple[str, ...]) -> None:
    columns, told = _named(*others, heading)
    assert columns[-1] == heading.lower()
    assert not told


@pytest.mark.parametrize(
    ("heading", "field"),
    [("DOB", "birth_date"), ("Date of Birth", "birth_date"), ("D.O.B.", "birth_date"),
     ("Age", "age"), ("Age (years)", "age"), ("Page", ""), ("Stage", ""), ("Status", "")],
)  # fmt: skip
def test_how_old_somebody_is(heading: str, field: str) -> None:
    assert _named("patient", heading)[0] == ("patient", field)


def test_what_is_said_to_be_conditions_may_stand_in_several_columns() -> None:
    said = as_columns([("Medications", "conditions"), ("Allergies", "conditions")], "--map")
    columns, told = _named("patient", "conditions", "Medications", "Allergies", **said)
    assert columns == ("patient", "conditions", "medical", "medical")
    assert not told


def test_a_reason_is_ours_only_where_we_wrote_it() -> None:
    columns, (told,) = _named("patient", "Reason", "points")
    assert columns == ("patient", "", "points")
    assert "Reason: not read, though safety may need it." in told
    assert _named("Reason", "patient")[0] == ("", "patient")
    columns, (told,) = _named("reason", "patient", "Reason", "Reasons")
    assert columns == ("reason", "patient", "", "")
    assert "Reason, Reasons: not read" in told
    columns, (told,) = _named("reason", "from", "patient", "From")
    assert columns == ("reason", "from", "patient", "")
    assert _named("from", "patient")[0] == ("", "patient")
