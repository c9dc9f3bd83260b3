"""Lists of rows, used as a person and a reader of the screen use them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.gui.lists.row import ONE_LINE, TWO_LINES, WHOLE, Row, Shape, TitleStyle, Tone
from annotator.gui.lists.row_model import RowModel
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import Number, OutcomeIcon
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.widgets.broken_lines import broken
from annotator.gui.widgets.outcome_signs import OutcomeSign

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
LONG = "The council closed the canteen although nobody had asked the cooks for their view. " * 3


def rows_of(*names: str) -> list[Row]:
    """Return rows with these ids and titles."""
    return [Row(name, f"Row {name}") for name in names]


@dataclass(frozen=True)
class Thing:
    """Something that a list is about."""

    id: str
    words: str


@pytest.fixture
def shown(qtbot, plain_app):
    """Return a maker of lists that are shown."""
    wear(plain_app, LIGHT)

    def show(*rows: Row, size: tuple[int, int] = (240, 200), **ways: object) -> RowView:
        view = RowView("Things", **ways)
        qtbot.addWidget(view)
        view.resize(*size)
        view.set_rows(rows)
        with qtbot.waitExposed(view):
            view.show()
        view.setFocus()
        return view

    return show


def at(view: RowView, number: int, x: int = 100) -> QPoint:
    """Return a place in a row."""
    return QPoint(x, view.visualRect(view.model().index(number, 0)).center().y())


def click(view: RowView, number: int, x: int = 100, keys=Qt.KeyboardModifier.NoModifier) -> None:
    """Click a row."""
    QTest.mouseClick(view.viewport(), LEFT, keys, at(view, number, x))


def told(signal) -> list[object]:
    """Return a list that a signal fills."""
    heard: list[object] = []
    signal.connect(lambda *values: heard.append(values[0] if len(values) == 1 else values))
    return heard


def test_arrows_and_clicks_tell_once_of_the_row_at_hand(shown) -> None:
    view = shown(*rows_of("a", "b", "c"))
    heard = told(view.rowChosen)
    click(view, 0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    click(view, 1)
    assert heard == ["a", "b", "b"]
    assert (view.current, view.chosen) == ("b", ("b",))


def test_what_the_program_chooses_is_told_to_nobody(shown) -> None:
    view = shown(*rows_of("a", "b"))
    heard = told(view.rowChosen)
    view.choose("b")
    view.set_rows(rows_of("a", "b", "c"), "c")
    assert (heard, view.current) == ([], "c")
    assert view.step(-1)
    assert heard == ["b"]
    assert not view.step(9)


def test_keys_use_check_remove_and_leave_letters(shown) -> None:
    view = shown(*(replace(row, is_checked=False) for row in rows_of("a", "b")))
    heard = [told(s) for s in (view.rowActivated, view.checkToggled, view.removeRequested)]
    click(view, 1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_R)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert heard == [["b"], ["b"], [("b",)]]
    assert view.current == "b"


def test_a_click_on_the_box_checks_and_elsewhere_chooses(shown) -> None:
    view = shown(*(replace(row, is_checked=True) for row in rows_of("a", "b")))
    heard = told(view.checkToggled)
    click(view, 1, x=12)
    assert (heard, view.current) == (["b"], "b")
    click(view, 0, x=120)
    assert (heard, view.current) == (["b"], "a")
    QTest.mouseDClick(view.viewport(), LEFT, pos=at(view, 0, 12))
    assert heard == ["b", "a"]


def test_several_are_chosen_and_go_nowhere(shown) -> None:
    view = shown(*rows_of("a", "b", "c", "d"), several=True)
    heard, counts = told(view.rowChosen), told(view.severalChosen)
    click(view, 0)
    click(view, 2, keys=SHIFT)
    assert (view.chosen, heard, counts[-1]) == (("a", "b", "c"), ["a"], 3)
    asked = told(view.removeRequested)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert asked == [("a", "b", "c")]


def test_choice_and_place_stay_when_rows_come_go_and_move(shown) -> None:
    names = [f"n{number}" for number in range(60)]
    view = shown(*rows_of(*names), several=True)
    view.choose("n30")
    resets, heard = told(view.model().modelReset), told(view.rowChosen)
    first = view.indexAt(QPoint(0, 0))
    seen, offset = view.rows[first.row()].id, view.visualRect(first).top()
    view.set_rows(rows_of("new", *names[5:20], "x", "y", *names[20:]))
    QApplication.processEvents()
    assert (view.current, view.chosen, resets, heard) == ("n30", ("n30",), [], [])
    now = view.indexAt(QPoint(0, 0))
    assert (view.rows[now.row()].id, view.visualRect(now).top()) == (seen, offset)
    view.set_rows(rows_of(*reversed(names)))
    assert (view.chosen, resets) == (("n30",), [])
    assert [row.id for row in view.rows] == names[::-1]


def test_only_rows_that_differ_are_touched(qtbot) -> None:
    model = RowModel()
    rows = rows_of(*"abcdef")
    model.set_items(rows)
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    came, went = told(model.rowsInserted), told(model.rowsRemoved)
    model.set_items([*rows[:2], replace(rows[2], title="C"), *rows[3:]])
    assert (changed, came, went) == ([(2, 2)], [], [])
    model.set_items([rows[0], rows[1], Row("new", "New"), *rows[4:]])
    assert [(first, last) for _, first, last in came] == [(2, 2)]
    assert [(first, last) for _, first, last in went] == [(2, 3)]
    assert [row.id for row in model.items] == ["a", "b", "new", "e", "f"]


@pytest.mark.parametrize("after", ["", "a", "fedcba", "xaybzc", "cab", "aab", "defabcg", "bb"])
@pytest.mark.parametrize("before", ["", "abcdef", "aab", "xyz"])
def test_any_rows_can_follow_any_others(before: str, after: str) -> None:
    model = RowModel()
    model.set_items(rows_of(*before))
    model.set_items(rows_of(*after))
    assert [row.id for row in model.items] == list(after)
    assert model.rowCount() == len(after)


def test_a_row_that_went_is_no_longer_chosen(shown) -> None:
    view = shown(*rows_of("a", "b", "c"))
    view.choose("b")
    view.set_rows(rows_of("a", "c"))
    assert (view.current, view.chosen) == ("", ())
    view.choose_at(7)
    assert view.current == "c"


def test_a_reader_of_the_screen_hears_names_rows_and_boxes(shown) -> None:
    sign = OutcomeIcon(OutcomeSign.PARTLY)
    row = Row("a", "Mira", note="late", side="3 of 5", signs=(sign,), is_flagged=True)
    view = shown(row, Row("b", "Tom", spoken="Tom, absent", is_checked=True), shape=TWO_LINES)
    table = QAccessible.queryAccessibleInterface(view)
    assert table.text(QAccessible.Text.Name) == "Things"
    heard = [table.child(n) for n in range(table.childCount())]
    cells = [each for each in heard if each.role() == QAccessible.Role.Cell]
    assert [each.text(QAccessible.Text.Name) for each in heard if each not in cells] == [""] * 4
    assert [cell.text(QAccessible.Text.Name) for cell in cells] == [
        "Mira, partly found, late, 3 of 5, flagged",
        "Tom, absent",
    ]
    assert cells[1].state().checked
    assert not cells[0].state().editable


def test_an_empty_list_says_why(shown) -> None:
    view = shown(about="Enter opens", empty="No article yet.")
    assert view.accessibleDescription() == "No article yet."
    view.set_rows(rows_of("a"))
    assert view.accessibleDescription() == "Enter opens"


def test_a_title_is_written_anew_in_its_place(shown, qtbot) -> None:
    view = shown(*rows_of("a", "b"), edits=True)
    edited = told(view.rowEdited)
    view.edit_row("b")
    field = view.findChild(QLineEdit)
    assert (field.text(), field.accessibleName()) == ("Row b", "Edit: Row b")
    QTest.keyClicks(field, "Better")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edited == [("b", "Better")])


@pytest.mark.parametrize("leave", ["escape", "elsewhere"])
def test_an_edit_is_given_up(shown, qtbot, leave: str) -> None:
    view = shown(*rows_of("a", "b"), edits=True)
    edited = told(view.rowEdited)
    view.edit_row("b")
    field = view.findChild(QLineEdit)
    QTest.keyClicks(field, "Worse")
    if leave == "escape":
        QTest.keyClick(field, Qt.Key.Key_Escape)
    else:
        view.setFocus()
    qtbot.waitUntil(lambda: not view.findChildren(QLineEdit))
    assert (edited, view.rows[1].title) == ([], "Row b")


def test_rows_move_with_alt_and_by_dragging(shown, qtbot) -> None:
    view = shown(*rows_of("a", "b", "c"), moves=True)
    asked = told(view.moveRequested)
    click(view, 1)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT | Qt.KeyboardModifier.KeypadModifier)
    assert asked == [(1, 2), (1, 2)]
    model = view.model()
    data = model.mimeData([model.index(0, 0)])
    move = Qt.DropAction.MoveAction
    assert not model.dropMimeData(data, move, 3, 0, model.index(-1, 0))
    qtbot.waitUntil(lambda: asked[2:] == [(0, 2)])
    assert [row.id for row in view.rows] == ["a", "b", "c"]


def test_rows_fit_their_words_in_any_width(shown, qtbot) -> None:
    rows = [Row("a", "Short"), Row("b", LONG, "Why\nand how"), *rows_of(*map(str, range(300)))]
    view = shown(*rows, shape=WHOLE, size=(400, 300))
    wide = view.rowHeight(1)
    assert wide > 2 * view.rowHeight(0)
    view.resize(200, 300)
    assert view.rowHeight(1) > wide
    qtbot.waitUntil(lambda: view.rowHeight(301) == view.rowHeight(0))


def test_long_words_end_in_an_ellipsis(qtbot, plain_app) -> None:
    lines = broken(LONG, plain_app.font(), 150, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert broken("🙂 " * 40, plain_app.font(), 150, 3)[0].startswith("🙂")
    assert broken("one\n\ntwo", plain_app.font(), 900, 5) == ["one", "two"]


def test_the_row_of_an_item_is_made_when_it_is_seen(shown) -> None:
    things = [Thing(str(number), f"words {number}") for number in range(5_000)]
    made: list[str] = []

    def row_of(thing: Thing) -> Row:
        made.append(thing.id)
        return Row(thing.id, thing.words)

    view = shown()
    view.set_items(things, row_of)
    view.grab()
    assert len(set(made)) < 40
    view.choose("4000")
    assert view.current_item == things[4000]


def test_a_row_is_drawn_once_until_it_looks_otherwise(shown, plain_app) -> None:
    drawn: list[str] = []

    class Counted(Number):
        def draw(self, painter, box, look) -> None:
            drawn.append(look.name)
            super().draw(painter, box, look)

    view = shown(*(replace(row, signs=(Counted(1),)) for row in rows_of("a", "b")))
    view.grab()
    drawn.clear()
    view.grab()
    assert drawn == []
    wear(plain_app, DARK)
    before = view.grab().toImage()
    assert set(drawn) == {"dark"}
    assert before.pixelColor(200, 180).lightness() < 80


def test_a_picture_looks_like_the_row_drawn_straight(shown) -> None:
    row = Row("a", "Plain words", note="And why", side="2", tone=Tone.DANGER, face=TitleStyle.BOLD)
    view = shown(row, Row("b", "Other"), shape=TWO_LINES)
    first, again = view.grab().toImage(), view.grab().toImage()
    assert first == again
    colours = {first.pixelColor(x, y).name() for x in range(60) for y in range(40)}
    assert LIGHT.danger.lower() in colours


def test_shapes_say_how_tall_rows_are(shown) -> None:
    heights = [
        shown(*rows_of("a"), shape=shape).rowHeight(0)
        for shape in (ONE_LINE, TWO_LINES, Shape(note=1, more=2))
    ]
    assert heights == sorted(heights)
    assert heights[0] >= 28


def test_home_and_end_go_to_the_first_and_the_last_row_and_shift_takes_all_between(shown):
    view = shown(*rows_of("a", "b", "c"), several=True)
    news = told(view.rowChosen)
    view.choose("b")
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert news == ["c", "a"]
    QTest.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert view.chosen == ("a", "b", "c")
