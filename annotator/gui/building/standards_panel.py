"""Tag the lesson: the standards it serves, the level of its students, the time it takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Lesson, Standard
from annotator.gui.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.labels import label
from annotator.services.rubrics import FEWEST_MINUTES, MOST_MINUTES, found_standards

STANDARD = int(Qt.ItemDataRole.UserRole) + 1
NONE_FOUND = "No standard has these words. Try fewer, or add a CSV file to the data folder."
LONGEST_LEVEL = 80


class StandardsPanel(QWidget):
    """Two fields for level and minutes, and a list of standards to tick."""

    toggled = Signal(object, bool)
    framed = Signal(str, int)

    def __init__(
        self,
        standards: Sequence[Standard],
        warnings: Sequence[str],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Offer standards; `folder` is where a school puts its own."""
        super().__init__(parent)
        self._known = tuple(standards)
        self._lesson: Lesson | None = None
        self.level = QLineEdit()
        self.level.setAccessibleName("Level of the students")
        self.level.setPlaceholderText("Such as Grades 8 to 11")
        self.level.setMaxLength(LONGEST_LEVEL)
        self.minutes = QSpinBox()
        self.minutes.setAccessibleName("Minutes")
        self.minutes.setRange(FEWEST_MINUTES, MOST_MINUTES)
        self.minutes.setSuffix(" minutes")
        self.minutes.setKeyboardTracking(False)
        self.search = QLineEdit()
        self.search.setAccessibleName("Search the standards")
        self.search.setPlaceholderText("Search, such as RI.8 or evidence")
        self.search.setClearButtonEnabled(True)
        self.sum = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Standards")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.none = label(NONE_FOUND, "muted")
        told = "\n".join(
            (*warnings, f"Your own standards: CSV files with set, code, text in {folder}")
        )
        self.hint = label(told, "warning" if warnings else "small")
        for wrapped in (self.none, self.hint):
            wrapped.setWordWrap(True)
        frame, head = QHBoxLayout(), QHBoxLayout()
        frame.setSpacing(SPACE_2)
        frame.addWidget(label("Level", "muted"))
        frame.addWidget(self.level, 1)
        frame.addWidget(label("Time", "muted"))
        frame.addWidget(self.minutes)
        head.setSpacing(SPACE_2)
        head.addWidget(self.search, 1)
        head.addWidget(self.sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, SPACE_2, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addLayout(frame)
        column.addSpacing(SPACE_2)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self._clock = DelayedSave(self)
        self._clock.due.connect(self.tell)
        self._clock.watch(self.level)
        self.level.editingFinished.connect(self.tell)
        self.list.itemChanged.connect(self._on_item_changed)
        self.minutes.valueChanged.connect(self.tell)
        self.search.textChanged.connect(self._show_rows)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show what a lesson is tagged with."""
        before, self._lesson = self._lesson, None
        show_text(self.level, lesson.level)
        self.minutes.setValue(lesson.minutes)
        self._lesson = lesson
        if before is None or before.standards != lesson.standards:
            self._show_rows()

    def _show_rows(self) -> None:
        """List the tagged standards first, then the others that the search finds."""
        if self._lesson is None:
            return
        tagged = {(each.set, each.code) for each in self._lesson.standards}
        others = tuple(s for s in self._known if (s.set, s.code) not in tagged)
        rows = found_standards((*self._lesson.standards, *others), self.search.text())
        current = self.list.currentIndex().data(STANDARD)
        place = self.list.verticalScrollBar().value()
        self.list.blockSignals(True)
        self.list.clear()
        for standard in rows:
            words = f": {standard.text}" if standard.text else ""
            item = QListWidgetItem(f"{standard.set} {standard.code}{words}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = (standard.set, standard.code) in tagged
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setData(STANDARD, standard)
            self.list.addItem(item)
            if isinstance(current, Standard) and (current.set, current.code) == (
                standard.set,
                standard.code,
            ):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(place)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.sum.setText(f"{len(tagged)} chosen")

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.toggled.emit(item.data(STANDARD), item.checkState() == Qt.CheckState.Checked)

    def tell(self) -> None:
        """Tell of level and minutes where they are others now."""
        self._clock.stop()
        lesson = self._lesson
        if lesson is None:
            return
        if (self.level.text().strip(), self.minutes.value()) != (lesson.level, lesson.minutes):
            self.framed.emit(self.level.text(), self.minutes.value())
