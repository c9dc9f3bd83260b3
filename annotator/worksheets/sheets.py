"""What a worksheet is made of: frozen inputs, no store and no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.domain.grading import Decisions
from annotator.domain.hand_ins import HandIn
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.scoring.results import HandInScore

#: The papers that a worksheet can be set for.
Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How a worksheet is printed: paper, type size in points, colour, names."""

    paper: Paper = "a4"
    bw: bool = False
    size: float = 11.0
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """A lesson to print without anybody's work; with its key, the answer key is printed."""

    lesson: Lesson
    key: AnswerKey | None = None


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
