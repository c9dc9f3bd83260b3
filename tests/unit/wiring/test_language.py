"""The sentences that are stored when a teacher publishes, and what is compared."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import BadInput, UnknownThing
from annotator.domain.identifiers import DraftId, KeyId
from annotator.domain.keys import AnswerKey, KeyAnnotation
from annotator.domain.spans import Span
from annotator.use_cases.language import with_agreed_sentences
from annotator.use_cases.language_process import answers_to
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
#: A process that finds one sentence in every text: all of it.
WHOLE = """
import json, sys
for line in sys.stdin:
    r = json.loads(line)
    print("noise")
    print(json.dumps({"id": r["id"], "sentences": [[0, len(r["text"])]]}), flush=True)
"""
FAILS = "import sys; sys.exit(3)"


def process(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.fixture
def draft() -> LessonDraft:
    lesson = sample_lesson.lesson()
    return LessonDraft(DraftId("d"), lesson, NOON)


def sentences(draft: LessonDraft) -> list[tuple[Span, ...]]:
    return [article.sentences for article in draft.lesson.articles]


def whole(draft: LessonDraft) -> list[tuple[Span, ...]]:
    return [(Span(0, len(article.body)),) for article in draft.lesson.articles]


def test_a_draft_gets_the_sentences_that_were_found(draft: LessonDraft) -> None:
    assert sentences(with_agreed_sentences(draft, process(WHOLE))) == whole(draft)


def test_the_real_process_answers(draft: LessonDraft) -> None:
    made = with_agreed_sentences(draft)
    for article in made.lesson.articles:
        assert article.sentences
        assert "".join(s.of(article.body) for s in article.sentences).replace(" ", "") == "".join(
            article.body.split()
        )


@pytest.mark.parametrize("command", [process(FAILS), ["/nothing/here"]])
def test_without_an_answer_the_sentences_stay(draft: LessonDraft, command: list[str]) -> None:
    assert with_agreed_sentences(draft, command) == draft


def test_a_sentence_that_the_key_labels_stays_one(draft: LessonDraft) -> None:
    first = draft.lesson.articles[0]
    opinion = next(c.id for c in draft.lesson.scheme.categories if c.is_sentence)
    label = KeyAnnotation(KeyId("k"), first.id, opinion, first.sentences[0])
    made = with_agreed_sentences(
        replace(draft, key=AnswerKey(annotations=(label,))), process(WHOLE)
    )
    assert sentences(made) == [first.sentences, *whole(draft)[1:]]


def test_an_article_that_was_published_keeps_its_sentences(draft: LessonDraft) -> None:
    published = with_agreed_sentences(draft, process(WHOLE)).lesson
    again = replace(draft, published=published)
    assert sentences(with_agreed_sentences(again, process(FAILS))) == whole(draft)


def test_answers_come_in_the_order_of_the_requests() -> None:
    requests = [{"do": "sentences", "text": text} for text in ("a", "bb", "ccc")]
    answers = answers_to(requests, process(WHOLE))
    assert [answer["sentences"] for answer in answers if answer] == [[[0, 1]], [[0, 2]], [[0, 3]]]


def test_a_lesson_or_a_draft_is_compared_with_its_key(data_dir: Path, draft: LessonDraft) -> None:
    application = open_application(data_dir)
    try:
        application.lessons.install_shipped()
        caracas = application.comparing("caracas-2019-04-30").read()
        assert len(caracas.key_figures) == len(caracas.outlets) == 5
        assert caracas.request["do"] == "compare"
        with application.ports.store.writing() as unit:
            unit.drafts.put(draft)
            unit.commit()
        assert application.comparing("d").read().lesson == draft.lesson
        assert application.comparing("d").read().key_figures == ()
        # The list of lessons knows a draft by the lesson that it will be.
        assert application.comparing(draft.lesson.id).read().lesson == draft.lesson
        with pytest.raises(UnknownThing):
            application.comparing("gone").read()
    finally:
        application.close()


def test_a_lesson_with_one_text_cannot_be_compared(data_dir: Path, draft: LessonDraft) -> None:
    application = open_application(data_dir)
    try:
        lesson = replace(draft.lesson, articles=draft.lesson.articles[:1])
        with application.ports.store.writing() as unit:
            unit.drafts.put(replace(draft, lesson=lesson))
            unit.commit()
        with pytest.raises(BadInput, match="needs two"):
            application.comparing("d").read()
    finally:
        application.close()
