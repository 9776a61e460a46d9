"""`handouts check` refuses what `handouts build` would refuse, in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit

EXAMPLES = Path(__file__).parents[2] / "examples"

LOGOS = {
    "a broken picture": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    "a drawing without an end": b'<svg xmlns="http://www.w3.org/2000/svg"><g>',
}


def write(folder: Path, clinic: str, prescription: str = "points: [LI4]\n") -> tuple[Path, Path]:
    (folder / "clinic.yaml").write_text(clinic, "utf-8")
    (folder / "maria.yaml").write_text(prescription, "utf-8")
    return folder / "clinic.yaml", folder / "maria.yaml"


@pytest.mark.parametrize("data", LOGOS.values(), ids=LOGOS)
def test_a_logo_that_cannot_be_printed_is_told_with_its_line(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic, maria = write(tmp_path, "name: Quiet River\nphone: 555 0142\nlogo: logo.bin\n")
    (tmp_path / "logo.bin").write_bytes(data)
    said = {}
    for words in (["check", str(clinic)], ["check", str(maria)], ["build", str(maria)]):
        assert run(words) == Exit.CONTENT
        said[words[0]] = told = capsys.readouterr().err
        assert told.startswith(f"{clinic}:3: logo: "), told
    assert said["check"] == said["build"]
    assert not (tmp_path / "maria.pdf").exists()


def test_a_wrong_logo_is_told_with_all_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic, _ = write(tmp_path, "logo: logo.png\nemergency: nobody\ncolour: greeen\n")
    (tmp_path / "logo.png").write_bytes(LOGOS["a broken picture"])
    assert run(["check", str(clinic)]) == Exit.CONTENT
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["logo", "emergency", "colour"]


def test_a_batch_says_once_that_the_logo_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic, _ = write(tmp_path, "logo: logo.png\n")
    (tmp_path / "logo.png").write_bytes(LOGOS["a broken picture"])
    (tmp_path / "day.csv").write_text("patient,points\nAnn,LI4\nBen,LI4\n", "utf-8")
    out = tmp_path / "out"
    assert run(["batch", str(tmp_path / "day.csv"), "-o", str(out)]) == Exit.CONTENT
    assert capsys.readouterr().err.count(f"{clinic}:1: logo: ") == 1
    assert not out.exists()


def test_a_card_that_no_page_can_hold_is_told_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "".join("      A line of words.\n" for _ in range(150))
    text = f"points:\n  - point: LI4\n    note: |\n{note}layout: pocket\npaper: a5\n"
    _, maria = write(tmp_path, "name: Quiet River\n", text)
    assert run(["build", str(maria)]) == Exit.CONTENT
    built = capsys.readouterr().err
    assert built.startswith(f"{maria}:154: layout: ")
    assert run(["check", str(maria)]) == Exit.CONTENT
    checked = capsys.readouterr()
    assert checked.err == built
    assert "all right" not in checked.out


def test_the_pictures_of_an_example_are_used_wherever_one_stands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = "own-clinic/clinic.yaml"
    path = EXAMPLES / clinic
    for folder, named in ((path.parent, path.name), (EXAMPLES, clinic), (EXAMPLES, str(path))):
        monkeypatch.chdir(folder)
        assert run(["check", named]) == Exit.DONE
        assert "not used" not in capsys.readouterr().out


def test_a_clinics_own_words_are_checked_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "name: Quiet River\nphone: 555 0142\n")
    words = tmp_path / "wording.yaml"
    words.write_text("page: {titel: For you}\n", "utf-8")
    assert run(["check", str(words)]) == Exit.CONTENT
    assert f"{words}:1: page: There are no words “titel”." in capsys.readouterr().err
    words.write_text("page: {title: For you}\n", "utf-8")
    assert run(["check", str(words)]) == Exit.DONE
    apart = tmp_path / "sub" / words.name
    apart.parent.mkdir()
    apart.write_text(words.read_text("utf-8"), "utf-8")
    assert run(["check", str(apart)]) == Exit.CONTENT
    said = capsys.readouterr()
    assert "Nothing reads these words" in said.err
    assert said.out.count("all right") == 1
    assert run(["check", str(words), str(tmp_path / "clinic.yaml")]) == Exit.DONE
    assert "all right, a clinic file" in capsys.readouterr().out


def test_a_length_that_cannot_be_counted_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, maria = write(tmp_path, "name: Quiet River\n", "routine: sleep\nfor_how_long: some weeks\n")
    assert run(["check", str(maria), "--text"]) == Exit.DONE
    said = capsys.readouterr().out
    assert f"note: {maria}:2: for_how_long: No length of time can be counted in" in said
    assert "nothing has changed after the time we agreed on" in said
    maria.write_text("routine: sleep\nfor_how_long: 0 weeks\nhow_often: 0 times a day\n", "utf-8")
    assert run(["check", str(maria)]) == Exit.CONTENT
    assert capsys.readouterr().err.count("none at all") == 2


def test_build_says_what_check_says_of_tips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody has said of the clinic's own tips, and what is asked of them."""
    tips = "tips: [socks, heat, {title: Hot bath, steps: [Take a hot bath.]}]\n"
    _, maria = write(
        tmp_path, "name: Quiet River\n", f"points: [SI3]\nconditions: diabetes\n{tips}"
    )
    (tmp_path / "tips").mkdir()
    socks = tmp_path / "tips" / "socks.yaml"
    socks.write_text("title: Warm socks\nsteps: [Put on warm socks.]\n", "utf-8")
    said = {}
    for verb in ("check", "build"):
        assert run([verb, str(maria)]) == 0
        told = capsys.readouterr()
        lines = (told.out if verb == "check" else told.err).splitlines()
        said[verb] = [one for one in lines if one.startswith(("note: ", "ask first: "))]
    assert said["check"] == said["build"]
    told = "\n".join(said["build"])
    assert f"{socks}: flags: Nothing says what safety has to know of the tip socks." in told
    assert "Nothing says what safety has to know of the tip hot-bath." in told
    assert "ask first: socks, hot-bath (diabetes): Nobody has said" in told
    assert "ask first: heat (diabetes): " in told
    assert run(["build", "--quiet", str(maria)]) == 0
    assert capsys.readouterr().err == ""


