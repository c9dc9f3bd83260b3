"""Tell whether a window can open here, without importing Qt, which ends the process if not."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from annotator.translation import N_, _

#: What to say where there is no screen.
NO_DISPLAY = N_(
    "There is no display here, so the window cannot open; nothing was changed. "
    "“annotator demo” shows what the program does without one."
)
#: What knows the names of the libraries' packages, in a checkout of the program.
SCRIPT = "tools/system_packages.sh"


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """Return whether a window can open; on Linux that needs a display server."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    variables = os.environ if environment is None else environment
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(variables.get(name) for name in names)


def why_no_window() -> str | None:
    """Return the sentence that says why no window can open here; None where one can."""
    if not has_display():
        return _(NO_DISPLAY)
    lacking = _lacking_libraries() if sys.platform == "linux" else ()
    if not lacking:
        return None
    checkout = Path(__file__).resolve().parents[2]
    packages = " ".join(sorted({_package_of(name) for name in lacking}))
    remedy = (
        _("“{script} display” in the folder of the program", script=SCRIPT)
        if (checkout / SCRIPT).is_file()
        else _("“apt-get install {packages}” on Debian and Ubuntu", packages=packages)
    )
    return _(
        "The window cannot open, because this machine lacks {lacking}; nothing was "
        "changed. Whoever looks after it installs what is missing with {remedy}.",
        lacking=", ".join(lacking),
        remedy=remedy,
    )


def _lacking_libraries() -> tuple[str, ...]:
    """Return the names of the system's libraries without which Qt would end the process."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return ()
    qt = Path(spec.origin).parent / "Qt"
    lacking = _lacking([qt / "lib" / "libQt6Widgets.so.6"])
    plugins = [qt / "plugins" / "platforms" / f"libq{name}.so" for name in _platforms()]
    # Qt takes the first that works, so only if none does is there anything to say.
    found = [_lacking([plugin]) for plugin in plugins if plugin.is_file()]
    return lacking or (() if not all(found) else found[-1] if found else ())


def _platforms() -> tuple[str, ...]:
    """Return the names of the ways to a screen that Qt will try."""
    if named := os.environ.get("QT_QPA_PLATFORM"):
        return tuple(each.partition(":")[0] for each in named.split(";"))
    servers = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
    return tuple(name for variable, name in servers.items() if os.environ.get(variable))


def _lacking(files: Iterable[Path]) -> tuple[str, ...]:
    """Return the libraries that one of the files needs and that cannot be loaded."""
    for path in files:
        try:
            ctypes.CDLL(str(path))
        except OSError as trouble:
            first = str(trouble).partition(":")[0]
            return tuple(dict.fromkeys([Path(first).name, *_not_found(path)]))
    return ()


def _not_found(path: Path) -> list[str]:
    """Return all that the system's own tool does not find; the loader names only the first."""
    try:
        run = subprocess.run(
            ["ldd", str(path)], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return re.findall(r"^\s*(\S+) => not found$", run.stdout, re.MULTILINE)


def _package_of(library: str) -> str:
    """Return the name that Debian's rule gives the package of a library."""
    name, _unused, version = library.partition(".so")
    dash = "-" if name[-1:].isdigit() else ""
    return f"{name}{dash}{version.lstrip('.').partition('.')[0]}".lower().replace("_", "-")
