"""The version and the first help page come at once, and say what the command line would."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from annotator.cli.commands import COMMANDS, commands_named, overview
from annotator.cli.main import build_app

HEAVY = {"typer", "pydantic", "sqlalchemy", "PySide6", "spacy", "reportlab", "dataclasses"}


def test_the_first_help_page_is_the_one_of_the_command_line() -> None:
    asked = CliRunner().invoke(
        build_app(), ["--help"], prog_name="annotator", terminal_width=80, color=False
    )
    assert asked.output.rstrip() == overview()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_it_comes_without_loading_what_does_the_commands(
    option: str, plain_environment: dict[str, str]
) -> None:
    asking = (
        "import sys; from annotator.__main__ import main; main([sys.argv[1]]); "
        f"print(sorted({HEAVY} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking, option],
        env=plain_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(("annotator ", "Usage: annotator"))
    assert done.stderr.strip() == "[]"


def test_a_command_loads_only_its_own_module() -> None:
    asking = (
        "import sys; from annotator.__main__ import main; main(['lesson', '--help']); "
        "print(sorted(n for n in sys.modules if n.startswith('annotator.cli.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True
    )
    assert "annotator.cli.lessons" in done.stderr
    assert "annotator.cli.demo" not in done.stderr


def test_a_word_that_is_no_command_leaves_them_all_to_choose_from() -> None:
    assert commands_named(["nonsense"]) == COMMANDS
    assert [each.name for each in commands_named(["--data-dir", "x", "db", "check"])] == ["db"]
