"""The names that students sign in with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import LONGEST_NAME, clean_name, name_key


@pytest.mark.parametrize(
    "typed, name",
    [
        ("  Ana   María ", "Ana María"),
        ("Zoe\u0308", "Zoë"),
        ("a\tb\nc\x00d", "a b c d"),
        ("李雷", "李雷"),
        ("محمد", "محمد"),
        ("می\u200cنا", "می\u200cنا"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("a\u200bb\ufeffc", "abc"),
        ("S-07 🦊", "S-07 🦊"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_a_typed_name_is_tidied(typed, name):
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b", "\x00\x1b", "\u200d \u200c"])
def test_a_name_of_nothing_is_refused(typed):
    with pytest.raises(NotAllowed, match="Type your name"):
        clean_name(typed)


def test_a_name_that_is_too_long_is_refused_with_a_way_out():
    with pytest.raises(NotAllowed, match=r"80 letters at most. Use your code"):
        clean_name("x" * (LONGEST_NAME + 1))


@pytest.mark.parametrize(
    "one, other",
    [
        ("ana maría", "ANA  MARÍA"),
        ("Zoe\u0308", "ZOË"),
        ("Ｓ０７", "s07"),
        ("Straße", "STRASSE"),
        ("ﬁona", "Fiona"),
    ],
)
def test_two_spellings_of_one_name_are_equal(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("one, other", [("Ana", "Anna"), ("S1", "S11"), ("Jose", "José")])
def test_two_names_are_not(one, other):
    assert name_key(one) != name_key(other)


names = st.text(min_size=1, max_size=40)


@given(names)
def test_tidying_twice_changes_nothing(typed):
    try:
        name = clean_name(typed)
    except NotAllowed:
        return
    assert clean_name(name) == name
    assert name == " ".join(name.split())
