"""The list behind F1 cannot lie: it has every key that a lesson listens to, and no other."""

from __future__ import annotations

from functools import partial
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget

from annotator.gui.app import make_room
from annotator.gui.main_window import MainWindow
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.widgets.key_list import LESSON_KEYS
from annotator.gui.widgets.keys_dialog import KeysDialog
from annotator.use_cases.application import Application
from tests.fakes import sample_lesson
from tests.fakes.application import application_in_memory

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
MODIFIERS = (NONE, SHIFT, CONTROL, ALT, CONTROL | SHIFT, ALT | SHIFT)
KEYS = [
    *(Qt.Key(ord(letter)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    *(getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)),
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
]
#: Some desktops redo with this one; nobody there needs a list for it.
TWINS = {"Alt+Shift+Backspace"}


@pytest.fixture
def application(tmp_path: Path) -> Application:
    """Return an application whose lesson has a label for every key of the list."""
    return application_in_memory(tmp_path / "data", [sample_lesson.with_cannot_tell()])


@pytest.fixture
def window(qtbot, preferences, person, application) -> MainWindow:
    """Return the real window, with Mira reading about the canteen."""
    made = MainWindow(preferences, person, partial(make_room, preferences=preferences))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.showNormal()
        made.resize(1600, 800)
        made.activateWindow()
    made.enter_application(application)
    made._home.nameGiven.emit("Mira")
    made._home.lessonRequested.emit(sample_lesson.lesson().id)
    return made


def listed() -> set[str]:
    return {key for section in LESSON_KEYS for line in section.lines for key in line.keys}


def name(modifiers: Qt.KeyboardModifier, key: Qt.Key) -> str:
    return QKeySequence(QKeyCombination(modifiers, key)).toString()


def typed(modifiers: Qt.KeyboardModifier, key: Qt.Key) -> str:
    plain = key.value < 128 and modifiers in (NONE, SHIFT, ALT)
    letter = chr(key.value) if plain else ""
    return letter if modifiers == SHIFT else letter.lower()


def listened_to(room: ReadingRoom) -> set[str]:
    """Send every key to an article with chosen words; return those that somebody took."""
    taken = set()
    view = room.board.views()[0]
    start = view.article.body.index("greedy")
    for modifiers, key in product(MODIFIERS, KEYS):
        if not view.framed():
            view.place_caret(start)
            QTest.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)
            QTest.keyClick(view, "1")
        view.setFocus()
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, typed(modifiers, key))
        QApplication.sendEvent(view, event)
        if event.isAccepted():
            taken.add(name(modifiers, key))
        room.side_by_side.finding.bar.hide()
        room.side_by_side.links.cancel()
        room.tools.highlighter.put_down()
        room.board.set_whole_board(whole=False)
    return taken


def in_menus(window: MainWindow) -> set[str]:
    return {a.shortcut().toString() for a in window.findChildren(QAction)} - {""}


def test_the_list_has_the_keys_that_the_room_listens_to_and_no_other(window):
    room = window.findChild(ReadingRoom)
    taken = listened_to(room) - in_menus(window)
    assert taken - listed() - TWINS == set(), "F1 does not tell of these"
    assert listed() - taken == set(), "F1 tells of keys that do nothing"


def test_the_list_has_the_keys_of_the_menus(window):
    window.show_keys()
    table = window.findChild(KeysDialog).findChild(QTableWidget)
    shown = {table.item(row, 0).text() for row in range(table.rowCount())}
    assert in_menus(window) - {QKeySequence(text).toString() for text in shown} == set()


def test_no_key_means_two_things(window):
    keys = [key for section in LESSON_KEYS for line in section.lines for key in line.keys]
    assert len(keys) == len(set(keys))
    assert set(keys) & in_menus(window) == set()
