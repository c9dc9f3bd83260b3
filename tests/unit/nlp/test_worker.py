"""The worker process: a line in, a line out, and sentences where something is wrong."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from annotator.nlp import language_help, pipeline
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.worker import LONGEST_TEXT, Worker, main, serve
from tests.unit.nlp.conftest import LEXICONS


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker(LanguageHelp(LEXICONS))


def ask(worker: Worker, **request: Any) -> dict[str, Any]:
    return json.loads(worker.answer_line(json.dumps(request)))


def test_suggestions_come_with_their_words(worker: Worker) -> None:
    text = "😀 The regime fell on Sunday, insiders said."
    answer = ask(worker, id=7, do="suggest", text=text, per_hundred=50)
    assert answer["id"] == 7
    for found in answer["suggestions"]:
        assert text[found["start"] : found["end"]] == found["quote"]
    assert {f["category"] for f in answer["suggestions"]} == {
        "loaded-language",
        "unsupported-claim",
    }
    assert answer["sentences"][-1]["category"] in {"opinion", "reporting"}
    assert answer["sources"][0]["name"] == "insiders"


def test_articles_are_compared(worker: Worker) -> None:
    articles = [
        {"id": "a", "text": "A lorry hit a crowd in Velm on Sunday evening."},
        {"id": "b", "text": "A truck rammed into protesters in Velm on Sunday evening."},
    ]
    answer = ask(worker, id="x", do="compare", articles=articles)
    assert answer["facts"][0]["missing_in"] == []
    assert [f["article"] for f in answer["figures"]] == ["a", "b"]


@pytest.mark.parametrize(
    "request_, words",
    [
        ({"do": "dance"}, "Known are"),
        ({"do": ["suggest"]}, "Known are"),
        ({"do": "suggest"}, "no text"),
        ({"do": "suggest", "text": "a" * (LONGEST_TEXT + 1)}, "Split it"),
        ({"do": "suggest", "text": "Hola.", "language": "es"}, "English only"),
        ({"do": "suggest", "text": "Hi.", "per_hundred": "many"}, "between 0 and 100"),
        ({"do": "compare", "articles": []}, "2 to 20"),
        ({"do": "compare", "articles": [1, 2]}, "needs an id"),
    ],
)
def test_a_wrong_request_is_answered_with_a_sentence(
    worker: Worker, request_: dict[str, Any], words: str
) -> None:
    answer = ask(worker, id=1, **request_)
    assert answer["id"] == 1
    assert words in answer["error"]


@pytest.mark.parametrize("line", ["{", "[1]", "[" * 100_000, "null"])
def test_a_line_that_is_no_request_does_not_end_the_worker(worker: Worker, line: str) -> None:
    assert "Nothing was done" in json.loads(worker.answer_line(line))["error"]


def test_other_languages_get_their_sentences_by_rule(worker: Worker) -> None:
    text = "Llovió. ¿Quién lo dijo?"
    answer = ask(worker, do="sentences", text=text, language="es")
    assert [text[a:b] for a, b in answer["sentences"]] == ["Llovió.", "¿Quién lo dijo?"]


def test_without_a_model_sentences_go_by_rule_and_suggestions_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "MODEL_PACKAGE", "no_such_model_package")
    worker = Worker(LanguageHelp(LEXICONS))
    assert ask(worker, do="sentences", text="It rained. It stopped.")["sentences"] == [
        [0, 10],
        [11, 22],
    ]
    assert "not installed" in ask(worker, do="suggest", text="It rained.")["error"]


def test_a_text_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    original = pipeline.Pipeline.parse

    def counted(self: pipeline.Pipeline, text: str) -> object:
        parsed.append(text)
        return original(self, text)

    monkeypatch.setattr(language_help.Pipeline, "parse", counted)
    help_ = LanguageHelp(LEXICONS)
    help_.read("It rained.")
    help_.read("It rained.")
    assert parsed == ["It rained."]


def test_the_process_answers_and_ends_with_its_input() -> None:
    lines = '{"id":1,"do":"sentences","text":"Así fue.","language":"es"}\n\nnonsense\n'
    done = subprocess.run(
        [sys.executable, "-m", "annotator.nlp.worker", str(LEXICONS)],
        input=lines.encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert first == {"id": 1, "sentences": [[0, 8]]}
    assert "error" in second
    assert done.stderr == b""


def test_answers_are_given_line_by_line() -> None:
    answers = io.StringIO()
    serve(LEXICONS, io.StringIO('{"id":1,"do":"x"}\n'), answers)
    assert answers.getvalue().count("\n") == 1


def test_a_missing_folder_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "resources/lexicons" in capsys.readouterr().err
