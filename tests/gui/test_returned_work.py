"""Returned work in the student's window: opened from its file, read-only, for its student alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import TEACHER, HandInId
from annotator.files.feedback_file import FeedbackFiles, read_feedback, to_stored
from annotator.files.regrade_file import read_request
from annotator.gui.hand_in.returned_view import ReturnedView
from annotator.gui.main_window import MainWindow
from annotator.scoring.results import Outcome
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class
from annotator.services.lessons import install_lesson
from annotator.session.grading import GradingSession
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.application import WrittenInteraction

LESSON = sample_lesson.lesson()
LABELS = (sample_lesson.OPINION, sample_lesson.REPORTING)


@pytest.fixture
def application(tmp_path):
    """Return an application in which two students of a lesson without a teacher's key worked."""
    opened = open_application(tmp_path / "data")
    drop = tmp_path / "drop"
    drop.mkdir()
    install_lesson(opened.ports, LESSON, sample_lesson.key())
    play_class(opened.ports, LESSON, sample_lesson.key(), drop, students=2, seed=3)
    collect_hand_ins(opened.ports, LESSON, drop)
    yield opened
    opened.close()


@pytest.fixture
def returned(application, tmp_path) -> Path:
    """Return the feedback file of the student 7B-01."""
    grading = GradingSession(application.ports, LESSON.id, Grader(TEACHER, "ada"))
    entry = next(e for e in grading.entries if e.name == "7B-01")
    grading.comment(entry.id, "Look at the verbs.")
    grading.mark_graded(entry.id)
    application.grading.give_back(grading, [grading.entry(entry.id)], tmp_path / "returned")
    (path,) = (tmp_path / "returned").glob("*.feedback")
    return path


def sign_in(window: MainWindow, name: str) -> None:
    window._home.names.field.setText(name)
    QTest.keyClick(window._home.names.field, Qt.Key.Key_Return)


def test_the_points_add_up_and_what_the_teacher_set_is_told_with_its_reason(
    window: MainWindow, application, tmp_path, qtbot
):
    grading = GradingSession(application.ports, LESSON.id, Grader(TEACHER, "ada"))
    entry = next(e for e in grading.entries if e.name == "7B-01")
    met = [c for article in entry.graded.score.articles for c in article.text.credits]
    missed = next(c.key for c in met if c.outcome is Outcome.MISSED and c.key.quote)
    grading.override(entry.id, missed.id, 0.5, "You said it aloud.")
    grading.mark_graded(entry.id)
    application.grading.give_back(grading, [grading.entry(entry.id)], tmp_path / "returned")
    (path,) = (tmp_path / "returned").glob("*.feedback")
    window.enter_application(application)
    sign_in(window, "7b-01")
    with qtbot.waitSignal(window.returned.opened):
        window.files.open(path)
    view = window.findChild(ReturnedView)
    feedback = view._received.feedback
    assert sum(round(100 * line.points) for line in feedback.lines) == round(100 * feedback.total)
    (shown,) = [text for each in view.findChildren(QLabel) if "Together: " in (text := each.text())]
    *lines, together = shown.split("\n")
    printed = [
        line.rsplit(": ", 1)[1].split(" of ")[0] for line in lines if "not graded" not in line
    ]
    added = sum(float(each.replace("−", "-")) for each in printed)
    assert together.startswith(f"Together: {added:g} of ")
    assert any(line.startswith("Set by the teacher: +") for line in lines)
    (row,) = [n for n, note in enumerate(feedback.notes) if note.by_hand]
    view._choose(str(row))
    assert "instead of 0. You said it aloud." in view.details.text()
    told = "\n".join(p.extract_text() for p in pypdf.PdfReader(path.with_suffix(".pdf")).pages)
    assert "You said it aloud." in " ".join(told.split())


def test_a_student_opens_it_reads_it_and_asks_again(
    window: MainWindow, person: WrittenInteraction, application, returned, qtbot, tmp_path
):
    window.enter_application(application)
    sign_in(window, "7b-01")
    with qtbot.waitSignal(window.returned.opened):
        window.files.open(returned)
    view = window.findChild(ReturnedView)
    assert view is not None
    assert view.isVisible()
    texts = [each.text() for each in view.findChildren(type(view.details))]
    assert "Look at the verbs." in texts
    assert any("nobody can check" in text for text in texts), "the lesson has no teacher's key"
    assert len(view.list.rows) == len(view._received.feedback.notes)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.details.text()
    drawn = [len(v._drawn) for v in view.paper.board.made_views()]
    assert sum(drawn) > 0
    person.folders.append(tmp_path)
    QTest.keyClicks(view.field, "Line 2, please.")
    QTest.mouseClick(view.send, Qt.MouseButton.LeftButton)
    (sent,) = tmp_path.glob("*.regrade")
    assert read_request(sent, application.teacher_keys).text == "Line 2, please."
    with qtbot.waitSignal(window.returned.closed):
        QTest.mouseClick(view.back, Qt.MouseButton.LeftButton)
    assert window._home.isVisible()


@pytest.mark.parametrize(
    "name, said",
    [("7B-02", "somebody else's returned work"), ("", "sign in with the name or code that")],
)
def test_work_is_shown_to_its_student_only(
    window: MainWindow, person: WrittenInteraction, application, returned, qtbot, name, said
):
    window.enter_application(application)
    if name:
        sign_in(window, name)
    window.files.open(returned)
    qtbot.waitUntil(lambda: bool(person.said))
    assert said in person.said[0][1]
    assert "7B-01" not in person.said[0][1]
    assert window.findChild(ReturnedView) is None


