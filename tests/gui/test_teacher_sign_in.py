"""The sign-in before the teacher's area: choose, give, forget, lock, and nothing is lost by it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from annotator.domain.classes import ClassGroup, ClassMember, RosterRow
from annotator.domain.identifiers import AuthorId, ClassId, LessonId
from annotator.files.teacher_keys import TeacherKeys
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.gui.task import wait_for_tasks
from annotator.gui.teacher_area import TeacherArea
from annotator.gui.teaching import sign_in_pages
from annotator.gui.teaching.idle_watch import IdleWatch
from annotator.gui.teaching.sign_in_pages import (
    ChoosePage,
    ClosedPage,
    RecoveryCodePage,
    SecretPage,
)
from annotator.gui.teaching.teacher_sign_in import TeacherSignIn
from annotator.settings import Policy, Settings, load_settings
from tests.fakes import accessibility
from tests.fakes.application import WEAK, EmptyRoom

WORDS = "four quiet green herons"


def press(qtbot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def page(window: MainWindow) -> QWidget:
    sign_in_page = window.teacher_area._sign_in_page
    assert isinstance(sign_in_page, TeacherSignIn)
    return sign_in_page.page


def area(window: MainWindow) -> TeacherArea | None:
    found = window.teacher_area._area
    return found if found is not None and found.isVisible() else None


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def set_passphrase(qtbot, window: MainWindow) -> str:
    """Set a passphrase as a teacher does at the first visit; return the recovery code."""
    window.enter_teacher_area()
    choosing = page(window)
    assert isinstance(choosing, ChoosePage)
    qtbot.keyClicks(choosing.field, WORDS)
    qtbot.keyClicks(choosing.again, WORDS)
    qtbot.keyClick(choosing.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page(window), RecoveryCodePage))
    showing = page(window)
    assert isinstance(showing, RecoveryCodePage)
    code = showing.code.text()
    assert not showing.go_button.isEnabled()
    QTest.keyClick(showing.has_it, Qt.Key.Key_Space)
    QTest.keyClick(showing.go_button, Qt.Key.Key_Return)
    assert area(window) is not None
    return code


def unlock(qtbot, window: MainWindow, words: str) -> SecretPage:
    window.enter_teacher_area()
    asking = page(window)
    assert isinstance(asking, SecretPage)
    assert window.focusWidget() is asking.field
    qtbot.keyClicks(asking.field, words)
    qtbot.keyClick(asking.field, Qt.Key.Key_Return)
    return asking


@pytest.fixture
def inside(qtbot, window, application) -> MainWindow:
    """Return the window with its application open, before the way into the teacher's area."""
    window.enter_application(application)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_the_first_visit_asks_for_a_passphrase_or_for_the_word_that_nobody_else_is_here(
    qtbot, inside, data_dir
):
    inside.enter_teacher_area()
    choosing = page(inside)
    assert "whoever sits at it can then open lessons, answer keys" in said(choosing)
    assert choosing.skip_button.text() == "This is my own computer, only I use it"
    press(qtbot, choosing.skip_button)
    assert area(inside) is not None
    assert area(inside).lock.text() == "Leave"
    assert load_settings(data_dir)[0].no_passphrase
    press(qtbot, area(inside).lock)
    inside.enter_teacher_area()
    assert area(inside) is not None


def test_a_school_can_ask_for_a_passphrase(qtbot, plain_app, data_dir, person, application):
    policy = Policy(require_passphrase=True)
    preferences = Preferences(plain_app, data_dir, Settings(no_passphrase=True), policy)
    window = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(window)
    window.show()
    window.enter_application(application)
    window.enter_teacher_area()
    choosing = page(window)
    assert isinstance(choosing, ChoosePage)
    assert not choosing.skip_button.isVisible()
    assert "the area needs a passphrase" in said(choosing)
    preferences.deleteLater()


# -- where students have signed in -----------------------------------------------------------------


def sign_in(qtbot, window: MainWindow, name: str) -> None:
    field = window._home.names.field
    field.clear()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def assert_closed(qtbot, window: MainWindow) -> ClosedPage:
    """Assert that the area is closed, and that the keyboard leads back from that."""
    window.enter_teacher_area()
    closed = page(window)
    assert isinstance(closed, ClosedPage)
    assert window.findChild(TeacherArea) is None
    assert window.focusWidget() is closed.back_button
    return closed


