"""What the class screens and the sign-in need of the adapters, on an application."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from annotator import paths
from annotator.domain.classes import Assignment, ClassGroup, ClassMember
from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.hand_ins import Student, name_key
from annotator.domain.identifiers import AuthorId, ClassId, LessonId
from annotator.domain.lessons import Lesson
from annotator.domain.sign_in import SignIn, sign_in_entries
from annotator.domain.version import VERSION
from annotator.files.draft_file import SealedDrafts, hash_pin, is_pin
from annotator.files.lesson_package import write_package
from annotator.services import signing_in
from annotator.services.draft_copies import (
    Brought,
    BroughtDraft,
    TwoWorks,
    UnlockedDraft,
    bring_draft,
    collect_draft,
    save_draft,
)
from annotator.services.histories import student_attempts
from annotator.services.lessons import install_lesson, open_lesson
from annotator.services.member_index import MemberIndex
from annotator.services.privacy import Eraser
from annotator.storage.erasing import DatabaseEraser
from annotator.storage.server_erasing import ServerEraser
from annotator.wiring.application import Application
from annotator.wiring.shipped_lessons import shipped_lessons


def eraser_of(application: Application) -> Eraser:
    """Return what erases people from the database of an application and, of a file, its backups."""
    if "://" in application.store.place:
        return ServerEraser(application.store.writer, application.store.place)
    return DatabaseEraser(application.data_dir / paths.DATABASE_NAME)


def drafts_of(application: Application) -> SealedDrafts:
    """Return the drafts that this application can seal and open."""
    return SealedDrafts(application.teacher_keys, VERSION)


def take_in_draft(application: Application, assignment: Assignment, path: Path) -> bool:
    """Take in a student's unfinished work as it lies in the folder; return whether it was news."""
    lesson = open_lesson(application.ports, assignment.lesson_id)
    return collect_draft(application.ports, lesson, drafts_of(application).read_as_teacher(path))


def history_pdf(application: Application, class_id: ClassId, student_id: AuthorId) -> bytes:
    """Return a student's scores over all lessons as a PDF, whatever names were typed.

    Raise UnknownThing where nothing was collected.
    """
    from annotator.worksheets.sheets import PageOptions

    with application.ports.store.reading() as unit:
        index = MemberIndex.of_class(unit, class_id)
        typed = {
            name_key(stored.hand_in.student_name): stored.hand_in.student_name
            for lesson in unit.lessons.all()
            for stored in unit.hand_ins.of_lesson(lesson.id)
            if stored.collected_at is not None
        }
    name = next((m.roster.shown_name for m in index.members if m.student_id == student_id), "")
    mine = [each for each in typed.values() if _is_of(index.named(each), student_id)]
    found = [
        attempt for each in mine or [name] for attempt in student_attempts(application.ports, each)
    ]
    found.sort(key=lambda attempt: attempt.hand_in.handed_in)
    shown = [replace(a, hand_in=replace(a.hand_in, student_name=name)) for a in found]
    return application.renderer(PageOptions()).history(shown)


def _is_of(member: ClassMember | None, student_id: AuthorId) -> bool:
    return member is not None and member.student_id == student_id


def is_public(lesson_id: LessonId) -> bool:
    """Return whether a lesson ships with the program, and so does its answer key."""
    return lesson_id in {folder.name for folder in shipped_lessons()}


@dataclass(frozen=True, slots=True)
class ClassFile:
    """How a lesson file is to be written for a class."""

    with_names: bool = False
    drop_folder: str = ""
    keeps_drafts: bool = False
    needs_pins: bool = False
    due_at: datetime | None = None


