"""Learning an order of suggestions: off at first, possible after enough choices, measured."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, SuggestionChoice
from annotator.gui.widgets.language_worker import LanguageWorker
from annotator.gui.widgets.learning_dialog import LearningDialog
from annotator.services.ports import Ports
from annotator.services.reranking import find_ranking, with_ranking
from annotator.use_cases.drafting import SuggestionRanking
from tests.fakes import accessibility
from tests.fakes.ports import make_ports

LEFT = Qt.MouseButton.LeftButton
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def choose(ports: Ports, count: int) -> None:
    """Take every name and dismiss everything else, in three lessons."""
    with ports.store.writing() as unit:
        for number in range(count):
            is_name = number % 3 == 0
            unit.suggestion_choices.put(
                SuggestionChoice(
                    LessonId(f"lesson {number % 4}"),
                    ArticleId("a"),
                    CategoryId("loaded-language"),
                    Span(number * 10, number * 10 + 5),
                    ChoiceKind.ACCEPTED if is_name else ChoiceKind.DISMISSED,
                    NOON,
                    {
                        "score": 0.9 if number % 2 else 0.4,
                        "technique": "name-calling" if is_name else "sensational-wording",
                        "quote": "mob" if is_name else "storm",
                        "words": 1,
                    },
                )
            )
        unit.commit()


@pytest.fixture
def worker(qapp):
    made = LanguageWorker()
    yield made
    made.close()


def dialog_on(qtbot, ports: Ports, worker: LanguageWorker) -> LearningDialog:
    made = LearningDialog(SuggestionRanking(ports), worker)
    qtbot.addWidget(made)
    made.show()
    return made


def said(dialog: LearningDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def test_too_few_choices_teach_nothing(qtbot, plain_app, worker) -> None:
    ports = make_ports()
    choose(ports, 60)
    dialog = dialog_on(qtbot, ports, worker)
    assert accessibility.unnamed(dialog) == accessibility.undescribed(dialog) == []
    assert "60 choices so far. It takes 100" in said(dialog)
    assert not dialog.learn.isEnabled()
    assert not dialog.use.isEnabled()
    assert not dialog.use.isChecked()


def test_an_order_is_learned_measured_and_switched_on(qtbot, plain_app, worker) -> None:
    ports = make_ports()
    choose(ports, 120)
    dialog = dialog_on(qtbot, ports, worker)
    QTest.mouseClick(dialog.learn, LEFT)
    qtbot.waitUntil(lambda: find_ranking(ports) is not None, timeout=60_000)
    assert not dialog.use.isChecked()
    assert with_ranking({}, ports) == {}
    words = said(dialog)
    assert "Learned from 120 choices" in words
    assert "100%" in words
    with qtbot.waitSignal(dialog.changed):
        QTest.mouseClick(dialog.use, LEFT, pos=QPoint(12, dialog.use.height() // 2))
    assert find_ranking(ports).is_on
    assert with_ranking({}, ports)["ranking"]["technique name-calling"] > 0
    choose(ports, 130)
    dialog.refresh()
    assert "10 more since" in said(dialog)
    assert dialog.use.isChecked()
