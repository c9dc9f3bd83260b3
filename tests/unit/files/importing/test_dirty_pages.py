"""Dirty pages are cleaned as a careful person would clean them, and nothing is lost."""

from __future__ import annotations

import pytest

from annotator.domain.lessons import BlockKind
from annotator.files.importing.importer import import_text
from annotator.services.cleaning.folding import letters_key
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.dirty_pages import PAGES, DirtyPage

all_pages = pytest.mark.parametrize("dirty", PAGES, ids=[page.name for page in PAGES])


def listing(page: object) -> str:
    return "\n".join(
        f"{'+' if b.keep else '-'} [{b.kind}: {b.reason}] {b.text}"
        for b in page.blocks  # type: ignore[attr-defined]
    )


@all_pages
def test_each_kind_of_dirt_is_dropped_with_its_reason(
    dirty: DirtyPage, words: CleaningWords
) -> None:
    page = import_text(dirty.text, words)
    for start, reason in dirty.dropped.items():
        found = [b for b in page.blocks if b.text.startswith(start) and not b.keep]
        assert found, f"{start!r} is kept\n{listing(page)}"
        assert found[0].reason.startswith(reason), listing(page)


@all_pages
def test_the_article_is_kept_whole(dirty: DirtyPage, words: CleaningWords) -> None:
    page = import_text(dirty.text, words)
    assert len(page.kept) == dirty.kept, listing(page)


@all_pages
def test_captions_and_subheadings_are_told_apart(dirty: DirtyPage, words: CleaningWords) -> None:
    page = import_text(dirty.text, words)
    captions = [b.text for b in page.kept if b.kind is BlockKind.CAPTION]
    for caption in dirty.captions:
        assert captions.count(caption) == 1, listing(page)
    subheadings = tuple(b.text for b in page.kept if b.kind is BlockKind.SUBHEADING)
    assert subheadings == dirty.subheadings, listing(page)


@all_pages
def test_what_the_page_tells_is_found(dirty: DirtyPage, words: CleaningWords) -> None:
    page = import_text(dirty.text, words)
    for name, value in dirty.metadata.items():
        assert getattr(page.metadata, name) == value


@all_pages
def test_another_voice_is_kept_and_marked(dirty: DirtyPage, words: CleaningWords) -> None:
    page = import_text(dirty.text, words)
    for start, reason in dirty.marked.items():
        found = [b for b in page.kept if b.text.startswith(start)]
        assert found, listing(page)
        assert found[0].reason.startswith(reason), listing(page)


@all_pages
def test_no_letter_of_a_page_is_lost(dirty: DirtyPage, words: CleaningWords) -> None:
    page = import_text(dirty.text, words)
    assert page.raw == dirty.text
    raw = "".join(block.raw for block in page.blocks)
    quoted = dirty.text.replace("> ", "") if dirty.text.count("\n>") > 3 else dirty.text
    assert letters_key(raw) == letters_key(quoted)


@all_pages
def test_every_block_has_a_reason(dirty: DirtyPage, words: CleaningWords) -> None:
    assert all(block.reason for block in import_text(dirty.text, words).blocks)