def test_what_came_back_is_read_again_from_the_menu_and_others_are_offered(
    window: MainWindow, person: WrittenInteraction, application, returned, qtbot, tmp_path
):
    window.enter_application(application)
    action = window.findChild(QAction, "returned")
    action.trigger()
    assert "Sign in" in person.said[-1][1]
    sign_in(window, "7B-01")
    action.trigger()
    assert "Nothing has come back" in person.said[-1][1]
    with qtbot.waitSignal(window.returned.opened):
        window.files.open(returned)
    window.returned.close()
    action.trigger()
    view = window._stack.currentWidget()
    assert isinstance(view, ReturnedView)
    assert not view.others.isVisible(), "there is nothing else"

    signed = read_feedback(returned, [LESSON]).feedback
    later = signed.returned_at + timedelta(days=1)
    second = replace(signed, hand_in_id=HandInId("later"), returned_at=later, points=0.0)
    path = tmp_path / "second.feedback"
    FeedbackFiles(application.teacher_keys).write(second, path)
    with qtbot.waitSignal(window.returned.opened):
        window.files.open(path)
    view = window._stack.currentWidget()
    assert view.others.count() == 2
    assert view.others.currentIndex() == 0
    assert view._received.feedback.points == 0
    QTest.keyClick(view.others, Qt.Key.Key_Down)
    view = window._stack.currentWidget()
    assert view._received.feedback == signed
    window._home.names.nameWithdrawn.emit()
    assert not isinstance(window._stack.currentWidget(), ReturnedView), "the next one sees nothing"


def test_a_damaged_file_gets_one_sentence(
    window: MainWindow, person: WrittenInteraction, application, returned, qtbot
):
    window.enter_application(application)
    sign_in(window, "7B-01")
    returned.write_bytes(returned.read_bytes()[:-9])
    window.files.open(returned)
    qtbot.waitUntil(lambda: bool(person.said))
    assert "damaged" in person.said[0][1]


def test_older_feedback_never_takes_the_place_of_newer(
    window: MainWindow, person: WrittenInteraction, application, returned, qtbot, tmp_path
):
    window.enter_application(application)
    sign_in(window, "7B-01")
    signed = read_feedback(returned, [LESSON]).feedback
    newer = replace(
        signed, returned_at=signed.returned_at + timedelta(days=1), revision=9, comment="Newer."
    )
    path = tmp_path / "newer.feedback"
    FeedbackFiles(application.teacher_keys).write(newer, path)
    with qtbot.waitSignal(window.returned.opened):
        window.files.open(path)
    window.returned.close()
    window.files.open(returned)
    qtbot.waitUntil(lambda: bool(person.said))
    assert "is older" in person.said[-1][1]
    assert "The newer one is kept" in person.said[-1][1]
    (kept,) = application.feedback.all("7B-01")
    assert kept.feedback == newer


def test_what_was_missed_is_told_where_the_teacher_says_so(application, returned, tmp_path):
    grading = GradingSession(application.ports, LESSON.id, Grader(TEACHER, "ada"))
    entry = next(e for e in grading.entries if e.name == "7B-01")
    silent = read_feedback(returned, [LESSON]).feedback
    application.grading.give_back(grading, [entry], tmp_path / "told", with_missed=True)
    (path,) = (tmp_path / "told").glob("*.feedback")
    told = read_feedback(path, [LESSON]).feedback
    missed = [note for note in told.notes if note.outcome == "missed"]
    assert missed
    assert (silent.untold, told.untold) == (len(missed), 0)
    assert [n for n in told.notes if n.outcome != "missed"] == list(silent.notes)
    assert (silent.total, silent.total_maximum) == (told.total, told.total_maximum)
    pages = {path.parent.name: bytes_of_pdf(path.with_suffix(".pdf")) for path in (returned, path)}
    known = {other.explanation for other in silent.notes}
    new = [note for note in missed if note.explanation not in known]
    words = [note for note in new if note.category_id not in LABELS]
    assert words
    for note in words:
        assert note.explanation in pages["told"]
    for note in new:
        assert note.explanation not in pages["returned"]
        if note.category_id in LABELS:  # told by their lines on paper
            name = LESSON.scheme.category(note.category_id).name.lower()
            assert re.search(rf"No label on [^.]*\({name}\)", pages["told"])


def bytes_of_pdf(path: Path) -> str:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return " ".join(text.split())


def test_an_empty_hand_in_gets_nothing_of_the_key(application, tmp_path):
    with application.ports.store.reading() as unit:
        (some, *_) = unit.hand_ins.of_lesson(LESSON.id)
    empty = replace(some.hand_in, id=HandInId("empty"), student_name="Eve", annotations=())
    with application.ports.store.writing() as unit:
        unit.hand_ins.put(replace(some, hand_in=empty, digest="e"))
        unit.commit()
    grading = GradingSession(application.ports, LESSON.id, Grader(TEACHER, "ada"))
    entry = next(e for e in grading.entries if e.name == "Eve")
    grading.mark_graded(entry.id)
    application.grading.give_back(grading, [grading.entry(entry.id)], tmp_path / "returned")
    (path,) = (tmp_path / "returned").glob("*.feedback")
    feedback = read_feedback(path, [LESSON]).feedback
    assert feedback.notes == ()
    assert feedback.untold == 6
    printed = bytes_of_pdf(path.with_suffix(".pdf"))
    assert "About “" not in str(to_stored(feedback)) + printed
