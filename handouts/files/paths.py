"""Where files are: the program's own, and the user's folders by the custom of the system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parents[1]
_USER = PlatformDirs("handouts", appauthor=False, roaming=True, opinion=False)
_LOCAL = PlatformDirs("handouts", appauthor=False, opinion=False)


def _folder(name: str) -> Path:
    """Beside the package in a checkout, inside it when installed."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


ASSETS = _folder("assets")
LAYOUTS = _folder("layouts")
DRAWINGS = ASSETS / "drawings"


YAML_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".csv", ".tsv", ".xlsx")


def layout_files(folder: Path | None = None) -> dict[str, list[Path]]:
    """The layouts in a folder (ours, unless said) by their names, as a prescription may name them;
    not those that begin with an underscore, which are for pictures and hold no warning.
    """
    found: dict[str, list[Path]] = {}
    for path in sorted((folder or LAYOUTS).glob("*")):
        hidden = is_hidden(path.name) or path.name.startswith(".")
        if path.suffix.lower() in YAML_ENDINGS and not hidden:
            found.setdefault(as_name(path.stem), []).append(path)
    return found


def layout_names(folder: Path | None = None) -> list[str]:
    """The names of the layouts in a folder; ours, unless said."""
    return sorted(layout_files(folder))


def as_name(text: str) -> str:
    """`Frozen Shoulder` → `frozen-shoulder`: how a layout, or a thing of one's own, is called."""
    return "-".join(text.casefold().split())


def own_layouts(clinic: Path | None) -> Path | None:
    """Where a clinic's own layouts lie, by the folder of its file; None without a clinic."""
    folder = clinic / "layouts" if clinic else None
    ours = folder is not None and folder.exists() and folder.samefile(LAYOUTS)
    return None if ours else folder


def is_hidden(layout: str) -> bool:
    """Whether a layout is one that no prescription may name."""
    return layout.startswith("_")


def composed(name: str) -> str:
    """A name with each accent in its letter (NFC), as most keyboards write it; Macs part them."""
    return unicodedata.normalize("NFC", name)


def on_disk(path: Path) -> Path:
    """The path as the disk spells it, where only accents are composed in another way."""
    if str(path).isascii() or path.parent == path:
        return path
    try:
        if path.exists():
            return path
        folder = on_disk(path.parent)
        alike = [one for one in folder.iterdir() if composed(one.name) == composed(path.name)]
    except (OSError, ValueError):
        return path  # opening it will say what is wrong
    return alike[0] if len(alike) == 1 else folder / path.name


_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])$", re.I)


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself, with any ending (Microsoft, "Naming Files")."""
    return _RESERVED.match(name.partition(".")[0].rstrip()) is not None


def config_folder() -> Path:
    """Where a user's own clinic lies. Raises RuntimeError for a user without a home."""
    return Path(_USER.user_config_dir).expanduser()


def data_folder() -> Path:
    """Where the record of what was sent lies. Raises RuntimeError for a user without a home."""
    return Path(_LOCAL.user_data_dir).expanduser()


def cache_folder() -> Path:
    """Where version 0.1 kept pages. Raises RuntimeError for a user without a home."""
    return Path(_LOCAL.user_cache_dir).expanduser()
