"""The set of articles: its order, its details, what is removed, and what is uneven about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.domain.errors import StorageTrouble
from annotator.domain.identifiers import ArticleId
from annotator.domain.imports import ImportedBlock, ImportedPage, PageMetadata
from annotator.gui.look.theme import DARK, HIGH_CONTRAST
from annotator.gui.look.wearing import wear
from annotator.wiring.application import open_application
from tests.fakes import accessibility, sample_lesson
from tests.fakes.article_bench import BUGLE, RECORD, ArticleBench, click, sample_draft

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bench(qtbot, plain_app, data_dir):
    application = open_application(data_dir / "data")
    draft = sample_draft(application)
    third = sample_lesson.article("times", sample_lesson.RECORD * 3, "The Times")
    lesson = replace(draft.lesson, articles=(*draft.lesson.articles, third))
    yield ArticleBench(qtbot, plain_app, application, replace(draft, lesson=lesson))
    application.close()


def ids(bench):
    return [article.id for article in bench.lesson.articles]


def choose(bench, number):
    view = bench.step.side.list
    spot = view.visualRect(view.model().index(number, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def type_into(bench, name, text):
    field = bench.step.page.details.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def details(bench):
    bench.step.page.tabs.setCurrentWidget(bench.step.page.details)
    return bench.step.page.details


def test_a_click_opens_an_article_and_its_facts(bench):
    choose(bench, 1)
    assert bench.step.page.text.editor.toPlainText() == sample_lesson.RECORD
    assert bench.step.side.list.rows[1].title == "School Record"
    assert "words" in bench.step.side.list.rows[1].note


def test_alt_and_arrows_move_an_article_and_keep_it_chosen(bench):
    choose(bench, 0)
    QTest.keyClick(bench.step.side.list, Qt.Key.Key_Down, ALT)
    bench.qtbot.waitUntil(lambda: ids(bench) == ["record", "bugle", "times"])
    assert bench.step.side.list.current == BUGLE
    QTest.keyClick(bench.step.side.list, Qt.Key.Key_Up, ALT)
    bench.qtbot.waitUntil(lambda: ids(bench) == ["bugle", "record", "times"])
    assert [article.id for article in bench.stored().lesson.articles] == ids(bench)
    QTest.keyClick(bench.step.side.list, Qt.Key.Key_Up, ALT)
    assert ids(bench)[0] == "bugle"


def test_buttons_move_an_article(bench):
    choose(bench, 2)
    assert not bench.step.side.down.isEnabled()
    click(bench.step.side.up)
    bench.qtbot.waitUntil(lambda: ids(bench) == ["bugle", "times", "record"])


@pytest.mark.parametrize(
    "source, before, order",
    [
        (0, 2, ["record", "bugle", "times"]),
        (2, 0, ["times", "bugle", "record"]),
        (1, 1, ["bugle", "record", "times"]),
        (1, 2, ["bugle", "record", "times"]),
    ],
)
def test_a_dragged_article_goes_where_it_is_dropped(bench, source, before, order):
    model = bench.step.side.list.model()
    data = model.mimeData([model.index(source, 0)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, before, 0, QModelIndex())
    bench.qtbot.waitUntil(lambda: ids(bench) == order)
    assert len(bench.step.side.list.rows) == 3


def test_an_article_that_is_dropped_below_the_last_becomes_the_last(bench):
    model = bench.step.side.list.model()
    data = model.mimeData([model.index(0, 0)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    bench.qtbot.waitUntil(lambda: ids(bench) == ["record", "times", "bugle"])


def test_something_else_cannot_be_dropped_between_articles(bench):
    data = QMimeData()
    data.setText("0")
    model = bench.step.side.list.model()
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert ids(bench) == ["bugle", "record", "times"]


def test_a_removed_article_comes_back_with_its_key(bench):
    choose(bench, 0)
    keys = bench.draft.key
    QTest.keyClick(bench.step.side.list, Qt.Key.Key_Delete)
    assert ids(bench) == ["record", "times"]
    assert bench.draft.key.for_article(BUGLE) == ()
    said = [label.text() for label in bench.step.findChildren(QLabel) if label.isVisible()]
    assert f"The Bugle was removed with {len(keys.for_article(BUGLE))} key annotations." in said
    assert bench.step.side.list.current == RECORD
    click(bench.step.side.undo_button)
    assert ids(bench) == ["bugle", "record", "times"]
    assert bench.draft.key == keys
    assert not bench.step.side.undo_button.isVisible()


def test_the_way_back_is_offered_for_the_last_step_only(bench):
    choose(bench, 0)
    click(bench.step.side.remove)
    assert bench.step.side.undo_button.isVisible()
    click(bench.step.side.down)
    bench.qtbot.waitUntil(lambda: ids(bench) == ["times", "record"])
    assert not bench.step.side.undo_button.isVisible()


def test_when_the_last_article_is_gone_articles_can_be_added(bench):
    for _ in range(3):
        choose(bench, 0)
        click(bench.step.side.remove)
    assert bench.step.panel.isVisible()
    assert not bench.step.side.remove.isEnabled()
    assert not bench.step.side.balance_button.isEnabled()


def test_details_are_stored_when_the_field_is_left(bench):
    choose(bench, 1)
    shown = details(bench)
    assert shown.fields["byline"].text() == "A. Writer"
    type_into(bench, "license", "CC BY 4.0, School Record")
    QTest.keyClick(shown.fields["license"], Qt.Key.Key_Tab)
    type_into(bench, "source_note", "From page 2.")
    bench.screen.show_step("check")
    article = bench.stored().lesson.article(RECORD)
    assert (article.license, article.source_note) == ("CC BY 4.0, School Record", "From page 2.")
    assert article.hash == sample_lesson.headed_lesson().articles[1].hash


def test_typing_goes_on_while_details_store_themselves(bench, qtbot):
    choose(bench, 1)
    shown = details(bench)
    type_into(bench, "outlet", "The ")
    qtbot.waitUntil(lambda: bench.lesson.articles[1].outlet == "The")
    QTest.keyClicks(shown.fields["outlet"], "Record")
    assert shown.fields["outlet"].text() == "The Record"
    qtbot.waitUntil(lambda: bench.lesson.articles[1].outlet == "The Record")
    assert bench.step.side.list.rows[1].title == "The Record"


def test_details_that_could_not_be_stored_stay_typed(bench, monkeypatch):
    def fail(_draft):
        raise StorageTrouble("The disk is full. Make room, then go on.")

    choose(bench, 1)
    shown = details(bench)
    with monkeypatch.context() as patch:
        patch.setattr(bench.screen.session, "_store", fail)
        type_into(bench, "byline", "B. Writer")
        assert not bench.step.leave()
        assert shown.fields["byline"].text() == "B. Writer"
    assert bench.step.leave()
    assert bench.stored().lesson.articles[1].byline == "B. Writer"


def test_what_is_missing_is_said_at_its_field_and_counted(bench):
    choose(bench, 1)
    shown = details(bench)
    assert bench.step.problems() == 0
    shown.fields["outlet"].setFocus()
    shown.fields["outlet"].selectAll()
    QTest.keyClick(shown.fields["outlet"], Qt.Key.Key_Delete)
    type_into(bench, "url", "record.example")
    bench.screen.leave()
    assert bench.step.problems() == 2
    assert bench.step.side.list.rows[1].note == "Needs: outlet, address"
    said = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    assert "Article 2 has no outlet. Name who published it." in said
    assert any("has to begin with http" in text for text in said)


def test_another_step_can_lead_to_a_field_and_to_the_text(bench):
    bench.screen.show_step("check")
    bench.screen.step.jumpRequested.emit("articles", "record", "headline")
    assert bench.step.page.details.fields["headline"].hasFocus()
    bench.step.go_to("times", "body")
    assert bench.step.page.text.editor.hasFocus()
    assert bench.step.side.list.current == "times"
    bench.step.go_to("nowhere", "")
    assert bench.step.side.list.current == "times"


def test_the_balance_says_what_is_uneven_and_leads_there(bench):
    click(bench.step.side.balance_button)
    table = bench.step.balance.table
    assert table.isVisible()
    assert [table.item(n, 0).text() for n in range(3)] == [
        "1  The Bugle",
        "2  School Record",
        "3  The Times",
    ]
    said = [label.text() for label in bench.step.balance.findChildren(QLabel)]
    assert any("times as long" in text or "has no answer key" in text for text in said)
    assert any("have no licence" in text for text in said)
    button = next(
        each
        for each in bench.step.balance.findChildren(QPushButton)
        if each.text() == "Open article 1"
    )
    bench.qtbot.waitUntil(button.isVisible)
    click(button)
    assert bench.step.side.list.current == BUGLE
    assert bench.step.page.isVisible()


def test_the_balance_follows_undo(bench):
    choose(bench, 2)
    click(bench.step.side.remove)
    click(bench.step.side.balance_button)
    assert bench.step.balance.table.rowCount() == 2
    bench.screen.undo()
    assert bench.step.balance.table.rowCount() == 3


@pytest.mark.parametrize("part", ["adding", "page", "details", "text", "balance"])
def test_every_control_has_a_name_and_room(bench, part):
    step = bench.step
    match part:
        case "adding":
            click(step.side.add_button)
        case "balance":
            click(step.side.balance_button)
        case "details" | "text":
            step.page.tabs.setCurrentWidget(getattr(step.page, part))
    assert accessibility.unnamed(step) == []
    assert accessibility.undescribed(step) == []
    assert accessibility.too_small(step) == []


def test_the_keyboard_reaches_every_part(bench):
    step = bench.step
    step.side.list.setFocus()
    seen = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = {step.side.list, step.side.remove, step.side.add_button, step.side.balance_button}
    wanted |= {step.page.tabs.tabBar(), step.page.text.editor, step.page.text.kind}
    assert wanted - seen == set()


def test_the_step_wears_every_theme(bench, plain_app):
    for part in (bench.step.panel, bench.step.page, bench.step.balance):
        bench.step.stack.setCurrentWidget(part)
        seen = []
        for theme in (DARK, HIGH_CONTRAST):
            wear(plain_app, theme)
            seen.append(bench.step.grab().toImage())
        assert seen[0] != seen[1]


def test_the_step_fits_beside_the_help_on_a_small_screen(bench):
    bench.screen.help_button.click()
    bench.screen.resize(1366, 720)
    assert bench.screen.width() <= 1366
    assert bench.step.minimumSizeHint().width() <= 1366 - 196 - 264 - 48


def test_an_unknown_article_in_the_list_is_nobody(bench):
    bench.step.side.show_rows((), ArticleId("bugle"))
    assert bench.step.side.list.current == ""


@pytest.mark.parametrize("typed", ["EN", ""])
def test_a_language_that_means_the_same_holds_nobody_back(qtbot, plain_app, data_dir, typed):
    application = open_application(data_dir / "data")
    page = ImportedPage("Soup", PageMetadata(language="en"), (ImportedBlock("Soup", True, "text"),))
    draft = replace(sample_draft(application), pages={BUGLE: page})
    bench = ArticleBench(qtbot, plain_app, application, draft)
    choose(bench, 0)
    field = details(bench).fields["language"]
    assert field.text() == "en"
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    assert bench.step.leave()
    assert field.text() == "en"
    application.close()
