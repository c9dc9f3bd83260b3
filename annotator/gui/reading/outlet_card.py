"""Who wrote this: outlet, date, headline and byline above an article."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.domain.lessons import Article
from annotator.domain.scheme import Scheme
from annotator.gui.reading.share_bar import ShareBar
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_4, Theme
from annotator.gui.widgets.labels import ElidedLabel, label


class OutletCard(QWidget):
    """The head of an article column."""

    def __init__(
        self, article: Article, scheme: Scheme, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Show the article's outlet, date, headline and byline."""
        super().__init__(parent)
        self._outlet = ElidedLabel(article.outlet)
        self._headline = ElidedLabel(article.headline, lines=3)
        self._byline = ElidedLabel(article.byline, role="small")
        self._date = label(readable_date(article.date), "small")
        self.share_bar = ShareBar(scheme.categories, theme)
        self._headline.setToolTip(article.headline)
        self._outlet.setAccessibleName(f"Outlet: {article.outlet}")
        self._headline.setAccessibleName(f"Headline: {article.headline}")
        self._arrange(bool(article.byline))
        self.set_theme(theme)

    def _arrange(self, has_byline: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self._outlet, 1)
        top.addWidget(self._date, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2 + 2, SPACE_4, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self._headline)
        if has_byline:
            column.addWidget(self._byline)
        else:
            self._byline.hide()
        # What is left over, where another article's headline is longer, goes here.
        column.addStretch(1)
        column.addWidget(self.share_bar)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        size = theme.interface_size
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
        for each, colour in ((self._outlet, theme.accent), (self._headline, theme.text)):
            _colour(each, colour)
        self.share_bar.set_theme(theme)


def _colour(widget: QLabel, colour: str) -> None:
    palette = widget.palette()
    palette.setColor(widget.foregroundRole(), colour)
    widget.setPalette(palette)


def readable_date(text: str) -> str:
    """Return an ISO date as people write it, such as 30 Apr 2019; other text as it is."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"
