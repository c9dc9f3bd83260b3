"""The rubric: each criterion on a sheet, its levels as rows with points and words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.identifiers import QuestionId
from annotator.domain.lessons import Criterion, Lesson, Level
from annotator.domain.notes import shortened
from annotator.gui.building.questions_list import ItemTools
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.exact_value import exact_value
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.rubrics import MOST_LEVELS, MOST_POINTS, with_level, without_level

WHOLE_WORK = "The work as a whole"
LONGEST_NAME = 500
#: The column of the words in the grid of levels.
TEXT = 2


class LevelRow:
    """The fields of one level, in a row of a sheet's grid."""

    def __init__(self, sheet: CriterionSheet, number: int, theme: Theme) -> None:
        """Make the fields of the level with this number, counted from 0."""
        self._points = 0.0
        self.name = QLineEdit()
        self.name.setAccessibleName(f"Name of level {number + 1}")
        self.name.setMaxLength(LONGEST_NAME)
        letter = self.name.fontMetrics().averageCharWidth()
        self.name.setFixedWidth(14 * letter + 24)
        self.points = QDoubleSpinBox()
        self.points.setAccessibleName(f"Points of level {number + 1}")
        self.points.setRange(0, MOST_POINTS)
        self.points.setDecimals(2)
        self.points.setKeyboardTracking(False)
        self.points.setFixedWidth(6 * letter + 36)
        self.text = NoteField(f"What level {number + 1} means", 2)
        self.text.setPlaceholderText("What such work looks like")
        self.remove = QToolButton()
        self.remove.setProperty("kind", "quiet")
        self.remove.setProperty("level", number)
        self.remove.setAccessibleName(f"Remove level {number + 1}")
        self.remove.setIcon(themed_icon("x", theme.text, 16))
        sheet.clock.watch(self.name, self.text)
        self.name.editingFinished.connect(sheet.tell)
        self.text.left.connect(sheet.tell)
        self.text.finished.connect(sheet.tell)
        self.points.valueChanged.connect(sheet.tell)
        self.remove.clicked.connect(sheet.remove_level)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Return the widgets from left to right."""
        return self.name, self.points, self.text, self.remove

    def show_level(self, level: Level) -> None:
        """Show a level."""
        self._points = level.points
        self.points.blockSignals(True)
        self.points.setValue(level.points)
        self.points.blockSignals(False)
        show_text(self.name, level.name)
        show_text(self.text, level.description)

    def typed(self) -> Level:
        """Return the level as the fields have it; digits that are not shown stay."""
        points = exact_value(self.points, self._points)
        return Level(self.name.text(), points, self.text.toPlainText().strip())


class CriterionSheet(QFrame):
    """One criterion: its name, the question it grades, and its levels."""

    edited = Signal(object)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, number: int, theme: Theme) -> None:
        """Show no criterion yet."""
        super().__init__()
        self.setProperty("role", "sheet")
        self._theme = theme
        self._criterion: Criterion | None = None
        self.rows: list[LevelRow] = []
        self.name = QLineEdit()
        self.name.setAccessibleName(f"Name of criterion {number}")
        self.name.setMaxLength(LONGEST_NAME)
        self.question = ChoiceBox(f"What criterion {number} grades", theme)
        self.question.setMinimumContentsLength(12)
        self._maximum = label("", "muted")
        self.tools = ItemTools(f"criterion {number}", theme)
        self.add_level = QPushButton("Add a level")
        self.add_level.setProperty("kind", "quiet")
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.name, 3)
        top.addWidget(self.question, 2)
        top.addWidget(self._maximum)
        top.addWidget(self.tools)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_1)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(2, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_level)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addLayout(foot)
        #: Tells of what is typed before the field is left.
        self.clock = DelayedSave(self)
        self.clock.due.connect(self._on_clock_due)
        self.clock.watch(self.name)
        self.add_level.clicked.connect(self._on_add_level)
        self.name.editingFinished.connect(self.tell)
        self.question.activated.connect(self.tell)
        self.tools.moved.connect(self._on_moved)
        self.tools.removed.connect(self._on_removed)

    def show_criterion(self, lesson: Lesson, criterion: Criterion) -> None:
        """Show a criterion."""
        self._criterion = None
        self.question.clear()
        self.question.addItem(WHOLE_WORK, "")
        for number, question in enumerate(lesson.questions, 1):
            self.question.addItem(f"{number}. {shortened(question.prompt, 40)}", question.id)
        self.question.setCurrentIndex(max(0, self.question.findData(criterion.question_id or "")))
        show_text(self.name, criterion.name)
        if len(self.rows) != len(criterion.levels):
            self._rebuild(len(criterion.levels))
        for row, level in zip(self.rows, criterion.levels, strict=True):
            row.show_level(level)
            row.remove.setEnabled(len(self.rows) > 1)
        self._maximum.setText(f"{criterion.maximum:g} points")
        self.add_level.setEnabled(len(self.rows) < MOST_LEVELS)
        self._criterion = criterion

    def _rebuild(self, count: int) -> None:
        for row in self.rows:
            for part in row.parts:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.rows = [LevelRow(self, number, self._theme) for number in range(count)]
        for number, row in enumerate(self.rows):
            for column, part in enumerate(row.parts):
                self._grid.addWidget(part, number, column, _alignment(column))

    def typed(self) -> Criterion | None:
        """Return the criterion as the fields have it."""
        if self._criterion is None:
            return None
        question = self.question.currentData()
        return replace(
            self._criterion,
            name=self.name.text(),
            question_id=QuestionId(question) if question else None,
            levels=tuple(row.typed() for row in self.rows),
        )

    @property
    def is_changed(self) -> bool:
        """Return whether something is typed that is not stored."""
        return self._criterion is not None and self.typed() != self._criterion

    def tell(self) -> None:
        """Tell of the criterion where it is another one now."""
        self.clock.stop()
        if self.is_changed:
            self.edited.emit(self.typed())

    def _on_clock_due(self) -> None:
        typed = self.typed()
        # A name that is missing while somebody writes it is said when the field is left.
        if typed and all(name.strip() for name in (typed.name, *(x.name for x in typed.levels))):
            self.tell()

    def remove_level(self) -> None:
        """Ask for the criterion without the level whose button was clicked."""
        button, typed = self.sender(), self.typed()
        if isinstance(button, QToolButton) and typed is not None:
            self.edited.emit(without_level(typed, int(button.property("level"))))

    def _on_add_level(self) -> None:
        typed = self.typed()
        if typed is not None:
            self.edited.emit(with_level(typed))

    def _on_moved(self, step: int) -> None:
        if self._criterion is not None:
            self.moved.emit(self._criterion.id, step)

    def _on_removed(self) -> None:
        if self._criterion is not None:
            self.removed.emit(self._criterion.id)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.tools.set_theme(theme)
        self.question.set_theme(theme)
        for row in self.rows:
            row.remove.setIcon(themed_icon("x", theme.text, 16))
            row.text.fit()


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Return that the words fill their place and the rest stands at the top."""
    return Qt.AlignmentFlag(0) if column == TEXT else Qt.AlignmentFlag.AlignTop
