"""Classes: who is in them, what they were given, collecting, a look while they work, grades."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.classes import (
    Assignment,
    ClassGroup,
    ClassMember,
)
from annotator.domain.errors import NotAllowed
from annotator.domain.grades import GradeScale
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import AuthorId, ClassId, LessonId
from annotator.domain.lessons import Lesson
from annotator.domain.sign_in import SignIn, sign_in_entries
from annotator.files.atomic import write_whole
from annotator.files.csv_tables import Written, csv_bytes
from annotator.files.draft_file import SealedDrafts, hash_pin
from annotator.files.gradebook import FORMATS, gradebook_file, write_gradebook
from annotator.files.gradebook_parts import GradebookFile as GradebookFile
from annotator.files.gradebook_parts import GradebookFormat as GradebookFormat
from annotator.files.lesson_package import write_package
from annotator.files.roster import RosterEntry as RosterEntry
from annotator.files.roster import RosterPreview as RosterPreview
from annotator.files.roster import read_roster
from annotator.services import class_lessons, classes, collecting, signing_in
from annotator.services.class_lessons import ClassFile
from annotator.services.classroom import Glance, glance_at
from annotator.services.collecting import Collected, CollectReport
from annotator.services.draft_copies import collect_draft
from annotator.services.grade_scales import set_grade_scale
from annotator.services.gradebook import ClassGradebook, LessonGradebook, class_gradebook
from annotator.services.histories import student_attempts
from annotator.services.lessons import install_lesson, open_lesson
from annotator.services.member_index import MemberIndex
from annotator.services.page_options import PageOptions
from annotator.services.ports import Ports
from annotator.services.privacy import ErasureReceipt, export_student, students_only_in
from annotator.use_cases.erasing import Erasing
from annotator.use_cases.lessons import LessonInstaller, is_shipped
from annotator.use_cases.on_ports import on_ports
from annotator.use_cases.rendering import renderer

if TYPE_CHECKING:
    from annotator.services.jobs import Job

CODE_COLUMNS = ("code", "name", "student_id", "section")


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """A class in a few numbers: who is in it, who was, and what it was given."""

    group: ClassGroup
    active: int
    gone: int
    lessons: int
    last_assigned_at: datetime | None

    @property
    def students(self) -> int:
        """Return how many are or were in it."""
        return self.active + self.gone


@dataclass(frozen=True, slots=True)
class ClassDirectory:
    """The classes of this machine and their students.

    Reading a roster, writing a history, deleting and purging take their time.
    """

    ports: Ports
    drafts: SealedDrafts
    installer: LessonInstaller
    erasing: Erasing
    #: Where hand-ins go, or None where nobody has said so yet.
    drop_folder: Path | None
    #: Of deletions that this start finished, or could not finish.
    receipts: tuple[ErasureReceipt, ...]

    # -- classes -------------------------------------------------------------------------------

    def overview(self) -> tuple[ClassSummary, ...]:
        """Return every class by name."""
        with self.ports.store.reading() as unit:
            groups = unit.classes.all()
            members = {group.id: unit.classes.members(group.id) for group in groups}
            given = unit.classes.assignments()
        made = []
        for group in groups:
            active = sum(member.is_active for member in members[group.id])
            mine = [one for one in given if one.class_id == group.id]
            last = mine[-1].assigned_at if mine else None
            gone = len(members[group.id]) - active
            made.append(ClassSummary(group, active, gone, len(mine), last))
        return tuple(made)

    create = on_ports(classes.create_class)
    rename = on_ports(classes.rename_class)

    def count_only_in(self, class_ids: Sequence[ClassId]) -> int:
        """Return how many students are in these classes and in no other."""
        return len(students_only_in(self.ports, class_ids))

    def purge(self, class_ids: Sequence[ClassId], folders: Iterable[Path]) -> ErasureReceipt:
        """Delete classes for good with everybody who is in no other class."""
        return self.erasing.purge_classes(class_ids, folders)

    # -- who is in them ------------------------------------------------------------------------

    def members(self, class_id: ClassId) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in a class, as a register sorts them."""
        with self.ports.store.reading() as unit:
            return unit.classes.members(class_id)

    add = on_ports(classes.add_student)
    edit = on_ports(classes.edit_student)

    def set_active(self, class_id: ClassId, student_id: AuthorId, *, is_active: bool) -> None:
        """Mark a student as one who left the class, or who is back; all work stays."""
        step = classes.rejoin if is_active else classes.mark_left
        step(self.ports, class_id, student_id)

    move = on_ports(classes.move_student)

    def take_pin_away(self, student_id: AuthorId) -> None:
        """Take the PIN away that a student has on this machine."""
        with self.ports.store.reading() as unit:
            known = [each for each in unit.students.all() if each.id == student_id]
        for student in known:
            signing_in.set_pin(self.ports, student, "", hash_pin)

    # -- class lists ---------------------------------------------------------------------------

    def read_roster(self, path: Path, encoding: str | None = None) -> RosterPreview:
        """Return a class list as a file has it; raise UnreadableFile if it is none."""
        return read_roster(path, encoding=encoding)

    preview_roster = on_ports(classes.preview_roster)
    import_roster = on_ports(classes.import_roster)

    def save_codes(self, path: Path, codes: Sequence[tuple[str, str, str, str]]) -> None:
        """Write codes, names, numbers and groups as a CSV file."""
        write_whole(path, csv_bytes(Written(CODE_COLUMNS, tuple(codes)), with_mark=True))

    # -- privacy -------------------------------------------------------------------------------

    def export_student(self, student_id: AuthorId, path: Path) -> None:
        """Write everything stored of a student as JSON."""
        data = export_student(self.ports, student_id)
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_whole(path, text.encode("utf-8"))

    def delete_student(self, student_id: AuthorId, folders: Iterable[Path]) -> ErasureReceipt:
        """Delete a student for good: rows, backups, files here and in the folders, settings."""
        return self.erasing.delete_student(student_id, folders)

    def save_history(self, class_id: ClassId, student_id: AuthorId, path: Path) -> None:
        """Write a student's scores over all lessons as a PDF, whatever names were typed.

        Raise UnknownThing where nothing was collected.
        """
        write_whole(path, self.history_pdf(class_id, student_id))

    def history_pdf(self, class_id: ClassId, student_id: AuthorId) -> bytes:
        """Return a student's scores over all lessons as a PDF."""
        with self.ports.store.reading() as unit:
            index = MemberIndex.of_class(unit, class_id)
            typed = {
                name_key(stored.hand_in.student_name): stored.hand_in.student_name
                for lesson in unit.lessons.all()
                for stored in unit.hand_ins.of_lesson(lesson.id)
                if stored.collected_at is not None
            }
        name = next((m.roster.shown_name for m in index.members if m.student_id == student_id), "")
        mine = [each for each in typed.values() if _is_of(index.named(each), student_id)]
        found = [a for each in mine or [name] for a in student_attempts(self.ports, each)]
        found.sort(key=lambda attempt: attempt.hand_in.handed_in)
        shown = [replace(a, hand_in=replace(a.hand_in, student_name=name)) for a in found]
        return renderer(PageOptions()).history(shown)

    # -- one class -----------------------------------------------------------------------------

    @property
    def lessons(self) -> ClassLessons:
        """Return what classes are given."""
        return ClassLessons(self.ports, self.installer)

    def collecting(self, assignment: Assignment) -> Collecting:
        """Return what takes in the hand-ins of a class on a lesson."""
        return Collecting(self.ports, assignment)

    def live(self, assignment: Assignment) -> LiveClass:
        """Return a class at work on a lesson."""
        return LiveClass(self.ports, self.drafts, assignment)

    def results(self, class_id: ClassId) -> ClassResults:
        """Return the grades of a class."""
        return ClassResults(self.ports, class_id)


