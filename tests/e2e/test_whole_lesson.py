"""One real lesson, all the way: pack, open, read, highlight, hand in, collect, grade, print.

The student's part is played in the real program with mouse and keys.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from annotator import paths
from annotator.domain.spans import Span
from annotator.gui.app import Program, open_application
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.home.cards import ContinueCard, LessonCard
from annotator.gui.preferences import Preferences
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.settings import Policy, Settings
from tests.e2e.conftest import Run
from tests.fakes.application import WrittenInteraction
from tests.fakes.looks import undressed_after

CARACAS = "caracas-2019-04-30"
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "reading-room.png"
NO_KEY, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
REASON = '<b>&" 😀 It judges instead of telling.'


class Student:
    """A person in front of the real program."""

    def __init__(self, qtbot, app: QApplication, data_dir: Path) -> None:
        self.qtbot = qtbot
        self.app = app
        self.data_dir = data_dir
        self.person = WrittenInteraction()

    def start(self, *files: Path) -> None:
        preferences = Preferences(self.app, self.data_dir, Settings(theme="light"), Policy())
        self.program = Program(self.data_dir, preferences, self.person, open_application, files)
        preferences.setParent(self.program)
        self.window = self.program.window
        self.program.show()
        self.window.showNormal()
        self.window.resize(1366, 768)
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.qtbot.waitUntil(lambda: len(self.window.findChildren(LessonCard)) >= 1, timeout=20000)

    def quit(self) -> None:
        self.window.close()
        self.program.end()
        self.window.deleteLater()
        self.program.deleteLater()

    def sign_in(self, name: str) -> None:
        field = self.window.findChild(QLineEdit)
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def open_lesson(self, title: str) -> ReadingRoom:
        cards: list[QWidget] = [
            card
            for kind in (LessonCard, ContinueCard)
            for card in self.window.findChildren(kind)
            if title in card.accessibleName()
        ]
        QTest.mouseClick(cards[0], Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.window.findChild(ReadingRoom) is not None)
        room = self.window.findChild(ReadingRoom)
        self.qtbot.waitUntil(lambda: bool(room.board.views()))
        return room

    def press_button(self, text: str, within: QWidget | None = None) -> None:
        (button,) = [
            each
            for each in (within or self.window).findChildren(QAbstractButton)
            if each.isVisible() and text in (each.text() or each.accessibleName())
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def view(self, outlet: str) -> ArticleView:
        views = self.window.findChild(ReadingRoom).board.views()
        return next(view for view in views if view.article.outlet == outlet)

    def point(self, view: ArticleView, at: int) -> QPoint:
        cursor = QTextCursor(view.document())
        cursor.setPosition(len(view.article.body[:at].encode("utf-16-le")) // 2)
        return view.cursorRect(cursor).center()

    def drag(self, view: ArticleView, quote: str) -> None:
        start = view.article.body.index(quote)
        view.show_span(Span(start, start + len(quote)))
        port = view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, NO_KEY, self.point(view, start))
        QTest.mouseMove(port, self.point(view, start + len(quote) // 2))
        QTest.mouseMove(port, self.point(view, start + len(quote)))
        end = self.point(view, start + len(quote))
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NO_KEY, end)

    def click(self, view: ArticleView, quote: str) -> None:
        start = view.article.body.index(quote)
        view.show_span(Span(start, start + len(quote)))
        at = self.point(view, start + 2)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, at)

    def renderer(self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self.focused(), key, modifier)

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def reads(self, within: QWidget) -> str:
        return "\n".join(e.text() for e in within.findChildren(QLabel) if e.isVisible())


def _is_laid_out(room: ReadingRoom) -> bool:
    """Return whether the articles fill the room and every button has the width it wants."""
    buttons = [b for b in room.header.findChildren(QAbstractButton) if b.isVisible()]
    fits = all(b.width() >= b.sizeHint().width() for b in buttons)
    return fits and all(view.height() > 380 for view in room.board.views())


def _has_tint(view: ArticleView) -> bool:
    """Return whether an article shows a highlight in the first picture that it paints."""
    paper, colours = view.palette().base().color().rgb(), set()
    shown = view.viewport().grab().toImage()
    for y in range(0, shown.height(), 3):
        colours |= {shown.pixel(x, y) for x in range(0, shown.width(), 3)}
    hues = {QColor(each).hsvSaturation() > 40 for each in colours if each != paper}
    return True in hues


@pytest.fixture
def student(qtbot, qapp: QApplication, tmp_path: Path) -> Iterator[Student]:
    with undressed_after(qapp):
        made = Student(qtbot, qapp, tmp_path / "student")
        yield made
        made.quit()


def test_a_lesson_from_the_teacher_s_desk_to_the_graded_page(
    student: Student, run: Run, tmp_path: Path
) -> None:
    package, drop = tmp_path / "caracas.lesson", tmp_path / "drop"
    drop.mkdir()
    assert run("lesson", "pack", paths.lessons_dir() / CARACAS, "-o", package).status == 0

    student.start(package)
    student.qtbot.waitUntil(lambda: "is here now" in student.reads(student.window), timeout=20000)
    student.sign_in("Ana")
    room = student.open_lesson("One street, five stories")
    anvil = student.view("The Liberty Anvil")
    student.drag(anvil, "running down")
    student.renderer("1")
    student.drag(anvil, "driven by Maduro’s men")
    student.renderer("2")
    student.click(anvil, "Anyone with a heart")
    student.renderer("4")
    student.renderer("3")
    student.drag(anvil, "heavy army truck")
    student.renderer("1")
    student.renderer("z", CONTROL)
    student.click(anvil, "running down")
    student.renderer(Qt.Key.Key_Return)
    QApplication.clipboard().setText(REASON)
    student.renderer("v", CONTROL)
    room.focus_question("agree")
    QTest.keyClicks(student.focused(), "A vehicle drove into people.")

    student.person.folders.append(drop)
    student.press_button("Hand in", room.header)
    dialog = student.window.findChild(HandInDialog)
    student.press_button("Hand in anyway", dialog)
    student.qtbot.waitUntil(lambda: "is handed in" in student.reads(dialog), timeout=20000)
    assert "attempt 1" in student.reads(dialog).lower() or "1" in student.reads(dialog)
    student.press_button("Done", dialog)
    assert student.person.said == []

    assert run("collect", drop, "--lesson", CARACAS, "--json").json["new"] == 1
    (graded,) = run("grade", CARACAS, "--json").json["students"]
    assert graded["student"] == "Ana"
    assert graded["points"] == 2.5
    assert run("export", "worksheets", CARACAS, "-o", tmp_path / "out").status == 0
    (pdf,) = (tmp_path / "out").iterdir()
    pages = PdfReader(io.BytesIO(pdf.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "running down" in text
    assert '<b>&"' in text
    assert "It judges instead of telling." in text
    assert "A vehicle drove into people." in text


def test_work_is_there_again_after_the_program_was_closed(student: Student) -> None:
    student.start()
    student.sign_in("Ana")
    student.open_lesson("One street, five stories")
    student.drag(student.view("The Liberty Anvil"), "running down")
    student.renderer("1")
    student.quit()
    student.start()
    student.sign_in("ana")
    # The lessons show before the database is open, and what was begun comes after it.
    student.qtbot.waitUntil(
        lambda: student.window.findChild(ContinueCard) is not None, timeout=20000
    )
    room = student.open_lesson("One street, five stories")
    assert [a.quote for a in room._session.all_annotations()] == ["running down"]
    student.view("The Liberty Anvil").setFocus()
    student.renderer("z", CONTROL)
    assert room._session.all_annotations() == ()


def test_the_picture_in_the_readme_shows_the_reading_room(
    student: Student, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "class"
    assert run("demo", "--out", out, "--students", "3", "--seed", "7", "--no-window").status == 0
    student.data_dir = out / "data"
    student.start()
    student.sign_in("7B-03")
    room = student.open_lesson("One street, five stories")
    student.click(student.view("The Liberty Anvil"), "running down")
    student.qtbot.waitUntil(lambda: _is_laid_out(room))
    student.focused().clearFocus()
    tinted = [_has_tint(view) for view in room.board.views()]
    assert tinted == [True] * len(tinted)
    shown = tmp_path / "shown.png"
    assert student.window.grab().save(str(shown))
    if os.environ.get("ANNOTATOR_PICTURES"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(shown.read_bytes())
    with Image.open(shown) as new, Image.open(PICTURE) as kept:
        small = [each.convert("L").resize((96, 54)) for each in (new, kept)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean[0]
    assert difference < 6, "make pictures draws it again"
