"""Who comes into the teacher's area: the whole table, and what must never be in it."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from annotator.services.teacher_access import (
    MachineFacts,
    Teaching,
    WayIn,
    is_for_one_teacher,
    way_in,
    why_closed,
)

FLAGS = [each.name for each in fields(MachineFacts) if each.name != "teaching"]
ALL = [
    MachineFacts(teaching, **dict(zip(FLAGS, flags, strict=True)))
    for teaching in Teaching
    for flags in product((False, True), repeat=len(FLAGS))
]


@pytest.mark.parametrize(
    "facts, way",
    [
        (MachineFacts(), WayIn.CHOICE),
        (MachineFacts(is_own=True), WayIn.OPEN),
        (MachineFacts(has_passphrase=True, has_students=True), WayIn.ASKED),
        (MachineFacts(has_students=True), WayIn.CLOSED),
        (MachineFacts(has_students=True, is_own=True), WayIn.CLOSED),
        (
            MachineFacts(has_students=True, is_own=True, has_teachers_work=True),
            WayIn.MUST_CHOOSE,
        ),
        (MachineFacts(has_students=True, has_teachers_work=True), WayIn.CLOSED),
        (MachineFacts(Teaching.ALLOWED, has_students=True), WayIn.MUST_CHOOSE),
        (MachineFacts(Teaching.ALLOWED), WayIn.CHOICE),
        (MachineFacts(requires_passphrase=True, is_own=True), WayIn.MUST_CHOOSE),
        (MachineFacts(requires_passphrase=True, has_students=True), WayIn.CLOSED),
        (MachineFacts(is_demo=True, has_students=True), WayIn.OPEN),
        (MachineFacts(Teaching.NEVER, has_passphrase=True, is_demo=True), WayIn.FORBIDDEN),
    ],
)
def test_what_stands_in_the_way(facts: MachineFacts, way: WayIn) -> None:
    assert way_in(facts) is way


def test_where_students_were_nothing_opens_without_a_passphrase_but_a_demo() -> None:
    for facts in ALL:
        if facts.has_students and not facts.is_demo:
            assert way_in(facts) not in (WayIn.OPEN, WayIn.CHOICE)


def test_a_student_chooses_no_first_passphrase_unless_the_area_stood_open_or_a_school_lets() -> (
    None
):
    for facts in ALL:
        if facts.has_students and way_in(facts) is WayIn.MUST_CHOOSE:
            assert facts.teaching is Teaching.ALLOWED or (facts.is_own and facts.has_teachers_work)


def test_a_passphrase_is_never_got_round() -> None:
    for facts in ALL:
        if facts.has_passphrase:
            assert way_in(facts) in (WayIn.ASKED, WayIn.FORBIDDEN)


def test_students_are_refused_only_where_the_area_would_lie_open_to_them() -> None:
    for facts in ALL:
        if is_for_one_teacher(facts):
            assert way_in(facts) is WayIn.OPEN
            assert not facts.has_students


def test_every_closed_way_says_what_to_do() -> None:
    for way in WayIn:
        said = why_closed(way, "/etc/annotator/policy.toml")
        is_closed = way in (WayIn.MUST_CHOOSE, WayIn.CLOSED, WayIn.FORBIDDEN)
        assert bool(said) is is_closed
    assert "/etc/annotator/policy.toml" in why_closed(WayIn.CLOSED, "/etc/annotator/policy.toml")
