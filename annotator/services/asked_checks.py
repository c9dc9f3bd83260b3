"""Whether what a lesson asks for can be done, and whether its questions fit that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.lessons import Lesson, Question
from annotator.domain.notes import shortened
from annotator.translation import _

#: Words by which a question speaks of every article, in English, German, French and Spanish.
_ALL = re.compile(
    r"\b(all|both|each|every|alle[nr]?|beide[nr]?|jede[rsnm]?|tous|toutes|chaque|tod[oa]s"
    r"|amb[oa]s|cada)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|20|zwei|drei|vier|fünf|sechs"
    r"|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|agree|articles?|outlets?|newspapers?|papers?"
    r"|texts?|versions?|stories|artikeln?|texten?|zeitungen|journaux|textes|artículos|textos"
    r"|periódicos|them)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedFinding:
    """One thing about the articles that are asked for, as a sentence that says what to do."""

    message: str
    is_error: bool


def asked_findings(lesson: Lesson) -> Iterator[AskedFinding]:
    """Yield what cannot be done, then the questions that speak of more than is asked for."""
    yield from _impossible(lesson)
    if not lesson.asked.is_all:
        for question in lesson.questions:
            if speaks_of_all(question) and not question.needs_all:
                yield AskedFinding(_beyond(question), is_error=False)


def speaks_of_all(question: Question) -> bool:
    """Return whether a question seems to speak of every article of its lesson."""
    words = question.prompt
    whole = _ALL.search(words)
    return question.article_id is None and bool(whole and _ARTICLES.search(words, whole.end()))


def _beyond(question: Question) -> str:
    return _(
        "“{prompt}” speaks of all articles, but students are asked for some of them. Say that it "
        "needs all (then students are told to skim the others), or change its words.",
        prompt=shortened(question.prompt, 60),
    )


def _impossible(lesson: Lesson) -> Iterator[AskedFinding]:
    asked, number = lesson.asked, len(lesson.articles)
    if asked.at_least is not None and asked.at_least > number:
        message = _(
            "At least {at_least} articles are asked for, but the lesson has {number}. Ask for "
            "fewer.",
            at_least=asked.at_least,
            number=number,
        )
        yield AskedFinding(message, is_error=True)
    names = Counter(group.name.strip() for group in asked.groups)
    for name, times in names.items():
        if not name:
            yield AskedFinding(_("A reading group has no name. Give it one."), is_error=True)
        elif times > 1:
            message = _("Two reading groups are called “{name}”. Rename one.", name=name)
            yield AskedFinding(message, is_error=True)
    known = {article.id for article in lesson.articles}
    for group in asked.groups:
        if not known.intersection(group.articles):
            message = _("The group “{name}” has no article. Give it one.", name=group.name)
            yield AskedFinding(message, is_error=True)
    given = {article_id for group in asked.groups for article_id in group.articles}
    for article in lesson.articles:
        if asked.groups and article.id not in given:
            message = _(
                "No group works on “{outlet}”. Give it to one, or take it out.",
                outlet=article.outlet,
            )
            yield AskedFinding(message, is_error=False)
