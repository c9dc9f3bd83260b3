"""Dialogs, the apology for our own mistakes, and work beside the interface."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.domain.errors import StorageTrouble
from annotator.gui.display import has_display
from annotator.gui.errors import Apology, Dialogs, close_log, open_log, told


@pytest.fixture
def log_file(tmp_path: Path):
    path = open_log(tmp_path)
    yield path
    close_log()


def raised(error: BaseException) -> tuple:
    try:
        raise error
    except type(error):
        return sys.exc_info()


# -- the apology -----------------------------------------------------------------------------


@pytest.mark.allow_log("ValueError")
def test_a_bug_becomes_an_apology_and_its_details_go_to_the_log(person, log_file):
    Apology(person, log_file)(*raised(ValueError("Mira wrote: my secret note")))
    [(_, text)] = person.said
    assert "our mistake" in text
    assert "stored" in text
    assert str(log_file) in text
    assert "Traceback" not in text
    assert "ValueError" not in text
    logged = log_file.read_text()
    assert "builtins.ValueError" in logged
    assert "test_shell_errors.py" in logged


@pytest.mark.allow_log("ValueError")
def test_the_log_holds_nothing_that_a_student_typed_and_no_home_folder(person, log_file):
    Apology(person, log_file)(*raised(ValueError("Mira wrote: my secret note")))
    logged = log_file.read_text()
    assert "secret" not in logged
    assert "Mira" not in logged
    assert str(Path(__file__).parents[1]) not in logged


def test_a_trouble_of_the_world_is_told_in_its_own_words(person, log_file):
    Apology(person, log_file)(*raised(StorageTrouble("The disk is full.")))
    assert person.said == [("Annotator", "The disk is full.")]
    assert log_file.read_text() == ""


@pytest.mark.allow_log("Error")
def test_an_error_while_one_is_told_opens_no_second_dialog(log_file):
    class Stumbling:
        said = 0

        def tell(self, title, text):
            self.said += 1
            apology(*raised(RuntimeError("again")))

    speaker = Stumbling()
    apology = Apology(speaker, log_file)
    apology(*raised(ValueError("first")))
    assert speaker.said == 1
    assert "RuntimeError" in log_file.read_text()


def test_a_log_that_grew_too_large_starts_anew(tmp_path):
    (tmp_path / "annotator.log").write_bytes(b"x" * 600_000)
    path = open_log(tmp_path)
    close_log()
    assert path.stat().st_size == 0


def test_without_a_place_for_the_log_the_program_goes_on(tmp_path, person):
    (tmp_path / "file").write_text("no folder")
    assert open_log(tmp_path / "file") is None
    logging.getLogger("annotator").disabled = True
    try:
        Apology(person, None)(*raised(ValueError("x")))
    finally:
        logging.getLogger("annotator").disabled = False
    assert "Details" not in person.said[0][1]


def test_a_told_block_goes_on_after_a_trouble_but_not_after_a_bug(person):
    with told(person, "Open"):
        raise StorageTrouble("The disk is full.")
    assert person.said == [("Open", "The disk is full.")]
    with pytest.raises(KeyError), told(person, "Open"):
        raise KeyError("bug")


# -- dialogs on the screen -------------------------------------------------------------------


def answer(words: str) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == words).click()


@pytest.mark.parametrize("words, expected", [("Try again", True), ("Quit", False)])
def test_a_question_returns_what_was_pressed(qapp, words, expected):
    QTimer.singleShot(0, lambda: answer(words))
    assert Dialogs().ask("Open already", "Another copy is open.", "Try again", "Quit") is expected


def test_closing_a_question_means_no(qapp):
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    assert Dialogs().ask("Open already", "Another copy is open.", "Try again", "Quit") is False


def test_something_told_waits_for_ok(qapp):
    seen = []
    QTimer.singleShot(0, lambda: seen.append(QApplication.activeModalWidget().text()))
    QTimer.singleShot(0, lambda: answer("OK"))
    Dialogs().tell("Annotator", "The <b>disk</b> is full.")
    assert seen == ["The <b>disk</b> is full."]


# -- the display -----------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without")
@pytest.mark.parametrize(
    "environment, expected",
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_known_by_the_environment(environment, expected):
    assert has_display(environment) is expected
