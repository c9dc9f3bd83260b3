"""Span scores against the vectors published with SemEval-2020 Task 11, and by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.scoring.semeval import (
    SpanTally,
    normalised_span,
    tally_spans,
    total_tally,
)


def spans(*pairs):
    return [Span(start, end) for start, end in pairs]


def scores(annotated, expected):
    found = tally_spans(spans(*annotated), spans(*expected)).agreement
    return found.precision, found.recall, found.f1


def test_the_example_of_the_tasks_own_readme():
    found = tally_spans(
        spans((0, 50), (161, 172), (0, 10), (115, 167)),
        spans((0, 59), (171, 181), (0, 9), (115, 167), (740, 759)),
    )
    assert (found.annotated, found.expected) == (2, 4)
    assert found.precision_sum == pytest.approx(1.929825, abs=1e-6)
    assert found.recall_sum == pytest.approx(1.947458, abs=1e-6)
    agreement = found.agreement
    assert agreement.precision == pytest.approx(0.964912, abs=1e-6)
    assert agreement.recall == pytest.approx(0.486864, abs=1e-6)
    assert agreement.f1 == pytest.approx(0.647181, abs=1e-6)


LABELLED = {
    "exaggeration": ([(0, 59)], [(0, 59)]),
    "name calling": ([(0, 9)], [(0, 9)]),
    "loaded language": ([(127, 167), (740, 759)], [(115, 167), (740, 759)]),
}


def labelled(extra):
    parts = {**LABELLED, **extra}.values()
    return total_tally(tally_spans(spans(*ours), spans(*theirs)) for ours, theirs in parts)


def test_the_labelled_example_of_the_readme_is_the_sum_of_its_labels():
    found = labelled({"red herring": ([(171, 181)], [(171, 181)])})
    assert (found.annotated, found.expected, found.precision_sum) == (5, 5, 5.0)
    assert found.recall_sum == pytest.approx(4.769231, abs=1e-6)
    assert found.agreement.recall == pytest.approx(0.953846, abs=1e-6)
    assert found.agreement.f1 == pytest.approx(0.976378, abs=1e-6)


def test_a_span_under_another_label_does_not_count():
    found = labelled({"red herring": ([(171, 181)], []), "oversimplified": ([], [(171, 181)])})
    assert found.agreement.precision == pytest.approx(0.8)
    assert found.agreement.recall == pytest.approx(0.753846, abs=1e-6)
    assert found.agreement.f1 == pytest.approx(0.776238, abs=1e-6)


@pytest.mark.parametrize(
    "annotated, expected, result",
    [
        pytest.param([(5, 15)], [(0, 10)], (0.5, 0.5, 0.5), id="half"),
        pytest.param([(0, 20)], [(0, 5), (10, 15)], (0.5, 1, 2 / 3), id="one over two"),
        pytest.param([(0, 5), (5, 10)], [(0, 10)], (1, 1, 1), id="two that touch are two"),
        pytest.param([(0, 100)], [(0, 10)], (0.1, 1, 2 / 11), id="highlight everything"),
        pytest.param([], [], (0, 0, 1), id="both empty"),
        pytest.param([], [(0, 5)], (0, 0, 0), id="nothing annotated"),
        pytest.param([(0, 5)], [], (0, 0, 0), id="nothing expected"),
        pytest.param([(0, 5)], [(5, 10)], (0, 0, 0), id="half-open: touching shares nothing"),
        pytest.param([(0, 6), (4, 10)], [(0, 10)], (1, 1, 1), id="overlaps are merged"),
        pytest.param([(3, 3)], [], (0, 0, 1), id="an empty span is none"),
    ],
)
def test_vectors_by_hand(annotated, expected, result):
    assert scores(annotated, expected) == pytest.approx(result)


def test_texts_count_by_their_spans_and_not_one_each():
    good = tally_spans(spans((0, 10), (20, 30), (40, 50)), spans((0, 10), (20, 30), (40, 50)))
    bad = tally_spans(spans((0, 10)), spans((50, 60)))
    assert total_tally([good, bad]).agreement.precision == 0.75
    assert total_tally([]) == SpanTally()


def test_a_text_without_annotations_still_counts_in_recall():
    full = tally_spans(spans((0, 10)), spans((0, 10)))
    assert total_tally([full, tally_spans([], spans((0, 10)))]).agreement.recall == 0.5


any_spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=12,
)


def by_every_pair(annotated, expected):
    """The formula as it is printed, with every pair tried."""

    def merged(found):
        kept = []
        for span in sorted(s for s in found if s):
            if kept and span.start < kept[-1].end:
                kept[-1] = kept[-1].joined(span)
            else:
                kept.append(span)
        return kept

    ours, theirs = merged(annotated), merged(expected)
    if not ours and not theirs:
        return 0.0, 0.0, 1.0
    p = sum(s.shared(t) / len(s) for s in ours for t in theirs) / len(ours) if ours else 0.0
    r = sum(s.shared(t) / len(t) for s in ours for t in theirs) / len(theirs) if theirs else 0.0
    return p, r, 2 * p * r / (p + r) if p and r else 0.0


@given(any_spans, any_spans)
def test_one_sweep_gives_what_every_pair_gives(annotated, expected):
    found = tally_spans(annotated, expected).agreement
    assert (found.precision, found.recall, found.f1) == pytest.approx(
        by_every_pair(annotated, expected)
    )
    back = tally_spans(expected, annotated).agreement
    assert (back.precision, back.recall) == pytest.approx((found.recall, found.precision))


@pytest.mark.parametrize(
    "text, kept",
    [
        ("a chaos b", "a chaos b"),
        (" chaos. ", "chaos"),
        ("\n.:;, chaos", "chaos"),
        ("“chaos”", "“chaos”"),
        ("why?", "why?"),
        (" ...", " ..."),
    ],
)
def test_spans_are_trimmed_as_the_corpus_tool_does(text, kept):
    padded = f"##{text}##"
    assert normalised_span(padded, Span(2, 2 + len(text))).of(padded) == kept


@given(st.text(alphabet=" .,ab\n", max_size=20))
def test_trimming_twice_changes_nothing(text):
    once = normalised_span(text, Span(0, len(text)))
    assert normalised_span(text, once) == once


def test_cost_grows_with_the_spans_and_not_with_their_pairs(monkeypatch):
    compared = []
    honest = Span.shared
    monkeypatch.setattr(Span, "shared", lambda one, other: compared.append(1) or honest(one, other))
    counts = []
    for size in (100, 200, 400):
        compared.clear()
        tally_spans(
            [Span(10 * i, 10 * i + 6) for i in range(size)],
            [Span(10 * i + 3, 10 * i + 9) for i in range(size)],
        )
        counts.append(len(compared))
    assert counts[0] > 0
    assert all(after <= 2.1 * before for before, after in pairwise(counts))
