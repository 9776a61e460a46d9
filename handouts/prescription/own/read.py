"""The folders of a clinic's own → our library with all of it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from handouts.errors import ContentError, FileError, HandoutsError, Problem, located
from handouts.files.paths import YAML_ENDINGS, as_name
from handouts.library import Library, load_library
from handouts.library.model import Kind, Point, Tip
from handouts.library.names import plain_key
from handouts.library.own import ClinicLibrary, Own, Thing
from handouts.library.yaml_text import Mapping as Group
from handouts.library.yaml_text import read_yaml
from handouts.prescription.fields import OWN_FIELDS
from handouts.prescription.fill import fill, scalar, scalars
from handouts.prescription.own import make
from handouts.prescription.own.make import File, Taken, written_in
from handouts.prescription.own.make_point import make_point
from handouts.prescription.own.takers import take_picture, takers
from handouts.prescription.own.wording import FILE_NAME as WORDING
from handouts.prescription.own.wording import read_wording
from handouts.prescription.points import entry_means
from handouts.prescription.problems import Read
from handouts.prescription.read import opened
from handouts.prescription.trusted import trusted_with
from handouts.prescription.values import Wrong, must_stay

_MAKERS: dict[str, Callable[[Taken, File], Thing]] = {
    "point": make_point,
    "tip": make.make_tip,
    "routine": make.make_routine,
    "condition": make.make_condition,
}
PICTURES = "pictures"
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
MOST_FILES = 500
"""Of one kind."""
_MAY_TAKE_NAMES: tuple[Kind, ...] = ("routine", "tip")
"""Kinds whose aliases may be names of ours."""


def clinic_library(clinic: Path | None, language: str = "en") -> Library:
    """Our library in a language, with what lies beside a clinic's file in it.

    What is wrong in a file stays with its name (`Own.broken`). Raises FileError where the folder
    cannot be read.
    """
    ours = load_library(language)
    if clinic is None or not clinic.is_file() or not has_own(clinic.parent):
        return ours
    return _Reader(clinic, ours).library()


def has_own(folder: Path) -> bool:
    """Whether there is anything of a clinic's own in a folder."""
    names = {WORDING, PICTURES, *(f"{kind}s" for kind in OWN_FIELDS)}
    try:
        return any(path.name.casefold() in names for path in folder.iterdir())
    except OSError:
        return any((folder / name).exists() for name in names)


def read_own_file(kind: Kind, path: Path, library: Library, pictures: Path) -> Read[Thing]:
    """What a file describes, and notices; `pictures` is the folder of those that it may name.
    Raises ContentError with all problems, FileError.
    """
    must_be_plain(path)
    log, root = opened(path)
    fields = OWN_FIELDS[kind]
    taken = fill(root, fields, log, takers(kind, library, pictures))
    file = File(as_name(path.stem), log, library, *written_in(root.items, fields))
    whole = not log.problems
    thing = _MAKERS[kind](taken, file)  # even of half its fields: it says what else is wrong
    if whole:
        _compare_names(kind, thing, "instead_of" in taken, file)
    return Read(thing, log.close())


def must_be_plain(path: Path) -> None:
    """Refuse a link that leads out of its folder: it may have come with the rest."""
    try:
        with located(str(path)):
            must_stay(path, path.parent)
    except (OSError, RuntimeError) as error:
        raise FileError.at(path, "The file cannot be found.", "Check its name.") from error


def must_be_ours(path: Path, clinic: Path) -> None:
    """Refuse a file that another user may have put beside a clinic's file."""
    if not trusted_with(path, clinic):
        wrong = "It belongs to another user, or others can write it. So it is not taken."
        cure = "Copy it to a folder of your own, with the clinic's file."
        raise ContentError.at(path, wrong, cure)


