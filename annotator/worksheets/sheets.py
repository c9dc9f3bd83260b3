"""What a worksheet is made of: frozen inputs, no store and no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from annotator.domain.grading import Decisions
from annotator.domain.hand_ins import HandIn
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.scoring.results import HandInScore
from annotator.services.page_options import LARGEST_TYPE as LARGEST_TYPE
from annotator.services.page_options import SMALLEST_TYPE as SMALLEST_TYPE
from annotator.services.page_options import PageOptions as PageOptions
from annotator.services.page_options import Paper as Paper


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """A lesson to print without anybody's work; with its key, the answer key is printed."""

    lesson: Lesson
    key: AnswerKey | None = None


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One student's own work, without any verdict; `code` stands in for the name."""

    lesson: Lesson
    hand_in: HandIn
    shown_name: str
    code: str


@dataclass(frozen=True, slots=True)
class GradedSheet:
    """One hand-in with its score and the teacher's decisions.

    `shown_name` is printed on the pages unless they are anonymous; `code` stands on every
    page either way.
    """

    lesson: Lesson
    key: AnswerKey
    hand_in: HandIn
    score: HandInScore
    shown_name: str
    code: str
    comment: str = ""
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One student of a class report: newest hand-in, its score, and the number of attempts."""

    shown_name: str
    code: str
    hand_in: HandIn
    score: HandInScore
    attempts: int = 1
    #: What cannot be true of the hand-in, or may not be, in sentences.
    doubts: tuple[str, ...] = ()
    #: Whether the teacher is done with grading it; until then its points are provisional.
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A class on one lesson."""

    lesson: Lesson
    key: AnswerKey
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One attempt at one lesson."""

    lesson: Lesson
    attempt: int
    handed_in: datetime
    score: HandInScore


@dataclass(frozen=True, slots=True)
class HistorySheet:
    """One student's attempts, the oldest first."""

    shown_name: str
    code: str
    entries: tuple[HistoryEntry, ...]
    language: str = "en"
