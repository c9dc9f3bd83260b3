"""Handing in: what is missing is shown, the file is written, the receipt proves it."""

from __future__ import annotations

import errno
import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from annotator.domain.annotating import Note
from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import LessonId, QuestionId
from annotator.domain.lessons import Question, RequiredWork
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.hand_in.wording import MissingWhere, missing_groups
from annotator.gui.task import wait_for_tasks
from annotator.services.lessons import install_lesson
from annotator.session.reading import ReadingSession
from tests.fakes import accessibility, sample_lesson


@pytest.fixture
def session(application) -> ReadingSession:
    return application.student_home.open(
        application.student_home.sign_in("Mira 7b"), sample_lesson.lesson().id
    )


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop folder – 7b"
    folder.mkdir()
    return folder


@pytest.fixture
def shown(qtbot, session, preferences):
    """Return a way to open the dialog; what the student would choose comes as `choices`."""

    def show(folder: Path | None, *choices: Path | None, may_choose: bool = True) -> HandInDialog:
        answers = list(choices)
        dialog = HandInDialog(
            session, folder, lambda start: answers.pop(0), may_choose_folder=may_choose
        )
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return show


def annotate(session: ReadingSession, quote: str, reason: str = "", article: str = "bugle"):
    span = sample_lesson.span_of(session.lesson, article, quote)
    [made] = session.highlight(
        session.lesson.article(article).id,
        sample_lesson.LOADED,
        span,
        note=Note(text=reason),
    )
    return made


