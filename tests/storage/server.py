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


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the URL of an empty database on a new server; raise NoServer with the reason."""
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
        yield from _served(folder, as_account, ACCOUNT if is_root else getpass.getuser())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(folder: Path, as_account: list[str], user: str) -> Iterator[str]:
    data = folder / "data"
    options = f"-c listen_addresses= -c fsync=off -k {folder}"
    _run(*as_account, _program("initdb"), "-D", data, "-A", "trust", "-U", user, "-E", "UTF8")
    control = [*as_account, _program("pg_ctl"), "-D", data, "-w"]
    _run(*control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://{user}@/postgres?host={folder}"
    finally:
        _run(*control, "-m", "immediate", "stop")


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
