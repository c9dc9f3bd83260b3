"""One article to read and mark: a read-only text with highlights painted under it.

The view knows where things are and says what a person wishes; what a selection means and
whether it is allowed is decided by the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.lessons import Article
from annotator.domain.scheme import Category, Scheme
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.offsets import OffsetMap
from annotator.gui.reading import caret_moves
from annotator.gui.reading.article_document import (
    ReadingStyle,
    fill_document,
    set_margins,
    set_type,
)
from annotator.gui.reading.article_keys import KEEP, MOVE, ArticleKeys
from annotator.gui.reading.extra_layers import ExtraLayer
from annotator.gui.reading.highlight_layout import HighlightLayout, highlights_of
from annotator.gui.reading.highlight_painter import Emphasis, HighlightPainter
from annotator.gui.reading.place_keeper import PlaceKeeper
from annotator.gui.reading.sequence_change import change_between
from annotator.gui.theme import Theme, blend

#: From so many changes on it is cheaper to lay all highlights out anew.
MANY = 50


class ArticleView(QTextEdit):
    """The body of one article with its highlights, a caret and a selection."""

    highlightRequested = Signal(str, object, object)
    annotationActivated = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)
    caretMoved = Signal(object)
    menuRequested = Signal(QPoint)
    focused = Signal()

    def __init__(
        self,
        article: Article,
        scheme: Scheme,
        style: ReadingStyle,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the article without any highlight."""
        super().__init__(parent)
        self.article = article
        self.single_keys = True
        self._categories: Mapping[CategoryId, Category] = {c.id: c for c in scheme.categories}
        self._keys = ArticleKeys(self, scheme.categories)
        self._offsets = OffsetMap(article.body)
        self._layout = HighlightLayout()
        self.extra_layers: list[ExtraLayer] = []
        self._drawn: tuple[Annotation, ...] = ()
        self._active: AnnotationId | None = None
        self._snap = Snap.WORDS
        self._hinted: Span | None = None
        self._last_caret = QRect()
        self._place = PlaceKeeper(self._position_on_top, self._scroll_to, self)
        self._since_double_click = QElapsedTimer()
        self._style = style
        self._theme = theme
        _set_up(self, article)
        fill_document(self.document(), article, style, theme)
        self.setTextCursor(QTextCursor(self.document()))
        self._painter = HighlightPainter(self.document(), self._offsets, self._layout)
        self._apply_look()
        self.cursorPositionChanged.connect(self._on_caret_changed)
        self.selectionChanged.connect(self._on_caret_changed)

    # -- look ------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._lay_out()

    def set_reading_style(self, style: ReadingStyle) -> None:
        """Set the text in another size; the place that is read stays in view."""
        self._style = style
        self._lay_out()

    def _lay_out(self) -> None:
        with self._place.laying_out():
            set_type(self.document(), self.article, self._style, self._theme)
            set_margins(self.document(), self._style, self.viewport().width())
            self._apply_look()

    def _apply_look(self) -> None:
        self.setPalette(_palette(self.palette(), self._theme))
        self.viewport().setPalette(self.palette())
        self._painter.set_look(self._categories.values(), self._theme, self._style)
        self.viewport().update()

    # -- highlights ------------------------------------------------------------

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Show exactly these, in reading order; only what differs is laid out anew."""
        wanted = tuple(annotations)
        change = change_between(self._drawn, wanted)
        before = self._drawn[change.start : change.start + change.old]
        after = wanted[change.start : change.start + change.new]
        self._drawn = wanted
        gone = {annotation.id for annotation in before} - {annotation.id for annotation in after}
        if self._active in gone:
            self._active = None
        if len(before) + len(after) > MANY:
            self._layout.fill(highlights_of(wanted, self._categories))
            self._painter.forget()
            self.viewport().update()
            return
        for span in self._layout.change(gone, highlights_of(after, self._categories)):
            self._painter.forget([span])
            self._update_area(span)

    def set_active(self, annotation_id: AnnotationId | None) -> None:
        """Draw a frame round one annotation, or round none."""
        if annotation_id == self._active:
            return
        for each in (self._active, annotation_id):
            highlight = self._layout.highlight(each) if each else None
            if highlight is not None:
                self._update_area(highlight.span)
        self._active = annotation_id

    @property
    def active(self) -> AnnotationId | None:
        """Return the annotation that is framed."""
        return self._active

    def boxes(self, span: Span) -> list[QRectF]:
        """Return where in the document the words of a stretch stand, a box or more a line."""
        return self._painter.boxes_of(span)

    def _update_area(self, span: Span) -> None:
        area = self._painter.area_of(span).translated(0, -self.verticalScrollBar().value())
        self.viewport().update(area.toAlignedRect().adjusted(0, -4, 0, 4))

    # -- caret and selection, in code points ---------------------------------------

    def selection(self) -> Span:
        """Return the selection; empty, at the caret, where nothing is selected."""
        cursor = self.textCursor()
        return self._offsets.span(cursor.anchor(), cursor.position())

    def caret(self) -> int:
        """Return the place of the caret."""
        return self._offsets.to_code_point(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a span; the caret stands at its end."""
        self._move_to(span.start, MOVE)
        self._move_to(span.end, KEEP)

    def place_caret(self, position: int) -> None:
        """Put the caret somewhere, with nothing selected."""
        self._move_to(position, MOVE)

    def sentence(self) -> int | None:
        """Return the index of the sentence that the caret is in."""
        return caret_moves.sentence_near(self.article, self.caret())

    def move_caret(self, position: int, mode: QTextCursor.MoveMode) -> None:
        """Move the caret, with or without its anchor, and keep it in view."""
        self._move_to(position, mode)
        self.ensureCursorVisible()

    def _move_to(self, position: int, mode: QTextCursor.MoveMode) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_utf16(position), mode)
        self.setTextCursor(cursor)

    def _position_at(self, point: QPointF) -> int:
        cursor = self.cursorForPosition(point.toPoint())
        return self._offsets.to_code_point(cursor.position())

    def _on_caret_changed(self) -> None:
        self._snap = Snap.WORDS
        self._update_caret()
        self.caretMoved.emit(self.selection())

    def _update_caret(self) -> None:
        """Draw anew where the caret and its sentence are, and where they were."""
        index = self.sentence()
        sentence = self.article.sentences[index] if index is not None else None
        if sentence != self._hinted:
            for span in (self._hinted, sentence):
                if span is not None:
                    self._update_area(span)
            self._hinted = sentence
        caret = self._caret_area().toAlignedRect()
        self.viewport().update(self._last_caret | caret)
        self._last_caret = caret

    # -- wishes ----------------------------------------------------------------

    def request_highlight(self, category: Category) -> None:
        """Ask to annotate the selection, or the caret's sentence, with a category."""
        wanted = self.selection()
        index = self.sentence()
        if category.is_sentence and not wanted and index is not None:
            wanted = self.article.sentences[index]
        self.highlightRequested.emit(category.id, wanted, self._snap)

    def request_removal(self) -> None:
        """Ask to remove the annotations in the selection, or the innermost at the caret."""
        wanted = self.selection()
        if wanted:
            inside = [h.id for h in self._layout.within(wanted) if wanted.contains(h.span)]
        else:
            inside = [h.id for h in self._layout.at(wanted.start)[:1]]
        if inside:
            self.removeRequested.emit(tuple(inside))

    def request_note(self) -> None:
        """Ask to write the note of the innermost annotation at the caret."""
        found = [highlight.id for highlight in self._layout.at(self.caret())]
        chosen = self._active if self._active in found or not found else found[0]
        if chosen is not None:
            self.noteRequested.emit(chosen)

    def go_to_neighbour(self, step: int) -> None:
        """Move to the next (1) or previous (-1) annotation of this article."""
        found = self._layout.neighbour(self.caret(), self._active, step)
        if found is not None:
            self.place_caret(found.span.start)
            self.annotationActivated.emit(found.id)

    # -- keys ------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the room: this text has none of its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            if event.matches(standard.Undo) or event.matches(standard.Redo):
                event.ignore()
                return False
            if self._keys.is_ours(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Annotate, remove, ask for the note and move by the keys of the reading room."""
        if not self._keys.handle(event):
            super().keyPressEvent(event)

    # -- mouse -----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the caret or begin a selection; a third click takes the sentence."""
        left = event.button() == Qt.MouseButton.LeftButton
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        clock = self._since_double_click
        if left and clock.isValid() and clock.elapsed() < interval:
            clock.invalidate()
            index = self.sentence()
            if index is not None:
                self.select(self.article.sentences[index])
            return
        if left and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # A press inside the selection would start to drag it as text.
            self.place_caret(self._position_at(event.position()))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or choose the annotation that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            exact = event.modifiers() & Qt.KeyboardModifier.AltModifier
            self._snap = Snap.CHARACTERS if exact else Snap.WORDS
            return
        place = self._position_at(event.position())
        if (found := self._layout.at(place)) and found[0].span.holds(place):
            self.annotationActivated.emit(found[0].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        word = caret_moves.word_around(self.article.body, self._position_at(event.position()))
        if word is not None:
            self.select(word)
        self._since_double_click.start()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the room for its menu instead of showing Qt's."""
        self.menuRequested.emit(event.globalPos())
        event.accept()

    # -- place -----------------------------------------------------------------

    def top_position(self) -> int:
        """Return the first code point in view."""
        return self._place.top

    def scroll_to_position(self, position: int) -> None:
        """Scroll until this code point stands on the first line in view."""
        self._place.go_to(position)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and note what is read now."""
        super().scrollContentsBy(dx, dy)
        self._place.note_scroll()

    def _position_on_top(self) -> int:
        if self.verticalScrollBar().value() == 0:
            return 0
        left = self.document().rootFrame().frameFormat().leftMargin()
        return self._position_at(QPointF(left + 1, 4))

    def _scroll_to(self, position: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self._place_of(position)) - 2 if position else 0)

    def show_span(self, span: Span) -> None:
        """Scroll no more than needed until a span is in view, with some text around it."""
        top, bottom = self._place_of(span.start), self._place_of(span.end) + 2 * self._style.em
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        if top < self._style.em or bottom > height:
            bar.setValue(bar.value() + round(top - height * 0.3))

    def _place_of(self, position: int) -> float:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_utf16(min(position, len(self.article.body))))
        return float(self.cursorRect(cursor).top())

    # -- Qt's events -----------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the column anew and keep the line that was on top."""
        if event.size().width() == event.oldSize().width():
            super().resizeEvent(event)
            return
        with self._place.laying_out():
            set_margins(self.document(), self._style, event.size().width())
            super().resizeEvent(event)
            self._painter.forget()
            self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the place that was asked for once there is a layout."""
        super().showEvent(event)
        self._place.settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self._update_caret()
        self.viewport().update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret; the selection stays."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint highlights, then the text, then the caret."""
        scrolled = QPointF(0, self.verticalScrollBar().value())
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.translate(-scrolled)
        sentence = self._hinted if self.hasFocus() else None
        seen = QRectF(event.rect()).translated(scrolled)
        self._painter.paint(painter, seen, Emphasis(sentence, self._active))
        for layer in self.extra_layers:
            layer.paint(painter, seen)
        painter.end()
        super().paintEvent(event)
        if self.hasFocus():
            painter.begin(self.viewport())
            painter.fillRect(self._caret_area(), QColor(self._theme.accent))
            painter.end()

    def _caret_area(self) -> QRectF:
        place = self.cursorRect()
        height = self._style.em * 1.25
        top = place.top() + (place.height() - height) / 2
        return QRectF(place.left() - 1, top, max(2.0, self._style.em / 9), height)


def _set_up(view: QTextEdit, article: Article) -> None:
    view.setReadOnly(True)
    view.setUndoRedoEnabled(False)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setAcceptDrops(False)
    # The caret is drawn here: steady, and wide enough to be found.
    view.setCursorWidth(0)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(f"Article of {article.outlet}: {article.headline}")
    view.setAccessibleDescription(
        "Read-only text. Arrows move the caret, Alt with arrows moves by sentence, "
        "Shift selects, the number keys annotate, Enter opens the note, Delete removes."
    )


def _palette(palette: QPalette, theme: Theme) -> QPalette:
    """Return the palette of paper; a selection is a wash under which highlights stay seen."""
    role = QPalette.ColorRole
    chosen = QColor(blend(theme.surface, theme.accent, 0.38))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, role.Base, QColor(theme.surface))
        palette.setColor(group, role.Text, QColor(theme.text))
        palette.setColor(group, role.Highlight, chosen)
        palette.setColor(group, role.HighlightedText, QColor(theme.text))
    return palette
