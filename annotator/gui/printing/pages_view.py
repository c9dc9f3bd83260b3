"""The pages of a document below one another, drawn as they come into view."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.gui.look.theme import SPACE_4
from annotator.gui.look.wearing import current_theme
from annotator.gui.printing.pdf_pages import PdfPages
from annotator.translation import N_, _

#: How many drawn pages are kept; an A4 page at full width is about 4 MB.
MOST_KEPT = 12
#: Wider than this a page is not shown by itself, in pixels.
WIDEST = 900
SMALLEST_ZOOM, LARGEST_ZOOM, ZOOM_STEP = 0.25, 4.0, 1.2
EMPTY = N_("The preview stands here.")


class PagesView(QAbstractScrollArea):
    """One sheet of paper after another on the background; zoom 1: a page fills its width."""

    pageChanged = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty background."""
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._zoom = 1.0
        self._places: list[QRect] = []
        self._drawn: OrderedDict[int, QPixmap] = OrderedDict()
        self._message = _(EMPTY)
        self._page = 0
        self._drawing = QTimer(self, singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw_next)
        self.setAccessibleName(_("Preview of the pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().setSingleStep(48)
        self._tell_page()

    # -- what it shows -------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """Return how many pages are shown."""
        return 0 if self._pages is None else len(self._pages)

    @property
    def page(self) -> int:
        """Return the number of the page in view, counted from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """Return how large a page is: 1 where it fills the width."""
        return self._zoom

    def show_document(self, content: bytes) -> None:
        """Show the pages of a PDF; the place stays where it was as far as there are pages."""
        page = self._page
        self._let_go()
        self._pages = PdfPages(content)
        self._message = ""
        self._arrange()
        self.go_to(min(page, self.pages - 1))
        self._tell_page()

    def show_message(self, text: str) -> None:
        """Show a sentence in place of pages."""
        self._let_go()
        self._message = text
        self._page = 0
        self._arrange()
        self._tell_page()

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - SPACE_4)
            self._on_scrolled()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages larger or smaller; the page in view stays in view."""
        wanted = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
        if wanted == self._zoom:
            return
        page = self._page
        self._zoom = wanted
        self._arrange()
        self.go_to(page)

    def close_document(self) -> None:
        """Let go of the document."""
        self.show_message(_(EMPTY))

    def _let_go(self) -> None:
        self._drawing.stop()
        self._drawn.clear()
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _tell_page(self) -> None:
        said = self._message
        if self._pages is not None and self.pages:
            words = " ".join(self._pages.text(self._page).split())
            said = _(
                "Page {page} of {pages}. {text}",
                page=self._page + 1,
                pages=self.pages,
                text=words,
            )
        self.setAccessibleDescription(said)
        self.pageChanged.emit(self._page, self.pages)

    # -- where the pages lie -------------------------------------------------------------------

    def _arrange(self) -> None:
        """Find the place of each page on the background."""
        self._drawn.clear()
        self._places = []
        sizes = self._pages.sizes if self._pages is not None else ()
        room = min(WIDEST, max(80, self.viewport().width() - 2 * SPACE_4))
        top = SPACE_4
        for size in sizes:
            width = round(room * self._zoom)
            height = round(width * size.height() / size.width())
            left = max(SPACE_4, (self.viewport().width() - width) // 2)
            self._places.append(QRect(left, top, width, height))
            top += height + SPACE_4
        widest = max((place.width() for place in self._places), default=0) + 2 * SPACE_4
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, top - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        across.setRange(0, max(0, widest - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    def _in_view(self) -> list[int]:
        view = self._view()
        return [number for number, place in enumerate(self._places) if place.intersects(view)]

    def _view(self) -> QRect:
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self.viewport().rect().translated(across, down)

    def _on_scrolled(self) -> None:
        middle = self._view().center().y()
        tops = (number for number, place in enumerate(self._places) if place.bottom() >= middle)
        page = next(tops, max(0, len(self._places) - 1))
        self.viewport().update()
        if page != self._page:
            self._page = page
            self._tell_page()

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the background, the sheets in view, and on them what is drawn already."""
        painter, theme = QPainter(self.viewport()), current_theme()
        painter.fillRect(self.viewport().rect(), QColor(theme.background))
        if self._pages is None:
            painter.setPen(QColor(theme.muted))
            area = self.viewport().rect().adjusted(SPACE_4, SPACE_4, -SPACE_4, -SPACE_4)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self._message)
        view = self._view()
        for number in self._in_view():
            place = self._places[number].translated(-view.topLeft())
            painter.fillRect(place, Qt.GlobalColor.white)
            drawn = self._drawn.get(number)
            if drawn is not None:
                painter.drawPixmap(place, drawn)
            else:
                self._drawing.start()
            painter.setPen(QColor(theme.edge))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw_next(self) -> None:
        """Draw one page that is in view and not drawn yet."""
        if self._pages is None:
            return
        number = next((n for n in self._in_view() if n not in self._drawn), None)
        if number is None:
            return
        ratio = self.devicePixelRatioF()
        dots = self._places[number].width() * ratio / self._pages.sizes[number].width()
        pixmap = QPixmap.fromImage(self._pages.picture(number, dots))
        pixmap.setDevicePixelRatio(ratio)
        self._drawn[number] = pixmap
        while len(self._drawn) > MOST_KEPT:
            self._drawn.popitem(last=False)
        self.viewport().update()

    @property
    def is_drawn(self) -> bool:
        """Return whether every page in view is drawn."""
        return all(number in self._drawn for number in self._in_view())

    # -- what a person does --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by arrows and pages, go to both ends, and zoom by + and -."""
        bar = self.verticalScrollBar()
        single, page = bar.singleStep(), bar.pageStep() - bar.singleStep()
        steps = {
            Qt.Key.Key_Down: single,
            Qt.Key.Key_Up: -single,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        zooms = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Minus: 1 / ZOOM_STEP}
        key = Qt.Key(event.key())
        if key in steps:
            bar.setValue(bar.value() + steps[key])
        elif key in zooms:
            self.set_zoom(self._zoom * zooms[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while Ctrl is held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP
            self.set_zoom(self._zoom * factor)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        page = self._page
        self._arrange()
        self.go_to(page)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the focus anew where the window changes."""
        super().changeEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return a size at which a page can be read."""
        return QSize(640, 720)
