"""Notes and answers: nothing that was typed is lost, and each pause is one edit."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from annotator.domain.errors import StorageTrouble
from annotator.gui.look.theme import LIGHT
from annotator.gui.widgets.delayed_save import PAUSE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def marked(board):
    """Return a place with two annotations; the note of the second is open."""
    board.open()
    for quote in ("greedy", "cruel"):
        board.drag(0, quote)
        board.press("1")
    return board


def reasons(board) -> dict[str, str]:
    return {a.quote: a.reason for a in board.session().all_annotations()}


def test_typing_and_closing_at_once_loses_nothing(marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("It sounds heartless")
    marked.room.close()
    assert reasons(marked)["cruel"] == "It sounds heartless"


def test_typing_and_choosing_another_annotation_stores_the_first(marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("First note")
    marked.room.focus_annotation(marked.annotation("greedy").id)
    assert reasons(marked) == {"greedy": "", "cruel": "First note"}
    assert marked.room.panel.annotations.editor._reason.toPlainText() == ""


def test_escape_on_a_chosen_annotation_stores_its_note_and_clears_it_from_the_panel(marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("Sounds heartless")
    marked.press(Qt.Key.Key_Return, CONTROL)
    assert marked.view().active == marked.annotation("cruel").id
    marked.press(Qt.Key.Key_Escape)
    editor = marked.room.panel.annotations.editor
    assert marked.view().active is None
    assert editor.annotation_id is None
    assert not editor.isVisible()
    assert not marked.room.panel.annotations.list.selectionModel().hasSelection()
    assert reasons(marked)["cruel"] == "Sounds heartless"
    assert marked.view().hasFocus()


def test_a_pause_stores_one_edit(marked, qtbot):
    marked.press(Qt.Key.Key_Return)
    marked.type("slow")
    assert reasons(marked)["cruel"] == ""
    qtbot.waitUntil(lambda: reasons(marked)["cruel"] == "slow", timeout=PAUSE * 5)
    marked.room.undo()
    assert reasons(marked)["cruel"] == ""
    assert marked.room.panel.annotations.editor._reason.toPlainText() == ""


def test_leaving_the_field_stores(marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("left")
    marked.view().setFocus()
    assert reasons(marked)["cruel"] == "left"


def test_hand_in_and_back_store_first(marked, qtbot):
    marked.press(Qt.Key.Key_Return)
    marked.type("before hand-in")
    seen = []
    marked.room.handInRequested.connect(lambda: seen.append(reasons(marked)["cruel"]))
    QTest.mouseClick(marked.room.header.hand_in, Qt.MouseButton.LeftButton)
    assert seen == ["before hand-in"]


def test_a_full_disk_keeps_the_text_and_tries_again(marked, monkeypatch):
    marked.press(Qt.Key.Key_Return)
    marked.type("precious")

    def full(*_args):
        raise StorageTrouble("The disk is full. What you wrote is still here; make room.")

    with monkeypatch.context() as patch:
        patch.setattr(marked.room._session, "do", full)
        assert marked.room.flush() is False
        marked.room.focus_annotation(marked.annotation("greedy").id)
        editor = marked.room.panel.annotations.editor
        assert editor._reason.toPlainText() == "precious"
        assert editor.annotation_id == marked.annotation("cruel").id
    assert marked.troubles[0].startswith("The disk is full.")
    assert marked.room.flush() is True
    assert reasons(marked)["cruel"] == "precious"


def test_a_technique_is_stored_when_chosen_and_explained(marked):
    editor = marked.room.panel.annotations.editor
    editor._technique.setFocus()
    marked.press(Qt.Key.Key_Down)
    assert marked.annotation("cruel").technique_id == "loaded-language-a"
    assert editor._definition.text() == "One way to do it."


def test_only_loaded_language_asks_for_neutral_words(marked):
    editor = marked.room.panel.annotations.editor
    assert editor._rewrite.isVisible()
    marked.click(0, "Everyone")
    marked.press("3")
    assert not editor._rewrite.isVisible()


def test_another_category_keeps_the_note(marked):
    marked.press(Qt.Key.Key_Return)
    marked.type("Who says so?")
    editor = marked.room.panel.annotations.editor
    editor._category.setFocus()
    marked.press(Qt.Key.Key_Down)
    changed = marked.annotation("cruel")
    assert (changed.category_id, changed.reason) == ("unsupported-claim", "Who says so?")


def test_an_answer_is_stored_on_closing_and_is_there_again(board):
    board.open()
    board.room.focus_question("agree")
    board.type("The soup is dearer 🍲")
    board.reopen()
    field = board.room.panel.questions._fields[0].field
    assert field.toPlainText() == "The soup is dearer 🍲"
    assert board.room.panel.tabs.tabText(1) == "Questions 1/1"


def test_the_list_shows_what_is_missing_and_a_click_goes_there(marked):
    annotations = marked.room.panel.annotations
    rows = [annotations.list.model().index(n, 0).data() for n in range(annotations.count)]
    assert rows[0] == "Loaded language: “greedy”. Add a reason. The Bugle."
    area = annotations.list.visualRect(annotations.list.model().index(0, 0))
    QTest.mouseClick(
        annotations.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        area.center(),
    )
    view = marked.view()
    assert view.article.body[view.caret() :].startswith("greedy")
    assert view.active == marked.annotation("greedy").id


def test_a_row_says_the_reason_as_soon_as_it_is_stored(marked):
    listed = marked.room.panel.annotations.list

    def asks() -> bool:
        """Return whether a row is drawn in the colour of what is still asked for."""
        picture = listed.viewport().grab().toImage()
        asked = QColor(LIGHT.warning).rgb()
        points = product(range(picture.width()), range(picture.height()))
        return any(picture.pixel(x, y) == asked for x, y in points)

    assert asks()
    for quote in ("greedy", "cruel"):
        marked.room.focus_annotation(marked.annotation(quote).id)
        marked.press(Qt.Key.Key_Return)
        marked.type("Heartless")
        marked.press(Qt.Key.Key_Return, CONTROL)
    assert not asks()


def test_delete_in_the_list_removes_all_chosen_rows_in_one_step(marked):
    listed = marked.room.panel.annotations.list
    listed.setFocus()
    listed.selectAll()
    marked.press(Qt.Key.Key_Delete)
    assert marked.stored() == []
    marked.room.undo()
    assert len(marked.stored()) == 2


def test_the_question_of_the_category_stands_above_the_reason(marked):
    editor = marked.room.panel.annotations.editor
    heading = "Why is it loaded language? This lesson asks for it."
    assert editor._reason_label.text() == heading
    assert editor._reason.accessibleDescription() == heading
    marked.click(0, "Everyone")
    marked.press("3")
    assert editor._reason_label.text() == "Why is it opinion?"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_technique_list_explains_each_technique(marked):
    box = marked.room.panel.annotations.editor._technique
    spoken = box.itemData(1, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Loaded language A. One way to do it."
    box.showPopup()
    assert box.view().isVisible()
    assert box.view().width() > box.width()
    assert box.view().sizeHintForRow(1) > box.view().sizeHintForRow(0) + 10
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert marked.annotation("cruel").technique_id == "loaded-language-a"
