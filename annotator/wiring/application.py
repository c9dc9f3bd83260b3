"""Build the application: the only place that knows every adapter."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import paths
from annotator.domain.errors import BadInput, NotAllowed, StorageTrouble
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.parts import ProgramPart, need
from annotator.domain.scheme import Scheme
from annotator.domain.version import VERSION
from annotator.files.atomic import write_whole
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.lesson_package import SUFFIX as PACKAGE_SUFFIX
from annotator.files.lesson_package import read_class_package, write_package
from annotator.files.lesson_record import scheme_of
from annotator.files.lesson_source import read_scheme, read_source
from annotator.files.lesson_source_problems import ProblemList
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import lessons as lesson_services
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.lesson_entries import LessonEntry
from annotator.services.lessons import Installed
from annotator.services.ports import Ports
from annotator.services.printing import WorksheetWriter
from annotator.services.privacy import ErasureReceipt
from annotator.services.private_files import protect_data_folder
from annotator.services.signing_in import learn_class, sign_in
from annotator.session.reading import ReadingSession
from annotator.settings import Policy, Settings, load_policy, load_settings
from annotator.storage.database import open_server, open_store
from annotator.storage.unit_of_work import SqlStore
from annotator.wiring.access import find_way_in, why_closed
from annotator.wiring.known_lessons import keep_known_lessons
from annotator.wiring.shipped_lessons import digest_of, keep_note, read_note, shipped_lessons

if TYPE_CHECKING:
    from annotator.worksheets.renderer import DocumentRenderer
    from annotator.worksheets.sheets import PageOptions

DEFAULT_SCHEME = "default"


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that works together on one data folder."""

    data_dir: Path
    store: SqlStore
    ports: Ports
    teacher_keys: TeacherKeys
    settings: Settings
    policy: Policy
    drop_folder: Path | None
    warnings: tuple[str, ...]
    #: Of deletions that this start finished, or could not finish.
    receipts: tuple[ErasureReceipt, ...]
    #: Takes sentences about what happened beside the point.
    tell: Callable[[str], None]

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    # -- students --------------------------------------------------------------

    def sign_in(self, name: str) -> Student:
        """Return the student with this name or code."""
        return sign_in(self.ports, name)

    def lesson_entries(self, student: Student | None) -> tuple[LessonEntry, ...]:
        """Return the lessons of this machine with the student's progress."""
        entries = lesson_services.list_lessons(self.ports, student)
        if student is None:
            keep_known_lessons(self.data_dir, entries)
        return entries

    def open_lesson(self, student: Student, lesson_id: LessonId) -> ReadingSession:
        """Open a lesson for a student."""
        lesson = lesson_services.open_lesson(self.ports, lesson_id)
        return ReadingSession(self.ports, lesson, student)

    def install_package(self, path: Path, *, accepts_teacher: bool = False) -> Installed:
        """Install a `.lesson` file, or a source folder without its key, for students.

        Raise AnotherTeacher where another teacher's lesson of the name is here, unless somebody
        was asked and `accepts_teacher`.
        """
        lesson, told = (_source(path)[0], None) if path.is_dir() else read_class_package(path)
        own_seal = self.teacher_keys.public_key() or b""
        installed = lesson_services.install_lesson(
            self.ports,
            lesson,
            own_seal=own_seal,
            is_source=path.is_dir(),
            accepts_teacher=accepts_teacher,
        )
        if told is not None and not installed.older:
            learn_class(self.ports, lesson.id, told)
        return installed

    def lesson_named(self, named: str, *, accepts_teacher: bool = False) -> Lesson:
        """Return a lesson by its id, or install and return that of a package or folder."""
        path = _path_meant(named)
        if path is not None:
            return self._lesson_in(path, accepts_teacher=accepts_teacher)
        return lesson_services.open_lesson(self.ports, LessonId(named))

    def _lesson_in(self, path: Path, *, accepts_teacher: bool = False) -> Lesson:
        installed = self.install_package(path, accepts_teacher=accepts_teacher)
        self._tell_of(installed)
        return installed.lesson

    def _tell_of(self, installed: Installed) -> None:
        if installed.news:
            done = "was not changed" if installed.older else "was installed"
            self.tell(f"“{installed.lesson.title}” {done}. {installed.news}")

    # -- teachers --------------------------------------------------------------

    def require_teacher(self) -> None:
        """Raise NotAllowed or KeyLocked where keys and teachers' work must not be opened.

        A passphrase is asked for where there is one. A machine that nobody has used yet is
        taken for that of whoever asks.
        """
        closed = why_closed(find_way_in(self, self.settings, self.policy))
        if closed:
            raise NotAllowed(f"{closed} Nothing was changed.")
        if self.teacher_keys.has_passphrase:
            self.teacher_keys.private_key()

    def lesson_with_key(self, named: str) -> tuple[Lesson, AnswerKey | None]:
        """Return a lesson by its id, source folder or package, with the key if it is here.

        What comes from a folder, and what ships with the program, is installed with its
        key: whoever asks for a key acts as a teacher, and must be able to be one.
        """
        self.require_teacher()
        path = _path_meant(named)
        if path is not None and path.is_dir():
            return self._with_key(self.install_source(path).lesson.id)
        lesson_id = LessonId(named) if path is None else self._lesson_in(path).id
        with self.store.reading() as unit:
            has_key = unit.lessons.find_key(lesson_id) is not None
        if not has_key and lesson_id in (folder.name for folder in shipped_lessons()):
            self.install_source(paths.lessons_dir() / lesson_id)
        return self._with_key(lesson_id)

    def _with_key(self, lesson_id: LessonId) -> tuple[Lesson, AnswerKey | None]:
        lesson = lesson_services.open_lesson(self.ports, lesson_id)
        with self.store.reading() as unit:
            return lesson, unit.lessons.find_key(lesson_id)

    def install_source(self, folder: Path) -> Installed:
        """Install a source folder with its key, and tell what that did to work here."""
        self.require_teacher()
        lesson, key = _source(folder)
        own_seal = self.teacher_keys.public_key() or b""
        installed = lesson_services.install_lesson(
            self.ports, lesson, key, own_seal=own_seal, is_source=True
        )
        self._tell_of(installed)
        return installed

    def pack_lesson(self, folder: Path, target: Path) -> Lesson:
        """Write the `.lesson` package of a source folder; its key stays in this data folder."""
        self.require_teacher()
        source, key = _source(folder)
        own_seal = self.teacher_keys.ensure_public_key()
        lesson = replace(source, public_key=own_seal)
        installed = lesson_services.install_lesson(self.ports, lesson, key, own_seal=own_seal)
        if installed.older:
            raise NotAllowed(
                f"This folder has version {installed.older} of “{lesson.title}”, and version "
                f"{installed.lesson.version} is here already. Nothing was written. Give the folder "
                "a higher version in lesson.toml, or export the newer lesson in the app."
            )
        write_package(target, lesson)
        return lesson

    def install_shipped_lessons(self) -> None:
        """Install the lessons that ship; a teacher's package of one wins.

        Keys stay out, but for lessons that answer at once: those are public and need them.
        """
        note = read_note(self.data_dir)
        with self.store.reading() as unit:
            stored = unit.lessons.hashes()
        now = {folder.name: digest_of(folder) for folder in shipped_lessons()}
        if all(note.get(name) == [now[name], stored.get(LessonId(name))] for name in now):
            return
        for folder in shipped_lessons():
            lesson, key = _source(folder)
            answers = key if lesson.feedback is Feedback.AT_ONCE else None
            with self.store.reading() as unit:
                known = unit.lessons.find(lesson.id)
            if known is None or not known.public_key:
                lesson_services.install_lesson(self.ports, lesson, answers)
        with self.store.reading() as unit:
            stored = unit.lessons.hashes()
        keep_note(self.data_dir, {n: [now[n], stored.get(LessonId(n), "")] for n in now})

    # -- printing --------------------------------------------------------------

    def renderer(self, options: PageOptions) -> DocumentRenderer:
        """Return what sets documents; a second process helps with a whole class."""
        need(ProgramPart.PRINTING)
        from annotator.worksheets.renderer import DocumentRenderer

        return DocumentRenderer(options, processes=min(2, os.cpu_count() or 1))

    def worksheet_writer(
        self, grades: ClassGrades, paper: str, *, black_and_white: bool
    ) -> WorksheetWriter:
        """Return what writes one graded worksheet of a class."""
        need(ProgramPart.PRINTING)
        from annotator.worksheets.sheets import PageOptions
        from annotator.worksheets.student_sheets import set_sheet
        from annotator.worksheets.typesetting import LayoutCache

        cache = LayoutCache()
        options = PageOptions(paper="letter" if paper == "letter" else "a4", bw=black_and_white)
        batch = self.renderer(options).graded(grades)
        sheets = {sheet.hand_in.id: sheet for sheet in batch.sheets}

        def write(graded: GradedHandIn, path: Path) -> None:
            write_whole(path, set_sheet(sheets[graded.hand_in.id], options, cache))

        return write


