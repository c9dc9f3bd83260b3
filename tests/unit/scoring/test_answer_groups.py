"""Which answers of a class belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId, HandInId
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.answer_groups import answer_groups
from annotator.scoring.matching import word_table
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED

LESSON = sample_lesson.lesson()
ARTICLE = LESSON.articles[0]
WORDS = words(ARTICLE.body)


def mark(number, first, last, category=LOADED, article=ARTICLE):
    span = Span(words(article.body)[first].start, words(article.body)[last].end)
    return Annotation(
        AnnotationId(f"a{number}"),
        article.id,
        category,
        span,
        anchor_of(article.body, span),
        AuthorId("s"),
        datetime(2026, 5, 4, tzinfo=UTC),
    )


def groups_of(*marks_by_student):
    extras = {HandInId(f"h{n}"): marks for n, marks in enumerate(marks_by_student)}
    return answer_groups(LESSON, extras)


def ids(group):
    return [member.annotation.id for member in group.members]


def test_annotations_on_the_same_words_and_category_are_one_group_the_biggest_first():
    groups = groups_of(
        [mark(1, 0, 1), mark(2, 6, 7)],
        [mark(3, 6, 8)],
        [mark(4, 7, 7), mark(5, 6, 7, CLAIM)],
    )
    assert [(g.students, g.category_id) for g in groups] == [(3, LOADED), (1, LOADED), (1, CLAIM)]
    assert ids(groups[0]) == ["a2", "a3", "a4"]


def test_a_chain_of_overlaps_is_no_group():
    groups = groups_of([mark(1, 0, 3)], [mark(2, 3, 6)], [mark(3, 6, 9)])
    assert [g.students for g in groups] == [2, 1]
    assert ids(groups[0]) == ["a1", "a2"]


def test_a_student_counts_once_and_is_in_the_group_with_every_annotation():
    (group,) = groups_of([mark(1, 0, 2), mark(2, 1, 4)], [mark(3, 1, 3)])
    assert group.students == 2
    assert len(group.members) == 3


def test_the_typical_one_has_the_words_that_most_chose():
    (group,) = groups_of([mark(1, 0, 1)], [mark(2, 0, 1)], [mark(3, 0, 6)])
    assert group.typical.span == mark(1, 0, 1).span
    assert ids(group.without([mark(2, 0, 1)])) == ["a1", "a3"]


def test_the_same_words_in_another_article_are_another_group():
    other = LESSON.articles[1]
    groups = groups_of([mark(1, 0, 1)], [mark(2, 0, 1, article=other)])
    assert [g.article_id for g in groups] == [ARTICLE.id, other.id]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=4),
        max_size=8,
    )
)
def test_every_annotation_is_in_one_group_and_its_members_share_a_word(drawn):
    last = len(WORDS) - 1
    number = 0
    students = []
    for marks in drawn:
        mine = []
        for first, more in marks:
            number += 1
            mine.append(mark(number, min(first, last), min(first + more, last)))
        students.append(mine)
    groups = groups_of(*students)
    assert sorted(i for g in groups for i in ids(g)) == sorted(a.id for s in students for a in s)
    table = word_table(ARTICLE.body)
    for group in groups:
        stretches = [table.stretch(m.annotation.span) for m in group.members]
        assert max(s.start for s in stretches) < min(s.end for s in stretches)
    sizes = [g.students for g in groups]
    assert sizes == sorted(sizes, reverse=True)


def test_of_equally_frequent_words_the_longer_are_typical_then_the_earlier():
    article = replace(ARTICLE, body="aa bb cc dd ee", blocks=(), sentences=())
    lesson = replace(LESSON, articles=(article,))

    def typical(*marks):
        (group,) = answer_groups(lesson, {HandInId(f"h{n}"): [m] for n, m in enumerate(marks)})
        return group.typical.id

    one, two, longer = (mark(n, n, n + 1 + (n == 2), article=article) for n in range(3))
    assert typical(two, one) == "a0"
    assert typical(one, mark(3, 1, 3, article=article)) == "a3"
    assert typical(two, two, longer) == "a1"
