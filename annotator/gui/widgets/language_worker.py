"""The language part beside the interface: requests go to its process, answers come back.

One process serves the whole program. It starts with the first request, works on one request
at a time, and ends when nothing was asked of it for a while, because the model that it holds
takes a good part of a small machine's memory.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NewType

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer
from shiboken6 import isValid

from annotator.domain.errors import AnnotatorError, BadInput, StorageTrouble
from annotator.translation import N_, _, spoken
from annotator.use_cases.language_process import import_path, worker_command

RequestId = NewType("RequestId", int)
Answer = dict[str, Any]
Done = Callable[[Answer], None]
Failed = Callable[[AnnotatorError], None]

#: A request that ended the process is tried once more, with a new process.
_MOST_TRIES = 2
_IDLE_MILLISECONDS = 10 * 60 * 1000
#: How long the end of a process that was killed may take.
_ENDING_MILLISECONDS = 2000

STOPPED_TWICE = N_(
    "The language help stopped twice over this text, so there are no suggestions for it. "
    "Nothing of yours was lost; go on by hand, or try again later."
)
CANNOT_START = N_(
    "The language help could not be started, so there are no suggestions. Reading, "
    "highlighting and grading work without it. Install the program again to get it."
)


@dataclass(slots=True)
class _Request:
    """One question on its way: its line, who waits for the answer, and how often it was sent."""

    id: RequestId
    line: bytes
    done: Done
    failed: Failed
    tries: int = 0
    is_wanted: bool = True

    def answer(self, answer: Answer) -> None:
        """Give the answer to whoever asked, if they are still there."""
        if self.is_wanted and not _is_gone(self.done):
            self.done(answer)

    def fail(self, trouble: AnnotatorError) -> None:
        """Tell whoever asked that there will be no answer."""
        if self.is_wanted and not _is_gone(self.failed):
            self.failed(trouble)


class LanguageWorker(QObject):
    """A client of the language process; every call returns at once."""

    def __init__(self, parent: QObject | None = None, command: Sequence[str] | None = None) -> None:
        """Start nothing yet; `command` is another program that speaks the same lines."""
        super().__init__(parent)
        self._command = tuple(command) if command is not None else None
        self._process: QProcess | None = None
        self._waiting: deque[_Request] = deque()
        self._running: _Request | None = None
        self._count = 0
        self._unread = b""
        self._is_closed = False
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MILLISECONDS)
        self._idle.timeout.connect(self._end_process)

    def ask(self, request: Mapping[str, Any], done: Done, failed: Failed) -> RequestId:
        """Send a request (docs/language.md lists them) and return its number at once.

        Later either `done` gets the answer or `failed` a trouble with a sentence; neither is
        called after `cancel` or `close`, nor when the object they belong to was deleted.
        """
        self._count += 1
        number = RequestId(self._count)
        whole = {**request, "id": number, "speaks": spoken()}
        line = json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
        self._waiting.append(_Request(number, line + b"\n", done, failed))
        # Never call back before the caller has the number.
        QTimer.singleShot(0, self, self._send_next)
        return number

    def cancel(self, request_id: RequestId) -> None:
        """Forget a request; nothing happens where it was answered already."""
        self._waiting = deque(r for r in self._waiting if r.id != request_id)
        if self._running is not None and self._running.id == request_id:
            # The process goes on with it: starting a new one would take longer.
            self._running.is_wanted = False

    @property
    def is_busy(self) -> bool:
        """Return whether somebody waits for an answer."""
        return bool(self._waiting) or (self._running is not None and self._running.is_wanted)

    def close(self) -> None:
        """Forget every request and end the process; a closed worker answers nothing."""
        self._is_closed = True
        self._waiting.clear()
        self._running = None
        self._end_process()

    # -- the process -----------------------------------------------------------

    def _send_next(self) -> None:
        if self._is_closed or self._running is not None or not self._waiting:
            return
        self._idle.stop()
        self._running = self._waiting.popleft()
        self._running.tries += 1
        process = self._process or self._start()
        process.write(self._running.line)

    def _start(self) -> QProcess:
        process = QProcess(self)
        self._process = process
        self._unread = b""
        program, *arguments = self._command or worker_command()
        process.setProgram(program)
        process.setArguments(arguments)
        process.setProcessEnvironment(_environment())
        # What it complains about could hold words of an article.
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_ready_read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self.destroyed.connect(partial(_kill, process))
        process.start()
        return process

    def _end_process(self) -> None:
        self._idle.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._on_ready_read)
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        _kill(process)
        process.deleteLater()

    def _on_ready_read(self) -> None:
        if self._process is None:
            return
        *lines, self._unread = (
            self._unread + bytes(self._process.readAllStandardOutput().data())
        ).split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        running = self._running
        answer = _answer_in(line)
        if running is None or answer is None or answer.pop("id", None) != running.id:
            return  # something that was printed beside the answers
        self._running = None
        self._idle.start()
        QTimer.singleShot(0, self, self._send_next)
        if "error" in answer:
            running.fail(BadInput(str(answer["error"])))
        else:
            running.answer(answer)

    def _on_finished(self) -> None:
        self._end_process()
        running, self._running = self._running, None
        if running is None:
            return
        if running.tries < _MOST_TRIES and running.is_wanted:
            self._waiting.appendleft(running)
        else:
            running.fail(StorageTrouble(_(STOPPED_TWICE)))
        QTimer.singleShot(0, self, self._send_next)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error != QProcess.ProcessError.FailedToStart:
            return  # what else can happen ends the process, and that is told apart
        self._end_process()
        failed = [r for r in (self._running, *self._waiting) if r is not None]
        self._running = None
        self._waiting.clear()
        for request in failed:
            request.fail(StorageTrouble(_(CANNOT_START)))


def _environment() -> QProcessEnvironment:
    """Return this program's environment, in which Python finds the same package."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", import_path())
    return environment


def _answer_in(line: bytes) -> Answer | None:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _is_gone(callback: Callable[..., object]) -> bool:
    """Return whether a callback is a method of a Qt object that was deleted."""
    owner = getattr(getattr(callback, "func", callback), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _kill(process: QProcess, *_unused: object) -> None:
    """End a process and wait until it has; it holds nothing that could be lost."""
    if isValid(process) and process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(_ENDING_MILLISECONDS)
