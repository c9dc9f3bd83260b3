"""The chosen annotation: framed in its article, marked in the list, open as a note."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.flash import point_out
from annotator.gui.reading.reading_header import ReadingHeader
from annotator.gui.reading.side_panel import SidePanel
from annotator.session.reading import ReadingSession
from annotator.translation import N_, _

GONE = N_("This annotation is not there any more.")


class ChosenAnnotation(QObject):
    """At most one annotation at a time; its note is stored before another one is chosen."""

    troubleRaised = Signal(str)

    def __init__(
        self,
        session: ReadingSession,
        board: ArticleBoard,
        header: ReadingHeader,
        panel: SidePanel,
        parent: QObject,
    ) -> None:
        """Choose nothing yet."""
        super().__init__(parent)
        self._session = session
        self._board = board
        self._header = header
        self._panel = panel
        self._id: AnnotationId | None = None

    def join(self, view: ArticleView) -> None:
        """Choose what is chosen in an article."""
        view.annotationActivated.connect(self._on_view_annotation_activated)
        view.marking.choiceEnded.connect(self._on_marking_choice_ended)
        view.noteRequested.connect(self.write_note)

    @property
    def annotation(self) -> Annotation | None:
        """Return the chosen annotation as it is now."""
        return self._session.find(self._id) if self._id else None

    def choose(self, annotation: Annotation | None) -> None:
        """Frame an annotation in its article and open its note, once the last one is stored."""
        changes = annotation is None or annotation.id != self._id
        if changes and self.annotation is not None:
            if not self._panel.annotations.flush():
                return
            if annotation is not None:
                annotation = self._session.find(annotation.id)
        self._id = annotation.id if annotation else None
        self._frame()
        self._panel.annotations.show_annotation(annotation)

    def refresh(self) -> None:
        """Show the chosen annotation as it is now, or nothing where it is gone."""
        if self._id is not None:
            self.choose(self.annotation)

    def _frame(self) -> None:
        annotation = self.annotation
        for view in self._board.made_views():
            mine = annotation is not None and annotation.article_id == view.article.id
            view.set_active(self._id if mine else None)

    def show(self, annotation_id: str) -> None:
        """Show an annotation: its place in the article, its row and its note."""
        annotation = self._session.find(annotation_id)
        if annotation is None:
            self.troubleRaised.emit(_(GONE))
            return
        view = self._board.view(annotation.article_id)
        view.place_caret(annotation.span.start)
        view.show_span(annotation.span)
        self.choose(annotation)
        point_out(view, annotation.span)

    def show_place(self, article_id: ArticleId, span: Span) -> None:
        """Point out a stretch of an article that need not be annotated."""
        view = self._board.view(article_id)
        view.place_caret(span.start)
        view.show_span(span)
        view.setFocus()
        point_out(view, span)

    def write_note(self, annotation_id: str) -> None:
        """Choose an annotation and put the keyboard into its reason."""
        annotation = self._session.find(annotation_id)
        if annotation is not None:
            self.choose(annotation)
            self._header.show_panel()
            self._panel.show_annotations()
            self._panel.annotations.editor.write()

    def _on_marking_choice_ended(self) -> None:
        self.choose(None)
        # Where the note could not be stored the annotation stays chosen.
        self._frame()

    def _on_view_annotation_activated(self, annotation_id: str) -> None:
        annotation = self._session.find(annotation_id)
        view = self.sender()
        if annotation is not None and isinstance(view, ArticleView):
            view.show_span(annotation.span)
            self.choose(annotation)
