"""The fields of a value: what is typed is told of, and is never taken from under a hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import LinePattern
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.note_field import NoteField
from tests.fakes.typing_clock import TypingClock


@dataclass(frozen=True)
class Dish:
    name: str
    text: str = ""
    line: LinePattern = LinePattern.WAVY
    about: str | None = None
    count: int = 1
    price: float = 1.005
    warm: bool = False


SOUP = Dish("Soup", "Hot and thick", about="lunch")


@pytest.fixture
def clock(monkeypatch) -> TypingClock:
    return TypingClock(monkeypatch)


@pytest.fixture
def sheet(qtbot):
    """Return a window with a field for each attribute, as names to widgets."""
    window = QWidget()
    qtbot.addWidget(window)
    line, about = QComboBox(), QComboBox()
    for pattern in LinePattern:
        line.addItem(pattern.name, pattern)
    about.addItem("All", "")
    about.addItem("Lunch", "lunch")
    fields = {
        "name": QLineEdit(),
        "text": NoteField("Text", 2),
        "line": line,
        "about": about,
        "count": QSpinBox(),
        "price": QDoubleSpinBox(),
        "warm": QCheckBox(),
    }
    column = QVBoxLayout(window)
    for field in fields.values():
        column.addWidget(field)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    fields["name"].setFocus()
    yield fields  # noqa: PT022 - the window lives as long as this frame


@pytest.fixture
def told():
    return []


@pytest.fixture
def form(clock, sheet, told):
    made = Form(sheet["name"], sheet, may_store=lambda dish: bool(dish.name.strip()))
    made.edited.connect(told.append)
    made.show(SOUP)
    return made


def test_what_is_shown_is_no_change_and_nobody_is_told(form, clock, told):
    assert form.typed() == SOUP
    clock.advance(5000)
    form.flush()
    assert told == []
    assert not form.is_changed


def test_each_field_is_read_as_the_kind_of_value_that_is_stored(form, clock, sheet, told):
    sheet["line"].setCurrentIndex(sheet["line"].findText("DOUBLE"))
    sheet["about"].setCurrentIndex(0)
    sheet["warm"].click()
    sheet["count"].setValue(4)
    sheet["price"].setValue(2.5)
    clock.advance(1000)
    assert told[-1] == replace(
        SOUP, line=LinePattern.DOUBLE, about=None, count=4, price=2.5, warm=True
    )
    assert isinstance(told[-1].line, LinePattern)


def test_typing_is_told_of_after_a_pause_and_on_leaving(form, clock, sheet, told):
    QTest.keyClick(sheet["name"], Qt.Key.Key_End)
    QTest.keyClicks(sheet["name"], "s")
    assert told == []
    clock.advance(1000)
    assert [dish.name for dish in told] == ["Soups"]
    form.show(told[-1])
    sheet["text"].setFocus()
    sheet["text"].selectAll()
    QTest.keyClicks(sheet["text"], "Cold")
    QTest.keyClick(sheet["text"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told[-1].text == "Cold"


def test_what_may_not_be_stored_waits_until_its_field_is_left(form, clock, sheet, told):
    sheet["name"].setFocus()
    sheet["name"].selectAll()
    QTest.keyClick(sheet["name"], Qt.Key.Key_Delete)
    clock.advance(5000)
    assert told == []
    sheet["text"].setFocus()
    assert [dish.name for dish in told] == [""]


def test_what_is_typed_stays_while_other_fields_change(form, sheet):
    QTest.keyClick(sheet["name"], Qt.Key.Key_End)
    QTest.keyClicks(sheet["name"], "s of the day")
    form.show(replace(SOUP, text="Cold"))
    assert sheet["name"].text() == "Soups of the day"
    assert sheet["text"].toPlainText() == "Cold"
    form.show(replace(SOUP, name="Stew"))
    assert sheet["name"].text() == "Stew"


def test_another_thing_takes_the_place_of_what_is_typed(form, sheet):
    sheet["name"].setText("Soups")
    form.show(SOUP, anew=True)
    assert sheet["name"].text() == "Soup"


def test_a_space_more_or_less_is_no_change(form, sheet, told):
    sheet["name"].setText("Soup ")
    sheet["text"].setPlainText("Hot  and\nthick")
    form.flush()
    assert told == []
    form.show(SOUP)
    assert sheet["name"].text() == "Soup ", "the space just typed stays"
