"""The main window with the real reading room: themes, keys, hand-in and what is stored."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.domain.identifiers import LessonId, QuestionId
from annotator.domain.lessons import RequiredWork
from annotator.gui.app import make_room
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.look.theme import contrast
from annotator.gui.main_window import MainWindow
from annotator.gui.reading.questions_panel import ANSWER_ASKED_FOR
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.reading.scheme_panel import TechniqueSection
from annotator.services.lessons import install_lesson
from tests.fakes import sample_lesson


@pytest.fixture
def window(qtbot, preferences, person, application) -> MainWindow:
    """Return the real window, with Mira reading about the canteen."""
    made = MainWindow(preferences, person, partial(make_room, preferences=preferences))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter_application(application)
    made._home.nameGiven.emit("Mira")
    made._home.lessonRequested.emit(sample_lesson.lesson().id)
    return made


@pytest.fixture
def room(window) -> ReadingRoom:
    """Return the open reading room."""
    found = window.findChild(ReadingRoom)
    QTest.qWaitForWindowExposed(found)
    return found


def ink(view) -> tuple[str, str]:
    """Return the darkest and the lightest colour that stand on a strip of text."""
    image = view.viewport().grab().toImage()
    across, down = range(40, image.width()), range(8, min(80, image.height()))
    seen = {image.pixelColor(x, y).name() for x in across for y in down}
    ordered = sorted(seen, key=lambda name: QColor(name).lightnessF())
    return ordered[0], ordered[-1]


@pytest.mark.parametrize("name", ["dark", "high-contrast", "light"])
def test_an_open_article_stays_readable_when_the_theme_changes(window, room, name):
    first = "dark" if name == "light" else "light"
    window.preferences.set_theme(first)
    window.preferences.set_theme(name)
    theme = window.preferences.theme
    for view in room.board.views():
        for palette in (view.palette(), view.viewport().palette()):
            assert palette.color(QPalette.ColorRole.Base) == QColor(theme.surface)
            assert palette.color(QPalette.ColorRole.Text) == QColor(theme.text)
        assert contrast(*ink(view)) >= 4.5


def mark(room, quote: str, category=sample_lesson.LOADED, article: str = "bugle"):
    lesson = room._session.lesson
    span = sample_lesson.span_of(lesson, article, quote)
    [made] = room._session.highlight(lesson.article(article).id, category, span)
    return made


def jump(window, words: str) -> None:
    """Open the hand-in check and press one of its lines."""
    window.room.hand_in()
    dialog = window.findChild(HandInDialog)
    line = next(b for b in dialog.findChildren(QPushButton) if words in b.text())
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)


def test_the_check_leads_to_the_reason_the_answer_and_the_article(window, room):
    made = mark(room, "cruel")
    jump(window, "cruel")
    editor = room.panel.annotations.editor
    assert editor.annotation_id == made.id
    assert QApplication.focusWidget() is editor._reason
    jump(window, "What do both agree on?")
    assert QApplication.focusWidget() is room.panel.questions._fields[0].field
    jump(window, "School Record")
    assert QApplication.focusWidget().article.outlet == "School Record"


def test_the_check_leads_to_a_category_that_is_asked_for(window, application):
    asked = RequiredWork(frozenset({QuestionId("agree")}), {sample_lesson.REPORTING: 2})
    lesson = replace(sample_lesson.lesson(), id=LessonId("asks"), required_work=asked)
    install_lesson(application.ports, lesson)
    window.room.leave()
    window._home.lessonRequested.emit("asks")
    room = window.room.room
    jump(window, "Reporting: 0 of 2")
    assert room.panel.tabs.currentWidget() is room.panel.scheme
    assert QApplication.focusWidget() is room.board.current
    said = [each.text() for each in room.panel.scheme.findChildren(QLabel)]
    assert [text for text in said if "At least" in text] == ["At least 2 in this lesson."]
    questions = room.panel.questions.findChildren(QLabel)
    assert ANSWER_ASKED_FOR in [each.text() for each in questions]
    QTest.keyClick(room.board.current, "4")
    window.room.hand_in()
    dialog = window.findChildren(HandInDialog)[-1]
    assert any("Reporting: 1 of 2" in b.text() for b in dialog.findChildren(QPushButton))


def test_one_key_opens_the_scheme_and_goes_back_to_the_text(window, room):
    view = room.board.views()[0]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert room.panel.tabs.currentWidget() is room.panel.scheme
    assert QApplication.focusWidget() is room.panel.scheme
    spoken = room.panel.scheme.accessibleDescription()
    assert "Words inside quotation marks belong to the speaker." in spoken
    QTest.keyClick(room.panel.scheme, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is view


def test_the_scheme_unfolds_its_techniques(window, room):
    room.show_scheme()
    [first, *_] = room.panel.scheme.findChildren(TechniqueSection)
    assert first.toggle.text() == "Show 1 technique"
    QTest.mouseClick(first.toggle, Qt.MouseButton.LeftButton)
    shown = [each.text() for each in first.findChildren(QLabel) if each.isVisible()]
    assert shown == ["Loaded language A", "One way to do it."]


def test_the_menu_turns_single_keys_and_the_pop_up_off_in_an_open_lesson(window, room):
    view = room.board.views()[0]
    assert view.single_keys
    assert view.aids.offers
    for key in ("single-keys", "selection-popup"):
        action = window._actions[key]
        assert action.isChecked()
        action.trigger()
        assert not action.isChecked()
    assert not view.single_keys
    assert not view.aids.offers
    window._actions["single-keys"].trigger()
    assert view.single_keys