def test_what_safety_stops_is_told_with_what_is_wrong_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mends the e-mail address must not come back for the inflamed bowel."""
    file = tmp_path / "ann.yaml"
    wrong = "email: ann@@x.example\nhow_often: 3x\nlayout: nosuch\nnext_visit: 2024-01-01\n"
    file.write_text(f"conditions: [colitis]\nroutine: constipation\n{wrong}", "utf-8")
    assert run(["check", str(file)]) == Exit.CONTENT
    told = capsys.readouterr().err
    for field in ("points: ST25 is to be avoided", "email:", "how_often:", "layout:", "next_visit"):
        assert f": {field}" in told, told
    (tmp_path / "clinic.yaml").write_text("colour: nosuch\n", "utf-8")
    assert run(["check", str(file)]) == Exit.CONTENT
    told = capsys.readouterr().err
    assert "ann.yaml:3: email:" in told
    assert "clinic.yaml:1: colour:" in told
    (tmp_path / "clinic.yaml").unlink()
    table = tmp_path / "day.csv"
    header = "patient,routine,conditions,email,next_visit\n"
    table.write_text(
        f"{header}Ann Ray,constipation,colitis,ann@@x.example,2024-01-01\n"
        "Bo Ray,constipation,colitis; hart thing,bo@@x.example,\n",
        "utf-8",
    )
    assert run(["batch", str(table), "-o", str(tmp_path / "out")]) == Exit.CONTENT
    told = capsys.readouterr().err
    for field in ("email", "points: ST25 is to be avoided", "next_visit"):
        assert f"csv:2: {field}" in told, told
    # what could be read of a patient stops, whatever stands beside it
    assert "csv:3: conditions" in told
    assert "csv:3: points: ST25" in told
    (reasons,) = [row for row in (tmp_path / "out" / "failed.csv").open() if "Ann Ray" in row]
    assert "ST25" in reasons
    assert "e-mail address" in reasons


def test_what_stands_in_the_folder_of_layouts_is_judged_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "name: Quiet River\n")
    (tmp_path / "layouts").mkdir()
    short = tmp_path / "layouts" / "short.yaml"
    short.write_text("name: Short sheet\nsections: {hide: [chart]}\n")
    assert run(["check", str(short)]) == Exit.CONTENT
    said = capsys.readouterr().err
    assert f"{short}:1: There is no field “name”. The fields are based-on" in said
