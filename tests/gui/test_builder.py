"""The list of lessons and the builder's frame, on real data: check, publish, correct, try."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from shiboken6 import isValid

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import DraftId
from annotator.domain.lessons import RequiredWork
from annotator.files.lesson_package import read_package
from annotator.gui.app import make_room, open_application
from annotator.gui.building.builder_screen import BuilderScreen
from annotator.gui.building.check_step import CheckStep
from annotator.gui.building.key_step import KeyStep
from annotator.gui.building.lessons_screen import LessonsScreen
from annotator.gui.building.publish_step import PublishStep
from annotator.gui.help.guide_window import GuideWindow
from annotator.gui.look.theme import DARK
from annotator.gui.look.wearing import wear
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.gui.teacher_area import TeacherArea
from annotator.gui.try_screen import TryScreen
from annotator.services import lesson_library
from annotator.use_cases.application import Application
from tests.fakes import accessibility, sample_lesson

LABELS = (sample_lesson.OPINION, sample_lesson.REPORTING)


@pytest.fixture
def real_application(data_dir) -> Iterator[Application]:
    """Return an application on a database, with the lessons that ship."""
    made = open_application(data_dir / "data")
    yield made
    made.close()


def store(application: Application, draft: LessonDraft) -> None:
    with application.ports.store.writing() as unit:
        unit.drafts.put(draft)
        unit.commit()


@pytest.fixture
def draft(real_application) -> LessonDraft:
    """Return a draft of the canteen lesson with a key that can be published."""
    made = lesson_library.find_draft(real_application.ports, real_application.library.new_draft())
    lesson = replace(sample_lesson.headed_lesson(), id=made.lesson.id, title="Soup")
    key = sample_lesson.headed_key()
    spans = tuple(each for each in key.annotations if each.category_id not in LABELS)
    full = replace(made, lesson=lesson, key=replace(key, annotations=spans))
    store(real_application, full)
    return full


@pytest.fixture
def area(qtbot, preferences, real_application, person) -> TeacherArea:
    """Return the teacher's area at its list of lessons."""
    made = TeacherArea(real_application, person, make_room)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    screen = lessons(made)
    qtbot.waitUntil(lambda: bool(screen.rows))
    return made


def lessons(area: TeacherArea) -> LessonsScreen:
    screen = area.screen_shown
    assert isinstance(screen, LessonsScreen)
    return screen


def builder(area: TeacherArea) -> BuilderScreen:
    screen = area.screen_shown
    assert isinstance(screen, BuilderScreen)
    return screen


def titles(screen: LessonsScreen) -> list[str]:
    return [row.entry.title for row in screen.rows]


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def row_of(screen: LessonsScreen, title: str):
    return next(row for row in screen.rows if row.entry.title == title)


def press(qtbot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tick(qtbot, box: QAbstractButton) -> None:
    """Click the box itself, which stands at the left of a wide line."""
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))


def open_step(qtbot, area: TeacherArea, draft: LessonDraft, key: str):
    area.open_builder(draft.id)
    screen = builder(area)
    press(qtbot, screen._buttons[key])
    return screen, screen.step


# -- the list ----------------------------------------------------------------------------------


def test_the_list_shows_drafts_before_lessons_with_what_is_to_do(area, draft, qtbot):
    screen = lessons(area)
    area.screen_shown.enter()
    qtbot.waitUntil(lambda: len(screen.rows) == 3)
    assert titles(screen) == ["Soup", "Loaded or plain?", "One street, five stories"]
    assert "draft, ready" in said(screen.rows[0])
    assert "v2 published" in said(screen.rows[1])
    assert "2 articles" in said(screen.rows[1])


def test_a_search_leaves_the_lessons_with_all_its_words(qtbot, area):
    screen = lessons(area)
    screen.search.setFocus()
    qtbot.keyClicks(screen.search, "five caracas")
    assert titles(screen) == ["One street, five stories"]
    qtbot.keyClicks(screen.search, " zebra")
    assert titles(screen) == []
    assert "Clear the search" in said(screen)


