"""Every field that a file of the clinic's own may have, as `assets/fields.yaml` describes it."""

from __future__ import annotations

from handouts.library.model import Kind
from handouts.prescription.fields import Field, table

MOST_LINES = 12
CALL_FILLED = ("course",)
"""What is filled in where a page says when to call: how long the patient is to press."""
TEMPLATE = "Write here what to do, in one short line."
"""In a new file; a note says that it is still there."""
LONGEST_LINE = 200

_KINDS: tuple[Kind, ...] = ("point", "tip", "condition", "routine")
FIELDS: dict[Kind, tuple[Field, ...]] = {kind: table(f"own-{kind}") for kind in _KINDS}
"""By kind, in the order in which they are read: a routine may have what comes before it."""
TYPED_TIP = tuple(field for field in FIELDS["tip"] if field.name not in ("aliases", "source"))
"""Of a tip that is typed into a prescription: nothing looks it up."""


def folder_of(kind: Kind) -> str:
    """The folder beside the clinic's file in which files of a kind lie."""
    return f"{kind}s"
