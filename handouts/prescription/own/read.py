"""The folders of a clinic's own → our library with all of it in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from handouts.errors import ContentError, FileError, HandoutsError, Problem, located
from handouts.files.paths import YAML_ENDINGS, as_name
from handouts.files.trusted import trusted_with
from handouts.library import Library, load_library
from handouts.library.model import Kind, Point, Tip
from handouts.library.own import Own, OwnFile, Thing
from handouts.library.yaml_text import Mapping as Group
from handouts.prescription.fields.fill import fill, opened, scalar, scalars
from handouts.prescription.fields.points import entry_means
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.fields.values import Wrong, must_stay
from handouts.prescription.own import make
from handouts.prescription.own.make import File, Taken, written_in
from handouts.prescription.own.make_point import make_point
from handouts.prescription.own.takers import take_picture, takers
from handouts.prescription.own.wording import FILE_NAME as WORDING
from handouts.prescription.own.wording import read_wording

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
    """Our library in a language, with what lies beside a clinic's file in it; what is wrong in a
    file stays with its names (`OwnFile.problems`). Raises FileError for a folder of no access.
    """
    if clinic is None or not clinic.is_file() or not has_own(clinic.parent):
        return load_library(language)
    return _Reader(clinic, language).read()


def has_own(folder: Path) -> bool:
    """Whether there is anything of a clinic's own in a folder."""
    names = {WORDING, PICTURES, *(f"{kind}s" for kind in OWN_FIELDS)}
    try:
        return any(path.name.casefold() in names for path in folder.iterdir())
    except OSError:
        return any((folder / name).exists() for name in names)


def read_own_file(kind: Kind, path: Path, library: Library, pictures: Path) -> OwnFile:
    """What a file describes, or all that is wrong in it; `pictures` is the folder of those."""
    stem = as_name(path.stem)
    try:
        must_be_plain(path)
        log, root = opened(path)
    except HandoutsError as error:
        return OwnFile(kind, stem, path, names=(stem,), problems=error.problems)
    fields = OWN_FIELDS[kind]
    taken = fill(root, fields, log, takers(kind, library, pictures))
    file = File(stem, log, library, *written_in(root.items, fields))
    whole = not log.problems
    thing = _MAKERS[kind](taken, file)  # even of half its fields: it says what else is wrong
    if whole:
        _compare_names(kind, thing, "instead_of" in taken, file)
    try:
        notices = log.close()
    except ContentError as error:
        names = (*_names_taken(kind, root, library), stem)
        if kind == "condition":  # no file keeps the rules of a condition of ours from holding
            names = tuple(name for name in names if not of_ours(kind, name, library))
        return OwnFile(kind, stem, path, names=names, problems=error.problems)
    title = thing.place if isinstance(thing, Point) else thing.title
    further = [one for one in (stem, title) if not of_ours(kind, one, library)]
    return OwnFile(kind, _name(thing), path, thing, (*further, *thing.aliases), notices=notices)


def _names_taken(kind: Kind, root: Group, library: Library) -> tuple[str, ...]:
    """What a broken file would have taken the place of: nobody means ours by these names then."""
    names: list[str | None] = []
    for key, node in root.items.items():
        meant = frozenset().union(*written_in({key: node}, OWN_FIELDS[kind]))
        with suppress(Wrong):
            if "instead_of" in meant:
                names.append(of_ours(kind, scalar(node), library))
            elif "aliases" in meant and kind in _MAY_TAKE_NAMES:
                names += [item.text for item in scalars(node, MOST_FILES, "a name")]
    return tuple(name for name in names if name)


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
        wrong = f"One of ours has the name {one}: {code}."
        file.wrong("aliases" if one != name else "", wrong, cure)


def _name(thing: Thing) -> str:
    return thing.code if isinstance(thing, Point) else thing.name


