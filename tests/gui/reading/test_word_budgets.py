"""Students see about how many words count, are warned before it costs, and hear it once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from annotator.domain.lessons import Feedback
from tests.fakes import accessibility
from tests.fakes.sample_lesson import CLAIM, LOADED

OUTLET = "The Bugle"


@pytest.fixture
def budgeted(board):
    """A room whose first article has budgets of which six and twenty words are told."""
    bugle = board.lesson.articles[0].id
    budgets = {bugle: {LOADED: 4, CLAIM: 13}}
    board.lesson = replace(board.lesson, word_budgets=budgets, credit_rules=2)
    board.open()
    return board


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: told.append(event.message()) if hasattr(event, "message") else None,
    )
    return told


def meter(board):
    return board.room.panel.annotations.meter


def shown(board):
    return [row.words.text() for row in meter(board).rows.values() if row.isVisible()]


def notice(board):
    return board.room.status._counts.text()


def about(heard):
    return [text for text in heard if "about 6" in text]


def mark(board, quote, key="1"):
    board.drag(0, quote)
    board.press(key)


def test_the_words_of_the_article_at_hand_are_counted_by_category(budgeted, qtbot):
    mark(budgeted, "greedy")
    mark(budgeted, "Everyone knows it", "2")
    qtbot.waitUntil(lambda: shown(budgeted) == ["1 of about 6 words", "3 of about 20 words"])
    assert meter(budgeted).words.text() == f"Marked in {OUTLET}"
    assert not meter(budgeted).bar.isVisible()
    assert not meter(budgeted).hint.isVisible()
    assert "1 of about 6 words" in meter(budgeted).accessibleDescription()
    assert not accessibility.unnamed(budgeted.room)
    budgeted.view(1).setFocus()
    qtbot.waitUntil(lambda: shown(budgeted) == [])
    assert meter(budgeted).bar.isVisible()
    assert meter(budgeted).words.text().startswith("0 % highlighted")


def test_a_warning_comes_at_the_budget_and_a_sentence_beyond_it(budgeted, qtbot):
    mark(budgeted, "greedy canteen")
    mark(budgeted, "slapped a cruel price")
    qtbot.waitUntil(meter(budgeted).hint.isVisible)
    assert meter(budgeted).hint.text() == (
        "Loaded language: 6 of about 6 words. That is about enough. Keep the words that matter "
        "most."
    )
    assert "· Loaded language: 6 of about 6 words · 2 annotations" in notice(budgeted)
    mark(budgeted, "only get worse")
    mark(budgeted, "today")
    over = "10 words, and about 6 are enough. Too many can lower"
    qtbot.waitUntil(lambda: over in meter(budgeted).hint.text())
    assert "· Loaded language: 10 of about 6 words · 4 annotations" in notice(budgeted)
    for _ in range(3):
        budgeted.room.undo()
    qtbot.waitUntil(lambda: not meter(budgeted).hint.isVisible())
    assert "words" not in notice(budgeted)


def test_a_screen_reader_hears_it_only_when_it_changes(budgeted, qtbot, heard):
    mark(budgeted, "greedy")
    qtbot.waitUntil(lambda: shown(budgeted)[:1] == ["1 of about 6 words"])
    mark(budgeted, "canteen")
    qtbot.waitUntil(lambda: shown(budgeted)[:1] == ["2 of about 6 words"])
    assert about(heard) == []
    mark(budgeted, "slapped a cruel price")
    qtbot.waitUntil(lambda: shown(budgeted)[:1] == ["6 of about 6 words"])
    mark(budgeted, "only get worse")
    qtbot.waitUntil(lambda: shown(budgeted)[:1] == ["9 of about 6 words"])
    mark(budgeted, "today")
    qtbot.waitUntil(lambda: shown(budgeted)[:1] == ["10 of about 6 words"])
    for _ in range(5):
        budgeted.room.undo()
    qtbot.waitUntil(lambda: len(about(heard)) == 3)
    near, over, within = about(heard)
    assert "about enough" in near
    assert "can lower your points" in over
    assert within == "Loaded language: 0 of about 6 words."


def test_a_lesson_that_answers_at_once_shows_the_share_alone(board, qtbot):
    bugle = board.lesson.articles[0].id
    budgets = {bugle: {LOADED: 1}}
    board.lesson = replace(board.lesson, word_budgets=budgets, feedback=Feedback.AT_ONCE)
    board.open()
    mark(board, "greedy canteen")
    qtbot.waitUntil(meter(board).bar.isVisible)
    assert shown(board) == []


def test_the_notice_goes_where_the_panel_was_put_away(budgeted, qtbot):
    budgeted.room.header._panel.setChecked(False)
    budgeted.view().setFocus()
    mark(budgeted, "greedy canteen")
    mark(budgeted, "slapped a cruel price")
    qtbot.waitUntil(lambda: "6 of about 6 words" in notice(budgeted))
    budgeted.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "of about" not in notice(budgeted))
