"""The key step: a teacher annotates like a student and says what each annotation counts."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from annotator.domain.annotating import Add
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.suggestions import ChoiceKind
from annotator.files.key_source import key_text
from annotator.gui.building.builder_screen import BuilderScreen
from annotator.gui.building.key_rows import KeyRequest
from annotator.gui.building.key_step import KeyStep
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.widgets.language_worker import LanguageWorker
from annotator.services import answer_keys
from annotator.services.answer_keys import entry_id
from tests.fakes import sample_lesson
from tests.fakes.accessibility import too_small, unnamed
from tests.fakes.draft_bench import DraftBench
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

BUGLE = ArticleId("bugle")
LEFT = Qt.MouseButton.LeftButton
#: A language process that offers what a test wrote down for it.
OFFERING = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    text = request["text"]
    def found(category, quote, score, **more):
        start = text.find(quote)
        return {"category": category, "technique": category + "-a", "start": start,
                "end": start + len(quote), "score": score, "reason": quote + " judges.", **more}
    words = [("loaded-language", "greedy", .9), ("loaded-language", "cruel", .8),
             ("loaded-language", "slapped", .7)]
    answer = {"id": request["id"], "words": 100,
              "suggestions": [found(*w) for w in words if w[1] in text],
              "sentences": [found("opinion", "Everyone knows it will only get worse.", .9)]
              if "Everyone" in text else []}
    print(json.dumps(answer), flush=True)
"""
BROKEN = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"id": request["id"], "error": "The English model is missing."}), flush=True)
"""


@pytest.fixture(autouse=True)
def look(plain_app):
    """Dress the application as the program does."""
    wear(plain_app, LIGHT)


@pytest.fixture
def make_bench(qtbot, tmp_path):
    made = []

    def make(key=None, lesson=None):
        bench = DraftBench(
            qtbot,
            tmp_path,
            lesson or sample_lesson.headed_lesson(),
            sample_lesson.headed_key() if key is None else key,
        )
        made.append(bench)
        return bench

    yield make
    for bench in made:
        bench.close()


@pytest.fixture
def bench(make_bench):
    return make_bench(AnswerKey())


def view_of(step, name="bugle"):
    return step.texts.board.view(ArticleId(name))


def quotes(key):
    return [(each.category_id, each.quote) for each in key.annotations]


def speaking(step, script):
    """Let the step ask another language process."""
    worker = LanguageWorker(step, [sys.executable, "-c", textwrap.dedent(script)])
    step.suggesting.source._worker = worker
    return worker


# -- annotate ----------------------------------------------------------------------------------


def test_a_drag_and_the_key_of_a_category_put_words_into_the_key(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "slapped a cruel price")
    QTest.keyClick(view_of(step), "1")
    assert quotes(bench.stored().key) == [(LOADED, "slapped a cruel price")]
    assert step.panel.editor.isVisible()
    assert step.panel.count == 1


def test_the_popup_marks_too(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    popup = view_of(step).aids.popup
    assert popup.isVisible()
    QTest.mouseClick(popup.buttons[1], LEFT)
    assert quotes(bench.stored().key) == [(CLAIM, "greedy")]


def test_a_sentence_label_goes_on_the_caret_s_sentence_and_is_replaced_by_the_other(bench):
    step = bench.show(KeyStep)
    bench.caret(view_of(step), "Everyone knows")
    bench.press(view_of(step), "3")
    bench.press(view_of(step), "4")
    assert quotes(bench.stored().key) == [(REPORTING, "Everyone knows it will only get worse.")]


def test_undo_and_redo_of_the_draft_are_drawn(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    bench.session.undo()
    assert bench.stored().key == AnswerKey()
    assert step.panel.count == 0
    assert not step.panel.editor.isVisible()
    bench.session.redo()
    assert step.panel.count == 1


def test_control_z_in_the_article_takes_the_step_of_the_builder_back(bench, qtbot):
    screen = BuilderScreen(bench.editing, bench.person)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.enter()
    screen.show_step("key")
    step = screen.step
    qtbot.waitUntil(lambda: view_of(step).isVisible() and view_of(step).width() > 400)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    assert quotes(bench.stored().key) == [(LOADED, "greedy")]
    QTest.keyClick(view_of(step), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.stored().key == AnswerKey()
    assert step.panel.count == 0


def test_overlapping_words_are_refused_with_a_sentence_and_nothing_changes(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    before = bench.stored().key
    bench.drag(view_of(step), "greedy canteen")
    bench.press(view_of(step), "1")
    assert "in the key as loaded language already" in bench.person.said[0][1]
    assert bench.stored().key == before


def test_0_leaves_the_caret_s_sentence_unscored_and_a_second_time_scores_it(bench):
    step = bench.show(KeyStep)
    bench.caret(view_of(step), "Everyone knows")
    bench.press(view_of(step), "0")
    span = bench.span("bugle", "Everyone knows it will only get worse.")
    assert [each.span for each in bench.stored().key.unscored] == [span]
    assert step.texts._layers[BUGLE].places.unscored == (span,)
    bench.press(view_of(step), "0")
    assert bench.stored().key.unscored == ()


def test_delete_in_the_article_takes_the_key_out(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep)
    bench.caret(view_of(step), "greedy")
    QTest.keyClick(view_of(step), Qt.Key.Key_Delete)
    assert (LOADED, "greedy") not in quotes(bench.stored().key)


# -- say what it counts -------------------------------------------------------------------------


def test_status_weight_technique_and_explanation_are_stored(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    editor = step.panel.editor
    editor.write()
    QTest.keyClicks(editor.explanation, "It passes a verdict.")
    editor.status.setCurrentIndex(editor.status.findData("trap"))
    editor.status.activated.emit(editor.status.currentIndex())
    editor.technique.setCurrentIndex(1)
    editor.technique.activated.emit(1)
    editor.weight.setFocus()
    editor.weight.selectAll()
    QTest.keyClicks(editor.weight, "2.5")
    QTest.keyClick(editor.weight, Qt.Key.Key_Return)
    (key,) = bench.stored().key.annotations
    assert (key.status, key.weight) == (KeyStatus.TRAP, 2.5)
    assert (key.technique_id, key.explanation) == ("loaded-language-a", "It passes a verdict.")
    assert step.texts._layers[BUGLE].places.traps == (key.span,)


def test_the_definition_of_a_technique_is_offered_where_there_is_no_explanation(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    editor = step.panel.editor
    editor.technique.setCurrentIndex(1)
    editor.technique.activated.emit(1)
    QTest.mouseClick(editor.fill, LEFT)
    assert bench.stored().key.annotations[0].explanation == "One way to do it."
    assert not editor.fill.isVisible()


def test_what_is_typed_is_stored_when_the_step_is_left(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    step.panel.editor.write()
    QTest.keyClicks(step.panel.editor.explanation, "A verdict")
    assert step.leave()
    assert bench.stored().key.annotations[0].explanation == "A verdict"


def test_another_category_moves_the_entry_and_keeps_it_open(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    editor = step.panel.editor
    editor.category.setCurrentIndex(1)
    editor.category.activated.emit(1)
    assert quotes(bench.stored().key) == [(CLAIM, "greedy")]
    assert editor.entry_id == bench.stored().key.annotations[0].id


# -- the list ------------------------------------------------------------------------------------


def test_the_list_filters_by_status_category_and_article(make_bench):
    label = next(
        k.span for k in sample_lesson.headed_key().annotations if k.category_id == REPORTING
    )
    unsure = Add(BUGLE, CANNOT_TELL, label)
    key = answer_keys.changed_key(
        sample_lesson.headed_lesson(), sample_lesson.headed_key(), unsure
    ).key
    step = make_bench(key).show(KeyStep)
    rows = step.panel.list

    def shown(**request):
        step.panel.show_request(KeyRequest(**request))
        return rows.count

    assert shown() == 8
    assert shown(status="trap") == 1
    assert shown(status="optional") == 1
    assert shown(status=CANNOT_TELL) == 1
    assert shown(category_id=OPINION) == 2
    assert shown(category_id=OPINION, article_id="record") == 1
    assert shown(status="trap", category_id=CLAIM) == 0
    assert step.panel.empty.isVisible()


def test_a_click_in_the_list_goes_to_the_words_in_another_article(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep)
    rows = step.panel.list
    last = rows.model().index(rows.count - 1, 0)
    rows.scrollTo(last)
    QTest.mouseClick(rows.viewport(), LEFT, pos=rows.visualRect(last).center())
    assert step.texts.current == "record"
    assert step.texts.board.shown_articles == ("record",)
    view = view_of(step, "record")
    assert view.active == step.panel.editor.entry_id
    assert bench.session.undo_label is None


def test_delete_in_the_list_removes_the_chosen_rows_in_one_step(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep)
    rows = step.panel.list
    rows.setFocus()
    rows.selectAll()
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert bench.stored().key.annotations == ()
    bench.session.undo()
    assert bench.stored().key == sample_lesson.headed_key()


def test_the_list_stays_where_it_is_read_when_something_else_changes(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep, height=420)
    bar = step.panel.list.verticalScrollBar()
    bar.setValue(40)
    assert bar.value() == 40
    bench.caret(view_of(step), "robbery")
    bench.press(view_of(step), "0")
    assert bar.value() == 40


def test_enter_in_the_list_goes_to_the_explanation(make_bench):
    step = make_bench().show(KeyStep)
    rows = step.panel.list
    rows.setFocus()
    rows.choose_at(0)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert step.panel.editor.explanation.hasFocus()


# -- coverage, links ----------------------------------------------------------------------------


def test_coverage_lists_the_paragraphs_without_a_key_and_goes_there(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "1")
    step.tabs.setCurrentWidget(step.coverage)
    jumps = step.coverage.widget().findChildren(QPushButton)
    names = [jump.accessibleName() for jump in jumps]
    assert names == [
        "Paragraph 2 of The Bugle, no key",
        "Paragraph 3 of The Bugle, no key",
        "Paragraph 1 of School Record, no key",
    ]
    QTest.mouseClick(jumps[-1], LEFT)
    assert step.texts.current == "record"


def test_words_selected_side_by_side_are_linked_named_and_unlinked(bench):
    step = bench.show(KeyStep, 1500, 760)
    step.tabs.setCurrentWidget(step.links)
    QTest.mouseClick(step.texts.beside, LEFT)
    assert step.texts.board.shown_articles == ("bugle", "record")
    bench.drag(view_of(step), "slapped")
    QTest.mouseClick(step.links.add, LEFT)
    assert "side by side" in bench.person.said[0][1]
    bench.drag(view_of(step, "record"), "raised")
    QTest.mouseClick(step.links.add, LEFT)
    assert [end.anchor.exact for end in bench.stored().key.links[0].ends] == ["slapped", "raised"]
    title = step.links.sheets[0].title
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "The rise")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert bench.stored().key.links[0].title == "The rise"
    QTest.mouseClick(step.links.sheets[0].remove, LEFT)
    assert bench.stored().key.links == ()


@pytest.mark.parametrize("tab", range(4))
def test_every_control_has_a_name_for_a_screen_reader_and_room_for_a_finger(make_bench, tab):
    step = make_bench().show(KeyStep)
    step.controller.show_entry(entry_id(step.panel._entries[0]))
    step.tabs.setCurrentIndex(tab)
    assert unnamed(step.window()) == []
    assert too_small(step) == []


# -- suggestions --------------------------------------------------------------------------------


@pytest.fixture
def suggesting(bench, qtbot):
    """A step with its suggestions for the first article."""
    step = bench.show(KeyStep)
    worker = speaking(step, OFFERING)
    step.tabs.setCurrentWidget(step.suggestions)
    qtbot.waitUntil(lambda: len(step.suggestions.offered) == 3, timeout=10_000)
    step.suggestions.list.setFocus()
    yield step
    worker.close()


def choices(bench):
    with bench.store.reading() as unit:
        found = unit.suggestion_choices.of_lesson(bench.session.draft.lesson.id)
    body = bench.session.draft.lesson.article(BUGLE).body
    return {each.span.of(body): each.choice for each in found}


def test_nothing_is_in_the_key_before_the_teacher_accepts(bench, suggesting):
    assert bench.stored().key == AnswerKey()
    assert choices(bench) == {}
    layer = suggesting.texts._layers[BUGLE]
    assert layer.current == bench.span("bugle", "greedy")
    assert len(layer.offered) == 3


def test_a_accepts_d_dismisses_and_the_next_one_is_at_hand(bench, suggesting):
    bench.press(suggesting.suggestions.list, "AD")
    (key,) = bench.stored().key.annotations
    assert (key.quote, key.technique_id) == ("greedy", "loaded-language-a")
    assert key.explanation == "greedy judges."
    assert choices(bench) == {"greedy": ChoiceKind.ACCEPTED, "cruel": ChoiceKind.DISMISSED}
    body = bench.session.draft.lesson.article(BUGLE).body
    assert [each.span.of(body) for each in suggesting.suggestions.offered] == ["slapped"]


def test_c_accepts_and_opens_the_note_with_the_keyboard_in_it(bench, suggesting):
    bench.press(suggesting.suggestions.list, "C")
    assert choices(bench) == {"greedy": ChoiceKind.CHANGED}
    assert suggesting.tabs.currentWidget() is suggesting.panel
    assert suggesting.panel.editor.explanation.hasFocus()


def test_undo_of_an_accepted_suggestion_offers_it_again(bench, suggesting):
    bench.press(suggesting.suggestions.list, "A")
    bench.session.undo()
    assert len(suggesting.suggestions.offered) == 3


def test_several_are_accepted_in_one_step(bench, suggesting):
    suggesting.suggestions.list.selectAll()
    bench.press(suggesting.suggestions.list, "A")
    assert len(bench.stored().key.annotations) == 3
    assert bench.session.undo_label == "accept 3 suggestions"


def test_the_keys_work_from_the_article_too(bench, suggesting):
    view_of(suggesting).setFocus()
    bench.press(view_of(suggesting), "A")
    assert len(bench.stored().key.annotations) == 1


def test_sentence_labels_are_suggested_and_dismissed_ones_come_back(bench, suggesting):
    panel = suggesting.suggestions
    bench.press(panel.list, "D")
    panel.kind.setCurrentIndex(panel.kind.findData("sentences"))
    panel.kind.activated.emit(1)
    assert [each.category_id for each in panel.offered] == [OPINION]
    panel.kind.setCurrentIndex(panel.kind.findData("dismissed"))
    panel.kind.activated.emit(2)
    assert len(panel.offered) == 1
    bench.press(panel.list, "A")
    assert choices(bench) == {"greedy": ChoiceKind.ACCEPTED}


def test_the_language_process_itself_suggests_within_the_budget(bench, qtbot):
    step = bench.show(KeyStep)
    step.tabs.setCurrentWidget(step.suggestions)
    assert step.suggestions.state.text().startswith("The article is being read")
    qtbot.waitUntil(lambda: bool(step.suggestions.offered), timeout=120_000)
    body = bench.session.draft.lesson.article(BUGLE).body
    best = step.suggestions.offered[0]
    assert len(step.suggestions.offered) <= max(1, round(3 * len(body.split()) / 100))
    assert best.reason
    step.suggestions.list.setFocus()
    bench.press(step.suggestions.list, "A")
    (key,) = bench.stored().key.annotations
    assert (key.quote, key.explanation) == (best.span.of(body), best.reason)
    step.suggesting.worker.close()


def test_a_missing_model_is_told_and_can_be_tried_again(bench, qtbot):
    step = bench.show(KeyStep)
    worker = speaking(step, BROKEN)
    step.tabs.setCurrentWidget(step.suggestions)
    qtbot.waitUntil(lambda: "missing" in step.suggestions.state.text(), timeout=10_000)
    assert step.suggestions.again.isVisible()
    worker.close()
    worker = speaking(step, OFFERING)
    QTest.mouseClick(step.suggestions.again, LEFT)
    qtbot.waitUntil(lambda: len(step.suggestions.offered) == 3, timeout=10_000)
    worker.close()


# -- merge ------------------------------------------------------------------------------------


def test_a_colleague_s_key_is_compared_and_merged_row_by_row(make_bench, tmp_path):
    bench = make_bench()
    lesson = bench.session.draft.lesson
    theirs = AnswerKey()
    for category, quote in ((LOADED, "greedy"), (CLAIM, "slapped"), (LOADED, "price")):
        span = bench.span("bugle", quote)
        theirs = answer_keys.changed_key(lesson, theirs, Add(BUGLE, category, span)).key
    path = tmp_path / "theirs.toml"
    path.write_text(key_text(lesson, theirs), encoding="utf-8")
    bench.person.files.append(path)
    step = bench.show(KeyStep)
    QTest.mouseClick(step.texts.merge, LEFT)
    table = step.merge.table
    assert table.isVisible()
    rows = {table.item(row, 0).text().splitlines()[0]: row for row in range(table.rowCount())}
    assert not step.merge.do_merge.isEnabled()
    table.setCurrentCell(rows["1  “slapped”"], 1)
    bench.press(table, "B")
    table.setCurrentCell(rows["1  “price”"], 1)
    bench.press(table, "T")
    assert step.merge.do_merge.text() == "Merge 2 changes"
    QTest.mouseClick(step.merge.do_merge, LEFT)
    after = quotes(bench.stored().key)
    assert {(CLAIM, "slapped"), (LOADED, "slapped"), (LOADED, "price")} <= set(after)
    assert len(after) == len(sample_lesson.headed_key().annotations) + 2
    assert step.texts.isVisible()
    assert bench.session.undo_label == "merge a key"


def test_a_merge_of_an_older_key_is_closed_when_the_key_changes(make_bench, tmp_path):
    bench = make_bench()
    lesson = bench.session.draft.lesson
    span = bench.span("bugle", "slapped")
    theirs = answer_keys.changed_key(lesson, AnswerKey(), Add(BUGLE, CLAIM, span)).key
    path = tmp_path / "theirs.toml"
    path.write_text(key_text(lesson, theirs), encoding="utf-8")
    bench.person.files.append(path)
    step = bench.show(KeyStep)
    QTest.mouseClick(step.texts.merge, LEFT)
    assert step.merge.isVisible()
    draft = bench.session.draft
    bench.session.change("Remove all keys", replace(draft, key=AnswerKey()))
    step.show_draft()
    assert not step.merge.isVisible()
    assert step.texts.isVisible()


def test_a_key_that_fits_nothing_is_refused_with_a_sentence(make_bench, tmp_path):
    bench = make_bench()
    path = tmp_path / "other.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    bench.person.files.append(path)
    step = bench.show(KeyStep)
    QTest.mouseClick(step.texts.merge, LEFT)
    assert "nothing on the articles of this lesson" in bench.person.said[0][1]
    assert not step.merge.isVisible()


# -- around it --------------------------------------------------------------------------------


def test_a_jump_from_the_check_opens_the_entry_in_its_article(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep)
    wanted = entry_id(step.panel._entries[-1])
    step.go_to("record", wanted)
    assert step.panel.editor.entry_id == wanted
    assert step.texts.current == "record"


def test_another_scheme_is_drawn_without_losing_the_place(make_bench):
    bench = make_bench()
    step = bench.show(KeyStep)
    step.go_to("record", "")
    draft = bench.session.draft
    renamed = replace(draft.lesson.scheme.categories[0], name="Charged words")
    scheme = replace(draft.lesson.scheme, categories=(renamed, *draft.lesson.scheme.categories[1:]))
    bench.session.change("rename", replace(draft, lesson=replace(draft.lesson, scheme=scheme)))
    assert step.texts.current == "record"
    assert step.texts.categories[0].category.name == "Charged words"


def test_dark_and_small_windows_keep_everything_reachable(make_bench, plain_app):
    step = make_bench().show(KeyStep, width=880, height=600)
    wear(plain_app, DARK)
    assert step.width() <= 880
    assert step.panel.list.isVisible()
    assert step.texts.merge.geometry().right() <= step.texts.width()


def test_a_lesson_without_articles_says_what_to_do(make_bench):
    bench = make_bench(AnswerKey(), replace(sample_lesson.headed_lesson(), articles=()))
    step = bench.show(KeyStep)
    assert step.empty.isVisible()


def test_looking_at_an_entry_changes_nothing_in_it(make_bench):
    odd = replace(sample_lesson.headed_key().annotations[0], weight=0.125)
    key = replace(
        sample_lesson.headed_key(), annotations=(odd, *sample_lesson.headed_key().annotations[1:])
    )
    bench = make_bench(key)
    step = bench.show(KeyStep)
    for entry in step.panel._entries:
        step.controller.show_entry(entry_id(entry))
    assert step.leave()
    assert bench.stored().key == key
    assert bench.session.undo_label is None


# -- found on other words too --------------------------------------------------------------------


def also_of(bench, number=0):
    body = bench.stored().lesson.article(BUGLE).body
    return [each.span.of(body) for each in bench.stored().key.annotations[number].also]


def with_claim(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "Everyone knows it will only get worse")
    bench.press(view_of(step), "2")
    return step


def test_selected_words_count_too_by_the_button_and_by_plus_one_undo_each(bench):
    step = with_claim(bench)
    also = step.panel.editor.alternatives
    bench.drag(view_of(step), "Everyone knows")
    QTest.mouseClick(also.add, LEFT)
    assert also_of(bench) == ["Everyone knows"]
    bench.drag(view_of(step), "greedy")
    QTest.keyClick(view_of(step), Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert also_of(bench) == ["greedy", "Everyone knows"]
    assert len(also.rows) == 2
    layer = step.texts._layers[BUGLE]
    assert (
        layer.chosen
        == layer.places.also
        == tuple(bench.span("bugle", words) for words in ("greedy", "Everyone knows"))
    )
    row = step.panel.list.rows[0]
    assert "2 alternatives" in row.note
    bench.session.undo()
    assert also_of(bench) == ["Everyone knows"]
    assert layer.places.also == (bench.span("bugle", "Everyone knows"),)
    bench.session.redo()
    assert also_of(bench) == ["greedy", "Everyone knows"]


def test_an_alternative_is_gone_to_and_taken_away(bench):
    step = with_claim(bench)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "+")
    (row,) = step.panel.editor.alternatives.rows
    go, remove = row.findChild(QPushButton), row.findChild(QToolButton)
    go.setFocus()
    QTest.keyClick(go, Qt.Key.Key_Space)
    assert view_of(step).caret() == bench.span("bugle", "greedy").start
    QTest.mouseClick(remove, LEFT)
    assert also_of(bench) == []
    assert step.panel.editor.alternatives.rows == []
    assert step.panel.editor.entry_id == bench.stored().key.annotations[0].id


def test_what_cannot_count_too_is_said_and_changes_nothing(bench):
    step = bench.show(KeyStep)
    bench.drag(view_of(step), "greedy")
    bench.press(view_of(step), "+")
    assert "Choose a key first" in bench.person.said[-1][1]
    bench.press(view_of(step), "1")
    bench.press(view_of(step), "+")
    assert "Select the other words" in bench.person.said[-1][1]
    bench.caret(view_of(step), "Everyone knows")
    bench.press(view_of(step), "3")
    assert not step.panel.editor.alternatives.isVisible()
    bench.press(view_of(step), "+")
    assert "whole sentence" in bench.person.said[-1][1]
    assert [each.also for each in bench.stored().key.annotations] == [(), ()]


def test_the_alternatives_have_names_and_room(bench):
    step = with_claim(bench)
    for words in ("greedy", "Everyone knows", "slapped", "cruel"):
        bench.drag(view_of(step), words)
        bench.press(view_of(step), "+")
    assert len(also_of(bench)) == 4
    assert not unnamed(step)
    assert not too_small(step.panel.editor)
