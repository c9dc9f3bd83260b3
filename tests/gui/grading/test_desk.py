"""The grading desk, used with keys and mouse on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.domain.classes import RosterRow
from annotator.domain.desk import Grader, GradingState
from annotator.domain.grading import VerdictKind
from annotator.domain.identifiers import AuthorId, HandInId
from annotator.domain.lessons import Lesson
from annotator.gui.grading.desk_keys import GESTURES
from annotator.gui.grading.desk_screen import DeskScreen
from annotator.gui.grading.history_dialog import HistoryDialog
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.gui.theme import DARK
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.results import Outcome
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.wiring.grading import open_desk
from tests.gui.grading.conftest import LESSON, STUDENTS, Hand


def with_extra(desk: DeskScreen) -> None:
    """Go to a student who marked something that is not in the key."""
    for row in desk.left.rows:
        desk.left.choose("")
        desk.go_to(row.key)
        if desk.student.item is not None and desk.student.item.is_open:
            return
    raise AssertionError("nobody in the class marked anything extra")


def answer_dialog(answer: bool, seen: list[PreviewDialog]) -> None:
    """Press Enter or Escape in the dialog that comes up."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    seen.append(dialog.findChild(QPushButton) and dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return if answer else Qt.Key.Key_Escape)


def test_codes_stand_for_names_until_names_are_wanted(hand: Hand):
    desk = hand.open()
    assert len(desk.left.rows) == STUDENTS
    assert not any(row.text.startswith("7B-") for row in desk.left.rows)
    QTest.mouseClick(desk.header.names, Qt.MouseButton.LeftButton)
    assert [row.text for row in desk.left.rows] == [f"7B-{n:02}" for n in range(1, STUDENTS + 1)]


def test_j_and_k_go_through_the_students_and_the_views_are_the_same_ones(hand: Hand):
    desk = hand.open()
    views = desk.paper.desk.made_views()
    first = desk.student.id
    hand.press(desk, "J", "J")
    assert desk.student.id == desk.left.rows[2].key
    shown = {a.id for view in views for layer in [view] for a in layer._drawn}
    mine = desk.student.entry.graded.hand_in.annotations
    assert shown == {a.id for a in mine if a.article_id in {v.article.id for v in views}}
    hand.press(desk, "K", "K", "K")
    assert desk.student.id == first
    assert desk.paper.desk.made_views() == views


def test_every_outcome_has_a_sign_of_its_own(hand: Hand):
    desk = hand.open()
    signs = set()
    for row in desk.left.rows:
        desk.go_to(row.key)
        signs |= {item.sign for item in desk.student.items}
        for view in desk.paper.desk.made_views():
            marks = desk.paper.layer(view.article.id).marks
            expected = [i for i in desk.student.items if i.article_id == view.article.id]
            assert {m.key for m in marks} == {i.key for i in expected}
    assert {OutcomeSign.FOUND, OutcomeSign.MISSED, OutcomeSign.OTHER, OutcomeSign.EXTRA} <= signs
    assert len({sign.value for sign in OutcomeSign}) == len(OutcomeSign)


@pytest.mark.parametrize(
    "key, kind",
    [("A", VerdictKind.ACCEPT), ("R", VerdictKind.REJECT), ("I", VerdictKind.IGNORE)],
)
def test_one_key_gives_a_verdict_and_goes_on_to_the_next_that_waits(hand: Hand, key, kind):
    desk = hand.open()
    with_extra(desk)
    item = desk.student.item
    waiting = sum(i.is_open for i in desk.student.items)
    hand.press(desk, key)
    (verdict,) = hand.decisions(desk.student.id).verdicts
    assert (verdict.annotation_id, verdict.kind) == (item.annotation.id, kind)
    assert sum(i.is_open for i in desk.student.items) == waiting - 1
    assert waiting == 1 or desk.student.item.is_open
    hand.press(desk, "Control+Z")
    assert hand.decisions(desk.student.id).verdicts == ()
    assert hand.status(desk.student.id).state is GradingState.NOT_GRADED
    hand.press(desk, "Control+Shift+Z")
    assert len(hand.decisions(desk.student.id).verdicts) == 1


def test_a_verdict_can_be_given_with_the_mouse(hand: Hand):
    desk = hand.open()
    with_extra(desk)
    button = desk.side.items.verdicts.button(VerdictKind.REJECT)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (verdict,) = hand.decisions(desk.student.id).verdicts
    assert verdict.kind is VerdictKind.REJECT


