"""Text that is not simply set from left to right: order, joined letters, marks, copying."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Answer
from annotator.domain.identifiers import AuthorId, QuestionId
from annotator.domain.spans import Span
from annotator.worksheets.fonts import Face, Typefaces
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.shaping import in_sight_order, is_right_to_left, levels_of
from annotator.worksheets.sheets import CopySheet, PageOptions
from annotator.worksheets.student_copy import student_copy
from annotator.worksheets.typesetting import LayoutCache, RightToLeftLine, Run
from tests.unit.worksheets import sample

FACES = Typefaces()
CACHE = LayoutCache(FACES)
HEBREW = "הילד קרא את הכתבה וסימן את המילים הטעונות"
ARABIC = "كتب محمد عن الميدان"


def printed(answer: str) -> str:
    """Return what a browser, and then a reader of plain PDF, copy of this answer."""
    work = sample.hand_in([], (Answer(QuestionId("q1"), AuthorId("s"), answer),))
    file = graded_worksheet(sample.sheet(work), PageOptions(), CACHE)
    browser = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(file))
    reader = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(file)).pages)
    return " ".join(f"{browser} {reader}".split())


@pytest.mark.parametrize(
    "typed",
    [
        HEBREW,
        ARABIC,
        "中文字符，日本語 かな 한국어",
        "नमस्ते क्षत्रिय",
        "a wink 😉, a family 👩\u200d👩\u200d👧, a flag 🇩🇪",
        "x\u030c and q\u0303",
        "Ελληνικά и кириллица",
    ],
)
def test_every_script_is_copied_as_it_was_typed(typed: str) -> None:
    assert typed in printed(f"A {typed}.") or typed in printed(typed)


def test_letters_of_arabic_are_joined() -> None:
    apart = sum(FACES.arranged(letter, Face.REGULAR)[0].width for letter in "محمد")
    together = FACES.arranged("محمد", Face.REGULAR)
    assert sum(cluster.width for cluster in together) != pytest.approx(apart, abs=20)
    alone = [FACES.arranged(letter, Face.REGULAR)[0].glyphs[0].code for letter in "محمد"]
    assert [c.glyphs[0].code for c in together] != alone


def test_the_first_letter_of_hebrew_stands_at_the_right() -> None:
    places = [cluster.x for cluster in FACES.arranged("שלום", Face.REGULAR)]
    assert places == sorted(places, reverse=True)


def test_numbers_and_english_in_hebrew_keep_their_order() -> None:
    text = "אב 42 ab"
    clusters = FACES.arranged(text, Face.REGULAR, right_to_left=True)
    seen = "".join(text[c.start] for c in sorted(clusters, key=lambda c: c.x))
    assert seen == "ab 42 בא"


def test_a_mark_that_the_main_family_cannot_place_stands_on_its_letter() -> None:
    (cluster,) = FACES.arranged("q\u0303", Face.REGULAR)
    assert cluster.width == pytest.approx(FACES.advance("q", Face.REGULAR), rel=0.2)
    assert cluster.font is not FACES.font(Face.REGULAR)
    assert len(cluster.glyphs) == 2
    (composed,) = FACES.arranged("e\u0301", Face.REGULAR)
    assert composed.font is FACES.font(Face.REGULAR)
    assert len(composed.glyphs) == 1


def test_lines_of_hebrew_end_at_the_right_edge() -> None:
    for width in (80.0, 150.0, 400.0):
        for line in CACHE.lines([Run(HEBREW)], 10, width):
            assert isinstance(line, RightToLeftLine)
            (x, _, text), *_ = line
            assert x + FACES.width(text.rstrip(), Face.REGULAR, 10) == pytest.approx(width, abs=0.1)


def test_the_first_letter_decides_how_a_paragraph_is_read() -> None:
    assert is_right_to_left("42 – שלום, hello")
    assert not is_right_to_left("Hello שלום")
    assert not is_right_to_left("42!")


@given(st.text(st.sampled_from("ab 12.,()אבגمحد🐟\u200f\u202b\u202c"), max_size=40))
def test_every_sign_is_placed_once_and_none_over_another(text: str) -> None:
    clusters = FACES.arranged(text, Face.REGULAR, right_to_left=is_right_to_left(text))
    assert "".join(text[c.start : c.end] for c in clusters).strip(
        "\u200f\u202b\u202c"
    ) == text.strip("\u200f\u202b\u202c")
    ordered = sorted(clusters, key=lambda c: (c.x, c.width))
    for left, right in pairwise(ordered):
        assert left.x + left.width <= right.x + 0.1


@given(st.lists(st.integers(0, 4), max_size=30))
def test_the_order_on_the_page_holds_every_place_once(levels: list[int]) -> None:
    assert sorted(in_sight_order(levels)) == list(range(len(levels)))


def test_levels_follow_the_algorithm() -> None:
    assert levels_of("ab אב 1", right_to_left=False) == [0, 0, 0, 1, 1, 1, 2]
    assert levels_of("אב ab", right_to_left=True) == [1, 1, 1, 2, 2]
    assert levels_of("ab", right_to_left=False) == [0, 0]


def test_a_highlight_over_two_directions_is_drawn_in_parts() -> None:
    body = "abc אבג דה xyz and more words of an ordinary line."
    article = replace(sample.article_of("rtl", "Port", "Headline", body), blocks=())
    lesson = replace(sample.LESSON, articles=(article,), questions=())
    work = sample.hand_in([sample.annotation(0, article, sample.LOADED, Span(2, 6), "r")], ())
    file = student_copy(CopySheet(lesson, work, "N", "C"), PageOptions(), CACHE)
    content = pypdfium2.PdfDocument(io.BytesIO(file))
    tints = [
        obj
        for obj in content[0].get_objects()
        if obj.type == 2 and 10 < obj.get_bounds()[3] - obj.get_bounds()[1] < 14
    ]
    article_tints = [t for t in tints if t.get_bounds()[1] > 200]
    assert len(article_tints) == 2


def test_the_same_bytes_come_from_a_process_that_printed_other_text_before() -> None:
    first = printed(ARABIC)
    printed(HEBREW + " नमस्ते 中文")
    assert printed(ARABIC) == first
    sheet = sample.sheet(
        sample.hand_in([], (Answer(QuestionId("q1"), AuthorId("s"), "محمد और 中"),))
    )
    bytes_before = graded_worksheet(sheet, PageOptions(), LayoutCache())
    printed("حمد قال नमस्कार")
    assert graded_worksheet(sheet, PageOptions(), LayoutCache()) == bytes_before
