"""A teacher builds a lesson of five dirty files through the real screens; a student opens it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from annotator.cli.passphrase import VARIABLE
from annotator.domain.anchors import QuoteAnchor, locate
from annotator.files.lesson_package import read_package
from annotator.gui.app import make_room, open_application
from annotator.gui.building.articles_step import ArticlesStep
from annotator.gui.building.builder_screen import BuilderScreen
from annotator.gui.building.check_step import CheckStep
from annotator.gui.building.key_step import KeyStep
from annotator.gui.building.lessons_screen import LessonsScreen
from annotator.gui.building.publish_step import PublishStep
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.teaching.sign_in_pages import ChoosePage
from annotator.gui.try_screen import TryScreen
from annotator.services.lesson_library import list_library
from annotator.settings import Policy, Settings
from annotator.use_cases.application import Application
from tests.e2e.conftest import Run
from tests.e2e.dirty_pages import DIRT, DOUBTFUL, write_pages
from tests.fakes.application import WrittenInteraction
from tests.fakes.looks import undressed_after

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images" / "build-a-lesson"
#: A picture is drawn again on request only; a run of the tests writes nothing into the project.
DRAWS = bool(os.environ.get("ANNOTATOR_PICTURES"))
KEYS = {
    1: (("1", "cracks"),),
    2: (
        ("1", "Furious"),
        ("1", "bungling"),
        ("1", "helpless"),
        ("2", "Everybody knows the council has let the bridge rot for years"),
    ),
    4: (("1", "rusty trap"), ("1", "cowardly")),
}


@dataclass
class Teacher:
    """A person at the real window, who answers dialogs in writing."""

    qtbot: object
    window: MainWindow
    answers: WrittenInteraction

    def renderer(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, until) -> None:
        self.qtbot.waitUntil(until, timeout=30_000)

    def shown(self, kind: type[QWidget]):
        area = self.window.teacher_area._area
        assert area is not None
        assert isinstance(area.screen_shown, kind)
        return area.screen_shown

    def step(self, key: str, kind: type[QWidget]):
        builder = self.shown(BuilderScreen)
        self.renderer(builder._buttons[key])
        assert isinstance(builder.step, kind)
        return builder.step

    def write(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def picture(self, name: str) -> None:
        if DRAWS:
            shown = self.window.teacher_area._area and self.window.teacher_area._area.screen_shown
            if isinstance(shown, BuilderScreen):
                self.wait(lambda: not shown._check_clock.isActive())
            PICTURES.mkdir(parents=True, exist_ok=True)
            QApplication.processEvents()  # nobody would see a layout half done
            assert self.window.grab().save(str(PICTURES / f"{name}.png"))


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    made = open_application(tmp_path / "machine")
    yield made
    made.close()


@pytest.fixture
def teacher(
    qtbot, qapp: QApplication, application: Application, data_dir: Path
) -> Iterator[Teacher]:
    """Open the real window on a real application and go through the way into the teacher's area."""
    with undressed_after(qapp):
        preferences = Preferences(qapp, data_dir, Settings(theme="light"), Policy())
        answers = WrittenInteraction()
        window = MainWindow(preferences, answers, make_room)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.showNormal()
        window.resize(1366, 768)
        window.paint_icons()
        window.enter_application(application)
        yield Teacher(qtbot, window, answers)
        window.close()
        preferences.deleteLater()


def import_articles(teacher: Teacher, files: tuple[Path, ...]) -> None:
    """Import the files, look that the dirt is gone, and write what the pages do not tell."""
    step = teacher.step("articles", ArticlesStep)
    teacher.picture("articles-empty")
    teacher.answers.several_files.append(files)
    teacher.renderer(step.panel.files_button)
    session = teacher.shown(BuilderScreen).session
    teacher.wait(lambda: len(session.draft.lesson.articles) == 5)
    texts = "\n".join(article.body for article in session.draft.lesson.articles)
    assert [piece for piece in DIRT if piece in texts] == []
    assert texts.count("The closed footbridge on Tuesday evening.") <= 3
    raw = "\n".join(page.raw for page in session.draft.pages.values())
    assert all(piece in raw for piece in ("Follow us", "Share this article"))
    teacher.picture("articles-cleaning")
    drop_by_hand(teacher, step)
    wanted = {
        "outlet": ("Quay Ledger", "The Morning Splash", "Plain Notes", "Voice of the Quay",
                   "North Wire"),
        "headline": ("", "", "How to cross the river now", "Close it, and close it for good", ""),
    }  # fmt: skip
    for number, article in enumerate(session.draft.lesson.articles):
        for name, texts_of in wanted.items():
            if not getattr(article, name):
                step.go_to(article.id, name)
                teacher.write(step.page.details.fields[name], texts_of[number])
                step.page.details.form.flush()
    lesson = session.draft.lesson
    assert [article.outlet for article in lesson.articles] == list(wanted["outlet"])
    assert all(article.headline for article in lesson.articles)


def drop_by_hand(teacher: Teacher, step: ArticlesStep) -> None:
    """Drop the block that the cleaning could not tell from the report, with its key."""
    session = step.session
    third = session.draft.lesson.articles[2]
    step.go_to(third.id, "")
    page = session.draft.pages[third.id]
    [number] = [n for n, block in enumerate(page.blocks) if DOUBTFUL in block.text]
    step.page.tabs.setCurrentWidget(step.page.cleaning)
    blocks = step.page.cleaning.list
    blocks.setFocus()
    blocks.choose(str(number))
    QTest.keyClick(blocks, Qt.Key.Key_Space)
    assert DOUBTFUL not in session.draft.lesson.articles[2].body
    assert session.undo_label is not None


