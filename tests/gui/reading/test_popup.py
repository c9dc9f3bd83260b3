"""The pop-up next to a selection, and the card under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def popup(board, number: int = 0):
    return board.view(number).aids.popup


def card(board):
    return board.view().aids.card


def hover(board, quote: str) -> None:
    port = board.view().viewport()
    at = board.place(0, quote) + 1
    place = board.point(0, at)
    QTest.mouseMove(port, place + QPoint(1, 0))
    QTest.mouseMove(port, place)


def wait_for_card(board, qtbot, quote: str) -> None:
    """Rest the pointer on words until the card comes, a little shaky as hands are."""

    def is_told() -> bool:
        if not card(board).text:
            hover(board, quote)
        return card(board).isVisible()

    hover(board, quote)
    qtbot.waitUntil(is_told)


def test_a_drag_offers_the_categories_and_leaves_the_keyboard_in_the_text(board):
    board.open()
    board.drag(0, "greedy canteen")
    assert popup(board).isVisible()
    assert board.view().hasFocus()
    board.press("1")
    assert board.stored() == [("L", "greedy canteen")]
    assert not popup(board).isVisible()


def test_a_click_in_the_pop_up_annotates(board):
    board.open()
    board.drag(0, "greedy canteen")
    QTest.mouseClick(popup(board).buttons[1], LEFT)
    assert board.stored() == [("U", "greedy canteen")]
    assert not popup(board).isVisible()
    assert board.view().hasFocus()


def test_the_pop_up_lies_inside_the_text_and_not_on_the_selection(board):
    board.open()
    for quote in ("The greedy", "robbery", "one parent"):
        board.drag(0, quote)
        area = popup(board).geometry()
        assert board.view().viewport().rect().contains(area)
        at = board.place(0, quote)
        assert not area.contains(board.point(0, at + 2))


def test_enter_goes_in_arrows_choose_and_enter_annotates(board):
    board.open()
    board.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    board.press(
        Qt.Key.Key_Right,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    board.press(Qt.Key.Key_Return)
    assert popup(board).has_keyboard
    board.press(Qt.Key.Key_Right)
    board.press(Qt.Key.Key_Return)
    assert board.stored() == [("U", "greedy")]
    assert board.view().hasFocus()


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_the_number_of_a_category_works_in_the_pop_up_too(board, key):
    board.open()
    board.drag(0, "Everyone knows")
    board.press(Qt.Key.Key_Return)
    board.press(key)
    assert [letter for letter, _ in board.stored()] == ["LUOR"[int(key) - 1]]


def test_escape_closes_the_pop_up_and_keeps_the_selection(board):
    board.open()
    board.drag(0, "greedy canteen")
    board.press(Qt.Key.Key_Return)
    board.press(Qt.Key.Key_Escape)
    assert not popup(board).isVisible()
    assert board.view().hasFocus()
    assert board.view().selection().of(board.view().article.body) == "greedy canteen"
    board.press(Qt.Key.Key_Escape)
    assert not board.view().selection()


def test_another_click_or_scrolling_puts_the_pop_up_away(board):
    board.open()
    board.drag(0, "greedy canteen")
    board.click(0, "today")
    assert not popup(board).isVisible()


def test_it_can_be_turned_off(board):
    board.open()
    board.room.tools.set_habits(single_keys=True, popup=False)
    board.drag(0, "greedy canteen")
    assert not popup(board).isVisible()
    board.press("1")
    assert board.stored() == [("L", "greedy canteen")]


def test_the_pop_up_is_never_in_the_way_of_tab(board):
    board.open()
    board.drag(0, "greedy canteen")
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert not popup(board).has_keyboard


# -- the card ------------------------------------------------------------------


def test_the_pointer_on_words_tells_the_layers_innermost_first(board, qtbot):
    board.open()
    board.drag(0, "slapped a cruel price")
    board.press("2")
    board.drag(0, "cruel")
    board.press("1")
    wait_for_card(board, qtbot, "cruel")
    assert card(board).text == "Loaded language\nNo reason yet\nUnsupported claim\nNo reason yet"
    assert board.view().viewport().rect().contains(card(board).geometry())


def test_the_card_says_technique_and_reason(board, qtbot):
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    board.room.panel.annotations.editor._technique.setFocus()
    board.press(Qt.Key.Key_Down)
    board.view().setFocus()
    board.press(Qt.Key.Key_Return)
    board.type("A price <b>cannot</b> be cruel.")
    board.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_card(board, qtbot, "cruel")
    assert card(board).text == (
        "Loaded language: Loaded language A\nA price <b>cannot</b> be cruel."
    )


def test_the_caret_in_an_annotation_tells_it_too(board, qtbot):
    board.open()
    board.drag(0, "greedy canteen")
    board.press("1")
    board.press(Qt.Key.Key_Left, times=3)
    qtbot.waitUntil(card(board).isVisible)
    assert card(board).text.startswith("Loaded language")
    board.press(Qt.Key.Key_Escape)
    assert not card(board).isVisible()


def test_beside_the_words_there_is_no_card(board):
    board.open()
    board.drag(0, "greedy")
    board.press("1")
    board.view().place_caret(len(board.view().article.body))
    hover(board, "soup")
    assert card(board).text == ""
