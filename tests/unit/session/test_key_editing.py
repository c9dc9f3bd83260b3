"""The key of a draft in a teacher's hands: each gesture is a step that is undone as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.annotating import Add, Note, Recategorise, Remove, Revise
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.keys import AnswerKey
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion
from annotator.session.drafting import DraftSession
from annotator.session.key_editing import KeyEditing
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION

LESSON = sample_lesson.headed_lesson()
BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
SENTENCE = "Everyone knows it will only get worse."


def span_of(quote, article_id=BUGLE):
    start = LESSON.article(article_id).body.index(quote)
    return Span(start, start + len(quote))


SLAPPED = (BUGLE, span_of("slapped"))
RAISED = (RECORD, span_of("raised the pri", RECORD))


@pytest.fixture
def drafts():
    ports = make_ports()
    draft = LessonDraft(DraftId("d1"), LESSON, datetime(2026, 3, 4, tzinfo=UTC), AnswerKey())
    with ports.store.writing() as unit:
        unit.drafts.put(draft)
        unit.commit()
    return DraftSession(ports, draft.id)


@pytest.fixture
def editing(drafts):
    return KeyEditing(drafts)


def test_a_gesture_is_a_step_of_the_draft_and_tells_what_it_left(drafts, editing):
    made = editing.do(Add(BUGLE, LOADED, span_of("lapped a cru")))
    assert [(each.id,) for each in editing.key.annotations] == [made]
    assert drafts.undo_label == "put into the key “slapped a cruel”"
    (moved,) = editing.do(Recategorise(made[0], CLAIM))
    assert editing.key.annotations[0].category_id == CLAIM
    editing.do(Revise(moved, Note(text="Says who?")))
    assert editing.key.annotations[0].explanation == "Says who?"
    editing.do(Remove((moved,)))
    assert editing.key == AnswerKey()
    for _ in range(4):
        drafts.undo()
    assert (editing.key, drafts.undo_label) == (AnswerKey(), None)


def test_what_is_so_already_is_no_step_and_what_cannot_be_changes_nothing(drafts, editing):
    editing.do(Add(BUGLE, LOADED, span_of("greedy")))
    before = editing.key
    editing.do(Add(BUGLE, LOADED, span_of("greedy")))
    with pytest.raises(NotAllowed, match="in the key as loaded language already"):
        editing.do(Add(BUGLE, LOADED, span_of("greedy canteen")))
    with pytest.raises(UnknownThing):
        editing.do(Remove(("gone",)))
    assert editing.key == before
    drafts.undo()
    assert drafts.undo_label is None


def test_cannot_tell_takes_the_label_away_and_a_second_time_is_taken_back(drafts, editing):
    editing.do(Add(BUGLE, OPINION, span_of("worse")))
    editing.toggle_unscored(BUGLE, span_of("worse"))
    assert [u.span for u in editing.key.unscored] == [span_of(SENTENCE)]
    assert editing.key.annotations == ()
    assert drafts.undo_label == "cannot tell of “Everyone knows it will only…”"
    editing.toggle_unscored(BUGLE, span_of("worse"))
    assert editing.key.unscored == ()


def test_several_suggestions_are_one_step_and_keep_to_the_rule(drafts, editing):
    def suggested(category_id, quote):
        return Suggestion(BUGLE, category_id, span_of(quote), 0.5, f"Why {quote}.")

    both = [suggested(OPINION, "Everyone knows it will"), suggested(LOADED, "cruel")]
    made = editing.accept(both)
    assert drafts.undo_label == "accept 2 suggestions"
    assert made == tuple(each.id for each in editing.key.annotations)
    assert [each.explanation for each in editing.key.annotations] == [
        "Why Everyone knows it will.",
        "Why cruel.",
    ]
    drafts.undo()
    editing.accept(both[1:])
    assert drafts.undo_label == "put into the key “cruel”"


def test_places_of_two_articles_become_a_link_of_whole_words(editing):
    editing.add_link([SLAPPED, RAISED])
    (link,) = editing.key.links
    assert [end.anchor.exact for end in link.ends] == ["slapped", "raised the price"]
    assert (link.id, link.title) == ("slapped", "slapped")
    before = editing.key
    editing.add_link([SLAPPED, RAISED])
    assert editing.key == before, "it is linked already"
    editing.add_link([(BUGLE, span_of("cruel")), RAISED])
    assert [len(each.ends) for each in editing.key.links] == [3]


def test_a_link_within_one_article_is_refused(editing):
    with pytest.raises(NotAllowed, match="select the words in each"):
        editing.add_link([SLAPPED, (RECORD, Span(3, 3))])


def test_a_link_is_renamed_marked_as_missing_elsewhere_and_removed(editing):
    editing.add_link([SLAPPED, RAISED])
    (link,) = editing.key.links
    editing.revise_link(
        link, replace(link, title=" The  rise ", missing_in=(RECORD, ArticleId("third")))
    )
    (said,) = editing.key.links
    assert (said.title, said.missing_in) == ("The rise", ("third",))
    editing.revise_link(link, replace(link, title="Late"))
    assert editing.key.links == (said,), "the link says something else by now"
    editing.remove_link(said)
    assert editing.key.links == ()
