"""The student's side of returning: take feedback in, show it, and ask to look again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import NotAllowed
from annotator.domain.moments import day_and_time
from annotator.domain.returned import StudentFeedback
from annotator.files.feedback_file import from_stored, read_feedback, to_stored
from annotator.files.regrade_file import LONGEST_REQUEST, write_request
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.grading_ports import ReturnedWork
from annotator.services.ports import Ports
from annotator.services.received import Received, same_lesson


@dataclass(frozen=True, slots=True)
class ReadingFeedback:
    """What came back to the students of this machine; taking a file in takes its time."""

    ports: Ports
    keys: TeacherKeys
    #: Where requests go, or None where nobody has said so yet.
    drop_folder: Path | None

    def take_in(self, path: Path) -> Received:
        """Read a feedback file, check who wrote it, and keep it for its student."""
        with self.ports.store.reading() as unit:
            lessons = {lesson.id: lesson for lesson in unit.lessons.all()}
        signed = read_feedback(path, lessons.values())
        feedback = signed.feedback
        lesson = lessons.get(feedback.lesson_id)
        is_checked = False
        if lesson is not None and lesson.public_key:
            signed.check(lesson.public_key)
            is_checked = True
        with self.ports.store.writing() as unit:
            _refuse_older(unit.returned.find(feedback.hand_in_id), feedback, path, is_checked)
            unit.returned.put(
                ReturnedWork(
                    feedback.hand_in_id,
                    feedback.lesson_id,
                    feedback.student_name,
                    self.ports.now(),
                    {**to_stored(feedback), "checked": is_checked},
                )
            )
            unit.commit()
        return Received(feedback, same_lesson(lesson, feedback), is_checked)

    def all(self, name: str) -> tuple[Received, ...]:
        """Return what a student got back on this machine, the newest first."""
        with self.ports.store.reading() as unit:
            works = unit.returned.of_student(name)
            lessons = {work.lesson_id: unit.lessons.find(work.lesson_id) for work in works}
        found = []
        for work in works:
            feedback, is_checked = _stored(work)
            lesson = same_lesson(lessons[work.lesson_id], feedback)
            found.append(Received(feedback, lesson, is_checked))
        return tuple(found)

    def ask_again(self, received: Received, text: str, folder: Path) -> Path:
        """Seal a student's request for the teacher and put it into the drop folder."""
        said = text.strip()
        if not said:
            raise NotAllowed("Write first what your teacher should look at again.")
        if len(said) > LONGEST_REQUEST:
            raise NotAllowed(
                "A request can have {longest_request:,} characters. Yours is kept "
                "here: shorten it.",
                longest_request=LONGEST_REQUEST,
            )
        with self.ports.store.reading() as unit:
            lesson = unit.lessons.find(received.feedback.lesson_id)
        recipient = self.keys.recipient(lesson.public_key if lesson else b"")
        return write_request(received.feedback, said, self.ports.now(), recipient, folder)


def _refuse_older(
    known: ReturnedWork | None, feedback: StudentFeedback, path: Path, is_checked: bool
) -> None:
    """Raise NotAllowed rather than put older or unchecked feedback in the place of better."""
    if known is None:
        return
    there, was_checked = _stored(known)
    if was_checked and not is_checked:
        raise NotAllowed(
            "Nobody can check who wrote “{file}”. What your teacher gave you back before is kept.",
            file=path.name,
        )
    if is_checked == was_checked and feedback.is_older_than(there):
        raise NotAllowed(
            "“{file}” is older ({time}) than what your teacher gave you back "
            "before ({earlier}). The newer one is kept.",
            file=path.name,
            time=day_and_time(feedback.returned_at),
            earlier=day_and_time(there.returned_at),
        )


def _stored(work: ReturnedWork) -> tuple[StudentFeedback, bool]:
    """Return feedback as the database keeps it, and whether it is known to be the teacher's."""
    stored = dict(work.feedback)
    is_checked = bool(stored.pop("checked", False))
    return from_stored(stored), is_checked
