"""The answer key and the blank worksheet of a lesson."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from annotator.domain.errors import BadInput
from annotator.domain.keys import Alternative
from annotator.domain.spans import Span
from annotator.worksheets.answer_key import answer_key
from annotator.worksheets.blank import blank_worksheet
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets import sample


@pytest.fixture(scope="module")
def cache() -> LayoutCache:
    return LayoutCache()


SHEET = LessonSheet(sample.LESSON, sample.answer_key())


def text_of(file: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_key_gives_every_item_with_status_weight_and_reason(cache: LayoutCache) -> None:
    text = text_of(answer_key(SHEET, PageOptions(), cache))
    assert "“regime” required, 1 · loaded language An elected council is no regime." in text
    assert "trap, 1 · unsupported claim The speaker is named." in text
    assert "optional, 1 · loaded language It says how to feel." in text
    assert text.count("required, 0.25") == 23


def test_the_key_gives_the_other_words_on_which_an_item_is_found(cache: LayoutCache) -> None:
    key = sample.answer_key()
    regime = next(each for each in key.annotations if each.quote == "regime")
    at = sample.LESSON.article(regime.article_id).body.index("refuses to deny it")
    other = Alternative(Span(at, at + 18), "refuses to deny it")
    both = tuple(
        replace(each, also=(other,)) if each is regime else each for each in key.annotations
    )
    sheet = LessonSheet(sample.LESSON, replace(key, annotations=both))
    text = text_of(answer_key(sheet, PageOptions(), cache))
    assert "Also found on: “refuses to deny it” An elected council is no regime." in text


def test_a_lesson_without_a_key_cannot_be_printed_as_one() -> None:
    with pytest.raises(BadInput, match="no answer key of “Pier 4"):
        answer_key(LessonSheet(sample.LESSON), PageOptions())


def test_the_blank_worksheet_holds_nothing_of_the_key(cache: LayoutCache) -> None:
    blank = blank_worksheet(SHEET, PageOptions(), cache)
    assert blank == blank_worksheet(LessonSheet(sample.LESSON), PageOptions(), cache)
    text = text_of(blank)
    assert "An elected council is no regime." not in text
    assert "What is left out of both?" in text
    assert "refuses to deny it" in text


def test_rules_are_a_list_that_stands_where_it_is_read(cache: LayoutCache) -> None:
    scheme = replace(sample.SCHEME, rules=("Judge the text.", "A span may carry two marks."))
    lesson = replace(sample.LESSON, scheme=scheme)
    pdf = pypdf.PdfReader(io.BytesIO(blank_worksheet(LessonSheet(lesson), PageOptions(), cache)))
    root: Any = pdf.trailer["/Root"]
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    opening = document["/K"][0].get_object()
    roles = [kid.get_object()["/S"] for kid in opening["/K"]]
    assert roles == ["/P", "/H1", "/Table", "/H2", "/Table", "/H2", "/L"]
    assert [kid.get_object()["/S"] for kid in opening["/K"][-1].get_object()["/K"]] == ["/LI"] * 2


@pytest.mark.parametrize("options", [PageOptions(), PageOptions("letter", bw=True, size=18)])
def test_both_pass_the_checker_of_tagged_pdf(
    cache: LayoutCache, tmp_path: Path, options: PageOptions
) -> None:
    pdfua = pytest.importorskip("pdfua")
    (tmp_path / "key.pdf").write_bytes(answer_key(SHEET, options, cache))
    (tmp_path / "blank.pdf").write_bytes(blank_worksheet(SHEET, options, cache))
    for path in tmp_path.iterdir():
        assert [f"{f.rule_id} {f.message}" for f in pdfua.validate(path).findings] == []


@pytest.mark.parametrize("edition", [1, 2])
def test_the_blank_worksheet_says_when_marks_count_less(cache: LayoutCache, edition: int) -> None:
    lesson = replace(sample.LESSON, credit_rules=edition)
    text = text_of(blank_worksheet(LessonSheet(lesson), PageOptions(), cache))
    assert ("A right mark never costs anything" in text) == (edition == 2)
