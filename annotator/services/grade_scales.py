"""How the grades of classes are said, and scales as a teacher types them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.classes import ClassGroup
from annotator.domain.errors import NotAllowed
from annotator.domain.grades import PERCENT, GradeScale, GradeStep, ScaleKind
from annotator.domain.identifiers import ClassId
from annotator.domain.wording import points_text
from annotator.services.ports import Ports

MOST_STEPS, LONGEST_STEP = 30, 20
#: The points of a scale that a teacher may want.
MOST_POINTS = 1_000


def set_grade_scale(ports: Ports, class_ids: Iterable[ClassId], scale: GradeScale) -> None:
    """Say the grades of some classes on a scale from now on; their points do not change."""
    wanted = frozenset(class_ids)
    with ports.store.writing() as unit:
        for group in unit.classes.all():
            if group.id in wanted and group.grade_scale != scale:
                unit.classes.put(replace(group, grade_scale=scale))
        unit.commit()


def usual_scale(groups: Sequence[ClassGroup]) -> GradeScale:
    """Return the scale of a new class: that of the others, where all have the same one."""
    scales = {group.grade_scale for group in groups}
    return scales.pop() if len(scales) == 1 else PERCENT


def steps_typed(text: str) -> GradeScale:
    """Return the scale of steps that a teacher typed, a line each: a name, then its least per cent.

    Raise NotAllowed with the line that is none.
    """
    steps = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, least = line.replace("%", " ").strip().rpartition(" ")
        try:
            percent = float(least.replace(",", "."))
        except ValueError:
            percent = -1.0
        if not name.strip() or not 0 <= percent <= 100:
            raise NotAllowed(
                "“{line}” is no step of a scale. Write a name and the least per cent, such as: "
                "B 80",
                line=line,
            )
        steps.append(GradeStep(" ".join(name.split())[:LONGEST_STEP], percent))
    if not steps or len(steps) > MOST_STEPS:
        raise NotAllowed(
            "A scale of steps has 1 to {most} steps, one on a line. Write each as a name and the "
            "least per cent, such as: B 80",
            most=MOST_STEPS,
        )
    if len({step.least for step in steps}) < len(steps):
        raise NotAllowed("Two steps begin at the same per cent. Give each a number of its own.")
    return GradeScale(ScaleKind.STEPS, steps=tuple(sorted(steps, key=lambda step: -step.least)))


def steps_text(scale: GradeScale) -> str:
    """Return the steps of a scale as a teacher types them."""
    return "\n".join(f"{step.name} {points_text(step.least)}" for step in scale.steps)
