"""Blocks that only their neighbours tell: captions, teasers, writers, comments, subheadings."""

from __future__ import annotations

import pytest

from annotator.domain.imports import ImportedPage, PageMetadata, RawBlock, RawPage
from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.drafts import AUTHOR, EDITOR, READERS, TEASER, TWICE
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords

TOLD = PageMetadata(headline="Soup is dearer than ever", language="en")
TEXT = (
    "The canteen of the school has raised the price of its soup for the third time.",
    "Nobody had asked the parents, who learned of it from a note on the door.",
    "The cook says that flour and milk cost a third more than they did last year.",
)
CAPTION, SUBHEADING = BlockKind.CAPTION, BlockKind.SUBHEADING
FIRST, SECOND = RawBlock("Two boys with bowls", 0, kind=CAPTION), "A cook at her stove"
SURE = "A cook with a big spoon at the stove of Holm"
BIO = "Jane Doe is a reporter for the Echo."
COMMENT = "Bo Lind says:"


def cleaned(words: CleaningWords, *lines: str | RawBlock) -> ImportedPage:
    blocks = tuple(
        RawBlock(line, 100 + number) if isinstance(line, str) else line
        for number, line in enumerate(lines)
    )
    return clean_page(RawPage("\n\n".join(block.text for block in blocks), blocks, TOLD), words)


def reasons(page: ImportedPage) -> list[str]:
    return [("" if block.keep else "- ") + block.reason for block in page.blocks]


def kinds(page: ImportedPage) -> list[BlockKind]:
    return [block.kind for block in page.blocks]


def test_what_stands_under_related_stories_goes_until_the_text_goes_on(
    words: CleaningWords,
) -> None:
    lines = ("Related Articles", "Bread is dearer", "ADVERTISEMENT", "Milk is dearer", *TEXT)
    page = cleaned(words, TEXT[0], *lines[:4], *TEXT[1:], "More of it")
    assert reasons(page)[2] == reasons(page)[4] == f"- {TEASER}"
    assert [block.text for block in page.kept] == [*TEXT, "More of it"]


def test_a_caption_under_related_stories_ends_them(words: CleaningWords) -> None:
    picture = RawBlock("A bowl of soup", 50, kind=CAPTION)
    page = cleaned(words, *TEXT, "Related Articles", picture, "Milk is dearer")
    assert [block.text for block in page.kept][3:] == ["A bowl of soup", "Milk is dearer"]


def test_the_two_blocks_about_the_author_go_and_no_more(words: CleaningWords) -> None:
    about = ("She lives in Holm and likes boats.", "She has written since 2004.")
    page = cleaned(
        words, *TEXT, "About the author", about[0], "ADVERTISEMENT", about[1], "The end."
    )
    assert [reasons(page)[n] for n in (4, 6)] == [f"- {AUTHOR}"] * 2
    assert [block.text for block in page.kept] == [*TEXT, "The end."]


@pytest.mark.parametrize("count, is_kept", [(80, False), (81, True)])
def test_a_long_block_is_not_about_the_author(
    words: CleaningWords, count: int, is_kept: bool
) -> None:
    about = " ".join(["She", *["writes"] * (count - 1)]) + "."
    page = cleaned(words, *TEXT, "About the author", about)
    assert page.blocks[-1].keep is is_kept


@pytest.mark.parametrize("line", [BIO, "Follow Jane on Twitter", "Write to her at jane@a.example"])
def test_who_the_writer_is_goes_from_the_end_of_an_article(words: CleaningWords, line: str) -> None:
    picture = RawBlock("A bowl of soup", 50, kind=CAPTION)
    page = cleaned(words, *TEXT, line, picture, "ADVERTISEMENT")
    assert not page.blocks[3].keep
    assert [block.text for block in page.kept] == [*TEXT, "A bowl of soup"]


def test_who_somebody_is_stays_within_an_article_and_in_a_short_one(
    words: CleaningWords,
) -> None:
    assert BIO in [b.text for b in cleaned(words, TEXT[0], TEXT[1], BIO, TEXT[2]).kept]
    assert BIO in [b.text for b in cleaned(words, TEXT[0], BIO).kept]


