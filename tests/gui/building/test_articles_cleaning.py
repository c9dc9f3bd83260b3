"""Each block of an imported page is kept or dropped by hand, and every decision goes back."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.domain.imports import Decision
from annotator.domain.lessons import BlockKind
from annotator.gui.building.cleaning_view import NOTE, Shown
from annotator.services.article_drafts import add_pages
from annotator.use_cases.article_import import ArticleImporter
from annotator.wiring.application import open_application
from tests.fakes import accessibility
from tests.fakes.article_bench import ArticleBench, click
from tests.unit.files.importing.made_files import STORY

PAGE = "\n\n".join(
    (
        "Tower leans",
        STORY[0],
        "Follow us on Twitter",
        "Who pays?",
        STORY[1],
        "Getty Images",
        STORY[2],
    )
)
P, S, C = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.CAPTION


@pytest.fixture
def bench(qtbot, plain_app, data_dir):
    application = open_application(data_dir / "data")
    made = ArticleBench(qtbot, plain_app, application)
    page = ArticleImporter().page_of_text(PAGE)
    made.screen.session.change("import", add_pages(made.draft, [("page", page)])[0])
    made.view.list.setFocus()
    yield made
    application.close()


ArticleBench.view = property(lambda self: self.step.page.cleaning)


def row_of(bench, words):
    return next(n for n, row in enumerate(bench.view.rows) if words in row.text)


def go_to(bench, words):
    bench.view.list.choose(str(row_of(bench, words)))
    bench.view.list.setFocus()


def press(bench, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(bench.view.list, key, modifiers)


def click_box(bench, words):
    view = bench.view.list
    index = view.model().index(row_of(bench, words), 0)
    view.scrollTo(index)
    spot = view.visualRect(index).topLeft() + QPoint(18, 16)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def decisions(bench):
    return bench.draft.pages[bench.lesson.articles[0].id].decisions


def test_a_page_of_which_nothing_is_kept_shows_its_blocks_and_the_way_out(bench):
    lines = "\n\n".join(("Share this article", "Follow us on Twitter", "Getty Images"))
    page = ArticleImporter().page_of_text(lines)
    bench.screen.session.change("import", add_pages(bench.draft, [("lines", page)])[0])
    bench.view.show_page(page, is_edited=False)
    assert [row.block.keep for row in bench.view.rows] == [False] * 3
    assert bench.view.list.isVisible()
    assert "Keep the blocks of the article here" in bench.view.findChild(QWidget, NOTE).text()
    bench.view.show_page(page.deciding(0, Decision(keep=True)), is_edited=False)
    assert not bench.view.findChild(QWidget, NOTE).isVisible()


def test_space_keeps_a_dropped_block_and_drops_it_again(bench):
    go_to(bench, "Follow us")
    before = bench.texts()
    press(bench, Qt.Key.Key_Space)
    assert bench.texts() == [before[0], "Follow us on Twitter", *before[1:]]
    assert bench.view.list.currentIndex().row() == row_of(bench, "Follow us")
    assert bench.view.list.hasFocus()
    press(bench, Qt.Key.Key_Space)
    assert bench.texts() == before
    assert decisions(bench) == {}
    assert bench.stored().lesson == bench.lesson


def test_a_click_on_the_box_drops_a_block_and_a_second_one_keeps_it(bench):
    before = bench.texts()
    click_box(bench, STORY[1])
    assert STORY[1] not in bench.texts()
    click_box(bench, STORY[1])
    assert bench.texts() == before


def test_a_click_beside_the_box_only_chooses(bench):
    view = bench.view.list
    index = view.model().index(row_of(bench, STORY[1]), 0)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    assert view.currentIndex().row() == index.row()
    assert decisions(bench) == {}


def test_keys_say_what_a_block_is(bench):
    go_to(bench, STORY[1])
    for key, kind in ((Qt.Key.Key_S, S), (Qt.Key.Key_C, C), (Qt.Key.Key_P, P)):
        press(bench, key)
        kinds = {
            block.span.of(bench.lesson.articles[0].body): block.kind
            for block in bench.lesson.articles[0].blocks
        }
        assert kinds[STORY[1]] is kind
    assert decisions(bench) == {}


def test_the_kind_is_chosen_in_the_box_too(bench):
    go_to(bench, STORY[1])
    kind = bench.view.kind
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_Down)
    QTest.keyClick(kind, Qt.Key.Key_Down)
    assert decisions(bench)[row_of(bench, STORY[1])] == Decision(kind=C)


def test_backspace_takes_the_programs_choice(bench):
    go_to(bench, STORY[1])
    assert not bench.view.undecide.isEnabled()
    press(bench, Qt.Key.Key_Space)
    assert bench.view.undecide.isEnabled()
    row = bench.view.rows[row_of(bench, STORY[1])]
    assert row.reason.startswith("your decision; the program kept it: ")
    press(bench, Qt.Key.Key_Backspace)
    assert decisions(bench) == {}
    assert STORY[1] in bench.texts()


def test_several_blocks_are_decided_in_one_step(bench):
    go_to(bench, STORY[0])
    press(bench, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    click(bench.view.toggle)
    if STORY[0] in bench.texts():  # some were dropped, so all are kept first
        click(bench.view.toggle)
    assert bench.texts() == []
    assert bench.step.problems() == 1 + 1  # no text, and no outlet in such a page
    bench.screen.undo()
    bench.screen.undo()
    assert decisions(bench) == {}


def test_the_list_shows_some_of_the_blocks(bench):
    rows = bench.view.rows
    shown = bench.view.shown
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert shown.currentText() == Shown.DECIDED.value
    assert not bench.view.list.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Up)
    QTest.keyClick(shown, Qt.Key.Key_Up)
    shown_now = [row.id for row in bench.view.list.rows]
    assert shown_now == [row.id for row in rows if not row.block.keep]
    assert shown_now
    QTest.keyClick(shown, Qt.Key.Key_Home)
    assert bench.view.list.count == len(rows)


def test_all_captions_are_dropped_at_once(bench):
    for words in (STORY[0], STORY[1]):
        go_to(bench, words)
        press(bench, Qt.Key.Key_C)
    bench.view.shown.setFocus()
    QTest.keyClicks(bench.view.shown, "Cap")
    assert bench.view.shown.currentText() == Shown.CAPTIONS.value
    bench.view.list.setFocus()
    press(bench, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(bench, Qt.Key.Key_Space)
    assert not {STORY[0], STORY[1]} & set(bench.texts())
    assert STORY[2] in bench.texts()
    bench.screen.undo()
    assert {STORY[0], STORY[1]} <= set(bench.texts())


def test_a_block_with_changed_words_shows_how_it_stood_on_the_page(bench):
    page = ArticleImporter().page_of_text(
        "\n\n".join((STORY[0], "A tower stands here. (Jo Reve/Getty Images)", *STORY[1:])).replace(
            "A tower stands here.", '[caption id="1"]A tower stands here.'
        )
    )
    bench.screen.session.change("more", add_pages(bench.draft, [("page", page)])[0])
    bench.step.go_to(bench.lesson.articles[1].id, "")
    go_to(bench, "A tower stands here")
    assert bench.view.rows[row_of(bench, "A tower stands here")].was_changed
    told = [label.text() for label in bench.view.findChildren(type(bench.view._origin))]
    assert any(text.startswith("On the page: [caption") for text in told)


def test_edits_by_hand_survive_decisions_and_can_be_taken_back(bench):
    text = bench.step.page.text
    bench.step.page.tabs.setCurrentWidget(text)
    text.editor.set_caret(0, 0)
    QTest.keyClicks(text.editor, "Yesterday: ")
    bench.step.page.tabs.setCurrentWidget(bench.view)
    bench.screen.leave()
    assert bench.view.page_text.isVisible()
    go_to(bench, "Follow us")
    press(bench, Qt.Key.Key_Space)
    assert bench.texts()[:2] == ["Yesterday: " + STORY[0], "Follow us on Twitter"]
    click(bench.view.page_text)
    assert bench.texts()[:2] == [STORY[0], "Follow us on Twitter"]
    assert not bench.view.page_text.isVisible()
    bench.screen.undo()
    assert bench.texts()[0] == "Yesterday: " + STORY[0]


def test_dropping_a_block_that_was_deleted_by_hand_says_so(bench):
    text = bench.step.page.text
    bench.step.page.tabs.setCurrentWidget(text)
    number = bench.texts().index(STORY[1])
    text.editor.set_caret(number, 0)
    click(text.delete)
    bench.step.page.tabs.setCurrentWidget(bench.view)
    go_to(bench, STORY[1])
    press(bench, Qt.Key.Key_Space)
    assert "was edited or deleted in the text" in bench.person.said[0][1]


def test_a_screen_reader_hears_what_becomes_of_each_block(bench):
    face = QAccessible.queryAccessibleInterface(bench.view.list)
    said = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    told = next(text for text in said if "Follow us" in text)
    assert told.startswith("Dropped, paragraph, ")
    assert accessibility.unnamed(bench.step) == []
    assert accessibility.undescribed(bench.step) == []
    assert accessibility.too_small(bench.step) == []


def test_an_article_that_was_not_imported_says_that_there_is_no_page(bench):
    article = bench.lesson.articles[0]
    bench.screen.session.change("no pages", replace(bench.draft, pages={}))
    bench.step.go_to(article.id, "")
    bench.step.page.tabs.setCurrentWidget(bench.view)
    assert not bench.view.list.isVisible()
    assert not bench.view.toggle.isVisible()


def test_thousands_of_blocks_are_listed_without_waiting(bench, qtbot):
    page = ArticleImporter().page_of_text(
        "\n\n".join(f"Block {n}. {STORY[0]}" for n in range(1500))
    )
    started = time.process_time()
    bench.screen.session.change("many", add_pages(bench.draft, [("page", page)])[0])
    bench.step.go_to(bench.lesson.articles[1].id, "")
    bench.view.list.choose("1400")
    bench.view.list.grab()
    assert time.process_time() - started < 20
    assert bench.view.list.currentIndex().row() == 1400
