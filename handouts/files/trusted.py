"""Whether a clinic's file that nobody named is this user's own.

A clinic's file says whom the patient calls, which address mails come from, and which server is
told the password. So one that merely lies there must not be a stranger's.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path


def trusted_with(path: Path, clinic: Path) -> bool:
    """Whether a file (a logo, a point) may be taken with `clinic`; with one that is not trusted
    itself any may, since that was named on purpose.
    """
    return bool(distrust(clinic, clinic.parent)) or not distrust(path, clinic.parent)


def distrust(path: Path, beside: Path | None) -> str:
    """Why a file that nobody named is not taken; empty when it is.

    It must belong to this user or to root, in a folder that only they can write. In the folder
    `beside`, which the user chose to work in, one of the two is enough: the file is theirs, or
    nobody else can put one there. Windows keeps others out of a user's folders by itself.
    """
    if os.name == "nt":
        return ""
    try:
        file, folder = path.stat(), path.resolve().parent.stat()
    except (OSError, RuntimeError):
        return ""  # reading it will say what is wrong
    chosen = beside is not None and path.absolute().parent == beside.absolute()
    if chosen and not _written_by_others(folder):
        return ""
    if file.st_uid not in _ours():
        return f"It belongs to another user ({_name_of(file.st_uid)})."
    if chosen:
        return ""  # some disks show every file as writable by all
    if _written_by_others(file):
        return "Others can write it."
    return "Others can write in its folder." if _written_by_others(folder) else ""


def _ours() -> set[int]:
    """Numbers of this user and of root; with `sudo`, of whoever called it, too."""
    user = os.geteuid()
    caller = os.environ.get("SUDO_UID", "") if user == 0 else ""
    return {user, 0, *([int(caller)] if caller.isdecimal() else [])}


def _written_by_others(status: os.stat_result) -> bool:
    """A group of one's own, which many systems give each user, is nobody else."""
    if status.st_uid not in _ours() or status.st_mode & stat.S_IWOTH:
        return True
    return bool(status.st_mode & stat.S_IWGRP) and not _of_one(status.st_gid)


def _of_one(group: int) -> bool:
    """Whether a group is the user's alone: named like the user, with nobody else in it."""
    import grp
    import pwd

    try:
        user, found = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    alone = set(found.gr_mem) <= {user.pw_name}
    return user.pw_uid != 0 and found.gr_name == user.pw_name and user.pw_gid == group and alone


def _name_of(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
