"""After a student is deleted no byte of the name or of typed words is left anywhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from annotator.domain.annotations import Answer, Link, Workspace
from annotator.domain.classes import ClassGroup, ClassMember, Excuse, RosterRow
from annotator.domain.errors import UnknownThing
from annotator.domain.grading import Verdict, VerdictKind
from annotator.domain.grading_session import RegradeRequest
from annotator.domain.hand_ins import Student
from annotator.domain.history import Change
from annotator.domain.identifiers import (
    TEACHER,
    AssignmentId,
    AuthorId,
    ClassId,
    HandInId,
    LinkId,
)
from annotator.domain.keys import Acceptance, AnswerKey
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.services.accepting import accepted_answer
from annotator.services.classes import accept_match, assign_lesson
from annotator.services.ports import Ports, ReadingPlace, StoredHandIn
from annotator.services.privacy import ErasureTools, delete_student, export_student
from annotator.storage import database, erasing
from annotator.storage.backups import backup_folder, make_daily_backup
from annotator.storage.erasing import ERASED_ROWS, DatabaseEraser
from annotator.storage.row_parts import metadata
from tests.fakes.ports import MemoryFiles
from tests.storage import samples

NAME = "Zachary Quillfeather 🪶"
MISTYPED = "Zakary Quilfeather"
ZAC, BOB = AuthorId("zac"), AuthorId("bob")
GROUP = ClassGroup(ClassId("7b"), "7B")
ROW = RosterRow(
    "S-90210",
    "Quillfeather 🪶",
    "Zachary",
    email="quill@school.example",
    accommodations="wobblestool",
    external_ids={"canvas.id": "zq-501"},
)
#: What the student typed, and what the school wrote of them.
TYPED = (
    *("zebrareason", "ostrichrewrite", "walrusanswer", "lemurlink", "gnunote", "undonemoose"),
    *("wobblestool", "quill@school.example", "S-90210", "zq-501", "teacherremark", "flamingoflu"),
)
WORKSPACE = Workspace(samples.LESSON, ZAC)


def annotation(number, reason, author=ZAC):
    return samples.annotation(
        number, author_id=author, reason=reason, rewrite="ostrichrewrite" if author == ZAC else ""
    )


def hand_in(number, name, author, reason, **changes):
    return StoredHandIn(
        samples.hand_in(
            number,
            name=name,
            annotations=(annotation(number, reason, author),),
            links=(Link(LinkId(f"l{number}"), author, samples.link().ends, "lemurlink", "gnunote"),)
            if author == ZAC
            else (),
            answers=(Answer(samples.WHY, author, "walrusanswer" if author == ZAC else "fine"),),
            **changes,
        ),
        f"digest {number}",
        samples.NOON,
    )


@pytest.fixture
def files():
    return MemoryFiles()


@pytest.fixture
def ports(class_store, files):
    numbers = iter(range(1000))
    return Ports(
        store=class_store,
        hand_in_files=files,
        now=lambda: datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
        new_id=lambda: f"n{next(numbers)}",
    )


@pytest.fixture
def filled(ports, class_store):
    """A class of two, with work, grades and history."""
    with class_store.writing() as unit:
        unit.lessons.put_key(samples.LESSON, AnswerKey())
        unit.classes.put(GROUP)
        for student_id, row, code in ((ZAC, ROW, "ZZZZ"), (BOB, RosterRow(full_name="Bob"), "B2")):
            unit.students.put(Student(student_id, row.shown_name))
            unit.classes.put_member(GROUP.id, ClassMember(student_id, row, code))
        unit.students.put(Student(AuthorId("alias"), MISTYPED))
        unit.work.put(WORKSPACE, annotation(7, "zebrareason"))
        unit.work.put(WORKSPACE, Answer(samples.WHY, ZAC, "walrusanswer"))
        unit.edits.append(
            samples.edit(1, Change(None, annotation(8, "undonemoose")), workspace=WORKSPACE)
        )
        unit.work.put_place(ReadingPlace(WORKSPACE, samples.NOON))
        unit.hand_ins.put(hand_in(1, NAME, ZAC, "zebrareason"))
        unit.hand_ins.put(hand_in(2, MISTYPED, ZAC, "zebrareason", attempt=2))
        unit.hand_ins.put(hand_in(3, "Bob", BOB, "bobreason"))
        unit.commit()
    accept_match(ports, GROUP.id, MISTYPED, ZAC)
    given = assign_lesson(ports, samples.LESSON, GROUP.id)
    with class_store.writing() as unit:
        unit.classes.put_excuse(Excuse(AssignmentId(given.id), ZAC, samples.NOON, "flamingoflu"))
        unit.commit()
    for number, kind in ((1, VerdictKind.ACCEPT_FOR_ALL), (3, VerdictKind.REJECT)):
        with class_store.writing() as unit:
            given_in = unit.hand_ins.find(HandInId(f"hand-in-{number}")).hand_in
            on, at = given_in.annotations[0].id, samples.NOON
            verdict = Verdict(given_in.id, on, kind, TEACHER, at, "teacherremark")
            unit.decisions.put(verdict)
            if kind is VerdictKind.ACCEPT_FOR_ALL:
                lesson = unit.lessons.find(samples.LESSON)
                whose = Acceptance(TEACHER, at, given_in.id)
                answer = accepted_answer(lesson, given_in.annotations[0], whose)
                unit.lessons.put_key(samples.LESSON, AnswerKey((answer,)))
            unit.commit()
    return class_store


@pytest.fixture
def school(filled, path):
    """A class of two, and backups that hold all of it."""
    make_daily_backup(path, date(2026, 6, 1))
    database.backup(path, now=datetime(2026, 6, 2, tzinfo=UTC))
    return filled


def tools(path, **requests):
    return ErasureTools(DatabaseEraser(path, **requests))


def folder_bytes(path):
    return {file.name: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


def holding(path, *words):
    return {
        (name, word)
        for name, data in folder_bytes(path).items()
        for word in words
        if word.encode() in data
    }


def test_no_byte_of_a_deleted_student_is_left(school, ports, path):
    # The teacher wrote the same remark to Bob, where it stays.
    typed = [word for word in TYPED if word != "teacherremark"]
    words = [*typed, NAME, "quillfeather", "Quilfeather", "Zachary", "zakary"]
    # Otherwise the test below would prove nothing.
    everywhere = holding(path, *words)
    assert {word for _, word in everywhere} == set(words)
    assert len({name for name, _ in everywhere}) >= 3  # log or database, and two backups
    receipt = delete_student(ports, tools(path), ZAC)
    assert receipt.is_complete, receipt.left
    assert holding(path, *words) == set()
    school.close()
    assert holding(path, *words) == set()


def test_the_list_that_a_lesson_file_told_forgets_the_name(school, ports, path):
    told = SignIn(
        ClassId("lab"), "Lab", (SignInEntry("ZQ77", NAME), SignInEntry("K7QP", "Bob")), "drop"
    )
    with ports.store.writing() as unit:
        unit.classes.put_sign_in(told)
        unit.commit()
    receipt = delete_student(ports, tools(path), ZAC)
    assert not [line for line in receipt.left if "still stands" in line]
    with ports.store.reading() as unit:
        (kept,) = unit.classes.sign_ins()
    assert kept == replace(told, entries=told.entries[1:])
    ports.store.close()
    assert b"Zachary" not in path.read_bytes()


def test_what_is_of_others_stays_as_it_was(school, ports, path):
    before = export_student(ports, BOB)
    receipt = delete_student(ports, tools(path), ZAC)
    assert export_student(ports, BOB) == before
    assert b"bobreason" in b"".join(folder_bytes(path).values())
    with school.reading() as unit:
        assert [member.student_id for member in unit.classes.members(GROUP.id)] == [BOB]
        # The class keeps the accepted annotation; only the student's words are gone from it.
        (entry,) = unit.lessons.find_key(samples.LESSON).annotations
        assert (entry.quote, entry.explanation) == ("👩‍👩‍👧", "")
    assert database.check(path).is_whole
    assert receipt.rows["hand_in"] == 2
    assert receipt.rows["student"] == 2
    with school.writing() as unit:
        unit.students.put(Student(AuthorId("new"), "New"))
        unit.commit()


def test_the_backups_are_whole_and_as_old_as_before(school, ports, path):
    copies = sorted(backup_folder(path).glob("*.db"))
    times = [copy.stat().st_mtime_ns for copy in copies]
    receipt = delete_student(ports, tools(path), ZAC)
    assert receipt.backups_rewritten == tuple(copies)
    assert [copy.stat().st_mtime_ns for copy in copies] == times
    for copy in copies:
        report = database.check(copy)
        assert report.is_whole
        assert report.schema_version == database.SCHEMA_VERSION


def test_a_backup_of_an_older_shape_is_cleaned_and_a_damaged_one_deleted(school, ports, path):
    older = backup_folder(path) / "before-upgrade-from-1.db"
    shutil.copy(next(backup_folder(path).glob("annotator-*.db")), older)
    with closing(sqlite3.connect(older)) as connection:
        connection.executescript(
            "DROP TABLE typed_name; DROP TABLE excuse; PRAGMA user_version=1; VACUUM"
        )
    damaged = backup_folder(path) / "annotator-2026-01-01.db"
    damaged.write_bytes(b"SQLite format 3\0" + NAME.encode() * 500)
    broken_off = backup_folder(path) / "annotator-2026-01-02.db.99.part"
    broken_off.write_bytes(NAME.encode())
    receipt = delete_student(ports, tools(path), ZAC)
    assert receipt.is_complete
    assert older in receipt.backups_rewritten
    assert set(receipt.backups_removed) == {damaged}
    assert any(damaged.name in line for line in receipt.lines)
    assert not broken_off.exists()
    assert holding(path, NAME, "zebrareason") == set()
    assert database.check(older).schema_version == 1


def test_a_window_that_reads_is_told_of_and_closing_it_ends_it(school, ports, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM student").fetchone()
        receipt = delete_student(ports, tools(path, busy_timeout=50), ZAC)
        assert any("Close every window" in sentence for sentence in receipt.unfinished)
    school.close()
    assert holding(path, NAME, "zebrareason", "undonemoose") == set()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR])
def test_a_healthy_backup_that_cannot_be_cleaned_now_is_kept_and_told_of(
    school, ports, path, monkeypatch, code
):
    copies = sorted(backup_folder(path).glob("*.db"))

    def fail(connection, person):
        if connection.execute("PRAGMA database_list").fetchone()[2] == "":  # a copy in memory
            trouble = sqlite3.OperationalError("database or disk is full")
            trouble.sqlite_errorcode = code
            raise trouble
        return deleting(connection, person)

    deleting = erasing._delete
    monkeypatch.setattr(erasing, "_delete", fail)
    receipt = delete_student(ports, tools(path), ZAC)
    assert not receipt.is_complete
    assert receipt.backups_removed == ()
    assert sorted(backup_folder(path).iterdir()) == copies
    for copy in copies:
        assert any(copy.name in sentence for sentence in receipt.unfinished)
        assert database.check(copy).is_whole
    assert "is being deleted" in receipt.lines[0]


def test_the_name_in_another_students_words_is_told_of(school, ports, path):
    with school.writing() as unit:
        workspace = Workspace(samples.LESSON, BOB)
        unit.work.put(workspace, Answer(samples.WHY, BOB, f"as {NAME} said"))
        unit.commit()
    receipt = delete_student(ports, tools(path), ZAC)
    assert any("somebody else" in sentence for sentence in receipt.left)


def test_a_namesake_keeps_the_hand_ins_that_could_be_theirs(school, ports, path):
    with school.writing() as unit:
        twin = replace(ROW, student_id="S-2", email="", external_ids={})
        unit.students.put(Student(AuthorId("twin"), twin.shown_name))
        unit.classes.put_member(GROUP.id, ClassMember(AuthorId("twin"), twin, "TWIN"))
        unit.commit()
    receipt = delete_student(ports, tools(path), ZAC)
    assert any("same name" in sentence for sentence in receipt.left)
    with school.reading() as unit:
        left = [s.hand_in.student_name for s in unit.hand_ins.of_lesson(samples.LESSON)]
        assert [m.student_id for m in unit.classes.members(GROUP.id)] == [BOB, AuthorId("twin")]
    assert sorted(left) == ["Bob", NAME]


def test_the_receipt_says_what_was_done_and_a_second_one_is_refused(school, ports, path):
    receipt = delete_student(ports, tools(path), ZAC)
    text = "\n".join(receipt.lines)
    assert "30 June 2026, 12:00" in text
    assert "hand in 2" in text
    assert "Backups cleaned: 2" in text
    assert "USB sticks" in text
    with pytest.raises(UnknownThing):
        delete_student(ports, tools(path), ZAC)


def test_everything_of_a_student_can_be_handed_out(school, ports):
    first = export_student(ports, ZAC)["hand_ins"][0]["hand_in"]["id"]
    with ports.store.writing() as unit:
        unit.grading.put_request(RegradeRequest(first, samples.NOON, "heronrequest"))
        unit.commit()
    found = export_student(ports, ZAC)
    assert found["grading"]["requests"][0]["text"] == "heronrequest"
    text = json.dumps(found, ensure_ascii=False)
    for word in (*TYPED, NAME, MISTYPED):
        assert (word in text) is (word != "undonemoose")  # taken back, so not work any more
    assert "bobreason" not in text
    assert [each["hand_in"]["attempt"] for each in found["hand_ins"]] == [1, 2]
    assert found["hand_ins"][0]["decisions"]["verdicts"][0]["kind"] == "accept-for-all"
    assert found["classes"][0]["class"] == "7B"
    with pytest.raises(UnknownThing):
        export_student(ports, AuthorId("nobody"))


def test_no_table_that_holds_people_is_forgotten():
    """A table made later must be added to what is erased, or to the exceptions here."""
    people = {"author_id", "student_id", "student_name", "name_key", "hand_in_id"}
    holding_people = {
        table.name for table in metadata.tables.values() if people & set(table.columns.keys())
    }
    assert holding_people | {"student"} == set(ERASED_ROWS)
