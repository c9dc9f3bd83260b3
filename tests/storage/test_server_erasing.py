"""A student who is deleted on a server is gone from its tables; the receipt says what is not."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.domain.keys import AnswerKey
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.services.privacy import ErasureTools, KnownPerson, delete_student, export_student
from annotator.storage import server_erasing
from annotator.storage.database import open_server
from annotator.storage.erasing import ERASED_ROWS
from annotator.storage.server_erasing import KEPT_BY_SERVER, NOT_REBUILT, ServerEraser
from tests.storage import samples
from tests.storage.test_erasing import (  # noqa: F401
    BOB,
    GROUP,
    NAME,
    TYPED,
    ZAC,
    files,
    filled,
    ports,
)


@pytest.fixture
def store(url):
    """An empty database on the server, in place of a file."""
    opened = open_server(url)
    yield opened
    opened.close()


@pytest.fixture
def eraser(filled):  # noqa: F811
    return ServerEraser(filled.writer, filled.place)


def held(url, *words):
    """Return which words stand in the files of the server's tables."""
    folder = Path(make_url(url).query["host"]) / "data" / "base"
    found = set()
    for word in words:
        ran = subprocess.run(["grep", "-rlaF", word, str(folder)], capture_output=True, text=True)
        found |= {word} if ran.stdout else set()
    return found


def delete_again(ports, eraser, receipt):  # noqa: F811
    """Do what is left to do, as the next start of the program does."""
    return eraser.erase(KnownPerson(frozenset({ZAC}), frozenset(), receipt.names))


def checkpoint(store):
    """Let the server write what it has, and take away the files that it replaced."""
    alone = store.writer.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")


def test_the_rows_and_the_words_in_the_tables_are_gone(filled, ports, eraser, url):  # noqa: F811
    words = [*(word for word in TYPED if word != "teacherremark"), NAME, "Zachary"]
    before = export_student(ports, BOB)
    checkpoint(filled)
    assert held(url, *words)  # otherwise the test proves nothing
    receipt = delete_student(ports, ErasureTools(eraser), ZAC)
    assert receipt.rows["student"] == receipt.rows["hand_in"] == 2
    assert set(receipt.rows) == set(ERASED_ROWS)
    assert receipt.left == (KEPT_BY_SERVER,)
    checkpoint(filled)
    assert held(url, *words) == set()
    assert export_student(ports, BOB) == before
    with filled.reading() as unit:
        assert [member.student_id for member in unit.classes.members(GROUP.id)] == [BOB]


def test_words_that_an_older_version_copied_into_the_key_go_too(filled, ports, eraser):  # noqa: F811
    with filled.writing() as unit:
        (entry,) = unit.lessons.find_key(samples.LESSON).annotations
        copied = replace(entry, explanation="zebrareason")
        unit.lessons.put_key(samples.LESSON, AnswerKey((copied,)))
        unit.commit()
    delete_student(ports, ErasureTools(eraser), ZAC)
    with filled.reading() as unit:
        (kept,) = unit.lessons.find_key(samples.LESSON).annotations
    assert kept == entry


def test_the_list_that_a_lesson_file_told_forgets_the_name(filled, ports, eraser):  # noqa: F811
    told = SignIn(
        ClassId("lab"), "Lab", (SignInEntry("ZQ77", NAME), SignInEntry("K7QP", "Bob")), "drop"
    )
    with filled.writing() as unit:
        unit.classes.put_sign_in(told)
        unit.commit()
    delete_student(ports, ErasureTools(eraser), ZAC)
    with filled.reading() as unit:
        assert unit.classes.sign_ins() == (replace(told, entries=told.entries[1:]),)


def test_a_name_in_somebody_elses_words_is_told(filled, ports, eraser):  # noqa: F811
    with filled.writing() as unit:
        unit.students.put(Student(AuthorId("other"), f"{NAME}’s sister"))
        unit.commit()
    receipt = delete_student(ports, ErasureTools(eraser), ZAC)
    assert "still stands in the table “student”" in " ".join(receipt.left)


def test_a_colleague_who_reads_is_in_the_way_and_that_is_told(
    filled,  # noqa: F811
    ports,  # noqa: F811
    eraser,
    url,
    monkeypatch,
):
    monkeypatch.setattr(server_erasing, "BUSY_TIMEOUT", 50)
    colleague = open_server(url)
    with colleague.reading() as unit:
        assert unit.students.all()
        receipt = delete_student(ports, ErasureTools(eraser), ZAC)
    colleague.close()
    assert receipt.unfinished == (NOT_REBUILT,)
    assert not delete_again(ports, eraser, receipt).unfinished
    with filled.reading() as unit:
        assert ZAC not in {student.id for student in unit.students.all()}


def test_a_server_that_goes_away_after_the_rows_is_tried_again(
    filled,  # noqa: F811
    ports,  # noqa: F811
    eraser,
    monkeypatch,
):
    gone = OperationalError("VACUUM", {}, Exception("the server has gone"))
    monkeypatch.setattr(eraser, "_rebuilt", lambda: (_ for _ in ()).throw(gone))
    receipt = delete_student(ports, ErasureTools(eraser), ZAC)
    assert receipt.rows["student"] == 2
    assert "does not answer" in " ".join(receipt.unfinished)
    assert not receipt.is_complete
