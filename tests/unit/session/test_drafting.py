"""A draft at the builder: each step is stored, undone and done again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import DraftId
from annotator.session.drafting import DraftSession
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import headed_lesson

LESSON = headed_lesson()

DRAFT = LessonDraft(DraftId("d1"), LESSON, datetime(2026, 3, 4, tzinfo=UTC))


@pytest.fixture
def ports():
    ports = make_ports()
    with ports.store.writing() as unit:
        unit.drafts.put(DRAFT)
        unit.commit()
    return ports


@pytest.fixture
def session(ports):
    return DraftSession(ports, DRAFT.id)


def titled(title):
    return replace(DRAFT, lesson=replace(LESSON, title=title))


def stored_title(ports):
    with ports.store.reading() as unit:
        return unit.drafts.find(DRAFT.id).lesson.title


def test_a_step_is_stored_and_told(session, ports):
    news = []
    session.subscribe(news.append)
    session.change("rename", titled("Soup"))
    assert stored_title(ports) == "Soup"
    assert (news[0].label, news[0].before.lesson.title) == ("rename", LESSON.title)
    assert session.undo_label == "rename"


def test_steps_are_undone_and_done_again(session, ports):
    session.change("one", titled("One"))
    session.change("two", titled("Two"))
    assert [session.undo() for _ in range(3)] == [True, True, False]
    assert stored_title(ports) == LESSON.title
    assert session.redo_label == "one"
    assert [session.redo() for _ in range(3)] == [True, True, False]
    assert stored_title(ports) == "Two"


def test_a_new_step_forgets_what_was_undone(session):
    session.change("one", titled("One"))
    session.undo()
    session.change("other", titled("Other"))
    assert session.redo_label is None


def test_a_step_that_changes_nothing_is_none(session):
    session.change("nothing", DRAFT)
    assert session.undo_label is None


def test_a_draft_that_is_gone_says_so(ports):
    with pytest.raises(UnknownThing, match="not in the builder"):
        DraftSession(ports, DraftId("other"))
