#!/usr/bin/env python3
"""Remove from an environment what Annotator never loads; half of all there is.

    .venv/bin/python tools/prune.py      # the environment of the Python that runs this

tools/set_up.sh runs it after each installation. A second run finds nothing to do. To have
everything again: pip install --force-reinstall --no-deps PACKAGE. Packages under the LGPL lose
whole files that are not used, and no file of theirs is changed.
"""

from __future__ import annotations

import shutil
import struct
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

#: Package -> patterns of what goes. A library of Qt is libQt6X.so.6, Qt6X.dll or QtX.framework.
NEVER_LOADED: dict[str, tuple[str, ...]] = {
    "PySide6": (
        # Programs and data for those who write Qt programs.
        "assistant*", "designer*", "linguist*", "lrelease*", "lupdate*", "qmlformat*", "qmllint*",
        "qmlls*", "qml*.exe", "svgtoqml*", "balsam*", "qsb*", "rcc*", "uic*", "*.app",
        "glue", "include", "typesystems", "scripts",
        "Qt/libexec", "Qt/metatypes", "metatypes",
        # The words of Qt's own dialogs (qtbase_*) stay; the other modules are not used.
        *(f"{folder}translations/{name}"
          for folder in ("Qt/", "") for name in ("[!q]*", "q[!t]*", "qt[!b]*")),
        # QML, and the modules that the program does not import.
        "Qt/qml", "qml",
        *(
            pattern.format(name)
            for name in (
                "Qml*", "Quick*", "Labs*", "Lottie*", "Designer*", "Help", "UiTools", "Sql",
                "WaylandCompositor", "WaylandEglCompositorHwIntegration", "EglF*",
            )
            for pattern in ("Qt/lib/libQt6{}.so.6", "Qt6{}.dll", "Qt/lib/Qt{}.framework")
        ),
        *(
            f"Qt{name}.{ending}"
            for name in (
                "Qml", "Quick", "QuickControls2", "QuickTest", "QuickWidgets", "Designer", "Help",
                "UiTools", "Sql", "OpenGL", "OpenGLWidgets",
            )
            for ending in ("abi3.so", "pyd")
        ),
        "*pyside6qml.*",
        *(
            f"{folder}{name}"
            for name in (
                "designer", "egldeviceintegrations", "qmllint", "qmltooling", "sqldrivers",
                "vectorimageformats", "wayland-graphics-integration-server",
                "imageformats/*qpdf.*", "platforminputcontexts/*qtvirtualkeyboardplugin.*",
                "platforms/libqeglfs.so", "platforms/libqminimalegl.so",
            )
            for folder in ("Qt/plugins/", "plugins/")
        ),
    ),
    # Dates are written by the program itself; the one caller asks for English.
    "babel": ("locale-data/[!er]*.dat", "locale-data/e[!n]*.dat", "locale-data/en_*.dat",
              "locale-data/r[!o]*.dat", "locale-data/ro.dat", "locale-data/ro_*.dat"),
    # English articles alone are parsed; spaCy imports ja, ko, th, vi, xx and zh when it starts.
    "spacy": ("lang/[!_ejktvxz]?", "lang/e[!n]", "lang/k[!o]", "lang/t[!h]", "lang/x[!x]",
              "lang/v[!i]", "lang/z[!h]", "lang/???", "tests"),
    "thinc": ("tests",),
    "numpy": ("**/tests", "f2py", "distutils", "_core/lib/*.a", "random/lib/*.a"),
    "sqlalchemy": ("testing",),
    "alembic": ("testing",),
    "srsly": ("tests",),
    "regex": ("tests",),
    "tld": ("tests",),
}  # fmt: skip
#: Packages whose compiled modules come with what only a debugger reads; their licences (MIT, BSD,
#: Apache, Zlib) let anyone change them.
WITH_DEBUG_INFORMATION = (
    "spacy", "thinc", "blis", "preshed", "cymem", "murmurhash", "srsly", "regex", "sqlalchemy",
    "nacl", "wrapt", "pypdfium2_raw", "uharfbuzz",
)  # fmt: skip
#: As many bytes must a file lose to be worth the writing.
WORTHWHILE = 64 * 1024


def unused(site: Path) -> Iterator[Path]:
    """Yield the files and folders of the installed packages that nothing loads."""
    for package, patterns in NEVER_LOADED.items():
        for pattern in patterns:
            yield from list((site / package).glob(pattern))


def loaded_size(data: bytes) -> int | None:
    """Return how much of an ELF file the system maps into memory; None if it is not one."""
    if data[:6] != b"\x7fELF\x02\x01":
        return None
    (table,) = struct.unpack_from("<Q", data, 32)
    entry_size, entries = struct.unpack_from("<HH", data, 54)
    end: int = table + entry_size * entries
    for number in range(entries):
        offset, _, _, size = struct.unpack_from("<QQQQ", data, table + number * entry_size + 8)
        end = max(end, offset + size)
    return end


def without_debug_information(data: bytes) -> bytes | None:
    """Return an ELF file without its tail, which only a debugger reads; None if that is small."""
    end = loaded_size(data)
    if end is None or len(data) - end < WORTHWHILE:
        return None
    kept = bytearray(data[:end])
    struct.pack_into("<Q", kept, 40, 0)  # where the section headers were
    struct.pack_into("<HH", kept, 60, 0, 0)  # how many there were, and which one named them
    return bytes(kept)


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() or path.is_symlink() else path.rglob("*")
    return sum(each.lstat().st_size for each in files if each.is_symlink() or each.is_file())


def prune(site: Path, scripts: Path) -> int:
    """Remove what is not needed and return how many bytes that were."""
    gone = 0
    for path in [*unused(site), *scripts.glob("pyside6-*")]:
        gone += size_of(path)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for package in WITH_DEBUG_INFORMATION:
        for path in (site / package).rglob("*.so"):
            data = path.read_bytes()
            kept = without_debug_information(data)
            if kept is None:
                continue
            gone += len(data) - len(kept)
            # Beside it first: another environment may share the file itself.
            beside = path.with_suffix(".part")
            beside.write_bytes(kept)
            shutil.copymode(path, beside)
            beside.replace(path)
    return gone


def main() -> int:
    """Prune the environment of this Python and say how large it is then."""
    prefix = Path(sys.prefix)
    if sys.prefix == sys.base_prefix:
        print("prune.py works on an environment of its own, and this is not one.", file=sys.stderr)
        return 1
    gone = prune(Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("scripts")))
    left = size_of(prefix)
    print(f"{left / 1e6:.0f} MB in {prefix.name}, without {gone / 1e6:.0f} MB that nothing loads.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