def of_ours(kind: Kind, name: str, library: Library) -> str | None:
    """What of ours a name leads to in a prescription: of points, with a dose behind it, too."""
    ours = library.ours
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
    """Reads one clinic's folder: its `files` one after the other, with what is noticed of them."""

    def __init__(self, clinic: Path, language: str) -> None:
        self.clinic, self.folder, self.language = clinic, clinic.parent, language
        self.ours = load_library(language)
        self.words = Own()
        self.files: list[OwnFile] = []
        self.notices: list[Problem] = []
        self.paths: list[Path] = []

    def read(self) -> Library:
        """Everything in its order: words, then what they may change, then what is built of it."""
        self._read_words()
        for kind in OWN_FIELDS:
            self._read_all(kind)
        self._read_pictures()
        return self._library()

    def _library(self) -> Library:
        notices = (*self.words.notices, *self.notices)
        own = replace(self.words, files=tuple(self.files), notices=notices, paths=tuple(self.paths))
        return Library(self.language, own)

    def _notice(self, path: Path, says: str, cure: str) -> None:
        self.notices.append(Problem(str(path), 0, "", says, cure))

    # ── files ───────────────────────────────────────────────────────────────────────────────

    def _read_all(self, kind: Kind) -> None:
        """The files of a kind, each as if it were the only one of them."""
        library = self._library()
        for path in self._listed(f"{kind}s"):
            if path.suffix.casefold() in YAML_ENDINGS:
                self.paths.append(path)
                self.files.append(self._read(kind, path, library))
            else:
                cure = f"If it is meant, save it as plain text and call it {_as_yaml(path.name)}."
                self._notice(path, "This file is not read.", cure)

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

    def _read(self, kind: Kind, path: Path, library: Library) -> OwnFile:
        """One file; what is wrong in it, or with it, stops all names by which it is meant."""
        file, stem = read_own_file(kind, path, library, self.folder / PICTURES), as_name(path.stem)
        others = [one for one in self.files if one.kind == kind and not one.changes]
        try:
            must_be_ours(path, self.clinic)
            for one in others:
                if as_name(one.path.stem) == stem:
                    wrong = f"{one.path.name} has the same name."
                    raise ContentError.at(path, wrong, "Rename or delete one of them.")
                if file.thing and one.name == file.name:
                    wrong = f"Another file of yours gives {file.name}, too."
                    raise ContentError.at(path, wrong, "Delete one of them.")
        except ContentError as error:
            names = (file.name, *file.names) if file.thing else file.names
            return OwnFile(kind, stem, path, names=names, problems=error.problems)
        return file

    # ── words and pictures ──────────────────────────────────────────────────────────────────

    def _read_words(self) -> None:
        """`wording.yaml`: what is right in it holds, what is wrong is told."""
        path = self.folder / WORDING
        if not path.exists():
            return
        self.paths.append(path)
        try:
            must_be_ours(path, self.clinic)
            self.words = read_wording(path, self.ours)
            self.files += self.words.files
        except HandoutsError as error:
            self.words = Own(broken_words=error.problems)

    def _read_pictures(self) -> None:
        """`LI4.jpg`, `heat.png`: pictures for points and tips that have none of their own."""
        library = self._library()
        things: list[Point | Tip] = [*library.own.of("point").values()]
        things += library.own.of("tip").values()
        used = {thing.picture.file for thing in things if thing.picture}
        for path in self._listed(PICTURES):
            self.paths.append(path)
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
        say, name = self.ours.wording, _name(thing)
        if thing.picture:
            return
        try:
            must_be_ours(path, self.clinic)
            with located(str(path)):
                picture = take_picture(path.name, path.parent)
        except ContentError as error:
            self.files.append(OwnFile(kind, name, path, names=(name,), problems=error.problems))
            return
        alt = say("how.alts.photo", place=thing.place) if isinstance(thing, Point) else (
            say("tips.photo", title=thing.title)
        )  # fmt: skip
        seen = replace(thing, picture=replace(picture, alt=alt))
        self.files.append(OwnFile(kind, name, path, seen, changes=True))
