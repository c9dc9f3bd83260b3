"""Nothing that the program does reaches another machine, in none of its processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import no_network

ROOT = Path(__file__).parents[2]
CARACAS = "caracas-2019-04-30"
PAGE = """<html><head><title>Soup is dearer</title>
<link rel="stylesheet" href="https://cdn.example/style.css">
<script src="https://cdn.example/a.js"></script></head><body><article>
<h1>Soup is dearer</h1><img src="https://cdn.example/soup.jpg">
<p>The canteen raised the price of soup by twenty cents on Monday, the price list says.</p>
<p>Parents were told in a letter that came on Friday and named the price of leeks.</p>
<iframe src="https://video.example/1"></iframe></article></body></html>
"""
APP = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from annotator.gui import app
from annotator.gui.main_window import MainWindow

def leave(window):
    assert "PySide6.QtNetwork" not in sys.modules
    window.close()

shown = MainWindow.enter_application
def enter(window, application):
    shown(window, application)
    QTimer.singleShot(0, lambda: leave(window))
MainWindow.enter_application = enter
sys.exit(app.run(Path(sys.argv[1]), []))
"""


@pytest.fixture
def watched(tmp_path):
    """Return a function that runs Python with the watch in it and in all it starts."""
    place = tmp_path / "watch"
    place.mkdir()
    shutil.copy(no_network.__file__, place / "sitecustomize.py")
    log = tmp_path / "attempts.txt"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{place}{os.pathsep}{ROOT}",
        no_network.LOG_VARIABLE: str(log),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(*words, status=0):
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == status, done.stderr[-2000:]
        return log.read_text() if log.exists() else ""

    return run


def test_an_attempt_is_noticed_and_refused(watched):
    opening = (
        "import urllib.request as r\ntry: r.urlopen('http://192.0.2.1/')\nexcept OSError: pass"
    )
    assert "192.0.2.1" in watched("-c", opening)


def test_the_commands_reach_nobody(watched, tmp_path):
    out = tmp_path / "class"
    data = out / "data"
    page = tmp_path / "soup.html"
    page.write_text(PAGE)
    annotator = ("-m", "annotator")
    demo = ("demo", "--out", out, "--students", "9", "--seed", "7", "--no-window")
    assert watched(*annotator, *demo) == ""
    data_dir = ("--data-dir", data)
    for command in (
        ("article", "import", page, "--json"),
        ("suggest", CARACAS),
        ("compare", CARACAS),
        ("collect", out / "hand-ins", "--lesson", CARACAS),
        ("export", "report", CARACAS, "-o", tmp_path / "report"),
        ("lesson", "check", ROOT / "lessons" / CARACAS),
    ):
        assert watched(*annotator, *data_dir, *command) == "", command


def test_the_window_reaches_nobody(watched, tmp_path):
    script = tmp_path / "window.py"
    script.write_text(APP)
    assert watched(script, tmp_path / "data") == ""
