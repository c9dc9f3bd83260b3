"""Opening a database: made where there is none, refused where it is not safe to go on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import NewerData, StorageTrouble
from annotator.storage import database
from annotator.storage.backups import backup_folder
from annotator.storage.places import DiskFacts, Mount
from annotator.storage.schema import SCHEMA_VERSION
from tests.storage import samples


def raw(path):
    return closing(sqlite3.connect(path, isolation_level=None))


def put_something(store):
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.commit()


@pytest.fixture
def used(open_again, path):
    """A database with work in it, closed, with one backup."""
    store = open_again()
    put_something(store)
    store.close()
    open_again().close()
    assert len(list(backup_folder(path).iterdir())) == 1
    return path


def test_a_new_database_is_made_with_its_folder(store, path):
    assert store.warnings == ()
    with raw(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with store.reading() as unit:
        assert unit.lessons.all() == ()


def test_an_up_to_date_database_is_opened_without_alembic(used, start, plain_environment):
    script = (
        "import sys, pathlib\n"
        "from annotator.storage.database import open_store\n"
        "with open_store(pathlib.Path(sys.argv[1])).reading() as unit:\n"
        "    assert len(unit.lessons.all()) == 1\n"
        "print(sorted(name for name in sys.modules\n"
        "             if name.partition('.')[0] in ('alembic', 'mako')\n"
        "             or name.startswith(('sqlalchemy.orm', 'sqlalchemy.dialects.postgresql'))))"
    )
    out, error = start(script, used, environment=plain_environment).communicate(timeout=60)
    assert (out.strip(), error) == ("[]", "")


def test_a_newer_database_is_refused_and_not_touched(used, open_again):
    with raw(used) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = used.read_bytes()
    with pytest.raises(NewerData, match="Install the newer version"):
        open_again()
    with pytest.raises(NewerData):
        database.upgrade(used)
    assert used.read_bytes() == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: b"Dear teacher, this is a letter. " * 400,
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:50],
        lambda whole: b"",
        lambda whole: whole[:4096] + os.urandom(len(whole) - 4096),
    ],
    ids=["a letter", "cut in half", "cut in the header", "empty", "overwritten"],
)
def test_a_damaged_file_is_kept_and_the_newest_backup_is_named(used, open_again, harm):
    (backup,) = backup_folder(used).iterdir()
    harmed = harm(used.read_bytes())
    used.write_bytes(harmed)
    with pytest.raises(StorageTrouble) as caught:
        open_again()
    assert str(used) in str(caught.value)
    assert str(backup) in str(caught.value)
    assert used.read_bytes() == harmed
    # What the sentence advises works.
    shutil.copyfile(backup, used)
    with open_again().reading() as unit:
        assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(),)


def test_damage_without_a_backup_says_so(path, open_again):
    path.parent.mkdir()
    path.write_bytes(b"not a database, though long enough to look at. " * 100)
    with pytest.raises(StorageTrouble, match="There is no backup of it yet"):
        open_again()


def test_the_database_of_another_program_is_refused_and_not_touched(path, open_again):
    path.parent.mkdir()
    with raw(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(StorageTrouble, match="belongs to another program"):
        open_again()
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_told_of(path, open_again):
    path.mkdir(parents=True)
    with pytest.raises(StorageTrouble, match="it is a folder"):
        open_again()


def test_a_file_in_the_place_of_the_folder_is_told_of(path, open_again):
    path.parent.write_text("I was here first")
    with pytest.raises(StorageTrouble, match="Nothing was changed"):
        open_again()


def test_another_copy_that_writes_is_waited_for_and_then_told_of(used, open_again):
    store = open_again(busy_timeout=20)
    with raw(used) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageTrouble, match="Another copy of the program is writing"):
            put_something(store)
        with store.reading() as unit:
            assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(),)
        other.execute("COMMIT")
    put_something(store)


def test_a_full_disk_is_told_of_and_nothing_stored_is_lost(used, open_again):
    store = open_again()
    with store.writing() as unit:
        pages = unit._connection.exec_driver_sql("PRAGMA page_count").scalar()
        unit._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    long = samples.annotation(9, reason="so much to say " * 10_000)
    with pytest.raises(StorageTrouble, match="is full"), store.writing() as unit:
        unit.work.put(samples.WORKSPACE, long)
    with store.writing() as unit:
        unit._connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1000}")
        unit.work.put(samples.WORKSPACE, long)
        unit.commit()
    with store.reading() as unit:
        assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(), long)
    assert database.check(used).is_whole


LIMITED = """
import pathlib, resource, sys
from annotator.domain.errors import StorageTrouble
from annotator.storage.database import open_store
from tests.storage import samples
store = open_store(pathlib.Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
for number in range(1000):
    try:
        with store.writing() as unit:
            unit.work.put(samples.WORKSPACE, samples.annotation(number, reason="x" * 5000))
            unit.commit()
    except StorageTrouble as trouble:
        print(number, trouble)
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_disk_that_takes_no_more_loses_nothing_that_was_stored(used, start, open_again):
    out, error = start(LIMITED, used).communicate(timeout=60)
    assert error == ""
    number, _, sentence = out.partition(" ")
    assert "stored before is kept" in " ".join(sentence.split())
    assert int(number) > 3
    with open_again().reading() as unit:
        found = {one.id for one in unit.work.annotations(samples.WORKSPACE)}
    assert {f"annotation-{n}" for n in range(int(number))} <= found
    assert database.check(used).is_whole


READ_ONLY = """
import os, pathlib, sys
from annotator.domain.errors import StorageTrouble
from annotator.storage import database, schema
from alembic import command
from tests.storage import samples
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = pathlib.Path(sys.argv[2])
try:
    store = database.open_store(path)
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.commit()
except StorageTrouble as trouble:
    print(trouble)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("there", [True, False], ids=["with a database", "empty"])
def test_a_folder_that_may_only_be_read_is_told_of(used, start, there, plain_environment):
    # Not in the private folder of the test, so that a process without rights reaches it.
    folder = Path(tempfile.mkdtemp(prefix="annotator-read-only-"))
    try:
        if there:
            shutil.copyfile(used, folder / "annotator.db")
            (folder / "annotator.db").chmod(0o444)
        folder.chmod(0o555)
        before = {one.name: one.read_bytes() for one in folder.iterdir()}
        process = start(READ_ONLY, folder, folder / "annotator.db", environment=plain_environment)
        out, error = process.communicate(timeout=60)
        assert error == ""
        assert "annotator.db" in out
        assert "changed" in out or "not stored" in out
        assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_network_drive_is_refused_before_anything_is_made(path):
    facts = DiskFacts("linux", (Mount("/", "ext4"), Mount(str(path.parent.parent), "cifs")))
    with pytest.raises(StorageTrouble, match="network drive"):
        database.open_store(path, facts=facts)
    assert not path.parent.exists()
