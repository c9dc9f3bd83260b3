"""Do something to the work; a trouble of the world is told and never leaves as an exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError

_P = ParamSpec("_P")


class Attempts(QObject):
    """Tries what a person asks of the session."""

    troubleRaised = Signal(str)

    def __call__(self, do: Callable[_P, object], *args: _P.args, **options: _P.kwargs) -> bool:
        """Do something; return whether that worked."""
        try:
            do(*args, **options)
        except AnnotatorError as trouble:
            self.troubleRaised.emit(str(trouble))
            return False
        return True
