"""Very long articles with very many annotations stay usable."""

from __future__ import annotations

import random
import time

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from tests.gui.reading.paper import worksheet

WORDS = ["soup", "price", "canteen", "cruel", "greedy", "parents", "council", "lunch", "said"]


def long_body(words: int, seed: int = 5) -> str:
    """Return paragraphs of sentences made of plain words."""
    rnd = random.Random(seed)
    made: list[str] = []
    left = words
    while left > 0:
        lengths = [rnd.randint(6, 18) for _ in range(rnd.randint(3, 6))]
        sentences = (" ".join(rnd.choices(WORDS, k=n)).capitalize() + "." for n in lengths)
        made.append(" ".join(sentences))
        left -= sum(lengths)
    return "\n".join(made)


@pytest.mark.parametrize("joiner", ["\n", " "])
def test_a_hundred_thousand_words_open_and_can_be_marked_at_the_end(body_board, joiner):
    board = body_board(long_body(100_000).replace("\n", joiner))
    board.open()
    view = board.view()
    view.place_caret(len(view.article.body))
    board.press("3")
    assert [letter for letter, _ in board.stored()] == ["O"]
    view.viewport().grab()


def test_the_last_of_a_hundred_thousand_words_is_marked_reopened_and_printed(body_board):
    board = body_board(f"{long_body(100_000)}\nIn the end a heartless verdict stands here.")
    board.open()
    board.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    board.drag(0, "heartless verdict")
    board.press("1")
    assert board.stored() == [("L", "heartless verdict")]
    board.reopen()
    made = board.annotation("heartless verdict")
    board.room.focus_annotation(made.id)
    assert board.view().active == made.id
    point = board.point(0, made.span.start)
    assert board.view().viewport().rect().contains(point)
    pages = pypdfium2.PdfDocument(worksheet(board))
    tail = [pages[n].get_textpage().get_text_range() for n in range(len(pages) - 3, len(pages))]
    assert "heartless verdict" in " ".join(" ".join(tail).split())


def test_five_thousand_annotations_are_drawn_and_changed_without_laying_out_all(body_board):
    board = body_board(long_body(14_500))
    session = board.session()
    body = board.lesson.articles[0].body
    assert len(body) > 90_000
    rnd = random.Random(1)
    places = sorted(rnd.sample(range(len(body) - 100), 5_000))
    category = board.lesson.scheme.categories
    many = [(category[n % 2].id, Span(at, at + rnd.randint(12, 90))) for n, at in enumerate(places)]
    fill(board, session, many)
    board.open()
    assert board.room.panel.annotations.count >= 4_500
    view = board.view()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.viewport().grab()
    measured = len(view._painter._cache)
    assert measured < 60, "only what was seen is measured"
    before = board.room.panel.annotations.count
    view.select(Span(view.top_position() + 200, view.top_position() + 203))
    started = time.process_time()
    board.press(Qt.Key.Key_2)
    view.viewport().grab()
    assert time.process_time() - started < 0.25, "far above the frame that the bench holds"
    assert board.room.panel.annotations.count == before + 1


def fill(board, session, many) -> None:
    """Store many annotations in one transaction, as an import would."""
    from annotator.domain.anchors import anchor_of
    from annotator.domain.annotations import Annotation
    from annotator.domain.snapping import snapped_spans

    article = board.lesson.articles[0]
    scheme = board.lesson.scheme
    seen = set()
    with board.ports.store.writing() as unit:
        for category_id, rough in many:
            spans = snapped_spans(article, scheme.category(category_id), rough, Snap.CHARACTERS)
            for span in spans:
                if (category_id, span) in seen:
                    continue
                seen.add((category_id, span))
                unit.work.put(
                    session.workspace,
                    Annotation(
                        board.ports.new_id(),
                        article.id,
                        category_id,
                        span,
                        anchor_of(article.body, span),
                        session.student.id,
                        board.ports.now(),
                    ),
                )
        unit.commit()
