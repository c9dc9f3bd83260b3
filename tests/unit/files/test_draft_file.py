"""Unfinished work in the drop folder: sealed, brought back elsewhere, and read by the teacher."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import ArticleId, QuestionId
from annotator.domain.lessons import Lesson
from annotator.files.draft_file import SealedDrafts, draft_name, hash_pin, is_pin
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.person_files import FilesOfPeople
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.draft_copies import (
    Brought,
    UnlockedDraft,
    bring_draft,
    draft_of,
    save_draft,
)
from annotator.services.lessons import install_lesson
from annotator.services.privacy import KnownPerson
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import LOADED


class Room:
    """A teacher's key, a drop folder, and as many machines as a test wants."""

    def __init__(self, folder):
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.teacher = SealedDrafts(TeacherKeys(folder / "teacher"))
        seal = TeacherKeys(folder / "teacher").ensure_public_key()
        self.lesson: Lesson = replace(sample_lesson.lesson(), public_key=seal)
        self.files = SealedDrafts(TeacherKeys(folder / "student"))
        self.hours = 0

    def machine(self, name="Ann Lee"):
        """Return a fresh machine, its student and the open lesson; later by an hour each."""
        ports = make_ports()
        install_lesson(ports, self.lesson)
        self.hours += 1
        ahead = timedelta(hours=self.hours)
        ports = replace(
            ports,
            now=lambda clock=ports.now: clock() + ahead,
            new_id=lambda ids=ports.new_id, n=self.hours: f"{n}-{ids()}",
        )
        student = sign_in(ports, name)
        return ports, student, ReadingSession(ports, self.lesson, student)

    def save(self, machine, pin=""):
        ports, student, _ = machine
        return save_draft(ports, self.files, self.lesson, student, self.drop, pin)

    def bring(self, machine, pin="", *, may_replace=False):
        return self.brought(machine, pin, may_replace=may_replace).outcome

    def brought(self, machine, pin="", *, may_replace=False):
        ports, student, _ = machine
        place = (ports, self.files, self.lesson, student, self.drop, pin)
        return bring_draft(*place, may_replace=may_replace)

    def forge(self, changed_at, quote="greedy", name="Ann Lee", pin=""):
        """Put an open draft of somebody else's making in the place of a student's."""
        eve = self.machine(name)
        mark(eve[2], quote)
        draft = draft_of(eve[0], self.lesson, eve[1])
        work = replace(draft.work, handed_in=changed_at)
        note = replace(draft.note, changed_at=changed_at)
        return self.files.write(replace(draft, work=work, note=note), self.lesson, self.drop, pin)

    def again(self, machine):
        ports, student, _ = machine
        return ReadingSession(ports, self.lesson, student)


def mark(session, quote):
    span = sample_lesson.span_of(session.lesson, "bugle", quote)
    session.highlight(ArticleId("bugle"), LOADED, span)


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


@pytest.fixture
def first(room):
    machine = room.machine()
    mark(machine[2], "cruel")
    machine[2].answer(QuestionId("agree"), "The price.")
    return machine


def test_work_goes_on_at_another_machine_and_can_be_undone(room, first):
    room.save(first)
    other = room.machine()
    assert room.bring(other) is Brought.BROUGHT
    session = room.again(other)
    assert [each.quote for each in session.all_annotations()] == ["cruel"]
    assert {each.author_id for each in session.all_annotations()} == {other[1].id}
    assert session.answers == {"agree": "The price."}
    session.undo()
    assert session.all_annotations() == ()
    session.redo()
    assert len(session.all_annotations()) == 1


def test_newer_work_here_is_not_replaced(room, first):
    room.save(first)
    other = room.machine()
    mark(other[2], "slapped")
    assert room.bring(other) is Brought.OLDER
    assert [each.quote for each in room.again(other).all_annotations()] == ["slapped"]


def test_older_work_here_gives_way_and_comes_back_with_undo(room):
    monday = room.machine()
    mark(monday[2], "slapped")
    room.save(monday)
    tuesday = room.machine()
    room.bring(tuesday)
    session = room.again(tuesday)
    mark(session, "cruel")
    room.save(tuesday)
    assert room.bring(monday) is Brought.BROUGHT
    back = room.again(monday)
    assert sorted(each.quote for each in back.all_annotations()) == ["cruel", "slapped"]
    back.undo()
    assert [each.quote for each in back.all_annotations()] == ["slapped"]


def test_nobody_else_finds_the_draft(room, first):
    path = room.save(first)
    assert room.bring(room.machine("Bob Ray")) is Brought.NOTHING
    data = path.read_bytes()
    assert b"cruel" not in data
    assert b"Ann" not in data
    assert "ann" not in path.name


def test_nothing_begun_is_nothing_saved(room):
    machine = room.machine()
    assert room.save(machine) is None
    assert list(room.drop.iterdir()) == []
    assert draft_of(machine[0], room.lesson, machine[1]) is None


