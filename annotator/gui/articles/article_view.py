"""One article to read and mark: a read-only text with highlights painted under it.

The view knows where things are and says what a person asks for; what a selection means and
whether it is allowed is decided by the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.lessons import Article
from annotator.domain.scheme import Category, Scheme
from annotator.domain.sequence_change import what_differs
from annotator.domain.spans import Span
from annotator.gui.articles import caret_moves
from annotator.gui.articles.annotating_aids import AnnotatingAids
from annotator.gui.articles.article_annotating import ArticleAnnotating
from annotator.gui.articles.article_document import (
    ReadingStyle,
    fill_document,
    set_margins,
    set_type,
)
from annotator.gui.articles.article_keys import KEEP, MOVE, ArticleKeys
from annotator.gui.articles.article_mouse import ArticleMouse
from annotator.gui.articles.article_paper import make_paper, paper_palette
from annotator.gui.articles.article_places import ArticlePlaces
from annotator.gui.articles.article_touch import ArticleTouch
from annotator.gui.articles.block_ornaments import BlockOrnaments
from annotator.gui.articles.extra_layers import ExtraLayer
from annotator.gui.articles.highlight_layout import Highlight, HighlightLayout
from annotator.gui.articles.highlight_painter import Emphasis, HighlightPainter
from annotator.gui.articles.hover_card import Layer, layers_of
from annotator.gui.articles.place_keeper import PlaceKeeper
from annotator.gui.articles.reading_look import paper_theme
from annotator.gui.look.theme import Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap

#: From so many changes on it is cheaper to lay all highlights out anew.
MANY = 50


class ArticleView(QTextEdit):
    """The body of one article with its highlights, a caret and a selection."""

    highlightRequested = Signal(str, object, object)
    annotationActivated = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)
    resizeRequested = Signal(str, object, object)
    categoryRequested = Signal(str, str)
    caretMoved = Signal(object)
    menuRequested = Signal(QPoint)
    focused = Signal()

    def __init__(
        self,
        article: Article,
        scheme: Scheme,
        style: ReadingStyle,
        parent: QWidget | None = None,
    ) -> None:
        """Show the article without any highlight."""
        super().__init__(parent)
        self.article = article
        self.single_keys = True
        self._categories: Mapping[CategoryId, Category] = {c.id: c for c in scheme.categories}
        self._offsets = OffsetMap(article.body)
        self._places = ArticlePlaces(self, self._offsets)
        self._layout = HighlightLayout(self._categories)
        self.extra_layers: list[ExtraLayer] = []
        self._drawn: tuple[Annotation, ...] = ()
        self._active: AnnotationId | None = None
        self._hinted: Span | None = None
        self._last_caret = QRect()
        self._last_ends = (0, 0)
        self._place = PlaceKeeper(self, self._places, len(article.body))
        self._dragged: Span | None = None
        self._style = style
        self._worn = self.paper
        make_paper(self, article)
        fill_document(self.document(), article, style, self._worn)
        self.setTextCursor(QTextCursor(self.document()))
        self._painter = HighlightPainter(self.document(), self._offsets, self._layout)
        self._ornaments = BlockOrnaments(self.document(), article)
        self.aids = AnnotatingAids(self, self._places, self.viewport(), scheme.categories)
        self.marking = ArticleAnnotating(self, self._layout, self.aids, self)
        self._keys = ArticleKeys(self, self.marking, scheme.categories)
        self._mouse = ArticleMouse(self.marking)
        self._touch = ArticleTouch(self.marking, self.viewport())
        self._apply_look()
        self._connect()

    def _connect(self) -> None:
        self.aids.popupLeft.connect(self.setFocus)
        self.cursorPositionChanged.connect(self._on_caret_changed)
        self.marking.annotationActivated.connect(self.annotationActivated)
        self.marking.categoryRequested.connect(self.categoryRequested)
        self.marking.highlightRequested.connect(self.highlightRequested)
        self.marking.noteRequested.connect(self.noteRequested)
        self.marking.highlighterChanged.connect(self._on_annotating_highlighter_changed)
        self.marking.removeRequested.connect(self.removeRequested)
        self.marking.resizeRequested.connect(self.resizeRequested)
        self.selectionChanged.connect(self._on_caret_changed)

    # -- look ------------------------------------------------------------------

    @property
    def paper(self) -> Theme:
        """Return the colours of the sheet, which may differ from those around it."""
        return paper_theme(current_theme(), self._style.paper)

    @property
    def style_of_text(self) -> ReadingStyle:
        """Return how the text is set."""
        return self._style

    def set_reading_style(self, style: ReadingStyle) -> None:
        """Set the text in another way; the place that is read stays in view."""
        if style != self._style:
            self._style = style
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Give the words the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.paper != self._worn:
            self._lay_out()

    def _lay_out(self) -> None:
        self._worn = self.paper
        with self._place.laying_out():
            set_type(self.document(), self.article, self._style, self._worn)
            set_margins(self.document(), self._style, self.viewport().width())
            self._apply_look()
        self.aids.handles.follow()

    def _apply_look(self) -> None:
        self._places.em = self._style.em
        self.setPalette(paper_palette(self._worn))
        self.viewport().setPalette(self.palette())
        self._painter.set_look(self._worn, self._style)
        self._ornaments.set_look(self._worn, self._style)
        self.viewport().update()

    # -- highlights ------------------------------------------------------------

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Show exactly these, in reading order; only what differs is laid out anew."""
        wanted = tuple(annotations)
        before, after = what_differs(self._drawn, wanted)
        self._drawn = wanted
        if self._active is not None and _is_gone(self._active, before, after):
            self._active = None
        if len(before) + len(after) > MANY:
            self._layout.fill(wanted)
            self._painter.forget()
            self.viewport().update()
        else:
            for span in self._layout.change(wanted, before, after):
                self._painter.forget([span])
                self._update_area(span)
        self.aids.handles.follow()

    def set_active(self, annotation_id: AnnotationId | None) -> None:
        """Draw a frame round one annotation, or round none."""
        if annotation_id == self._active:
            return
        for each in (self._active, annotation_id):
            highlight = self._layout.highlight(each) if each else None
            if highlight is not None:
                self._update_area(highlight.span)
        self._active = annotation_id
        self.aids.handles.follow()

    @property
    def active(self) -> AnnotationId | None:
        """Return the id of the annotation that is framed."""
        return self._active

    def framed(self) -> Highlight | None:
        """Return the annotation that is framed."""
        return self._layout.highlight(self._active) if self._active else None

    def show_dragged(self, span: Span | None) -> None:
        """Frame the stretch that the chosen annotation would have, or its own again."""
        for each in (self._dragged, span):
            if each is not None:
                self._update_area(each)
        self._dragged = span

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
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_utf16(span.start))
        cursor.setPosition(self._offsets.to_utf16(span.end), KEEP)
        self.setTextCursor(cursor)

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

    def position_at(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""
        return self._places.at(point)

    def _on_caret_changed(self) -> None:
        cursor = self.textCursor()
        ends = (cursor.anchor(), cursor.position())
        # Qt tells of the caret and of the selection, mostly of both for one move.
        if ends == self._last_ends:
            return
        self._last_ends = ends
        self.marking.note_caret()
        self._update_caret()
        self.aids.note_caret()
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
        caret = self._places.caret().toAlignedRect()
        self.viewport().update(self._last_caret | caret)
        self._last_caret = caret

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

    # -- mouse and finger --------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the caret or begin a selection; a third click takes the sentence."""
        self.aids.dismiss()
        if not self._mouse.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or tell of the annotations under the pointer."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self.aids.hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or choose the annotation that was clicked."""
        super().mouseReleaseEvent(event)
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        self._mouse.double_click(event)
        event.accept()

    def _on_annotating_highlighter_changed(self, is_up: bool) -> None:
        shape = Qt.CursorShape.CrossCursor if is_up else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def layers_at(self, position: int) -> list[Layer]:
        """Return the annotations on a code point with their categories, innermost first."""
        return layers_of(self._layout.at(position), position, self._drawn)

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
        self.aids.note_scroll()

    def show_span(self, span: Span) -> None:
        """Scroll no more than needed until a span is in view, with some text around it."""
        self._place.show_span(span, self._style.em)

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
        self.aids.note_scroll()

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
        self._ornaments.paint(painter, seen)
        self._painter.paint(painter, seen, Emphasis(sentence, self._active, self._dragged))
        for layer in self.extra_layers:
            layer.paint(painter, seen)
        painter.end()
        super().paintEvent(event)
        if self.hasFocus():
            painter.begin(self.viewport())
            painter.fillRect(self._places.caret(), QColor(self._worn.accent))
            painter.end()


def _is_gone(
    annotation_id: AnnotationId, before: Iterable[Annotation], after: Iterable[Annotation]
) -> bool:
    """Return whether an annotation is among those before a change and not after it."""
    ids = (each.id for each in before)
    return annotation_id in ids and all(each.id != annotation_id for each in after)
