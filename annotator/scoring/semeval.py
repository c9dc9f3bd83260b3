"""How much the annotated text is the expected text: span scores of SemEval-2020 Task 11.

Source: Da San Martino et al. 2020, "SemEval-2020 Task 11: Detection of propaganda techniques
in news articles", section 4.1. With C(s, t, h) = |s n t| / h in characters, precision is the
mean over annotated spans s of the sum over expected spans t of C(s, t, |s|); recall is the
mean over t of the sum over s of C(s, t, |t|). Overlapping spans of one side are merged first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from annotator.domain.spans import Span, merge_spans
from annotator.scoring.results import SpanAgreement

#: What the task's own corpus tool trims from the ends of a span.
_TRIMMED = " \n.,:;"


@dataclass(frozen=True, slots=True)
class SpanTally:
    """The sums that span scores are made of; tallies of several texts or labels add up."""

    annotated: int = 0
    expected: int = 0
    precision_sum: float = 0.0
    recall_sum: float = 0.0

    @property
    def agreement(self) -> SpanAgreement:
        """Return precision, recall and F1, each span counting the same."""
        if not self.annotated and not self.expected:
            return SpanAgreement(0.0, 0.0, 1.0)
        precision = self.precision_sum / self.annotated if self.annotated else 0.0
        recall = self.recall_sum / self.expected if self.expected else 0.0
        both = precision + recall
        return SpanAgreement(precision, recall, 2 * precision * recall / both if both else 0.0)


def tally_spans(annotated: Iterable[Span], expected: Iterable[Span]) -> SpanTally:
    """Return the tally of one text, label-blind: empty spans dropped, overlaps merged."""
    ours = merge_spans(span for span in annotated if span)
    theirs = merge_spans(span for span in expected if span)
    precision: list[float] = []
    recall: list[float] = []
    left = right = 0
    while left < len(ours) and right < len(theirs):
        one, other = ours[left], theirs[right]
        shared = one.shared(other)
        if shared:
            precision.append(shared / len(one))
            recall.append(shared / len(other))
        if one.end <= other.end:
            left += 1
        else:
            right += 1
    return SpanTally(len(ours), len(theirs), fsum(precision), fsum(recall))


def total_tally(tallies: Iterable[SpanTally]) -> SpanTally:
    """Return the tally of several texts, or of several labels, as if they were one."""
    parts = tuple(tallies)
    return SpanTally(
        sum(part.annotated for part in parts),
        sum(part.expected for part in parts),
        fsum(part.precision_sum for part in parts),
        fsum(part.recall_sum for part in parts),
    )


def normalised_span(text: str, span: Span) -> Span:
    """Return the span as the task's corpus tool trims it; whole if nothing would be left."""
    piece = span.of(text)
    if not piece.strip(_TRIMMED):
        return span
    start = span.start + len(piece) - len(piece.lstrip(_TRIMMED))
    return Span(start, span.start + len(piece.rstrip(_TRIMMED)))
