"""The builder's first step on a real application: its database, its frame and its widgets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.lessons import Lesson
from annotator.domain.paragraphs import text_paragraphs
from annotator.gui.building.articles_step import ArticlesStep
from annotator.gui.building.builder_screen import BuilderScreen
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.use_cases.application import Application
from tests.fakes import sample_lesson
from tests.fakes.application import WrittenInteraction

DRAFT = DraftId("d1")


class ArticleBench:
    """One draft in the builder, shown at the articles."""

    def __init__(
        self, qtbot, app, application: Application, draft: LessonDraft | None = None
    ) -> None:
        wear(app, LIGHT)
        self.qtbot = qtbot
        self.application = application
        self.person = WrittenInteraction()
        lesson = replace(sample_lesson.lesson(), articles=(), questions=(), criteria=())
        self.put(draft or LessonDraft(DRAFT, lesson, application.ports.now()))
        self.screen = BuilderScreen(application.editing(DRAFT), self.person)
        qtbot.addWidget(self.screen)
        self.screen.resize(1366, 720)
        with qtbot.waitActive(self.screen):
            self.screen.show()
            self.screen.activateWindow()
        self.screen.enter()

    def put(self, draft: LessonDraft) -> None:
        with self.application.ports.store.writing() as unit:
            unit.drafts.put(draft)
            unit.commit()

    @property
    def step(self) -> ArticlesStep:
        step = self.screen.step
        assert isinstance(step, ArticlesStep)
        return step

    @property
    def draft(self) -> LessonDraft:
        return self.screen.session.draft

    @property
    def lesson(self) -> Lesson:
        return self.draft.lesson

    def stored(self) -> LessonDraft:
        """Return the draft as the database has it."""
        with self.application.ports.store.reading() as unit:
            found = unit.drafts.find(DRAFT)
        assert found is not None
        return found

    def texts(self, number: int = 0) -> list[str]:
        return [text for _, text in text_paragraphs(self.lesson.articles[number])]

    def wait_for_import(self) -> None:
        self.qtbot.waitUntil(lambda: not self.step.importing.is_running, timeout=60_000)

    def take(self, *files: Path) -> None:
        """Choose files in the file dialog and wait for them."""
        self.person.several_files.append(files)
        click(self.step.panel.files_button)
        self.wait_for_import()


def click(button) -> None:
    """Press a button with the mouse."""
    from PySide6.QtCore import Qt

    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sample_draft(application: Application) -> LessonDraft:
    """Return a draft of the lesson of two articles with its key."""
    lesson, key = sample_lesson.headed_lesson(), sample_lesson.headed_key()
    return LessonDraft(DRAFT, lesson, application.ports.now(), key)


BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