def test_a_student_who_signed_in_gets_no_key_by_any_click(qtbot, inside, application, data_dir):
    sign_in(qtbot, inside, "Ann")
    assert inside._student is not None
    closed = assert_closed(qtbot, inside)
    assert "Students have worked on this computer before a teacher set it up" in said(closed)
    assert 'teaching = "allowed"' in said(closed)
    assert [b.text() for b in closed.findChildren(QPushButton) if b.isVisible()] == ["Back"]
    qtbot.keyClick(closed.back_button, Qt.Key.Key_Return)
    assert inside._home.isVisible()
    assert load_settings(data_dir)[0].students_here
    press(qtbot, inside._home.names._other)
    assert_closed(qtbot, inside)
    assert not application.teacher_keys.path.exists()


def test_teachers_are_told_to_come_first_until_the_machine_is_set_up(qtbot, window, application):
    window.enter_application(application)
    assert "before the first student signs in" in said(window._home)
    sign_in(qtbot, window, "Ann")
    assert "before the first student signs in" not in said(window._home)


def test_a_damaged_teachers_key_keeps_no_student_out(qtbot, inside, application, preferences):
    application.teacher_keys.path.write_bytes(b"no key")
    preferences.set_no_passphrase(True)
    sign_in(qtbot, inside, "Ann")
    assert inside._student is not None


def test_a_database_of_before_tells_that_students_were_here(
    qtbot, inside, application, preferences
):
    session = application.student_home.open(
        application.student_home.sign_in("Ann"), LessonId("canteen")
    )
    session.remember([], {})
    assert not preferences.settings.students_here
    assert_closed(qtbot, inside)


def test_going_without_a_passphrase_is_void_where_students_were_before(
    qtbot, inside, application, preferences
):
    """Somebody pressed “Without a passphrase” in the version before, and students work here."""
    session = application.student_home.open(
        application.student_home.sign_in("Ann"), LessonId("canteen")
    )
    session.remember([], {})
    preferences.set_no_passphrase(True)
    assert_closed(qtbot, inside)
    inside.teacher_area.close()
    sign_in(qtbot, inside, "Ann")
    assert inside._student is not None


def test_a_teacher_of_before_keeps_the_work_and_has_to_set_a_passphrase(
    qtbot, inside, application, preferences
):
    session = application.student_home.open(
        application.student_home.sign_in("Ann"), LessonId("canteen")
    )
    session.remember([], {})
    with application.ports.store.writing() as unit:
        group = ClassGroup(ClassId("7b"), "7B")
        unit.classes.put(group)
        unit.classes.put_member(group.id, ClassMember(AuthorId("bob"), RosterRow("1"), "7B-01"))
        unit.commit()
    preferences.set_no_passphrase(True)
    inside.enter_teacher_area()
    choosing = page(inside)
    assert isinstance(choosing, ChoosePage)
    assert not choosing.skip_button.isVisible()


def test_on_a_teachers_own_computer_nobody_signs_in_until_there_is_a_passphrase(
    qtbot, inside, application
):
    inside.enter_teacher_area()
    press(qtbot, page(inside).skip_button)
    press(qtbot, area(inside).lock)
    sign_in(qtbot, inside, "Ann")
    assert inside._student is None
    assert "set up for one teacher alone" in said(inside._home.names)
    with application.ports.store.reading() as unit:
        assert unit.students.all() == ()
    inside.enter_teacher_area()
    press(qtbot, area(inside).passphrase)
    choosing = page(inside)
    assert not choosing.skip_button.isVisible()
    qtbot.keyClicks(choosing.field, WORDS)
    qtbot.keyClicks(choosing.again, WORDS)
    press(qtbot, choosing.set_button)
    qtbot.waitUntil(lambda: isinstance(page(inside), RecoveryCodePage))
    press(qtbot, page(inside).has_it)
    press(qtbot, page(inside).go_button)
    press(qtbot, area(inside).lock)
    sign_in(qtbot, inside, "Ann")
    assert inside._student is not None
    inside.enter_teacher_area()
    assert isinstance(page(inside), SecretPage)


@pytest.fixture
def under(qtbot, plain_app, data_dir, person, application):
    """Return what opens the window under a policy."""
    made = []

    def open_window(policy: Policy, settings: Settings | None = None) -> MainWindow:
        preferences = Preferences(plain_app, data_dir, settings or Settings(), policy)
        made.append(preferences)
        window = MainWindow(preferences, person, EmptyRoom)
        qtbot.addWidget(window)
        window.show()
        window.enter_application(application)
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    yield open_window
    for each in made:
        each.deleteLater()


