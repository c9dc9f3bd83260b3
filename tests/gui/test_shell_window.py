"""The window joins the screens: menus, themes, the open lesson, and leaving without loss."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QDialog, QPushButton, QTableWidget
from shiboken6 import isValid

from annotator.domain.errors import StorageTrouble
from annotator.gui.actions import ACTIONS, Menu
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT
from annotator.gui.look.wearing import current_theme
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.settings import Policy, Settings, load_settings
from annotator.use_cases.home import StudentHome
from tests.fakes import accessibility, sample_lesson
from tests.fakes.application import EmptyRoom


@pytest.fixture
def reading(window, application) -> EmptyRoom:
    """Return the room in which Mira reads about the canteen."""
    window.enter_application(application)
    window._home.nameGiven.emit("Mira")
    window._home.lessonRequested.emit(sample_lesson.lesson().id)
    return window.findChild(EmptyRoom)


def wait_until_freed(qtbot, widget) -> None:
    qtbot.waitUntil(lambda: not isValid(widget))


def action(window, key: str) -> QAction:
    return window.findChild(QAction, key)


def highlight(room: EmptyRoom, quote: str) -> None:
    lesson = room.session.lesson
    span = sample_lesson.span_of(lesson, "bugle", quote)
    room.session.highlight(lesson.articles[0].id, sample_lesson.LOADED, span)


def test_every_action_is_in_its_menu_in_the_order_of_the_table(window):
    for menu in Menu:
        shown = next(a for a in window.menuBar().actions() if a.text() == menu.value).menu()
        keys = [a.objectName() for a in shown.actions() if not a.isSeparator()]
        assert keys == [info.key for info in ACTIONS if info.menu is menu]


def test_no_two_actions_share_a_key():
    keys = [QKeySequence(info.shortcut).toString() for info in ACTIONS if info.shortcut]
    assert len(keys) == len(set(keys)) == len([key for key in keys if key])


def test_without_a_lesson_there_is_nothing_to_undo_or_hand_in(window, application):
    window.enter_application(application)
    for key in ("undo", "redo", "hand-in", "leave"):
        assert not action(window, key).isEnabled()


def test_the_edit_menu_names_what_it_takes_back(reading, window):
    highlight(reading, "greedy")
    assert action(window, "undo").text() == "&Undo highlight “greedy”"
    action(window, "undo").trigger()
    assert reading.session.all_annotations() == ()
    assert not action(window, "undo").isEnabled()
    assert action(window, "redo").text() == "&Redo highlight “greedy”"


def test_the_undo_key_works_from_the_room(qtbot, reading, window):
    highlight(reading, "greedy")
    reading.back.setFocus()
    qtbot.keyClick(reading.back, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reading.session.all_annotations() == ()


def test_the_title_names_the_open_lesson(reading, window):
    assert window.windowTitle() == "Canteen prices – Annotator"
    action(window, "leave").trigger()
    assert window.windowTitle() == "Annotator"


def test_leaving_a_lesson_remembers_the_place_frees_the_room_and_shows_the_progress(
    qtbot, reading, window, application
):
    highlight(reading, "greedy")
    qtbot.mouseClick(reading.back, Qt.MouseButton.LeftButton)
    wait_until_freed(qtbot, reading)
    assert window.findChild(EmptyRoom) is None
    [first, _] = application.student_home.entries(application.student_home.sign_in("Mira"))
    assert first.place is not None
    assert first.progress.annotations == 1
    assert window.focusWidget().accessibleName() == "Continue: Canteen prices"


def test_work_after_leaving_does_not_reach_a_window_that_is_gone(reading, window, application):
    session = reading.session
    window.room.leave()
    span = sample_lesson.span_of(session.lesson, "bugle", "cruel")
    session.highlight(session.lesson.articles[0].id, sample_lesson.LOADED, span)
    assert not action(window, "undo").isEnabled()


def test_a_trouble_of_the_room_is_told(reading, person):
    reading.troubleRaised.emit("The disk is full. Your last step was not stored.")
    assert person.said == [("Annotator", "The disk is full. Your last step was not stored.")]


def test_a_lesson_that_cannot_be_opened_is_told_and_the_start_screen_stays(
    window, application, person, monkeypatch
):
    def refuse(*_):
        raise StorageTrouble("The lesson cannot be read. Nothing was changed.")

    monkeypatch.setattr(StudentHome, "open", refuse)
    window.enter_application(application)
    window._home.nameGiven.emit("Mira")
    window._home.lessonRequested.emit("canteen")
    assert person.said == [("Open a lesson", "The lesson cannot be read. Nothing was changed.")]
    assert window._home.isVisible()


def test_handing_in_from_the_room_asks_for_the_folder_once_and_keeps_it(
    qtbot, reading, window, person, tmp_path, data_dir
):
    drop = tmp_path / "drop"
    drop.mkdir()
    person.folders.append(drop)
    for attempt in (1, 2):
        qtbot.mouseClick(reading.hand_in, Qt.MouseButton.LeftButton)
        [dialog] = [d for d in window.findChildren(HandInDialog) if d.isVisible()]
        going = next(b for b in dialog.findChildren(QPushButton) if "Hand in" in b.text())
        with qtbot.waitSignal(dialog.handedIn):
            qtbot.mouseClick(going, Qt.MouseButton.LeftButton)
        assert len(list(drop.iterdir())) == attempt
        dialog.accept()
        wait_until_freed(qtbot, dialog)
    assert load_settings(data_dir)[0].drop_folder == drop


def test_a_chosen_theme_is_worn_at_once_by_window_and_room_and_kept(reading, window, data_dir):
    action(window, "theme-dark").trigger()
    assert current_theme().name == DARK.name
    assert window.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.background
    assert action(window, "theme-dark").isChecked()
    assert not action(window, "theme-light").isChecked()
    action(window, "theme-high-contrast").trigger()
    assert current_theme().name == HIGH_CONTRAST.name
    action(window, "theme-system").trigger()
    assert load_settings(data_dir)[0].theme == "system"
    action(window, "theme-light").trigger()
    assert current_theme().name == LIGHT.name


def test_text_grows_and_shrinks_by_the_keys_and_by_the_room(qtbot, reading, window):
    before = window.font().pointSizeF()
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().text_size == 16
    assert window.font().pointSizeF() > before
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().text_size == 12
    reading.textSizeChanged.emit(30)
    assert current_theme().text_size == 30
    action(window, "usual-size").trigger()
    assert current_theme().text_size == 14


def test_what_the_school_locked_cannot_be_changed(qtbot, plain_app, data_dir, person):
    policy = Policy(locked=frozenset({"theme", "text_size"}))
    locked = Preferences(plain_app, data_dir, Settings(theme="dark"), policy)
    window = MainWindow(locked, person, EmptyRoom)
    qtbot.addWidget(window)
    assert action(window, "theme-dark").isChecked()
    assert not action(window, "theme-light").isEnabled()
    assert not action(window, "larger").isEnabled()
    locked.deleteLater()


def test_settings_that_cannot_be_stored_are_told_and_worn_all_the_same(
    plain_app, tmp_path, person, qtbot
):
    gone = Preferences(plain_app, tmp_path / "gone", Settings(theme="light"), Policy())
    window = MainWindow(gone, person, EmptyRoom)
    qtbot.addWidget(window)
    gone.wear_dark()
    assert gone.theme.name == "dark"
    assert "could not be written" in person.said[0][1]
    gone.deleteLater()


def test_the_keys_are_listed_by_f1_and_can_be_read_by_keyboard(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    [dialog] = [d for d in window.findChildren(QDialog) if d.isVisible()]
    table = dialog.findChild(QTableWidget)
    listed = {table.item(row, 0).text() for row in range(table.rowCount())}
    assert {info.shortcut for info in ACTIONS if info.shortcut} <= listed
    assert accessibility.unnamed(dialog) == []
    assert accessibility.too_small(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    wait_until_freed(qtbot, dialog)


def test_about_says_that_nothing_leaves_the_machine(window, person):
    action(window, "about").trigger()
    assert "never connects to the internet" in person.said[0][1]


def test_the_window_comes_back_where_it_was(qtbot, window, preferences, person):
    window.resize(1010, 640)
    window.close()
    again = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(again)
    # The screen of a test may be smaller than the window was.
    assert again.size() == window.size().boundedTo(again.size())
    assert preferences.settings.window


@pytest.mark.parametrize("saved", ["zz", "00ff", "7b7d"])
def test_a_damaged_window_place_is_forgotten(qtbot, plain_app, data_dir, person, saved):
    made = Preferences(plain_app, data_dir, Settings(window=saved), Policy())
    window = MainWindow(made, person, EmptyRoom)
    qtbot.addWidget(window)
    assert window.width() >= 800
    made.deleteLater()


def test_closing_asks_nothing_and_remembers_the_place(qtbot, reading, window, application, person):
    window.close()
    assert person.asked == person.said == []
    [first, _] = application.student_home.entries(application.student_home.sign_in("Mira"))
    assert first.place is not None


def test_leaving_stays_in_the_room_while_something_typed_cannot_be_stored(window, reading):
    reading.stores = False
    action(window, "leave").trigger()
    assert window.findChild(EmptyRoom) is reading
    assert window._stack.currentWidget() is reading
    reading.stores = True
    action(window, "leave").trigger()
    assert window._stack.currentWidget() is window._home


def test_closing_asks_before_it_loses_what_was_typed(window, reading, person):
    reading.stores = False
    person.answers.extend([False, True])
    assert window.close() is False
    assert window.isVisible()
    assert window._stack.currentWidget() is reading
    assert "could not be stored" in person.asked[0][1]
    assert window.close() is True
