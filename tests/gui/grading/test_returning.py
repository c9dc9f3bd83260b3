"""From the Grading tab to what the student gets back, and a second teacher beside the first."""

from __future__ import annotations

import errno
import io
import threading

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.domain.grading_session import GradingState
from annotator.files.feedback_file import read_feedback, to_stored
from annotator.gui.grading.grading_overview import GradingOverview
from annotator.gui.grading.return_dialog import ReturnDialog
from annotator.gui.grading.second_dialog import SecondDialog
from annotator.gui.task import wait_for_tasks
from annotator.use_cases.grading import colleague
from tests.gui.grading.conftest import LESSON, STUDENTS, Hand


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def finish(screen) -> ReturnDialog:
    click(screen.footer.hand_back)
    return screen.findChildren(ReturnDialog)[-1]


def test_the_tab_shows_each_lesson_with_its_progress_and_opens_the_desk(hand: Hand, qtbot):
    tab = GradingOverview(hand.application.grading, hand.person)
    qtbot.addWidget(tab)
    tab.resize(1000, 600)
    tab.show()
    tab.enter()
    (card,) = tab.cards
    assert card.told.text() == f"0 of {STUDENTS} graded"
    with qtbot.waitSignal(tab.gradingRequested) as opened:
        click(card)
    assert opened.args == [LESSON.id]
    screen = hand.open()
    hand.press(screen, "1", "D")
    screen.leave()
    tab.enter()
    assert tab.cards[0].told.text() == f"1 of {STUDENTS} graded"


def test_without_hand_ins_the_tab_says_what_to_do(hand: Hand, qtbot, tmp_path):
    from annotator.wiring.application import open_application

    empty = open_application(tmp_path / "empty")
    screen = GradingOverview(empty.grading, hand.person)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen.cards == []
    assert "Nothing has been collected" in screen._empty.text()
    empty.close()


