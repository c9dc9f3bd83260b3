"""Annotate with mouse and keys; what is on the screen is what the database holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_a_drag_and_the_key_one_store_the_words(board):
    board.open()
    board.drag(0, "greedy canteen slapped")
    board.press("1")
    assert board.stored() == [("L", "greedy canteen slapped")]
    assert board.troubles == []


def test_a_drag_through_the_middle_of_words_takes_them_whole(board):
    board.open()
    board.drag(0, "reedy cante")
    board.press("1")
    assert board.stored() == [("L", "greedy canteen")]


def test_alt_takes_the_characters_exactly(board):
    board.open()
    board.drag(0, "reedy cante", ALT)
    board.press("1")
    assert board.stored() == [("L", "reedy cante")]


def test_a_double_click_selects_the_word(board):
    board.open()
    board.double_click(0, "slapped")
    assert board.view().selection().of(board.view().article.body) == "slapped"
    board.press("2")
    assert board.stored() == [("U", "slapped")]


def test_a_third_click_selects_the_sentence(board):
    board.open()
    board.double_click(0, "worse")
    place = board.point(0, board.place(0, "worse") + 1)
    QTest.mouseClick(
        board.view().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    selected = board.view().selection().of(board.view().article.body)
    assert selected == "Everyone knows it will only get worse."


def test_a_click_and_the_key_three_label_the_sentence_and_four_replaces_it(board):
    board.open()
    board.click(0, "will only")
    board.press("3")
    assert board.stored() == [("O", "Everyone knows it will only get worse.")]
    board.press("4")
    assert board.stored() == [("R", "Everyone knows it will only get worse.")]
    board.press(Qt.Key.Key_Z, CONTROL)
    assert board.stored() == [("O", "Everyone knows it will only get worse.")]


def test_a_selection_over_two_sentences_labels_both_in_one_step(board):
    board.open()
    board.drag(0, "worse. Soup costs")
    board.press("4")
    assert [letter for letter, _ in board.stored()] == ["R", "R"]
    board.room.undo()
    assert board.stored() == []


def test_the_toolbar_annotates_and_leaves_the_keyboard_in_the_text(board):
    board.open()
    board.drag(1, "sad day")
    QTest.mouseClick(board.room.header.categories[0], Qt.MouseButton.LeftButton)
    assert board.stored() == [("L", "sad day")]
    assert board.view(1).hasFocus()


def test_a_key_without_a_selection_says_what_to_do(board):
    board.open()
    board.click(0, "canteen")
    board.press("1")
    assert board.stored() == []
    assert board.troubles == ["Select some words first, then choose a category."]


def test_undo_and_redo_name_the_step_and_survive_closing(board):
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    assert board.room.header._undo.toolTip() == "Undo highlight “cruel” (Ctrl+Z)"
    board.reopen()
    board.press(Qt.Key.Key_Z, CONTROL)
    assert board.stored() == []
    board.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert board.stored() == [("L", "cruel")]


def test_delete_removes_the_innermost_annotation_at_the_caret(board):
    board.open()
    board.drag(0, "canteen slapped a cruel price")
    board.press("2")
    board.drag(0, "cruel")
    board.press("1")
    board.click(0, "cruel")
    board.press(Qt.Key.Key_Delete)
    assert board.stored() == [("U", "canteen slapped a cruel price")]


def test_delete_with_a_selection_removes_what_lies_in_it_in_one_step(board):
    board.open()
    for quote in ("greedy", "slapped", "cruel"):
        board.drag(0, quote)
        board.press("1")
    board.drag(0, "greedy canteen slapped a")
    board.press(Qt.Key.Key_Delete)
    assert board.stored() == [("L", "cruel")]
    board.room.undo()
    assert len(board.stored()) == 3


def test_the_keyboard_alone_annotates_and_writes_the_reason(board):
    board.open()
    board.press(Qt.Key.Key_Right, CONTROL)
    board.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    board.press("1")
    board.press(Qt.Key.Key_Return)
    board.type("It judges.")
    board.press(Qt.Key.Key_Return, CONTROL)
    assert board.view().hasFocus()
    assert [(a.quote, a.reason) for a in board.session().all_annotations()] == [
        ("greedy", "It judges.")
    ]


def test_alt_with_arrows_moves_by_sentence_and_shift_selects(board):
    board.open()
    view = board.view()
    board.press(Qt.Key.Key_Right, ALT)
    assert view.article.body[view.caret() :].startswith("Everyone")
    board.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert view.selection().of(view.article.body).strip() == (
        "Everyone knows it will only get worse."
    )
    board.press(Qt.Key.Key_Left, ALT, times=2)
    assert view.caret() == 0


def test_n_and_p_go_round_the_annotations(board):
    board.open()
    for quote in ("greedy", "cruel", "robbery"):
        board.drag(0, quote)
        board.press("1")
    view = board.view()
    view.place_caret(0)
    view.set_active(None)
    seen = []
    for key in ("N", "N", "N", "N", "P"):
        board.press(key)
        seen.append(view.article.body[view.caret() :].split()[0].strip(",”"))
    assert seen == ["greedy", "cruel", "robbery", "greedy", "robbery"]


def test_f6_goes_from_article_to_article_and_out_of_the_notes(board):
    board.open()
    board.press(Qt.Key.Key_F6)
    assert board.view(1).hasFocus()
    board.press(Qt.Key.Key_F6)
    assert board.view(0).hasFocus()
    board.room.focus_question("agree")
    board.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() in board.room.board.views()


def test_single_keys_can_be_turned_off_and_alt_does_the_same(board):
    board.open()
    board.room.tools.set_habits(single_keys=False, popup=True)
    board.drag(0, "cruel")
    board.press("1")
    assert board.stored() == []
    board.press("1", ALT)
    assert board.stored() == [("L", "cruel")]
    for key in ("2", "N", "P", Qt.Key.Key_Return, Qt.Key.Key_Delete):
        board.press(key)
        assert board.view().hasFocus()
    assert board.stored() == [("L", "cruel")]
    board.press(Qt.Key.Key_Return, ALT)
    assert not board.view().hasFocus()
    board.view().setFocus()
    board.press(Qt.Key.Key_Delete, ALT)
    assert board.stored() == []


def test_a_click_and_a_shift_click_select_what_lies_between(board):
    board.open()
    board.click(0, "greedy")
    place = board.point(0, board.place(0, "slapped") + 3)
    QTest.mouseClick(board.view().viewport(), Qt.MouseButton.LeftButton, SHIFT, place)
    board.press("1")
    assert board.stored() == [("L", "greedy canteen slapped")]


def test_control_up_and_down_move_by_paragraph_and_shift_selects(board):
    board.open()
    view = board.view()
    board.press(Qt.Key.Key_Down, CONTROL)
    assert view.article.body[view.caret() :].startswith("Everyone")
    board.press(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert view.selection().of(view.article.body).strip().endswith("price list says.")
    board.press(Qt.Key.Key_Up, CONTROL, times=2)
    assert view.caret() == 0


# -- a finger ------------------------------------------------------------------


@pytest.fixture(scope="module")
def screen():
    """Return a touch screen; Qt keeps it as long as it runs."""
    return QTest.createTouchDevice()


def finger(board, screen, *steps):
    """Press, move and release one finger on the first article, at points of its viewport."""
    port = board.view().viewport()
    QTest.touchEvent(port, screen).press(1, steps[0], port)
    for step in steps[1:]:
        QTest.touchEvent(port, screen).move(1, step, port)
    QTest.touchEvent(port, screen).release(1, steps[-1], port)


def middle(board, quote):
    at = board.place(0, quote)
    return (board.point(0, at) + board.point(0, at + len(quote))) / 2


def test_a_finger_that_rests_takes_the_word_and_gets_handles(board, screen, qtbot):
    board.open()
    port, place = board.view().viewport(), middle(board, "slapped")
    QTest.touchEvent(port, screen).press(1, place, port)
    qtbot.waitUntil(lambda: bool(board.view().selection()))
    QTest.touchEvent(port, screen).move(1, middle(board, "cruel"), port)
    QTest.touchEvent(port, screen).release(1, middle(board, "cruel"), port)
    assert board.view().selection().of(board.view().article.body) == "slapped a cruel"
    handles = board.view().aids.handles
    assert handles.start.isVisible()
    assert board.view().aids.popup.isVisible()
    way = board.point(0, board.place(0, "greedy")) - board.point(0, board.place(0, "slapped"))
    grip = handles.start.rect().center()
    QTest.touchEvent(handles.start, screen).press(2, grip, handles.start)
    QTest.touchEvent(handles.start, screen).move(2, grip + way, handles.start)
    QTest.touchEvent(handles.start, screen).release(2, grip + way, handles.start)
    QTest.mouseClick(board.view().aids.popup.buttons[0], Qt.MouseButton.LeftButton)
    assert board.stored() == [("L", "greedy canteen slapped a cruel")]


def test_a_tap_chooses_and_a_swipe_scrolls_without_selecting(body_board, screen, qtbot):
    board = body_board("Cruel words stand here. " * 400)
    board.open()
    board.drag(0, "words stand")
    board.press("1")
    board.view().set_active(None)
    finger(board, screen, middle(board, "words stand"))
    assert board.view().active is not None
    start = board.view().viewport().rect().center()
    finger(board, screen, start, *(start - QPoint(0, step) for step in range(10, 200, 10)))
    qtbot.waitUntil(lambda: board.view().verticalScrollBar().value() > 0)
    assert not board.view().selection()


def test_with_the_pen_a_swipe_marks(board, screen):
    board.open()
    board.press("1", CONTROL)
    finger(
        board, screen, middle(board, "greedy"), middle(board, "canteen"), middle(board, "slapped")
    )
    assert board.stored() == [("L", "greedy canteen slapped")]


def test_a_click_on_a_highlight_opens_its_note(board):
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    board.drag(0, "greedy")
    board.press("1")
    board.click(0, "cruel")
    editor = board.room.panel.annotations.editor
    assert editor.annotation_id == board.annotation("cruel").id == board.view().active


@pytest.mark.parametrize("quote", ["👩‍👩‍👧", "soup 👩‍👩‍👧 today", "today"])
def test_words_around_an_emoji_family_are_quoted_right(board, quote):
    board.open()
    board.drag(0, quote)
    board.press("1")
    assert board.stored() == [("L", quote)]
    board.reopen()
    board.click(0, quote)
    assert board.view().active == board.annotation(quote).id


AWKWARD = [
    ("👍🏽 great news 🇻🇪 from Caracas", "great news"),
    ("👍🏽 great news 🇻🇪 from Caracas", "from Caracas"),
    ("𝐁𝐎𝐋𝐃 claim after bold letters", "claim after"),
    ("Cafe\u0301 prices in the café rise", "prices in"),
    ("قال الوزير إن النظام القاسي سقط اليوم", "النظام القاسي"),
    ("השר אמר כי המשטר האכזרי נפל היום", "המשטר האכזרי"),
    ("The word النظام means regime here", "means regime"),
    ("one\r\ntwo\u2028three\u00a0four\tfive", "three four"),
]


@pytest.mark.parametrize("body, quote", AWKWARD)
def test_awkward_text_is_selected_stored_and_shown_again(body_board, body, quote):
    board = body_board(body)
    board.open()
    board.drag(0, quote)
    board.press("1")
    assert board.stored() == [("L", quote)]
    board.reopen()
    board.click(0, quote)
    assert board.view().active == board.annotation(quote).id


@pytest.mark.parametrize("body", ["", "Word", "Line\n\n\nafter blank lines"])
def test_a_very_short_article_opens_and_answers_every_key(body_board, body):
    board = body_board(body)
    board.open()
    for key in ("3", "1", "N", "P", Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        board.view().setFocus()
        board.press(key)
    board.press(Qt.Key.Key_Right, ALT)
    board.press(Qt.Key.Key_Down, CONTROL)
    board.room.grab()