def test_an_editors_note_below_does_not_keep_the_writer(words: CleaningWords) -> None:
    page = cleaned(words, *TEXT, BIO, "Editor's note: This text was changed after noon.")
    assert reasons(page)[3:] == [f"- {AUTHOR}", EDITOR]


def test_what_readers_wrote_goes(words: CleaningWords) -> None:
    page = cleaned(words, *TEXT, "3 Comments", COMMENT, "I liked the soup and will eat it.")
    assert reasons(page)[-2:] == [f"- {READERS}"] * 2
    assert [block.text for block in page.kept] == list(TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        (*TEXT[:2], "Comments", COMMENT, TEXT[2]),
        (*TEXT, "Comments", "I liked the soup and will eat it."),
        (*TEXT, "ADVERTISEMENT", COMMENT),
    ],
)
def test_words_that_only_may_be_a_readers_stay(
    words: CleaningWords, lines: tuple[str, ...]
) -> None:
    assert lines[-1] in [block.text for block in cleaned(words, *lines).kept]


def test_a_note_above_a_report_is_one_block(words: CleaningWords) -> None:
    page = cleaned(words, "Editor's note: This text was changed after noon.", *TEXT)
    assert reasons(page) == [EDITOR, *["text of the article"] * 3]
    assert kinds(page) == [BlockKind.EDITORS_COMMENT, *[BlockKind.PARAGRAPH] * 3]


def test_a_note_with_its_label_on_a_line_of_its_own_takes_the_next_block(
    words: CleaningWords,
) -> None:
    page = cleaned(words, "Editor's note", *TEXT)
    assert reasons(page) == [EDITOR, EDITOR, *["text of the article"] * 2]
    assert kinds(page) == [SUBHEADING, BlockKind.EDITORS_COMMENT, *[BlockKind.PARAGRAPH] * 2]


def test_below_a_report_the_note_goes_to_the_end_or_a_divider(words: CleaningWords) -> None:
    note = "Editor's note: This text was changed after noon."
    more = ("It had said that bread was dearer, which it is not.", "We are sorry for it, says Bo.")
    assert reasons(cleaned(words, *TEXT, note, "ADVERTISEMENT", *more))[-2:] == [EDITOR] * 2
    assert EDITOR not in reasons(cleaned(words, *TEXT, note, "* * *", *more))[-2:]


@pytest.mark.parametrize(
    "lines, found",
    [
        ((FIRST, SECOND, TEXT[0]), [CAPTION, SUBHEADING]),
        ((FIRST, SURE, TEXT[0]), [CAPTION, CAPTION]),
        ((FIRST, RawBlock(SECOND, 0), TEXT[0]), [CAPTION, CAPTION]),
        ((FIRST, SECOND, RawBlock("A pot of soup", 9, kind=CAPTION)), [CAPTION, CAPTION]),
        ((RawBlock(SURE, 1, kind=SUBHEADING), FIRST, TEXT[0]), [SUBHEADING, CAPTION]),
        ((SECOND, SECOND, TEXT[0]), [CAPTION, CAPTION]),
    ],
)
def test_a_line_among_pictures_is_a_caption(
    words: CleaningWords, lines: tuple[str | RawBlock, ...], found: list[BlockKind]
) -> None:
    assert kinds(cleaned(words, *TEXT[1:], *lines))[2:4] == found


def test_captions_are_found_one_beside_the_other(words: CleaningWords) -> None:
    beside = [
        RawBlock("a boy with bread", 5),
        RawBlock("a girl with soup", 5),
        RawBlock("a pot", 5),
    ]
    page = cleaned(words, *TEXT, *beside, RawBlock("A bowl of soup", 5, kind=CAPTION))
    assert kinds(page)[3:] == [CAPTION] * 4


