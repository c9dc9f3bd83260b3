"""One article of the reading room: the outlet card above the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Article
from annotator.domain.scheme import Scheme
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.outlet_card import OutletCard
from annotator.gui.articles.share_bar import SentenceShares
from annotator.gui.look.palette import palette_of
from annotator.gui.look.theme import RADIUS, Theme
from annotator.gui.look.wearing import current_theme, polish
from annotator.translation import _

#: Five of these stand beside the panel on a screen of 1366 pixels.
NARROWEST = 188


class ArticleColumn(QFrame):
    """A sheet of paper with one article; its edge shows where the keyboard is."""

    def __init__(
        self,
        article: Article,
        scheme: Scheme,
        style: ReadingStyle,
        parent: QWidget | None = None,
    ) -> None:
        """Show an article without highlights."""
        super().__init__(parent)
        self.article = article
        self._is_on_paper = False
        self._shares = SentenceShares(article, scheme.categories)
        self.card = OutletCard(article, scheme)
        self.view = ArticleView(article, scheme, style)
        self.setAccessibleName(_("{outlet}, article", outlet=article.outlet))
        self.setMinimumWidth(NARROWEST)
        column = QVBoxLayout(self)
        # Inside the edge, so that its round corners stay whole.
        column.setContentsMargins(2, 2, 2, RADIUS - 2)
        column.setSpacing(1)
        column.addWidget(self.card)
        column.addWidget(self.view, 1)
        self.view.installEventFilter(self)
        self.wear_paper()

    @property
    def paper(self) -> Theme:
        """Return the colours of the sheet."""
        return self.view.paper

    def set_reading_style(self, style: ReadingStyle) -> None:
        """Set the article in another way."""
        self.view.set_reading_style(style)
        self.wear_paper()

    def wear_paper(self) -> None:
        """Keep to the colours of the paper in another look."""
        on_paper = self.paper != current_theme()
        palette = palette_of(self.paper) if on_paper else QPalette()
        if on_paper != self._is_on_paper or (on_paper and palette != self.palette()):
            self._is_on_paper = on_paper
            self.setPalette(palette)
            polish(self)

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show exactly these annotations."""
        self.view.set_annotations(annotations)
        self.card.share_bar.set_shares(self._shares.of(annotations))

    def card_height(self) -> int:
        """Return the height that the outlet card needs in the width of the column."""
        layout = self.card.layout()
        return layout.totalHeightForWidth(self.width() - 4) if layout is not None else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the edge anew when the text gets or loses the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and its edge."""
        theme, focused = self.paper, self.view.hasFocus()
        width = 2.0 if focused or theme.is_high_contrast else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.focus if focused else theme.border), width))
        painter.setBrush(QColor(theme.surface))
        edge = width / 2
        sheet = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        rule = QRectF(2, self.view.y() - 1, self.width() - 4, 1)
        painter.fillRect(rule, QColor(theme.border))
        painter.end()
