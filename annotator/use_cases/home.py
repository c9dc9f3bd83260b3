"""The students' start screen: who is here, their lessons, and a machine that several share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.domain.sign_in import SignIn
from annotator.files.draft_file import SealedDrafts, hash_pin, is_pin
from annotator.services import signing_in
from annotator.services.draft_copies import (
    Brought,
    BroughtDraft,
    TwoWorks,
    UnlockedDraft,
    bring_draft,
    save_draft,
)
from annotator.services.lesson_entries import LessonEntry
from annotator.services.lessons import Installed, list_lessons, open_lesson
from annotator.services.ports import Ports
from annotator.session.reading import ReadingSession
from annotator.settings import Policy, Settings
from annotator.use_cases.access import TeacherAccess
from annotator.use_cases.known_lessons import keep_known_lessons
from annotator.use_cases.lessons import LessonInstaller
from annotator.use_cases.on_ports import on_ports


@dataclass(frozen=True, slots=True)
class StudentHome:
    """What students do before a lesson is open: sign in, with a PIN, and choose a lesson.

    What looks into a folder takes its time and is meant to run beside the interface.
    """

    ports: Ports
    drafts: SealedDrafts
    access: TeacherAccess
    installer: LessonInstaller

    # -- lessons -------------------------------------------------------------------------------

    def entries(self, student: Student | None) -> tuple[LessonEntry, ...]:
        """Return the lessons of this machine with the student's progress."""
        entries = list_lessons(self.ports, student)
        if student is None:
            keep_known_lessons(self.installer.data_dir, entries)
        return entries

    def open(self, student: Student, lesson_id: LessonId) -> ReadingSession:
        """Open a lesson for a student."""
        return ReadingSession(self.ports, open_lesson(self.ports, lesson_id), student)

    def install(self, path: Path, *, accepts_teacher: bool = False) -> Installed:
        """Install a lesson file; raise AnotherTeacher unless somebody accepts the new one."""
        return self.installer.install_package(path, accepts_teacher=accepts_teacher)

    # -- who is here ---------------------------------------------------------------------------

    classes = on_ports(signing_in.classes_told)

    def why_no_student(self, settings: Settings, policy: Policy) -> str:
        """Return why no student may sign in here; empty where one may."""
        return self.access.why_no_student(settings, policy)

    find_stranger = on_ports(signing_in.find_stranger)
    sign_in = on_ports(signing_in.sign_in)

    def machine(
        self, student: Student, pin: str = "", *, drafts_everywhere: bool = False
    ) -> SharedMachine:
        """Return this machine as the student sees it who gave this PIN."""
        return SharedMachine(
            self.ports, self.drafts, student, pin, drafts_everywhere=drafts_everywhere
        )

    # -- PINs ----------------------------------------------------------------------------------

    def needs_pin(self, typed: str, folder: Path | None = None) -> bool:
        """Return whether a name has a PIN here, or a draft in the folder locked with one."""
        if signing_in.pin_hash_of(self.ports, typed):
            return True
        for path, _ in self._drafts_for(typed, folder):
            with suppress(UnreadableFile):  # a damaged draft locks nobody out
                if self.drafts.needs_pin(path):
                    return True
        return False

    def is_right_pin(self, typed: str, pin: str, folder: Path | None = None) -> bool:
        """Return whether a PIN opens a name: the hash that is kept here, else a draft's lock."""
        known = signing_in.pin_hash_of(self.ports, typed)
        if known:
            return is_pin(pin, known)
        opened, wrong = 0, 0
        for path, lesson in self._drafts_for(typed, folder):
            with suppress(UnreadableFile):
                if not self.drafts.needs_pin(path):
                    continue  # it says nothing of a PIN; anybody can write one
                try:
                    self.drafts.read(path, lesson, typed, pin)
                    opened += 1
                except NotAllowed:
                    wrong += 1
        return opened > 0 or wrong == 0

    def set_pin(self, student: Student, pin: str) -> None:
        """Give a student a PIN on this machine; an empty one takes it away."""
        signing_in.set_pin(self.ports, student, pin, hash_pin)

    def _drafts_for(self, typed: str, folder: Path | None) -> Iterator[tuple[Path, Lesson]]:
        """Yield the drafts of a name on the lessons of this machine."""
        if folder is not None:
            with self.ports.store.reading() as unit:
                lessons = unit.lessons.all()
            for lesson in lessons:
                path = self.drafts.find(folder, lesson, typed)
                if path is not None:
                    yield path, lesson


