"""The lesson that ships, compared once, and a worker that knows the answer by heart."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.files.lesson_source import read_source
from annotator.gui.compare.compare_screen import CompareScreen
from annotator.gui.widgets.language_worker import RequestId
from annotator.nlp.language_help import LanguageHelp
from annotator.services.comparison_records import comparison_record
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application

CARACAS = "caracas-2019-04-30"


class KnowingWorker:
    """Answers as the language process would, from what it was told before."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.trouble = ""
        self.is_silent = False
        self.asked: list[dict[str, Any]] = []
        self.cancelled: list[int] = []

    def ask(self, request, done, failed) -> RequestId:
        self.asked.append(request)
        number = len(self.asked)
        if self.is_silent:
            return RequestId(number)
        if self.trouble:
            QTimer.singleShot(0, lambda: failed(StorageTrouble(self.trouble)))
        else:
            QTimer.singleShot(0, lambda: done(copy.deepcopy(self.answer)))
        return RequestId(number)

    def cancel(self, number: int) -> None:
        self.cancelled.append(number)


@pytest.fixture(scope="session")
def compared_caracas() -> dict[str, Any]:
    """What the language part finds in the lesson that ships."""
    lesson, _ = read_source(paths.lessons_dir() / CARACAS, paths.schemes_dir())
    bodies = {article.id: article.body for article in lesson.articles}
    return comparison_record(LanguageHelp(paths.resources_dir() / "lexicons").compare(bodies))


@pytest.fixture
def knowing(compared_caracas: dict[str, Any]) -> KnowingWorker:
    """A worker that knows the comparison of the lesson that ships."""
    return KnowingWorker(compared_caracas)


@pytest.fixture
def real_application(data_dir: Path) -> Iterator[Application]:
    """A application on a database of its own with the lessons that ship."""
    application = open_application(data_dir)
    application.lessons.install_shipped()
    yield application
    application.close()


@pytest.fixture
def screen(
    qtbot, plain_app, real_application: Application, person, knowing: KnowingWorker
) -> CompareScreen:
    """The Compare screen on the lesson that ships, with its comparison shown."""
    return shown_screen(qtbot, real_application, person, knowing)


def shown_screen(
    qtbot, application: Application, person, worker, lesson: str = CARACAS
) -> CompareScreen:
    """Return the Compare screen on a lesson once its comparison is shown."""
    made = CompareScreen(application.comparing(lesson), person, worker=worker)
    qtbot.addWidget(made)
    made.resize(1366, 740)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    qtbot.waitUntil(lambda: made.comparison is not None, timeout=60_000)
    return made
