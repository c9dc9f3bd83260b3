"""The room as a whole: opens where it was left, fits, is named, and goes away."""

from __future__ import annotations

import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.domain.lessons import RequiredWork
from annotator.gui.theme import DARK, HIGH_CONTRAST, LIGHT, apply_theme
from tests.fakes import sample_lesson
from tests.gui.reading.test_awkward_size import long_body


def test_a_reopened_room_shows_the_same(desk):
    desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    desk.click(1, "sad")
    desk.press("3")
    before = desk.stored()
    room = desk.reopen()
    assert desk.stored() == before
    assert room.panel.annotations.count == 2
    shares = [column._shares for column in (c.card.share_bar for c in columns(room))]
    assert shares[1]["opinion"] > 0.3


def columns(room):
    return [room.desk._columns[article_id] for article_id in room.desk.open_articles]


def test_the_place_and_the_open_articles_are_remembered(body_desk):
    desk = body_desk(long_body(900))
    desk.open()
    QTest.mouseClick(desk.room.header.articles[1], Qt.MouseButton.LeftButton)
    assert desk.room.desk.open_articles == ("bugle",)
    desk.view().verticalScrollBar().setValue(900)
    top = desk.view().top_position()
    assert top > 0
    desk.reopen()
    assert desk.room.desk.open_articles == ("bugle",)
    assert desk.view().verticalScrollBar().value() == pytest.approx(900, abs=32)
    assert desk.view().top_position() == top
    assert desk.view().caret() == top


def test_the_line_on_top_stays_when_the_width_changes(body_desk):
    desk = body_desk(long_body(400))
    desk.open()
    desk.view().verticalScrollBar().setValue(2000)
    top = desk.view().top_position()
    desk.room.resize(1000, 768)
    assert desk.view().top_position() == top


def test_the_last_open_article_cannot_be_closed(desk):
    desk.open()
    for chip in desk.room.header.articles:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(desk.room.desk.open_articles) == 1
    assert sum(chip.isChecked() for chip in desk.room.header.articles) == 1


def test_focusing_an_annotation_opens_its_article(desk):
    desk.open()
    desk.drag(1, "sad day")
    desk.press("1")
    QTest.mouseClick(desk.room.header.articles[1], Qt.MouseButton.LeftButton)
    assert desk.room.desk.open_articles == ("bugle",)
    desk.room.focus_annotation(desk.annotation("sad day").id)
    assert desk.room.desk.open_articles == ("bugle", "record")
    assert desk.view(1).active == desk.annotation("sad day").id


def test_an_annotation_that_is_gone_is_a_sentence_not_a_crash(desk):
    desk.open()
    desk.room.focus_annotation("nobody")
    assert desk.troubles == ["This annotation is not there any more."]


def test_the_status_line_counts_and_places(desk):
    desk.open()
    desk.click(0, "will only")
    desk.press("3")
    assert "1 annotation " in desk.room.status._counts.text()
    assert "Opinion 1" in desk.room.status._counts.text()
    assert desk.room.status._place.text() == "The Bugle, sentence 2 of 4"


def test_the_status_line_says_how_many_are_asked_for_until_they_are_there(desk):
    asked = RequiredWork(annotations={sample_lesson.LOADED: 2})
    desk.lesson = replace(desk.lesson, required_work=asked)
    desk.open()
    assert "Loaded language 0 of 2" in desk.room.status._counts.text()
    for words in ("greedy", "cruel"):
        desk.drag(0, words)
        desk.press("1")
    assert "Loaded language 2  " in desk.room.status._counts.text()
    desk.room.undo()
    assert "Loaded language 1 of 2" in desk.room.status._counts.text()


def test_text_size_goes_up_and_down_and_is_told(desk, qtbot):
    desk.open()
    told = []
    desk.room.textSizeChanged.connect(told.append)
    before = desk.view().document().defaultFont().pointSizeF()
    QTest.mouseClick(desk.room.header.aa, Qt.MouseButton.LeftButton)
    QTest.mouseClick(desk.room.side_by_side.aa.larger, Qt.MouseButton.LeftButton)
    assert desk.view().document().defaultFont().pointSizeF() == before + 1
    QTest.mouseClick(desk.room.side_by_side.aa.smaller, Qt.MouseButton.LeftButton)
    assert told == [15, 14]


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("size", [(800, 560), (1366, 768), (1920, 1080)])
def test_the_room_fits_every_screen_in_every_theme(desk, qapp, theme, size):
    apply_theme(qapp, theme)
    room = desk.open(*size, theme=theme)
    desk.drag(0, "cruel")
    desk.press("1")
    assert (room.width(), room.height()) == size
    for button in (*room.header.categories, room.header.hand_in):
        right = button.mapTo(room, button.rect().topRight()).x()
        assert right < size[0], button.accessibleName()
        assert button.height() >= 24
    paper = room.grab().toImage().pixelColor(size[0] // 3, size[1] // 2)
    assert (paper.lightness() < 128) == theme.is_dark


def test_everything_a_person_can_use_has_a_name(desk):
    room = desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    nameless = []

    def walk(interface):
        state = interface.state()
        if state.focusable and not state.invisible:
            text = interface.text(QAccessible.Text.Name)
            if not text.strip():
                nameless.append((interface.role(), type(interface.object()).__name__))
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None and child.isValid():
                walk(child)

    for tab in range(3):
        room.panel.tabs.setCurrentIndex(tab)
        walk(QAccessible.queryAccessibleInterface(room))
    assert nameless == []


def test_tab_reaches_every_control_and_comes_back(desk):
    room = desk.open()
    desk.drag(0, "cruel")
    desk.press("1")
    seen = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    names = {widget.accessibleName() or widget.text() for widget in seen}
    for name in ("Loaded language", "Undo", "Hand in", "My annotations", "Reason", "Technique"):
        assert name in names, sorted(names)
    assert room.desk.views()[1] in seen


def test_a_closed_room_is_freed_and_the_session_lives_on(desk):
    room = desk.open(closed_by_test=True)
    desk.drag(0, "cruel")
    desk.press("1")
    session = room._session
    view = weakref.ref(desk.view())
    desk.room.close()
    room.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    assert not isValid(room)
    session.undo()
    assert view() is None or not isValid(view())


def test_a_room_that_is_deleted_without_closing_stops_listening(desk):
    room = desk.open(closed_by_test=True)
    session = room._session
    room.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    session.highlight(
        desk.lesson.articles[0].id,
        desk.lesson.scheme.categories[0].id,
        desk.lesson.articles[0].sentences[0],
    )
    assert len(session.all_annotations()) == 1
