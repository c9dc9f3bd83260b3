"""The promise that this program opens no connection, kept for the libraries below it too."""

from __future__ import annotations


def stay_offline() -> None:
    """Keep libraries from trying out the network when they are imported.

    The HTTP client below the readers of web pages and of language binds a socket to learn
    whether this machine speaks IPv6. Nothing here ever uses it; told that there is none, it
    does not ask. Call this before either is imported.
    """
    # Only now, because the first window waits for nothing that it does not need.
    import socket

    socket.has_ipv6 = False
