"""Agreement beyond chance between annotators; None wherever it is not defined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from annotator.domain.spans import Span, merge_spans


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two annotators' labels; None without items or with one label only.

    Source: Cohen 1960, "A coefficient of agreement for nominal scales".
    """
    both = list(pairs)
    if not both:
        return None
    first = Counter(a for a, _ in both)
    second = Counter(b for _, b in both)
    # In whole numbers, so that "all alike" is recognised exactly.
    size = len(both)
    agreed = sum(a == b for a, b in both)
    by_chance = sum(count * second[label] for label, count in first.items())
    if by_chance == size * size:
        return None
    return (agreed * size - by_chance) / (size * size - by_chance)


@dataclass(frozen=True, slots=True)
class UnitizedDisagreement:
    """Observed and expected disagreement about where the units of one category lie."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """Return Krippendorff's unitized alpha, or None where nobody marked a unit."""
        return 1 - self.observed / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of one annotator's continuum: a unit, or the gap between two units."""

    start: int
    length: int
    is_unit: bool

    @property
    def end(self) -> int:
        """Return the position after its last one."""
        return self.start + self.length


def unitized_disagreement(
    annotators: Sequence[Iterable[Span]], continuum: Span
) -> UnitizedDisagreement | None:
    """Return the disagreement of annotators about one category on a continuum.

    Overlapping units of one annotator are merged, and all are cut to the continuum. None
    with fewer than two annotators or without a continuum. Positions are what the caller
    chooses, words or code points. Source: Krippendorff 2004, "Measuring the reliability of
    qualitative text analysis data", Quality and Quantity 38; the expected disagreement of
    his 1995 paper has an error that this one corrects.
    """
    if len(annotators) < 2 or not continuum:
        return None
    divided = [_divide(units, continuum) for units in annotators]
    return UnitizedDisagreement(_observed(divided, len(continuum)), _expected(divided, continuum))


def overall_unitized_alpha(categories: Iterable[UnitizedDisagreement | None]) -> float | None:
    """Return the unitized alpha of several categories together, or None if not defined."""
    known = [category for category in categories if category]
    expected = sum(category.expected for category in known)
    return 1 - sum(category.observed for category in known) / expected if expected else None


def _divide(units: Iterable[Span], continuum: Span) -> list[Section]:
    """Return an annotator's units and the gaps around them, from end to end."""
    sections: list[Section] = []
    reached = continuum.start
    cut = (
        Span(max(unit.start, continuum.start), min(unit.end, continuum.end))
        for unit in units
        if unit.overlaps(continuum)
    )
    for unit in merge_spans(unit for unit in cut if unit):
        if unit.start > reached:
            sections.append(Section(reached, unit.start - reached, is_unit=False))
        sections.append(Section(unit.start, len(unit), is_unit=True))
        reached = unit.end
    if reached < continuum.end:
        sections.append(Section(reached, continuum.end - reached, is_unit=False))
    return sections


def _observed(divided: Sequence[Sequence[Section]], length: int) -> float:
    total = sum(_difference(one, other) for one, other in combinations(divided, 2))
    annotators = len(divided)
    return 2 * total / (annotators * (annotators - 1) * length * length)


def _difference(ours: Sequence[Section], theirs: Sequence[Section]) -> int:
    """Return the summed distances of the sections that meet, in one sweep over both."""
    total = left = right = 0
    while left < len(ours) and right < len(theirs):
        one, other = ours[left], theirs[right]
        total += section_distance(one, other)
        left += one.end <= other.end
        right += other.end <= one.end
    return total


def section_distance(one: Section, other: Section) -> int:
    """Return the squared distance of two sections that meet.

    Two units: the squares of how far their begins and their ends lie apart. A unit in
    another's gap: its squared length. Everything else: 0.
    """
    if one.is_unit and other.is_unit:
        return (one.start - other.start) ** 2 + (one.end - other.end) ** 2
    if one.is_unit:
        return one.length**2 if other.start <= one.start and one.end <= other.end else 0
    if other.is_unit:
        return section_distance(other, one)
    return 0


def _expected(divided: Sequence[Sequence[Section]], continuum: Span) -> float:
    units = [s.length for sections in divided for s in sections if s.is_unit]
    gaps = sorted(s.length for sections in divided for s in sections if not s.is_unit)
    # sums[i] is the summed length of the gaps from the i-th on.
    sums = [*accumulate(reversed(gaps), initial=0)][::-1]
    total = 0
    for length in units:
        first = bisect_left(gaps, length)
        places = sums[first] - (len(gaps) - first) * (length - 1)
        # 2l³ - 3l² + l = l(l - 1)(2l - 1) is always a multiple of 6.
        among_units = (len(units) - 1) * (2 * length**3 - 3 * length**2 + length) // 3
        total += among_units + length**2 * places
    whole = len(divided) * len(continuum)
    pairs = whole * (whole - 1) - sum(length * (length - 1) for length in units)
    return 2 * total / (len(continuum) * pairs)
