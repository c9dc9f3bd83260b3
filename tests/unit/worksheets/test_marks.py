"""Line patterns and signs, as a copier sees them."""

from __future__ import annotations

import io
from itertools import combinations

import pypdfium2
import pytest
from PIL import Image, ImageChops

from annotator.domain.scheme import LinePattern
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face, Typefaces
from annotator.worksheets.marks import VerdictSign, draw_pattern, draw_side_bar, draw_sign
from annotator.worksheets.styles import BLACK, WHITE, CategoryInk, contrast, look_of, parse_colour
from annotator.worksheets.styles import readable as readable_colour
from annotator.worksheets.tagging import TaggedCanvas
from tests.unit.worksheets import sample


def drawn(draw: str, what: LinePattern | VerdictSign, *, dots_per_inch: int = 110) -> Image.Image:
    """Return a small grey picture of one drawing."""
    typefaces = Typefaces(with_fallbacks=False)
    tagged = TaggedCanvas(
        io.BytesIO(), page_size=(60, 20), title="t", language="en", font_name=Face.REGULAR.value
    )
    canvas = PdfCanvas(tagged, typefaces)
    with canvas.artifact():
        if isinstance(what, VerdictSign):
            draw_sign(canvas, what, 20, 5, 9, BLACK)
        else:
            look = CategoryInk("name", "N", what, BLACK, None, draw == "bar")
            if draw == "bar":
                draw_side_bar(canvas, look, 30, 2, 18)
            else:
                draw_pattern(canvas, look, 5, 55, 10)
    tagged.showPage()
    page = pypdfium2.PdfDocument(tagged.finished())[0]
    return page.render(scale=dots_per_inch / 72).to_pil().convert("L")


def ink(image: Image.Image) -> int:
    return sum(255 - value for value in image.tobytes())


@pytest.mark.parametrize("one, other", list(combinations(LinePattern, 2)))
def test_two_lines_never_look_alike_in_grey(one: LinePattern, other: LinePattern) -> None:
    first, second = drawn("line", one), drawn("line", other)
    apart = sum(ImageChops.difference(first, second).tobytes())
    assert apart > 0.3 * max(ink(first), ink(second))


LINES = [pattern for pattern in LinePattern if pattern is not LinePattern.NONE]


def test_without_a_line_nothing_is_drawn() -> None:
    assert ink(drawn("bar", LinePattern.NONE)) == 0


@pytest.mark.parametrize("pattern", LINES)
def test_a_side_bar_is_drawn_for_every_pattern(pattern: LinePattern) -> None:
    assert ink(drawn("bar", pattern)) > 500


@pytest.mark.parametrize("one, other", list(combinations(VerdictSign, 2)))
def test_two_signs_never_look_alike(one: VerdictSign, other: VerdictSign) -> None:
    first, second = drawn("sign", one), drawn("sign", other)
    apart = sum(ImageChops.difference(first, second).tobytes())
    assert apart > 0.3 * max(ink(first), ink(second))


def test_letters_of_every_category_can_be_read_on_white_and_words_on_their_tint() -> None:
    for category in sample.SCHEME.categories:
        look = look_of(category, bw=False)
        assert contrast(look.ink) >= 4.5
        assert contrast(BLACK, look.tint or WHITE) >= 7


def test_a_colour_that_cannot_be_read_is_grey_and_white_becomes_readable() -> None:
    assert parse_colour("orange")[0] == parse_colour("orange")[1]
    assert contrast(readable_colour(WHITE)) >= 4.5
