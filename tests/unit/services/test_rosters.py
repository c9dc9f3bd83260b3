"""A class follows its roster: the same twice changes nothing, and nobody is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.classes import MemberState, RosterRow
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.services.classes import (
    accept_match,
    assign_lesson,
    create_class,
    excuse_student,
    import_roster,
    mark_left,
    move_student,
    preview_roster,
    rejoin,
    take_back_excuse,
)
from annotator.services.lessons import install_lesson
from annotator.services.matching_names import edit_distance, propose_match
from annotator.services.member_index import MemberIndex
from annotator.services.signing_in import sign_in
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports

ANN = RosterRow("1", "Lee", "Ann", section="a")
BOB = RosterRow("2", "Ray", "Robert", preferred_name="Bob", accommodations="more time")
ZOE = RosterRow(last_name="Müller", first_name="Zoë")
ROWS = (ANN, BOB, ZOE)


@pytest.fixture
def ports():
    return make_ports()


@pytest.fixture
def group(ports):
    return create_class(ports, "7B")


def members(ports, class_id):
    with ports.store.reading() as unit:
        return {member.roster.shown_name: member for member in unit.classes.members(class_id)}


def test_a_class_of_a_name_is_made_once(ports, group):
    assert create_class(ports, " 7b ") == group


def test_the_same_roster_twice_changes_nothing(ports, group):
    first = import_roster(ports, group.id, ROWS)
    assert len(first.added) == 3
    writes = ports.store.writes
    again = import_roster(ports, group.id, tuple(reversed(ROWS)))
    assert again.is_empty
    assert len(again.unchanged) == 3
    assert ports.store.writes == writes


def test_a_preview_changes_nothing(ports, group):
    assert len(preview_roster(ports, group.id, ROWS).added) == 3
    assert members(ports, group.id) == {}


def test_who_is_no_longer_listed_has_left_and_is_kept(ports, group):
    import_roster(ports, group.id, ROWS)
    changes = import_roster(ports, group.id, (ANN, ZOE))
    assert [member.roster for member in changes.left] == [BOB]
    bob = members(ports, group.id)["Bob Ray"]
    assert bob.state is MemberState.LEFT
    assert bob.left_at is not None
    assert import_roster(ports, group.id, (ANN, ZOE)).is_empty
    (back,) = import_roster(ports, group.id, ROWS).changed
    assert (back.student_id, back.code, back.is_active) == (bob.student_id, bob.code, True)


def test_a_part_of_a_roster_makes_nobody_leave(ports, group):
    import_roster(ports, group.id, (ANN, BOB))
    changes = import_roster(ports, group.id, (ZOE,), complete=False)
    assert (len(changes.added), changes.left) == (1, ())


def test_a_name_that_changes_keeps_the_student_and_the_earlier_hand_ins(ports, group):
    import_roster(ports, group.id, ROWS)
    before = members(ports, group.id)["Ann Lee"]
    import_roster(ports, group.id, (replace(ANN, last_name="Lee-Kim"), BOB, ZOE))
    after = members(ports, group.id)
    assert after["Ann Lee-Kim"].student_id == before.student_id
    with ports.store.reading() as unit:
        typed = unit.classes.typed_names(group.id)
    assert MemberIndex(tuple(after.values()), typed).named("ann lee") == after["Ann Lee-Kim"]


def test_empty_cells_change_nothing(ports, group):
    import_roster(ports, group.id, ROWS)
    bare = (RosterRow("1"), RosterRow("2", "Ray", "Robert"), ZOE)
    assert import_roster(ports, group.id, bare).is_empty


def test_a_number_is_learnt_by_name_and_then_counts_more(ports, group):
    import_roster(ports, group.id, ROWS)
    zoe = members(ports, group.id)["Zoë Müller"]
    (changed,) = import_roster(ports, group.id, (ANN, BOB, replace(ZOE, student_id="3"))).changed
    assert (changed.student_id, changed.roster.student_id) == (zoe.student_id, "3")
    namesake = replace(ZOE, student_id="4")
    changes = import_roster(ports, group.id, (*ROWS[:2], replace(ZOE, student_id="3"), namesake))
    assert [member.roster for member in changes.added] == [namesake]


def test_a_canvas_number_finds_a_student_whose_name_changed(ports, group):
    import_roster(ports, group.id, (replace(ZOE, external_ids={"canvas.id": "9"}),))
    married = RosterRow(last_name="Weber", first_name="Zoë", external_ids={"canvas.id": "9"})
    changes = import_roster(ports, group.id, (married,))
    assert (len(changes.changed), changes.added, changes.left) == (1, (), ())


def test_who_signed_in_before_the_roster_came_is_the_same_student(ports, group):
    ann = sign_in(ports, "ann lee")
    bob = sign_in(ports, "2")
    added = import_roster(ports, group.id, ROWS).added
    assert [member.student_id for member in added][:2] == [ann.id, bob.id]


def test_a_student_of_two_classes_is_one_student(ports, group):
    (ann,) = import_roster(ports, group.id, (ANN,)).added
    other = create_class(ports, "Press club")
    assert import_roster(ports, other.id, (ANN,)).added[0].student_id == ann.student_id
    # A name alone does not say that it is the same person.
    (zoe,) = import_roster(ports, group.id, (ZOE,), complete=False).added
    assert import_roster(ports, other.id, (ZOE,), complete=False).added[0].student_id != (
        zoe.student_id
    )


def test_codes_are_short_unlike_and_told_by_nobody(ports, group):
    rows = [RosterRow(str(n), f"Name{n}", "A") for n in range(400)]
    codes = [member.code for member in import_roster(ports, group.id, rows).added]
    assert len(set(codes)) == 400
    assert all(len(code) == 4 and not set(code) & set("O0I1L") for code in codes)


def test_a_moved_student_is_in_both_lists_and_active_in_one(ports, group):
    (ann,) = import_roster(ports, group.id, (ANN,)).added
    other = create_class(ports, "7C")
    moved = move_student(ports, ann.student_id, group.id, other.id)
    assert moved.is_active
    assert members(ports, other.id)["Ann Lee"] == moved
    assert members(ports, group.id)["Ann Lee"].state is MemberState.MOVED
    with pytest.raises(NotAllowed):
        move_student(ports, ann.student_id, other.id, other.id)
    with pytest.raises(UnknownThing):
        move_student(ports, AuthorId("nobody"), group.id, other.id)
    with pytest.raises(UnknownThing):
        move_student(ports, ann.student_id, other.id, ClassId("nowhere"))
    assert members(ports, other.id)["Ann Lee"].is_active


def test_leaving_coming_back_and_accommodations_are_kept(ports, group):
    (ann,) = import_roster(ports, group.id, (ANN,)).added
    assert not mark_left(ports, group.id, ann.student_id).is_active
    assert rejoin(ports, group.id, ann.student_id) == ann
    import_roster(ports, group.id, (replace(ANN, accommodations="large print"),))
    import_roster(ports, group.id, (ANN,))
    assert members(ports, group.id)["Ann Lee"].roster.accommodations == "large print"


def test_a_lesson_given_again_changes_only_its_due_time(ports, group):
    lesson = sample_lesson.lesson()
    install_lesson(ports, lesson)
    due = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
    first = assign_lesson(ports, lesson.id, group.id)
    assert not first.is_late(due)
    again = assign_lesson(ports, lesson.id, group.id, due)
    assert replace(again, due_at=None) == first
    assert again.is_late(due.replace(minute=1))
    assert not again.is_late(due)
    (ann,) = import_roster(ports, group.id, (ANN,)).added
    excuse = excuse_student(ports, again, ann.student_id, "ill")
    with ports.store.reading() as unit:
        assert unit.classes.excuses(again.id) == (excuse,)
    take_back_excuse(ports, again, ann.student_id)
    with ports.store.reading() as unit:
        assert unit.classes.excuses(again.id) == ()
    with pytest.raises(UnknownThing):
        excuse_student(ports, again, AuthorId("nobody"))


# -- whose a hand-in is --------------------------------------------------------------------------


@pytest.fixture
def class_7b(ports, group):
    rows = (
        RosterRow("70001", "O'Hara", "Miriam", preferred_name="Mira"),
        RosterRow("70002", "Schmidt", "Anna"),
        RosterRow("70003", "Schmitt", "Anna"),
        RosterRow("70004", "García Núñez", "José"),
        RosterRow("70005", "Lee", "Ann"),
        RosterRow("70006", "Lee", "Ann"),
    )
    import_roster(ports, group.id, rows)
    with ports.store.reading() as unit:
        return unit.classes.members(group.id)


@pytest.mark.parametrize(
    "typed", ["Mira O'Hara", "miriam o'hara", "O'Hara, Mira", "O'HARA MIRIAM", "70001"]
)
def test_a_student_is_known_by_every_way_to_write_the_name(class_7b, typed):
    assert MemberIndex(class_7b).named(typed).roster.first_name == "Miriam"


def test_a_code_names_its_student(class_7b):
    assert MemberIndex(class_7b).named(class_7b[0].code.lower()) == class_7b[0]


@pytest.mark.parametrize("typed", ["Ann Lee", "Anna", "Mirra O'Hara", "", "\u200b"])
def test_what_could_be_several_or_nobody_is_not_guessed(class_7b, typed):
    assert MemberIndex(class_7b).named(typed) is None


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Mirra O'Hara", "70001"),
        ("Mira OHara", "70001"),
        ("Ohara Mira", "70001"),
        ("M. O’Hara", "70001"),
        ("Mira", "70001"),
        ("Mira O", "70001"),
        ("Mria O'Hara", "70001"),
        ("Jose Garcia Nunez", "70004"),
        ("José Garcia-Nuñez", "70004"),
        ("Ana Schmidt", "70002"),
        ("70010", "70001"),
        ("Bartholomew", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_mistyped_name_is_proposed(class_7b, typed, meant):
    found = propose_match(typed, class_7b)
    assert (found[0].member.roster.student_id if found else None) == meant
    assert all(0.7 <= proposal.likeness <= 1 and proposal.reason for proposal in found)
    assert len(found) <= 3


def test_students_who_are_as_alike_are_both_proposed(class_7b):
    found = propose_match("Anna Schmit", class_7b)
    assert {proposal.member.roster.last_name for proposal in found[:2]} == {"Schmidt", "Schmitt"}


def test_who_left_is_proposed_last(ports, group, class_7b):
    leaving = next(m for m in class_7b if m.roster.student_id == "70005")
    mark_left(ports, group.id, leaving.student_id)
    with ports.store.reading() as unit:
        found = propose_match("Anne Lee", unit.classes.members(group.id))
    assert [p.member.roster.student_id for p in found[:2]] == ["70006", "70005"]


def test_an_accepted_match_is_kept(ports, group, class_7b):
    accept_match(ports, group.id, "Mirra O'Hara", MemberIndex(class_7b).named("70001").student_id)
    with ports.store.reading() as unit:
        typed = unit.classes.typed_names(group.id)
    assert MemberIndex(class_7b, typed).named("mirra  o'hara").roster.student_id == "70001"
    with pytest.raises(UnknownThing):
        accept_match(ports, group.id, "Mirra", AuthorId("nobody"))


@pytest.mark.parametrize(
    "one, other, letters",
    [("", "", 0), ("", "ab", 2), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abc", "abc", 0)],
)
def test_the_edit_distance_counts_letters(one, other, letters):
    assert edit_distance(one, other) == edit_distance(other, one) == letters
