"""A button that annotates: the sign of the category, its name and its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from annotator.domain.scheme import Category
from annotator.gui.articles.line_patterns import draw_chip
from annotator.gui.look.theme import SPACE_1, SPACE_2, TARGET, Theme
from annotator.gui.look.wearing import theme_of
from annotator.gui.plain_text import set_tip
from annotator.translation import _

CHIP = 22
SIDE = 9


class CategoryButton(QToolButton):
    """One category of the scheme; a click asks to annotate what is selected with it."""

    def __init__(self, category: Category, parent: QWidget | None = None) -> None:
        """Show the category."""
        super().__init__(parent)
        self.category = category
        self._is_short = False
        self._has_pen = False
        # A click must not take the keyboard away from the selected words.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(category.name)
        told = (
            _(
                "{category}: {definition}\nMarks the sentence. Key {key}.\nCtrl+{key} keeps on "
                "marking with it (pen).",
                category=category.name,
                definition=category.definition,
                key=category.key,
            )
            if category.is_sentence
            else _(
                "{category}: {definition}\nMarks the selected words. Key {key}.\nCtrl+{key} keeps "
                "on marking with it (pen).",
                category=category.name,
                definition=category.definition,
                key=category.key,
            )
        )
        set_tip(self, told)
        self.set_highlighter(holds=False)

    def set_highlighter(self, *, holds: bool) -> None:
        """Show whether the pen holds this category."""
        self._has_pen = holds
        definition, key = self.category.definition, self.category.key
        told = _("{definition} Key {key}.", definition=definition, key=key)
        pen = _("The pen marks with it; Esc ends.") if holds else ""
        self.setAccessibleDescription(f"{told} {pen}".rstrip())
        self.update()

    def set_short(self, short: bool) -> None:
        """Show the sign and the key alone, where there is little room."""
        if short != self._is_short:
            self._is_short = short
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for sign, name and key."""
        return self._size(self._is_short)

    def full_width(self) -> int:
        """Return the width with the name shown."""
        return self._size(short=False).width()

    def minimumSizeHint(self) -> QSize:
        """Return what it needs; names are left out whole, never cut."""
        return self.sizeHint()

    def _size(self, short: bool) -> QSize:
        name = 0 if short else self.fontMetrics().horizontalAdvance(self.category.name) + SPACE_2
        return QSize(
            2 * SIDE + CHIP + name + SPACE_2 + self._key_width(), max(TARGET + 4, CHIP + 10)
        )

    def _key_width(self) -> int:
        return max(17, self.fontMetrics().horizontalAdvance(self.category.key) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button of the theme with sign, name and key on it."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = theme_of(self), self.height() / 2
        chip = QRectF(SIDE, middle - CHIP / 2, CHIP, CHIP)
        draw_chip(painter, chip, self.category, theme)
        left = chip.right() + SPACE_2
        if not self._is_short:
            painter.setPen(QColor(theme.text))
            words = QRectF(left, 0, self.width(), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.category.name)
        self._paint_key(painter, middle, theme)
        if self._has_pen:
            painter.setPen(QPen(QColor(theme.focus), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.end()

    def _paint_key(self, painter: QPainter, middle: float, theme: Theme) -> None:
        """Draw the key as a little key cap at the right end."""
        width = self._key_width()
        cap = QRectF(self.width() - SIDE - width + SPACE_1 / 2, middle - 9, width, 18)
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 3, 3)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        baseline = middle + QFontMetricsF(small).capHeight() / 2
        start = cap.center().x() - QFontMetricsF(small).horizontalAdvance(self.category.key) / 2
        painter.drawText(round(start), round(baseline), self.category.key)