def test_returning_writes_the_pdf_with_the_comment_and_the_feedback(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    first = screen.navigation.student.entry
    hand.press(screen, "O")
    QTest.keyClicks(screen.side.comments.field, "A careful reader.")
    QTest.keyClick(screen.side.comments.field, Qt.Key.Key_Escape)
    hand.press(screen, "1", "D")
    dialog = finish(screen)
    hand.person.folders.append(tmp_path / "returned")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
    wrapped = [each for each in dialog.findChildren(QLabel) if each.wordWrap()]
    qtbot.waitUntil(lambda: all(w.height() >= w.heightForWidth(w.width()) for w in wrapped))
    dialog.reject()
    assert hand.status(first.id).state is GradingState.RETURNED
    assert hand.status(first.id).returned_at is not None
    files = sorted(path.suffix for path in (tmp_path / "returned").iterdir())
    assert files == [".feedback", ".pdf"]
    (pdf,) = (tmp_path / "returned").glob("*.pdf")
    text = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages[0].extract_text()
    assert "A careful reader." in text
    assert first.name in text
    (path,) = (tmp_path / "returned").glob("*.feedback")
    feedback = read_feedback(path, [screen.session.lesson]).feedback
    assert feedback.comment == "A careful reader."
    assert feedback.student_name == first.name
    others = {e.name for e in screen.session.entries} - {first.name}
    told = str(to_stored(feedback))
    assert not any(name in told for name in others)
    assert not any(name.encode() in path.read_bytes() for name in (*others, first.name))

    received = hand.application.feedback.take_in(path)
    assert received.feedback == feedback
    assert hand.application.feedback.all(first.name.lower())[0].feedback == feedback
    assert hand.application.feedback.all("somebody else") == ()


def test_a_request_to_look_again_comes_to_the_desk_and_its_answer_goes_back(
    hand: Hand, qtbot, tmp_path
):
    screen = hand.open()
    hand.press(screen, "1", "D")
    dialog = finish(screen)
    hand.person.folders.append(tmp_path / "returned")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
    dialog.reject()
    (path,) = (tmp_path / "returned").glob("*.feedback")
    received = hand.application.feedback.take_in(path)
    drop = tmp_path / "requests"
    drop.mkdir()
    (drop / "broken.regrade").write_text("nothing", encoding="utf-8")
    sent = hand.application.feedback.ask_again(received, "  Line 3 is not opinion. ", drop)
    assert "Line 3" not in sent.read_text(encoding="latin-1"), "sealed"
    assert hand.application.grading.look_for_requests(drop) == 1
    assert hand.application.grading.look_for_requests(drop) == 0, "twice changes nothing"
    screen.enter()
    row = next(r for r in screen.left.rows if r.id == received.feedback.hand_in_id)
    assert "asks to look again" in row.note
    screen.navigation.go_to(row.id)
    assert screen.side.request.isVisible()
    screen.session.answer_request(screen.navigation.student.id, "You are right.")
    detail = next(r for r in screen.left.rows if r.id == row.id).note
    assert detail == "changed since it was returned", "the answer has to go back"
    dialog = finish(screen)
    assert [entry.id for entry in dialog.wanted] == [row.id]
    hand.person.folders.append(tmp_path / "again")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
    dialog.reject()
    (path,) = (tmp_path / "again").glob("*.feedback")
    feedback = read_feedback(path, [screen.session.lesson]).feedback
    assert feedback.request_answer == "You are right."


def test_a_colleague_grades_unseen_and_the_difference_is_settled(hand: Hand, qtbot):
    screen = hand.open()
    hand_in_id = screen.navigation.student.id
    hand.press(screen, "1")
    theirs = hand.open(colleague("Bo Berg"))
    theirs.navigation.go_to(hand_in_id)
    assert theirs.navigation.student.entry.graded.decisions.criterion_scores == ()
    assert not theirs.footer.hand_back.isVisible()
    hand.press(theirs, "3", "D")
    assert (
        hand.decisions(hand_in_id).criterion_scores[0].points == LESSON.criteria[0].levels[0].points
    )
    theirs.leave()

    screen.enter()
    assert screen.header.compare.isVisible()
    click(screen.header.compare)
    dialog = screen.findChild(SecondDialog)
    (row,) = dialog.list.rows
    assert row.note == "ours: 4 points · theirs: 0 points"
    click(dialog.take)
    assert hand.decisions(hand_in_id).criterion_scores[0].points == 0
    assert dialog.list.rows == ()
    dialog.accept()


def test_a_decision_after_the_return_is_shown_as_such(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    hand_in_id = screen.navigation.student.id
    hand.press(screen, "1", "D")
    dialog = finish(screen)
    hand.person.folders.append(tmp_path / "returned")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
    dialog.reject()
    screen.navigation.go_to(hand_in_id)
    hand.press(screen, "2")
    row = next(r for r in screen.left.rows if r.id == hand_in_id)
    assert "changed since it was returned" in row.note
    assert hand.status(hand_in_id).state is GradingState.GRADED


def test_what_is_undone_after_the_return_has_to_go_back_again(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    first = screen.navigation.student.entry
    hand.press(screen, "1", "D", "K")
    screen.navigation.go_to(first.id)
    hand.press(screen, "2")  # a correction after “graded”
    dialog = finish(screen)
    hand.person.folders.append(tmp_path / "returned")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
    dialog.reject()
    assert hand.status(first.id).state is GradingState.RETURNED
    screen.navigation.go_to(first.id)
    hand.press(screen, "Control+Z")
    assert hand.status(first.id).state is not GradingState.RETURNED
    assert first.id in {entry.id for entry in finish(screen).wanted}


def test_the_dialog_stays_until_the_files_are_written(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    hand.press(screen, "1", "D")
    dialog = finish(screen)
    hand.person.folders.append(tmp_path / "returned")
    click(dialog.choose)
    with qtbot.waitSignal(dialog.returned, timeout=30_000):
        click(dialog.go)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_colleague_does_not_read_what_the_first_one_decided(hand: Hand):
    screen = hand.open()
    hand_in_id = screen.navigation.student.id
    hand.press(screen, "1")
    theirs = hand.open(colleague("Bo Berg"))
    assert screen.session.history(hand_in_id) != ()
    assert theirs.session.history(hand_in_id) == ()


# -- a stick that is pulled out, a share that hangs ---------------------------------------------


def graded_dialog(hand: Hand) -> ReturnDialog:
    screen = hand.open()
    hand.press(screen, "1", "D")
    return finish(screen)


def test_a_stick_that_is_pulled_out_is_told_and_the_dialog_closes(hand: Hand, qtbot, tmp_path):
    stick = tmp_path / "stick"
    stick.write_text("no folder any more")
    dialog = graded_dialog(hand)
    first = dialog.wanted[0]
    hand.person.folders.append(stick / "7B")
    click(dialog.choose)
    click(dialog.go)
    qtbot.waitUntil(lambda: not dialog._returning.is_busy)
    assert "is a file, not a folder" in dialog.said.text()
    assert "0 of 1 were returned before this one." in dialog.said.text()
    assert hand.status(first.id).state is GradingState.GRADED
    assert dialog.go.isEnabled(), "another folder can be tried"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_stick_that_is_pulled_out_while_it_is_written_is_told(
    hand: Hand, qtbot, tmp_path, monkeypatch
):
    from annotator.use_cases.grading import Grading

    def pulled_out(graded, feedback, folder):
        raise OSError(errno.EIO, "Input/output error", str(folder / "back.pdf"))

    monkeypatch.setattr(Grading, "_return_writer", lambda *_: pulled_out)
    dialog = graded_dialog(hand)
    click(dialog.go)
    qtbot.waitUntil(lambda: not dialog._returning.is_busy)
    assert "back.pdf” could not be used: Input/output error." in dialog.said.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_share_that_hangs_can_be_left_at_the_second_try(hand: Hand, qtbot, monkeypatch):
    from annotator.use_cases.grading import Grading

    begun, hangs = threading.Event(), threading.Event()

    def writing(graded, feedback, folder):
        begun.set()
        hangs.wait()
        return ()

    monkeypatch.setattr(Grading, "_return_writer", lambda *_: writing)
    dialog = graded_dialog(hand)
    first = dialog.wanted[0]
    click(dialog.go)
    assert dialog.property("busy")
    assert begun.wait(20)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "still being written" in dialog.said.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    hangs.set()
    assert wait_for_tasks()
    assert hand.status(first.id).state is GradingState.RETURNED, "what was begun was finished"
