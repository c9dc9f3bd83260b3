"""Write what an annotation means: category, technique, reason, neutral rewrite."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.annotating import Note
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, TechniqueId
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.articles.technique_box import TechniqueBox, explained
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.reading.remark_card import RemarkCard
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.annotating import note_of
from annotator.translation import N_, _

REQUIRED = N_("This lesson asks for it.")


def reason_heading(category: Category, *, required: bool) -> str:
    """Return what stands above the reason: the question of the category."""
    parts = (category.prompt or _("Why?"), _(REQUIRED) if required else "")
    return " ".join(part for part in parts if part)


class NoteEditor(QWidget):
    """The note of one annotation; what is typed is stored after a pause and on leaving.

    `save` stores a note and returns whether that worked; until it has, nothing is let go.
    """

    categoryRequested = Signal(str, str)
    removeRequested = Signal(object)
    finished = Signal()

    def __init__(
        self,
        lesson: Lesson,
        save: Callable[[AnnotationId, Note], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Start without an annotation."""
        super().__init__(parent)
        self._lesson = lesson
        self._save = save
        self._annotation: Annotation | None = None
        self._stored = Note()
        self._clock = DelayedSave(self)
        self._quote = ElidedLabel("", lines=2)
        self._category = ChoiceBox(_("Category"))
        self._category.fill(
            (category_icon(each), each.name, each.id) for each in lesson.scheme.categories
        )
        self._delete = QPushButton()
        self._delete.setIcon(themed_icon("trash-2"))
        self._technique = TechniqueBox()
        self.remark = RemarkCard()
        self._definition = label("", "small")
        self._reason_label = label("", "muted")
        self._reason = NoteField(_("Reason"), 3)
        self._rewrite_label = label(_("In neutral words"), "muted")
        self._rewrite = NoteField(_("In neutral words"), 2)
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        for wrapped in (self._definition, self._reason_label):
            wrapped.setWordWrap(True)
        self._reason.setPlaceholderText(_("Write your reason"))
        self._delete.setProperty("kind", "quiet")
        self._delete.setAccessibleName(_("Remove this annotation"))
        self._delete.setToolTip(_("Remove this annotation (Del)"))
        self._reason_label.setBuddy(self._reason)
        self._rewrite_label.setBuddy(self._rewrite)
        self._rewrite.setPlaceholderText(_("Say the same without the judgement"))
        self._rewrite.setAccessibleDescription(_("Say the same without the judgement"))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self._category, 1)
        top.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addSpacing(SPACE_1)
        column.addWidget(self._quote)
        column.addSpacing(SPACE_1)
        column.addWidget(self.remark)
        column.addWidget(self._technique)
        column.addWidget(self._definition)
        column.addWidget(self._reason_label)
        column.addWidget(self._reason)
        column.addWidget(self._rewrite_label)
        column.addWidget(self._rewrite)
        column.addStretch(1)

    def _connect(self) -> None:
        self._category.activated.connect(self._on_category_activated)
        self._clock.due.connect(self.flush)
        self._clock.watch(self._reason, self._rewrite)
        self._delete.clicked.connect(self._on_delete_clicked)
        self._technique.activated.connect(self._on_technique_activated)
        for field in (self._reason, self._rewrite):
            field.left.connect(self.flush)
            field.finished.connect(self._on_field_finished)

    # -- which annotation ------------------------------------------------------

    @property
    def annotation_id(self) -> AnnotationId | None:
        """Return the annotation whose note is open."""
        return self._annotation.id if self._annotation else None

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Open the note of an annotation, or none; what was typed before is stored first."""
        same = self._annotation and annotation and self._annotation.id == annotation.id
        if not same:
            self.flush()
        self._annotation = annotation
        self.setVisible(annotation is not None)
        if annotation is None:
            return
        note = note_of(annotation)
        self._show_category()
        self._quote.setText(f"“{' '.join(annotation.quote.split())}”")
        if not (same and note == self._typed()):
            self._fill(annotation, note)
        self._stored = self._typed()

    def _show_category(self) -> None:
        if self._annotation is not None:
            row = self._category.findData(self._annotation.category_id)
            self._category.setCurrentIndex(row)

    def _fill(self, annotation: Annotation, note: Note) -> None:
        category = self._lesson.scheme.category(annotation.category_id)
        self._technique.offer(category)
        self._technique.setCurrentIndex(max(0, self._technique.findData(note.technique_id)))
        self._technique.setVisible(bool(category.techniques))
        self._show_definition()
        for field, text in ((self._reason, note.text), (self._rewrite, note.rewrite)):
            if field.toPlainText() != text:
                field.setPlainText(text)
        asked = category.id in self._lesson.reason_required
        heading = reason_heading(category, required=asked)
        self._reason_label.setText(heading)
        self._reason.setAccessibleDescription(heading)
        rewritten = category.asks_rewrite or bool(note.rewrite)
        self._rewrite_label.setVisible(rewritten)
        self._rewrite.setVisible(rewritten)
        self._clock.stop()

    def _show_definition(self) -> None:
        text = ""
        if self._annotation is not None:
            category = self._lesson.scheme.category(self._annotation.category_id)
            text = explained(self._technique.technique()) or category.definition
        self._definition.setText(text)
        self._technique.setAccessibleDescription(text)

    # -- storing ---------------------------------------------------------------

    def _typed(self) -> Note:
        technique = self._technique.currentData()
        return Note(
            TechniqueId(technique) if technique else None,
            self._reason.toPlainText(),
            self._rewrite.toPlainText(),
        )

    def flush(self) -> bool:
        """Store what is typed; return False if that failed and the text is only here."""
        self._clock.stop()
        typed = self._typed()
        if self._annotation is None or typed == self._stored:
            return True
        if self._save(self._annotation.id, typed):
            self._stored = typed
            return True
        return False

    def write(self) -> None:
        """Put the keyboard into the reason."""
        if self._annotation is not None:
            self._reason.setFocus()

    def _on_technique_activated(self) -> None:
        self._show_definition()
        self.flush()

    def _on_category_activated(self) -> None:
        if self._annotation is not None and self.flush():
            self.categoryRequested.emit(self._annotation.id, self._category.currentData())

    def _on_delete_clicked(self) -> None:
        if self._annotation is not None and self.flush():
            self.removeRequested.emit((self._annotation.id,))

    def _on_field_finished(self) -> None:
        if self.flush():
            self.finished.emit()
