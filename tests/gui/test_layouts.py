"""Rows, columns and controls that are put together in one expression."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from annotator.gui.widgets.controls import button, named, paragraph, tool
from annotator.gui.widgets.layouts import STRETCH, centred, column, row, scrolled, stretched


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_parts_stand_one_after_the_other_with_their_spaces(window: QWidget):
    parts = [QLabel(text) for text in "abc"]
    inner = row(parts[1], 7, parts[2], spacing=2)
    column(parts[0], inner, STRETCH, inside=window, spacing=5, margins=(1, 2, 3, 4))
    window.resize(200, 300)
    window.show()
    assert parts[0].pos().toTuple() == (1, 2)
    assert parts[1].x() == 1
    assert parts[1].y() == parts[0].geometry().bottom() + 1 + 5
    assert parts[2].x() >= parts[1].geometry().right() + 1 + 7
    assert parts[2].geometry().bottom() < 150, "what is left is below"


def test_what_is_stretched_takes_the_room_and_what_is_centred_keeps_its_height(window: QWidget):
    low, wide, high = QLabel("low"), QLabel("wide"), QLabel("high")
    high.setMinimumHeight(120)
    row(centred(low), stretched(wide), high, inside=window, margins=0, spacing=0)
    window.resize(400, 120)
    window.show()
    assert wide.width() == 400 - low.width() - high.width()
    assert low.height() < 60
    assert abs(low.geometry().center().y() - 60) <= 1


def test_a_scrolled_page_is_no_wider_than_it_may_be_and_stands_in_the_middle(qtbot):
    page = QWidget()
    column(paragraph("word " * 400), inside=page)
    area = scrolled(page, widest=300)
    qtbot.addWidget(area)
    area.resize(700, 200)
    area.show()
    assert page.width() == 300
    left = page.mapTo(area, page.rect().topLeft()).x()
    assert abs(left - (area.viewport().width() - 300) // 2) <= 1
    assert area.verticalScrollBar().maximum() > 0
    assert not area.horizontalScrollBar().isVisible()


def test_a_button_tells_what_it_does_and_does_it(qtbot, window: QWidget):
    done = []
    made = button("Go", "Goes on", lambda: done.append(1), name="Go on", tip="a < b > c")
    column(made, inside=window)
    window.show()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert (made.accessibleName(), made.accessibleDescription()) == ("Go on", "Goes on")
    assert not Qt.mightBeRichText(made.toolTip())
    shown = tool("Undo", "Take it back", checkable=True)
    assert (shown.toolTip(), shown.property("kind"), shown.isCheckable()) == (
        "Take it back",
        "quiet",
        True,
    )
    assert named(window, "Where").accessibleName() == "Where"


def test_enter_presses_the_default_button_of_a_dialog(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    cancel = button("Cancel", "Change nothing", dialog.reject)
    apply = button("Apply", "Change it", dialog.accept, kind="primary", default=True)
    column(row(STRETCH, cancel, apply), inside=dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
