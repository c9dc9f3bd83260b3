"""The sweep over highlights: pieces, lanes, tints, and changes that touch little."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.domain.spans import Span
from annotator.gui.articles.highlight_layout import LONG, SENTENCE_LANE, HighlightLayout
from annotator.session.ordered_annotations import OrderedAnnotations

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


def highlight(name: str, start: int, end: int, category: Category = LOADED) -> Annotation:
    return Annotation(
        AnnotationId(name),
        ArticleId("article"),
        category.id,
        Span(start, end),
        QuoteAnchor("words", "", ""),
        AuthorId("ana"),
        datetime(2026, 5, 4, tzinfo=UTC),
    )


def laid_out(annotations: Iterable[Annotation] = ()) -> HighlightLayout:
    ordered = OrderedAnnotations(annotations).in_order()
    return HighlightLayout({category.id: category for category in CATEGORIES}, ordered)


class Changing:
    """A layout whose annotations come and go."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self.ordered = OrderedAnnotations(annotations)
        self.layout = laid_out(self.ordered.in_order())

    def change(
        self, removed: Iterable[Annotation] = (), added: Iterable[Annotation] = ()
    ) -> tuple[Span, ...]:
        removed, added = tuple(removed), tuple(added)
        for each in removed:
            self.ordered.drop(each.id)
        for each in added:
            self.ordered.put(each)
        return self.layout.change(self.ordered.in_order(), removed, added)


def picture(layout: HighlightLayout, block: int) -> list[tuple[int, int, str, str]]:
    """Return a block's pieces as (start, end, names from the top lane down, tint letter)."""
    return picture_of(layout, BLOCKS[block])


def picture_of(layout: HighlightLayout, area: Span) -> list[tuple[int, int, str, str]]:
    (marks,) = layout.marks([area])
    edges = sorted({edge for stroke in marks.strokes for edge in (stroke.start, stroke.end)})
    found = []
    for start, end in pairwise(edges):
        here = sorted(
            (s.lane, s.highlight.id) for s in marks.strokes if s.start <= start and end <= s.end
        )
        tints = [t.category.letter for t in marks.tints if t.start <= start and end <= t.end]
        assert len(tints) <= 1
        if here:
            names = " ".join(f"{name}{lane}" for lane, name in here)
            found.append((start, end, names, tints[0] if tints else "-"))
    return found


def test_one_highlight_is_one_run():
    assert picture(laid_out([highlight("a", 3, 9)]), 0) == [(3, 9, "a0", "L")]


def test_nested_highlights_stack_and_the_inner_one_tints():
    layout = laid_out([highlight("in", 5, 8, CLAIM), highlight("out", 2, 12)])
    assert picture(layout, 0) == [
        (2, 5, "out0", "L"),
        (5, 8, "out0 in1", "U"),
        (8, 12, "out0", "L"),
    ]


def test_a_lane_is_kept_from_the_first_to_the_last_character():
    layout = laid_out([highlight("a", 0, 10), highlight("b", 5, 45), highlight("c", 12, 20)])
    assert picture(layout, 0) == [
        (0, 5, "a0", "L"),
        (5, 10, "a0 b1", "L"),
        (10, 12, "b1", "L"),
        (12, 20, "c0 b1", "L"),
        (20, 30, "b1", "L"),
    ]
    assert picture(layout, 1) == [(31, 45, "b1", "L")]


def test_sentence_labels_have_the_lane_below_the_words():
    layout = laid_out(
        [highlight("s", 0, 20, REPORTING), highlight("w", 4, 8), highlight("v", 6, 9)]
    )
    (marks,) = layout.marks(BLOCKS[:1])
    lanes = {stroke.highlight.id: stroke.lane for stroke in marks.strokes}
    assert lanes == {"s": SENTENCE_LANE, "w": 0, "v": 1}


def test_a_category_without_fill_leaves_the_tint_to_what_lies_around_it():
    layout = laid_out([highlight("o", 0, 20, OPINION), highlight("r", 5, 10, REPORTING)])
    assert [tint for *_, tint in picture(layout, 0)] == ["O", "O", "O"]


def test_a_change_names_only_the_stretches_that_look_different():
    a, z = highlight("a", 0, 10), highlight("z", 70, 80)
    drawn = Changing([a, z])
    assert drawn.change(added=[highlight("b", 32, 40)]) == (Span(32, 40),)
    assert drawn.change(removed=[a]) == (Span(0, 10),)
    assert drawn.change(added=[highlight("c", 25, 75)]) == (Span(25, 80),)


def test_a_changed_note_looks_like_before_and_another_category_does_not():
    a = highlight("a", 0, 10)
    drawn = Changing([a])
    noted = replace(a, reason="It sneers.")
    assert drawn.change(removed=[a], added=[noted]) == ()
    claim = replace(noted, category_id=CLAIM.id)
    assert drawn.change(removed=[noted], added=[claim]) == (Span(0, 10),)
    assert picture(drawn.layout, 0) == [(0, 10, "a0", "U")]


