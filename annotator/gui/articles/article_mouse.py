"""What the mouse does in an article: place, select, choose, and mark with the pen."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.articles import caret_moves
from annotator.gui.articles.annotated_text import AnnotatedText
from annotator.gui.articles.article_annotating import ArticleAnnotating


class ArticleMouse:
    """The mouse of one article view; it says True where Qt has nothing left to do."""

    def __init__(self, marking: ArticleAnnotating) -> None:
        """Act on the view of `marking`."""
        self._marking = marking
        self._view = marking.page
        self._since_double_click = QElapsedTimer()

    def press(self, event: QMouseEvent) -> bool:
        """Place the caret before a selection begins; a third click takes the sentence."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        clock = self._since_double_click
        if clock.isValid():
            interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
            is_third = clock.elapsed() < interval
            clock.invalidate()
            index = self._view.sentence()
            if is_third and index is not None:
                self._view.select(self._view.article.sentences[index])
                return True
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # A press inside the selection would start to drag it as text.
            self._view.place_caret(self._view.position_at(event.position()))
        return False

    def release(self, event: QMouseEvent) -> None:
        """End a selection, or choose the annotation that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        exact = event.modifiers() & Qt.KeyboardModifier.AltModifier
        end_gesture(self._marking, event.position(), Snap.CHARACTERS if exact else Snap.WORDS)

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        select_word(self._view, event.position())
        self._since_double_click.start()


def select_word(view: AnnotatedText, point: QPointF) -> Span | None:
    """Select the word at a point and return it, or None between words."""
    word = caret_moves.word_around(view.article.body, view.position_at(point))
    if word is not None:
        view.select(word)
    return word


def end_gesture(
    marking: ArticleAnnotating, point: QPointF, snap: Snap, *, by_finger: bool = False
) -> None:
    """Do what a click or the end of a drag means: mark, offer categories, or choose."""
    view = marking.page
    highlighter, chosen = marking.highlighter.category, view.selection()
    if highlighter is None:
        if chosen:
            marking.offer_categories(snap, by_finger=by_finger)
        else:
            marking.activate_at(view.position_at(point))
        return
    if not chosen and not highlighter.is_sentence:
        chosen = caret_moves.word_around(view.article.body, view.position_at(point)) or chosen
    if chosen or highlighter.is_sentence:
        marking.annotate_with_highlighter(chosen, snap)
