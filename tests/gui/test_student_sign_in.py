"""Students at shared machines: picked or typed, with a PIN, locked when idle, wiped at reboot."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from annotator.domain.classes import RosterRow
from annotator.domain.identifiers import ArticleId, LessonId
from annotator.files.draft_file import SealedDrafts
from annotator.files.lesson_package import read_class_package
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.home.class_list_dialog import ClassListDialog
from annotator.gui.home.pin_dialog import PinDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.gui.sign_in_controller import LOOKING
from annotator.gui.task import wait_for_tasks
from annotator.services.class_lessons import ClassFile
from annotator.services.classes import create_class, import_roster
from annotator.services.draft_copies import save_draft
from annotator.services.lessons import install_lesson
from annotator.settings import Policy, Settings
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import accessibility, sample_lesson
from tests.fakes.application import EmptyRoom
from tests.fakes.sample_lesson import LOADED

LESSON = sample_lesson.lesson()
ROWS = (RosterRow("1", "Lee", "Ann"), RosterRow("2", "Ray", "Bob"), RosterRow("3", "Müller", "Zoë"))


class Lab:
    """A teacher's lesson file for a class, and machines that open it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.applications: list[Application] = []
        teacher = self.machine("teacher")
        install_lesson(teacher.ports, LESSON)
        self.group = create_class(teacher.ports, "7B")
        import_roster(teacher.ports, self.group.id, ROWS)
        self.file = folder / "7b.lesson"
        requested = ClassFile(with_names=True, drop_folder=str(self.drop), keeps_drafts=True)
        teacher.classes.lessons.write_file(LESSON.id, self.group, requested, self.file)

    def machine(self, name: str) -> Application:
        application = open_application(self.folder / name)
        self.applications.append(application)
        return application


@pytest.fixture
def lab(tmp_path) -> Iterator[Lab]:
    made = Lab(tmp_path)
    yield made
    wait_for_tasks()
    for application in made.applications:
        application.close()


@pytest.fixture
def at(qtbot, lab, preferences, person):
    """Return what sits down at a machine: a window on an application that knows the lesson file."""

    def sit(name: str, chosen: Preferences | None = None) -> MainWindow:
        application = lab.machine(name)
        application.lessons.install_package(lab.file)
        window = MainWindow(chosen or preferences, person, EmptyRoom)
        qtbot.addWidget(window)
        window.resize(1200, 760)
        with qtbot.waitExposed(window):
            window.show()
        window.enter_application(application)
        return window

    return sit


def names(window):
    return window._home.names


def type_name(qtbot, window, text):
    names(window).field.clear()
    names(window).field.setText(text)
    qtbot.keyClick(names(window).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: LOOKING not in words_of(window), timeout=20_000)


def words_of(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def text(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(qtbot, widget, words):
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def dialog_of(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    return next(d for d in window.findChildren(kind) if d.isVisible())


def test_a_name_is_picked_by_some_letters_and_enter(qtbot, at):
    window = at("lab")
    press(qtbot, window, "Class list")
    dialog = dialog_of(qtbot, window, ClassListDialog)
    dialog.field.setText("mül")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._student is not None)
    assert window._student.name == "Zoë Müller"


def test_letters_that_nobody_has_pick_nobody(qtbot, at):
    window = at("lab")
    press(qtbot, window, "Class list")
    dialog = dialog_of(qtbot, window, ClassListDialog)
    assert accessibility.unnamed(dialog) == []
    assert accessibility.undescribed(dialog) == []
    qtbot.keyClicks(dialog.field, "xyz")
    assert not dialog.use.isEnabled()
    press(qtbot, dialog, "Cancel")
    assert window._student is None


def test_a_mistyped_name_is_asked_about_and_the_listed_one_is_one_enter_away(qtbot, at):
    window = at("lab")
    with qtbot.waitActive(window):
        window.activateWindow()
    type_name(qtbot, window, "Zoe Müler")
    assert window._student is None
    assert "“Zoe Müler” is not on the class list. Who are you?" in text(window)
    focused = window.focusWidget()
    assert focused.text() == "I am Zoë Müller"
    assert accessibility.unnamed(window._home) == []
    assert accessibility.too_small(window._home) == []
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._student is not None)
    assert window._student.name == "Zoë Müller"
    assert not names(window).newcomer.isVisible()
    with window._students.ports.store.reading() as unit:
        assert [one.name for one in unit.students.all()] == ["Zoë Müller"]


def test_a_newcomer_who_is_not_on_the_list_says_so_with_a_click(qtbot, at):
    window = at("lab")
    type_name(qtbot, window, "Xaver Quo")
    assert window._student is None
    press(qtbot, window, "Yes, this is my first time here")
    qtbot.waitUntil(lambda: window._student is not None)
    assert window._student.name == "Xaver Quo"
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "xaver  quo")  # known here from now on
    assert window._student is not None


