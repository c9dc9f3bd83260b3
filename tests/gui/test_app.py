"""Starting: the window first, the data after it, one copy a folder, sentences for the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLockFile, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.__main__ import app_arguments
from annotator.domain.errors import StorageTrouble
from annotator.gui import app as app_module
from annotator.gui import main_window
from annotator.gui.app import Program, lock_folder, run, speak_with_qt
from annotator.gui.home.cards import LessonCard
from annotator.gui.task import end_tasks, wait_for_tasks
from annotator.translation import speaking
from annotator.use_cases.exclusive import LOCK_NAME
from annotator.use_cases.home import StudentHome
from annotator.use_cases.known_lessons import keep_known_lessons
from tests.fakes.pseudo import language_of

HEAVY = ("sqlalchemy", "pydantic", "spacy", "reportlab", "alembic", "annotator.wiring.application")


@pytest.fixture
def program(qtbot, preferences, data_dir, person):
    """Return a way to start the program with an opener; it ends with the test."""
    started: list[Program] = []

    def start(opener, files=()) -> Program:
        made = Program(data_dir, preferences, person, opener, files)
        started.append(made)
        qtbot.addWidget(made.window)
        made.show()
        return made

    yield start
    for each in started:
        each.window.close()
        each.end()
        each.deleteLater()


def shown_text(window) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_the_window_opens_before_the_house_and_the_lessons_follow(qtbot, program, application):
    folders = []

    def opener(folder: Path):
        folders.append(folder)
        return application

    made = program(opener)
    assert folders == []
    assert "Getting the lessons ready" in shown_text(made.window)
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    assert len(folders) == 1


def test_the_lessons_of_last_time_are_shown_before_the_house_is_open(
    qtbot, program, application, data_dir
):
    keep_known_lessons(data_dir, application.student_home.entries(None))
    opened = threading.Event()

    def opener(folder: Path):
        opened.wait(20)
        return application

    made = program(opener)
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    [card, _] = made.window.findChildren(LessonCard)
    # A child is quicker than the disk: the name and the lesson are kept until it is there.
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    names = made.window._home.names
    qtbot.keyClicks(names.field, "Mira")
    qtbot.keyClick(names.field, Qt.Key.Key_Return)
    assert "getting ready" in shown_text(made.window)
    assert made.window.windowTitle() == "Annotator"
    opened.set()
    qtbot.waitUntil(lambda: made.window.windowTitle() == "Canteen prices – Annotator")


def test_known_cards_stay_where_nothing_changed(qtbot, program, application, data_dir):
    keep_known_lessons(data_dir, application.student_home.entries(None))
    opened = threading.Event()

    def opener(folder: Path):
        opened.wait(20)
        return application

    made = program(opener)
    qtbot.waitUntil(lambda: len(made.window.findChildren(LessonCard)) == 2)
    before = made.window.findChildren(LessonCard)
    opened.set()
    qtbot.waitUntil(lambda: made.window._students is not None)
    assert made.window.findChildren(LessonCard) == before


def test_a_file_opened_before_the_house_waits_for_it(qtbot, program, application, zoo_file):
    opened = threading.Event()

    def opener(folder: Path):
        opened.wait(20)
        return application

    made = program(opener)
    made.window.files.open(zoo_file)
    opened.set()
    qtbot.waitUntil(lambda: len(made.window.findChildren(LessonCard)) == 3)


def test_a_house_that_cannot_open_is_told_and_tried_again(qtbot, program, application):
    attempts = []

    def opener(_folder: Path):
        attempts.append(1)
        if len(attempts) == 1:
            raise StorageTrouble("The database is in use. Nothing was changed. Try again.")
        return application

    made = program(opener)
    qtbot.waitUntil(lambda: "The database is in use." in shown_text(made.window))
    made.window.retryRequested.emit()
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    assert "The database is in use." not in shown_text(made.window)


def test_a_lesson_file_from_the_command_line_is_added(qtbot, program, application, zoo_file):
    made = program(lambda folder: application, [zoo_file])
    qtbot.waitUntil(lambda: len(made.window.findChildren(LessonCard)) == 3)


@pytest.mark.parametrize("name", ["zoo.lesson", "zoo.feedback", "ZOO.FEEDBACK"])
def test_a_file_that_was_double_clicked_opens_the_app(tmp_path, name):
    data, path = tmp_path / "data", tmp_path / name
    assert app_arguments(["--data-dir", str(data), str(path)]) == (data, [path])
    assert app_arguments(["db", str(path)]) is None


def test_at_the_end_the_house_is_closed_and_the_hook_is_as_before(qtbot, program, application):
    before = sys.excepthook
    made = program(lambda folder: application)
    assert sys.excepthook is not before
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    made.end()
    assert application.ports.store.is_closed
    assert sys.excepthook is before


def test_the_first_paint_waits_for_nothing_heavy(data_dir):
    code = (
        "import sys\n"
        "from annotator.gui import app\n"
        "def painted(program):\n"
        f"    print([name for name in {HEAVY!r} if name in sys.modules])\n"
        "    app.QApplication.quit()\n"
        "app.Program._on_window_first_painted = painted\n"
        "app.run()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "[]"


# -- one copy a folder -------------------------------------------------------------------------


def test_the_first_copy_takes_the_folder_and_makes_it(tmp_path, person):
    lock = lock_folder(tmp_path / "new" / "folder", person)
    assert (tmp_path / "new" / "folder" / LOCK_NAME).is_file()
    lock.release()
    assert person.asked == []


def test_a_second_copy_is_told_without_code_words_and_can_give_way(tmp_path, person):
    first = lock_folder(tmp_path, person)
    person.answers.append(False)
    assert lock_folder(tmp_path, person) is None
    [(_, text, yes, no)] = person.asked
    assert "process" not in text
    assert "Nothing is lost" in text
    assert (yes, no) == ("Try again", "Quit")
    first.release()


def test_a_second_copy_goes_on_when_the_first_has_ended(tmp_path, person):
    first = lock_folder(tmp_path, person)

    class Patient:
        def ask(self, *_):
            first.release()
            return True

    second = lock_folder(tmp_path, Patient())
    assert second.is_held
    second.release()


def test_a_folder_that_cannot_be_made_is_told_with_a_way_out(tmp_path, person):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageTrouble, match="--data-dir") as told:
        lock_folder(tmp_path / "file" / "below", person)
    assert "Nothing was changed" in str(told.value)


def test_run_gives_way_to_a_copy_that_is_open(plain_app, tmp_path, person):
    other = QLockFile(str(tmp_path / LOCK_NAME))
    assert other.tryLock(0)
    person.answers.append(False)
    assert run(tmp_path, interaction=person) == 0
    other.unlock()


def test_run_tells_why_a_folder_cannot_be_used(plain_app, tmp_path, person):
    (tmp_path / "file").write_text("no folder")
    assert run(tmp_path / "file", interaction=person) == 1
    assert "cannot be" in person.said[0][1]


# -- the whole program -------------------------------------------------------------------------


def test_the_real_house_opens_in_the_real_window(plain_app, tmp_path, person, qtbot):
    found: list[str] = []

    def look() -> None:
        [window] = [w for w in QApplication.topLevelWidgets() if w.objectName() == "annotator"]
        cards = [c for c in window.findChildren(LessonCard) if c.isVisible()]
        if len(cards) < 2:
            return
        found.extend(card.accessibleName() for card in cards)
        window.close()

    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(20)
    QTimer.singleShot(20_000, QApplication.quit)
    assert run(tmp_path, interaction=person) == 0
    clock.stop()
    assert "One street, five stories" in found
    assert person.said == []
    assert (tmp_path / "settings.json").is_file()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without")
def test_without_a_display_one_sentence_names_the_demo_and_the_exit_is_1(tmp_path):
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    ran = subprocess.run(
        [sys.executable, "-m", "annotator", "--data-dir", str(tmp_path / "data")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1
    assert "annotator demo" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


# -- closing while something is at work --------------------------------------------------------


@pytest.fixture
def disk():
    """Return what a disk that hangs waits for; a test lets it answer before it ends."""
    return threading.Event()


@pytest.fixture
def stuck(qtbot, program, application, disk, monkeypatch, zoo_file):
    """Return the open program while a file is opened from a disk that hangs."""
    for module in (main_window, app_module):
        monkeypatch.setattr(module, "end_tasks", partial(end_tasks, 20))
    made = program(lambda folder: application)
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    monkeypatch.setattr(StudentHome, "install", lambda *_, **__: disk.wait(20))
    made.window.files.open(zoo_file)
    return made


def test_closing_says_what_is_still_at_work_and_can_wait(stuck, person, disk):
    person.answers.append(False)
    assert not stuck.window.close()
    ((title, text, *_),) = person.asked
    assert title == "Close Annotator"
    assert "Not finished yet: opening a file." in text
    assert stuck.window.isVisible()
    disk.set()
    assert wait_for_tasks()
    assert stuck.window.close()


def test_closing_all_the_same_closes_and_tells_that_something_was_left(stuck, person, disk):
    person.answers.append(True)
    assert stuck.window.close()
    assert stuck.end() is False, "then the process ends itself, or it would stay unseen"
    disk.set()
    assert wait_for_tasks()


def test_closing_with_nothing_at_work_asks_nothing(qtbot, program, application, person):
    made = program(lambda folder: application)
    qtbot.waitUntil(lambda: "Canteen prices" in shown_text(made.window))
    assert made.window.close()
    assert made.end() is True
    assert person.asked == []


@pytest.mark.allow_log("ZeroDivisionError")
def test_a_mistake_while_the_lessons_are_opened_is_told_with_a_way_to_try_again(qtbot, program):
    made = program(lambda folder: 1 // 0)
    qtbot.waitUntil(lambda: "Something in the program went wrong" in shown_text(made.window))
    assert any(b.isVisible() for b in made.window.findChildren(QPushButton) if "again" in b.text())


def test_qts_own_dialogs_speak_as_the_program_does(qapp, tmp_path):
    def cancel() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not (folder / "qtbase_de.qm").exists():
        pytest.skip("an older set-up removed Qt's words: install PySide6-Essentials again")
    assert cancel() == "Cancel"
    with speaking(language_of(tmp_path, "de")):
        speak_with_qt(qapp)
    try:
        assert cancel() == "Abbrechen"
    finally:
        for each in qapp.findChildren(QTranslator):
            qapp.removeTranslator(each)
            each.deleteLater()
