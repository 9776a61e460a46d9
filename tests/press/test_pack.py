"""The pack on disk: quick when it is whole, without a word made anew when it is not."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handouts.handout import Handout, Paragraph, Part, PointCard, words
from handouts.press.kept import pack, recall
from handouts.press.room import Room
from handouts.press.typesetting.fonts import Fonts
from press.sample import handout as sample

KEY = "0" * 32


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANDOUTS_PACK", str(tmp_path / "pack"))
    monkeypatch.setattr(recall, "MOST", 1000)
    monkeypatch.setattr(recall, "_stamp", lambda: pack.stamp([]))  # files may change meanwhile
    return tmp_path / "pack"


def entry(folder: Path) -> Path:
    (found,) = folder.glob("*.pack")
    return found


# ── the store ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_put_in_comes_out() -> None:
    data = (1, 2.5, "ā", b"\0\xff", None, [("x", (1, 2))], {"regular": "abc"})
    pack.put(KEY, data)
    assert pack.get(KEY) == data
    assert pack.get("1" * 32) is None


def test_nobody_else_can_read_it(folder: Path) -> None:
    pack.put(KEY, "Maria")
    assert folder.stat().st_mode & 0o077 == 0
    assert entry(folder).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="folders of a user are closed there")
def test_a_folder_that_others_may_write_in_is_not_used(folder: Path) -> None:
    pack.put(KEY, "ours")
    folder.chmod(0o777)
    assert pack.get(KEY) is None
    pack.put("1" * 32, "more")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("at", [0, 7, 16, 17, 40, -1])
def test_one_flipped_bit_is_refused(folder: Path, at: int) -> None:
    pack.put(KEY, ("a text", 17, b"x" * 60))
    data = bytearray(entry(folder).read_bytes())
    data[at] ^= 4
    entry(folder).write_bytes(data)
    assert pack.get(KEY) is None


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 50])
def test_an_entry_that_was_cut_short_is_refused(folder: Path, size: int) -> None:
    pack.put(KEY, ("a text", 17, b"x" * 60))
    entry(folder).write_bytes(entry(folder).read_bytes()[:size])
    assert pack.get(KEY) is None


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "MOST_FILES", 3)
    for number in range(6):
        pack.put(f"{number:032}", number)
        os.utime(folder / f"{number:032}.pack", ns=(number, number))
    assert {pack.get(f"{number:032}") for number in range(6)} == {None, 3, 4, 5}


def test_what_is_too_large_is_not_kept(folder: Path) -> None:
    pack.put(KEY, bytes(pack.MOST_BYTES))
    assert pack.get(KEY) is None


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack.put(KEY, 1)
    monkeypatch.setenv("HANDOUTS_PACK", "off")
    assert pack.get(KEY) is None
    pack.put(KEY, 2)
    monkeypatch.setenv("HANDOUTS_PACK", str(folder))
    assert pack.get(KEY) == 1


def test_without_a_place_for_it_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HANDOUTS_PACK", str(tmp_path / "file" / "pack"))
    pack.put(KEY, 1)
    assert pack.get(KEY) is None


def test_a_change_of_any_file_changes_the_stamp(tmp_path: Path) -> None:
    drawing = tmp_path / "hand.svg"
    drawing.write_text("one")
    stamps = [pack.stamp([str(tmp_path)])]
    drawing.write_text("more")
    stamps.append(pack.stamp([str(tmp_path)]))
    drawing.write_text("less")
    os.utime(drawing, ns=(5, 5))
    stamps.append(pack.stamp([str(tmp_path)]))
    drawing.rename(tmp_path / "foot.svg")
    stamps.append(pack.stamp([str(tmp_path)]))
    assert len(set(stamps)) == 4


WRITER = """
import sys
from handouts.press.kept import pack
for number in range(150):
    pack.put("0" * 32, sys.argv[1] * 20_000)
