"""Blocks judged by themselves: signs, codes, share lines, trails, and what a line is."""

from __future__ import annotations

import pytest

from annotator.domain.imports import RawBlock, Region
from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.drafts import BlockUnderReview
from annotator.services.cleaning.folding import (
    capitalised_share,
    folded,
    goes_on,
    is_ended,
)
from annotator.services.cleaning.judging import judge, tidy_caption
from annotator.services.cleaning.repairs import repaired
from annotator.services.cleaning.words import CleaningWords

LONG = "the price of soup has gone up once more since the cook asked for more money"


def judged(words: CleaningWords, raw: RawBlock | str) -> BlockUnderReview:
    block = raw if isinstance(raw, RawBlock) else RawBlock(raw, 0)
    clean = repaired(block.text)
    draft = BlockUnderReview(block, clean.text)
    judge(draft, clean, words)
    return draft


@pytest.mark.parametrize(
    "line, reason",
    [
        ("  ", "empty"),
        ("[gallery ids=1,2]", "shortcode of the page"),
        ("* * *", "divider or signs"),
        ("ENDS", "end mark"),
        ("*** ENDS ***", "end mark"),
        ("[spotim]", "shortcode of the page"),
        ("window.x = function () { return [1]; };", "program text of the page"),
        ("Share Tweet Pin 12 Shares", "share line"),
        ("Facebook 3 Reddit 12", "share line"),
        ("Oldbridge > Parks > Boats", "navigation"),
        ("Oldbridge and its parks > Parks > Boats", "navigation"),
    ],
)
def test_a_block_that_holds_no_words_of_an_article_goes(
    words: CleaningWords, line: str, reason: str
) -> None:
    draft = judged(words, line)
    assert draft.is_dropped
    assert draft.reason == reason


@pytest.mark.parametrize(
    "line",
    [
        "Ends",
        "HOLM",
        "[applause]",
        "[spotim] [applause]",
        "He wrote {a; b} on the wall.",
        "Boats > Parks",
        "Oldbridge and all its parks > Parks > Boats",
        "Oldbridge > Parks > He left.",
        "Share 12 soups",
    ],
)
def test_a_block_that_may_be_of_an_article_is_left_open(words: CleaningWords, line: str) -> None:
    assert judged(words, line).is_open


@pytest.mark.parametrize(
    "region, keep",
    [(Region.TEXT, None), (Region.MENU, False), (Region.CREDIT, False), (Region.EMBEDDED, True)],
)
def test_where_a_block_stands_can_decide(
    words: CleaningWords, region: Region, keep: bool | None
) -> None:
    draft = judged(words, RawBlock(f"{LONG}.", 0, region))
    assert draft.keep is keep
    assert draft.picture is (region is Region.CREDIT)


@pytest.mark.parametrize(
    "raw, text, keep",
    [
        ("Image caption A boy on the bridge", "A boy on the bridge", True),
        (RawBlock("A boy on the bridge", 0, kind=BlockKind.CAPTION), "A boy on the bridge", True),
        (RawBlock("Jane Doe/AP", 0, kind=BlockKind.CAPTION), "Jane Doe/AP", False),
        ("Jane Doe/AP", "Jane Doe/AP", False),
        ("[caption id=1]A boy on the bridge[/caption]", "A boy on the bridge", True),
    ],
)
def test_captions_and_credits_are_told_apart(
    words: CleaningWords, raw: RawBlock | str, text: str, keep: bool
) -> None:
    draft = judged(words, raw)
    assert (draft.text, draft.keep, draft.picture) == (text, keep, True)


def test_only_a_caption_that_is_kept_loses_its_credit(words: CleaningWords) -> None:
    text = "A boy on the bridge. (AP Photo/Jane Doe)"
    caption, dropped, other = (BlockUnderReview(RawBlock(text, 0), text) for _ in range(3))
    caption.be_caption()
    dropped.be_caption()
    dropped.drop("said twice")
    for draft in (caption, dropped, other):
        tidy_caption(draft, words)
    assert (caption.text, caption.reason) == (
        "A boy on the bridge.",
        "caption, its credit taken out",
    )
    assert dropped.text == other.text == text
    assert dropped.is_dropped


def test_running_text_is_a_paragraph_unless_it_was_dropped_or_is_a_caption() -> None:
    text = f"{LONG}."
    assert BlockUnderReview(RawBlock(text, 0), text).is_paragraph
    assert BlockUnderReview(RawBlock(text, 0, kind=BlockKind.PARAGRAPH), text).is_paragraph
    assert not BlockUnderReview(RawBlock(text, 0, kind=BlockKind.CAPTION), text).is_paragraph
    assert not BlockUnderReview(RawBlock(text, 0), text, keep=False).is_paragraph


@pytest.mark.parametrize(
    "text, is_paragraph",
    [
        ("One two three four five six seven eight nine.", True),
        ("One two three four five six seven eight.", False),
        (LONG, False),
        ("He left. She stayed", True),
    ],
)
def test_a_paragraph_has_nine_words_and_an_end_or_two_sentences(
    text: str, is_paragraph: bool
) -> None:
    assert BlockUnderReview(RawBlock(text, 0), text).is_paragraph is is_paragraph


@pytest.mark.parametrize(
    "text, is_label",
    [
        ("Soup", True),
        (" ".join(["soup"] * 30), True),
        (" ".join(["soup"] * 31), False),
        ("Soup.", False),
        ("Soup:", False),
        ("Soup,", False),
        ("12", False),
        ("", False),
    ],
)
def test_a_label_is_short_and_has_no_end(text: str, is_label: bool) -> None:
    assert BlockUnderReview(RawBlock(text, 0), text).is_label is is_label


@pytest.mark.parametrize("text", ["a.", f"{LONG}.”", f"{LONG}!) ", "何。"])
def test_a_sentence_has_an_end(text: str) -> None:
    assert is_ended(text)
    assert not goes_on(text)


@pytest.mark.parametrize("text", ["a,", f"{LONG}:", f"{LONG} –", f"{LONG},” "])
def test_a_comma_goes_on(text: str) -> None:
    assert goes_on(text)
    assert not is_ended(text)


def test_lines_are_compared_without_outer_signs_and_brackets() -> None:
    assert folded("“It's  Soup!”") == "it’s soup"
    assert folded("(Getty Images.)") == "getty images"
    assert folded("Soup (cold)") == "soup (cold)"


@pytest.mark.parametrize("text, share", [("A boy", 0.5), ("The Echo", 1.0), ("a b", 0.0), ("", 0)])
def test_the_share_of_capitals_is_told(text: str, share: float) -> None:
    assert capitalised_share(text) == share
