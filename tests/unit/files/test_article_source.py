"""Articles are written and read back without a change of a single code point."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.lessons import Article, BlockKind
from annotator.domain.spans import Span
from annotator.files.article_source import (
    ArticleHead,
    article_of,
    article_text,
    is_canonical,
    split_front_matter,
)
from annotator.files.toml_text import parse_toml
from tests.unit.files import samples


def read(text: str) -> Article:
    parts = split_front_matter(text)
    assert parts is not None
    return article_of(ArticleHead.model_validate(parse_toml(parts[0])), parts[1])


@given(samples.articles(1))
def test_an_article_of_any_text_reads_back_as_it_was(article: Article) -> None:
    assert is_canonical(article.body)
    assert read(article_text(article)) == article


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_paragraphs_captions_and_headings_are_told_apart(line_end: str, start: str) -> None:
    written = """+++
id = "a"
headline = "H"
outlet = "O"
date = 2019-04-30
+++

First line
 second line.

## A heading

[caption] A picture.
\u0020

\\## Not a heading
"""
    article = read(start + written.replace("\n", line_end))
    assert article.body == "First line second line.\nA heading\nA picture.\n## Not a heading"
    assert [(block.kind, block.span.of(article.body)) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, "First line second line."),
        (BlockKind.SUBHEADING, "A heading"),
        (BlockKind.CAPTION, "A picture."),
        (BlockKind.PARAGRAPH, "## Not a heading"),
    ]
    assert article.date == "2019-04-30"
    assert next(s.of(article.body) for s in article.sentences) == "First line second line."


def test_text_is_put_in_normal_form() -> None:
    head = '+++\nid = "a"\nheadline = "H"\noutlet = "O"\n+++\n'
    article = read(head + "cafe\u0301\u00a0x\u200b y\u2028z\tend\x00")
    assert article.body == "café x y z end"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    split_front_matter(text)
    head = ArticleHead(id="a", headline="H", outlet="O")
    body = article_of(head, text).body
    assert body == "" or is_canonical(body)


@pytest.mark.parametrize("text", ["", "+++", "+++\nid = 1\n", "No front matter.", "+++ \nx\n+++"])
def test_a_file_without_front_matter_is_known(text: str) -> None:
    assert split_front_matter(text) is None


def test_sentences_that_no_rule_finds_come_back_while_the_text_is_the_same() -> None:
    head = ArticleHead(id="a", headline="H", outlet="O")
    article = article_of(head, "One went. Two stayed.\n\nThree left.")
    [first, second, third] = article.sentences
    joined = replace(article, sentences=(Span(first.start, second.end), third))
    text = article_text(joined)
    assert read(text) == joined
    assert article_text(read(text)) == text
    assert len(read(text.replace("stayed", "remained")).sentences) == 3
    assert "sentences" not in article_text(article)


@pytest.mark.parametrize("spans", [[[0, 5], [3, 9]], [[5, 5]], [[0, 9999]], [[9, 20], [0, 5]]])
def test_told_sentences_that_cannot_be_are_found_by_rule(spans: list[list[int]]) -> None:
    plain = article_of(ArticleHead(id="a", headline="H", outlet="O"), "One went. Two stayed.")
    told = ArticleHead(id="a", headline="H", outlet="O", sentences=spans, sentences_of=plain.hash)
    assert article_of(told, "One went. Two stayed.").sentences == plain.sentences


HEADED = """+++
format = 2
id = "a"
headline = "Tanks  roll in"
outlet = "O"
+++

It began at noon.

> "We will not go," the ministry wrote.

[editor] This is our view.

- Bread

| Bread | 2.50

\\- no item
"""


def test_form_2_has_the_headline_in_the_text_and_more_kinds() -> None:
    article = read(HEADED)
    assert article.headline == "Tanks roll in"
    assert [(block.kind, block.span.of(article.body)) for block in article.blocks] == [
        (BlockKind.HEADLINE, "Tanks roll in"),
        (BlockKind.PARAGRAPH, "It began at noon."),
        (BlockKind.QUOTATION, '"We will not go," the ministry wrote.'),
        (BlockKind.EDITORS_COMMENT, "This is our view."),
        (BlockKind.LIST_ITEM, "Bread"),
        (BlockKind.TABLE_ROW, "Bread | 2.50"),
        (BlockKind.PARAGRAPH, "- no item"),
    ]
    assert article.headline_span == article.sentences[0]
    assert read(article_text(article)) == article


def test_form_1_reads_as_it_always_did_and_is_written_again() -> None:
    article = read(HEADED.replace("format = 2\n", ""))
    assert article.body.startswith("It began at noon.\n> ")
    assert "- Bread" in article.body.split("\n")
    assert article.headline_span is None
    assert article.text_start == 0
    assert "format" not in article_text(article)
    assert read(article_text(article)) == article