def test_a_school_can_close_the_area_on_students_machines(qtbot, under, application):
    window = under(Policy(teaching="never"), Settings(no_passphrase=True))
    assert "a students' computer" in said(assert_closed(qtbot, window))
    application.teacher_keys.set_passphrase(WORDS)
    window.teacher_area.close()
    assert_closed(qtbot, window)


def test_a_school_can_let_a_teacher_set_up_a_machine_that_students_used(qtbot, under):
    window = under(Policy(teaching="allowed"), Settings(students_here=True, no_passphrase=True))
    window.enter_teacher_area()
    choosing = page(window)
    assert isinstance(choosing, ChoosePage)
    assert not choosing.skip_button.isVisible()


def test_a_demo_is_open_to_whoever_looks_around(qtbot, under):
    window = under(Policy(), Settings(is_demo=True))
    sign_in(qtbot, window, "7B-01")
    assert window._student is not None
    window.enter_teacher_area()
    assert area(window) is not None


def test_a_poor_passphrase_is_refused_at_the_field(qtbot, inside, application):
    inside.enter_teacher_area()
    choosing = page(inside)
    qtbot.keyClicks(choosing.field, WORDS)
    qtbot.keyClicks(choosing.again, WORDS + "s")
    press(qtbot, choosing.set_button)
    assert "not the same" in said(choosing)
    assert not application.teacher_keys.has_passphrase


def test_lock_forgets_the_key_and_the_passphrase_leads_back_to_where_one_was(
    qtbot, inside, application
):
    set_passphrase(qtbot, inside)
    there = area(inside)
    assert there.lock.text() == "Lock"
    press(qtbot, there.lock)
    assert inside._home.isVisible()
    assert application.teacher_keys.is_locked
    unlock(qtbot, inside, WORDS)
    qtbot.waitUntil(lambda: area(inside) is there)
    assert not application.teacher_keys.is_locked


def test_a_wrong_passphrase_is_told_in_one_sentence_and_the_wait_grows(
    qtbot, inside, application, monkeypatch
):
    set_passphrase(qtbot, inside)
    inside.teacher_area.close()
    monkeypatch.setattr(sign_in_pages, "SECOND", 150)
    asking = unlock(qtbot, inside, "not these words")
    qtbot.waitUntil(lambda: "Try again in 1 s" in said(asking))
    assert said(asking).count("This is not the passphrase.") == 1
    assert not asking.open_button.isEnabled()
    qtbot.waitUntil(asking.open_button.isEnabled)
    assert area(inside) is None
    qtbot.keyClicks(asking.field, "nor these")
    press(qtbot, asking.open_button)
    qtbot.waitUntil(lambda: "Try again in 2 s" in said(asking))
    qtbot.waitUntil(asking.open_button.isEnabled)
    asking.field.clear()
    qtbot.keyClicks(asking.field, WORDS)
    press(qtbot, asking.open_button)
    qtbot.waitUntil(lambda: area(inside) is not None)


def test_the_recovery_code_leads_to_a_new_passphrase_and_the_same_key(qtbot, inside, application):
    code = set_passphrase(qtbot, inside)
    public = application.teacher_keys.public_key()
    inside.teacher_area.close()
    inside.enter_teacher_area()
    press(qtbot, page(inside).other_button)
    recovering = page(inside)
    assert "No student loses work" in said(recovering)
    qtbot.keyClicks(recovering.field, code.lower())
    press(qtbot, recovering.open_button)
    qtbot.waitUntil(lambda: isinstance(page(inside), ChoosePage))
    choosing = page(inside)
    assert area(inside) is None
    qtbot.keyClicks(choosing.field, "another four words")
    qtbot.keyClicks(choosing.again, "another four words")
    press(qtbot, choosing.set_button)
    qtbot.waitUntil(lambda: isinstance(page(inside), RecoveryCodePage))
    assert page(inside).code.text() != code
    assert application.teacher_keys.public_key() == public


def test_leaving_the_recovery_half_way_locks_again(qtbot, inside, application):
    code = set_passphrase(qtbot, inside)
    inside.teacher_area.close()
    inside.enter_teacher_area()
    press(qtbot, page(inside).other_button)
    qtbot.keyClicks(page(inside).field, code)
    press(qtbot, page(inside).open_button)
    qtbot.waitUntil(lambda: isinstance(page(inside), ChoosePage))
    inside.teacher_area._area = None
    press(qtbot, page(inside).back_button)
    assert inside._home.isVisible()
    assert application.teacher_keys.is_locked


