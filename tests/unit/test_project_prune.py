"""tools/prune.py: what it removes, what it must leave, and that what is left still loads."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import markupsafe._speedups
import PySide6
import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = [
    "PySide6/QtWidgets.abi3.so", "PySide6/QtWidgets.pyi", "PySide6/Qt/lib/libQt6Widgets.so.6",
    "PySide6/Qt6Widgets.dll", "PySide6/Qt/lib/QtWidgets.framework/QtWidgets",
    "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/plugins/platforms/qwindows.dll",
    "babel/locale-data/root.dat", "babel/locale-data/en.dat", "babel/global.dat",
    "PySide6/Qt/translations/qtbase_de.qm", "PySide6/translations/qtbase_pl.qm",
    "spacy/lang/en/stop_words.py", "spacy/lang/xx/__init__.py",
    "spacy/lang/ja/x.py", "spacy/lang/ko/x.py",
    "spacy/lang/th/x.py", "spacy/lang/vi/x.py", "spacy/lang/zh/x.py", "spacy/lang/__init__.py",
    "spacy/lang/lex_attrs.py", "spacy/lang/__pycache__/x.pyc", "numpy/testing/__init__.py",
    "sqlalchemy/sql/__init__.py", "reportlab/tests/x.py", "PySide6/Qt/lib/libQt6WaylandClient.so.6",
]  # fmt: skip
REMOVED = [
    "PySide6/Qt/qml/QtQuick/x.qml", "PySide6/Qt/lib/libQt6Quick.so.6", "PySide6/Qt6QmlModels.dll",
    "PySide6/Qt/lib/QtQuick.framework/QtQuick", "PySide6/designer.exe", "PySide6/QtQml.pyd",
    "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "PySide6/plugins/sqldrivers/qsqlite.dll",
    "PySide6/Qt/translations/qt_de.qm", "PySide6/Qt/translations/qtwebengine_locales/x.pak",
    "PySide6/translations/qtmultimedia_de.qm", "PySide6/Qt/translations/linguist_de.qm",
    "babel/locale-data/de.dat", "babel/locale-data/en_GB.dat",
    "babel/locale-data/eu.dat", "babel/locale-data/ro_RO.dat", "babel/locale-data/rm.dat",
    "spacy/lang/de/stop_words.py", "spacy/lang/eu/x.py", "spacy/lang/grc/x.py", "spacy/tests/x.py",
    "numpy/_core/tests/x.py", "sqlalchemy/testing/x.py",
]  # fmt: skip
# Loads one library and says what it could not find.
LOADER = "import ctypes, sys\nfor p in sys.stdin.read().split():\n" + (
    "    try: ctypes.CDLL(p)\n    except OSError as trouble: print(trouble)\n"
)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return the tool that prunes."""
    spec = importlib.util.spec_from_file_location("prune_tool", ROOT / "tools" / "prune.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_removes_what_is_never_loaded_and_nothing_else(tool, tmp_path: Path):
    site, scripts = tmp_path / "site", tmp_path / "bin"
    for name in [*KEPT, *REMOVED]:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("x" * 10)
    scripts.mkdir()
    for name in ("pyside6-designer", "annotator"):
        (scripts / name).write_text("x" * 10)
    assert tool.prune(site, scripts) == 10 * (len(REMOVED) + 1)
    assert [name for name in KEPT if not (site / name).is_file()] == []
    assert [name for name in REMOVED if (site / name).exists()] == []
    assert [path.name for path in scripts.iterdir()] == ["annotator"]
    assert tool.prune(site, scripts) == 0, "a second time there is nothing to do"


@pytest.mark.skipif(sys.platform != "linux", reason="only there such a tail is in the file")
def test_a_module_without_its_tail_still_works(tool, tmp_path: Path):
    whole = Path(markupsafe._speedups.__file__).read_bytes()
    folder = tmp_path / "regex"
    folder.mkdir()
    path = folder / "_speedups.so"
    path.write_bytes(whole + b"debug" * 50_000)
    shared = tmp_path / "another environment"
    os.link(path, shared)
    gone = tool.prune(tmp_path, tmp_path / "bin")
    assert gone >= 250_000
    assert path.stat().st_size <= len(whole)
    assert shared.stat().st_size == len(whole) + 250_000, "a file that is shared is left alone"
    spec = importlib.util.spec_from_file_location("_speedups", path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(module)
    assert module._escape_inner("<b>") == "&lt;b&gt;"
    assert tool.prune(tmp_path, tmp_path / "bin") == 0


def test_what_is_no_module_is_not_shortened(tool):
    assert tool.without_debug_information(b"MZ" + b"x" * 200_000) is None
    assert tool.without_debug_information(b"") is None


@pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
def test_each_library_of_qt_that_is_installed_finds_the_others_it_needs():
    folder = Path(PySide6.__file__).parent
    paths = list(folder.rglob("*.so*"))
    assert any(path.name == "libqxcb.so" for path in paths)
    run = subprocess.run(
        [sys.executable, "-c", LOADER],
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=True,
    )
    lacking = set(re.findall(r"^(\S+): cannot open shared object file", run.stdout, re.MULTILINE))
    # What a machine without a screen lacks is not ours; what the wheels had brought would be.
    brought = {
        path.name
        for name in ("PySide6-Essentials", "shiboken6")
        for path in distribution(name).files or ()
    }
    assert lacking & brought == set()
    assert ctypes.CDLL(str(folder / "QtWidgets.abi3.so"))


def test_an_environment_that_is_not_its_own_is_left_alone(tmp_path: Path):
    base = getattr(sys, "_base_executable", sys.executable)
    run = subprocess.run(
        [base, str(ROOT / "tools" / "prune.py")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "environment of its own" in run.stderr
