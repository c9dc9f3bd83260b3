"""What a class's hand-ins tell: what was missed, confused, overdone, and said."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.heat_scale import HEAT_STEPS, ON_DARK, ON_PAPER, heat_range, heat_step
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, TechniqueId
from annotator.domain.spans import Span
from annotator.scoring.class_results import Disagreement
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.insights import class_insights
from annotator.scoring.results import Outcome
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING, span_of

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
EVERYONE = "Everyone knows it will only get worse."


def annotation(article_id, category_id, quote, *, technique="", reason="", rewrite=""):
    span = span_of(LESSON, article_id, quote)
    return Annotation(
        AnnotationId(f"{article_id}/{category_id}/{quote}"),
        article_id,
        category_id,
        span,
        anchor_of(LESSON.article(article_id).body, span),
        AuthorId("somebody"),
        NOON,
        TechniqueId(technique) if technique else None,
        reason,
        rewrite,
    )


STUDENTS = (
    (
        annotation(BUGLE, LOADED, "slapped", technique="loaded-language-a", reason="It hits."),
        annotation(BUGLE, OPINION, EVERYONE),
        annotation(BUGLE, LOADED, "robbery"),
    ),
    (
        annotation(BUGLE, LOADED, "slapped", technique="other", reason="Soup is not hit."),
        annotation(BUGLE, REPORTING, EVERYONE),
        annotation(BUGLE, LOADED, EVERYONE),
    ),
    (
        annotation(BUGLE, LOADED, "slapped", rewrite="put"),
        annotation(BUGLE, REPORTING, EVERYONE),
        annotation(RECORD, OPINION, "It is a sad day for taste."),
    ),
)


@pytest.fixture(scope="module")
def insights():
    prepared = prepare_key(LESSON, KEY)
    return class_insights(LESSON, KEY, STUDENTS, [score_hand_in(prepared, s) for s in STUDENTS])


def test_the_hardest_key_comes_first_and_what_all_found_is_left_out(insights):
    missed = [(item.key.quote, item.found) for item in insights.missed]
    assert missed == [("greedy", 0), (EVERYONE, 0)]


def test_a_trap_tells_how_many_fell_for_it(insights):
    ((trap),) = insights.traps
    assert (trap.key.quote, trap.outcomes[Outcome.FELL_FOR]) == ("robbery", 1)


def test_a_technique_taken_for_another_is_counted(insights):
    assert [(c.wanted, c.given, c.count) for c in insights.technique_confusions] == [
        ("loaded-language-a", "other", 1)
    ]


def test_a_category_taken_for_another_is_counted(insights):
    pairs = {(c.wanted, c.given): c.count for c in insights.category_confusions}
    assert pairs[CLAIM, LOADED] == 1


def test_a_sentence_that_divides_the_class_is_disputed(insights):
    (sentence,) = insights.disputed
    assert sentence.sentence.of(LESSON.article(BUGLE).body) == EVERYONE
    assert sentence.labels == {REPORTING: 2, OPINION: 1}


def test_heat_counts_students_and_can_be_of_one_category(insights):
    bugle = LESSON.article(BUGLE)
    words = {span.of(bugle.body): count for span, count in insights.heat(bugle)}
    assert words["slapped"] == 3
    assert words["robbery"] == 1
    labels = {span.of(bugle.body): n for span, n in insights.heat(bugle, REPORTING)}
    assert labels == {EVERYONE: 2}
    assert insights.heat(bugle, CLAIM) == []


def test_remarks_are_sorted_by_what_they_say_and_name_nobody(insights):
    start = span_of(LESSON, BUGLE, "slapped").start
    remarks = insights.remarks_at(BUGLE, start)
    assert [remark.reason for remark in remarks] == ["It hits.", "Soup is not hit.", ""]
    assert remarks[-1].rewrite == "put"
    assert not any("somebody" in repr(remark) for remark in remarks)
    assert insights.remarks_at(BUGLE, start, CLAIM) == ()
    assert insights.remarks_at(RECORD, 0) == ()


def test_totals_of_an_outlet_are_means_of_the_class(insights):
    bugle, record = insights.outlets
    assert bugle.highlights[LOADED] == pytest.approx(5 / 3)
    assert bugle.label_shares == {OPINION: pytest.approx(1 / 3), REPORTING: pytest.approx(2 / 3)}
    assert record.label_shares[OPINION] == 1.0
    assert (bugle.over_highlighters, record.over_highlighters) == (0, 0)


def test_who_highlights_too_much_is_counted():
    keen = (annotation(RECORD, LOADED, "The canteen raised the price of soup by 20 cents."),)
    score = score_hand_in(prepare_key(LESSON, KEY), keen)
    _, record = class_insights(LESSON, KEY, [keen, keen], [score, score]).outlets
    assert record.over_highlighters == 2


def test_one_student_agrees_with_nobody():
    alone = class_insights(
        LESSON, KEY, STUDENTS[:1], [score_hand_in(prepare_key(LESSON, KEY), STUDENTS[0])]
    )
    assert alone.agreement == {}
    assert alone.agreement_together is None


def test_steps_of_heat_reach_from_the_first_to_all():
    assert [heat_step(count, 10) for count in (1, 2, 3, 5, 8, 9, 10)] == [1, 1, 2, 3, 4, 5, 5]
    assert [heat_range(step) for step in (1, HEAT_STEPS)] == [(1, 20), (81, 100)]


@pytest.mark.parametrize("scale, rises", [(ON_PAPER, False), (ON_DARK, True)])
def test_the_scale_gets_stronger_with_every_step(scale, rises):
    grey = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), scale.colour(step), strict=True))
        for step in range(1, HEAT_STEPS + 1)
    ]
    assert grey == sorted(grey, reverse=not rises)
    assert len(set(grey)) == HEAT_STEPS


@pytest.mark.parametrize(
    "labels, dispute",
    [
        ({}, 0.0),
        ({OPINION: 3}, 0.0),
        ({OPINION: 4, REPORTING: 1}, 0.25),
        ({OPINION: 2, REPORTING: 2}, 1.0),
    ],
)
def test_a_sentence_is_disputed_as_far_as_the_class_is_divided(labels, dispute):
    sentence = Disagreement(ArticleId("a"), Span(0, 9), Counter(labels), 0)
    assert sentence.dispute == dispute
