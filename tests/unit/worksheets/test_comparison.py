"""The comparison on paper: what it says, that it is tagged, grey, and quiet in the margins."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from annotator.domain.comparisons import (
    ArticleSpan,
    Comparison,
    CountedFigure,
    FactGroup,
    Figure,
    OutletFigures,
    QuotedSourceKind,
    Speaker,
    Term,
    WordingRow,
    figure_rows,
)
from annotator.domain.identifiers import FactId, WordingId
from annotator.domain.spans import Span
from annotator.worksheets.comparison import ComparisonSheet, comparison_document
from annotator.worksheets.sheets import PageOptions
from tests.unit.worksheets import sample
from tests.unit.worksheets.test_every_kind import VARIANTS, pages_of

ONE, OTHER = (article.id for article in sample.LESSON.articles)


def sheet() -> ComparisonSheet:
    """Return a comparison of the sample's two articles with awkward words in it."""
    places = tuple(ArticleSpan(a.id, a.sentences[0]) for a in sample.LESSON.articles)
    counts = tuple(
        CountedFigure(
            "Hurt", Figure(ArticleSpan(p.article_id, Span(p.span.start, p.span.start + 2)), text, n)
        )
        for p, text, n in zip(places, ("At least 50", "59"), (50.0, 59.0), strict=True)
    )
    told = FactGroup(FactId("f"), "Hurt · 50", places, (), figure_rows(places, counts), 0.5)
    alone = FactGroup(FactId("g"), "Only <here> & now 😀", places[:1], (OTHER,), (), 0.4)
    row = WordingRow(
        WordingId("is:crowd"),
        "The people",
        (
            Term(ONE, "innocent civilians", (Span(0, 2), Span(4, 6)), 0),
            Term(OTHER, "mob", (Span(0, 2),), 1),
        ),
    )
    speaker = Speaker("Ada Berg", QuotedSourceKind.NAMED, 2, 31, (Span(0, 2),), "the town")
    figures = (
        OutletFigures(ONE, 40, 4, 0.25, 1.5, 0.1),
        OutletFigures(OTHER, 30, 3, 0.0, 0.0, 0.2),
    )
    comparison = Comparison((told, alone), (row,), {ONE: (speaker,), OTHER: ()}, figures, counts)
    return ComparisonSheet(sample.LESSON, comparison, figures, "answer key")


def words_of(file: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_facts_words_figures_and_sources_are_on_paper() -> None:
    text = words_of(comparison_document(sheet(), PageOptions()))
    for said in (
        "Counted from the answer key.",
        "25 %",
        "1.5",
        "At least 50",
        "innocent civilians (×2)",
        "“mob”",
        "not mentioned",
        "Ada Berg named the town 2 31",
        "Only <here> & now",
    ):
        assert said in text, said


def test_an_empty_comparison_is_still_a_document() -> None:
    empty = replace(sheet(), comparison=Comparison((), ()), figures=())
    assert "How each outlet tells it" in words_of(comparison_document(empty, PageOptions()))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert comparison_document(sheet(), PageOptions()) == comparison_document(
        sheet(), PageOptions()
    )


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_a_checker_of_tagged_pdf_finds_nothing(variant: str, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua")
    path = tmp_path / "document.pdf"
    path.write_bytes(comparison_document(sheet(), VARIANTS[variant]))
    assert [f"{f.rule_id} {f.message}" for f in pdfua.validate(path).findings] == []


def test_black_and_white_has_no_colour_and_the_margins_stay_empty() -> None:
    for page in pages_of(comparison_document(sheet(), VARIANTS["letter-bw"]), 1.0):
        assert max(page.convert("HSV").getchannel("S").getextrema()) < 32
        width, height = page.size
        for edge in ((0, 0, 68, height), (width - 38, 0, width, height)):
            assert page.crop(edge).getextrema() == ((255, 255),) * 3
