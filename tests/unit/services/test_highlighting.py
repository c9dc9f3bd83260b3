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
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.services.highlighting import HighlightMeter
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
