"""From the start of the process to the first painted window, against a bare one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measuring import RUNS, Row

#: Tells the parent when the first window of the program has been painted, then ends.
_WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            os.write(1, b"painted")
            os._exit(0)
        return False

made = QApplication.__init__
def init(self, *arguments):
    made(self, *arguments)
    self.first_paint = FirstPaint(self)
    self.installEventFilter(self.first_paint)
QApplication.__init__ = init
"""

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTextEdit())
window.resize(1200, 700)
window.show()
app.exec()
"""

_OURS = """
from annotator.__main__ import main
main()
"""


def run() -> Row:
    """Start both windows in turns, offscreen and with warm caches."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = [], []
        for turn in range(RUNS + 2):
            theirs, mine = _seconds(_BARE, Path(folder)), _seconds(_OURS, Path(folder))
            if turn >= 2:
                bare.append(theirs)
                ours.append(mine)
    mine, theirs = statistics.median(ours) * 1e3, statistics.median(bare) * 1e3
    note = "bare PySide6 window with one QTextEdit"
    return Row("first window", mine, theirs, "ms", mine / theirs, 1.6, note)


def _seconds(script: str, folder: Path) -> float:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "ANNOTATOR_DATA_DIR": str(folder / "data"),
        "HOME": str(folder),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program keeps its bytecode
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WATCH + script],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    taken = time.perf_counter() - begun
    if done.stdout != b"painted":
        raise RuntimeError(f"no window was painted: {done.stderr.decode()[-2000:]}")
    return taken
