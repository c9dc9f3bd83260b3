#!/usr/bin/env python3
"""Put every wheel of a set into one folder, for machines that no index reaches.

    .venv/bin/python tools/wheelhouse.py build/wheelhouse
    .venv/bin/python tools/wheelhouse.py build/wheelhouse --set student
    .venv/bin/python tools/wheelhouse.py build/wheelhouse --platform win_amd64 --python 3.12

The folder holds the wheels of the list and of the program, the list itself and SHA256SUMS. On the
other machine, with nothing but this folder:

    python -m pip install --no-index --find-links . --no-deps --require-hashes -r teacher.txt
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"
#: A platform of wheels -> what its machines call their system in a marker.
SYSTEMS = {"win": "Windows", "macosx": "Darwin", "manylinux": "Linux"}


def lock_tool() -> ModuleType:
    """Return tools/lock.py, which reads the lists."""
    spec = importlib.util.spec_from_file_location("lock_tool", ROOT / "tools" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["lock_tool"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needed_pins(name: str, platform: str, python: str, locks: Path) -> str:
    """Return the pins of a set that are installed on a platform, without markers."""
    lock = lock_tool()
    system = next(value for key, value in SYSTEMS.items() if platform.startswith(key))
    here = next(
        each
        for each in lock.environments()
        if each["platform_system"] == system and each["python_version"] == python
    )
    pins = [pin for pin in lock.pins_of(name, locks) if pin.holds(here)]
    return "".join(re.sub(r" ; [^\\\n]+?(?= ?\\)", "", pin.text, count=1) for pin in pins)


def fill(folder: Path, name: str, platform: str, python: str, project: Path = ROOT) -> None:
    """Download what a set needs on a platform into a folder, and build the program's own wheel."""
    folder.mkdir(parents=True, exist_ok=True)
    pins = needed_pins(name, platform, python, project / "locks")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq"]
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "pins.txt"
        listed.write_text(pins, encoding="utf-8")
        command = [*pip, "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
        command += ["--python-version", python, "--implementation", "cp", "-r", str(listed)]
        for each in platforms(platform):
            command += ["--platform", each]
        subprocess.run([*command, "-d", str(folder)], check=True)
    command = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(project)], check=True)
    (own,) = folder.glob("annotator-*.whl")
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    version = own.name.split("-")[1]
    pins += f"annotator=={version} \\\n    --hash=sha256:{digest}\n"
    (folder / f"{name}.txt").write_text(pins, encoding="utf-8", newline="\n")
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def platforms(newest: str) -> list[str]:
    """Return a platform and the older ones whose wheels run on it as well."""
    if found := re.fullmatch(r"manylinux_2_(\d+)_(\w+)", newest):
        older = [f"manylinux_2_{minor}_{found[2]}" for minor in range(int(found[1]), 4, -1)]
        return [
            *older,
            f"manylinux2014_{found[2]}",
            f"manylinux2010_{found[2]}",
            f"linux_{found[2]}",
        ]
    if found := re.fullmatch(r"macosx_(\d+)_0_(\w+)", newest):
        kinds = [found[2], "universal2"]
        older = [f"macosx_{n}_0_{kind}" for n in range(int(found[1]), 10, -1) for kind in kinds]
        return older + [f"macosx_10_{n}_{kind}" for n in range(16, 8, -1) for kind in kinds]
    return [newest]


def this_platform() -> str:
    """Return the platform of wheels of this machine."""
    import platform

    machine = platform.machine()
    if sys.platform == "linux":
        return f"manylinux_2_{platform.libc_ver()[1].partition('.')[2]}_{machine}"
    if sys.platform == "darwin":
        return f"macosx_{platform.mac_ver()[0].partition('.')[0]}_0_{machine}"
    return "win_arm64" if machine == "ARM64" else "win_amd64"


def main() -> int:
    """Fill the folder that was named and say what is in it."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("folder", type=Path)
    ask.add_argument("--set", dest="name", default="teacher", choices=lock_tool().SETS)
    ask.add_argument("--platform", default=this_platform(), help="such as win_amd64")
    ask.add_argument(
        "--python", default=f"{sys.version_info[0]}.{sys.version_info[1]}", help="such as 3.12"
    )
    given = ask.parse_args()
    fill(given.folder, given.name, given.platform, given.python)
    wheels = list(given.folder.glob("*.whl"))
    size = sum(path.stat().st_size for path in wheels)
    print(f"{len(wheels)} wheels ({size / 1e6:.0f} MB) in {given.folder}. To install from it:")
    print(
        f"  python -m pip install --no-index --find-links {given.folder} --no-deps "
        f"--require-hashes -r {given.folder / given.name}.txt"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
