"""Line breaking: every character arrives, no line is too wide."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.scheme import LinePattern
from annotator.worksheets.fonts import Face
from annotator.worksheets.highlighted_text import HighlightedText
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.styles import BLACK, CategoryInk, styles_for
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run, as_typed
from tests.unit.worksheets import sample

CACHE = LayoutCache()
STYLES = styles_for(11)
LOOK = CategoryInk("Loaded", "L", LinePattern.WAVY, BLACK, None, is_sentence=False)
TEXTS = st.text(st.sampled_from("ab c dé.—“W字🐟\n "), max_size=120)


def width_of(line: tuple[tuple[float, int, str], ...], runs: list[Run], size: float) -> float:
    offset, index, text = line[-1]
    return offset + CACHE.typefaces.width(text.rstrip(" "), runs[index].face, size)


@given(TEXTS, TEXTS, st.floats(20, 300))
def test_no_character_but_spaces_at_breaks_is_lost(one: str, two: str, width: float) -> None:
    runs = [Run(one), Run(two, Face.BOLD)]
    lines = CACHE.lines(runs, 10, width)
    kept = "".join(text for line in lines for _, _, text in line)
    assert "".join(kept.split()) == "".join((one + two).split())


@example(" Waaaaaa🐟🐟", 66.0)
@given(TEXTS, st.floats(20, 300))
def test_no_line_is_wider_than_the_measure(text: str, width: float) -> None:
    runs = [Run(text)]
    for line in CACHE.lines(runs, 10, width):
        if line and line[-1][2].strip():
            assert width_of(line, runs, 10) <= width + 0.02


def test_typed_line_ends_and_tabs_are_kept_in_one_form() -> None:
    assert as_typed("a\r\nb\rc\td") == "a\nb\nc    d"
    lines = CACHE.lines([Run("a\nb")], 10, 100)
    assert [line[0][2] for line in lines] == ["a", "b"]


def paragraph(body: str, marks: list[PrintedHighlight], width: float) -> HighlightedText:
    return HighlightedText(
        CACHE, body, 0, len(body), marks, STYLES.body, width, 30, Node("Sect"), first_number=1
    )


@given(
    st.text(st.sampled_from("abc de字 "), min_size=1, max_size=150),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 60)), max_size=12),
    st.floats(60, 300),
)
def test_lines_of_an_article_cover_it_and_every_number_stands_once(
    body: str, places: list[tuple[int, int]], width: float
) -> None:
    marks = [
        PrintedHighlight(start, min(start + length, len(body)), f"L{n}", "said", LOOK)
        for n, (start, length) in enumerate(places)
        if start < len(body)
    ]
    lines = paragraph(body, marks, width).lines
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]
    assert (lines[0].start, lines[-1].end) == (0, len(body))
    printed = sorted(label.text for line in lines for label in line.labels)
    assert printed == sorted(mark.label for mark in marks)


def test_no_line_of_a_paragraph_stands_alone_at_a_page_end() -> None:
    block = paragraph(sample.PAPER.body.split("\n")[0] * 2, [], 300)
    count = len(block.lines)
    leading = STYLES.body.leading
    for fitting in range(count):
        pieces = block.cut(fitting * leading, whole_page=False)
        if pieces is not None:
            sizes = [round(piece.height / leading) for piece in pieces]
            assert min(sizes) >= 2
            assert sum(sizes) == count
    assert block.cut(leading, whole_page=False) is None
