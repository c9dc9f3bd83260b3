"""Link the same thing in two articles, see the numbers, and say what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.fakes import sample_lesson

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def three(board):
    """Return the place with a third article, all of them open."""
    third = sample_lesson.article("third", "Soup is dear. Nobody eats it.", "Third")
    board.lesson = replace(board.lesson, articles=(*board.lesson.articles, third))
    board.open(1920, 900)
    assert len(board.room.board.views()) == 3
    return board


def links(board) -> list[list[str]]:
    """Return the words of every link that the database holds."""
    return [[end.anchor.exact for end in link.ends] for link in board.session().links]


def tool(board):
    return board.room.side_by_side.links


def knots(board, number: int) -> list[int]:
    """Return the numbers in the margin of an article, from top to bottom."""
    layer = tool(board)._layers[board.view(number).article.id]
    return [knot.number for knot, _ in layer.badges()]


def join(board, quote: str = "price on soup", other: str = "price of soup") -> None:
    board.drag(0, quote)
    board.press("l")
    board.drag(1, other)


def test_a_selection_the_key_and_a_drag_elsewhere_make_a_link(board):
    board.open()
    board.drag(0, "price on soup")
    board.press("l")
    assert "price on soup" in tool(board).banner._text.text()
    board.drag(1, "price of soup")
    assert links(board) == [["price on soup", "price of soup"]]
    assert not tool(board).banner.isVisible()
    assert (knots(board, 0), knots(board, 1)) == ([1], [1])
    assert board.room.panel.tabs.currentWidget() is tool(board).panel
    assert board.room.panel.tabs.isTabVisible(2)
    assert board.troubles == []


def test_a_click_takes_the_sentence_or_the_annotation_there(board):
    board.open()
    board.drag(1, "sad day")
    board.press("1")
    board.click(0, "will only")
    QTest.mouseClick(board.room.header.link, LEFT)
    board.click(1, "sad")
    assert links(board) == [["Everyone knows it will only get worse.", "sad day"]]


def test_the_keyboard_alone_makes_a_link(board):
    board.open()
    board.press("l")
    board.press(Qt.Key.Key_F6)
    board.press("l")
    first = board.lesson.articles[0].sentences[0].of(board.lesson.articles[0].body)
    assert links(board) == [[first, "The canteen raised the price of soup by 20 cents."]]
    assert board.view(1).hasFocus()


def test_escape_and_the_button_forget_a_link_that_was_begun(board):
    board.open()
    board.drag(0, "greedy")
    board.press("l")
    board.press(Qt.Key.Key_Escape)
    assert not tool(board).banner.isVisible()
    board.drag(1, "sad day")
    assert links(board) == []
    board.press("l")
    QTest.mouseClick(tool(board).banner.cancel, LEFT)
    board.click(0, "greedy")
    assert links(board) == []


def test_a_click_in_the_same_article_waits_and_the_key_begins_anew(board):
    board.open()
    board.drag(0, "greedy")
    board.press("l")
    board.drag(0, "cruel price")
    assert links(board) == []
    board.press("l")
    board.drag(1, "raised the price")
    assert links(board) == [["cruel price", "raised the price"]]


def test_undo_takes_a_link_back_and_reopening_shows_it(board):
    board.open()
    join(board)
    board.view(1).setFocus()
    board.press(Qt.Key.Key_Z, CONTROL)
    assert links(board) == []
    assert (knots(board, 0), tool(board).panel.count) == ([], 0)
    assert not board.room.panel.tabs.isTabVisible(2)
    board.room.redo()
    board.reopen()
    assert knots(board, 0) == [1]
    assert tool(board).panel.count == 1
    assert "Links 1" in [board.room.panel.tabs.tabBar().tabToolTip(n) for n in range(4)]


def test_a_third_article_joins_the_same_thread(three):
    join(three)
    three.drag(2, "Soup is dear")
    three.press("l")
    three.click(0, "soup")
    assert (
        links(three) == [["price on soup", "price of soup", "Soup is dear"]]
        or len(links(three)) == 2
    )
    assert knots(three, 2)


def test_title_note_and_missing_are_stored(three):
    join(three)
    panel = tool(three).panel
    panel.title.setFocus()
    three.type("The price")
    panel.note.setFocus()
    three.type("slapped, raised")
    boxes = [panel._missing.itemAt(n).widget() for n in range(panel._missing.count())]
    assert [box.accessibleName() for box in boxes] == ["Missing in Third"]
    boxes[0].setFocus()
    three.press(Qt.Key.Key_Space)
    link = three.session().links[0]
    assert (link.title, link.note, link.missing_in) == ("The price", "slapped, raised", ("third",))
    assert panel.list.item(0).text().startswith("The price\n")
    three.room.undo()
    assert three.session().links[0].missing_in == ()


def test_what_is_typed_is_stored_when_the_room_closes(board):
    board.open()
    join(board)
    tool(board).panel.note.setFocus()
    board.type("hard words")
    board.room.close()
    assert board.session().links[0].note == "hard words"


def test_only_here_is_a_link_without_a_partner(three):
    three.drag(1, "by 20 cents")
    three.press("l")
    QTest.mouseClick(tool(three).banner.only_here, LEFT)
    link = three.session().links[0]
    assert link.missing_in == ("bugle", "third")
    assert tool(three).panel.list.item(0).text().endswith("Only in School Record")


def test_a_click_in_the_list_goes_there_also_in_a_closed_article(board):
    board.open()
    join(board)
    panel = tool(board).panel
    QTest.mouseClick(board.room.header.articles[1], LEFT)
    assert board.room.board.open_articles == ("bugle",)
    place = panel._places.itemAt(1).widget()
    button = place.layout().itemAt(0).widget()
    QTest.mouseClick(button, LEFT)
    assert board.room.board.open_articles == ("bugle", "record")
    assert board.view(1).caret() == board.place(1, "price of soup")


def test_taking_a_place_out_and_removing(three):
    join(three)
    three.drag(2, "Soup")
    three.press("l")
    three.drag(0, "price on soup")
    assert len(links(three)[0]) == 3
    panel = tool(three).panel
    cross = panel._places.itemAt(2).widget().layout().itemAt(1).widget()
    QTest.mouseClick(cross, LEFT)
    assert links(three) == [["price on soup", "price of soup"]]
    QTest.mouseClick(panel.remove, LEFT)
    assert links(three) == []


def test_a_number_in_the_margin_chooses_its_link(board):
    board.open()
    join(board)
    join(board, "greedy canteen", "The canteen")
    assert knots(board, 0) == [2, 1]
    view = board.view(0)
    knot, badge = tool(board)._layers["bugle"].badges()[1]
    assert knot.number == 1
    board.room.panel.show_annotations()
    place = badge.center().toPoint() - QPoint(0, view.verticalScrollBar().value())
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    assert tool(board).panel._shown.id == knot.link_id
    assert board.room.panel.tabs.currentWidget() is tool(board).panel


def test_numbers_and_threads_are_drawn(board):
    room = board.open()
    before = room.board.grab().toImage()
    join(board)
    tool(board)._choose(None)
    after = room.board.grab().toImage()
    left = room.board._columns["bugle"].geometry().right()
    gutter = [(x, y) for x in range(left - 1, left + 9) for y in range(90, after.height() - 10)]
    assert any(before.pixel(*place) != after.pixel(*place) for place in gutter)
    layer = tool(board)._layers["record"]
    _, badge = layer.badges()[0]
    corner = board.view(1).viewport().mapTo(room.board, badge.center().toPoint())
    inside = [(corner.x() + dx, corner.y() + dy) for dx in range(-8, 9) for dy in range(-8, 9)]
    assert sum(before.pixel(*place) != after.pixel(*place) for place in inside) > 40


def test_the_key_can_be_turned_off(board):
    board.open()
    for view in board.room.board.views():
        view.single_keys = False
    board.drag(0, "greedy")
    board.press("l")
    assert not tool(board).banner.isVisible()
