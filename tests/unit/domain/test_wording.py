"""Numbers and names as people read them."""

from __future__ import annotations

import pytest

from annotator.domain.wording import (
    coefficient_text,
    either,
    listed,
    of_maximum,
    points_text,
    share_text,
    signed_points,
)


@pytest.mark.parametrize(
    "value, shown",
    [
        (3.0, "3"),
        (2.5, "2.5"),
        (1 / 3, "0.33"),
        (-1.0, "−1"),
        (-0.001, "0"),
        (0.0, "0"),
        (10, "10"),
    ],
)
def test_points_have_no_needless_decimals_and_a_minus_sign(value: float, shown: str):
    assert points_text(value) == shown


def test_points_that_are_added_or_taken_have_their_sign():
    assert [signed_points(value) for value in (2, -0.5, 0, -0.001)] == ["+2", "−0.5", "0", "0"]
    assert of_maximum(2.5, 4) == "2.5 / 4"


def test_shares_and_coefficients_are_rounded_and_what_is_not_defined_is_a_dash():
    assert share_text(0.456) == "46 %"
    assert [coefficient_text(value) for value in (None, 0.7, -0.05)] == ["–", "0.70", "−0.05"]


def test_names_are_counted_up_with_a_word_before_the_last():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert [either(("a", "b", "c")), either(["a"]), either([])] == ["a, b or c", "a", ""]