def test_without_a_list_a_mistyped_name_or_code_is_asked_about_and_nobody_is_proposed(
    qtbot, lab, preferences, person
):
    application = lab.machine("plain")
    application.student_home.sign_in("Ann Lee")
    window = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.enter_application(application)
    with qtbot.waitActive(window):
        window.activateWindow()
    for typed in ("Amn Lee", "K7QF"):
        type_name(qtbot, window, typed)
        assert window._student is None
        assert f"Nobody called “{typed}” has worked on this computer" in text(window)
        assert "Ann" not in words_of(names(window))
        assert not [b for b in window.findChildren(QPushButton) if "Ann" in b.text()]
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)  # what loses nothing
        assert window.focusWidget() is names(window).field
        assert names(window).field.selectedText() == typed
    qtbot.keyClicks(names(window).field, "ann lee")
    assert not names(window).newcomer.isVisible()
    qtbot.keyClick(names(window).field, Qt.Key.Key_Return)
    assert window._student.name == "Ann Lee"
    with application.ports.store.reading() as unit:
        assert [one.name for one in unit.students.all()] == ["Ann Lee"]
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Bob Ray")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert window.focusWidget() is names(window).newcomer.new
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window._student.name == "Bob Ray"


def test_a_lesson_that_was_wished_for_opens_after_the_question(qtbot, lab, preferences, person):
    application = lab.machine("plain")
    application.lessons.install_package(lab.file)
    window = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(window)
    window.show()
    window.enter_application(application)
    names(window).field.setText("Xaver Quo")
    window._home.lessonRequested.emit(LESSON.id)
    assert window._student is None
    press(qtbot, window, "Yes, this is my first time here")
    qtbot.waitUntil(lambda: window.findChild(EmptyRoom) is not None)


def test_without_a_class_list_any_name_is_fine(qtbot, lab, preferences, person):
    window = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(window)
    window.show()
    window.enter_application(lab.machine("bare"))
    assert not names(window).list.isVisible()
    type_name(qtbot, window, "Anybody")
    assert window._student.name == "Anybody"


def set_pin(qtbot, window, pin, again=None):
    press(qtbot, window, "PIN…")
    dialog = dialog_of(qtbot, window, PinDialog)
    qtbot.keyClicks(dialog.first, pin)
    qtbot.keyClicks(dialog.second, pin if again is None else again)
    press(qtbot, dialog, "Use this PIN")
    return dialog


def give_pin(qtbot, window, pin):
    field = window.findChild(QLineEdit, "pin")
    qtbot.keyClicks(field, pin)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.sign_in_controller._trying.is_busy, timeout=20_000)