def test_one_file_a_student_and_lesson(room, first):
    room.save(first)
    mark(first[2], "slapped")
    room.save(first)
    assert [path.name for path in room.drop.iterdir()] == [draft_name("canteen", "ann  LEE")]


def test_a_pin_locks_the_draft_and_the_teacher_can_still_open_it(room, first):
    path = room.save(first, "2468")
    other = room.machine()
    assert room.files.needs_pin(path)
    for wrong in ("", "2469"):
        with pytest.raises(NotAllowed, match="not the PIN"):
            room.bring(other, wrong)
    assert room.bring(other, "2468") is Brought.BROUGHT
    note = room.teacher.note(path)
    assert (note.student_name, note.annotations, note.percent) == ("Ann Lee", 1, 67)
    assert [a.quote for a in room.teacher.read_as_teacher(path).work.annotations] == ["cruel"]
    with pytest.raises(UnreadableFile, match="another teacher"):
        room.files.note(path)


@pytest.mark.parametrize("cut", [0, 10, 60, 200, -1])
def test_a_damaged_draft_is_told_and_changes_nothing(room, first, cut):
    path = room.save(first)
    data = path.read_bytes()
    path.write_bytes(data[:cut])
    other = room.machine()
    with pytest.raises(UnreadableFile, match="as it was"):
        room.bring(other)
    assert room.again(other).all_annotations() == ()


def test_a_changed_byte_is_noticed(room, first):
    path = room.save(first)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile):
        room.bring(room.machine())


def test_a_pin_is_kept_as_a_hash_only():
    made = hash_pin("2468")
    assert made.startswith("$argon2id$")
    assert "2468" not in made
    assert is_pin("2468", made)
    assert not is_pin("2469", made)
    assert not is_pin("2468", "")
    assert not is_pin("2468", "broken")


# -- forged and older drafts ---------------------------------------------------------------------

FUTURE = datetime(2090, 1, 1, tzinfo=UTC)


def test_an_open_draft_is_not_opened_for_who_has_a_pin(room, first):
    room.save(first, "2468")
    room.forge(FUTURE)
    for machine in (first, room.machine()):
        before = room.again(machine).all_annotations()
        with pytest.raises(UnlockedDraft, match="not locked with your PIN"):
            room.bring(machine, "2468")
        assert room.again(machine).all_annotations() == before


def test_what_a_draft_says_of_its_pin_is_bound_to_its_boxes(room, first):
    path = room.save(first, "2468")
    whole = path.read_bytes()
    changes = ((b" pin ", b" open "), (b"annotator-draft 2", b"annotator-draft 1"))
    for old, new in changes:
        path.write_bytes(whole.replace(old, new, 1))
        with pytest.raises((UnreadableFile, NotAllowed)):
            room.files.read(path, room.lesson, "Ann Lee", "2468")
    salt = whole.split()[4]
    path.write_bytes(whole.replace(salt, b"0" * 32, 1))
    with pytest.raises((UnreadableFile, NotAllowed)):
        room.files.read(path, room.lesson, "Ann Lee", "2468")
    open_one = room.save(first)
    data = open_one.read_bytes()
    teacher = data.split()[2]
    open_one.write_bytes(data.replace(teacher, b"0" * 16, 1))
    with pytest.raises(UnreadableFile):
        room.files.read(open_one, room.lesson, "Ann Lee", "")


def test_work_here_is_not_replaced_without_a_question(room, first):
    room.forge(FUTURE)
    brought = room.brought(first)
    assert brought.outcome is Brought.ASK
    assert (brought.choice.here, brought.choice.there) == (2, 1)
    assert brought.choice.is_of_future
    assert brought.choice.there_at.year == 2026  # a time that has not come is not believed
    assert [each.quote for each in room.again(first).all_annotations()] == ["cruel"]
    assert room.bring(first, may_replace=True) is Brought.BROUGHT
    session = room.again(first)
    assert [each.quote for each in session.all_annotations()] == ["greedy"]
    session.undo()
    assert [each.quote for each in session.all_annotations()] == ["cruel"]


def test_a_draft_that_is_put_aside_is_kept_and_not_found(room, first, tmp_path):
    path = room.save(first)
    data = path.read_bytes()
    assert room.files.set_aside(path)
    (kept,) = room.drop.iterdir()
    assert kept.read_bytes() == data
    assert room.files.is_set_aside(kept)
    assert room.bring(room.machine()) is Brought.NOTHING
    room.save(first)
    assert len(list(room.drop.iterdir())) == 2
    assert room.teacher.note(kept).student_name == "Ann Lee"
    person = KnownPerson(frozenset(), frozenset({name_key("Ann Lee")}), ("Ann Lee",))
    keys = TeacherKeys(tmp_path / "teacher")
    people = FilesOfPeople(tmp_path / "teacher", SealedHandIns(keys, str), keys)
    found = people.find([room.drop], person).own
    assert set(found) == set(room.drop.iterdir())  # deleting a student takes both
