"""A page cleaned: every block kept or dropped with its reason, nothing lost."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.imports import ImportedPage, PageMetadata, RawPage
from annotator.services.cleaning.context import (
    close_sections,
    free_sentences,
    mark_captions,
    mark_editor,
    mark_subheadings,
)
from annotator.services.cleaning.drafts import TEASER, BlockUnderReview
from annotator.services.cleaning.head import drop_repeated_headline, looks_like_headline, take_head
from annotator.services.cleaning.judging import judge, tidy_caption
from annotator.services.cleaning.languages import language_of
from annotator.services.cleaning.repairs import plain_letters, repaired
from annotator.services.cleaning.words import CleaningWords

#: The headline is one of the first blocks, below the name of the outlet at most.
_HEAD = 3
_SHORTEST_HEADLINE = 3


def clean_page(raw: RawPage, words: CleaningWords) -> ImportedPage:
    """Return the page with each of its blocks decided and its metadata found."""
    drafts = _judged(raw, words)
    metadata = take_head(drafts, _tidy(raw.metadata), words)
    drop_repeated_headline(drafts, metadata.headline)
    free_sentences(drafts, words)
    mark_editor(drafts, words)
    close_sections(drafts)
    mark_captions(drafts)
    for draft in drafts:
        tidy_caption(draft, words)
    mark_subheadings(drafts, words)
    blocks = tuple(draft.block() for draft in drafts)
    if not metadata.language:
        text = "\n".join(block.text for block in blocks if block.keep)
        metadata = replace(metadata, language=language_of(text, words.languages))
    return ImportedPage(raw.text, metadata, blocks)


def _judged(raw: RawPage, words: CleaningWords) -> list[BlockUnderReview]:
    """Return the blocks, each judged by itself; a headline is not judged by rules for lines."""
    drafts: list[BlockUnderReview] = []
    for block in raw.blocks:
        clean = repaired(block.text)
        draft = BlockUnderReview(block, clean.text)
        judge(draft, clean, words)
        drafts.append(draft)
    _free_first_headline(drafts, raw.metadata)
    return drafts


def _free_first_headline(drafts: list[BlockUnderReview], told: PageMetadata) -> None:
    """Take back a judgement that fell on the headline: “WATCH: Crowds fill the square”."""
    if told.headline:
        return
    for draft in drafts[:_HEAD]:
        if draft.is_dropped and draft.reason == TEASER and draft.words > _SHORTEST_HEADLINE:
            if looks_like_headline(draft.text):
                draft.keep, draft.reason = None, ""
            return
        if draft.is_open and draft.words > _SHORTEST_HEADLINE:
            return


def _tidy(told: PageMetadata) -> PageMetadata:
    """Return what a page told about itself on single lines in normal form."""

    def line(text: str) -> str:
        return " ".join(plain_letters(text).split())

    return PageMetadata(
        headline=line(told.headline),
        outlet=line(told.outlet),
        byline=line(told.byline),
        date=line(told.date),
        language=line(told.language),
        url=told.url.strip(),
    )
