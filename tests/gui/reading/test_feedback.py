"""A practice lesson answers after each annotation and has a score and a fresh start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from annotator.domain.lessons import Feedback
from annotator.services.lessons import install_lesson
from tests.fakes import sample_lesson


@pytest.fixture
def practice(desk):
    """Return a place with a lesson that answers at once and has its key."""
    desk.lesson = replace(desk.lesson, feedback=Feedback.AT_ONCE)
    install_lesson(desk.ports, desk.lesson, sample_lesson.key())
    desk.open()
    return desk


def remark(desk):
    return desk.room.panel.annotations.editor.remark


def line(desk):
    return desk.room.panel.annotations.practice_line


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


def test_a_practice_lesson_without_its_key_says_who_has_the_answers(desk):
    desk.lesson = replace(desk.lesson, feedback=Feedback.AT_ONCE)
    desk.open()
    desk.drag(0, "greedy")
    desk.press("1")
    assert "with your teacher" in line(desk).words.text()
    assert not remark(desk).isVisible()


def test_other_lessons_never_answer(desk):
    install_lesson(desk.ports, desk.lesson, sample_lesson.key())
    desk.open()
    desk.drag(0, "greedy")
    desk.press("1")
    assert not remark(desk).isVisible()
    assert not line(desk).isVisible()
