"""Annotations that a corrected lesson has no words for: listed, placed anew, removed, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.domain.lessons import Article
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.services.lessons import install_lesson
from tests.fakes import accessibility, sample_lesson
from tests.gui.reading.test_reading_room import columns

LEFT = Qt.MouseButton.LeftButton
#: The first article once the teacher has corrected it: two words are others now.
CORRECTED = (
    sample_lesson.BUGLE.replace("cruel", "new")
    .replace("slapped", "put")
    .replace("Everyone knows it will only get worse.", "Some fear that it gets worse.")
)


@pytest.fixture
def corrected(board):
    """Return a place whose lesson was corrected after three annotations were made in it."""
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    board.press(Qt.Key.Key_Return)
    board.type("It judges")
    board.room.flush()
    board.drag(0, "slapped")
    board.press("1")
    board.click(0, "will only")
    board.press("3")
    board.drag(0, "greedy")
    board.press("1")
    board.room.close()
    first: Article = sample_lesson.article("bugle", CORRECTED)
    board.lesson = replace(board.lesson, version=2, articles=(first, *board.lesson.articles[1:]))
    install_lesson(board.ports, board.lesson)
    board.open()
    return board


def lost(board):
    return board.room.lost.list


def row(board, quote: str):
    return next(each for each in lost(board).rows if each.annotation.quote == quote)


def quotes(board) -> list[str]:
    return [each.annotation.quote for each in lost(board).rows]


def test_what_lost_its_place_is_listed_with_category_and_reason(corrected):
    assert lost(corrected).isVisible()
    assert quotes(corrected) == ["slapped", "cruel", "Everyone knows it will only get worse."]
    told = "\n".join(each.text() for each in lost(corrected).findChildren(QLabel))
    assert "3 annotations lost their place" in told
    assert "Loaded language · The Bugle · It judges" in told
    assert "Opinion · The Bugle · no reason yet" in told
    assert accessibility.unnamed(lost(corrected)) == []
    assert accessibility.undescribed(lost(corrected)) == []
    assert accessibility.too_small(lost(corrected)) == []
    assert [quote for _, quote in corrected.stored()] == ["greedy"]


def test_selected_words_become_the_new_place_and_undo_takes_that_back(corrected):
    corrected.drag(0, "new")
    QTest.mouseClick(row(corrected, "cruel").place, LEFT)
    assert corrected.stored() == [("L", "greedy"), ("L", "new")]
    assert corrected.annotation("new").reason == "It judges"
    assert quotes(corrected) == ["slapped", "Everyone knows it will only get worse."]
    assert corrected.view().hasFocus()
    assert corrected.room._session.undo_label == "place “new”"
    corrected.room.undo()
    assert sorted(quotes(corrected))[1:] == ["cruel", "slapped"]
    assert corrected.stored() == [("L", "greedy")]
    corrected.room.redo()
    assert corrected.stored() == [("L", "greedy"), ("L", "new")]


def test_a_label_is_placed_on_the_sentence_of_the_caret_by_keyboard(corrected):
    corrected.click(0, "fear")
    corrected.press("4")
    place = row(corrected, "Everyone knows it will only get worse.").place
    place.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert ("O", "Some fear that it gets worse.") in corrected.stored()
    assert not any(letter == "R" for letter, _ in corrected.stored()), "one label a sentence"
    [shares, _] = [column.card.share_bar._shares for column in columns(corrected.room)]
    assert shares["opinion"] > 0


def test_without_a_selection_it_says_what_to_do_first(corrected):
    QTest.mouseClick(row(corrected, "cruel").place, LEFT)
    told = [each.text() for each in lost(corrected).findChildren(QLabel)]
    assert any(text.startswith("Select the words in an article first") for text in told)
    assert len(quotes(corrected)) == 3


def test_words_that_carry_the_category_already_are_refused_with_a_sentence(corrected):
    corrected.drag(0, "greedy")
    QTest.mouseClick(row(corrected, "cruel").place, LEFT)
    [trouble] = corrected.troubles
    assert "carry loaded language already. Nothing was changed." in trouble
    assert len(quotes(corrected)) == 3


def test_a_lost_annotation_can_be_removed_and_brought_back(corrected):
    QTest.mouseClick(row(corrected, "cruel").remove, LEFT)
    assert "cruel" not in quotes(corrected)
    assert corrected.room._session.undo_label == "remove “cruel”"
    corrected.room.undo()
    assert "cruel" in quotes(corrected)
    for quote in tuple(quotes(corrected)):
        QTest.mouseClick(row(corrected, quote).remove, LEFT)
    assert not lost(corrected).isVisible()
    corrected.reopen()
    assert not lost(corrected).isVisible()


def test_a_lesson_without_corrections_shows_no_such_list(board):
    board.open()
    assert not lost(board).isVisible()


def test_the_hand_in_check_tells_of_them_and_leads_to_the_list(corrected, tmp_path):
    session = corrected.room._session
    dialog = HandInDialog(session, tmp_path, lambda start: None)
    corrected.qtbot.addWidget(dialog)
    dialog.show()
    told = [each.text() for each in dialog.findChildren(QLabel)]
    line = "3 annotations have no place in the corrected lesson and will not be handed in"
    assert line in told
    dialog.jumpRequested.connect(lambda jump: corrected.room.go_to(jump.place.value, jump.id))
    way = next(b for b in dialog.findChildren(QPushButton) if b.text() == "“cruel”")
    QTest.mouseClick(way, LEFT)
    corrected.qtbot.waitUntil(lambda: QApplication.activeWindow() is corrected.room)
    assert QApplication.focusWidget() is row(corrected, "cruel").place


def test_a_low_window_begins_with_the_list_folded_up(corrected):
    assert not lost(corrected).fold.isChecked()
    corrected.room.close()
    corrected.open(900, 600)
    fold = lost(corrected).fold
    assert fold.isChecked()
    assert not row(corrected, "cruel").isVisible()
    QTest.mouseClick(fold, LEFT)
    assert row(corrected, "cruel").isVisible()
    QTest.mouseClick(fold, LEFT)
    corrected.room.go_to("lost", row(corrected, "cruel").annotation.id)
    assert QApplication.focusWidget() is row(corrected, "cruel").place
