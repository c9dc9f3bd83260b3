"""The start screen: a student says a name, sees the lessons, and goes on where work stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from annotator.files.lesson_package import write_package
from annotator.gui.home.cards import ContinueCard, LessonCard, OpenFileCard
from annotator.gui.home.lesson_text import facts, handed_in_words
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT
from annotator.gui.look.wearing import wear
from annotator.services.lesson_entries import LessonSummary, Progress
from annotator.services.lessons import install_lesson, open_lesson
from tests.fakes import accessibility, sample_lesson
from tests.fakes.application import EmptyRoom, application_in_memory


def card(window, title: str) -> LessonCard:
    return next(c for c in visible(window, LessonCard) if c.entry.lesson.title == title)


def visible(window, kind: type) -> list:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


def shown_text(window) -> str:
    return "\n".join(each.text() for each in visible(window, QLabel))


def field(window):
    return window._home.names.field


def type_name(qtbot, window, name: str) -> None:
    qtbot.keyClicks(field(window), name)
    qtbot.keyClick(field(window), Qt.Key.Key_Return)


def room(window) -> EmptyRoom | None:
    return next(iter(visible(window, EmptyRoom)), None)


def test_before_the_house_is_open_the_screen_says_that_lessons_come(window):
    assert "Getting the lessons ready" in shown_text(window)
    assert field(window).hasFocus()


def test_the_lessons_stand_on_cards_with_what_they_are(window, application):
    window.enter_application(application)
    assert [c.entry.lesson.title for c in visible(window, LessonCard)] == [
        "Canteen prices",
        "The late bus",
    ]
    text = shown_text(window)
    assert "A school canteen, 4 May 2026" in text
    assert "Two papers, one soup." in text
    assert "45 min  ·  2 articles  ·  1 question" in text
    assert not visible(window, ContinueCard)


def test_without_lessons_the_screen_says_what_to_do(window, tmp_path):
    window.enter_application(application_in_memory(tmp_path / "empty"))
    assert "Your teacher gives you one as a .lesson file" in shown_text(window)
    assert len(visible(window, OpenFileCard)) == 1


def test_a_lesson_asks_for_a_name_at_the_field_and_opens_after_it(
    qtbot, window, application, person
):
    window.enter_application(application)
    qtbot.mouseClick(card(window, "The late bus"), Qt.MouseButton.LeftButton)
    assert room(window) is None
    assert "Type your name or code" in shown_text(window)
    assert field(window).hasFocus()
    assert "Type your name" in field(window).accessibleDescription()
    type_name(qtbot, window, "Mira 7b")
    assert room(window).session.lesson.title == "The late bus"
    assert room(window).session.student.name == "Mira 7b"
    assert person.said == []


def test_after_the_name_the_keyboard_is_at_the_first_lesson(qtbot, window, application):
    window.enter_application(application)
    window._home.names.field.setFocus()
    qtbot.keyClicks(window._home.names.field, "Ana")
    qtbot.keyClick(window._home.names.field, Qt.Key.Key_Return)
    assert isinstance(window.focusWidget(), LessonCard)


def test_a_name_already_typed_is_used_when_a_lesson_is_pressed(qtbot, window, application):
    window.enter_application(application)
    qtbot.keyClicks(field(window), "Jo")
    qtbot.mouseClick(card(window, "Canteen prices"), Qt.MouseButton.LeftButton)
    assert room(window).session.student.name == "Jo"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_a_name_of_nothing_is_refused_in_a_sentence_at_the_field(qtbot, window, application, typed):
    window.enter_application(application)
    field(window).setText(typed)
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    assert "Type your name or your code first." in shown_text(window)
    assert field(window).hasFocus()


def test_a_name_that_is_too_long_is_refused_and_stays_to_be_shortened(qtbot, window, application):
    window.enter_application(application)
    field(window).setText("x" * 90)
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    assert "80 letters at most" in shown_text(window)
    assert field(window).text() == "x" * 90
    qtbot.keyClick(field(window), Qt.Key.Key_Backspace)
    assert "80 letters" not in shown_text(window)


def test_the_keyboard_alone_opens_a_lesson(qtbot, window, application):
    window.enter_application(application)
    type_name(qtbot, window, "Mira")
    card(window, "Canteen prices").setFocus()
    qtbot.keyClick(card(window, "Canteen prices"), Qt.Key.Key_Space)
    assert room(window) is not None


def test_tab_goes_from_the_name_through_the_lessons_to_the_file(qtbot, window, application):
    window.enter_application(application)
    field(window).setFocus()
    seen = []
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget().accessibleName())
    assert seen == [
        "Use this name",
        "Canteen prices",
        "The late bus",
        "Open a lesson file",
        "For teachers",
        "Keys and help",
    ]


def test_work_that_was_begun_can_be_continued_with_its_progress(qtbot, window, application):
    window.enter_application(application)
    type_name(qtbot, window, "Mira")
    session = application.student_home.open(
        application.student_home.sign_in("Mira"), sample_lesson.lesson().id
    )
    quote = sample_lesson.span_of(session.lesson, "bugle", "greedy")
    session.highlight(session.lesson.articles[0].id, sample_lesson.LOADED, quote)
    session.remember([session.lesson.articles[0].id], {})
    window._show_entries()
    [last] = visible(window, ContinueCard)
    assert last.accessibleName() == "Continue: Canteen prices"
    assert "1 of 2 articles begun  ·  0 of 1 question answered" in shown_text(window)
    assert "33 %" in shown_text(window)
    assert [c.entry.lesson.title for c in visible(window, LessonCard)] == ["The late bus"]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert room(window).session.lesson.title == "Canteen prices"


def test_another_student_sees_nothing_of_the_first_ones_work(qtbot, window, application):
    window.enter_application(application)
    type_name(qtbot, window, "Mira")
    qtbot.mouseClick(card(window, "Canteen prices"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(room(window).back, Qt.MouseButton.LeftButton)
    assert visible(window, ContinueCard)
    [other] = [b for b in visible(window, QPushButton) if b.text() == "Not you?"]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert "Mira" not in shown_text(window)
    assert field(window).hasFocus()
    assert not visible(window, ContinueCard)
    type_name(qtbot, window, "Jo")
    assert not visible(window, ContinueCard)


@pytest.mark.parametrize("is_used", [True, False])
def test_a_file_of_another_teacher_is_asked_about(
    qtbot, window, application, person, tmp_path, is_used
):
    mine, theirs = (replace(sample_lesson.lesson(), public_key=key * 32) for key in (b"a", b"b"))
    install_lesson(application.ports, mine)
    write_package(tmp_path / "new.lesson", theirs)
    window.enter_application(application)
    person.answers.append(is_used)
    window.files.open(tmp_path / "new.lesson")
    qtbot.waitUntil(lambda: bool(person.asked))
    [(title, text, yes, no)] = person.asked
    assert (title, yes, no) == ("Another teacher's lesson", "Use this file", "Keep the one here")
    assert "Did your teacher give you this file?" in text
    if is_used:
        qtbot.waitUntil(lambda: "is here now" in shown_text(window))
    kept = open_lesson(application.ports, mine.id)
    assert kept == (theirs if is_used else mine)
    assert person.said == []


def test_a_name_is_not_kept_for_the_next_start_unless_that_is_wished(
    qtbot, window, application, data_dir
):
    window.enter_application(application)
    type_name(qtbot, window, "Mira")
    window.close()
    assert "Mira" not in (data_dir / "settings.json").read_text()


def test_a_lesson_file_is_added_and_comes_into_focus(qtbot, window, application, person, zoo_file):
    window.enter_application(application)
    person.files.append(zoo_file)
    qtbot.mouseClick(visible(window, OpenFileCard)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "“A zoo moves” is here now." in shown_text(window))
    assert window.focusWidget() is card(window, "A zoo moves")


def test_choosing_no_file_changes_nothing(qtbot, window, application, person):
    window.enter_application(application)
    person.files.append(None)
    qtbot.mouseClick(visible(window, OpenFileCard)[0], Qt.MouseButton.LeftButton)
    assert len(visible(window, LessonCard)) == 2


def test_a_foreign_file_is_refused_with_a_sentence(qtbot, window, application, person, tmp_path):
    foreign = tmp_path / "holiday.lesson"
    foreign.write_bytes(b"a photo of a beach")
    window.enter_application(application)
    window.files.open(foreign)
    qtbot.waitUntil(lambda: bool(person.said))
    assert "“holiday.lesson” is not a lesson that can be used" in person.said[0][1]
    assert "Opening" not in shown_text(window)


def test_a_lesson_file_can_be_dropped_on_the_window(qtbot, window, application, zoo_file):
    window.enter_application(application)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(zoo_file)), QUrl("https://example.org/a.lesson")])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: "“A zoo moves” is here now." in shown_text(window))


def test_a_house_that_cannot_open_leaves_a_sentence_and_a_way_on(qtbot, window):
    window.show_trouble("The disk is full. Your work is kept. Make room, then try again.")
    assert "The disk is full" in shown_text(window)
    [again] = [b for b in visible(window, QPushButton) if b.text() == "Try again"]
    with qtbot.waitSignal(window.retryRequested):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)


def test_warnings_of_the_house_are_shown_beside_the_lessons(window, application):
    said = ("Your settings file could not be read.",)
    window.enter_application(replace(application, warnings=said))
    assert "Your settings file could not be read." in shown_text(window)
    assert len(visible(window, LessonCard)) == 2


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (800, 560)], ids=str)
def test_cards_are_placed_in_as_many_columns_as_fit(qtbot, window, application, size):
    window.enter_application(application)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    cards = visible(window, LessonCard)
    qtbot.waitUntil(lambda: (cards[0].y() == cards[1].y()) == (size[0] > 700))
    assert all(300 <= each.width() <= 560 for each in cards)


@pytest.mark.parametrize("points", [14, 24, 32])
def test_nothing_is_cut_off_at_the_side_in_the_smallest_window_with_the_largest_type(
    qtbot, window, application, preferences, points
):
    preferences.set_text_size(points)
    window.enter_application(application)
    window._home.lessonRequested.emit("bus")
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: window.width() == window.minimumWidth())
    area = window.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_everything_on_the_start_screen_has_a_name_and_is_large_enough(qtbot, window, application):
    window.enter_application(application)
    type_name(qtbot, window, "Mira")
    qtbot.mouseClick(card(window, "Canteen prices"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(room(window).back, Qt.MouseButton.LeftButton)
    assert accessibility.unnamed(window) == []
    assert accessibility.too_small(window) == []
    buttons = accessibility.names(window, accessibility.ROLE.Button)
    assert {"Continue: Canteen prices", "The late bus", "Open a lesson file"} <= set(buttons)


def test_a_card_tells_a_screen_reader_all_that_it_shows(window, application):
    window.enter_application(application)
    assert card(window, "Canteen prices").accessibleDescription() == (
        "A school canteen, 4 May 2026. Two papers, one soup. 45 min, 2 articles, 1 question."
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_the_card_with_the_keyboard_wears_a_ring(qtbot, window, application, theme, plain_app):
    wear(plain_app, theme)
    window.enter_application(application)
    one = card(window, "Canteen prices")

    def edge() -> str:
        return one.grab().toImage().pixelColor(one.width() // 2, 1).name().upper()

    before = edge()
    one.setFocus()
    assert edge() == theme.focus != before


def test_a_lesson_says_how_long_it_is():
    assert facts(LessonSummary.of(sample_lesson.lesson())) == "45 min  ·  2 articles  ·  1 question"


def test_a_hand_in_of_today_is_told_by_its_time_and_an_older_one_by_its_day(application, tmp_path):
    student = application.student_home.sign_in("Mira")
    session = application.student_home.open(student, sample_lesson.lesson().id)
    made = session.hand_in(tmp_path).hand_in
    progress = Progress(0, 2, 0, 1, 0, made)
    local = made.handed_in.astimezone()
    today = handed_in_words(progress, made.handed_in)
    assert today == f"Handed in {local:%H:%M}, attempt 1"
    later = handed_in_words(progress, datetime(2027, 1, 2, tzinfo=UTC))
    assert later == f"Handed in {local.day} {local:%B}, {local:%H:%M}, attempt 1"
    assert handed_in_words(Progress(0, 2, 0, 1, 0), made.handed_in) == ""
