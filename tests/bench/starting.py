"""From the start of the process to the version, the help, the lesson cards and an open lesson.

Processor time of the whole child, so that other programs do not count.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measuring import RUNS, Row

#: What opening a lesson of five articles may take, in milliseconds.
OPENING = 400.0
#: Goes through the program as a student does and prints the processor time at each point.
_STUDENT = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

times = {}
def note(name):
    times.setdefault(name, time.process_time() * 1000)

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            note("window")
            kind = type(watched).__name__
            if kind == "LessonCard" and "cards" not in times:
                note("cards")
                QTimer.singleShot(0, self.sign_in)
            elif kind == "ArticleView" or watched.parent().__class__.__name__ == "ArticleView":
                QTimer.singleShot(0, self.end)
        return False

    def sign_in(self):
        window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "annotator")
        if window._students is None:
            QTimer.singleShot(20, self.sign_in)
            return
        window.sign_in_controller.sign_in("Ana")
        QTimer.singleShot(0, self.open)

    def open(self):
        window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "annotator")
        note("asked")
        window.sign_in_controller.request("caracas-2019-04-30")

    def end(self):
        note("room")
        os.write(1, json.dumps(times).encode())
        os._exit(0)

made = QApplication.__init__
def init(self, *arguments):
    made(self, *arguments)
    self.painted = Painted(self)
    self.installEventFilter(self.painted)
QApplication.__init__ = init

from annotator.__main__ import main
main([])
"""


def run() -> list[Row]:
    """Start each in turns, offscreen and with warm caches."""
    with tempfile.TemporaryDirectory() as folder:
        nothing, version, overview = [], [], []
        played: list[dict[str, float]] = []
        for turn in range(RUNS + 2):
            bare = _processor_time(["-c", "pass"], Path(folder))
            asked = _processor_time(["-m", "annotator", "--version"], Path(folder))
            helped = _processor_time(["-m", "annotator", "--help"], Path(folder))
            times = json.loads(_ran([sys.executable, "-c", _STUDENT], Path(folder)))
            if turn >= 2:
                nothing.append(bare)
                version.append(asked)
                overview.append(helped)
                played.append(times)
    bare = statistics.median(nothing)
    note = "python -c pass"
    rows = [
        Row(f"annotator {option}", ours, bare, "ms", ours / bare, 6, note)
        for option, ours in (
            ("--version", statistics.median(version)),
            ("--help", statistics.median(overview)),
        )
    ]
    cards = statistics.median(times["cards"] for times in played)
    window = statistics.median(times["window"] for times in played)
    opened = statistics.median(times["room"] - times["asked"] for times in played)
    rows.append(Row("lesson cards", cards, window, "ms", cards / window, 2, "our first window"))
    note = "the bar of 0.4 s"
    rows.append(
        Row("first lesson, five articles", opened, OPENING, "ms", opened / OPENING, 1, note)
    )
    return rows


def _processor_time(arguments: list[str], folder: Path) -> float:
    """Return the processor time that a Python with these arguments takes, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _ran([sys.executable, *arguments], folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def _ran(command: list[str], folder: Path) -> bytes:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "ANNOTATOR_DATA_DIR": str(folder / "data"),
        "HOME": str(folder),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program keeps its bytecode
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stderr.decode()[-2000:]}")
    return done.stdout
