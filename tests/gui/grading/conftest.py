"""A played class on a real database, and a grading screen that is used with keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.grading import Decisions
from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class
from annotator.services.lessons import install_lesson
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.application import WrittenInteraction
from tests.fakes.looks import undressed_after

LESSON = sample_lesson.lesson()
STUDENTS = 6


@pytest.fixture(scope="module", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Undress the application for the tests of other folders."""
    with undressed_after(qapp):
        yield


@pytest.fixture(autouse=True)
def look(qapp: QApplication, dressed: None) -> None:
    """Dress the application as the program does."""
    wear(qapp, LIGHT)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an application in which a class has handed in."""
    folder = tmp_path_factory.mktemp("played")
    opened = open_application(folder / "data")
    install_lesson(opened.ports, LESSON, sample_lesson.key())
    drop = folder / "drop"
    drop.mkdir()
    play_class(opened.ports, LESSON, sample_lesson.key(), drop, students=STUDENTS, seed=3)
    collect_hand_ins(opened.ports, LESSON, drop)
    opened.close()
    return folder


@pytest.fixture
def application(played: Path, tmp_path: Path) -> Iterator[Application]:
    """Return an application in which a class has handed in."""
    copytree(played, tmp_path, dirs_exist_ok=True)
    opened = open_application(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def person() -> WrittenInteraction:
    """Return a person who answers in writing."""
    return WrittenInteraction()


class Hand:
    """Opens the grading screen on one application and uses them like a person."""

    def __init__(self, qtbot, application: Application, person: WrittenInteraction) -> None:
        self.qtbot = qtbot
        self.application = application
        self.person = person
        self._open: list[GradingScreen] = []

    def open(self, grader=None) -> GradingScreen:
        screen = GradingScreen(self.application.grading, self.person, LESSON.id, grader)
        self.qtbot.addWidget(screen)
        # Held until it is closed: as garbage it would be taken apart while it closes.
        self._open.append(screen)
        screen.resize(1366, 700)
        with self.qtbot.waitExposed(screen):
            screen.show()
        screen.activateWindow()
        screen.enter()
        return screen

    def press(self, screen: GradingScreen, *keys: str) -> None:
        """Type keys into whatever has the keyboard, as "Shift+A" or "J"."""
        for each in keys:
            *modifiers, name = each.split("+")
            modifier = Qt.KeyboardModifier.NoModifier
            for one in modifiers:
                modifier |= getattr(Qt.KeyboardModifier, f"{one}Modifier")
            target = screen.focusWidget() or screen
            QTest.keyClick(target, getattr(Qt.Key, f"Key_{name}"), modifier)

    def decisions(self, hand_in_id) -> Decisions:
        """Return what is stored about a hand-in."""
        with self.application.ports.store.reading() as unit:
            return unit.decisions.of_hand_ins([hand_in_id])[hand_in_id]

    def status(self, hand_in_id):
        """Return how far a hand-in is, as it is stored."""
        with self.application.ports.store.reading() as unit:
            return unit.grading.statuses([hand_in_id])[hand_in_id]


@pytest.fixture
def hand(qtbot, application: Application, person: WrittenInteraction) -> Hand:
    """Return a hand that opens the grading screen."""
    return Hand(qtbot, application, person)
