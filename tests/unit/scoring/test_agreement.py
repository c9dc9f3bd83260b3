"""Agreement beyond chance against published examples."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.scoring.agreement import (
    Section,
    cohen_kappa,
    overall_unitized_alpha,
    section_distance,
    unitized_disagreement,
)

# Krippendorff 1995, "On the reliability of unitizing contiguous data", p. 57: four pairs of
# observers (A, B, C, D) of a continuum of 24 positions; (begin, length) of their units.
OBSERVERS = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]),
    "D": (
        [(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)],
        [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)],
    ),
}


def spans(units, stretch=1):
    return [Span(begin * stretch, (begin + length) * stretch) for begin, length in units]


def digits(units):
    marked = {place for unit in spans(units) for place in range(unit.start, unit.end)}
    return [int(place in marked) for place in range(24)]


def observed_pairs(name):
    first, second = OBSERVERS[name]
    return list(zip(digits(first), digits(second), strict=True))


@pytest.mark.parametrize("name, kappa", [("A", 0.385), ("B", 0.385), ("C", 0.314)])
def test_kappa_of_published_pairs(name, kappa):
    assert cohen_kappa(observed_pairs(name)) == pytest.approx(kappa, abs=0.001)


def test_kappa_is_not_defined_where_everybody_always_says_the_same():
    assert cohen_kappa(observed_pairs("D")) is None
    assert cohen_kappa([]) is None
    assert cohen_kappa([("opinion", "opinion")]) is None


def test_kappa_of_full_and_of_contrary_agreement():
    assert cohen_kappa([("o", "o"), ("r", "r")]) == 1.0
    assert cohen_kappa([("o", "r"), ("r", "o")]) == -1.0
    assert cohen_kappa([("o", "o"), ("r", "o")]) == 0.0


@given(st.lists(st.tuples(st.sampled_from("orx"), st.sampled_from("orx")), max_size=30))
def test_kappa_is_the_same_for_both_annotators_and_never_above_one(pairs):
    kappa = cohen_kappa(pairs)
    assert kappa == cohen_kappa([(b, a) for a, b in pairs])
    assert kappa is None or -1 <= kappa <= 1


def unitized_alpha(annotators, continuum):
    found = unitized_disagreement(annotators, continuum)
    return found.alpha if found else None


def unit(start, length):
    return Section(start, length, is_unit=True)


def gap(start, length):
    return Section(start, length, is_unit=False)


@pytest.mark.parametrize(
    "one, other, distance",
    [
        (unit(5, 6), unit(4, 2), 26),
        (unit(5, 6), unit(5, 2), 16),
        (unit(5, 6), unit(6, 2), 10),
        (unit(5, 6), unit(7, 2), 8),
        (unit(5, 6), unit(6, 4), 2),
        (unit(5, 6), unit(5, 6), 0),
        (unit(225, 70), unit(220, 80), 50),
        (unit(370, 30), unit(355, 20), 850),
        (gap(400, 50), unit(400, 20), 400),
        (unit(5, 6), gap(4, 7), 36),
        (unit(5, 6), gap(6, 7), 0),
        (gap(0, 9), gap(0, 3), 0),
    ],
)
def test_distances_of_sections(one, other, distance):
    assert section_distance(one, other) == distance
    assert section_distance(other, one) == distance


# Krippendorff 2004, "Content Analysis", p. 254: two observers, categories c and k.
CONTINUUM = Span(150, 450)
CATEGORY_C = ([(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)])
CATEGORY_K = ([(180, 60), (300, 50)], [(180, 60), (300, 50)])


def disagreement(observers, continuum, stretch=1):
    return unitized_disagreement([spans(units, stretch) for units in observers], continuum)


def test_unitized_alpha_of_the_example_of_2004():
    found = disagreement(CATEGORY_C, CONTINUUM)
    assert found.observed == pytest.approx(0.0144, abs=1e-4)
    assert found.expected == pytest.approx(0.0532, abs=1e-4)
    assert found.alpha == pytest.approx(0.7286, abs=1e-4)
    same = disagreement(CATEGORY_K, CONTINUUM)
    assert (same.observed, same.alpha) == (0.0, 1.0)
    assert same.expected == pytest.approx(0.0490, abs=1e-4)
    assert overall_unitized_alpha([found, same]) == pytest.approx(0.8591, abs=0.0005)


@pytest.mark.parametrize(
    "name, observed, expected, alpha",
    [
        ("A", 0.03125, 0.06990, 0.553),
        ("B", 2.26736, 1.17731, -0.926),
        ("C", 0.02777, 0.08642, 0.679),
        ("D", 0.38715, 0.41445, 0.066),
    ],
)
def test_unitized_alpha_of_the_example_of_1995(name, observed, expected, alpha):
    coarse = disagreement(OBSERVERS[name], Span(0, 24))
    assert coarse.observed == pytest.approx(observed, abs=1e-5)
    # The book gives the expected disagreement for a very fine continuum only.
    fine = disagreement(OBSERVERS[name], Span(0, 1_200_000), stretch=50_000)
    assert fine.observed == pytest.approx(observed, abs=1e-5)
    assert fine.expected == pytest.approx(expected, abs=0.005)
    assert fine.alpha == pytest.approx(alpha, abs=0.02)


def test_unitized_alpha_can_be_far_below_zero():
    found = disagreement(([(1, 8)], [(2, 1), (4, 1), (6, 1)]), Span(0, 10))
    assert found.observed == pytest.approx(0.91)
    assert found.expected == pytest.approx(0.5351, abs=2e-4)
    assert found.alpha == pytest.approx(-0.7003, abs=1e-4)


def test_unitized_alpha_of_one_position_that_one_of_three_marked_is_zero():
    assert unitized_alpha([[Span(0, 1)], [], []], Span(0, 20)) == 0.0


def test_unitized_alpha_of_the_example_of_1995_on_a_coarse_continuum():
    halves = [[(begin // 2, length // 2) for begin, length in units] for units in OBSERVERS["C"]]
    found = disagreement(halves, Span(0, 12))
    assert found.observed == pytest.approx(0.02777, abs=1e-5)
    assert found.expected == pytest.approx(0.05494, abs=1e-5)
    assert found.alpha == pytest.approx(0.494, abs=0.001)


def test_unitized_alpha_is_not_defined_without_units_annotators_or_text():
    assert unitized_alpha([[], []], Span(0, 10)) is None
    assert unitized_alpha([[Span(3, 3)], []], Span(0, 10)) is None
    assert unitized_alpha([spans([(1, 2)])], Span(0, 10)) is None
    assert unitized_alpha([[], []], Span(5, 5)) is None
    assert overall_unitized_alpha([None, None]) is None
    assert overall_unitized_alpha([disagreement(([], []), Span(0, 10))]) is None


def test_overlapping_units_of_one_annotator_are_one_and_what_is_outside_is_cut():
    messy = [Span(2, 5), Span(4, 8), Span(18, 30)]
    tidy = [Span(2, 8), Span(18, 20)]
    other = [Span(3, 8)]
    assert unitized_alpha([messy, other], Span(0, 20)) == unitized_alpha([tidy, other], Span(0, 20))


def by_every_pair(observers, length):
    """Do and De as they are printed, with every pair of sections and every gap tried."""

    def sections(units):
        edges = sorted({0, length, *(e for u in units for e in (u.start, u.end))})
        inner = {(u.start, u.end) for u in units}
        found, place = [], 0
        while place < len(edges) - 1:
            end = next((e for s, e in inner if s == edges[place]), edges[place + 1])
            found.append((edges[place], end, (edges[place], end) in inner))
            place = edges.index(end)
        return found

    divided = [sections(units) for units in observers]
    observed = 0
    for ours, theirs in combinations(divided, 2):
        for s, e, is_unit in ours:
            for s2, e2, is_unit2 in theirs:
                if not (s < e2 and s2 < e):
                    continue
                if is_unit and is_unit2:
                    observed += (s - s2) ** 2 + (e - e2) ** 2
                elif is_unit and s2 <= s and e <= e2:
                    observed += (e - s) ** 2
                elif is_unit2 and s <= s2 and e2 <= e:
                    observed += (e2 - s2) ** 2
    raters = len(divided)
    lengths = [e - s for row in divided for s, e, is_unit in row if is_unit]
    gaps = [e - s for row in divided for s, e, is_unit in row if not is_unit]
    expected = sum(
        (len(lengths) - 1) * (2 * n**3 - 3 * n**2 + n) / 3
        + n * n * sum(g - n + 1 for g in gaps if g >= n)
        for n in lengths
    )
    pairs = raters * length * (raters * length - 1) - sum(n * (n - 1) for n in lengths)
    return 2 * observed / (raters * (raters - 1) * length**2), 2 * expected / (length * pairs)


@st.composite
def a_students_units(draw, length=30):
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    drawn = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return [unit for unit in drawn if unit]


@given(st.lists(a_students_units(), min_size=2, max_size=5))
def test_the_sweep_gives_what_every_pair_gives(observers):
    found = unitized_disagreement(observers, Span(0, 30))
    observed, expected = by_every_pair(observers, 30)
    assert math.isclose(found.observed, observed, abs_tol=1e-12)
    assert math.isclose(found.expected, expected, abs_tol=1e-12)


@given(a_students_units())
def test_a_class_that_annotates_alike_agrees_fully(units):
    alpha = unitized_alpha([units] * 3, Span(0, 30))
    assert alpha in (1.0, None)
