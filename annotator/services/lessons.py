"""Keep lessons on this machine, open them, and say how far somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotation, Answer
from annotator.domain.errors import UnknownThing
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.services.ports import Ports, ReadingPlace, UnitOfWork
from annotator.services.signing_in import workspace_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a student is in a lesson: articles begun, questions answered, last hand-in."""

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

    lesson: Lesson
    progress: Progress
    place: ReadingPlace | None = None


def install_lesson(ports: Ports, lesson: Lesson, key: AnswerKey | None = None) -> None:
    """Store a lesson, and its key where this machine is a teacher's; equal ones cost no write."""
    with ports.store.reading() as unit:
        same = unit.lessons.find(lesson.id) == lesson
        same = same and (key is None or unit.lessons.find_key(lesson.id) == key)
    if same:
        return
    with ports.store.writing() as unit:
        unit.lessons.put(lesson)
        if key is not None:
            unit.lessons.put_key(lesson.id, key)
        unit.commit()


def open_lesson(ports: Ports, lesson_id: LessonId) -> Lesson:
    """Return a lesson of this machine; raise UnknownThing if it is not here."""
    with ports.store.reading() as unit:
        lesson = unit.lessons.find(lesson_id)
        known = ", ".join(each.id for each in unit.lessons.all()) if lesson is None else ""
    if lesson is None:
        raise UnknownThing(f"There is no lesson “{lesson_id}” here. Known are: {known or 'none'}.")
    return lesson


def progress_of(
    lesson: Lesson,
    annotations: Sequence[Annotation],
    answers: Sequence[Answer],
    handed_in: HandIn | None = None,
) -> Progress:
    """Return how far this work is in the lesson."""
    begun = {annotation.article_id for annotation in annotations}
    answered = {answer.question_id for answer in answers if answer.text.strip()}
    return Progress(
        articles_begun=sum(article.id in begun for article in lesson.articles),
        articles=len(lesson.articles),
        answered=sum(question.id in answered for question in lesson.questions),
        questions=len(lesson.questions),
        annotations=len(annotations),
        handed_in=handed_in,
    )


def list_lessons(ports: Ports, student: Student | None) -> tuple[LessonEntry, ...]:
    """Return the lessons with the student's progress; what was open last comes first."""
    with ports.store.reading() as unit:
        places = unit.work.places()
        entries = [_entry(unit, lesson, student, places) for lesson in unit.lessons.all()]
    opened = [entry for entry in entries if entry.place is not None]
    order = {place.workspace.lesson_id: n for n, place in reversed(list(enumerate(places)))}
    opened.sort(key=lambda entry: order[entry.lesson.id])
    return (*opened, *(entry for entry in entries if entry.place is None))


def _entry(
    unit: UnitOfWork, lesson: Lesson, student: Student | None, places: Sequence[ReadingPlace]
) -> LessonEntry:
    if student is None:
        return LessonEntry(lesson, progress_of(lesson, (), ()))
    workspace = workspace_of(student, lesson.id)
    place = next((p for p in places if p.workspace == workspace), None)
    mine = [s.hand_in for s in unit.hand_ins.of_lesson(lesson.id)]
    last = max(
        (h for h in mine if h.student_name == student.name),
        key=lambda h: h.handed_in,
        default=None,
    )
    work = unit.work
    progress = progress_of(lesson, work.annotations(workspace), work.answers(workspace), last)
    return LessonEntry(lesson, progress, place)


def remember_place(ports: Ports, place: ReadingPlace) -> None:
    """Store where an author left off."""
    with ports.store.writing() as unit:
        unit.work.put_place(place)
        unit.commit()
