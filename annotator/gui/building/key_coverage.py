"""Which paragraphs the key leaves out, article by article."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import BlockKind, Lesson
from annotator.domain.notes import shortened
from annotator.domain.paragraphs import KIND_NAMES
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, clear, column, holding
from annotator.services.coverage import ArticleCoverage, ParagraphCoverage, coverage_of
from annotator.translation import N_, _

INTRO = N_(
    "Each box is a paragraph with the number of keys on its words. A strong edge: no key at all."
)
CELL = 21
GAP = 2
NO_ARTICLES = N_("The lesson has no article yet. Bring some in at the step Articles.")


class CoverageStrip(QWidget):
    """A row of cells, one a paragraph: the darker, the more keys on its words."""

    chosen = Signal(object, object)

    def __init__(self, coverage: ArticleCoverage) -> None:
        """Show the paragraphs of one article."""
        super().__init__()
        self._article_id = coverage.article_id
        self._paragraphs = coverage.paragraphs
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bare = len(coverage.bare)
        self.setAccessibleName(
            _("{number} paragraphs, {bare} without a key", number=len(self._paragraphs), bare=bare)
        )
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
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, each in enumerate(self._paragraphs):
            share = 0.0 if not each.on_words else min(0.16 + 0.1 * each.on_words, 0.5)
            bare = each.is_bare
            painter.setBrush(QColor(blend(theme.surface, theme.accent, share)))
            painter.setPen(QPen(QColor(theme.warning if bare else theme.border), 2 if bare else 1))
            painter.drawRoundedRect(self._cell(number).adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(QColor(theme.warning if bare else theme.text))
            needs_none = not (each.kind.is_labelled or each.on_words)
            text = "–" if needs_none else str(each.on_words)
            painter.drawText(self._cell(number), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


def in_words(paragraph: ParagraphCoverage) -> str:
    """Return what the key has in a paragraph."""
    if paragraph.kind is BlockKind.HEADLINE:
        return _("Headline: {words} on words", words=paragraph.on_words)
    if not paragraph.kind.is_labelled:
        return _(
            "Paragraph {number}, {kind}: {words} on words",
            number=paragraph.number,
            kind=_(KIND_NAMES[paragraph.kind]).lower(),
            words=paragraph.on_words,
        )
    if paragraph.is_bare:
        return _("Paragraph {number}: no key", number=paragraph.number)
    if not paragraph.unscored:
        return _(
            "Paragraph {number}: {words} on words, {labelled} of {sentences} sentences labelled",
            number=paragraph.number,
            words=paragraph.on_words,
            labelled=paragraph.labelled,
            sentences=paragraph.sentences,
        )
    return _(
        "Paragraph {number}: {words} on words, {labelled} of {sentences} sentences labelled, "
        "{unscored} cannot tell",
        number=paragraph.number,
        words=paragraph.on_words,
        labelled=paragraph.labelled,
        sentences=paragraph.sentences,
        unscored=paragraph.unscored,
    )


class KeyCoverage(QScrollArea):
    """For each article a strip of its paragraphs, and those without any key by their words."""

    placeRequested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._column = column(margins=SPACE_3, spacing=SPACE_1)
        self.setWidget(holding(column(self._column, STRETCH, margins=0)))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Coverage of the articles by the key"))

    def show_key(self, lesson: Lesson, key: AnswerKey) -> None:
        """Show how far a key covers the articles."""
        coverage = coverage_of(lesson, key)
        if (coverage, lesson.articles) == self._shown:
            return
        self._shown = (coverage, lesson.articles)
        place = self.verticalScrollBar().value()
        clear(self._column)
        intro = paragraph(_(INTRO), "small") if lesson.articles else label(_(NO_ARTICLES), "muted")
        self._column.addWidget(intro)
        for each in coverage:
            self._add_article(lesson, each)
        self.verticalScrollBar().setValue(place)

    def _add_article(self, lesson: Lesson, coverage: ArticleCoverage) -> None:
        article = lesson.article(coverage.article_id)
        self._column.addSpacing(SPACE_2)
        heading = label(f"{lesson.number_of(article.id)} {article.outlet}")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        strip = CoverageStrip(coverage)
        strip.chosen.connect(self.placeRequested)
        for part in (heading, label(_sum(coverage), "small"), strip):
            self._column.addWidget(part)
        for bare in coverage.bare:
            words = shortened(bare.span.of(article.body), 42)
            jump = button(
                f"{bare.number}. {words}".replace("&", "&&"),
                "",
                partial(self.placeRequested.emit, article.id, bare.span),
                kind="jump",
                name=_(
                    "Paragraph {number} of {outlet}, no key",
                    number=bare.number,
                    outlet=article.outlet,
                ),
            )
            self._column.addWidget(jump)


def _sum(coverage: ArticleCoverage) -> str:
    asked = [paragraph for paragraph in coverage.paragraphs if paragraph.kind.is_labelled]
    sentences = sum(paragraph.sentences for paragraph in asked)
    labelled = sum(paragraph.labelled for paragraph in asked)
    bare, paragraphs = len(coverage.bare), len(coverage.paragraphs)
    if not bare:
        return _(
            "{labelled} of {sentences} sentences labelled, a key everywhere",
            labelled=labelled,
            sentences=sentences,
        )
    return _(
        "{labelled} of {sentences} sentences labelled, {bare} of {paragraphs} paragraphs without "
        "a key",
        labelled=labelled,
        sentences=sentences,
        bare=bare,
        paragraphs=paragraphs,
    )
