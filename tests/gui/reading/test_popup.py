"""The pop-up next to a selection, and the card under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def popup(desk, number: int = 0):
    return desk.view(number).aids.popup


def card(desk):
    return desk.view().aids.card


def hover(desk, quote: str) -> None:
    port = desk.view().viewport()
    at = desk.place(0, quote) + 1
    place = desk.point(0, at)
    QTest.mouseMove(port, place + QPoint(1, 0))
    QTest.mouseMove(port, place)


def wait_for_card(desk, qtbot, quote: str) -> None:
    """Rest the pointer on words until the card comes, a little shaky as hands are."""

    def is_told() -> bool:
        if not card(desk).text:
            hover(desk, quote)
        return card(desk).isVisible()

    hover(desk, quote)
    qtbot.waitUntil(is_told)


def test_a_drag_offers_the_categories_and_leaves_the_keyboard_in_the_text(desk):
    desk.open()
    desk.drag(0, "greedy canteen")
    assert popup(desk).isVisible()
    assert desk.view().hasFocus()
    desk.press("1")
    assert desk.stored() == [("L", "greedy canteen")]
    assert not popup(desk).isVisible()


def test_a_click_in_the_pop_up_annotates(desk):
    desk.open()
    desk.drag(0, "greedy canteen")
    QTest.mouseClick(popup(desk).buttons[1], LEFT)
    assert desk.stored() == [("U", "greedy canteen")]
    assert not popup(desk).isVisible()
    assert desk.view().hasFocus()


def test_the_pop_up_lies_inside_the_text_and_not_on_the_selection(desk):
    desk.open()
    for quote in ("The greedy", "robbery", "one parent"):
        desk.drag(0, quote)
        area = popup(desk).geometry()
        assert desk.view().viewport().rect().contains(area)
        at = desk.place(0, quote)
        assert not area.contains(desk.point(0, at + 2))


def test_enter_goes_in_arrows_choose_and_enter_annotates(desk):
    desk.open()
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    desk.press(
        Qt.Key.Key_Right,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    desk.press(Qt.Key.Key_Return)
    assert popup(desk).has_keyboard
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    assert desk.stored() == [("U", "greedy")]
    assert desk.view().hasFocus()


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_the_number_of_a_category_works_in_the_pop_up_too(desk, key):
    desk.open()
    desk.drag(0, "Everyone knows")
    desk.press(Qt.Key.Key_Return)
    desk.press(key)
    assert [letter for letter, _ in desk.stored()] == ["LUOR"[int(key) - 1]]


def test_escape_closes_the_pop_up_and_keeps_the_selection(desk):
    desk.open()
    desk.drag(0, "greedy canteen")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert not popup(desk).isVisible()
    assert desk.view().hasFocus()
    assert desk.view().selection().of(desk.view().article.body) == "greedy canteen"
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view().selection()


def test_another_click_or_scrolling_puts_the_pop_up_away(desk):
    desk.open()
    desk.drag(0, "greedy canteen")
    desk.click(0, "today")
    assert not popup(desk).isVisible()


def test_it_can_be_turned_off(desk):
    desk.open()
    desk.room.tools.set_habits(single_keys=True, popup=False)
    desk.drag(0, "greedy canteen")
    assert not popup(desk).isVisible()
    desk.press("1")
    assert desk.stored() == [("L", "greedy canteen")]


def test_the_pop_up_is_never_in_the_way_of_tab(desk):
    desk.open()
    desk.drag(0, "greedy canteen")
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert not popup(desk).has_keyboard


# -- the card ------------------------------------------------------------------


def test_the_pointer_on_words_tells_the_layers_innermost_first(desk, qtbot):
    desk.open()
    desk.drag(0, "slapped a cruel price")
    desk.press("2")
    desk.drag(0, "cruel")
    desk.press("1")
    wait_for_card(desk, qtbot, "cruel")
    assert card(desk).text == "Loaded language\nNo reason yet\nUnsupported claim\nNo reason yet"
    assert desk.view().viewport().rect().contains(card(desk).geometry())


def test_the_card_says_technique_and_reason(desk, qtbot):
    desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    desk.room.panel.annotations.editor._technique.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.view().setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.type("A price <b>cannot</b> be cruel.")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_card(desk, qtbot, "cruel")
    assert card(desk).text == (
        "Loaded language: Loaded language A\nA price <b>cannot</b> be cruel."
    )


def test_the_caret_in_an_annotation_tells_it_too(desk, qtbot):
    desk.open()
    desk.drag(0, "greedy canteen")
    desk.press("1")
    desk.press(Qt.Key.Key_Left, times=3)
    qtbot.waitUntil(card(desk).isVisible)
    assert card(desk).text.startswith("Loaded language")
    desk.press(Qt.Key.Key_Escape)
    assert not card(desk).isVisible()


def test_beside_the_words_there_is_no_card(desk):
    desk.open()
    desk.drag(0, "greedy")
    desk.press("1")
    desk.view().place_caret(len(desk.view().article.body))
    hover(desk, "soup")
    assert card(desk).text == ""
