"""The note of one entry of the key: status, weight, technique, explanation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from annotator.domain.annotating import HEAVIEST, LIGHTEST, Note, Recategorise, Remove
from annotator.domain.identifiers import CategoryId
from annotator.domain.keys import Entry, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.articles.technique_box import TechniqueBox
from annotator.gui.building.key_alternatives import KeyAlternatives
from annotator.gui.building.key_rows import quote_of
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import plain
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.gui.widgets.note_field import NoteField
from annotator.services.answer_keys import entry_id, note_of
from annotator.translation import N_, _

STATUSES = {
    KeyStatus.REQUIRED: (N_("Required"), N_("Its weight is part of the maximum")),
    KeyStatus.OPTIONAL: (N_("Optional"), N_("Adds points and does not raise the maximum")),
    KeyStatus.TRAP: (N_("Trap"), N_("Takes its weight away from whoever marks it")),
}
FOR_STUDENTS = N_("Explanation for students")
WHY_NOT = N_("Why one cannot tell")


class KeyEditor(QWidget):
    """The note of one entry; what is typed is stored after a pause and on leaving."""

    gestureRequested = Signal(object)
    finished = Signal()

    def __init__(self, save: Callable[[str, Note], bool], parent: QWidget | None = None) -> None:
        """Start without an entry; `save` stores a note and returns whether that worked."""
        super().__init__(parent)
        self._save = save
        self._lesson: Lesson | None = None
        self._entry: Entry | None = None
        self._quote = ElidedLabel("", lines=2)
        self.alternatives = KeyAlternatives()
        self.category = ChoiceBox(_("Category of the key"))
        self.delete = button(
            "",
            "",
            self._on_delete_clicked,
            kind="quiet",
            name=_("Remove from the key"),
            tip=_("Remove from the key (Del)"),
        )
        self.delete.setIcon(themed_icon("trash-2"))
        self.status = ChoiceBox(_("Status"))
        for place, (status, (text, tip)) in enumerate(STATUSES.items()):
            self.status.addItem(_(text), status.value)
            self.status.setItemData(place, plain(_(tip)), Qt.ItemDataRole.ToolTipRole)
        self.weight = named(QDoubleSpinBox(), _("Weight in points"))
        self.weight.setRange(LIGHTEST, HEAVIEST)
        self.weight.setDecimals(2)
        self.weight.setSingleStep(0.5)
        self.weight.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
        self.weight.setKeyboardTracking(False)
        self._weight_label = label(_("Weight"), "muted")
        self._weight_label.setBuddy(self.weight)
        self.technique = TechniqueBox()
        self.explanation = NoteField(_(FOR_STUDENTS), 3)
        self.explanation.setPlaceholderText(_("What a student reads about it after grading"))
        self._heading = label(_(FOR_STUDENTS), "muted")
        self._heading.setBuddy(self.explanation)
        self.fill = button(
            _("Use the definition"),
            "",
            self._on_fill_clicked,
            kind="quiet",
            tip=_("Write what the technique is, to begin with"),
        )
        self._arrange()
        self._form = Form(
            self,
            {
                "technique_id": self.technique,
                "text": self.explanation,
                "status": self.status,
                "weight": self.weight,
            },
        )
        self._form.edited.connect(self._on_edited)
        self.alternatives.gestureRequested.connect(self.gestureRequested)
        self.category.activated.connect(self._on_category_activated)
        self.explanation.finished.connect(self._on_explanation_finished)
        self.explanation.textChanged.connect(self._offer_definition)
        self.technique.activated.connect(self._offer_definition)
        self.hide()

    def _arrange(self) -> None:
        counted = (stretched(self.status), self._weight_label, self.weight)
        column(
            row(stretched(self.category), self.delete, spacing=SPACE_2),
            self._quote,
            self.alternatives,
            SPACE_1,
            row(*counted, spacing=SPACE_2),
            self.technique,
            row(stretched(self._heading), self.fill),
            self.explanation,
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3),
            spacing=SPACE_1,
        )

    @property
    def entry_id(self) -> str | None:
        """Return the id of the entry whose note is open."""
        return entry_id(self._entry) if self._entry is not None else None

    def show_entry(self, lesson: Lesson, entry: Entry | None) -> None:
        """Open the note of an entry, or none; what was typed before must be stored first.

        What is being typed of the same entry stays, also where something else was undone.
        """
        if lesson is not self._lesson:
            self._lesson = lesson
            self.category.fill([(category_icon(c), c.name, c.id) for c in lesson.scheme.scored])
        before, self._entry = self.entry_id, entry
        self.setVisible(entry is not None)
        if entry is None:
            return
        self._quote.setText(f"“{quote_of(lesson, entry)}”")
        is_key = isinstance(entry, KeyAnnotation)
        counted = (self.status, self.weight, self._weight_label)
        for part in (self.category, *counted, self.technique, self.alternatives):
            part.setVisible(is_key)
        heading = _(FOR_STUDENTS) if is_key else _(WHY_NOT)
        self._heading.setText(heading)
        self.explanation.setAccessibleName(heading)
        if isinstance(entry, KeyAnnotation):
            category = lesson.scheme.category(entry.category_id)
            self.category.choose(category.id)
            self.technique.offer(category)
            self.technique.setVisible(bool(category.techniques))
            self.alternatives.show_key(lesson, entry)
        self._form.show(note_of(entry), anew=before != self.entry_id)
        self._offer_definition()

    # -- storing -----------------------------------------------------------------

    def flush(self) -> bool:
        """Store what is typed; return False if that failed and the text is only here."""
        self._form.flush()
        return self._entry is None or not self._form.is_changed

    def _on_edited(self, note: Note) -> None:
        if self._entry is not None and self._save(entry_id(self._entry), note):
            self._form.show(self._form.value, anew=True)

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

    def _on_fill_clicked(self) -> None:
        self.explanation.setPlainText(self._definition())
        self.explanation.setFocus()
        self.flush()

    def _on_category_activated(self) -> None:
        if isinstance(self._entry, KeyAnnotation) and self.flush():
            self.gestureRequested.emit(
                Recategorise(self._entry.id, CategoryId(self.category.currentData()))
            )

    def _on_delete_clicked(self) -> None:
        if self._entry is not None:
            self._form.show(self._form.value, anew=True)  # what is typed goes with it
            self.gestureRequested.emit(Remove((entry_id(self._entry),)))

    def _on_explanation_finished(self) -> None:
        if self.flush():
            self.finished.emit()
