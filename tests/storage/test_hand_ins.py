"""Hand-ins and the decisions about them: what was handed in never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from annotator.domain.errors import BadInput, NotAllowed, UnknownThing
from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.identifiers import AnnotationId, HandInId, LessonId
from annotator.storage import rows
from tests.storage import samples

GIVEN = [rows.hand_in, rows.annotation, rows.link, rows.answer]


@pytest.fixture
def handed_in(class_store):
    with class_store.writing() as unit:
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.hand_ins.put(samples.stored())
        unit.commit()
    return class_store


def test_work_goes_on_after_the_hand_in_without_changing_it(handed_in):
    with handed_in.writing() as unit:
        unit.work.put(samples.WORKSPACE, replace(samples.annotation(), reason="Second thoughts"))
        unit.work.remove(samples.WORKSPACE, samples.plain_annotation())
        unit.work.remove(samples.WORKSPACE, samples.annotation())
        unit.commit()
    with handed_in.reading() as unit:
        assert unit.hand_ins.find(samples.hand_in().id) == samples.stored()
        assert unit.work.annotations(samples.WORKSPACE) == ()


def test_the_same_hand_in_twice_changes_nothing(handed_in):
    again = replace(samples.stored(), digest="sealed anew")
    with handed_in.writing() as unit:
        unit.hand_ins.put(again)
        unit.hand_ins.put(samples.stored())
        unit.commit()
    with handed_in.reading() as unit:
        assert unit.hand_ins.of_lesson(samples.LESSON) == (samples.stored(),)


def test_another_hand_in_of_the_same_number_is_refused(handed_in):
    forged = replace(samples.stored(annotations=()), digest="forged")
    with pytest.raises(NotAllowed, match="The stored one is kept"), handed_in.writing() as unit:
        unit.hand_ins.put(forged)
    with handed_in.reading() as unit:
        assert unit.hand_ins.find(samples.hand_in().id) == samples.stored()


@pytest.mark.parametrize("table", GIVEN, ids=lambda table: table.name)
def test_no_row_of_a_hand_in_can_be_changed(handed_in, table):
    change = {"student_name": "Somebody"} if table is rows.hand_in else {"author_id": "somebody"}
    with pytest.raises(NotAllowed, match="never change"), handed_in.writing() as unit:
        unit._connection.execute(table.update().values(change))


@pytest.mark.parametrize("table", GIVEN[1:], ids=lambda table: table.name)
def test_no_part_of_a_hand_in_can_be_taken_out(handed_in, table):
    with pytest.raises(NotAllowed, match="never change"), handed_in.writing() as unit:
        unit._connection.execute(table.delete().where(table.c.hand_in_id.is_not(None)))


def test_a_whole_hand_in_can_be_deleted_with_all_that_belongs_to_it(handed_in):
    with handed_in.writing() as unit:
        unit.decisions.put(samples.verdict())
        unit._connection.execute(rows.hand_in.delete())
        unit.commit()
    with handed_in.reading() as unit:
        left = [len(unit._connection.execute(table.select()).all()) for table in GIVEN]
        assert left == [0, 1, 0, 0]
        assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(),)


def test_collecting_is_noted_on_a_hand_in_made_here(handed_in):
    with handed_in.writing() as unit:
        unit.hand_ins.mark_collected(samples.hand_in().id, samples.NOON)
        unit.commit()
    with handed_in.reading() as unit:
        found = unit.hand_ins.find(samples.hand_in().id)
    assert found == replace(samples.stored(), collected_at=samples.NOON)


def test_hand_ins_come_by_name_and_attempt(class_store):
    wanted = [
        samples.stored(4, name="ann", attempt=1),
        samples.stored(2, name="Ann", attempt=2, handed_in=samples.NOON + timedelta(1)),
        samples.stored(3, name="Ben", attempt=1, annotations=(), links=(), answers=()),
        samples.stored(1, name="zoë", attempt=10),
    ]
    elsewhere = samples.stored(9, lesson_id=LessonId("warm-up"))
    with class_store.writing() as unit:
        unit.lessons.put(samples.lesson(id=LessonId("warm-up")))
        for stored in (elsewhere, *wanted[::-1]):
            unit.hand_ins.put(stored)
        assert unit.hand_ins.of_lesson(samples.LESSON) == tuple(wanted)
        assert unit.hand_ins.of_student(samples.LESSON, "ANN") == tuple(wanted[:2])
        assert unit.hand_ins.of_student(samples.LESSON, "nobody") == ()


@pytest.mark.parametrize(
    "wrong, expected",
    [
        ({"lesson_id": LessonId("unknown")}, UnknownThing),
        ({"annotations": (samples.annotation(), samples.annotation())}, BadInput),
        ({"annotations": (replace(samples.annotation(), category_id="rumour"),)}, UnknownThing),
    ],
    ids=["unknown lesson", "one number twice", "unknown category"],
)
def test_a_hand_in_that_does_not_fit_leaves_no_trace(class_store, wrong, expected):
    with pytest.raises(expected), class_store.writing() as unit:
        unit.hand_ins.put(samples.stored(**wrong))
    with class_store.reading() as unit:
        assert [unit._connection.execute(table.select()).all() for table in GIVEN] == [[]] * 4


def test_decisions_come_back_and_the_newer_replaces_the_older(handed_in):
    rejected = samples.verdict(kind=VerdictKind.REJECT, at=samples.NOON + timedelta(hours=1))
    other = samples.verdict(annotation_id=AnnotationId("annotation-2"))
    with handed_in.writing() as unit:
        for verdict in (samples.verdict(), other, rejected):
            unit.decisions.put(verdict)
        for credit in (1.0, 0.1):
            unit.decisions.put(samples.override(credit=credit))
        for points in (0.0, 1.5):
            unit.decisions.put(samples.criterion_score(points=points))
        unit.commit()
    with handed_in.reading() as unit:
        found = unit.decisions.of_hand_ins([HandInId("nobody"), samples.hand_in().id])
    assert found == {
        HandInId("nobody"): Decisions(),
        samples.hand_in().id: Decisions(
            (other, rejected), (samples.override(),), (samples.criterion_score(),)
        ),
    }


def test_decisions_about_more_hand_ins_than_one_query_can_name(class_store):
    numbers = range(1201)
    with class_store.writing() as unit:
        for number in numbers:
            unit.hand_ins.put(samples.stored(number, annotations=(), links=(), answers=()))
            unit.decisions.put(
                samples.override(hand_in_id=HandInId(f"hand-in-{number}"), credit=number / 2000)
            )
        found = unit.decisions.of_hand_ins([HandInId(f"hand-in-{n}") for n in numbers])
    assert [found[HandInId(f"hand-in-{n}")].overrides[0].credit for n in numbers] == [
        n / 2000 for n in numbers
    ]


def test_the_hand_ins_of_each_lesson_are_counted(class_store):
    with class_store.writing() as unit:
        assert unit.hand_ins.counts() == {}
        for number in range(3):
            unit.hand_ins.put(samples.stored(number))
        unit.commit()
    with class_store.reading() as unit:
        assert unit.hand_ins.counts() == {samples.lesson().id: 3}
