"""What a class did together on a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.services.insights import insights_of, lessons_with_insights
from annotator.services.ports import Ports
from annotator.use_cases.on_ports import on_ports


@dataclass(frozen=True, slots=True)
class ReadingInsights:
    """The insights into a class; reading those of a lesson takes its time."""

    ports: Ports

    lessons = on_ports(lessons_with_insights)
    of = on_ports(insights_of)
