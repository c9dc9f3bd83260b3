"""A practice lesson answers after each annotation and has a score and a fresh start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.lessons import Feedback
from annotator.services.lessons import install_lesson
from tests.fakes import accessibility, sample_lesson


@pytest.fixture
def practice(board):
    """Return a place with a lesson that answers at once and has its key."""
    board.lesson = replace(board.lesson, feedback=Feedback.AT_ONCE)
    install_lesson(board.ports, board.lesson, sample_lesson.key())
    board.open()
    return board


def remark(board):
    return board.room.panel.annotations.editor.remark


def line(board):
    return board.room.panel.annotations.practice_line


def test_a_label_is_answered_at_once_with_the_explanation(practice):
    practice.click(0, "Soup costs")
    practice.press("3")
    card = remark(practice)
    assert card.isVisible()
    assert card.verdict.text() == "Look again: the answer is reporting."
    assert card.explanation.text().startswith("About “Soup costs")
    practice.press("4")
    assert card.verdict.text() == "Right: reporting."
    assert "Right: reporting." in card.accessibleDescription()


def test_words_are_answered_too(practice):
    practice.drag(0, "robbery")
    practice.press("1")
    assert remark(practice).verdict.text() == "Look again: this is not loaded language."
    practice.drag(0, "today")
    practice.press("1")
    assert remark(practice).verdict.text() == "This is not among the answers."


def test_the_answer_is_announced(practice, monkeypatch):
    told = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: told.append(event.message())
    )
    practice.drag(0, "greedy")
    practice.press("1")
    assert [text for text in told if text.startswith("Right: loaded language. About “greedy”")]


def test_the_answer_is_seen_also_where_the_panel_was_put_away(practice):
    practice.room.header._panel.setChecked(False)
    practice.view().setFocus()
    practice.drag(0, "greedy")
    practice.press("1")
    assert remark(practice).isVisible()


def test_the_last_label_brings_the_score_and_a_fresh_start(practice, qtbot):
    assert line(practice).words.text() == "0 of 3 sentences labelled"
    for number, words, key in (
        (0, "Everyone", "3"),
        (0, "Soup costs", "3"),
        (1, "sad", "3"),
    ):
        practice.click(number, words)
        practice.press(key)
    practice.drag(0, "greedy")
    practice.press("1")
    score = "Done: 2 of 3 sentences, 1 of 3 words."
    qtbot.waitUntil(lambda: line(practice).words.text() == score)
    QTest.mouseClick(line(practice).start_again, Qt.MouseButton.LeftButton)
    assert practice.stored() == []
    qtbot.waitUntil(lambda: line(practice).words.text() == "0 of 3 sentences labelled")
    practice.room.undo()
    assert len(practice.stored()) == 4


def test_a_practice_lesson_without_its_key_says_who_has_the_answers(board):
    board.lesson = replace(board.lesson, feedback=Feedback.AT_ONCE)
    board.open()
    board.drag(0, "greedy")
    board.press("1")
    assert "with your teacher" in line(board).words.text()
    assert not remark(board).isVisible()


def test_other_lessons_never_answer(board):
    install_lesson(board.ports, board.lesson, sample_lesson.key())
    board.open()
    board.drag(0, "greedy")
    board.press("1")
    assert not remark(board).isVisible()
    assert not line(board).isVisible()


def finish(board) -> None:
    """Label every sentence, one of them wrongly, and walk into the trap."""
    for number, words, key in ((0, "Everyone", "3"), (0, "Soup costs", "3"), (1, "sad", "3")):
        board.click(number, words)
        board.press(key)
    for words in ("robbery", "greedy"):
        board.drag(0, words)
        board.press("1")


def review(board):
    return line(board).review


def test_the_end_lists_missed_words_and_traps_with_their_explanations(practice, qtbot):
    practice.drag(0, "greedy")
    practice.press("1")
    assert not review(practice).isVisible(), "not before the end"
    finish(practice)
    qtbot.waitUntil(lambda: review(practice).isVisible())
    assert line(practice).again.text() == "Look again at 4"
    said = [each.text() for each in review(practice).findChildren(QLabel) if each.text()]
    assert said[0::2] == [
        "Missed: loaded language.",
        "Missed: unsupported claim.",
        "This sentence is reporting.",
        "A trap: this is not loaded language.",
    ]
    assert said[1].startswith("About “slapped”")
    assert review(practice).ways[0].text() == "“slapped”"
    assert accessibility.unnamed(line(practice)) == []
    assert accessibility.undescribed(line(practice)) == []
    assert accessibility.too_small(line(practice)) == []


def test_a_line_of_the_review_goes_to_its_words_and_the_list_folds_away(practice, qtbot):
    finish(practice)
    qtbot.waitUntil(lambda: review(practice).isVisible())
    way = review(practice).ways[0]
    way.setFocus()
    QTest.keyClick(way, Qt.Key.Key_Space)
    view = practice.view()
    assert view.hasFocus()
    assert view.caret() == practice.place(0, "slapped")
    QTest.mouseClick(line(practice).again, Qt.MouseButton.LeftButton)
    assert not review(practice).isVisible()
    practice.drag(0, "slapped")
    practice.press("1")
    qtbot.waitUntil(lambda: line(practice).again.text() == "Look again at 3")
    assert not review(practice).isVisible(), "it stays folded away"


def test_a_trap_that_was_left_alone_is_praised_and_explained(practice, qtbot):
    for number, words, key in ((0, "Everyone", "3"), (0, "Soup costs", "4"), (1, "sad", "3")):
        practice.click(number, words)
        practice.press(key)
    qtbot.waitUntil(lambda: review(practice).isVisible())
    said = [each.text() for each in review(practice).findChildren(QLabel)]
    assert "A trap that you left alone: this is not loaded language." in said
