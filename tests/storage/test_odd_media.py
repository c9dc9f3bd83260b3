"""Media that cannot be written, cells that nobody can read, and what a kill left behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import StorageTrouble
from annotator.services.leftovers import A_DAY, remove_leftovers
from annotator.storage import database
from annotator.storage.backups import backup_folder, read_only
from tests.storage import samples


@pytest.fixture
def used(class_store, path):
    """A database with work in it, closed."""
    with class_store.writing() as unit:
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.hand_ins.put(samples.stored(1))
        unit.commit()
    class_store.close()
    return path


# -- a medium that may only be read ------------------------------------------------------------


@pytest.fixture
def read_only_medium(tmp_path):
    """Return a function that puts files on a medium that nobody can write to."""
    medium = tmp_path / "medium"
    medium.mkdir()
    mounted = []

    def holding(*files):
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root:
            mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(medium)]
            if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
                pytest.skip("root may write everywhere, and this machine allows no mount")
            mounted.append(medium)
        for file in files:
            shutil.copy(file, medium)
        if is_root:
            subprocess.run(["mount", "-o", "remount,ro", str(medium)], check=True)
        else:
            medium.chmod(0o555)
        return medium

    yield holding
    medium.chmod(0o755) if not mounted else None
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and modes are of POSIX")


def test_a_database_on_a_medium_that_may_only_be_read_is_checked(used, read_only_medium):
    medium = read_only_medium(used)
    report = database.check(medium / used.name)
    assert report.is_whole, report.problems
    assert report.schema_version == database.SCHEMA_VERSION


def test_a_backup_is_made_from_a_medium_that_may_only_be_read(used, read_only_medium, tmp_path):
    medium = read_only_medium(used)
    target = tmp_path / "elsewhere" / "copy.db"
    assert database.backup(medium / used.name, target).path == target
    assert database.check(target).is_whole


def test_what_is_only_in_the_log_is_read_there_too(class_store, path, read_only_medium, tmp_path):
    """A stick that was pulled out has the newest work in its log."""
    with class_store.writing() as unit:
        unit.hand_ins.put(samples.stored(1))
        unit.commit()
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size
    medium = read_only_medium(path, log)
    target = tmp_path / "copy.db"
    database.backup(medium / path.name, target)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT count(*) FROM hand_in").fetchone() == (1,)
    assert database.check(medium / path.name).is_whole
    made = read_only(medium / path.name)
    copy = Path(made.execute("PRAGMA database_list").fetchone()[2])
    made.close()
    assert not copy.exists()


def test_a_backup_into_a_medium_that_may_only_be_read_is_told(used, read_only_medium):
    medium = read_only_medium(used)
    with pytest.raises(StorageTrouble, match="The database is as it was"):
        database.backup(medium / used.name)


# -- cells that nobody can read ----------------------------------------------------------------

HARMS = {
    "no text": (
        "UPDATE lesson SET title = CAST(X'4f6e65ff' AS TEXT)",
        "1 cell in the column title of lesson is no text",
    ),
    "half a letter pair": (
        "UPDATE annotation SET reason = CAST(X'eda080' AS TEXT)",
        "cells in the column reason of annotation are no text",
    ),
    "no JSON": (
        "UPDATE lesson SET weights = '{'",
        "1 cell in the column weights of lesson is no JSON",
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_cell_that_nobody_can_read_is_found_and_told(used, open_again, harm):
    statement, found = HARMS[harm]
    with closing(sqlite3.connect(used)) as connection:
        for name, _ in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
    report = database.check(used)
    assert not report.is_whole
    assert any(found in problem for problem in report.problems), report.problems
    store = open_again()

    def read():
        with store.reading() as unit:
            unit.lessons.all()
            unit.work.annotations(samples.WORKSPACE)

    with pytest.raises(StorageTrouble, match="annotator db check"):
        read()
    store.close()


def test_a_moment_that_is_none_is_found(used):
    with closing(sqlite3.connect(used)) as connection:
        connection.execute("UPDATE annotation SET created = 'noon' WHERE hand_in_id IS NULL")
        connection.commit()
    problems = database.check(used).problems
    assert [
        p for p in problems if "1 cell in the column created of annotation is no moment" in p
    ], problems


# -- what a kill left behind -------------------------------------------------------------------


def leave(folder, name, age):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"half")
    then = time.time() - age
    os.utime(folder / name, (then, then))
    return folder / name


def test_what_a_kill_left_is_cleaned_at_the_next_start(used, open_again):
    old = [
        leave(used.parent, ".0123456789abcdef.part", 7200),
        leave(backup_folder(used), "annotator-2026-01-02.db.4711.part", 7200),
        leave(backup_folder(used), "annotator-2026-01-02.db.4711.part-journal", 7200),
    ]
    kept = [
        leave(used.parent, ".fedcba9876543210.part", 10),  # somebody writes it now
        leave(used.parent, "my.part", 7200),
        leave(backup_folder(used), "annotator-2026-01-03.db.4712.part", 10),
    ]
    open_again().close()
    assert [path for path in old if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []


def test_a_folder_that_is_not_there_has_no_leftovers(tmp_path):
    assert remove_leftovers(tmp_path / "nowhere", older_than=A_DAY) == []


def test_a_copy_that_fails_leaves_no_journal(used, monkeypatch):
    """The journal of the copy is SQLite's own, and stays where the copy breaks off."""
    target = used.parent / "copy.db"
    journal = target.with_name(f"{target.name}.{os.getpid()}.part-journal")
    leave(used.parent, journal.name, 0)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "gone")))
    with pytest.raises(StorageTrouble):
        database.backup(used, target)
    assert sorted(p.name for p in used.parent.glob("copy*")) == []
