"""The sweep over highlights: runs, lanes, tints, and changes that touch little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.domain.spans import Span
from annotator.gui.articles.highlight_layout import (
    SENTENCE_LANE,
    Highlight,
    HighlightLayout,
    highlight_of,
)

LOADED = Category(CategoryId("loaded"), "Loaded", "L", "1", "#E69F00", LinePattern.WAVY, Unit.SPAN)
CLAIM = Category(CategoryId("claim"), "Claim", "U", "2", "#56B4E9", LinePattern.DASHED, Unit.SPAN)
OPINION = Category(
    CategoryId("opinion"), "Opinion", "O", "3", "#CC79A7", LinePattern.DOUBLE, Unit.SENTENCE
)
REPORTING = Category(
    CategoryId("reporting"), "Reporting", "R", "4", "#777777", LinePattern.DOTTED, Unit.SENTENCE
)
CATEGORIES = (LOADED, CLAIM, OPINION, REPORTING)
BLOCKS = (Span(0, 30), Span(31, 60), Span(61, 61), Span(62, 100))


def highlight(name: str, start: int, end: int, category: Category = LOADED) -> Highlight:
    return highlight_of(AnnotationId(name), Span(start, end), category)


def picture(layout: HighlightLayout, block: int) -> list[tuple[int, int, str, str]]:
    """Return a block's runs as (start, end, names from the top lane down, tint letter)."""
    return [
        (
            run.span.start,
            run.span.end,
            " ".join(f"{s.highlight.id}{s.lane}" for s in run.strokes),
            run.tint.letter if run.tint else "-",
        )
        for run in layout.runs(BLOCKS[block])
    ]


def test_one_highlight_is_one_run():
    assert picture(HighlightLayout([highlight("a", 3, 9)]), 0) == [(3, 9, "a0", "L")]


def test_nested_highlights_stack_and_the_inner_one_tints():
    layout = HighlightLayout([highlight("in", 5, 8, CLAIM), highlight("out", 2, 12)])
    assert picture(layout, 0) == [
        (2, 5, "out0", "L"),
        (5, 8, "out0 in1", "U"),
        (8, 12, "out0", "L"),
    ]


def test_a_lane_is_kept_from_the_first_to_the_last_character():
    layout = HighlightLayout([highlight("a", 0, 10), highlight("b", 5, 45), highlight("c", 12, 20)])
    assert picture(layout, 0) == [
        (0, 5, "a0", "L"),
        (5, 10, "a0 b1", "L"),
        (10, 12, "b1", "L"),
        (12, 20, "c0 b1", "L"),
        (20, 30, "b1", "L"),
    ]
    assert picture(layout, 1) == [(31, 45, "b1", "L")]


def test_sentence_labels_have_the_lane_below_the_words():
    layout = HighlightLayout(
        [highlight("s", 0, 20, REPORTING), highlight("w", 4, 8), highlight("v", 6, 9)]
    )
    lanes = {s.highlight.id: s.lane for run in layout.runs(BLOCKS[0]) for s in run.strokes}
    assert lanes == {"s": SENTENCE_LANE, "w": 0, "v": 1}


def test_a_category_without_fill_leaves_the_tint_to_what_lies_around_it():
    layout = HighlightLayout([highlight("o", 0, 20, OPINION), highlight("r", 5, 10, REPORTING)])
    assert [tint for *_, tint in picture(layout, 0)] == ["O", "O", "O"]


def test_a_change_names_only_the_stretches_that_look_different():
    layout = HighlightLayout([highlight("a", 0, 10), highlight("z", 70, 80)])
    assert layout.change(added=[highlight("b", 32, 40)]) == (Span(32, 40),)
    assert layout.change(removed=[AnnotationId("a")]) == (Span(0, 10),)
    assert layout.change(added=[highlight("c", 25, 75)]) == (Span(25, 80),)
    assert layout.change(removed=[AnnotationId("nobody")]) == ()


def test_a_very_long_highlight_is_found_from_its_end():
    layout = HighlightLayout([highlight("long", 0, 9_000), highlight("short", 8_000, 8_010)])
    area = Span(7_990, 8_020)
    assert [run.span for run in layout.runs(area)] == [
        Span(7_990, 8_000),
        Span(8_000, 8_010),
        Span(8_010, 8_020),
    ]
    layout.change(removed=[AnnotationId("long")])
    assert [run.span for run in layout.runs(area)] == [Span(8_000, 8_010)]


def test_the_caret_finds_the_innermost_first_and_one_that_only_ends_there_last():
    layout = HighlightLayout(
        [highlight("out", 2, 20), highlight("in", 5, 8), highlight("next", 8, 15, CLAIM)]
    )
    assert [h.id for h in layout.at(6)] == ["in", "out"]
    assert [h.id for h in layout.at(8)] == ["next", "out", "in"]
    assert [h.id for h in layout.at(20)] == ["out"]
    assert layout.at(30) == ()


def test_next_and_previous_go_round_in_reading_order():
    layout = HighlightLayout([highlight("a", 2, 4), highlight("b", 33, 40), highlight("c", 70, 75)])
    assert layout.neighbour(0, None, 1).id == "a"
    assert layout.neighbour(0, AnnotationId("a"), 1).id == "b"
    assert layout.neighbour(0, AnnotationId("c"), 1).id == "a"
    assert layout.neighbour(50, None, -1).id == "b"
    assert HighlightLayout().neighbour(0, None, 1) is None


spans = st.tuples(st.integers(0, 99), st.integers(1, 40), st.sampled_from(CATEGORIES))


@given(st.lists(spans, max_size=14), st.data())
def test_changing_step_by_step_gives_what_laying_out_anew_gives(drawn, data):
    made = [
        highlight(f"h{n:02}", start, min(100, start + length), category)
        for n, (start, length, category) in enumerate(drawn)
    ]
    layout = HighlightLayout()
    for each in made:
        layout.change(added=[each])
    gone = set(data.draw(st.lists(st.sampled_from(made), max_size=5))) if made else set()
    layout.change(removed=[each.id for each in gone])
    fresh = HighlightLayout([each for each in made if each not in gone])
    for block in range(len(BLOCKS)):
        assert picture(layout, block) == picture(fresh, block)


@given(st.lists(spans, max_size=14))
def test_strokes_of_one_stretch_never_share_a_lane_of_words(drawn):
    layout = HighlightLayout(
        [
            highlight(f"h{n:02}", start, min(100, start + length), category)
            for n, (start, length, category) in enumerate(drawn)
        ],
    )
    for block in range(len(BLOCKS)):
        for run in layout.runs(BLOCKS[block]):
            lanes = [s.lane for s in run.strokes if s.lane != SENTENCE_LANE]
            assert len(lanes) == len(set(lanes))
