"""The paragraphs of an article, joined into a body and found in it again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import (
    joined_paragraphs,
    one_paragraph,
    spans_by_line,
    tidy_paragraphs,
)
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span

P, C = BlockKind.PARAGRAPH, BlockKind.CAPTION


def test_a_paragraph_is_one_line_in_normal_form() -> None:
    assert one_paragraph(" One\r\n two\u00a0three\u200b ") == "One two three"


def test_what_holds_nothing_is_no_paragraph() -> None:
    assert tidy_paragraphs([(P, " "), (C, "a\tb"), (P, "\u200b")]) == ((C, "a b"),)


def test_blocks_say_where_the_paragraphs_stand() -> None:
    body, blocks = joined_paragraphs([(P, "One."), (C, "Two")])
    assert [(block.span.of(body), block.kind) for block in blocks] == [("One.", P), ("Two", C)]


def test_a_span_over_two_lines_is_in_both_of_them() -> None:
    found = list(spans_by_line("abc\ndef\nghi", [Span(0, 1), Span(2, 6), Span(9, 11)]))
    assert found == [
        ("abc", (Span(0, 1), Span(2, 3))),
        ("def", (Span(0, 2),)),
        ("ghi", (Span(1, 3),)),
    ]


@given(st.text("ab. \n", max_size=60))
def test_sentences_by_line_are_the_sentences_of_each_line(body: str) -> None:
    by_line = list(spans_by_line(body, split_sentences(body)))
    assert [text for text, _ in by_line] == body.split("\n")
    assert all(spans == split_sentences(text) for text, spans in by_line)
