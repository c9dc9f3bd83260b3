"""The graded worksheet as a reader, a listener and a printer meet it."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image

from annotator.domain.annotations import Answer
from annotator.domain.identifiers import AuthorId, QuestionId
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.worksheets.fonts import Typefaces
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.fakes.time_zones import CARACAS, move_to
from tests.unit.worksheets import sample

EMOJI = "a wink 😉, a family 👩\u200d👩\u200d👧, a flag"


@pytest.fixture(scope="module")
def cache() -> LayoutCache:
    return LayoutCache()


def reader(sheet: GradedSheet, options: PageOptions | None = None, **more: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(graded_worksheet(sheet, options or PageOptions(), **more)))


def flat_text(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.skipif(os.name == "nt", reason="Windows knows one zone a session")
def test_an_evening_hand_in_does_not_print_the_date_of_tomorrow(monkeypatch) -> None:
    evening = datetime(2026, 11, 6, 3, 40, tzinfo=UTC)
    work = replace(sample.hand_in(sample.annotations()), handed_in=evening)
    try:
        move_to(CARACAS, monkeypatch)
        text = flat_text(reader(sample.sheet(work)))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "5 November 2026, 23:40" in text


def elements(pdf: pypdf.PdfReader) -> list[Any]:
    """Return the structure elements in reading order."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield from below(kid)

    root: Any = pdf.trailer["/Root"]
    return list(below(root["/StructTreeRoot"]["/K"][0].get_object()))


def pictures(file: bytes, scale: float = 2.0) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(file)
    return [page.render(scale=scale).to_pil().convert("RGB") for page in document]


def coloured_share(image: Image.Image) -> float:
    """Return the share of pixels whose channels differ clearly."""
    hue = image.convert("HSV").getchannel("S").histogram()
    return sum(hue[40:]) / sum(hue)


# -- text is data --------------------------------------------------------------------------------


def test_a_reason_prints_as_typed(cache: LayoutCache) -> None:
    assert sample.TYPED in flat_text(reader(sample.sheet(), cache=cache))


def test_emoji_come_back_from_the_file_as_typed(cache: LayoutCache) -> None:
    work = sample.hand_in([sample.annotation(0, sample.PAPER, sample.LOADED, Span(0, 9), EMOJI)])
    assert EMOJI.replace("\u200d", "") in flat_text(
        reader(sample.sheet(work), cache=cache)
    ).replace("\u200d", "")


def test_reading_order_is_summary_then_each_article_with_its_notes_then_answers(
    cache: LayoutCache,
) -> None:
    text = flat_text(reader(sample.sheet(), cache=cache))
    expected = [
        "Pier 4: one vote, two stories",
        "Points by category",
        "Council votes to close Pier 4 market",
        "Some of them say they will lose most of their customers",
        "No expert is named.",
        "Market MURDERED in the dead of night",
        "Metaphor",
        "An elected council is no regime.",
        "Which article helps you more to decide for yourself, and why?",
        "The Splash says “everybody knows” & <i>.",
    ]
    assert [text.index(part) for part in expected] == sorted(text.index(part) for part in expected)


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_listed_once() -> None:
    work = sample.hand_in([], (Answer(QuestionId("q1"), AuthorId("s"), "\U0001f9ff and 字字"),))
    bare = LayoutCache(Typefaces(with_fallbacks=False))
    text = flat_text(reader(sample.sheet(work), cache=bare))
    assert "printed as boxes: U+1F41F, U+1F9FF, U+5B57." in text


def test_the_byte_for_the_page_total_cannot_be_typed(cache: LayoutCache) -> None:
    work = sample.hand_in([], (Answer(QuestionId("q1"), AuthorId("s"), "\x01 \x02 ~~ \\ ) ("),))
    text = flat_text(reader(sample.sheet(work), cache=cache))
    assert "~~ \\ ) (" in text
    assert "Page 1 of 4" in text


def test_arabic_hebrew_and_combining_marks_do_no_harm(cache: LayoutCache) -> None:
    odd = "نص עברית नमस्ते x\u030c 字 \ud83d \ue000 \x00"
    sheet = sample.sheet(sample.hand_in(sample.annotations()), shown_name=odd, comment=odd)
    assert len(reader(sheet, cache=cache).pages) >= 4


# -- amounts ------------------------------------------------------------------------------------


def test_a_reason_of_5000_words_loses_none(cache: LayoutCache) -> None:
    reason = " ".join(f"w{number}" for number in range(5000))
    work = sample.hand_in([sample.annotation(0, sample.PAPER, sample.LOADED, Span(0, 9), reason)])
    text = flat_text(reader(sample.sheet(work), cache=cache))
    assert [f"w{n}" for n in range(5000) if f"w{n}" not in set(text.split())] == []


def test_300_annotations_in_one_article_all_have_their_number_and_note(cache: LayoutCache) -> None:
    tokens = words(sample.PAPER.body)
    many = [
        sample.annotation(
            number,
            sample.PAPER,
            (sample.LOADED, sample.UNSUPPORTED)[number % 2],
            Span(tokens[number % 100].start, tokens[number % 100 + number % 4].end),
        )
        for number in range(300)
    ]
    pdf = reader(sample.sheet(sample.hand_in(many)), cache=cache)
    items = [e for e in elements(pdf) if e["/S"] == "/LI"]
    assert len(items) >= 300
    text = flat_text(pdf)
    assert [n for n in range(1, 301) if f"L{n} “" not in text and f"U{n} “" not in text] == []
    assert len(pdf.pages) < 40


