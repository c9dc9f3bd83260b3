"""All criteria of the rubric, and the rubrics that one can begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.lessons import Lesson
from annotator.gui.building.rubric_sheets import CriterionSheet
from annotator.gui.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.services.rubrics import RubricPreset

EMPTY = "There is no rubric yet. Begin with one of those above, or add a criterion of your own."


class RubricList(QWidget):
    """The criteria in their order."""

    edited = Signal(object)
    moved = Signal(str, int)
    removed = Signal(str)
    addRequested = Signal()
    presetRequested = Signal(object)

    def __init__(
        self, presets: Sequence[RubricPreset], theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Offer some rubrics to begin with."""
        super().__init__(parent)
        self._theme = theme
        self._presets = tuple(presets)
        self._ids: tuple[str, ...] | None = None
        self.sheets: list[CriterionSheet] = []
        self.preset = ChoiceBox("Rubric to begin with", theme)
        self.use = QPushButton("Use this rubric")
        self.described = label("", "small")
        self.described.setWordWrap(True)
        self.empty = label(EMPTY, "muted")
        self.empty.setWordWrap(True)
        self.add = QPushButton("Add a criterion")
        for preset in presets:
            self.preset.addItem(preset.name, preset.id)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self.preset)
        head.addWidget(self.use)
        head.addWidget(self.described, 1)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE_3, SPACE_2, SPACE_3)
        self._column.setSpacing(SPACE_3)
        self._column.addLayout(head)
        self._column.addWidget(self.empty)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self.add.clicked.connect(self.addRequested)
        self.preset.currentIndexChanged.connect(self._describe)
        self.use.clicked.connect(self._on_use_clicked)
        self._describe()

    def _chosen(self) -> RubricPreset | None:
        return next((p for p in self._presets if p.id == self.preset.currentData()), None)

    def _describe(self) -> None:
        chosen = self._chosen()
        self.described.setText(chosen.description if chosen is not None else "")

    def _on_use_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.presetRequested.emit(chosen)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the rubric of a lesson."""
        ids = tuple(criterion.id for criterion in lesson.criteria)
        if ids != self._ids:
            self._rebuild(len(ids))
            self._ids = ids
        for number, (sheet, criterion) in enumerate(zip(self.sheets, lesson.criteria, strict=True)):
            sheet.show_criterion(lesson, criterion)
            sheet.tools.show_place(number, len(ids))
        self.empty.setVisible(not ids)

    def _rebuild(self, count: int) -> None:
        for sheet in self.sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self.sheets = [CriterionSheet(number, self._theme) for number in range(1, count + 1)]
        for number, sheet in enumerate(self.sheets, 1):
            sheet.edited.connect(self.edited)
            sheet.moved.connect(self.moved)
            sheet.removed.connect(self.removed)
            self._column.insertWidget(number, sheet)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.preset.set_theme(theme)
        for sheet in self.sheets:
            sheet.set_theme(theme)
