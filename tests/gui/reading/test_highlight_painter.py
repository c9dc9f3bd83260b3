"""What a highlight looks like: sampled pixels, not golden pictures."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QTextCursor

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId
from annotator.domain.scheme import LinePattern
from annotator.domain.spans import Span
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.highlight_colours import highlight_colours
from annotator.gui.articles.line_highlights import ink_of
from annotator.gui.articles.line_patterns import line_pen, line_tile
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT, contrast
from annotator.session.ordered_annotations import OrderedAnnotations
from tests.fakes import sample_lesson
from tests.gui.reading.conftest import utf16

CATEGORIES = sample_lesson.scheme().categories


def picture(board) -> QImage:
    view = board.view()
    view.place_caret(len(view.article.body))
    view.set_active(None)
    board.room.header._back.setFocus()
    return view.viewport().grab().toImage()


def below(board, quote: str) -> tuple[QImage, int, int, int]:
    """Return the picture, the left and right end of a quotation and its baseline."""
    image = picture(board)
    view = board.view()
    at = board.place(0, quote)
    left, right = board.point(0, at), board.point(0, at + len(quote))
    cursor = QTextCursor(view.document())
    cursor.setPosition(utf16(view.article.body, at))
    line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
    top = view.document().documentLayout().blockBoundingRect(cursor.block()).top()
    baseline = top + line.y() + line.ascent() - view.verticalScrollBar().value()
    return image, left.x(), right.x(), round(baseline)


def is_like(colour: QColor, wanted: str, slack: int = 40) -> bool:
    want = QColor(wanted)
    return all(
        abs(a - b) <= slack for a, b in zip(colour.getRgb()[:3], want.getRgb()[:3], strict=True)
    )


def ink(image: QImage, y: int, left: int, right: int, colour: str) -> list[bool]:
    return [is_like(QColor(image.pixel(QPoint(x, y))), colour) for x in range(left, right)]


def rows_of_ink(image, left, right, baseline, colour) -> dict[int, float]:
    """Return the share of a row that has the colour, for rows below the baseline with any."""
    shares = {
        y - baseline: sum(ink(image, y, left, right, colour)) / (right - left)
        for y in range(baseline + 3, baseline + 15)
    }
    return {row: share for row, share in shares.items() if share > 0.05}


def gaps(row: list[bool]) -> int:
    """Return how often ink ends and paper begins."""
    return sum(a and not b for a, b in pairwise(row))


def test_words_lie_on_their_tint(board):
    board.open()
    board.drag(0, "greedy canteen")
    board.press("1")
    image, left, right, baseline = below(board, "greedy canteen")
    tint = highlight_colours(CATEGORIES[0], LIGHT).tint
    row = ink(image, baseline - 13, left + 2, right - 2, tint)
    assert sum(row) > 0.6 * len(row)
    outside = ink(image, baseline - 13, right + 3, right + 8, LIGHT.surface)
    assert all(outside)


def test_the_four_lines_are_told_apart_without_colour(board):
    """Wavy goes up and down, dashes have gaps, double has two rows, dots have many gaps."""
    board.open()
    seen = {}
    quotes = ("greedy canteen", "slapped a cruel", "Everyone knows it", "euros, the price list")
    for category, quote in zip(CATEGORIES, quotes, strict=True):
        board.drag(0, quote)
        board.press(category.key)
        image, left, right, baseline = below(board, quote)
        line = highlight_colours(category, LIGHT).under
        rows = rows_of_ink(image, left + 4, right - 4, baseline, line)
        assert rows, quote
        strongest = max(rows, key=rows.get)
        seen[category.letter] = (
            rows,
            gaps(ink(image, baseline + strongest, left + 4, right - 4, line)),
        )
    wavy, dashed, double, dotted = (seen[letter] for letter in "LUOR")
    assert len(wavy[0]) >= 3
    assert max(wavy[0].values()) < 0.9
    assert 3 <= dashed[1] <= 15
    solid = [row for row, share in double[0].items() if share > 0.9]
    assert len(solid) >= 2
    assert solid[-1] - solid[0] >= 2
    assert dotted[1] > dashed[1] * 1.5
    assert max(dotted[0].values()) < 0.75


def test_an_overlap_shows_both_lines(board):
    board.open()
    board.drag(0, "slapped a cruel price")
    board.press("2")
    board.drag(0, "cruel")
    board.press("1")
    image, left, right, baseline = below(board, "cruel")
    outer = rows_of_ink(image, left, right, baseline, highlight_colours(CATEGORIES[1], LIGHT).line)
    inner = rows_of_ink(image, left, right, baseline, highlight_colours(CATEGORIES[0], LIGHT).line)
    assert min(inner) > max(outer)
    tint = ink(
        image, baseline - 13, left + 2, right - 2, highlight_colours(CATEGORIES[0], LIGHT).tint
    )
    assert sum(tint) > 0.6 * len(tint)


def test_a_sentence_has_a_bar_and_its_letter_in_the_margin(board):
    board.open()
    board.click(0, "Everyone")
    board.press("3")
    image, left, _, baseline = below(board, "Everyone")
    colours = highlight_colours(CATEGORIES[2], LIGHT)
    margin = [ink(image, y, 2, left - 4, colours.line) for y in range(baseline - 12, baseline)]
    assert sum(map(any, margin)) > 8
    letters = [ink(image, y, 2, left - 16, colours.letter) for y in range(baseline - 12, baseline)]
    assert sum(map(any, letters)) > 4


def test_nothing_is_drawn_after_undo(board):
    board.open()
    clean = picture(board)
    board.view().setFocus()
    board.drag(0, "greedy canteen")
    board.press("1")
    assert picture(board) != clean
    board.room.undo()
    assert picture(board) == clean


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("category", CATEGORIES)
def test_marks_have_enough_contrast_in_every_theme(theme, category):
    colours = highlight_colours(category, theme)
    assert contrast(theme.text, colours.tint) >= 4.5
    assert contrast(theme.muted, colours.tint) >= 4.5
    assert contrast(colours.line, theme.surface) >= 3
    assert contrast(colours.under, theme.surface) >= (1.6 if category.line == "dotted" else 3)
    assert contrast(colours.line, colours.tint) >= 3
    assert contrast(colours.letter, theme.surface) >= 4.5


def test_the_document_never_learns_of_highlights(board):
    board.open()
    before = board.view().document().toHtml()
    board.drag(0, "greedy canteen")
    board.press("1")
    assert board.view().document().toHtml() == before


def annotated(article, number: int, start: int, end: int, category: int) -> Annotation:
    span = Span(start, end)
    return Annotation(
        AnnotationId(f"a{number:03}"),
        article.id,
        CATEGORIES[category].id,
        span,
        anchor_of(article.body, span),
        AuthorId("ana"),
        datetime(2026, 5, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize("style", [ReadingStyle(14), ReadingStyle(18, line_height=200)])
def test_what_a_change_repaints_is_what_a_whole_repaint_shows(qtbot, style):
    """Only the lines that a change touches are painted anew; no trace of the old may stay."""
    paragraph = "Slapped words stand first here. " + "Plain words follow them all along. " * 8
    article = sample_lesson.article("long", "\n".join([paragraph] * 5))
    rnd = random.Random(7)
    view = ArticleView(article, sample_lesson.scheme(), style)
    qtbot.addWidget(view)
    view.resize(420, 460)
    drawn = OrderedAnnotations(
        annotated(article, n, at, at + rnd.choice([4, 30, 160]), n % 2)
        for n, at in enumerate(range(0, 1000, 21))
    )
    view.set_annotations(drawn.in_order())
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()

    def is_whole() -> bool:
        seen = view.screen().grabWindow(view.winId()).toImage()
        return not seen.isNull() and seen == view.grab().toImage().convertToFormat(seen.format())

    for number in range(30):
        there = drawn.in_order()
        if number % 3 == 0:
            drawn.drop(rnd.choice(there).id)
        elif number % 3 == 1:
            start = rnd.randrange(900)
            drawn.put(annotated(article, 100 + number, start, start + 70, number % 2))
            view.place_caret(start)
        else:
            drawn.put(replace(rnd.choice(there), category_id=CATEGORIES[number % 2].id))
            view.set_active(rnd.choice(there).id)
        view.set_annotations(drawn.in_order())
        qtbot.waitUntil(is_whole)


def test_the_very_first_paint_shows_the_highlights(qtbot):
    paragraph = "Slapped words stand first here. " + "Plain words follow them all along. " * 12
    article = sample_lesson.article("long", "\n".join([paragraph] * 14))
    view = ArticleView(article, sample_lesson.scheme(), ReadingStyle(14))
    qtbot.addWidget(view)
    view.set_annotations([annotated(article, 1, 0, len("Slapped words"), 0)])
    view.resize(330, 460)
    image = view.viewport().grab().toImage()
    tint = highlight_colours(CATEGORIES[0], LIGHT).tint
    shown = [QColor(image.pixel(x, y)) for x in range(0, 300, 2) for y in range(0, 60, 2)]
    assert any(is_like(colour, tint, 6) for colour in shown)


@pytest.mark.parametrize("pattern", [LinePattern.WAVY, LinePattern.DASHED])
def test_articles_share_the_pictures_of_their_lines(qtbot, pattern):
    red, blue = line_pen("#AA3300", pattern), line_pen("#0033AA", pattern)
    first = line_tile(pattern, red, 1.0).picture.cacheKey()
    assert line_tile(pattern, red, 1.0).picture.cacheKey() == first
    others = (line_tile(pattern, blue, 1.0), line_tile(pattern, red, 2.0))
    assert first not in {each.picture.cacheKey() for each in others}


def test_articles_share_what_a_category_is_drawn_with(qtbot):
    category = sample_lesson.lesson().scheme.categories[0]
    first = ink_of(category, LIGHT, ReadingStyle(14))
    assert ink_of(category, LIGHT, ReadingStyle(14)) is first
    assert ink_of(category, DARK, ReadingStyle(14)).letter != first.letter