def _is_of(member: ClassMember | None, student_id: AuthorId) -> bool:
    return member is not None and member.student_id == student_id


@dataclass(frozen=True, slots=True)
class ClassLessons:
    """What classes are given; counting takes its time."""

    ports: Ports
    installer: LessonInstaller

    assignments = on_ports(class_lessons.assigned_lessons)
    counted = on_ports(class_lessons.standings)
    assignable = on_ports(class_lessons.assignable_lessons)
    lesson = on_ports(open_lesson)

    def is_public(self, lesson_id: LessonId) -> bool:
        """Return whether a lesson ships with the program, and so does its answer key."""
        return is_shipped(lesson_id)

    def assign(
        self, lesson_id: LessonId, group: ClassGroup, wanted: ClassFile, path: Path | None
    ) -> Assignment:
        """Give a lesson to a class, and write the lesson file for it where a path is named."""
        # Also where no file is written: the key of a lesson that ships comes with it.
        lesson, _unused = self.installer.with_key(lesson_id)
        if path is not None:
            self._write_file(lesson, group, wanted, path)
        return classes.assign_lesson(self.ports, lesson_id, group.id, wanted.due_at)

    take_back = on_ports(class_lessons.take_back)

    def write_file(
        self, lesson_id: LessonId, group: ClassGroup, wanted: ClassFile, path: Path
    ) -> Lesson:
        """Write the lesson file of a class: sealed for this teacher, with the sign-in."""
        return self._write_file(self.installer.with_key(lesson_id)[0], group, wanted, path)

    def _write_file(
        self, lesson: Lesson, group: ClassGroup, wanted: ClassFile, path: Path
    ) -> Lesson:
        with self.ports.store.reading() as unit:
            members = unit.classes.members(group.id)
        told = SignIn(
            group.id,
            group.name,
            sign_in_entries(members, with_names=wanted.with_names),
            wanted.drop_folder.strip(),
            wanted.keeps_drafts,
            wanted.needs_pins,
            wanted.due_at,
        )
        own = self.installer.keys.ensure_public_key()
        if lesson.public_key and lesson.public_key != own:
            raise NotAllowed(
                "“{title}” is another teacher's lesson: hand-ins on it go to that "
                "teacher. Nothing was written. Ask for the lesson's folder, or build "
                "your own from it.",
                title=lesson.title,
            )
        sealed = replace(lesson, public_key=own)
        install_lesson(self.ports, sealed, own_seal=own)
        write_package(path, sealed, told)
        return sealed


