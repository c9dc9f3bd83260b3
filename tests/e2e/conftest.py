"""Commands run as a person types them, in this process, on a data folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.main import run_command_line


class NoDesktop:
    """A machine without a display that notes what was asked of it."""

    def __init__(self) -> None:
        self.opened: list[Path | None] = []
        self.has_display = False

    def can_open(self) -> bool:
        return self.has_display

    def open(self, data_dir: Path | None) -> int:
        self.opened.append(data_dir)
        return 0


@dataclass
class Ran:
    """What a command ended with."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def desktop() -> NoDesktop:
    return NoDesktop()


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], desktop: NoDesktop
) -> Callable[..., Ran]:
    """Return a function that runs one command; `data` names the machine's data folder."""

    def run_one(*arguments: object, data: str = "machine") -> Ran:
        words = ["--data-dir", str(tmp_path / data), *map(str, arguments)]
        status = run_command_line(words, desktop)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run_one
