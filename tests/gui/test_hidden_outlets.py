"""Bias first, source later: hidden outlets are nowhere until the hand-in, then everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from annotator.domain.lessons import RequiredWork
from annotator.files.lesson_package import write_package
from annotator.gui.app import make_room, open_application
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.use_cases.application import Application
from tests.fakes import accessibility, sample_lesson
from tests.fakes.application import application_in_memory

OUTLETS = ("Bugle", "School Record")
BYLINE = "A. Writer"
LEFT = Qt.MouseButton.LeftButton
CONTROL_F = (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


@pytest.fixture
def application(tmp_path: Path) -> Application:
    lesson = sample_lesson.lesson()
    plain = tuple(
        replace(article, headline=f"Soup {number}")
        for number, article in enumerate(lesson.articles)
    )
    hidden = replace(lesson, articles=plain, hide_outlets=True)
    return application_in_memory(tmp_path / "data", [hidden])


@pytest.fixture
def window(qtbot, preferences, person, application, tmp_path: Path) -> MainWindow:
    made = MainWindow(preferences, person, partial(make_room, preferences=preferences))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.showNormal()
        made.resize(1366, 768)
        made.activateWindow()
    (tmp_path / "drop").mkdir()
    preferences.set_drop_folder(tmp_path / "drop")
    made.enter_application(application)
    made._home.nameGiven.emit("Mira")
    return made


def room_of(window: MainWindow) -> ReadingRoom:
    return next(r for r in window.findChildren(ReadingRoom) if r.isVisible())


def enter(window: MainWindow) -> ReadingRoom:
    window._home.lessonRequested.emit("canteen")
    room = room_of(window)
    QTest.qWaitForWindowExposed(room)
    return room


def in_model(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        yield from (str(model.data(index, role) or "") for role in ROLES)


def words_of(top: QWidget) -> Iterator[str]:
    """Return every word that a window has for eyes, pointers and screen readers."""
    for widget in [top, *top.findChildren(QWidget)]:
        yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QTextEdit | QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from in_model(widget.model())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from in_model(widget.model())
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(n) + widget.tabToolTip(n) for n in range(widget.count()))
    for action in top.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    yield from (name for _, name, _ in accessibility.found(top))


def leaks(top: QWidget) -> list[str]:
    secrets = (*OUTLETS, BYLINE)
    return [text for text in words_of(top) if any(secret in text for secret in secrets)]


def annotate(room: ReadingRoom) -> None:
    """Mark words in both articles, link them, and look for a word."""
    for view in room.board.views():
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(2):
            QTest.keyClick(
                view,
                Qt.Key.Key_Right,
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            )
        QTest.keyClick(view, "1")
        QTest.keyClick(view, Qt.Key.Key_L)
    room.panel.annotations.filter_bar.more.click()
    QTest.keyClick(room.board.views()[0], *CONTROL_F)
    QTest.keyClicks(room.side_by_side.finding.bar.field, "soup")


def button(top: QWidget, text: str) -> QPushButton:
    return next(b for b in top.findChildren(QPushButton) if b.isVisible() and text in b.text())


def test_hidden_outlets_are_nowhere_until_the_hand_in_and_everywhere_after_it(window, qtbot):
    assert leaks(window) == []
    room = enter(window)
    annotate(room)
    assert len(room._session.links) == 1
    assert leaks(window) == []
    QTest.mouseClick(room.header.hand_in, LEFT)
    dialog = window.findChild(HandInDialog)
    assert any("Outlet A" in text for text in words_of(dialog))
    assert leaks(dialog) == []
    with qtbot.waitSignal(dialog.handedIn):
        QTest.mouseClick(button(dialog, "Hand in anyway"), LEFT)
    QTest.mouseClick(button(dialog, "Done"), LEFT)
    after = room_of(window)
    qtbot.waitUntil(lambda: after.board.views() != ())
    shown = {label.text() for label in after.board.findChildren(QLabel) if label.isVisible()}
    assert any("THE BUGLE" in text.upper() for text in shown)
    assert any(BYLINE in text for text in shown)
    assert [chip.accessibleName() for chip in after.header.articles] == [
        "Article 1, The Bugle",
        "Article 2, School Record",
    ]
    assert not any("Outlet A" in text for text in words_of(after))


def test_the_work_and_the_place_stay_when_the_outlets_come_to_light(window, qtbot):
    room = enter(window)
    annotate(room)
    QTest.mouseClick(room.header.articles[0], LEFT)
    kept = room.board.open_articles
    before = [a.quote for a in room._session.all_annotations()]
    window.room.hand_in()
    dialog = window.findChild(HandInDialog)
    with qtbot.waitSignal(dialog.handedIn):
        QTest.mouseClick(button(dialog, "Hand in anyway"), LEFT)
    after = room_of(window)
    assert after is not room
    assert after.board.open_articles == kept == ("record",)
    assert after.panel.annotations.count == len(before) == 2
    after.undo()
    assert after._session.links == ()


def test_a_second_hand_in_leaves_the_open_room_as_it_is(window, qtbot):
    enter(window)
    rooms = []
    for _ in range(2):
        window.room.hand_in()
        dialog = window.findChildren(HandInDialog)[-1]
        with qtbot.waitSignal(dialog.handedIn):
            QTest.mouseClick(button(dialog, "Hand in anyway"), LEFT)
        QTest.mouseClick(button(dialog, "Done"), LEFT)
        rooms.append(room_of(window))
    assert rooms[0] is rooms[1]


def test_another_student_of_this_machine_still_sees_no_outlet(window, qtbot):
    room = enter(window)
    annotate(room)
    window.room.hand_in()
    dialog = window.findChild(HandInDialog)
    with qtbot.waitSignal(dialog.handedIn):
        QTest.mouseClick(button(dialog, "Hand in anyway"), LEFT)
    QTest.mouseClick(button(dialog, "Done"), LEFT)
    window.room.leave()
    assert leaks(window._home) == []
    window._home.nameWithdrawn.emit()
    window._home.nameGiven.emit("Ben")
    QTest.mouseClick(window._home.names.newcomer.new, LEFT)
    assert leaks(enter(window)) == []


def test_a_package_hides_its_outlets_on_a_real_machine_and_asks_for_work(
    qtbot, preferences, person, data_dir: Path, tmp_path: Path
):
    lesson = sample_lesson.lesson()
    plain = tuple(replace(article, headline="Soup") for article in lesson.articles)
    asked = RequiredWork(frozenset({lesson.questions[0].id}), {sample_lesson.OPINION: 1})
    package = tmp_path / "canteen.lesson"
    write_package(package, replace(lesson, articles=plain, hide_outlets=True, required_work=asked))
    application = open_application(data_dir / "data")
    window = MainWindow(preferences, person, partial(make_room, preferences=preferences))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.showNormal()
        window.resize(1366, 768)
        window.activateWindow()
    preferences.set_drop_folder(tmp_path)
    window.enter_application(application)
    window._home.nameGiven.emit("Mira")
    window.files.open(package)
    qtbot.waitUntil(lambda: any("Canteen prices" in text for text in words_of(window._home)))
    room = enter(window)
    assert leaks(window) == []
    QTest.mouseClick(room.header.hand_in, LEFT)
    dialog = window.findChild(HandInDialog)
    assert button(dialog, "Opinion: 0 of 1").isVisible()
    assert leaks(dialog) == []
    with qtbot.waitSignal(dialog.handedIn):
        QTest.mouseClick(button(dialog, "Hand in anyway"), LEFT)
    QTest.mouseClick(button(dialog, "Done"), LEFT)
    assert "Article 1, The Bugle" in {
        chip.accessibleName() for chip in room_of(window).header.articles
    }
    assert list(tmp_path.glob("*.handin"))
    window.close()
    application.close()
    again = open_application(data_dir / "data")
    mira = again.student_home.sign_in("Mira")
    session = again.student_home.open(mira, lesson.id)
    assert session.lesson.required_work == asked
    assert session.shown_lesson.articles[0].outlet == "The Bugle"
    again.close()
