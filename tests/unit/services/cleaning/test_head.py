"""What stands above an article: what is taken as its headline, outlet, byline, date, address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.imports import ImportedPage, PageMetadata, RawBlock, RawPage
from annotator.services.cleaning.drafts import TEASER
from annotator.services.cleaning.head import looks_like_headline
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords

HEADLINE = "Soup is dearer than ever"
TEXT = (
    "The canteen of the school has raised the price of its soup for the third time.",
    "Nobody had asked the parents, who learned of it from a note on the door.",
)
NOTHING = PageMetadata()


def cleaned(
    words: CleaningWords, *head: str, told: PageMetadata = NOTHING, text: tuple[str, ...] = TEXT
) -> ImportedPage:
    lines = [*head, *text]
    blocks = tuple(RawBlock(line, number) for number, line in enumerate(lines))
    return clean_page(RawPage("\n\n".join(lines), blocks, replace(told, language="en")), words)


def dropped(page: ImportedPage) -> dict[str, str]:
    return {block.text: block.reason for block in page.blocks if not block.keep}


def words_of(count: int) -> str:
    return " ".join(["Soup"] * count)


@pytest.mark.parametrize(
    "line, is_headline",
    [
        ("Soup dearer", True),
        ("Soup", False),
        (words_of(35), True),
        (words_of(36), False),
        ("Soup " + "o" * 195, True),
        ("Soup " + "o" * 196, False),
        ("12 34", False),
        ("Soup is dearer.", False),
        ("“Soup is dearer.”", False),
        ("Soup is dearer:", False),
        ("Soup is dearer,", False),
        ("soup is dearer", False),
        ("Is soup dearer? It is", True),
        ("Is soup dearer? It is! Who pays", False),
    ],
)
def test_a_headline_is_short_and_says_something(line: str, is_headline: bool) -> None:
    assert looks_like_headline(line) is is_headline


@pytest.mark.parametrize(
    "line, name, value",
    [
        ("Title: Bread is dearer now", "headline", "Bread is dearer now"),
        ("Author: Jane Doe", "byline", "Jane Doe"),
        (f"Author: {words_of(16)}", "byline", words_of(16)),
        ("Published: 30 April 2019 at noon", "date", "2019-04-30"),
        ("Source: The Voice of Holm", "outlet", "The Voice of Holm"),
        (f"Source: {words_of(7)}", "outlet", words_of(7)),
        ("Source: https://example.org/soup", "url", "https://example.org/soup"),
    ],
)
def test_a_labelled_line_tells_what_its_label_says(
    words: CleaningWords, line: str, name: str, value: str
) -> None:
    page = cleaned(words, line)
    assert getattr(page.metadata, name) == value
    assert page.blocks[0].reason == ("address of the page" if name == "url" else "head of the page")
    assert [block.text for block in page.kept] == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Date: as soon as the cook is asked",
        f"Source: {words_of(8)}",
        "Author: nobody knows who wrote this.",
        f"Author: {words_of(17)}",
        "From: the parents of all the children who eat there",
        "Canteen: Soup for all",
    ],
)
def test_a_line_that_does_not_fit_its_label_is_no_head(words: CleaningWords, line: str) -> None:
    page = cleaned(words, HEADLINE, line)
    assert dropped(page) == {HEADLINE: "headline"}
    told = page.metadata
    assert (told.outlet, told.byline, told.date) == ("", "", "")


def test_the_lines_of_a_letter_are_no_article(words: CleaningWords) -> None:
    page = cleaned(
        words, "From: Jane Doe of Holm School", "To: all@example.org", "Subject: Soup now"
    )
    assert set(dropped(page).values()) == {"head of the page"}
    assert page.metadata == PageMetadata(headline="Soup now", language="en")


def test_after_a_labelled_headline_no_second_one_is_taken(words: CleaningWords) -> None:
    page = cleaned(words, "Title: Soup is dearer", "Parents are angry about it")
    assert page.metadata.headline == "Soup is dearer"
    assert "Parents are angry about it" in [block.text for block in page.kept]


def test_what_the_page_told_in_its_fields_wins(words: CleaningWords) -> None:
    told = PageMetadata("Bread", "The Bugle", "Bo Lind", "2018-01-02", "en", "https://a.example/")
    lines = ("Source: The Echo", "https://b.example/", "30 April 2019", "By Jane Doe")
    page = cleaned(words, *lines, told=told)
    assert page.metadata == told
    assert set(dropped(page)) == set(lines)


@pytest.mark.parametrize(
    "line", ["https://example.org/soup", "https://www.holm-echo.example/a?b=1"]
)
def test_an_address_is_taken(words: CleaningWords, line: str) -> None:
    page = cleaned(words, line, HEADLINE)
    assert page.metadata.url == line
    assert page.metadata.headline == HEADLINE
    assert set(dropped(page).values()) == {"address of the page", "headline"}


@pytest.mark.parametrize(
    "line", ["https://t.co/Ab12", "https://www.youtube.com/watch?v=1", "Soup https://example.org/a"]
)
def test_a_link_to_a_post_is_no_address_of_the_page(words: CleaningWords, line: str) -> None:
    assert cleaned(words, HEADLINE, line).metadata.url == ""


def test_a_date_is_taken_and_a_time_of_day_alone_is_not(words: CleaningWords) -> None:
    page = cleaned(words, HEADLINE, "Tuesday, 30 April 2019", "14:05")
    assert page.metadata.date == "2019-04-30"
    assert dropped(page)["Tuesday, 30 April 2019"] == "date of the page"
    assert page.metadata.headline == HEADLINE


def test_a_date_above_the_headline_is_not_it(words: CleaningWords) -> None:
    page = cleaned(words, "30 April 2019", HEADLINE)
    assert (page.metadata.date, page.metadata.headline) == ("2019-04-30", HEADLINE)


@pytest.mark.parametrize(
    "lines, byline, date",
    [
        (("By Jane Doe",), "Jane Doe", ""),
        (("By Jane Doe | 30 April 2019",), "Jane Doe", "2019-04-30"),
        (("By Jane van der Doe, staff writer",), "Jane van der Doe, staff writer", ""),
        (("By Martin Doe Jr.",), "Martin Doe Jr.", ""),
        (("Jane Doe", "30 April 2019"), "Jane Doe", "2019-04-30"),
        (("Jane Doe, 30 April 2019",), "Jane Doe", "2019-04-30"),
        (("Jane Ann Mary Sue Doe", "30 April 2019"), "Jane Ann Mary Sue Doe", "2019-04-30"),
        (("Associated Press",), "Associated Press", ""),
    ],
)
def test_a_writer_is_found(
    words: CleaningWords, lines: tuple[str, ...], byline: str, date: str
) -> None:
    page = cleaned(words, HEADLINE, *lines)
    assert (page.metadata.byline, page.metadata.date) == (byline, date)
    assert [block.text for block in page.kept] == list(TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        ("By the river stood a man",),
        ("By Holm Bridge a man stood and waited.",),
        ("Jane Doe",),
        ("Jane", "30 April 2019"),
        ("Jane Ann Mary Sue Eve Doe", "30 April 2019"),
        ("Parents of pupils", "30 April 2019"),
        ("Staff Reporter", "30 April 2019"),
    ],
)
def test_what_is_no_name_is_no_byline(words: CleaningWords, lines: tuple[str, ...]) -> None:
    page = cleaned(words, HEADLINE, *lines)
    assert page.metadata.byline == ""
    assert lines[0] in [block.text for block in page.kept]


def test_a_name_above_the_headline_is_no_byline(words: CleaningWords) -> None:
    assert cleaned(words, "Jane Doe", "30 April 2019", HEADLINE).metadata.byline == ""


@pytest.mark.parametrize(
    "line, outlet",
    [
        ("The Holm Echo", "The Holm Echo"),
        ("The Holm and Merrow Echo", ""),
        ("The Holm Merrow Oldbridge Echo", "The Holm Merrow Oldbridge Echo"),
        ("The Very Old Holm Merrow Echo", ""),
        ("The Holm Voice", ""),
        ("The Holm Echo.", ""),
    ],
)
def test_the_outlet_above_the_headline_is_known_by_its_name(
    words: CleaningWords, line: str, outlet: str
) -> None:
    page = cleaned(words, line, HEADLINE)
    assert page.metadata.outlet == outlet
    assert (dropped(page).get(line) == "name of the outlet") is bool(outlet)
    if outlet:
        assert page.metadata.headline == HEADLINE


@pytest.mark.parametrize(
    "line, headline, outlet",
    [
        (f"{HEADLINE} - The Holm Echo", HEADLINE, "The Holm Echo"),
        (f"{HEADLINE} | Holm Voice", HEADLINE, "Holm Voice"),
        (f"{HEADLINE} - Holm Voice", f"{HEADLINE} - Holm Voice", ""),
        (f"{HEADLINE} - the echo", f"{HEADLINE} - the echo", ""),
        (f"{HEADLINE} | A B C D Echo", HEADLINE, "A B C D Echo"),
        (f"{HEADLINE} | A B C D E Echo", f"{HEADLINE} | A B C D E Echo", ""),
    ],
)
def test_the_outlet_is_taken_off_the_headline(
    words: CleaningWords, line: str, headline: str, outlet: str
) -> None:
    found = cleaned(words, line).metadata
    assert (found.headline, found.outlet) == (headline, outlet)


def test_the_outlet_above_wins_over_the_one_behind_the_headline(words: CleaningWords) -> None:
    page = cleaned(words, "The Merrow Times", f"{HEADLINE} - The Holm Echo")
    assert (page.metadata.outlet, page.metadata.headline) == ("The Merrow Times", HEADLINE)


@pytest.mark.parametrize(
    "line, outlet",
    [
        ("© 2019 Holm Voice. All rights reserved.", "Holm Voice"),
        ("Copyright 2019 A B C D E F Voice. All rights reserved.", "A B C D E F Voice"),
        ("Copyright 2019 A B C D E F G Voice. All rights reserved.", ""),
    ],
)
def test_the_owner_of_the_text_is_the_outlet(words: CleaningWords, line: str, outlet: str) -> None:
    page = cleaned(words, HEADLINE, text=(*TEXT, line))
    assert dropped(page)[line] == "copyright line"
    assert page.metadata.outlet == outlet


@pytest.mark.parametrize(
    "text, outlet",
    [
        ((f"HOLM (AP) — {TEXT[0]}", TEXT[1]), "Associated Press"),
        ((f"HOLM (Voice) — {TEXT[0]}", TEXT[1]), ""),
        ((TEXT[0], f"HOLM (AP) — {TEXT[1]}"), ""),
    ],
)
def test_the_agency_of_the_first_paragraph_is_the_outlet(
    words: CleaningWords, text: tuple[str, ...], outlet: str
) -> None:
    assert cleaned(words, HEADLINE, text=text).metadata.outlet == outlet


def test_lines_that_repeat_what_the_page_told_are_dropped(words: CleaningWords) -> None:
    told = PageMetadata(headline=HEADLINE, byline="Jane Doe")
    page = cleaned(words, HEADLINE.upper(), "Text: Jane Doe, Holm", told=told)
    assert dropped(page) == {HEADLINE.upper(): "headline", "Text: Jane Doe, Holm": "byline"}


def test_a_sentence_that_names_the_writer_is_kept(words: CleaningWords) -> None:
    line = "Jane Doe was at the school when it happened"
    page = cleaned(words, line, told=PageMetadata(headline=HEADLINE, byline="Jane Doe"))
    assert line in [block.text for block in page.kept]


def test_a_headline_that_is_printed_again_is_dropped(words: CleaningWords) -> None:
    page = cleaned(words, HEADLINE, text=(TEXT[0], f"{HEADLINE} ", TEXT[1]))
    assert [block.reason for block in page.blocks if not block.keep] == [
        "headline",
        "headline said twice",
    ]


def test_what_follows_the_first_paragraph_is_no_head(words: CleaningWords) -> None:
    page = cleaned(words, HEADLINE, text=(TEXT[0], "Author: Jane Doe", TEXT[1]))
    assert page.metadata.byline == ""


@pytest.mark.parametrize(
    "head, headline",
    [
        (("WATCH: Crowds fill the square",), "WATCH: Crowds fill the square"),
        (("WATCH: Crowds fill the square.",), ""),
        (("WATCH: Crowds came",), ""),
        (("Soup", "Bread", "WATCH: Crowds fill the square"), "WATCH: Crowds fill the square"),
        (("Soup", "Bread", "Milk", "WATCH: Crowds fill the square"), ""),
        ((HEADLINE, "WATCH: Crowds fill the square"), HEADLINE),
    ],
)
def test_a_headline_is_not_judged_as_a_pointer_to_another_story(
    words: CleaningWords, head: tuple[str, ...], headline: str
) -> None:
    page = cleaned(words, *head)
    assert page.metadata.headline == headline
    assert (dropped(page).get(head[-1]) == TEASER) is (headline != head[-1])


def test_a_told_headline_leaves_pointers_what_they_are(words: CleaningWords) -> None:
    line = "WATCH: Crowds fill the square"
    page = cleaned(words, line, told=PageMetadata(headline=HEADLINE))
    assert dropped(page) == {line: TEASER}
