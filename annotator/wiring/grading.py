"""Who grades on this machine, and what the grading screen needs besides the ports."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.domain.grading_session import Grader, RegradeRequest
from annotator.domain.hand_ins import clean_name, name_key
from annotator.domain.identifiers import TEACHER, AuthorId
from annotator.domain.returned import StudentFeedback
from annotator.files.feedback_file import FeedbackFiles, feedback_name
from annotator.files.regrade_file import find_requests, read_request
from annotator.services.attempts import Owners, counted_attempts
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.grading_session import GradingEntry, GradingProgress, progress_of
from annotator.services.jobs import Job
from annotator.services.private_files import protect_data_folder
from annotator.services.returning import (
    Returned,
    ReturnWriter,
    return_work,
    take_requests,
    without_missed,
)
from annotator.session.grading import GradingSession

if TYPE_CHECKING:
    from annotator.domain.identifiers import LessonId
    from annotator.domain.lessons import Lesson
    from annotator.wiring.application import Application


def own_grader(application: Application) -> Grader:
    """Return the teacher of this account.

    In a database of this machine alone every decision is the teacher's; in a shared one each
    account has an id of its own, so that two teachers undo and resume what is theirs.
    """
    name = _account()
    is_shared = "://" in application.store.place
    return Grader(AuthorId(f"{TEACHER}:{name}") if is_shared else TEACHER, name)


def colleague(typed: str) -> Grader:
    """Return a second grader by name; raise NotAllowed if it is none."""
    try:
        name = clean_name(typed)
    except NotAllowed as trouble:
        raise NotAllowed("Type the name of the colleague who grades a second time.") from trouble
    return Grader(AuthorId(f"{TEACHER}:{name_key(name)}"), name, is_second=True)


def open_grading(
    application: Application, lesson_id: LessonId, grader: Grader | None = None
) -> GradingSession:
    """Return the grading screen of a lesson for this account, or for a colleague."""
    return GradingSession(application.ports, lesson_id, grader or own_grader(application))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name is no reason to stop
        return "teacher"


# -- the tab -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LessonToGrade:
    """A lesson with hand-ins, and how far they are."""

    lesson: Lesson
    progress: GradingProgress
    has_key: bool


def lessons_to_grade(application: Application) -> tuple[LessonToGrade, ...]:
    """Return the lessons with collected hand-ins, those with most to do first."""
    found = []
    with application.store.reading() as unit:
        for lesson in unit.lessons.all():
            stored = unit.hand_ins.of_lesson(lesson.id)
            owners = Owners.of_lesson(unit, lesson.id)
            ids = [one.stored.hand_in.id for one in counted_attempts(stored, owners)]
            if not ids:
                continue
            statuses, requests = unit.grading.statuses(ids), unit.grading.requests(ids)
            progress = progress_of((statuses[one], requests.get(one)) for one in ids)
            has_key = unit.lessons.find_key(lesson.id) is not None
            found.append(LessonToGrade(lesson, progress, has_key))
    return tuple(
        sorted(found, key=lambda one: (one.progress.done == one.progress.total, one.lesson.title))
    )


# -- returning ---------------------------------------------------------------------------------


def return_writer(
    application: Application, session: GradingSession, entries: Sequence[GradingEntry]
) -> ReturnWriter:
    """Return what writes the graded PDF and the signed feedback file of one student."""
    grades = ClassGrades(session.lesson, session.key, tuple(entry.graded for entry in entries))
    print_one = application.worksheet_writer(grades, "a4", black_and_white=False)
    files = FeedbackFiles(application.teacher_keys)

    def write(graded: GradedHandIn, feedback: StudentFeedback, folder: Path) -> Sequence[Path]:
        told = folder / feedback_name(feedback)
        printed = told.with_suffix(".pdf")
        print_one(graded, printed)
        files.write(feedback, told, session.lesson.public_key)
        return printed, told

    return write


def give_back(
    application: Application,
    session: GradingSession,
    entries: Sequence[GradingEntry],
    folder: Path,
    job: Job | None = None,
    *,
    with_missed: bool = False,
) -> Returned:
    """Write what these students get back into a folder and note it."""
    shown = session.entries if with_missed else [without_missed(one) for one in session.entries]
    write = return_writer(application, session, shown)
    try:
        return return_work(
            application.ports, session.lesson, entries, write, folder, job, with_missed=with_missed
        )
    finally:
        if folder.is_relative_to(application.data_dir):
            protect_data_folder(application.data_dir)


def look_for_requests(application: Application, folder: Path) -> int:
    """Take in the requests that lie in a drop folder; return how many are new."""
    requests: list[RegradeRequest] = []
    for path in find_requests(folder):
        try:
            requests.append(read_request(path, application.teacher_keys))
        except AnnotatorError:
            continue  # one bad file never hides the others; it stays where it is
    return take_requests(application.ports, requests) if requests else 0