def test_a_pin_keeps_another_student_out(qtbot, at):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    set_pin(qtbot, window, "2468")
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "ann lee")
    assert window._student is None
    assert "PIN of ann lee" in text(window)
    assert accessibility.unnamed(window) == []
    give_pin(qtbot, window, "1111")
    assert window._student is None
    assert "That is not the PIN" in text(window)
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Bob Ray")
    assert window._student.name == "Bob Ray"
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Ann Lee")
    give_pin(qtbot, window, "2468")
    assert window._student.name == "Ann Lee"


def test_many_wrong_pins_have_to_wait(qtbot, at):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    set_pin(qtbot, window, "2468")
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Ann Lee")
    for wrong in ("1111", "2222", "3333", "4444", "5555"):
        give_pin(qtbot, window, wrong)
    give_pin(qtbot, window, "2468")
    assert window._student is None
    assert "Wait a little" in text(window)
    window.sign_in_controller._patience.stop()
    give_pin(qtbot, window, "2468")
    assert window._student is not None


def test_a_slip_and_a_short_pin_are_told_and_a_pin_can_go(qtbot, at):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    dialog = set_pin(qtbot, window, "2468", "2469")
    assert "not the same" in dialog.said
    dialog.first.setText("12")
    dialog.second.setText("12")
    press(qtbot, dialog, "Use this PIN")
    assert "4 to 40" in dialog.said
    assert accessibility.unnamed(dialog) == []
    press(qtbot, dialog, "Cancel")
    set_pin(qtbot, window, "2468")
    press(qtbot, window, "PIN…")
    qtbot.waitUntil(lambda: any(d.remove.isVisible() for d in window.findChildren(PinDialog)))
    press(qtbot, dialog_of(qtbot, window, PinDialog), "No PIN any more")
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Ann Lee")
    assert window._student is not None


def mark(session, quote):
    span = sample_lesson.span_of(LESSON, "bugle", quote)
    session.highlight(ArticleId("bugle"), LOADED, span)


def open_lesson(qtbot, window):
    window.sign_in_controller.request(LESSON.id)
    qtbot.waitUntil(lambda: window.room.session is not None, timeout=20_000)
    return window.room.session


def test_a_student_never_sees_anothers_work(qtbot, at):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    mark(open_lesson(qtbot, window), "cruel")
    window.room.leave()
    press(qtbot, window, "Not you?")
    type_name(qtbot, window, "Bob Ray")
    assert open_lesson(qtbot, window).all_annotations() == ()


def test_the_folder_of_the_lesson_file_is_used_and_a_chosen_one_wins(qtbot, at, lab, preferences):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    assert preferences.drop_folder is None
    open_lesson(qtbot, window)
    assert preferences.drop_folder == lab.drop
    preferences.set_drop_folder(lab.folder)
    assert preferences.drop_folder == lab.folder


def test_the_policy_goes_before_the_lesson_file(qtbot, at, lab, plain_app, data_dir):
    chosen = Preferences(
        plain_app, data_dir, Settings(theme="light"), Policy(drop_folder=lab.folder)
    )
    window = at("lab", chosen)
    type_name(qtbot, window, "Ann Lee")
    open_lesson(qtbot, window)
    assert chosen.drop_folder == lab.folder
    chosen.deleteLater()


def test_work_goes_on_at_another_machine_with_the_pin(qtbot, at, lab):
    first = at("lab1")
    type_name(qtbot, first, "Ann Lee")
    set_pin(qtbot, first, "2468")
    session = open_lesson(qtbot, first)
    mark(session, "cruel")
    first.room.leave()
    qtbot.waitUntil(lambda: any(lab.drop.glob("*.draft")), timeout=20_000)
    wait_for_tasks()
    wiped = at("lab2")
    type_name(qtbot, wiped, "Ann Lee")
    assert wiped._student is None
    give_pin(qtbot, wiped, "9999")
    assert wiped._student is None
    give_pin(qtbot, wiped, "2468")
    assert [each.quote for each in open_lesson(qtbot, wiped).all_annotations()] == ["cruel"]
    wiped.room.leave()
    press(qtbot, wiped, "Not you?")
    type_name(qtbot, wiped, "Ann Lee")
    assert "PIN of Ann Lee" in text(wiped)  # learnt from the draft


