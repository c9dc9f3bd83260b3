"""TOML is written so that it reads back, and its lines are known."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.files.toml_text import TomlMistake, dump_toml, line_of, lines_of, parse_toml

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
scalars = st.one_of(text, st.integers(-(2**60), 2**60), st.booleans(), st.floats(allow_nan=False))
names = st.one_of(st.from_regex(r"[a-z_-]{1,8}", fullmatch=True), text)
tables = st.recursive(
    st.dictionaries(names, st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=4),
    lambda inner: st.dictionaries(
        names, st.one_of(scalars, inner, st.lists(inner, min_size=1, max_size=3)), max_size=4
    ),
    max_leaves=8,
)


@given(tables)
def test_what_is_written_reads_back(data: dict) -> None:
    assert tomllib.loads(dump_toml(data)) == data


LESSON = '''# a comment
format = 1
note = """
[[not.a.table]]
not = "an entry"
"""

[weights]
loaded = 1.0

[[criteria]]
id = "a"
  [[criteria.levels]]
  name = "x"
  [[criteria.levels]]
  name = "y"
[[criteria]]
id = "b"
  [[criteria.levels]]
  points = 3
'''


@pytest.mark.parametrize(
    "steps, line",
    [
        (("format",), 2),
        (("note",), 3),
        (("weights", "loaded"), 9),
        (("weights", "other"), 8),
        (("criteria", 0, "id"), 12),
        (("criteria", 0, "levels", 1, "name"), 16),
        (("criteria", 1, "id"), 18),
        (("criteria", 1, "levels", 0, "points"), 20),
        (("criteria", 1, "levels", 0, "name"), 19),
        (("missing",), None),
    ],
)
def test_the_line_of_a_place_is_known(steps: tuple, line: int | None) -> None:
    parse_toml(LESSON)
    assert line_of(lines_of(LESSON), steps) == line


@pytest.mark.parametrize(
    "wrong, line",
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\nb = 'open", 2),
        ("a = 1\na = 2\n", 2),
        ("d = 2026-13-45\n", 1),
        ("x = " + "[" * 5_000, None),
        ("x = " + "9" * 10_000, None),
    ],
)
def test_a_mistake_is_told_with_its_line(wrong: str, line: int | None) -> None:
    with pytest.raises(TomlMistake) as caught:
        parse_toml(wrong)
    assert caught.value.line == line
