"""What a class did together: success, heat, disputed sentences, and how it is put in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    KeyId,
    LessonId,
)
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category, LinePattern, Scheme, Unit
from annotator.domain.spans import Span
from annotator.scoring.class_results import (
    Disagreement,
    ItemSuccess,
    agreement_in_words,
    disputed_sentences,
    heat_of,
    missed_items,
    votes_in_words,
)
from annotator.scoring.results import Outcome

LOADED, CLAIM = CategoryId("loaded"), CategoryId("claim")
OPINION, REPORT = CategoryId("opinion"), CategoryId("report")
BODY = "The mayor lied. The bridge is shut. Nobody knows why."
SENTENCES = (Span(0, 15), Span(16, 35), Span(36, 53))


def category(which: CategoryId, name: str, key: str, unit: Unit) -> Category:
    return Category(which, name, name[0], key, "#E69F00", LinePattern.WAVY, unit)


LESSON = Lesson(
    LessonId("bridge"),
    1,
    "The bridge",
    Scheme(
        "four",
        (
            category(LOADED, "Loaded", "1", Unit.SPAN),
            category(CLAIM, "Claim", "2", Unit.SPAN),
            category(OPINION, "Opinion", "3", Unit.SENTENCE),
            category(REPORT, "Reporting", "4", Unit.SENTENCE),
        ),
    ),
    tuple(
        Article(ArticleId(name), "H", "Outlet", BODY, sentences=SENTENCES) for name in ("01", "02")
    ),
)


def mark(kind: CategoryId, span: Span, article: str = "01") -> Annotation:
    return Annotation(
        AnnotationId(f"{article}-{kind}-{span.start}"),
        ArticleId(article),
        kind,
        span,
        anchor_of(BODY, span),
        AuthorId("student"),
        datetime(2026, 3, 2, tzinfo=UTC),
    )


def item(name: str, kind: CategoryId = LOADED, start: int = 4, **outcomes: int) -> ItemSuccess:
    counted = Counter({Outcome[outcome.upper()]: n for outcome, n in outcomes.items()})
    return ItemSuccess(
        KeyAnnotation(KeyId(name), ArticleId("01"), kind, Span(start, start + 5)), counted
    )


def test_the_success_with_a_key_is_who_found_it_of_who_was_asked() -> None:
    success = item("a", found=2, partly=1, missed=1)
    assert (success.students, success.found, success.share) == (4, 2, 0.5)
    assert item("trap", avoided=3, fell_for=1).share == 0.75
    assert item("nobody").share == 0


def test_missed_are_the_required_words_the_hardest_first() -> None:
    optional = replace(item("b", missed=1).key, status=KeyStatus.OPTIONAL)
    items = [
        item("half", found=1, missed=1),
        item("none later", start=30, missed=2),
        item("none", missed=2),
        item("all", found=2),
        item("sentence", OPINION, missed=2),
        ItemSuccess(optional, Counter({Outcome.MISSED: 2})),
    ]
    assert [i.key.id for i in missed_items(LESSON, items)] == ["none", "none later", "half"]


def test_heat_counts_a_student_once_and_joins_equal_neighbours() -> None:
    students = [
        [mark(LOADED, Span(4, 9)), mark(CLAIM, Span(6, 14)), mark(OPINION, SENTENCES[2])],
        [mark(LOADED, Span(10, 14)), mark(LOADED, Span(4, 9), "02")],
        [mark(LOADED, Span(20, 26)), mark(LOADED, Span(26, 30))],
    ]
    heat = heat_of(LESSON, LESSON.articles[0], students)
    assert heat == [(Span(4, 10), 1), (Span(10, 14), 2), (Span(20, 30), 1)]
    assert heat_of(LESSON, LESSON.articles[0], students, CLAIM) == [(Span(6, 14), 1)]


def test_heat_of_two_beside_each_other_is_one_stretch() -> None:
    students = [[mark(LOADED, Span(4, 9))], [mark(LOADED, Span(9, 14))]]
    assert heat_of(LESSON, LESSON.articles[0], students) == [(Span(4, 14), 1)]


def test_the_most_disputed_sentence_comes_first() -> None:
    students = [
        [mark(OPINION, s) for s in SENTENCES] + [mark(OPINION, SENTENCES[2], "02")],
        [mark(REPORT, SENTENCES[0]), mark(OPINION, SENTENCES[1]), mark(REPORT, SENTENCES[2])],
        [mark(OPINION, SENTENCES[0]), mark(OPINION, SENTENCES[1])],
        [mark(REPORT, SENTENCES[0]), mark(REPORT, SENTENCES[1]), mark(LOADED, SENTENCES[2])],
    ]
    found = disputed_sentences(LESSON, students)
    assert [(d.article_id, d.sentence, d.unlabelled) for d in found] == [
        ("01", SENTENCES[0], 0),
        ("01", SENTENCES[2], 2),
        ("01", SENTENCES[1], 0),
    ]
    assert [d.dispute for d in found] == [1, 1, pytest.approx(1 / 3)]
    assert found[0].labels == Counter({OPINION: 2, REPORT: 2})


@pytest.mark.parametrize("end, is_labelled", [(23, False), (26, True), (35, True)])
def test_a_label_must_cover_half_of_a_sentence(end: int, is_labelled: bool) -> None:
    students = [[mark(OPINION, Span(16, end))], [mark(REPORT, SENTENCES[1])]]
    assert bool(disputed_sentences(LESSON, students)) is is_labelled


def test_exactly_half_of_a_sentence_is_enough() -> None:
    body = LESSON.articles[0]
    lesson = replace(LESSON, articles=(replace(body, sentences=(Span(16, 34),)),))
    students = [[mark(OPINION, Span(16, 25))], [mark(REPORT, Span(16, 34))]]
    assert len(disputed_sentences(lesson, students)) == 1


def test_of_two_labels_the_one_that_covers_more_counts() -> None:
    both = [mark(REPORT, Span(16, 18)), mark(OPINION, Span(18, 35))]
    (found,) = disputed_sentences(LESSON, [both, [mark(REPORT, SENTENCES[1])]])
    assert found.labels == Counter({OPINION: 1, REPORT: 1})


def test_votes_are_told_the_most_frequent_first_and_equals_by_name() -> None:
    def told(**votes: int) -> str:
        labels = Counter({CategoryId(name): count for name, count in votes.items()})
        return votes_in_words(LESSON, Disagreement(ArticleId("01"), SENTENCES[0], labels, 0))

    assert told(opinion=1, report=3) == "3 reporting, 1 opinion"
    assert told(opinion=3, report=1) == "3 opinion, 1 reporting"
    assert told(report=2, opinion=2) == "2 opinion, 2 reporting"


@pytest.mark.parametrize(
    "coefficient, said",
    [
        (None, "cannot be said"),
        (1.0, "almost always"),
        (0.81, "almost always"),
        (0.8, "mostly"),
        (0.6, "to a fair degree"),
        (0.4, "a little"),
        (0.2, "hardly more than by chance"),
        (0.0, "less than by chance"),
        (-0.5, "less than by chance"),
    ],
)
def test_agreement_is_said_in_words(coefficient: float | None, said: str) -> None:
    assert agreement_in_words(coefficient) == said