"""


def test_two_processes_never_show_each_other_a_part(folder: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, sign]) for sign in "ab"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        found = pack.get(KEY)
        seen.add(found)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen <= {None, "a" * 20_000, "b" * 20_000}
    assert pack.get(KEY) is not None
    assert not list(folder.glob("*.part"))


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def handout(patient: str, note: str = "", date: str = "20 November 2026") -> Handout:
    made = sample()
    own = Part("notes", words("A note for you"), (Paragraph(words(note)),))
    return replace(
        made,
        subtitle=words(f"For {patient} · {date}"),
        running=words(f"Willow Acupuncture · 020 7946 0958 · {date}"),
        parts=(
            *(_noteless(part) for part in made.parts if part.name != "notes"),
            *([own] if note else ()),
        ),
    )


def _noteless(part: Part) -> Part:
    blocks = (replace(b, note=()) if isinstance(b, PointCard) else b for b in part.blocks)
    return replace(part, blocks=tuple(blocks))


def learn(made: Handout) -> None:
    room = Room()
    room.press(made, "sheet", "letter")
    memory = room.memory(made, "sheet", "letter")
    assert memory
    recall.remember(made, "sheet", "letter", memory)


@pytest.mark.parametrize(
    "other",
    [
        handout("Ann", "Walk slowly."),
        handout("Zoë Ångström-Müller", "Drink 9 cups; 50 % more?"),
        handout("Q. X. Z.", "Use the ball!", "1 May 2027"),
    ],
)
def test_known_pages_are_byte_for_byte_those_of_the_press_room(other: Handout) -> None:
    learn(handout("Maria Lopez", "Press before your walk."))
    recalled = recall.recall(other, "sheet", "letter")
    assert recalled
    assert recalled == Room().press(other, "sheet", "letter")


@pytest.mark.parametrize(
    "other",
    [
        handout("Maria Lopez"),
        handout("Maria Lopez", "A note of many words. " * 40),
        handout("Maria " * 30, "Walk slowly."),
        handout("王芳", "Walk slowly."),
        handout("Řehoř Ωmega", "Walk slowly."),
        replace(handout("Ann", "Walk slowly."), skin="dark"),
        replace(handout("Ann", "Walk slowly."), title=words("Another title")),
    ],
    ids=["no note", "long note", "long name", "chinese", "other letters", "skin", "title"],
)
def test_pages_that_differ_are_not_taken_for_known(other: Handout) -> None:
    learn(handout("Maria Lopez", "Press before your walk."))
    assert recall.recall(other, "sheet", "letter") is None


def test_another_layout_or_paper_is_another_page() -> None:
    made = handout("Maria Lopez", "Walk.")
    learn(made)
    assert recall.recall(made, "sheet", "a4") is None
    assert recall.recall(made, "large-print", "letter") is None


def test_a_damaged_entry_is_as_good_as_none(folder: Path) -> None:
    made = handout("Maria Lopez", "Walk.")
    learn(made)
    assert recall.recall(made, "sheet", "letter")
    data = entry(folder).read_bytes()
    entry(folder).write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
    assert recall.recall(made, "sheet", "letter") is None


def test_nothing_that_is_a_patients_is_kept(folder: Path) -> None:
    made = handout("Xanthippe", "Zymurgy helps.")
    learn(made)
    data = entry(folder).read_bytes()
    unpacked = data + b"".join(streams(data))
    glyphs = Fonts().show("Xanthippe", "regular", 12).split(b"<")[1][:12]
    assert glyphs in Room().press(made, "sheet", "letter").pdf + unpacked_pages(made)
    for secret in (b"Xanthippe", b"Zymurgy", glyphs):
        assert secret not in unpacked


def test_a_page_with_a_note_on_a_card_is_not_kept() -> None:
    made = handout("Maria", "Walk.")
    parts = tuple(
        replace(part, blocks=(replace(part.blocks[0], note=(words("Only for you."),)),))  # type: ignore[type-var,call-arg]
        if part.name == "points"
        else part
        for part in made.parts
    )
    made = replace(made, parts=parts)
    room = Room()
    room.press(made, "sheet", "letter")
    assert room.memory(made, "sheet", "letter") is None


def streams(data: bytes) -> list[bytes]:
    """Whatever in the data is a deflated stream or a run of one, unpacked."""
    found = []
    for at in range(len(data)):
        if data[at] & 6 in (2, 4) or data[at : at + 1] == b"x":
            for bits in (-15, 15):
                try:
                    found.append(zlib.decompressobj(bits).decompress(data[at:]))
                except zlib.error:
                    continue
    return [one for one in found if len(one) > 200]


def unpacked_pages(made: Handout) -> bytes:
    with pikepdf.open(BytesIO(Room().press(made, "sheet", "letter").pdf)) as file:
        return b"".join(page.Contents.read_bytes() for page in file.pages)


def test_another_program_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    made = handout("Maria Lopez", "Walk.")
    learn(made)
    monkeypatch.setattr(pack, "__version__", "99")
    assert recall.recall(made, "sheet", "letter") is None
