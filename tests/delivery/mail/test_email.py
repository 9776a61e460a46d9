"""`handouts email`: drafts by default; a send says first what would go; nobody gets it twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from getpass import GetPassWarning
from pathlib import Path

import pypdfium2
import pytest

from handouts.commands import run
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.mail.smtp import SmtpClient
from handouts.errors import Exit

from ..conftest import Capsys, Serve
from ..runs import batch, read_table, write_table
from ..server import PASSWORD, Handler

KILLS = int(os.environ.get("HANDOUTS_TEST_KILLS", "4"))
PATIENTS = 12


pytestmark = pytest.mark.usefixtures("clinic")


def email(source: object, *words: object) -> int:
    """The exit code of `handouts email`."""
    return run(["email", str(source), *map(str, words)])


def table(folder: Path, rows: list[tuple[str, str]]) -> Path:
    path = folder / "day.csv"
    lines = ["patient,email,points", *(f"{name},{address},SI3" for name, address in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def manifest_of(folder: Path, rows: list[tuple[str, str]]) -> Path:
    assert batch(table(folder, rows), "-o", folder / "out", "-q") == Exit.DONE
    return folder / "out" / "manifest.csv"


def asked_back(folder: Path, rows: list[tuple[str, str]]) -> Path:
    """The manifest of a batch that is not mailed as it stands."""
    manifest = manifest_of(folder, rows)
    assert email(manifest) == Exit.CONTENT
    return manifest


def people(count: int) -> list[tuple[str, str]]:
    return [(f"Patient Number{n:02}", f"p{n:02}@example.org") for n in range(count)]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_drafts_are_the_default_and_each_holds_its_own_patient(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, people(3))
    assert email(manifest, "-o", tmp_path / "mail") == Exit.DONE
    drafts = sorted((tmp_path / "mail").glob("*.eml"))
    assert len(drafts) == 3
    for number, path in enumerate(drafts):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert message["To"].addresses[0].addr_spec == f"p{number:02}@example.org"
        assert message["X-Unsent"] == "1"
        (attachment,) = message.iter_attachments()
        text = text_of(attachment.get_content())
        assert f"Patient Number{number:02}" in text
        assert not any(f"Number{other:02}" in text for other in range(3) if other != number)
        assert path.stat().st_mode & 0o077 == 0
    assert SentRecord().entries() == []


@pytest.mark.parametrize(("names", "stem"), [("id", "17"), ("initials", "al")])
def test_mail_is_named_as_the_documents_are(
    tmp_path: Path, capsys: Capsys, names: str, stem: str
) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("id,patient,email,points\n17,Ann Lee,a@example.org,SI3\n")
    assert batch(day, "-o", out, "-q", "--names", names) == Exit.DONE
    assert email(out / "manifest.csv") == Exit.DONE
    (draft,) = (out / "mail").glob("*.eml")
    assert draft.name == f"handout-{stem}.eml"
    assert f'filename="handout-{stem}.pdf"'.encode() in draft.read_bytes()
    assert "ann" not in capsys.readouterr().out.casefold()


def test_a_prescription_can_be_mailed_alone(tmp_path: Path) -> None:
    path = tmp_path / "ann.yaml"
    path.write_text("patient: Ann\nemail: ann@example.org\npoints: [SI3]\n", "utf-8")
    assert email(path) == Exit.DONE
    assert (tmp_path / "mail" / "handout-ann.eml").is_file()


def test_without_yes_a_send_says_what_would_go_and_sends_nothing(
    tmp_path: Path, capsys: Capsys
) -> None:
    assert email(manifest_of(tmp_path, people(2)), "--send") == Exit.DONE
    said = capsys.readouterr().out
    assert "would send to Patient Number00 <p00@example.org>" in said
    assert "Nothing was sent" in said
    assert "\nsent" not in said


def test_an_international_address_is_shown_as_it_is_read(tmp_path: Path, capsys: Capsys) -> None:
    manifest = manifest_of(
        tmp_path, [("Ann", "ann@müller.de"), ("Bo", "Bo Lee <bo@xn--mller-kva.de>")]
    )
    assert email(manifest, "-o", tmp_path / "mail") == Exit.DONE
    said = capsys.readouterr().out
    assert "ann@müller.de" in said
    assert "bo@müller.de" in said
    for path in (tmp_path / "mail").glob("*.eml"):
        assert b"@xn--mller-kva.de>" in path.read_bytes()


def test_two_patients_of_one_address_are_asked_about(tmp_path: Path, capsys: Capsys) -> None:
    lees = [("Ann Lee", "lee@example.org"), ("Bo Lee", "LEE@example.org")]
    manifest = asked_back(tmp_path, lees)
    assert "Ann Lee, Bo Lee" in capsys.readouterr().err
    assert email(manifest, "--shared-addresses") == Exit.DONE


def test_a_shared_address_keeps_nobody_else_waiting(tmp_path: Path, capsys: Capsys) -> None:
    lees = [("Ann Lee", "lee@example.org"), ("Bo Lee", "LEE@example.org")]
    manifest = manifest_of(tmp_path, [*lees, ("Cy", "cy@example.org"), ("cy ", "cy@example.org")])
    mail = tmp_path / "mail"
    assert email(manifest, "-o", mail) == Exit.SOME_FAILED
    assert "--shared-address lee@example.org" in capsys.readouterr().err
    assert {path.name for path in mail.glob("*.eml")} == {"handout-cy.eml", "handout-cy-2.eml"}
    assert (mail / "not-sent.csv").read_text("utf-8-sig").count("Ann Lee") == 3
    words = [manifest, "-o", mail, "--shared-address", "Lee@Example.org"]
    assert email(*words) == Exit.DONE
    assert len(list(mail.glob("*.eml"))) == 4
    assert not (mail / "not-sent.csv").exists()


def test_the_same_row_twice_goes_once_and_is_told(tmp_path: Path, capsys: Capsys) -> None:
    rows = [("Ana", "a@example.org"), ("Bo", "b@example.org"), ("Ana", "A@Example.org")]
    day = table(tmp_path, rows)
    assert batch(day, "-o", tmp_path / "out") == Exit.DONE
    assert "Rows that stand there twice: 4 (as 2). Each gets a sheet." in capsys.readouterr().err
    words = [tmp_path / "out" / "manifest.csv", "-o", tmp_path / "mail"]
    assert email(*words) == Exit.DONE
    said = capsys.readouterr().err
    assert f"the same once more, so it goes only once: {day}:4 (as {day}:2)" in said
    assert {path.name for path in (tmp_path / "mail").glob("*.eml")} == {
        "handout-ana.eml", "handout-bo.eml",
    }  # fmt: skip
    assert email(*words, "--send") == Exit.DONE
    assert capsys.readouterr().out.count("would send") == 2


def test_two_handouts_of_one_patient_are_told(tmp_path: Path, capsys: Capsys) -> None:
    day = tmp_path / "day.csv"
    lines = ["patient,email,points", "Ana,a@x.org,SI3", "Bo,b@x.org,SI3", "ana,a@x.org,LI4"]
    lines += ["Ana,c@x.org,SI3", "Ana,c@x.org,LI4"]
    day.write_text("\n".join(lines), "utf-8")
    assert batch(day, "-o", tmp_path / "out", "-q") == Exit.DONE
    assert email(tmp_path / "out" / "manifest.csv") == Exit.DONE
    said = capsys.readouterr()
    assert f"2 messages are for Ana: {day}:2, {day}:4." in said.err
    assert f"2 messages are for Ana: {day}:5, {day}:6." in said.err, "another of that name"
    assert said.out.count(".eml") == 5


def test_two_without_a_name_are_asked_about(tmp_path: Path, capsys: Capsys) -> None:
    asked_back(tmp_path, [("", "a@x.org"), ("", "a@x.org")])
    assert "It is the address of" in capsys.readouterr().err


def test_a_server_that_puts_everybody_off_is_told_of_once(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch,
    capsys: Capsys,
) -> None:  # fmt: skip
    monkeypatch.setitem(SmtpClient.__init__.__kwdefaults__, "pauses", (0.0,))
    server = serve({"RCPT": b"450 4.7.1 Greylisted, try again later"})
    manifest = manifest_of(tmp_path, people(9))
    mail = tmp_path / "mail"
    words = [manifest, "-o", mail, "--send", "--yes"]
    assert email(*words) == Exit.NOT_DELIVERED
    said = capsys.readouterr().err
    assert said.count("not sent:") == 2
    assert said.count("to 3 patients in a row") == 1
    assert len([line for line in server.lines if line.startswith(b"rcpt")]) == 6, "two tries each"
    assert len(read_table(mail / "not-sent.csv")) == 9
    assert SentRecord().entries() == []


def test_a_password_of_a_table_is_held_to_what_a_typed_one_is(
    tmp_path: Path, capsys: Capsys
) -> None:
    rows = {"Ana": "1234", "Bo": "1021980", "Cy": "1.02198E+09", "Di": "aaaaaaaaaa",
            "Eve": "01021980", "Flo": "blue-kettle-9", "Guy": "#Sunflower7!", "Hal": "#DIV/0!",
            "Ida": "1980-11-20", "Jo": "1980-11-20 00:00", "Kai": "1234567890123450",
            "Lea": "#VALEUR!", "Mia": "#¡VALOR!", "Nia": "#ÜBERLAUF!",
            "Ola": "#Kettle!"}  # fmt: skip
    day = tmp_path / "day.csv"
    lines = [f"{name},{name}@example.org,SI3,{word}" for name, word in rows.items()]
    day.write_text("\n".join(["patient,email,points,password", *lines]), "utf-8")
    assert batch(day, "-o", tmp_path / "out", "-q") == Exit.SOME_FAILED
    words = [tmp_path / "out" / "manifest.csv", "-o", tmp_path / "mail"]
    assert email(*words, "--protect") == Exit.DONE
    assert email(*words) == Exit.DONE, "what is locked is what has a password"
    said = capsys.readouterr().err
    drafts = {path.name.removeprefix("handout-") for path in (tmp_path / "mail").glob("*.eml")}
    assert drafts == {"eve.eml", "flo.eml", "guy.eml", "ida.eml", "ola.eml"}
    for row in (2, 3, 4, 5, 9, 11, 13, 14, 15):
        assert f"{day}:{row}: password: The password is" in said
    assert f"{day}:12: password: A spreadsheet keeps 15 digits" in said
    assert "zeros at the start" in said
    assert f"1 of 5 passwords is digits alone: {day}:6." in said
    assert "1 of 5 passwords is a day, to be typed as year-month-day" in said
    for word in rows.values():
        assert word not in said


def test_of_two_with_one_name_the_file_says_which_is_locked(tmp_path: Path, capsys: Capsys) -> None:
    day = tmp_path / "day.csv"
    rows = "Al Poe,a@b.org,SI3,01021980\nAl Poe,b@b.org,SI3,\nBo,c@b.org,SI3,\n"
    day.write_text(f"patient,email,points,password\n{rows}", "utf-8")
    assert batch(day, "-o", tmp_path / "out", "-q") == Exit.DONE
    assert email(tmp_path / "out" / "manifest.csv") == Exit.DONE
    said = capsys.readouterr().err
    assert "of its row: Al Poe (al-poe.pdf). The others are not locked: Al Poe (al-" in said
    assert "-2.pdf), Bo." in said
    assert f"1 of 1 passwords is digits alone: {day}:2." in said


def with_passwords(folder: Path, passwords: dict[str, str]) -> Path:
    """The manifest of a table in which not everybody has a password."""
    lines = [f"{name},{name}@example.org,SI3,{word}" for name, word in passwords.items()]
    (folder / "day.csv").write_text("\n".join(["patient,email,points,password", *lines]), "utf-8")
    assert batch(folder / "day.csv", "-o", folder / "out", "-q") == Exit.DONE
    return folder / "out" / "manifest.csv"


def is_locked(draft: Path) -> bool:
    message = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    (attachment,) = message.iter_attachments()
    return b"/Encrypt" in attachment.get_content()


def test_a_password_in_a_row_locks_its_pdf_and_who_has_which_is_told(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = with_passwords(tmp_path, {"Ann": "sunflower77", "Bo": "", "Cy": "blue-kettle"})
    mail = manifest.parent / "mail"
    assert email(manifest) == Exit.DONE
    locked = {path.name: is_locked(path) for path in mail.glob("*.eml")}
    assert locked == {"handout-ann.eml": True, "handout-bo.eml": False, "handout-cy.eml": True}
    said = capsys.readouterr().err
    assert "with the password of its row: Ann, Cy. The others are not locked: Bo." in said
    assert email(manifest, "--send") == Exit.DONE
    told = capsys.readouterr().out.splitlines()
    assert ["kB, locked)" in line for line in told[:3]] == [True, False, True]
    assert "kB, not locked)" in told[1]
    monkeypatch.setattr("click.prompt", warns_of_no_terminal)
    assert email(manifest, "--protect") == Exit.USAGE
    assert "for the PDFs of Bo, who have none in the table" in capsys.readouterr().err
    monkeypatch.setenv("HANDOUTS_PDF_PASSWORD", "green-garden")
    assert email(manifest, "--protect") == Exit.DONE
    said = capsys.readouterr().err
    assert "The others are locked with the one password for all: Bo." in said
    assert is_locked(mail / "handout-bo.eml")


def warns_of_no_terminal(*_: object, **__: object) -> str:
    raise GetPassWarning


def test_an_address_of_the_command_line_may_be_as_it_was_copied(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest, to = manifest_of(tmp_path, people(2)), people(1)[0][1]
    for typed in (f"<{to}>", f"Pat Poe <{to}>", f"mailto:{to}."):
        assert email(manifest, "--again-to", typed, "--shared-address", typed) == Exit.DONE
    assert f"(to {to}" in capsys.readouterr().out
    for option in ("--again-to", "--shared-address"):
        assert email(manifest, option, "Mia") == Exit.CONTENT
        assert f"{option}: This is not an e-mail address." in capsys.readouterr().err


def test_again_to_an_address_goes_to_that_one_alone(
    tmp_path: Path, handler: Handler, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, [*people(2), ("No One", "no.one@example.org")])
    mail = manifest.parent / "mail"
    assert email(manifest) == Exit.DONE
    assert email(manifest, "--again-to", people(1)[0][1]) == Exit.DONE
    assert len(list(mail.glob("*.eml"))) == 3, "drafts of the others stay"
    capsys.readouterr()
    assert email(manifest, "--send", "--again-to", people(1)[0][1]) == Exit.DONE
    assert capsys.readouterr().out.count("would send to") == 1
    assert email(manifest, "--send", "--yes", "--again-to", people(1)[0][1]) == Exit.DONE
    assert [handler.taken(address) for _, address in people(2)] == [1, 0]
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    (left,) = read_table(mail / "not-sent.csv")
    assert (left["patient"], left["email"]) == ("No One", "no.one@example.org")
    assert email(manifest, "--send", "--yes", "--again-to", people(1)[0][1]) == Exit.DONE
    assert [handler.taken(address) for _, address in people(2)] == [2, 1]
    assert len(read_table(mail / "not-sent.csv")) == 1, "the list of the others stays"
    capsys.readouterr()
    assert email(mail / "not-sent.csv", "--send", "--yes") == Exit.CONTENT
    assert f"handouts email {manifest} --send" in capsys.readouterr().err


def test_an_address_that_was_mended_in_the_manifest_is_told(tmp_path: Path, capsys: Capsys) -> None:
    manifest = manifest_of(tmp_path, people(2))
    before = manifest.read_text("utf-8-sig")
    address = people(2)[0][1]
    manifest.write_text(before.replace(address, "new@example.org"), "utf-8-sig")
    assert email(manifest, "-o", tmp_path / "mail") == Exit.SOME_FAILED
    said = capsys.readouterr().err
    assert f"email: The manifest says new@example.org, this row {address}. Mend the address" in said
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def test_nobodys_draft_is_written_over(tmp_path: Path, capsys: Capsys) -> None:
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "Handout-Ann.eml").write_text("a stranger's", "utf-8")
    (mail / "not-sent.csv").write_text("mine", "utf-8")
    for name, patient in (("a", "Ann"), ("b", "Ann"), ("c", "Ann!")):
        text = f"patient: {patient}\nemail: {name}@example.org\npoints: [SI3]\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        for _ in range(2):
            assert email(tmp_path / f"{name}.yaml") == Exit.DONE
    assert (mail / "Handout-Ann.eml").read_text("utf-8") == "a stranger's"
    assert (mail / "not-sent.csv").read_text("utf-8") == "mine"
    to = {path.name: addressed(path) for path in mail.glob("handout*.eml")}
    assert to == {f"handout-ann-{n}.eml": f"{name}@example.org"
                  for n, name in ((2, "a"), (3, "b"), (4, "c"))}  # fmt: skip


def addressed(draft: Path) -> str:
    message = message_from_bytes(draft.read_bytes(), policy=policy.default)
    return str(message["To"].addresses[0].addr_spec)


def test_a_draft_that_holds_no_more_is_taken_away_and_named(tmp_path: Path, capsys: Capsys) -> None:
    mail = tmp_path / "out" / "mail"
    manifest = manifest_of(tmp_path, people(4))
    alone = tmp_path / "zoe.yaml"
    alone.write_text("patient: Zoe\nemail: z@example.org\npoints: [SI3]\n", "utf-8")
    for source in (alone, manifest):
        assert email(source, "-o", mail) == Exit.DONE
    # Row 2 is refused, row 3 has moved to another address, row 5 is gone.
    table(tmp_path, [("Patient Number00", ""), ("Patient Number01", "new@example.org"),
                     ("Patient Number02", "p02@example.org")])  # fmt: skip
    assert batch(tmp_path / "day.csv", "-o", tmp_path / "out") == Exit.DONE
    capsys.readouterr()
    assert email(manifest, "-o", mail) == Exit.SOME_FAILED
    said = capsys.readouterr().err
    assert said.count("holds no more and is deleted") == 3
    left = sorted(addressed(path) for path in mail.glob("*.eml"))
    assert left == ["new@example.org", "p02@example.org", "z@example.org"]
    alone.write_text("patient: Zoe\nemail: z@example.org\npoints: [nowhere]\n", "utf-8")
    assert email(alone, "-o", mail) == Exit.CONTENT
    assert len(list(mail.glob("*.eml"))) == 2


def test_a_draft_that_somebody_has_changed_is_theirs(tmp_path: Path, capsys: Capsys) -> None:
    mail = tmp_path / "mail"
    for address in ("old@example.org", "new@example.org"):
        manifest = manifest_of(tmp_path, [("Ann", address)])
        assert email(manifest, "-o", mail) == Exit.DONE
        draft = mail / "handout-ann.eml"
        if address.startswith("old"):
            by_hand = draft.read_bytes().replace(b"Hello Ann", b"Dearest Ann")
            draft.write_bytes(by_hand)
    assert draft.read_bytes() == by_hand
    assert addressed(mail / "handout-ann-2.eml") == "new@example.org"
    assert f"note: {draft} was changed by hand" in capsys.readouterr().err


def test_two_drafts_for_one_patient_are_named(tmp_path: Path, capsys: Capsys) -> None:
    for name in ("old", "new"):
        path = tmp_path / f"{name}.yaml"
        path.write_text("patient: Ann\nemail: a@example.org\npoints: [SI3]\n", "utf-8")
        assert email(path) == Exit.DONE
    first = tmp_path / "mail" / "handout-ann.eml"
    assert f"note: {first} is for one of these patients, too." in capsys.readouterr().err


def test_a_table_of_which_no_row_can_be_mailed_has_its_list_too(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, [("Ann", ""), ("Bo", "")])
    assert email(manifest) == Exit.CONTENT
    failed = (manifest.parent / "mail" / "not-sent.csv").read_text("utf-8-sig")
    assert failed.count("no e-mail address") == 2
    listed = manifest.parent / "mail" / "not-sent.csv"
    assert batch(listed, "-o", tmp_path / "new", "--routine", "low-back") == Exit.CONTENT
    assert not (tmp_path / "new").exists(), "no sheets without what is known of the patients"


def test_a_patient_without_an_address_is_named_and_the_others_are_written(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, [("Ann", "ann@example.org"), ("Bo", "")])
    assert email(manifest, "-o", tmp_path / "mail") == Exit.SOME_FAILED
    assert "no e-mail address" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mail").glob("*.eml")] == ["handout-ann.eml"]
    assert "no e-mail address" in (tmp_path / "mail" / "not-sent.csv").read_text("utf-8-sig")


def test_a_handout_that_changed_since_the_batch_is_not_mailed(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, people(2))
    changed = table(tmp_path, [("Somebody Else", "p00@example.org")])
    assert email(manifest) != Exit.DONE
    said = capsys.readouterr().err
    assert f"{changed}:2: This row has changed since" in said
    assert f"{changed}:3: The table has no such row" in said
    assert not list(tmp_path.rglob("*.eml"))


def test_a_table_that_is_gone_keeps_nobody_else_waiting(tmp_path: Path, capsys: Capsys) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,email,points\nAnn,ann@example.org,SI3\nBo,bo@example.org,LI44\n")
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace(",LI44", ",LI4"), "utf-8")
    assert batch(failed, "-o", out, "-q") == Exit.DONE
    failed.unlink()
    capsys.readouterr()
    assert email(out / "manifest.csv") == Exit.SOME_FAILED
    assert f"{failed}: There is no such file any more" in capsys.readouterr().err
    assert [path.name for path in (out / "mail").glob("*.eml")] == ["handout-ann.eml"]
    day.write_text("patient,email,points\nAnn,ann@example.org,SI3\n")
    assert batch(day, "-o", out) == Exit.DONE
    said = capsys.readouterr().err
    assert f"note: {failed}: There is no such file any more, so its handout leaves" in said
    assert "not from this one: bo.pdf" in said
    assert email(out / "manifest.csv", "-q") == Exit.DONE


def test_a_mended_row_gives_way_to_the_row_it_came_from(tmp_path: Path, capsys: Capsys) -> None:
    """Else the patient gets two treatments."""
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,email,points\nAnn,ann@x.org,SI3\nBo,bo@x.org,LI44\nCy,cy@x.org,LI44\n")
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed = out / "failed.csv"
    came = [row["from"].partition("#")[0] for row in read_table(failed)]
    assert came == ["../day.csv:3", "../day.csv:4"]
    failed.write_text(failed.read_text("utf-8-sig").replace(",LI44", ",LI4"), "utf-8")
    assert batch(failed, "-o", out) == Exit.DONE
    assert "from" not in capsys.readouterr().err, "a mended list belongs to its table"
    day.write_text("patient,email,points\nBo,BO@x.org,SI3\nAnn,ann@x.org,SI3\nCy,cy@x.org,LI44\n")
    assert batch(day, "-o", out) == Exit.DONE
    said = capsys.readouterr().err
    assert f"note: {failed}:2: The row of {day} that it came from (3 then) has changed" in said
    assert f"Wrong here still, but mended in {failed}: row 4." in said
    assert "LI44" not in said, "nobody is asked to mend a row twice"
    assert "not from this one: bo.pdf. They" in said, "failed.csv is still Cy's"
    assert email(out / "manifest.csv", "--send") == Exit.DONE
    told = capsys.readouterr().out.lower()
    assert [told.count(f"<{name}@x.org>") for name in ("ann", "bo", "cy")] == [1, 1, 1]
    (mended,) = [row for row in read_table(out / "manifest.csv") if row["patient"] == "Cy"]
    assert mended["source"] == "failed.csv"


N = "none; not-pregnant; no-blood-clot"


@pytest.mark.parametrize(
    ("wrong", "mended", "true"),
    [
        ("Ana Em,ana at x.org,SI3", "Ana Em,ana@x.org,SI3", "Ana Em,anna@x.org,SI3"),
        ('"Ruiz, Ana and Leo",r@x.org,SI3', "Ana Ruiz,r@x.org,SI3", "Ana and Leo Ruiz,r@x.org,SI3"),
    ],
)
@pytest.mark.parametrize("table_first", [False, True])
def test_a_row_that_is_mended_differently_in_list_and_table_is_told(
    tmp_path: Path, capsys: Capsys, wrong: str, mended: str, true: str,
    *, table_first: bool,
) -> None:  # fmt: skip
    day, out = tmp_path / "day.csv", tmp_path / "out"
    rows = f"patient,email,points,conditions\nBob,bob@x.org,SI3,{N}\n{wrong},{N}\n"
    day.write_text(rows)
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace(wrong, mended), "utf-8")
    day.write_text(rows.replace(wrong, true))
    for source in (day, failed) if table_first else (failed, day):
        day.write_text(rows.replace(wrong, true) if table_first or source == day else rows)
        capsys.readouterr()
        assert batch(source, "-o", out) == Exit.DONE
    said = capsys.readouterr().err
    if table_first:
        assert "gone from it, or read otherwise: row 2 (" in said
    else:
        assert f"{failed}:2: The row of {day} that it came from (3 then) has changed" in said
    assert email(out / "manifest.csv", "--send") == Exit.DONE
    told = capsys.readouterr().out
    assert [told.count(to) for to in ("<ana@x", "<anna@x", "<r@x")] in ([0, 1, 0], [0, 0, 1])


@pytest.mark.parametrize("now", ["Hank,hank@x.org,SI3\n", ""], ids=["corrected", "deleted"])
def test_a_mended_row_that_its_table_has_overtaken_does_not_come_back_in_silence(
    now: str, tmp_path: Path, capsys: Capsys
) -> None:
    """The list is run for another patient of it; the old sheet goes out only after a yes."""
    day, out = tmp_path / "day.csv", tmp_path / "out"
    head, carl = "patient,email,points\nAnn,ann@x.org,SI3\n", "Carl,carl@x.org,LI44\n"
    day.write_text(f"{head}Hank,hank@x.org,LI4 KI33\n{carl}")
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed, manifest = out / "failed.csv", out / "manifest.csv"
    mended = failed.read_text("utf-8-sig").replace("LI4 KI33", "LI4; KI3")
    failed.write_text(mended, "utf-8")
    assert batch(failed, "-o", out, "-q") == Exit.SOME_FAILED
    day.write_text(f"{head}{now}{carl}")
    assert batch(day, "-o", out) == Exit.SOME_FAILED
    assert "delete what stands under `from`" in capsys.readouterr().err
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    for _ in range(2):
        assert batch(failed, "-o", out) == Exit.DONE
        said = capsys.readouterr().err
        assert "row 2 (Hank: row 3 of day.csv then)." in said
        assert "passed over, and not mailed" in said
        made = {(one["patient"], one["source"]) for one in read_table(manifest) if one["sha256"]}
        assert ("Hank", "failed.csv") not in made
        assert ("Carl", "failed.csv") in made
    rows = read_table(failed)
    rows[0]["from"] = ""  # the yes
    write_table(failed, rows, list(rows[0]))
    assert batch(failed, "-o", out) == Exit.DONE
    made = {(one["patient"], one["source"]) for one in read_table(manifest) if one["sha256"]}
    assert ("Hank", "failed.csv") in made


def test_a_mended_row_holds_until_its_own_row_is_mended_or_gone(
    tmp_path: Path, capsys: Capsys
) -> None:
    """A patient with two sheets keeps the mended one, wherever its row stands by now."""
    day, out = tmp_path / "day.csv", tmp_path / "out"
    first, bad = "patient,email,points\n", "Ann,ann@x.org,LI44\n"
    day.write_text(f"{first}Ann,ann@x.org,SI3\n{bad}")
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace(",LI44", ",LI4"), "utf-8")
    assert batch(failed, "-o", out, "-q") == Exit.DONE
    manifest = out / "manifest.csv"
    for rows, kept in (
        (f"{bad}Zoe,zoe@x.org,SI3\nAnn,ann@x.org,SI3\n", True),
        ("Zoe,zoe@x.org,SI3\nAnn,ann@x.org,SI3\n", False),
    ):
        day.write_text(first + rows)
        assert batch(day, "-o", out) == Exit.DONE
        assert ("has changed or is gone" in capsys.readouterr().err) is not kept
        mailed = {one["source"] for one in read_table(manifest) if one["sha256"]}
        assert ("failed.csv" in mailed) is kept
        assert not (out / "failed-2.csv").exists()


def test_a_patient_of_two_tables_is_told_by_the_batch(tmp_path: Path, capsys: Capsys) -> None:
    manifest_of(tmp_path, [("Ann", "ann@x.org")])
    other = tmp_path / "other.csv"
    other.write_text("patient,email,points\nAnn,ann@x.org,LI4\n")
    assert batch(other, "-o", tmp_path / "out") == Exit.DONE
    said = capsys.readouterr().err
    assert f"{tmp_path / 'day.csv'}:2: The same patient has a handout of {other}, too." in said


def test_what_another_table_has_left_in_the_manifest_is_told_before_it_is_mailed(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, people(2))
    assert capsys.readouterr().err == ""
    monday, tuesday = tmp_path / "day.csv", tmp_path / "tuesday.csv"
    tuesday.write_text("patient,email,points\nZoe,zoe@example.org,SI3\n")
    assert batch(tuesday, "-o", manifest.parent) == Exit.DONE
    said = capsys.readouterr().err
    assert f"{manifest}: Handouts of other tables stay in it" in said
    assert f"are mailed with these: 2 of {monday}." in said
    for words in ([], ["--send"]):
        assert email(manifest, *words) == Exit.DONE
        said = capsys.readouterr().err
        assert f"several tables: 2 of {monday}, 1 of {tuesday}. See that all" in said


def test_a_clinic_that_changed_since_the_batch_is_named_once(
    tmp_path: Path, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, people(3))
    with (tmp_path / "clinic.yaml").open("a") as file:
        file.write("sign_off: Be well!\n")
    for words in ([], ["--send"]):
        assert email(manifest, *words) == Exit.CONTENT
        said = capsys.readouterr().err
        assert said.startswith(f"{tmp_path / 'clinic.yaml'}: The clinic's file, or its logo, has")
        assert f"Run the batch of {tmp_path / 'day.csv'} again" in said
        assert "So 3 messages do not go: Patient Number00, Patient Number01, Patient" in said
        assert len(said.splitlines()) == 1
    (tmp_path / "clinic.yaml").unlink()
    assert email(manifest) == Exit.CONTENT
    assert "is not found any more. Put it back" in capsys.readouterr().err


def test_a_mail_server_may_change_and_another_layout_may_not(
    tmp_path: Path, clinic: Callable[[int], None], capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, people(1))
    clinic(2525)
    assert email(manifest, "-q") == Exit.DONE
    assert email(manifest, "--layout", "pocket") == Exit.CONTENT
    assert "Leave out --layout and --paper" in capsys.readouterr().err


def test_a_batch_of_another_version_is_made_again_before_it_is_mailed(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(tmp_path, people(2))
    monkeypatch.setattr("handouts.delivery.made_from.stamp", lambda: "another")
    assert email(manifest) == Exit.CONTENT
    assert capsys.readouterr().err.startswith(f"{manifest}: Handouts itself has changed")


def test_a_folder_of_prescriptions_is_mailed_after_its_batch(
    tmp_path: Path, capsys: Capsys
) -> None:
    ann, bo = tmp_path / "ann.yaml", tmp_path / "bo.yaml"
    ann.write_text("patient: Ann\nemail: ann@example.org\npoints: [SI3]\n", "utf-8")
    bo.write_text("patient: Bo\nemail: bo@example.org\npoints: [LI4]\n", "utf-8")
    out = tmp_path / "out"
    assert batch(tmp_path, "-o", out, "-q") == Exit.DONE
    assert email(out / "manifest.csv") == Exit.DONE
    drafts = sorted(path.name for path in (out / "mail").iterdir())
    assert drafts == ["handout-ann.eml", "handout-bo.eml"]
    ann.write_text(ann.read_text("utf-8").replace("SI3", "SI2"), "utf-8")
    bo.unlink()
    assert email(out / "manifest.csv") == Exit.CONTENT
    said = capsys.readouterr().err
    assert f"{ann}: This prescription has changed" in said
    assert f"{bo}: There is no such file." in said


def test_who_has_no_next_visit_is_told_and_mailed_without_a_calendar(
    tmp_path: Path, capsys: Capsys
) -> None:
    rows = ("Ann,a@example.org,2026-11-20,2026-12-04", "Bo,b@example.org,2026-11-20,",
            "Cy,c@example.org,2026-12-04,2026-12-04", "Di,d@example.org,,")  # fmt: skip
    day = tmp_path / "day.csv"
    lines = ["patient,email,date,next visit,points", *(f"{row},SI3" for row in rows)]
    day.write_text("\n".join(lines), "utf-8")
    assert batch(day, "-o", tmp_path / "out", "-q") == Exit.DONE
    words = [tmp_path / "out" / "manifest.csv", "--calendar", "--reminders"]
    assert email(*words) == Exit.DONE
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "note: 2 of 4 handouts have no next visit, so no calendar file goes with them:"
        f" {day}:3, {day}:5",
        f"note: 1 of 4 handouts has no `date` before the visit, so no reminders: {day}:4",
    ]
    calendars = [b"visit.ics" in path.read_bytes() for path in sorted(tmp_path.rglob("*.eml"))]
    assert calendars == [True, False, True, False]
    assert email(*words, "-q") == Exit.DONE
    assert capsys.readouterr().err == ""


def test_a_mail_goes_through_the_server_of_the_clinic_that_made_it(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Also where that is named in the prescription, or was named for the batch."""
    own = tmp_path / "willow.yaml"
    own.write_text("name: Willow\nemail: hello@willow.example\n", "utf-8")
    ann = tmp_path / "ann.yaml"
    ann.write_text("email: ann@example.org\npoints: [SI3]\nclinic: willow.yaml\n", "utf-8")
    day, out = table(tmp_path, people(1)), tmp_path / "out"
    assert batch(day, "-o", out, "-q", "--clinic", str(own)) == Exit.DONE
    for source in (ann, out / "manifest.csv"):
        assert email(source, "--send", "--yes") == Exit.CONTENT
        assert f"{own}: smtp: It names no mail server." in capsys.readouterr().err
    with own.open("a") as file:
        file.write("smtp: {host: mail.willow.example}\n")
    bo = tmp_path / "bo.yaml"
    bo.write_text("email: bo@example.org\npoints: [SI3]\n", "utf-8")
    assert email(ann, bo, "--send", "--yes") == Exit.CONTENT
    assert "Mail those of each clinic apart" in capsys.readouterr().err


