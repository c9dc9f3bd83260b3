"""The process that reads articles: started with the first, used for a batch, and let go."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from annotator import paths
from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import ImportedPage
from annotator.domain.records import Records
from annotator.translation import spoken
from annotator.use_cases.language_process import import_path

log = logging.getLogger("annotator")
#: The hidden argument that makes the frozen program the worker.
WORKER_ARGUMENT = "--import-worker"
#: After so many seconds on the wall an answer is not waited for. The process looks at the
#: processor's clock itself, but for Windows; a busy machine must not end a good import.
LONGEST_WAIT = 15 if sys.platform == "win32" else 90


class ImportProcess:
    """Asks the process one thing at a time; a file that ends it costs that file alone."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()

    def page(self, name: str, **request: str) -> ImportedPage:
        """Return the page of a `file`, `text` or `markup`; raise UnreadableFile if there is none.

        Takes its time, so never call this from the interface's thread.
        """
        with self._asking:
            answer = self._answer({"name": name, "speaks": spoken(), **request})
        if answer is None:
            raise UnreadableFile(
                "“{name}” takes far more time or memory to be read than an article "
                "does, so the reading was stopped. Nothing of it was imported. Copy "
                "the article's text and paste it.",
                name=name,
            )
        return page_in(answer)

    def close(self) -> None:
        """Let the process go; one that is reading stops at once."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _let_go(process)

    def __del__(self) -> None:
        """Leave no process behind."""
        self.close()

    def _answer(self, request: Mapping[str, object]) -> dict[str, Any] | None:
        """Return the answer, or None where the process ended over it."""
        process = self._process or _started()
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        patience = threading.Timer(LONGEST_WAIT, process.kill)
        patience.start()
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
            return dict(json.loads(process.stdout.readline()))
        except (OSError, ValueError):  # it ended, or was let go by somebody else
            self._process = None
            _let_go(process)
            return None
        finally:
            patience.cancel()


def page_in(answer: Mapping[str, Any]) -> ImportedPage:
    """Return the page of an answer; raise UnreadableFile with its sentence if it has none."""
    for line in answer.get("logged", ()):
        log.warning("%s", line)
    if "error" in answer:
        raise UnreadableFile(str(answer["error"]))
    return Records().load(ImportedPage, answer["page"])


def _started() -> subprocess.Popen[bytes]:
    words = str(paths.resources_dir() / "importing")
    is_frozen = getattr(sys, "frozen", False)
    own = (WORKER_ARGUMENT,) if is_frozen else ("-m", "annotator.files.importing.worker")
    try:
        return subprocess.Popen(
            [sys.executable, *own, words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": import_path()},
            # No black window on Windows; elsewhere there is no such flag.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as trouble:
        raise UnreadableFile(
            "The part of the program that reads articles could not be started "
            "({reason}). Nothing was imported. Close other programs, then try again.",
            reason=trouble.strerror,
        ) from trouble


def _let_go(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.kill()
    process.wait()
