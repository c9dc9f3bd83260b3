"""The insights show a class without its names: heat, what was missed, and what was said."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from annotator.domain.heat_scale import heat_step
from annotator.gui.insights.heat_view import heat_colour
from annotator.gui.insights.insights_screen import NOTHING, InsightsScreen
from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from annotator.services.grading import grade_class
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.e2e.conftest import NoDesktop
from tests.fakes.accessibility import undescribed, unnamed
from tests.fakes.application import WrittenInteraction

CARACAS = "caracas-2019-04-30"
PICTURE = Path(__file__).parents[3] / "docs" / "images" / "insights.png"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Return the application of a teacher who collected a class of six."""
    from annotator.cli.main import run_command_line

    out = tmp_path_factory.mktemp("demo") / "class"
    words = ["demo", "--out", str(out), "--students", "6", "--seed", "7", "--no-window"]
    assert run_command_line(words, NoDesktop()) == 0
    opened = open_application(out / "data")
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot, plain_app, played) -> QMainWindow:
    """Return a window with the insights of the played class."""
    wear(plain_app, LIGHT)
    made = QMainWindow()
    made.setCentralWidget(InsightsScreen(played.insights, WrittenInteraction()))
    qtbot.addWidget(made)
    made.showNormal()
    made.resize(1366, 768)
    qtbot.waitExposed(made)
    made.centralWidget().enter()
    qtbot.waitUntil(lambda: made.centralWidget().is_ready, timeout=20_000)
    return made


@pytest.fixture
def screen(window) -> InsightsScreen:
    """Return the screen in the window."""
    return window.centralWidget()


def row_of(shown, row):
    return shown.visualRect(shown.model().index(row, 0)).center()


def test_the_article_is_tinted_as_many_students_highlighted(screen, played, qtbot):
    grades = grade_class(played.ports, CARACAS)
    view = screen.view
    given = [g.hand_in.annotations for g in grades.graded]
    kinds = {"loaded-language", "unsupported-claim"}
    strongest, count = max(view.heat, key=lambda entry: entry[1])
    people = sum(
        any(
            a.article_id == view.article.id
            and a.category_id in kinds
            and a.span.start <= strongest.start < a.span.end
            for a in mine
        )
        for mine in given
    )
    assert people == count == view.count_at(strongest.start)
    view.point_out(strongest)
    view.point_out(None)
    picture = view.viewport().grab().toImage()
    box = view._boxes(strongest)[0].translated(0, -view.verticalScrollBar().value())
    corner = picture.pixelColor(int(box.left()) + 1, int(box.bottom()) - 2)
    assert corner.name() == heat_colour(heat_step(count, 6), LIGHT).name()


def test_one_category_can_be_counted_alone(screen):
    everything = {span for span, _ in screen.view.heat}
    screen.category.setFocus()
    QTest.keyClicks(screen.category, "Opinion")
    assert screen.category.currentText() == "Opinion"
    opinions = {span for span, _ in screen.view.heat}
    assert opinions
    assert opinions != everything


def test_an_article_opens_at_its_beginning(screen):
    assert screen.view.verticalScrollBar().maximum() > 0
    assert screen.view.verticalScrollBar().value() == 0


def test_a_missed_key_is_shown_in_its_article_with_what_was_written(screen, qtbot):
    missed = screen.lists["missed"]
    texts = [entry.text for entry in missed.entries]
    assert texts[0].startswith(("0 of ", "1 of "))
    other = next(
        row
        for row, entry in enumerate(missed.entries)
        if entry.article_id != screen.view.article.id
    )
    entry = missed.entries[other]
    missed.scrollTo(missed.model().index(other, 0))
    QTest.mouseClick(missed.viewport(), LEFT, pos=row_of(missed, other))
    assert screen.view.article.id == entry.article_id
    assert screen.view._pointed == entry.span