def text(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def button(dialog: QDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text() == words)


def press(qtbot, dialog: QDialog, words: str) -> None:
    qtbot.mouseClick(button(dialog, words), Qt.MouseButton.LeftButton)


def hand_in(qtbot, dialog: HandInDialog, words: str = "Hand in anyway"):
    with qtbot.waitSignal(dialog.handedIn) as news:
        press(qtbot, dialog, words)
    return news.args[0]


def test_the_check_counts_what_is_missing(session, shown, drop):
    annotate(session, "greedy")
    annotate(session, "cruel")
    annotate(session, "slapped", "a hard verb")
    dialog = shown(drop)
    assert "2 annotations have no reason yet" in text(dialog)
    assert "1 of 1 questions is not answered yet" in text(dialog)
    assert "1 article has no annotation yet" in text(dialog)
    ways = [b.text() for b in dialog.findChildren(QPushButton) if b.property("kind") == "jump"]
    assert ways == [
        "“greedy”, The Bugle",
        "“cruel”, The Bugle",
        "1. What do both agree on?",
        "School Record",
    ]
    assert button(dialog, "Go back").hasFocus()


def test_what_the_teacher_asks_for_comes_first_and_is_told_apart(
    qtbot, application, drop, plain_app
):
    lesson = sample_lesson.lesson()
    more = (*lesson.questions, Question(QuestionId("who"), "Who pays?"))
    asked = RequiredWork(
        frozenset({QuestionId("who")}), {sample_lesson.LOADED: 3, sample_lesson.OPINION: 1}
    )
    lesson = replace(lesson, id=LessonId("asks"), questions=more, required_work=asked)
    install_lesson(application.ports, lesson)
    mine = application.student_home.open(application.student_home.sign_in("Mira"), lesson.id)
    annotate(mine, "greedy", "a verdict")
    dialog = HandInDialog(mine, drop, lambda start: None)
    qtbot.addWidget(dialog)
    dialog.show()
    told = text(dialog)
    lines = [
        "Your teacher asks for this, and it is still missing:",
        "3 more annotations are needed",
        "1 of 1 questions is not answered yet",
        "This is open too; it can stay so:",
        "1 article has no annotation yet",
    ]
    places = [told.index(line) for line in lines]
    assert places == sorted(places)
    ways = [b.text() for b in dialog.findChildren(QPushButton) if b.property("kind") == "jump"]
    assert ways == [
        "Loaded language: 1 of 3",
        "Opinion: 0 of 1",
        "2. Who pays?",
        "1. What do both agree on?",
        "School Record",
    ]
    with qtbot.waitSignal(dialog.jumpRequested) as request:
        press(qtbot, dialog, "Opinion: 0 of 1")
    assert (request.args[0].place, request.args[0].id) == (
        MissingWhere.CATEGORY,
        sample_lesson.OPINION,
    )


def test_complete_work_is_praised_and_ready(session, shown, drop):
    annotate(session, "greedy", "a verdict")
    annotate(session, "sad", "a feeling", "record")
    session.answer(QuestionId("agree"), "Soup is dearer.")
    dialog = shown(drop)
    assert "Everything is there: 2 annotations and 1 answer." in text(dialog)
    assert button(dialog, "Hand in").hasFocus()


def test_going_back_writes_nothing(qtbot, shown, drop):
    dialog = shown(drop)
    press(qtbot, dialog, "Go back")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert list(drop.iterdir()) == []


def test_escape_goes_back_too(qtbot, shown, drop):
    dialog = shown(drop)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert list(drop.iterdir()) == []


def test_handing_in_writes_one_sealed_file_and_shows_the_receipt(qtbot, session, shown, drop):
    annotate(session, "greedy")
    dialog = shown(drop)
    hand_in(qtbot, dialog)
    [file] = drop.iterdir()
    code = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    told = text(dialog)
    for expected in ("Canteen prices", "Mira 7b", "0 of 1", file.name, f"{code[:4]} {code[4:]}"):
        assert expected in told
    assert "4 May 2026" in told
    press(qtbot, dialog, "Done")
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_second_hand_in_is_the_second_attempt(qtbot, session, shown, drop):
    session.hand_in(drop)
    card = hand_in(qtbot, shown(drop))
    assert ("Attempt", "2") in card.rows
    assert len(list(drop.iterdir())) == 2


def test_the_receipt_can_be_copied(qtbot, shown, drop):
    dialog = shown(drop)
    card = hand_in(qtbot, dialog)
    press(qtbot, dialog, "Copy receipt")
    assert QGuiApplication.clipboard().text() == card.text
    assert "Name: Mira 7b" in card.text
    assert "copied" in text(dialog)


def test_the_folder_of_the_file_can_be_opened(qtbot, shown, drop, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = shown(drop)
    hand_in(qtbot, dialog)
    press(qtbot, dialog, "Open folder")
    assert [Path(url.toLocalFile()) for url in opened] == [drop]


def test_where_no_folder_is_known_the_student_is_asked_once(qtbot, shown, drop):
    dialog = shown(None, drop)
    with qtbot.waitSignals([dialog.folderChosen, dialog.handedIn]):
        press(qtbot, dialog, "Hand in anyway")
    assert len(list(drop.iterdir())) == 1


def test_choosing_no_folder_leaves_everything_as_it_is(qtbot, shown):
    dialog = shown(None, None)
    press(qtbot, dialog, "Hand in anyway")
    assert dialog.isVisible()
    assert button(dialog, "Hand in anyway").isEnabled()


def test_a_folder_that_is_gone_is_told_and_another_one_can_be_chosen(
    qtbot, session, shown, drop, tmp_path
):
    annotate(session, "greedy")
    dialog = shown(tmp_path / "unplugged stick", drop)
    press(qtbot, dialog, "Hand in anyway")
    qtbot.waitUntil(lambda: "could not be written" in text(dialog))
    assert "Your work on this machine is as it was." in text(dialog)
    assert len(session.all_annotations()) == 1
    press(qtbot, dialog, "Other folder…")
    assert str(drop) in text(dialog)
    hand_in(qtbot, dialog)
    assert len(list(drop.iterdir())) == 1


def test_a_folder_that_the_school_fixed_cannot_be_changed(shown, drop):
    dialog = shown(drop, may_choose=False)
    assert str(drop) in text(dialog)
    assert "Other folder…" not in [
        b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()
    ]


def test_a_dialog_cannot_be_closed_while_it_writes_and_two_presses_hand_in_once(qtbot, shown, drop):
    dialog = shown(drop)
    with qtbot.waitSignal(dialog.handedIn):
        press(qtbot, dialog, "Hand in anyway")
        assert not button(dialog, "Hand in anyway").isEnabled()
        press(qtbot, dialog, "Hand in anyway")
        dialog.reject()
        assert dialog.isVisible()
    assert len(list(drop.iterdir())) == 1


def test_a_name_with_markup_is_shown_as_it_was_typed(qtbot, application, drop, plain_app):
    mine = application.student_home.open(
        application.student_home.sign_in('<b>Al</b> & "Bo"'), sample_lesson.lesson().id
    )
    dialog = HandInDialog(mine, drop, lambda start: None)
    qtbot.addWidget(dialog)
    dialog.show()
    hand_in(qtbot, dialog)
    [shown_name] = [w for w in dialog.findChildren(QLabel) if "<b>Al</b>" in w.text()]
    assert shown_name.textFormat() == Qt.TextFormat.PlainText


def test_both_pages_have_names_for_everything_and_large_targets(qtbot, shown, drop):
    dialog = shown(drop)
    assert accessibility.unnamed(dialog) == []
    assert accessibility.too_small(dialog) == []
    hand_in(qtbot, dialog)
    assert accessibility.unnamed(dialog) == []
    assert accessibility.too_small(dialog) == []


def test_each_line_of_what_is_missing_closes_the_check_and_goes_there(qtbot, session, shown, drop):
    cruel = annotate(session, "cruel")
    for words, place, target in (
        ("“cruel”, The Bugle", MissingWhere.REASON, cruel.id),
        ("1. What do both agree on?", MissingWhere.QUESTION, "agree"),
        ("School Record", MissingWhere.ARTICLE, "record"),
    ):
        dialog = shown(drop)
        with qtbot.waitSignal(dialog.jumpRequested) as request:
            press(qtbot, dialog, words)
        assert (request.args[0].place, request.args[0].id) == (place, target)
        assert not dialog.isVisible()
    assert list(drop.iterdir()) == []


def test_a_long_way_ends_in_an_ellipsis_and_has_all_its_words_in_its_tip(session, shown, drop):
    annotate(session, "greedy canteen slapped a cruel price on soup")
    dialog = shown(drop)
    way = next(b for b in dialog.findChildren(QPushButton) if b.property("kind") == "jump")
    dialog.resize(dialog.minimumWidth(), dialog.height())
    assert way.toolTip().endswith("”, The Bugle")
    room = way.width() - way.iconSize().width()
    assert way.fontMetrics().horizontalAdvance(way.text()) <= room
    assert way.accessibleName() == way.toolTip()


def test_many_missing_reasons_stay_a_short_list_with_a_way_to_the_rest(session, shown, drop):
    made = [annotate(session, quote) for quote in ("greedy", "slapped", "cruel", "only", "worse")]
    dialog = shown(drop)
    ways = [b.text() for b in dialog.findChildren(QPushButton) if b.property("kind") == "jump"]
    assert ways[3] == "2 more"
    groups = missing_groups(session.lesson, session.missing())
    assert [jump.id for jump in groups[0].jumps] == [each.id for each in made]


def test_only_as_many_articles_are_missing_as_are_asked_for(session, shown, drop):
    session.lesson = replace(session.lesson, asked=AskedArticles(at_least=1))
    (line,) = (
        g.line for g in missing_groups(session.lesson, session.missing()) if "article" in g.line
    )
    assert line == "1 more article is needed: at least 1 of 2 are asked for"
    annotate(session, "greedy", "A word that judges.")
    assert "article is needed" not in text(shown(drop))
    assert missing_groups(session.lesson, session.missing())[0].jumps[0].id == "agree"


def test_more_words_than_count_in_full_are_told_with_the_way_there(qtbot, session, shown, drop):
    article = session.lesson.articles[0]
    few = {article.id: {sample_lesson.LOADED: 1}}
    session.lesson = replace(session.lesson, word_budgets=few)
    annotate(session, "slapped a cruel price", "Hard words.")
    dialog = shown(drop)
    assert "In 1 place you marked very many words; too many can lower your points" in text(dialog)
    with qtbot.waitSignal(dialog.jumpRequested) as jumped:
        press(qtbot, dialog, f"Loaded language, {article.outlet}: 4 of about 2 words")
    assert (jumped.args[0].place, jumped.args[0].id) == (MissingWhere.ARTICLE, article.id)


def test_a_group_that_is_not_chosen_is_the_first_thing_missing(qtbot, session, shown, drop):
    session.lesson = replace(
        session.lesson,
        asked=AskedArticles(groups=(ReadingGroup("Red", (session.lesson.articles[0].id,)),)),
    )
    dialog = shown(drop)
    assert "You have not chosen your group yet" in text(dialog)
    with qtbot.waitSignal(dialog.jumpRequested) as jumped:
        press(qtbot, dialog, "Choose your group")
    assert jumped.args[0].place is MissingWhere.GROUP


# -- a class folder that hangs -----------------------------------------------------------------


def test_a_folder_that_hangs_can_be_left_at_the_second_try(
    qtbot, session, drop, shown, monkeypatch
):
    answers = threading.Event()
    quick = session.hand_in

    def slowly(folder):
        answers.wait(20)
        return quick(folder)

    monkeypatch.setattr(session, "hand_in", slowly)
    dialog = shown(drop)
    press(qtbot, dialog, "Hand in anyway")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Your work is on its way to the class folder" in text(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    answers.set()
    assert wait_for_tasks()
    assert list(drop.glob("*.handin")), "what was begun is finished"


def test_a_stick_that_is_pulled_out_is_told_in_a_sentence(qtbot, session, drop, shown, monkeypatch):
    def pulled_out(folder):
        raise OSError(errno.EIO, "Input/output error", str(folder))

    monkeypatch.setattr(session, "hand_in", pulled_out)
    dialog = shown(drop)
    press(qtbot, dialog, "Hand in anyway")
    qtbot.waitUntil(lambda: "could not be used: Input/output error" in text(dialog))
    assert "Your work on this machine is as it was." in text(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
