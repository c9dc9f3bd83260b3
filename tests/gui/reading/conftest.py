"""A reading room on a real database, and a hand that uses mouse and keys like a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from annotator.storage.database import open_store
from tests.fakes import sample_lesson
from tests.fakes.looks import undressed_after
from tests.fakes.ports import MemoryFiles, make_ports

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Undress the application for the tests of other folders."""
    with undressed_after(qapp):
        yield


@pytest.fixture(autouse=True)
def look(qapp: QApplication, dressed: None) -> None:
    """Dress the application as the program does."""
    wear(qapp, LIGHT)


def utf16(text: str, at: int) -> int:
    """Return Qt's position of a code point, counted the slow and certain way."""
    return len(text[:at].encode("utf-16-le")) // 2


class Desk:
    """A student's place: opens rooms on one database, again and again."""

    def __init__(self, qtbot, path: Path) -> None:
        self.qtbot = qtbot
        self.store = open_store(path)
        self.ports: Ports = make_ports(self.store, MemoryFiles())
        self.lesson: Lesson = sample_lesson.lesson()
        self.troubles: list[str] = []

    def session(self) -> ReadingSession:
        install_lesson(self.ports, self.lesson)
        return ReadingSession(self.ports, self.lesson, sign_in(self.ports, "Ana"))

    def open(
        self, width: int = 1366, height: int = 768, theme=None, *, closed_by_test: bool = False
    ) -> ReadingRoom:
        if theme is not None:
            wear(QApplication.instance(), theme)
        self.room = ReadingRoom(self.session())
        if not closed_by_test:
            self.qtbot.addWidget(self.room)
        self.room.troubleRaised.connect(self.troubles.append)
        self.room.resize(width, height)
        self.room.show()
        with self.qtbot.waitActive(self.room):
            self.room.activateWindow()
        # A hand that is quicker than the first layout would press where words just were.
        self.qtbot.waitUntil(self._is_laid_out)
        self.view().setFocus()
        return self.room

    def _is_laid_out(self) -> bool:
        return all(view._place._is_settled for view in self.room.board.views())

    def reopen(self) -> ReadingRoom:
        self.room.close()
        return self.open()

    def close(self) -> None:
        self.store.close()

    # -- what there is ---------------------------------------------------------

    def view(self, number: int = 0) -> ArticleView:
        return self.room.board.views()[number]

    def stored(self) -> list[tuple[str, str]]:
        """Return what a fresh look at the database finds: category letter and quotation."""
        scheme = self.lesson.scheme
        return [
            (scheme.category(a.category_id).letter, a.quote)
            for a in self.session().all_annotations()
        ]

    def annotation(self, quote: str):
        return next(a for a in self.session().all_annotations() if a.quote == quote)

    # -- a hand ----------------------------------------------------------------

    def point(self, number: int, at: int) -> QPoint:
        """Return where a code point of an article stands on the screen."""
        view = self.view(number)
        cursor = QTextCursor(view.document())
        cursor.setPosition(utf16(view.article.body, at))
        return view.cursorRect(cursor).center()

    def place(self, number: int, quote: str) -> int:
        return self.view(number).article.body.index(quote)

    def drag(self, number: int, quote: str, modifier=NO_KEY) -> None:
        start = self.place(number, quote)
        here, there = self.point(number, start), self.point(number, start + len(quote))
        port = self.view(number).viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, modifier, here)
        QTest.mouseMove(port, (here + there) / 2)
        QTest.mouseMove(port, there)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, there)

    def click(self, number: int, quote: str) -> None:
        at = self.place(number, quote)
        here, there = self.point(number, at), self.point(number, at + len(quote))
        if here.y() == there.y():
            here = (here + there) / 2
        port = self.view(number).viewport()
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, NO_KEY, here)

    def double_click(self, number: int, quote: str) -> None:
        place = self.point(number, self.place(number, quote) + 1)
        port = self.view(number).viewport()
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, NO_KEY, place)
        QTest.mouseDClick(port, Qt.MouseButton.LeftButton, NO_KEY, place)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NO_KEY, place)

    def press(self, key, modifier=NO_KEY, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        """Type on the keyboard; what has no key comes from an input method."""
        target = QApplication.focusWidget()
        assert target is not None
        for character in text:
            if character.isascii():
                QTest.keyClicks(target, character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(target, event)


@pytest.fixture
def board(qtbot, tmp_path: Path) -> Iterator[Desk]:
    """Return a student's place with an empty database."""
    made = Desk(qtbot, tmp_path / "annotator.db")
    yield made
    made.close()


@pytest.fixture
def body_board(qtbot, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Return a maker of places whose first article has the body that a test gives."""
    from dataclasses import replace

    made: list[Desk] = []

    def make(body: str) -> Desk:
        place = Desk(qtbot, tmp_path / f"{len(made)}.db")
        first = sample_lesson.article("bugle", body)
        place.lesson = replace(place.lesson, articles=(first, *place.lesson.articles[1:]))
        assert first.id == ArticleId("bugle")
        made.append(place)
        return place

    yield make
    for place in made:
        place.close()
