"""On paper too: marks on headlines, and quotations, comments, lists and rows told apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from annotator.domain.annotating import Add
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.paragraphs import below_headline, joined_paragraphs
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.services.answer_keys import changed_key
from annotator.worksheets.answer_key import answer_key
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets import sample

K = BlockKind
HEADLINE = "Heartless council closes the market"
PARAGRAPHS = (
    (K.PARAGRAPH, "The council met on Monday."),
    (K.QUOTATION, "We are sorry for all who sell there."),
    (K.QUOTATION, "We had no choice."),
    (K.LIST_ITEM, "Seven voted for it."),
    (K.LIST_ITEM, "Four voted against it."),
    (K.TABLE_ROW, "Stalls | 31"),
    (K.CAPTION, "The market in March."),
    (K.EDITORS_COMMENT, "We think that it is a shame."),
    (K.SUBHEADING, "What happens next"),
    (K.PARAGRAPH, "More on Friday."),
)
VARIANTS = {
    "plain": PageOptions(),
    "columns": PageOptions(columns=2),
    "spread": PageOptions(spread=True),
    "large": PageOptions(size=18),
    "grey": PageOptions(bw=True),
}


def lesson(paragraphs: Any = PARAGRAPHS) -> Lesson:
    body, blocks = joined_paragraphs(below_headline(HEADLINE, paragraphs))
    sentences = split_sentences(body)
    first: Article = replace(
        sample.LEDGER, headline=HEADLINE, body=body, blocks=blocks, sentences=sentences
    )
    return replace(sample.LESSON, articles=(first, sample.PAPER))


def key(made: Lesson) -> AnswerKey:
    article = made.articles[0]
    found = AnswerKey()
    for words, category in (("Heartless", sample.LOADED), ("Heartless", sample.OPINION)):
        start = article.body.index(words)
        gesture = Add(article.id, category, Span(start, start + len(words)))
        found = changed_key(made, found, gesture).key
    return found


def file_of(variant: str = "plain", made: Lesson | None = None) -> bytes:
    made = made or lesson()
    return answer_key(LessonSheet(made, key(made)), VARIANTS[variant], LayoutCache())


def roles(file: bytes) -> list[str]:
    def walk(element: Any) -> Iterator[str]:
        yield element["/S"]
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and "/S" in kid:
                yield from walk(kid)

    root = pypdf.PdfReader(io.BytesIO(file)).trailer["/Root"]
    return list(walk(root["/StructTreeRoot"]["/K"][0].get_object()))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_line_stands_once_and_in_order(variant: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(file_of(variant))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    last = -1
    for words in ("council closes", "Monday", "sorry", "31", "shame", "Friday"):
        at = text.index(words, last + 1)
        assert at > last
        last = at
    assert "Editor’s comment" in text
    assert text.count("council closes") <= 2  # the text, and the note that quotes the sentence


def test_a_mark_on_the_headline_has_its_note_and_its_words_for_a_listener() -> None:
    file = file_of()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    assert "“Heartless”" in " ".join(text.split())
    assert "H2" in "".join(roles(file))


def test_a_listener_is_told_of_lists_quotations_and_headings() -> None:
    found = roles(file_of())
    plain = roles(file_of(made=lesson(tuple((K.PARAGRAPH, text) for _, text in PARAGRAPHS))))
    assert found.count("/BlockQuote") == 1
    assert found.count("/LBody") - plain.count("/LBody") == 2
    assert found.count("/L") - plain.count("/L") == 1
    assert found.count("/H2") == plain.count("/H2")


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_checker_of_tagged_pdf_finds_nothing(variant: str, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua")
    path = tmp_path / "key.pdf"
    path.write_bytes(file_of(variant))
    assert [f"{f.rule_id} {f.message}" for f in pdfua.validate(path).findings] == []


@pytest.mark.parametrize("kind", [K.QUOTATION, K.LIST_ITEM, K.TABLE_ROW, K.EDITORS_COMMENT])
def test_a_kind_is_seen_without_colour(kind: BlockKind) -> None:
    def picture(made: Lesson) -> bytes:
        page = pypdfium2.PdfDocument(file_of("grey", made))[0]
        return page.render(scale=0.5).to_pil().convert("L").tobytes()

    plain = tuple((K.PARAGRAPH if one is kind else one, text) for one, text in PARAGRAPHS)
    assert picture(lesson()) != picture(lesson(plain))


def test_a_headline_of_before_is_printed_as_it_was() -> None:
    made = sample.LESSON
    file = answer_key(LessonSheet(made, sample.answer_key()), PageOptions(), LayoutCache())
    text = " ".join(pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text().split())
    assert made.articles[0].headline in text
