from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import ContentError, Problem
from handouts.files.paths import ASSETS
from handouts.library.yaml_text import (
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Scalar,
    Sequence,
    read_assets,
    read_yaml,
)
from prescription.refusal import read_or_refused


def _root(text: str) -> Mapping:
    root = read_yaml(text.encode(), "f.yaml")
    assert isinstance(root, Mapping)
    return root


def _refused(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read_yaml(data, "f.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    "typed",
    ["1:30", "yes", "no", "on", "~", "null", "0123", "1e3", "0x10", "2026-11-20", "1_000", ".5",
     "NaN", "=", "<<", "555-0142", "12:30:45", "+1 555 0142"],
)  # fmt: skip
def test_a_value_stays_as_it_was_typed(typed: str) -> None:
    value = _root(f"hold: {typed}\n").items["hold"]
    assert isinstance(value, Scalar)
    assert value.text == typed
    assert value.line == 1


def test_lines_are_those_of_the_editor() -> None:
    root = _root("# a comment\n\na: 1\nb:\n  - x\n  - y: 2\nc: |\n  text\n\n  more\nd: end\n")
    assert root.lines == {"a": 3, "b": 4, "c": 7, "d": 11}
    b = root.items["b"]
    assert isinstance(b, Sequence)
    assert [item.line for item in b.items] == [5, 6]


def test_windows_line_ends_count_once() -> None:
    root = read_yaml(b"a: 1\r\nb: 2\r\n", "f.yaml")
    assert isinstance(root, Mapping)
    assert root.lines == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("a: use # 3\n", "# 3"),
        ("a: #3 first\n", "#3 first"),
        ("a: 'use # 3'\n", None),
        ("a: 'use' # 3\n", None),
        ("a: use #\n", "#"),
        ("a: use#3\n", None),
        ("a: |\n  use # 3\n", None),
        ("a: use\n  it # 3\n", "# 3"),
    ],
)
def test_a_comment_behind_a_text_is_seen(typed: str, cut: str | None) -> None:
    value = _root(typed).items["a"]
    assert isinstance(value, Scalar)
    assert value.cut == cut


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_with_a_mark_and_utf8_are_read(encoding: str) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    root = read_yaml(bom + "a: Kūnlún 昆仑\n".encode(encoding), "f.yaml")
    assert isinstance(root, Mapping)
    value = root.items["a"]
    assert isinstance(value, Scalar)
    assert value.text == "Kūnlún 昆仑"


def test_what_is_not_utf8_is_refused_with_its_line() -> None:
    (problem,) = _refused(b"x: 1\npatient: Ren\xe9e\n")
    assert problem.line == 2
    assert "Save it as UTF-8" in problem.cure


@pytest.mark.parametrize("sign", ["[", "{a: "])
def test_deep_nesting_ends_at_the_limit(sign: str) -> None:
    for problem in _refused(("a: " + sign * 100_000).encode()):
        assert str(MAX_DEPTH) in problem.wrong


def test_a_bomb_of_aliases_is_not_unfolded() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for name, last in zip("bcdefghij", "abcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{last}'] * 10)}]")
    problems = _refused("\n".join(lines).encode())
    assert {problem.line for problem in problems} == set(range(1, 11))


def test_too_many_entries_and_too_many_bytes_are_refused() -> None:
    (many,) = _refused(b"a: [" + b"x," * 100_000 + b"x]")
    assert "10,000" in many.wrong
    (large,) = _refused(b"a: " + b"x" * MAX_BYTES)
    assert "1 MB" in large.wrong


def test_problems_behind_a_line_that_cannot_be_read_are_told_too() -> None:
    problems = _refused(b"a: b: c\nd: 'open\ne: 1\ne: 2\nf: @g\n")
    assert sorted({problem.line for problem in problems}) == [1, 2, 4, 5]


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_assets_read_alike_with_and_without_marks(path: Path) -> None:
    assert _plain(read_yaml(path)) == read_assets(path)


def _plain(node: object) -> object:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


@given(
    st.binary(max_size=200)
    | st.text(alphabet="ab:-#'\"[]{}|>&*!%@ \n\t,?", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _, problems = read_or_refused(lambda: read_yaml(data, "f.yaml"))
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(0 <= problem.line <= lines for problem in problems)
