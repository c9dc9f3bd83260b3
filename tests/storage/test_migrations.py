"""The migrations make what the program expects, after a copy, all of it or nothing."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from annotator.domain.errors import StorageTrouble
from annotator.storage import database, schema
from annotator.storage.backups import backup_folder
from annotator.storage.engine import open_engine
from annotator.storage.row_parts import metadata
from annotator.storage.schema import SCHEMA_VERSION, alembic_config
from tests.storage import samples

WANTED = """
    lesson article category technique question criterion level key_annotation student class_group
    membership assignment hand_in annotation link answer verdict credit_override criterion_score
    comment comment_bank edit
"""


@pytest.fixture(autouse=True)
def migrated_anew(monkeypatch):
    """Migrate every new database, which the other tests get as a copy of the first one."""
    monkeypatch.setattr(database, "migrate", schema.migrate)


@pytest.fixture
def older(open_again, path):
    """A database of before the first numbered shape, with the lesson in it.

    The tables are those of today, so its migration finds nothing to do but the number; it
    stands for any older one.
    """
    store = open_again()
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.commit()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=-1")
    return path


def version(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_the_migrations_make_the_tables_of_the_models(store, path):
    engine = open_engine(path, writes=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert set(metadata.tables) >= set(WANTED.split())


def test_the_migrations_can_be_written_for_postgresql():
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written}
    )
    with Operations.context(context):
        for script in reversed(list(scripts().walk_revisions())):
            script.module.upgrade()
    sql = " ".join(written.getvalue().split())
    assert sql.count("CREATE TABLE") == len(metadata.tables)
    assert "row_id SERIAL NOT NULL" in sql
    assert "handed_in TIMESTAMP WITH TIME ZONE NOT NULL" in sql
    assert (
        "CREATE UNIQUE INDEX ix_annotation_working ON annotation (lesson_id, author_id, id) "
        "WHERE hand_in_id IS NULL;" in sql
    )
    assert "TRIGGER" not in sql


def scripts():
    return ScriptDirectory.from_config(alembic_config())


def test_the_version_counts_the_migrations():
    assert len(list(scripts().walk_revisions())) == SCHEMA_VERSION
    assert len(scripts().get_heads()) == 1


def test_an_older_database_is_copied_and_then_migrated(older, open_again):
    with open_again().reading() as unit:
        assert unit.lessons.find(samples.LESSON) == samples.lesson()
    assert version(older) == SCHEMA_VERSION
    (copy,) = backup_folder(older).glob("before-upgrade-*.db")
    assert version(copy) == -1


def test_upgrade_tells_what_it_did(older):
    first = database.upgrade(older)
    assert (first.from_version, first.to_version) == (-1, SCHEMA_VERSION)
    assert first.backup.is_file()
    second = database.upgrade(older)
    assert (second.from_version, second.to_version) == (SCHEMA_VERSION, SCHEMA_VERSION)
    assert second.backup is None


def test_without_room_for_the_copy_nothing_is_migrated(older, open_again):
    backup_folder(older).write_text("a file where the folder should be")
    with pytest.raises(StorageTrouble, match="Nothing was changed"):
        open_again()
    assert version(older) == -1


def test_a_migration_that_fails_changes_nothing(path, open_again, monkeypatch):
    real = schema._upgrade

    def fail_late(connection):
        real(connection)
        raise sqlite3.OperationalError("pulled the plug")

    monkeypatch.setattr(schema, "_upgrade", fail_late)
    with pytest.raises(sqlite3.OperationalError):
        open_again()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    monkeypatch.undo()
    with open_again().reading() as unit:
        assert unit.lessons.all() == ()
