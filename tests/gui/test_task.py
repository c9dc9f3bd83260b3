"""Work beside the interface: however it goes, it ends once, and no late answer reaches anybody."""

from __future__ import annotations

import ast
import errno
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

import annotator
from annotator.domain.errors import StorageTrouble
from annotator.gui import task as tasks
from annotator.gui.errors import MISTAKE
from annotator.gui.task import Crashed, Task, TaskOutcome, TaskSlot, busy, end_tasks, wait_for_tasks
from annotator.services.jobs import Cancelled, Job
from annotator.translation import _, speaking
from tests.fakes.pseudo import language_of


class Asker(QObject):
    """Somebody with a slot, who writes down everything in the order in which it comes."""

    def __init__(self, *, in_turn: bool = False) -> None:
        super().__init__()
        self.slot = TaskSlot(self, "counting sheep", in_turn=in_turn)
        self.told: list[object] = []
        self.threads: list[int] = []
        self.slot.busyChanged.connect(self.hear_busy)
        self.slot.ended.connect(self.hear_end)

    def hear_busy(self, is_busy: bool) -> None:
        self.told.append("busy" if is_busy else "free")

    def hear_end(self, outcome: TaskOutcome) -> None:
        self.told.append(outcome)

    def done(self, result: object) -> None:
        self.told.append(result)
        self.threads.append(threading.get_ident())

    def failed(self, trouble: Exception) -> None:
        self.told.append(str(trouble))

    def start(self, func) -> Task:
        return self.slot.start(func, self.done, self.failed)


@pytest.fixture
def asker(qapp) -> Asker:
    return Asker()


@pytest.fixture
def share() -> Iterator[threading.Event]:
    """Return what a slow share waits for; at the end it answers in any case."""
    event = threading.Event()
    yield event
    event.set()
    assert wait_for_tasks()


def settle(qtbot, asker: Asker) -> None:
    """Let everything end that was started."""
    assert wait_for_tasks()
    qtbot.waitUntil(lambda: not asker.slot.is_busy)


def raising(error: BaseException):
    def work():
        raise error

    return work


# -- each way to end -------------------------------------------------------------------------


def test_work_runs_in_another_thread_and_answers_on_the_main_one(qtbot, asker: Asker):
    asker.start(threading.get_ident)
    settle(qtbot, asker)
    *signs, result = asker.told
    assert signs == ["busy", "free", TaskOutcome.DONE], "the sign is down before the answer comes"
    assert result != threading.get_ident()
    assert asker.threads == [threading.get_ident()]


def test_a_trouble_comes_as_its_sentence(qtbot, asker: Asker):
    asker.start(raising(StorageTrouble("The share is gone.")))
    settle(qtbot, asker)
    assert asker.told == ["busy", "free", TaskOutcome.FAILED, "The share is gone."]


