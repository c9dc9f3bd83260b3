"""The screen and its dialogs for those who hear them, see them badly, or have only a keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.grades import grade_of
from annotator.domain.grading_session import RegradeRequest
from annotator.gui.grading.grading_overview import GradingOverview
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.gui.grading.request_dialog import RequestDialog
from annotator.gui.grading.return_dialog import ReturnDialog
from annotator.gui.grading.second_dialog import SecondDialog
from annotator.gui.hand_in.returned_view import ReturnedView
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT
from annotator.gui.look.wearing import wear
from annotator.use_cases.grading import colleague
from tests.fakes import accessibility
from tests.gui.grading.conftest import Hand


def check(widget):
    assert accessibility.unnamed(widget) == []
    assert accessibility.undescribed(widget) == []
    assert accessibility.too_small(widget) == []


def test_the_tab_and_the_desk_have_names_and_room(hand: Hand, qtbot):
    screen = GradingOverview(hand.application.grading, hand.person)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter()
    check(screen)
    screen = hand.open()
    check(screen)
    hand.press(screen, "1")
    check(screen)
    hand.press(screen, "G")
    check(screen)


def test_the_dialogs_have_names_and_room(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    other = hand.open(colleague("Bo"))
    hand.press(other, "1")
    session = screen.session
    author = colleague("Bo").id
    request = RegradeRequest(
        screen.navigation.student.id, session.entries[0].graded.hand_in.handed_in, "Why?"
    )
    dialogs = [
        PreviewDialog(
            "soup", "Loaded language", [("A7KQ", grade_of(1, 4), grade_of(2, 4))], screen
        ),
        RequestDialog(request, screen),
        ReturnDialog(
            hand.application.grading,
            session,
            screen.navigation.entries,
            screen.navigation.student.entry,
            hand.person,
            screen,
        ),
        SecondDialog(
            hand.application.grading, session, author, hand.person, names=False, parent=screen
        ),
    ]
    for dialog in dialogs:
        dialog.show()
        check(dialog)
        dialog.close()


def test_returned_work_has_names_and_room(hand: Hand, qtbot, tmp_path):
    screen = hand.open()
    done = hand.application.grading.give_back(
        screen.session, [screen.navigation.student.entry], tmp_path
    )
    (path,) = [p for p in done.files if p.suffix == ".feedback"]
    view = ReturnedView(
        hand.application.feedback, hand.application.feedback.take_in(path), hand.person
    )
    qtbot.addWidget(view)
    view.resize(1366, 700)
    view.show()
    check(view)


@pytest.mark.parametrize("theme", [DARK, HIGH_CONTRAST, LIGHT.with_text_size(32)])
def test_every_theme_and_the_largest_type_fit_the_smallest_screen(hand: Hand, qapp, theme):
    wear(qapp, theme)
    screen = hand.open()
    assert screen.minimumSizeHint().width() <= 1366
    parts = (screen.left, screen.paper, screen.side, screen.footer, screen.header)
    hand.qtbot.waitUntil(
        lambda: all(
            screen.rect().contains(part.mapTo(screen, part.rect().bottomRight())) for part in parts
        )
    )


def test_tab_reaches_everything_that_can_be_used(hand: Hand):
    screen = hand.open()
    screen.left.setFocus()
    reached = set()
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    for each in (
        screen.header.students,
        screen.header.names,
        screen.side.items.list,
        screen.side.flag,
        screen.side.comments.field,
        screen.side.comments.search,
        screen.side.comments.list,
        screen.footer.graded,
    ):
        assert each in reached, each.accessibleName()