def test_a_new_pin_locks_the_drafts_that_are_there(qtbot, at, lab):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    mark(open_lesson(qtbot, window), "cruel")
    window.room.leave()
    qtbot.waitUntil(lambda: any(lab.drop.glob("*.draft")), timeout=20_000)
    (draft,) = lab.drop.glob("*.draft")
    assert b" open " in draft.read_bytes()[:60]
    set_pin(qtbot, window, "2468")
    qtbot.waitUntil(lambda: b" pin " in draft.read_bytes()[:60], timeout=20_000)


def test_a_damaged_draft_is_told_and_locks_nobody_out(qtbot, at, lab, person):
    first = at("lab1")
    type_name(qtbot, first, "Ann Lee")
    set_pin(qtbot, first, "2468")
    mark(open_lesson(qtbot, first), "cruel")
    first.room.leave()
    qtbot.waitUntil(lambda: any(lab.drop.glob("*.draft")), timeout=20_000)
    wait_for_tasks()
    (draft,) = lab.drop.glob("*.draft")
    draft.write_bytes(b"torn")
    second = at("lab2")
    type_name(qtbot, second, "Ann Lee")
    assert second._student is not None
    assert open_lesson(qtbot, second).all_annotations() == ()
    assert "damaged" in person.said[0][1]


def test_a_handed_in_lesson_leaves_no_draft(qtbot, at, lab):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    session = open_lesson(qtbot, window)
    mark(session, "cruel")
    window.sign_in_controller.drafts.save()
    qtbot.waitUntil(lambda: any(lab.drop.glob("*.draft")), timeout=20_000)
    wait_for_tasks()
    session.hand_in(lab.drop)
    window.room._on_handed_in()
    wait_for_tasks()
    assert not any(lab.drop.glob("*.draft"))


def test_a_share_that_is_away_stops_nobody(qtbot, at, lab, person):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    session = open_lesson(qtbot, window)
    lab.drop.rmdir()
    mark(session, "cruel")
    window.sign_in_controller.drafts.save()
    wait_for_tasks()
    QApplication.sendPostedEvents()  # what the task had to say has come by now
    assert person.said == []
    assert len(session.all_annotations()) == 1


def test_an_idle_machine_is_locked_and_the_work_is_stored(qtbot, at, plain_app, data_dir):
    chosen = Preferences(
        plain_app, data_dir, Settings(theme="light", student_lock_after=10), Policy()
    )
    window = at("lab", chosen)
    type_name(qtbot, window, "Ann Lee")
    mark(open_lesson(qtbot, window), "cruel")
    assert window.sign_in_controller._watch.is_watching
    window.sign_in_controller._watch.start(window.windowHandle(), 0.0005)
    qtbot.waitUntil(lambda: window._student is None, timeout=10_000)
    assert window.room.room is None
    assert "locked" in text(window)
    type_name(qtbot, window, "Ann Lee")
    assert len(open_lesson(qtbot, window).all_annotations()) == 1
    chosen.deleteLater()


def test_names_that_were_deleted_are_forgotten_in_the_settings(preferences):
    preferences.settings = replace(preferences.settings, remember_name=True)
    preferences.set_last_name("Ann Lee")
    preferences.keep_reading_help("ann lee", replace(preferences.reading_help("x"), text_size=20))
    preferences.forget_names(["Bob"])
    assert preferences.settings.last_name == "Ann Lee"
    preferences.forget_names(["", "Ann  Lee", "Lee, Ann"])
    assert preferences.settings.last_name == ""
    assert preferences.settings.reading == ()


