"""How a student is called, and how registers sort the name."""

from __future__ import annotations

import pytest

from annotator.domain.classes import RosterRow


@pytest.mark.parametrize(
    "row, shown, sortable",
    [
        (RosterRow("7", "Ray", "Robert", "Bob"), "Bob Ray", "Ray, Robert"),
        (RosterRow("7", "Ray", "", "Bob"), "Bob Ray", "Ray, Bob"),
        (RosterRow("7", "Ray", full_name="Bob Ray"), "Ray", "Ray"),
        (RosterRow("7", first_name="Robert", full_name="Robert X"), "Robert", "Robert"),
        (RosterRow("7", full_name="Robert Ray"), "Robert Ray", "Robert Ray"),
        (RosterRow("7"), "7", "7"),
    ],
)
def test_a_name_is_shown_and_sorted_by_what_is_known(
    row: RosterRow, shown: str, sortable: str
) -> None:
    assert (row.shown_name, row.sortable_name) == (shown, sortable)
