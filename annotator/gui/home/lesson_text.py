"""What the start screen says about a lesson, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from annotator.domain.moments import clock, days_until, month_day
from annotator.translation import _, ngettext

if TYPE_CHECKING:  # the first window does not wait for the domain
    from annotator.services.draft_copies import TwoWorks
    from annotator.services.lesson_entries import LessonEntry, LessonSummary, Progress


def facts(lesson: LessonSummary) -> str:
    """Return how long a lesson is: minutes, articles, questions."""
    parts = [
        _("{minutes} min", minutes=lesson.minutes),
        _("{asked} of {number} articles", asked=lesson.asked, number=lesson.articles)
        if lesson.asked
        else ngettext("{number} article", "{number} articles", lesson.articles),
    ]
    if lesson.questions:
        parts.append(ngettext("{number} question", "{number} questions", lesson.questions))
    return "  ·  ".join(parts)


def progress_words(progress: Progress) -> str:
    """Return how far the work is, such as "3 of 5 articles begun"."""
    parts = [
        ngettext(
            "{begun} of {number} article begun",
            "{begun} of {number} articles begun",
            progress.articles,
            begun=progress.articles_begun,
        )
    ]
    if progress.questions:
        parts.append(
            ngettext(
                "{answered} of {number} question answered",
                "{answered} of {number} questions answered",
                progress.questions,
                answered=progress.answered,
            )
        )
    return "  ·  ".join(parts)


def handed_in_words(progress: Progress, now: datetime) -> str:
    """Return when the work was handed in last, or nothing; `now` decides about "today"."""
    handed_in = progress.handed_in
    if handed_in is None:
        return ""
    when = clock(handed_in.handed_in)
    if days_until(handed_in.handed_in, now):
        when = f"{month_day(handed_in.handed_in)}, {when}"
    return _("Handed in {when}, attempt {attempt}", when=when, attempt=handed_in.attempt)


def spoken(entry: LessonEntry, now: datetime) -> str:
    """Return everything on a card in sentences, for whoever listens to it."""
    lesson, progress = entry.lesson, entry.progress
    parts = [lesson.event, lesson.summary.rstrip("."), facts(lesson).replace("  ·  ", ", ")]
    if progress.is_begun:
        parts.append(
            _(
                "{percent} percent: {progress}",
                percent=progress.percent,
                progress=progress_words(progress),
            )
        )
    parts.append(handed_in_words(progress, now))
    return ". ".join(part.replace("  ·  ", ", ") for part in parts if part) + "."


def two_works(choice: TwoWorks, now: datetime) -> str:
    """Return what a student is asked where work in the folder would replace work here."""
    parts = [
        _("You have two different works on this lesson."),
        _("On this computer: {work}", work=_work(choice.here, choice.here_at, now)),
        _("In the class folder: {work}", work=_work(choice.there, choice.there_at, now)),
        _("Which one do you want to go on with? The other one is kept."),
    ]
    if choice.is_of_future:
        parts.insert(3, _("The time of the one in the class folder was wrong. Look closely."))
    return "\n".join(parts)


def _work(items: int, at: datetime, now: datetime) -> str:
    when = clock(at) if not days_until(at, now) else f"{month_day(at)}, {clock(at)}"
    return ngettext(
        "{number} highlight or answer, changed {when}.",
        "{number} highlights and answers, changed {when}.",
        items,
        when=when,
    )
