"""The pen: one category, then each drag or click annotates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_each_drag_annotates_until_escape(board):
    board.open()
    board.press("1", CONTROL)
    board.drag(0, "greedy canteen")
    board.drag(0, "cruel")
    board.drag(1, "sad day")
    assert [quote for _, quote in board.stored()] == ["greedy canteen", "cruel", "sad day"]
    board.press(Qt.Key.Key_Escape)
    board.drag(0, "robbery")
    assert len(board.stored()) == 3
    assert board.view().selection()


def test_a_click_takes_the_word_or_the_sentence(board):
    board.open()
    board.press("2", CONTROL)
    board.click(0, "slapped")
    board.press("3", CONTROL)
    board.click(0, "will only")
    assert board.stored() == [
        ("U", "slapped"),
        ("O", "Everyone knows it will only get worse."),
    ]


def test_each_stroke_is_one_step_of_undo(board):
    board.open()
    board.press("1", CONTROL)
    board.drag(0, "greedy")
    board.drag(0, "cruel")
    board.press("Z", CONTROL)
    assert board.stored() == [("L", "greedy")]


def test_the_buttons_show_the_pen_and_the_same_key_puts_it_down(board):
    board.open()
    buttons = board.room.header.categories
    board.press("1", CONTROL)
    assert ["pen marks" in b.accessibleDescription() for b in buttons] == [True] + [False] * 3
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert board.room.tools.highlighter.category == buttons[1].category
    board.press("2", CONTROL)
    assert board.room.tools.highlighter.category is None
    assert not any("pen marks" in b.accessibleDescription() for b in buttons)


def test_no_pop_up_comes_while_the_pen_is_up(board):
    board.open()
    board.press("1", CONTROL)
    board.drag(0, "cruel")
    assert not board.view().aids.popup.isVisible()


@pytest.mark.parametrize("quote", ["👩‍👩‍👧", "soup 👩‍👩‍👧 today"])
def test_the_pen_takes_whole_emoji(board, quote):
    board.open()
    board.press("1", CONTROL)
    board.drag(0, quote)
    assert board.stored() == [("L", quote)]


def test_a_click_between_words_says_what_to_do_and_marks_nothing(board):
    board.open()
    board.press("1", CONTROL)
    port = board.view().viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=port.rect().bottomRight())
    assert board.stored() == []
    assert board.troubles == []


def test_the_button_takes_the_pen_up_and_puts_it_down(board):
    room = board.open()
    button = room.tools.highlighter_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    assert board.view().hasFocus()
    board.drag(0, "cruel")
    QTest.mouseClick(room.header.categories[1], Qt.MouseButton.LeftButton)
    board.click(0, "slapped")
    assert board.stored() == [("U", "slapped"), ("L", "cruel")]
    board.press(Qt.Key.Key_Escape)
    assert not button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert room.tools.highlighter.category == room.header.categories[1].category, (
        "that of last time"
    )
