"""Everything that works together on one data folder, and what each screen gets of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.identifiers import DraftId
from annotator.domain.version import VERSION
from annotator.files.draft_file import SealedDrafts
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.ports import Ports, Store
from annotator.services.privacy import Eraser, ErasureReceipt
from annotator.settings import Policy, Settings
from annotator.use_cases.access import TeacherAccess
from annotator.use_cases.home import StudentHome
from annotator.use_cases.lessons import LessonInstaller

if TYPE_CHECKING:
    from annotator.domain.lessons import Lesson
    from annotator.use_cases.classes import ClassDirectory
    from annotator.use_cases.comparing import Comparing
    from annotator.use_cases.drafting import DraftEditing
    from annotator.use_cases.erasing import Erasing
    from annotator.use_cases.grading import Grading
    from annotator.use_cases.insights import ReadingInsights
    from annotator.use_cases.library import LessonLibrary
    from annotator.use_cases.printing import LessonPrinting
    from annotator.use_cases.returned import ReadingFeedback
    from annotator.use_cases.trial import TrialLesson


def keep_silent(_sentence: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that works together on one data folder; `wiring` puts it together.

    A screen gets one of the objects below and never this. What the start of the program does
    not need is imported when it is first asked for.
    """

    data_dir: Path
    ports: Ports
    teacher_keys: TeacherKeys
    #: Makes what erases people from the database and its backups.
    make_eraser: Callable[[], Eraser]
    #: Opens a database file, for what must live apart from the one here.
    open_store: Callable[[Path], Store]
    settings: Settings
    policy: Policy
    drop_folder: Path | None = None
    #: Sentences about what was found unusual while opening.
    warnings: tuple[str, ...] = ()
    #: Of deletions that this start finished, or could not finish.
    receipts: tuple[ErasureReceipt, ...] = ()
    #: Takes sentences about what happened beside the point.
    tell: Callable[[str], None] = keep_silent

    def close(self) -> None:
        """Let go of the database."""
        self.ports.store.close()

    def with_deletions_finished(self) -> Application:
        """Do what is left of interrupted deletions; return an application that tells of it."""
        receipts, told = self.erasing.finish()
        warnings = tuple(dict.fromkeys((*self.warnings, *told)))
        return replace(self, warnings=warnings, receipts=receipts)

    # -- what several objects need -------------------------------------------------------------

    @property
    def access(self) -> TeacherAccess:
        """Return what stands between a person and the teacher's area."""
        return TeacherAccess(self.ports, self.teacher_keys, self.settings, self.policy)

    @property
    def lessons(self) -> LessonInstaller:
        """Return what brings lessons here and finds them."""
        return LessonInstaller(self.ports, self.teacher_keys, self.access, self.data_dir, self.tell)

    @property
    def drafts(self) -> SealedDrafts:
        """Return the copies of unfinished work that can be sealed and opened here."""
        return SealedDrafts(self.teacher_keys, VERSION)

    @property
    def erasing(self) -> Erasing:
        """Return what deletes people for good."""
        from annotator.use_cases.erasing import Erasing

        return Erasing(
            self.ports, self.teacher_keys, self.data_dir, self.make_eraser(), self.drop_folder
        )

    # -- for students --------------------------------------------------------------------------

    @property
    def student_home(self) -> StudentHome:
        """Return what students do before a lesson is open."""
        return StudentHome(self.ports, self.drafts, self.access, self.lessons)

    @property
    def feedback(self) -> ReadingFeedback:
        """Return what came back to the students of this machine."""
        from annotator.use_cases.returned import ReadingFeedback

        return ReadingFeedback(self.ports, self.teacher_keys, self.drop_folder)

    # -- for teachers --------------------------------------------------------------------------

    @property
    def library(self) -> LessonLibrary:
        """Return the lessons and drafts of this machine."""
        from annotator.use_cases.library import LessonLibrary

        return LessonLibrary(self.ports, self.lessons)

    def editing(self, draft_id: str) -> DraftEditing:
        """Return a lesson that is being built."""
        from annotator.use_cases.drafting import DraftEditing

        return DraftEditing(self.ports, self.teacher_keys, self.data_dir, DraftId(draft_id))

    def comparing(self, subject: str) -> Comparing:
        """Return the comparison of the articles of a lesson or draft."""
        from annotator.use_cases.comparing import Comparing

        return Comparing(self.ports, self.lessons, subject)

    @property
    def classes(self) -> ClassDirectory:
        """Return the classes of this machine."""
        from annotator.use_cases.classes import ClassDirectory

        return ClassDirectory(
            self.ports, self.drafts, self.lessons, self.erasing, self.drop_folder, self.receipts
        )

    @property
    def grading(self) -> Grading:
        """Return what is graded on this machine."""
        from annotator.use_cases.grading import Grading

        return Grading(self.ports, self.teacher_keys, self.data_dir, self.drop_folder)

    @property
    def insights(self) -> ReadingInsights:
        """Return what classes did together."""
        from annotator.use_cases.insights import ReadingInsights

        return ReadingInsights(self.ports)

    def printing(self, lesson_id: str) -> LessonPrinting:
        """Return what can be printed of a lesson."""
        from annotator.use_cases.printing import LessonPrinting

        return LessonPrinting(self.ports, self.lessons, lesson_id)

    def trial(self, lesson: Lesson) -> TrialLesson:
        """Open a lesson to be tried as a student; nothing of it is kept."""
        from annotator.use_cases.trial import open_trial

        return open_trial(lesson, self.open_store)
