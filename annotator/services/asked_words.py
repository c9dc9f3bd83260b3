"""What is said of the articles that a lesson asks for, on every screen and sheet alike."""

from __future__ import annotations

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.wording import listed
from annotator.scoring.results import HandInScore
from annotator.translation import _, ngettext


def asked_words(lesson: Lesson) -> str:
    """Return which articles are asked for; nothing where that is all of them."""
    asked, number = lesson.asked, len(lesson.articles)
    if asked.groups:
        groups = [f"{each.name} {numbers_of(lesson, each.articles)}" for each in asked.groups]
        return _("Articles by group: {groups}.", groups="; ".join(groups))
    if asked.is_all:
        return ""
    return ngettext(
        "At least {number} of {among} articles; students choose which.",
        "At least {number} of {among} articles; students choose which.",
        lesson.portion("").least,
        among=number,
    )


def task_words(lesson: Lesson) -> str:
    """Return what a student is told on paper; nothing where all articles are asked for."""
    if lesson.asked.groups:
        groups = [
            f"{each.name}: {numbers_of(lesson, each.articles)}" for each in lesson.asked.groups
        ]
        return _("Work on the articles of your group. {groups}.", groups="; ".join(groups))
    if lesson.asked.is_all:
        return ""
    return ngettext(
        "Work on at least {number} of the {among} articles; you choose which.",
        "Work on at least {number} of the {among} articles; you choose which.",
        lesson.portion("").least,
        among=len(lesson.articles),
    )


def counted_words(lesson: Lesson, score: HandInScore, group: str) -> str:
    """Return which articles a score counts; nothing where everybody is asked for all."""
    if lesson.asked.is_all:
        return ""
    counted = numbers_of(lesson, score.counted_ids)
    if lesson.asked.group(group) is not None:
        return _("Counted: {articles}, of the group {group}.", articles=counted, group=group)
    if lesson.asked.groups:
        return _("Counted: {articles}; no group was chosen.", articles=counted)
    return ngettext(
        "Counted: {articles}; each student’s best {number}, or more.",
        "Counted: {articles}; each student’s best {number}, or more.",
        lesson.portion("").least,
        articles=counted,
    )


def beyond_words(lesson: Lesson) -> str:
    """Return what a student does for a question that speaks of all articles."""
    return _(
        "For this question, skim the headline and the first paragraph of all {number} articles.",
        number=len(lesson.articles),
    )


def numbers_of(lesson: Lesson, articles: tuple[ArticleId, ...]) -> str:
    """Return articles by their numbers in the lesson, in its order: A1, A3 and A4."""
    known = [each.id for each in lesson.articles]
    return listed([f"A{known.index(each) + 1}" for each in known if each in articles])
