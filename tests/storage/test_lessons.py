"""A newer lesson replaces an older one, and no work on it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import LessonId
from annotator.domain.scheme import Scheme
from annotator.storage import rows
from tests.storage import samples

NEW_BODY = "A lorry drove into the crowd 👩‍👩‍👧 on Tuesday."


@pytest.fixture
def worked_store(class_store):
    """The lesson with an annotation on each article, a link and two answers."""
    with class_store.writing() as unit:
        for item in (
            samples.annotation(),
            samples.plain_annotation(),
            samples.link(),
            samples.answer(samples.WHY),
            samples.answer(samples.HOW),
        ):
            unit.work.put(samples.WORKSPACE, item)
        unit.hand_ins.put(samples.stored())
        unit.commit()
    return class_store


def put(store, lesson):
    with store.writing() as unit:
        unit.lessons.put(lesson)
        unit.commit()


def work_of(store):
    with store.reading() as unit:
        return (
            unit.work.annotations(samples.WORKSPACE),
            unit.work.links(samples.WORKSPACE),
            unit.work.answers(samples.WORKSPACE),
        )


def test_the_same_lesson_again_takes_its_new_words_and_keeps_the_work(worked_store):
    before = work_of(worked_store)
    again = samples.lesson(title="One street, seven stories", instructions="Read twice.")
    put(worked_store, again)
    with worked_store.reading() as unit:
        assert unit.lessons.find(samples.LESSON) == again
    assert work_of(worked_store) == before


def test_work_on_what_a_newer_version_dropped_is_kept_and_comes_back(worked_store):
    before = work_of(worked_store)
    old = samples.lesson()
    fewer = samples.lesson(
        version=2,
        articles=old.articles[:1],
        questions=old.questions[:1],
        scheme=Scheme("press", old.scheme.categories[:1]),
    )
    put(worked_store, fewer)
    with worked_store.reading() as unit:
        assert unit.lessons.find(samples.LESSON) == fewer
        assert unit.hand_ins.find(samples.hand_in().id) == samples.stored()
    assert work_of(worked_store) == ((samples.annotation(),), (), (samples.answer(samples.WHY),))
    put(worked_store, samples.lesson(version=3))
    assert work_of(worked_store) == before


def test_work_in_a_category_that_a_newer_version_dropped_is_kept_and_comes_back(worked_store):
    before = work_of(worked_store)
    scheme = samples.lesson().scheme
    put(worked_store, samples.lesson(version=2, scheme=Scheme("press", scheme.categories[:1])))
    assert work_of(worked_store)[0] == (samples.annotation(),)
    put(worked_store, samples.lesson(version=3))
    assert work_of(worked_store) == before


def test_a_changed_article_is_stored_beside_the_old_one(worked_store):
    old = samples.lesson()
    first = replace(old.articles[0], body=NEW_BODY, blocks=(), sentences=())
    newer = samples.lesson(version=2, articles=(first, old.articles[1]))
    put(worked_store, newer)
    with worked_store.reading() as unit:
        assert unit.lessons.find(samples.LESSON) == newer
        bodies = set(unit._connection.execute(rows.article_body.select()).scalars())
        assert {one.hash for one in (*old.articles, first)} == bodies
        # Where its words stand in the new body is for the services to find.
        assert samples.annotation() in unit.work.annotations(samples.WORKSPACE)


def test_the_stored_body_of_an_article_cannot_be_changed(class_store):
    with pytest.raises(NotAllowed, match="never change"), class_store.writing() as unit:
        unit._connection.execute(rows.article_body.update().values(body="forged"))


def test_articles_and_categories_keep_the_order_of_the_lesson(store):
    lesson = samples.lesson()
    turned = replace(
        lesson,
        articles=lesson.articles[::-1],
        scheme=replace(lesson.scheme, categories=lesson.scheme.categories[::-1]),
        questions=lesson.questions[::-1],
        criteria=lesson.criteria[::-1],
    )
    for version in (lesson, turned):
        put(store, version)
        with store.reading() as unit:
            assert unit.lessons.find(lesson.id) == version


def test_lessons_are_listed_by_title_and_do_not_mix(store):
    titles = ("zebra", "Ärger", "apple", "Banana")
    lessons = [
        samples.lesson(id=LessonId(f"lesson-{n}"), title=title) for n, title in enumerate(titles)
    ]
    for lesson in lessons:
        put(store, lesson)
    with store.reading() as unit:
        found = unit.lessons.all()
        assert [lesson.title for lesson in found] == ["apple", "Banana", "zebra", "Ärger"]
        assert {lesson.id: lesson for lesson in found} == {one.id: one for one in lessons}


def test_a_newer_key_leaves_the_overrides_on_the_old_one(worked_store):
    with worked_store.writing() as unit:
        unit.lessons.put_key(samples.LESSON, samples.answer_key())
        unit.decisions.put(samples.override())
        unit.lessons.put_key(samples.LESSON, replace(samples.answer_key(), annotations=()))
        found = unit.decisions.of_hand_ins([samples.hand_in().id])
        assert found[samples.hand_in().id].overrides == (samples.override(),)


def test_a_lesson_that_is_put_away_stays_so_when_it_is_stored_again(store):
    lesson = samples.lesson()
    with store.writing() as unit:
        unit.lessons.put(lesson)
        unit.lessons.set_archived(lesson.id, is_archived=True)
        unit.lessons.put(replace(lesson, title="Another title"))
        unit.commit()
    with store.reading() as unit:
        assert unit.lessons.archived() == {lesson.id}
        assert unit.lessons.find(lesson.id) is not None
    with store.writing() as unit:
        unit.lessons.set_archived(lesson.id, is_archived=False)
        unit.commit()
    with store.reading() as unit:
        assert unit.lessons.archived() == frozenset()
