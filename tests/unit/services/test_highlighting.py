"""The meter counts words change by change, and what it shows is what counting anew shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Feedback
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.rules import NEWEST
from annotator.services.highlighting import HighlightMeter, over_budget
from annotator.session.ordered_annotations import OrderedAnnotations
from tests.fakes import sample_lesson

LESSON = sample_lesson.lesson()
ARTICLE = LESSON.articles[0]
LENGTH = len(ARTICLE.body)


def annotation(name: str, span: Span, category: int = 0) -> Annotation:
    return Annotation(
        AnnotationId(name),
        ARTICLE.id,
        LESSON.scheme.categories[category].id,
        span,
        anchor_of(ARTICLE.body, span),
        AuthorId("ana"),
        datetime(2026, 5, 4, tzinfo=UTC),
    )


def counted(annotations: list[Annotation]) -> float:
    """Return the share by looking at each word of the article."""
    on_words = {c.id for c in LESSON.scheme.categories if not c.is_sentence}
    found = words(ARTICLE.body)
    covered = [
        any(a.category_id in on_words and a.span.overlaps(word) for a in annotations)
        for word in found
    ]
    return sum(covered) / len(found)


spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 60), st.integers(0, 3))


@given(st.lists(spans, max_size=12), st.data())
def test_the_share_after_each_change_is_the_share_counted_anew(drawn, data):
    meter, ordered = HighlightMeter(LESSON), OrderedAnnotations()
    there: list[Annotation] = []
    for number, (start, length, category) in enumerate(drawn):
        if there and data.draw(st.booleans()):
            gone = there.pop(data.draw(st.integers(0, len(there) - 1)))
            ordered.drop(gone.id)
        there.append(annotation(f"a{number}", Span(start, min(LENGTH, start + length)), category))
        ordered.put(there[-1])
        assert meter.share(ARTICLE.id, ordered.in_order()) == pytest.approx(counted(there))


def test_a_label_on_a_sentence_is_no_highlight_of_words():
    label = annotation("label", ARTICLE.sentences[0], category=2)
    meter = HighlightMeter(LESSON)
    assert meter.share(ARTICLE.id, (label,)) == 0
    marked = replace(label, category_id=LESSON.scheme.categories[0].id)
    assert meter.share(ARTICLE.id, (marked,)) > 0
    assert meter.share(ARTICLE.id, ()) == 0


# -- budgets -----------------------------------------------------------------------------------

FIRST, SECOND = (each.id for each in LESSON.scheme.categories[:2])


def with_budgets(lesson=LESSON, **changes):
    return replace(lesson, word_budgets={ARTICLE.id: {SECOND: 4, FIRST: 10}}, **changes)


def stretch(first, after):
    found = words(ARTICLE.body)
    return Span(found[first].start, found[after - 1].end)


def test_words_of_a_category_are_counted_once_against_its_budget():
    marks = (annotation("a", stretch(0, 5)), annotation("b", stretch(3, 7)))
    other = annotation("c", stretch(0, 2), category=1)
    meter = HighlightMeter(with_budgets())
    found = meter.marked(ARTICLE.id, (*marks, other))
    assert [(m.category_id, m.used, m.budget) for m in found] == [(FIRST, 7, 15), (SECOND, 2, 6)]
    assert [m.used for m in meter.marked(ARTICLE.id, marks[:1])] == [5, 0]
    assert meter.marked(LESSON.articles[1].id, ()) == ()


@pytest.mark.parametrize("used, state", [(13, "within"), (14, "near"), (20, "near"), (21, "over")])
def test_a_warning_comes_before_it_costs_anything(used, state):
    mark = annotation("a", stretch(0, used))
    (first, _second) = HighlightMeter(with_budgets()).marked(ARTICLE.id, (mark,))
    assert first.state == state


def test_a_lesson_that_answers_at_once_tells_no_budget():
    at_once = with_budgets(feedback=Feedback.AT_ONCE)
    mark = annotation("a", stretch(0, 16))
    assert HighlightMeter(at_once).marked(ARTICLE.id, (mark,)) == ()
    assert over_budget(at_once, [ARTICLE.id], [mark]) == ()


def test_what_is_over_is_told_of_the_articles_that_are_asked_for():
    mark = annotation("a", stretch(0, 21))
    (over,) = over_budget(with_budgets(), [ARTICLE.id], [mark])
    assert (over.category_id, over.used, over.budget) == (FIRST, 21, 15)
    assert over_budget(with_budgets(), [LESSON.articles[1].id], [mark]) == ()
    assert over_budget(LESSON, [ARTICLE.id], [mark]) == ()


def test_the_count_is_the_one_that_is_scored():
    marks = [annotation("a", stretch(0, 5)), annotation("b", stretch(3, 7))]
    lesson = with_budgets(credit_rules=NEWEST)
    score = score_hand_in(prepare_key(lesson, AnswerKey()), marks)
    used = score.articles[0].text.word_use[FIRST].marked
    assert used == HighlightMeter(lesson).marked(ARTICLE.id, marks)[0].used == 7
