"""The bar with which words are found: what, how exactly, in which articles, how many."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from annotator.domain.finding import SearchQuery
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel
from annotator.translation import _

#: Nobody looks for more than a paragraph.
LONGEST = 1000


class FindBar(QWidget):
    """One row: the field, the choices, how many there are, and the way through them."""

    changed = Signal()
    closed = Signal()
    stepRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty field."""
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(_("Find in the articles"))
        self.field.setAccessibleName(_("Find"))
        self.field.setMinimumWidth(150)
        self.field.setMaximumWidth(360)
        self.count = ElidedLabel("")
        self.count.setAccessibleName(_("Found"))
        self.everywhere = _choice("files", _("In all articles"), _("Also in those that are closed"))
        self.case = _choice("case-sensitive", _("Large and small letters differ"))
        self.whole_words = _choice("whole-word", _("Whole words only"))
        self.previous = _button("chevron-up", _("Previous"), "Shift+Enter")
        self.next = _button("chevron-down", _("Next"), "Enter")
        self.close_button = _button("x", _("Close find"), "Esc")
        self.everywhere.setChecked(True)
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1)
        row.setSpacing(SPACE_1)
        row.addWidget(self.field, 3)
        for button in (self.previous, self.next):
            row.addWidget(button)
        row.addSpacing(SPACE_2)
        row.addWidget(self.count, 2, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.everywhere, self.case, self.whole_words):
            row.addWidget(button)
        row.addSpacing(SPACE_2)
        row.addWidget(self.close_button)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.changed)
        for choice in (self.everywhere, self.case, self.whole_words):
            choice.toggled.connect(self.changed)
        self.previous.clicked.connect(self._on_previous_clicked)
        self.next.clicked.connect(self._on_next_clicked)
        self.close_button.clicked.connect(self.hide)

    @property
    def wanted(self) -> SearchQuery:
        """Return what is looked for."""
        text = self.field.text()
        return SearchQuery(text, self.case.isChecked(), self.whole_words.isChecked())

    def open(self, text: str = "") -> None:
        """Show the bar with the keyboard in its field, and look for a text if one is given."""
        if text:
            self.field.setText(text)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.changed.emit()

    def show_count(self, text: str) -> None:
        """Say how many there are, and which one is shown."""
        self.count.setText(text)
        self.count.setAccessibleDescription(text)

    def set_steps(self, enabled: bool) -> None:
        """Let a person go through what was found, if there is anything."""
        self.previous.setEnabled(enabled)
        self.next.setEnabled(enabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through what was found with Enter; leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepRequested.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nothing is looked for any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.closed.emit()

    def _on_previous_clicked(self) -> None:
        self.stepRequested.emit(-1)

    def _on_next_clicked(self) -> None:
        self.stepRequested.emit(1)


def _button(icon: str, name: str, keys: str = "") -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(themed_icon(icon, size=18))
    made.setIconSize(QSize(18, 18))
    made.setAccessibleName(name)
    set_tip(made, f"{name} ({keys})" if keys else name)
    return made


def _choice(icon: str, name: str, more: str = "") -> QToolButton:
    made = _button(icon, name)
    made.setCheckable(True)
    made.setAccessibleDescription(more)
    set_tip(made, f"{name}. {more}" if more else name)
    return made
