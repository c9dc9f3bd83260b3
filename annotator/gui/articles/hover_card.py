"""A small card that says what lies under the pointer or the caret: innermost first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.scheme import Category
from annotator.gui.articles.highlight_layout import Highlight
from annotator.gui.articles.line_patterns import SignLabel
from annotator.gui.look.theme import SPACE_2
from annotator.translation import _

#: How long the pointer rests on words, or the caret in them, before the card comes.
REST = 450
CARET_REST = 900
WIDEST = 320
MOST_LAYERS = 3
LONGEST_REASON = 180
SIGN = 22

#: An annotation with its category.
Layer = tuple[Annotation, Category]


def layers_of(
    found: Iterable[Highlight], position: int, drawn: Sequence[Annotation]
) -> list[Layer]:
    """Return the annotations of highlights that hold a code point; `drawn` is in reading order."""
    layers: list[Layer] = []
    for highlight in found:
        if highlight.span.holds(position):
            index = bisect_left(drawn, highlight.start, key=lambda a: a.span.start)
            while drawn[index].id != highlight.id:
                index += 1
            layers.append((drawn[index], highlight.category))
    return layers


def layer_text(layer: Layer) -> str:
    """Return what an annotation says, in words: category, technique, reason."""
    annotation, category = layer
    technique = annotation.technique_id and category.technique(annotation.technique_id)
    head = f"{category.name}: {technique.name}" if technique else category.name
    reason = " ".join(annotation.reason.split())
    if len(reason) > LONGEST_REASON:
        reason = reason[: LONGEST_REASON - 1].rstrip() + "…"
    return f"{head}\n{reason or _('No reason yet')}"


class HoverCard(QFrame):
    """The layers of annotations at one place, as a card that the pointer goes through."""

    def __init__(self, viewport: QWidget) -> None:
        """Lie hidden over the text of an article."""
        super().__init__(viewport)
        self._viewport = viewport
        self._layers: tuple[Layer, ...] = ()
        self._place = QRect()
        self._rows: list[QWidget] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_clock_timeout)
        self.setObjectName("hover-card")
        self.setAccessibleName(_("Annotations here"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_2, SPACE_2, SPACE_2 + 4, SPACE_2)
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(SPACE_2)
        self._grid.setColumnStretch(1, 1)
        self.hide()
        viewport.installEventFilter(self)

    @property
    def text(self) -> str:
        """Return what the card says."""
        return "\n".join(layer_text(layer) for layer in self._layers)

    def announce(self, layers: Sequence[Layer], place: QRect, rest: int) -> None:
        """Come after a rest, beside a place; at once away where there is nothing to say."""
        if not layers:
            self.withdraw()
        elif tuple(layers) != self._layers:
            self.withdraw()
            self._layers, self._place = tuple(layers), place
            self._clock.start(rest)

    def withdraw(self) -> None:
        """Go away and forget what was to be said."""
        self._clock.stop()
        self._layers = ()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away when the pointer leaves the text."""
        if event.type() == QEvent.Type.Leave:
            self.withdraw()
        return super().eventFilter(watched, event)

    def _on_clock_timeout(self) -> None:
        self._fill()
        area = self._viewport.rect()
        width = min(WIDEST, area.width() - 2 * SPACE_2)
        self.setFixedWidth(width)
        height = self._grid.totalHeightForWidth(width)
        self.setFixedHeight(height)
        below, above = self._place.bottom() + SPACE_2, self._place.top() - SPACE_2 - height
        top = below if below + height <= area.height() or above < 0 else above
        left = min(self._place.left() - 2 * SPACE_2, area.width() - width - SPACE_2)
        self.move(max(SPACE_2, left), top)
        self.show()
        self.raise_()

    def _fill(self) -> None:
        for old in self._rows:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows.clear()
        for row, layer in enumerate(self._layers[:MOST_LAYERS]):
            category = layer[1]
            sign = SignLabel(category, SIGN)
            self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.append(sign)
            self._add_words(layer_text(layer), row)
        more = len(self._layers) - MOST_LAYERS
        if more > 0:
            self._add_words(_("and {more} more below", more=more), MOST_LAYERS)
        self.setAccessibleDescription(self.text)

    def _add_words(self, text: str, row: int) -> None:
        words = QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._grid.addWidget(words, row, 1)
        self._rows.append(words)
