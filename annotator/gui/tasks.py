"""The one door for threads: work runs beside the interface, its result comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from annotator.domain.errors import AnnotatorError

Result = TypeVar("Result")


class _Reply(QObject):
    """Carries the outcome of a task to the main thread, where it lives."""

    came = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], None],
        failed: Callable[[AnnotatorError], None],
    ) -> None:
        # The application owns it: it must outlive the owner and the worker thread.
        super().__init__(QCoreApplication.instance())
        self._owner = owner
        self._done = done
        self._failed = failed
        self.came.connect(self._on_came)

    @Slot(object, object)
    def _on_came(self, result: Any, error: Exception | None) -> None:
        self.deleteLater()
        if not isValid(self._owner):
            return  # whoever asked is gone
        if error is None:
            self._done(result)
        elif isinstance(error, AnnotatorError):
            self._failed(error)
        else:
            raise error


class _Task(QRunnable):
    """One function on its way through the thread pool."""

    def __init__(self, func: Callable[[], Any], reply: _Reply) -> None:
        super().__init__()
        self._func = func
        self._reply = reply

    def run(self) -> None:
        """Call the function and send what came of it."""
        result, error = None, None
        try:
            result = self._func()
        except Exception as caught:  # noqa: BLE001 - raised again on the main thread
            error = caught
        self._reply.came.emit(result, error)


def run_task(
    owner: QObject,
    func: Callable[[], Result],
    done: Callable[[Result], None],
    failed: Callable[[AnnotatorError], None],
) -> None:
    """Run `func` in the thread pool, then `done` or `failed` on the main thread.

    Neither is called when `owner` has been deleted meanwhile. An error that is not an
    AnnotatorError is a bug and is raised on the main thread.
    """
    QThreadPool.globalInstance().start(_Task(func, _Reply(owner, done, failed)))


def wait_for_tasks(milliseconds: int = 10_000) -> bool:
    """Return whether all running tasks end within this time; called before the house closes."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
