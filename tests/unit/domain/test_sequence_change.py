"""The stretch that differs between two versions of a sequence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.sequence_change import SequenceChange, change_between


@pytest.mark.parametrize(
    "before, after, start, old, new",
    [
        ("abc", "abc", 3, 0, 0),
        ("abc", "abxc", 2, 0, 1),
        ("abc", "ac", 1, 1, 0),
        ("abc", "axc", 1, 1, 1),
        ("", "ab", 0, 0, 2),
        ("aa", "aaa", 2, 0, 1),
    ],
)
def test_the_stretch_is_as_small_as_it_can_be(before, after, start, old, new):
    assert change_between(tuple(before), tuple(after)) == SequenceChange(start, old, new)


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_replacing_the_stretch_makes_the_one_into_the_other(before, after):
    change = change_between(tuple(before), tuple(after))
    made = list(before)
    made[change.start : change.start + change.old] = after[change.start : change.start + change.new]
    assert made == after
