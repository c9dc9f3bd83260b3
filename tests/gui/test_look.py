"""A look is worn in place: as if everything were opened fresh, and no key is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QIcon, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT, Theme
from annotator.gui.look.wearing import current_theme, set_role, wear
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.labels import Chip, label

LARGE = LIGHT.with_text_size(20)


@pytest.fixture
def app(plain_app: QApplication) -> Iterator[QApplication]:
    wear(plain_app, LIGHT)
    yield plain_app
    wear(plain_app, LIGHT)


class Part(QWidget):
    """One of each thing that the style sheet draws, in sight and behind a tab."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit("Zoe")
        self.tabs = QTabWidget()
        for name in ("one", "two"):
            page = QWidget()
            column = QVBoxLayout(page)
            quiet, primary, ticked = QPushButton("Cut"), QPushButton("Store"), CheckBox("Both")
            quiet.setIcon(themed_icon("scissors"))
            primary.setProperty("kind", "primary")
            ticked.setChecked(True)
            gone = QPushButton("Gone")
            gone.setEnabled(False)
            title = label(name, "title")
            for widget in (title, Chip("word"), quiet, primary, ticked, gone, label("s", "small")):
                column.addWidget(widget)
            self.tabs.addTab(page, name)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.tabs)
        self.resize(420, 420)


def shown(qtbot, part: Part) -> Part:
    qtbot.addWidget(part)
    with qtbot.waitExposed(part):
        part.show()
    return part


def picture(part: Part) -> QImage:
    part.field.clearFocus()
    QCoreApplication.sendPostedEvents()
    return part.grab().toImage()


@pytest.mark.parametrize("theme", [DARK, HIGH_CONTRAST, LARGE], ids=["dark", "contrast", "large"])
def test_what_is_changed_in_place_looks_as_if_it_were_opened_fresh(qtbot, app, theme: Theme):
    changed = shown(qtbot, Part())
    light = picture(changed)
    wear(app, theme)
    fresh = shown(qtbot, Part())
    assert picture(changed) == picture(fresh) != light
    for part in (changed, fresh):
        part.tabs.setCurrentIndex(1)
    assert picture(changed) == picture(fresh), "what was hidden takes its look when it is shown"
    wear(app, LIGHT)
    for part in (changed, fresh):
        part.tabs.setCurrentIndex(0)
    assert picture(changed) == light


def test_no_key_is_lost_while_the_look_changes(qtbot, app):
    part = shown(qtbot, Part())
    part.field.setFocus()
    typed = "what a pupil types meanwhile"
    for number, letter in enumerate(typed):
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.postEvent(part.field, press)
        if number % 4 == 0:
            before = part.field.text()
            wear(app, (DARK, LARGE, LIGHT)[number % 3])
            assert part.field.text() == before, "no event loop is turned"
    qtbot.waitUntil(lambda: part.field.text() == "Zoe" + typed)


def test_what_paints_asks_for_the_theme_that_is_worn(app):
    for theme in (DARK, HIGH_CONTRAST, LIGHT):
        wear(app, theme)
        assert current_theme() == theme


def test_an_icon_is_drawn_in_the_theme_that_is_worn_when_it_is_painted(app):
    icon = QIcon(themed_icon("undo-2", "accent"))

    def inks() -> set[str]:
        image = icon.pixmap(20).toImage()
        every = [image.pixelColor(x, y) for x in range(20) for y in range(20)]
        return {each.name().upper() for each in every if each.alpha() == 255}

    assert inks() == {LIGHT.accent}
    wear(app, DARK)
    assert inks() == {DARK.accent}


def test_a_label_can_change_its_role_and_size(qtbot, app):
    words = label("Words", "title")
    qtbot.addWidget(words)
    large = words.font().pointSizeF()
    set_role(words, "muted")
    assert words.font().pointSizeF() < large
    wear(app, LARGE)
    set_role(words, "title")
    assert words.font().pointSizeF() > large
