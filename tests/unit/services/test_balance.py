"""A set of articles is weighed, and what is uneven is said in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId, KeyId
from annotator.domain.imports import ImportedPage, PageMetadata
from annotator.domain.keys import AnswerKey, KeyAnnotation
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.readability import readability
from annotator.services.balance import balance_of, measure_article
from tests.fakes import sample_lesson

EVEN = "The council raised the price on Monday. Parents had asked for more time. "


def an_article(name, body, **changes):
    made = sample_lesson.article(name, body, outlet=f"The {name.title()}")
    return replace(made, license="CC BY", date="2026-05-04", **changes)


def a_draft(*articles, key=None):
    lesson = replace(sample_lesson.lesson(), articles=articles)
    now = datetime(2026, 3, 4, tzinfo=UTC)
    return LessonDraft(DraftId("d1"), lesson, now, key or AnswerKey())


def said(draft):
    return [remark.message for remark in balance_of(draft).remarks]


@pytest.fixture
def even():
    return a_draft(an_article("gull", EVEN * 3), an_article("tern", EVEN * 4))


def test_an_even_set_needs_no_remark(even):
    assert said(even) == []
    told = balance_of(even)
    assert told.summary.startswith("2 articles, from 2 outlets, 39 to 52 words, reading grade")


def test_quoted_words_are_counted_by_their_marks():
    body = "“This is robbery,” said one. She added “no” and “never ever”."
    measured = measure_article(sample_lesson.article("a", body))
    assert (measured.words, measured.quoted) == (11, 6)
    assert measured.quote_share == pytest.approx(6 / 11)


def test_an_empty_text_has_no_shares():
    measured = measure_article(sample_lesson.article("a", ""))
    assert (measured.words, measured.quote_share, measured.grade) == (0, None, None)


def test_the_same_outlet_twice_is_said(even):
    first, second = even.lesson.articles
    made = a_draft(first, replace(second, outlet="gull"))
    assert any("Articles 1 and 2 are from the same outlet" in each for each in said(made))


def test_lengths_levels_and_quotes_that_differ_are_said():
    hard = "Notwithstanding considerable administrative opposition, representatives " * 12
    short = an_article("gull", "He ran. “I did it. I did it all,” he said.")
    found = said(a_draft(short, an_article("tern", hard + ".")))
    assert [
        n for n in ("times as long", "is written for grade", "quotes others") if n in str(found)
    ]
    assert sum("times as long" in each for each in found) == 1
    assert sum("is written for grade" in each for each in found) == 1
    assert sum("quotes others" in each for each in found) == 1


def test_missing_bylines_dates_and_licences_are_said(even):
    first, second = even.lesson.articles
    bare = replace(second, byline="", date="", license="")
    found = said(a_draft(first, bare))
    assert [each.split(".")[0] for each in found] == [
        "Article 2 has no byline",
        "Article 2 has no date",
        "Article 2 has no licence",
    ]
    lesson = replace(even.lesson, articles=(first, bare), license="CC BY")
    assert "licence" not in str(said(replace(even, lesson=lesson)))


def test_keys_are_compared_by_100_words(even):
    def keys(article, count):
        return [
            KeyAnnotation(
                KeyId(f"{article}{n}"), ArticleId(article), sample_lesson.LOADED, Span(n, n + 1)
            )
            for n in range(count)
        ]

    one_sided = replace(even, key=AnswerKey(tuple(keys("tern", 3))))
    assert any("The Gull has no answer key yet" in each for each in said(one_sided))
    uneven = replace(even, key=AnswerKey((*keys("tern", 8), *keys("gull", 1))))
    assert any("key annotations in 100 words" in each for each in said(uneven))
    assert balance_of(uneven).articles[1].keys_per_100 == pytest.approx(800 / 52)


def test_dates_far_apart_and_a_foreign_language_are_said(even):
    first, second = even.lesson.articles
    late = replace(second, date="2026-06-04")
    page = ImportedPage("raw", PageMetadata(language="es"), ())
    made = replace(a_draft(first, late), pages={late.id: page})
    found = said(made)
    assert any("31 days apart" in each for each in found)
    assert any("in the language “es”" in each for each in found)
    assert balance_of(made).articles[1].measure.grade is None


@pytest.mark.parametrize("count, word", [(0, "no article"), (1, "one article only"), (6, "6 ")])
def test_too_few_and_too_many_are_said(count, word):
    many = a_draft(*(an_article(f"bird{n}", EVEN * 3) for n in range(count)))
    told = balance_of(many)
    assert any(word in each for each in (told.summary, *said(many)))


def test_paragraph_by_paragraph_the_counts_are_those_of_the_whole():
    body = "\n".join(
        (
            "She said: “We waited. Nobody came.",
            "“Then we left.” The council said nothing (twice).",
            "A caption",
            EVEN * 2,
        )
    )
    article = sample_lesson.article("a", body)
    whole = readability(article.body, article.sentences)
    measured = measure_article(article)
    assert measured.grade == whole.grade
    assert measured.words == len(words(article.body))
    assert measured.quoted == 7
