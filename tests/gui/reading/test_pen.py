"""The pen: one category, then each drag or click annotates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_each_drag_annotates_until_escape(desk):
    desk.open()
    desk.press("1", CONTROL)
    desk.drag(0, "greedy canteen")
    desk.drag(0, "cruel")
    desk.drag(1, "sad day")
    assert [quote for _, quote in desk.stored()] == ["greedy canteen", "cruel", "sad day"]
    desk.press(Qt.Key.Key_Escape)
    desk.drag(0, "robbery")
    assert len(desk.stored()) == 3
    assert desk.view().selection()


def test_a_click_takes_the_word_or_the_sentence(desk):
    desk.open()
    desk.press("2", CONTROL)
    desk.click(0, "slapped")
    desk.press("3", CONTROL)
    desk.click(0, "will only")
    assert desk.stored() == [
        ("U", "slapped"),
        ("O", "Everyone knows it will only get worse."),
    ]


def test_each_stroke_is_one_step_of_undo(desk):
    desk.open()
    desk.press("1", CONTROL)
    desk.drag(0, "greedy")
    desk.drag(0, "cruel")
    desk.press("Z", CONTROL)
    assert desk.stored() == [("L", "greedy")]


def test_the_buttons_show_the_pen_and_the_same_key_puts_it_down(desk):
    desk.open()
    buttons = desk.room.header.categories
    desk.press("1", CONTROL)
    assert ["pen marks" in b.accessibleDescription() for b in buttons] == [True] + [False] * 3
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert desk.room.tools.pen.category == buttons[1].category
    desk.press("2", CONTROL)
    assert desk.room.tools.pen.category is None
    assert not any("pen marks" in b.accessibleDescription() for b in buttons)


def test_no_pop_up_comes_while_the_pen_is_up(desk):
    desk.open()
    desk.press("1", CONTROL)
    desk.drag(0, "cruel")
    assert not desk.view().aids.popup.isVisible()


@pytest.mark.parametrize("quote", ["👩‍👩‍👧", "soup 👩‍👩‍👧 today"])
def test_the_pen_takes_whole_emoji(desk, quote):
    desk.open()
    desk.press("1", CONTROL)
    desk.drag(0, quote)
    assert desk.stored() == [("L", quote)]


def test_a_click_between_words_says_what_to_do_and_marks_nothing(desk):
    desk.open()
    desk.press("1", CONTROL)
    port = desk.view().viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=port.rect().bottomRight())
    assert desk.stored() == []
    assert desk.troubles == []


def test_the_button_takes_the_pen_up_and_puts_it_down(desk):
    room = desk.open()
    button = room.tools.pen_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    assert desk.view().hasFocus()
    desk.drag(0, "cruel")
    QTest.mouseClick(room.header.categories[1], Qt.MouseButton.LeftButton)
    desk.click(0, "slapped")
    assert desk.stored() == [("U", "slapped"), ("L", "cruel")]
    desk.press(Qt.Key.Key_Escape)
    assert not button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert room.tools.pen.category == room.header.categories[1].category, "that of last time"
