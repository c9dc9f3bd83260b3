"""A teacher who builds a lesson and types without a pause: the draft is close behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from annotator.gui.building.details_form import DetailsForm
from annotator.gui.building.key_step import KeyStep
from annotator.gui.building.questions_step import QuestionsStep
from annotator.gui.building.scheme_step import SchemeStep
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from tests.fakes import sample_lesson
from tests.fakes.draft_bench import DraftBench
from tests.fakes.typing_clock import TypingClock

WORDS = "what does the other paper say about it "


@pytest.fixture(autouse=True)
def look(plain_app):
    """Dress the application as the program does."""
    wear(plain_app, LIGHT)


@pytest.fixture
def clock(monkeypatch) -> TypingClock:
    return TypingClock(monkeypatch)


@pytest.fixture
def bench(clock, qtbot, tmp_path):
    made = DraftBench(qtbot, tmp_path, sample_lesson.lesson(), sample_lesson.key())
    yield made
    made.close()


def at_end(field):
    field.setFocus()
    several = isinstance(field, QPlainTextEdit)
    modifier = Qt.KeyboardModifier.ControlModifier if several else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(field, Qt.Key.Key_End, modifier)
    return field


@pytest.mark.parametrize("name", ["title", "event", "instructions"])
def test_the_details_of_a_lesson(clock, bench, name):
    form = DetailsForm()
    bench.qtbot.addWidget(form)
    form.changed.connect(
        lambda what, lesson: bench.session.change(what, replace(bench.session.draft, lesson=lesson))
    )
    stop = bench.session.subscribe(lambda news: form.show_lesson(news.after.lesson))
    form.show_lesson(bench.session.draft.lesson)
    with bench.qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    field = at_end(form.texts[name])
    clock.type_on(field, lambda: getattr(bench.stored().lesson, name), WORDS)
    stop()


def test_the_words_of_a_question(clock, bench):
    step = bench.show(QuestionsStep)
    field = at_end(step.questions.sheets[0].prompt)
    clock.type_on(field, lambda: bench.stored().lesson.questions[0].prompt, WORDS)


def test_a_question_that_is_written_anew_is_not_refused_in_the_middle(clock, bench):
    step = bench.show(QuestionsStep)
    field = step.questions.sheets[0].prompt
    before = bench.stored().lesson.questions[0].prompt
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    clock.advance(5000)
    assert bench.person.said == []
    assert bench.stored().lesson.questions[0].prompt == before
    QTest.keyClicks(field, "Why?")
    clock.advance(5000)
    assert bench.stored().lesson.questions[0].prompt == "Why?"


@pytest.fixture
def criterion(bench):
    """Return the step with a criterion."""
    step = bench.show(QuestionsStep)
    step.tabs.setCurrentIndex(1)
    step._on_criterion_add_requested()
    return step.rubric.sheets[-1]


def test_a_criterion(clock, bench, criterion):
    field = at_end(criterion.name)
    clock.type_on(field, lambda: bench.stored().lesson.criteria[-1].name, WORDS)


def test_the_name_of_a_level(clock, bench, criterion):
    field = at_end(criterion.rows[0].name)
    clock.type_on(field, lambda: bench.stored().lesson.criteria[-1].levels[0].name, WORDS)


def test_what_a_level_means(clock, bench, criterion):
    field = at_end(criterion.rows[0].text)
    clock.type_on(field, lambda: bench.stored().lesson.criteria[-1].levels[0].description, WORDS)


def test_the_level_of_the_students(clock, bench):
    step = bench.show(QuestionsStep)
    step.tabs.setCurrentIndex(2)
    clock.type_on(at_end(step.standards.level), lambda: bench.stored().lesson.level, WORDS)


@pytest.mark.parametrize("name", ["name", "definition", "prompt", "example"])
def test_a_category(clock, bench, name):
    step = bench.show(SchemeStep)
    field = at_end(getattr(step.form, name))
    chosen = step.category.id
    clock.type_on(
        field, lambda: getattr(bench.stored().lesson.scheme.category(chosen), name), WORDS
    )


def test_the_title_of_a_link_of_the_key(clock, bench):
    step = bench.show(KeyStep, 1500, 760)
    step.tabs.setCurrentWidget(step.links)
    QTest.mouseClick(step.texts.beside, Qt.MouseButton.LeftButton)
    for article, quote in (("bugle", "slapped"), ("record", "raised")):
        view = next(v for v in step.texts.board.views() if v.article.id == article)
        bench.drag(view, quote)
    QTest.mouseClick(step.links.add, Qt.MouseButton.LeftButton)
    field = at_end(step.links.sheets[0].title)
    clock.type_on(field, lambda: bench.stored().key.links[0].title, WORDS)
