"""Hostile files of a clinic's own: what came in a folder from a stranger, or from a tired hand."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .logos import picture, png
from .tried import Case

TIP = "title: Epsom bath\nsteps: [Fill the tub.]\n"
PHOTO = (
    "title: Calf\npicture: {name}\nalt: A calf.\nregion: lower-leg\npregnancy: ok\nflags: none\n"
    "steps: [Press.]\n"
)
_POINT, _TIP = "points: [mine]\n", "points: [LI11]\ntips: [bath]\n"
REFUSED, PRINTED = (3,), (0,)


def _folder(folder: Path) -> None:
    (folder / "clinic.yaml").write_text("name: Cedar Hill\n")
    for name in ("tips", "points", "pictures"):
        (folder / name).mkdir()


def _own(
    name: str, file: str, data: str | bytes, typed: str, exits: tuple[int, ...], says: str = ""
) -> Case:
    """One file of the clinic's own, and a prescription that uses it."""

    def prepare(folder: Path) -> list[str]:
        _folder(folder)
        content = data if isinstance(data, bytes) else data.encode()
        (folder / file).write_bytes(content)
        (folder / "p.yaml").write_text(typed)
        return ["build", "p.yaml"]

    return Case("the clinic's own", name, prepare, exits, (says,) if says else ())


def _photo(
    name: str, data: bytes, exits: tuple[int, ...], says: str = "", file: str = "x.jpg"
) -> Case:
    """A picture, and a point that shows it."""

    def prepare(folder: Path) -> list[str]:
        _folder(folder)
        (folder / "pictures" / file).write_bytes(data)
        (folder / "points" / "mine.yaml").write_text(PHOTO.format(name=file))
        (folder / "p.yaml").write_text(_POINT)
        return ["build", "p.yaml"]

    return Case("the clinic's own", name, prepare, exits, (says,) if says else ())


def _made(
    name: str, make: Callable[[Path], object], exits: tuple[int, ...], says: str = "",
    typed: str = _TIP,
) -> Case:  # fmt: skip
    """Whatever `make` does to the folder."""

    def prepare(folder: Path) -> list[str]:
        _folder(folder)
        make(folder)
        (folder / "p.yaml").write_text(typed)
        return ["build", "p.yaml"]

    return Case("the clinic's own", name, prepare, exits, (says,) if says else ())


def _many(folder: Path) -> None:
    for number in range(600):
        (folder / "tips" / f"t{number}.yaml").write_text(TIP)


def _linked_pictures(folder: Path) -> None:
    (folder / "pictures").rmdir()
    (folder / "pictures").symlink_to("/usr/share")
    (folder / "points" / "mine.yaml").write_text(PHOTO.format(name="x.jpg"))


def _linked_photo(folder: Path) -> None:
    """A good picture, but in another folder."""
    outside = folder.parent / "outside.jpg"
    outside.write_bytes(picture(size=(400, 400), form="JPEG"))
    (folder / "pictures/LI11.jpg").symlink_to(outside)


