"""What a gesture in an article means: which words, which annotation, which category."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from annotator.domain.scheme import Category
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.articles import caret_moves
from annotator.gui.articles.annotated_text import AnnotatedText
from annotator.gui.articles.annotating_aids import AnnotatingAids
from annotator.gui.articles.highlight_layout import Highlight, HighlightLayout
from annotator.gui.articles.highlighter_mode import HighlighterMode


class ArticleAnnotating(QObject):
    """The requests of one article view, told by signals; whether they are allowed is not known."""

    annotationActivated = Signal(str)
    categoryRequested = Signal(str, str)
    choiceEnded = Signal()
    highlightRequested = Signal(str, object, object)
    noteRequested = Signal(str)
    highlighterChanged = Signal(bool)
    removeRequested = Signal(object)
    resizeRequested = Signal(str, object, object)

    def __init__(
        self, page: AnnotatedText, layout: HighlightLayout, aids: AnnotatingAids, parent: QObject
    ) -> None:
        """Act for a view with a pen of its own, until it gets the one of the room."""
        super().__init__(parent)
        self.page = page
        self.highlighter = HighlighterMode(self)
        self._layout = layout
        self._aids = aids
        self._snap = Snap.WORDS
        aids.categoryChosen.connect(self.request_highlight)
        aids.handles.resizeRequested.connect(self._on_handles_resize_requested)

    def set_highlighter(self, highlighter: HighlighterMode) -> None:
        """Write with another pen, such as the one that all articles share."""
        self.highlighter = highlighter
        highlighter.changed.connect(self._on_highlighter_changed)

    def _on_highlighter_changed(self) -> None:
        self._aids.dismiss()
        self.highlighterChanged.emit(self.highlighter.category is not None)

    # -- annotate --------------------------------------------------------------

    def request_highlight(self, category: Category) -> None:
        """Ask to annotate the selection, or the caret's sentence, with a category.

        Without a selection a pen that is up takes the category, else the chosen words at
        the caret do, if it is one of words.
        """
        self._aids.dismiss()
        wanted, chosen = self.page.selection(), self._framed_at_caret()
        if not wanted and self.highlighter.category is not None:
            self.highlighter.toggle(category)
        elif chosen is not None and not category.is_sentence:
            self.categoryRequested.emit(chosen.id, category.id)
        else:
            self._request(category, wanted, self._snap)

    def annotate_with_highlighter(self, rough: Span, snap: Snap) -> None:
        """Ask to annotate a stretch, or the caret's sentence, with the pen's category."""
        if self.highlighter.category is not None:
            self._request(self.highlighter.category, rough, snap)

    def _request(self, category: Category, rough: Span, snap: Snap) -> None:
        index = self.page.sentence()
        if category.is_sentence and not rough and index is not None:
            rough = self.page.article.sentences[index]
        self.highlightRequested.emit(category.id, rough, snap)

    def offer_categories(self, snap: Snap, *, by_finger: bool = False) -> None:
        """Show the pop-up at the selection, which is taken as exactly as `snap` says."""
        self._snap = snap
        self._aids.handles.hold_selection = by_finger
        self._aids.handles.follow()
        self._aids.offer()

    def note_caret(self) -> None:
        """Take the next selection by words again."""
        self._snap = Snap.WORDS

    # -- the chosen annotation -------------------------------------------------

    def activate_at(self, position: int) -> None:
        """Choose the innermost annotation at a place, if there is one."""
        if (found := self._layout.at(position)) and found[0].span.holds(position):
            self.annotationActivated.emit(found[0].id)

    def go_to_neighbour(self, step: int) -> None:
        """Move to the next (1) or previous (-1) annotation of this article."""
        framed = self.page.framed()
        current = framed.id if framed else None
        found = self._layout.neighbour(self.page.caret(), current, step)
        if found is not None:
            self.page.place_caret(found.span.start)
            self.annotationActivated.emit(found.id)

    def request_note(self) -> None:
        """Ask to write the note of the innermost annotation at the caret."""
        found = [highlight.id for highlight in self._layout.at(self.page.caret())]
        framed = self.page.framed()
        active = framed.id if framed else None
        chosen = active if active in found or not found else found[0]
        if chosen is not None:
            self.noteRequested.emit(chosen)

    def request_removal(self) -> None:
        """Ask to remove the annotations in the selection, or the innermost at the caret."""
        wanted = self.page.selection()
        if wanted:
            inside = [h.id for h in self._layout.within(wanted) if wanted.contains(h.span)]
        else:
            inside = [h.id for h in self._layout.at(wanted.start)[:1]]
        if inside:
            self.removeRequested.emit(tuple(inside))

    def resize_by_word(self, step: int, *, of_start: bool) -> bool:
        """Ask to move one end of the chosen words; return whether the caret is at them."""
        chosen = self._framed_at_caret()
        if chosen is None:
            return False
        start, end = chosen.span.start, chosen.span.end
        moving = start if of_start else end
        edge = caret_moves.word_edge(self.page.article.body, moving, step, of_start=of_start)
        if edge is not None and (edge < end if of_start else edge > start):
            wanted = Span(edge, end) if of_start else Span(start, edge)
            self.resizeRequested.emit(chosen.id, wanted, Snap.CHARACTERS)
            self.page.move_caret(edge, QTextCursor.MoveMode.MoveAnchor)
        return True

    def _framed_at_caret(self) -> Highlight | None:
        """Return the chosen words, if the caret is at them and nothing is selected."""
        framed = self.page.framed()
        if framed is None or framed.category.is_sentence or self.page.selection():
            return None
        at_it = framed.span.start <= self.page.caret() <= framed.span.end
        return framed if at_it else None

    def _on_handles_resize_requested(self, rough: Span, snap: Snap) -> None:
        framed = self.page.framed()
        if framed is not None:
            self.resizeRequested.emit(framed.id, rough, snap)

    # -- leave -----------------------------------------------------------------

    def enter_popup(self) -> bool:
        """Give the keyboard to the pop-up at the selection; return whether there is one."""
        return self._aids.enter_popup()

    def escape(self) -> None:
        """End the first of: pop-up, pen, selection, choice."""
        if self._aids.dismiss():
            return
        if self.highlighter.category is not None:
            self.highlighter.put_down()
        elif self.page.selection():
            self.page.place_caret(self.page.caret())
        else:
            self.page.set_active(None)
            self.choiceEnded.emit()
