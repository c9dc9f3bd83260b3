"""The desk in the teacher's area: from the tab to the desk and back, with a colleague on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.gui.grading.desk_screen import DeskScreen
from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.teacher_area import TeacherArea
from annotator.gui.teacher_screens import TABS
from annotator.gui.theme import DARK, LIGHT
from tests.fakes.house import EmptyRoom
from tests.gui.grading.conftest import LESSON, STUDENTS


def test_the_way_to_the_desk_and_back(qtbot, house, person):
    area = TeacherArea(house, LIGHT, person, EmptyRoom)
    qtbot.addWidget(area)
    area.resize(1366, 740)
    area.show()
    area.tabs.setCurrentIndex([tab.key for tab in TABS].index("grading"))
    tab = area.screen_shown
    assert isinstance(tab, GradingScreen)
    QTest.mouseClick(tab.cards[0], Qt.MouseButton.LeftButton)
    desk = area.screen_shown
    assert isinstance(desk, DeskScreen)
    area.set_theme(DARK)
    QTest.keyClick(desk.left, Qt.Key.Key_1)
    QTest.keyClick(desk.left, Qt.Key.Key_D)

    desk.header.secondRequested.emit("Bo Berg")
    second = area.screen_shown
    assert isinstance(second, DeskScreen)
    assert second.session.grader.name == "Bo Berg"
    QTest.keyClick(second.left, Qt.Key.Key_2)
    QTest.mouseClick(second.header.back, Qt.MouseButton.LeftButton)
    assert area.screen_shown is desk
    assert desk.header.compare.isVisible()

    QTest.mouseClick(desk.header.back, Qt.MouseButton.LeftButton)
    assert area.screen_shown is tab
    assert tab.cards[0].told.text() == f"1 of {STUDENTS} graded"
    with house.store.reading() as unit:
        place = unit.grading.place(LESSON.id, desk.session.grader.id)
    assert place.hand_in_id == desk.student.id
