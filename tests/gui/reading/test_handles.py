"""Resize an annotation by its handles and by keys; change its category; keep its note."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from annotator.domain.annotating import Note, Revise

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def marked(board):
    """Return a place where "a cruel price" is marked, chosen, and has a reason."""
    board.open()
    board.drag(0, "a cruel price")
    board.press("1")
    made = board.annotation("a cruel price")
    board.room._session.do(Revise(made.id, Note(text="It judges.")))
    return board


def pull(board, handle, quote: str, *, at_end: bool, modifier=NO_KEY) -> None:
    """Drag a handle to the start or the end of a quotation."""
    at = board.place(0, quote) + (len(quote) if at_end else 0)
    span = board.view().framed().span
    is_start = handle is board.view().aids.handles.start
    here = board.point(0, span.start if is_start else span.end)
    way = board.point(0, at) - here
    grip = QPoint(12, 12)
    QTest.mousePress(handle, LEFT, modifier, grip)
    QTest.mouseMove(handle, grip + way / 2)
    QTest.mouseMove(handle, grip + way)
    QTest.mouseRelease(handle, LEFT, modifier, grip + way)


def notes(board):
    return [(a.quote, a.reason) for a in board.session().all_annotations()]


def test_the_end_is_pulled_further_in_one_step_of_undo(marked):
    pull(marked, marked.view().aids.handles.end, "soup", at_end=True)
    assert notes(marked) == [("a cruel price on soup", "It judges.")]
    assert marked.room.header._undo.toolTip().startswith("Undo resize “a cruel price on soup”")
    marked.room.undo()
    assert notes(marked) == [("a cruel price", "It judges.")]


def test_the_start_is_pushed_in_by_whole_words(marked):
    pull(marked, marked.view().aids.handles.start, "cruel", at_end=False)
    assert notes(marked) == [("cruel price", "It judges.")]


def test_alt_takes_characters(marked):
    alt = Qt.KeyboardModifier.AltModifier
    handle = marked.view().aids.handles.end
    at = marked.place(0, "cruel pr") + len("cruel pr")
    way = marked.point(0, at) - marked.point(0, marked.view().framed().span.end)
    place = handle.mapTo(marked.room, QPoint(12, 12))
    QTest.mousePress(handle, LEFT, alt, QPoint(12, 12))
    for share in (0.5, 1.0):
        move(marked, handle, place + way * share, alt)
    QTest.mouseRelease(handle, LEFT, alt, QPoint(12, 12) + way)
    assert notes(marked)[0][0] == "a cruel pr"


def move(board, handle, place, modifier) -> None:
    """Send a move with a key held, which the test library cannot."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    local = QPointF(handle.mapFrom(board.room, place))
    event = QMouseEvent(
        QEvent.Type.MouseMove, local, QPointF(handle.mapToGlobal(local)), LEFT, LEFT, modifier
    )
    QApplication.sendEvent(handle, event)


def test_a_press_without_a_drag_changes_nothing(marked):
    QTest.mouseClick(marked.view().aids.handles.end, LEFT)
    assert notes(marked) == [("a cruel price", "It judges.")]
    assert marked.room.header._undo.toolTip().startswith("Undo note on")


def test_an_end_never_crosses_the_other(marked):
    pull(marked, marked.view().aids.handles.end, "The greedy", at_end=False)
    assert [quote for quote, _ in notes(marked)] == ["a"]


def test_handles_are_there_for_chosen_words_only(marked):
    handles = marked.view().aids.handles
    assert handles.start.isVisible()
    marked.drag(0, "today")
    assert not handles.start.isVisible()
    marked.press(Qt.Key.Key_Escape, times=2)
    marked.click(0, "will only")
    marked.press("3")
    assert not handles.end.isVisible(), "a sentence label keeps its sentence"


@pytest.mark.parametrize(
    "key, quote",
    [
        (Qt.Key.Key_Right, "a cruel price on"),
        (Qt.Key.Key_Left, "a cruel"),
        (Qt.Key.Key_Up, "slapped a cruel price"),
        (Qt.Key.Key_Down, "cruel price"),
    ],
)
def test_shift_alt_and_an_arrow_move_an_end_by_a_word(marked, key, quote):
    marked.press(key, SHIFT_ALT)
    assert notes(marked) == [(quote, "It judges.")]
    marked.room.undo()
    assert notes(marked) == [("a cruel price", "It judges.")]


def test_shift_alt_can_be_pressed_again_and_again(marked):
    marked.press(Qt.Key.Key_Right, SHIFT_ALT, times=3)
    marked.press(Qt.Key.Key_Up, SHIFT_ALT, times=2)
    assert [q for q, _ in notes(marked)] == ["canteen slapped a cruel price on soup 👩‍👩‍👧"]


def test_away_from_the_chosen_words_shift_alt_selects_the_sentence(marked):
    marked.click(0, "today")
    marked.view().place_caret(0)
    marked.press(Qt.Key.Key_Right, SHIFT_ALT)
    assert marked.view().selection().start == 0
    assert len(marked.view().selection()) > 40
    assert notes(marked) == [("a cruel price", "It judges.")]


def test_another_number_changes_the_category_and_keeps_the_note(marked):
    marked.press("2")
    assert marked.stored() == [("U", "a cruel price")]
    assert notes(marked) == [("a cruel price", "It judges.")]
    assert marked.room.header._undo.toolTip().startswith("Undo change “a cruel price”")
    marked.press("2")
    marked.room.undo()
    assert marked.stored() == [("L", "a cruel price")]


def test_a_sentence_number_still_labels_the_sentence(marked):
    marked.press("4")
    assert sorted(letter for letter, _ in marked.stored()) == ["L", "R"]
