"""The main window with the real reading room: themes, keys, hand-in and what is stored."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest

from annotator.gui.app import make_room
from annotator.gui.main_window import MainWindow
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.theme import contrast
from tests.fakes import sample_lesson


@pytest.fixture
def window(qtbot, preferences, person, house) -> MainWindow:
    """Return the real window, with Mira reading about the canteen."""
    made = MainWindow(preferences, person, make_room)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter_house(house)
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
    for view in room.desk.views():
        for palette in (view.palette(), view.viewport().palette()):
            assert palette.color(QPalette.ColorRole.Base) == QColor(theme.surface)
            assert palette.color(QPalette.ColorRole.Text) == QColor(theme.text)
        assert contrast(*ink(view)) >= 4.5
