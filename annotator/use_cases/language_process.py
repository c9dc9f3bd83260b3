"""How the language process is started, from a checkout, a wheel or the frozen app."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator import paths
from annotator.translation import spoken

#: The hidden argument that makes the frozen program the worker.
WORKER_ARGUMENT = "--language-worker"
#: How long all answers to one question may take, in seconds.
LONGEST_WAIT = 120


def worker_command() -> tuple[str, ...]:
    """Return the command of the language process."""
    lexicons = str(paths.resources_dir() / "lexicons")
    if getattr(sys, "frozen", False):
        return sys.executable, WORKER_ARGUMENT, lexicons
    return sys.executable, "-m", "annotator.nlp.worker", lexicons


def import_path() -> str:
    """Return the PYTHONPATH with which the process finds this same package."""
    package = str(Path(paths.__file__).resolve().parent.parent)
    return os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH", ""))))


def answers_to(
    requests: Sequence[Mapping[str, Any]], command: Sequence[str] = ()
) -> tuple[Mapping[str, Any] | None, ...]:
    """Return the answers of a language process of its own; None for each that did not come.

    Waits for it, so never call this from the interface's thread.
    """
    lines = "".join(
        json.dumps({**request, "id": number, "speaks": spoken()}, ensure_ascii=False) + "\n"
        for number, request in enumerate(requests)
    )
    try:
        ended = subprocess.run(
            [*(command or worker_command())],
            input=lines.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": import_path()},
            timeout=LONGEST_WAIT,
            check=False,
            # No black window on Windows; elsewhere there is no such flag.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return (None,) * len(requests)
    found: dict[Any, Mapping[str, Any]] = {}
    for line in ended.stdout.splitlines():
        with suppress(ValueError, RecursionError, TypeError, KeyError):
            answer = json.loads(line)
            if "error" not in answer:
                found[answer["id"]] = answer
    return tuple(found.get(number) for number in range(len(requests)))
