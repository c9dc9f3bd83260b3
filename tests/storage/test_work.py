"""Working copies: one workspace each, in reading order, all of a transaction or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from annotator.domain.annotations import Workspace
from annotator.domain.errors import BadInput, UnknownThing
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, LessonId
from annotator.domain.spans import Span
from annotator.services.ports import ReadingPlace
from tests.storage import samples


def put_all(store, *items):
    with store.writing() as unit:
        for item in items:
            unit.work.put(samples.WORKSPACE, item)
        unit.commit()


BEN = Workspace(samples.LESSON, AuthorId("ben"))


def test_annotations_come_in_reading_order(class_store):
    last = samples.plain_annotation(1)
    early, inner, late = (
        samples.annotation(number, words)
        for number, words in ((4, "A vehicle"), (3, "vehicle drove"), (2, "Officials"))
    )
    with class_store.writing() as unit:
        for one in (last, late, inner, early):
            unit.work.put(samples.WORKSPACE, one)
        assert unit.work.annotations(samples.WORKSPACE) == (early, inner, late, last)


def test_putting_again_replaces_and_removing_twice_is_harmless(class_store):
    first = samples.annotation()
    second = replace(first, reason="", technique_id=None)
    with class_store.writing() as unit:
        unit.work.put(samples.WORKSPACE, first)
        unit.work.put(samples.WORKSPACE, second)
        assert unit.work.annotations(samples.WORKSPACE) == (second,)
        for item in (samples.link(), samples.answer()):
            unit.work.put(samples.WORKSPACE, item)
        for _ in range(2):
            for item in (second, samples.link(), samples.answer()):
                unit.work.remove(samples.WORKSPACE, item)
        assert unit.work.annotations(samples.WORKSPACE) == ()
        assert unit.work.links(samples.WORKSPACE) == ()
        assert unit.work.answers(samples.WORKSPACE) == ()


def test_two_authors_may_use_the_same_number(class_store):
    mine = samples.annotation()
    yours = replace(mine, author_id=BEN.author_id, reason="I say so too")
    with class_store.writing() as unit:
        unit.work.put(samples.WORKSPACE, mine)
        unit.work.put(BEN, yours)
        unit.work.remove(samples.WORKSPACE, mine)
        assert unit.work.annotations(samples.WORKSPACE) == ()
        assert unit.work.annotations(BEN) == (yours,)


def test_an_item_of_another_author_is_a_bug(class_store):
    with class_store.writing() as unit, pytest.raises(ValueError, match="does not go to"):
        unit.work.put(BEN, samples.annotation())


def test_without_commit_nothing_is_kept(class_store):
    with class_store.writing() as unit:
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.commit()
        unit.work.put(samples.WORKSPACE, samples.plain_annotation())
    with pytest.raises(ValueError, match="does not go to"):
        put_all(class_store, samples.link(), samples.link(2, author_id=AuthorId("ben")))
    with class_store.reading() as unit:
        assert unit.work.annotations(samples.WORKSPACE) == (samples.annotation(),)
        assert unit.work.links(samples.WORKSPACE) == ()


def test_a_unit_that_reads_has_nothing_to_commit(class_store):
    with class_store.reading() as unit, pytest.raises(RuntimeError):
        unit.commit()


def test_a_unit_that_reads_sees_the_moment_of_its_first_query(class_store):
    first, second = samples.annotation(1, "A vehicle"), samples.annotation(2, "Officials")
    with class_store.reading() as unit:
        put_all(class_store, first)
        assert unit.work.annotations(samples.WORKSPACE) == (first,)
        put_all(class_store, second, samples.answer())
        assert unit.work.annotations(samples.WORKSPACE) == (first,)
        assert unit.work.answers(samples.WORKSPACE) == ()
    with class_store.reading() as unit:
        assert unit.work.annotations(samples.WORKSPACE) == (first, second)


@pytest.mark.parametrize(
    "wrong",
    [
        samples.annotation(article_id=ArticleId("elsewhere")),
        replace(samples.annotation(), category_id="rumour"),
        replace(samples.answer(), question_id="who"),
    ],
    ids=["article", "category", "question"],
)
def test_work_on_what_the_lesson_does_not_have_is_refused_whole(class_store, wrong):
    with pytest.raises(UnknownThing, match="Nothing of the step"):
        put_all(class_store, samples.link(), wrong)
    with class_store.reading() as unit:
        assert unit.work.links(samples.WORKSPACE) == ()


def test_the_same_edit_twice_is_refused(class_store):
    with class_store.writing() as unit:
        unit.edits.append(samples.edit(1))
        unit.commit()
    with pytest.raises(BadInput, match="same number"), class_store.writing() as unit:
        unit.edits.append(samples.edit(1))


def test_places_come_newest_first_and_one_for_each_desk(class_store):
    other = samples.lesson(id=LessonId("warm-up"))
    old = ReadingPlace(samples.WORKSPACE, samples.NOON)
    new = ReadingPlace(samples.WORKSPACE, samples.NOON + timedelta(days=2), (samples.LEDGER,))
    between = ReadingPlace(
        Workspace(other.id, samples.MIRA), samples.NOON + timedelta(days=1), positions={}
    )
    with class_store.writing() as unit:
        unit.lessons.put(other)
        for place in (old, new, between):
            unit.work.put_place(place)
        assert unit.work.places() == (new, between)


def test_ten_thousand_annotations_keep_their_places(class_store):
    with class_store.writing() as unit:
        for number in range(10_000):
            one = samples.annotation(number, "Seventy were hurt")
            place = Span(number % 50, number % 50 + 1 + number // 50)
            unit.work.put(samples.WORKSPACE, replace(one, id=AnnotationId(f"{number}"), span=place))
        unit.commit()
    with class_store.reading() as unit:
        found = unit.work.annotations(samples.WORKSPACE)
    assert len(found) == 10_000
    assert [one.span for one in found] == sorted(one.span for one in found)


def test_the_desks_of_a_lesson_are_those_on_which_work_lies(class_store):
    with class_store.writing() as unit:
        assert unit.work.workspaces(samples.LESSON) == ()
        unit.hand_ins.put(samples.stored())
        assert unit.work.workspaces(samples.LESSON) == ()
        unit.work.put(samples.WORKSPACE, samples.annotation())
        unit.work.put(BEN, replace(samples.link(), author_id=BEN.author_id))
        assert unit.work.workspaces(samples.LESSON) == (BEN, samples.WORKSPACE)
        assert unit.work.workspaces(LessonId("other")) == ()