def test_a_name_above_a_caption_is_its_source(words: CleaningWords) -> None:
    source = RawBlock("Holm Harbour Boats", 5)
    caption = RawBlock("A bowl of soup", 5, kind=CAPTION)
    assert not cleaned(words, *TEXT, source, caption).blocks[3].keep
    page = cleaned(words, *TEXT, caption, source)
    assert (page.blocks[4].keep, page.blocks[4].kind) == (True, CAPTION)
    longer = RawBlock("Holm Harbour Boats And Nets", 5)
    assert cleaned(words, *TEXT, longer, caption).blocks[3].keep


@pytest.mark.parametrize(
    "again, reason",
    [
        ("The cook has gone home now.", "- said twice: it stands above"),
        ("The cook has gone home.", "- said twice: it stands above"),
        ("The cook has gone.", "text of the article"),
    ],
)
def test_what_was_said_just_before_word_for_word_is_not_said_again(
    words: CleaningWords, again: str, reason: str
) -> None:
    page = cleaned(words, TEXT[0], again, "ADVERTISEMENT", again, TEXT[1], TEXT[2])
    assert reasons(page)[3] == reason
    assert page.blocks[1].keep
    assert TEXT[2] in [block.text for block in page.kept]


def test_a_question_may_return_as_often_as_somebody_answers_it(words: CleaningWords) -> None:
    question = "What should happen to the old kitchen of the school now?"
    page = cleaned(words, question, TEXT[0], question, TEXT[1], question, TEXT[2])
    assert [block.text for block in page.kept].count(question) == 3


def test_a_caption_is_printed_once(words: CleaningWords) -> None:
    three = RawBlock("Bowls of soup", 50, kind=CAPTION)
    assert reasons(cleaned(words, three, TEXT[0], three, TEXT[1]))[2] == f"- {TWICE}"
    two = RawBlock("Two bowls", 50, kind=CAPTION)
    assert cleaned(words, two, TEXT[0], two, TEXT[1]).blocks[2].keep


@pytest.mark.parametrize("line, kept", [("Updated 3 May 2021 at 14:05", False), ("14:05", True)])
def test_a_date_within_a_page_tells_of_it_or_opens_an_entry(
    words: CleaningWords, line: str, kept: bool
) -> None:
    block = cleaned(words, *TEXT, line, "The soup is served now, and it is warm.").blocks[3]
    assert block.keep is kept
    assert (block.kind is SUBHEADING) is kept


@pytest.mark.parametrize(
    "lines, kind",
    [
        (("The price of soup", TEXT[2]), SUBHEADING),
        (("Who pays for it?", TEXT[2]), SUBHEADING),
        ((RawBlock("Who pays for it?", 5), RawBlock(TEXT[2], 5)), BlockKind.PARAGRAPH),
        (("“Who pays for it?”", TEXT[2]), BlockKind.PARAGRAPH),
        (("The cook went home.", TEXT[2]), BlockKind.PARAGRAPH),
        (("The price of soup",), BlockKind.PARAGRAPH),
        (("The price of soup", "and of bread"), BlockKind.PARAGRAPH),
        ((" ".join(["Soup"] * 14), TEXT[2]), SUBHEADING),
        ((" ".join(["Soup"] * 15), TEXT[2]), BlockKind.PARAGRAPH),
        (("The price of soup", " ".join(["soup"] * 15)), SUBHEADING),
        (("The price of soup", " ".join(["soup"] * 14)), BlockKind.PARAGRAPH),
    ],
)
def test_a_short_line_above_a_paragraph_is_a_subheading(
    words: CleaningWords, lines: tuple[str | RawBlock, ...], kind: BlockKind
) -> None:
    block = cleaned(words, *TEXT[:2], *lines).blocks[2]
    assert (block.keep, block.kind) == (True, kind)


def test_a_block_that_an_editor_signed_is_another_voice(words: CleaningWords) -> None:
    signed = "The soup of Holm was measured by the state last year. — Ed."
    page = cleaned(words, TEXT[0], signed, TEXT[1], f"{signed} Nobody knows why it was, she said.")
    assert reasons(page)[1:] == [EDITOR, "text of the article", "text of the article"]
    picture = RawBlock(signed, 7, kind=CAPTION)
    assert kinds(cleaned(words, *TEXT, picture))[3] is CAPTION
