"""Quotation marks are paired, whatever a newspaper does to them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [q.span.of(text) for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("“Go,” she said. “Now.”", ["Go,", "Now."]),
        ('"Go," she said. "Now."', ["Go,", "Now."]),
        ("''Go,'' she said. ''Now.''", ["Go,", "Now."]),
        ("He called it “a ‘very’ bad idea” twice.", ["a ‘very’ bad idea"]),
        ("The ‘experts’ came; it wasn’t Ana’s fault.", ["experts"]),
        ("It's the dogs' bowl and the cat's.", []),
        ("«Allez», dit-elle.", ["Allez"]),
        ("No marks here.", []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_runs_over_paragraphs_when_each_opens_again() -> None:
    text = "“First part.\n“Second part,” she said.\nNobody spoke."
    found = find_quotations(text)
    assert [q.span.of(text) for q in found] == ["First part.", "Second part,"]
    assert [q.goes_on for q in found] == [False, True]


def test_a_mark_that_is_never_closed_quotes_one_sentence_only() -> None:
    text = "He said “it is over. Then the bus left. Nobody waved."
    found = find_quotations(text)
    assert quoted(text) == ["it is over."]
    assert not found[0].is_closed


def test_an_odd_straight_mark_does_not_turn_the_rest_inside_out() -> None:
    text = 'The 6" board broke.\n"We will mend it," said Ada.'
    assert "We will mend it," in quoted(text)


def test_a_paragraph_that_opens_with_a_closing_mark_is_read_as_meant() -> None:
    assert quoted("”We are afraid,” she said.") == ["We are afraid,"]


@given(st.text(alphabet="ab .,\n“”\"'‘’", max_size=60))
def test_quotations_are_in_order_and_inside_the_text(text: str) -> None:
    found = [q.span for q in find_quotations(text) if not q.is_single]
    assert found == sorted(found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(span.end <= len(text) and "\n" not in span.of(text) for span in found)
