"""Find words with the keyboard; what is seen is what stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.theme import DARK, LIGHT
from tests.fakes import sample_lesson

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def find(desk, text: str) -> None:
    desk.press(Qt.Key.Key_F, CONTROL)
    desk.type(text)


def bar(desk):
    return desk.room.side_by_side.finding.bar


def marked(desk, number: int = 0) -> list[str]:
    """Return the words in boxes in one article."""
    view = desk.view(number)
    return [span.of(view.article.body) for span in view.extra_layers[0].matches]


def at(desk) -> str:
    """Return the words that stand out."""
    for view in desk.room.desk.views():
        current = view.extra_layers[0].current
        if current is not None:
            return f"{view.article.outlet}: {current.start}"
    return ""


def test_all_matches_in_all_articles_are_shown_and_counted(desk):
    desk.open()
    find(desk, "soup")
    assert marked(desk, 0) == ["soup", "Soup"]
    assert marked(desk, 1) == ["soup"]
    assert bar(desk).count.text() == "1 of 3 · The Bugle"


def test_enter_and_f3_go_through_the_matches_and_round(desk):
    desk.open()
    find(desk, "price")
    places = [at(desk)]
    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, SHIFT),
    ):
        desk.press(key, modifier)
        places.append(at(desk))
    assert len(set(places)) == 3
    assert places[3] == places[0]
    assert places[4] == places[2] == f"School Record: {desk.place(1, 'price')}"


def test_the_field_keeps_the_keyboard_while_matches_are_walked(desk):
    desk.open()
    find(desk, "soup")
    desk.press(Qt.Key.Key_Return, times=2)
    assert QApplication.focusWidget() is bar(desk).field


def test_escape_goes_back_to_the_text_with_the_match_selected(desk):
    desk.open()
    find(desk, "cruel")
    desk.press(Qt.Key.Key_Escape)
    assert not bar(desk).isVisible()
    assert desk.view().hasFocus()
    assert marked(desk) == []
    desk.press("1")
    assert desk.stored() == [("L", "cruel")]


def test_an_emoji_family_is_found_whole_and_selected_exactly(desk):
    desk.open()
    find(desk, "👩‍👩‍👧 today")
    assert marked(desk) == ["👩‍👩‍👧 today"]
    desk.press(Qt.Key.Key_Escape)
    assert desk.view().selection().of(desk.view().article.body) == "👩‍👩‍👧 today"


def test_case_whole_words_and_one_article_only(desk):
    desk.open()
    find(desk, "Soup")
    QTest.mouseClick(bar(desk).case, LEFT)
    assert (marked(desk, 0), marked(desk, 1)) == (["Soup"], [])
    QTest.mouseClick(bar(desk).case, LEFT)
    QTest.mouseClick(bar(desk).everywhere, LEFT)
    assert (marked(desk, 0), marked(desk, 1)) == (["soup", "Soup"], [])
    bar(desk).field.setFocus()
    bar(desk).field.selectAll()
    desk.type("par")
    assert marked(desk) == ["par"]
    QTest.mouseClick(bar(desk).whole_words, LEFT)
    assert marked(desk) == []
    assert bar(desk).count.text() == "Not found"
    assert not bar(desk).next.isEnabled()


def test_going_on_opens_a_closed_article(desk):
    extra = sample_lesson.article("third", "Nobody else writes zebra.", "Third")
    desk.lesson = replace(desk.lesson, articles=(*desk.lesson.articles, extra))
    desk.open()
    assert len(desk.room.desk.views()) == 2
    find(desk, "zebra")
    assert bar(desk).count.text() == "1 in closed articles"
    desk.press(Qt.Key.Key_Return)
    assert desk.room.desk.open_articles == ("bugle", "record", "third")
    assert marked(desk, 2) == ["zebra"]


def test_what_is_selected_is_looked_for(desk):
    desk.open()
    desk.drag(0, "canteen")
    QTest.mouseClick(desk.room.header.search, LEFT)
    assert bar(desk).field.text() == "canteen"
    assert marked(desk, 1) == ["canteen"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_match_is_seen_on_the_paper(desk, theme):
    desk.open(theme=theme)
    before = desk.view(1).viewport().grab().toImage()
    find(desk, "taste")
    after = desk.view(1).viewport().grab().toImage()
    at_match = desk.point(1, desk.place(1, "taste") + 1)
    area = [
        (x, y)
        for x in range(at_match.x() - 12, at_match.x() + 40)
        for y in range(at_match.y() - 14, at_match.y() + 14)
    ]
    differing = sum(before.pixel(*place) != after.pixel(*place) for place in area)
    assert differing > 200


def test_closing_the_bar_does_not_open_an_article_that_was_closed_meanwhile(desk):
    desk.open()
    find(desk, "soup")
    assert at(desk).startswith("The Bugle")
    QTest.mouseClick(desk.room.header.articles[0], LEFT)
    assert desk.room.desk.open_articles == ("record",)
    QTest.mouseClick(bar(desk).close_button, LEFT)
    assert desk.room.desk.open_articles == ("record",)
    assert QApplication.focusWidget() is desk.view(0)
