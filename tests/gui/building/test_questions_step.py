"""The step of questions and rubric: what is typed is stored, and the maximum always shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.lessons import Level
from annotator.gui.building.questions_step import QuestionsStep
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from tests.fakes import sample_lesson
from tests.fakes.accessibility import too_small, unnamed
from tests.fakes.draft_bench import DraftBench
from tests.fakes.sample_lesson import LOADED

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def look(plain_app):
    """Dress the application as the program does."""
    wear(plain_app, LIGHT)


@pytest.fixture
def bench(qtbot, tmp_path):
    made = DraftBench(qtbot, tmp_path, sample_lesson.lesson(), sample_lesson.key())
    yield made
    made.close()


@pytest.fixture
def step(bench):
    return bench.show(QuestionsStep, 1000, 760)


def lesson(bench):
    return bench.stored().lesson


def set_value(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


# -- questions ---------------------------------------------------------------------------------


def test_a_question_is_added_and_written_at_once(bench, step):
    QTest.mouseClick(step.questions.add, LEFT)
    prompt = step.questions.sheets[1].prompt
    assert prompt.hasFocus()
    QTest.keyClicks(prompt, "Who is left out?")
    QTest.keyClick(prompt, Qt.Key.Key_Return, CONTROL)
    assert [q.prompt for q in lesson(bench).questions][1] == "Who is left out?"
    assert step.tabs.tabText(0) == "Questions 2"


def test_lines_article_and_whether_it_is_required_are_stored(bench, step):
    sheet = step.questions.sheets[0]
    set_value(sheet.lines, "12")
    sheet.about.setCurrentIndex(2)
    sheet.about.activated.emit(2)
    sheet.asked.click()
    question = lesson(bench).questions[0]
    assert (question.lines, question.article_id) == (12, "record")
    assert lesson(bench).required_work.questions == {"agree"}


def test_questions_change_places_and_go(bench, step):
    QTest.mouseClick(step.questions.add, LEFT)
    step.questions.sheets[1].tools.up.click()
    assert [q.id for q in lesson(bench).questions] == ["question", "agree"]
    assert not step.questions.sheets[0].tools.up.isEnabled()
    step.questions.sheets[1].tools.remove.click()
    assert [q.id for q in lesson(bench).questions] == ["question"]
    assert lesson(bench).criteria[0].question_id is None
    bench.session.undo()
    assert lesson(bench).criteria[0].question_id == "agree"


def test_a_question_without_words_is_told_once_and_comes_back(bench, step):
    prompt = step.questions.sheets[0].prompt
    prompt.setFocus()
    prompt.clear()
    step.questions.add.setFocus()
    assert step.leave()
    assert ["needs words" in text for _title, text in bench.person.said] == [True]
    assert prompt.toPlainText() == "What do both agree on?"
    assert lesson(bench).questions[0].prompt == "What do both agree on?"


def test_a_criterion_without_a_name_is_told_once_and_comes_back(bench, step):
    step.tabs.setCurrentIndex(1)
    name = step.rubric.sheets[0].name
    name.setFocus()
    name.clear()
    assert step.leave()
    assert ["needs a name" in text for _title, text in bench.person.said] == [True]
    assert name.text() == "Comparing"


def test_typing_is_stored_when_the_step_is_left(bench, step):
    prompt = step.questions.sheets[0].prompt
    prompt.setFocus()
    prompt.selectAll()
    QTest.keyClicks(prompt, "What differs?")
    assert step.leave()
    assert lesson(bench).questions[0].prompt == "What differs?"


# -- rubric ------------------------------------------------------------------------------------


def test_points_and_words_of_a_level_are_stored_and_counted(bench, step):
    step.tabs.setCurrentIndex(1)
    sheet = step.rubric.sheets[0]
    before = step.points.maximum.text()
    set_value(sheet.rows[0].points, "6")
    QTest.keyClicks(sheet.rows[0].text, "Four shared facts.")
    step.leave()
    level = lesson(bench).criteria[0].levels[0]
    assert (level.points, level.description) == (6, "Four shared facts.")
    assert (before, step.points.maximum.text()) == ("7.75 points", "9.75 points")


def test_levels_are_added_and_removed(bench, step):
    step.tabs.setCurrentIndex(1)
    QTest.mouseClick(step.rubric.sheets[0].add_level, LEFT)
    assert len(lesson(bench).criteria[0].levels) == 4
    QTest.mouseClick(step.rubric.sheets[0].rows[0].remove, LEFT)
    assert [each.points for each in lesson(bench).criteria[0].levels] == [2, 0, 0]


def test_a_criterion_is_added_named_and_grades_a_question(bench, step):
    step.tabs.setCurrentIndex(1)
    QTest.mouseClick(step.rubric.add, LEFT)
    sheet = step.rubric.sheets[1]
    assert sheet.name.hasFocus()
    QTest.keyClicks(sheet.name, "Tone")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    sheet.question.setCurrentIndex(1)
    sheet.question.activated.emit(1)
    criterion = lesson(bench).criteria[1]
    assert (criterion.name, criterion.question_id) == ("Tone", "agree")


@pytest.mark.parametrize(
    "row, name, points", [(0, "Finding", 20), (1, "Using evidence", 9), (2, "Finding", 8)]
)
def test_a_preset_replaces_the_rubric_after_asking(bench, step, row, name, points):
    step.tabs.setCurrentIndex(1)
    bench.person.answers.extend([False, True])
    step.rubric.ready.choice.setCurrentIndex(row)
    step.rubric.ready.use.click()
    assert len(lesson(bench).criteria) == 1
    step.rubric.ready.use.click()
    assert lesson(bench).criteria[0].name == name
    assert step.points.rubric.text() == f"{points} from the rubric"
    bench.session.undo()
    assert len(step.rubric.sheets) == 1


# -- points and standards ------------------------------------------------------------------------


def test_a_weight_goes_to_the_keys_and_the_maximum(bench, step):
    set_value(step.points.weights[0], "3")
    assert lesson(bench).weights[LOADED] == 3
    assert step.points.maximum.text() == "11.75 points"
    bench.session.undo()
    assert step.points.weights[0].value() == 1


def test_standards_are_searched_and_tagged(bench, step, qtbot):
    step.tabs.setCurrentIndex(2)
    rows = step.standards.list
    everything = rows.count
    QTest.keyClicks(step.standards.search, "RI.8.9")
    assert rows.count == 1
    rows.setFocus()
    rows.choose_at(0)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(lesson(bench).standards))
    assert lesson(bench).standards[0].code == "RI.8.9"
    assert step.standards.sum.text() == "1 chosen"
    step.standards.search.clear()
    assert rows.count == everything
    assert rows.rows[0].is_checked


def test_level_and_minutes_are_stored(bench, step):
    step.tabs.setCurrentIndex(2)
    set_value(step.standards.level, "Grade 9")
    set_value(step.standards.minutes, "90")
    assert (lesson(bench).level, lesson(bench).minutes) == ("Grade 9", 90)


def test_own_standards_are_read_from_the_data_folder(bench, tmp_path):
    folder = tmp_path / "standards"
    folder.mkdir()
    (folder / "ours.csv").write_text("set,code,text\nOurs,X1,Our own\n", encoding="utf-8")
    step = bench.show(QuestionsStep)
    step.tabs.setCurrentIndex(2)
    QTest.keyClicks(step.standards.search, "ours x1")
    assert step.standards.list.rows[0].title == "Ours X1: Our own"


def test_a_jump_opens_the_tab_and_a_small_dark_window_holds_it(bench, plain_app):
    step = bench.show(QuestionsStep, 900, 560)
    wear(plain_app, DARK)
    step.go_to("", "comparing")
    assert step.tabs.currentIndex() == 1
    step.go_to("", "agree")
    assert step.questions.sheets[0].prompt.hasFocus()
    assert step.width() <= 900
    assert step.points.isVisible()


@pytest.mark.parametrize("tab", range(3))
def test_every_control_has_a_name_and_room_for_a_finger(step, tab):
    step.tabs.setCurrentIndex(tab)
    assert unnamed(step.window()) == []
    assert too_small(step) == []


def test_looking_at_a_rubric_changes_nothing_in_it(bench):
    draft = bench.session.draft
    odd = replace(draft.lesson.criteria[0], levels=(Level("Full", 3.125), Level("None", 0)))
    odd = replace(odd, name="A name that goes on" * 9)
    bench.session.change("odd", replace(draft, lesson=replace(draft.lesson, criteria=(odd,))))
    step = bench.show(QuestionsStep)
    for tab in range(3):
        step.tabs.setCurrentIndex(tab)
        assert step.leave()
    assert lesson(bench).criteria == (odd,)
    assert bench.session.undo_label == "odd"


def test_a_ready_question_is_added_once(bench, step):
    offered = [step.ready.choice.itemText(n) for n in range(step.ready.choice.count())]
    assert offered[:3] == ["Who made this?", "Why was it made?", "Who pays?"]
    step.ready.choice.setCurrentIndex(2)
    assert step.ready.described.text() == "Who pays for it, and who gains if you believe it?"
    step.ready.use.click()
    assert lesson(bench).questions[-1].prompt.startswith("Who pays for it")
    assert step.questions.sheets[-1].form.value.id == "who-pays"
    assert step.ready.choice.findText("Who pays?") == -1
    bench.session.undo()
    assert step.ready.choice.findText("Who pays?") == 2
