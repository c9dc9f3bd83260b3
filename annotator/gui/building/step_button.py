"""One step in the list at the left: its number, its name, and a tick or its problems."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.gui.look.icons import icon_pixmap
from annotator.gui.look.theme import SPACE_2, TARGET
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.translation import _, ngettext

BADGE = 20
ICON = 18


class StepButton(QPushButton):
    """A button that stays down while its step is shown."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        """Show the step without a sign: nothing is known about it yet."""
        super().__init__(title, parent)
        self._number = number
        self._title = title
        self._problems = 0
        self._is_done = False
        self.setCheckable(True)
        self.setAutoDefault(True)  # Enter opens the step too
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(_("Step {number} of building the lesson", number=number))
        self.show_state(0, is_done=False)

    def show_state(self, problems: int, *, is_done: bool) -> None:
        """Show a number of problems, or else a tick where there is something to be content with."""
        self._problems = problems
        self._is_done = is_done and not problems
        said = self._title
        if problems:
            said = ngettext(
                "{title}, {number} problem", "{title}, {number} problems", problems, title=said
            )
        elif self._is_done:
            said = _("{title}, done", title=said)
        self.setAccessibleName(said)
        set_tip(self, said)
        self.update()

    @property
    def problems(self) -> int:
        """Return the number of problems that is shown."""
        return self._problems

    @property
    def is_done(self) -> bool:
        """Return whether a tick is shown."""
        return self._is_done

    def sizeHint(self) -> QSize:
        """Return room for the number, the name and the sign."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._title) + 3 * BADGE + 5 * SPACE_2
        return QSize(width, max(TARGET + 12, metrics.height() + 18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the number, the name and the sign."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = theme.pressed if self.isChecked() else theme.hover if self.underMouse() else ""
        painter.setPen(QPen(QColor(theme.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inside, 6, 6)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(
                QRectF(inside.left(), inside.top() + 8, 3, inside.height() - 16), 1, 1
            )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = inside.left() + SPACE_2 + 4
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(left, 0, BADGE, self.height()), flags, str(self._number))
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        text = QRectF(left + BADGE, 0, inside.width() - 3 * BADGE, self.height())
        painter.drawText(text, flags, self._title)
        self._draw_sign(painter, inside)
        painter.end()

    def _draw_sign(self, painter: QPainter, inside: QRectF) -> None:
        middle = inside.center().y()
        right = inside.right() - SPACE_2
        theme = current_theme()
        if self._problems:
            text = str(self._problems)
            width = max(BADGE, painter.fontMetrics().horizontalAdvance(text) + 12)
            pill = QRectF(right - width, middle - BADGE / 2, width, BADGE)
            painter.setPen(QPen(QColor(theme.danger), 1.5))
            painter.setBrush(QColor(theme.surface))
            painter.drawRoundedRect(pill, BADGE / 2, BADGE / 2)
            painter.setPen(QColor(theme.danger))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        elif self._is_done:
            tick = icon_pixmap("check", theme.accent, ICON, self.devicePixelRatioF())
            painter.drawPixmap(round(right - ICON), round(middle - ICON / 2), tick)
