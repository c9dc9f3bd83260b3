"""What paragraphs are, and which of them are asked for labels."""

from __future__ import annotations

from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import (
    KIND_NAMES,
    below_headline,
    joined_paragraphs,
    text_paragraphs,
    tidy_paragraphs,
)
from annotator.domain.sentences import split_sentences

K = BlockKind


def article(*paragraphs, headline="Rain at last"):
    body, blocks = joined_paragraphs(below_headline(headline, paragraphs))
    sentences = split_sentences(body)
    return Article("a", headline, "O", body, blocks=blocks, sentences=sentences)


def test_every_kind_has_a_name():
    assert set(KIND_NAMES) == set(K)


def test_headlines_captions_quotations_and_rows_are_not_asked_for_a_label():
    made = article(*((kind, f"This is a {kind.value}.") for kind in K if kind is not K.HEADLINE))
    asked = [span.of(made.body) for span in made.sentences_to_label]
    assert asked == ["This is a paragraph.", "This is a editors-comment.", "This is a list-item."]
    assert len(made.sentences) == len(K)


def test_the_headline_is_the_first_line_and_no_paragraph():
    made = article((K.PARAGRAPH, "It rained."))
    assert made.headline_span.of(made.body) == "Rain at last"
    assert made.body[made.text_start :] == "It rained."
    assert text_paragraphs(made) == ((K.PARAGRAPH, "It rained."),)


def test_a_text_of_before_has_no_headline_in_it():
    body, blocks = joined_paragraphs([(K.PARAGRAPH, "It rained.")])
    made = Article("a", "Rain at last", "O", body, blocks=blocks)
    assert (made.headline_span, made.text_start) == (None, 0)
    assert text_paragraphs(made) == ((K.PARAGRAPH, "It rained."),)


def test_a_second_headline_heads_a_part():
    told = tidy_paragraphs([(K.PARAGRAPH, "It rained."), (K.HEADLINE, "Our view")])
    assert told == ((K.PARAGRAPH, "It rained."), (K.SUBHEADING, "Our view"))
