"""Layouts by name: ours, and those in the folder `layouts` beside a clinic's file."""

from __future__ import annotations

import re
from pathlib import Path

from handouts.files.paths import LAYOUTS, YAML_ENDINGS, as_name, layout_files, layout_names
from handouts.files.reading import shown
from handouts.library.slips import closest
from handouts.prescription.fields.values import Wrong, did_you_mean, must_stay, one_of

_NAME = re.compile(r"[^\W_][\w .,'()&+-]{0,59}")
_ENDING = re.compile("|".join(map(re.escape, YAML_ENDINGS)) + "$", re.I)


def layout_name(typed: str) -> str:
    """The name that was typed, with or without the ending of its file; a name is no path."""
    name = _ENDING.sub("", typed.strip())
    if not _NAME.fullmatch(name):
        wrong = f"There is no layout {shown(typed)}."
        raise Wrong(wrong, "Write the name alone, as sheet. See: handouts layouts")
    return as_name(name)


def find_layout(typed: str, own: Path | None) -> Path:
    """The file of a layout; `own` is the folder of a clinic's own. Raises Wrong for a name that is
    none, or that two files have.
    """
    name = layout_name(typed)
    ours, theirs = layout_files(LAYOUTS), layout_files(own) if own else {}
    files = theirs.get(name, [])
    if not files and name not in ours:
        raise Wrong(f"There is no layout {shown(typed)}.", _instead(name, own))
    if len(files) > 1:
        both = one_of((path.name for path in files), "and")
        raise Wrong(f"{both} are layouts of one name.", "Keep one of them.")
    if files and name in ours:
        wrong = f"layouts/{files[0].name} has the name of one of ours."
        raise Wrong(wrong, f"Let it be called my-{name}.yaml, and name that.")
    if files and own:
        try:
            must_stay(files[0], own.parent)
        except (OSError, RuntimeError) as error:  # a ring of links
            raise Wrong(f"layouts/{files[0].name} cannot be read.", "Check the file.") from error
    return (files or ours[name])[0]


def _instead(name: str, own: Path | None) -> str:
    """What was likely meant, or all names; and where a file looks like it and is none."""
    names = layout_names(LAYOUTS) + (layout_names(own) if own else [])
    near = closest(name, names, 2)
    cure = did_you_mean(near) or f"Use one of {', '.join(sorted(names))}."
    odd = [path.name for path in own.glob("*") if path.name.casefold().startswith(f"{name}.")] \
        if own else []  # fmt: skip
    if odd:
        return f"Save layouts/{odd[0]} as {name}.yaml."
    if not near and own is None:
        cure += " Your own lie in a folder `layouts` beside clinic.yaml."
    return cure
