"""What every test gets: no screen, a home of its own, and no unexpected noise.

Nothing reaches another machine: an attempt fails the test that makes it. Three guards run around
each test. A log record of level WARNING or above fails it unless the test is marked
`@pytest.mark.allow_log("pattern")`; a Qt message fails it (pytest-qt does that
while it runs, this file while it is torn down); and a test in tests/gui fails when a window it
made is still alive at its end, because a window that is not freed leaks in a long school day.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from annotator.services.offline import stay_offline
from tests.fakes import no_network
from tests.fakes.quick_disk import MigratedOnce, folder_in_memory

# Before anything can import Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("QT_STYLE_OVERRIDE", None)
# What a person reads is in the time of the machine, so all machines that test have the same.
os.environ["TZ"] = "UTC0"
if hasattr(time, "tzset"):
    time.tzset()

stay_offline()
no_network.watch()

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
}
# Windows that belong to Qt itself, not to the test: a tool tip fades out when it likes.
QT_OWN_WINDOWS = {"QTipLabel"}
HARMLESS_QT = re.compile("This plugin does not support propagateSizeHints")
FAILED = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the tests in memory where that can be, here and in what they start."""
    folder = folder_in_memory()
    if folder and not {"TMPDIR", "PYTEST_XDIST_WORKER"} & os.environ.keys():
        os.environ["TMPDIR"] = tempfile.tempdir = folder


# -- no network --------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def reached_nobody() -> Iterator[None]:
    """Fail a test in which the program tried to reach another machine."""
    before = len(no_network.attempts)
    yield
    made, no_network.attempts[before:] = no_network.attempts[before:], []
    assert made == [], "the program must never open a connection"


# -- a home of its own -------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def session_home() -> Iterator[Path]:
    """Give the whole run a home folder, so that no test reads or writes a person's."""
    with (
        tempfile.TemporaryDirectory(prefix="annotator-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        home = Path(folder)
        for name, below in HOME_VARIABLES.items():
            place = home / below
            place.mkdir(parents=True, exist_ok=True)
            patch.setenv(name, str(place))
        (home / ".run").chmod(0o700)
        patch.delenv("ANNOTATOR_DATA_DIR", raising=False)
        yield home


@pytest.fixture(autouse=True)
def data_dir(
    session_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give each test an empty folder for all that the program stores, and return it."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("ANNOTATOR_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """Migrate one new database a run; an older one is migrated whenever a test opens it."""
    from annotator.storage import database

    with pytest.MonkeyPatch.context() as patch:
        once = MigratedOnce(database.migrate)
        patch.setattr(database, "migrate", once)
        yield
        once.close()


@pytest.fixture
def plain_environment() -> dict[str, str]:
    """Return the environment for a process that must not be measured for coverage.

    Measuring loads modules of its own, so a test of what gets imported or how long that takes
    starts its process with this.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


# -- no unexpected noise -----------------------------------------------------------------------


class LogTrap(logging.Handler):
    """A handler that keeps the records nobody expected."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.allowed = [re.compile(pattern) for pattern in allowed]
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(pattern.search(message) for pattern in self.allowed):
            self.unexpected.append(f"{record.levelname} {record.name}: {message}")


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when something was logged that it does not expect."""
    marks = request.node.iter_markers("allow_log")
    trap = LogTrap([mark.args[0] for mark in marks])
    logging.getLogger().addHandler(trap)
    yield
    logging.getLogger().removeHandler(trap)
    if trap.unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(trap.unexpected), pytrace=False)


# -- windows are freed -------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True)
def window_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of tests/gui that leaves a window behind or makes Qt complain as it ends."""
    if "gui" not in request.path.parts:
        yield
        return
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    # What the test before left was cleared away when it ended.
    before = set(top_level_widgets(settled=True))
    yield
    complaints: list[str] = []

    def collect(kind, context, message):
        if kind != QtMsgType.QtDebugMsg and not HARMLESS_QT.search(message):
            complaints.append(message)

    previous = qInstallMessageHandler(collect)
    try:
        left = [window for place, window in top_level_widgets().items() if place not in before]
        names = sorted(f"{type(window).__name__} {window.objectName()!r}" for window in left)
    finally:
        qInstallMessageHandler(previous)
    for window in left:
        window.deleteLater()
    # A failed test keeps its frame, and so its windows, for the report.
    if request.node.stash.get(FAILED, False):
        return
    if names:
        pytest.fail("windows not freed: " + ", ".join(names), pytrace=False)
    if complaints:
        pytest.fail("Qt complained at the end:\n" + "\n".join(complaints), pytrace=False)


@pytest.fixture(scope="module", autouse=True)
def settled_heap() -> Iterator[None]:
    """Set aside what is there before a module, so that looking for lost windows stays quick.

    The guard collects garbage around each test; going through everything that was ever
    imported each time would take longer than most tests.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def top_level_widgets(*, settled: bool = False) -> dict[int, object]:
    """Return the windows, by address, that outlive the deletion of what waits to be deleted.

    With `settled` nothing waits.
    """
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if not isinstance(QCoreApplication.instance(), QApplication):
        return {}
    if not settled:
        for _ in range(2):  # what goes may let go of more
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()
            if not QApplication.topLevelWidgets():
                break
    return {
        getCppPointer(widget)[0]: widget
        for widget in QApplication.topLevelWidgets()
        if widget.metaObject().className() not in QT_OWN_WINDOWS and widget.parent() is None
    }


def pytest_report_header() -> str:
    """Name the Python that runs, since several are supported."""
    return f"annotator tests on Python {sys.version.split()[0]}, Qt platform " + os.environ.get(
        "QT_QPA_PLATFORM", ""
    )
