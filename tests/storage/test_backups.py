"""Backups: one a day, ten kept, whole or not there, and never a reason not to start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.errors import StorageTrouble
from annotator.storage import database
from annotator.storage.backups import backup_folder, newest_backup
from annotator.storage.database import open_store
from annotator.storage.schema import SCHEMA_VERSION
from tests.storage import samples

DAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def used(open_again, path):
    store = open_again(now=DAY)
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.commit()
    store.close()
    return path


def names(path):
    return sorted(one.name for one in backup_folder(path).iterdir())


def work_in(path, tmp_path):
    """Open a copy of the file, as somebody who carried the backup away does."""
    copy = tmp_path / "elsewhere" / "annotator.db"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    store = open_store(copy)
    with store.reading() as unit:
        found = unit.work.annotations(samples.WORKSPACE)
    store.close()
    return found


def test_an_empty_new_database_needs_no_backup(used):
    assert not backup_folder(used).exists()


def test_each_day_has_one_backup_and_ten_are_kept(used, open_again):
    for day in range(14):
        for hour in (0, 3):
            open_again(now=DAY + timedelta(days=day, hours=hour)).close()
    wanted = [f"annotator-2026-03-{day:02}.db" for day in range(6, 16)]
    assert names(used) == wanted
    assert newest_backup(used).name == wanted[-1]


def test_a_backup_is_one_whole_file_that_opens_like_the_database(used, open_again, tmp_path):
    open_again(now=DAY).close()
    (backup,) = backup_folder(used).iterdir()
    assert work_in(backup, tmp_path) == (samples.annotation(),)


def test_a_backup_holds_what_another_copy_has_just_stored(used, open_again, tmp_path):
    """The newest work is still in the log beside the database when the backup is made."""
    writing = open_again(now=DAY)
    with writing.writing() as unit:
        unit.work.put(samples.WORKSPACE, samples.plain_annotation())
        unit.commit()
    open_again(now=DAY + timedelta(days=1))
    newest = backup_folder(used) / "annotator-2026-03-03.db"
    assert len(work_in(newest, tmp_path)) == 2


def test_a_backup_that_cannot_be_written_is_a_warning(used, open_again):
    backup_folder(used).write_text("a file where the folder should be")
    store = open_again(now=DAY)
    (warning,) = store.warnings
    assert "backup could not be written" in warning
    with store.reading() as unit:
        assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(),)


def test_a_backup_that_fails_half_way_leaves_nothing_behind(used, open_again, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.storage.backups.os.fsync", full)
    (warning,) = open_again(now=DAY).warnings
    assert "No space left on device" in warning
    assert names(used) == []


def test_backups_that_a_person_asks_for_are_not_rotated_away(used, open_again):
    report = database.backup(used, now=DAY)
    assert report.path.stat().st_size == report.size > 10_000
    for day in range(14):
        open_again(now=DAY + timedelta(days=day)).close()
    assert report.path.name in names(used)
    assert len(names(used)) == 11


def test_a_backup_goes_where_it_is_asked_to(used, tmp_path):
    report = database.backup(used, tmp_path / "stick" / "mine.db")
    assert report.path == tmp_path / "stick" / "mine.db"
    assert work_in(report.path, tmp_path) == (samples.annotation(),)
    with pytest.raises(StorageTrouble, match="the database itself"):
        database.backup(used, used)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageTrouble, match="could not be written"):
        database.backup(used, tmp_path / "file" / "mine.db")


@pytest.mark.parametrize("ask", [database.check, database.backup, database.upgrade])
def test_there_must_be_a_database_to_ask_about(path, ask):
    with pytest.raises(StorageTrouble, match="There is no database at"):
        ask(path)
    assert not path.parent.exists()


def test_check_tells_of_a_whole_database(used, open_again):
    open_again(now=DAY).close()
    report = database.check(used)
    assert report.is_whole
    assert report.schema_version == SCHEMA_VERSION
    assert report.size == used.stat().st_size
    assert report.newest_backup == backup_folder(used) / "annotator-2026-03-02.db"


def test_check_tells_what_is_wrong(used):
    with closing(sqlite3.connect(used)) as connection:
        connection.execute("DELETE FROM article")
        connection.commit()
    report = database.check(used)
    assert not report.is_whole
    assert "a row of annotation points at no row of article" in report.problems
    used.write_bytes(used.read_bytes()[:9000])
    assert database.check(used).problems
    used.write_text("This is not a database but a letter, and a long one. " * 20)
    assert database.check(used).problems == ("file is not a database",)


def test_deleted_words_are_gone_from_the_file(open_again, path):
    store = open_again()
    secret = "a secret that nobody may read again " * 3
    shown = samples.annotation(reason=secret)
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.work.put(samples.WORKSPACE, shown)
        unit.commit()
    store.close()
    assert secret.encode() in path.read_bytes()
    again = open_again()
    with again.writing() as unit:
        unit.work.remove(samples.WORKSPACE, shown)
        unit.commit()
    again.close()
    left = [one for one in path.parent.iterdir() if one.is_file()]
    assert left == [path]
    assert secret.encode() not in path.read_bytes()
