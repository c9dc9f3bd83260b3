"""What a class did together on a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.scoring.insights import ClassInsights
from annotator.services.insights import insights_of, lessons_with_insights
from annotator.services.ports import Ports


@dataclass(frozen=True, slots=True)
class ReadingInsights:
    """The insights into a class; reading those of a lesson takes its time."""

    ports: Ports

    def lessons(self) -> tuple[tuple[Lesson, int], ...]:
        """Return the lessons that were handed in, with how many hand-ins each has."""
        return lessons_with_insights(self.ports)

    def of(self, lesson_id: LessonId) -> ClassInsights:
        """Return what the class did on a lesson."""
        return insights_of(self.ports, lesson_id)
