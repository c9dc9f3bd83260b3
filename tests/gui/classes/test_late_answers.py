"""A database or folder that is slow or in trouble: the newest wins, and looking goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import StorageTrouble
from annotator.gui.classes.roster_dialog import RosterDialog
from annotator.gui.task import wait_for_tasks
from annotator.services.classroom import Doing
from annotator.use_cases.classes import ClassDirectory, LiveClass
from tests.gui.classes.conftest import press

LIST = "student_id,last_name,first_name\n5,New,Nina\n"


@pytest.fixture
def answers() -> Iterator[threading.Event]:
    """Return what the slow ones wait for."""
    event = threading.Event()
    yield event
    event.set()
    assert wait_for_tasks()


def watch(qtbot, screen):
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Watch the class")
    return screen._view


def test_watching_goes_on_after_one_trouble_with_the_database(qtbot, screen, monkeypatch):
    asked = []

    def busy_once(live, folder, before):
        asked.append(1)
        if len(asked) == 1:
            raise StorageTrouble("Another copy of the program is writing to the database.")
        return quick(live, folder, before)

    quick = LiveClass.look
    monkeypatch.setattr(LiveClass, "look", busy_once)
    view = watch(qtbot, screen)
    qtbot.waitUntil(lambda: view.trouble.isVisible(), timeout=20_000)
    assert "Another copy" in view.trouble.text()
    view._timer.setInterval(20)
    qtbot.waitUntil(lambda: view.table.isVisible(), timeout=20_000)
    assert not view.trouble.isVisible()


def test_a_folder_that_was_left_does_not_answer_for_the_other(
    qtbot, screen, school, person, monkeypatch, answers
):
    begun, seen = threading.Event(), []

    def looked(live, folder, before):
        if folder == school.drop:
            begun.set()
            assert answers.wait(20)
        seen.append(folder)
        return quick(live, folder, before)

    quick = LiveClass.look
    monkeypatch.setattr(LiveClass, "look", looked)
    school.hands_in("Ann Lee")
    other = school.folder / "other"
    other.mkdir()
    view = watch(qtbot, screen)
    assert begun.wait(20)
    person.folders.append(other)
    press(qtbot, view, "Other folder…")
    qtbot.waitUntil(lambda: view.table.isVisible(), timeout=20_000)
    answers.set()
    assert wait_for_tasks()
    QApplication.sendPostedEvents()
    assert school.drop in seen
    assert view._glance.count(Doing.HANDED_IN) == 0, "nobody handed in to the other one"


def test_a_class_list_that_was_read_late_is_not_for_another_class(
    qtbot, screen, school, monkeypatch, answers
):
    begun = threading.Event()

    def slowly(directory, path):
        begun.set()
        assert answers.wait(20)
        return quick(directory, path)

    quick = ClassDirectory.read_roster
    monkeypatch.setattr(ClassDirectory, "read_roster", slowly)
    other = school.make_class("7C")
    screen.enter()
    path = school.folder / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    screen.students.import_file(path)
    assert begun.wait(20)
    screen.students.show_class(other, (school.group, other))
    answers.set()
    assert wait_for_tasks()
    QApplication.sendPostedEvents()
    assert screen.findChild(RosterDialog) is None
