"""Score a class against the key, and keep what the teacher decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from annotator.domain.annotations import Annotation
from annotator.domain.errors import UnknownThing
from annotator.domain.grades import PERCENT, GradeScale
from annotator.domain.grading import (
    Decisions,
)
from annotator.domain.grading_session import GradingStatus
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import HandInId, LessonId
from annotator.domain.keys import AnswerKey, KeyAnnotation, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.scoring.hand_in import PreparedKey, prepare_key, score_hand_in
from annotator.scoring.results import HandInScore
from annotator.services.attempts import CountedAttempt, Owners, counted_attempts
from annotator.services.jobs import Job
from annotator.services.ports import Ports, UnitOfWork
from annotator.services.reanchoring import (
    carried_over,
    carried_over_link,
    placed,
    placed_key,
    placed_links,
)


@dataclass(frozen=True, slots=True)
class GradedHandIn:
    """One student's hand-in that counts with its score and the teacher's decisions.

    It is the hand-in as it stands in today's articles; `unplaced` is what has no place there.
    """

    hand_in: HandIn
    score: HandInScore
    decisions: Decisions
    attempts: int
    unplaced: tuple[Annotation, ...] = ()
    #: Whether the teacher said at the grading screen that the hand-in is graded.
    is_done: bool = False
    #: When it came as far as is known, and what the teacher should know about that.
    came_at: datetime | None = None
    doubts: tuple[str, ...] = ()
    #: The sentences of which the key says that one cannot tell.
    unscored: tuple[UnscoredSentence, ...] = ()

    @property
    def is_final(self) -> bool:
        """Return whether the teacher is done and no criterion waits for its points."""
        return self.is_done and not self.score.ungraded

    @property
    def handed_in(self) -> datetime:
        """Return when it was handed in, by the clock of its machine where that can be right."""
        return self.came_at or self.hand_in.handed_in


@dataclass(frozen=True, slots=True)
class ClassGrades:
    """A lesson's hand-ins, graded, by student name.

    `unplaced` is the part of the key that has no place in today's articles; it does not count.
    """

    lesson: Lesson
    key: AnswerKey
    graded: tuple[GradedHandIn, ...]
    unplaced: tuple[KeyAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassReading:
    """All that the grades of a lesson follow from, read at one moment."""

    lesson: Lesson
    key: AnswerKey
    counted: tuple[CountedAttempt, ...]
    decisions: Mapping[HandInId, Decisions]
    statuses: Mapping[HandInId, GradingStatus]
    owners: Owners
    #: How the grades of each hand-in's student are said.
    scales: Mapping[HandInId, GradeScale] = field(default_factory=dict)


def read_class(unit: UnitOfWork, lesson_id: LessonId) -> ClassReading:
    """Return what the grades of a lesson follow from; raise UnknownThing without its key."""
    lesson, key = unit.lessons.find(lesson_id), unit.lessons.find_key(lesson_id)
    if lesson is None:
        raise UnknownThing("There is no lesson “{lesson_id}” here.", lesson_id=lesson_id)
    if key is None:
        raise UnknownThing(
            "This machine has no answer key for “{title}”. Grade it on the machine "
            "where the lesson was made, or open its source folder.",
            title=lesson.title,
        )
    owners = Owners.of_lesson(unit, lesson_id)
    counted = tuple(counted_attempts(unit.hand_ins.of_lesson(lesson_id), owners))
    ids = [one.stored.hand_in.id for one in counted]
    decisions, statuses = unit.decisions.of_hand_ins(ids), unit.grading.statuses(ids)
    scales = scales_of(unit, owners, [one.stored.hand_in for one in counted])
    return ClassReading(lesson, key, counted, decisions, statuses, owners, scales)


def scales_of(
    unit: UnitOfWork, owners: Owners, hand_ins: Iterable[HandIn]
) -> Mapping[HandInId, GradeScale]:
    """Return how the grade of each hand-in is said: as that of the student's class."""
    scales = {group.id: group.grade_scale for group in unit.classes.all()}
    owned = ((made.id, owners.class_of(made.student_name)) for made in hand_ins)
    return {one: scales[class_id] for one, class_id in owned if class_id in scales}


def grade_class(ports: Ports, lesson_id: LessonId, job: Job | None = None) -> ClassGrades:
    """Score the hand-in of every student of a lesson that counts.

    Raise UnknownThing where the lesson or its key is not on this machine.
    """
    with ports.store.reading() as unit:
        reading = read_class(unit, lesson_id)
    return graded_class(reading, job)


def graded_class(reading: ClassReading, job: Job | None = None) -> ClassGrades:
    """Score what was read of a class; raise Cancelled where the job is stopped."""
    job = job or Job()
    key, unplaced = placed_key(reading.lesson, reading.key)
    prepared = prepare_key(reading.lesson, key)
    graded = []
    for number, counted in enumerate(reading.counted, 1):
        job.check()
        hand_in, lost = _in_todays_articles(reading.lesson, counted.stored.hand_in)
        decisions = reading.decisions.get(hand_in.id, Decisions())
        graded.append(
            GradedHandIn(
                hand_in,
                score_hand_in(
                    prepared,
                    hand_in.annotations,
                    decisions,
                    group=hand_in.reading_group,
                    scale=reading.scales.get(hand_in.id, PERCENT),
                ),
                decisions,
                counted.attempts,
                lost,
                reading.statuses[hand_in.id].is_done,
                counted.came_at,
                tuple(doubt.said for doubt in counted.doubts),
                key.unscored,
            )
        )
        job.progress(number, len(reading.counted))
    return ClassGrades(reading.lesson, key, tuple(graded), unplaced)


def rescored(prepared: PreparedKey, graded: GradedHandIn, decisions: Decisions) -> GradedHandIn:
    """Return a graded hand-in with other decisions, or against another key.

    What was handed in, when, and what has no place stay as they were.
    """
    hand_in = graded.hand_in
    score = score_hand_in(
        prepared,
        hand_in.annotations,
        decisions,
        group=hand_in.reading_group,
        scale=graded.score.scale,
    )
    return replace(graded, score=score, decisions=decisions)


def _in_todays_articles(lesson: Lesson, made: HandIn) -> tuple[HandIn, tuple[Annotation, ...]]:
    """Return a hand-in with its places in this version of the lesson, and what has none."""
    categories = {category.id for category in lesson.scheme.categories}
    is_todays = all(made.article_hashes.get(a.id) == a.hash for a in lesson.articles)
    if is_todays and all(a.category_id in categories for a in made.annotations):
        return made, ()
    annotations, unplaced = placed(lesson, carried_over(lesson, made.annotations))
    links = placed_links(lesson, (carried_over_link(lesson, link) for link in made.links))
    return replace(made, annotations=annotations, links=links), unplaced