def test_another_lesson_has_no_folder_from_the_file(qtbot, at, lab, preferences):
    window = at("lab")
    install_lesson(lab.applications[-1].ports, replace(LESSON, id=LessonId("other")))
    type_name(qtbot, window, "Ann Lee")
    open_lesson(qtbot, window)
    window.room.leave()
    window.sign_in_controller.request("other")
    assert preferences.drop_folder is None


def test_a_hand_in_that_hangs_does_not_stay_over_a_machine_that_locks(
    qtbot, at, plain_app, data_dir, monkeypatch
):
    chosen = Preferences(
        plain_app, data_dir, Settings(theme="light", student_lock_after=10), Policy()
    )
    window = at("lab", chosen)
    type_name(qtbot, window, "Ann Lee")
    session = open_lesson(qtbot, window)
    mark(session, "cruel")
    answers, quick = threading.Event(), session.hand_in

    def slowly(folder):
        assert answers.wait(20)
        return quick(folder)

    monkeypatch.setattr(session, "hand_in", slowly)
    window.room.hand_in()
    dialog = dialog_of(qtbot, window, HandInDialog)
    dialog._check.handInRequested.emit()
    assert dialog._handing_in.is_busy
    window.sign_in_controller._watch.start(window.windowHandle(), 0.0005)
    qtbot.waitUntil(lambda: window._student is None, timeout=10_000)
    assert not any(each.isVisible() for each in window.findChildren(HandInDialog))
    answers.set()
    assert wait_for_tasks()
    chosen.deleteLater()


# -- a class folder that answers late -----------------------------------------------------------


