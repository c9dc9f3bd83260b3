"""Find words with the keyboard; what is seen is what stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.look.theme import DARK, LIGHT
from tests.fakes import sample_lesson

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def find(board, text: str) -> None:
    board.press(Qt.Key.Key_F, CONTROL)
    board.type(text)


def bar(board):
    return board.room.side_by_side.finding.bar


def marked(board, number: int = 0) -> list[str]:
    """Return the words in boxes in one article."""
    view = board.view(number)
    return [span.of(view.article.body) for span in view.extra_layers[0].matches]


def at(board) -> str:
    """Return the words that stand out."""
    for view in board.room.board.views():
        current = view.extra_layers[0].current
        if current is not None:
            return f"{view.article.outlet}: {current.start}"
    return ""


def test_all_matches_in_all_articles_are_shown_and_counted(board):
    board.open()
    find(board, "soup")
    assert marked(board, 0) == ["soup", "Soup"]
    assert marked(board, 1) == ["soup"]
    assert bar(board).count.text() == "1 of 3 · The Bugle"


def test_enter_and_f3_go_through_the_matches_and_round(board):
    board.open()
    find(board, "price")
    places = [at(board)]
    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, SHIFT),
    ):
        board.press(key, modifier)
        places.append(at(board))
    assert len(set(places)) == 3
    assert places[3] == places[0]
    assert places[4] == places[2] == f"School Record: {board.place(1, 'price')}"


def test_the_field_keeps_the_keyboard_while_matches_are_walked(board):
    board.open()
    find(board, "soup")
    board.press(Qt.Key.Key_Return, times=2)
    assert QApplication.focusWidget() is bar(board).field


def test_escape_goes_back_to_the_text_with_the_match_selected(board):
    board.open()
    find(board, "cruel")
    board.press(Qt.Key.Key_Escape)
    assert not bar(board).isVisible()
    assert board.view().hasFocus()
    assert marked(board) == []
    board.press("1")
    assert board.stored() == [("L", "cruel")]


def test_an_emoji_family_is_found_whole_and_selected_exactly(board):
    board.open()
    find(board, "👩‍👩‍👧 today")
    assert marked(board) == ["👩‍👩‍👧 today"]
    board.press(Qt.Key.Key_Escape)
    assert board.view().selection().of(board.view().article.body) == "👩‍👩‍👧 today"


def test_case_whole_words_and_one_article_only(board):
    board.open()
    find(board, "Soup")
    QTest.mouseClick(bar(board).case, LEFT)
    assert (marked(board, 0), marked(board, 1)) == (["Soup"], [])
    QTest.mouseClick(bar(board).case, LEFT)
    QTest.mouseClick(bar(board).everywhere, LEFT)
    assert (marked(board, 0), marked(board, 1)) == (["soup", "Soup"], [])
    bar(board).field.setFocus()
    bar(board).field.selectAll()
    board.type("par")
    assert marked(board) == ["par"]
    QTest.mouseClick(bar(board).whole_words, LEFT)
    assert marked(board) == []
    assert bar(board).count.text() == "Not found"
    assert not bar(board).next.isEnabled()


def test_going_on_opens_a_closed_article(board):
    extra = sample_lesson.article("third", "Nobody else writes zebra.", "Third")
    board.lesson = replace(board.lesson, articles=(*board.lesson.articles, extra))
    board.open()
    assert len(board.room.board.views()) == 2
    find(board, "zebra")
    assert bar(board).count.text() == "1 in closed articles"
    board.press(Qt.Key.Key_Return)
    assert board.room.board.open_articles == ("bugle", "record", "third")
    assert marked(board, 2) == ["zebra"]


def test_what_is_selected_is_looked_for(board):
    board.open()
    board.drag(0, "canteen")
    QTest.mouseClick(board.room.header.search, LEFT)
    assert bar(board).field.text() == "canteen"
    assert marked(board, 1) == ["canteen"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_match_is_seen_on_the_paper(board, theme):
    board.open(theme=theme)
    before = board.view(1).viewport().grab().toImage()
    find(board, "taste")
    after = board.view(1).viewport().grab().toImage()
    at_match = board.point(1, board.place(1, "taste") + 1)
    area = [
        (x, y)
        for x in range(at_match.x() - 12, at_match.x() + 40)
        for y in range(at_match.y() - 14, at_match.y() + 14)
    ]
    differing = sum(before.pixel(*place) != after.pixel(*place) for place in area)
    assert differing > 200


def test_closing_the_bar_does_not_open_an_article_that_was_closed_meanwhile(board):
    board.open()
    find(board, "soup")
    assert at(board).startswith("The Bugle")
    QTest.mouseClick(board.room.header.articles[0], LEFT)
    assert board.room.board.open_articles == ("record",)
    QTest.mouseClick(bar(board).close_button, LEFT)
    assert board.room.board.open_articles == ("record",)
    assert QApplication.focusWidget() is board.view(0)
