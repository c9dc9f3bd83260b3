"""What tests of windows share: a dressed application, a person in writing, data in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.identifiers import LessonId
from annotator.files.lesson_package import write_package
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.settings import Policy, Settings
from annotator.use_cases.application import Application
from tests.fakes import sample_lesson
from tests.fakes.application import EmptyRoom, WrittenInteraction, application_in_memory
from tests.fakes.looks import undressed_after


@pytest.fixture
def plain_app(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application back as it was, whatever a test dresses it in."""
    with undressed_after(qapp):
        yield qapp


@pytest.fixture
def preferences(plain_app: QApplication, data_dir: Path) -> Iterator[Preferences]:
    """Return the light look with nothing chosen yet."""
    made = Preferences(plain_app, data_dir, Settings(theme="light"), Policy())
    yield made
    made.deleteLater()


@pytest.fixture
def person() -> WrittenInteraction:
    """Return a person who answers in writing."""
    return WrittenInteraction()


@pytest.fixture
def application(tmp_path: Path) -> Application:
    """Return an application with two lessons."""
    canteen = sample_lesson.lesson()
    bus = replace(canteen, id=LessonId("bus"), title="The late bus", questions=())
    return application_in_memory(tmp_path / "data", [canteen, bus])


@pytest.fixture
def zoo_file(tmp_path: Path) -> Path:
    """Return a file with a third lesson."""
    path = tmp_path / "stick" / "zoo.lesson"
    path.parent.mkdir()
    write_package(path, replace(sample_lesson.lesson(), id=LessonId("zoo"), title="A zoo moves"))
    return path


@pytest.fixture
def window(qtbot, preferences: Preferences, person: WrittenInteraction) -> MainWindow:
    """Return the window as it is before the application is open."""
    made = MainWindow(preferences, person, EmptyRoom)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitExposed(made):
        made.show()
    return made