def _compare_names(kind: Kind, thing: Thing, instead: bool, file: File) -> None:
    """Say which of its names one of ours has. Only a routine or tip may take another name of ours:
    an old prescription must not come to mean another point without a word.
    """
    name = _name(thing)
    of_others = {"point": file.library.tips, "tip": file.library.points}.get(kind, ())
    if name.casefold() in map(str.casefold, of_others):
        wrong = f"{name} is the name of a {'tip' if kind == 'point' else 'point'} already."
        file.wrong("", wrong, "Choose another: what is acknowledged goes by the name.")
    for one in (name, *thing.aliases):
        code = of_ours(kind, one, file.library)
        if not code or (instead and code == name):
            continue
        if one != name and kind in _MAY_TAKE_NAMES:
            file.notice("aliases", f"{one} now means {name}, not {code} of ours.", "")
            continue
        cure = "Choose another name."
        if kind != "condition":
            cure += f" If it is to take the place of ours, write: instead_of: {code}"
        file.wrong(
            "aliases" if one != name else "", f"One of ours has the name {one}: {code}.", cure
        )


def _name(thing: Thing) -> str:
    return thing.code if isinstance(thing, Point) else thing.name


def of_ours(kind: Kind, name: str, library: Library) -> str | None:
    """What of ours a name leads to in a prescription: of points, with a dose behind it, too."""
    ours = library.ours if isinstance(library, ClinicLibrary) else library
    if kind == "point":
        return entry_means(name, ours) or entry_means(name.replace("-", " "), ours)
    return ours.find(kind, name).code


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        wrong = f"The folder cannot be read ({error.strerror})."
        raise FileError.at(folder, wrong, "Check its rights.") from None


def _as_yaml(name: str) -> str:
    """What a file should be called that a word processor has saved."""
    for ending in (".txt", ".doc", ".docx", ".rtf"):
        name = name.removesuffix(ending)
    return name if name.casefold().endswith(YAML_ENDINGS) else f"{Path(name).stem}.yaml"