def test_the_code_is_saved_where_the_teacher_says(qtbot, inside, person, tmp_path):
    inside.enter_teacher_area()
    choosing = page(inside)
    qtbot.keyClicks(choosing.field, WORDS)
    qtbot.keyClicks(choosing.again, WORDS)
    press(qtbot, choosing.set_button)
    qtbot.waitUntil(lambda: isinstance(page(inside), RecoveryCodePage))
    person.folders.append(tmp_path)
    press(qtbot, page(inside).save_button)
    [written] = tmp_path.glob("*.txt")
    assert page(inside).code.text() in written.read_text(encoding="utf-8")
    assert WORDS not in written.read_text(encoding="utf-8")


def test_another_passphrase_can_be_chosen_from_inside_or_left_as_it_is(qtbot, inside, application):
    set_passphrase(qtbot, inside)
    there = area(inside)
    press(qtbot, there.passphrase)
    assert isinstance(page(inside), ChoosePage)
    press(qtbot, page(inside).back_button)
    assert area(inside) is there
    assert TeacherKeys(application.teacher_keys.path.parent, strength=WEAK).unlock(WORDS)


def test_a_damaged_key_is_told_and_opens_nothing(inside, application, person):
    application.teacher_keys.path.write_bytes(b"annotator-teacher-key 2\n{}")
    inside.enter_teacher_area()
    assert "damaged" in person.said[0][1]
    assert inside._home.isVisible()


def test_every_page_has_names_and_descriptions(qtbot, inside):
    def complaints():
        return [*accessibility.unnamed(inside), *accessibility.undescribed(inside)]

    inside.enter_teacher_area()
    assert complaints() == []
    press(qtbot, page(inside).back_button)
    set_passphrase(qtbot, inside)
    inside.teacher_area.close()
    inside.enter_teacher_area()
    assert complaints() == []
    press(qtbot, page(inside).other_button)
    assert complaints() == []


# -- nobody there ------------------------------------------------------------------------------


def test_the_area_locks_by_itself_when_nobody_touches_it(qtbot, inside, application):
    set_passphrase(qtbot, inside)
    watch = inside.teacher_area._watch
    assert watch.is_watching
    watch.grewIdle.emit()
    assert inside._home.isVisible()
    assert application.teacher_keys.is_locked
    assert not watch.is_watching


def test_without_a_passphrase_nothing_locks_by_itself(qtbot, inside, preferences):
    preferences.set_no_passphrase(True)
    inside.enter_teacher_area()
    assert inside.teacher_area._watch is None


def test_a_touch_of_the_window_begins_the_time_anew(qtbot, window):
    watch = IdleWatch(window)
    watch.start(window.windowHandle(), 60)
    began = []
    watch._clock.start = lambda: began.append(1)  # type: ignore[method-assign]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    assert began
    watch.stop()


def test_the_time_runs_out(qtbot, window):
    watch = IdleWatch(window)
    with qtbot.waitSignal(watch.grewIdle):
        watch.start(window.windowHandle(), 0.0005)


# -- an answer that comes late -----------------------------------------------------------------


def test_a_passphrase_that_is_tried_too_long_opens_nothing_after_going_back(
    qtbot, inside, application, monkeypatch
):
    set_passphrase(qtbot, inside)
    inside.teacher_area.close()
    begun, answers = threading.Event(), threading.Event()
    quick = application.teacher_keys.unlock

    def slowly(typed):
        begun.set()
        assert answers.wait(20)
        return quick(typed)

    monkeypatch.setattr(application.teacher_keys, "unlock", slowly)
    asking = unlock(qtbot, inside, WORDS)
    assert begun.wait(20)
    press(qtbot, asking.back_button)
    answers.set()
    assert wait_for_tasks()
    QApplication.sendPostedEvents()
    assert area(inside) is None
    assert application.teacher_keys.is_locked


def test_a_dialog_does_not_stay_over_a_locked_area(qtbot, inside):
    set_passphrase(qtbot, inside)
    dialog = QDialog(area(inside))
    dialog.reject = lambda: None  # type: ignore[method-assign]
    dialog.open()
    inside.teacher_area._watch.grewIdle.emit()
    assert not dialog.isVisible()
    assert inside._home.isVisible()
