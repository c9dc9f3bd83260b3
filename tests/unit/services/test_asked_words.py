"""What is said of the articles that are asked for, and of those that count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.services.asked_words import asked_words, counted_words, task_words
from tests.fakes import sample_lesson
from tests.unit.files.samples import NOON

PLAIN = sample_lesson.lesson()
ONE = replace(PLAIN, asked=AskedArticles(at_least=1))
GROUPS = replace(
    PLAIN,
    asked=AskedArticles(
        groups=(
            ReadingGroup("Red", (ArticleId("bugle"),)),
            ReadingGroup("Blue", (ArticleId("record"), ArticleId("bugle"))),
        )
    ),
)


def test_a_lesson_that_asks_for_all_says_nothing():
    score = score_hand_in(prepare_key(PLAIN, sample_lesson.key()), [])
    assert asked_words(PLAIN) == task_words(PLAIN) == counted_words(PLAIN, score, "") == ""


def test_teachers_and_students_read_what_is_asked_for():
    assert asked_words(ONE) == "At least 1 of 2 articles; students choose which."
    assert task_words(ONE) == "Work on at least 1 of the 2 articles; you choose which."
    assert asked_words(GROUPS) == "Articles by group: Red A1; Blue A1 and A2."
    assert task_words(GROUPS).endswith("Red: A1; Blue: A1 and A2.")


@pytest.mark.parametrize(
    "lesson, group, said",
    [
        (ONE, "", "Counted: A2; each student’s best 1, or more."),
        (GROUPS, "Blue", "Counted: A1 and A2, of the group Blue."),
        (GROUPS, "Green", "Counted: A1; no group was chosen."),
    ],
)
def test_what_counts_is_named(lesson, group, said):
    record = [k for k in sample_lesson.key().annotations if k.article_id == "record"]
    marks = [] if group == "Green" else [_mark(each) for each in record]
    score = score_hand_in(prepare_key(lesson, sample_lesson.key()), marks, group=group)
    assert counted_words(lesson, score, group) == said


def _mark(key):
    body = PLAIN.article(key.article_id).body
    anchor = anchor_of(body, key.span)
    return Annotation(
        AnnotationId(key.id), key.article_id, key.category_id, key.span, anchor, AuthorId("a"), NOON
    )
