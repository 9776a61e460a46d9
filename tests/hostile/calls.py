"""Hostile command lines: names of files and patients that are not what they seem."""

from __future__ import annotations

from pathlib import Path

from .tried import Case


def _call(name: str, arguments: list[str], exits: tuple[int, ...], says: str = "") -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "p.yaml").write_text("points: [BL40]\n")
        (folder / "p.pdf").write_text("points: [BL40]\n")
        (folder / "-o.yaml").write_text("points: [BL40]\n")
        (folder / "clinic.yaml").write_text("name: Clinic\n")
        (folder / "t.csv").write_text("patient,points\nMaria,BL40\n")
        (folder / "taken").mkdir()
        (folder / "taken" / "p.pdf").mkdir()
        (folder / "file").write_text("x")
        return arguments

    return Case("a command line", name, prepare, exits, (says,) if says else ())


CASES = [
    _call("this folder", ["build", "."], (5,), "a folder, not a file"),
    _call("the folder above", ["build", ".."], (5,), "a folder, not a file"),
    _call("the root", ["build", "/"], (5,), "a folder, not a file"),
    _call("nothing in quotes", ["build", ""], (5,)),
    _call("an option's name", ["build", "--", "-o.yaml"], (0,)),
    _call("a PDF's name for a prescription", ["build", "p.pdf"], (5,)),
    _call("itself as the output", ["build", "p.yaml", "-o", "p.yaml"], (0, 5)),
    _call("a folder in the place of the PDF", ["build", "p.yaml", "-o", "taken"], (5,), "a folder"),
    _call("a file in the place of a folder", ["build", "p.yaml", "-o", "file/x.pdf"], (5,)),
    _call("a device as the output", ["build", "p.yaml", "-o", "/dev/null/x.pdf"], (5,)),
    _call("a name too long", ["build", "p.yaml", "-o", "x" * 300 + ".pdf"], (5,), "too long"),
    _call("a path too long", ["build", "a/" * 3000 + "p.yaml"], (5,)),
    _call("a name too long to read", ["build", "x" * 300 + ".yaml"], (5,)),
    _call("an escape in a name", ["build", "\x1b[31mx.yaml"], (5,)),
    _call("direction in a name", ["build", "a\u202elmay.yaml"], (5,)),
    _call("half a letter in a name", ["build", "caf\udce9.yaml"], (5,)),
    _call("a clinic that is a device", ["build", "p.yaml", "--clinic", "/dev/zero"], (5,)),
    _call("a clinic that is a folder", ["build", "p.yaml", "--clinic", "."], (5,)),
    _call("an unknown paper", ["build", "p.yaml", "--paper", "../x"], (2,)),
    _call("an unknown verb", ["../../etc/passwd"], (2,)),
    _call("a verb that is a module", ["shared"], (2,)),
    _call("a run into a file", ["batch", "t.csv", "-o", "file", "--jobs", "1"], (5,)),
    _call("a run into a device", ["batch", "t.csv", "-o", "/dev/null", "--jobs", "1"], (5,)),
    _call("a run of nothing", ["batch", "nosuch.csv", "-o", "out"], (5,), "no such file"),
    _call("a routine that is a path", ["batch", "t.csv", "-o", "out", "--routine", "../x"], (3,)),
    _call("packs without an end", ["batch", "--packs", "low-back:999999999", "-o", "out"], (3,)),
    _call("packs below nothing", ["batch", "--packs", "low-back:-1", "-o", "out"], (3,)),
    _call("packs of nothing", ["batch", "--packs", ",,,", "-o", "out"], (3,)),
    _call(
        "a cluster that is a path", ["batch", "t.csv", "-o", "out", "--on", "file:///x"], (2, 3, 5)
    ),
    _call("a new one called a path", ["new", "../../x"], (0,)),
    _call("a new one called a root", ["new", "/"], (0, 2, 3)),
    _call("a new one called nothing", ["new", ""], (0, 2, 3)),
    _call("a new one with YAML in it", ["new", "x: [y\n- &a !!z"], (0, 3)),
    _call("a new one with an escape", ["new", "\x1b]0;x\x07"], (0, 2, 3)),
    _call("a new one of 10,000 letters", ["new", "x" * 10_000], (0, 2, 3)),
    _call("a new one with half a letter", ["new", "caf\udce9"], (0, 2, 3)),
    _call("a search of 100,000 letters", ["points", "x" * 100_000], (0, 2, 3)),
    _call("a search in regular expressions", ["points", "(((((((((a+)+)+)+)+$"], (0, 2, 3)),
    _call("a point that is a path", ["points", "show", "../../etc/passwd"], (2, 3)),
    _call("a mail of a table", ["email", "t.csv"], (2, 3, 5)),
    _call("a mail of a folder", ["email", "."], (2, 3, 5)),
]
