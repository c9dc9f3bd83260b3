"""What the start screen lists: a lesson in a few words, and how far somebody is in it.

Nothing is imported here but for its types, so that lessons can be shown before the domain and
the database are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.hand_ins import HandIn
    from annotator.domain.identifiers import LessonId
    from annotator.domain.lessons import Lesson
    from annotator.services.ports import ReadingPlace


@dataclass(frozen=True, slots=True)
class LessonSummary:
    """A lesson without its texts: what a card or a list says of it."""

    id: LessonId
    version: int
    title: str
    event: str
    summary: str
    minutes: int
    articles: int
    questions: int
    #: How many of the articles are asked for, where that is not all of them.
    asked: int = 0

    @classmethod
    def of(cls, lesson: Lesson) -> LessonSummary:
        """Return the summary of a lesson."""
        return cls(
            id=lesson.id,
            version=lesson.version,
            title=lesson.title,
            event=lesson.event,
            summary=lesson.summary,
            minutes=lesson.minutes,
            articles=len(lesson.articles),
            questions=len(lesson.questions),
            asked=0 if lesson.asked.is_all else lesson.portion("").least,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a student is in a lesson: articles begun, questions answered, last hand-in.

    Articles and questions are those that the student is asked for.
    """

    articles_begun: int
    articles: int
    answered: int
    questions: int
    annotations: int
    handed_in: HandIn | None = None

    @property
    def percent(self) -> int:
        """Return the share of articles begun and questions answered, 0 to 100."""
        steps = self.articles + self.questions
        return round(100 * (self.articles_begun + self.answered) / steps) if steps else 0

    @property
    def is_begun(self) -> bool:
        """Return whether there is any work."""
        return bool(self.annotations or self.answered)


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One lesson as the start screen lists it for one student."""

    lesson: LessonSummary
    progress: Progress
    place: ReadingPlace | None = None

    @classmethod
    def untouched(cls, lesson: LessonSummary) -> LessonEntry:
        """Return the entry of a lesson where nobody is signed in."""
        return cls(lesson, Progress(0, lesson.asked or lesson.articles, 0, lesson.questions, 0))