@dataclass(frozen=True, slots=True)
class Collecting:
    """Takes in the hand-ins of a class on a lesson; finding and collecting take their time."""

    ports: Ports
    assignment: Assignment

    @property
    def lesson(self) -> Lesson:
        """Return the lesson as it is now; raise UnknownThing if it is not here."""
        return open_lesson(self.ports, self.assignment.lesson_id)

    def find(self, folder: Path) -> tuple[Path, ...]:
        """Return the hand-ins of a folder or zip; raise UnreadableFile if there is none."""
        return self.ports.hand_in_files.find_below(folder)

    def find_in(self, chosen: Sequence[Path]) -> tuple[Path, ...]:
        """Return files that were chosen one by one, and the hand-ins in zips among them."""
        below = self.ports.hand_in_files.find_below
        found = (below(path) if path.suffix.casefold() == ".zip" else (path,) for path in chosen)
        return tuple(path for paths in found for path in paths)

    def collect(self, find: Callable[[], Sequence[Path]], job: Job) -> Collected:
        """Collect what `find` finds, then score the lesson; stopped, what is done is kept."""
        return collecting.collect_and_score(self.ports, self.assignment, find, job)

    def match(self, typed: str, student_id: AuthorId) -> None:
        """Remember whose a name is in this class."""
        classes.accept_match(self.ports, self.assignment.class_id, typed, student_id)

    take = on_ports(collecting.take_attempts)

    def weigh(self, report: CollectReport) -> CollectReport:
        """Give collected hand-ins to their students anew; no file is read again."""
        roll = collecting.class_roll(self.ports, self.assignment)
        return collecting.weigh_report(self.ports, self.lesson, report, roll)

    def titles(self) -> Mapping[LessonId, str]:
        """Return the title of every lesson of this machine."""
        with self.ports.store.reading() as unit:
            return {lesson.id: lesson.title for lesson in unit.lessons.all()}

    def members(self) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in the class."""
        return tuple(collecting.class_roll(self.ports, self.assignment).members)


@dataclass(frozen=True, slots=True)
class LiveClass:
    """A class at work, as its folder shows it; looking and taking in take their time."""

    ports: Ports
    drafts: SealedDrafts
    assignment: Assignment

    @property
    def lesson(self) -> Lesson:
        """Return the lesson; raise UnknownThing if it is not here."""
        return open_lesson(self.ports, self.assignment.lesson_id)

    def now(self) -> datetime:
        """Return the time by which the work is judged."""
        return self.ports.now()

    def look(self, folder: Path, before: Glance | None = None) -> Glance:
        """Return the class as the folder shows it now; what `before` read is not read again."""
        roll = collecting.class_roll(self.ports, self.assignment)
        return glance_at(self.ports, self.drafts, roll, folder, before)

    def take_in(self, path: Path) -> bool:
        """Take in a student's unfinished work as it is; return whether it was news."""
        return collect_draft(self.ports, self.lesson, self.drafts.read_as_teacher(path))


@dataclass(frozen=True, slots=True)
class ClassResults:
    """The grades of a class over its lessons; reading takes its time."""

    ports: Ports
    class_id: ClassId

    def read(self, job: Job | None = None) -> ClassGradebook:
        """Read and score every lesson of the class anew."""
        return class_gradebook(self.ports, self.class_id, job)

    @property
    def scale(self) -> GradeScale:
        """Return how the grades of the class are said."""
        with self.ports.store.reading() as unit:
            return classes.class_of(unit, self.class_id).grade_scale

    def set_scale(self, scale: GradeScale, *, for_all: bool) -> None:
        """Say the grades of the class, or of all classes, on another scale."""
        with self.ports.store.reading() as unit:
            every = [group.id for group in unit.classes.all()]
        set_grade_scale(self.ports, every if for_all else [self.class_id], scale)

    def set_excused(
        self, assignment: Assignment, student_id: AuthorId, *, is_excused: bool
    ) -> None:
        """Excuse a student from a lesson, or take that back."""
        step = classes.excuse_student if is_excused else classes.take_back_excuse
        step(self.ports, assignment, student_id)

    @property
    def formats(self) -> tuple[GradebookFormat, ...]:
        """Return the formats that grades can be exported in."""
        return FORMATS

    def read_roster(self, path: Path) -> RosterPreview:
        """Return the file of another system; raise UnreadableFile if it is none."""
        return read_roster(path)

    def file_of(
        self,
        gradebook: LessonGradebook,
        wanted: GradebookFormat,
        roster: RosterPreview | None,
        *,
        provisional: bool,
    ) -> GradebookFile:
        """Return the tables of a gradebook, to be looked at before they are written."""
        return gradebook_file(gradebook, wanted, roster, provisional=provisional)

    def write(self, file: GradebookFile, path: Path) -> None:
        """Write a gradebook whole or not at all."""
        write_gradebook(file, path)
