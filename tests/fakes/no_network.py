"""Watch a Python process for every attempt to reach another machine, and refuse it.

Used by the tests themselves, and as `sitecustomize` by the processes that they start, which
write their attempts to the file that an environment variable names.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOG_VARIABLE = "ANNOTATOR_TEST_NETWORK_LOG"
#: The events that CPython raises before it asks the system, and where the address stands.
_EVENTS = {
    "socket.connect": 1,
    "socket.bind": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}

attempts: list[str] = []


def watch() -> None:
    """Refuse connections from now on; a process cannot stop to be watched."""
    sys.addaudithook(_on_event)


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _EVENTS:
        return
    address = arguments[_EVENTS[event]]
    if event not in ("socket.getaddrinfo", "socket.gethostbyname") and not isinstance(
        address, tuple
    ):
        return  # a path: two processes of this machine
    said = f"{event} {address}"
    attempts.append(said)
    log = os.environ.get(LOG_VARIABLE)
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(said + "\n")
    raise PermissionError(f"no network in tests: {said}")


if __name__ == "sitecustomize":
    watch()
