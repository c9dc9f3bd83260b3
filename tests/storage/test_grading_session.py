"""What the grading screen stores: states, claims, gestures, comments, second opinions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from annotator.domain.grading import Comment, Decisions
from annotator.domain.grading_session import (
    BankComment,
    DecisionChange,
    GradingPosition,
    GradingState,
    GradingStateChange,
    GradingStatus,
    LoggedDecision,
    RegradeRequest,
    SecondOpinion,
)
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    AuthorId,
    BankCommentId,
    CommentId,
    EditId,
    HandInId,
    QuestionId,
)
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.spans import Span
from annotator.services.grading_ports import ReturnedWork
from annotator.translation import packed, stored
from tests.storage import samples

FIRST, SECOND = HandInId("hand-in-1"), HandInId("hand-in-2")
COLLEAGUE = AuthorId("teacher:bo")


@pytest.fixture
def desk_store(class_store):
    with class_store.writing() as unit:
        unit.hand_ins.put(samples.stored(1))
        unit.hand_ins.put(samples.stored(2, name="Bo"))
        unit.commit()
    return class_store


def comment(number=1, **changes):
    values = {
        "id": CommentId(f"c{number}"),
        "hand_in_id": FIRST,
        "author_id": TEACHER,
        "at": samples.NOON,
        "text": "Look at the verb 👀",
    }
    return Comment(**{**values, **changes})


def gesture(number, *changes, author=TEACHER):
    at = samples.NOON + timedelta(seconds=number)
    return LoggedDecision(
        EditId(f"g{number}"), samples.LESSON, author, at, f"Step {number}", changes
    )


def test_comments_stand_among_the_decisions_and_can_be_removed(desk_store):
    on_words = comment(1, annotation_id=AnnotationId("annotation-1"))
    on_answer = comment(2, question_id=QuestionId("q1"))
    overall = comment(3)
    with desk_store.writing() as unit:
        for each in (on_words, on_answer, overall):
            unit.decisions.put(each)
        unit.commit()
    with desk_store.reading() as unit:
        decisions = unit.decisions.of_hand_ins([FIRST])[FIRST]
    assert decisions.comment_on(annotation=AnnotationId("annotation-1")) == on_words
    assert decisions.comment_on(question=QuestionId("q1")) == on_answer
    assert decisions.comment_on() == overall
    with desk_store.writing() as unit:
        unit.decisions.remove(overall)
        unit.commit()
    with desk_store.reading() as unit:
        assert unit.decisions.of_hand_ins([FIRST])[FIRST].comment_on() is None


def test_every_kind_of_decision_can_be_removed(desk_store):
    made = (samples.verdict(), samples.override(), samples.criterion_score())
    with desk_store.writing() as unit:
        unit.decisions.put(made[0])
        unit.decisions.put(made[1])
        unit.decisions.put(made[2])
        for each in made:
            unit.decisions.remove(each)
        assert unit.decisions.of_hand_ins([FIRST])[FIRST] == Decisions()


def test_of_two_graders_with_the_same_revision_only_the_first_goes_on(desk_store):
    with desk_store.writing() as unit:
        assert unit.grading.advance(FIRST, 0)
        assert not unit.grading.advance(FIRST, 0)
        assert unit.grading.advance(FIRST, 1)
        unit.grading.put_state(FIRST, GradingState.IN_PROGRESS)
        unit.grading.put_flag(FIRST, flagged=True)
        unit.grading.claim(FIRST, "Bo", samples.NOON)
        unit.grading.put_returned(FIRST, samples.NOON)
        unit.commit()
    with desk_store.reading() as unit:
        found = unit.grading.statuses([FIRST, SECOND])
    assert found[SECOND] == GradingStatus(SECOND)
    assert (found[FIRST].revision, found[FIRST].state) == (2, GradingState.IN_PROGRESS)
    assert found[FIRST].flagged
    assert found[FIRST].claimant("Ada", samples.NOON + timedelta(minutes=1)) == "Bo"
    assert found[FIRST].claimant("Bo", samples.NOON) == ""
    assert found[FIRST].claimant("Ada", samples.NOON + timedelta(hours=2)) == ""
    assert found[FIRST].returned_at == samples.NOON


def test_gestures_come_back_whole_with_their_author_and_time(desk_store):
    key = KeyAnnotation(
        "k", samples.LEDGER, samples.LOADED, Span(1, 4), "abc", KeyStatus.OPTIONAL, 2.0
    )
    made = gesture(
        1,
        DecisionChange(None, samples.verdict()),
        DecisionChange(samples.override(), None),
        DecisionChange(None, samples.criterion_score()),
        DecisionChange(None, comment()),
        DecisionChange(None, comment(2, hand_in_id=SECOND)),
        DecisionChange(
            GradingStateChange(FIRST, GradingState.NOT_GRADED, False),
            GradingStateChange(FIRST, GradingState.GRADED, True),
        ),
        DecisionChange(None, key),
    )
    with desk_store.writing() as unit:
        unit.decision_log.append(made)
        unit.commit()
    with desk_store.reading() as unit:
        (found,) = unit.decision_log.of_lesson(samples.LESSON)
        (second,) = unit.decision_log.of_lesson(samples.LESSON, SECOND)
    assert set(found.changes) == set(made.changes)
    assert (found.author_id, found.at, found.label) == (TEACHER, made.at, "Step 1")
    assert second.hand_ins == {SECOND}


def test_what_was_undone_stays_in_the_log_but_cannot_be_redone_after_a_new_gesture(desk_store):
    change = DecisionChange(None, comment())
    with desk_store.writing() as unit:
        log = unit.decision_log
        log.append(gesture(1, change))
        log.append(gesture(2, change))
        log.append(gesture(9, change, author=COLLEAGUE))
        log.set_undone(EditId("g2"), undone=True)
        assert log.last_done(samples.LESSON, TEACHER).id == "g1"
        assert log.next_undone(samples.LESSON, TEACHER).id == "g2"
        assert log.next_undone(samples.LESSON, COLLEAGUE) is None
        log.append(gesture(3, change))
        assert log.next_undone(samples.LESSON, TEACHER) is None
        log.set_undone(EditId("g3"), undone=True)
        assert log.next_undone(samples.LESSON, TEACHER).id == "g3"
        assert log.last_done(samples.LESSON, TEACHER).id == "g1"
        assert [g.id for g in log.of_lesson(samples.LESSON)] == ["g1", "g2", "g9", "g3"]


def test_places_requests_and_opinions_come_back(desk_store):
    place = GradingPosition(
        samples.LESSON, TEACHER, SECOND, True, AnnotationId("x"), True, {"a": 12}
    )
    request = RegradeRequest(FIRST, samples.NOON, "Please look at line 3.")
    opinion = SecondOpinion(
        FIRST,
        COLLEAGUE,
        samples.NOON,
        Decisions((samples.verdict(),), (samples.override(),), (samples.criterion_score(),)),
    )
    with desk_store.writing() as unit:
        unit.grading.put_place(place)
        unit.grading.put_request(request)
        unit.grading.put_opinion(opinion)
        unit.commit()
    with desk_store.reading() as unit:
        assert unit.grading.place(samples.LESSON, TEACHER) == place
        assert unit.grading.place(samples.LESSON, COLLEAGUE) is None
        assert unit.grading.requests([FIRST, SECOND]) == {FIRST: request}
        assert unit.grading.opinions([FIRST, SECOND]) == (opinion,)


def test_the_comment_bank_and_returned_work_come_back(desk_store):
    one = BankComment(BankCommentId("b1"), "Name the source.", samples.CLAIM, 2)
    two = BankComment(BankCommentId("b2"), "Good eye.", None, 1)
    work = ReturnedWork(FIRST, samples.LESSON, "Mira", samples.NOON, {"points": 3})
    with desk_store.writing() as unit:
        unit.comment_bank.put(one)
        unit.comment_bank.put(two)
        unit.returned.put(work)
        unit.commit()
    with desk_store.writing() as unit:
        assert unit.comment_bank.all() == (two, one)
        unit.comment_bank.remove(two.id)
        assert unit.comment_bank.all() == (one,)
        assert unit.returned.of_student("  MIRA ") == (work,)
        assert unit.returned.of_student("Bo") == ()


def test_the_name_of_a_gesture_is_kept_as_its_parts(desk_store):
    label = stored("Accept “{quote}”", quote="greedy")
    made = replace(gesture(1, DecisionChange(None, comment())), label=label)
    with desk_store.writing() as unit:
        unit.decision_log.append(made)
        unit.commit()
    with desk_store.reading() as unit:
        (found,) = unit.decision_log.of_lesson(samples.LESSON)
    assert packed(found.label) == packed(label) != found.label
