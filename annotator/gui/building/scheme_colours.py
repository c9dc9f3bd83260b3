"""Choose the colour of a category: eight that go well together, or any other by its code."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2, TARGET
from annotator.gui.widgets.controls import named
from annotator.gui.widgets.form import ValueField
from annotator.gui.widgets.layouts import STRETCH, row
from annotator.services.schemes import PALETTE
from annotator.translation import _

SIDE = max(TARGET, 30)


class Swatch(QPushButton):
    """One colour as a button; the chosen one has a ring."""

    def __init__(self, name: str, colour: str) -> None:
        """Show a colour."""
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setAutoExclusive(False)
        # The size of buttons with words is not for it.
        self.setProperty("kind", "swatch")
        self.setFixedSize(SIDE, SIDE)
        shown = _(name)
        named(self, shown, tip=f"{shown} {colour}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the colour and, where it is chosen or has the keyboard, a ring."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(palette.color(palette.ColorRole.Dark), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawRoundedRect(area, 5, 5)
        if self.isChecked() or self.hasFocus():
            role = palette.ColorRole.Accent if self.hasFocus() else palette.ColorRole.Text
            painter.setPen(QPen(palette.color(role), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()


class ColourField(ValueField):
    """A row of swatches and a field for a colour's code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no colour chosen."""
        super().__init__(parent)
        self.swatches = [Swatch(name, colour) for name, colour in PALETTE.items()]
        self.code = named(QLineEdit(), _("Colour code"))
        self.code.setPlaceholderText("#E69F00")
        self.code.setMaxLength(7)
        self.code.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        for swatch in self.swatches:
            swatch.clicked.connect(self._on_swatch_clicked)
        row(*self.swatches, SPACE_2, self.code, STRETCH, inside=self, margins=0, spacing=SPACE_1)
        self.code.editingFinished.connect(self._on_code_finished)

    def value(self) -> str:
        """Return the colour as it is written."""
        return self.code.text().strip().upper()

    def show_value(self, value: str) -> None:
        """Choose a colour without telling anybody."""
        self.code.setText(value)
        for swatch in self.swatches:
            swatch.setChecked(swatch.colour == value.upper())

    def _on_swatch_clicked(self) -> None:
        swatch = self.sender()
        if isinstance(swatch, Swatch):
            self.show_value(swatch.colour)
            self.changed.emit()

    def _on_code_finished(self) -> None:
        self.show_value(self.value())
        self.changed.emit()
