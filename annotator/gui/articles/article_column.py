"""One article of the reading room: the outlet card above the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Article
from annotator.domain.scheme import Scheme
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.outlet_card import OutletCard
from annotator.gui.articles.share_bar import SentenceShares
from annotator.gui.look.theme import RADIUS, Theme

#: Five of these stand beside the panel on a screen of 1366 pixels.
NARROWEST = 188


class ArticleColumn(QFrame):
    """A sheet of paper with one article; its edge shows where the keyboard is."""

    def __init__(
        self,
        article: Article,
        scheme: Scheme,
        style: ReadingStyle,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show an article without highlights."""
        super().__init__(parent)
        self.article = article
        self._shares = SentenceShares(article, scheme.categories)
        self._theme = theme
        self.card = OutletCard(article, scheme, theme)
        self.view = ArticleView(article, scheme, style, theme)
        self._rule = QFrame()
        self._rule.setFixedHeight(1)
        self.setAccessibleName(f"{article.outlet}, article")
        self.setMinimumWidth(NARROWEST)
        column = QVBoxLayout(self)
        # Inside the edge, so that its round corners stay whole.
        column.setContentsMargins(2, 2, 2, RADIUS - 2)
        column.setSpacing(0)
        column.addWidget(self.card)
        column.addWidget(self._rule)
        column.addWidget(self.view, 1)
        self.view.installEventFilter(self)
        self.set_theme(theme)

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show exactly these annotations."""
        self.view.set_annotations(annotations)
        self.card.share_bar.set_shares(self._shares.of(annotations))

    def card_height(self) -> int:
        """Return the height that the outlet card needs in the width of the column."""
        layout = self.card.layout()
        return layout.totalHeightForWidth(self.width() - 4) if layout is not None else 0

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.card.set_theme(theme)
        self.view.set_theme(theme)
        palette = self._rule.palette()
        palette.setColor(self._rule.backgroundRole(), QColor(theme.border))
        self._rule.setPalette(palette)
        self._rule.setAutoFillBackground(True)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the edge anew when the text gets or loses the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and its edge."""
        focused = self.view.hasFocus()
        width = 2.0 if focused or self._theme.is_high_contrast else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.focus if focused else self._theme.border), width))
        painter.setBrush(QColor(self._theme.surface))
        edge = width / 2
        sheet = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        painter.end()
