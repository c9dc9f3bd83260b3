"""The import of articles as a process of its own: one JSON request a line, one answer a line.

What other programs wrote is read here and nowhere else: a file that takes too much time or
memory ends this process and not the program. A request has `file`, perhaps with an `encoding`,
or `text` or `markup`, and perhaps the language that it `speaks`; an answer has `page`, or `error`
with a sentence, and perhaps what is to be `logged`. The process ends when its input does.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from annotator.domain.errors import AnnotatorError
from annotator.domain.imports import ImportedPage
from annotator.domain.records import Records
from annotator.files.importing.importer import import_file, import_markup, import_text
from annotator.files.importing.kinds import FileKind, kind_of
from annotator.files.importing.own_limits import limit_memory, limited_time
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.words import CleaningWords
from annotator.services.offline import stay_offline
from annotator.translation import N_, Language, _, speaking

log = logging.getLogger("annotator")
TOO_MUCH_MEMORY = N_(
    "“{name}” needs more memory to be read than an article does, so it was left. Nothing of it was "
    "imported. Copy the article's text and paste it."
)


def answer_line(line: str, words: CleaningWords) -> str:
    """Return the answer to one request as a line."""
    request: dict[str, Any] = json.loads(line)
    answer: dict[str, Any]
    with speaking(Language(*request.get("speaks", ()))), _logged() as logged:
        try:
            answer = {"page": Records().dump(ImportedPage, _page(request, words))}
        except AnnotatorError as trouble:
            answer = {"error": str(trouble)}
        except (MemoryError, RecursionError):
            answer = {"error": _(TOO_MUCH_MEMORY, name=request["name"])}
    return json.dumps({**answer, "logged": logged} if logged else answer)


@contextmanager
def _logged() -> Iterator[list[str]]:
    """Collect what is logged, for the log of the program that asked."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    propagated, log.propagate = log.propagate, False
    try:
        yield lines
    finally:
        log.propagate = propagated
        log.removeHandler(handler)


def _page(request: dict[str, Any], words: CleaningWords) -> ImportedPage:
    if "file" in request:
        path = Path(request["file"])
        _load(kind_of(path))
        with limited_time():
            return import_file(path, words, request.get("encoding", ""))
    if "markup" in request:
        _load(FileKind.HTML)
        with limited_time():
            return import_markup(request["markup"], words)
    with limited_time():
        return import_text(request["text"], words)


def _load(kind: FileKind) -> None:
    """Import the library for a kind of file, whose loading does not count as reading."""
    if kind is FileKind.PDF:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: F401
    elif kind is FileKind.DOCX:
        import lxml.etree  # noqa: F401
    elif kind not in (FileKind.TEXT, FileKind.MARKDOWN):
        import trafilatura  # noqa: F401


def serve(words: CleaningWords, requests: TextIO, answers: TextIO) -> None:
    """Answer the requests line by line until they end."""
    for line in requests:
        answers.write(answer_line(line, words) + "\n")
        answers.flush()


def main(arguments: list[str]) -> int:
    """Serve standard input and output; the one argument is the folder of the word lists."""
    stay_offline()
    requests = io.TextIOWrapper(sys.stdin.buffer, encoding="ascii")
    answers = io.TextIOWrapper(sys.stdout.buffer, encoding="ascii", newline="\n")
    try:
        words = read_cleaning_words(Path(arguments[0]))
    except AnnotatorError as trouble:
        answers.write(json.dumps({"error": str(trouble)}) + "\n")
        return 1
    limit_memory()
    serve(words, requests, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
