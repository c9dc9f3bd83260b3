"""Grading in the teacher's area: from the tab to the screen and back, with a colleague on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.gui.grading.grading_overview import GradingOverview
from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.look.theme import DARK
from annotator.gui.look.wearing import wear
from annotator.gui.screens import TABS
from annotator.gui.teacher_area import TeacherArea
from tests.fakes.application import EmptyRoom
from tests.gui.grading.conftest import LESSON, STUDENTS


def test_the_way_to_the_desk_and_back(qtbot, qapp, application, person):
    area = TeacherArea(application, person, EmptyRoom)
    qtbot.addWidget(area)
    area.resize(1366, 740)
    area.show()
    area.tabs.setCurrentIndex([tab.key for tab in TABS].index("grading"))
    tab = area.screen_shown
    assert isinstance(tab, GradingOverview)
    QTest.mouseClick(tab.cards[0], Qt.MouseButton.LeftButton)
    screen = area.screen_shown
    assert isinstance(screen, GradingScreen)
    wear(qapp, DARK)
    QTest.keyClick(screen.left, Qt.Key.Key_1)
    QTest.keyClick(screen.left, Qt.Key.Key_D)

    screen.header.secondRequested.emit("Bo Berg")
    second = area.screen_shown
    assert isinstance(second, GradingScreen)
    assert second.session.grader.name == "Bo Berg"
    QTest.keyClick(second.left, Qt.Key.Key_2)
    QTest.mouseClick(second.header.back, Qt.MouseButton.LeftButton)
    assert area.screen_shown is screen
    assert screen.header.compare.isVisible()

    QTest.mouseClick(screen.header.back, Qt.MouseButton.LeftButton)
    assert area.screen_shown is tab
    assert tab.cards[0].told.text() == f"1 of {STUDENTS} graded"
    with application.ports.store.reading() as unit:
        place = unit.grading.place(LESSON.id, screen.session.grader.id)
    assert place.hand_in_id == screen.navigation.student.id
