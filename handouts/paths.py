"""Where files are: the program's own, and the user's folders by the custom of the system."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parent
_USER = PlatformDirs("handouts", appauthor=False, roaming=True, opinion=False)
_LOCAL = PlatformDirs("handouts", appauthor=False, opinion=False)


def _folder(name: str) -> Path:
    """Beside the package in a checkout, inside it when installed."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


ASSETS = _folder("assets")
LAYOUTS = _folder("layouts")


def layout_names(folder: Path | None = None) -> list[str]:
    """Names of the layouts that a prescription may name: the files of `layouts/`, but for those
    that begin with an underscore, which are for pictures and hold no warning.
    """
    names = (path.stem for path in (folder or LAYOUTS).glob("*.yaml"))
    return sorted(name for name in names if not is_hidden(name))


def is_hidden(layout: str) -> bool:
    """Whether a layout is one that no prescription may name."""
    return layout.startswith("_")


def config_folder() -> Path:
    """Where a user's own clinic lies. Raises RuntimeError for a user without a home."""
    return Path(_USER.user_config_dir).expanduser()


def data_folder() -> Path:
    """Where the record of what was sent lies. Raises RuntimeError for a user without a home."""
    return Path(_LOCAL.user_data_dir).expanduser()


def cache_folder() -> Path:
    """Where version 0.1 kept pages. Raises RuntimeError for a user without a home."""
    return Path(_LOCAL.user_cache_dir).expanduser()
