"""The Compare screen for those who hear it or have only a keyboard, and its way from the list."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.compare import compare_screen
from annotator.gui.compare.compare_screen import CompareScreen
from annotator.gui.teacher_area import TeacherArea
from tests.fakes import accessibility
from tests.fakes.application import EmptyRoom
from tests.gui.compare.conftest import CARACAS, KnowingWorker


def complaints(screen: QWidget) -> list[str]:
    return [
        *accessibility.unnamed(screen),
        *accessibility.undescribed(screen),
        *accessibility.too_small(screen),
    ]


@pytest.mark.parametrize("tab", range(4))
def test_every_control_of_a_tab_says_what_it_is_and_does(
    preferences, screen: CompareScreen, tab: int
) -> None:
    screen.tabs.setCurrentIndex(tab)
    place = screen.comparison.facts[0].places[0]
    screen.drawer.show_place(place)
    assert complaints(screen) == []


def test_a_row_is_renamed_with_the_keyboard_alone(qtbot, screen: CompareScreen) -> None:
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.tabs.setFocus()
    seen = []
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is screen.facts.table:
            break
    table = screen.facts.table
    assert seen[-1] is table
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Home)
    number = table.currentIndex().row()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, "Who was there")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows.rows[number].title == "Who was there")


def test_the_list_of_lessons_opens_the_comparison_and_gets_the_teacher_back(
    qtbot, plain_app, real_application, person, knowing: KnowingWorker, monkeypatch
) -> None:
    # The area makes the screen itself; only its worker knows the answer by heart.
    monkeypatch.setattr(compare_screen, "CompareScreen", partial(CompareScreen, worker=knowing))
    area = TeacherArea(real_application, person, EmptyRoom)
    qtbot.addWidget(area)
    area.show()
    area.open_compare(CARACAS)
    screen = area.screen_shown
    assert isinstance(screen, CompareScreen)
    qtbot.waitUntil(lambda: screen.comparison is not None)
    QTest.mouseClick(screen.back, Qt.MouseButton.LeftButton)
    assert area.screen_shown is not screen