class _Reader:
    """Reads one clinic's folder into `own`."""

    def __init__(self, clinic: Path, ours: Library) -> None:
        self.clinic, self.folder, self.ours = clinic, clinic.parent, ours
        self.own = Own()

    def library(self) -> Library:
        """Everything in its order: words, then what they may change, then what is built of it."""
        self._read_words()
        for kind in OWN_FIELDS:
            library = ClinicLibrary(self.ours, self.own)
            for path in self._files(kind):
                self._read(kind, path, library)
        self._read_pictures()
        return ClinicLibrary(self.ours, self.own)

    def _notice(self, path: Path, says: str, cure: str) -> None:
        self.own.notices.append(Problem(str(path), 0, "", says, cure))

    def _break(self, kind: Kind, names: Iterable[str], *problems: Problem) -> None:
        """Keep what is wrong with every name that it is wrong for."""
        self.own.broken.update({(kind, plain_key(name)): problems for name in names})

    # ── files ───────────────────────────────────────────────────────────────────────────────

    def _files(self, kind: Kind) -> list[Path]:
        """The files of a kind in the order of their names; look-alikes are named."""
        files: dict[str, Path] = {}
        for path in self._listed(f"{kind}s"):
            if path.suffix.casefold() not in YAML_ENDINGS:
                cure = f"If it is meant, save it as plain text and call it {_as_yaml(path.name)}."
                self._notice(path, "This file is not read.", cure)
                continue
            name = as_name(path.stem)
            other = files.setdefault(name, path)
            if other is not path:
                wrong = f"{other.name} has the same name."
                problem = Problem(str(path), 0, "", wrong, "Rename or delete one of them.")
                names = (name, *self._replaced(kind, path), *self._replaced(kind, other))
                self._break(kind, names, problem)
        twice = [name for name in files if (kind, plain_key(name)) in self.own.broken]
        return [path for name, path in sorted(files.items()) if name not in twice]

    def _listed(self, folder: str) -> list[Path]:
        """What lies in a folder but for hidden files; a name of another case is taken as well."""
        found: list[Path] = []
        for path in sorted(_entries(self.folder)):
            if path.name.casefold() == folder and path.is_dir():
                try:
                    must_stay(path, self.folder)
                    found += [one for one in _entries(path) if not one.name.startswith(".")]
                except Wrong as error:
                    self._notice(path, f"{error.wrong} Nothing in it is read.", error.cure)
        if len(found) > MOST_FILES:
            wrong = f"There are more than {MOST_FILES} files in it."
            raise FileError.at(self.folder / folder, wrong, "Divide it.")
        return sorted(found)

    def _read(self, kind: Kind, path: Path, library: Library) -> None:
        """One file; what is wrong in it is kept."""
        own = self.own
        own.files.append(path)
        try:
            must_be_ours(path, self.clinic)
            read = read_own_file(kind, path, library, self.folder / PICTURES)
        except HandoutsError as error:
            self._break(kind, (as_name(path.stem), *self._replaced(kind, path)), *error.problems)
            return
        thing, name = read.value, _name(read.value)
        if (kind, name) in own.sources:
            wrong = f"Another file of yours gives {name}, too."
            problem = Problem(str(path), 0, "", wrong, "Delete one of them.")
            self._break(kind, (as_name(path.stem), name), problem)
            return
        own.of(kind)[name] = thing
        title = thing.place if isinstance(thing, Point) else thing.title
        further = [one for one in (as_name(path.stem), title) if not of_ours(kind, one, self.ours)]
        own.names.setdefault(kind, {})[name] = (*further, *thing.aliases)
        own.notes[kind, name] = read.notices
        own.sources[kind, name] = path

    def _replaced(self, kind: Kind, path: Path) -> list[str]:
        """Names that a broken file would have taken from ours: nobody means ours by them then."""
        try:
            must_be_plain(path)
            root = read_yaml(path, problems=[])
        except HandoutsError:
            return []
        names: list[str | None] = []
        for key, node in root.items.items() if isinstance(root, Group) else ():
            meant = frozenset().union(*written_in({key: node}, OWN_FIELDS[kind]))
            with suppress(Wrong):
                if "instead_of" in meant:
                    names.append(of_ours(kind, scalar(node), self.ours))
                elif "aliases" in meant and kind in _MAY_TAKE_NAMES:
                    names += [item.text for item in scalars(node, MOST_FILES, "a name")]
        return [name for name in names if name]

    # ── words and pictures ──────────────────────────────────────────────────────────────────

    def _read_words(self) -> None:
        """`wording.yaml`: what is right in it holds, what is wrong is told."""
        path, own = self.folder / WORDING, self.own
        if not path.exists():
            return
        own.files.append(path)
        try:
            must_be_ours(path, self.clinic)
            read_wording(path, self.ours, own)
        except HandoutsError as error:
            own.broken_words = error.problems

    def _read_pictures(self) -> None:
        """`LI4.jpg`, `heat.png`: pictures for points and tips that have none of their own."""
        library = ClinicLibrary(self.ours, self.own)
        things: list[Point | Tip] = [*self.own.points.values(), *self.own.tips.values()]
        used = {thing.picture.file for thing in things if thing.picture}
        for path in self._listed(PICTURES):
            self.own.files.append(path)
            if path.suffix.casefold() not in PICTURE_ENDINGS:
                continue
            point, tip = library.names_point(path.stem), library.find("tip", path.stem).code
            if point and point.code:
                self._add_picture("point", library.points[point.code], path)
            elif tip:
                self._add_picture("tip", library.tips[tip], path)
            elif path not in used:
                says = "This picture is not used: nothing has its name, and no file names it."
                cure = "Call it like a point or tip, as LI4.jpg, or name it under picture:"
                self._notice(path, says, cure)

    def _add_picture(self, kind: Kind, thing: Point | Tip, path: Path) -> None:
        """A picture, where the thing has none of its own."""
        say, name = self.ours.wording, _name(thing)
        if thing.picture:
            return
        try:
            must_be_ours(path, self.clinic)
            with located(str(path)):
                picture = take_picture(path.name, path.parent)
        except ContentError as error:
            self._break(kind, (name,), *error.problems)
            return
        alt = say("how.alts.photo", place=thing.place) if isinstance(thing, Point) else (
            say("tips.photo", title=thing.title)
        )  # fmt: skip
        self.own.of(kind)[name] = replace(thing, picture=replace(picture, alt=alt))