def mark_key(teacher: Teacher) -> None:
    """Annotate the key in the articles, with an explanation for the first."""
    step = teacher.step("key", KeyStep)
    session = teacher.shown(BuilderScreen).session
    for number, marks in KEYS.items():
        article = session.draft.lesson.articles[number - 1]
        step.texts.go_to(article.id, locate(article.body, QuoteAnchor(marks[0][1], "")) if (
            article.body.count(marks[0][1]) == 1) else article.sentences[0])  # fmt: skip
        view = step.texts.board.view(article.id)
        for key, quote in marks:
            start = article.body.index(quote)
            view.setFocus()
            view.select(type(article.sentences[0])(start, start + len(quote)))
            QTest.keyClicks(view, key)
    assert len(session.draft.key.annotations) == sum(len(marks) for marks in KEYS.values())
    teacher.picture("key")


def publish(teacher: Teacher, folder: Path) -> Path:
    """Describe the lesson, look at it as a student, publish it."""
    step = teacher.step("publish", PublishStep)
    teacher.write(step.form.texts["title"], "A bridge is closed")
    teacher.write(step.form.texts["event"], "Marlow Quay, 4 May 2026")
    teacher.write(step.form.texts["summary"], "Five outlets, one bridge.")
    teacher.picture("publish")
    teacher.renderer(step.try_button)
    trial = teacher.shown(TryScreen)
    assert len(trial.findChild(ReadingRoom)._session.lesson.articles) == 5
    teacher.picture("try")
    teacher.renderer(trial.back_button)
    check = teacher.step("check", CheckStep)
    assert [row.problem.message for row in check.rows if row.problem.is_error] == []
    teacher.picture("check")
    step = teacher.step("publish", PublishStep)
    teacher.answers.folders.append(folder)
    with teacher.qtbot.waitSignal(step.published, timeout=30_000) as published:
        teacher.renderer(step.publish_button)
    return published.args[0]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_lesson_is_built_published_read_and_packed_again_as_the_pictures_show(
    teacher: Teacher,
    application: Application,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    teacher.window.enter_teacher_area()
    sign_in_page = teacher.window.teacher_area._sign_in_page
    assert isinstance(sign_in_page.page, ChoosePage)
    teacher.picture("passphrase")
    teacher.renderer(sign_in_page.page.skip_button)
    lessons = teacher.shown(LessonsScreen)
    teacher.wait(lambda: bool(lessons.rows))
    teacher.picture("lessons")
    teacher.renderer(lessons.new_button)
    import_articles(teacher, write_pages(tmp_path))
    mark_key(teacher)
    path = publish(teacher, tmp_path)
    draft = teacher.shown(BuilderScreen).session.draft
    assert teacher.answers.said == []

    # Students may use this machine once there is a passphrase; one finds the lesson and opens it.
    application.teacher_keys.set_passphrase("four quiet green herons")
    monkeypatch.setenv(VARIABLE, "four quiet green herons")
    teacher.window.teacher_area.close()
    teacher.window._home.nameGiven.emit("Mira")
    teacher.window._home.lessonRequested.emit(draft.lesson.id)
    room = teacher.window.findChild(ReadingRoom)
    session = room._session
    assert session.lesson == draft.published
    assert "A bridge is closed" in teacher.window.windowTitle()
    article = session.lesson.articles[1]
    start = article.body.index("Furious")
    view = room.board.view(article.id) if article.id in room.board.open_articles else None
    session.highlight(article.id, session.lesson.scheme.categories[0].id, type(
        article.sentences[0])(start, start + 7))  # fmt: skip
    assert view is None or view.isVisible()
    assert len(session.all_annotations()) == 1
    teacher.window.room.leave()

    # The file has no key in it, and packs to the same bytes after it was unpacked.
    lesson = read_package(path)
    assert lesson == draft.published
    source, again = tmp_path / "source", tmp_path / "again.lesson"
    assert run("lesson", "unpack", path, "-o", source).status == 0
    assert not (source / "key.toml").exists()
    assert run("lesson", "pack", source, "-o", again).status == 0
    assert again.read_bytes() == path.read_bytes()
    second = tmp_path / "second"
    assert run("lesson", "unpack", again, "-o", second).status == 0
    assert run("lesson", "pack", second, "-o", tmp_path / "third.lesson").status == 0
    assert (tmp_path / "third.lesson").read_bytes() == path.read_bytes()
    assert application.teacher_keys.unlock("four quiet green herons")
    _, key = application.lessons.with_key(draft.lesson.id)
    assert key == draft.key

    # So does the teacher's own source folder, which has the key in it.
    [entry] = [
        each for each in list_library(application.ports) if each.lesson_id == draft.lesson.id
    ]
    (tmp_path / "own").mkdir()
    own = application.library.export_source(entry, tmp_path / "own")
    assert (own / "key.toml").is_file()
    assert run("lesson", "pack", own, "-o", tmp_path / "own.lesson").status == 0
    assert (tmp_path / "own.lesson").read_bytes() == path.read_bytes()
    assert application.lessons.with_key(draft.lesson.id)[1] == key
