"""What is said of the articles that a lesson asks for, on every screen and sheet alike."""

from __future__ import annotations

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.wording import listed
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
