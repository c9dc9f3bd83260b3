"""Articles of a draft: made of pages, decided block by block, described, ordered, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.imports import Decision, ImportedBlock, ImportedPage, PageMetadata
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import text_paragraphs
from annotator.files.lesson_source import MOST_ARTICLES as MOST_IN_FILES
from annotator.services.article_drafts import (
    MOST_ARTICLES,
    add_pages,
    article_problems,
    decide_blocks,
    describe_article,
    details_of,
    is_edited,
    move_article,
    remove_article,
    take_page_again,
)
from annotator.services.editing_articles import edit_paragraphs
from tests.fakes import sample_lesson

P, S, C = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.CAPTION
PAGE = ImportedPage(
    raw="the raw page",
    metadata=PageMetadata("Rain in June", "The Daily Puddle", "A. Cloud", "2026-06-01", "en"),
    blocks=(
        ImportedBlock("It rained.", True, "text of the article"),
        ImportedBlock("Follow us", False, "follow line"),
        ImportedBlock("A puddle", True, "caption", C),
        ImportedBlock("It stopped.", True, "text of the article"),
    ),
)
PUDDLE = ArticleId("the-daily-puddle")


@pytest.fixture
def empty():
    lesson = replace(sample_lesson.lesson(), articles=(), questions=(), criteria=())
    return LessonDraft(DraftId("d1"), lesson, datetime(2026, 3, 4, tzinfo=UTC))


@pytest.fixture
def draft(empty):
    return add_pages(empty, [("page.html", PAGE)])[0]


@pytest.fixture
def full():
    now = datetime(2026, 3, 4, tzinfo=UTC)
    return LessonDraft(DraftId("d1"), sample_lesson.lesson(), now, sample_lesson.key())


def texts(draft, article_id=PUDDLE):
    return [text for _, text in text_paragraphs(draft.lesson.article(article_id))]


def test_the_limits_of_drafts_and_of_files_are_the_same():
    assert MOST_ARTICLES == MOST_IN_FILES


def test_a_page_becomes_an_article_with_what_it_tells(draft):
    article = draft.lesson.article(PUDDLE)
    assert (article.headline, article.outlet) == ("Rain in June", "The Daily Puddle")
    assert (article.byline, article.date) == ("A. Cloud", "2026-06-01")
    assert article.body == "Rain in June\nIt rained.\nA puddle\nIt stopped."
    assert [block.kind for block in article.blocks] == [BlockKind.HEADLINE, P, C, P]
    assert len(article.sentences) == 4
    assert draft.pages[PUDDLE] is PAGE


def test_ids_are_never_taken_twice_nor_from_a_published_article(draft):
    published = replace(draft, published=draft.lesson)
    bare = remove_article(published, PUDDLE).draft
    again, added = add_pages(bare, [("a", PAGE), ("b", PAGE)])
    assert added == ("the-daily-puddle-2", "the-daily-puddle-3")
    assert len(again.pages) == 2


def test_a_lesson_has_room_for_so_many_articles(empty):
    full, added = add_pages(empty, [(f"p{n}", PAGE) for n in range(MOST_ARTICLES)])
    assert len(set(added)) == MOST_ARTICLES
    with pytest.raises(NotAllowed, match="20 articles at most"):
        add_pages(full, [("one more", PAGE)])


def test_a_decision_goes_into_the_text_and_out_of_it(draft):
    kept = decide_blocks(draft, PUDDLE, {1: Decision(keep=True)}).draft
    assert texts(kept) == ["It rained.", "Follow us", "A puddle", "It stopped."]
    back = decide_blocks(kept, PUDDLE, {1: None}).draft
    assert back.lesson == draft.lesson
    assert back.pages[PUDDLE] == PAGE


def test_deciding_what_the_program_decided_is_no_decision(draft):
    made = decide_blocks(draft, PUDDLE, {0: Decision(keep=True, kind=P)}).draft
    assert made.pages[PUDDLE].decisions == {}


def test_a_decision_keeps_what_was_edited_by_hand(draft):
    rewritten = [(P, "It rained hard."), (C, "A puddle"), (P, "It stopped."), (P, "A new end.")]
    edited = edit_paragraphs(draft, PUDDLE, rewritten).draft
    assert is_edited(edited, PUDDLE)
    kept = decide_blocks(edited, PUDDLE, {1: Decision(keep=True), 2: Decision(kind=P)})
    assert texts(kept.draft) == [
        "It rained hard.",
        "Follow us",
        "A puddle",
        "It stopped.",
        "A new end.",
    ]
    assert kept.missed == ()
    dropped = decide_blocks(kept.draft, PUDDLE, {0: Decision(keep=False)}).draft
    assert texts(dropped) == ["Follow us", "A puddle", "It stopped.", "A new end."]


def test_a_block_whose_paragraph_is_gone_is_told_as_missed(draft):
    edited = edit_paragraphs(draft, PUDDLE, [(P, "Something else.")]).draft
    result = decide_blocks(edited, PUDDLE, {0: Decision(keep=False)})
    assert result.missed == ("It rained.",)
    assert texts(result.draft) == ["Something else."]


def test_the_text_of_the_page_can_be_taken_again(draft):
    edited = edit_paragraphs(draft, PUDDLE, [(P, "Something else.")]).draft
    again = take_page_again(edited, PUDDLE).draft
    assert again.lesson == draft.lesson
    assert not is_edited(again, PUDDLE)


def test_details_are_put_on_one_line_and_come_back(draft):
    details = replace(
        details_of(draft, PUDDLE),
        headline=" Rain\nagain ",
        license="CC\u00a0BY 4.0",
        source_note="Page 3",
        language="DE",
    )
    after = describe_article(draft, PUDDLE, details).draft
    told = details_of(after, PUDDLE)
    assert (told.headline, told.license, told.language) == ("Rain again", "CC BY 4.0", "de")
    assert told.source_note == "Page 3"
    assert texts(after) == texts(draft)
    assert after.lesson.article(PUDDLE).body.startswith("Rain again\nIt rained.")


def test_articles_change_places(full):
    swapped = move_article(full, ArticleId("record"), 0)
    assert [article.id for article in swapped.lesson.articles] == ["record", "bugle"]
    assert move_article(swapped, ArticleId("record"), 9).lesson == full.lesson


def test_what_belongs_to_a_removed_article_goes_with_it(full):
    removed = remove_article(full, ArticleId("bugle"))
    assert removed.keys == len(full.key.for_article(ArticleId("bugle")))
    assert [k.article_id for k in removed.draft.key.annotations] == ["record"]
    assert [article.id for article in removed.draft.lesson.articles] == ["record"]


def test_a_question_about_a_removed_article_stays_for_the_lesson(full):
    asked = replace(full.lesson.questions[0], article_id=ArticleId("bugle"))
    made = replace(full, lesson=replace(full.lesson, questions=(asked,)))
    removed = remove_article(made, ArticleId("bugle"))
    assert removed.questions == 1
    assert removed.draft.lesson.questions == (replace(asked, article_id=None),)


def test_problems_say_what_to_do(empty):
    bare = replace(PAGE, metadata=PageMetadata(url="ftp://x"))
    draft, (first, second) = add_pages(empty, [("a.txt", bare), ("b.txt", bare)])
    details = replace(details_of(draft, first), url="puddle.example")
    draft = describe_article(draft, first, details).draft
    found = {(problem.article_id, problem.field) for problem in article_problems(draft)}
    assert found == {
        (first, "headline"),
        (first, "outlet"),
        (first, "url"),
        (second, "headline"),
        (second, "outlet"),
        (second, "body"),
    }
    assert all(problem.message.endswith(".") for problem in article_problems(draft))


def test_an_article_without_a_kept_block_is_a_problem(draft):
    every = {number: Decision(keep=False) for number in range(4)}
    made = decide_blocks(draft, PUDDLE, every).draft
    assert [problem.field for problem in article_problems(made)] == ["body"]
    assert texts(decide_blocks(made, PUDDLE, dict.fromkeys(every)).draft) == texts(draft)
