"""Documents cannot lie: every command and option is in the document, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from annotator.cli.main import build_app

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands(command: Any, path: str = "annotator") -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}")
    else:
        yield path, command


ALL = dict(commands(typer.main.get_command(build_app())))


@pytest.mark.parametrize("path", sorted(ALL))
def test_a_command_is_documented_with_all_its_options(path: str) -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith((f"| `{path} ", f"| `{path}`"))]
    assert len(rows) == 1
    for option in ALL[path].params:
        if option.param_type_name == "option":
            for name in option.opts:
                assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", rows[0]), name


def test_no_command_is_documented_that_is_not_there() -> None:
    named = re.findall(r"^\| `annotator ((?:[a-z]+ ?)+)", TEXT, re.MULTILINE)
    assert {f"annotator {name.strip()}" for name in named} == set(ALL)


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(
            r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")
        ):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_each_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert len(set(numbers)) == len(numbers)
    for page, number in zip(pages, numbers, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page.name
