"""One builder step on a draft in a real database, in a window of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.gui.building.step import BuilderStep
from annotator.storage.database import open_store
from tests.fakes.application import WrittenInteraction, application_in_memory
from tests.fakes.ports import make_ports


class DraftBench:
    """A draft, its session, and the step that a test works at."""

    def __init__(self, qtbot: Any, folder: Path, lesson: Lesson, key: AnswerKey) -> None:
        self.qtbot = qtbot
        self.store = open_store(folder / "bench.db")
        self.ports = make_ports(self.store)
        self.application = application_in_memory(folder, ports=self.ports)
        self.person = WrittenInteraction()
        draft = LessonDraft(DraftId("bench"), lesson, datetime(2026, 5, 4, tzinfo=UTC), key)
        with self.store.writing() as unit:
            unit.drafts.put(draft)
            unit.commit()
        self.editing = self.application.editing(draft.id)
        self.session = self.editing.open()
        self.windows: list[QMainWindow] = []

    def show(self, kind: type[BuilderStep], width: int = 1180, height: int = 760) -> Any:
        """Show a step as the builder does, told of every change of the draft."""
        step = kind(self.session, self.editing, self.person)
        stop = self.session.subscribe(lambda _news: step.show_draft())
        step.destroyed.connect(stop)
        step.show_draft()
        window = QMainWindow()
        window.setCentralWidget(step)
        self.qtbot.addWidget(window)
        window.resize(width, height)
        with self.qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        self.windows.append(window)
        return step

    def stored(self) -> LessonDraft:
        """Return the draft as the database has it."""
        with self.store.reading() as unit:
            found = unit.drafts.find(self.session.draft.id)
        assert found is not None
        return found

    def close(self) -> None:
        """Close what was opened."""
        for window in self.windows:
            window.close()
        self.store.close()

    # -- the hand in an article --------------------------------------------------------------

    def span(self, article_id: str, quote: str) -> Span:
        """Return where words stand in an article."""
        start = self.session.draft.lesson.article(article_id).body.index(quote)
        return Span(start, start + len(quote))

    def point(self, view: Any, position: int) -> QPoint:
        """Return the point just right of where a code point begins, in the viewport."""
        text = view.article.body[:position]
        cursor = view.textCursor()
        cursor.setPosition(len(text.encode("utf-16-le")) // 2)
        return view.cursorRect(cursor).center() + QPoint(1, 0)

    def drag(self, view: Any, quote: str) -> None:
        """Select words with the mouse."""
        span = self.span(view.article.id, quote)
        view.show_span(span)
        start, end = self.point(view, span.start), self.point(view, span.end)
        port, left = view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(port, left, pos=start)
        QTest.mouseMove(port, (start + end) / 2)
        QTest.mouseMove(port, end)
        QTest.mouseRelease(port, left, pos=end)

    def caret(self, view: Any, quote: str) -> None:
        """Click into words."""
        span = self.span(view.article.id, quote)
        view.setFocus()
        view.place_caret(span.start + 1)

    def press(self, widget: QWidget, keys: str) -> None:
        """Press single keys one after the other."""
        for key in keys:
            QTest.keyClick(widget, key)


def article_id(name: str) -> ArticleId:
    """Return the id of an article by its name."""
    return ArticleId(name)
