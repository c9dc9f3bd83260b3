"""An edited article keeps its answer key: moved with its words, or listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import TEACHER, ArticleId, DraftId, LinkId
from annotator.domain.keys import UnscoredSentence
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import text_paragraphs
from annotator.domain.spans import Span
from annotator.services.editing_articles import (
    edit_paragraphs,
    join_with_next,
    move_paragraph,
    split_paragraph,
    unplaced_key,
    with_headline,
    with_kind,
)
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import span_of

BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
BEFORE = sample_lesson.lesson()
LESSON = sample_lesson.headed(BEFORE)
KEY = sample_lesson.key(LESSON)
P, S, C = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.CAPTION


def draft(**changes):
    made = LessonDraft(DraftId("d1"), LESSON, datetime(2026, 3, 4, tzinfo=UTC), KEY)
    return replace(made, **changes)


def edited(made, *texts, article_id=BUGLE):
    return edit_paragraphs(made, article_id, [(P, text) for text in texts])


def texts_of(made, article_id=BUGLE):
    return [text for _, text in text_paragraphs(made.lesson.article(article_id))]


def quotes(made, article_id=BUGLE):
    body = made.lesson.article(article_id).body
    return {(k.quote, k.span.of(body)) for k in made.key.for_article(article_id)}


def test_words_before_and_behind_an_edit_keep_their_key():
    first, second, third = texts_of(draft())
    after = edited(draft(), "Prices are up. " + first, second, third + " Nobody laughed.")
    assert after.lost == ()
    assert all(quote == found for quote, found in quotes(after.draft))
    assert unplaced_key(after.draft, BUGLE).quotes == ()


def test_what_is_edited_away_stays_in_the_key_and_is_listed():
    first, second, third = texts_of(draft())
    after = edited(draft(), first.replace("slapped", "put"), second, third)
    assert after.lost == ("slapped",)
    assert unplaced_key(after.draft, BUGLE).quotes == ("slapped",)
    assert len(after.draft.key.annotations) == len(draft().key.annotations)


def test_listed_words_come_back_with_their_text():
    first, second, third = texts_of(draft())
    without = edited(draft(), first.replace("slapped", "put"), second, third).draft
    again = edited(without, first, second, third)
    assert unplaced_key(again.draft, BUGLE).quotes == ()
    assert again.draft.key.annotations == draft().key.annotations


def test_a_word_that_grows_at_its_edge_is_another_word():
    first, second, third = texts_of(draft())
    after = edited(draft(), first.replace("cruel", "cruelest"), second, third)
    assert after.lost == ("cruel",)


def test_keys_move_with_a_paragraph_that_moves():
    paragraphs = text_paragraphs(LESSON.articles[0])
    after = edit_paragraphs(draft(), BUGLE, move_paragraph(paragraphs, 1, -1))
    assert texts_of(after.draft)[0].startswith("Everyone knows")
    assert after.lost == ()
    assert all(quote == found for quote, found in quotes(after.draft))


def test_a_word_that_stands_twice_keeps_its_place_beside_an_edit():
    twin = " ".join(["Soup is cruel."] * 6)
    lesson = sample_lesson.headed(
        replace(BEFORE, articles=(sample_lesson.article("bugle", twin), BEFORE.articles[1]))
    )
    spot = lesson.articles[0].body.rindex("cruel")
    one = replace(KEY.annotations[2], span=Span(spot, spot + 5))
    made = draft(lesson=lesson, key=replace(KEY, annotations=(one,)))
    after = edited(made, "Hot " + twin)
    assert after.lost == ()
    assert after.draft.key.annotations[0].span.start == spot + 4


def test_links_and_unscored_sentences_move_too():
    body = LESSON.articles[0].body
    soup = span_of(LESSON, "bugle", "soup")
    other = span_of(LESSON, "record", "soup")
    ends = (
        LinkEnd(BUGLE, soup, anchor_of(body, soup)),
        LinkEnd(RECORD, other, anchor_of(LESSON.articles[1].body, other)),
    )
    robbery = span_of(LESSON, "bugle", "“This is robbery,” said one parent.")
    key = replace(
        KEY,
        links=(Link(LinkId("l1"), TEACHER, ends),),
        unscored=(UnscoredSentence(BUGLE, robbery),),
    )
    first, second, third = texts_of(draft())
    after = edited(draft(key=key), "News. " + first, second, third)
    made = after.draft
    assert after.lost == ()
    assert made.key.unscored[0].span.of(made.lesson.articles[0].body) == robbery.of(body)
    assert [end.span.of(made.lesson.article(end.article_id).body) for end in made.key.links[0].ends]
    assert made.key.links[0].ends[0].span.start == soup.start + 6

    gone = edited(draft(key=key), first.replace("soup", "stew"), second)
    assert set(gone.lost) >= {"soup", robbery.of(body)}
    assert "soup" in unplaced_key(gone.draft, BUGLE).quotes


def test_text_is_normalised_and_empty_paragraphs_go():
    after = edited(draft(), "One\u00a0two\r\nthree\u200b.", "  ", "\tFour.  Five. ").draft
    article = after.lesson.article(BUGLE)
    assert article.body[article.text_start :] == "One two three.\nFour.  Five."
    assert [span.of(article.body) for span in article.sentences[1:]] == [
        "One two three.",
        "Four.",
        "Five.",
    ]


def test_paragraphs_that_stay_keep_the_sentences_that_grammar_found():
    whole = LESSON.articles[0]
    # The two sentences of the second paragraph are taken for one.
    joined = Span(whole.sentences[2].start, whole.sentences[3].end)
    found = (*whole.sentences[:2], joined, *whole.sentences[4:])
    lesson = replace(LESSON, articles=(replace(whole, sentences=found), LESSON.articles[1]))
    one, two, three = texts_of(draft())
    after = edited(draft(lesson=lesson), three, "New. Here.", two).draft.lesson.articles[0]
    said = [span.of(after.body) for span in after.sentences]
    assert said == [whole.headline, three, "New.", "Here.", two]
    assert one not in after.body


def test_another_kind_changes_no_body():
    paragraphs = text_paragraphs(LESSON.articles[0])
    after = edit_paragraphs(draft(), BUGLE, with_kind(paragraphs, 1, C)).draft
    assert after.lesson.article(BUGLE).hash == LESSON.articles[0].hash
    assert after.lesson.article(BUGLE).blocks[2].kind is C
    assert after.key == draft().key


def test_an_article_that_would_be_too_long_is_refused():
    with pytest.raises(NotAllowed, match="at most 400,000"):
        edited(draft(), "long " * 90_000)


def test_all_paragraphs_can_go_and_come_back():
    empty = edited(draft()).draft
    assert text_paragraphs(empty.lesson.article(BUGLE)) == ()
    back = edited(empty, *texts_of(draft()))
    assert all(quote == found for quote, found in quotes(back.draft))


def test_split_join_and_move_are_each_others_way_back():
    start = ((P, "One two. Three."), (S, "Four"), (C, "Five"))
    split = split_paragraph(start, 0, 9)
    assert split == ((P, "One two."), (P, "Three."), (S, "Four"), (C, "Five"))
    assert join_with_next(split, 0) == start
    assert join_with_next(start, 2) == start
    assert move_paragraph(start, 0, 1) == (start[1], start[0], start[2])
    assert move_paragraph(start, 2, 5) == start
    assert move_paragraph(move_paragraph(start, 0, 1), 1, -1) == start


@given(st.lists(st.text("ab soup.\n", max_size=30), max_size=6))
def test_no_edit_loses_a_key(texts):
    after = edited(draft(), *texts)
    assert [k.id for k in after.draft.key.annotations] == [k.id for k in draft().key.annotations]
    listed = set(unplaced_key(after.draft, BUGLE).quotes)
    assert {quote for quote, found in quotes(after.draft) if quote != found} == listed


def test_a_headline_comes_into_the_text_and_the_key_moves_behind_it():
    old = BEFORE.article(BUGLE)
    key = replace(sample_lesson.key(), unscored=(UnscoredSentence(BUGLE, old.sentences[-1]),))
    made = with_headline(draft(lesson=BEFORE, key=key), BUGLE, old.headline)
    article = made.draft.lesson.article(BUGLE)
    shift = len(old.headline) + 1
    assert article.body == f"{old.headline}\n{old.body}"
    assert article.headline_span == Span(0, len(old.headline))
    assert [s.start - shift for s in article.sentences[1:]] == [s.start for s in old.sentences]
    was, now = key.for_article(BUGLE), made.draft.key.for_article(BUGLE)
    assert [k.span.start - shift for k in now] == [k.span.start for k in was]
    assert made.draft.key.unscored[0].span == article.sentences[-1]
    assert made.lost == ()
    assert quotes(made.draft) == {(k.quote, k.quote) for k in was}


def test_another_headline_takes_only_what_stood_on_its_own_words():
    headed = with_headline(draft(), BUGLE, "A shocking price").draft
    shocking = replace(
        headed.key.annotations[0], id="k9", span=Span(2, 10), quote="shocking", category_id="x"
    )
    key = replace(headed.key, annotations=(*headed.key.annotations, shocking))
    made = with_headline(replace(headed, key=key), BUGLE, "A new price for soup")
    assert made.lost == ("shocking",)
    assert texts_of(made.draft) == texts_of(draft())
    body = made.draft.lesson.article(BUGLE).body
    assert body.startswith("A new price for soup\n")
    back = with_headline(made.draft, BUGLE, "A shocking price")
    assert quotes(back.draft) == quotes(replace(headed, key=key))


def test_an_edit_of_a_text_of_before_brings_its_headline_in_and_loses_nothing():
    first, second, third = texts_of(draft())
    before = draft(lesson=BEFORE, key=sample_lesson.key())
    after = edited(before, first, "Somebody laughed.", second, third)
    article = after.draft.lesson.article(BUGLE)
    assert article.body.split("\n")[:2] == [article.headline, first]
    assert after.lost == ()
    assert unplaced_key(after.draft, BUGLE).quotes == ()
    assert edited(after.draft, first, "Somebody laughed.", second, third).draft == after.draft


def test_a_draft_without_a_text_has_no_headline_in_it():
    empty = edited(draft(), "").draft
    assert empty.lesson.article(BUGLE).body == ""
    assert with_headline(empty, BUGLE, "Other").draft.lesson.article(BUGLE).body == ""
    assert edited(empty, "New.").draft.lesson.article(BUGLE).body.endswith("\nNew.")