def test_the_lists_can_be_walked_by_keys(screen):
    missed = screen.lists["missed"]
    missed.setFocus()
    QTest.keyClick(missed, Qt.Key.Key_Down)
    QTest.keyClick(missed, Qt.Key.Key_Return)
    assert screen.view._pointed == missed.entries[missed.currentIndex().row()].span


def test_words_that_are_clicked_tell_reasons_and_no_names(screen):
    strongest, count = max(screen.view.heat, key=lambda entry: entry[1])
    screen.view.point_out(strongest)
    place = screen.view._places.of(strongest.start)
    QTest.mouseClick(screen.view.viewport(), LEFT, pos=place.center() + QPoint(4, 0))
    entries = screen.remarks.entries
    assert len(entries) >= count
    said = "\n".join(f"{entry.text} {entry.more}" for entry in entries)
    assert "7B-" not in said
    assert any(entry.text != "no reason given" for entry in entries)


def test_words_nobody_highlighted_say_so(screen):
    body = screen.view.article.body
    quiet = next(p for p in range(len(body)) if screen.view.count_at(p) == 0 and body[p].isalpha())
    screen.category.setCurrentIndex(screen.category.findText("Unsupported claim"))
    screen._on_words_chosen(quiet)
    assert screen.remarks.entries[0].text == "Nobody highlighted these words."


def test_every_tab_says_something_of_the_class(screen):
    wanted = {
        "disputed": "discuss",
        "agreement": "students agree",
        "confused": "taken for",
        "outlets": "Harbor Ledger",
    }
    for number, (key, words) in enumerate(wanted.items(), 1):
        screen.tabs.setCurrentIndex(number)
        assert screen.lists[key].isVisible()
        assert any(words in entry.text for entry in screen.lists[key].entries), key


def test_the_projector_gets_large_type(screen):
    before = screen.view.document().defaultFont().pointSizeF()
    QTest.mouseClick(screen.present, LEFT)
    after = screen.view.document().defaultFont().pointSizeF()
    assert after > before
    assert screen.lists["missed"].font().pointSizeF() > screen.font().pointSizeF()
    QTest.mouseClick(screen.present, LEFT)
    assert screen.view.document().defaultFont().pointSizeF() == before


def test_names_of_students_are_nowhere_on_the_screen(screen):
    for shown in (*screen.lists.values(), screen.remarks):
        for entry in shown.entries:
            assert "7B-" not in f"{entry.text} {entry.more}"


def test_the_report_can_be_printed_from_here(screen, qtbot):
    with qtbot.waitSignal(screen.printRequested) as asked:
        QTest.mouseClick(screen.print, LEFT)
    assert asked.args == [CARACAS]


def test_without_hand_ins_it_says_what_to_do(qtbot, plain_app, tmp_path):
    application = open_application(tmp_path / "data")
    screen = InsightsScreen(application.insights, WrittenInteraction())
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    assert screen._note.text() == NOTHING
    assert not screen.print.isEnabled()
    application.close()


def test_every_control_has_a_name_and_dark_is_worn(screen, plain_app):
    assert unnamed(screen) == []
    assert undescribed(screen) == []
    wear(plain_app, DARK)
    assert screen.view.viewport().grab().toImage().pixelColor(2, 2).name() == DARK.surface.lower()


def test_the_picture_of_the_guide_shows_the_insights(window, screen, tmp_path):
    screen.go_to(screen.lists["missed"].entries[0])
    screen.lists["missed"].choose_at(0)
    screen.lists["missed"].setFocus()
    taken = tmp_path / "taken.png"
    assert window.grab().save(str(taken))
    if os.environ.get("ANNOTATOR_PICTURES"):
        PICTURE.write_bytes(taken.read_bytes())
    with Image.open(taken) as new, Image.open(PICTURE) as kept:
        small = [each.convert("L").resize((96, 54)) for each in (new, kept)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean[0]
    assert difference < 6, "make pictures draws it again"