class SlowFolder:
    """A class folder that answers about some names or lessons only when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.answers = threading.Event(), threading.Event()
        self.slow = ""
        quick = SealedDrafts.find

        def find(files, folder, lesson, name):
            if self.slow in (name, lesson.id):
                self.asked.set()
                assert self.answers.wait(20)
            return quick(files, folder, lesson, name)

        monkeypatch.setattr(SealedDrafts, "find", find)

    def let_answer(self) -> None:
        """Let the folder answer, and whatever comes of it come."""
        self.answers.set()
        assert wait_for_tasks()
        QApplication.sendPostedEvents()


@pytest.fixture
def slow(monkeypatch) -> Iterator[SlowFolder]:
    folder = SlowFolder(monkeypatch)
    yield folder
    folder.answers.set()
    wait_for_tasks()


def give_name(qtbot, window, text):
    names(window).field.setCompleter(None)  # its list would take the keyboard here
    names(window).field.setFocus()
    names(window).field.selectAll()
    qtbot.keyClicks(names(window).field, text)
    qtbot.keyClick(names(window).field, Qt.Key.Key_Return)


def test_a_corrected_name_wins_over_the_answer_that_comes_late(qtbot, at, slow):
    window = at("lab")
    slow.slow = "Ann Lee"
    give_name(qtbot, window, "Ann Lee")
    assert slow.asked.wait(20)
    give_name(qtbot, window, "Bob Ray")
    qtbot.waitUntil(lambda: window._student is not None, timeout=20_000)
    assert window._student.name == "Bob Ray"
    slow.let_answer()
    assert window._student.name == "Bob Ray"


def test_whoever_is_correcting_the_name_is_not_signed_in_meanwhile(qtbot, at, slow):
    window = at("lab")
    slow.slow = "Ann Lee"
    give_name(qtbot, window, "Ann Lee")
    assert slow.asked.wait(20)
    names(window).field.selectAll()
    qtbot.keyClicks(names(window).field, "Bo")
    slow.let_answer()
    assert window._student is None
    assert LOOKING not in text(window)
    assert names(window).typed == "Bo"


def test_a_right_pin_that_is_found_late_opens_nothing_for_somebody_else(qtbot, at, lab, slow):
    first = at("lab1")
    type_name(qtbot, first, "Ann Lee")
    set_pin(qtbot, first, "2468")
    mark(open_lesson(qtbot, first), "cruel")
    first.room.leave()
    qtbot.waitUntil(lambda: any(lab.drop.glob("*.draft")), timeout=20_000)
    wait_for_tasks()
    window = at("lab2")
    type_name(qtbot, window, "Ann Lee")
    slow.slow = "Ann Lee"
    field = window.findChild(QLineEdit, "pin")
    qtbot.keyClicks(field, "2468")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert slow.asked.wait(20)
    press(qtbot, window, "Not you?")
    slow.let_answer()
    assert window._student is None


@pytest.fixture
def two_lessons(lab, monkeypatch) -> Lab:
    """Return the lab with a second lesson for the class."""
    bus = replace(LESSON, id=LessonId("bus"), title="The late bus")
    teacher = lab.applications[0]
    install_lesson(teacher.ports, bus)
    lab.second = lab.folder / "bus.lesson"
    requested = ClassFile(with_names=True, drop_folder=str(lab.drop), keeps_drafts=True)
    teacher.classes.lessons.write_file(bus.id, lab.group, requested, lab.second)
    return lab


def test_the_lesson_that_was_asked_for_last_is_the_one_that_opens(qtbot, at, two_lessons, slow):
    window = at("lab")
    window._students.install(two_lessons.second)
    type_name(qtbot, window, "Ann Lee")
    slow.slow = LESSON.id
    window.sign_in_controller.request(LESSON.id)
    assert slow.asked.wait(20)
    window.sign_in_controller.request("bus")
    opened = []
    window.sign_in_controller.lessonRequested.connect(opened.append)
    slow.let_answer()
    qtbot.waitUntil(lambda: bool(opened))
    QApplication.sendPostedEvents()
    assert opened == ["bus"]
    assert window.room.session.lesson.id == "bus"


def test_a_lesson_does_not_open_over_the_teachers_area(qtbot, at, slow):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    slow.slow = LESSON.id
    window.sign_in_controller.request(LESSON.id)
    assert slow.asked.wait(20)
    window.teacher_area.opened.emit()
    slow.let_answer()
    assert window.room.room is None


def test_a_folder_that_fails_under_the_sign_in_is_told_in_a_sentence(
    qtbot, at, person, monkeypatch
):
    window = at("lab")

    def pulled_out(files, folder, lesson, name):
        raise OSError(errno.EIO, "Input/output error", str(folder))

    monkeypatch.setattr(SealedDrafts, "find", pulled_out)
    give_name(qtbot, window, "Ann Lee")
    qtbot.waitUntil(lambda: bool(person.said), timeout=20_000)
    assert "could not be used: Input/output error" in person.said[0][1]
    assert LOOKING not in text(window)


# -- work in the class folder that is not hers, or not the newest --------------------------------


def forge(lab, name="Ann Lee", quote="greedy", year=2090):
    """Write an open draft in a student's name, as whoever may write to the folder can."""
    eve = lab.machine("eve")
    eve.lessons.install_package(lab.file)
    ahead = replace(eve, ports=replace(eve.ports, now=lambda: datetime(year, 1, 1, tzinfo=UTC)))
    session = ahead.student_home.open(ahead.student_home.sign_in(name), LESSON.id)
    mark(session, quote)
    ahead.student_home.machine(ahead.student_home.sign_in(name)).save(session.lesson, lab.drop)


def quotes(session):
    return [each.quote for each in session.all_annotations()]


def test_a_forged_open_draft_does_not_come_in_behind_a_pin(qtbot, at, lab, person):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    set_pin(qtbot, window, "2468")
    mark(open_lesson(qtbot, window), "cruel")
    window.room.leave()
    wait_for_tasks()
    press(qtbot, window, "Not you?")
    forge(lab)
    (draft,) = lab.drop.glob("*.draft")
    forged = draft.read_bytes()
    type_name(qtbot, window, "Ann Lee")
    give_pin(qtbot, window, "2468")
    session = open_lesson(qtbot, window)
    assert quotes(session) == ["cruel"]
    assert "not locked with your PIN" in person.said[-1][1]
    assert "kept for your teacher" in person.said[-1][1]
    mark(session, "slapped")
    window.sign_in_controller.drafts.save()
    wait_for_tasks()
    files = {path.read_bytes() for path in lab.drop.glob("*.draft")}
    assert len(files) == 2
    assert forged in files, "both are kept"


