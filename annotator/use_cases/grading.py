"""Grade a lesson: who grades, what waits, the comment bank, a second opinion, giving back."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.domain.grading_session import BankComment, Grader, RegradeRequest
from annotator.domain.hand_ins import clean_name, name_key
from annotator.domain.identifiers import TEACHER, AuthorId, LessonId
from annotator.domain.returned import StudentFeedback
from annotator.files.feedback_file import FeedbackFiles, feedback_name
from annotator.files.limits import MEGABYTE, read_text_limited
from annotator.files.regrade_file import find_requests, read_request
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import comments as bank
from annotator.services import credit_rules, second_opinion
from annotator.services.comments import ImportedComments
from annotator.services.deciding import DecisionRequest
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.grading_session import GradingEntry, lessons_to_grade
from annotator.services.page_options import PageOptions
from annotator.services.ports import Ports
from annotator.services.private_files import protect_data_folder
from annotator.services.returning import (
    Returned,
    ReturnWriter,
    return_work,
    take_requests,
    without_missed,
)
from annotator.services.second_opinion import DecisionDifference, GraderAgreement
from annotator.session.grading import GradingSession
from annotator.use_cases.on_ports import on_ports
from annotator.use_cases.rendering import worksheet_writer

if TYPE_CHECKING:
    from annotator.domain.scheme import Scheme
    from annotator.services.jobs import Job


@dataclass(frozen=True, slots=True)
class Grading:
    """What is graded on this machine and by whom; giving back and requests take their time."""

    ports: Ports
    keys: TeacherKeys
    data_dir: Path
    #: Where hand-ins go, or None where nobody has said so yet.
    drop_folder: Path | None

    overview = on_ports(lessons_to_grade)

    def session(self, lesson_id: LessonId, grader: Grader | None = None) -> GradingSession:
        """Open a lesson for this account, or for a colleague; read and score every hand-in."""
        return GradingSession(self.ports, lesson_id, grader or self.own_grader())

    def own_grader(self) -> Grader:
        """Return the teacher of this account.

        In a database of this machine alone every decision is the teacher's; in a shared one
        each account has an id of its own, so that two teachers undo and resume what is theirs.
        """
        name = _account()
        is_shared = "://" in self.ports.store.place
        return Grader(AuthorId(f"{TEACHER}:{name}") if is_shared else TEACHER, name)

    def look_for_requests(self, folder: Path) -> int:
        """Take in the requests that lie in a drop folder; return how many are new."""
        requests: list[RegradeRequest] = []
        for path in find_requests(folder):
            try:
                requests.append(read_request(path, self.keys))
            except AnnotatorError:
                continue  # one bad file never hides the others; it stays where it is
        return take_requests(self.ports, requests) if requests else 0

    # -- the rules -----------------------------------------------------------------------------

    preview_rules = on_ports(credit_rules.preview_rules)
    change_rules = on_ports(credit_rules.change_rules)

    # -- the comment bank ----------------------------------------------------------------------

    comments = on_ports(bank.bank_of)
    add_comment = on_ports(bank.add_comment)

    def change_comment(self, comment: BankComment, text: str) -> None:
        """Give a comment of the bank other words; without any it goes."""
        bank.change_comment(self.ports, comment, text)

    def import_comments(self, scheme: Scheme, path: Path) -> ImportedComments:
        """Add the comments of a text or CSV file to the bank."""
        return bank.import_comments(self.ports, scheme, read_text_limited(path, MEGABYTE))

    # -- a second opinion ----------------------------------------------------------------------

    def colleagues(self, session: GradingSession) -> tuple[AuthorId, ...]:
        """Return who else graded some of the hand-ins."""
        return second_opinion.colleagues(self.ports, [entry.id for entry in session.entries])

    def compare(
        self, session: GradingSession, graded: Sequence[GradedHandIn], author_id: AuthorId
    ) -> GraderAgreement:
        """Return where a colleague decided otherwise."""
        return second_opinion.compare(self.ports, session.lesson, graded, author_id)

    def settled(self, difference: DecisionDifference, grader: Grader) -> DecisionRequest | None:
        """Return what takes over a colleague's decision; None where nothing has to be done."""
        return second_opinion.settled(difference, grader, self.ports)

    # -- giving back ---------------------------------------------------------------------------

    def return_folder(self, lesson_id: LessonId) -> Path:
        """Return where returned work goes where nobody chose a folder."""
        return self.data_dir / "returned" / lesson_id

    def give_back(
        self,
        session: GradingSession,
        entries: Sequence[GradingEntry],
        folder: Path,
        job: Job | None = None,
        *,
        with_missed: bool = False,
    ) -> Returned:
        """Write what these students get back into a folder and note it."""
        shown = session.entries if with_missed else [without_missed(one) for one in session.entries]
        write = self._return_writer(session, shown)
        try:
            return return_work(
                self.ports, session.lesson, entries, write, folder, job, with_missed=with_missed
            )
        finally:
            if folder.is_relative_to(self.data_dir):
                protect_data_folder(self.data_dir)

    def _return_writer(
        self, session: GradingSession, entries: Sequence[GradingEntry]
    ) -> ReturnWriter:
        """Return what writes the graded PDF and the signed feedback file of one student."""
        grades = ClassGrades(session.lesson, session.key, tuple(entry.graded for entry in entries))
        print_one = worksheet_writer(grades, PageOptions())
        files = FeedbackFiles(self.keys)

        def write(graded: GradedHandIn, feedback: StudentFeedback, folder: Path) -> Sequence[Path]:
            told = folder / feedback_name(feedback)
            printed = told.with_suffix(".pdf")
            print_one(graded, printed)
            files.write(feedback, told, session.lesson.public_key)
            return printed, told

        return write


def colleague(typed: str) -> Grader:
    """Return a second grader by name; raise NotAllowed if it is none."""
    try:
        name = clean_name(typed)
    except NotAllowed as trouble:
        raise NotAllowed("Type the name of the colleague who grades a second time.") from trouble
    return Grader(AuthorId(f"{TEACHER}:{name_key(name)}"), name, is_second=True)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name is no reason to stop
        return "teacher"