def test_new_lesson_opens_the_builder_on_an_empty_draft(qtbot, area, real_application):
    press(qtbot, lessons(area).new_button)
    screen = builder(area)
    assert screen.session.draft.lesson.articles == ()
    assert screen.session.draft.lesson.scheme.categories
    press(qtbot, screen.back_button)
    listed = lessons(area)
    qtbot.waitUntil(lambda: "Untitled lesson" in titles(listed))


def test_a_shipped_lesson_is_edited_as_a_copy_and_stays_as_it_is(
    qtbot, area, person, real_application
):
    before = real_application.lessons.named("warm-up")
    press(qtbot, row_of(lessons(area), "Loaded or plain?").edit_button)
    [(_, news)] = person.said
    assert "you work on a copy" in news
    draft = builder(area).session.draft
    assert draft.lesson.title == "Loaded or plain? (copy)"
    assert draft.key.annotations
    assert draft.published is None
    assert real_application.lessons.named("warm-up") == before


def test_what_is_put_away_leaves_the_students_screen_and_comes_back(qtbot, area, real_application):
    screen = lessons(area)
    row_of(screen, "Loaded or plain?").actions_by_request()["archive"]()
    qtbot.waitUntil(lambda: len(screen.rows) == 1)
    shown = [entry.lesson.title for entry in real_application.student_home.entries(None)]
    assert shown == ["One street, five stories"]
    press(qtbot, screen.away)
    row_of(screen, "Loaded or plain?").actions_by_request()["unarchive"]()
    qtbot.waitUntil(lambda: len(real_application.student_home.entries(None)) == 2)


def test_the_teachers_page_of_a_lesson_is_behind_the_passphrase(qtbot, area, draft):
    screen = lessons(area)
    screen.enter()
    qtbot.waitUntil(lambda: len(screen.rows) == 3)
    assert "page" not in row_of(screen, "Soup").actions_by_request()
    row_of(screen, "One street, five stories").actions_by_request()["page"]()
    (guide,) = area.findChildren(GuideWindow)  # among the dialogs that locking closes
    assert guide.isVisible()
    assert "Model answers" in guide.text.toPlainText()


def test_deleting_a_draft_asks_and_a_no_keeps_it(qtbot, area, draft, person, real_application):
    screen = lessons(area)
    screen.enter()
    qtbot.waitUntil(lambda: len(screen.rows) == 3)
    person.answers.append(False)
    row_of(screen, "Soup").actions_by_request()["delete"]()
    assert lesson_library.find_draft(real_application.ports, draft.id)
    assert "never published" in person.asked[0][1]
    person.answers.append(True)
    row_of(screen, "Soup").actions_by_request()["delete"]()
    qtbot.waitUntil(lambda: len(screen.rows) == 2)
    with pytest.raises(UnknownThing):
        lesson_library.find_draft(real_application.ports, draft.id)


def test_a_duplicate_has_everything_and_is_a_draft_of_its_own(qtbot, area, draft, real_application):
    screen = lessons(area)
    screen.enter()
    qtbot.waitUntil(lambda: len(screen.rows) == 3)
    row_of(screen, "Soup").actions_by_request()["duplicate"]()
    qtbot.waitUntil(lambda: "Soup (copy)" in titles(screen))
    copy = row_of(screen, "Soup (copy)").entry
    made = lesson_library.find_draft(real_application.ports, copy.draft_id)
    assert made.lesson.articles == draft.lesson.articles
    assert made.key == draft.key


def test_a_source_folder_and_a_lesson_file_are_exported_and_opened(
    qtbot, area, person, tmp_path, real_application
):
    screen = lessons(area)
    person.folders.append(tmp_path)
    row_of(screen, "Loaded or plain?").actions_by_request()["export-source"]()
    [source] = tmp_path.iterdir()
    assert (source / "key.toml").is_file()
    person.folders.append(tmp_path)
    row_of(screen, "Loaded or plain?").actions_by_request()["export-file"]()
    [package] = tmp_path.glob("*.lesson")
    person.files.append(package)
    press(qtbot, screen.open_button)
    qtbot.waitUntil(lambda: "is here now" in screen.notice.text())
    person.files.append(source / "lesson.toml")
    press(qtbot, screen.open_button)
    qtbot.waitUntil(lambda: "is here now" in screen.notice.text())
    person.files.append(tmp_path / "nothing.lesson")
    press(qtbot, screen.open_button)
    qtbot.waitUntil(lambda: bool(person.said))
    assert "nothing.lesson" in person.said[-1][1]


