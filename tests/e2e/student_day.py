"""What a student does with the program, played in a process that has the student set alone.

    python -m tests.e2e.student_day DATA work LESSON DROP       open, mark, hand in
    python -m tests.e2e.student_day DATA look FEEDBACK          see what came back

Prints what the screens said, one thing a line. It is no test itself: test_student_set.py starts it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from annotator.gui.app import Program, open_application
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.hand_in.returned_view import ReturnedView
from annotator.gui.home.cards import LessonCard
from annotator.gui.preferences import Preferences
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.settings import Policy, Settings
from tests.fakes.application import WrittenInteraction

NAME, TITLE, OUTLET, QUOTE = "Ana", "One street, five stories", "The Liberty Anvil", "running down"
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def wait_for(what: Callable[[], object]) -> None:
    """Let the program run until something is so, 20 seconds at most."""
    loop, look, longest = QEventLoop(), QTimer(interval=10), QTimer(interval=20000)
    look.timeout.connect(lambda: loop.exit(0) if what() else None)
    longest.timeout.connect(lambda: loop.exit(1))
    look.start()
    longest.start()
    assert loop.exec() == 0, "it did not come"


def reads(within: QWidget) -> str:
    return "\n".join(each.text() for each in within.findChildren(QLabel) if each.isVisible())


def renderer(within: QWidget, text: str) -> None:
    (button,) = [
        each
        for each in within.findChildren(QAbstractButton)
        if each.isVisible() and text in (each.text() or each.accessibleName())
    ]
    QTest.mouseClick(button, LEFT)


def work(window: QWidget, person: WrittenInteraction, drop: Path) -> None:
    wait_for(lambda: "is here now" in reads(window))
    field = window.findChild(QLineEdit)
    QTest.keyClicks(field, NAME)
    QTest.keyClick(field, Qt.Key.Key_Return)
    card = next(c for c in window.findChildren(LessonCard) if TITLE in c.accessibleName())
    QTest.mouseClick(card, LEFT)
    wait_for(lambda: window.findChild(ReadingRoom) and window.findChild(ReadingRoom).board.views())
    room = window.findChild(ReadingRoom)
    view = next(each for each in room.board.views() if each.article.outlet == OUTLET)
    start = view.article.body.index(QUOTE)

    def point(at: int) -> QPoint:
        cursor = QTextCursor(view.document())
        cursor.setPosition(at)
        return view.cursorRect(cursor).center()

    QTest.mousePress(view.viewport(), LEFT, NO_KEY, point(start))
    QTest.mouseMove(view.viewport(), point(start + 5))
    QTest.mouseMove(view.viewport(), point(start + len(QUOTE)))
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEY, point(start + len(QUOTE)))
    QTest.keyClick(QApplication.focusWidget(), "1")
    sys.stdout.write(f"marked {[a.quote for a in room._session.all_annotations()]}\n")
    person.folders.append(drop)
    renderer(room.header, "Hand in")
    dialog = window.findChild(HandInDialog)
    renderer(dialog, "Hand in anyway")
    wait_for(lambda: "is handed in" in reads(dialog))
    renderer(dialog, "Done")


def look(window: QWidget) -> None:
    field = window.findChild(QLineEdit)
    if field is not None and field.isVisible():
        QTest.keyClicks(field, NAME)
        QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(lambda: window.findChild(ReturnedView))
    sys.stdout.write(" ".join(reads(window.findChild(ReturnedView)).split()) + "\n")


def main(data: str, what: str, file: str, drop: str = "") -> None:
    app = QApplication(["annotator"])
    person = WrittenInteraction()
    preferences = Preferences(app, Path(data), Settings(theme="light"), Policy())
    program = Program(Path(data), preferences, person, open_application, [Path(file)])
    sys.excepthook = sys.__excepthook__
    program.show()
    program.window.showNormal()
    program.window.resize(1366, 768)
    wait_for(lambda: program.window.findChildren(LessonCard))
    if what == "work":
        renderer(program.window, "For teachers")
        work(program.window, person, Path(drop))
    else:
        look(program.window)
    for said in person.said:
        sys.stdout.write(f"told {said}\n")
    program.window.close()
    program.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
