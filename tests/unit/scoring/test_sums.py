"""What a sheet shows adds up: the printed lines are the printed total, whatever the score."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.grading import (
    CreditOverride,
    CriterionScore,
    Decisions,
    Verdict,
    VerdictKind,
)
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    AuthorId,
    CriterionId,
    HandInId,
    KeyId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.results import SumPart
from annotator.scoring.sums import sum_of
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED

LESSON = sample_lesson.lesson()
BUGLE = LESSON.articles[0]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HAND_IN = HandInId("h1")
WORDS = words(BUGLE.body)


def annotation(number, category, first, length):
    span = Span(WORDS[first].start, WORDS[min(first + length, len(WORDS)) - 1].end)
    made = anchor_of(BUGLE.body, span)
    return Annotation(
        AnnotationId(f"a{number}"), BUGLE.id, category, span, made, AuthorId("ana"), NOON
    )


places = st.tuples(
    st.sampled_from([LOADED, CLAIM]), st.integers(0, len(WORDS) - 1), st.integers(1, 3)
)
weights = st.floats(0, 9, allow_nan=False) | st.sampled_from([1.0, 0.5, 0.1, 1 / 3])


@st.composite
def scores(draw):
    keys = {}
    for category, first, length in draw(st.lists(places, max_size=8)):
        at = annotation(0, category, first, length)
        key_id = KeyId(f"{category}-{at.span.start}-{at.span.end}")
        keys[key_id] = KeyAnnotation(
            key_id,
            BUGLE.id,
            category,
            at.span,
            at.quote,
            draw(st.sampled_from(list(KeyStatus))),
            draw(weights),
        )
    mine = [annotation(n, *place) for n, place in enumerate(draw(st.lists(places, max_size=8)))]
    chosen = draw(st.lists(st.sampled_from(sorted(keys)), unique=True)) if keys else []
    credit = st.floats(0, 1, allow_nan=False)
    decisions = Decisions(
        verdicts=tuple(
            Verdict(HAND_IN, each.id, VerdictKind.ACCEPT, TEACHER, NOON) for each in mine[::2]
        ),
        overrides=tuple(
            CreditOverride(HAND_IN, one, draw(credit), TEACHER, NOON, "Why.") for one in chosen
        ),
        criterion_scores=tuple(
            CriterionScore(HAND_IN, CriterionId(c.id), draw(st.floats(0, 4)), TEACHER, NOON)
            for c in LESSON.criteria
            if draw(st.booleans())
        ),
    )
    prepared = prepare_key(LESSON, AnswerKey(tuple(keys.values())))
    return score_hand_in(prepared, mine, decisions)


@given(scores())
def test_the_printed_lines_add_up_to_the_printed_total(score):
    made = sum_of(LESSON, score)
    printed = sum(round(100 * line.points) for line in made.lines)
    assert printed == round(100 * round(score.total, 2))
    assert made.total == pytest.approx(round(score.total, 2))
    assert round(100 * made.highlights) + round(100 * made.rubric) == printed
    assert made.highlights == pytest.approx(score.points, abs=0.05)
    assert all(round(line.points, 2) == line.points for line in made.lines)
    by_rules = [line for line in made.lines if line.part is SumPart.CATEGORY]
    assert [line.maximum for line in by_rules] == [c.maximum for c in score.categories if c.maximum]


def scored(*keys, mine=(), overrides=()):
    decisions = Decisions(overrides=tuple(overrides))
    return score_hand_in(prepare_key(LESSON, AnswerKey(keys)), mine, decisions)


def key(quote, status=KeyStatus.REQUIRED, weight=1.0):
    span = sample_lesson.span_of(LESSON, "bugle", quote)
    return KeyAnnotation(KeyId(quote), ArticleId("bugle"), LOADED, span, quote, status, weight)


def marked(number, quote):
    span = sample_lesson.span_of(LESSON, "bugle", quote)
    return Annotation(
        AnnotationId(f"a{number}"),
        BUGLE.id,
        LOADED,
        span,
        anchor_of(BUGLE.body, span),
        AuthorId("ana"),
        NOON,
    )


def lines(score):
    return [(line.part, line.points) for line in sum_of(LESSON, score).lines]


def test_bonus_beyond_the_maximum_is_a_line_of_its_own():
    keys = (key("slapped"), key("greedy", KeyStatus.OPTIONAL, 2.0))
    score = scored(*keys, mine=[marked(1, "slapped"), marked(2, "greedy")])
    assert lines(score) == [(SumPart.CATEGORY, 1.0), (SumPart.BONUS, 2.0), (SumPart.LIMIT, -2.0)]
    assert sum_of(LESSON, score).lines[-1].name == "More than there is to reach"


def test_traps_below_zero_are_made_up_for():
    keys = (key("slapped"), key("greedy", KeyStatus.TRAP, 2.0))
    score = scored(*keys, mine=[marked(2, "greedy")])
    assert lines(score) == [(SumPart.CATEGORY, 0.0), (SumPart.TRAPS, -2.0), (SumPart.LIMIT, 2.0)]
    assert sum_of(LESSON, score).lines[-1].name == "Not below zero"


def test_what_a_teacher_set_is_a_line_beside_what_the_rules_gave():
    made = CreditOverride(HAND_IN, KeyId("slapped"), 0.5, TEACHER, NOON, "Half of it.")
    score = scored(key("slapped"), key("greedy"), mine=[marked(2, "greedy")], overrides=[made])
    assert lines(score) == [(SumPart.CATEGORY, 1.0), (SumPart.BY_HAND, 0.5)]
    (credit,) = [each for each in score.articles[0].text.credits if each.overridden]
    assert (credit.points, credit.by_rules, credit.reason) == (0.5, 0.0, "Half of it.")


def test_an_override_that_changes_no_points_is_still_told():
    made = CreditOverride(HAND_IN, KeyId("slapped"), 0.0, TEACHER, NOON, "Really not.")
    assert (SumPart.BY_HAND, 0.0) in lines(scored(key("slapped"), overrides=[made]))