def _linked_tips(folder: Path) -> None:
    (folder / "tips").rmdir()
    (folder / "tips").symlink_to("/etc")


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [*{old},*{old},*{old},*{old},*{old},*{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES = [
    _own("a tip that unfolds", "tips/bath.yaml", BOMB, _TIP, REFUSED, "bath"),
    _own("a tip of 2 MB", "tips/bath.yaml", TIP + "#" * 2_000_000, _TIP, REFUSED, "bath"),
    _own(
        "a tip of a million brackets", "tips/bath.yaml", "steps: " + "[" * 1_000_000, _TIP, REFUSED
    ),
    _own(
        "a tip with a tag that runs code",
        "tips/bath.yaml",
        "title: !!python/object/apply:os.system [id]\nsteps: [a]\n",
        _TIP,
        REFUSED,
    ),
    _own("a tip that is a picture", "tips/bath.yaml", picture(), _TIP, REFUSED),
    _own(
        "a tip with unseen characters",
        "tips/bath.yaml",
        "title: Ba\x00th\nsteps: [a]\n",
        _TIP,
        REFUSED,
    ),
    _own(
        "a tip with text that turns",
        "tips/bath.yaml",
        "title: Ba\u202eth\nsteps: [a]\n",
        _TIP,
        REFUSED,
    ),
    _own(
        "a tip whose title is markup",
        "tips/bath.yaml",
        "title: <b>Bath</b> & <img src=x>\nsteps: ['<script>']\nflags: none\n",
        _TIP,
        PRINTED,
    ),
    _own(
        "a tip with a step of 10,000 letters",
        "tips/bath.yaml",
        f"title: Bath\nsteps: [{'x' * 10_000}]\n",
        _TIP,
        REFUSED,
    ),
    _own(
        "words with a brace of their own",
        "wording.yaml",
        "page:\n  subtitle: {patient: 'For {patient.__class__}'}\n",
        "patient: Ana\npoints: [LI11]\n",
        PRINTED,
        "our words stand",
    ),
    _own(
        "words that take a warning away",
        "wording.yaml",
        "page:\n  disclaimer: {title: ''}\n  safety: {not_today: Today}\n",
        "points: [LI11]\n",
        PRINTED,
        "our words stand",
    ),
    _own("words that unfold", "wording.yaml", BOMB, "points: [LI11]\n", PRINTED, "our words stand"),
    _own(
        "a picture above the folder",
        "points/mine.yaml",
        PHOTO.format(name="../../etc/passwd"),
        _POINT,
        REFUSED,
        "same folder",
    ),
    _own(
        "a picture on a network",
        "points/mine.yaml",
        PHOTO.format(name="//server/share/x.jpg"),
        _POINT,
        REFUSED,
        "same folder",
    ),
    _own(
        "a picture by its address",
        "points/mine.yaml",
        PHOTO.format(name="https://example.org/x.jpg"),
        _POINT,
        REFUSED,
    ),
    _own("a picture at home", "points/mine.yaml", PHOTO.format(name="~/x.jpg"), _POINT, REFUSED),
    _photo("a photo of 20,000 by 20,000", png(20_000, 20_000, b""), REFUSED, "40 million"),
    _photo("a photo that swells", png(30_000, 1_000_000, b"\x78\x9c"), REFUSED, "40 million"),
    _photo("a photo that breaks off", picture(size=(400, 400), form="JPEG")[:300], REFUSED),
    _photo("a photo of 21 MB", picture(form="JPEG") + b"\0" * 21_000_000, REFUSED, "20 MB"),
    _photo("an empty photo", b"", REFUSED),
    _photo("a photo that is text", b"no picture", REFUSED, "not a JPEG"),
    _photo(
        "a photo that is an SVG with a script",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        REFUSED,
        "not a JPEG",
    ),
    _photo("a photo that is a GIF", picture(mode="P", form="GIF"), REFUSED, "not a JPEG"),
    _photo(
        "a photo of one pixel", picture(size=(1, 1), form="JPEG"), REFUSED, "nothing can be seen"
    ),
    _photo(
        "a photo of one line",
        picture(size=(3_000, 1), form="PNG"),
        REFUSED,
        "nothing can be seen",
        file="x.png",
    ),
    _photo("a photo in inks", picture(mode="CMYK", size=(200, 200), form="JPEG"), PRINTED),
    _photo("a photo of shades", picture(mode="L", size=(200, 200), form="JPEG"), PRINTED),
    _photo(
        "a photo to see through",
        picture(mode="RGBA", size=(200, 200), form="WEBP"),
        PRINTED,
        file="x.webp",
    ),
    _made(
        "a tip that is a link to the system",
        lambda f: (f / "tips/bath.yaml").symlink_to("/etc/passwd"),
        REFUSED,
        "link",
    ),
    _made(
        "a tip that is a link to itself",
        lambda f: (f / "tips/bath.yaml").symlink_to("bath.yaml"),
        REFUSED,
    ),
    _made("a tip that is a pipe", lambda f: os.mkfifo(f / "tips/bath.yaml"), REFUSED, "pipe"),
    _made("a tip that is a folder", lambda f: (f / "tips/bath.yaml").mkdir(), REFUSED, "folder"),
    _made("tips that are a link to the system", _linked_tips, REFUSED, "There is no tip"),
    _made("pictures that are a link to the system", _linked_pictures, REFUSED, "link", _POINT),
    _made(
        "a photo that is a pipe",
        lambda f: os.mkfifo(f / "pictures/LI11.jpg"),
        REFUSED,
        "no picture but a folder or a device",
        "points: [LI11]\n",
    ),
    _made(
        "a photo that is a link out",
        _linked_photo,
        REFUSED,
        "link to another folder",
        "points: [LI11]\n",
    ),
    _made("six hundred tips", _many, (5,), "more than 500"),
]
