"""Any text in any field: it reads back exactly, or it is refused by the name of its field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handouts.library import Library
from handouts.prescription.fields.schema import CLINIC, PRESCRIPTION
from handouts.prescription.read import read_prescription
from handouts.text.glyphs import normalised
from prescription.refusal import read_or_refused

_TEXTS = st.text(max_size=60) | st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=200
)
_FREE = [field for field in PRESCRIPTION if field.kind in ("text", "paragraphs")]
_OTHER = [field for field in PRESCRIPTION if field not in _FREE]


def _write(name: str, text: str, path: Path) -> None:
    """As an editor would that quotes everything."""
    points = "" if name == "points" else "points: [BL40]\n"
    quoted = json.dumps(text)  # surrogates and controls as codes
    path.write_text(f"{points}{name}: {quoted}\n", "utf-8")


@pytest.mark.parametrize("field", _FREE, ids=lambda field: field.name)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS)
@example(text="<b>&amp; ${x} {{y}} %s \\n `rm` $(id) <img src='http://x/'>")
@example(text="合谷 Hégǔ – “quotes” … ½ €")
@example(text="\ud83d")
@example(text="a\x00b")
@example(text="=HYPERLINK(1)")
def test_free_text(field: Any, text: str, tmp_path: Path, library: Library) -> None:
    path = tmp_path / "any.yaml"
    _write(field.name, text, path)
    read, problems = read_or_refused(lambda: read_prescription(path, library).value)
    for problem in problems:
        assert problem.line == 2
        assert problem.field in (field.name, "")
    if read:
        assert (getattr(read, field.name) or "") == normalised(text).strip()


@pytest.mark.parametrize("field", _OTHER, ids=lambda field: field.name)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS | st.text(alphabet="0123456789 -:/.;,BLI", max_size=20))
@example(text="../../etc/passwd")
@example(text="CON")
@example(text="~")
@example(text="\\\\server\\share")
def test_other_fields(field: Any, text: str, tmp_path: Path, library: Library) -> None:
    path = tmp_path / "any.yaml"
    _write(field.name, text, path)
    read_or_refused(lambda: read_prescription(path, library))


_ANY = st.recursive(
    st.text(max_size=8) | st.integers() | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = st.sampled_from([field.name for field in (*PRESCRIPTION, *CLINIC)]) | st.text(max_size=5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(_KEYS, _ANY, max_size=6))
def test_any_shape(data: dict[str, Any], tmp_path: Path, library: Library) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(json.dumps(data), "utf-8")
    read_or_refused(lambda: read_prescription(path, library))