def test_number_keys_give_rubric_levels_and_the_same_again_takes_them_back(hand: Hand):
    desk = hand.open()
    criterion = LESSON.criteria[0]
    hand.press(desk, "2")
    (score,) = hand.decisions(desk.student.id).criterion_scores
    assert (score.criterion_id, score.points) == (criterion.id, criterion.levels[1].points)
    assert desk.side.shows_answers
    hand.press(desk, "1")
    (score,) = hand.decisions(desk.student.id).criterion_scores
    assert score.points == criterion.levels[0].points
    hand.press(desk, "1")
    assert hand.decisions(desk.student.id).criterion_scores == ()
    hand.press(desk, "9")
    assert hand.decisions(desk.student.id).criterion_scores == ()


def test_d_warns_once_of_missing_points_and_then_goes_on_to_the_next_ungraded(hand: Hand):
    desk = hand.open()
    first = desk.student.id
    hand.press(desk, "D")
    assert "no points yet" in desk.footer.notice.text()
    assert not hand.status(first).is_done
    hand.press(desk, "1", "D")
    assert hand.status(first).state is GradingState.GRADED
    assert desk.student.id != first
    assert f"1 of {STUDENTS} graded" in desk.header._told.text()
    hand.press(desk, "K", "U")
    assert desk.student.id != first, "U passes by what is graded"


def test_a_credit_is_set_by_hand_with_a_reason_and_given_back(hand: Hand):
    desk = hand.open()
    missed = next(i for i in desk.student.items if i.sign is OutcomeSign.MISSED)
    desk.student.choose(missed.key)
    before = desk.student.entry.graded.score.total
    editor = desk.side.items.credit
    editor.field.setFocus()
    editor.field.selectAll()
    QTest.keyClicks(editor.field, "0.8")
    QTest.keyClicks(editor.reason, "Said so in class")
    QTest.keyClick(editor.reason, Qt.Key.Key_Return)
    (override,) = hand.decisions(desk.student.id).overrides
    assert (override.credit, override.reason) == (0.8, "Said so in class")
    assert desk.student.entry.graded.score.total > before
    assert desk.student.item.points.endswith("*")
    QTest.mouseClick(editor.rules_button, Qt.MouseButton.LeftButton)
    assert hand.decisions(desk.student.id).overrides == ()


def test_comments_go_where_they_belong_and_are_stored_when_the_field_is_left(hand: Hand):
    desk = hand.open()
    with_extra(desk)
    annotation = desk.student.item.annotation
    hand.press(desk, "C")
    assert desk.side.comments.field.hasFocus()
    QTest.keyClicks(desk.side.comments.field, "Just a name")
    QTest.keyClick(desk.side.comments.field, Qt.Key.Key_Escape)
    decisions = hand.decisions(desk.student.id)
    assert decisions.comment_on(annotation=annotation.id).text == "Just a name"
    assert desk.left.hasFocus()
    hand.press(desk, "O")
    QTest.keyClicks(desk.side.comments.field, "Well done")
    hand_in_id = desk.student.id
    desk.left.setFocus()
    hand.press(desk, "J")
    assert hand.decisions(hand_in_id).comment_on().text == "Well done"
    assert desk.side.comments.text == ""


