"""Every decision about an imported page can be taken back, and its words are never lost."""

from __future__ import annotations

import pytest

from annotator.domain.imports import Decision, ImportedBlock, ImportedPage, PageMetadata
from annotator.domain.lessons import BlockKind

PAGE = ImportedPage(
    raw="Soup is dearer.\nFollow us\nThe pot",
    metadata=PageMetadata(headline="Soup"),
    blocks=(
        ImportedBlock("Soup is dearer.", True, "text of the article", raw="Soup is dearer."),
        ImportedBlock("Follow us", False, "follow line", raw="Follow us"),
        ImportedBlock("The pot", True, "caption", BlockKind.CAPTION, raw="The pot"),
    ),
)


def test_a_dropped_block_is_kept_when_the_teacher_says_so() -> None:
    page = PAGE.deciding(1, Decision(keep=True))
    assert [block.text for block in page.kept] == ["Soup is dearer.", "Follow us", "The pot"]
    assert page.blocks == PAGE.blocks


def test_a_decision_taken_back_leaves_the_page_as_it_was() -> None:
    page = PAGE.deciding(0, Decision(keep=False)).deciding(2, Decision(kind=BlockKind.PARAGRAPH))
    assert page.paragraphs == ((BlockKind.PARAGRAPH, "The pot"),)
    assert page.undeciding(0).undeciding(2) == PAGE
    assert page.undeciding(1) == page


def test_the_kind_and_the_keeping_are_decided_apart() -> None:
    page = PAGE.deciding(2, Decision(keep=False, kind=BlockKind.SUBHEADING))
    assert page.current[2].kind is BlockKind.SUBHEADING
    assert not page.current[2].keep
    assert page.current[2].reason == "caption"


def test_a_decision_about_no_block_is_a_mistake_of_the_program() -> None:
    with pytest.raises(IndexError):
        PAGE.deciding(3, Decision(keep=True))


def test_what_one_source_leaves_out_another_may_tell() -> None:
    told = PageMetadata(outlet="The Bugle", date="2026-05-04")
    assert PAGE.metadata.filled_from(told) == PageMetadata(
        headline="Soup", outlet="The Bugle", date="2026-05-04"
    )
