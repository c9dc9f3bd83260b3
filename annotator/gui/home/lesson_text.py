"""What the start screen says about a lesson, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from annotator.domain.moments import clock, days_until, month_day
from annotator.gui.plain_text import counted

if TYPE_CHECKING:  # the first window does not wait for the domain
    from annotator.services.draft_copies import TwoWorks
    from annotator.services.lesson_entries import LessonEntry, LessonSummary, Progress


def facts(lesson: LessonSummary) -> str:
    """Return how long a lesson is: minutes, articles, questions."""
    parts = [f"{lesson.minutes} min", counted(lesson.articles, "article")]
    if lesson.questions:
        parts.append(counted(lesson.questions, "question"))
    return "  ·  ".join(parts)


def progress_words(progress: Progress) -> str:
    """Return how far the work is, such as "3 of 5 articles begun"."""
    parts = [f"{progress.articles_begun} of {counted(progress.articles, 'article')} begun"]
    if progress.questions:
        parts.append(f"{progress.answered} of {counted(progress.questions, 'question')} answered")
    return "  ·  ".join(parts)


def handed_in_words(progress: Progress, now: datetime) -> str:
    """Return when the work was handed in last, or nothing; `now` decides about "today"."""
    handed_in = progress.handed_in
    if handed_in is None:
        return ""
    when = clock(handed_in.handed_in)
    if days_until(handed_in.handed_in, now):
        when = f"{month_day(handed_in.handed_in)}, {when}"
    return f"Handed in {when}, attempt {handed_in.attempt}"


def spoken(entry: LessonEntry, now: datetime) -> str:
    """Return everything on a card in sentences, for whoever listens to it."""
    lesson, progress = entry.lesson, entry.progress
    parts = [lesson.event, lesson.summary.rstrip("."), facts(lesson).replace("  ·  ", ", ")]
    if progress.is_begun:
        parts.append(f"{progress.percent} percent: " + progress_words(progress))
    parts.append(handed_in_words(progress, now))
    return ". ".join(part.replace("  ·  ", ", ") for part in parts if part) + "."


def two_works(choice: TwoWorks, now: datetime) -> str:
    """Return what a student is asked where work in the folder would replace work here."""
    parts = [
        "You have two different works on this lesson.",
        f"On this computer: {_work(choice.here, choice.here_at, now)}",
        f"In the class folder: {_work(choice.there, choice.there_at, now)}",
        "Which one do you want to go on with? The other one is kept.",
    ]
    if choice.is_of_future:
        parts.insert(3, "The time of the one in the class folder was wrong. Look closely.")
    return "\n".join(parts)


def _work(items: int, at: datetime, now: datetime) -> str:
    when = clock(at) if not days_until(at, now) else f"{month_day(at)}, {clock(at)}"
    return f"{counted(items, 'highlight or answer', 'highlights and answers')}, changed {when}."
