"""Remarks and scores of a practice lesson, on the lesson and the key that ship."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator import paths
from annotator.domain.anchors import QuoteAnchor, anchor_of, locate
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId, CategoryId
from annotator.domain.keys import AnswerKey, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Feedback
from annotator.files.lesson_source import read_source
from annotator.services.feedback import NOT_WRONG, KeyComparison, Practice
from annotator.services.lessons import install_lesson
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes.ports import make_ports

LESSON, KEY = read_source(paths.lessons_dir() / "warm-up", paths.schemes_dir())
PRACTICE = Practice(LESSON, KEY)
BELL, COURIER = LESSON.articles


def made(quote: str, category: str, article=BELL, whole: bool = False) -> Annotation:
    """Return an annotation on a quotation, or on the whole sentence that holds it."""
    span = locate(article.body, QuoteAnchor(quote))
    if whole:
        span = next(s for s in article.sentences if s.contains(span))
    return Annotation(
        AnnotationId(f"{category}/{quote}"),
        article.id,
        CategoryId(category),
        span,
        anchor_of(article.body, span),
        AuthorId("mira"),
        created=None,
    )


def perfect() -> list[Annotation]:
    return [
        Annotation(
            AnnotationId(key.id),
            key.article_id,
            key.category_id,
            key.span,
            anchor_of(LESSON.article(key.article_id).body, key.span),
            AuthorId("mira"),
            created=None,
        )
        for key in KEY.annotations
        if key.status is KeyStatus.REQUIRED
    ]


@pytest.mark.parametrize(
    "quote, category, sign, verdict",
    [
        ("On Monday", "reporting", KeyComparison.RIGHT, "Right: checkable."),
        ("On Monday", "opinion", KeyComparison.LOOK_AGAIN, "Look again: the answer is checkable."),
    ],
)
def test_a_sentence_label_is_right_or_names_the_other(quote, category, sign, verdict):
    remark = PRACTICE.remark(made(quote, category, whole=True))
    assert (remark.sign, remark.verdict) == (sign, verdict)
    assert "walk to the door and read the note" in remark.explanation


@pytest.mark.parametrize(
    "quote, category, sign, verdict",
    [
        ("greedy", "loaded-language", KeyComparison.RIGHT, "Right: loaded language."),
        (
            "face",
            "loaded-language",
            KeyComparison.NEARLY,
            "Nearly: the answer is “slap hungry kids in the face”.",
        ),
        (
            "greedy",
            "unsupported-claim",
            KeyComparison.NEARLY,
            "The right words, but as loaded language.",
        ),
        (
            "monstrous",
            "loaded-language",
            KeyComparison.LOOK_AGAIN,
            "Look again: this is not loaded language.",
        ),
        ("bread", "loaded-language", KeyComparison.EXTRA, "This is not among the answers."),
    ],
)
def test_words_are_found_nearly_a_trap_or_extra(quote, category, sign, verdict):
    remark = PRACTICE.remark(made(quote, category))
    assert (remark.sign, remark.verdict) == (sign, verdict)
    assert remark.explanation
    if sign is KeyComparison.EXTRA:
        assert remark.explanation == NOT_WRONG


def test_a_sentence_that_nobody_can_judge_says_so():
    span = made("On Monday", "opinion", whole=True).span
    keys = tuple(k for k in KEY.annotations if k.span != span)
    key = AnswerKey(keys, (), (UnscoredSentence(BELL.id, span, "Both readings hold."),))
    remark = Practice(LESSON, key).remark(made("On Monday", "opinion", whole=True))
    assert (remark.sign, remark.spoken) == (
        KeyComparison.EXTRA,
        "People disagree on this one. Both readings hold.",
    )


def test_the_score_counts_labels_until_all_sentences_are_done():
    assert PRACTICE.score([]).text == "0 of 12 sentences labelled"
    score = PRACTICE.score(perfect())
    words = score.words
    assert score.is_complete
    assert score.text == f"12 of 12 sentences, {words} of {words} words"
    missing = [a for a in perfect() if a.category_id != "loaded-language"]
    assert PRACTICE.score(missing).found < words
    other = [
        replace(a, category_id=CategoryId("opinion")) if a.category_id == "reporting" else a
        for a in perfect()
    ]
    assert PRACTICE.score(other).is_complete
    assert PRACTICE.score(other).right < 12


def test_without_a_key_there_is_no_remark():
    practice = Practice(LESSON, None)
    assert not practice.has_answers
    assert practice.remark(made("greedy", "loaded-language")) is None


@pytest.mark.parametrize("feedback", list(Feedback))
def test_only_a_lesson_that_answers_at_once_opens_with_its_key(feedback):
    ports = make_ports()
    lesson = replace(LESSON, feedback=feedback)
    install_lesson(ports, lesson, KEY)
    session = ReadingSession(ports, lesson, sign_in(ports, "Mira"))
    assert (session.practice is not None) == (feedback is Feedback.AT_ONCE)
