"""Tell whoever listens that something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

News = TypeVar("News")


class Observers(Generic[News]):
    """Listeners that are called in the order in which they came."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._listeners: list[Callable[[News], None]] = []

    def add(self, listener: Callable[[News], None]) -> Callable[[], None]:
        """Add a listener; return the function that removes it again."""
        self._listeners.append(listener)

        def remove() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return remove

    def tell(self, news: News) -> None:
        """Call every listener with the news."""
        for listener in tuple(self._listeners):
            listener(news)
