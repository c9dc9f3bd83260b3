"""Which articles are asked for is set where the lesson's other rules are, and stored at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import ArticleId
from annotator.gui.building.publish_step import PublishStep
from annotator.gui.building.questions_step import QuestionsStep
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from tests.fakes import sample_lesson
from tests.fakes.accessibility import too_small, unnamed
from tests.fakes.draft_bench import DraftBench

LEFT = Qt.MouseButton.LeftButton
BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")


@pytest.fixture(autouse=True)
def look(plain_app):
    """Dress the application as the program does."""
    wear(plain_app, LIGHT)


@pytest.fixture
def opened(qtbot, tmp_path):
    benches = []

    def open_on(asked=None):
        lesson = replace(sample_lesson.lesson(), asked=asked or AskedArticles())
        benches.append(DraftBench(qtbot, tmp_path, lesson, sample_lesson.key()))
        return benches[-1]

    yield open_on
    for bench in benches:
        bench.close()


def choose(field, number):
    field.kind.setFocus()
    while field.kind.currentIndex() != number:
        step = Qt.Key.Key_Down if field.kind.currentIndex() < number else Qt.Key.Key_Up
        QTest.keyClick(field.kind, step)


def asked_in(bench):
    return bench.stored().lesson.asked


def test_at_least_so_many_is_chosen_and_undone(opened):
    bench = opened()
    field = bench.show(PublishStep).form.asked
    assert not field.least.isVisible()
    choose(field, 1)
    assert asked_in(bench) == AskedArticles(at_least=1)
    QTest.keyClick(field.least, Qt.Key.Key_Up)
    assert asked_in(bench) == AskedArticles(at_least=2)
    bench.session.undo()
    bench.session.undo()
    assert asked_in(bench) == AskedArticles()
    assert field.kind.currentIndex() == 0


def test_groups_begin_with_two_that_share_the_articles(opened):
    bench = opened()
    step = bench.show(PublishStep)
    field = step.form.asked
    choose(field, 2)
    assert [g.name for g in asked_in(bench).groups] == ["Group 1", "Group 2"]
    assert [g.articles for g in asked_in(bench).groups] == [(BUGLE,), (RECORD,)]
    assert unnamed(step) == []
    assert too_small(step) == []
    first = field.groups[0]
    first.name.setFocus()
    first.name.selectAll()
    QTest.keyClicks(first.name, "Red")
    QTest.keyClick(first.name, Qt.Key.Key_Return)
    QTest.mouseClick(first.ticks[RECORD], LEFT)
    assert asked_in(bench).groups[0] == ReadingGroup("Red", (BUGLE, RECORD))


def test_groups_are_added_and_taken_out(opened):
    bench = opened(AskedArticles(groups=(ReadingGroup("Group 2", (RECORD, BUGLE)),)))
    field = bench.show(PublishStep).form.asked
    assert asked_in(bench).groups[0].articles == (RECORD, BUGLE), "nothing was touched"
    QTest.mouseClick(field.add, LEFT)
    assert [g.name for g in asked_in(bench).groups] == ["Group 2", "Group 3"]
    QTest.mouseClick(field.groups[0].remove, LEFT)
    QTest.mouseClick(field.groups[0].remove, LEFT)
    assert asked_in(bench) == AskedArticles()


def test_a_question_can_need_all_articles_where_fewer_are_asked_for(opened):
    bench = opened(AskedArticles(at_least=1))
    (sheet,) = bench.show(QuestionsStep, 1000, 760).questions.sheets
    assert sheet.about.currentText() == "The articles asked for"
    QTest.mouseClick(sheet.needs_all, LEFT)
    assert bench.stored().lesson.questions[0].needs_all


def test_where_all_are_asked_for_there_is_nothing_to_tick(opened):
    bench = opened()
    (sheet,) = bench.show(QuestionsStep, 1000, 760).questions.sheets
    assert not sheet.needs_all.isVisible()
    assert sheet.about.currentText() == "All articles"
