"""Store what is typed: after a pause, in the middle of it, and at once whenever somebody asks."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

#: How long a pause in typing is, in milliseconds.
PAUSE = 600
#: How long the first key that is not stored waits, however fast the next ones come. What is
#: due then is on the disk before two seconds are over.
LONGEST = 1500


class DelayedSave(QObject):
    """A clock that starts anew with each key, but not for ever, and says when to store."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for the first key."""
        super().__init__(parent)
        self._typing = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)

    def watch(self, *fields: QLineEdit | QPlainTextEdit) -> None:
        """Note from now on whatever is typed in these fields."""
        for field in fields:
            typed = field.textEdited if isinstance(field, QLineEdit) else field.textChanged
            typed.connect(self.touch)

    def touch(self) -> None:
        """Note that something was typed."""
        if not self._typing.isValid():
            self._typing.start()
        self._timer.start(max(0, min(PAUSE, LONGEST - self._typing.elapsed())))

    def stop(self) -> None:
        """Forget that anything was typed: it has been stored."""
        self._timer.stop()
        self._typing.invalidate()

    def _on_timer_timeout(self) -> None:
        self.stop()
        self.due.emit()


def show_text(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show a text, unless the field says the same: the space just typed and the caret stay."""
    if isinstance(field, QLineEdit):
        if " ".join(field.text().split()) != " ".join(text.split()):
            field.setText(text)
            field.setCursorPosition(0)
    elif field.toPlainText().strip() != text.strip():
        field.setPlainText(text)
