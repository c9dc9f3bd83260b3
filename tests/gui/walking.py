"""A person who opens whatever there is in the real window, and looks at all of it.

Buttons are found by their words, so nothing here knows a class or an attribute of the program;
in another language the words are those of `plain`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from annotator.gui.task import wait_for_tasks

#: Is called at every stop with its name and what is in view.
Look = Callable[[str, QWidget], None]
#: So long may something take to come into view, in seconds.
PATIENCE = 60
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Person:
    """Somebody who says no, chooses nothing, and remembers what was said."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.says_yes = False
        self.chosen: list[Path] = []

    def tell(self, title: str, text: str) -> None:
        self.told += [title, text]

    def ask(self, title: str, text: str, yes: str, no: str, *, careful: bool = False) -> bool:
        self.told += [title, text, yes, no]
        return self.says_yes

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        self.told.append(title)
        return self.chosen.pop(0) if self.chosen else None

    def choose_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        self.told += [title, re.sub(r"\(.*?\)", "", kinds)]
        return self.chosen.pop(0) if self.chosen else None

    choose_new_file = choose_file

    def choose_files(self, title: str, kinds: str, start: Path | None) -> tuple[Path, ...]:
        self.told += [title, re.sub(r"\(.*?\)", "", kinds)]
        chosen, self.chosen = tuple(self.chosen), []
        return chosen


