"""What a teacher made of suggestions comes back as it was, from the database and in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, SuggestionChoice
from tests.fakes.memory_store import MemoryStore

CHOICE = SuggestionChoice(
    LessonId("soup"),
    ArticleId("bugle"),
    CategoryId("loaded-language"),
    Span(4, 10),
    ChoiceKind.ACCEPTED,
    datetime(2026, 3, 4, 12, tzinfo=UTC),
    {"score": 0.75, "technique": "name-calling", "in_quotation": False},
)


@pytest.fixture(params=["database", "memory"])
def any_store(request, store):
    return store if request.param == "database" else MemoryStore()


def put(store, *choices):
    with store.writing() as unit:
        for choice in choices:
            unit.suggestion_choices.put(choice)
        unit.commit()


def test_a_choice_comes_back_with_everything_that_was_known(any_store):
    put(any_store, CHOICE)
    with any_store.reading() as unit:
        assert unit.suggestion_choices.of_lesson(CHOICE.lesson_id) == (CHOICE,)
        assert unit.suggestion_choices.of_lesson(LessonId("other")) == ()


def test_a_new_choice_about_the_same_suggestion_replaces_the_old_one(any_store):
    later = replace(CHOICE, choice=ChoiceKind.DISMISSED)
    put(any_store, CHOICE, later)
    with any_store.reading() as unit:
        assert unit.suggestion_choices.all() == (later,)


def test_choices_of_all_lessons_come_by_lesson_and_place(any_store):
    before = replace(CHOICE, span=Span(0, 3))
    other = replace(CHOICE, lesson_id=LessonId("bus"))
    put(any_store, CHOICE, other, before)
    with any_store.reading() as unit:
        assert unit.suggestion_choices.all() == (other, before, CHOICE)
