"""Work shared between this process and others, which are started afresh on every system."""

from __future__ import annotations

import gc
import io
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pickle import HIGHEST_PROTOCOL, PicklingError, Unpickler
from types import MappingProxyType
from typing import Any, TypeVar

from annotator.domain.errors import AnnotatorError, StorageTrouble
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
    setter: Setter,
    sheets: Sequence[_Sheet],
    options: PageOptions,
    processes: int,
    shared: Sequence[object] = (),
) -> Iterator[tuple[int, bytes]]:
    """Yield the documents with their numbers, in the order in which they are done.

    This process is one of `processes`; whoever is free takes the next sheet. What all sheets
    hold and `shared` names is handed over once. Closing the iterator stops the others.
    """
    waiting = deque(range(len(sheets)))
    helpers: list[_Helper] = []
    done: queue.SimpleQueue[tuple[int, bytes | Exception]] = queue.SimpleQueue()
    if len(sheets) >= WORTH_A_PROCESS:
        job = _Job(setter, sheets, options, shared)
        helpers = [_Helper(job, waiting, done) for _ in range(processes - 1)]
    cache = LayoutCache()
    missing = len(sheets)
    try:
        while missing:
            try:
                own = waiting.popleft()
            except IndexError:
                yield _result(done.get())
                missing -= 1
                continue
            yield own, setter(sheets[own], options, cache)
            missing -= 1
            while not done.empty():
                yield _result(done.get())
                missing -= 1
    finally:
        waiting.clear()
        for helper in helpers:
            helper.stop()


def _result(found: tuple[int, bytes | Exception]) -> tuple[int, bytes]:
    number, document = found
    if isinstance(document, AnnotatorError):
        raise document
    if isinstance(document, Exception):
        raise StorageTrouble(
            "A second process that helped to print ended too early. "
            "The files that were written are whole. Print the rest again."
        ) from document
    return number, document


def _read_only(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


def _packed(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    """Return how a read-only mapping of a lesson or a hand-in travels to another process."""
    return _read_only, (dict(mapping),)


@dataclass(frozen=True, slots=True)
class _Job:
    """What a helper is to set, and how."""

    setter: Setter
    sheets: Sequence[Any]
    options: PageOptions
    shared: Sequence[object]


class _Packer(ForkingPickler):
    """Packs a sheet; what is shared is named by its number only."""

    def __init__(self, file: io.BytesIO, numbers: Mapping[int, int]) -> None:
        super().__init__(file, HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, obj: object) -> int | None:
        """Return the number of a shared object."""
        return self._numbers.get(id(obj))


class _Unpacker(Unpickler):
    """Unpacks a sheet that comes from the process that started this one."""

    def __init__(self, file: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, pid: int) -> object:
        """Return the shared object with a number."""
        return self._shared[pid]


class _Helper:
    """Another process that sets sheets, and the thread here that feeds it."""

    def __init__(
        self,
        job: _Job,
        waiting: deque[int],
        done: queue.SimpleQueue[tuple[int, bytes | Exception]],
    ) -> None:
        ForkingPickler.register(MappingProxyType, _packed)
        self._job = job
        self._numbers = {id(each): number for number, each in enumerate(job.shared)}
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(
            target=serve,
            # No more than this: starting waits until the new process has read it all.
            args=(there, job.setter, job.options),
            daemon=True,
            name="annotator-press",
        )
        self._process.start()
        there.close()
        self._thread = threading.Thread(
            target=self._feed, args=(waiting, done), daemon=True, name="annotator-press"
        )
        self._thread.start()

    def _feed(
        self,
        waiting: deque[int],
        done: queue.SimpleQueue[tuple[int, bytes | Exception]],
    ) -> None:
        """Hand over sheets while any wait, the next before the last has come back.

        A helper that is gone is reported with the sheet that it had.
        """
        under_way: deque[int] = deque()
        try:
            self._here.send(self._job.shared)
            self._here.recv()  # it is ready; until then this process takes the sheets
            while True:
                while waiting and len(under_way) < (AHEAD if len(waiting) > AHEAD else 1):
                    under_way.append(waiting.popleft())
                    self._here.send_bytes(self._pack(under_way[-1]))
                if not under_way:
                    return
                document = self._here.recv()
                done.put((under_way.popleft(), document))
        except IndexError:  # this process took the last sheet in the same moment
            self._finish(under_way, done)
        except (EOFError, OSError, PicklingError, TypeError, AttributeError) as trouble:
            if under_way:
                done.put((under_way[0], trouble))

    def _pack(self, number: int) -> bytes:
        file = io.BytesIO()
        _Packer(file, self._numbers).dump(self._job.sheets[number])
        return file.getvalue()

    def _finish(
        self, under_way: deque[int], done: queue.SimpleQueue[tuple[int, bytes | Exception]]
    ) -> None:
        try:
            while under_way:
                document = self._here.recv()
                done.put((under_way.popleft(), document))
        except (EOFError, OSError) as trouble:
            done.put((under_way[0], trouble))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()
        self._thread.join()
        self._here.close()
        self._process.close()


def serve(connection: Connection, setter: Setter, options: PageOptions) -> None:
    """Set the sheets that come through a connection until nobody is at its other end."""
    gc.freeze()
    gc.set_threshold(*_RARE_COLLECTION)
    cache = LayoutCache()
    try:
        shared: Sequence[object] = connection.recv()
        connection.send(None)
        while True:
            packed = io.BytesIO(connection.recv_bytes())
            sheet = _Unpacker(packed, shared).load()
            try:
                connection.send(setter(sheet, options, cache))
            except AnnotatorError as trouble:
                connection.send(trouble)
    except (EOFError, BrokenPipeError):
        return
