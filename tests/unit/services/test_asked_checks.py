"""A lesson that asks for what cannot be done, or whose questions ask for more, is told so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import ArticleId, QuestionId
from annotator.domain.lessons import Lesson, Question
from annotator.services.asked_checks import speaks_of_all
from annotator.services.checking import Severity, Subject, check_lesson
from tests.fakes import sample_lesson

BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
ONE = AskedArticles(at_least=1)


def lesson(asked: AskedArticles, **changes: object) -> Lesson:
    return replace(sample_lesson.lesson(), asked=asked, **changes)


def said(given: Lesson) -> tuple[list[str], list[str]]:
    report = check_lesson(given, sample_lesson.key())
    about = [each for each in report.findings if each.subject is Subject.LESSON]
    errors = [each.message for each in about if each.severity is Severity.ERROR]
    return errors, [each.message for each in about if each.severity is Severity.ADVICE]


def test_a_question_about_all_meets_a_task_about_some():
    errors, (advice,) = said(lesson(ONE))
    assert not errors
    assert advice.startswith("“What do both agree on?” speaks of all articles")


def test_it_is_settled_by_saying_that_it_needs_all_or_by_asking_for_all():
    needing = replace(sample_lesson.lesson().questions[0], needs_all=True)
    assert said(lesson(ONE, questions=(needing,))) == ([], [])
    assert said(lesson(AskedArticles())) == ([], [])


@pytest.mark.parametrize(
    "prompt, expected",
    [
        ("What do all five agree on?", True),
        ("Which facts are in every article?", True),
        ("Worin sind sich alle fünf einig?", True),
        ("Rewrite one loaded sentence so that both sides would accept it.", False),
        ("Which two differ most in naming the people in the street?", False),
        ("What is all this about?", False),
    ],
)
def test_words_that_speak_of_all_articles(prompt: str, expected: bool):
    assert speaks_of_all(Question(QuestionId("q"), prompt)) is expected


@pytest.mark.parametrize(
    "asked, message",
    [
        (AskedArticles(at_least=3), "At least 3 articles are asked for, but the lesson has 2"),
        (AskedArticles(groups=(ReadingGroup("Red", ()),)), "The group “Red” has no article"),
        (AskedArticles(groups=(ReadingGroup(" ", (BUGLE, RECORD)),)), "has no name"),
        (
            AskedArticles(groups=(ReadingGroup("A", (BUGLE,)), ReadingGroup("A", (RECORD,)))),
            "Two reading groups are called “A”",
        ),
    ],
)
def test_what_nobody_can_do_is_an_error(asked: AskedArticles, message: str):
    errors, _ = said(lesson(asked, questions=(), criteria=()))
    assert any(message in error for error in errors)


def test_an_article_that_no_group_reads_is_advice():
    asked = AskedArticles(groups=(ReadingGroup("Red", (BUGLE,)),))
    errors, advice = said(lesson(asked, questions=(), criteria=()))
    assert not errors
    assert advice == ["No group works on “School Record”. Give it to one, or take it out."]