@pytest.mark.parametrize("takes, expected", [(False, ["cruel"]), (True, ["greedy"])])
def test_work_here_is_only_replaced_after_a_question(qtbot, at, lab, person, takes, expected):
    window = at("lab")
    type_name(qtbot, window, "Ann Lee")
    mark(open_lesson(qtbot, window), "cruel")
    window.room.leave()
    wait_for_tasks()
    forge(lab)
    (draft,) = lab.drop.glob("*.draft")
    forged = draft.read_bytes()
    person.answers.append(takes)
    session = open_lesson(qtbot, window)
    (asked,) = person.asked
    assert "On this computer: 1 highlight or answer, changed" in asked[1]
    assert "The other one is kept." in asked[1]
    assert "The time of the one in the class folder was wrong" in asked[1]
    assert quotes(session) == expected
    if takes:
        session.undo()
        assert quotes(session) == ["cruel"]
    else:
        mark(session, "slapped")
        window.sign_in_controller.drafts.save()
        wait_for_tasks()
        assert forged in {path.read_bytes() for path in lab.drop.glob("*.draft")}


def test_work_that_only_grew_elsewhere_comes_without_a_question(qtbot, at, lab, person):
    first = at("lab1")
    type_name(qtbot, first, "Ann Lee")
    mark(open_lesson(qtbot, first), "cruel")
    first.room.leave()
    wait_for_tasks()
    second = at("lab2")
    type_name(qtbot, second, "Ann Lee")
    mark(open_lesson(qtbot, second), "slapped")
    second.room.leave()
    wait_for_tasks()
    assert sorted(quotes(open_lesson(qtbot, first))) == ["cruel", "slapped"]
    assert person.asked == []


def test_a_class_that_needs_pins_brings_no_open_draft_to_a_wiped_machine(qtbot, at, lab, person):
    requested = ClassFile(
        with_names=True, drop_folder=str(lab.drop), keeps_drafts=True, needs_pins=True
    )
    lab.applications[0].classes.lessons.write_file(LESSON.id, lab.group, requested, lab.file)
    assert read_class_package(lab.file)[1].needs_pins
    forge_open(lab)
    (draft,) = lab.drop.glob("*.draft")
    forged = draft.read_bytes()
    window = at("wiped")
    type_name(qtbot, window, "Ann Lee")
    session = open_lesson(qtbot, window)
    assert quotes(session) == []
    assert "make one. Then you can go on at another computer" in person.said[-1][1]
    mark(session, "cruel")
    window.sign_in_controller.drafts.save()
    wait_for_tasks()
    assert draft.read_bytes() == forged, "without a PIN nothing is kept there"
    window.room.leave()
    set_pin(qtbot, window, "2468")
    assert quotes(open_lesson(qtbot, window)) == ["cruel"]
    wait_for_tasks()
    mark(window.room.room.session, "slapped")
    window.sign_in_controller.drafts.save()
    wait_for_tasks()
    kept = {path.read_bytes() for path in lab.drop.glob("*.draft")}
    assert len(kept) == 2
    assert forged in kept


def forge_open(lab):
    """Write an open draft by hand, as no class that needs PINs would."""
    eve = lab.machine("eve")
    eve.lessons.install_package(lab.file)
    session = eve.student_home.open(eve.student_home.sign_in("Ann Lee"), LESSON.id)
    mark(session, "greedy")
    student = eve.student_home.sign_in("Ann Lee")
    save_draft(eve.ports, eve.drafts, session.lesson, student, lab.drop)
