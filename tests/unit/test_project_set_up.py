"""tools/set_up.sh in a small project, from a folder of wheels in which newer releases lie.

A pip that resolves takes an extra's newer release past its pin; the lists are closed, so nothing
is resolved. The oldest pip that is promised is tried where it stands (`make test` fetches it).
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLDEST_PIP = Path(sys.prefix) / "oldest-pip" / "pip-23.0-py3-none-any.whl"
# Where the oldest pip itself cannot run: Python 3.12 took away what it imports.
NEWEST_FOR_OLDEST_PIP = (3, 11)

# name -> the version that is pinned, and what it requires; a release 9.0 of each lies there too.
PACKAGES = {
    "reading": ("1.0", ["shelving[thick]>=1.0"]),
    "shelving": ("1.2", ['binding>=2.0; extra == "thick"']),
    "binding": ("2.0", []),
    "testing": ("3.1", ["reading", "shelving[thick]>=1.1"]),
}
# A build backend as small as can be, installed like the real one from the list.
BACKEND = """
import zipfile
FILES = {
    "METADATA": "Metadata-Version: 2.1\\nName: annotator\\nVersion: 0.1.0\\n",
    "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}
def get_requires_for_build_editable(settings=None): return []
def build_editable(folder, settings=None, metadata=None):
    name = "annotator-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        for inner, text in FILES.items():
            wheel.writestr(f"annotator-0.1.0.dist-info/{inner}", text)
    return name
"""


def make_wheel(folder: Path, name: str, version: str, requires: list[str], code: str = "") -> str:
    """Write a wheel with one module and return its hash."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    facts = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    facts += [f"Requires-Dist: {entry}" for entry in requires]
    facts += ["Provides-Extra: thick"] if name == "shelving" else []
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": "\n".join([*facts, ""]),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    with zipfile.ZipFile(path, "w") as wheel:
        for inner, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            lines.append(f"{inner},sha256={digest.rstrip('=')},{len(text.encode())}\n")
            wheel.writestr(inner, text)
        wheel.writestr(f"{info}/RECORD", "".join([*lines, f"{info}/RECORD,,\n"]))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with the real set-up, lists of its own, and an index that moved on."""
    index = tmp_path / "index"
    index.mkdir()
    pins = {}
    for name, (version, requires) in PACKAGES.items():
        make_wheel(index, name, "9.0", requires)
        digest = make_wheel(index, name, version, requires)
        pins[name] = f"{name}=={version} \\\n    --hash=sha256:{digest}\n"
    digest = make_wheel(index, "building", "1.0", [], BACKEND)
    pins["building"] = f"building==1.0 \\\n    --hash=sha256:{digest}\n"
    folder = tmp_path / "project"
    (folder / "tools").mkdir(parents=True)
    (folder / "locks").mkdir()
    for path in (ROOT / "tools").glob("*.*"):
        shutil.copy(path, folder / "tools")
    lists = {
        "student": pins["building"] + pins["binding"],
        "teacher": "-r student.txt\n" + pins["reading"] + pins["shelving"],
        "dev": "-r teacher.txt\n" + pins["testing"],
        "oldest-pip": "",
    }
    for name, text in lists.items():
        (folder / "locks" / f"{name}.txt").write_text(text)
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["building"]\nbuild-backend = "building"\n'
        '[project]\nname = "annotator"\nversion = "0.1.0"\n'
    )
    return folder


def set_up(project: Path, name: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "COV"))}
    environment |= {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(project.parent / "index"),
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHON": getattr(sys, "_base_executable", sys.executable),
    }
    return subprocess.run(
        ["bash", "tools/set_up.sh", ".venv", name],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def installed(project: Path) -> dict[str, str]:
    """Return the packages of the environment that was made, but for pip."""
    found = {}
    for info in (project / ".venv" / "lib").glob("python*/site-packages/*.dist-info"):
        name, _, version = info.name.removesuffix(".dist-info").partition("-")
        found[name] = version
    return {name: found[name] for name in found if name not in ("pip", "setuptools")}


def put_pip(project: Path, wheel: Path) -> None:
    """Make the environment beforehand, with this pip in it."""
    python = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([python, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    command = [str(project / ".venv" / "bin" / "python"), str(wheel / "pip"), "install", "-qq"]
    subprocess.run(
        [*command, "--no-index", "--disable-pip-version-check", str(wheel)],
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
        check=True,
    )


def test_the_set_up_takes_what_is_pinned_though_newer_releases_lie_there(project: Path):
    binding = project.parent / "index" / "binding-2.0-py3-none-any.whl"
    locked = binding.read_bytes()
    make_wheel(binding.parent, "binding", "2.0", [], "changed = True")
    run = set_up(project, "student")
    assert run.returncode != 0, "a file that is not the one that was locked is refused"
    assert "binding" in run.stderr
    assert installed(project) == {}
    binding.write_bytes(locked)
    assert set_up(project, "student").returncode == 0
    assert installed(project) == {"building": "1.0", "binding": "2.0", "annotator": "0.1.0"}
    # A larger set comes on top of a smaller one.
    run = set_up(project, "teacher")
    assert run.returncode == 0, run.stderr
    expected = {name: PACKAGES[name][0] for name in ("reading", "shelving", "binding")}
    assert installed(project) == {**expected, "building": "1.0", "annotator": "0.1.0"}


@pytest.mark.skipif(
    sys.version_info[:2] > NEWEST_FOR_OLDEST_PIP,
    reason="pip 23.0 does not run on Python 3.12; the pip of this Python is tried above",
)
@pytest.mark.skipif(not OLDEST_PIP.is_file(), reason="`make test` fetches pip 23.0, and did not")
def test_the_oldest_pip_takes_what_is_pinned_too(project: Path):
    put_pip(project, OLDEST_PIP)
    run = set_up(project, "dev")
    assert run.returncode == 0, run.stderr
    asked = [str(project / ".venv" / "bin" / "python"), "-m", "pip", "--version"]
    assert subprocess.run(asked, capture_output=True, text=True).stdout.startswith("pip 23.0 ")
    expected = {name: version for name, (version, _) in PACKAGES.items()}
    assert installed(project) == {**expected, "building": "1.0", "annotator": "0.1.0"}


def test_a_set_that_is_unknown_is_named_and_nothing_is_made(project: Path):
    run = set_up(project, "everything")
    assert run.returncode == 1
    assert run.stderr.strip().endswith("The sets: student, teacher, server, dev.")
    assert not (project / ".venv").exists()
