"""The student's side of returning: take feedback in, show it, and ask to look again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import AnnotationId, AuthorId
from annotator.domain.lessons import Lesson
from annotator.domain.moments import day_and_time
from annotator.domain.returned import MISSED, SET_BY_HAND, StudentFeedback
from annotator.files.feedback_file import from_stored, read_feedback, to_stored
from annotator.files.regrade_file import LONGEST_REQUEST, write_request
from annotator.services.grading_ports import ReturnedWork

if TYPE_CHECKING:
    from annotator.wiring.application import Application


@dataclass(frozen=True, slots=True)
class Received:
    """Returned work with the lesson it is on, where that is here with the same articles.

    `is_checked` says whether it is known to be from the lesson's teacher.
    """

    feedback: StudentFeedback
    lesson: Lesson | None
    is_checked: bool


def take_in_feedback(application: Application, path: Path) -> Received:
    """Read a feedback file, check who wrote it, and keep it for its student."""
    with application.store.reading() as unit:
        lessons = {lesson.id: lesson for lesson in unit.lessons.all()}
    signed = read_feedback(path, lessons.values())
    feedback = signed.feedback
    lesson = lessons.get(feedback.lesson_id)
    is_checked = False
    if lesson is not None and lesson.public_key:
        signed.check(lesson.public_key)
        is_checked = True
    with application.store.writing() as unit:
        _refuse_older(unit.returned.find(feedback.hand_in_id), feedback, path, is_checked)
        unit.returned.put(
            ReturnedWork(
                feedback.hand_in_id,
                feedback.lesson_id,
                feedback.student_name,
                application.ports.now(),
                {**to_stored(feedback), "checked": is_checked},
            )
        )
        unit.commit()
    return Received(feedback, _shown(lesson, feedback), is_checked)


def _refuse_older(
    known: ReturnedWork | None, feedback: StudentFeedback, path: Path, is_checked: bool
) -> None:
    """Raise NotAllowed rather than put older or unchecked feedback in the place of better."""
    if known is None:
        return
    there, was_checked = _stored(known)
    if was_checked and not is_checked:
        raise NotAllowed(
            f"Nobody can check who wrote “{path.name}”. What your teacher gave you back before is "
            "kept."
        )
    if is_checked == was_checked and feedback.is_older_than(there):
        raise NotAllowed(
            f"“{path.name}” is older ({day_and_time(feedback.returned_at)}) than what your teacher "
            f"gave you back before ({day_and_time(there.returned_at)}). The newer one is kept."
        )


def _stored(work: ReturnedWork) -> tuple[StudentFeedback, bool]:
    """Return feedback as the database keeps it, and whether it is known to be the teacher's."""
    stored = dict(work.feedback)
    is_checked = bool(stored.pop("checked", False))
    return from_stored(stored), is_checked


def returned_to(application: Application, name: str) -> tuple[Received, ...]:
    """Return what a student got back on this machine, the newest first."""
    with application.store.reading() as unit:
        works = unit.returned.of_student(name)
        lessons = {work.lesson_id: unit.lessons.find(work.lesson_id) for work in works}
    found = []
    for work in works:
        feedback, is_checked = _stored(work)
        found.append(Received(feedback, _shown(lessons[work.lesson_id], feedback), is_checked))
    return tuple(found)


def _shown(lesson: Lesson | None, feedback: StudentFeedback) -> Lesson | None:
    """Return the lesson if its articles are those that the feedback is about."""
    if lesson is None:
        return None
    same = all(feedback.article_hashes.get(a.id) == a.hash for a in lesson.articles)
    return lesson if same else None


def annotations_of(lesson: Lesson, feedback: StudentFeedback) -> tuple[Annotation, ...]:
    """Return the student's highlights as the feedback tells them, to be drawn."""
    bodies = {article.id: article.body for article in lesson.articles}
    known = {category.id for category in lesson.scheme.categories}
    made = []
    for number, note in enumerate(feedback.notes):
        body = bodies.get(note.article_id, "")
        fits = note.category_id in known and note.span.end <= len(body)
        if note.outcome not in (MISSED, SET_BY_HAND) and fits:
            made.append(
                Annotation(
                    AnnotationId(str(number)),
                    note.article_id,
                    note.category_id,
                    note.span,
                    anchor_of(body, note.span),
                    AuthorId("returned"),
                    feedback.handed_in,
                    None,
                    note.reason,
                    note.rewrite,
                )
            )
    return tuple(made)


def ask_to_look_again(
    application: Application, received: Received, text: str, folder: Path
) -> Path:
    """Seal a student's request for the teacher and put it into the drop folder."""
    said = text.strip()
    if not said:
        raise NotAllowed("Write first what your teacher should look at again.")
    if len(said) > LONGEST_REQUEST:
        raise NotAllowed(
            f"A request can have {LONGEST_REQUEST:,} characters. Yours is kept here: shorten it."
        )
    with application.store.reading() as unit:
        lesson = unit.lessons.find(received.feedback.lesson_id)
    recipient = application.teacher_keys.recipient(lesson.public_key if lesson else b"")
    return write_request(received.feedback, said, application.ports.now(), recipient, folder)
