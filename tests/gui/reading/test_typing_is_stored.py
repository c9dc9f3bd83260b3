"""A student who types without a pause: what is older than two seconds is in the database."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.fakes.typing_clock import TypingClock

WORDS = "it makes the price sound cruel, and so do others "


@pytest.fixture
def clock(monkeypatch) -> TypingClock:
    return TypingClock(monkeypatch)


@pytest.fixture
def marked(clock, board):
    """Return a place with an annotation whose note is open."""
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    return board


@pytest.mark.parametrize("name", ["_reason", "_rewrite"])
def test_a_note_is_stored_in_the_middle_of_typing(clock, marked, name):
    editor = marked.room.panel.annotations.editor
    field = getattr(editor, name)
    clock.type_on(field, lambda: getattr(marked.annotation("cruel"), name[1:]), WORDS)


def test_an_answer_is_stored_in_the_middle_of_typing(clock, board):
    board.open()
    field = board.room.panel.questions._fields[0]

    def stored() -> str:
        return "".join(board.session().answers.values())

    board.room.panel.tabs.setCurrentWidget(board.room.panel.questions)
    clock.type_on(field.field, stored, WORDS)


@pytest.mark.parametrize("name", ["title", "note"])
def test_a_link_is_stored_in_the_middle_of_typing(clock, board, name):
    board.open()
    for number, quote in ((0, "slapped"), (1, "raised")):
        board.drag(number, quote)
        board.press(Qt.Key.Key_L)
    panel = board.room.side_by_side.links.panel
    clock.type_on(getattr(panel, name), lambda: getattr(board.session().links[0], name), WORDS)


def test_a_pause_stores_at_once(clock, marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("slow")
    clock.advance(599)
    assert marked.annotation("cruel").reason == ""
    clock.advance(1)
    assert marked.annotation("cruel").reason == "slow"
