"""Drafts of lessons come back as they were, with their imports, and go as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.imports import Decision, ImportedBlock, ImportedPage, PageMetadata
from annotator.domain.lessons import BlockKind
from tests.storage import samples

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
PAGE = ImportedPage(
    raw="Soup\n\nFollow us",
    metadata=PageMetadata(headline="Soup", language="en"),
    blocks=(
        ImportedBlock("Soup", True, "text", BlockKind.SUBHEADING, "Soup"),
        ImportedBlock("Follow us", False, "asks to follow"),
    ),
    decisions={1: Decision(keep=True)},
)


@pytest.fixture
def draft():
    lesson = replace(samples.lesson(), public_key=b"\x00\xff" + bytes(30))
    pages = {lesson.articles[0].id: PAGE, ArticleId("later"): PAGE}
    return LessonDraft(DraftId("d1"), lesson, NOON, samples.answer_key(), pages, published=lesson)


def put(store, draft):
    with store.writing() as unit:
        unit.drafts.put(draft)
        unit.commit()


def found(store, draft_id):
    with store.reading() as unit:
        return unit.drafts.find(draft_id)


def test_a_draft_comes_back_as_it_was(store, draft):
    put(store, draft)
    assert found(store, draft.id) == draft
    assert found(store, draft.id).lesson.hash == draft.lesson.hash


def test_a_draft_that_was_never_published_comes_back(store, draft):
    put(store, replace(draft, published=None))
    assert found(store, draft.id).published is None


def test_pages_that_a_draft_lost_are_gone(store, draft):
    put(store, draft)
    put(store, replace(draft, pages={ArticleId("later"): PAGE.undeciding(1)}))
    assert found(store, draft.id).pages == {ArticleId("later"): PAGE.undeciding(1)}


def test_drafts_are_listed_by_change_and_go_with_their_pages(store, draft):
    put(store, draft)
    put(store, replace(draft, id=DraftId("d2"), changed_at=NOON.replace(hour=13), is_archived=True))
    with store.reading() as unit:
        assert [each.id for each in unit.drafts.all()] == ["d2", "d1"]
    with store.writing() as unit:
        unit.drafts.remove(DraftId("d2"))
        unit.commit()
    assert found(store, DraftId("d2")) is None
    put(store, replace(draft, id=DraftId("d2"), pages={}))
    assert found(store, DraftId("d2")).pages == {}


def test_a_lesson_of_this_machine_can_become_a_draft(store, draft):
    with store.writing() as unit:
        unit.lessons.put(draft.lesson)
        unit.commit()
    with store.reading() as unit:
        lesson = unit.lessons.find(draft.lesson.id)
    reopened = replace(draft, lesson=lesson, published=lesson)
    put(store, reopened)
    assert found(store, draft.id) == reopened
