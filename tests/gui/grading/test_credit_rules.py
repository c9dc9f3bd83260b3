"""A change of the credit rules is seen before it is made, made once, and taken back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import AuthorId, LessonId
from annotator.gui.grading.grading_keys import LISTED
from annotator.gui.grading.rules_dialog import NO_CHANGE, RulesDialog
from annotator.gui.grading.rules_note import CHANGED, OLDER
from annotator.scoring.rules import NEWEST
from annotator.wiring.application import open_application
from tests.fakes import accessibility
from tests.gui.grading.conftest import LESSON, STUDENTS, Hand

TESTS = Path(__file__).parents[2]
LEFT = Qt.MouseButton.LeftButton


def compare(hand, screen, *, by_key=False):
    """Open the comparison and wait for both gradings."""
    if by_key:
        hand.press(screen, "Shift+R")
    else:
        QTest.mouseClick(screen.rules.see, LEFT)
    dialog = next(d for d in screen.findChildren(RulesDialog) if d.isVisible())
    hand.qtbot.waitUntil(dialog.apply.isEnabled)
    return dialog


def cells(dialog):
    table = dialog.table
    return [
        tuple(table.item(row, column).text() for column in range(4))
        for row in range(table.rowCount())
    ]


def totals(screen):
    return {entry.code: entry.graded.score.grade.line for entry in screen.session.entries}


def stored_rules(hand, lesson_id=LESSON.id):
    with hand.application.ports.store.reading() as unit:
        return unit.lessons.find(lesson_id).credit_rules


def test_the_note_is_quiet_and_leads_to_a_list_that_changes_nothing(hand: Hand):
    screen = hand.open()
    assert screen.rules.isVisible()
    assert screen.rules.words.text() == OLDER
    before = totals(screen)
    dialog = compare(hand, screen)
    listed = cells(dialog)
    assert {name: now for name, now, _then, _by in listed} == before
    assert len(listed) == STUDENTS
    changes = [float(by.replace("−", "-")) for *_rest, by in listed]
    assert changes == sorted(changes)
    assert all("%" in then for _name, _now, then, _by in listed)
    changed = sum(abs(each) > 0 for each in changes)
    said = f"{changed} of {STUDENTS} totals would change. The median "
    assert dialog.said.text().startswith(said) or dialog.said.text() == NO_CHANGE
    assert not accessibility.unnamed(dialog)
    assert dialog.keep.isDefault()
    QTest.mouseClick(dialog.keep, LEFT)
    assert not dialog.isVisible()
    assert (totals(screen), stored_rules(hand)) == (before, LESSON.credit_rules)


def test_it_is_made_once_for_everybody_and_taken_back(hand: Hand):
    screen = hand.open()
    before = totals(screen)
    dialog = compare(hand, screen)
    then = {name: total for name, _now, total, _by in cells(dialog)}
    assert then != before
    QTest.mouseClick(dialog.apply, LEFT)
    assert (totals(screen), stored_rules(hand)) == (then, NEWEST)
    assert "Shift+R goes back" in screen.footer.notice.text()
    assert screen.rules.isVisible()
    assert screen.rules.words.text() == CHANGED
    again = hand.open()
    assert not again.rules.isVisible()
    dialog = compare(hand, again, by_key=True)
    assert {name: total for name, _now, total, _by in cells(dialog)} == before
    QTest.mouseClick(dialog.apply, LEFT)
    assert (totals(again), stored_rules(hand)) == (before, LESSON.credit_rules)
    assert again.rules.words.text() == OLDER


def test_what_is_given_back_already_is_told(hand: Hand, tmp_path):
    screen = hand.open()
    dialog = compare(hand, screen)
    changing = [name for name, _now, _then, by in cells(dialog) if by != "0"]
    dialog.reject()
    entry = next(e for e in screen.session.entries if e.code == changing[0])
    screen.session.mark_graded(entry.id)
    grading = hand.application.grading
    graded = [screen.session.entry(entry.id)]
    grading.give_back(screen.session, graded, tmp_path / "back", with_missed=False)
    screen.enter()
    dialog = compare(hand, screen)
    assert "1 of them is given back already: that sheet stays as it is" in dialog.said.text()
    dialog.reject()


def test_a_second_grader_changes_no_rules(hand: Hand):
    screen = hand.open(Grader(AuthorId("second:Kim"), "Kim", is_second=True))
    assert not screen.rules.isVisible()
    hand.press(screen, "Shift+R")
    assert screen.findChildren(RulesDialog) == []


def test_the_key_is_in_the_list(hand: Hand):
    assert any(keys == "Shift+R" for keys, _meaning in LISTED)


def test_a_database_of_the_version_before_shows_changes_and_takes_back(qtbot, tmp_path, person):
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(TESTS / "unit" / "files" / "first_files" / "teacher.key", folder)
    (folder / "teacher.key").chmod(0o600)
    sql = (TESTS / "storage" / "first_database" / "annotator.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(folder / "annotator.db")) as connection:
        connection.executescript(sql)
    opened = open_application(folder)
    try:
        hand = Hand(qtbot, opened, person)
        screen = hand.open()
        assert screen.session.lesson.id == LessonId("canteen")
        before = totals(screen)
        dialog = compare(hand, screen)
        now = [total for _name, total, _then, _by in cells(dialog)]
        assert sorted(now) == sorted(before.values())
        QTest.mouseClick(dialog.apply, LEFT)
        assert stored_rules(hand) == NEWEST
        dialog = compare(hand, screen)
        QTest.mouseClick(dialog.apply, LEFT)
        assert (totals(screen), stored_rules(hand)) == (before, 1)
        screen.close()
    finally:
        opened.close()
