"""The language part as a process of its own: one JSON request a line in, one answer a line out.

A request is an object with `id` (given back), `do` and what that needs; docs/language.md
lists them. An answer has `id` and either the result or `error`, a sentence for a person.
The process ends when its input does.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from annotator.domain.errors import AnnotatorError, BadInput
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Block, BlockKind
from annotator.domain.spans import Span
from annotator.nlp.language_help import ENGLISH, LanguageHelp
from annotator.nlp.records import reading_record
from annotator.nlp.suggester import PER_HUNDRED
from annotator.services.comparison_records import Record, comparison_record, span_record
from annotator.translation import Language, speaking

#: The longest text of one article that is taken, in code points.
LONGEST_TEXT = 200_000
MOST_ARTICLES = 20
#: How far the process stands back behind the interface on a machine with few cores.
_POLITENESS = 5


class Worker:
    """Answers requests one after the other, with everything loaded once."""

    def __init__(self, help_: LanguageHelp) -> None:
        """Take the language help that does the work."""
        self._help = help_
        self._answers: Mapping[str, Callable[[Record], Record]] = {
            "hello": self._hello,
            "sentences": self._sentences,
            "suggest": self._suggest,
            "compare": self._compare,
            "learn": self._learn,
        }

    def answer_line(self, line: str) -> str:
        """Return the answer to one line as one line."""
        identity: Any = None
        try:
            request = _request(line)
            identity = request.get("id")
            with speaking(_spoken_in(request)):
                answer = self._answer(request)
        except AnnotatorError as trouble:
            answer = {"error": str(trouble)}
        return json.dumps({"id": identity, **answer}, ensure_ascii=False, separators=(",", ":"))

    def _answer(self, request: Record) -> Record:
        wish = request.get("do")
        answer = self._answers.get(wish) if isinstance(wish, str) else None
        if answer is None:
            known = ", ".join(self._answers)
            raise BadInput("The request does not say what to do. Known are: {known}.", known=known)
        return answer(request)

    def _hello(self, request: Record) -> Record:
        """Load everything, so that the next answer is quick."""
        self._help.read("A dog ran.", _language(request))
        return {"ready": True}

    def _sentences(self, request: Record) -> Record:
        found = self._help.sentences(_text(request), _language(request))
        return {"sentences": [span_record(span) for span in found]}

    def _suggest(self, request: Record) -> Record:
        text = _text(request)
        reading = self._help.read(text, _language(request), _blocks(request))
        if "ranking" in request:
            from annotator.nlp.reranker import reranked  # only where something was learned

            in_order = reranked(reading.suggestions, text, request["ranking"])
            reading = replace(reading, suggestions=in_order)
        return reading_record(reading, text, _per_hundred(request))

    def _learn(self, request: Record) -> Record:
        from annotator.nlp.reranker import learned

        return learned(request.get("choices"))

    def _compare(self, request: Record) -> Record:
        raw = request.get("articles")
        if not isinstance(raw, list) or not 2 <= len(raw) <= MOST_ARTICLES:
            raise BadInput(
                "To compare, give 2 to {most_articles} articles.", most_articles=MOST_ARTICLES
            )
        articles: dict[ArticleId, str] = {}
        blocks: dict[ArticleId, tuple[Block, ...]] = {}
        for item in raw:
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                raise BadInput("Each article to compare needs an id and a text.")
            articles[ArticleId(item["id"])] = _text(item)
            blocks[ArticleId(item["id"])] = _blocks(item)
        return comparison_record(self._help.compare(articles, _language(request), blocks))


def _request(line: str) -> Record:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as trouble:
        raise BadInput("The request is not a line of JSON. Nothing was done.") from trouble
    if not isinstance(request, dict):
        raise BadInput("The request is not a JSON object. Nothing was done.")
    return request


def _text(request: Record) -> str:
    text = request.get("text")
    if not isinstance(text, str):
        raise BadInput("The request has no text to read.")
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            "The article has {number:,} characters, and {longest_text:,} can be read "
            "at once. Split it into two articles.",
            number=len(text),
            longest_text=LONGEST_TEXT,
        )
    return text


def _blocks(request: Record) -> tuple[Block, ...]:
    """Return what the paragraphs of a text are; those that nobody tells of are paragraphs."""
    try:
        told = [(int(a), int(b), BlockKind(kind)) for a, b, kind in request.get("blocks", ())]
        return tuple(Block(Span(start, end), kind) for start, end, kind in told)
    except (TypeError, ValueError) as trouble:
        raise BadInput(
            "The blocks of an article are a list of start, end and kind. Nothing was done."
        ) from trouble


def _language(request: Record) -> str:
    language = request.get("language", ENGLISH)
    return language if isinstance(language, str) and language else ENGLISH


def _spoken_in(request: Record) -> Language:
    """Return the language of sentences for people; that of the articles is another matter."""
    match request.get("speaks"):
        case [str(tag), str(folder)]:
            return Language(tag, folder)
    return Language()


def _per_hundred(request: Record) -> float:
    requested = request.get("per_hundred", PER_HUNDRED)
    if (
        isinstance(requested, bool)
        or not isinstance(requested, int | float)
        or not 0 < requested <= 100
    ):
        raise BadInput("The number of suggestions for 100 words must lie between 0 and 100.")
    return float(requested)


def serve(lexicons: Path, requests: TextIO, answers: TextIO) -> None:
    """Answer the requests line by line until they end."""
    worker = Worker(LanguageHelp(lexicons))
    for line in requests:
        if line.strip():
            answers.write(worker.answer_line(line) + "\n")
            answers.flush()


def main(arguments: list[str]) -> int:
    """Serve standard input and output; the one argument is the folder of the word lists."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Name the folder of the word lists: resources/lexicons.\n")
        return 2
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    requests = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    answers = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    serve(Path(arguments[0]), requests, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
