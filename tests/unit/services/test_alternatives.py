"""A key annotation with alternatives: other words of its article on which it is found as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.annotating import (
    MOST_ALTERNATIVES,
    AcceptAlso,
    AcceptNoMore,
    Add,
    PlaceAgain,
    Recategorise,
    Resize,
)
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, DraftId, KeyId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import BlockKind
from annotator.domain.spans import Span
from annotator.services.answer_keys import alternative, changed_key, clashing_entries
from annotator.services.checking import check_lesson
from annotator.services.editing_articles import edit_paragraphs, unplaced_key
from annotator.services.merging_keys import Kind, Take, differences, merged
from annotator.services.reanchoring import carried_over_key, placed_key
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.lesson()
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BUGLE = ArticleId("bugle")
BODY = LESSON.article(BUGLE).body
WHOLE = "Everyone knows it will only get worse"


def span_of(quote, body=BODY):
    start = body.index(quote)
    return Span(start, start + len(quote))


def do(key, *gestures):
    return changed_key(LESSON, key, *gestures).key


def made(category_id, quote, *also):
    """Return a key of one annotation with alternatives."""
    key = do(AnswerKey(), Add(BUGLE, category_id, span_of(quote)))
    for other in also:
        key = do(key, AcceptAlso(key.annotations[0].id, span_of(other)))
    return key


def words_of(key, number=0):
    one = key.annotations[number]
    return (one.quote, *(each.quote for each in one.also))


# -- the rule ----------------------------------------------------------------------------------


def test_words_inside_the_key_and_elsewhere_count_too():
    key = made(CLAIM, WHOLE, "Everyone kno", "greedy")
    assert words_of(key) == (WHOLE, "greedy", "Everyone knows")
    assert [each.span.of(BODY) for each in key.annotations[0].also] == ["greedy", "Everyone knows"]


def test_the_gesture_has_a_name_and_leaves_the_key_that_it_is_about():
    key = made(CLAIM, WHOLE)
    edit = changed_key(LESSON, key, AcceptAlso(key.annotations[0].id, span_of("greedy")))
    assert (edit.label, edit.made) == ("accept “greedy” too", (key.annotations[0].id,))


def test_the_same_words_again_change_nothing():
    key = made(CLAIM, WHOLE, "greedy")
    known = key.annotations[0].id
    assert do(key, AcceptAlso(known, span_of("greedy"))) == key
    assert do(key, AcceptAlso(known, span_of(WHOLE))) == key


def test_an_alternative_is_taken_away_again():
    key = made(CLAIM, WHOLE, "greedy", "Everyone knows")
    known = key.annotations[0].id
    edit = changed_key(LESSON, key, AcceptNoMore(known, span_of("greedy")))
    assert words_of(edit.key) == (WHOLE, "Everyone knows")
    assert edit.label == "no longer accept “greedy”"
    assert do(key, AcceptNoMore(known, Span(0, 3))) == key


def test_a_label_has_no_alternatives():
    key = made(OPINION, "worse")
    with pytest.raises(NotAllowed, match="whole sentence"):
        do(key, AcceptAlso(key.annotations[0].id, span_of("greedy")))


def test_nothing_selected_is_refused():
    key = made(CLAIM, WHOLE)
    with pytest.raises(NotAllowed, match="Select the other words"):
        do(key, AcceptAlso(key.annotations[0].id, Span(3, 3)))


def test_more_than_a_key_can_have_is_refused():
    key = made(CLAIM, WHOLE)
    known = key.annotations[0]
    full = replace(known, also=tuple(sample_alternatives(MOST_ALTERNATIVES)))
    with pytest.raises(NotAllowed, match=f"at most {MOST_ALTERNATIVES} alternatives"):
        do(AnswerKey((full,)), AcceptAlso(known.id, span_of("robbery")))


def sample_alternatives(number):
    return [alternative(BODY, Span(0, end)) for end in range(1, number + 1)]


def test_words_of_another_key_of_the_category_are_no_alternative():
    key = do(made(LOADED, "slapped"), Add(BUGLE, LOADED, span_of("greedy")))
    known = next(each.id for each in key.annotations if each.quote == "slapped")
    with pytest.raises(NotAllowed, match="“greedy” is in the key as loaded language already"):
        do(key, AcceptAlso(known, span_of("greedy")))


def test_an_alternative_is_no_place_for_another_key_of_the_category():
    key = made(LOADED, "slapped", "greedy")
    with pytest.raises(NotAllowed, match="“greedy” is in the key as loaded language already"):
        do(key, Add(BUGLE, LOADED, span_of("greedy canteen")))
    assert len(do(key, Add(BUGLE, CLAIM, span_of("greedy"))).annotations) == 2


def test_other_ends_keep_the_alternatives():
    key = made(LOADED, "slapped", "greedy")
    wider = do(key, Resize(key.annotations[0].id, span_of("slapped a cruel")))
    assert words_of(wider) == ("slapped a cruel", "greedy")


def test_ends_moved_onto_an_alternative_take_its_place():
    key = made(LOADED, "slapped a cruel", "slapped")
    assert words_of(do(key, Resize(key.annotations[0].id, span_of("slapped")))) == ("slapped",)


def test_another_category_keeps_the_alternatives_and_a_label_lets_them_go():
    key = made(LOADED, "slapped", "greedy")
    known = key.annotations[0].id
    assert words_of(do(key, Recategorise(known, CLAIM))) == ("slapped", "greedy")
    assert do(key, Recategorise(known, REPORTING)).annotations[0].also == ()


def test_another_category_is_refused_where_an_alternative_would_clash():
    key = do(made(LOADED, "slapped", "greedy"), Add(BUGLE, CLAIM, span_of("greedy")))
    known = next(each.id for each in key.annotations if each.category_id == LOADED)
    with pytest.raises(NotAllowed, match="“greedy” is in the key as unsupported"):
        do(key, Recategorise(known, CLAIM))


def test_another_article_has_not_the_alternatives():
    key = made(LOADED, "slapped", "greedy")
    moved = do(key, PlaceAgain(key.annotations[0].id, ArticleId("record"), Span(0, 3)))
    assert moved.annotations[0].also == ()


# -- the check ---------------------------------------------------------------------------------


def errors_of(key):
    return [
        problem.message
        for problem in check_lesson(LESSON, key).errors
        if "sentences have a label" not in problem.message
    ]


def with_also(key, *spans, quote=None):
    one = key.annotations[0]
    found = tuple(
        replace(alternative(BODY, span), quote=span.of(BODY) if quote is None else quote)
        for span in spans
    )
    return AnswerKey((replace(one, also=found), *key.annotations[1:]))


def test_a_good_alternative_is_no_problem():
    assert errors_of(made(CLAIM, WHOLE, "Everyone knows", "greedy")) == []


def test_an_alternative_that_stands_elsewhere_cuts_a_word_or_has_none_is_told():
    key = made(CLAIM, WHOLE)
    (moved,) = errors_of(with_also(key, span_of("greedy"), quote="cruel"))
    assert moved == (
        f"The key “{WHOLE}”, as “cruel”, does not stand where the key says. Quote it again."
    )
    (cut,) = errors_of(with_also(key, span_of("reed")))
    assert "cuts a word" in cut


def test_alternatives_that_meet_another_key_are_told_once():
    key = do(made(LOADED, "slapped"), Add(BUGLE, LOADED, span_of("greedy")))
    slapped = next(each for each in key.annotations if each.quote == "slapped")
    rest = tuple(each for each in key.annotations if each is not slapped)
    greedy = alternative(BODY, span_of("greedy"))
    bad = AnswerKey((replace(slapped, also=(greedy,)), *rest))
    (said,) = errors_of(bad)
    assert "overlaps" in said


# -- merged ------------------------------------------------------------------------------------


def test_other_alternatives_are_other_words_and_are_taken_over():
    mine, theirs = made(CLAIM, WHOLE), made(CLAIM, WHOLE, "Everyone knows")
    (found,) = differences(LESSON, mine, theirs)
    assert found.kind is Kind.OTHER_WORDS
    assert words_of(merged(LESSON, mine, {found: Take.THEIRS})) == (WHOLE, "Everyone knows")
    assert merged(LESSON, mine, {found: Take.MINE}) == mine


def test_the_same_alternatives_are_the_same():
    key = made(CLAIM, WHOLE, "Everyone knows")
    (found,) = differences(LESSON, key, key)
    assert found.kind is Kind.SAME


def test_words_that_are_an_alternative_of_the_other_key_are_a_pair():
    mine, theirs = made(LOADED, "greedy"), made(LOADED, "slapped", "greedy")
    (found,) = differences(LESSON, mine, theirs)
    assert found.kind is Kind.OTHER_WORDS
    taken = merged(LESSON, mine, {found: Take.THEIRS})
    assert words_of(taken) == ("slapped", "greedy")


def test_an_entry_clashes_by_its_alternatives_too():
    mine = made(LOADED, "greedy")
    (theirs,) = made(LOADED, "slapped", "greedy").annotations
    assert clashing_entries(LESSON, mine, theirs) == mine.annotations


# -- a corrected text --------------------------------------------------------------------------


def corrected(body):
    first = sample_lesson.article("bugle", body)
    return replace(LESSON, articles=(first, *LESSON.articles[1:]))


def test_alternatives_move_with_their_words():
    key = made(CLAIM, WHOLE, "greedy", "Everyone knows")
    lesson = corrected("A figure was wrong. " + BODY)
    carried = carried_over_key(LESSON, lesson, key)
    body = lesson.article(BUGLE).body
    assert [each.span.of(body) for each in carried.annotations[0].also] == [
        "greedy",
        "Everyone knows",
    ]
    assert placed_key(lesson, carried) == (carried, ())


def test_what_lost_one_of_its_wordings_stays_on_the_others():
    key = made(CLAIM, WHOLE, "greedy")
    lost_also = corrected(BODY.replace("greedy", "careful"))
    placed, aside = placed_key(lost_also, carried_over_key(LESSON, lost_also, key))
    assert words_of(placed) == (WHOLE,)
    assert [each.quote for each in aside] == ["greedy"]
    lost_own = corrected(BODY.replace(WHOLE, "It stays"))
    placed, aside = placed_key(lost_own, carried_over_key(LESSON, lost_own, key))
    assert words_of(placed) == ("greedy",)
    assert placed.annotations[0].id == key.annotations[0].id
    assert [each.quote for each in aside] == [WHOLE]


def test_alternatives_move_while_the_article_of_a_draft_is_edited():
    key = made(CLAIM, WHOLE, "greedy", "Everyone knows")
    draft = LessonDraft(DraftId("one"), LESSON, NOON, key)
    text = ("New. " + BODY.replace("greedy", "careful")).split("\n")
    edited = edit_paragraphs(draft, BUGLE, [(BlockKind.PARAGRAPH, line) for line in text])
    assert edited.lost == ("greedy",)
    body = edited.draft.lesson.article(BUGLE).body
    (one,) = edited.draft.key.annotations
    assert [words.span.of(body) for words in one.wordings if words.quote != "greedy"] == [
        WHOLE,
        "Everyone knows",
    ]
    assert unplaced_key(edited.draft, BUGLE).quotes == ("greedy",)


def test_the_id_is_that_of_its_own_words():
    key = made(CLAIM, WHOLE, "greedy")
    start = span_of(WHOLE)
    assert key.annotations[0].id == KeyId(f"bugle/{CLAIM}/{start.start}-{start.end}")
