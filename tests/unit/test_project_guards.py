"""The guards of tests/conftest.py bite: each is shown a test that it has to fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

UNIT_SAMPLE = """
import logging, os, warnings
from pathlib import Path
import pytest

def test_quiet(): pass
def test_info(): logging.getLogger("a").info("fine")
def test_warning_logged(): logging.getLogger("a").warning("surprise")
@pytest.mark.allow_log("surprise")
def test_warning_expected(): logging.getLogger("a").warning("a surprise indeed")
@pytest.mark.allow_log("something else")
def test_other_warning_expected(): logging.getLogger("a").error("surprise")
def test_python_warning(): warnings.warn("old")
def test_home_is_not_a_persons(data_dir):
    assert "annotator-tests-" in str(Path.home())
    assert os.environ["ANNOTATOR_DATA_DIR"] == str(data_dir)
    assert not list(data_dir.iterdir())
"""
GUI_SAMPLE = """
from PySide6.QtCore import QObject, qWarning
from PySide6.QtWidgets import QLabel, QWidget
KEPT = []

class Knot(QWidget):
    def __init__(self):
        super().__init__()
        self.destroyed.connect(lambda: self)

class Grumbler(QWidget):
    def event(self, event):
        if event.type() == event.Type.DeferredDelete:
            qWarning("grumble")
        return super().event(event)

def test_window_freed(qtbot):
    window = QLabel("x"); qtbot.addWidget(window); window.show(); qtbot.waitExposed(window)
def test_window_kept(qapp):
    KEPT.append(QLabel("x")); KEPT[-1].show()
def test_qt_message(qapp): qWarning("surprise")
def test_qt_message_while_ending(qapp):
    window = Grumbler(); window.deleteLater(); KEPT.append(window)
def test_after_them(qtbot):
    window = QLabel("x"); qtbot.addWidget(window)
"""
EXPECTED = {
    "test_quiet": "PASSED",
    "test_info": "PASSED",
    "test_warning_logged": "ERROR",
    "test_warning_expected": "PASSED",
    "test_other_warning_expected": "ERROR",
    "test_python_warning": "FAILED",
    "test_home_is_not_a_persons": "PASSED",
    "test_window_freed": "PASSED",
    "test_window_kept": "ERROR",
    "test_qt_message": "FAILED",
    "test_qt_message_while_ending": "ERROR",
    "test_after_them": "PASSED",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the samples under the project's own settings and return how each test ended."""
    folder = tmp_path_factory.mktemp("project")
    for room, sample in (("unit", UNIT_SAMPLE), ("gui", GUI_SAMPLE)):
        (folder / "tests" / room).mkdir(parents=True)
        (folder / "tests" / room / "test_sample.py").write_text(sample)
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "fakes").mkdir()
    for name in ("__init__.py", "no_network.py", "quick_disk.py"):
        shutil.copy(ROOT / "tests" / "fakes" / name, folder / "tests" / "fakes")
    shutil.copy(ROOT / "pyproject.toml", folder)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, str] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", run.stdout, re.MULTILINE):
        # A guard that fails a test as it ends leaves it both passed and in error.
        found[name] = outcome if found.get(name) in (None, "PASSED") else found[name]
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_test_ends_as_the_guards_demand(outcomes: dict[str, str], name: str):
    assert outcomes[name] == EXPECTED[name]
