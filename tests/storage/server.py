"""A PostgreSQL server of a test's own: found, started without a network, and ended."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where Debian keeps the programs of a server that are not on the PATH.
DEBIAN = Path("/usr/lib/postgresql")
#: The account that runs the server where tests run as root, which the server refuses.
ACCOUNT = "postgres"


class NoServer(Exception):
    """Why there is no server to test with."""


class Server:
    """A server that can be stopped as a power cut would, and started again."""

    def __init__(self, folder: Path, as_account: list[str], user: str) -> None:
        data = folder / "data"
        self.url = f"postgresql+psycopg://{user}@/postgres?host={folder}"
        self._control = [*as_account, _program("pg_ctl"), "-D", data, "-w"]
        self._log = folder / "log"
        self._options = f"-c listen_addresses= -c fsync=off -c timezone=UTC -k {folder}"
        self._is_up = False
        _run(*as_account, _program("initdb"), "-D", data, "-A", "trust", "-U", user, "-E", "UTF8")

    def start(self) -> None:
        """Start the server; what it had stored is there again."""
        _run(*self._control, "-l", self._log, "-o", self._options, "start")
        self._is_up = True

    def stop(self) -> None:
        """Stop the server in the middle of whatever it does."""
        if self._is_up:
            _run(*self._control, "-m", "immediate", "stop")
            self._is_up = False


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the URL of an empty database on a new server; raise NoServer with the reason."""
    with own_server() as server:
        yield server.url


@contextmanager
def own_server() -> Iterator[Server]:
    """Yield a new server that runs; raise NoServer with the reason."""
    if shutil.which("initdb") is None and not DEBIAN.is_dir():
        raise NoServer("PostgreSQL is not installed (initdb and pg_ctl are not to be found)")
    _refuse_without_driver()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    as_account: list[str] = []
    if is_root:
        if shutil.which("runuser") is None or not _has_account():
            raise NoServer("PostgreSQL does not run as root, and there is no other account")
        as_account = ["runuser", "-u", ACCOUNT, "--"]
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if is_root:
            shutil.chown(folder, ACCOUNT)
        server = Server(folder, as_account, ACCOUNT if is_root else getpass.getuser())
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found:
        return found
    newest = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda p: float(p.parts[-3]))
    if not newest:
        raise NoServer(f"PostgreSQL's {name} is not to be found")
    return str(newest[-1])


def _run(*words: object) -> None:
    subprocess.run(
        [str(word) for word in words],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=60,
    )


def _has_account() -> bool:
    try:
        import pwd

        pwd.getpwnam(ACCOUNT)
    except (ImportError, KeyError):
        return False
    return True


def _refuse_without_driver() -> None:
    from importlib.util import find_spec

    if find_spec("psycopg") is None:
        raise NoServer("the driver psycopg is not installed")
