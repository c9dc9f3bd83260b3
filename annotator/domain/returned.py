"""What a student gets back: the own score, credits and comments, and what the key says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.domain.grades import Grade, grade_of
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId, LessonId
from annotator.domain.spans import Span

#: What became of a place of the key on which the student has no highlight.
MISSED, SET_BY_HAND = "missed", "set by the teacher"


@dataclass(frozen=True, slots=True)
class FeedbackNote:
    """One highlight with what became of it, or one item that was missed.

    `outcome` is one of the words that the worksheet uses; `explanation` is the key's, and
    `wanted` the category that the key has where it is another one.
    """

    article_id: ArticleId
    category_id: CategoryId
    span: Span
    quote: str
    outcome: str
    points: float = 0.0
    explanation: str = ""
    wanted: CategoryId | None = None
    reason: str = ""
    rewrite: str = ""
    comment: str = ""
    #: What the teacher set the points to and why, where they are not by the rules.
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One line of the sum that makes the grade; all lines add up to the total."""

    name: str
    points: float
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class FeedbackAnswer:
    """A question, the student's answer and the teacher's comment."""

    prompt: str
    answer: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackCriterion:
    """A criterion of the rubric with the level that was reached."""

    name: str
    level: str
    points: float | None
    maximum: float
    comment: str = ""


@dataclass(frozen=True, slots=True)
class StudentFeedback:
    """One student's graded hand-in, and nothing of anybody else."""

    hand_in_id: HandInId
    lesson_id: LessonId
    lesson_version: int
    lesson_title: str
    article_hashes: Mapping[ArticleId, str]
    student_name: str
    attempt: int
    handed_in: datetime
    returned_at: datetime
    points: float
    maximum: float
    rubric_points: float
    rubric_maximum: float
    comment: str = ""
    request: str = ""
    request_answer: str = ""
    #: How often the teacher had decided about the hand-in; it only grows.
    revision: int = 0
    #: How many things were missed that the teacher did not tell.
    untold: int = 0
    notes: tuple[FeedbackNote, ...] = ()
    answers: tuple[FeedbackAnswer, ...] = ()
    criteria: tuple[FeedbackCriterion, ...] = ()
    #: None in what an earlier version wrote.
    lines: tuple[FeedbackLine, ...] = ()
    #: The grade on the teacher's scale, where that is another one than per cent.
    grade: str = ""
    #: Which articles count, in a sentence; nothing where all do.
    counted: str = ""

    def is_older_than(self, other: StudentFeedback) -> bool:
        """Return whether this came before another return of the same hand-in."""
        if self.returned_at == other.returned_at:
            return self.revision < other.revision
        return self.returned_at < other.returned_at and self.revision <= other.revision

    @property
    def shown_grade(self) -> Grade:
        """Return how the total is said: as the teacher said it, or in per cent."""
        grade = grade_of(self.total, self.total_maximum)
        return replace(grade, text=self.grade) if self.grade else grade

    @property
    def total(self) -> float:
        """Return the points of highlights and rubric together."""
        return self.points + self.rubric_points

    @property
    def total_maximum(self) -> float:
        """Return the most points that can be reached."""
        return self.maximum + self.rubric_maximum
