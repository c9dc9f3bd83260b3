"""What a student is asked for follows from the lesson and the student's group."""

from __future__ import annotations

from annotator.domain.asked import AskedArticles, Portion, ReadingGroup
from annotator.domain.identifiers import ArticleId

A, B, C = ARTICLES = tuple(map(ArticleId, "abc"))
GROUPS = AskedArticles(groups=(ReadingGroup("Red", (C, A)), ReadingGroup("Blue", (B,))))


def test_a_lesson_that_says_nothing_asks_for_all():
    assert AskedArticles().is_all
    assert AskedArticles().portions(ARTICLES, "Red") == (Portion(ARTICLES, 3),)


def test_at_least_so_many_are_a_choice_of_the_student():
    (portion,) = AskedArticles(at_least=2).portions(ARTICLES)
    assert portion == Portion(ARTICLES, 2)
    assert portion.is_a_choice
    assert portion.missing(frozenset({B})) == 1
    assert portion.missing(frozenset({A, B, C})) == 0


def test_more_than_there_are_is_all_of_them():
    assert AskedArticles(at_least=9).portions(ARTICLES) == (Portion(ARTICLES, 3),)


def test_a_group_has_its_articles_in_the_order_of_the_lesson():
    (portion,) = GROUPS.portions(ARTICLES, "Red")
    assert portion == Portion((A, C), 2)
    assert not portion.is_a_choice
    assert portion.missing(frozenset({A, B})) == 1


def test_without_a_known_group_it_is_the_portion_of_any_group():
    both = (Portion((A, C), 2), Portion((B,), 1))
    assert GROUPS.portions(ARTICLES) == GROUPS.portions(ARTICLES, "Green") == both


def test_a_group_whose_articles_are_gone_asks_for_all():
    assert GROUPS.portions([ArticleId("z")], "Red") == (Portion((ArticleId("z"),), 1),)
