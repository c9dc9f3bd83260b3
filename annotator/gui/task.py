"""Work beside the interface: it always ends, and an answer that came too late reaches nobody.

Each purpose of a screen has a `TaskSlot`: it starts the work in a thread, says whether it is
busy, and drops the answer of older work when newer work is started. docs/decisions/0020 says why.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from annotator.domain.errors import AnnotatorError, system_trouble
from annotator.gui.errors import MISTAKE, described, log
from annotator.services.jobs import Cancelled, Job

Result = TypeVar("Result")

#: Threads at a time: most of them wait for a disk, and one share that hangs blocks no other work.
MOST_THREADS = 8
#: How long the end of the program waits for work that is asked to stop, in milliseconds.
LAST_WAIT = 3000


class Crashed(AnnotatorError):
    """A mistake of the program in work beside the interface; it is in the log already."""


class TaskOutcome(Enum):
    """How a task ended."""

    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CRASHED = "crashed"
    STALE = "stale"


class Task(QObject):
    """One piece of work on its way; `ended` comes exactly once, before its answer is handed over.

    So whatever shows that it runs is down already when the answer is dealt with, even where
    that opens a dialog or fails.
    """

    ended = Signal(object)
    progressed = Signal(int, int, str)
    _came = Signal(object, object)

    def __init__(
        self,
        label: str,
        done: Callable[[Any], None] | None,
        failed: Callable[[AnnotatorError], None] | None,
        *,
        finishes: bool = False,
    ) -> None:
        """Wait for work; with `finishes` it runs to its end whether anybody waits or not."""
        # The application owns it: it must outlive whoever asked and the thread.
        super().__init__(QCoreApplication.instance())
        self.label = label
        self.job = Job(self.progressed.emit)
        self.finishes = finishes
        self._done, self._failed = done, failed
        self._is_running = True
        self._left = threading.Event()
        self._left.set()
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Return whether its answer is still waited for."""
        return self._is_running

    @property
    def is_at_work(self) -> bool:
        """Return whether a thread has its work, waited for or not."""
        return not self._left.is_set()

    def stop(self) -> None:
        """Ask the work to end early; what it has by then is its answer."""
        self.job.stop()

    def cancel(self, outcome: TaskOutcome = TaskOutcome.CANCELLED) -> None:
        """End now: nobody gets an answer, and the work stops where it looks."""
        if not self.finishes:
            self.job.stop()
        if self._is_running:
            self._end(outcome)

    @Slot()
    def forget(self) -> None:
        """End because whoever asked is gone."""
        self.cancel()

    def start(self, func: Callable[[Job], Any], after: Task | None = None) -> None:
        """Do the work in a thread, when that of `after` has left its own."""
        self._left.clear()
        _pool().start(_Run(self, func, after))

    def wait(self) -> None:
        """Wait in another thread until the work is done."""
        self._left.wait()

    def work(self, func: Callable[[Job], Any]) -> None:
        """Do the work in the calling thread and send what came of it."""
        result, error = None, None
        try:
            if not self.finishes and not self._is_running:
                raise Cancelled  # while it waited for a thread
            result = func(self.job)
        except BaseException as caught:  # noqa: BLE001 - dealt with on the main thread
            error = caught
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._came.emit(result, error)
        self._left.set()  # whoever comes after answers after

    @Slot(object, object)
    def _on_came(self, result: Any, error: BaseException | None) -> None:
        self.deleteLater()
        done, failed = self._done, self._failed
        if self._is_running:
            self._end(_outcome(error))
        else:
            done = failed = None  # nobody waits any more, but a mistake of ours is never silent
        if error is None:
            if done is not None:
                done(result)
        elif not isinstance(error, Cancelled):
            _hand_over(error, failed)

    def _end(self, outcome: TaskOutcome) -> None:
        """Say once that it is over, and hold nobody any longer."""
        self._is_running = False
        self._done = self._failed = None
        self.ended.emit(outcome)


class _Run(QRunnable):
    """A task's way through the thread pool."""

    def __init__(self, task: Task, func: Callable[[Job], Any], after: Task | None) -> None:
        super().__init__()
        self._task, self._func, self._after = task, func, after
        self._context = copy_context()  # what it says is in the language of whoever asked

    def run(self) -> None:
        """Do the work when its turn comes."""
        if self._after is not None:
            self._after.wait()
        self._context.run(self._task.work, self._func)


