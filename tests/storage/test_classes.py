"""Classes, members, assignments and excuses come back as they were stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command

from annotator.domain.classes import (
    Assignment,
    ClassGroup,
    ClassMember,
    Excuse,
    MemberState,
    RosterRow,
)
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AssignmentId, AuthorId, ClassId
from annotator.storage.backups import backup_folder
from annotator.storage.engine import open_engine
from annotator.storage.schema import SCHEMA_VERSION, alembic_config
from tests.storage import samples

SEVEN_B = ClassGroup(ClassId("7b"), "7B")
ROW = RosterRow(
    student_id="007",
    last_name="O’Hara",
    first_name="Miriam",
    preferred_name="Mira 🌻",
    full_name="",
    section="7B/2",
    email="mira@school.example",
    accommodations="Large print",
    external_ids={"canvas.id": "501", "moodle.identifier": "Participant 12"},
)
MIRA = ClassMember(samples.MIRA, ROW, "F7KQ")
BOB = ClassMember(AuthorId("bob"), RosterRow(full_name="Bob"), "B2B2")


@pytest.fixture
def stored(class_store):
    with class_store.writing() as unit:
        unit.classes.put(SEVEN_B)
        for member in (MIRA, BOB):
            unit.students.put(Student(member.student_id, member.roster.shown_name))
            unit.classes.put_member(SEVEN_B.id, member)
        unit.commit()
    return class_store


def test_members_come_back_as_a_register_sorts_them(stored):
    with stored.reading() as unit:
        assert unit.classes.members(SEVEN_B.id) == (BOB, MIRA)
        assert unit.classes.classes_of(samples.MIRA) == (SEVEN_B.id,)
        assert unit.classes.find(SEVEN_B.id) == SEVEN_B
        assert unit.classes.find(ClassId("8a")) is None


def test_a_member_who_left_stays_with_the_time(stored):
    gone = replace(MIRA, state=MemberState.LEFT, left_at=samples.NOON)
    with stored.writing() as unit:
        unit.classes.put_member(SEVEN_B.id, gone)
        unit.commit()
    with stored.reading() as unit:
        assert unit.classes.members(SEVEN_B.id) == (BOB, gone)


def test_assignments_excuses_and_typed_names_come_back(stored):
    given = Assignment(AssignmentId("a1"), samples.LESSON, SEVEN_B.id, samples.NOON)
    due = replace(given, due_at=samples.NOON + timedelta(days=7))
    excuse = Excuse(given.id, samples.MIRA, samples.NOON, "ill")
    with stored.writing() as unit:
        unit.classes.put_assignment(given)
        unit.classes.put_assignment(due)
        unit.classes.put_excuse(excuse)
        unit.classes.put_typed_name(SEVEN_B.id, "mria", samples.MIRA)
        unit.commit()
    with stored.reading() as unit:
        assert unit.classes.assignments(samples.LESSON) == (due,)
        assert unit.classes.assignments() == (due,)
        assert unit.classes.excuses(given.id) == (excuse,)
        assert dict(unit.classes.typed_names(SEVEN_B.id)) == {"mria": samples.MIRA}
    with stored.writing() as unit:
        unit.classes.remove_excuse(given.id, samples.MIRA)
        unit.commit()
    with stored.reading() as unit:
        assert unit.classes.excuses(given.id) == ()


def test_a_class_of_the_first_version_keeps_its_members(path, open_again):
    path.parent.mkdir(parents=True)
    engine = open_engine(path)
    with engine.connect() as connection:
        connection.begin()
        command.upgrade(alembic_config(connection), "0001")
        connection.exec_driver_sql("PRAGMA user_version=1")
        connection.exec_driver_sql("INSERT INTO student VALUES ('bob', 'Bob', 'bob')")
        connection.exec_driver_sql("INSERT INTO class_group VALUES ('7b', '7B')")
        connection.exec_driver_sql("INSERT INTO membership VALUES ('7b', 'bob')")
        connection.commit()
    engine.dispose()
    with open_again().reading() as unit:
        (member,) = unit.classes.members(SEVEN_B.id)
    assert member == ClassMember(AuthorId("bob"), RosterRow(), "")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [copy.name for copy in backup_folder(path).glob("before-*")] == [
        "before-upgrade-from-1.db"
    ]