def test_an_empty_hand_in_says_so(cache: LayoutCache) -> None:
    text = flat_text(reader(sample.sheet(sample.hand_in([], ())), cache=cache))
    assert text.count("Nothing is highlighted.") == 2
    assert text.count("No answer.") == 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("size", [10.0, 11.0, 18.0])
def test_nothing_is_drawn_outside_the_type_area(
    cache: LayoutCache, paper: Any, size: float
) -> None:
    long = replace(sample.LEDGER, outlet="W" * 80, headline="M" * 150, byline="i" * 400)
    lesson = replace(sample.LESSON, title="N" * 120, articles=(long, sample.PAPER))
    sheet = sample.sheet(lesson=lesson, shown_name="W" * 80, code="C" * 200, comment="x" * 900)
    file = graded_worksheet(sheet, PageOptions(paper, size=size), cache)
    for image in pictures(file, scale=1.0):
        width, height = image.size
        edges = [
            (0, 0, 40, height),
            (width - 40, 0, width, height),
            (0, height - 20, width, height),
        ]
        for edge in edges:
            assert image.crop(edge).getextrema() == ((255, 255),) * 3


# -- files ---------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(cache: LayoutCache) -> None:
    first = graded_worksheet(sample.sheet(), PageOptions(), cache)
    assert graded_worksheet(sample.sheet(), PageOptions(), LayoutCache()) == first


def test_every_font_is_embedded_and_no_other_is_named(cache: LayoutCache) -> None:
    fonts = {}
    for page in reader(sample.sheet(), cache=cache).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].get_object().values():
            font = font.get_object()
            fonts[str(font["/BaseFont"])] = "/FontFile2" in font["/FontDescriptor"].get_object()
    assert all(fonts.values()), fonts
    assert any("Atkinson" in name for name in fonts)


def test_an_anonymous_worksheet_holds_the_name_nowhere(cache: LayoutCache) -> None:
    file = graded_worksheet(sample.sheet(), PageOptions(anonymous=True), cache)
    pdf = pypdf.PdfReader(io.BytesIO(file))
    assert "Ada" not in flat_text(pdf) + str(pdf.metadata) + str(pdf.xmp_metadata)
    assert "7B-014" in flat_text(pdf)
    named = pypdf.PdfReader(io.BytesIO(graded_worksheet(sample.sheet(), PageOptions(), cache)))
    assert "Ada Quill" in str(named.metadata)


# -- structure -----------------------------------------------------------------------------------


def test_a_checker_of_tagged_pdf_finds_nothing(cache: LayoutCache, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(graded_worksheet(sample.sheet(), PageOptions(), cache))
    assert [f"{f.rule_id} {f.message}" for f in pdfua.validate(path).findings] == []


def test_headings_tables_and_sections_are_tagged(cache: LayoutCache) -> None:
    roles = [element["/S"] for element in elements(reader(sample.sheet(), cache=cache))]
    assert roles[0] == "/Document"
    assert roles.count("/H1") == 1
    assert roles.count("/Sect") == 4
    assert {"/H2", "/H3", "/P", "/Span", "/Table", "/TR", "/TH", "/TD"} <= set(roles)


def test_each_highlight_is_announced_with_category_number_and_words(cache: LayoutCache) -> None:
    spoken = [e.get("/Alt") for e in elements(reader(sample.sheet(), cache=cache))]
    assert "unsupported claim U2, found: many experts agree" in spoken
    assert "missed M2, loaded language: regime" in spoken
    assert any(
        alt and alt.startswith("loaded language L1, found and loaded language L2") for alt in spoken
    )
    assert "opinion, other than the key:" in spoken


def test_the_outline_leads_to_each_article(cache: LayoutCache) -> None:
    pdf = reader(sample.sheet(), cache=cache)
    titles = [entry["/Title"] for entry in pdf.outline if not isinstance(entry, list)]
    assert titles == ["Summary", "1  Harbour Ledger", "2  The Daily Splash", "Your answers"]


def test_the_document_has_a_language_and_shows_its_title(cache: LayoutCache) -> None:
    root: Any = reader(sample.sheet(), cache=cache).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


# -- colour --------------------------------------------------------------------------------------


def test_highlights_are_tinted_in_colour_and_not_in_black_and_white(cache: LayoutCache) -> None:
    colour = pictures(graded_worksheet(sample.sheet(), PageOptions(), cache))
    grey = pictures(graded_worksheet(sample.sheet(), PageOptions(bw=True), cache))
    assert min(coloured_share(page) for page in colour[:3]) > 0.002
    assert max(coloured_share(page) for page in grey) == 0


# -- credits -------------------------------------------------------------------------------------


def test_each_note_names_its_credit(cache: LayoutCache) -> None:
    text = flat_text(reader(sample.sheet(), cache=cache))
    assert "trap · −1 p. The speaker is named." in text
    assert "found · 1 p. No expert is named." in text
    assert "other category · 0.5 p. A vote is no ambush." in text
    assert "extra, accepted Teacher: Good eye." in text


def test_the_rubric_shows_the_level_reached_or_that_it_is_ungraded(cache: LayoutCache) -> None:
    text = flat_text(reader(sample.sheet(), cache=cache))
    assert "Secure – says what they do, and to whom" in text
    assert "not graded yet: Basic · Emergent · Proficient" in text


def test_sentence_labels_are_counted_and_the_differing_ones_listed(cache: LayoutCache) -> None:
    text = flat_text(reader(sample.sheet(), cache=cache))
    assert "Sentence labels: 8 of 12 as in the key." in text
    assert "No label on 2, beginning in line 16, 17 (reporting)." in text
