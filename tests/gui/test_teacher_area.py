"""The way into the teacher's area and the frame behind it: tabs, screens on top, nothing lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from annotator.gui import teacher_area
from annotator.gui.look.theme import DARK
from annotator.gui.look.wearing import wear
from annotator.gui.screens import ScreenInfo
from annotator.gui.teacher_area import TeacherArea
from tests.fakes.application import EmptyRoom


class Sheet(QWidget):
    """A screen that counts how often it was entered and that can be told to stay."""

    backRequested = Signal()  # noqa: N815

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.entered = 0
        self.may_leave = True

    def enter(self) -> None:
        self.entered += 1

    def leave(self) -> bool:
        return self.may_leave


class SheetInfo(ScreenInfo):
    """A row of the table whose screen is a sheet named after it and what it is opened on."""

    def make(self, application, interaction, *subject):
        return Sheet(" ".join((self.key, *subject)))


def sheet_info(key: str) -> SheetInfo:
    return SheetInfo(key, "", "", "", f"&{key.capitalize()}")


@pytest.fixture
def area(qtbot, application, person, monkeypatch) -> TeacherArea:
    """Return an area with two tabs of plain sheets and a grading screen that can be opened."""

    monkeypatch.setattr(teacher_area, "TABS", (sheet_info("lessons"), sheet_info("classes")))
    monkeypatch.setattr(teacher_area, "GRADE", sheet_info("grading"))
    made = TeacherArea(application, person, EmptyRoom)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(area: TeacherArea) -> Sheet:
    screen = area.screen_shown
    assert isinstance(screen, Sheet)
    return screen


def test_a_tab_is_made_when_it_is_shown_and_entered_each_time(area):
    lessons = shown(area)
    assert (lessons.objectName(), lessons.entered) == ("lessons", 1)
    assert area.findChild(Sheet, "classes") is None
    area.tabs.setCurrentIndex(1)
    assert shown(area).objectName() == "classes"
    area.tabs.setCurrentIndex(0)
    assert shown(area) is lessons
    assert lessons.entered == 2


def test_the_arrow_keys_go_from_tab_to_tab(qtbot, area):
    area.tabs.setFocus()
    qtbot.keyClick(area.tabs, Qt.Key.Key_Right)
    assert shown(area).objectName() == "classes"


def test_a_tab_that_must_stay_keeps_its_place(area):
    shown(area).may_leave = False
    area.tabs.setCurrentIndex(1)
    assert shown(area).objectName() == "lessons"
    assert area.tabs.currentIndex() == 0


def test_a_screen_on_top_hides_the_tabs_until_it_is_left(qtbot, area):
    lessons = shown(area)
    area.open_grading("canteen")
    screen = shown(area)
    assert (screen.objectName(), screen.entered) == ("grading canteen", 1)
    assert not area.bar.isVisible()
    screen.may_leave = False
    area.back()
    assert shown(area) is screen
    screen.may_leave = True
    area.back()
    assert shown(area) is lessons
    assert lessons.entered == 2
    assert area.bar.isVisible()
    qtbot.waitUntil(lambda: not isValid(screen))


def test_nothing_opens_on_top_of_a_screen_that_must_stay(area):
    shown(area).may_leave = False
    area.open_grading("canteen")
    assert shown(area).objectName() == "lessons"


def test_every_screen_wears_a_new_theme(area, plain_app):
    lessons = shown(area)
    area.open_grading("canteen")
    wear(plain_app, DARK)
    for screen in (lessons, shown(area)):
        worn = screen.palette().color(QPalette.ColorRole.Window)
        assert worn.name().upper() == DARK.background


# -- the way in ----------------------------------------------------------------------------------


def teacher_button(window) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == "For teachers")


def test_the_door_is_there_once_the_house_is_open(window, application):
    assert not teacher_button(window).isVisible()
    assert not window.findChild(QAction, "teacher").isEnabled()
    window.enter_application(application)
    assert teacher_button(window).isVisible()
    assert window.findChild(QAction, "teacher").isEnabled()


def test_a_click_leads_into_the_area_and_lock_leads_back(qtbot, window, application, preferences):
    preferences.set_no_passphrase(True)
    window.enter_application(application)
    qtbot.mouseClick(teacher_button(window), Qt.MouseButton.LeftButton)
    area = window.findChild(TeacherArea)
    assert area.isVisible()
    assert not window.findChild(QAction, "open-file").isEnabled()
    qtbot.mouseClick(area.lock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not isValid(area))
    assert window._home.isVisible()
    assert window.findChild(QAction, "teacher").isEnabled()


def test_the_area_wears_the_theme_of_the_window(window, application, preferences):
    preferences.set_no_passphrase(True)
    window.enter_application(application)
    window.enter_teacher_area()
    preferences.wear_dark()
    worn = window.findChild(TeacherArea).palette().color(QPalette.ColorRole.Window)
    assert worn.name().upper() == DARK.background


def test_a_lesson_that_is_open_is_left_first(window, application, preferences):
    application.teacher_keys.set_passphrase("four quiet green herons")
    window.enter_application(application)
    window._home.nameGiven.emit("Mira")
    window._home.lessonRequested.emit("canteen")
    room = window.findChild(EmptyRoom)
    room.stores = False
    window.enter_teacher_area()
    assert window.findChild(TeacherArea) is None
    assert room.isVisible()
    room.stores = True
    window.enter_teacher_area()
    assert window.findChild(EmptyRoom) is None or not room.isVisible()
    assert window.teacher_area.is_open
