"""Two handles at the ends of the chosen annotation, or of what a finger selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.snapping import Snap, snap_to_words, snapped_spans
from annotator.domain.spans import Span
from annotator.domain.text import lines_around, words
from annotator.gui.articles.annotated_text import AnnotatedText
from annotator.gui.articles.article_places import ArticlePlaces
from annotator.gui.look.wearing import theme_of
from annotator.translation import _

#: The side of what can be gripped, in pixels; the drop that is seen is smaller.
GRIP = 24
DROP = 13.0
#: What a finger says.
TOUCHES = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class EdgeHandle(QWidget):
    """A drop that hangs below one end of a stretch and can be dragged."""

    def __init__(
        self, handles: ResizeHandles, places: ArticlePlaces, viewport: QWidget, *, is_start: bool
    ) -> None:
        """Hang at the start or the end; hidden until there is a stretch."""
        super().__init__(viewport)
        self._handles = handles
        self._places = places
        self._is_start = is_start
        self._other: int | None = None
        self._rough: Span | None = None
        self._snap = Snap.WORDS
        self._grip = QPointF()
        self.setFixedSize(GRIP, GRIP)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(
            _("Start of the annotation") if is_start else _("End of the annotation")
        )
        self.setToolTip(_("Drag to resize. Shift+Alt+arrows do it too."))
        self.hide()

    def hang(self, place: QRect) -> None:
        """Hang below a place of the caret, outwards."""
        left = place.left() - (GRIP - 5 if self._is_start else 5)
        self.move(left, place.bottom() - 3)
        self.show()
        self.raise_()

    @property
    def is_dragged(self) -> bool:
        """Return whether a drag goes on."""
        return self._other is not None

    # -- mouse and finger ------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move this end."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where this end would lie; Alt takes characters."""
        exact = event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._move(event.position(), Snap.CHARACTERS if exact else Snap.WORDS)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Leave this end where it is now."""
        self._end()

    def event(self, event: QEvent) -> bool:
        """Let a finger drag as the mouse does."""
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            points = event.points()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(points[0].position())
            elif event.type() == QEvent.Type.TouchUpdate:
                self._move(points[0].position(), Snap.WORDS)
            else:
                self._end()
            event.accept()
            return True
        return super().event(event)

    def _begin(self, point: QPointF) -> None:
        span = self._handles.stretch()
        if span is not None:
            self._other = span.end if self._is_start else span.start
            self._grip = point
            self._rough = None

    def _move(self, point: QPointF, snap: Snap) -> None:
        if self._other is None:
            return
        slack = QApplication.startDragDistance()
        if self._rough is None and (point - self._grip).manhattanLength() < slack:
            return
        # The words that are meant stand above the drop, beside its tip.
        tip = QPointF(GRIP - 5 if self._is_start else 5, -4)
        place = self._places.at(self.mapToParent(tip + point - self._grip))
        self._snap = snap
        if self._is_start:
            self._rough = Span(min(place, self._other - 1), self._other)
        else:
            self._rough = Span(self._other, max(place, self._other + 1))
        self._handles.drag(self._rough, snap)

    def _end(self) -> None:
        if self._other is not None:
            self._other = None
            self._handles.drop(self._rough, self._snap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a drop with its tip at the edge of the words."""
        theme, painter = theme_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.surface), 1))
        painter.setBrush(QColor(theme.accent))
        tip = GRIP - 5.0 if self._is_start else 5.0
        left = tip - DROP if self._is_start else tip
        drop = QRectF(left, 3, DROP, DROP)
        painter.drawEllipse(drop)
        corner = QRectF(left + (DROP / 2 if self._is_start else 0), 3, DROP / 2, DROP / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(corner)
        painter.end()


class ResizeHandles(QObject):
    """Both handles of one article view, and what dragging them does."""

    resizeRequested = Signal(object, object)

    def __init__(self, page: AnnotatedText, places: ArticlePlaces, viewport: QWidget) -> None:
        """Hang the handles into the view's viewport."""
        super().__init__(viewport)
        self._page = page
        self._places = places
        self._viewport = viewport
        # Made when something is chosen for the first time.
        self._made: tuple[EdgeHandle, EdgeHandle] | None = None
        #: Whether what is selected was taken by a finger, which cannot press Shift.
        self.hold_selection = False

    @property
    def start(self) -> EdgeHandle:
        """Return the handle at the start."""
        return self._both()[0]

    @property
    def end(self) -> EdgeHandle:
        """Return the handle at the end."""
        return self._both()[1]

    def _both(self) -> tuple[EdgeHandle, EdgeHandle]:
        if self._made is None:
            first = EdgeHandle(self, self._places, self._viewport, is_start=True)
            last = EdgeHandle(self, self._places, self._viewport, is_start=False)
            self._made = (first, last)
        return self._made

    def stretch(self) -> Span | None:
        """Return the stretch that has handles: a finger's selection, or the chosen words."""
        selected = self._page.selection()
        if selected:
            return selected if self.hold_selection else None
        framed = self._page.framed()
        return framed.span if framed is not None and not framed.category.is_sentence else None

    def follow(self) -> None:
        """Hang where the stretch lies now; nowhere if there is none."""
        self._hang(self.stretch())

    def drag(self, rough: Span, snap: Snap) -> None:
        """Show where the stretch would lie."""
        framed = self._page.framed()
        if self._page.selection():
            words_ = words(self._page.article.body, lines_around(self._page.article.body, rough))
            self._page.select(snap_to_words(words_, rough))
        elif framed is not None:
            spans = snapped_spans(self._page.article, framed.category, rough, snap)
            self._page.show_dragged(spans[0] if spans else None)
            self._hang(spans[0] if spans else None)

    def drop(self, rough: Span | None, snap: Snap) -> None:
        """Give the chosen annotation the stretch that it was dragged to."""
        self._page.show_dragged(None)
        if rough is not None and not self._page.selection():
            self.resizeRequested.emit(rough, snap)
        self.follow()

    def _hang(self, span: Span | None) -> None:
        if span is None:
            for handle in self._made or ():
                if not handle.is_dragged:
                    handle.hide()
            return
        for handle, place in ((self.start, span.start), (self.end, span.end)):
            if not handle.is_dragged:
                handle.hang(self._places.line_at(place))
