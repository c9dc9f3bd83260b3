"""The top of the grading screen: where you are, how far it is, and how it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.domain.grading_session import Grader
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.progress_bar import ThinProgressBar

ALL_CLASSES = "All classes"


class GradingHeader(QFrame):
    """Back, the lesson, students or groups, names or codes, undo and redo."""

    backRequested = Signal()
    viewChosen = Signal(bool)
    namesToggled = Signal(bool)
    classChosen = Signal(str)
    undoRequested = Signal()
    redoRequested = Signal()
    keysRequested = Signal()
    compareRequested = Signal()
    secondRequested = Signal(str)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Show the title of a lesson."""
        super().__init__(parent)
        self._lesson = title
        self.back = QToolButton()
        self.back.setProperty("kind", "quiet")
        self.back.setAccessibleName("Back to the lessons")
        self.back.setAccessibleDescription("Leave the desk; everything is stored")
        self.back.setToolTip("Back to the lessons")
        self.back.clicked.connect(self.backRequested)
        self._title = ElidedLabel(title, role="heading")
        self.students = QPushButton("Students")
        self.groups = QPushButton("Answer groups")
        views = QButtonGroup(self)
        for button in (self.students, self.groups):
            button.setCheckable(True)
            views.addButton(button)
        self.students.setChecked(True)
        self.students.setAccessibleDescription("Grade one student after the other (G)")
        self.groups.setAccessibleDescription("Decide about what many marked alike, at once (G)")
        self.groups.toggled.connect(self.viewChosen)
        self._told = label("", "muted")
        self._bar = ThinProgressBar()
        self._bar.setFixedWidth(110)
        self.names = QPushButton("Names")
        self.names.setCheckable(True)
        self.names.setProperty("kind", "quiet")
        self.names.setAccessibleDescription("Show names instead of codes")
        self.names.setToolTip("Show names instead of codes")
        self.names.toggled.connect(self.namesToggled)
        self.classes = ChoiceBox("Class", theme)
        self.classes.setAccessibleDescription("Show the hand-ins of one class, or of all")
        self.classes.setMinimumContentsLength(4)
        self.classes.currentTextChanged.connect(self._on_classes_current_text_changed)
        self.classes.hide()
        self.compare = QPushButton("Compare…")
        self.compare.setProperty("kind", "quiet")
        self.compare.setAccessibleDescription("Compare with a colleague's grading and settle it")
        self.compare.clicked.connect(self.compareRequested)
        self.compare.hide()
        self.second = QPushButton("Second grader…")
        self.second.setProperty("kind", "quiet")
        self.second.setAccessibleDescription("Let a colleague grade the same hand-ins, unseen")
        self.second.setToolTip("Let a colleague grade the same hand-ins without seeing yours")
        self.second.clicked.connect(self._on_second_clicked)
        self.undo = self._tool("Undo", "Take back the last decision (Ctrl+Z)")
        self.undo.clicked.connect(self.undoRequested)
        self.redo = self._tool("Redo", "Do it again (Ctrl+Shift+Z)")
        self.redo.clicked.connect(self.redoRequested)
        self.keys = self._tool("Keys", "What the keyboard can do (F1)")
        self.keys.clicked.connect(self.keysRequested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_2)
        row.addWidget(self.back)
        row.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.classes)
        row.addWidget(self.students)
        row.addWidget(self.groups)
        row.addSpacing(SPACE_4)
        row.addWidget(self._bar)
        row.addWidget(self._told)
        row.addSpacing(SPACE_4)
        row.addWidget(self.second)
        row.addWidget(self.compare)
        row.addWidget(self.names)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.keys)
        self.set_theme(theme)

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "quiet")
        button.setAccessibleName(name)
        button.setAccessibleDescription(tip)
        set_tip(button, tip)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in another theme."""
        icons = {
            self.back: "arrow-left",
            self.undo: "undo-2",
            self.redo: "redo-2",
            self.keys: "keyboard",
        }
        self.classes.set_theme(theme)
        for button, name in icons.items():
            button.setIcon(themed_icon(name, theme.text))
            button.setIconSize(QSize(20, 20))

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the hand-ins are graded."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._bar.setAccessibleDescription(f"{done} of {total} graded")
        self._told.setText(f"{done} of {total} graded")

    def offer_classes(self, names: Sequence[str]) -> None:
        """Offer one class after the other where there are several; nobody is told."""
        wanted = [ALL_CLASSES, *names] if len(names) > 1 else [ALL_CLASSES]
        shown = [self.classes.itemText(n) for n in range(self.classes.count())]
        if wanted != shown:
            self.classes.blockSignals(True)
            self.classes.clear()
            self.classes.addItems(wanted)
            self.classes.blockSignals(False)
        self.classes.setVisible(len(names) > 1)

    def _on_classes_current_text_changed(self, text: str) -> None:
        self.classChosen.emit("" if text == ALL_CLASSES else text)

    def show_graders(self, *, has_opinions: bool, second: Grader) -> None:
        """Offer a second grading, and to compare where there is one; say who grades here."""
        self.second.setVisible(not second.is_second)
        self.compare.setVisible(has_opinions)
        if second.is_second:
            self._title.setText(f"{self._lesson} – second grading by {second.name}")

    def _on_second_clicked(self) -> None:
        name, given = QInputDialog.getText(
            self.window(), "Second grader", "Name of the colleague who grades a second time:"
        )
        if given and name.strip():
            self.secondRequested.emit(name)

    def show_view(self, *, by_groups: bool, names: bool) -> None:
        """Show how the hand-ins are looked at; nobody is told."""
        for button, on in (
            (self.groups, by_groups),
            (self.students, not by_groups),
            (self.names, names),
        ):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)
