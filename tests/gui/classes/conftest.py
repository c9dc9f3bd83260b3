"""A real application with a class of four and a lesson, and other machines that hand in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.domain.classes import Assignment, ClassGroup, RosterRow
from annotator.domain.identifiers import ArticleId, QuestionId
from annotator.gui.classes.classes_screen import ClassesScreen
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.task import wait_for_tasks
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.services.lessons import install_lesson
from annotator.session.reading import ReadingSession
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import LOADED

LESSON = sample_lesson.lesson()
CALC = "=cmd|' /C calc'!A0"
ROWS = (
    RosterRow("1", "Lee", "Ann", section="A"),
    RosterRow("2", 'O\'Brien, "Al"', "Albert", section="B", accommodations="large print"),
    RosterRow("3", "Müller", "Zoë"),
    RosterRow("4", "", CALC),
)


class School:
    """The teacher's application, its class, the drop folder, and one clock for all machines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime.now(UTC)
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.applications: list[Application] = []
        opened = self.machine("teacher")
        self.application = replace(opened, drop_folder=self.drop)
        install_lesson(self.application.ports, LESSON, sample_lesson.key())
        self.group = self.make_class("7B", ROWS)
        self.due = self.now + timedelta(hours=1)
        self.assignment = self.assign(self.group)

    def machine(self, name: str) -> Application:
        application = open_application(self.folder / name, now=self._tick)
        self.applications.append(application)
        return application

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def make_class(self, name: str, rows: tuple[RosterRow, ...] = ()) -> ClassGroup:
        group = create_class(self.application.ports, name)
        if rows:
            import_roster(self.application.ports, group.id, rows)
        return group

    def assign(self, group: ClassGroup) -> Assignment:
        return assign_lesson(self.application.ports, LESSON.id, group.id, self.due)

    def hands_in(self, name: str, *quotes: str) -> Path:
        """Let somebody work on a machine of their own and hand in."""
        lab = self.machine(f"lab{len(self.applications)}")
        install_lesson(lab.ports, LESSON)
        session = lab.student_home.open(lab.student_home.sign_in(name), LESSON.id)
        for quote in quotes:
            self.mark(session, quote)
        session.answer(QuestionId("agree"), "The price.")
        path = session.hand_in(self.drop).path
        moment = self.now.timestamp()
        os.utime(path, (moment, moment))  # the clock of the disk is that of all machines
        return path

    def mark(self, session: ReadingSession, quote: str) -> None:
        """Highlight words as loaded language."""
        span = sample_lesson.span_of(LESSON, "bugle", quote)
        session.highlight(ArticleId("bugle"), LOADED, span)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    wait_for_tasks()
    for application in made.applications:
        application.close()


@pytest.fixture
def screen(qtbot, plain_app, school, person) -> ClassesScreen:
    """Return the classes in view."""
    wear(plain_app, LIGHT)
    made = ClassesScreen(school.application.classes, person)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    wait_for_tasks()
    return made


def press(qtbot, widget: QWidget, text: str) -> None:
    """Press the visible button with a text."""
    found = [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert found, [b.text() for b in widget.findChildren(QPushButton) if b.isVisible()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def cells(table, column: int) -> list[str]:
    """Return the texts of a column."""
    return [row.cells[column] for row in table.rows.rows]