@pytest.mark.parametrize(
    "number, said",
    [
        (errno.EIO, "could not be used: Input/output error"),
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "The disk is read-only"),
        (errno.EACCES, "This account may not use"),
        (errno.ENOENT, "There is no file or folder"),
        (errno.ENAMETOOLONG, "longer than this system allows"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(qtbot, asker: Asker, number: int, said: str):
    import os

    asker.start(raising(OSError(number, os.strerror(number), "/stick/back.pdf")))
    settle(qtbot, asker)
    outcome, sentence = asker.told[2:]
    assert outcome is TaskOutcome.FAILED
    assert said in str(sentence)
    assert "What was stored before is kept." in str(sentence)
    assert "Traceback" not in str(sentence)


@pytest.mark.allow_log("KeyError|SystemExit|KeyboardInterrupt")
@pytest.mark.parametrize("error", [KeyError("Ann Lee"), SystemExit(3), KeyboardInterrupt()])
def test_a_mistake_of_ours_ends_and_is_told_and_logged_without_names(
    qtbot, asker: Asker, caplog, error
):
    asker.start(raising(error))
    with caplog.at_level(logging.ERROR):
        settle(qtbot, asker)
    assert asker.told == ["busy", "free", TaskOutcome.CRASHED, MISTAKE]
    assert type(error).__name__ in caplog.text
    assert "Ann Lee" not in caplog.text


@pytest.mark.parametrize("error", [KeyError("missing"), SystemExit(3), KeyboardInterrupt()])
def test_a_mistake_that_nobody_hears_is_told_all_the_same(qtbot, asker: Asker, error):
    with qtbot.captureExceptions() as caught:
        asker.slot.start(raising(error))
        settle(qtbot, asker)
        qtbot.waitUntil(lambda: bool(caught))
    assert asker.told[-1] is TaskOutcome.CRASHED
    assert issubclass(caught[0][0], Exception), "nothing may end the program"


def test_a_mistake_in_cancelled_work_is_told_all_the_same(qtbot, asker: Asker, share):
    begun = threading.Event()

    def work():
        begun.set()
        share.wait()
        raise KeyError("missing")

    with qtbot.captureExceptions() as caught:
        asker.start(work)
        begun.wait()
        asker.slot.cancel()
        share.set()
        qtbot.waitUntil(lambda: bool(caught))
    assert asker.told == ["busy", "free", TaskOutcome.CANCELLED]


def test_an_answer_that_cannot_be_dealt_with_leaves_nothing_busy(qtbot, asker: Asker):
    with qtbot.captureExceptions() as caught:
        asker.slot.start(int, asker.told.index, asker.failed)
        settle(qtbot, asker)
        qtbot.waitUntil(lambda: bool(caught))
    assert asker.told == ["busy", "free", TaskOutcome.DONE]


# -- cancelled, stopped, gone ----------------------------------------------------------------


def test_cancelled_work_has_ended_at_once_and_answers_nobody(qtbot, asker: Asker, share):
    asker.start(share.wait)
    asker.slot.cancel()
    assert asker.told == ["busy", "free", TaskOutcome.CANCELLED], "although the share hangs"
    share.set()
    settle(qtbot, asker)
    asker.start(int)
    settle(qtbot, asker)
    assert asker.told[3:] == ["busy", "free", TaskOutcome.DONE, 0]


def test_work_that_is_asked_to_stop_gives_what_it_has(qtbot, asker: Asker):
    begun = threading.Event()

    def counting(job: Job) -> int:
        count = 0
        while not job.is_stopped:
            count += 1
            begun.set()
        return count

    asker.slot.start_job(counting, asker.done, asker.failed)
    begun.wait()
    asker.slot.stop()
    settle(qtbot, asker)
    assert asker.told[2] is TaskOutcome.DONE
    assert asker.told[3] > 0


def test_work_that_is_whole_or_nothing_is_cancelled_by_stopping(qtbot, asker: Asker):
    def long(job: Job) -> None:
        while True:
            job.check()

    asker.slot.start_job(long, asker.done, asker.failed)
    asker.slot.stop()
    settle(qtbot, asker)
    assert asker.told == ["busy", "free", TaskOutcome.CANCELLED]


def test_nobody_is_told_when_whoever_asked_is_gone(qtbot, share):
    asker, told = Asker(), []
    task = asker.slot.start(share.wait, told.append, told.append)
    task.ended.connect(told.append)
    asker.deleteLater()
    qtbot.waitUntil(lambda: not isValid(asker))
    share.set()
    assert wait_for_tasks()
    qtbot.waitUntil(lambda: not isValid(task))
    assert told == [TaskOutcome.CANCELLED]


def test_progress_comes_with_its_phase(qtbot, asker: Asker):
    heard = []
    asker.slot.progressed.connect(lambda done, total, phase: heard.append((done, total, phase)))

    def work(job: Job) -> None:
        job.progress(1, 2)
        job.begin("Scoring")
        job.progress(2, 2)

    asker.slot.start_job(work)
    settle(qtbot, asker)
    assert heard == [(1, 2, ""), (2, 2, "Scoring")]


# -- one after another -----------------------------------------------------------------------


def test_the_newer_question_wins_whichever_answer_comes_last(qtbot, asker: Asker, share):
    def ann() -> str:
        share.wait()
        return "Ann"

    older = asker.start(ann)
    ends = []
    older.ended.connect(ends.append)
    asker.start(lambda: "Bob")
    qtbot.waitUntil(lambda: not asker.slot.is_busy)
    share.set()
    assert wait_for_tasks()
    qtbot.waitUntil(lambda: not isValid(older))
    assert ends == [TaskOutcome.STALE]
    assert asker.told == ["busy", "free", TaskOutcome.DONE, "Bob"], "the sign never blinked"


def test_what_was_replaced_while_it_waited_is_never_begun(qtbot, asker: Asker, monkeypatch):
    begun = []
    started = []
    monkeypatch.setattr(Task, "start", lambda self, func, after=None: started.append((self, func)))
    asker.start(lambda: begun.append("Ann"))
    asker.start(lambda: begun.append("Bob"))
    for task, func in started:
        task.work(func)
    qtbot.waitUntil(lambda: not asker.slot.is_busy)
    assert begun == ["Bob"]


def test_writing_is_done_in_turn_and_each_is_answered(qtbot, share):
    asker, written = Asker(in_turn=True), []

    def first() -> str:
        share.wait()
        written.append("first")
        return "first"

    def second() -> str:
        written.append("second")
        return "second"

    asker.start(first)
    asker.start(second)
    share.set()
    settle(qtbot, asker)
    assert written == ["first", "second"]
    assert asker.told == ["busy", "first", "free", TaskOutcome.DONE, "second"]


def test_writing_is_done_although_nobody_waits_for_it_any_more(qtbot, share):
    asker, written = Asker(in_turn=True), []
    asker.start(share.wait)
    asker.start(lambda: written.append("last"))
    asker.slot.cancel()
    assert not asker.slot.is_busy
    share.set()
    assert wait_for_tasks()
    assert written == ["last"]
    assert asker.told == ["busy", "free", TaskOutcome.CANCELLED]


# -- signs and the end -----------------------------------------------------------------------


@pytest.mark.allow_log("KeyError")
@pytest.mark.parametrize(
    "work", [int, raising(StorageTrouble("No.")), raising(KeyError()), raising(Cancelled())]
)
def test_the_sign_on_a_widget_is_never_left_up(qtbot, work):
    widget = QWidget()
    qtbot.addWidget(widget)
    slot = TaskSlot(widget, "counting sheep")
    busy(widget, slot)
    slot.start(work, failed=lambda trouble: None)
    assert widget.property("busy")
    assert widget.cursor().shape() == Qt.CursorShape.BusyCursor
    qtbot.waitUntil(lambda: not slot.is_busy)
    assert not widget.property("busy")
    assert widget.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_end_waits_for_a_while_and_names_what_is_still_at_work(qtbot, asker: Asker, share):
    begun = threading.Event()

    def count() -> None:
        begun.set()
        share.wait()

    asker.start(count)
    assert begun.wait(10)  # what has not begun ends at once
    assert end_tasks(20) == ("counting sheep",)
    share.set()
    assert end_tasks() == ()
    assert asker.told == ["busy", "free", TaskOutcome.CANCELLED]


def test_a_share_that_hangs_blocks_no_other_work(qtbot, share):
    stuck = [Asker() for _ in range(tasks.MOST_THREADS - 1)]
    for each in stuck:
        each.start(share.wait)
    other = Asker()
    other.start(int)
    qtbot.waitUntil(lambda: not other.slot.is_busy)
    assert other.told[-1] == 0


def test_a_crash_is_told_like_a_trouble_so_that_every_screen_recovers():
    assert issubclass(Crashed, annotator.domain.errors.AnnotatorError)


# -- the only way ----------------------------------------------------------------------------

#: Names that bring another thread or a flag of one's own into the interface.
THREADS = {"QThreadPool", "QRunnable", "QThread", "QtConcurrent", "Thread", "ThreadPoolExecutor"}


def test_no_other_room_of_the_interface_starts_threads():
    root = Path(annotator.__file__).parent / "gui"
    found = [
        f"{path.relative_to(root)}:{node.lineno} {name}"
        for path in sorted(root.rglob("*.py"))
        if path.name != "task.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in names_in(node)
        if name in THREADS | {"threading", "concurrent", "asyncio"}
        # The apology only asks on which thread it is.
        and (path.name, name) != ("errors.py", "QThread")
    ]
    assert found == []


def names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0], *(each.name for each in node.names)]
    if isinstance(node, ast.Import):
        return [each.name.split(".")[0] for each in node.names]
    return []


def test_work_speaks_the_language_in_which_it_was_started(qtbot, asker, tmp_path):
    language = language_of(tmp_path, "de", Lessons="Stunden")
    with speaking(language):
        asker.start(lambda: _("Lessons"))
    qtbot.waitUntil(lambda: "Stunden" in asker.told)
