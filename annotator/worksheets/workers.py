"""Work shared between this process and others, which are started afresh on every system."""

from __future__ import annotations

import gc
import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any, TypeVar

from annotator.domain.errors import StorageTrouble
from annotator.translation import Language, speak, spoken
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.typesetting import LayoutCache

#: Fewer documents than this are set faster than a second process starts.
WORTH_A_PROCESS = 8
#: Sheets that a helper has at the same time, so that it never waits for the next one.
AHEAD = 2
#: A helper lives for one batch: it looks for garbage less often than a program must.
_RARE_COLLECTION = (20_000, 20, 50)

_Sheet = TypeVar("_Sheet")
#: Sets one document with a cache that is kept from document to document.
Setter = Callable[[Any, PageOptions, LayoutCache], bytes]


def set_in_turns(
    setter: Setter, sheets: Sequence[_Sheet], options: PageOptions, processes: int
) -> Iterator[tuple[int, bytes]]:
    """Yield the documents with their numbers, in the order in which they are done.

    This process is one of `processes`; whoever is free takes the next sheet. Closing the
    iterator stops the others.
    """
    turns = _Turns(deque(range(len(sheets))))
    cache = LayoutCache()
    with ExitStack() as helpers:
        for _ in range(processes - 1 if len(sheets) >= WORTH_A_PROCESS else 0):
            helpers.enter_context(_helper(turns, setter, sheets, options))
        helpers.callback(turns.waiting.clear)
        for _ in sheets:
            own = turns.next() if turns.done.empty() else None
            if own is not None:
                yield own, setter(sheets[own], options, cache)
            else:
                yield _result(*turns.done.get())


def _result(number: int, document: Future[bytes]) -> tuple[int, bytes]:
    try:
        return number, document.result()
    except (BrokenProcessPool, OSError) as trouble:
        raise StorageTrouble(
            "A second process that helped to print ended too early. "
            "The files that were written are whole. Print the rest again."
        ) from trouble


@dataclass(frozen=True, slots=True)
class _Turns:
    """The sheets that nobody has taken yet, and what other processes have set."""

    waiting: deque[int]
    done: queue.SimpleQueue[tuple[int, Future[bytes]]] = field(default_factory=queue.SimpleQueue)

    def next(self) -> int | None:
        try:
            return self.waiting.popleft()
        except IndexError:
            return None

    def feed(self, pool: ProcessPoolExecutor, before: Future[Any], count: int = 1) -> None:
        """Hand the next sheets to a helper that has just become free; a lost one gets none."""
        if before.cancelled() or before.exception():
            return
        for number in (self.next() for _ in range(count)):
            if number is None:
                return
            try:
                sheet = pool.submit(_set, number)
            except RuntimeError as trouble:  # it has ended in this moment
                sheet = Future()
                sheet.set_exception(trouble)
            sheet.add_done_callback(partial(self._came, pool, number))

    def _came(self, pool: ProcessPoolExecutor, number: int, document: Future[bytes]) -> None:
        self.done.put((number, document))
        self.feed(pool, document)


@contextmanager
def _helper(
    turns: _Turns, setter: Setter, sheets: Sequence[Any], options: PageOptions
) -> Iterator[None]:
    """Let another process take sheets too; at the end it is waited for, and it drops the rest."""
    ForkingPickler.register(MappingProxyType, _packed)
    context = get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    with ProcessPoolExecutor(1, context, _begin, (theirs,)) as pool, ours:
        # A task and not the initializer's, for which this process would wait until it is read.
        ready = pool.submit(_hold, setter, sheets, options, spoken())
        theirs.close()
        ready.add_done_callback(partial(turns.feed, pool, count=AHEAD))
        yield


def _packed(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    """Return how a read-only mapping of a lesson or a hand-in travels to another process."""
    return _read_only, (dict(mapping),)


def _read_only(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


# -- in the other process ----------------------------------------------------------------------

#: What an executor's tasks can only find here: one batch, for which the process was started.
_batch: tuple[Setter, Sequence[Any], PageOptions, LayoutCache]
_is_over = threading.Event()


def _begin(connection: Connection) -> None:
    gc.set_threshold(*_RARE_COLLECTION)
    threading.Thread(target=_watch, args=(connection,), daemon=True).start()


def _watch(connection: Connection) -> None:
    """Drop what is left when the other end is closed, and end with the process that has it."""
    connection.poll(None)
    _is_over.set()
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _hold(setter: Setter, sheets: Sequence[Any], options: PageOptions, language: Language) -> None:
    global _batch
    speak(language)
    _batch = setter, sheets, options, LayoutCache()
    gc.freeze()


def _set(number: int) -> bytes:
    setter, sheets, options, cache = _batch
    return b"" if _is_over.is_set() else setter(sheets[number], options, cache)