def test_a_send_reaches_everybody_once_and_says_who_was_skipped(
    tmp_path: Path, handler: Handler, capsys: Capsys
) -> None:
    manifest = manifest_of(tmp_path, [*people(3), ("No One", "no.one@example.org")])
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    for _, address in people(3):
        assert handler.taken(address) == 1
    assert handler.taken("no.one@example.org") == 0
    failed = (manifest.parent / "mail" / "not-sent.csv").read_text("utf-8-sig")
    assert "No such user" in failed
    assert capsys.readouterr().err.count("sent before") == 3


def test_a_second_send_at_once_is_told_to_wait(
    tmp_path: Path, trusted: None, capsys: Capsys
) -> None:
    """It would take what the first has on its way for what a stopped run has left."""
    manifest = manifest_of(tmp_path, people(1))
    with SentRecord().alone():
        assert email(manifest, "--send", "--yes") == Exit.FILES
    assert "Another run is sending mail. Wait for it to end" in capsys.readouterr().err
    assert not (manifest.parent / "mail").exists(), "nobody is listed as not sent"


def test_what_was_sent_is_neither_announced_nor_drafted_once_more(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    """Else the desk sends by hand what has gone out."""
    serve({})
    manifest = manifest_of(tmp_path, people(2))
    mail = manifest.parent / "mail"
    assert email(manifest) == Exit.DONE
    assert email(manifest, "--send", "--yes") == Exit.DONE
    assert capsys.readouterr().err.count(".eml was sent, so this draft is deleted") == 2
    assert not list(mail.glob("*.eml"))
    for words in (["--send"], ["--send", "--yes"], []):
        assert email(manifest, *words) == Exit.DONE
        said = capsys.readouterr()
        assert said.err.count("sent before: p0") == 2
        assert "--again-to ADDRESS sends to that address alone" in said.err
        assert "would send" not in said.out
    assert not list(mail.glob("*.eml"))
    assert email(manifest, "--again") == Exit.DONE
    assert len(list(mail.glob("*.eml"))) == 2


def test_a_draft_of_what_did_not_go_out_stays(tmp_path: Path, serve: Serve, capsys: Capsys) -> None:
    """Of two sheets for one patient, only the draft of the one that was sent is deleted."""
    serve({})
    manifest = manifest_of(tmp_path, people(1))
    assert email(manifest, "--send", "--yes") == Exit.DONE
    serve({"AUTH": b"535 5.7.8 Wrong key"})
    with (tmp_path / "day.csv").open("a") as file:
        file.write("Patient Number00,p00@example.org,LI4\n")
    assert batch(tmp_path / "day.csv", "-o", manifest.parent) == Exit.DONE
    assert email(manifest, "--again") == Exit.DONE
    drafts = sorted((manifest.parent / "mail").glob("*.eml"))
    assert len(drafts) == 2
    capsys.readouterr()
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    assert capsys.readouterr().err.count("is deleted") == 1
    left = [path for path in drafts if path.exists()]
    assert len(left) == 1
    message = message_from_bytes(left[0].read_bytes(), policy=policy.default)
    (attachment,) = message.iter_attachments()
    assert "LI4" in text_of(attachment.get_content())


def test_a_draft_to_an_address_that_was_mended_goes_when_the_right_one_is_mailed(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({})
    manifest = manifest_of(tmp_path, [("Ann", "wrong@example.org"), *people(1)])
    assert email(manifest) == Exit.DONE
    manifest_of(tmp_path, [("Ann", "right@example.org"), *people(1)])
    # the other row is not as in the batch: nothing is built of it, and its draft stays
    table(tmp_path, [("Ann", "right@example.org"), ("Patient Number00", "p0@example.org")])
    capsys.readouterr()
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    assert "handout-ann.eml holds no more and is deleted." in capsys.readouterr().err
    left = [addressed(path) for path in (manifest.parent / "mail").glob("*.eml")]
    assert left == ["p00@example.org"]


def test_what_is_sent_to_one_address_is_taken_off_the_list(tmp_path: Path, serve: Serve) -> None:
    serve({})
    family = [("Ann Lee", "lee@example.org"), ("Bob Lee", "lee@example.org"), ("No Mail", "")]
    manifest = manifest_of(tmp_path, [*family, *people(1)])
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    listed = manifest.parent / "mail" / "not-sent.csv"
    assert len(read_table(listed)) == 3
    words = ("--again-to", "lee@example.org", "--shared-address", "lee@example.org")
    assert email(manifest, "--send", "--yes", *words) == Exit.DONE
    assert [row["patient"] for row in read_table(listed)] == ["No Mail"]


def test_what_may_have_gone_out_gets_no_draft_either(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({".": b""})
    manifest = manifest_of(tmp_path, people(1))
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    for words, code in (([], Exit.SOME_FAILED), (["--send", "--yes"], Exit.NOT_DELIVERED)):
        capsys.readouterr()
        assert email(manifest, *words) == code
        assert f"send it again with --again-to {people(1)[0][1]}" in capsys.readouterr().err
    assert [path.name for path in (manifest.parent / "mail").iterdir()] == ["not-sent.csv"]


def test_one_address_is_sent_to_again_and_what_may_have_gone_is_told_of_a_new_sheet(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({".": b""})
    rows = people(1)
    assert email(manifest_of(tmp_path, rows), "--send", "--yes") == Exit.NOT_DELIVERED
    serve({})
    rows = people(2)
    again = ["--send", "--again-to", rows[0][1].upper()]
    manifest = manifest_of(tmp_path, rows)
    assert email(manifest, *again) == Exit.DONE
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert "; this very one may have gone there on 20" in first
    assert ";" not in second
    with (tmp_path / "clinic.yaml").open("a") as file:
        file.write("sign_off: Be well!\n")
    manifest_of(tmp_path, rows)
    assert email(manifest, "--send") == Exit.DONE
    assert "; an earlier one may have gone there on 20" in capsys.readouterr().out
    assert email(manifest, "--send", "--yes") == Exit.DONE
    assert email(manifest, *again, "--yes") == Exit.DONE
    sent = [one.address for one in SentRecord().entries() if one.state == "sent"]
    assert sorted(sent) == [rows[0][1], rows[0][1], rows[1][1]]
    assert email(manifest, "--again-to", "p0@example.org") == Exit.CONTENT
    assert "None of these messages goes there" in capsys.readouterr().err


def test_a_change_for_all_says_to_whom_an_earlier_sheet_went(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({})
    rows = people(1)
    assert email(manifest_of(tmp_path, rows), "--send", "--yes") == Exit.DONE
    with (tmp_path / "clinic.yaml").open("a") as file:
        file.write("sign_off: Be well!\n")
    manifest = manifest_of(tmp_path, [*rows, ("Zoe", "zoe@x.org")])
    for words in (["--send"], [], ["--send", "--yes"]):
        capsys.readouterr()
        assert email(manifest, *words) == Exit.DONE
        first, zoes = capsys.readouterr().out.splitlines()[:2]
        assert "; an earlier one was sent there on 20" in first
        assert "earlier" not in zoes


def test_a_server_that_refuses_the_login_is_asked_once_and_told_of_once(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    server = serve({"AUTH": b"535 5.7.139 Authentication unsuccessful"})
    manifest = manifest_of(tmp_path, people(3))
    assert email(manifest, "--send", "--yes") == Exit.NOT_DELIVERED
    said = capsys.readouterr().err
    assert said.count("5.7.139 Authentication unsuccessful") == 1
    assert "Not sent: 3 of 3." in said
    assert server.calls == 1
    failed = (manifest.parent / "mail" / "not-sent.csv").read_text("utf-8-sig")
    assert [line.split(",")[:3] for line in failed.splitlines()[1:]] == [
        [*who, f"{tmp_path / 'day.csv'}:{row}"] for row, who in enumerate(people(3), 2)
    ]
    assert PASSWORD not in said + failed


@pytest.mark.long
def test_killed_at_any_moment_nobody_is_mailed_twice_and_nobody_is_lost(
    tmp_path: Path, handler: Handler
) -> None:
    """A message that a kill caught on the wire is not sent again, but it is shown."""
    manifest = manifest_of(tmp_path, people(PATIENTS))
    words = [sys.executable, "-m", "handouts", "email", str(manifest), "--send", "--yes"]
    started = time.monotonic()
    chance = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.2, 2.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    run(words[3:])
    uncertain = {entry.address for entry in SentRecord().entries() if entry.state == "sending"}
    for _, address in people(PATIENTS):
        assert handler.taken(address) <= 1, address
        assert handler.taken(address) == 1 or address in uncertain, address
    assert time.monotonic() - started < 60 + 3 * KILLS


def test_an_empty_record_says_so(capsys: Capsys) -> None:
    assert run(["sent"]) == Exit.DONE
    assert "Nothing has been e-mailed" in capsys.readouterr().out
    assert run(["sent", "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("now", ["Hank,hank@x.org,SI3\n", ""], ids=["corrected", "deleted"])
def test_a_mended_row_that_its_table_has_overtaken_is_not_mailed_without_a_new_batch(
    now: str, tmp_path: Path, capsys: Capsys
) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    head = "patient,email,points\nAnn,ann@x.org,SI3\n"
    day.write_text(f"{head}Hank,hank@x.org,LI4 KI33\n")
    assert batch(day, "-o", out, "-q") == Exit.SOME_FAILED
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace("LI4 KI33", "LI4; KI3"), "utf-8")
    assert batch(failed, "-o", out, "-q") == Exit.DONE
    day.write_text(f"{head}{now}")
    assert email(out / "manifest.csv", "--send") == Exit.DONE
    said = capsys.readouterr()
    assert "Its row in day.csv has changed since it was mended, or is gone." in said.err
    assert "<hank@x" not in said.out
    assert "<ann@x" in said.out
