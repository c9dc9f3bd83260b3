"""The text of an article is edited in place, and the answer key keeps its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.errors import StorageTrouble
from annotator.domain.keys import UnscoredSentence
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import text_paragraphs
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.article_bench import BUGLE, ArticleBench, click, sample_draft

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PARAGRAPHS = sample_lesson.BUGLE.split("\n")


@pytest.fixture
def application(data_dir):
    made = open_application(data_dir / "data")
    yield made
    made.close()


@pytest.fixture
def bench(qtbot, plain_app, application):
    made = ArticleBench(qtbot, plain_app, application, sample_draft(application))
    made.step.page.tabs.setCurrentWidget(made.step.page.text)
    made.step.page.text.editor.setFocus()
    return made


def editor(bench):
    return bench.step.page.text.editor


def press(bench, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(editor(bench), key, modifiers)


def lines(bench):
    """Return what can be read about the article beside its text."""
    return [label.text() for label in bench.step.page.findChildren(QLabel) if label.isVisible()]


def test_an_article_without_a_page_opens_at_its_text(bench):
    assert editor(bench).toPlainText().split("\n") == PARAGRAPHS


def test_what_is_typed_is_stored_after_a_pause_and_undone_in_one_step(bench, qtbot):
    editor(bench).set_caret(0, 0)
    QTest.keyClicks(editor(bench), "Today ")
    qtbot.waitUntil(lambda: bench.texts()[0].startswith("Today The greedy"))
    assert bench.stored().lesson == bench.lesson
    assert editor(bench).caret() == (0, 6)
    press(bench, Qt.Key.Key_Z, CONTROL)
    assert bench.texts() == PARAGRAPHS
    assert editor(bench).toPlainText().split("\n") == PARAGRAPHS
    assert editor(bench).caret() == (0, 1)  # “Today The” and “The” begin alike
    press(bench, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert bench.texts()[0].startswith("Today ")


def test_undo_takes_back_what_was_typed_just_now_first(bench):
    editor(bench).set_caret(2, 0)
    click(bench.step.page.text.delete)
    editor(bench).set_caret(0, 0)
    QTest.keyClicks(editor(bench), "x")
    press(bench, Qt.Key.Key_Z, CONTROL)
    assert bench.texts() == PARAGRAPHS[:2]
    press(bench, Qt.Key.Key_Z, CONTROL)
    assert bench.texts() == PARAGRAPHS


def test_leaving_the_step_stores_what_was_typed(bench):
    editor(bench).set_caret(0, 0)
    QTest.keyClicks(editor(bench), "Now ")
    bench.screen.show_step("check")
    stored = bench.stored().lesson.articles[0]
    assert text_paragraphs(stored)[0][1].startswith("Now The greedy")


def test_another_article_is_opened_only_after_the_first_is_stored(bench):
    editor(bench).set_caret(0, 0)
    QTest.keyClicks(editor(bench), "Now ")
    bench.step.side.list.setFocus()
    QTest.keyClick(bench.step.side.list, Qt.Key.Key_Down)
    assert bench.texts(0)[0].startswith("Now ")
    assert editor(bench).toPlainText() == sample_lesson.RECORD
    assert bench.texts(1) == [sample_lesson.RECORD]


def test_enter_splits_at_the_caret_behind_an_emoji_too(bench):
    end = PARAGRAPHS[0].index("👧") + 1
    editor(bench).set_caret(0, end)
    press(bench, Qt.Key.Key_Return)
    assert bench.texts()[:2] == [PARAGRAPHS[0][:end], PARAGRAPHS[0][end:].strip()]
    assert editor(bench).caret() == (1, 0)
    press(bench, Qt.Key.Key_Up)
    press(bench, Qt.Key.Key_J, CONTROL)
    assert bench.texts() == PARAGRAPHS
    assert bench.screen.session.undo_label == "Join two paragraphs"


def test_a_new_line_at_the_end_of_a_subheading_is_a_paragraph(bench):
    view = bench.step.page.text
    editor(bench).set_caret(1, 0)
    view.kind.setFocus()
    QTest.keyClick(view.kind, Qt.Key.Key_Down)
    assert bench.lesson.articles[0].blocks[2].kind is BlockKind.SUBHEADING
    editor(bench).set_caret(1, len(PARAGRAPHS[1]))
    press(bench, Qt.Key.Key_Return)
    QTest.keyClicks(editor(bench), "More.")
    bench.screen.leave()
    kinds = [block.kind.value for block in bench.lesson.articles[0].blocks]
    assert kinds == ["headline", "paragraph", "subheading", "paragraph", "paragraph"]
    assert bench.texts()[2] == "More."


def test_paragraphs_move_with_keys_and_buttons(bench):
    editor(bench).set_caret(0, 3)
    press(bench, Qt.Key.Key_Down, ALT)
    assert bench.texts() == [PARAGRAPHS[1], PARAGRAPHS[0], PARAGRAPHS[2]]
    assert editor(bench).caret() == (1, 3)
    click(bench.step.page.text.down)
    assert bench.texts()[2] == PARAGRAPHS[0]
    assert not bench.step.page.text.down.isEnabled()
    click(bench.step.page.text.up)
    press(bench, Qt.Key.Key_Up, ALT)
    assert bench.texts() == PARAGRAPHS
    body = bench.lesson.articles[0].body
    assert all(k.span.of(body) == k.quote for k in bench.draft.key.for_article(BUGLE))


def test_a_paragraph_is_deleted_and_comes_back(bench):
    editor(bench).set_caret(1, 0)
    press(bench, Qt.Key.Key_K, CONTROL | SHIFT)
    assert bench.texts() == [PARAGRAPHS[0], PARAGRAPHS[2]]
    bench.screen.undo()
    assert bench.texts() == PARAGRAPHS


def test_pasted_text_comes_as_plain_paragraphs(bench, qtbot):
    data = QMimeData()
    data.setText("One\u00a0two.\r\n\r\n\tThree.\u200b\r\n")
    data.setHtml("<b>One</b><img src='http://pictures.example/1.png'>")
    QGuiApplication.clipboard().setMimeData(data)
    editor(bench).selectAll()
    press(bench, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: bench.texts() == ["One two.", "Three."])


def test_words_of_the_key_that_are_edited_away_are_listed_until_they_come_back(bench):
    start = PARAGRAPHS[0].index("slapped")
    editor(bench).set_caret(0, start)
    for _ in "slapped":
        press(bench, Qt.Key.Key_Delete)
    bench.screen.leave()
    told = [line for line in lines(bench) if line.startswith("The answer key quotes")]
    assert told == [
        "The answer key quotes “slapped”, which does not stand in the text now. It is kept in the "
        "key: undo, or mark other words there."
    ]
    assert len(bench.draft.key.annotations) == len(sample_lesson.key().annotations)
    QTest.keyClicks(editor(bench), "slapped")
    bench.screen.leave()
    assert not [line for line in lines(bench) if line.startswith("The answer key quotes")]


def test_a_sentence_that_was_left_unscored_does_not_go_without_a_word(
    qtbot, plain_app, application
):
    draft = sample_draft(application)
    last = draft.lesson.articles[0].sentences[-1]
    key = replace(draft.key, unscored=(UnscoredSentence(BUGLE, last),))
    bench = ArticleBench(qtbot, plain_app, application, replace(draft, key=key))
    bench.step.page.tabs.setCurrentWidget(bench.step.page.text)
    editor(bench).set_caret(2, 0)
    click(bench.step.page.text.delete)
    said = [label.text() for label in bench.step.findChildren(QLabel) if label.isVisible()]
    assert any("“This is robbery,” said one parent." in text for text in said)
    click(bench.step.side.undo_button)
    assert bench.draft.key.unscored == key.unscored


def test_a_published_article_says_that_an_edit_makes_a_new_version(qtbot, plain_app, application):
    draft = replace(
        sample_draft(application),
        lesson=sample_lesson.lesson(),
        published=sample_lesson.lesson(),
        key=sample_lesson.key(),
    )
    bench = ArticleBench(qtbot, plain_app, application, draft)
    bench.step.page.tabs.setCurrentWidget(bench.step.page.text)
    told = "Published in version 1, which stays as it is. What you change here makes version 2."
    assert told in lines(bench)
    editor(bench).set_caret(2, 0)
    click(bench.step.page.text.delete)
    assert told not in lines(bench)
    assert any(
        line.startswith("Changed since version 1. Publishing makes") for line in lines(bench)
    )
    assert bench.draft.published == draft.lesson


def test_what_could_not_be_stored_stays_typed_and_holds_the_step(bench, monkeypatch):
    def fail(_draft):
        raise StorageTrouble("The disk is full. Make room, then go on.")

    editor(bench).set_caret(0, 0)
    with monkeypatch.context() as patch:
        patch.setattr(bench.screen.session, "_store", fail)
        QTest.keyClicks(editor(bench), "Kept ")
        assert not bench.step.leave()
        assert "The disk is full" in bench.person.said[0][1]
        assert editor(bench).toPlainText().startswith("Kept The greedy")
    assert bench.step.leave()
    assert bench.texts()[0].startswith("Kept ")


def test_a_teacher_puts_the_headlines_of_a_published_lesson_into_its_texts(
    qtbot, plain_app, application
):
    draft = replace(
        sample_draft(application),
        lesson=sample_lesson.lesson(),
        published=sample_lesson.lesson(),
        key=sample_lesson.key(),
    )
    bench = ArticleBench(qtbot, plain_app, application, draft)
    button = bench.step.page.headlines
    assert bench.lesson == draft.lesson
    click(button)
    assert not button.isVisible()
    assert all(a.headline_span is not None for a in bench.lesson.articles)
    quotes = {(k.quote, k.span.of(bench.lesson.article(k.article_id).body)) for k in
              bench.draft.key.annotations}  # fmt: skip
    assert all(quote == found for quote, found in quotes)
    editor(bench).setFocus()
    press(bench, Qt.Key.Key_Z, CONTROL)
    assert bench.lesson == draft.lesson
    assert button.isVisible()


def test_the_kind_of_a_paragraph_is_chosen(bench):
    view = bench.step.page.text
    for kind in ("editors-comment", "quotation", "list-item", "table-row"):
        editor(bench).set_caret(1, 0)
        view.kind.setCurrentIndex(view.kind.findData(kind))
        view.kind.activated.emit(view.kind.currentIndex())
        assert bench.lesson.articles[0].blocks[2].kind == kind
    assert bench.stored().lesson == bench.lesson
