"""The next student on the grading screen, against opening the same articles in the reading room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.services.grading import ClassGrades
from annotator.session.reading import ReadingSession
from annotator.use_cases.application import Application
from tests.bench.measuring import Row, compared, cpu_seconds
from tests.bench.reading_room import _end, settle
from tests.fakes.application import WrittenInteraction

SIZE = (1366, 700)
#: What a teacher who presses a key does not notice, in seconds on the wall.
UNNOTICED = 100.0


def run(application: Application, grades: ClassGrades) -> list[Row]:
    """Measure going from student to student until the next one is painted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    wear(app, LIGHT)
    screen = GradingScreen(application.grading, WrittenInteraction(), grades.lesson.id)
    screen.resize(*SIZE)
    screen.show()
    screen.enter()
    settle()
    rows = cycle([row.id for row in screen.left.rows])
    next(rows)
    articles = screen.paper.board.open_articles
    sessions = _sessions(application, grades)
    made: list[QWidget] = []

    def next_student() -> None:
        screen.navigation.go_to(next(rows))
        settle()

    def open_articles() -> None:
        room = ReadingRoom(next(sessions))
        made.append(room)
        room.resize(*SIZE)
        room.show()
        room.board.show_articles(articles)
        settle()

    def opened() -> float:
        seconds = cpu_seconds(open_articles)
        _end(made.pop())
        QCoreApplication.sendPostedEvents()
        return seconds * 1e3

    mine, theirs = compared(lambda: cpu_seconds(next_student) * 1e3, opened, 9)
    screen.leave()
    _end(screen)
    note = f"the reading room with the same {len(articles)} articles"
    return [
        Row("next student to grade", mine, theirs, "ms", mine / theirs, 3.0, note),
        Row("next student, unnoticed", mine, UNNOTICED, "ms", mine / UNNOTICED, 1.0, "0.1 s"),
    ]


def _sessions(application: Application, grades: ClassGrades) -> Iterator[ReadingSession]:
    """Yield the rooms of the students who handed in, again and again."""
    for graded in cycle(grades.graded):
        student = application.student_home.sign_in(graded.hand_in.student_name)
        yield application.student_home.open(student, grades.lesson.id)
