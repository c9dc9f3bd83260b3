"""A teacher who types a comment without a pause: nothing older than two seconds can be lost."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from tests.fakes.typing_clock import TypingClock
from tests.gui.grading.conftest import Hand

WORDS = "you looked closely, and you say why in plain words "


@pytest.fixture
def clock(monkeypatch) -> TypingClock:
    return TypingClock(monkeypatch)


def test_a_comment_is_stored_in_the_middle_of_typing(clock, hand: Hand):
    screen = hand.open()
    first = screen.navigation.student.entry
    hand.press(screen, "O")

    def stored() -> str:
        comment = hand.decisions(first.id).comment_on()
        return comment.text if comment else ""

    clock.type_on(screen.side.comments.field, stored, WORDS)
    assert screen.navigation.student.entry.id == first.id


def test_a_comment_on_a_highlight_is_stored_in_the_middle_of_typing(clock, hand: Hand):
    screen = hand.open()
    first = screen.navigation.student.entry
    hand.press(screen, "N")
    annotation = screen.navigation.student.item.annotation
    while annotation is None:
        hand.press(screen, "N")
        annotation = screen.navigation.student.item.annotation
    hand.press(screen, "C")

    def stored() -> str:
        comment = hand.decisions(first.id).comment_on(annotation=annotation.id)
        return comment.text if comment else ""

    clock.type_on(screen.side.comments.field, stored, WORDS)


def test_what_goes_with_a_verdict_on_a_group_waits_for_the_verdict(clock, hand: Hand):
    screen = hand.open()
    hand.press(screen, "G")
    hand.press(screen, "C")
    QTest.keyClicks(screen.side.comments.field, "Fair point.")
    clock.advance(5000)
    assert screen.comments.group_comment == "Fair point."
    assert all(not hand.decisions(e.id).comments for e in screen.session.entries)


#: Types a comment for ever on a grading screen of its own process, and says each letter.
TYPIST = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from annotator.gui.grading.grading_screen import GradingScreen
    from annotator.gui.look.theme import LIGHT
    from annotator.gui.look.wearing import wear
    from annotator.wiring.application import open_application
    from tests.fakes.application import WrittenInteraction

    app = QApplication([])
    wear(app, LIGHT)
    data = open_application(Path(sys.argv[1]))
    screen = GradingScreen(data.grading, WrittenInteraction(), "canteen", None)
    screen.show()
    screen.enter()
    screen.navigation.student.write_overall()
    print(screen.navigation.student.entry.id, flush=True)
    clock = QTimer(interval=100)
    clock.timeout.connect(lambda: QTest.keyClick(screen.side.comments.field, "x"))
    clock.timeout.connect(lambda: print("x", flush=True))
    clock.start()
    app.exec()
"""


#: So many keys, one each 100 milliseconds, are two seconds.
MOST_LOST = 20


def test_a_killed_program_loses_less_than_two_seconds_of_a_comment(hand: Hand):
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(TYPIST), str(hand.application.data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())},
    ) as typist:
        assert typist.stdout is not None
        hand_in_id = typist.stdout.readline().strip()
        for _ in range(MOST_LOST + 5):
            assert typist.stdout.readline() == "x\n"
        typist.kill()  # what SIGKILL is called here: nothing of it runs any more
        typed = MOST_LOST + 5 + typist.stdout.read().count("x")
    comment = hand.decisions(hand_in_id).comment_on()
    assert comment is not None
    assert len(comment.text) >= typed - MOST_LOST