def test_one_key_puts_in_a_comment_of_the_bank_and_the_bank_is_searched_and_edited(hand: Hand):
    desk = hand.open()
    desk.student.write_overall()
    first = desk.side.comments.list.rows[0].text
    desk.left.setFocus()
    hand.press(desk, "Control+1")
    assert hand.decisions(desk.student.id).comment_on().text == first
    QTest.keyClicks(desk.side.comments.search, "evidence")
    rows = desk.side.comments.list.rows
    assert [("evidence" in row.text) for row in rows] == [True]
    desk.side.comments.list.setFocus()
    desk.side.comments.list.step(1)
    QTest.keyClick(desk.side.comments.list, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Which evidence?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [row.text for row in desk.side.comments.list.rows] == ["Which evidence?"]


def test_comments_are_imported_from_a_file(hand: Hand, tmp_path):
    desk = hand.open()
    path = tmp_path / "comments.csv"
    path.write_text("category,comment\nL,Zebra crossing\n,Zebra everywhere\n", encoding="utf-8")
    hand.person.files.append(path)
    QTest.mouseClick(desk.side.comments.load, Qt.MouseButton.LeftButton)
    QTest.keyClicks(desk.side.comments.search, "zebra")
    assert len(desk.side.comments.list.rows) == 2
    assert "2 comments added" in desk.footer.notice.text()


# -- groups ------------------------------------------------------------------------------------


def test_a_group_is_judged_at_once_without_its_exceptions(hand: Hand):
    desk = hand.open()
    hand.press(desk, "G")
    group = desk.groups.group
    assert group.students == max(g.students for g in desk.session.groups)
    member = group.members[0]
    desk.side.group.list.setFocus()
    desk.side.group.list.step(1)
    QTest.keyClick(desk.side.group.list, Qt.Key.Key_Space)
    QTest.keyClicks(desk.side.comments.field, "Not loaded")
    desk.left.setFocus()
    hand.press(desk, "R")
    for each in group.members:
        decisions = hand.decisions(each.hand_in_id)
        verdict = decisions.verdict_on(each.annotation.id)
        comment = decisions.comment_on(annotation=each.annotation.id)
        if each is member:
            assert verdict is None
        else:
            assert verdict.kind is VerdictKind.REJECT
            assert comment.text == "Not loaded"
    assert desk.side.comments.text == ""


def test_accept_for_all_shows_the_totals_first_and_can_be_refused(hand: Hand, qtbot):
    desk = hand.open()
    hand.press(desk, "G")
    group = desk.groups.group
    before = {e.id: e.graded.score.total for e in desk.session.entries}
    seen: list[PreviewDialog] = []
    QTimer.singleShot(0, partial(answer_dialog, False, seen))
    hand.press(desk, "Shift+A")
    assert {e.id: e.graded.score.total for e in desk.session.entries} == before
    QTimer.singleShot(0, partial(answer_dialog, True, seen))
    hand.press(desk, "Shift+A")
    assert len(seen) == 2
    after = {e.id: e.graded.score.total for e in desk.session.entries}
    assert all(after[m.hand_in_id] >= before[m.hand_in_id] for m in group.members)
    with hand.house.store.reading() as unit:
        keys = unit.lessons.find_key(LESSON.id).annotations
    assert any(k.span == group.typical.span for k in keys)
    hand.press(desk, "Control+Z")
    assert {e.id: e.graded.score.total for e in desk.session.entries} == before


# -- where I stopped, who else is here ---------------------------------------------------------


def test_the_desk_opens_where_it_was_left(hand: Hand):
    desk = hand.open()
    QTest.mouseClick(desk.header.names, Qt.MouseButton.LeftButton)
    hand.press(desk, "J", "J", "J", "1")
    stopped = desk.student.id
    assert desk.leave()
    desk.close()
    again = hand.open()
    assert again.student.id == stopped
    hand.press(again, "Control+Z")
    assert hand.decisions(stopped).criterion_scores == (), "undo survives closing"
    assert again.header.names.isChecked()
    assert again.left.current == stopped


def test_a_hand_in_on_which_somebody_works_can_be_taken_over(hand: Hand, qtbot):
    desk = hand.open()
    other = open_desk(hand.house, LESSON.id, Grader(AuthorId("teacher:bo"), "bo"))
    second = desk.left.rows[1].key
    other.move_to(replace(desk.session.place or _place(), hand_in_id=second))
    hand.press(desk, "J")
    qtbot.waitUntil(lambda: "bo is working" in desk.footer.notice.text())
    hand.press(desk, "1")
    assert "bo is working on this hand-in" in hand.person.said[-1][1]
    assert hand.decisions(second).criterion_scores == ()
    QTest.mouseClick(desk.footer.take_over, Qt.MouseButton.LeftButton)
    hand.press(desk, "1")
    assert len(hand.decisions(second).criterion_scores) == 1


def _place():
    from annotator.domain.desk import DeskPlace

    return DeskPlace(LESSON.id, AuthorId("teacher:bo"))


def test_a_stale_step_is_refused_and_the_newest_is_shown(hand: Hand):
    desk = hand.open()
    other = open_desk(hand.house, LESSON.id, Grader(AuthorId("teacher:bo"), "bo"))
    other.comment(desk.student.id, "From Bo")
    hand.press(desk, "1")
    assert "has changed since you opened it" in hand.person.said[-1][1]
    desk.student.write_overall()
    assert desk.side.comments.text == "From Bo"
    desk.left.setFocus()
    hand.press(desk, "1")
    assert len(hand.decisions(desk.student.id).criterion_scores) == 1


def test_a_lesson_without_hand_ins_says_what_to_do(qtbot, hand: Hand):
    from annotator.services.lessons import install_lesson

    empty: Lesson = replace(LESSON, id="empty", title="Empty")
    install_lesson(hand.house.ports, empty, hand.house.lesson_with_key(LESSON.id)[1])
    desk = DeskScreen(hand.house, DARK, hand.person, "empty")
    qtbot.addWidget(desk)
    desk.resize(1366, 700)
    desk.show()
    desk.enter()
    assert desk._empty.isVisible()
    hand.press(desk, "J", "U", "D", "A", "Shift+A", "F", "1", "Control+Z", "G")
    assert desk.leave()


def test_one_class_of_several_is_graded_by_itself_and_late_work_is_named(hand: Hand):
    ports = hand.house.ports
    for name, students in {"7A": ("7B-01", "7B-02"), "7B": ("7B-03", "7B-04", "7B-05")}.items():
        group = create_class(ports, name)
        rows = [RosterRow(student_id=one, full_name=one) for one in students]
        import_roster(ports, group.id, rows)
        due = ports.now() - timedelta(days=1) if name == "7A" else None
        assign_lesson(ports, LESSON.id, group.id, due)
    desk = hand.open()
    assert len(desk.left.rows) == STUDENTS
    desk.header.classes.setCurrentText("7B")
    assert {desk.session.entry(HandInId(row.key)).name for row in desk.left.rows} == {
        "7B-03",
        "7B-04",
        "7B-05",
    }
    assert desk.header._told.text() == "0 of 3 graded"
    hand.press(desk, "1", "D", "1", "D", "1", "D", "U")
    assert desk.header._told.text() == "3 of 3 graded"
    assert "Everything is graded" in desk.footer.notice.text()
    desk.header.classes.setCurrentText("7A")
    assert all(row.detail.startswith("late") for row in desk.left.rows)
    assert desk.student.entry.class_name == "7A"


def test_h_lists_every_decision_with_its_author_also_what_was_undone(hand: Hand):
    desk = hand.open()
    hand.press(desk, "1", "F", "Control+Z", "H")
    dialog = desk.findChild(HistoryDialog)
    assert [row.text for row in dialog.list.rows] == [
        "Flag",
        f"{LESSON.criteria[0].name}: {LESSON.criteria[0].maximum:g} points",
    ]
    assert "Teacher · undone" in dialog.list.rows[0].detail
    assert "undone" not in dialog.list.rows[1].detail
    dialog.accept()


def test_every_key_in_the_list_of_keys_has_its_gesture(hand: Hand):
    desk = hand.open()
    for gesture in GESTURES.values():
        assert any(hasattr(one, gesture) for one in (desk, desk.decider, desk.exits)), gesture


def test_f1_lists_the_keys(hand: Hand, qtbot):
    from annotator.gui.widgets.keys_dialog import KeysDialog

    desk = hand.open()
    hand.press(desk, "F1")
    dialog = desk.findChild(KeysDialog)
    assert dialog is not None
    dialog.close()


def test_a_click_on_a_highlight_chooses_its_item(hand: Hand):
    desk = hand.open()
    view = desk.paper.desk.views()[0]
    found = next(i for i in desk.student.items if i.annotation and i.article_id == view.article.id)
    view.place_caret(found.annotation.span.start)
    view.show_span(found.annotation.span)
    view.annotationActivated.emit(found.annotation.id)
    assert desk.side.items.list.current == found.key
    credit = found.credit
    assert credit is None or credit.outcome is not Outcome.MISSED


def test_a_comment_for_one_group_never_reaches_the_next(hand: Hand):
    desk = hand.open()
    hand.press(desk, "G")
    first = desk.groups.group
    desk.side.comments.field.setFocus()
    QTest.keyClicks(desk.side.comments.field, "Only for these")
    desk.left.setFocus()
    hand.press(desk, "J")
    assert desk.groups.group != first
    assert desk.side.comments.text == ""


def test_a_comment_goes_with_an_acceptance_for_all(hand: Hand):
    desk = hand.open()
    hand.press(desk, "G")
    group = desk.groups.group
    desk.side.comments.field.setFocus()
    QTest.keyClicks(desk.side.comments.field, "Well seen")
    desk.left.setFocus()
    QTimer.singleShot(0, partial(answer_dialog, True, []))
    hand.press(desk, "Shift+A")
    for member in group.members:
        comment = hand.decisions(member.hand_in_id).comment_on(annotation=member.annotation.id)
        assert comment.text == "Well seen"
