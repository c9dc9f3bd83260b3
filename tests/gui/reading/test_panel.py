"""The list of annotations: filtered, sorted, counted, measured, and a way to each place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.identifiers import CategoryId
from annotator.gui.articles.flash import MOMENT, Flash
from annotator.gui.reading.annotation_list_model import ANNOTATION
from annotator.gui.reading.filter_bar import BY_TIME

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def marked(board):
    """Return a place with four annotations, made out of order; one has a reason."""
    board.open()
    for number, quote, key in ((1, "sad", "1"), (0, "cruel", "1"), (0, "greedy", "2")):
        board.drag(number, quote)
        board.press(key)
    board.click(0, "Soup costs")
    board.press("4")
    board.room.focus_annotation(board.annotation("cruel").id)
    board.press(Qt.Key.Key_Return)
    board.type("heartless word")
    board.press(Qt.Key.Key_Escape)
    return board


def panel(board):
    return board.room.panel.annotations


def rows(board) -> list[str]:
    model = panel(board).list.model()
    quotes = [model.index(n, 0).data(ANNOTATION).quote for n in range(model.rowCount())]
    return [quote.split()[0] for quote in quotes]


def choose(box, words: str) -> None:
    """Choose with the keyboard, as somebody without a mouse does."""
    row = next(n for n in range(box.count()) if words in box.itemText(n))
    box.setFocus()
    while box.currentIndex() < row:
        QTest.keyClick(box, Qt.Key.Key_Down)


def click_row(board, number: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    listed = panel(board).list
    area = listed.visualRect(listed.model().index(number, 0))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, modifier, area.center())


def test_the_list_is_in_the_order_of_the_text_or_the_newest_first(marked):
    assert rows(marked) == ["greedy", "cruel", "Soup", "sad"]
    QTest.mouseClick(panel(marked).filter_bar.more, Qt.MouseButton.LeftButton)
    choose(panel(marked).filter_bar.order, BY_TIME)
    assert rows(marked) == ["Soup", "greedy", "cruel", "sad"]
    marked.drag(0, "slapped")
    marked.press("1")
    assert rows(marked)[0] == "slapped"


def test_each_filter_leaves_out_the_others_and_show_all_brings_them_back(marked):
    bar = panel(marked).filter_bar
    assert not bar.category.isVisible()
    QTest.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    choose(bar.category, "Loaded")
    assert rows(marked) == ["cruel", "sad"]
    choose(bar.article, "School Record")
    assert rows(marked) == ["sad"]
    assert bar._shown.text() == "1 of 4 shown"
    QTest.mouseClick(bar.everything, Qt.MouseButton.LeftButton)
    assert len(rows(marked)) == 4
    assert not bar.everything.isVisible()
    QTest.mouseClick(bar.without_reason, Qt.MouseButton.LeftButton)
    assert rows(marked) == ["greedy", "Soup", "sad"]


def test_the_search_finds_quotes_and_reasons_and_escape_ends_it(marked):
    bar = panel(marked).filter_bar
    bar.search.setFocus()
    marked.type("HEART")
    assert rows(marked) == ["cruel"]
    marked.press(Qt.Key.Key_Escape)
    assert len(rows(marked)) == 4
    marked.type("nowhere")
    assert rows(marked) == []
    assert panel(marked)._no_match.isVisible()


def test_the_choices_say_how_many_there_are(marked, qtbot):
    bar = panel(marked).filter_bar

    def texts(box):
        return [box.itemText(n) for n in range(box.count())]

    qtbot.waitUntil(lambda: bar.without_reason.text() == "Without reason (3)")
    assert texts(bar.category)[:3] == [
        "All categories",
        "Loaded language (2)",
        "Unsupported claim (1)",
    ]
    assert texts(bar.article) == ["All articles", "The Bugle (3)", "School Record (1)"]
    marked.room.undo()
    qtbot.waitUntil(lambda: bar.without_reason.text() == "Without reason (4)")


def test_a_new_annotation_shows_in_a_filtered_list_only_if_it_is_wanted(marked):
    panel(marked).filter_bar.search.setText("sla")
    marked.drag(0, "slapped")
    marked.press("1")
    marked.drag(0, "price")
    marked.press("1")
    assert rows(marked) == ["slapped"]
    assert panel(marked).editor.annotation_id == marked.annotation("price").id


def test_a_click_goes_there_and_frames_the_words_for_a_moment(marked, qtbot):
    click_row(marked, 3)
    view = marked.view(1)
    assert view.article.body[view.caret() :].startswith("sad")
    flash = view.viewport().findChild(Flash)
    assert flash.isVisible()
    [area] = flash._areas
    assert area.contains(marked.point(1, marked.place(1, "sad") + 1).toPointF())
    qtbot.waitUntil(lambda: not flash.isVisible(), timeout=MOMENT * 5)


def test_several_are_removed_in_one_step_by_mouse_or_keys(marked):
    click_row(marked, 0)
    click_row(marked, 2, CONTROL)
    button = panel(marked).remove_several
    assert button.text() == "Remove 2 annotations"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rows(marked) == ["cruel", "sad"]
    marked.room.undo()
    assert len(rows(marked)) == 4
    panel(marked).list.setFocus()
    click_row(marked, 0)
    QTest.keyClick(panel(marked).list, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(panel(marked).list, Qt.Key.Key_Delete)
    assert rows(marked) == ["Soup", "sad"]
    marked.room.undo()
    assert len(rows(marked)) == 4


def test_only_what_the_filter_shows_can_be_removed_with_it(marked):
    panel(marked).filter_bar.search.setText("greedy")
    panel(marked).list.setFocus()
    panel(marked).list.selectAll()
    marked.press(Qt.Key.Key_Delete)
    assert len(marked.stored()) == 3


def test_the_meter_follows_the_article_and_warns_in_plain_words(marked, qtbot):
    meter = panel(marked).meter
    marked.view(1).setFocus()
    qtbot.waitUntil(lambda: meter.words.text() == "6 % highlighted, School Record")
    assert not meter.hint.isVisible()
    marked.drag(1, "The canteen raised the price of soup by 20 cents")
    marked.press("2")
    qtbot.waitUntil(meter.hint.isVisible)
    assert "nothing stands out" in meter.hint.text()
    assert "nothing stands out" in meter.accessibleDescription()
    marked.view(0).setFocus()
    assert meter.words.text().endswith("The Bugle")
    assert not meter.hint.isVisible()


def test_an_empty_panel_shows_what_to_do_and_no_filter(board):
    board.open()
    assert not panel(board).filter_bar.isVisible()
    assert not panel(board).meter.isVisible()
    assert "press 1 or 2" in panel(board)._empty.text()
    assert "Click into a sentence and press 3 or 4." in panel(board)._empty.text()
    assert QApplication.focusWidget() is board.view()


def test_an_empty_panel_names_the_keys_that_the_lesson_has(board):
    scheme = board.lesson.scheme
    words = [each for each in scheme.categories if not each.is_sentence]
    categories = (*words, replace(words[0], id=CategoryId("tone"), key="7", letter="T"))
    board.lesson = replace(board.lesson, scheme=replace(scheme, categories=categories))
    board.open()
    assert "press 1, 2 or 7." in panel(board)._empty.text()
    assert "Click into a sentence" not in panel(board)._empty.text()
