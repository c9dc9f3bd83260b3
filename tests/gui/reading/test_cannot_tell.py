"""A student who cannot tell says so with a key; it is stored and drawn without a line."""

from __future__ import annotations

from annotator.gui.articles.share_bar import ShareBar
from tests.fakes import sample_lesson

SENTENCE = "Everyone knows it will only get worse."


def offering(board) -> None:
    board.lesson = sample_lesson.with_cannot_tell()
    board.open()


def bars(board) -> str:
    return " ".join(bar.text() for bar in board.room.findChildren(ShareBar))


def test_the_key_five_says_that_one_cannot_tell_and_a_label_takes_its_place(board):
    offering(board)
    assert bars(board).count("Opinion or reporting? Could it be proved or disproved?") == 2
    board.click(0, "will only")
    board.press("5")
    assert board.stored() == [("?", SENTENCE)]
    assert "Cannot tell" in bars(board)
    board.press("3")
    assert board.stored() == [("O", SENTENCE)]
    assert "Cannot tell" not in bars(board)
    assert board.troubles == []


def test_a_lesson_without_the_label_is_as_it_was(board):
    board.open()
    board.click(0, "will only")
    board.press("5")
    assert board.stored() == []


def test_the_reason_is_asked_for_and_kept(board):
    offering(board)
    board.click(0, "will only")
    board.press("5")
    board.press("\r")
    board.type("Who is everyone?")
    board.reopen()
    assert board.annotation(SENTENCE).reason == "Who is everyone?"
