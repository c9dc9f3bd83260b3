"""Why no window can open, said before Qt ends the process with a text of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.gui import display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
ROOT = Path(__file__).resolve().parents[2]
QT_OWN = "qt.qpa"


@pytest.fixture
def start(tmp_path: Path, plain_environment: dict[str, str]):
    """Return a way to start Python where an empty file stands in for a library."""

    def started(*words: str, hidden: str, **extra: str) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / "libraries"
        folder.mkdir(exist_ok=True)
        (folder / hidden).touch()
        environment = {**plain_environment, "LD_LIBRARY_PATH": str(folder)}
        for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env={**environment, **extra},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return started


def test_a_library_that_is_missing_is_named_with_what_installs_it(start):
    run = start("-m", "annotator", hidden="libEGL.so.1", QT_QPA_PLATFORM="offscreen")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "The window cannot open, because this machine lacks libEGL.so.1; nothing was changed. "
        "Whoever looks after it installs what is missing with “tools/system_packages.sh display” "
        "in the folder of the program.\n"
    )


def test_a_library_that_only_a_screen_needs_is_named_too(start):
    # Nobody answers at this display: it must not come to asking.
    run = start("-m", "annotator", hidden="libxcb-cursor.so.0", DISPLAY=":77")
    assert (run.returncode, run.stdout) == (1, "")
    assert "this machine lacks libx" in run.stderr
    assert "tools/system_packages.sh display" in run.stderr
    assert QT_OWN not in run.stderr
    assert run.stderr.count("\n") == 1


def test_where_the_script_is_not_the_package_is_named(start):
    ask = "from annotator.gui import display as d; d.SCRIPT = 'no/such'; print(d.why_no_window())"
    run = start("-c", ask, hidden="libEGL.so.1", QT_QPA_PLATFORM="offscreen")
    assert "with “apt-get install libegl1” on Debian and Ubuntu." in run.stdout


def test_where_all_is_there_nothing_is_said(start):
    ask = "from annotator.gui.display import why_no_window as why; print(why())"
    run = start("-c", ask, hidden="libnever.so.1", QT_QPA_PLATFORM="offscreen")
    assert (run.stdout, run.stderr) == ("None\n", "")


def test_without_a_screen_that_is_said(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert display.why_no_window() == display.NO_DISPLAY


@pytest.mark.parametrize(
    "library, package",
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libGL.so.1", "libgl1"),
    ],
)
def test_a_library_s_package_follows_the_rule_of_debian(library: str, package: str):
    script = (ROOT / "tools" / "system_packages.sh").read_text()
    assert display._package_of(library) == package
    assert package in script