def test_a_very_long_highlight_is_found_from_its_end():
    long = highlight("long", 0, 9_000)
    drawn = Changing([highlight("short", 8_000, 8_010)])
    area = Span(7_990, 8_020)
    assert picture_of(drawn.layout, area) == [(8_000, 8_010, "short0", "L")]
    drawn.change(added=[long])
    assert picture_of(drawn.layout, area) == [
        (7_990, 8_000, "long0", "L"),
        (8_000, 8_010, "long0 short1", "L"),
        (8_010, 8_020, "long0", "L"),
    ]
    drawn.change(removed=[long])
    assert picture_of(drawn.layout, area) == [(8_000, 8_010, "short0", "L")]


def test_lines_that_are_asked_for_together_look_as_if_asked_for_one_by_one():
    words = [highlight(f"w{n}", 3 * n, 3 * n + 11, CATEGORIES[n % 2]) for n in range(28)]
    layout = laid_out([*words, highlight("long", 0, 95, OPINION)])
    together = layout.marks(BLOCKS)
    assert [layout.marks([block])[0] for block in BLOCKS] == together


def test_a_highlight_is_made_only_when_it_is_seen():
    """Ten thousand annotations cost nothing where nobody looks."""
    words = [highlight(f"w{n:05}", 20 * n, 20 * n + 9) for n in range(10_000)]
    layout = laid_out(words)
    layout.marks([Span(100_000, 100_100), Span(100_100, 100_200)])
    assert 8 <= len(layout._made) <= 14


def test_the_caret_finds_the_innermost_first_and_one_that_only_ends_there_last():
    layout = laid_out(
        [highlight("out", 2, 20), highlight("in", 5, 8), highlight("next", 8, 15, CLAIM)]
    )
    assert [h.id for h in layout.at(6)] == ["in", "out"]
    assert [h.id for h in layout.at(8)] == ["next", "out", "in"]
    assert [h.id for h in layout.at(20)] == ["out"]
    assert layout.at(30) == ()


def test_next_and_previous_go_round_in_reading_order():
    layout = laid_out([highlight("a", 2, 4), highlight("b", 33, 40), highlight("c", 70, 75)])
    assert layout.neighbour(0, None, 1).id == "a"
    assert layout.neighbour(0, AnnotationId("a"), 1).id == "b"
    assert layout.neighbour(0, AnnotationId("c"), 1).id == "a"
    assert layout.neighbour(50, None, -1).id == "b"
    assert laid_out().neighbour(0, None, 1) is None


spans = st.tuples(st.integers(0, 99), st.integers(1, 40), st.sampled_from(CATEGORIES))


@given(st.lists(spans, max_size=14), st.data())
def test_changing_step_by_step_gives_what_laying_out_anew_gives(drawn, data):
    made = [
        highlight(f"h{n:02}", start, min(100, start + length), category)
        for n, (start, length, category) in enumerate(drawn)
    ]
    changing = Changing()
    for each in made:
        changing.change(added=[each])
    gone = data.draw(st.lists(st.sampled_from(made), max_size=5, unique=True)) if made else []
    changing.change(removed=gone)
    fresh = laid_out([each for each in made if each not in gone])
    for block in range(len(BLOCKS)):
        assert picture(changing.layout, block) == picture(fresh, block)


@given(st.lists(spans, max_size=14))
def test_strokes_of_one_stretch_never_share_a_lane_of_words(drawn):
    layout = laid_out(
        [
            highlight(f"h{n:02}", start, min(100, start + length), category)
            for n, (start, length, category) in enumerate(drawn)
        ],
    )
    for marks in layout.marks(BLOCKS):
        words = [stroke for stroke in marks.strokes if stroke.lane != SENTENCE_LANE]
        for one, other in combinations(words, 2):
            apart = one.end <= other.start or other.end <= one.start
            assert apart or one.lane != other.lane


far = st.tuples(
    st.integers(0, 6 * LONG),
    st.sampled_from([5, 90, LONG, LONG + 1, 3 * LONG]),
    st.sampled_from(CATEGORIES),
)


@given(st.lists(far, max_size=12), st.lists(st.integers(0, 8 * LONG), max_size=4))
def test_every_layer_is_drawn_and_the_innermost_filled_one_tints(drawn, places):
    """Against the plain definition: look at all annotations for each piece."""
    made = [
        highlight(f"h{n:02}", start, start + length, category)
        for n, (start, length, category) in enumerate(drawn)
    ]
    layout = laid_out(made)
    for place in places:
        area = Span(place, place + 80)
        for start, end, names, letter in picture_of(layout, area):
            here = [each for each in made if each.span.start <= start and end <= each.span.end]
            assert len(names.split()) == len(here)
            assert {name[:3] for name in names.split()} == {each.id for each in here}
            categories = {category.id: category for category in CATEGORIES}
            filled = [each for each in here if categories[each.category_id].is_filled]
            inner = min(filled, key=lambda a: (len(a.span), -a.span.start, a.id), default=None)
            assert letter == (categories[inner.category_id].letter if inner else "-")
        covered = sum(end - start for start, end, *_ in picture_of(layout, area))
        assert covered == sum(
            any(each.span.holds(at) for each in made) for at in range(area.start, area.end)
        )
