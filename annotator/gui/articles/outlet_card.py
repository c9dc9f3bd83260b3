"""Who wrote this: outlet, date and byline above an article, and a headline of before."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Article
from annotator.domain.moments import day_and_year
from annotator.domain.scheme import Scheme
from annotator.gui.articles.share_bar import ShareBar
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.translation import _


class OutletCard(QWidget):
    """The head of an article column, and the handle by which it is dragged."""

    closeRequested = Signal(object)
    dragged = Signal(object, QPoint)
    pinToggled = Signal(object, bool)
    stepRequested = Signal(object, int)
    wholeBoardRequested = Signal(object)

    def __init__(self, article: Article, scheme: Scheme, parent: QWidget | None = None) -> None:
        """Show the article's outlet, date, headline and byline."""
        super().__init__(parent)
        self._article_id = article.id
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self._is_movable = False
        self._is_pinned = False
        self._outlet = ElidedLabel(article.outlet)
        self._headline = ElidedLabel(article.headline, lines=3)
        self._byline = ElidedLabel(article.byline, role="small")
        self._date = label(readable_date(article.date), "small")
        self.share_bar = ShareBar(scheme.categories)
        self.more = QToolButton()
        self.more.setProperty("kind", "quiet")
        self.more.setIconSize(QSize(16, 16))
        self.more.setAccessibleName(_("Place of {outlet}", outlet=article.outlet))
        self.more.setAccessibleDescription(_("Move, pin or close this article, or show it alone"))
        self.more.setToolTip(_("Move, pin or close this article, or show it alone"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu()
        set_tip(self._headline, article.headline)
        self._outlet.setAccessibleName(_("Outlet: {outlet}", outlet=article.outlet))
        self._headline.setAccessibleName(_("Headline: {headline}", headline=article.headline))
        self._outlet.setForegroundRole(QPalette.ColorRole.Link)
        self._arrange(has_headline=article.headline_span is None, has_byline=bool(article.byline))
        self._set_fonts()

    def _arrange(self, *, has_headline: bool, has_byline: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self._outlet, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._date)
        top.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_1, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        # A headline that is a part of the text stands there, where it can be annotated.
        for part, is_shown in ((self._headline, has_headline), (self._byline, has_byline)):
            if is_shown:
                column.addWidget(part)
            else:
                part.setParent(self)
                part.hide()
        # What is left over, where another article's headline is longer, goes here.
        column.addStretch(1)
        column.addWidget(self.share_bar)

    def _menu(self) -> None:
        menu = QMenu(self.more)
        self._pin = menu.addAction(_("&Pin at the left"))
        self._pin.setCheckable(True)
        self._alone = menu.addAction(_("Show &alone\tF11"))
        self._alone.setCheckable(True)
        menu.addSeparator()
        self._left = menu.addAction(_("Move &left\tCtrl+Shift+PgUp"))
        self._right = menu.addAction(_("Move &right\tCtrl+Shift+PgDown"))
        menu.addSeparator()
        self._close = menu.addAction(_("&Close this article"))
        self._pin.triggered.connect(self._on_pin_triggered)
        self._alone.triggered.connect(self._on_alone_triggered)
        self._left.triggered.connect(self._on_left_triggered)
        self._right.triggered.connect(self._on_right_triggered)
        self._close.triggered.connect(self._on_close_triggered)
        self.more.setMenu(menu)

    def set_arrangement(self, *, pinned: bool, alone: bool, movable: bool) -> None:
        """Show how the column stands among the others."""
        self._pin.setChecked(pinned)
        self._alone.setChecked(alone)
        for action in (self._left, self._right, self._close):
            action.setEnabled(movable)
        self._is_pinned, self._is_movable = pinned, movable
        hand = Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        self.more.setCursor(Qt.CursorShape.ArrowCursor)
        self._show_icon()

    def _show_icon(self) -> None:
        role = QPalette.ColorRole
        colour = self.palette().color(role.Link if self._is_pinned else role.WindowText).name()
        self.more.setIcon(themed_icon("pin" if self._is_pinned else "ellipsis", colour, 16))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the paper, which may have another colour than the program around it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()
        elif event.type() == QEvent.Type.FontChange:
            self._set_fonts()

    def _set_fonts(self) -> None:
        size = self.font().pointSizeF()
        caps = QFont(self.font())
        caps.setPointSizeF(size * 0.92)
        caps.setBold(True)
        caps.setCapitalization(QFont.Capitalization.AllUppercase)
        caps.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self._outlet.setFont(caps)
        headline = QFont(self.font())
        headline.setPointSizeF(size * 1.2)
        headline.setBold(True)
        self._headline.setFont(headline)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the date out where the outlet would have no room beside it."""
        super().resizeEvent(event)
        needed = self._outlet.sizeHint().width() + self._date.sizeHint().width()
        tight = needed + self.more.width() + SPACE_4 + 4 * SPACE_2 > event.size().width()
        self._date.setHidden(tight)
        set_tip(self._outlet, f"{self._outlet.text()}, {self._date.text()}" if tight else "")

    # -- drag ------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the column."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_movable:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the column, once the pointer has gone far enough to mean it."""
        if self._pressed_at is None:
            return
        place = event.globalPosition().toPoint()
        far = (place - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._is_dragged:
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._is_dragged:
            self.dragged.emit(self._article_id, place)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the column go."""
        self._pressed_at = None
        self._is_dragged = False
        hand = Qt.CursorShape.OpenHandCursor if self._is_movable else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def _on_pin_triggered(self, pinned: bool) -> None:
        self.pinToggled.emit(self._article_id, pinned)

    def _on_alone_triggered(self) -> None:
        self.wholeBoardRequested.emit(self._article_id)

    def _on_left_triggered(self) -> None:
        self.stepRequested.emit(self._article_id, -1)

    def _on_right_triggered(self) -> None:
        self.stepRequested.emit(self._article_id, 1)

    def _on_close_triggered(self) -> None:
        self.closeRequested.emit(self._article_id)


def readable_date(text: str) -> str:
    """Return an ISO date as people write it, such as 30 Apr 2019; other text as it is."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return text
    return day_and_year(day)