def write_class_file(
    application: Application,
    lesson_id: LessonId,
    group: ClassGroup,
    requested: ClassFile,
    path: Path,
) -> Lesson:
    """Write the lesson file of a class: the lesson sealed for this teacher, and the sign-in."""
    lesson, _ = application.lesson_with_key(lesson_id)
    with application.ports.store.reading() as unit:
        members = unit.classes.members(group.id)
    told = SignIn(
        group.id,
        group.name,
        sign_in_entries(members, with_names=requested.with_names),
        requested.drop_folder.strip(),
        requested.keeps_drafts,
        requested.needs_pins,
        requested.due_at,
    )
    own = application.teacher_keys.ensure_public_key()
    if lesson.public_key and lesson.public_key != own:
        raise NotAllowed(
            f"“{lesson.title}” is another teacher's lesson: hand-ins on it go to that teacher. "
            "Nothing was written. Ask for the lesson's folder, or build your own from it."
        )
    sealed = replace(lesson, public_key=own)
    install_lesson(application.ports, sealed, own_seal=own)
    write_package(path, sealed, told)
    return sealed


class SharedMachine:
    """A shared machine as one student sees it: the PIN, the drop folder and the drafts.

    `drafts_everywhere` is what the machine's policy says; a lesson file can ask for the same.
    """

    def __init__(
        self,
        application: Application,
        student: Student,
        pin: str = "",
        *,
        drafts_everywhere: bool = False,
    ) -> None:
        self.student = student
        self._application = application
        self._pin = pin
        self._drafts_everywhere = drafts_everywhere
        #: The folder that the file of the lesson opened last names, where it is there.
        self.folder: Path | None = None
        #: Lessons whose draft may be newer than the work here: it must not be replaced.
        self._unread: set[LessonId] = set()
        self._asked_about: tuple[Lesson, Path] | None = None

    @property
    def _files(self) -> SealedDrafts:
        return drafts_of(self._application)

    def told(self, lesson_id: LessonId) -> SignIn | None:
        """Return the class for which a lesson came here, or None."""
        return signing_in.class_told_for(self._application.ports, lesson_id, self.student.name)

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
                lesson = open_lesson(self._application.ports, lesson_id)
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
        application = self._application
        try:
            return bring_draft(
                application.ports,
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
        application = self._application
        return save_draft(application.ports, self._files, lesson, self.student, folder, self._pin)

    def bring(self, lesson: Lesson, folder: Path) -> Brought:
        """Take over newer work from the drop folder; what was here comes back with one undo."""
        application, files = self._application, self._files
        return bring_draft(
            application.ports,
            files,
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
        with self._application.ports.store.reading() as unit:
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


def needs_pin(application: Application, typed: str, folder: Path | None = None) -> bool:
    """Return whether a name has a PIN here, or a draft in the folder that was locked with one."""
    if signing_in.pin_hash_of(application.ports, typed):
        return True
    for files, path, _ in _drafts_for(application, typed, folder):
        with suppress(UnreadableFile):  # a damaged draft locks nobody out
            if files.needs_pin(path):
                return True
    return False


def is_right_pin(
    application: Application, typed: str, pin: str, folder: Path | None = None
) -> bool:
    """Return whether a PIN opens a name: the hash that is kept here, else a draft's lock."""
    known = signing_in.pin_hash_of(application.ports, typed)
    if known:
        return is_pin(pin, known)
    opened, wrong = 0, 0
    for files, path, lesson in _drafts_for(application, typed, folder):
        with suppress(UnreadableFile):
            if not files.needs_pin(path):
                continue  # it says nothing of a PIN; anybody can write one
            try:
                files.read(path, lesson, typed, pin)
                opened += 1
            except NotAllowed:
                wrong += 1
    return opened > 0 or wrong == 0


def set_pin(application: Application, student: Student, pin: str) -> None:
    """Give a student a PIN on this machine; an empty one takes it away."""
    signing_in.set_pin(application.ports, student, pin, hash_pin)


def _drafts_for(
    application: Application, typed: str, folder: Path | None
) -> Sequence[tuple[SealedDrafts, Path, Lesson]]:
    """Return the drafts of a name on the lessons of this machine."""
    if folder is None:
        return ()
    files = drafts_of(application)
    with application.ports.store.reading() as unit:
        lessons = unit.lessons.all()
    found = ((files.find(folder, lesson, typed), lesson) for lesson in lessons)
    return [(files, path, lesson) for path, lesson in found if path is not None]
