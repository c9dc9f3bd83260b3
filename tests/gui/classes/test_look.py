"""How the class screens look: themes, paper, moments in words, and tables that keep their place."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from annotator.gui.building.lesson_row import due_words
from annotator.gui.classes.dialog_frame import DialogFrame
from annotator.gui.classes.when import ago, moment
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.widgets.paper import paper_of
from tests.fakes import accessibility
from tests.fakes.time_zones import NEW_YORK, move_to
from tests.gui.classes.conftest import CALC, press

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_every_view_follows_the_theme(qtbot, screen, school, plain_app):
    school.hands_in("Zoe Muler")
    screen.tabs.setCurrentIndex(1)
    for words in ("Collect…", "Watch the class", "Gradebook"):
        press(qtbot, screen, words)
        wear(plain_app, DARK)
        table = screen._view.table
        table.rows.show(("A",), (TableRow("1", ("x",), tone="danger"),))
        shown = table.rows.data(table.rows.index(0, 0), Qt.ItemDataRole.ForegroundRole)
        assert shown == QColor(DARK.danger)
        wear(plain_app, LIGHT)
        screen.back()


def test_large_letters_cut_no_button(qtbot, screen, plain_app):
    wear(plain_app, LIGHT.with_text_size(24))
    screen.resize(1366, 700)
    for tab in (0, 1):
        screen.tabs.setCurrentIndex(tab)
        assert accessibility.too_small(screen) == []
    assert screen.minimumSizeHint().width() <= 1366


def test_paper_holds_what_was_given_and_no_markup():
    paper = paper_of("Codes of <b>7B</b>", ("Keep it.",), ("Code", "Name"), [("K7QP", CALC)])
    text = paper.toPlainText()
    assert "Codes of <b>7B</b>" in text
    assert CALC in text
    assert "K7QP" in text


def test_a_table_keeps_the_chosen_row_when_it_is_read_anew(qtbot, plain_app):
    table = RowsTable("T", "about")
    qtbot.addWidget(table)
    rows = [TableRow(str(n), (f"row {n}", "x")) for n in range(5)]
    table.show_rows(("A", "B"), rows)
    table.choose("3")
    table.show_rows(("A", "B"), rows[::-1])
    assert table.key == "3"
    table.show_rows(("A", "B"), rows[:2])
    assert table.key == "0"
    table.show_rows(("A", "B"), [])
    assert table.key == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_does_what_a_double_click_does(qtbot, plain_app, key):
    table = RowsTable("T", "about")
    qtbot.addWidget(table)
    table.show_rows(("A",), [TableRow("one", ("x",))])
    with qtbot.waitSignal(table.rowActivated) as chosen:
        qtbot.keyClick(table, key)
    assert chosen.args == ["one"]


def test_moments_are_said_as_people_do():
    assert moment(None) == ago(None, NOON) == ""
    assert ago(NOON, NOON + timedelta(seconds=20)) == "just now"
    assert ago(NOON, NOON + timedelta(minutes=7)) == "7 min ago"
    assert ago(NOON, NOON + timedelta(hours=3)) == moment(NOON)
    assert "2026" in moment(NOON)


def test_a_lesson_is_due_on_the_day_of_the_clock_then(monkeypatch):
    due = datetime(2026, 11, 6, 4, 59, tzinfo=UTC)  # 5 November, 23:59; the clocks go back on 1st
    try:
        move_to(NEW_YORK, monkeypatch)
        assert due_words(due, datetime(2026, 10, 30, 16, tzinfo=UTC).astimezone()) == (
            "due 5 November"
        )
        assert due_words(due, datetime(2026, 11, 6, 4, 30, tzinfo=UTC)) == "due today"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_dialog_is_as_wide_as_its_buttons_need(qtbot, plain_app):
    wear(plain_app, LIGHT)
    words = "Assign the lesson and write its file in a language of long words" * 2
    dialog = DialogFrame("Assign", "", words, "about")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.yes.width() >= dialog.yes.sizeHint().width()


def test_the_name_of_a_column_is_never_cut(qtbot, plain_app):
    wear(plain_app, LIGHT)
    table = RowsTable("T", "about")
    qtbot.addWidget(table)
    table.show_rows(("A long name of a column", "B"), [TableRow("a", ("1", "2"))], widths=(4, 4))
    header = table.horizontalHeader()
    assert header.sectionSize(0) >= header.sectionSizeHint(0)
