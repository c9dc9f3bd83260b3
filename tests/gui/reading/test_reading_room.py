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
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT
from annotator.gui.look.wearing import wear
from tests.fakes import sample_lesson
from tests.gui.reading.test_awkward_size import long_body


def test_a_reopened_room_shows_the_same(board):
    board.open()
    board.drag(0, "cruel")
    board.press("1")
    board.click(1, "sad")
    board.press("3")
    before = board.stored()
    room = board.reopen()
    assert board.stored() == before
    assert room.panel.annotations.count == 2
    shares = [column._shares for column in (c.card.share_bar for c in columns(room))]
    assert shares[1]["opinion"] > 0.3


def columns(room):
    return [room.board._columns[article_id] for article_id in room.board.open_articles]


def test_the_place_and_the_open_articles_are_remembered(body_board):
    board = body_board(long_body(900))
    board.open()
    QTest.mouseClick(board.room.header.articles[1], Qt.MouseButton.LeftButton)
    assert board.room.board.open_articles == ("bugle",)
    board.view().verticalScrollBar().setValue(900)
    top = board.view().top_position()
    assert top > 0
    board.reopen()
    assert board.room.board.open_articles == ("bugle",)
    assert board.view().verticalScrollBar().value() == pytest.approx(900, abs=32)
    assert board.view().top_position() == top
    assert board.view().caret() == top


def test_the_line_on_top_stays_when_the_width_changes(body_board):
    board = body_board(long_body(400))
    board.open()
    board.view().verticalScrollBar().setValue(2000)
    top = board.view().top_position()
    board.room.resize(1000, 768)
    assert board.view().top_position() == top


def test_the_last_open_article_cannot_be_closed(board):
    board.open()
    for chip in board.room.header.articles:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(board.room.board.open_articles) == 1
    assert sum(chip.isChecked() for chip in board.room.header.articles) == 1


def test_focusing_an_annotation_opens_its_article(board):
    board.open()
    board.drag(1, "sad day")
    board.press("1")
    QTest.mouseClick(board.room.header.articles[1], Qt.MouseButton.LeftButton)
    assert board.room.board.open_articles == ("bugle",)
    board.room.focus_annotation(board.annotation("sad day").id)
    assert board.room.board.open_articles == ("bugle", "record")
    assert board.view(1).active == board.annotation("sad day").id


def test_an_annotation_that_is_gone_is_a_sentence_not_a_crash(board):
    board.open()
    board.room.focus_annotation("nobody")
    assert board.troubles == ["This annotation is not there any more."]


def test_the_status_line_counts_and_places(board):
    board.open()
    board.click(0, "will only")
    board.press("3")
    assert "1 annotation " in board.room.status._counts.text()
    assert "Opinion 1" in board.room.status._counts.text()
    assert board.room.status._place.text() == "The Bugle, sentence 2 of 4"


def test_the_status_line_says_how_many_are_asked_for_until_they_are_there(board):
    asked = RequiredWork(annotations={sample_lesson.LOADED: 2})
    board.lesson = replace(board.lesson, required_work=asked)
    board.open()
    assert "Loaded language 0 of 2" in board.room.status._counts.text()
    for words in ("greedy", "cruel"):
        board.drag(0, words)
        board.press("1")
    assert "Loaded language 2 · " in board.room.status._counts.text()
    board.room.undo()
    assert "Loaded language 1 of 2" in board.room.status._counts.text()


def test_text_size_goes_up_and_down_and_is_told(board, qtbot, qapp):
    board.open()
    told = []
    board.room.textSizeChanged.connect(told.append)
    board.room.textSizeChanged.connect(lambda points: wear(qapp, LIGHT.with_text_size(points)))
    before = board.view().document().defaultFont().pointSizeF()
    QTest.mouseClick(board.room.header.aa, Qt.MouseButton.LeftButton)
    QTest.mouseClick(board.room.side_by_side.aa.larger, Qt.MouseButton.LeftButton)
    assert board.view().document().defaultFont().pointSizeF() == before + 1
    QTest.mouseClick(board.room.side_by_side.aa.smaller, Qt.MouseButton.LeftButton)
    assert told == [15, 14]


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("size", [(800, 560), (1366, 768), (1920, 1080)])
def test_the_room_fits_every_screen_in_every_theme(board, qapp, theme, size):
    wear(qapp, theme)
    room = board.open(*size, theme=theme)
    board.drag(0, "cruel")
    board.press("1")
    assert (room.width(), room.height()) == size
    for button in (*room.header.categories, room.header.hand_in):
        right = button.mapTo(room, button.rect().topRight()).x()
        assert right < size[0], button.accessibleName()
        assert button.height() >= 24
    paper = room.grab().toImage().pixelColor(size[0] // 3, size[1] // 2)
    assert (paper.lightness() < 128) == theme.is_dark


def test_everything_a_person_can_use_has_a_name(board):
    room = board.open()
    board.drag(0, "cruel")
    board.press("1")
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


def test_tab_reaches_every_control_and_comes_back(board):
    room = board.open()
    board.drag(0, "cruel")
    board.press("1")
    seen = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    names = {widget.accessibleName() or widget.text() for widget in seen}
    for name in ("Loaded language", "Undo", "Hand in", "My annotations", "Reason", "Technique"):
        assert name in names, sorted(names)
    assert room.board.views()[1] in seen


def test_a_closed_room_is_freed_and_the_session_lives_on(board):
    room = board.open(closed_by_test=True)
    board.drag(0, "cruel")
    board.press("1")
    session = room._session
    view = weakref.ref(board.view())
    board.room.close()
    room.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    assert not isValid(room)
    session.undo()
    assert view() is None or not isValid(view())


def test_a_room_that_is_deleted_without_closing_stops_listening(board):
    room = board.open(closed_by_test=True)
    session = room._session
    room.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    session.highlight(
        board.lesson.articles[0].id,
        board.lesson.scheme.categories[0].id,
        board.lesson.articles[0].sentences[0],
    )
    assert len(session.all_annotations()) == 1


@pytest.mark.parametrize("paper", [0, 2])
@pytest.mark.parametrize("theme", [DARK, HIGH_CONTRAST, LIGHT.with_text_size(18)])
def test_a_room_changed_in_place_looks_as_if_it_were_opened_fresh(board, qapp, qtbot, theme, paper):
    def picture(room):
        view = board.view()
        view.clearFocus()
        # Numbers are counted after a pause.
        qtbot.waitUntil(lambda: not room.panel.annotations._clock.isActive())
        qapp.processEvents()
        return room.grab().toImage()

    room = board.open(1366, 768)
    board.drag(0, "cruel")
    board.press("1")
    room.side_by_side.aa.paper.setCurrentIndex(paper)
    room.chosen.choose(None)
    light = picture(room)
    wear(qapp, theme)
    changed = picture(room)
    room.close()
    fresh = board.open(1366, 768)
    fresh.side_by_side.aa.paper.setCurrentIndex(paper)
    fresh.chosen.choose(None)
    assert changed != light
    assert changed == picture(fresh)
