"""The list of annotations with the note of the chosen one below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.reading.annotation_list import (
    AnnotationDelegate,
    AnnotationList,
    AnnotationListModel,
)
from annotator.gui.reading.note_editor import NoteEditor
from annotator.gui.theme import SPACE_4, Theme
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.labels import label
from annotator.services.annotating import Thought

EMPTY = (
    "Nothing annotated yet.\n\n"
    "Select some words in an article and press 1 or 2. "
    "Click into a sentence and press 3 or 4.\n\n"
    "Each annotation appears here, with room for your reason."
)


class AnnotationPanel(QWidget):
    """What has been annotated so far, and why."""

    chosen = Signal(str)
    removeRequested = Signal(object)
    categoryRequested = Signal(str, str)
    finished = Signal()

    def __init__(
        self,
        lesson: Lesson,
        save: Callable[[AnnotationId, Thought], bool],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Start without annotations."""
        super().__init__(parent)
        self._model = AnnotationListModel(lesson, self)
        self._delegate = AnnotationDelegate(lesson, theme, self)
        self.list = AnnotationList(self._model)
        self.list.setItemDelegate(self._delegate)
        self.editor = NoteEditor(lesson, save, theme)
        self._scroll = FittingScroll(self.editor)
        self._empty = label(EMPTY, "muted")
        self._rule = QFrame()
        self._arrange()
        self.list.chosen.connect(self.chosen)
        self.list.noteRequested.connect(self._on_list_note_requested)
        self.list.removeRequested.connect(self.removeRequested)
        self.editor.removeRequested.connect(self.removeRequested)
        self.editor.categoryRequested.connect(self.categoryRequested)
        self.editor.finished.connect(self.finished)
        self.set_theme(theme)
        self.show_annotation(None)
        self._show_emptiness()

    def _arrange(self) -> None:
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._rule.setFixedHeight(1)
        self._rule.setAutoFillBackground(True)
        upper = QWidget()
        self._upper = QStackedLayout(upper)
        self._upper.addWidget(self.list)
        self._upper.addWidget(self._empty)
        upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        upper.setMinimumHeight(90)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(upper, 1)
        column.addWidget(self._rule)
        column.addWidget(self._scroll)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.set_theme(theme)
        self.editor.set_theme(theme)
        palette = self._rule.palette()
        palette.setColor(self._rule.backgroundRole(), theme.border)
        self._rule.setPalette(palette)
        self.list.fit()
        self.list.viewport().update()

    def counts(self) -> Counter[str]:
        """Return how many annotations there are of each category."""
        return self._model.counts()

    @property
    def count(self) -> int:
        """Return how many annotations there are."""
        return self._model.rowCount()

    def set_part(self, article_id: ArticleId, annotations: Sequence[Annotation]) -> None:
        """Show the annotations of one article."""
        self._model.set_part(article_id, annotations)
        self._show_emptiness()

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Choose an annotation: its row and its note."""
        self.editor.show_annotation(annotation)
        self._rule.setVisible(annotation is not None)
        self._scroll.setVisible(annotation is not None)
        self._scroll.updateGeometry()
        self.list.show_chosen(annotation.id if annotation else None)

    def flush(self) -> bool:
        """Store what is typed; return False if that failed."""
        return self.editor.flush()

    def _show_emptiness(self) -> None:
        self._upper.setCurrentWidget(self.list if self.count else self._empty)

    def _on_list_note_requested(self, annotation_id: str) -> None:
        self.chosen.emit(annotation_id)
        self.editor.write()
