"""What a hand-in says of its time and its maker is a claim: what cannot be true is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.classes import Assignment
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AssignmentId,
    AuthorId,
    ClassId,
    HandInId,
)
from annotator.services.attempts import weigh
from annotator.services.doubts import DoubtKind
from annotator.services.ports import StoredHandIn
from tests.fakes import sample_lesson

LESSON = sample_lesson.lesson()
GIVEN = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DUE = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SEEN = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
ASSIGNED = Assignment(AssignmentId("a"), LESSON.id, ClassId("7b"), GIVEN, DUE)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def made(at, attempt=1, author="ann", *, items=("one",), arrived=None, seen=SEEN, name="Ann"):
    """Return a collected hand-in of an author; its items tell of which work it is."""
    span = sample_lesson.span_of(LESSON, "bugle", "greedy")
    body = LESSON.article("bugle").body
    annotations = tuple(
        Annotation(
            AnnotationId(item),
            ArticleId("bugle"),
            sample_lesson.LOADED,
            span,
            anchor_of(body, span),
            AuthorId(author),
            GIVEN,
            None,
        )
        for item in items
    )
    hand_in = HandIn(
        HandInId(f"{author}-{attempt}-{at.isoformat()}"),
        LESSON.id,
        1,
        LESSON.hash,
        {a.id: a.hash for a in LESSON.articles},
        name,
        attempt,
        at,
        annotations,
    )
    return StoredHandIn(hand_in, "", seen, arrived)


def kinds(weighed, stored):
    return [doubt.kind for doubt in weighed.doubts[stored.hand_in.id]]


@pytest.mark.parametrize(
    "stamp",
    [datetime(2009, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC), GIVEN + 30 * MINUTE],
)
@pytest.mark.parametrize("given", [ASSIGNED, None])
def test_the_higher_attempt_of_a_machine_counts_whatever_its_clock_says(stamp, given):
    first, second = made(GIVEN + HOUR), made(stamp, 2, arrived=DUE - HOUR)
    for order in ([first, second], [second, first]):
        weighed = weigh(order, given)
        assert weighed.counting == second
        assert len(kinds(weighed, second)) == 1
        assert kinds(weighed, first) == []


def test_what_nobody_knows_to_be_in_time_leaves_the_attempt_that_was():
    first, second = made(GIVEN + HOUR), made(datetime(2009, 1, 1, tzinfo=UTC), 2)
    weighed = weigh([first, second], ASSIGNED)
    assert weighed.counting == first
    assert kinds(weighed, second) == [DoubtKind.BEFORE]


def test_a_clock_of_2009_is_told_with_the_day_of_the_assignment():
    wrong = made(datetime(2009, 1, 1, tzinfo=UTC), arrived=DUE - HOUR)
    weighed = weigh([wrong], ASSIGNED)
    (doubt,) = weighed.doubts[wrong.hand_in.id]
    assert doubt.kind is DoubtKind.BEFORE
    assert "1 January 2009" in doubt.text
    assert "assigned (4 May 2026, 08:00)" in doubt.text
    assert "handed in on 4 May 2026, 11:00" in doubt.text
    assert weighed.counted.came_at == DUE - HOUR


@pytest.mark.parametrize(
    "arrived, came",
    [
        (DUE - HOUR, DUE - HOUR),
        (None, SEEN),
        (datetime(2031, 1, 1, tzinfo=UTC), SEEN),  # the stick was in the same machine
        (datetime(1980, 1, 1, tzinfo=UTC), SEEN),
    ],
)
def test_a_clock_of_2031_is_told_and_the_file_says_when_it_came(arrived, came):
    wrong = made(datetime(2031, 1, 1, tzinfo=UTC), arrived=arrived)
    weighed = weigh([wrong], ASSIGNED)
    assert kinds(weighed, wrong) == [DoubtKind.FUTURE]
    assert weighed.counted.came_at == came


def test_a_good_clock_is_believed_and_nothing_is_said():
    for at in (GIVEN - 9 * MINUTE, GIVEN, DUE, SEEN, SEEN + 9 * MINUTE):
        stored = made(at, arrived=at + MINUTE)
        weighed = weigh([stored], ASSIGNED)
        assert (kinds(weighed, stored), weighed.counted.came_at) == ([], at)


@pytest.mark.parametrize(
    "claim, arrived, told",
    [
        (DUE - MINUTE, DUE + 3 * HOUR, True),  # in time by its own word alone
        (DUE + 2 * HOUR, DUE - HOUR, True),  # late by its own word alone
        (DUE - 3 * HOUR, DUE - HOUR, False),  # copied, and it changes nothing
        (DUE - MINUTE, DUE + 30 * MINUTE, False),
        (DUE + HOUR, DUE + HOUR - timedelta(days=2), True),  # written before it was made
    ],
)
def test_a_file_time_far_from_the_claim_is_told_where_it_matters(claim, arrived, told):
    stored = made(claim, arrived=arrived)
    weighed = weigh([stored], ASSIGNED)
    assert kinds(weighed, stored) == [DoubtKind.FILE_TIME] * told
    assert weighed.counted.came_at == claim


def test_work_from_before_the_assignment_is_believed_where_its_file_says_the_same():
    early = made(GIVEN - 3 * HOUR, arrived=GIVEN - 3 * HOUR + MINUTE)
    assert kinds(weigh([early], ASSIGNED), early) == []
    copied = replace(early, arrived_at=SEEN)
    assert kinds(weigh([copied], ASSIGNED), copied) == [DoubtKind.BEFORE]


# -- whose hand --------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", [DUE - timedelta(seconds=1), datetime(2099, 1, 1, tzinfo=UTC)])
@pytest.mark.parametrize("attempt", [1, 2, 9])
def test_another_hand_never_takes_the_place_of_the_first(claim, attempt):
    hers = made(GIVEN + HOUR, arrived=GIVEN + HOUR)
    forged = made(claim, attempt, "ben", items=("other",), arrived=GIVEN + 2 * HOUR)
    weighed = weigh([forged, hers], ASSIGNED)
    assert weighed.counting == hers
    assert DoubtKind.OTHER_HAND in kinds(weighed, forged)
    assert kinds(weighed, hers) == []


def test_what_is_dated_before_her_work_is_not_first_where_it_came_later():
    hers = made(DUE - HOUR, arrived=DUE - HOUR)
    forged = made(GIVEN, 1, "ben", items=("other",), arrived=DUE)
    assert weigh([hers, forged], ASSIGNED).counting == hers
    # Collected a day later, with a file time that was set back too.
    set_back = replace(forged, arrived_at=GIVEN, collected_at=SEEN + 24 * HOUR)
    assert weigh([hers, set_back], ASSIGNED).counting == hers


def test_the_teacher_can_choose_it_and_choose_again():
    hers = made(GIVEN + HOUR)
    other = made(GIVEN + 2 * HOUR, 1, "ben", items=("other",))
    chosen = replace(other, taken_at=SEEN)
    weighed = weigh([hers, chosen], ASSIGNED)
    assert weighed.counting == chosen
    assert kinds(weighed, hers) == [DoubtKind.NOT_CHOSEN]
    back = replace(hers, taken_at=SEEN + MINUTE)
    assert weigh([back, chosen], ASSIGNED).counting == back


def test_a_student_who_went_on_at_another_machine_is_not_asked_about():
    first = made(GIVEN + HOUR, 1, "ann", items=("one", "two"))
    # Her draft brought the numbers of her work; the machine counts from one again.
    second = made(GIVEN + 2 * HOUR, 1, "ann-elsewhere", items=("two", "three"))
    third = made(GIVEN + 3 * HOUR, 2, "ann-elsewhere", items=("three",))
    weighed = weigh([third, first, second], ASSIGNED)
    assert weighed.counting == third
    assert not any(weighed.doubts.values())


def test_an_empty_hand_in_is_nobodys_and_never_wins_over_work():
    work, empty = made(GIVEN + HOUR), made(GIVEN + 2 * HOUR, 2, items=())
    weighed = weigh([work, empty], ASSIGNED)
    assert weighed.counting == work
    assert not any(weighed.doubts.values())
    only = [made(GIVEN + n * HOUR, n, f"m{n}", items=()) for n in (1, 2)]
    assert weigh(only, ASSIGNED).counting == only[1]
