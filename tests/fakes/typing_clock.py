"""A clock that a test moves, and somebody who types without a pause while it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from annotator.gui.widgets import delayed_save

#: How long a key may be on the screen and nowhere else, in milliseconds.
PROMISED = 2000
#: How long somebody who types fast needs for a key.
KEY = 150


class TypingClock:
    """The time that the stores of typing live in."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 0
        self.timers: list[_Timer] = []
        patch.setattr(delayed_save, "QTimer", lambda parent: _Timer(self, parent))
        patch.setattr(delayed_save, "QElapsedTimer", lambda: _Elapsed(self))

    def advance(self, milliseconds: int) -> None:
        """Let time pass, and what is due in it happen."""
        end = self.now + milliseconds
        while due := min(
            (t for t in self.timers if t.due_by(end)), key=lambda t: t.at, default=None
        ):
            self.now = max(self.now, due.at)
            due.stop()
            due.timeout.emit()
        self.now = end

    def type_on(
        self, field: QLineEdit | QPlainTextEdit, stored: Callable[[], str], words: str
    ) -> None:
        """Type words without a pause, and check at each key what would survive a power cut."""
        field.setFocus()
        before, typed_at = len(stored().rstrip()), []
        for letter in words:
            QTest.keyClick(field, letter)
            typed_at.append(self.now)
            self.advance(KEY)
            old = sum(self.now - at >= PROMISED for at in typed_at)
            kept = stored().rstrip()
            # A space at the end belongs to what comes next.
            wanted = len(words[:old].rstrip())
            assert len(kept) >= before + wanted, f"{kept!r} after {words[: len(typed_at)]!r}"
        assert len(typed_at) * KEY > 2 * PROMISED, "type longer"
        assert shown(field).endswith(words), "what is typed stands as it was typed"
        assert field.hasFocus()


def shown(field: QWidget) -> str:
    """Return what stands in a field."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


class _Timer(QObject):
    """A timer that runs on a clock of the test."""

    timeout = Signal()

    def __init__(self, clock: TypingClock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.at = -1
        clock.timers.append(self)

    def due_by(self, end: int) -> bool:
        return 0 <= self.at <= end

    def setSingleShot(self, _single: bool) -> None:
        """Be what every timer here is."""

    def start(self, milliseconds: int) -> None:
        self.at = self._clock.now + milliseconds

    def stop(self) -> None:
        self.at = -1


class _Elapsed:
    """What measures time on a clock of the test."""

    def __init__(self, clock: TypingClock) -> None:
        self._clock = clock
        self._since = -1

    def isValid(self) -> bool:
        return self._since >= 0

    def start(self) -> None:
        self._since = self._clock.now

    def elapsed(self) -> int:
        return self._clock.now - self._since

    def invalidate(self) -> None:
        self._since = -1
