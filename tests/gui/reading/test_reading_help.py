"""The panel behind Aa: what is chosen is seen at once, and each student finds it again."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from annotator.gui.app import make_room
from annotator.gui.articles.reading_look import LIGHT_PAPERS, paper_theme
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT, THEMES, contrast
from annotator.gui.preferences import student_code
from annotator.settings import PAPERS, Policy, ReadingHelp, load_settings

LEFT = Qt.MouseButton.LeftButton


def panel(board):
    if not board.room.side_by_side.aa.isVisible():
        QTest.mouseClick(board.room.header.aa, LEFT)
    return board.room.side_by_side.aa


def paper_colour(board) -> str:
    port = board.view().viewport()
    image = port.grab().toImage()
    return image.pixelColor(port.width() // 2, port.height() - 6).name().upper()


def test_spacing_and_width_change_the_text_at_once(board):
    board.open(1920, 1080)
    block = board.view().document().firstBlock()
    before = block.blockFormat().lineHeight()
    panel(board).spacing.setFocus()
    board.press(Qt.Key.Key_Right, times=5)
    block = board.view().document().firstBlock()
    assert block.blockFormat().lineHeight() == pytest.approx(before * 200 / 150)
    assert panel(board)._spacing_label.text() == "2.0"
    frame = board.view().document().rootFrame().frameFormat()
    panel(board).letters.setFocus()
    board.press(Qt.Key.Key_Home)
    narrower = board.view().document().rootFrame().frameFormat()
    assert narrower.rightMargin() > frame.rightMargin()


def test_the_typeface_changes_and_back(board):
    board.open()
    before = board.view().document().defaultFont().family()
    panel(board).typeface.setFocus()
    board.press(Qt.Key.Key_Down)
    assert board.view().document().defaultFont().families()[0] == "Georgia"
    QTest.mouseClick(panel(board).usual, LEFT)
    assert board.view().document().defaultFont().family() == before


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_paper_has_its_colour_whatever_the_program_wears(board, theme):
    board.open(theme=theme)
    panel(board).paper.setFocus()
    board.press(Qt.Key.Key_Down, times=2)
    assert paper_colour(board) == LIGHT_PAPERS["cream"]
    board.press(Qt.Key.Key_Down, times=2)
    assert paper_colour(board) == DARK.surface


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_has_readable_words(theme, paper):
    worn = paper_theme(theme, paper)
    for colour in (worn.text, worn.muted, worn.accent):
        assert contrast(colour, worn.surface) >= 4.5
    assert worn.is_high_contrast == theme.is_high_contrast


def test_high_contrast_is_never_given_up():
    assert paper_theme(HIGH_CONTRAST, "cream") == HIGH_CONTRAST


def test_the_ruler_follows_caret_and_mouse(board):
    board.open()
    QTest.mouseClick(panel(board).switches["ruler"], LEFT)
    view = board.view()
    ruler = next(each for each in view.extra_layers if hasattr(each, "line"))
    view.setFocus()
    board.click(0, "greedy")
    first = ruler.line.center().y()
    assert first == pytest.approx(board.point(0, board.place(0, "greedy")).y(), abs=3)
    there = board.point(0, board.place(0, "robbery"))
    QTest.mouseMove(view.viewport(), there)
    QTest.mouseMove(view.viewport(), there + QPoint(2, 0))
    assert ruler.line.center().y() == pytest.approx(there.y(), abs=3)
    assert ruler.line.center().y() > first


def test_every_fifth_line_has_its_number(board):
    board.open(900, 700)
    assert board.view().document().rootFrame().frameFormat().leftMargin() > 0
    before = board.view().document().rootFrame().frameFormat().leftMargin()
    QTest.mouseClick(panel(board).switches["line_numbers"], LEFT)
    frame = board.view().document().rootFrame().frameFormat()
    assert frame.leftMargin() > before
    numbers = next(each for each in board.view().extra_layers if hasattr(each, "lines"))
    everything = QRectF(0, 0, 5000, 50_000)
    assert [number for number, _ in numbers.lines(everything)][:1] == [5]


def test_boxes_stand_round_the_words_instead_of_lines_below(board):
    board.open()
    board.drag(0, "greedy canteen")
    board.press("1")
    board.view().place_caret(0)
    board.room.chosen.choose(None)
    above = board.point(0, board.place(0, "canteen") + 3) - QPoint(0, 12)

    def ink(y_from: int, y_to: int) -> int:
        image = board.view().viewport().grab().toImage()
        column = (image.pixelColor(above.x(), above.y() + dy) for dy in range(y_from, y_to))
        return sum(colour.lightness() < 170 for colour in column)

    assert ink(-4, 3) == 0
    QTest.mouseClick(panel(board).switches["boxes"], LEFT)
    assert ink(-4, 3) > 0


def test_escape_closes_the_panel_and_goes_back_to_the_text(board):
    board.open()
    assert panel(board).isVisible()
    board.press(Qt.Key.Key_Escape)
    assert not board.room.side_by_side.aa.isVisible()
    assert board.view().hasFocus()


@pytest.mark.parametrize("size", [(800, 600), (1366, 768)])
def test_the_panel_fits_the_window(board, size):
    room = board.open(*size)
    assert room.rect().contains(panel(board).geometry())


def test_each_student_finds_their_own_help_and_no_name_is_written(board, preferences, data_dir):
    session = board.session()
    room = make_room(session, preferences)
    board.qtbot.addWidget(room)
    room.resize(1366, 768)
    room.show()
    room.side_by_side.aa.paper.setCurrentIndex(2)
    room.header.together.setChecked(False)
    room.textSizeChanged.connect(preferences.set_text_size)
    room.side_by_side.aa.larger.click()
    room.close()

    written = (data_dir / "settings.json").read_text("utf-8")
    assert "Ana" not in written
    assert "ana" not in json.loads(written)["reading"][0]["student"]
    settings, troubles = load_settings(data_dir, Policy())
    assert troubles == ()
    liked = settings.help_of(student_code("  ANA "))
    assert (liked.paper, liked.together, liked.text_size) == ("cream", False, 15)
    assert settings.help_of(student_code("Ben")) == ReadingHelp()

    again = make_room(session, preferences)
    board.qtbot.addWidget(again)
    again.resize(1366, 768)
    again.show()
    assert again.side_by_side.aa.paper.currentData() == "cream"
    assert not again.header.together.isChecked()
    assert again.board.views()[0].paper.surface == LIGHT_PAPERS["cream"]
    again.close()


def test_the_panel_closes_by_its_button_by_escape_and_by_the_button_that_opened_it(board):
    board.open()
    QTest.mouseClick(panel(board).close_button, LEFT)
    aa = board.room.side_by_side.aa
    assert not aa.isVisible()
    assert board.view().hasFocus()
    panel(board).larger.setFocus()
    board.press(Qt.Key.Key_Escape)
    assert not aa.isVisible()
    assert panel(board).isVisible()
    QTest.mouseClick(board.room.header.aa, LEFT)
    assert not aa.isVisible()


def test_a_click_beside_the_panel_closes_it_and_does_what_it_does(board):
    board.open()
    aa = panel(board)
    board.click(0, "greedy")
    assert not aa.isVisible()
    assert board.view().caret() == pytest.approx(board.place(0, "greedy"), abs=7)
    aa = panel(board)
    QTest.mouseClick(board.room.header.articles[1], LEFT)
    assert not aa.isVisible()
    assert board.room.board.open_articles == ("bugle",)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_click_in_the_panel_or_in_its_lists_leaves_it_open(board):
    board.open()
    aa = panel(board)
    QTest.mouseClick(aa, LEFT, pos=QPoint(6, 6))
    QTest.mouseClick(aa.switches["boxes"], LEFT)
    assert aa.isVisible()
    aa.paper.showPopup()
    inside = aa.paper.view().viewport()
    QTest.mouseClick(inside, LEFT, pos=QPoint(10, 10))
    aa.paper.hidePopup()
    assert aa.isVisible()


def test_nothing_is_watched_while_the_panel_is_closed(board, monkeypatch):
    board.open()
    aa = panel(board)
    asked = []
    monkeypatch.setattr(aa._outside, "_is_ours", lambda *press: asked.append(press) or True)
    board.click(0, "cruel")
    assert asked
    QTest.mouseClick(aa.close_button, LEFT)
    asked.clear()
    board.click(0, "greedy")
    assert asked == []
