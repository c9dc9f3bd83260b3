"""How much of an article is opinion and how much can be checked, as a bar and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Article
from annotator.domain.scheme import Category
from annotator.domain.sentences import sentences_touched
from annotator.domain.sequence_change import what_differs
from annotator.domain.wording import either
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import draw_line, line_pen
from annotator.gui.look.theme import SPACE_3
from annotator.gui.look.wearing import theme_of
from annotator.gui.plain_text import set_tip
from annotator.translation import _

OPINION, REPORTING = CategoryId("opinion"), CategoryId("reporting")
BAR_HEIGHT = 9
SHORTEST_BAR = 36


class SentenceShares:
    """Measures how much of an article has each label; a change costs no more than itself."""

    def __init__(self, article: Article, categories: Iterable[Category]) -> None:
        """Measure an article without annotations."""
        self._asked = article.sentences_to_label
        self._whole = sum(map(len, self._asked)) or 1
        self._labelled = {category.id: 0 for category in categories if category.is_sentence}
        self._annotations: tuple[Annotation, ...] = ()

    def of(self, annotations: Iterable[Annotation]) -> dict[CategoryId, float]:
        """Return which part (0 to 1) of the sentences to label, by length, has each label."""
        before, self._annotations = self._annotations, tuple(annotations)
        gone, new = what_differs(before, self._annotations)
        for sign, some in ((-1, gone), (1, new)):
            for annotation in some:
                is_asked = bool(sentences_touched(self._asked, annotation.span))
                if annotation.category_id in self._labelled and is_asked:
                    self._labelled[annotation.category_id] += sign * len(annotation.span)
        return {each: min(1.0, length / self._whole) for each, length in self._labelled.items()}


class ShareBar(QWidget):
    """A thin bar of the sentence labels, with its numbers in words beside it."""

    def __init__(self, categories: Sequence[Category], parent: QWidget | None = None) -> None:
        """Show an empty bar."""
        super().__init__(parent)
        self._categories = tuple(c for c in categories if c.is_sentence)
        #: Whether its labels are those that answer “opinion or reporting?”.
        self._asks = {OPINION, REPORTING} <= {category.id for category in self._categories}
        self._shares: Mapping[CategoryId, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Sentence labels"))
        self.set_shares({})

    def set_shares(self, shares: Mapping[CategoryId, float]) -> None:
        """Show other numbers."""
        self._shares = shares
        self.setAccessibleDescription(self.text())
        set_tip(self, self.text())
        self.update()

    def text(self) -> str:
        """Return the bar in words."""
        if not any(self._shares.values()):
            keys = self._keys()
            if self._asks and keys:
                return _(
                    "Opinion or reporting? Could it be proved or disproved? Press {keys}", keys=keys
                )
            return _("No sentence labelled yet: press {keys}", keys=keys) if keys else ""
        parts = (
            f"{category.name} {round(100 * self._shares.get(category.id, 0))} %"
            for category in self._worth_telling()
        )
        return " · ".join(parts)

    def _keys(self) -> str:
        return either([category.key for category in self._categories if category.is_scored])

    def _worth_telling(self) -> list[Category]:
        """Return the labels that have a number; “cannot tell” has one once it was said."""
        return [c for c in self._categories if c.is_scored or self._shares.get(c.id)]

    def _short_text(self) -> str:
        """Return the bar in letters or few words, for a narrow column; its tip has all."""
        if not any(self._shares.values()):
            keys = self._keys()
            return _("Opinion or reporting? Press {keys}", keys=keys) if self._asks else self.text()
        parts = (
            f"{category.letter} {round(100 * self._shares.get(category.id, 0))} %"
            for category in self._worth_telling()
        )
        return " · ".join(parts)

    def sizeHint(self) -> QSize:
        """Return one line of small text."""
        return QSize(160, max(BAR_HEIGHT, round(QFontMetricsF(self._font()).height())))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 0.92)
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar and its words; before any label only the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        metrics = QFontMetricsF(self._font())
        words, text = QRectF(self.rect()), self.text()
        if any(self._shares.values()):
            if metrics.horizontalAdvance(text) + SHORTEST_BAR + SPACE_3 > self.width():
                text = self._short_text()
            length = metrics.horizontalAdvance(text) + SPACE_3 + 3
            bar = QRectF(0.5, 0, max(SHORTEST_BAR, self.width() - length), BAR_HEIGHT)
            bar.moveTop((self.height() - BAR_HEIGHT) / 2)
            self._paint_bar(painter, bar)
            words.setLeft(bar.right() + SPACE_3)
        elif metrics.horizontalAdvance(text) > self.width():
            text = self._short_text()
        painter.setPen(QColor(theme_of(self).muted))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        """Draw each label with its tint and line; what is not labelled stays empty."""
        theme = theme_of(self)
        colours = palette_of_marks(self._categories, theme)
        painter.setPen(QColor(theme.edge))
        painter.setBrush(QColor(theme.surface))
        painter.drawRect(bar)
        left = bar.left()
        for category in self._categories:
            width = bar.width() * self._shares.get(category.id, 0)
            if width < 1:
                continue
            part = QRectF(left, bar.top(), width, bar.height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.fillRect(part, QColor(colours[category.id].tint))
            pen = line_pen(colours[category.id].line, category.line)
            start = QPointF(part.left() + 1, part.center().y())
            draw_line(painter, category.line, start, max(0.0, part.width() - 2), pen)
            left += width
            if left < bar.right() - 1:
                painter.setPen(QColor(theme.edge))
                painter.drawLine(QPointF(left, bar.top()), QPointF(left, bar.bottom()))
