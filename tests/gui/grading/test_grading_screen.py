"""The grading screen, used with keys and mouse on a real database."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.domain.annotating import AcceptAlso, Add
from annotator.domain.classes import RosterRow
from annotator.domain.grading import VerdictKind
from annotator.domain.grading_session import Grader, GradingState
from annotator.domain.identifiers import AuthorId, HandInId
from annotator.domain.lessons import Lesson
from annotator.domain.text import words
from annotator.domain.wording import points_text
from annotator.gui.grading.grading_keys import LISTED
from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.grading.history_dialog import HistoryDialog
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.results import Outcome
from annotator.scoring.sums import sum_of
from annotator.services.answer_keys import changed_key
from annotator.services.classes import assign_lesson, create_class, import_roster
from tests.gui.grading.conftest import LESSON, STUDENTS, Hand


def with_extra(screen: GradingScreen) -> None:
    """Go to a student who marked something that is not in the key."""
    for row in screen.left.rows:
        screen.left.choose("")
        screen.navigation.go_to(row.id)
        if screen.navigation.student.item is not None and screen.navigation.student.item.is_open:
            return
    raise AssertionError("nobody in the class marked anything extra")


def answer_dialog(answer: bool, seen: list[PreviewDialog]) -> None:
    """Press Enter or Escape in the dialog that comes up."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    seen.append(dialog.findChild(QPushButton) and dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return if answer else Qt.Key.Key_Escape)


def test_codes_stand_for_names_until_names_are_wanted(hand: Hand):
    screen = hand.open()
    assert len(screen.left.rows) == STUDENTS
    assert not any(row.title.startswith("7B-") for row in screen.left.rows)
    QTest.mouseClick(screen.header.names, Qt.MouseButton.LeftButton)
    assert [row.title for row in screen.left.rows] == [f"7B-{n:02}" for n in range(1, STUDENTS + 1)]


def test_j_and_k_go_through_the_students_and_the_views_are_the_same_ones(hand: Hand):
    screen = hand.open()
    views = screen.paper.board.made_views()
    first = screen.navigation.student.id
    hand.press(screen, "J", "J")
    assert screen.navigation.student.id == screen.left.rows[2].id
    shown = {a.id for view in views for layer in [view] for a in layer._drawn}
    mine = screen.navigation.student.entry.graded.hand_in.annotations
    assert shown == {a.id for a in mine if a.article_id in {v.article.id for v in views}}
    hand.press(screen, "K", "K", "K")
    assert screen.navigation.student.id == first
    assert screen.paper.board.made_views() == views


def test_a_key_is_found_at_the_desk_on_whichever_of_its_words_were_marked(hand: Hand):
    with hand.application.ports.store.reading() as unit:
        key = unit.lessons.find_key(LESSON.id)
    assert key is not None
    screen = hand.open()
    with_extra(screen)
    student, extra = screen.navigation.student.id, screen.navigation.student.item
    free = next(w for w in words(LESSON.article(extra.article_id).body) if w.start > extra.span.end)
    made = changed_key(LESSON, key, Add(extra.article_id, extra.category.id, free))
    more = changed_key(LESSON, made.key, AcceptAlso(made.made[0], extra.span)).key
    with hand.application.ports.store.writing() as unit:
        unit.lessons.put_key(LESSON.id, more)
        unit.commit()
    again = hand.open()
    again.navigation.go_to(student)
    items = {item.key: item for item in again.navigation.student.items}
    assert extra.key not in items
    found = items[f"k:{made.made[0]}"]
    assert (found.sign, found.credit.outcome) == (OutcomeSign.FOUND, Outcome.FOUND)
    assert extra.annotation.id in found.credit.earned_by


def test_every_outcome_has_a_sign_of_its_own(hand: Hand):
    screen = hand.open()
    signs = set()
    for row in screen.left.rows:
        screen.navigation.go_to(row.id)
        signs |= {item.sign for item in screen.navigation.student.items}
        for view in screen.paper.board.made_views():
            marks = screen.paper.layer(view.article.id).marks
            expected = [
                i for i in screen.navigation.student.items if i.article_id == view.article.id
            ]
            assert {m.key for m in marks} == {i.key for i in expected}
    assert {OutcomeSign.FOUND, OutcomeSign.MISSED, OutcomeSign.OTHER, OutcomeSign.EXTRA} <= signs
    assert len({sign.value for sign in OutcomeSign}) == len(OutcomeSign)


