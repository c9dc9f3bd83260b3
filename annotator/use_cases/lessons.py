"""Bring lessons here and find them: packages, source folders, and those that ship."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import paths
from annotator.domain.errors import BadInput, NotAllowed, StorageTrouble
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.scheme import Scheme
from annotator.files.lesson_package import SUFFIX, read_class_package, write_package
from annotator.files.lesson_record import SchemeRecord, scheme_of
from annotator.files.lesson_source import read_scheme, read_source
from annotator.files.lesson_source_problems import ProblemList
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.lessons import Installed, install_lesson, open_lesson
from annotator.services.ports import Ports
from annotator.services.schemes import ReadyCategory
from annotator.services.signing_in import learn_class
from annotator.translation import _
from annotator.use_cases.access import TeacherAccess
from annotator.use_cases.shipped_lessons import digest_of, keep_note, read_note, shipped_lessons

DEFAULT_SCHEME = "default"


@dataclass(frozen=True, slots=True)
class LessonInstaller:
    """The lessons of a data folder: installed, found by what a person names, with their keys."""

    ports: Ports
    keys: TeacherKeys
    access: TeacherAccess
    data_dir: Path
    #: Takes sentences about what happened beside the point.
    tell: Callable[[str], None]

    def install_package(self, path: Path, *, accepts_teacher: bool = False) -> Installed:
        """Install a `.lesson` file, or a source folder without its key, for students.

        Raise AnotherTeacher where another teacher's lesson of the name is here, unless somebody
        was asked and `accepts_teacher`.
        """
        lesson, told = (_source(path)[0], None) if path.is_dir() else read_class_package(path)
        installed = install_lesson(
            self.ports,
            lesson,
            own_seal=self.keys.public_key() or b"",
            is_source=path.is_dir(),
            accepts_teacher=accepts_teacher,
        )
        if told is not None and not installed.older:
            learn_class(self.ports, lesson.id, told)
        return installed

    def install_source(self, folder: Path) -> Installed:
        """Install a source folder with its key, and tell what that did to work here."""
        self.access.require()
        lesson, key = _source(folder)
        own_seal = self.keys.public_key() or b""
        installed = install_lesson(self.ports, lesson, key, own_seal=own_seal, is_source=True)
        self._tell_of(installed)
        return installed

    def install_shipped(self) -> None:
        """Install the lessons that ship; a teacher's package of one wins.

        Keys stay out, but for lessons that answer at once: those are public and need them. A key
        that a teacher brought here follows its lesson, or it would be that of other texts.
        """
        note = read_note(self.data_dir)
        stored = self._hashes()
        now = {folder.name: digest_of(folder) for folder in shipped_lessons()}
        if all(note.get(name) == [now[name], stored.get(LessonId(name))] for name in now):
            return
        for folder in shipped_lessons():
            lesson, key = _source(folder)
            with self.ports.store.reading() as unit:
                known, known_key = unit.lessons.find(lesson.id), unit.lessons.find_key(lesson.id)
            answers = lesson.feedback is Feedback.AT_ONCE or known_key is not None
            if known is None or not known.public_key:
                install_lesson(self.ports, lesson, key if answers else None)
        stored = self._hashes()
        keep_note(self.data_dir, {n: [now[n], stored.get(LessonId(n), "")] for n in now})

    def named(self, named: str, *, accepts_teacher: bool = False) -> Lesson:
        """Return a lesson by its id, or install and return that of a package or folder."""
        path = _path_meant(named)
        if path is None:
            return open_lesson(self.ports, LessonId(named))
        installed = self.install_package(path, accepts_teacher=accepts_teacher)
        self._tell_of(installed)
        return installed.lesson

    def with_key(self, named: str) -> tuple[Lesson, AnswerKey | None]:
        """Return a lesson by its id, source folder or package, with the key if it is here.

        What comes from a folder, and what ships with the program, is installed with its
        key: whoever asks for a key acts as a teacher, and must be able to be one.
        """
        self.access.require()
        path = _path_meant(named)
        if path is not None and path.is_dir():
            lesson_id = self.install_source(path).lesson.id
        else:
            lesson_id = LessonId(named) if path is None else self.named(named).id
            if is_shipped(lesson_id) and self._key(lesson_id) is None:
                self.install_source(paths.lessons_dir() / lesson_id)
        return open_lesson(self.ports, lesson_id), self._key(lesson_id)

    def pack(self, folder: Path, target: Path) -> Lesson:
        """Write the `.lesson` package of a source folder; its key stays in this data folder."""
        self.access.require()
        source, key = _source(folder)
        own_seal = self.keys.ensure_public_key()
        lesson = replace(source, public_key=own_seal)
        installed = install_lesson(self.ports, lesson, key, own_seal=own_seal)
        if installed.older:
            raise NotAllowed(
                "This folder has version {older} of “{title}”, and version {version} "
                "is here already. Nothing was written. Give the folder a higher "
                "version in lesson.toml, or export the newer lesson in the app.",
                older=installed.older,
                title=lesson.title,
                version=installed.lesson.version,
            )
        write_package(target, lesson)
        return lesson

    def is_own(self, lesson: Lesson) -> bool:
        """Return whether hand-ins of a lesson come to this teacher."""
        return bool(lesson.public_key) and lesson.public_key == self.keys.public_key()

    def _key(self, lesson_id: LessonId) -> AnswerKey | None:
        with self.ports.store.reading() as unit:
            return unit.lessons.find_key(lesson_id)

    def _hashes(self) -> dict[LessonId, str]:
        with self.ports.store.reading() as unit:
            return dict(unit.lessons.hashes())

    def _tell_of(self, installed: Installed) -> None:
        if installed.news:
            said = (
                _("“{title}” was not changed. {news}", **_told(installed))
                if installed.older
                else _("“{title}” was installed. {news}", **_told(installed))
            )
            self.tell(said)


def _told(installed: Installed) -> dict[str, str]:
    return {"title": installed.lesson.title, "news": installed.news}


def is_shipped(lesson_id: LessonId) -> bool:
    """Return whether a lesson ships with the program, and so does its answer key."""
    return lesson_id in {folder.name for folder in shipped_lessons()}


def default_scheme() -> Scheme:
    """Return the scheme that new lessons begin with."""
    return scheme_of(_scheme_record(DEFAULT_SCHEME))


def ready_categories() -> tuple[ReadyCategory, ...]:
    """Return every category that ships, those of new lessons first."""
    others = sorted({path.stem for path in paths.schemes_dir().glob("*.toml")} - {DEFAULT_SCHEME})
    records = [_scheme_record(name) for name in (DEFAULT_SCHEME, *others)]
    return tuple(
        ReadyCategory(category, record.audience)
        for record in records
        for category in scheme_of(record).categories
    )


def _scheme_record(name: str) -> SchemeRecord:
    problems = ProblemList()
    record = read_scheme(paths.schemes_dir(), name, problems)
    if record is None or problems.found:
        raise StorageTrouble(
            "The scheme that ships with the program is damaged, so nothing can be scored with it. "
            "Install the program again."
        )
    return record


def _path_meant(named: str) -> Path | None:
    """Return the path that a word means: one that is there, or a word that is no lesson's id."""
    if not named.strip():
        raise BadInput("Name a lesson: by its id, its folder or its package.")
    path = Path(named)
    is_path = os.path.lexists(path) or path.name != named or path.suffix == SUFFIX
    return path if is_path else None


def _source(folder: Path) -> tuple[Lesson, AnswerKey | None]:
    return read_source(folder, paths.schemes_dir())
