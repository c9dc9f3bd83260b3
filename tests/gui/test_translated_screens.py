"""Every screen in a language that shows what was never looked up, and has no room to spare.

Sentences stand in ‹ › with accents and words that are 40 % longer; whatever a person reads
outside of them must be data: titles, names, article text, file names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from annotator import paths
from annotator.services import demo_class
from annotator.translation import speaking
from tests.fakes.pseudo import BEGIN, bare, plain, pseudo_language
from tests.gui.every_screen import JOURNEYS, PAGE, ROWS, walk_all

#: What keys are called by Qt.
KEYS = re.compile(r"\b(Ctrl|Shift|Alt|Esc|Enter|Return|Del|Tab|Home|End|PgUp|PgDown|F\d+|[A-Z])\b")
#: Paths, names of files, codes, heads of a file's columns, and words that are cut off.
CODES = re.compile(r"\S*[\d_/]\S*|\b[A-Z]{4}\b|\S+\.(handin|toml|lesson)\b|\w*…")
#: Two walks that can go at the same time. Comparing takes long, and has no words of its own kind.
FIRST = tuple(JOURNEYS)[:4]
SECOND = tuple(name for name in JOURNEYS if name not in (*FIRST, "compare"))
#: So many rows of a list are looked at.
MOST_ROWS = 40
#: A part of a line of the test's report -> why it may be so.
WAIVED = {
    "QToolButton name 'Scroll ": "the arrows of Qt's tab bar, which speak by Qt's own catalogue",
    "(gradebook-export": "the heads of a file's columns are those of its format",
    "QPushButton text 'OK' in 'OK'": "a button of Qt's, which speaks by Qt's own catalogue",
    "QPushButton text 'Cancel' in 'Cancel'   (grading-second-grader": "likewise",
    "QPushButton text 'Close' in 'Close'": "likewise",
    "'Event' in 'Event'": "a technique of the lesson that is an action of the program too",
    "in 'Which neutral word would say the same?": "the lesson's own question, and the usual one",
    # Rooms that have no space to spare at 1366 pixels; each shows at least 9 of 10 letters.
    "clipped: StepButton": "the column of steps has a fixed width, and their tips say the rest",
    "(build-new-articles": "the column of articles is as narrow as it can be beside the steps",
    "(build-new-key-suggestions": "the panel is as narrow as it can be beside an article",
    "(build-old-questions": "the column of weights is as narrow as it can be",
    "(build-old-order": "the dialog is as high as its English words",
    "clipped: tab '": "tabs of the grading panel, which scroll",
    "(grading-after-second": "the head of the grading screen with all of its buttons at once",
    "(grading-return": "one box with a long sentence in a dialog of a fixed width",
    "(gate-": "one box and one button with long sentences on a sheet of a fixed width",
    "(hand-in-receipt": "two buttons that share a narrow dialog with a third",
    "clipped: QLabel 'Your &name or code'   (sign-in": "with the button of a class list beside it",
}


# -- what is data ---------------------------------------------------------------------------------


@cache
def data_words() -> frozenset[str]:
    """Return the words of lessons, schemes, rubrics, standards and people."""
    folders = (paths.lessons_dir(), paths.schemes_dir(), paths.resources_dir() / "rubrics")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += (paths.resources_dir() / "standards").glob("*.csv")
    files.append(paths.resources_dir() / "lexicons" / "concepts.toml")
    told = " ".join(path.read_text(encoding="utf-8") for path in files)
    people = " ".join(f"{row.last_name} {row.first_name}" for row in ROWS)
    played = Path(demo_class.__file__).read_text(encoding="utf-8")  # what its students write
    return frozenset(words_of(f"{told} {people} {played} {PAGE} Min Park Mira Annotator key"))


@cache
def own_words() -> frozenset[str]:
    """Return the texts that are written in the program: none of them is data, alone."""
    literals = (
        node.value
        for path in (Path(__file__).parents[2] / "annotator").rglob("*.py")
        if path.name != "demo_class.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(each.strip().replace("&", "") for each in literals if each[:1].isupper())


def words_of(text: str) -> list[str]:
    return [each.casefold() for each in re.findall(r"[^\W\d_]{2,}", text)]


def is_data(text: str) -> bool:
    """Return whether a text without its looked-up sentences is nothing but data."""
    words = words_of(CODES.sub(" ", KEYS.sub(" ", text)))
    if words and text.strip().replace("&", "") in own_words() - SAME_AS_DATA:
        return False
    return data_words().issuperset(words)


#: Written in the program and in the data alike.
SAME_AS_DATA = frozenset(
    {"Annotator", "Cannot tell", "Opinion", "Reporting", "Loaded language", "Not yet"}
)


# -- what a person reads --------------------------------------------------------------------------


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield what a widget shows and says, with the way it does."""
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "tip", widget.toolTip()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QGroupBox):
        yield "text", widget.title()
    elif isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield "tab", widget.tabText(number)
            yield "tip of a tab", widget.tabToolTip(number)
    elif isinstance(widget, QMenu):
        for action in widget.actions():
            yield "action", action.text()
            yield "tip of an action", action.statusTip()
    elif isinstance(widget, QComboBox):
        for number in range(min(widget.count(), MOST_ROWS)):
            yield "choice", widget.itemText(number)
    elif isinstance(widget, QHeaderView):
        return
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget.model())


def cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    """Yield what the rows and the heads of a list show and say."""
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
    columns = min(model.columnCount(), 12)
    for column in range(columns):
        head = model.headerData(column, Qt.Orientation.Horizontal)
        yield "head", head if isinstance(head, str) else ""
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(columns):
            place = model.index(row, column, QModelIndex())
            for role in roles:
                told = model.data(place, role)
                yield "cell", told if isinstance(told, str) else ""


def seen(window: QWidget) -> Iterator[QWidget]:
    yield window
    yield from (each for each in window.findChildren(QWidget) if each.isVisibleTo(window))


def unmarked(window: QWidget) -> Iterator[str]:
    """Yield what can be read in a window and was not looked up."""
    for widget in seen(window):
        for way, text in texts(widget):
            if text and not is_data(bare(text)):
                yield f"{type(widget).__name__} {way} {plain(text)[:70]!r} in {bare(text)[:70]!r}"


# -- what has no room -----------------------------------------------------------------------------


def clipped(window: QWidget) -> Iterator[str]:
    """Yield the looked-up sentences of a window that cannot be read to their end."""
    for widget in seen(window):
        if isinstance(widget, QTabBar):
            for number in range(widget.count()):
                room = widget.tabRect(number).width()
                if widget.isTabVisible(number) and widget.tabSizeHint(number).width() > room + 1:
                    yield f"tab {plain(widget.tabText(number))!r}"
        elif is_told(widget) and lacks(widget):
            yield f"{type(widget).__name__} {plain(widget.text())[:70]!r}"


def is_told(widget: QWidget) -> bool:
    return isinstance(widget, QLabel | QAbstractButton) and BEGIN in widget.text()


def lacks(widget: QLabel | QAbstractButton) -> bool:
    """Return whether a label or a button is smaller than its words."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    if isinstance(widget, QToolButton) and (
        widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return False
    wanted = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return wanted.width() > widget.width() + 1


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("journeys", [FIRST, SECOND])
def test_every_screen_is_translated_and_has_room_for_longer_words(
    plain_app: QApplication, tmp_path: Path, journeys: tuple[str, ...]
):
    found: dict[str, list[str]] = {}

    def look(name: str, widget: QWidget) -> None:
        for each in (*unmarked(widget), *(f"clipped: {text}" for text in clipped(widget))):
            found.setdefault(each, []).append(name)

    with speaking(pseudo_language(tmp_path / "words")):
        told = walk_all(tmp_path, look, plain=plain, journeys=journeys)
    for text in told:
        if not is_data(bare(text)):
            found.setdefault(f"told {text[:90]!r}", []).append("a dialog")
    lines = [f"{each}   ({places[0]})" for each, places in found.items()]
    lines = [line for line in lines if not any(known in line for known in WAIVED)]
    assert not lines, "\n".join(["not looked up, or no room:", *lines])
