"""The Compare screen: what it shows of the lesson that ships, and what can be put right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from annotator.domain.corrections import Change, CorrectQuotedSource, MergeFacts, RenameFact
from annotator.domain.identifiers import LessonId
from annotator.domain.wording import share_text
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.compare.compare_screen import _DESCRIBED, CompareScreen
from annotator.gui.compare.comparison_table import ComparisonTable
from annotator.gui.compare.table_content import ComparisonRow, EmphasisKind
from annotator.gui.widgets.language_worker import LanguageWorker
from annotator.services.comparing import corrections_of
from tests.gui.compare.conftest import CARACAS, KnowingWorker, shown_screen

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
OUTLETS = 5


def row_with(table: ComparisonTable, words: str) -> int:
    """Return the number of the row one of whose cells holds these words."""
    for number, row in enumerate(table.rows.rows):
        if any(words in item.text for cell in row.cells for item in cell.items):
            return number
    raise AssertionError(f"no row holds “{words}”")


def outlets_of(row: ComparisonRow) -> int:
    return sum(bool(cell.items) for cell in row.cells)


def click(table: ComparisonTable, row: int, column: int, *, ctrl: bool = False) -> None:
    index = table.rows.index(row, column)
    table.scrollTo(index, table.ScrollHint.PositionAtTop)
    point = table.visualRect(index).topLeft() + QPoint(14, 14)
    keys = CTRL if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.viewport(), LEFT, keys, point)


def press(button: QPushButton) -> None:
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def choose_row(button: QPushButton, title: str) -> None:
    """Choose a row in the menu of a button, as a click on it would."""
    menu = button.menu()
    menu.aboutToShow.emit()
    (action,) = [each for each in menu.actions() if each.text().startswith(title)]
    action.trigger()


def changes_of(screen: CompareScreen, application) -> list[object]:
    return [each.change for each in corrections_of(application.ports, LessonId(CARACAS))]


def view_of(screen: CompareScreen) -> ArticleView:
    (view,) = [each for each in screen.drawer.findChildren(ArticleView) if each.isVisible()]
    return view


# -- what it shows -----------------------------------------------------------------------------


def test_the_lesson_that_ships_is_compared_by_the_real_process(
    qtbot, plain_app, real_application, person
) -> None:
    worker = LanguageWorker()
    try:
        screen = shown_screen(qtbot, real_application, person, worker)
        facts = screen.facts.table
        vehicle = facts.rows.rows[row_with(facts, "One of the vehicles drove into the crowd")]
        video = facts.rows.rows[row_with(facts, "three-minute video")]
        hurt = facts.rows.rows[row_with(facts, "At least 50 people were hurt")]
        assert [outlets_of(row) for row in (vehicle, video, hurt)] == [5, 5, 4]
        assert hurt.cells[2].spoken == "not mentioned"
        screen.tabs.setCurrentIndex(1)
        groups = {row.title: row for row in screen.wording.table.rows.rows}
        crowd = [
            item.text for cell in groups["The people in the street"].cells for item in cell.items
        ]
        assert {"innocent civilians", "rioters", "demonstrators", "mob"} <= set(crowd)
        assert outlets_of(groups["The vehicle"]) == OUTLETS
        assert outlets_of(groups["The pictures"]) == OUTLETS
        screen.tabs.setCurrentIndex(3)
        said = [[cell.spoken for cell in row.cells] for row in screen.numbers.table.rows.rows]
        assert ["over 70", "At least 50", "no number", "Over 70", "59"] in said
    finally:
        worker.close()


def test_a_sentence_shows_the_wording_and_the_figures_that_differ(screen: CompareScreen) -> None:
    table = screen.facts.table
    row = table.rows.rows[row_with(table, "At least 50 people were hurt")]
    item = row.cells[0].items[0]
    marked = {mark.span.of(item.text): mark.kind for mark in item.marks}
    assert marked["over 70"] is EmphasisKind.FIGURE
    vehicle = table.rows.rows[row_with(table, "One of the vehicles drove into the crowd")]
    words = {
        mark.span.of(item.text)
        for cell in vehicle.cells
        for item in cell.items
        for mark in item.marks
    }
    assert {"heavy army truck", "mob", "demonstrators", "armoured cars"} <= words


def test_rows_can_be_those_that_some_outlet_leaves_out(screen: CompareScreen) -> None:
    table = screen.facts.table
    every = len(table.rows.rows)
    screen.facts.shown.setCurrentIndex(1)
    left_out = len(table.rows.rows)
    assert all(outlets_of(row) < OUTLETS for row in table.rows.rows)
    screen.facts.shown.setCurrentIndex(2)
    assert len(table.rows.rows) + left_out == every


def test_a_click_on_a_sentence_opens_its_place_in_the_article(qtbot, screen: CompareScreen) -> None:
    table = screen.facts.table
    number = row_with(table, "At least 50 people were hurt")
    click(table, number, 2)
    qtbot.waitUntil(lambda: bool(view_of(screen).selection()))
    view = view_of(screen)
    assert view.article.id == "evening-splash"
    assert view.selection().of(view.article.body).startswith("At least 50 people were hurt")
    boxes = view.boxes(view.selection())

    def in_view() -> bool:
        top = boxes[0].top() - view.verticalScrollBar().value()
        return 0 <= top < view.viewport().height() - 40

    qtbot.waitUntil(in_view)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not screen.drawer.isVisible()


def test_enter_goes_through_the_places_of_a_cell(qtbot, screen: CompareScreen) -> None:
    table = screen.facts.table
    number = row_with(table, "armoured cars bulldozes")
    table.setCurrentIndex(table.rows.index(number, 2))
    seen = []
    for _ in range(3):
        with qtbot.waitSignal(table.placeRequested) as asked:
            QTest.keyClick(table, Qt.Key.Key_Return)
        seen.append(asked.args[0])
    assert seen[0] != seen[1]
    assert seen[2] == seen[0]


def test_words_are_shown_where_they_stand_one_place_after_the_other(
    qtbot, screen: CompareScreen
) -> None:
    screen.tabs.setCurrentIndex(1)
    table = screen.wording.table
    row = row_with(table, "rioters")
    column = 1 + next(n for n, c in enumerate(table.rows.rows[row].cells) if c.items[0].places[1:])
    item = table.rows.rows[row].cells[column - 1].items[0]
    places = []
    for _ in range(2):
        with qtbot.waitSignal(table.placeRequested) as asked:
            click(table, row, column)
        places.append(asked.args[0])
    assert tuple(places) == item.places[:2]


def test_the_charts_say_their_numbers_from_the_key_and_from_the_suggestions(
    screen: CompareScreen, knowing: KnowingWorker
) -> None:
    screen.tabs.setCurrentIndex(3)
    of_key = [chart.spoken for chart in screen.numbers.charts()]
    assert "The Liberty Anvil: " in of_key[1]
    screen.numbers.counted.setCurrentIndex(0)
    opinion, loaded = screen.numbers.charts()
    figures = knowing.answer["figures"]
    assert [bar.text for bar in opinion.bars] == [share_text(f["opinion_share"]) for f in figures]
    assert [bar.text for bar in loaded.bars] == [f"{f['loaded_per_hundred']:.1f}" for f in figures]
    assert screen.numbers.opinion.accessibleDescription() == opinion.spoken
    image = screen.numbers.opinion.grab().toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert len(colours) > 2


# -- what is put right -------------------------------------------------------------------------


def test_a_row_gets_another_title_and_keeps_it(
    qtbot, screen: CompareScreen, real_application, person, knowing: KnowingWorker
) -> None:
    table = screen.facts.table
    number = row_with(table, "At least 50 people were hurt")
    table.setCurrentIndex(table.rows.index(number, 1))
    press(screen.facts.rename)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "How many were hurt")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows.rows[number].title == "How many were hurt")
    again = shown_screen(qtbot, real_application, person, knowing)
    assert again.facts.table.rows.rows[number].title == "How many were hurt"
    (change,) = changes_of(screen, real_application)
    assert isinstance(change, RenameFact)


def test_two_rows_are_made_one_and_undo_parts_them(screen: CompareScreen, real_application) -> None:
    table = screen.facts.table
    before = [row.title for row in table.rows.rows]
    assert not screen.facts.merge.isEnabled()
    click(table, 0, 1)
    click(table, 1, 1, ctrl=True)
    press(screen.facts.merge)
    assert [row.title for row in table.rows.rows] == [before[0], *before[2:]]
    assert isinstance(changes_of(screen, real_application)[0], MergeFacts)
    assert "rows made one" in screen.undo.toolTip()
    QTest.keyClick(screen, Qt.Key.Key_Z, CTRL)
    assert [row.title for row in table.rows.rows] == before
    assert changes_of(screen, real_application) == []
    assert not screen.undo.isEnabled()


def test_a_sentence_is_split_off_moved_and_taken_out(screen: CompareScreen) -> None:
    table = screen.facts.table
    number = row_with(table, "So are Brazil, Colombia and Chile.")
    title = table.rows.rows[number].title
    click(table, number, 4)
    press(screen.facts.split)
    made = table.rows.rows[number + 1]
    assert made.title == "So are Brazil, Colombia and Chile."
    assert outlets_of(made) == 1
    click(table, number + 1, 4)
    choose_row(screen.facts.move_to, title[:30])
    assert "So are Brazil, Colombia and Chile." in table.rows.rows[number].cells[3].spoken
    assert table.rows.rows[number + 1].title != "So are Brazil, Colombia and Chile."
    click(table, number, 4)
    press(screen.facts.take_out)
    assert "So are Brazil, Colombia and Chile." not in table.rows.rows[number].cells[3].spoken


def test_what_is_not_the_same_fact_goes(screen: CompareScreen) -> None:
    table = screen.facts.table
    first = table.rows.rows[0]
    click(table, 0, 1)
    press(screen.facts.not_same)
    assert first.key not in {row.key for row in table.rows.rows}


def test_a_sentence_that_was_not_found_is_chosen_in_its_article(
    qtbot, screen: CompareScreen
) -> None:
    table = screen.facts.table
    number = row_with(table, "At least 50 people were hurt")
    click(table, number, 3)
    press(screen.facts.add_sentence)
    view = view_of(screen)
    assert view.article.id == "crosswind-review"
    third = view.article.sentences[2]
    view.place_caret(third.start + 3)
    press(screen.drawer.add)
    assert table.rows.rows[number].cells[2].items[0].text == third.of(view.article.body)
    assert table.rows.rows[number].note.startswith("5 of 5")
    assert not screen.drawer.isVisible()


def test_groups_of_words_are_merged_renamed_and_removed(screen: CompareScreen) -> None:
    screen.tabs.setCurrentIndex(1)
    tab, table = screen.wording, screen.wording.table
    count = len(table.rows.rows)
    number = row_with(table, "rioters")
    wheel = row_with(table, "wheels")
    column = 1 + next(
        n for n, c in enumerate(table.rows.rows[wheel].cells) if c.items[-1].text == "wheels"
    )
    table.setCurrentIndex(table.rows.index(wheel, column))
    places = sum(len(item.places) for item in table.rows.rows[wheel].cells[column - 1].items)
    for _ in range(places):
        QTest.keyClick(table, Qt.Key.Key_Return)
    press(tab.take_out)
    assert "wheels" not in table.rows.rows[wheel].cells[column - 1].spoken
    click(table, number, 1)
    click(table, number + 1, 1, ctrl=True)
    press(tab.merge)
    assert len(table.rows.rows) == count - 1
    table.setCurrentIndex(table.rows.index(0, 1))
    press(tab.drop)
    assert len(table.rows.rows) == count - 2


def test_a_source_gets_a_side_that_the_chart_counts(
    screen: CompareScreen, real_application
) -> None:
    screen.tabs.setCurrentIndex(2)
    tab = screen.sources
    assert len(tab.charts()) == 1
    tab.table.selectRow(0)
    tab.side.setFocus()
    QTest.keyClicks(tab.side, "opposition")
    QTest.keyClick(tab.side, Qt.Key.Key_Return)
    assert tab.table.sources[0].speaker.side == "opposition"
    _, sides = tab.charts()
    assert sides.legend == ("opposition", "no side yet")
    assert sides.bars[0].parts[0] == tab.table.sources[0].speaker.words
    assert changes_of(screen, real_application) == [
        CorrectQuotedSource(tab.table.sources[0].speaker.name, "opposition")
    ]
    assert screen.undo.accessibleDescription() == "Take back: the side of a source"
    press(tab.no_side)
    assert len(tab.charts()) == 1
    count = len(tab.table.rows.rows)
    press(tab.no_source)
    assert len(tab.table.rows.rows) == count - 1


def test_a_click_on_a_source_shows_what_it_says(qtbot, screen: CompareScreen) -> None:
    screen.tabs.setCurrentIndex(2)
    table = screen.sources.table
    point = table.visualRect(table.rows.index(0, 1)).center()
    with qtbot.waitSignal(table.placeRequested) as asked:
        QTest.mouseClick(table.viewport(), LEFT, pos=point)
    assert asked.args[0].article_id == table.sources[0].article_id


def test_the_comparison_is_saved_to_be_printed(
    qtbot, screen: CompareScreen, person, tmp_path: Path
) -> None:
    person.folders.extend([None, tmp_path])
    press(screen.keep)
    assert list(tmp_path.iterdir()) == []
    press(screen.keep)
    path = tmp_path / f"{CARACAS}_comparison.pdf"
    qtbot.waitUntil(lambda: path.name in texts(screen))
    words = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "innocent civilians" in words
    assert "Counted from the answer key" in words


def test_a_folder_that_cannot_be_written_is_said(
    qtbot, screen: CompareScreen, person, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    person.folders.append(tmp_path / "file")
    press(screen.keep)
    qtbot.waitUntil(lambda: bool(person.said))
    assert screen.keep.isEnabled()


def test_every_change_can_be_named_when_it_is_taken_back() -> None:
    assert set(_DESCRIBED) == set(get_args(Change))


# -- what can go wrong -------------------------------------------------------------------------


def test_a_trouble_is_said_and_can_be_tried_again(
    qtbot, plain_app, real_application, person, knowing: KnowingWorker
) -> None:
    knowing.trouble = "The language model is not installed."
    screen = CompareScreen(real_application.comparing(CARACAS), person, worker=knowing)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    qtbot.waitUntil(screen.again.isVisible)
    assert knowing.trouble in texts(screen)
    knowing.trouble = ""
    press(screen.again)
    qtbot.waitUntil(lambda: screen.comparison is not None)
    assert not screen.again.isVisible()


def test_a_lesson_that_is_gone_is_said(qtbot, plain_app, real_application, person, knowing) -> None:
    screen = CompareScreen(real_application.comparing("gone"), person, worker=knowing)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    qtbot.waitUntil(screen.again.isVisible)
    assert knowing.asked == []


def test_who_leaves_while_it_reads_waits_no_longer(
    qtbot, plain_app, real_application, person, knowing: KnowingWorker
) -> None:
    knowing.is_silent = True
    screen = CompareScreen(real_application.comparing(CARACAS), person, worker=knowing)
    qtbot.addWidget(screen)
    screen.enter()
    qtbot.waitUntil(lambda: bool(knowing.asked))
    assert screen.leave()
    assert knowing.cancelled == [1]


def test_the_same_articles_are_not_compared_twice(
    qtbot, screen: CompareScreen, knowing: KnowingWorker
) -> None:
    screen.enter()
    first: Callable[[], bool] = lambda: screen._compared is not None  # noqa: E731
    qtbot.waitUntil(first)
    assert len(knowing.asked) == 1


def test_every_control_can_be_named_and_reached(screen: CompareScreen) -> None:
    for number in range(screen.tabs.count()):
        screen.tabs.setCurrentIndex(number)
        for button in screen.findChildren(QPushButton):
            assert button.text() or button.accessibleName()
            if button.isVisible():
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    for table in (screen.facts.table, screen.wording.table, screen.sources.table):
        assert table.accessibleName()
    spoken = screen.facts.table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("The Liberty Anvil: ")


def texts(screen: CompareScreen) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1000)])
def test_no_column_is_narrower_than_its_words_need(screen: CompareScreen, qtbot, size) -> None:
    screen.resize(*size)
    table = screen.facts.table

    def fits() -> bool:
        whole = sum(table.columnWidth(column) for column in range(OUTLETS + 1))
        return table.columnWidth(1) >= 168 and whole >= table.viewport().width() - OUTLETS

    qtbot.waitUntil(fits)
