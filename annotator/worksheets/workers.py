"""Work shared between this process and others, which are started afresh on every system."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pickle import PicklingError
from types import MappingProxyType
from typing import Any, TypeVar

from annotator.domain.errors import AnnotatorError, StorageTrouble
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.typesetting import LayoutCache

#: Fewer documents than this are set faster than a second process starts.
WORTH_A_PROCESS = 8

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
    waiting = deque(range(len(sheets)))
    helpers: list[_Helper] = []
    done: queue.SimpleQueue[tuple[int, bytes | Exception]] = queue.SimpleQueue()
    if len(sheets) >= WORTH_A_PROCESS:
        helpers = [_Helper(setter, sheets, options, waiting, done) for _ in range(processes - 1)]
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


class _Helper:
    """Another process that sets sheets, and the thread here that feeds it."""

    def __init__(
        self,
        setter: Setter,
        sheets: Sequence[Any],
        options: PageOptions,
        waiting: deque[int],
        done: queue.SimpleQueue[tuple[int, bytes | Exception]],
    ) -> None:
        ForkingPickler.register(MappingProxyType, _packed)
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(
            target=serve, args=(there, setter, options), daemon=True, name="annotator-press"
        )
        self._process.start()
        there.close()
        self._thread = threading.Thread(
            target=self._feed, args=(sheets, waiting, done), daemon=True, name="annotator-press"
        )
        self._thread.start()

    def _feed(
        self,
        sheets: Sequence[Any],
        waiting: deque[int],
        done: queue.SimpleQueue[tuple[int, bytes | Exception]],
    ) -> None:
        """Hand over one sheet at a time while any wait; a helper that is gone is reported."""
        number = -1
        try:
            self._here.recv()  # it is ready; until then this process takes the sheets
            while waiting:
                number = waiting.popleft()
                self._here.send(sheets[number])
                done.put((number, self._here.recv()))
                number = -1
        except IndexError:
            return
        except (EOFError, OSError, PicklingError, TypeError, AttributeError) as trouble:
            if number >= 0:
                done.put((number, trouble))

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
    cache = LayoutCache()
    try:
        connection.send(None)
        while True:
            sheet = connection.recv()
            try:
                connection.send(setter(sheet, options, cache))
            except AnnotatorError as trouble:
                connection.send(trouble)
    except (EOFError, BrokenPipeError):
        return
