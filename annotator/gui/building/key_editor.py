"""What the teacher says of one entry of the key: status, weight, technique, explanation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotating import HEAVIEST, LIGHTEST, Note
from annotator.domain.identifiers import TechniqueId
from annotator.domain.keys import Entry, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.articles.technique_box import TechniqueBox
from annotator.gui.building.key_list import quote_of
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.exact_value import exact_value
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.key_drafts import entry_id, note_of

STATUSES = {
    KeyStatus.REQUIRED: ("Required", "Its weight is part of the maximum"),
    KeyStatus.OPTIONAL: ("Optional", "Adds points and does not raise the maximum"),
    KeyStatus.TRAP: ("Trap", "Takes its weight away from whoever marks it"),
}
FOR_STUDENTS = "Explanation for students"
WHY_NOT = "Why one cannot tell"


class KeyEditor(QWidget):
    """The note of one entry; what is typed is stored after a pause and on leaving.

    `save_note` and `save_reason` store and return whether that worked.
    """

    categoryRequested = Signal(str, str)
    removeRequested = Signal(object)
    finished = Signal()

    def __init__(
        self,
        save_note: Callable[[str, Note], bool],
        save_reason: Callable[[UnscoredSentence, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Start without an entry."""
        theme = current_theme()
        super().__init__(parent)
        self._save_note = save_note
        self._save_reason = save_reason
        self._theme = theme
        self._lesson: Lesson | None = None
        self._entry: Entry | None = None
        self._stored: Note | str | None = None
        self._clock = DelayedSave(self)
        self._quote = ElidedLabel("", lines=2)
        self.category = ChoiceBox("Category of the key")
        self.delete = QPushButton()
        self.status = ChoiceBox("Status")
        self.weight = QDoubleSpinBox()
        self._weight_label = label("Weight", "muted")
        self.technique = TechniqueBox()
        self._heading = label(FOR_STUDENTS, "muted")
        self.fill = QPushButton("Use the definition")
        self.explanation = NoteField(FOR_STUDENTS, 3)
        self._set_up()
        self._arrange()
        self._connect()
        self.hide()

    def _set_up(self) -> None:
        for row, (status, (text, tip)) in enumerate(STATUSES.items()):
            self.status.addItem(text, status.value)
            self.status.setItemData(row, plain(tip), Qt.ItemDataRole.ToolTipRole)
        self.weight.setAccessibleName("Weight in points")
        self.weight.setRange(LIGHTEST, HEAVIEST)
        self.weight.setDecimals(2)
        self.weight.setSingleStep(0.5)
        self.weight.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
        self.weight.setKeyboardTracking(False)
        self.delete.setAccessibleName("Remove from the key")
        self.delete.setToolTip("Remove from the key (Del)")
        self.delete.setProperty("kind", "quiet")
        self.fill.setProperty("kind", "quiet")
        self.fill.setToolTip("Write what the technique is, to begin with")
        self._weight_label.setBuddy(self.weight)
        self._heading.setBuddy(self.explanation)
        self.explanation.setPlaceholderText("What a student reads about it after grading")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.category, 1)
        top.addWidget(self.delete)
        counted = QGridLayout()
        counted.setSpacing(SPACE_2)
        counted.addWidget(self.status, 0, 0)
        counted.addWidget(self._weight_label, 0, 1)
        counted.addWidget(self.weight, 0, 2)
        counted.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self._quote)
        column.addSpacing(SPACE_1)
        column.addLayout(counted)
        column.addWidget(self.technique)
        written = QHBoxLayout()
        written.addWidget(self._heading, 1)
        written.addWidget(self.fill)
        column.addLayout(written)
        column.addWidget(self.explanation)

    def _connect(self) -> None:
        self._clock.due.connect(self.flush)
        self.category.activated.connect(self._on_category_activated)
        self.delete.clicked.connect(self._on_delete_clicked)
        self.explanation.finished.connect(self._on_explanation_finished)
        self.explanation.left.connect(self.flush)
        self.explanation.textChanged.connect(self._on_explanation_changed)
        self.fill.clicked.connect(self._on_fill_clicked)
        self.status.activated.connect(self.flush)
        self.technique.activated.connect(self._on_technique_activated)
        self.weight.valueChanged.connect(self._clock.touch)
        self.weight.editingFinished.connect(self.flush)

    # -- which entry -------------------------------------------------------------

    @property
    def entry_id(self) -> str | None:
        """Return the id of the entry whose note is open."""
        return entry_id(self._entry) if self._entry is not None else None

    def show_entry(self, lesson: Lesson, entry: Entry | None, theme: Theme) -> None:
        """Open the note of an entry, or none; what was typed before must be stored first."""
        dressed = lesson is not self._lesson or theme is not self._theme
        self._lesson, self._theme = lesson, theme
        if dressed:
            self._dress()
        same = entry is not None and entry_id(entry) == self.entry_id
        kept = same and self._typed() not in (self._stored, _said(entry))
        self._entry = entry
        self._stored = _said(entry)
        self.setVisible(entry is not None)
        # What is being typed stays, also where something else was undone meanwhile.
        if entry is not None and not kept:
            self._fill(entry)

    def _dress(self) -> None:
        if self._lesson is None:
            return
        categories = self._lesson.scheme.categories
        colours = palette_of_marks(categories, self._theme)
        self.category.clear()
        for category in categories:
            icon = category_icon(
                category, colours[category.id], self._theme.text, self.devicePixelRatioF()
            )
            self.category.addItem(icon, category.name, category.id)
        self.delete.setIcon(themed_icon("trash-2", self._theme.text))
        for part in (self.category, self.status, self.technique):
            part.set_theme(self._theme)
        self.explanation.fit()

    def _fill(self, entry: Entry) -> None:
        assert self._lesson is not None
        is_key = isinstance(entry, KeyAnnotation)
        for part in (self.category, self.status, self.weight, self._weight_label, self.technique):
            part.setVisible(is_key)
        self._quote.setText(f"“{quote_of(self._lesson, entry)}”")
        heading = FOR_STUDENTS if is_key else WHY_NOT
        self._heading.setText(heading)
        self.explanation.setAccessibleName(heading)
        if isinstance(entry, KeyAnnotation):
            category = self._lesson.scheme.category(entry.category_id)
            self.category.setCurrentIndex(self.category.findData(category.id))
            self.status.setCurrentIndex(self.status.findData(entry.status.value))
            self.weight.setValue(entry.weight)
            self.technique.offer(category)
            at = self.technique.findData(entry.technique_id)
            self.technique.setCurrentIndex(max(0, at))
            self.technique.setVisible(bool(category.techniques))
        if self.explanation.toPlainText() != entry.explanation:
            self.explanation.setPlainText(entry.explanation)
        self._offer_definition()
        self._clock.stop()

    # -- storing -----------------------------------------------------------------

    def _typed(self) -> Note | str | None:
        if self._entry is None:
            return None
        if isinstance(self._entry, UnscoredSentence):
            return self.explanation.toPlainText()
        technique = self.technique.currentData()
        return Note(
            TechniqueId(technique) if technique else None,
            self.explanation.toPlainText(),
            status=KeyStatus(self.status.currentData()),
            weight=self._weight_typed(self._entry),
        )

    def _weight_typed(self, entry: KeyAnnotation) -> float:
        """Return the weight; one with more digits than the field shows stays as it is."""
        return exact_value(self.weight, entry.weight)

    def flush(self) -> bool:
        """Store what is typed; return False if that failed and the text is only here."""
        self._clock.stop()
        entry, typed = self._entry, self._typed()
        if entry is None or typed == self._stored:
            return True
        before, self._stored = self._stored, typed
        stored = False
        if isinstance(entry, KeyAnnotation) and isinstance(typed, Note):
            stored = self._save_note(entry.id, typed)
        elif isinstance(entry, UnscoredSentence) and isinstance(typed, str):
            stored = self._save_reason(entry, typed)
        if not stored:
            self._stored = before
        return stored

    def write(self) -> None:
        """Put the keyboard into the explanation."""
        self.explanation.setFocus()

    def _definition(self) -> str:
        """Return what the chosen technique is, or the category where none is chosen."""
        if self._lesson is None or not isinstance(self._entry, KeyAnnotation):
            return ""
        technique = self.technique.technique()
        category = self._lesson.scheme.category(self._entry.category_id)
        return technique.definition if technique is not None else category.definition

    def _offer_definition(self) -> None:
        empty = not self.explanation.toPlainText().strip()
        self.fill.setVisible(empty and bool(self._definition()))

    def _on_explanation_changed(self) -> None:
        self._clock.touch()
        self._offer_definition()

    def _on_fill_clicked(self) -> None:
        self.explanation.setPlainText(self._definition())
        self.explanation.setFocus()
        self.flush()

    def _on_technique_activated(self) -> None:
        self._offer_definition()
        self.flush()

    def _on_category_activated(self) -> None:
        if isinstance(self._entry, KeyAnnotation) and self.flush():
            self.categoryRequested.emit(self._entry.id, self.category.currentData())

    def _on_delete_clicked(self) -> None:
        if self._entry is not None:
            self._clock.stop()
            self.removeRequested.emit((entry_id(self._entry),))

    def _on_explanation_finished(self) -> None:
        if self.flush():
            self.finished.emit()


def _said(entry: Entry | None) -> Note | str | None:
    """Return what is stored of an entry."""
    if isinstance(entry, KeyAnnotation):
        return note_of(entry)
    return entry.explanation if entry is not None else None
