"""A database of its own for each test."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from annotator.storage.database import open_server, open_store
from annotator.storage.places import DiskFacts
from tests.storage import samples
from tests.storage.server import NoServer, running_server

PROJECT = Path(__file__).parents[2]
#: The tests are about databases, not about the disk that the machine has for /tmp.
OWN_DISK = DiskFacts("linux")


@pytest.fixture
def path(tmp_path):
    """Where the database of the test lies; its folder is not there yet."""
    return tmp_path / "Zoë’s data 100%" / "annotator.db"


@pytest.fixture
def open_again(path):
    """Return a function that opens the database like a program that starts."""
    opened = []

    def open_again(**options):
        store = open_store(path, facts=OWN_DISK, **options)
        opened.append(store)
        return store

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_again):
    """An empty database."""
    return open_again()


@pytest.fixture
def class_store(store):
    """A database that holds the lesson of the samples."""
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.commit()
    return store


@pytest.fixture(scope="module")
def class_store_once(tmp_path_factory):
    """One database for all examples: nothing is committed, so each begins with it empty."""
    store = open_store(tmp_path_factory.mktemp("once") / "annotator.db", facts=OWN_DISK)
    with store.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.commit()
    yield store
    store.close()


@pytest.fixture
def start():
    """Return a function that starts a Python program as another process."""
    started = []

    def start(script, *arguments, environment=None):
        process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            cwd=PROJECT,
            env={**(environment or os.environ), "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


_NUMBERS = count(1)


@pytest.fixture(scope="module")
def server():
    """The URL of a server of these tests' own; without PostgreSQL they are skipped."""
    try:
        with running_server() as url:
            open_server(url).close()  # the shape that each test's database begins with
            yield url
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture
def url(server):
    """The URL of a database of the test's own."""
    name = f"test_{next(_NUMBERS)}"
    admin = create_engine(make_url(server).set(database="template1"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE postgres")
    admin.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