@pytest.mark.parametrize(
    "key, kind",
    [("A", VerdictKind.ACCEPT), ("R", VerdictKind.REJECT), ("I", VerdictKind.IGNORE)],
)
def test_one_key_gives_a_verdict_and_goes_on_to_the_next_that_waits(hand: Hand, key, kind):
    screen = hand.open()
    with_extra(screen)
    item = screen.navigation.student.item
    waiting = sum(i.is_open for i in screen.navigation.student.items)
    hand.press(screen, key)
    (verdict,) = hand.decisions(screen.navigation.student.id).verdicts
    assert (verdict.annotation_id, verdict.kind) == (item.annotation.id, kind)
    assert sum(i.is_open for i in screen.navigation.student.items) == waiting - 1
    assert waiting == 1 or screen.navigation.student.item.is_open
    hand.press(screen, "Control+Z")
    assert hand.decisions(screen.navigation.student.id).verdicts == ()
    assert hand.status(screen.navigation.student.id).state is GradingState.NOT_GRADED
    hand.press(screen, "Control+Shift+Z")
    assert len(hand.decisions(screen.navigation.student.id).verdicts) == 1


def test_a_verdict_can_be_given_with_the_mouse(hand: Hand):
    screen = hand.open()
    with_extra(screen)
    button = screen.side.items.verdicts.button(VerdictKind.REJECT)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (verdict,) = hand.decisions(screen.navigation.student.id).verdicts
    assert verdict.kind is VerdictKind.REJECT


def test_number_keys_give_rubric_levels_and_the_same_again_takes_them_back(hand: Hand):
    screen = hand.open()
    criterion = LESSON.criteria[0]
    hand.press(screen, "2")
    (score,) = hand.decisions(screen.navigation.student.id).criterion_scores
    assert (score.criterion_id, score.points) == (criterion.id, criterion.levels[1].points)
    assert screen.side.shows_answers
    hand.press(screen, "1")
    (score,) = hand.decisions(screen.navigation.student.id).criterion_scores
    assert score.points == criterion.levels[0].points
    hand.press(screen, "1")
    assert hand.decisions(screen.navigation.student.id).criterion_scores == ()
    hand.press(screen, "9")
    assert hand.decisions(screen.navigation.student.id).criterion_scores == ()


def test_d_warns_once_of_missing_points_and_then_goes_on_to_the_next_ungraded(hand: Hand):
    screen = hand.open()
    first = screen.navigation.student.id
    hand.press(screen, "D")
    assert "no points yet" in screen.footer.notice.text()
    assert not hand.status(first).is_done
    hand.press(screen, "1", "D")
    assert hand.status(first).state is GradingState.GRADED
    assert screen.navigation.student.id != first
    assert f"1 of {STUDENTS} graded" in screen.header._told.text()
    hand.press(screen, "K", "U")
    assert screen.navigation.student.id != first, "U passes by what is graded"


def test_a_credit_is_set_by_hand_with_a_reason_and_given_back(hand: Hand):
    screen = hand.open()
    missed = next(i for i in screen.navigation.student.items if i.sign is OutcomeSign.MISSED)
    screen.navigation.student.choose(missed.key)
    before = screen.navigation.student.entry.graded.score.total
    editor = screen.side.items.credit
    editor.field.setFocus()
    editor.field.selectAll()
    QTest.keyClicks(editor.field, "0.8")
    QTest.keyClicks(editor.reason, "Said so in class")
    QTest.keyClick(editor.reason, Qt.Key.Key_Return)
    (override,) = hand.decisions(screen.navigation.student.id).overrides
    assert (override.credit, override.reason) == (0.8, "Said so in class")
    assert screen.navigation.student.entry.graded.score.total > before
    assert screen.navigation.student.item.points.endswith("*")
    QTest.mouseClick(editor.rules_button, Qt.MouseButton.LeftButton)
    assert hand.decisions(screen.navigation.student.id).overrides == ()