def slug(text: str) -> str:
    """Return a text as a part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")


def settle() -> None:
    """Wait until nothing is at work and everything is laid out."""
    for _ in range(4):
        wait_for_tasks()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


class Walk:
    """Goes through one window; `look` is shown every stop."""

    def __init__(
        self,
        window: QMainWindow,
        person: Person,
        look: Look,
        plain: Callable[[str], str] = str,
    ) -> None:
        self.window = window
        self.person = person
        self.look = look
        self.plain = plain
        self.place = ""
        self._seen: set[str] = set()

    # -- looking -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is at work and everything is laid out."""
        settle()

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"never came at {self.place}"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        self.settle()

    def see(self, name: str, widget: QWidget | None = None) -> None:
        """Look at the window, or at what lies on top of it."""
        if widget is None:
            self.settle()
        self._seen.add(name)
        self.look(name, widget or self.window)

    # -- finding -------------------------------------------------------------------------------

    def words(self, text: str) -> str:
        """Return what a control is called: without its key, its mnemonic and its dots."""
        first = self.plain(text).strip().split("  ")[0]
        return first.replace("&", "").rstrip("…▾ ").strip()

    def buttons(self, within: QWidget | None = None) -> list[QAbstractButton]:
        """Return the buttons that can be seen and used."""
        found = (within or self.top()).findChildren(QAbstractButton)
        return [each for each in found if each.isVisible() and each.isEnabled()]

    def button(self, name: str, within: QWidget | None = None) -> QAbstractButton:
        """Return the button that is called so, by its face or by what a screen reader says."""
        found = self.buttons(within)
        for of in (QAbstractButton.text, QWidget.accessibleName):
            for each in found:
                if self.words(of(each)) == name:
                    return each
        names = sorted({self.words(b.text()) or self.words(b.accessibleName()) for b in found})
        raise AssertionError(f"no “{name}” at {self.place or 'the window'}, only {names}")

    def has(self, name: str) -> bool:
        """Return whether a button is there."""
        return any(
            name in (self.words(b.text()), self.words(b.accessibleName())) for b in self.buttons()
        )

    def top(self) -> QWidget:
        """Return the dialog in front, or the window."""
        front = QApplication.activeModalWidget()
        return front if front is not None and front.isVisible() else self.window

    def all(self, kind: str, within: QWidget | None = None) -> list[QWidget]:
        """Return the visible widgets of a class, by the name that Qt knows it by."""
        found = (within or self.top()).findChildren(QWidget)
        return [each for each in found if each.isVisible() and each.inherits(kind)]

    # -- doing ---------------------------------------------------------------------------------

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Press a button, and come back when what it began is done."""
        self.button(name, within).click()
        self.settle()

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        widget: QWidget | None = None,
    ) -> None:
        """Press a key where the keyboard is, or in a widget."""
        QTest.keyClick(self._keyboard(widget), key, modifier)
        self.settle()

    def write(self, text: str, widget: QWidget | None = None) -> None:
        """Type where the keyboard is, or in a widget."""
        QTest.keyClicks(self._keyboard(widget), text)
        self.settle()

    def _keyboard(self, widget: QWidget | None) -> QWidget:
        if widget is not None:
            widget.setFocus()
        return widget or QApplication.focusWidget() or self.top().focusWidget() or self.top()

    def action(self, key: str) -> QAction:
        """Return an action of the menu bar by its key."""
        found = self.window.findChild(QAction, key)
        assert found is not None, key
        return found

    def tab(self, name: str) -> None:
        """Go to a tab that is called so."""
        for bar in reversed(self.all("QTabBar")):  # what lies deeper first
            for number in range(bar.count()):
                if self.words(bar.tabText(number)) == name:
                    bar.setCurrentIndex(number)
                    self.settle()
                    return
        raise AssertionError(f"no tab “{name}” at {self.place}")

    def tabs(self, name: str, bar: QTabBar) -> None:
        """Look at what is behind every tab of a bar, and go back to the first."""
        for number in range(bar.count()):
            if bar.isTabEnabled(number) and bar.isTabVisible(number):
                bar.setCurrentIndex(number)
                self.settle()
                words = re.sub("[0-9/]+", "", self.words(bar.tabText(number)))
                self.see(f"{name}-{slug(words)}")
        bar.setCurrentIndex(0)
        self.settle()

    def over(self, name: str, act: Callable[[], object]) -> None:
        """Do something that brings a dialog, a menu or a pop-up; look at it and put it away."""
        before = set(self._on_top())
        came: list[QWidget] = []

        def look() -> None:
            for each in self._on_top():
                if each not in before and each not in came:
                    came.append(each)
                    self._see_and_close(name, each)

        clock = QTimer()
        clock.setInterval(30)
        clock.timeout.connect(look)  # what blocks is seen while it does
        clock.start()
        act()
        clock.stop()
        self.settle()
        end = time.monotonic() + 5
        while not came and time.monotonic() < end:
            look()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        self.settle()
        assert came, f"nothing came up at {name}: {self.person.told[-3:]}"

    def _on_top(self) -> list[QWidget]:
        """Return the dialogs, menus and pop-ups in view, the newest last."""
        tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        kinds = (Qt.WindowType.Dialog, Qt.WindowType.Popup)
        return [each for each in tops if each is not self.window and each.windowType() in kinds]

    def answers(self, name: str, text: str) -> None:
        """Press a button that asks for a line of text, and answer."""

        def answer() -> None:
            front = QApplication.activeModalWidget()
            if front is not None:
                QTest.keyClicks(front.findChild(QLineEdit), text)
                QTest.keyClick(front, Qt.Key.Key_Return)

        QTimer.singleShot(0, answer)
        self.press(name)

    def _see_and_close(self, name: str, each: QWidget) -> None:
        QApplication.processEvents()
        self.see(name, each)
        for bar in each.findChildren(QTabBar):
            if bar.isVisible() and isinstance(each, QDialog):
                for number in range(1, bar.count()):
                    bar.setCurrentIndex(number)
                    self.see(f"{name}-{number + 1}", each)
        if isinstance(each, QDialog):
            each.reject()
        if each.isVisible():
            each.close()

    def opens(self, name: str, within: QWidget | None = None, *, called: str = "") -> None:
        """Press a button that brings something on top; look at it and put it away."""
        button = self.button(name, within)
        menu = button.menu() if isinstance(button, (QPushButton, QToolButton)) else None
        stop = f"{self.place}-{called or slug(name)}"
        if menu is not None:
            self.menu(stop, menu, button)
        else:
            self.over(stop, button.click)

    def menu(self, name: str, menu: QMenu, beside: QWidget) -> None:
        """Pop a menu up and look at it."""
        self.over(name, lambda: menu.popup(beside.mapToGlobal(QPoint(0, beside.height()))))

    def chooses(self, name: str, words: str, within: QWidget | None = None) -> None:
        """Choose something of a button's menu that brings a dialog; look at it."""
        button = self.button(name, within)
        assert isinstance(button, (QPushButton, QToolButton))
        [action] = [a for a in button.menu().actions() if self.words(a.text()) == words]
        self.over(f"{self.place}-{slug(words)}", action.trigger)

    def context_menu(self, name: str, widget: QWidget, point: QPoint | None = None) -> None:
        """Ask for the menu that a widget has under the right button, and look at it."""
        at = point or widget.rect().center()
        why = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(why, at, widget.mapToGlobal(at))
        self.over(name, lambda: QApplication.sendEvent(widget, event))

    def drops(self, name: str, box: QComboBox) -> None:
        """Drop the list of a box down and look at it."""
        box.showPopup()
        QApplication.processEvents()
        self.see(name, box.view().window())
        box.hidePopup()
        self.settle()
