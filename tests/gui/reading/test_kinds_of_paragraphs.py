"""Headlines are annotated like the text, and quotations and comments are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QLabel

from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import below_headline, joined_paragraphs
from annotator.domain.sentences import split_sentences
from annotator.gui.articles.outlet_card import OutletCard
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT
from tests.fakes import sample_lesson

K = BlockKind
HEADLINE = "Greedy canteen hits parents"
PARAGRAPHS = (
    (K.PARAGRAPH, "The canteen wrote to all parents on Monday."),
    (K.QUOTATION, "Soup costs more for all of us."),
    (K.LIST_ITEM, "Bread stays as it was."),
    (K.TABLE_ROW, "Soup | 2.40"),
    (K.EDITORS_COMMENT, "We think that soup should be free."),
    (K.PARAGRAPH, "More on Friday."),
)


def article(paragraphs=PARAGRAPHS) -> Article:
    body, blocks = joined_paragraphs(below_headline(HEADLINE, paragraphs))
    return Article(
        sample_lesson.lesson().articles[0].id,
        HEADLINE,
        "The Bugle",
        body,
        blocks=blocks,
        sentences=split_sentences(body),
    )


@pytest.fixture
def kinds(board):
    board.lesson = replace(board.lesson, articles=(article(), *board.lesson.articles[1:]))
    return board


def test_a_headline_is_annotated_and_comes_back(kinds):
    kinds.open()
    kinds.drag(0, "Greedy")
    kinds.press("1")
    kinds.click(0, "hits parents")
    kinds.press("3")
    assert kinds.stored() == [("O", HEADLINE), ("L", "Greedy")]
    kinds.reopen()
    kinds.view().place_caret(0)
    assert [a.quote for a, _ in kinds.view().layers_at(1)] == ["Greedy", HEADLINE]


def test_the_headline_stands_in_the_text_and_not_above_it(kinds):
    kinds.open()
    shown = [each for each in kinds.room.findChildren(QLabel) if each.isVisible()]
    assert not any(HEADLINE in each.text() for each in shown)
    large = kinds.view().document().firstBlock().begin().fragment().charFormat()
    assert large.fontPointSize() > kinds.view().style_of_text.points
    assert large.fontWeight() > 500


def test_a_headline_of_before_stands_above_the_text(board):
    board.open()
    said = [
        each.accessibleName()
        for card in board.room.findChildren(OutletCard)
        for each in card.findChildren(QLabel)
        if each.isVisible()
    ]
    assert "Headline: Soup is dearer (The Bugle)" in said


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("kind", [K.QUOTATION, K.LIST_ITEM, K.TABLE_ROW, K.EDITORS_COMMENT])
def test_a_kind_is_seen_without_colour(kinds, kind, theme):
    """Compare the greys beside the words with those of the same words as a paragraph."""

    def greys() -> list[int]:
        kinds.open(theme=theme)
        view = kinds.view()
        at = kinds.place(0, next(text for one, text in PARAGRAPHS if one is kind))
        block = view.document().findBlock(at)
        area = view.document().documentLayout().blockBoundingRect(block).toAlignedRect()
        image = view.viewport().grab(area.adjusted(-4, -4, 4, 4)).toImage()
        pixels = range(image.width()), range(0, image.height(), 2)
        found = [QColor(image.pixel(x, y)).lightness() for x in pixels[0] for y in pixels[1]]
        kinds.room.close()
        return found

    told = greys()
    plain = tuple((K.PARAGRAPH if one is kind else one, text) for one, text in PARAGRAPHS)
    kinds.lesson = replace(
        kinds.lesson, version=2, articles=(article(plain), *kinds.lesson.articles[1:])
    )
    assert told != greys()


def test_a_listener_hears_what_a_paragraph_is(kinds, monkeypatch):
    told = []
    kinds.open()
    kinds.view().place_caret(0)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: told.append(event.message())
    )
    for _ in range(7):
        kinds.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [text for text in told if text] == [
        "Paragraph.",
        "Quotation from elsewhere.",
        "List item.",
        "Table row.",
        "Editor’s comment.",
        "Paragraph.",
    ]
    kinds.view().place_caret(kinds.place(0, "We think"))
    assert kinds.view().accessibleDescription().startswith("Editor’s comment. ")


def test_only_labels_that_are_asked_for_count_in_the_share(kinds):
    kinds.open()
    kinds.click(0, "hits parents")
    kinds.press("3")
    bars = [card.share_bar for card in kinds.room.findChildren(OutletCard)]
    assert all("Could it be proved or disproved?" in bar.text() for bar in bars)
    kinds.click(0, "soup should")
    kinds.press("3")
    assert any("Opinion" in bar.text() for bar in bars)
