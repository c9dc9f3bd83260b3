"""What a room pulls in when it is imported, asked in a fresh process.

import-linter reads the imports of our own files; this asks Python what really got loaded, through
other libraries too. It keeps the first window fast and the core testable without Qt.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ["PySide6", "sqlalchemy", "alembic", "spacy", "reportlab"]
ROOMS = ["domain", "scoring", "services", "session", "files", "paths", "settings"]

# Imports a room with all its modules and prints which of the heavy libraries are loaded then.
PROBE = """
import importlib, pkgutil, sys
room, heavy = importlib.import_module(sys.argv[1]), sys.argv[2:]
for found in pkgutil.walk_packages(getattr(room, "__path__", []), room.__name__ + "."):
    importlib.import_module(found.name)
print(*[library for library in heavy if library in sys.modules])
"""


@pytest.fixture
def loaded_by(plain_environment: dict[str, str]) -> Callable[[str], list[str]]:
    """Return a function from a room to the heavy libraries it loads."""
    return partial(ask, plain_environment)


def ask(environment: dict[str, str], room: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROBE, f"annotator.{room}", *HEAVY],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_the_probe_sees_a_library_that_is_loaded(tmp_path: Path):
    (tmp_path / "annotator_probe.py").write_text("import reportlab")
    run = subprocess.run(
        [sys.executable, "-c", PROBE, "annotator_probe", *HEAVY],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["reportlab"]


@pytest.mark.parametrize("room", ROOMS)
def test_the_core_loads_no_heavy_library(loaded_by, room: str):
    assert loaded_by(room) == []


@pytest.mark.parametrize("room, library", [("nlp", "spacy"), ("worksheets", "reportlab")])
def test_a_door_opens_to_its_own_library_only(loaded_by, room: str, library: str):
    assert set(loaded_by(room)) <= {library}


def test_the_app_starts_with_qt_alone(loaded_by):
    assert set(loaded_by("__main__")) <= {"PySide6"}


def test_the_command_line_starts_without_what_only_some_commands_need(loaded_by):
    assert set(loaded_by("cli")) & {"PySide6", "spacy", "reportlab"} == set()
