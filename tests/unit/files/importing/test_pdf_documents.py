"""PDFs are read by the places of their letters, in whatever order these are drawn."""

from __future__ import annotations

import contextlib
import io
import random
from functools import cache, partial
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from annotator import paths
from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import ImportedPage, Region
from annotator.domain.lessons import BlockKind
from annotator.files.importing import importer
from annotator.files.importing.importer import import_files
from annotator.files.importing.pdf_documents import pdf_page
from annotator.files.importing.pdf_glyphs import PageGlyphs, PdfLetter
from annotator.files.importing.pdf_lines import page_lines
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.hyphens import Hyphens
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.made_files import STORY
from tests.unit.files.importing.pdf_pages import WIDTH, Drawn, column, pdf


@cache
def word_lists() -> CleaningWords:
    """Return the lists for tests of many examples, whose reports must not print them."""
    return read_cleaning_words(paths.resources_dir() / "importing")


LEFT, TOP, FULL = 60.0, 760.0, 470.0


def texts(data: bytes, words: CleaningWords) -> list[str]:
    return [b.text for b in pdf_page("a.pdf", data, words).blocks if b.region is Region.TEXT]


def others(data: bytes, words: CleaningWords) -> dict[str, Region]:
    blocks = pdf_page("a.pdf", data, words).blocks
    return {b.text: b.region for b in blocks if b.region is not Region.TEXT}


def cleaned(data: bytes, words: CleaningWords) -> ImportedPage:
    return clean_page(pdf_page("a.pdf", data, words), words)


def kept(data: bytes, words: CleaningWords) -> list[str]:
    return [block.text for block in cleaned(data, words).kept]


def story(number: int, seed: int = 1) -> list[str]:
    """Return so many paragraphs, each different."""
    chance = random.Random(seed)
    names = ["quay", "mayor", "pier", "council", "engineer", "ferry", "harbour", "bridge", "tower"]
    verbs = ["closed", "promised", "measured", "counted", "painted", "refused", "repaired"]
    found = []
    for each in range(number):
        parts = [
            f"the {chance.choice(names)} {chance.choice(verbs)} the {chance.choice(names)}"
            for _ in range(chance.randrange(4, 9))
        ]
        found.append(f"In year {each + 1} " + " and ".join(parts) + ".")
    return found


def test_two_columns_that_are_written_row_by_row_are_read_one_after_the_other(
    words: CleaningWords,
) -> None:
    told = story(6)
    left = column(told[:3], LEFT, TOP, 220)
    right = column(told[3:], LEFT + 244, TOP, 220)
    rows = sorted([*left, *right], key=lambda each: (-each.base, each.left))
    head = [Drawn(LEFT, TOP + 40, "The old ferry pier closes until spring", 20)]
    assert texts(pdf([*head, *rows]), words) == [head[0].text, *told]


def test_text_that_is_drawn_letter_by_letter_has_its_words(words: CleaningWords) -> None:
    assert texts(pdf(column(STORY, LEFT, TOP, FULL), by_letter=True, order=4), words) == list(STORY)


