"""The scheme step: what a teacher changes is in the draft, and what cannot be is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.gui.building.scheme_step import SchemeStep
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from tests.fakes import sample_lesson
from tests.fakes.accessibility import too_small, unnamed
from tests.fakes.draft_bench import DraftBench
from tests.fakes.sample_lesson import CLAIM, LOADED

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def look(plain_app):
    """Dress the application as the program does."""
    wear(plain_app, LIGHT)


@pytest.fixture
def bench(qtbot, tmp_path):
    made = DraftBench(qtbot, tmp_path, sample_lesson.headed_lesson(), sample_lesson.headed_key())
    yield made
    made.close()


@pytest.fixture
def step(bench):
    return bench.show(SchemeStep, 1000, 800)


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def first(bench, number=0):
    return bench.stored().lesson.scheme.categories[number]


def test_a_name_is_stored_when_the_field_is_left_and_undone_as_one_step(bench, step):
    write(step.form.name, "Charged words")
    assert first(bench).name == "Charged words"
    assert step.list.rows[0].title == "Charged words"
    bench.session.undo()
    assert first(bench).name == "Loaded language"
    assert step.form.name.text() == "Loaded language"


def test_a_letter_that_is_taken_is_told_and_the_step_is_not_left(bench, step):
    write(step.form.letter, "U")
    assert "belongs to Unsupported claim" in step.trouble.text()
    assert step.trouble.isVisible()
    assert not step.leave()
    assert first(bench).letter == "L"
    write(step.form.letter, "W")
    assert not step.trouble.isVisible()
    assert step.leave()
    assert first(bench).letter == "W"


def test_a_swatch_recolours_and_a_pale_code_is_judged_in_words(bench, step):
    QTest.mouseClick(step.form.colour.swatches[6], LEFT)
    assert first(bench).colour == "#D55E00"
    assert step.problems() == 0
    write(step.form.colour.code, "#FFF7D0")
    assert "too weak on light paper" in step.findings.text()
    assert step.problems() == 1


def test_texts_and_ticks_are_stored(bench, step):
    step.form.definition.setFocus()
    step.form.definition.selectAll()
    QTest.keyClicks(step.form.definition, "Words with a verdict.")
    write(step.form.prompt, "Which plain word?")
    for tick in (step.form.rewrite, step.form.reason):
        tick.click()
    category, lesson = first(bench), bench.stored().lesson
    assert (category.definition, category.prompt) == ("Words with a verdict.", "Which plain word?")
    assert not category.asks_rewrite
    assert lesson.reason_required == {CLAIM}


def test_a_number_of_annotations_is_asked_for(bench, step):
    step.form.least.setFocus()
    step.form.least.selectAll()
    QTest.keyClicks(step.form.least, "5")
    QTest.keyClick(step.form.least, Qt.Key.Key_Return)
    assert bench.stored().lesson.required_work.annotations == {LOADED: 5}


def test_a_category_is_added_named_and_removed(bench, step):
    QTest.mouseClick(step.add, LEFT)
    assert step.form.name.hasFocus()
    write(step.form.name, "Omission")
    assert first(bench, 4).name == "Omission"
    QTest.mouseClick(step.remove, LEFT)
    assert bench.person.asked == []
    assert len(bench.stored().lesson.scheme.categories) == 4


def test_a_category_with_keys_is_removed_only_after_asking_and_comes_back(bench, step):
    bench.person.answers.extend([False, True])
    QTest.mouseClick(step.remove, LEFT)
    assert "4 keys in the answer key" in bench.person.asked[0][1]
    assert first(bench).id == LOADED
    QTest.mouseClick(step.remove, LEFT)
    assert first(bench).id == CLAIM
    assert not [k for k in bench.stored().key.annotations if k.category_id == LOADED]
    bench.session.undo()
    assert bench.stored().key == sample_lesson.headed_key()
    assert step.list.count == 4


def test_the_unit_cannot_change_under_keys(bench, step):
    unit = step.form.unit
    unit.setCurrentIndex(1)
    unit.activated.emit(1)
    assert "has 4 keys" in step.trouble.text()


def test_techniques_are_switched_and_added(bench, step):
    step.techniques.ticks()[-1].click()
    assert first(bench).techniques == ()
    QTest.keyClicks(step.techniques.name, "Shouting")
    QTest.keyClick(step.techniques.name, Qt.Key.Key_Return)
    assert [t.name for t in first(bench).techniques] == ["Shouting"]
    assert step.techniques.name.text() == ""
    # The shipped scheme's techniques of the category are offered, its own stays last.
    names = [tick.text() for tick in step.techniques.ticks()]
    assert names[-1] == "Shouting"
    assert "Name-calling" in names


def test_another_category_is_shown_and_moved(bench, step):
    step.list.setCurrentIndex(step.list.model().index(1, 0))
    assert step.form.name.text() == "Unsupported claim"
    QTest.mouseClick(step.up, LEFT)
    assert first(bench).id == CLAIM
    assert step.list.currentIndex().row() == 0
    assert not step.up.isEnabled()


def test_outlets_are_hidden(bench, step):
    step.hide_outlets.click()
    assert bench.stored().lesson.hide_outlets
    bench.session.undo()
    assert not step.hide_outlets.isChecked()


def test_the_step_fits_a_small_window_and_wears_the_dark_theme(bench, plain_app):
    step = bench.show(SchemeStep, 900, 560)
    wear(plain_app, DARK)
    assert step.width() <= 900
    assert step.form.width() <= step.width() - step.list.width()


def test_every_control_has_a_name_and_room_for_a_finger(step):
    assert unnamed(step.window()) == []
    assert too_small(step) == []


def test_looking_at_an_imported_scheme_changes_nothing_in_it(bench):
    draft = bench.session.draft
    categories = draft.lesson.scheme.categories
    odd = replace(
        categories[0], name="A name that goes on" * 9, letter="LL", prompt="Why?\nAnd how?"
    )
    scheme = replace(draft.lesson.scheme, categories=(odd, *categories[1:]))
    bench.session.change("odd", replace(draft, lesson=replace(draft.lesson, scheme=scheme)))
    step = bench.show(SchemeStep)
    for row in range(4):
        step.list.setCurrentIndex(step.list.model().index(row, 0))
        assert step.leave()
    assert bench.stored().lesson.scheme == scheme
    assert bench.session.undo_label == "odd"


def test_a_category_that_ships_is_taken_in_and_no_longer_offered(bench, step):
    step.show()
    assert [step.ready.choice.itemText(n) for n in range(step.ready.choice.count())] == [
        "Cannot tell",
        "Weak reasoning",
    ]
    step.ready.choice.setCurrentIndex(1)
    assert "For ages 14 and up." in step.ready.described.text()
    QTest.mouseClick(step.ready.use, LEFT)
    ids = [category.id for category in bench.stored().lesson.scheme.categories]
    assert ids == [LOADED, CLAIM, "reasoning", "opinion", "reporting"]
    assert step.form.name.text() == "Weak reasoning"
    assert [tick.text() for tick in step.techniques.ticks()] == [
        "Over-generalising",
        "Black and white",
        "What about them?",
        "Bandwagon",
    ]
    QTest.mouseClick(step.ready.use, LEFT)
    made = bench.stored().lesson.scheme.unsure
    assert (made.name, made.letter, made.key) == ("Cannot tell", "?", "5")
    assert made == bench.stored().lesson.scheme.categories[-1]
    assert step.ready.isHidden()
    assert step.problems() == 0
    bench.session.undo()
    assert not step.ready.isHidden()


def test_a_key_or_letter_that_is_taken_gives_way(bench, step):
    write(step.form.letter, "w")
    write(step.form.shortcut, "6")
    step.ready.choice.setCurrentIndex(1)
    QTest.mouseClick(step.ready.use, LEFT)
    made = bench.stored().lesson.scheme.category("reasoning")
    assert (made.letter, made.key) == ("N", "1")


def test_words_need_a_line(bench, step):
    line = step.form.line
    line.setCurrentIndex(line.findData("none"))
    line.activated.emit(line.currentIndex())
    assert "can do without a line" in step.trouble.text()
    assert first(bench).line.value == "wavy"