# -- the frame ---------------------------------------------------------------------------------


def test_each_step_carries_a_tick_or_its_problems(qtbot, area, draft, real_application):
    area.open_builder(draft.id)
    screen = builder(area)
    assert screen._buttons["check"].is_done
    first, second = draft.lesson.articles
    bad = replace(draft.lesson, title="", articles=(replace(first, headline=""), second))
    screen.session.change("spoil it", replace(draft, lesson=bad))
    qtbot.waitUntil(lambda: screen._buttons["publish"].problems == 1)
    assert screen._buttons["publish"].accessibleName() == "Publish, 1 problem"
    assert not screen._buttons["check"].is_done


def test_undo_and_redo_have_names_and_keys(qtbot, area, draft):
    area.open_builder(draft.id)
    screen = builder(area)
    assert not screen.undo_button.isEnabled()
    screen.session.change("rename it", replace(draft, lesson=replace(draft.lesson, title="Stew")))
    assert screen.undo_button.toolTip() == "Undo rename it"
    screen.help_button.setFocus()
    qtbot.keyClick(screen.help_button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.session.draft.lesson.title == "Soup"
    assert screen.redo_button.toolTip() == "Redo rename it"
    press(qtbot, screen.redo_button)
    assert screen.session.draft.lesson.title == "Stew"


def test_the_undo_key_works_in_the_real_window_too(
    qtbot, window, real_application, draft, preferences
):
    preferences.set_no_passphrase(True)
    window.enter_application(real_application)
    window.enter_teacher_area()
    area = window.findChild(TeacherArea)
    area.open_builder(draft.id)
    screen = builder(area)
    window.activateWindow()
    screen.session.change("rename it", replace(draft, lesson=replace(draft.lesson, title="Stew")))
    screen.back_button.setFocus()
    qtbot.keyClick(screen.back_button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.session.draft.lesson.title == "Soup"


def test_the_help_is_open_where_there_is_room_and_can_be_folded(qtbot, area, draft):
    screen, step = open_step(qtbot, area, draft, "publish")
    assert not screen._help.isVisible()
    press(qtbot, screen.help_button)
    assert step.help_text in said(screen._help)
    press(qtbot, screen.help_button)
    assert not screen._help.isVisible()


def test_enter_on_a_problem_leads_to_its_step_as_a_click_does(qtbot, area, draft):
    broken = replace(draft, lesson=replace(draft.lesson, title=""))
    area.open_builder(draft.id)
    screen = builder(area)
    screen.session.change("spoil it", broken)
    press(qtbot, screen._buttons["check"])
    step = screen.step
    assert isinstance(step, CheckStep)
    assert "1 problem to correct" in said(step)
    [row] = [row for row in step.rows if row.problem.is_error]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert isinstance(screen.step, PublishStep)
    assert screen.step.form.texts["title"].hasFocus()


def test_a_lesson_without_a_problem_has_no_sheet_of_them(qtbot, area, draft, monkeypatch):
    monkeypatch.setattr("annotator.gui.building.check_step.check_draft", lambda _draft: ())
    area.open_builder(draft.id)
    screen = builder(area)
    press(qtbot, screen._buttons["check"])
    assert "Nothing stands in the way." in said(screen.step)
    assert not screen.step._errors.isVisible()
    assert not screen.step._advice.isVisible()


def test_words_that_the_key_treats_unlike_are_advice_that_leads_to_one_of_them(qtbot, area, draft):
    lesson = draft.lesson
    bugle = lesson.articles[0]
    second = replace(
        sample_lesson.article("second", bugle.body.replace("slapped", "slap"), "The Echo"),
    )
    uneven = replace(draft, lesson=replace(lesson, articles=(*lesson.articles, second)))
    area.open_builder(draft.id)
    screen = builder(area)
    screen.session.change("add an article", uneven)
    press(qtbot, screen._buttons["check"])
    [row] = [row for row in screen.step.rows if "“slapped” is not treated" in row.problem.message]
    assert "required in The Bugle (sentence 2); in no key in The Echo" in row.problem.message
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert isinstance(screen.step, KeyStep)
    slapped = next(each for each in draft.key.annotations if each.quote == "slapped")
    assert screen.step.panel.editor.entry_id == slapped.id


def test_every_screen_of_the_shell_has_names_and_room_for_a_finger(qtbot, area, draft):
    def complaints(screen):
        return [
            *accessibility.unnamed(screen),
            *accessibility.undescribed(screen),
            *accessibility.too_small(screen),
        ]

    assert complaints(lessons(area)) == []
    for key in ("check", "publish"):
        screen, _ = open_step(qtbot, area, draft, key)
        assert complaints(screen) == []
        area.back()


# -- details -----------------------------------------------------------------------------------


def test_details_are_stored_as_steps_that_can_be_undone(qtbot, area, draft, real_application):
    screen, step = open_step(qtbot, area, draft, "publish")
    title = step.form.texts["title"]
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "A soup  story ")
    step.form.hide_outlets.setFocus()
    assert screen.session.undo_label == "change the title"
    assert screen.session.draft.lesson.title == "A soup story"
    tick(qtbot, step.form.hide_outlets)
    stored = lesson_library.find_draft(real_application.ports, draft.id).lesson
    assert stored.hide_outlets
    screen.undo()
    assert not step.form.hide_outlets.isChecked()


def test_what_other_steps_set_is_told_before_publishing(qtbot, area, draft):
    asked = RequiredWork(frozenset({draft.lesson.questions[0].id}), {sample_lesson.LOADED: 3})
    lesson = replace(draft.lesson, required_work=asked, level="Grade 8", minutes=30)
    screen, step = open_step(qtbot, area, draft, "publish")
    screen.session.change("ask for more", replace(draft, lesson=lesson))
    shown = said(step.form)
    assert "30 minutes, Grade 8" in shown
    assert "3 of loaded language; 1 answer; a reason for loaded language" in shown


def test_what_is_typed_is_stored_when_the_screen_is_left(qtbot, area, draft, real_application):
    screen, step = open_step(qtbot, area, draft, "publish")
    step.form.texts["instructions"].setFocus()
    qtbot.keyClicks(step.form.texts["instructions"], "Read all of it.")
    press(qtbot, screen.back_button)
    lesson = lesson_library.find_draft(real_application.ports, draft.id).lesson
    assert lesson.instructions == "Read all of it."


# -- trying and publishing ---------------------------------------------------------------------


def test_a_trial_is_the_real_room_and_leaves_nothing_behind(
    qtbot, area, draft, person, real_application
):
    screen, step = open_step(qtbot, area, draft, "publish")
    press(qtbot, step.try_button)
    trial = area.screen_shown
    assert isinstance(trial, TryScreen)
    room = trial.findChild(ReadingRoom)
    place = trial._trial.folder.name
    span = sample_lesson.span_of(draft.lesson, "bugle", "greedy")
    room._session.highlight(draft.lesson.articles[0].id, sample_lesson.LOADED, span)
    room.handInRequested.emit()
    assert "nothing is handed in" in person.said[-1][1]
    room.closeRequested.emit()
    assert area.screen_shown is screen
    qtbot.waitUntil(lambda: not isValid(trial))
    from pathlib import Path

    assert not Path(place).exists()
    with real_application.ports.store.reading() as unit:
        assert unit.work.workspaces(draft.lesson.id) == ()
        assert unit.lessons.find(draft.lesson.id) is None


def publish(qtbot, step: PublishStep, person, folder):
    person.folders.append(folder)
    with qtbot.waitSignal(step.published, timeout=60_000) as published:
        press(qtbot, step.publish_button)
    return published.args[0]


def test_publishing_writes_a_file_without_the_key_and_shows_the_lesson_to_students(
    qtbot, area, draft, person, tmp_path, real_application
):
    screen, step = open_step(qtbot, area, draft, "publish")
    path = publish(qtbot, step, person, tmp_path)
    assert path == tmp_path / "Soup-v1.lesson"
    lesson = read_package(path)
    assert lesson.public_key == real_application.teacher_keys.public_key()
    with zipfile.ZipFile(path) as package:
        packed = b"".join(package.read(name) for name in package.namelist())
    for each in draft.key.annotations:
        assert each.explanation.encode() not in packed
        assert str(each.id).encode() not in packed
    assert draft.lesson.id in [e.lesson.id for e in real_application.student_home.entries(None)]
    _, key = real_application.lessons.with_key(draft.lesson.id)
    assert key == draft.key
    assert str(path) in said(step)
    assert not step.publish_button.isEnabled()
    assert screen.session.undo_label is None
    qtbot.waitUntil(lambda: screen._buttons["publish"].is_done)


def test_a_published_lesson_is_frozen_and_a_change_makes_version_two(
    qtbot, area, draft, person, tmp_path, real_application
):
    _, step = open_step(qtbot, area, draft, "publish")
    publish(qtbot, step, person, tmp_path)
    frozen = real_application.lessons.named(draft.lesson.id)
    title = step.form.texts["title"]
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Stew")
    step.form.hide_outlets.setFocus()
    assert real_application.lessons.named(draft.lesson.id) == frozen
    assert "becomes version 2" in said(step)
    assert step.publish_button.text() == "Publish version 2…"
    path = publish(qtbot, step, person, tmp_path)
    assert read_package(path).version == 2


def test_a_correction_that_leaves_work_without_a_place_is_asked_about_first(
    qtbot, area, draft, person, tmp_path, real_application
):
    screen, step = open_step(qtbot, area, draft, "publish")
    publish(qtbot, step, person, tmp_path)
    session = real_application.student_home.open(
        real_application.student_home.sign_in("Mira"), draft.lesson.id
    )
    span = sample_lesson.span_of(session.lesson, "bugle", "greedy")
    session.highlight(session.lesson.articles[0].id, sample_lesson.LOADED, span)
    first, second = screen.session.draft.lesson.articles
    new = sample_lesson.article("bugle", first.body.replace("greedy", "big"), first.outlet)
    now = screen.session.draft
    kept = tuple(k for k in now.key.annotations if k.article_id != first.id)
    lesson = replace(now.lesson, articles=(new, second))
    changed = replace(now, lesson=lesson, key=replace(now.key, annotations=kept))
    screen.session.change("correct it", changed)
    assert "“greedy”" in said(step)
    person.answers.append(False)
    press(qtbot, step.publish_button)
    assert real_application.lessons.named(draft.lesson.id).version == 1
    person.answers.append(True)
    publish(qtbot, step, person, tmp_path)
    assert real_application.lessons.named(draft.lesson.id).version == 2
    again = real_application.student_home.open(
        real_application.student_home.sign_in("Mira"), draft.lesson.id
    )
    assert [each.anchor.exact for each in again.unplaced] == ["greedy"]


def test_without_a_folder_nothing_is_published(qtbot, area, draft, person, real_application):
    _, step = open_step(qtbot, area, draft, "publish")
    person.folders.append(None)
    press(qtbot, step.publish_button)
    assert draft.lesson.id not in [e.lesson.id for e in real_application.student_home.entries(None)]


def test_a_folder_that_is_not_there_is_told(qtbot, area, draft, person, tmp_path, real_application):
    _, step = open_step(qtbot, area, draft, "publish")
    person.folders.append(tmp_path / "gone")
    press(qtbot, step.publish_button)
    qtbot.waitUntil(lambda: bool(person.said), timeout=30_000)
    assert "gone" in person.said[0][1]
    assert step.isVisible()
    assert step.publish_button.isEnabled()
    assert draft.lesson.id not in [e.lesson.id for e in real_application.student_home.entries(None)]


def test_the_builder_wears_the_theme_of_the_program(qtbot, area, draft, plain_app):
    screen, step = open_step(qtbot, area, draft, "publish")
    parts = (screen._buttons["publish"], step.form, screen.help_button)
    before = [part.grab().toImage() for part in parts]
    wear(plain_app, DARK)
    assert all(part.grab().toImage() != was for part, was in zip(parts, before, strict=True))


def test_a_draft_that_is_gone_is_told(area, person):
    area.open_builder(DraftId("nobody"))
    assert "not in the builder any more" in person.said[0][1]
    assert isinstance(area.screen_shown, LessonsScreen)
