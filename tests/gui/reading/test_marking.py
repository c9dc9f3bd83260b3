"""Annotate with mouse and keys; what is on the screen is what the database holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_a_drag_and_the_key_one_store_the_words(desk):
    desk.open()
    desk.drag(0, "greedy canteen slapped")
    desk.press("1")
    assert desk.stored() == [("L", "greedy canteen slapped")]
    assert desk.troubles == []


def test_a_drag_through_the_middle_of_words_takes_them_whole(desk):
    desk.open()
    desk.drag(0, "reedy cante")
    desk.press("1")
    assert desk.stored() == [("L", "greedy canteen")]


def test_alt_takes_the_characters_exactly(desk):
    desk.open()
    desk.drag(0, "reedy cante", ALT)
    desk.press("1")
    assert desk.stored() == [("L", "reedy cante")]


def test_a_double_click_selects_the_word(desk):
    desk.open()
    desk.double_click(0, "slapped")
    assert desk.view().selection().of(desk.view().article.body) == "slapped"
    desk.press("2")
    assert desk.stored() == [("U", "slapped")]


def test_a_third_click_selects_the_sentence(desk):
    desk.open()
    desk.double_click(0, "worse")
    place = desk.point(0, desk.place(0, "worse") + 1)
    QTest.mouseClick(
        desk.view().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    selected = desk.view().selection().of(desk.view().article.body)
    assert selected == "Everyone knows it will only get worse."


def test_a_click_and_the_key_three_label_the_sentence_and_four_replaces_it(desk):
    desk.open()
    desk.click(0, "will only")
    desk.press("3")
    assert desk.stored() == [("O", "Everyone knows it will only get worse.")]
    desk.press("4")
    assert desk.stored() == [("R", "Everyone knows it will only get worse.")]
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.stored() == [("O", "Everyone knows it will only get worse.")]


def test_a_selection_over_two_sentences_labels_both_in_one_step(desk):
    desk.open()
    desk.drag(0, "worse. Soup costs")
    desk.press("4")
    assert [letter for letter, _ in desk.stored()] == ["R", "R"]
    desk.room.undo()
    assert desk.stored() == []


def test_the_toolbar_annotates_and_leaves_the_keyboard_in_the_text(desk):
    desk.open()
    desk.drag(1, "sad day")
    QTest.mouseClick(desk.room.header.categories[0], Qt.MouseButton.LeftButton)
    assert desk.stored() == [("L", "sad day")]
    assert desk.view(1).hasFocus()


def test_a_key_without_a_selection_says_what_to_do(desk):
    desk.open()
    desk.click(0, "canteen")
    desk.press("1")
    assert desk.stored() == []
    assert desk.troubles == ["Select some words first, then choose a category."]


def test_undo_and_redo_name_the_step_and_survive_closing(desk):
    desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    assert desk.room.header._undo.toolTip() == "Undo highlight “cruel” (Ctrl+Z)"
    desk.reopen()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.stored() == []
    desk.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert desk.stored() == [("L", "cruel")]


def test_delete_removes_the_innermost_annotation_at_the_caret(desk):
    desk.open()
    desk.drag(0, "canteen slapped a cruel price")
    desk.press("2")
    desk.drag(0, "cruel")
    desk.press("1")
    desk.click(0, "cruel")
    desk.press(Qt.Key.Key_Delete)
    assert desk.stored() == [("U", "canteen slapped a cruel price")]


def test_delete_with_a_selection_removes_what_lies_in_it_in_one_step(desk):
    desk.open()
    for quote in ("greedy", "slapped", "cruel"):
        desk.drag(0, quote)
        desk.press("1")
    desk.drag(0, "greedy canteen slapped a")
    desk.press(Qt.Key.Key_Delete)
    assert desk.stored() == [("L", "cruel")]
    desk.room.undo()
    assert len(desk.stored()) == 3


def test_the_keyboard_alone_annotates_and_writes_the_reason(desk):
    desk.open()
    desk.press(Qt.Key.Key_Right, CONTROL)
    desk.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    desk.press("1")
    desk.press(Qt.Key.Key_Return)
    desk.type("It judges.")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.view().hasFocus()
    assert [(a.quote, a.reason) for a in desk.session().all_annotations()] == [
        ("greedy", "It judges.")
    ]


def test_alt_with_arrows_moves_by_sentence_and_shift_selects(desk):
    desk.open()
    view = desk.view()
    desk.press(Qt.Key.Key_Right, ALT)
    assert view.article.body[view.caret() :].startswith("Everyone")
    desk.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert view.selection().of(view.article.body).strip() == (
        "Everyone knows it will only get worse."
    )
    desk.press(Qt.Key.Key_Left, ALT, times=2)
    assert view.caret() == 0


def test_n_and_p_go_round_the_annotations(desk):
    desk.open()
    for quote in ("greedy", "cruel", "robbery"):
        desk.drag(0, quote)
        desk.press("1")
    view = desk.view()
    view.place_caret(0)
    view.set_active(None)
    seen = []
    for key in ("N", "N", "N", "N", "P"):
        desk.press(key)
        seen.append(view.article.body[view.caret() :].split()[0].strip(",”"))
    assert seen == ["greedy", "cruel", "robbery", "greedy", "robbery"]


def test_f6_goes_from_article_to_article_and_out_of_the_notes(desk):
    desk.open()
    desk.press(Qt.Key.Key_F6)
    assert desk.view(1).hasFocus()
    desk.press(Qt.Key.Key_F6)
    assert desk.view(0).hasFocus()
    desk.room.focus_question("agree")
    desk.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() in desk.room.desk.views()


def test_single_keys_can_be_turned_off_and_alt_does_the_same(desk):
    desk.open()
    desk.room.tools.set_habits(single_keys=False, popup=True)
    desk.drag(0, "cruel")
    desk.press("1")
    assert desk.stored() == []
    desk.press("1", ALT)
    assert desk.stored() == [("L", "cruel")]
    for key in ("2", "N", "P", Qt.Key.Key_Return, Qt.Key.Key_Delete):
        desk.press(key)
        assert desk.view().hasFocus()
    assert desk.stored() == [("L", "cruel")]
    desk.press(Qt.Key.Key_Return, ALT)
    assert not desk.view().hasFocus()
    desk.view().setFocus()
    desk.press(Qt.Key.Key_Delete, ALT)
    assert desk.stored() == []


def test_a_click_and_a_shift_click_select_what_lies_between(desk):
    desk.open()
    desk.click(0, "greedy")
    place = desk.point(0, desk.place(0, "slapped") + 3)
    QTest.mouseClick(desk.view().viewport(), Qt.MouseButton.LeftButton, SHIFT, place)
    desk.press("1")
    assert desk.stored() == [("L", "greedy canteen slapped")]


def test_control_up_and_down_move_by_paragraph_and_shift_selects(desk):
    desk.open()
    view = desk.view()
    desk.press(Qt.Key.Key_Down, CONTROL)
    assert view.article.body[view.caret() :].startswith("Everyone")
    desk.press(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert view.selection().of(view.article.body).strip().endswith("price list says.")
    desk.press(Qt.Key.Key_Up, CONTROL, times=2)
    assert view.caret() == 0


# -- a finger ------------------------------------------------------------------


@pytest.fixture(scope="module")
def screen():
    """Return a touch screen; Qt keeps it as long as it runs."""
    return QTest.createTouchDevice()


def finger(desk, screen, *steps):
    """Press, move and release one finger on the first article, at points of its viewport."""
    port = desk.view().viewport()
    QTest.touchEvent(port, screen).press(1, steps[0], port)
    for step in steps[1:]:
        QTest.touchEvent(port, screen).move(1, step, port)
    QTest.touchEvent(port, screen).release(1, steps[-1], port)


def middle(desk, quote):
    at = desk.place(0, quote)
    return (desk.point(0, at) + desk.point(0, at + len(quote))) / 2


def test_a_finger_that_rests_takes_the_word_and_gets_handles(desk, screen, qtbot):
    desk.open()
    port, place = desk.view().viewport(), middle(desk, "slapped")
    QTest.touchEvent(port, screen).press(1, place, port)
    qtbot.waitUntil(lambda: bool(desk.view().selection()))
    QTest.touchEvent(port, screen).move(1, middle(desk, "cruel"), port)
    QTest.touchEvent(port, screen).release(1, middle(desk, "cruel"), port)
    assert desk.view().selection().of(desk.view().article.body) == "slapped a cruel"
    handles = desk.view().aids.handles
    assert handles.start.isVisible()
    assert desk.view().aids.popup.isVisible()
    way = desk.point(0, desk.place(0, "greedy")) - desk.point(0, desk.place(0, "slapped"))
    grip = handles.start.rect().center()
    QTest.touchEvent(handles.start, screen).press(2, grip, handles.start)
    QTest.touchEvent(handles.start, screen).move(2, grip + way, handles.start)
    QTest.touchEvent(handles.start, screen).release(2, grip + way, handles.start)
    QTest.mouseClick(desk.view().aids.popup.buttons[0], Qt.MouseButton.LeftButton)
    assert desk.stored() == [("L", "greedy canteen slapped a cruel")]


def test_a_tap_chooses_and_a_swipe_scrolls_without_selecting(body_desk, screen, qtbot):
    desk = body_desk("Cruel words stand here. " * 400)
    desk.open()
    desk.drag(0, "words stand")
    desk.press("1")
    desk.view().set_active(None)
    finger(desk, screen, middle(desk, "words stand"))
    assert desk.view().active is not None
    start = desk.view().viewport().rect().center()
    finger(desk, screen, start, *(start - QPoint(0, step) for step in range(10, 200, 10)))
    qtbot.waitUntil(lambda: desk.view().verticalScrollBar().value() > 0)
    assert not desk.view().selection()


def test_with_the_pen_a_swipe_marks(desk, screen):
    desk.open()
    desk.press("1", CONTROL)
    finger(desk, screen, middle(desk, "greedy"), middle(desk, "canteen"), middle(desk, "slapped"))
    assert desk.stored() == [("L", "greedy canteen slapped")]


def test_a_click_on_a_highlight_opens_its_note(desk):
    desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    desk.drag(0, "greedy")
    desk.press("1")
    desk.click(0, "cruel")
    editor = desk.room.panel.annotations.editor
    assert editor.annotation_id == desk.annotation("cruel").id == desk.view().active


@pytest.mark.parametrize("quote", ["👩‍👩‍👧", "soup 👩‍👩‍👧 today", "today"])
def test_words_around_an_emoji_family_are_quoted_right(desk, quote):
    desk.open()
    desk.drag(0, quote)
    desk.press("1")
    assert desk.stored() == [("L", quote)]
    desk.reopen()
    desk.click(0, quote)
    assert desk.view().active == desk.annotation(quote).id


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
def test_awkward_text_is_selected_stored_and_shown_again(body_desk, body, quote):
    desk = body_desk(body)
    desk.open()
    desk.drag(0, quote)
    desk.press("1")
    assert desk.stored() == [("L", quote)]
    desk.reopen()
    desk.click(0, quote)
    assert desk.view().active == desk.annotation(quote).id


@pytest.mark.parametrize("body", ["", "Word", "Line\n\n\nafter blank lines"])
def test_a_very_short_article_opens_and_answers_every_key(body_desk, body):
    desk = body_desk(body)
    desk.open()
    for key in ("3", "1", "N", "P", Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        desk.view().setFocus()
        desk.press(key)
    desk.press(Qt.Key.Key_Right, ALT)
    desk.press(Qt.Key.Key_Down, CONTROL)
    desk.room.grab()