class SharedMachine:
    """A shared machine as one student sees it: the PIN, the drop folder and the drafts.

    `drafts_everywhere` is what the machine's policy says; a lesson file can ask for the same.
    """

    def __init__(
        self,
        ports: Ports,
        files: SealedDrafts,
        student: Student,
        pin: str = "",
        *,
        drafts_everywhere: bool = False,
    ) -> None:
        self.student = student
        self._ports = ports
        self._files = files
        self._pin = pin
        self._drafts_everywhere = drafts_everywhere
        #: The folder that the file of the lesson opened last names, where it is there.
        self.folder: Path | None = None
        #: Lessons whose draft may be newer than the work here: it must not be replaced.
        self._unread: set[LessonId] = set()
        self._asked_about: tuple[Lesson, Path] | None = None

    def told(self, lesson_id: LessonId) -> SignIn | None:
        """Return the class for which a lesson came here, or None."""
        return signing_in.class_told_for(self._ports, lesson_id, self.student.name)

    def folder_from_file(self, lesson_id: LessonId) -> Path | None:
        """Return the drop folder that the lesson file names, if it is there now."""
        told = self.told(lesson_id)
        if told is None or not told.drop_folder:
            return None
        folder = Path(told.drop_folder)
        return folder if folder.is_absolute() and folder.is_dir() else None

    def keeps_drafts(self, lesson_id: LessonId) -> bool:
        """Return whether unfinished work on a lesson goes to the drop folder too."""
        told = self.told(lesson_id)
        requested = self._drafts_everywhere or (told is not None and told.keeps_drafts)
        return requested and not self.lacks_pin(lesson_id)

    def lacks_pin(self, lesson_id: LessonId) -> bool:
        """Return whether unfinished work needs a PIN and this student has none."""
        return not self._pin and self._needs_pin(lesson_id)

    def _needs_pin(self, lesson_id: LessonId) -> bool:
        told = self.told(lesson_id)
        return bool(self._pin) or (told is not None and told.needs_pins)

    def has_shared_work(self, lesson_id: LessonId) -> bool:
        """Return whether a folder outside this machine has a part in a lesson."""
        told = self.told(lesson_id)
        return self._drafts_everywhere or (told is not None and bool(told.drop_folder))

    def prepare(
        self, lesson_id: LessonId, fixed: Path | None, chosen: Path | None
    ) -> TwoWorks | None:
        """Bring newer work on a lesson; return what to choose of where it would replace some.

        The folder that the policy fixed goes before the file's, and that before the chosen one;
        `folder` is that of the file then. Until the choice is made no draft is replaced.
        """
        named = self.folder_from_file(lesson_id)
        self.folder = named
        folder = fixed or named or chosen
        if folder is not None and self.keeps_drafts(lesson_id):
            self._unread.add(lesson_id)
            if folder.is_dir():
                lesson = open_lesson(self._ports, lesson_id)
                brought = self._bring_or_set_aside(lesson, folder)
                if brought.choice is not None:
                    self._asked_about = (lesson, folder)
                    return brought.choice
                self._unread.discard(lesson_id)
        return None

    def choose(self, *, from_folder: bool) -> None:
        """Go on with the work in the folder, or with the work here; the other one is kept.

        The work here comes back with one undo, the other one stays in the folder beside.
        """
        if self._asked_about is None:
            return
        (lesson, folder), self._asked_about = self._asked_about, None
        if from_folder:
            self.bring(lesson, folder)
            self._unread.discard(lesson.id)
        elif self._set_aside(lesson, folder):
            self._unread.discard(lesson.id)

    def _bring_or_set_aside(self, lesson: Lesson, folder: Path) -> BroughtDraft:
        try:
            return bring_draft(
                self._ports,
                self._files,
                lesson,
                self.student,
                folder,
                self._pin,
                must_be_locked=self._needs_pin(lesson.id),
            )
        except UnlockedDraft:
            if self._set_aside(lesson, folder):
                self._unread.discard(lesson.id)
            raise

    def _set_aside(self, lesson: Lesson, folder: Path) -> bool:
        """Keep what lies in the folder beside what will be saved there."""
        path = self._files.find(folder, lesson, self.student.name)
        return path is None or self._files.set_aside(path)

    def save(self, lesson: Lesson, folder: Path) -> Path | None:
        """Put the unfinished work into the drop folder, but never over a draft not yet read."""
        if lesson.id in self._unread:
            return None
        return save_draft(self._ports, self._files, lesson, self.student, folder, self._pin)

    def bring(self, lesson: Lesson, folder: Path) -> Brought:
        """Take over newer work from the drop folder; what was here comes back with one undo."""
        return bring_draft(
            self._ports,
            self._files,
            lesson,
            self.student,
            folder,
            self._pin,
            must_be_locked=self._needs_pin(lesson.id),
            may_replace=True,
        ).outcome

    def reseal(self, folder: Path, before: SharedMachine) -> None:
        """Seal the drafts of this student anew, after the PIN became another.

        Newer work is brought first with the PIN of `before`; what that cannot open stays.
        """
        with self._ports.store.reading() as unit:
            lessons = unit.lessons.all()
        for lesson in lessons:
            if self._files.find(folder, lesson, self.student.name) is None:
                continue
            with suppress(NotAllowed, UnreadableFile):
                before.bring(lesson, folder)
                self.save(lesson, folder)

    def forget_draft(self, lesson: Lesson, folder: Path) -> None:
        """Delete the draft of a lesson that was handed in, unless it holds work not read here."""
        if lesson.id in self._unread:
            return
        path = self._files.find(folder, lesson, self.student.name)
        if path is not None:
            self._files.remove(path)
