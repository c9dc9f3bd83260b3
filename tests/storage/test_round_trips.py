"""What is stored comes back exactly as it was."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.annotations import Annotation, Answer, Link, LinkEnd
from annotator.domain.board_layout import BoardLayout
from annotator.domain.hand_ins import Student
from annotator.domain.history import Change
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Feedback, RequiredWork
from annotator.domain.scheme import Scheme
from annotator.domain.spans import Span
from annotator.services.ports import ReadingPlace, StoredHandIn
from annotator.storage.mapping import INSIDE
from tests.storage import samples

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ids = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=zones,
)
spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda t: Span(*sorted(t)))
anchors = st.builds(QuoteAnchor, words, words, words)
annotations = st.builds(
    Annotation,
    id=ids,
    article_id=st.sampled_from([samples.LEDGER, samples.SPLASH]),
    category_id=st.sampled_from([samples.LOADED, samples.CLAIM, samples.OPINION]),
    span=spans,
    anchor=anchors,
    author_id=st.just(samples.MIRA),
    created=moments,
    technique_id=st.none() | ids,
    reason=words,
    rewrite=words,
)
ends = st.builds(LinkEnd, st.sampled_from([samples.LEDGER, samples.SPLASH]), spans, anchors)
links = st.builds(
    Link,
    id=ids,
    author_id=st.just(samples.MIRA),
    ends=st.lists(ends, max_size=4).map(tuple),
    title=words,
    note=words,
    missing_in=st.lists(ids, max_size=3).map(tuple),
)
answers = st.builds(
    Answer, st.sampled_from([samples.WHY, samples.HOW]), st.just(samples.MIRA), words
)
items = annotations | links | answers


@given(before=st.none() | items, after=st.none() | items)
def test_a_change_survives_json(before, after):
    change = Change(before, after)
    assert INSIDE.load(Change, json.loads(json.dumps(INSIDE.dump(Change, change)))) == change


@pytest.mark.parametrize(
    "lesson",
    [
        samples.lesson(),
        samples.lesson(
            articles=(),
            scheme=Scheme("none", ()),
            questions=(),
            criteria=(),
            standards=(),
            weights={},
            reason_required=frozenset(),
            feedback=Feedback.AFTER_HAND_IN,
            public_key=b"",
            hide_outlets=False,
            required_work=RequiredWork(),
        ),
    ],
    ids=["full", "empty"],
)
def test_a_lesson_comes_back_the_same(store, lesson):
    with store.writing() as unit:
        unit.lessons.put(lesson)
        unit.commit()
    with store.reading() as unit:
        found = unit.lessons.find(lesson.id)
        assert found == lesson
        assert found.hash == lesson.hash
        assert unit.lessons.all() == (lesson,)


def test_an_answer_key_comes_back_the_same(class_store):
    with class_store.writing() as unit:
        assert unit.lessons.find_key(samples.LESSON) is None
        unit.lessons.put_key(samples.LESSON, samples.answer_key())
        assert unit.lessons.find_key(samples.LESSON) == samples.answer_key()
        unit.lessons.put_key(samples.LESSON, AnswerKey())
        assert unit.lessons.find_key(samples.LESSON) == AnswerKey()


@given(work=st.lists(items, max_size=6))
def test_working_copies_come_back_the_same(work, class_store_once):
    with class_store_once.writing() as unit:
        newest = {}
        for item in work:
            unit.work.put(samples.WORKSPACE, item)
            own = item.question_id if isinstance(item, Answer) else item.id
            newest[type(item), own] = item
        found = [
            *unit.work.annotations(samples.WORKSPACE),
            *unit.work.links(samples.WORKSPACE),
            *unit.work.answers(samples.WORKSPACE),
        ]
    assert len(found) == len(newest)
    assert all(item in found for item in newest.values())


@given(
    annotations=st.lists(annotations, max_size=5, unique_by=lambda a: a.id),
    links=st.lists(links, max_size=3, unique_by=lambda link: link.id),
    answers=st.lists(answers, max_size=2, unique_by=lambda answer: answer.question_id),
    at=moments,
)
def test_a_hand_in_comes_back_the_same(class_store_once, annotations, links, answers, at):
    stored = StoredHandIn(
        samples.hand_in(
            annotations=tuple(annotations),
            links=tuple(links),
            answers=tuple(answers),
            handed_in=at,
        ),
        "digest",
        collected_at=at,
    )
    with class_store_once.writing() as unit:
        unit.hand_ins.put(stored)
        assert unit.hand_ins.find(stored.hand_in.id) == stored
        assert unit.hand_ins.of_lesson(samples.LESSON) == (stored,)


@pytest.mark.parametrize("positions", [None, {}, {samples.LEDGER: 0, samples.SPLASH: 70}])
def test_a_reading_place_comes_back_the_same(class_store, positions):
    layout = BoardLayout(
        (samples.SPLASH, samples.LEDGER),
        (samples.SPLASH,),
        ({samples.SPLASH: 300, samples.LEDGER: 512},),
    )
    place = ReadingPlace(samples.WORKSPACE, samples.NOON, (samples.SPLASH,), positions, layout)
    with class_store.writing() as unit:
        unit.work.put_place(ReadingPlace(samples.WORKSPACE, samples.NOON))
        unit.work.put_place(place)
        assert unit.work.places() == (place,)


def test_students_come_back_and_are_found_by_any_spelling(store):
    mira, zoe = Student(samples.MIRA, "Mira O’Hara 🌻"), Student("zoe", "ZOË")
    with store.writing() as unit:
        unit.students.put(zoe)
        unit.students.put(mira)
        unit.commit()
    with store.reading() as unit:
        assert unit.students.all() == (mira, zoe)
        assert unit.students.named("  mira   o’hara 🌻") == mira
        assert unit.students.named("Zoe\u0308") == zoe
        assert unit.students.named("Zoe") is None
        assert unit.lessons.find(LessonId("nowhere")) is None
