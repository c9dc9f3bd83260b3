"""Words from outside that look like pages are shown as words, on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from annotator.domain.annotating import Note, Revise
from annotator.domain.classes import RosterRow
from annotator.domain.identifiers import ArticleId
from annotator.gui.app import make_room, open_application
from annotator.gui.errors import Dialogs
from annotator.gui.hand_in.dialog import HandInDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.screens import STEPS, TABS
from annotator.gui.task import wait_for_tasks
from annotator.gui.teacher_area import TeacherArea
from annotator.services import lesson_library
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class
from annotator.services.lessons import install_lesson
from annotator.use_cases.application import Application
from tests.fakes import sample_lesson
from tests.fakes.hostile import Bait, taken_for_markup


@pytest.fixture
def bait(tmp_path) -> Bait:
    return Bait(tmp_path)


@pytest.fixture
def real_application(data_dir, bait: Bait, tmp_path) -> Iterator[Application]:
    """Return an application in which a class with hostile names has handed in a hostile lesson."""
    application = open_application(data_dir / "data")
    lesson, key = bait.lesson(), sample_lesson.key()
    key = replace(
        key,
        annotations=tuple(replace(k, explanation=bait.words("Why")) for k in key.annotations),
    )
    install_lesson(application.ports, lesson, key)
    group = create_class(application.ports, bait.name("7B"))
    rows = [RosterRow(f"<b>{n}</b>", bait.name("Lee"), f"<i>Ann {n}</i>") for n in range(3)]
    import_roster(application.ports, group.id, rows)
    assign_lesson(
        application.ports, lesson.id, group.id, application.ports.now() + timedelta(days=1)
    )
    drop = tmp_path / "<b>drop<b>"
    drop.mkdir()
    play_class(application.ports, lesson, key, drop, students=3, seed=3)
    session = application.student_home.open(
        application.student_home.sign_in(bait.name("Zoë")), lesson.id
    )
    annotate(session, bait)
    session.hand_in(drop)
    collect_hand_ins(application.ports, lesson, drop)
    yield application
    wait_for_tasks()
    application.close()


def annotate(session, bait: Bait) -> None:
    """Annotate the hostile last line of an article with a hostile reason."""
    article = session.lesson.articles[0]
    made = session.highlight(ArticleId(article.id), sample_lesson.LOADED, article.blocks[-1].span)
    assert made is not None
    for annotation in session.all_annotations():
        thought = Note(text=bait.words("Because"), rewrite=bait.words("calm"))
        session.do(Revise(annotation.id, thought))


def assert_plain(window, bait: Bait) -> None:
    QApplication.processEvents()
    wait_for_tasks()
    QApplication.processEvents()
    window.grab()
    assert taken_for_markup(window) == []
    assert not bait.was_opened


def test_the_walk_would_see_a_careless_label(qtbot, bait: Bait) -> None:
    label = QLabel(bait.words())
    qtbot.addWidget(label)
    assert taken_for_markup(label)
    label.setToolTip(bait.words())
    assert len(taken_for_markup(label)) == 2


def test_a_students_screens_show_words(qtbot, preferences, person, real_application, bait) -> None:
    window = MainWindow(preferences, person, make_room)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.showNormal()
        window.resize(1366, 768)
    window.enter_application(real_application)
    assert_plain(window, bait)
    window._home.nameGiven.emit(bait.name("Zoë"))
    assert_plain(window, bait)
    window._home.lessonRequested.emit("canteen")
    room = window.findChild(ReadingRoom)
    for number in range(room.panel.tabs.count()):
        room.panel.tabs.setCurrentIndex(number)
        assert_plain(window, bait)
    room.panel.annotations.list.selectAll()
    assert_plain(window, bait)
    window.show_trouble(bait.words("No."))
    assert_plain(window, bait)
    window.close()


def test_the_teachers_screens_show_words(qtbot, plain_app, person, real_application, bait) -> None:
    area = TeacherArea(real_application, person, make_room)
    qtbot.addWidget(area)
    area.resize(1366, 768)
    with qtbot.waitExposed(area):
        area.show()
    for info in TABS:
        area.show_tab(info.key)
        assert_plain(area, bait)
    area.show_tab(TABS[0].key)
    area.open_grading("canteen")
    assert_plain(area, bait)
    area.back()
    area.open_printing("canteen")
    qtbot.waitUntil(lambda: area.screen_shown.is_settled, timeout=30_000)
    assert_plain(area, bait)
    area.back()


def test_the_builder_shows_words(qtbot, plain_app, person, real_application, bait) -> None:
    area = TeacherArea(real_application, person, make_room)
    qtbot.addWidget(area)
    area.resize(1366, 768)
    with qtbot.waitExposed(area):
        area.show()
    draft = lesson_library.find_draft(real_application.ports, real_application.library.new_draft())
    lesson = replace(bait.lesson(), id=draft.lesson.id)
    with real_application.ports.store.writing() as unit:
        unit.drafts.put(replace(draft, lesson=lesson, key=sample_lesson.key()))
        unit.commit()
    area.open_builder(draft.id)
    for step in STEPS:
        area.screen_shown.show_step(step.key)
        assert_plain(area, bait)
    area.back()


def test_a_message_is_text(qtbot, plain_app, bait, monkeypatch) -> None:
    shown = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(taken_for_markup(box)))
    Dialogs().tell("Annotator", bait.words("No."))
    Dialogs().ask("Annotator", bait.words("Sure?"), bait.words("Yes"), "No")
    assert shown == [[], []]


def test_the_hand_in_dialog_shows_words(qtbot, plain_app, real_application, bait, tmp_path):
    session = real_application.student_home.open(
        real_application.student_home.sign_in(bait.name("Zoë")), "canteen"
    )
    annotate(session, bait)
    dialog = HandInDialog(session, tmp_path / "<b>drop<b>", lambda start: None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert_plain(dialog, bait)
