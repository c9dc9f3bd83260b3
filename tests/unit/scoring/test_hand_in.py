"""The score of one hand-in: totals, bonus, traps, decisions, rubric, agreement, speed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.errors import UnknownThing
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
    CategoryId,
    CriterionId,
    HandInId,
    KeyId,
    LessonId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Article, Criterion, Lesson, Level
from annotator.domain.scheme import Category, LinePattern, Scheme, Unit
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.results import Outcome
from annotator.scoring.rules import Rules

LOADED, CLAIM, OPINION, REPORTING = (
    CategoryId(name) for name in ("loaded-language", "unsupported-claim", "opinion", "reporting")
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BODY = " ".join(f"w{n}" for n in range(100))
WORDS = words(BODY)
HAND_IN = HandInId("h1")


def category(name, unit):
    return Category(name, name, name[0].upper(), "1", "#E69F00", LinePattern.WAVY, unit)


SCHEME = Scheme(
    "three",
    (
        category(LOADED, Unit.SPAN),
        category(CLAIM, Unit.SPAN),
        category(OPINION, Unit.SENTENCE),
        category(REPORTING, Unit.SENTENCE),
    ),
)
RUBRIC = (
    Criterion(CriterionId("explaining"), "Explaining", (Level("low", 1), Level("high", 4))),
    Criterion(CriterionId("comparing"), "Comparing", (Level("low", 0), Level("high", 3))),
)
LESSON = Lesson(
    LessonId("street"),
    1,
    "One street",
    SCHEME,
    (
        Article(ArticleId("01"), "Headline", "Ledger", BODY),
        Article(ArticleId("02"), "Headline", "Splash", BODY),
    ),
    weights={CLAIM: 2.0},
    criteria=RUBRIC,
)


def stretch(first, after):
    return Span(WORDS[first].start, WORDS[after - 1].end)


def key(category_id, first, after, status=KeyStatus.REQUIRED, weight=1.0, article="01"):
    name = KeyId(f"{article}-{category_id}-{first}-{after}")
    span = stretch(first, after)
    return KeyAnnotation(name, ArticleId(article), category_id, span, span.of(BODY), status, weight)


def mark(category_id, first, after, article="01"):
    span = stretch(first, after)
    return Annotation(
        AnnotationId(f"{article}-{category_id}-{first}-{after}"),
        ArticleId(article),
        category_id,
        span,
        anchor_of(BODY, span),
        AuthorId("student"),
        NOON,
    )


def score(keys, annotations, decisions=None, rules=None, lesson=LESSON):
    return score_hand_in(prepare_key(lesson, AnswerKey(tuple(keys))), annotations, decisions, rules)


def verdict(annotation, kind, minutes=0):
    return Verdict(HAND_IN, annotation.id, kind, TEACHER, NOON + timedelta(minutes=minutes))


def override(key_annotation, credit, minutes=0):
    return CreditOverride(
        HAND_IN, key_annotation.id, credit, TEACHER, NOON + timedelta(minutes=minutes)
    )


def of_category(found, category_id):
    return next(c for c in found.categories if c.category_id == category_id)


KEYS = (
    key(LOADED, 10, 12),
    key(LOADED, 20, 22, weight=2),
    key(CLAIM, 30, 40, weight=3, article="02"),
    key(OPINION, 50, 60),
    key(LOADED, 70, 72, KeyStatus.OPTIONAL, 1.5),
    key(CLAIM, 80, 84, KeyStatus.TRAP, 2),
)
REQUIRED_MARKS = [
    mark(LOADED, 10, 12),
    mark(LOADED, 20, 22),
    mark(CLAIM, 30, 40, "02"),
    mark(OPINION, 50, 60),
]


# -- points ------------------------------------------------------------------------------------


def test_the_maximum_is_the_weight_of_the_required_keys():
    found = score(KEYS, REQUIRED_MARKS)
    assert (found.points, found.maximum) == (7.0, 7.0)
    assert [c.category_id for c in found.categories] == [LOADED, CLAIM, OPINION, REPORTING]
    assert [c.maximum for c in found.categories] == [3, 3, 1, 0]


def test_an_empty_hand_in_scores_nothing_and_breaks_nothing():
    found = score(KEYS, [])
    assert (found.points, found.maximum, found.kappa, found.labelled_sentences) == (0, 7, None, 0)
    assert (found.agreement.precision, found.agreement.recall, found.agreement.f1) == (0, 0, 0)
    assert [a.article_id for a in found.articles] == ["01", "02"]


def test_a_lesson_without_a_key_has_no_points():
    found = score([], REQUIRED_MARKS)
    assert (found.points, found.maximum) == (0, 0)
    assert sum(len(a.text.extras) for a in found.articles) == 3
    assert score([], []).agreement.f1 == 1.0


def test_optional_keys_make_up_for_misses_but_never_pass_the_maximum():
    partial = [mark(LOADED, 10, 12), mark(LOADED, 70, 72)]
    found = score(KEYS, partial)
    assert found.points == 2.5
    assert of_category(found, LOADED).earned == 1
    assert of_category(found, LOADED).bonus == 1.5
    assert score(KEYS, [*REQUIRED_MARKS, mark(LOADED, 70, 72)]).points == 7.0


def test_traps_take_points_but_never_below_zero():
    trapped = mark(CLAIM, 80, 84)
    found = score(KEYS, [*REQUIRED_MARKS, trapped])
    assert found.points == 5.0
    assert of_category(found, CLAIM).penalty == 2.0
    assert score(KEYS, [trapped]).points == 0.0
    assert score(KEYS, [trapped, mark(LOADED, 20, 22)]).points == 0.0
    assert str(of_category(score(KEYS, []), CLAIM).penalty) == "0.0"


def test_outcomes_are_counted_without_the_optional_keys_nobody_has_to_find():
    found = score(KEYS, [mark(LOADED, 10, 12), mark(LOADED, 21, 30)])
    assert of_category(found, LOADED).outcomes == {Outcome.FOUND: 2}
    assert of_category(found, CLAIM).outcomes == {Outcome.MISSED: 1, Outcome.AVOIDED: 1}
    found = score(KEYS, [mark(LOADED, 70, 72)])
    assert of_category(found, LOADED).outcomes == {Outcome.FOUND: 1, Outcome.MISSED: 2}


def test_weights_add_up_without_crumbs():
    keys = [key(LOADED, 5 * n, 5 * n + 1, weight=0.1) for n in range(10)]
    found = score(keys, [mark(LOADED, 5 * n, 5 * n + 1) for n in range(10)])
    assert (found.points, found.maximum) == (1.0, 1.0)


def test_work_on_an_article_that_the_lesson_does_not_have_counts_for_nothing():
    assert score(KEYS, [mark(LOADED, 10, 12, "09")]).points == 0


def test_the_same_place_in_another_article_is_another_place():
    assert score(KEYS, [mark(LOADED, 10, 12, "02")]).points == 0


def test_a_key_of_an_unknown_category_is_refused():
    with pytest.raises(UnknownThing, match="propaganda"):
        score([key(CategoryId("propaganda"), 1, 2)], [])


def test_sentences_left_unscored_are_neutral():
    unscored = (UnscoredSentence(ArticleId("01"), stretch(60, 70)),)
    prepared = prepare_key(LESSON, AnswerKey(KEYS, unscored=unscored))
    plain = score_hand_in(prepared, REQUIRED_MARKS)
    labelled = score_hand_in(prepared, [*REQUIRED_MARKS, mark(OPINION, 60, 70)])
    assert labelled == plain


# -- the teacher's decisions -------------------------------------------------------------------


def test_an_override_wins_and_keeps_the_outcome():
    found = score(KEYS, [], Decisions(overrides=(override(KEYS[1], 0.75),)))
    credit = next(c for c in found.articles[0].text.credits if c.key == KEYS[1])
    assert (credit.outcome, credit.credit, credit.points) == (Outcome.MISSED, 0.75, 1.5)
    assert credit.overridden
    assert found.points == 1.5


def test_an_override_can_take_credit_away():
    decisions = Decisions(overrides=(override(KEYS[0], 0.0),))
    assert score(KEYS, REQUIRED_MARKS, decisions).points == 6.0


def test_an_override_can_forgive_a_trap_or_set_one_off():
    trapped = [*REQUIRED_MARKS, mark(CLAIM, 80, 84)]
    for credit, points in ((1.0, 7.0), (0.5, 6.0), (0.0, 5.0)):
        decisions = Decisions(overrides=(override(KEYS[5], credit),))
        assert score(KEYS, trapped, decisions).points == points
        assert score(KEYS, REQUIRED_MARKS, decisions).points == points


def test_the_newest_override_counts_in_whatever_order_they_come():
    old, new = override(KEYS[0], 0.0), override(KEYS[0], 1.0, minutes=5)
    for pair in ((old, new), (new, old)):
        assert score(KEYS, [], Decisions(overrides=pair)).points == 1.0


def test_a_credit_outside_of_zero_to_one_is_held_inside():
    assert score(KEYS, [], Decisions(overrides=(override(KEYS[0], 7.0),))).points == 1.0
    assert score(KEYS, [], Decisions(overrides=(override(KEYS[0], -7.0),))).points == 0.0


def test_an_override_of_a_key_that_is_gone_does_nothing():
    gone = override(key(LOADED, 90, 91), 1.0)
    assert score(KEYS, [], Decisions(overrides=(gone,))) == score(KEYS, [])


@pytest.mark.parametrize(
    "kind, bonus",
    [
        (VerdictKind.ACCEPT, 2.0),
        (VerdictKind.ACCEPT_FOR_ALL, 2.0),
        (VerdictKind.REJECT, 0.0),
        (VerdictKind.IGNORE, 0.0),
    ],
)
def test_an_accepted_extra_earns_the_usual_weight_of_its_category(kind, bonus):
    extra = mark(CLAIM, 1, 4)
    found = score(KEYS, [extra], Decisions(verdicts=(verdict(extra, kind),)))
    assert of_category(found, CLAIM).bonus == bonus
    assert found.points == bonus
    assert found.articles[0].text.extras == (extra,)


def test_an_extra_without_a_verdict_is_neutral():
    assert score(KEYS, [*REQUIRED_MARKS, mark(CLAIM, 1, 4)]).points == 7.0


def test_a_verdict_on_an_annotation_that_is_in_the_key_gives_nothing_twice():
    found = mark(LOADED, 10, 12)
    decisions = Decisions(verdicts=(verdict(found, VerdictKind.ACCEPT),))
    assert score(KEYS, [found], decisions) == score(KEYS, [found])


def test_accepted_for_all_earns_once_when_it_has_become_a_key():
    extra = mark(CLAIM, 1, 4)
    decisions = Decisions(verdicts=(verdict(extra, VerdictKind.ACCEPT_FOR_ALL),))
    rescored = score([*KEYS, key(CLAIM, 1, 4, KeyStatus.OPTIONAL, 2.0)], [extra], decisions)
    assert rescored.points == score(KEYS, [extra], decisions).points == 2.0


def test_the_newest_verdict_counts():
    extra = mark(CLAIM, 1, 4)
    accepted = verdict(extra, VerdictKind.ACCEPT)
    rejected = verdict(extra, VerdictKind.REJECT, minutes=5)
    for pair in ((accepted, rejected), (rejected, accepted)):
        assert score(KEYS, [extra], Decisions(verdicts=pair)).points == 0.0


# -- the rubric --------------------------------------------------------------------------------


def criterion_score(criterion, points, minutes=0):
    return CriterionScore(
        HAND_IN, criterion.id, points, TEACHER, NOON + timedelta(minutes=minutes), "good"
    )


def test_the_rubric_adds_what_has_been_graded_so_far():
    found = score(KEYS, REQUIRED_MARKS)
    assert (found.rubric_points, found.rubric_maximum, found.ungraded) == (0, 7, RUBRIC)
    given = criterion_score(RUBRIC[0], 3.0)
    found = score(KEYS, REQUIRED_MARKS, Decisions(criterion_scores=(given,)))
    assert (found.total, found.total_maximum) == (10.0, 14.0)
    assert found.ungraded == RUBRIC[1:]
    assert found.rubric[0].score == given


@pytest.mark.parametrize("given, kept", [(9.0, 4.0), (-2.0, 0.0), (2.5, 2.5)])
def test_rubric_points_are_held_between_zero_and_the_best_level(given, kept):
    decisions = Decisions(criterion_scores=(criterion_score(RUBRIC[0], given),))
    found = score(KEYS, [], decisions)
    assert (found.rubric[0].score.points, found.rubric_points) == (kept, kept)
    assert found.rubric[0].score.comment == "good"


def test_the_newest_points_of_a_criterion_count():
    old, new = criterion_score(RUBRIC[0], 4.0), criterion_score(RUBRIC[0], 2.0, minutes=5)
    for pair in ((old, new), (new, old)):
        assert score(KEYS, [], Decisions(criterion_scores=pair)).rubric_points == 2.0


# -- beside the grade --------------------------------------------------------------------------


@pytest.mark.parametrize("after, over", [(35, False), (36, True)])
def test_too_much_highlighted_is_a_warning_and_costs_nothing(after, over):
    found = score([key(LOADED, 0, 50)], [mark(LOADED, 0, after)])
    article = found.articles[0]
    assert article.text.highlighted_share == after / 100
    assert article.over_highlighted is over
    assert found.points == 1.0
    assert not found.articles[1].over_highlighted
    rules = Rules(highlight_limit=0.2)
    assert score([], [mark(LOADED, 0, 21)], rules=rules).articles[0].over_highlighted


def test_span_agreement_is_label_blind_over_all_articles_and_once_per_category():
    found = score(KEYS, [mark(CLAIM, 10, 12), mark(CLAIM, 30, 40, "02"), mark(OPINION, 0, 9)])
    # Two annotated, four expected: the trap is none, the sentences are none.
    assert found.agreement.precision == 1.0
    assert found.agreement.recall == 0.5
    assert found.articles[1].agreement.f1 == 1.0
    assert found.agreement_by_category[LOADED].f1 == 0.0
    assert found.agreement_by_category[CLAIM].precision == 0.5
    assert found.agreement_by_category[CLAIM].recall == 1.0
    assert set(found.agreement_by_category) == {LOADED, CLAIM}


def test_a_full_stop_more_or_less_does_not_change_span_agreement():
    body = "They came. It was chaos. They left."
    lesson = replace(LESSON, articles=(Article(ArticleId("01"), "H", "Ledger", body),))
    with_stop, without = Span(18, 24), Span(18, 23)
    expected = KeyAnnotation(KeyId("k"), ArticleId("01"), LOADED, with_stop)
    given = Annotation(
        AnnotationId("a"),
        ArticleId("01"),
        LOADED,
        without,
        anchor_of(body, without),
        AuthorId("s"),
        NOON,
    )
    assert score([expected], [given], lesson=lesson).agreement.f1 == 1.0


def test_kappa_is_over_the_sentences_that_both_labelled():
    keys = [key(OPINION, 0, 10), key(REPORTING, 10, 20), key(OPINION, 20, 30, article="02")]
    given = [mark(OPINION, 0, 10), mark(REPORTING, 10, 20), mark(REPORTING, 20, 30, "02")]
    found = score(keys, given)
    assert found.labelled_sentences == 3
    assert found.kappa == pytest.approx(0.4)
    assert score(keys, given[:1]).kappa is None
    assert score(keys, given[:1]).labelled_sentences == 1


# -- order and speed ---------------------------------------------------------------------------

places = st.tuples(
    st.sampled_from([LOADED, CLAIM, OPINION, REPORTING]),
    st.integers(0, 99),
    st.integers(1, 30),
    st.sampled_from(["01", "02"]),
).map(lambda p: (p[0], p[1], min(p[1] + p[2], 100), p[3]))


@given(
    st.lists(places, max_size=12, unique=True),
    st.lists(st.sampled_from(list(VerdictKind)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_points_stay_in_their_bounds_and_order_makes_no_difference(drawn, kinds, random):
    given = [mark(*place) for place in drawn]
    verdicts = [verdict(a, kind) for a, kind in zip(given, kinds, strict=False)]
    first = score(KEYS, given, Decisions(tuple(verdicts)))
    assert 0 <= first.points <= first.maximum
    random.shuffle(given)
    random.shuffle(verdicts)
    assert score(KEYS, given, Decisions(tuple(verdicts))) == first


@pytest.mark.parametrize("edition", [1, 2])
def test_a_student_of_a_long_lesson_is_scored_in_a_small_part_of_a_tenth_of_a_second(edition):
    body = " ".join(f"w{n}" for n in range(700))
    place = words(body)
    articles = tuple(Article(ArticleId(f"0{n}"), "H", "Outlet", body) for n in range(5))
    lesson = replace(LESSON, articles=articles, credit_rules=edition)
    spans = [Span(place[17 * n].start, place[17 * n + 2].end) for n in range(40)]
    kinds = (LOADED, CLAIM, OPINION, REPORTING)
    keys = [
        KeyAnnotation(KeyId(f"{a.id}-{n}"), a.id, kinds[n % 4], span)
        for a in articles
        for n, span in enumerate(spans)
    ]
    given = [
        Annotation(
            AnnotationId(f"{k.id}-{other}"),
            k.article_id,
            other,
            k.span,
            anchor_of(body, k.span),
            AuthorId("s"),
            NOON,
        )
        for k in keys
        for other in (LOADED, OPINION)
    ]
    prepared = prepare_key(lesson, AnswerKey(tuple(keys)))
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        score_hand_in(prepared, given)
        seconds.append(time.process_time() - begun)
    assert min(seconds) < 0.05