def test_comments_go_where_they_belong_and_are_stored_when_the_field_is_left(hand: Hand):
    screen = hand.open()
    with_extra(screen)
    annotation = screen.navigation.student.item.annotation
    hand.press(screen, "C")
    assert screen.side.comments.field.hasFocus()
    QTest.keyClicks(screen.side.comments.field, "Just a name")
    QTest.keyClick(screen.side.comments.field, Qt.Key.Key_Escape)
    decisions = hand.decisions(screen.navigation.student.id)
    assert decisions.comment_on(annotation=annotation.id).text == "Just a name"
    assert screen.left.hasFocus()
    hand.press(screen, "O")
    QTest.keyClicks(screen.side.comments.field, "Well done")
    hand_in_id = screen.navigation.student.id
    screen.left.setFocus()
    hand.press(screen, "J")
    assert hand.decisions(hand_in_id).comment_on().text == "Well done"
    assert screen.side.comments.text == ""


def test_one_key_puts_in_a_comment_of_the_bank_and_the_bank_is_searched_and_edited(hand: Hand):
    screen = hand.open()
    screen.navigation.student.write_overall()
    first = screen.side.comments.list.rows[0].title
    screen.left.setFocus()
    hand.press(screen, "Control+1")
    assert hand.decisions(screen.navigation.student.id).comment_on().text == first
    QTest.keyClicks(screen.side.comments.search, "evidence")
    rows = screen.side.comments.list.rows
    assert [("evidence" in row.title) for row in rows] == [True]
    QTest.keyClick(screen.side.comments.search, Qt.Key.Key_Down)
    QTest.keyClick(screen.side.comments.list, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Which evidence?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bank = screen.side.comments.list
    hand.qtbot.waitUntil(lambda: [row.title for row in bank.rows] == ["Which evidence?"])


def test_comments_are_imported_from_a_file(hand: Hand, tmp_path):
    screen = hand.open()
    path = tmp_path / "comments.csv"
    path.write_text("category,comment\nL,Zebra crossing\n,Zebra everywhere\n", encoding="utf-8")
    hand.person.files.append(path)
    QTest.mouseClick(screen.side.comments.load, Qt.MouseButton.LeftButton)
    QTest.keyClicks(screen.side.comments.search, "zebra")
    assert len(screen.side.comments.list.rows) == 2
    assert "2 comments added" in screen.footer.notice.text()


# -- groups ------------------------------------------------------------------------------------


def test_a_group_is_judged_at_once_without_its_exceptions(hand: Hand):
    screen = hand.open()
    hand.press(screen, "G")
    group = screen.navigation.groups.group
    assert group.students == max(g.students for g in screen.session.groups)
    member = group.members[0]
    screen.side.group.list.setFocus()
    screen.side.group.list.choose(member.annotation.id)
    QTest.keyClick(screen.side.group.list, Qt.Key.Key_Space)
    QTest.keyClicks(screen.side.comments.field, "Not loaded")
    screen.left.setFocus()
    hand.press(screen, "R")
    for each in group.members:
        decisions = hand.decisions(each.hand_in_id)
        verdict = decisions.verdict_on(each.annotation.id)
        comment = decisions.comment_on(annotation=each.annotation.id)
        if each is member:
            assert verdict is None
        else:
            assert verdict.kind is VerdictKind.REJECT
            assert comment.text == "Not loaded"
    assert screen.side.comments.text == ""


def test_accept_for_all_shows_the_totals_first_and_can_be_refused(hand: Hand, qtbot):
    screen = hand.open()
    hand.press(screen, "G")
    group = screen.navigation.groups.group
    before = {e.id: e.graded.score.total for e in screen.session.entries}
    seen: list[PreviewDialog] = []
    QTimer.singleShot(0, partial(answer_dialog, False, seen))
    hand.press(screen, "Shift+A")
    assert {e.id: e.graded.score.total for e in screen.session.entries} == before
    QTimer.singleShot(0, partial(answer_dialog, True, seen))
    hand.press(screen, "Shift+A")
    assert len(seen) == 2
    after = {e.id: e.graded.score.total for e in screen.session.entries}
    assert all(after[m.hand_in_id] >= before[m.hand_in_id] for m in group.members)
    with hand.application.ports.store.reading() as unit:
        keys = unit.lessons.find_key(LESSON.id).annotations
    assert any(k.span == group.typical.span for k in keys)
    hand.press(screen, "Control+Z")
    assert {e.id: e.graded.score.total for e in screen.session.entries} == before


# -- where I stopped, who else is here ---------------------------------------------------------


def test_the_desk_opens_where_it_was_left(hand: Hand):
    screen = hand.open()
    QTest.mouseClick(screen.header.names, Qt.MouseButton.LeftButton)
    hand.press(screen, "J", "J", "J", "1")
    stopped = screen.navigation.student.id
    assert screen.leave()
    screen.close()
    again = hand.open()
    assert again.navigation.student.id == stopped
    hand.press(again, "Control+Z")
    assert hand.decisions(stopped).criterion_scores == (), "undo survives closing"
    assert again.header.names.isChecked()
    assert again.left.current == stopped


def test_a_hand_in_on_which_somebody_works_can_be_taken_over(hand: Hand, qtbot):
    screen = hand.open()
    other = hand.application.grading.session(LESSON.id, Grader(AuthorId("teacher:bo"), "bo"))
    second = screen.left.rows[1].id
    other.move_to(replace(screen.session.place or _place(), hand_in_id=second))
    hand.press(screen, "J")
    qtbot.waitUntil(lambda: "bo is working" in screen.footer.notice.text())
    hand.press(screen, "1")
    assert "bo is working on this hand-in" in hand.person.said[-1][1]
    assert hand.decisions(second).criterion_scores == ()
    QTest.mouseClick(screen.footer.take_over, Qt.MouseButton.LeftButton)
    hand.press(screen, "1")
    assert len(hand.decisions(second).criterion_scores) == 1


def _place():
    from annotator.domain.grading_session import GradingPosition

    return GradingPosition(LESSON.id, AuthorId("teacher:bo"))


def test_a_stale_step_is_refused_and_the_newest_is_shown(hand: Hand):
    screen = hand.open()
    other = hand.application.grading.session(LESSON.id, Grader(AuthorId("teacher:bo"), "bo"))
    other.comment(screen.navigation.student.id, "From Bo")
    hand.press(screen, "1")
    assert "has changed since you opened it" in hand.person.said[-1][1]
    screen.navigation.student.write_overall()
    assert screen.side.comments.text == "From Bo"
    screen.left.setFocus()
    hand.press(screen, "1")
    assert len(hand.decisions(screen.navigation.student.id).criterion_scores) == 1


def test_a_lesson_without_hand_ins_says_what_to_do(qtbot, hand: Hand):
    from annotator.services.lessons import install_lesson

    empty: Lesson = replace(LESSON, id="empty", title="Empty")
    install_lesson(hand.application.ports, empty, hand.application.lessons.with_key(LESSON.id)[1])
    screen = GradingScreen(hand.application.grading, hand.person, "empty")
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.enter()
    assert screen.empty.isVisible()
    hand.press(screen, "J", "U", "D", "A", "Shift+A", "F", "1", "Control+Z", "G")
    assert screen.leave()


def test_one_class_of_several_is_graded_by_itself_and_late_work_is_named(hand: Hand):
    ports = hand.application.ports
    for name, students in {"7A": ("7B-01", "7B-02"), "7B": ("7B-03", "7B-04", "7B-05")}.items():
        group = create_class(ports, name)
        rows = [RosterRow(student_id=one, full_name=one) for one in students]
        import_roster(ports, group.id, rows)
        due = ports.now() - timedelta(days=1) if name == "7A" else None
        assign_lesson(ports, LESSON.id, group.id, due)
    screen = hand.open()
    assert len(screen.left.rows) == STUDENTS
    screen.header.classes.setCurrentText("7B")
    assert {screen.session.entry(HandInId(row.id)).name for row in screen.left.rows} == {
        "7B-03",
        "7B-04",
        "7B-05",
    }
    assert screen.header._told.text() == "0 of 3 graded"
    hand.press(screen, "1", "D", "1", "D", "1", "D", "U")
    assert screen.header._told.text() == "3 of 3 graded"
    assert "Everything is graded" in screen.footer.notice.text()
    screen.header.classes.setCurrentText("7A")
    assert all(row.note.startswith("late") for row in screen.left.rows)
    assert screen.navigation.student.entry.class_name == "7A"


def test_h_lists_every_decision_with_its_author_also_what_was_undone(hand: Hand):
    screen = hand.open()
    hand.press(screen, "1", "F", "Control+Z", "H")
    dialog = screen.findChild(HistoryDialog)
    assert [row.title for row in dialog.list.rows] == [
        "Flag",
        f"{LESSON.criteria[0].name}: {LESSON.criteria[0].maximum:g} points",
    ]
    assert "Teacher · undone" in dialog.list.rows[0].note
    assert "undone" not in dialog.list.rows[1].note
    dialog.accept()


def test_every_key_in_the_list_of_keys_does_something(hand: Hand):
    screen = hand.open()
    lists = {"Space", "F2", "Del"}
    told = {key for keys, _ in LISTED for key in re.split(", | to | and ", keys)}
    done = set(screen.keys)
    assert told - lists <= done
    assert done - told <= {"Ctrl+Y", *"2345678", *(f"Ctrl+{n}" for n in range(2, 9))}


def test_f1_lists_the_keys(hand: Hand, qtbot):
    from annotator.gui.widgets.keys_dialog import KeysDialog

    screen = hand.open()
    hand.press(screen, "F1")
    dialog = screen.findChild(KeysDialog)
    assert dialog is not None
    dialog.close()


def test_a_click_on_a_highlight_chooses_its_item(hand: Hand):
    screen = hand.open()
    view = screen.paper.board.views()[0]
    found = next(
        i
        for i in screen.navigation.student.items
        if i.annotation and i.article_id == view.article.id
    )
    view.place_caret(found.annotation.span.start)
    view.show_span(found.annotation.span)
    view.annotationActivated.emit(found.annotation.id)
    assert screen.side.items.list.current == found.key
    credit = found.credit
    assert credit is None or credit.outcome is not Outcome.MISSED


def test_a_comment_for_one_group_never_reaches_the_next(hand: Hand):
    screen = hand.open()
    hand.press(screen, "G")
    first = screen.navigation.groups.group
    screen.side.comments.field.setFocus()
    QTest.keyClicks(screen.side.comments.field, "Only for these")
    screen.left.setFocus()
    hand.press(screen, "J")
    assert screen.navigation.groups.group != first
    assert screen.side.comments.text == ""


def test_a_comment_goes_with_an_acceptance_for_all(hand: Hand):
    screen = hand.open()
    hand.press(screen, "G")
    group = screen.navigation.groups.group
    screen.side.comments.field.setFocus()
    QTest.keyClicks(screen.side.comments.field, "Well seen")
    screen.left.setFocus()
    QTimer.singleShot(0, partial(answer_dialog, True, []))
    hand.press(screen, "Shift+A")
    for member in group.members:
        comment = hand.decisions(member.hand_in_id).comment_on(annotation=member.annotation.id)
        assert comment.text == "Well seen"


def test_what_the_rules_take_off_is_told_beside_the_total(hand: Hand):
    hand.application.grading.change_rules(LESSON.id)
    screen = hand.open()
    seen = []
    for row in screen.left.rows:
        screen.navigation.go_to(row.id)
        added = sum_of(LESSON, screen.navigation.student.entry.graded.score)
        parts = screen.side.parts
        assert len(parts.toolTip().splitlines()) == len(added.lines)
        if added.taken_off:
            assert f"taken off {points_text(added.taken_off)}" in parts.text()
            gone = [line for line in added.lines if line.points < 0]
            assert gone
            for line in gone:
                assert f"{line.name}: {points_text(line.points)}" in parts.toolTip()
            seen += [line.name for line in gone]
        else:
            assert "taken off" not in parts.text()
    assert "Labels that guessing gets right too" in seen
