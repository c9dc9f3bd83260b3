"""The list of techniques: each with its meaning in one line and an example."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.scheme import Category, Technique
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.translation import N_, _

TECHNIQUE = int(Qt.ItemDataRole.UserRole) + 1
NONE_CHOSEN = N_("No technique chosen")
#: So many techniques are seen at once, and so wide is the list in letters.
ROWS = 6
LETTERS = 76


def explained(technique: Technique | None) -> str:
    """Return definition and example of a technique in one text."""
    if technique is None:
        return ""
    example = _("Example: {example}", example=technique.example) if technique.example else ""
    return "\n".join(part for part in (technique.definition, example) if part)


class TechniqueDelegate(QStyledItemDelegate):
    """Draws a technique in three lines: name, definition, example."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room for as many lines as there are."""
        lines = 1 + len(self._notes(index))
        return QSize(0, round(QFontMetricsF(option.font).lineSpacing() * lines) + SPACE_3)

    def _notes(self, index: QModelIndex | QPersistentModelIndex) -> list[str]:
        return explained(index.data(TECHNIQUE)).splitlines()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one technique."""
        theme, area = current_theme(), QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = theme.accent_text if is_current else theme.text
        quiet = blend(theme.accent, ink, 0.9) if is_current else theme.muted
        painter.save()
        painter.fillRect(area, QColor(theme.accent if is_current else theme.surface))
        metrics = QFontMetricsF(option.font)
        width = area.width() - 2 * SPACE_2
        name = QFont(option.font)
        name.setBold(bool(self._notes(index)))
        line = area.top() + SPACE_1 + 2 + metrics.ascent()
        for font, colour, text in (
            (name, ink, str(index.data(Qt.ItemDataRole.DisplayRole))),
            *((option.font, quiet, note) for note in self._notes(index)),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(area.left() + SPACE_2, line), shown)
            line += metrics.lineSpacing()
        painter.restore()


class TechniqueBox(ChoiceBox):
    """Chooses one technique of a category, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        self._delegate = TechniqueDelegate()
        super().__init__(_("Technique"), parent)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.setMaxVisibleItems(ROWS)

    def offer(self, category: Category) -> None:
        """Offer the techniques of a category."""
        self.clear()
        self.addItem(_(NONE_CHOSEN), None)
        for row, technique in enumerate(category.techniques, 1):
            self.addItem(technique.name, technique.id)
            self.setItemData(row, technique, TECHNIQUE)
            spoken = f"{technique.name}. {explained(technique)}".replace("\n", " ")
            self.setItemData(row, spoken, Qt.ItemDataRole.AccessibleTextRole)
            self.setItemData(row, plain(explained(technique)), Qt.ItemDataRole.ToolTipRole)

    def technique(self) -> Technique | None:
        """Return the chosen technique."""
        chosen = self.currentData(TECHNIQUE)
        return chosen if isinstance(chosen, Technique) else None

    def showPopup(self) -> None:
        """Open the list wide enough for a definition in one line."""
        room = self.screen().availableSize().width()
        wanted = LETTERS * self.fontMetrics().averageCharWidth()
        self.view().setMinimumWidth(max(self.width(), min(wanted, room * 2 // 3)))
        super().showPopup()
