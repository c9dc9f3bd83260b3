"""Who of a class is which row of a list: numbers a spreadsheet changed, namesakes, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.classes import ClassGroup, RosterRow
from annotator.services.classes import RosterChanges, create_class, import_roster
from annotator.services.ports import Ports
from tests.fakes.ports import make_ports


@pytest.fixture
def ports() -> Ports:
    return make_ports()


@pytest.fixture
def group(ports: Ports) -> ClassGroup:
    return create_class(ports, "7B")


def person(first: str, number: str = "", email: str = "", last: str = "Roe") -> RosterRow:
    return RosterRow(student_id=number, first_name=first, last_name=last, email=email)


def counted(changes: RosterChanges) -> tuple[int, int, int]:
    """Return how many are new, have left, and are here as before or changed."""
    known = len(changes.unchanged) + len(changes.changed)
    return len(changes.added), len(changes.left), known


def test_numbers_without_their_zeros_are_the_same_students(ports: Ports, group: ClassGroup) -> None:
    import_roster(ports, group.id, [person("Ada", "00123"), person("Ned", "00124")])
    changes = import_roster(ports, group.id, [person("Ada", "123"), person("Ned", "124")])
    assert counted(changes) == (0, 0, 2)
    assert changes.is_empty
    assert [m.roster.student_id for m in changes.without_zeros] == ["00123", "00124"]


def test_a_list_without_numbers_has_lost_no_zeros(ports: Ports, group: ClassGroup) -> None:
    import_roster(ports, group.id, [person("Ada", "00123")])
    changes = import_roster(ports, group.id, [person("Ada")])
    assert counted(changes) == (0, 0, 1)
    assert changes.without_zeros == ()


def test_numbers_that_get_their_zeros_back_are_put_right(ports: Ports, group: ClassGroup) -> None:
    import_roster(ports, group.id, [person("Ada", "123")])
    changes = import_roster(ports, group.id, [person("Ada", "00123")])
    assert [m.roster.student_id for m in changes.changed] == ["00123"]
    assert changes.without_zeros == ()


def test_a_list_of_numbers_alone_knows_everybody(ports: Ports, group: ClassGroup) -> None:
    import_roster(ports, group.id, [person("Ada", "00123"), person("Ned", "00124")])
    rows = [RosterRow(student_id="123"), RosterRow(student_id="124")]
    assert counted(import_roster(ports, group.id, rows)) == (0, 0, 2)


def test_the_same_digits_with_another_name_are_somebody_else(
    ports: Ports, group: ClassGroup
) -> None:
    import_roster(ports, group.id, [person("Ada", "00123"), person("Ned", "123")])
    changes = import_roster(ports, group.id, [person("Ada", "00123"), person("Zoe", "0123")])
    assert counted(changes) == (1, 1, 1)


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=12, unique=True), st.integers(5, 9))
def test_however_many_zeros_are_lost_nobody_is_new_and_nobody_leaves(
    numbers: list[int], width: int
) -> None:
    ports = make_ports()
    group = create_class(ports, "7B")
    listed = [person(f"P{n}", str(n).zfill(width)) for n in numbers]
    import_roster(ports, group.id, listed)
    spoiled = [person(f"P{n}", str(n)) for n in reversed(numbers)]
    assert counted(import_roster(ports, group.id, spoiled)) == (0, 0, len(numbers))


def test_a_namesake_with_another_address_is_another_person(ports: Ports, group: ClassGroup) -> None:
    first, second = person("Ada", email="ada1@x.example"), person("Ada", email="ada2@x.example")
    import_roster(ports, group.id, [first, second])
    assert counted(import_roster(ports, group.id, [second, first])) == (0, 0, 2)
    assert counted(import_roster(ports, group.id, [second])) == (0, 1, 1)


def test_the_school_moves_to_another_host(ports: Ports, group: ClassGroup) -> None:
    import_roster(ports, group.id, [person("Ada", email="ada@old.example")])
    changes = import_roster(ports, group.id, [person("Ada", email="ada@new.example")])
    assert [m.roster.email for m in changes.changed] == ["ada@new.example"]


def test_twins_share_an_address_and_stay_themselves(ports: Ports, group: ClassGroup) -> None:
    twins = [person("Ada", email="roe@x.example"), person("Ned", email="roe@x.example")]
    import_roster(ports, group.id, twins)
    assert import_roster(ports, group.id, twins[::-1]).is_empty
