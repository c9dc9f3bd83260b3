"""A database of its own for each test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.storage.database import open_store
from annotator.storage.places import DiskFacts
from tests.storage import samples

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
