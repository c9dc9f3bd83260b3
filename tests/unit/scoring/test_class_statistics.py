"""How far a class agrees with itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId, LessonId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category, LinePattern, Scheme, Unit
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.agreement import unitized_disagreement
from annotator.scoring.class_statistics import class_alpha, class_disagreement

LOADED, OPINION = CategoryId("loaded-language"), CategoryId("opinion")
BODY = " ".join(f"w{n}" for n in range(50))
WORDS = words(BODY)
LESSON = Lesson(
    LessonId("street"),
    1,
    "One street",
    Scheme(
        "two",
        (
            Category(LOADED, "Loaded", "L", "1", "#E69F00", LinePattern.WAVY, Unit.SPAN),
            Category(OPINION, "Opinion", "O", "3", "#CC79A7", LinePattern.DOUBLE, Unit.SENTENCE),
        ),
    ),
    tuple(Article(ArticleId(name), "H", "Outlet", BODY) for name in ("01", "02")),
)


def mark(category_id, first, after, article="01"):
    span = Span(WORDS[first].start, WORDS[after - 1].end)
    return Annotation(
        AnnotationId(f"{article}-{category_id}-{first}"),
        ArticleId(article),
        category_id,
        span,
        anchor_of(BODY, span),
        AuthorId("student"),
        datetime(2026, 3, 2, tzinfo=UTC),
    )


def test_the_words_of_all_articles_are_one_continuum():
    students = [
        [mark(LOADED, 10, 14), mark(LOADED, 5, 8, "02")],
        [mark(LOADED, 11, 14), mark(LOADED, 5, 8, "02")],
        [mark(OPINION, 0, 20)],
    ]
    found = class_disagreement(LESSON, LOADED, students)
    units = [[Span(10, 14), Span(55, 58)], [Span(11, 14), Span(55, 58)], []]
    assert found.alpha == pytest.approx(unitized_disagreement(units, Span(0, 100)).alpha)


def test_a_class_that_annotates_alike_agrees_fully():
    alike = [mark(LOADED, 10, 14), mark(LOADED, 5, 8, "02")]
    by_category, overall = class_alpha(LESSON, [alike, alike, alike])
    assert by_category == {LOADED: 1.0, OPINION: None}
    assert overall == 1.0


def test_the_order_of_students_and_annotations_makes_no_difference():
    one = [mark(LOADED, 10, 14), mark(LOADED, 12, 20), mark(OPINION, 0, 20)]
    two = [mark(LOADED, 30, 33, "02"), mark(OPINION, 0, 20)]
    assert class_alpha(LESSON, [one, two, []]) == class_alpha(LESSON, [[], two, one[::-1]])


def test_there_is_no_agreement_of_one_student_or_of_nobody():
    assert class_alpha(LESSON, []) == ({LOADED: None, OPINION: None}, None)
    assert class_alpha(LESSON, [[mark(LOADED, 1, 2)]])[1] is None


def test_annotations_of_an_unknown_article_or_without_words_are_left_out():
    strange = [mark(LOADED, 1, 2, "09")]
    assert class_disagreement(LESSON, LOADED, [strange, []]).alpha is None
