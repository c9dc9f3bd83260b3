"""tools/wheelhouse.py in a small project: a folder from which a set installs with no index."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


wheelhouse = tool(ROOT / "tools" / "wheelhouse.py")
make_wheel = tool(ROOT / "tests" / "unit" / "test_project_set_up.py").make_wheel


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project whose set needs two packages, one of them on Windows alone."""
    index, folder = tmp_path / "index", tmp_path / "project"
    index.mkdir()
    (folder / "locks").mkdir(parents=True)
    pins = {}
    for name, marker in (("reading", ""), ("colours", " ; sys_platform == 'win32'")):
        make_wheel(index, name, "9.0", [])
        digest = make_wheel(index, name, "1.0", [])
        pins[name] = f"{name}==1.0{marker} \\\n    --hash=sha256:{digest}\n"
    (folder / "locks" / "student.txt").write_text(pins["reading"])
    (folder / "locks" / "teacher.txt").write_text("-r student.txt\n" + pins["colours"])
    (folder / "annotator").mkdir()
    (folder / "annotator" / "__init__.py").touch()
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "annotator"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'
    )
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


def test_a_set_installs_from_the_folder_alone(project: Path, tmp_path: Path, monkeypatch):
    folder = tmp_path / "wheels"
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    wheelhouse.fill(folder, "teacher", wheelhouse.this_platform(), python, project)
    (index := project.parent / "index").rename(index.with_name("gone"))
    monkeypatch.delenv("PIP_FIND_LINKS")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes"]
    command += ["--no-index", "--find-links", str(folder), "--target", str(site)]
    subprocess.run([*command, "-r", str(folder / "teacher.txt")], check=True)
    assert {path.name for path in site.glob("*.dist-info")} == {
        "annotator-0.1.0.dist-info",
        "reading-1.0.dist-info",
        *(["colours-1.0.dist-info"] if sys.platform == "win32" else []),
    }


def test_the_folder_lists_what_is_in_it_with_digests(project: Path, tmp_path: Path):
    folder = tmp_path / "wheels"
    wheelhouse.fill(folder, "teacher", "win_amd64", "3.12", project)
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    listed = dict(reversed(line.split(maxsplit=1)) for line in lines)
    assert set(listed) == {
        "annotator-0.1.0-py3-none-any.whl",
        "colours-1.0-py3-none-any.whl",
        "reading-1.0-py3-none-any.whl",
        "teacher.txt",
    }
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert ";" not in (folder / "teacher.txt").read_text(), "the platform is decided already"


@pytest.mark.parametrize(
    "newest, older",
    [
        ("manylinux_2_36_x86_64", ["manylinux_2_28_x86_64", "manylinux2014_x86_64"]),
        ("macosx_13_0_arm64", ["macosx_11_0_arm64", "macosx_10_9_universal2"]),
        ("win_amd64", ["win_amd64"]),
    ],
)
def test_a_platform_takes_the_wheels_of_older_ones(newest: str, older: list[str]):
    found = wheelhouse.platforms(newest)
    assert found[0] == newest
    assert set(older) <= set(found)


@pytest.mark.parametrize("name", ["student", "teacher"])
@pytest.mark.parametrize("platform", ["win_amd64", "macosx_13_0_arm64", "manylinux_2_36_x86_64"])
def test_the_real_lists_are_read_for_each_platform(name: str, platform: str):
    pins = wheelhouse.needed_pins(name, platform, "3.12", ROOT / "locks")
    assert ("colorama==" in pins) == platform.startswith("win")
    assert ("numpy==" in pins) == (name == "teacher")
    assert ";" not in pins
    assert "--hash=sha256:" in pins