def test_letters_that_are_set_wide_apart_are_one_word(words: CleaningWords) -> None:
    def extra(canvas: Canvas, _page: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(LEFT, 800, "HARBOUR NEWS OF TODAY", charSpace=4)

    assert texts(pdf(column(STORY, LEFT, TOP, FULL), extra=extra), words)[0] == (
        "HARBOUR NEWS OF TODAY"
    )


def test_pages_that_lie_on_their_side_are_read(words: CleaningWords) -> None:
    def extra(canvas: Canvas, _page: int) -> None:
        canvas.rotate(90)
        for each in column(STORY, 60, -60, 600):
            canvas.setFont("Helvetica", each.size)
            canvas.drawString(each.left, each.base, each.text)

    assert texts(pdf([], extra=extra), words) == list(STORY)
    assert texts(pdf([], extra=extra, rotate=90), words) == list(STORY)


def test_what_a_browser_prints_at_the_edges_tells_the_address_and_the_day(
    words: CleaningWords,
) -> None:
    for count in (1, 2, 3):
        told = story(4 * count)
        pages = [
            [
                Drawn(24, 818, "3/14/26, 9:14 AM", 8),
                Drawn(250, 818, "Pier closes until spring - The Quay Herald", 8),
                Drawn(24, 18, "https://www.quay.example/news/pier", 8),
                Drawn(560, 18, f"{n + 1}/{count}", 8),
                *column(told[4 * n : 4 * n + 4], LEFT, TOP, FULL),
            ]
            for n in range(count)
        ]
        page = cleaned(pdf(*pages, order=count), words)
        assert [block.text for block in page.kept] == told
        assert page.metadata.url == "https://www.quay.example/news/pier"
        assert page.metadata.date == "2026-03-14"
        assert page.metadata.headline == "Pier closes until spring"
        assert page.metadata.outlet == "The Quay Herald"


def test_the_day_of_the_article_comes_before_that_of_the_print(words: CleaningWords) -> None:
    lines = [
        Drawn(24, 818, "14.03.2026, 09:14", 8),
        Drawn(250, 818, "Pier closes until spring", 8),
        Drawn(LEFT, 780, "2 February 2026"),
        *column(STORY, LEFT, 750, FULL),
    ]
    assert cleaned(pdf(lines), words).metadata.date == "2026-02-02"


def test_running_heads_and_page_numbers_are_found_by_their_place(words: CleaningWords) -> None:
    told = story(12)
    pages = [
        [
            *column(told[3 * n : 3 * n + 3], LEFT, TOP, FULL),
            Drawn(LEFT, 800, "The Sarn Courier" if n % 2 else "Town and country", 9),
            Drawn(290, 30, f"{n + 7}", 9),
        ]
        for n in range(4)
    ]
    data = pdf(*pages, order=9)
    assert texts(data, words) == told
    assert others(data, words)["7"] is Region.REPEATED


def test_a_sentence_over_the_end_of_a_page_or_a_column_is_one(words: CleaningWords) -> None:
    whole = " ".join(story(6))
    lines = column([whole], LEFT, TOP, 220)
    cut = len(lines) // 3
    first, second, third = lines[:cut], lines[cut : 2 * cut], lines[2 * cut :]
    moved = [Drawn(LEFT + 250, TOP - 12.5 * n, each.text) for n, each in enumerate(second)]
    next_page = [Drawn(LEFT, TOP - 12.5 * n, each.text) for n, each in enumerate(third)]
    number = [Drawn(290, 30, "1", 9)]
    caption = [Drawn(LEFT, 200, "The pier in March", 8)]
    assert " ".join(texts(pdf([*first, *moved, *number], next_page), words)) == whole
    found = texts(pdf([*first, *moved, *caption, *number], next_page), words)
    assert "The pier in March" in found
    assert whole.replace("  ", " ") in " ".join(each for each in found if "The pier in" not in each)


@pytest.mark.parametrize(
    "capital, rest, whole",
    [
        ("T", "he harbour", "The harbour"),
        ("A", "ferry left", "A ferry left"),
        ("I", "t rained", "It rained"),
    ],
)
def test_a_drop_capital_begins_its_word(
    words: CleaningWords, capital: str, rest: str, whole: str
) -> None:
    told = (
        f"{rest} and the engineer found rot in nine of its forty beams and told nobody but the "
        "mayor of the town, who"
    )
    body = " said that it would be painted in the spring of the next year after all of the rain."
    lines = [
        Drawn(LEFT, TOP - 21, capital, 34),
        *column([told], LEFT + 30, TOP, 300),
        *column([body.strip()], LEFT, TOP - 25, 330),
        *column(STORY, LEFT, TOP - 80, 330),
    ]
    for order in (None, 5):
        assert texts(pdf(lines, order=order), words)[0] == f"{whole}{told[len(rest) :]}{body}"


def test_watermarks_are_no_text(words: CleaningWords) -> None:
    def turned(canvas: Canvas, _page: int) -> None:
        canvas.translate(150, 250)
        canvas.rotate(50)
        canvas.setFont("Helvetica", 70)
        canvas.drawString(0, 0, "ARCHIVE COPY")

    def pale(canvas: Canvas, _page: int) -> None:
        canvas.setFont("Helvetica", 60)
        canvas.setFillColor(Color(0.85, 0.85, 0.85))
        canvas.drawString(90, 700, "DRAFT")

    def thin(canvas: Canvas, _page: int) -> None:
        canvas.setFont("Helvetica", 60)
        canvas.setFillAlpha(0.2)
        canvas.drawString(90, 700, "SAMPLE")

    for extra, says in ((turned, "ARCHIVE COPY"), (pale, "DRAFT"), (thin, "SAMPLE")):
        data = pdf(column(STORY, LEFT, TOP, FULL), extra=extra)
        assert texts(data, words) == list(STORY)
        assert others(data, words) == {says: Region.ACROSS}
        assert cleaned(data, words).metadata.headline == ""


def test_small_raised_letters_stay_in_their_line(words: CleaningWords) -> None:
    lines = [
        Drawn(LEFT, TOP, "The hall is 40 m"), Drawn(LEFT + 71.5, TOP + 4, "2", 6),
        Drawn(LEFT + 77.6, TOP, "large and has stood empty since the last winter, they said."),
        *column(STORY, LEFT, TOP - 30, FULL),
    ]  # fmt: skip
    assert texts(pdf(lines), words)[0].startswith("The hall is 40 m2 large and")


def test_the_rows_of_a_table_are_not_taken_for_columns(words: CleaningWords) -> None:
    rows = [("Town", "Votes"), ("Sarn", "1,200"), ("Quay", "800"), ("Dunmore", "12"), ("Ash", "9")]
    lines = [
        Drawn(LEFT + 150 * n, TOP - 14 * row, cell)
        for row, cells in enumerate(rows)
        for n, cell in enumerate(cells)
    ]
    found = " ".join(texts(pdf([*lines, *column(STORY, LEFT, 600, FULL)]), words))
    assert "Town Votes" in found
    assert "Sarn 1,200" in found


def test_lines_that_hang_below_a_bullet_belong_to_it(words: CleaningWords) -> None:
    items = story(3)
    lines, base = column(STORY[:1], LEFT, TOP, FULL), TOP - 40
    for item in items:
        lines.append(Drawn(LEFT, base, "•"))
        hanging = column([item], LEFT + 14, base, FULL - 14)
        lines += hanging
        base = hanging[-1].base - 12.5
    blocks = pdf_page("a.pdf", pdf(lines, order=2), words).blocks
    assert [block.text for block in blocks] == [STORY[0], *items]
    assert [block.kind for block in blocks] == [None, *[BlockKind.LIST_ITEM] * 3]


def test_scripts_from_right_to_left_are_read_so_with_their_numbers_forward() -> None:
    told = "הגשר נסגר ב 2026, 4.5 שנים Quay וזהו 12."
    shown = "הגשר נסגר ב 6202, 5.4 שנים yauQ וזהו 21."
    glyphs = [
        PdfLetter(letter, 500 - 6 * n, 506 - 6 * n, 698, 710, 700, 12, n)
        for n, letter in enumerate(shown)
        if letter != " "
    ]
    for order in range(5):
        random.Random(order).shuffle(glyphs)
        mixed = tuple(glyph._replace(number=n) for n, glyph in enumerate(glyphs))
        (line,) = page_lines(PageGlyphs(mixed, "", 0, 842))
        assert line.text == told


def test_scripts_without_spaces_get_none_at_line_ends() -> None:
    hyphens = Hyphens(frozenset(), divides_words=True)
    assert hyphens.joined("费用是", "承诺的两倍。") == "费用是承诺的两倍。"
    assert hyphens.joined("the price", "of soup") == "the price of soup"


HYPHENS = (
    "Officials called the well-known vice-president a self-employed mother-in-law who governs "
    "Stratford-upon-Avon in the season 2026-2027 with long-term Anglo-Norwegian partners and "
    "understands nothing of the ferries that her government bought for the harbour."
)


@settings(max_examples=40, deadline=None)
@given(width=st.integers(90, 260), seed=st.integers(0, 999))
def test_words_with_hyphens_come_back_as_they_were(width: int, seed: int) -> None:
    chance = random.Random(seed)
    pieces = []
    for word in HYPHENS.split(" "):
        if "-" not in word and len(word) > 7 and word.isalpha() and chance.random() < 0.5:
            place = chance.randrange(3, len(word) - 3)
            pieces += [f"{word[:place]}-\n{word[place:]}"]
        else:
            pieces += [word.replace("-", "-\n" if chance.random() < 0.4 else "-")]
    lines, base = [], TOP
    for piece in " ".join(pieces).split("\n"):
        for each in column([piece], LEFT, base, max(width, 150)):
            lines.append(each)
            base = each.base - 12.5
    # The right edge is that of the longest line, so a line that ends in a hyphen is never short.
    found = " ".join(texts(pdf(lines, order=seed), word_lists()))
    assert found == HYPHENS


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.integers(2, 4), min_size=1, max_size=3),
    gutter=st.integers(14, 40),
    indent=st.sampled_from([0.0, 12.0]),
    step=st.sampled_from([11.5, 13.0, 16.0]),
    shift=st.integers(0, 6),
    order=st.integers(0, 10_000),
    by_letter=st.booleans(),
    headline=st.booleans(),
)
def test_any_columns_in_any_order_of_drawing_are_read_column_by_column(
    counts: list[int],
    gutter: int,
    indent: float,
    step: float,
    shift: int,
    order: int,
    by_letter: bool,
    headline: bool,
) -> None:
    told = story(sum(counts), order)
    width = (WIDTH - 2 * 50 - gutter * (len(counts) - 1)) / len(counts)
    lines, start = [], 0
    for number, count in enumerate(counts):
        left, top = 50 + number * (width + gutter), 700.0 - shift * number
        gap = 0.0 if indent else 8.0
        lines += column(
            told[start : start + count], left, top, width, step=step, gap=gap, indent=indent
        )
        start += count
    expected = list(told)
    if headline:
        lines.append(Drawn(50, 740, "The pier of the harbour closes until the spring comes", 19))
        expected.insert(0, lines[-1].text)
    found = texts(pdf(lines, order=order, by_letter=by_letter), word_lists())
    assert found == expected