class TaskSlot(QObject):
    """The tasks of one purpose; what is started replaces what runs, whose answer is dropped.

    `in_turn` is for work that must not be left half done, such as writing: all that was started
    is done, one after the other, and each is answered; `cancel` drops the answers only.
    """

    busyChanged = Signal(bool)
    ended = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, owner: QObject, label: str, *, in_turn: bool = False) -> None:
        """Serve `owner`; `label` says what the work is, as in "collecting hand-ins"."""
        super().__init__(owner)
        self._label = label
        self._in_turn = in_turn
        self._tasks: list[Task] = []
        self._last: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Return whether an answer is waited for."""
        return bool(self._tasks)

    def start(
        self,
        func: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[AnnotatorError], None] | None = None,
    ) -> Task:
        """Run `func` in a thread, then `done` or `failed` on the main one.

        Neither is called for what was replaced or cancelled, nor when the owner was deleted. A
        mistake of the program goes to the log, and to `failed` as a sentence; without `failed`
        it is told in a dialog.
        """
        return self.start_job(partial(_without_job, func), done, failed)

    def start_job(
        self,
        func: Callable[[Job], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[AnnotatorError], None] | None = None,
    ) -> Task:
        """Do as `start` does with work that tells how far it is and can be stopped."""
        task = Task(self._label, done, failed, finishes=self._in_turn)
        task.ended.connect(self._on_task_ended)
        task.progressed.connect(self._on_task_progressed)
        self.destroyed.connect(task.forget)
        before = [] if self._in_turn else self._tasks[:]
        was_busy = self.is_busy
        self._tasks.append(task)
        for each in before:
            each.cancel(TaskOutcome.STALE)
        if not was_busy:
            self.busyChanged.emit(True)
        last, self._last = self._last, task if self._in_turn else None
        task.start(func, last)
        return task

    def stop(self) -> None:
        """Ask what runs to end early; what it has by then still comes."""
        for task in self._tasks:
            task.stop()

    def cancel(self) -> None:
        """Forget what runs: its answer comes to nobody."""
        for task in self._tasks[:]:
            task.cancel()

    @Slot(object)
    def _on_task_ended(self, outcome: TaskOutcome) -> None:
        if not isValid(self):
            return
        self._tasks = [task for task in self._tasks if task.is_running]
        if not self._tasks:
            self.busyChanged.emit(False)
            self.ended.emit(outcome)

    @Slot(int, int, str)
    def _on_task_progressed(self, done: int, total: int, phase: str) -> None:
        if self.sender() in self._tasks:
            self.progressed.emit(done, total, phase)


class _BusySign(QObject):
    """What shows on a widget that work is under way."""

    def __init__(self, widget: QWidget, slot: TaskSlot) -> None:
        super().__init__(slot)
        self._widget = widget
        slot.busyChanged.connect(self._on_slot_busy_changed)

    @Slot(bool)
    def _on_slot_busy_changed(self, is_busy: bool) -> None:
        self._widget.setProperty("busy", is_busy)
        if is_busy:
            self._widget.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self._widget.unsetCursor()


def busy(widget: QWidget, slot: TaskSlot) -> None:
    """Show on a widget whenever work of a slot is under way, and never longer."""
    _BusySign(widget, slot)


def wait_for_tasks(milliseconds: int = 10_000) -> bool:
    """Return whether all work in threads ends within this time."""
    return _pool().waitForDone(milliseconds)


def end_tasks(milliseconds: int = LAST_WAIT) -> tuple[str, ...]:
    """Cancel everything, wait for it, and return what is still at work after this time."""
    app = QCoreApplication.instance()
    tasks = [task for task in app.findChildren(Task) if task.is_at_work] if app else []
    for task in tasks:
        task.cancel()
        task.stop()
    wait_for_tasks(milliseconds)
    return tuple(sorted({task.label for task in tasks if task.is_at_work}))


def _pool() -> QThreadPool:
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(MOST_THREADS, pool.maxThreadCount()))
    return pool


def _without_job(func: Callable[[], Result], _job: Job) -> Result:
    return func()


def _outcome(error: BaseException | None) -> TaskOutcome:
    if error is None:
        return TaskOutcome.DONE
    if isinstance(error, Cancelled):
        return TaskOutcome.CANCELLED
    is_of_the_world = isinstance(error, (AnnotatorError, OSError))
    return TaskOutcome.FAILED if is_of_the_world else TaskOutcome.CRASHED


def _hand_over(error: BaseException, failed: Callable[[AnnotatorError], None] | None) -> None:
    """Tell what went wrong, as a sentence to whoever waits; where it happened goes to the log."""
    where = described(type(error), error.__traceback__)
    if isinstance(error, AnnotatorError):
        trouble = error
    elif isinstance(error, OSError):
        log.info("%s", where)
        trouble = system_trouble(error)
    elif failed is None:
        told = error if isinstance(error, Exception) else RuntimeError(type(error).__name__)
        sys.excepthook(type(told), told, error.__traceback__)
        return
    else:
        log.error("%s", where)
        trouble = Crashed(MISTAKE)
    if failed is not None:
        failed(trouble)
