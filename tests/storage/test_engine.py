"""The pragmas are those that keep work safe, and transactions begin as they should."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest
from sqlalchemy import Select, UpdateBase, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError

from annotator.domain.errors import StorageTrouble
from annotator.storage import decisions, edits, lessons, rows, work
from annotator.storage.columns import adding, replacing
from annotator.storage.engine import _write_ahead, open_engine
from annotator.storage.row_parts import metadata


@pytest.fixture(params=[True, False], ids=["writer", "reader"])
def engine(request, tmp_path):
    engine = open_engine(tmp_path / "a.db", writes=request.param)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    "pragma, value",
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
    ],
)
def test_every_connection_has_the_pragma(engine, pragma, value):
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            raw = connection.connection.cursor()
            assert raw.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_writing_transaction_holds_the_write_lock_from_its_start(tmp_path):
    engine = open_engine(tmp_path / "a.db")
    with engine.connect() as connection:
        connection.begin()
        other = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        connection.rollback()
        other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()


def test_a_reading_transaction_leaves_the_lock_and_cannot_write(tmp_path):
    writer, reader = open_engine(tmp_path / "a.db"), open_engine(tmp_path / "a.db", writes=False)
    with writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with reader.connect() as reading, writer.begin() as writing:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        writing.exec_driver_sql("INSERT INTO t VALUES (1)")
        with pytest.raises(OperationalError, match="readonly"):
            reading.exec_driver_sql("INSERT INTO t VALUES (2)")
    writer.dispose()
    reader.dispose()


def test_a_reading_transaction_sees_one_moment(tmp_path):
    writer, reader = open_engine(tmp_path / "a.db"), open_engine(tmp_path / "a.db", writes=False)
    with writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with reader.connect() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with writer.begin() as writing:
            writing.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    with reader.connect() as later:
        assert later.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1
    writer.dispose()
    reader.dispose()


def test_a_disk_without_write_ahead_log_is_refused():
    # A database in memory has no log: it stands for a disk that can hold none.
    engine = open_engine(":memory:")
    with pytest.raises(StorageTrouble, match="own disk"):
        engine.connect()


def test_the_write_ahead_log_waits_for_its_turn(tmp_path):
    """The log cannot be turned on while another copy makes the database: wait, then try again."""
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE t (x)")
    mine = sqlite3.connect(tmp_path / "a.db", timeout=0.01, isolation_level=None)
    seen = []
    mine.set_trace_callback(seen.append)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        _write_ahead(mine)
    assert seen[-1] == "BEGIN EXCLUSIVE"
    # The other copy ends as soon as this one has been refused for the first time.
    mine.set_trace_callback(
        lambda said: other.in_transaction and "EXCLUSIVE" in said and other.execute("COMMIT")
    )
    assert _write_ahead(mine) == "wal"
    mine.close()
    other.close()


def test_a_moment_without_zone_is_a_bug(class_store):
    with class_store.writing() as unit, pytest.raises(Exception, match="time zone"):
        unit._connection.execute(
            insert(rows.assignment),
            {
                "id": "a",
                "lesson_id": "street",
                "class_group_id": "7b",
                "assigned_at": datetime(2026, 1, 1),  # noqa: DTZ001
            },
        )


STATEMENTS = [
    *(value for module in (work, edits, lessons, decisions) for value in vars(module).values()),
    *work._PUT.values(),
    *work._REMOVE.values(),
    *(replacing(table) for table in metadata.sorted_tables),
    adding(rows.article_body),
]


def test_statements_are_understood_by_postgresql_too():
    dialect = postgresql.dialect()
    written = [
        str(one.compile(dialect=dialect))
        for one in STATEMENTS
        if isinstance(one, (Select, UpdateBase))
    ]
    assert len(written) >= 50
    upserts = [one for one in written if "ON CONFLICT" in one]
    assert any("WHERE hand_in_id IS NULL DO UPDATE SET" in one for one in upserts)
    assert any("DO NOTHING" in one for one in upserts)


def test_two_kinds_of_insert_into_one_table_are_not_taken_for_each_other(store):
    """The cache of compiled statements must tell the conflict clauses apart."""
    seen = []
    with store.writing() as unit:
        connection = unit._connection
        for name, put in (("Ann", adding), ("Ben", adding), ("Cy", replacing), ("Di", adding)):
            connection.execute(put(rows.student), {"id": "1", "name": name, "name_key": name})
            seen.append(connection.execute(rows.student.select()).one().name)
    assert seen == ["Ann", "Ann", "Cy", "Cy"]