# -- files that open or do not ------------------------------------------------------------------


REVISIONS = {"RC4-40": 2, "RC4-128": 3, "AES-128": 4, "AES-256": 6}


def locked(user: str, algorithm: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(column(STORY, LEFT, TOP, FULL)))) as document:
        lock = pikepdf.Encryption(
            owner="owner",
            user=user,
            R=REVISIONS[algorithm],
            aes=algorithm.startswith("AES"),
            metadata=algorithm.startswith("AES"),
        )
        document.save(buffer, encryption=lock)
    return buffer.getvalue()


def test_a_file_with_an_owners_password_is_read_as_any_reader_does(words: CleaningWords) -> None:
    for algorithm in ("RC4-40", "RC4-128", "AES-128", "AES-256"):
        assert texts(locked("", algorithm), words) == list(STORY)
        with pytest.raises(UnreadableFile, match="locked with a password"):
            pdf_page("a.pdf", locked("secret", algorithm), words)


@pytest.mark.allow_log("reading a file of the kind PDF failed: Odd in test_pdf_documents.py")
def test_whatever_a_library_raises_stops_one_file_only(
    tmp_path: Path,
    words: CleaningWords,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:

    class Odd(Exception):
        """What no list of exceptions has."""

    read = importer._read_document

    def fail(name: str, *more: object) -> object:
        if name == "secret name.pdf":
            raise Odd("secret words")
        return read(name, *more)

    monkeypatch.setattr(importer, "_read_document", fail)
    paths = [tmp_path / "secret name.pdf", tmp_path / "good.pdf"]
    for path in paths:
        path.write_bytes(pdf(column(STORY, LEFT, TOP, FULL)))
    results = list(import_files(paths, partial(importer.import_file, words=words)))
    assert results[0].error is not None
    assert "secret name.pdf" in results[0].error
    assert results[1].error is None
    assert "secret" not in caplog.text


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_spoiled_file_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(pdf(column(STORY, LEFT, TOP, FULL)))
    for _ in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(data))
        data[place : place + chance.choice((0, 1, 8))] = chance.randbytes(chance.choice((0, 1, 8)))
    with contextlib.suppress(UnreadableFile):
        pdf_page("a.pdf", bytes(data))
