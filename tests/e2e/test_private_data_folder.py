"""After a class was played, collected and returned, the data folder is its owner's alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.identifiers import LessonId
from annotator.gui.app import lock_folder
from annotator.gui.errors import close_log, open_log
from annotator.settings import Settings, save_settings
from annotator.wiring.application import open_application
from tests.e2e.conftest import Run
from tests.fakes.application import WrittenInteraction

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists")
LESSON = "caracas-2019-04-30"


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what in a folder others have a right to, and which."""
    found = {str(p.relative_to(folder)): p.lstat().st_mode & 0o777 for p in folder.rglob("*")}
    found["."] = folder.stat().st_mode & 0o777
    return {name: oct(mode) for name, mode in found.items() if mode & 0o077}


def test_nothing_in_the_data_folder_is_open_to_others(
    run: Run, tmp_path: Path, qapp: object
) -> None:
    out = tmp_path / "demo"
    assert run("demo", "--out", out, "--students", 2, "--no-window").status == 0
    data = out / "data"
    assert open_to_others(data) == {}
    lock = lock_folder(data, WrittenInteraction())
    assert lock is not None
    open_log(data)
    application = open_application(data)
    try:
        application.teacher_keys.ensure_public_key()
        save_settings(data, Settings(is_demo=True, last_name="7B-01"))
        session = application.grading.session(LessonId(LESSON))
        application.grading.give_back(session, session.entries, data / "returned" / LESSON)
        assert run("db", "backup", data="demo/data").status == 0
        assert run("lesson", "list", data="demo/data").status == 0
        there = {path.name for path in data.rglob("*")}
        assert {"annotator.db-wal", "annotator.db-shm", "annotator.lock", "backups"} <= there
        assert {"annotator.log", "teacher.key", "settings.json", "returned"} <= there
        assert open_to_others(data) == {}
    finally:
        application.close()
        lock.release()
        close_log()
    # What the class hands in and what is printed is for others, as the account wants it.
    (one, *_) = (out / "hand-ins").iterdir()
    assert one.stat().st_mode & 0o777 == 0o644
