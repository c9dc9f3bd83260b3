"""How many words of an article may be marked at no cost: what students are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.scoring.hand_in import prepare_key
from annotator.scoring.rules import rules_of

WordBudgets = Mapping[ArticleId, Mapping[CategoryId, int]]


def word_budgets(lesson: Lesson, key: AnswerKey) -> WordBudgets:
    """Return about how many words may be marked, by article and category of words.

    Whoever marks no more than that loses nothing by it. The numbers are whole tens, so that they
    tell little of the key; there are none where the lesson's rules have no budget.
    """
    rules = rules_of(lesson).budget
    if rules is None:
        return {}
    prepared = prepare_key(replace(lesson, word_budgets={}), key)
    return {
        each.article.id: {one: each.text.budget(one, rules) for one in prepared.span_categories}
        for each in prepared.articles
    }


def with_word_budgets(
    lesson: Lesson, key: AnswerKey, promised: WordBudgets | None = None
) -> Lesson:
    """Return the lesson with the budgets that follow from its key.

    None is lower than what is `promised`: students may hold that already.
    """
    told = promised or {}
    budgets = {
        article_id: {one: max(n, told.get(article_id, {}).get(one, 0)) for one, n in mine.items()}
        for article_id, mine in word_budgets(lesson, key).items()
    }
    return replace(lesson, word_budgets=budgets)


def with_rules(lesson: Lesson, edition: int, key: AnswerKey) -> Lesson:
    """Return the lesson graded by an edition of the rules, with the budgets of that."""
    if lesson.credit_rules == edition:
        return lesson
    return with_word_budgets(replace(lesson, credit_rules=edition), key)
