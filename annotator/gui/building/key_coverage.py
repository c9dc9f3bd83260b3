"""Which paragraphs the key leaves out, article by article."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.notes import shortened
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, Theme, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain
from annotator.gui.widgets.labels import label
from annotator.services.key_drafts import ArticleCoverage, ParagraphCoverage, coverage_of

CELL = 21
GAP = 2
NO_ARTICLES = "The lesson has no article yet. Bring some in at the step Articles."


class CoverageStrip(QWidget):
    """A row of cells, one a paragraph: the darker, the more keys on its words."""

    chosen = Signal(object, object)

    def __init__(self, coverage: ArticleCoverage) -> None:
        """Show the paragraphs of one article."""
        theme = current_theme()
        super().__init__()
        self._article_id = coverage.article_id
        self._paragraphs = coverage.paragraphs
        self._theme = theme
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bare = len(coverage.bare)
        self.setAccessibleName(f"{len(self._paragraphs)} paragraphs, {bare} without a key")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the size of one row of cells."""
        return QSize(200, CELL)

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many rows as are needed."""
        a_row = max(1, (width + GAP) // (CELL + GAP))
        rows = -(-len(self._paragraphs) // a_row)
        return max(1, rows) * (CELL + GAP) - GAP

    def _cell(self, number: int) -> QRectF:
        a_row = max(1, (self.width() + GAP) // (CELL + GAP))
        row, column = divmod(number, a_row)
        return QRectF(column * (CELL + GAP), row * (CELL + GAP), CELL, CELL)

    def _at(self, x: float, y: float) -> int | None:
        cells = range(len(self._paragraphs))
        return next((n for n in cells if self._cell(n).contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the paragraph that is clicked."""
        number = self._at(event.position().x(), event.position().y())
        if number is not None:
            self.chosen.emit(self._article_id, self._paragraphs[number].span)

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what the paragraph under the pointer has."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos().x(), event.pos().y())
            if number is not None:
                told = plain(in_words(self._paragraphs[number]))
                QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells with the number of keys on words; a bare one has a strong edge."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, paragraph in enumerate(self._paragraphs):
            share = 0.0 if not paragraph.on_words else min(0.16 + 0.1 * paragraph.on_words, 0.5)
            bare = paragraph.is_bare
            painter.setBrush(QColor(blend(theme.surface, theme.accent, share)))
            painter.setPen(QPen(QColor(theme.warning if bare else theme.border), 2 if bare else 1))
            painter.drawRoundedRect(self._cell(number).adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(QColor(theme.warning if bare else theme.text))
            heading = paragraph.kind is BlockKind.SUBHEADING
            text = "–" if heading else str(paragraph.on_words)
            painter.drawText(self._cell(number), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


def in_words(paragraph: ParagraphCoverage) -> str:
    """Return what the key has in a paragraph."""
    if paragraph.kind is BlockKind.SUBHEADING:
        return f"Paragraph {paragraph.number}: a subheading"
    if paragraph.is_bare:
        return f"Paragraph {paragraph.number}: no key"
    told = [f"{paragraph.on_words} on words", f"{paragraph.labelled} of {paragraph.sentences}"]
    unscored = f", {paragraph.unscored} cannot tell" if paragraph.unscored else ""
    return f"Paragraph {paragraph.number}: {', '.join(told)} sentences labelled{unscored}"


class KeyCoverage(QScrollArea):
    """For each article a strip of its paragraphs, and those without any key by their words."""

    placeRequested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Coverage of the articles by the key")
        self._shown: tuple[object, ...] = ()

    def show_key(self, lesson: Lesson, key: AnswerKey, theme: Theme) -> None:
        """Show how far a key covers the articles."""
        coverage = coverage_of(lesson, key)
        if (coverage, lesson.articles, theme) == self._shown:
            return
        self._shown = (coverage, lesson.articles, theme)
        place = self.verticalScrollBar().value()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        intro = label(
            "Each box is a paragraph with the number of keys on its words. "
            "A strong edge: no key at all.",
            "small",
        )
        intro.setWordWrap(True)
        column.addWidget(intro if lesson.articles else label(NO_ARTICLES, "muted"))
        for each in coverage:
            self._add_article(column, lesson, each)
        column.addStretch(1)
        # Not at once: a button of the old page may be the one that was clicked.
        old = self.takeWidget()
        self.setWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.verticalScrollBar().setValue(place)

    def _add_article(self, column: QVBoxLayout, lesson: Lesson, coverage: ArticleCoverage) -> None:
        article = lesson.article(coverage.article_id)
        column.addSpacing(SPACE_2)
        heading = label(f"{lesson.number_of(article.id)} {article.outlet}")
        heading.setStyleSheet("font-weight: bold;")
        column.addWidget(heading)
        column.addWidget(label(_sum(coverage), "small"))
        strip = CoverageStrip(coverage)
        strip.chosen.connect(self.placeRequested)
        column.addWidget(strip)
        for paragraph in coverage.bare:
            jump = _Jump(article, paragraph)
            jump.wanted.connect(self.placeRequested)
            column.addWidget(jump)


class _Jump(QPushButton):
    """A line that goes to a paragraph without a key."""

    wanted = Signal(object, object)

    def __init__(self, article: Article, paragraph: ParagraphCoverage) -> None:
        words = shortened(paragraph.span.of(article.body), 42)
        super().__init__(f"{paragraph.number}. {words}".replace("&", "&&"))
        self._place = article.id, paragraph.span
        self.setProperty("kind", "jump")
        self.setAccessibleName(f"Paragraph {paragraph.number} of {article.outlet}, no key")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(*self._place)


def _sum(coverage: ArticleCoverage) -> str:
    sentences = sum(p.sentences for p in coverage.paragraphs if p.kind is not BlockKind.SUBHEADING)
    labelled = sum(p.labelled for p in coverage.paragraphs)
    bare, paragraphs = len(coverage.bare), len(coverage.paragraphs)
    without = f"{bare} of {paragraphs} paragraphs without a key" if bare else "a key everywhere"
    return f"{labelled} of {sentences} sentences labelled, {without}"
