"""One student at a time: added, changed, kept; a class renamed; who may be picked at sign-in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.classes import MemberState, RosterRow
from annotator.domain.errors import NotAllowed
from annotator.domain.sign_in import sign_in_entries
from annotator.services.classes import (
    add_student,
    create_class,
    edit_student,
    import_roster,
    mark_left,
    rename_class,
)
from annotator.services.member_index import MemberIndex
from tests.fakes.ports import make_ports

ANN = RosterRow("1", "Lee", "Ann", external_ids={"canvas.id": "77"})
BOB = RosterRow("2", "Ray", "Bob")


@pytest.fixture
def ports():
    return make_ports()


@pytest.fixture
def group(ports):
    made = create_class(ports, "7B")
    import_roster(ports, made.id, (ANN, BOB))
    return made


def members(ports, group):
    with ports.store.reading() as unit:
        return {m.roster.shown_name: m for m in unit.classes.members(group.id)}


def test_a_student_added_by_hand_has_a_code_and_can_sign_in(ports, group):
    added = add_student(ports, group.id, RosterRow(first_name="Zoë", last_name="Müller"))
    assert members(ports, group)["Zoë Müller"] == added
    assert MemberIndex([added]).named(added.code) == added


@pytest.mark.parametrize("row", [RosterRow("1", "Other", "Name"), RosterRow("", "Lee", "Ann")])
def test_who_is_in_the_class_is_not_added_again(ports, group, row):
    with pytest.raises(NotAllowed, match="“Ann Lee” already"):
        add_student(ports, group.id, row)
    assert len(members(ports, group)) == 2


def test_a_student_needs_a_name_or_a_number(ports, group):
    for row in (RosterRow(), RosterRow(section="a"), RosterRow(first_name="\u200b")):
        with pytest.raises(NotAllowed, match="name or a number"):
            add_student(ports, group.id, row)
    with pytest.raises(NotAllowed, match="80 letters"):
        add_student(ports, group.id, RosterRow(last_name="x" * 81))


def test_a_changed_name_keeps_code_work_and_numbers_elsewhere(ports, group):
    before = members(ports, group)["Ann Lee"]
    after = edit_student(ports, group.id, before.student_id, RosterRow("1", "Weber", "Ann"))
    assert (after.code, after.student_id) == (before.code, before.student_id)
    assert after.roster.external_ids == {"canvas.id": "77"}
    with ports.store.reading() as unit:
        index = MemberIndex(unit.classes.members(group.id), unit.classes.typed_names(group.id))
        assert {s.name for s in unit.students.all()} == {"Ann Weber", "Bob Ray"}
    assert index.named("ann lee") == index.named("Weber, Ann") == after


def test_an_emptied_cell_is_empty_and_a_number_is_given_once(ports, group):
    ann = members(ports, group)["Ann Lee"]
    edit_student(ports, group.id, ann.student_id, replace(ann.roster, accommodations="more time"))
    edit_student(ports, group.id, ann.student_id, replace(ann.roster, accommodations=""))
    assert members(ports, group)["Ann Lee"].roster.accommodations == ""
    with pytest.raises(NotAllowed, match="“Bob Ray” has the number"):
        edit_student(ports, group.id, ann.student_id, replace(ann.roster, student_id="2"))


def test_the_teacher_keeps_one_who_is_missing_in_the_new_roster(ports, group):
    bob = members(ports, group)["Bob Ray"]
    zoe = add_student(ports, group.id, RosterRow("3", "Müller", "Zoë"))
    changes = import_roster(ports, group.id, (ANN,), staying={bob.student_id})
    assert [member.student_id for member in changes.left] == [zoe.student_id]
    assert members(ports, group)["Bob Ray"].is_active
    assert members(ports, group)["Zoë Müller"].state is MemberState.LEFT


def test_a_class_can_be_renamed_but_not_to_the_name_of_another(ports, group):
    create_class(ports, "7C")
    assert rename_class(ports, group.id, " 8B ").name == "8B"
    with pytest.raises(NotAllowed, match="a class “7C” already"):
        rename_class(ports, group.id, "7c")


# -- who may be picked -----------------------------------------------------------------------------


def test_codes_alone_tell_no_name_and_who_left_is_not_offered(ports, group):
    mark_left(ports, group.id, members(ports, group)["Bob Ray"].student_id)
    (entry,) = sign_in_entries(list(members(ports, group).values()), with_names=False)
    assert entry.name == ""
    assert entry.shown == entry.signs_in_as == members(ports, group)["Ann Lee"].code


def test_two_of_one_name_are_told_apart_by_their_codes(ports, group):
    add_student(ports, group.id, RosterRow("9", "Lee", "Ann"))
    with ports.store.reading() as unit:
        everybody = unit.classes.members(group.id)
    entries = sign_in_entries(everybody, with_names=True)
    index = MemberIndex(everybody)
    found = [index.named(entry.signs_in_as).roster.student_id for entry in entries]
    assert sorted(found) == ["1", "2", "9"]
    assert [entry.shown for entry in entries if "·" not in entry.shown] == ["Bob Ray"]
