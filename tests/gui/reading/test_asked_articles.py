"""What is asked for stands in the room: how many articles are begun, and the student's group."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import ArticleId
from tests.fakes.accessibility import too_small, unnamed

BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
GROUPS = AskedArticles(groups=(ReadingGroup("Red", (BUGLE,)), ReadingGroup("Blue", (RECORD,))))


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_room_counts_the_articles_that_are_asked_for(board):
    board.lesson = replace(board.lesson, asked=AskedArticles(at_least=1))
    room = board.open()
    assert "Articles (at least 1)" in words(room.header)
    assert "0 of 1 article begun" in words(room.status)
    assert not room.group.isVisible()
    board.drag(0, "cruel")
    board.press("1")
    assert "1 of 1 article begun" in words(room.status)


def test_a_lesson_that_asks_for_all_says_nothing_of_it(board):
    room = board.open()
    assert "begun" not in words(room.status)
    assert not room.group.isVisible()


def test_a_student_chooses_a_group_by_keyboard_and_gets_its_articles(board):
    board.lesson = replace(board.lesson, asked=GROUPS)
    room = board.open()
    assert "Choose your group" in words(room.group)
    room.go_to("group", "")
    assert room.group.choice.hasFocus()
    QTest.keyClick(room.group.choice, Qt.Key.Key_Down)
    QTest.keyClick(room.group.choice, Qt.Key.Key_Down)
    assert "Your group works on: 2 School Record." in words(room.group)
    assert room.board.open_articles == (RECORD,)
    assert "0 of 1 article begun" in words(room.status)
    again = board.reopen()
    assert again.group.choice.currentText() == "Blue"
    assert again.board.open_articles == (RECORD,)
    assert unnamed(again) == []
    assert too_small(again) == []


def test_a_question_that_needs_all_articles_says_how_to_get_there(board):
    (question,) = board.lesson.questions
    asked = AskedArticles(at_least=1)
    board.lesson = replace(
        board.lesson, asked=asked, questions=(replace(question, needs_all=True),)
    )
    room = board.open()
    room.focus_question(question.id)
    assert "skim the headline and the first paragraph of all 2 articles" in words(
        room.panel.questions
    )