def _keep_silent(_sentence: str) -> None:
    """Tell nobody."""


def _path_meant(named: str) -> Path | None:
    """Return the path that a word means: one that is there, or a word that is no lesson's id."""
    if not named.strip():
        raise BadInput("Name a lesson: by its id, its folder or its package.")
    path = Path(named)
    is_path = os.path.lexists(path) or path.name != named or path.suffix == PACKAGE_SUFFIX
    return path if is_path else None


def _source(folder: Path) -> tuple[Lesson, AnswerKey | None]:
    return read_source(folder, paths.schemes_dir())


def default_scheme() -> Scheme:
    """Return the four categories that ship with the program."""
    problems = ProblemList()
    record = read_scheme(paths.schemes_dir(), DEFAULT_SCHEME, problems)
    if record is None or problems.found:
        raise StorageTrouble(
            "The scheme that ships with the program is damaged, so nothing can be scored with it. "
            "Install the program again."
        )
    return scheme_of(record)


def _store(folder: Path, server: str) -> SqlStore:
    """Return the database on a server that a policy names, else the one in the data folder."""
    return open_server(server) if server else open_store(folder / paths.DATABASE_NAME)


def open_application(
    data_dir: Path | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
    tell: Callable[[str], None] | None = None,
    ask_passphrase: Callable[[], str | None] | None = None,
) -> Application:
    """Open the database in the data folder and put everything together.

    `tell` takes what a person should read when a lesson that is named brings news;
    `ask_passphrase` returns the teacher's passphrase where the key is under one.
    Raise StorageTrouble with a sentence where the folder or the database cannot be used.
    """
    policy, policy_warnings = load_policy()
    folder = paths.data_dir(data_dir or policy.data_dir)
    settings, settings_warnings = load_settings(folder, policy)
    store = _store(folder, policy.database_url)
    keys = TeacherKeys(folder, ask_passphrase)
    make_id = new_id or (lambda: uuid.uuid4().hex)
    ports = Ports(
        store=store,
        hand_in_files=SealedHandIns(keys, make_id, VERSION),
        now=now or (lambda: datetime.now(UTC)),
        new_id=make_id,
    )
    opened = protect_data_folder(folder)
    return Application(
        data_dir=folder,
        store=store,
        ports=ports,
        teacher_keys=keys,
        settings=settings,
        policy=policy,
        drop_folder=policy.drop_folder or settings.drop_folder,
        receipts=(),
        warnings=(*policy_warnings, *settings_warnings, *store.warnings, *opened),
        tell=tell or _keep_silent,
    )
