"""A server that dies: what was confirmed is there, and what is not known is not claimed.

The attack suite stops it while two programs write; here it dies in one chosen moment.
"""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine

from annotator.domain.errors import StorageTrouble
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AuthorId
from annotator.storage.database import open_server
from tests.storage.server import NoServer, own_server

#: Makes the server think about a commit until somebody ends the connection.
SLOW_COMMIT = """
    CREATE FUNCTION think() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON student
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION think()
"""
THINKING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


@pytest.fixture
def stoppable():
    """A server of the test's own, which it may stop."""
    try:
        with own_server() as server:
            yield server
    except NoServer as reason:
        pytest.skip(str(reason))


def wait_until_it_thinks(url):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for _ in range(3000):
            if connection.exec_driver_sql(THINKING).scalar():
                break
            threading.Event().wait(0.01)
    engine.dispose()


def test_a_server_that_dies_in_the_commit_is_told_as_not_known(stoppable):
    store = open_server(stoppable.url)
    with store.writing() as unit:
        unit.students.put(Student(AuthorId("before"), "Before"))
        unit.commit()
    with store.writer.begin() as connection:
        connection.exec_driver_sql(SLOW_COMMIT)

    def die():
        wait_until_it_thinks(stoppable.url)
        stoppable.stop()

    def write():
        with store.writing() as unit:
            unit.students.put(Student(AuthorId("last"), "Last"))
            unit.commit()

    dying = threading.Thread(target=die)
    dying.start()
    with pytest.raises(StorageTrouble, match="may have been stored, or may not") as told:
        write()
    dying.join(60)
    assert "this last step was not" not in str(told.value)
    assert "Look whether the step is there" in str(told.value)
    # While it is away each step says so; once it is back the same program goes on.
    with pytest.raises(StorageTrouble, match="does not answer"), store.reading() as unit:
        unit.students.all()
    stoppable.start()
    with store.reading() as unit:
        assert [student.name for student in unit.students.all()] == ["Before"]
    store.close()


def test_a_server_that_dies_before_the_commit_is_told_as_not_stored(stoppable):
    store = open_server(stoppable.url)

    def write():
        with store.writing() as unit:
            unit.students.put(Student(AuthorId("last"), "Last"))
            stoppable.stop()
            unit.students.all()

    with pytest.raises(StorageTrouble, match="this last step was not"):
        write()
    stoppable.start()
    with store.reading() as unit:
        assert unit.students.all() == ()
    store.close()
