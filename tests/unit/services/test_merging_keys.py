"""Two keys side by side, and the one that a teacher makes of both."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.annotating import Add
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.identifiers import TEACHER, ArticleId, LinkId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.spans import Span
from annotator.services import answer_keys
from annotator.services.merging_keys import (
    Kind,
    Take,
    can_take_both,
    differences,
    key_of_work,
    merged,
    with_links,
)
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.lesson()
BUGLE_ID = ArticleId("bugle")
BODY = LESSON.article(BUGLE_ID).body


def key_with(*entries, key=None):
    key = key or AnswerKey()
    for category_id, quote in entries:
        start = BODY.index(quote)
        span = Span(start, start + len(quote))
        key = answer_keys.changed_key(LESSON, key, Add(BUGLE_ID, category_id, span)).key
    return key


def only(found, kind):
    return [difference for difference in found if difference.kind is kind]


def quotes(key):
    return sorted((each.category_id, each.quote) for each in key.annotations)


def test_equal_keys_differ_nowhere():
    found = differences(LESSON, sample_lesson.key(), sample_lesson.key())
    assert {difference.kind for difference in found} == {Kind.SAME}
    assert len(found) == len(sample_lesson.key().annotations)


def test_each_kind_of_difference_is_told():
    mine = key_with((LOADED, "greedy"), (LOADED, "slapped"), (CLAIM, "Everyone knows"))
    theirs = key_with((LOADED, "cruel"), (CLAIM, "slapped"), (CLAIM, "Everyone knows it"))
    kinds = [difference.kind for difference in differences(LESSON, mine, theirs)]
    assert kinds == [Kind.ONLY_MINE, Kind.OTHER_CATEGORY, Kind.ONLY_THEIRS, Kind.OTHER_WORDS]


def test_another_status_is_a_difference_too():
    mine = key_with((LOADED, "greedy"))
    theirs = replace(mine, annotations=(replace(mine.annotations[0], status=KeyStatus.OPTIONAL),))
    (difference,) = differences(LESSON, mine, theirs)
    assert difference.kind is Kind.OTHER_NOTE


def test_a_label_meets_the_other_label_and_cannot_tell():
    mine = key_with((OPINION, "worse"))
    theirs = key_with((REPORTING, "worse"))
    assert [d.kind for d in differences(LESSON, mine, theirs)] == [Kind.OTHER_CATEGORY]
    unsure = answer_keys.changed_key(
        LESSON, AnswerKey(), Add(BUGLE_ID, CANNOT_TELL, mine.annotations[0].span)
    ).key
    (difference,) = differences(LESSON, mine, unsure)
    assert difference.kind is Kind.OTHER_CATEGORY
    assert merged(LESSON, mine, [difference]) == unsure
    back = differences(LESSON, unsure, mine)
    assert quotes(merged(LESSON, unsure, back)) == quotes(mine)


def test_nothing_chosen_changes_nothing():
    mine = sample_lesson.key()
    found = differences(LESSON, mine, key_with((LOADED, "price")))
    assert merged(LESSON, mine, {d: d.usual for d in found}) == mine


def test_theirs_can_be_taken_and_mine_left_out_one_by_one():
    mine = key_with((LOADED, "greedy"), (LOADED, "slapped"))
    theirs = key_with((LOADED, "cruel"))
    found = differences(LESSON, mine, theirs)
    greedy, _slapped, cruel = found
    after = merged(LESSON, mine, {greedy: Take.NEITHER, cruel: Take.THEIRS})
    assert quotes(after) == [(LOADED, "cruel"), (LOADED, "slapped")]


def test_words_of_two_categories_can_both_stand():
    mine, theirs = key_with((LOADED, "slapped")), key_with((CLAIM, "slapped"))
    (difference,) = differences(LESSON, mine, theirs)
    assert can_take_both(LESSON, difference)
    both = merged(LESSON, mine, {difference: Take.BOTH})
    assert quotes(both) == [(LOADED, "slapped"), (CLAIM, "slapped")]
    assert quotes(merged(LESSON, mine, {difference: Take.THEIRS})) == [(CLAIM, "slapped")]


def test_other_words_replace_mine_and_never_overlap():
    mine = key_with((CLAIM, "Everyone knows"))
    theirs = key_with((CLAIM, "Everyone knows it will"))
    (difference,) = differences(LESSON, mine, theirs)
    assert not can_take_both(LESSON, difference)
    assert quotes(merged(LESSON, mine, [difference])) == [(CLAIM, "Everyone knows it will")]


def test_a_colleague_s_annotations_become_a_key_and_strays_are_counted():
    drawn = answer_keys.annotations_of(LESSON, sample_lesson.key(), BUGLE_ID)
    stray = replace(drawn[0], article_id=ArticleId("gone"))
    read = key_of_work(LESSON, (*drawn, stray))
    assert read.left_out == 1
    expected = AnswerKey(sample_lesson.key().for_article(BUGLE_ID))
    assert quotes(read.key) == quotes(expected)
    assert {each.weight for each in read.key.annotations if each.category_id == OPINION} == {0.25}


def test_links_that_only_they_have_come_along_under_a_free_id():
    one = Link(LinkId("soup"), TEACHER, ())
    other = Link(LinkId("soup"), TEACHER, (), title="Another", missing_in=(BUGLE_ID,))
    mine = replace(AnswerKey(), links=(one,))
    ends = answer_keys.annotations_of(LESSON, sample_lesson.key(), BUGLE_ID)[:1]
    other = replace(other, ends=tuple(LinkEnd(a.article_id, a.span, a.anchor) for a in ends))
    after = with_links(mine, replace(AnswerKey(), links=(one, other)))
    assert [link.id for link in after.links] == ["soup", "soup-2"]
