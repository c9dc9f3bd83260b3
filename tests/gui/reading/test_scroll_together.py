"""Articles that scroll together: in proportion, by links, and not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.spans import Span
from annotator.gui.reading.sync_scroll import in_order, place_between
from annotator.services.linking import end_of
from tests.fakes import sample_lesson
from tests.gui.reading.test_awkward_size import long_body


@pytest.fixture
def long(board):
    """Return the place with a long article and one half as long beside it."""
    bodies = (("one", long_body(1200)), ("two", long_body(600, seed=8)))
    articles = tuple(sample_lesson.article(name, body, name.title()) for name, body in bodies)
    board.lesson = replace(board.lesson, articles=articles)
    return board


def wheel(board, number: int, steps: int) -> None:
    """Turn the wheel over an article, downwards."""
    port = board.view(number).viewport()
    place = QPointF(port.rect().center())
    for _ in range(steps):
        turned = QWheelEvent(
            place,
            QPointF(port.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(port, turned)


def share(board, number: int) -> float:
    bar = board.view(number).verticalScrollBar()
    return bar.value() / bar.maximum()


def join(board, first: int, second: int) -> None:
    """Link a sentence of the first article with one of the second, by number."""
    session = board.room._session
    ends = []
    for article, number in zip(board.lesson.articles, (first, second), strict=True):
        sentence = article.sentences[number]
        ends.append(end_of(article, Span(sentence.start, sentence.start)))
    session.join(*ends)


def height_of_sentence(board, number: int, sentence: int) -> int:
    """Return how far down in its window a sentence of an article stands."""
    return board.point(number, board.view(number).article.sentences[sentence].start).y()


def test_without_links_the_other_article_moves_in_proportion(long):
    long.open()
    wheel(long, 0, 20)
    assert 0.2 < share(long, 0) < 0.9
    assert share(long, 1) == pytest.approx(share(long, 0), abs=0.01)
    wheel(long, 1, 4)
    assert share(long, 0) == pytest.approx(share(long, 1), abs=0.01)


def test_both_reach_the_end_together_and_come_back_to_the_start(long):
    long.open()
    bar = long.view(0).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert share(long, 1) == 1
    bar.setValue(0)
    assert share(long, 1) == 0


def test_the_one_that_leads_is_not_pushed_back(long):
    long.open()
    bar = long.view(0).verticalScrollBar()
    for value in range(0, bar.maximum(), 97):
        bar.setValue(value)
        assert bar.value() == value


def test_a_linked_sentence_comes_to_stand_beside_its_partner(long):
    long.open()
    join(long, 40, 14)
    bar = long.view(0).verticalScrollBar()
    at_rest = height_of_sentence(long, 0, 40)
    bar.setValue(at_rest - int(long.view(0).viewport().height() * 0.3))
    here, there = height_of_sentence(long, 0, 40), height_of_sentence(long, 1, 14)
    assert here == pytest.approx(there, abs=6)
    long.room.undo()
    wheel(long, 0, 1)
    assert share(long, 1) == pytest.approx(share(long, 0), abs=0.01)


def test_the_switch_parts_them(long):
    long.open()
    QTest.mouseClick(long.room.header.together, Qt.MouseButton.LeftButton)
    wheel(long, 0, 10)
    assert share(long, 1) == 0


def test_nothing_follows_while_somebody_types(long):
    long.open()
    long.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    long.room.side_by_side.finding.bar.everywhere.setChecked(False)
    long.type("council")
    before = share(long, 1)
    long.press(Qt.Key.Key_Return, times=25)
    assert share(long, 0) > 0.1
    assert share(long, 1) == before
    wheel(long, 0, 3)
    assert share(long, 1) > before, "the wheel is no typing, wherever the keyboard is"


def test_a_new_width_moves_nobody(long):
    long.open()
    wheel(long, 0, 20)
    tops = [view.top_position() for view in long.room.board.views()]
    long.room.resize(1700, 768)
    assert [view.top_position() for view in long.room.board.views()] == tops


def test_links_that_cross_do_not_make_the_other_go_back():
    pairs = in_order([(10, 90), (20, 30), (40, 50), (60, 20)])
    assert pairs == [(20, 30), (40, 50)]
    whole = [(0.0, 0.0), *pairs, (100.0, 100.0)]
    places = [place_between(whole, value) for value in range(101)]
    assert places == sorted(places)
    assert (places[0], places[30], places[100]) == (0, 40, 100)
