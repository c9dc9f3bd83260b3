"""Delete a student with everything that is theirs, or hand all of it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from annotator.domain.annotations import Workspace
from annotator.domain.classes import key_of_name
from annotator.domain.errors import AnnotatorError, UnknownThing
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AuthorId, ClassId, HandInId
from annotator.domain.moments import day_and_time
from annotator.services.ports import Ports, StoredHandIn, UnitOfWork


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the database knows them: ids, name keys, and the names as written."""

    student_ids: frozenset[AuthorId]
    name_keys: frozenset[str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What an eraser did: rows by table, backups, and sentences on what it could not do."""

    rows: Mapping[str, int]
    backups_rewritten: tuple[Path, ...] = ()
    backups_removed: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()


class Eraser(Protocol):
    """Deletes for good: rows, what is left of them in files, and the same in the backups."""

    def erase(self, person: Person) -> Erased:
        """Delete a person so that no byte of theirs is left in the database and its backups."""


class DraftRemover(Protocol):
    """Deletes the unfinished work that lies in a drop folder."""

    def remove_of(
        self, folder: Path, name_keys: Collection[str]
    ) -> tuple[Sequence[Path], Sequence[Path]]:
        """Delete the drafts of these names; return what went, and what could not be deleted."""


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """Proof that a student was deleted, for the school's files.

    It holds the name, so it is shown and printed, and stored nowhere.
    """

    name: str
    at: datetime
    rows: Mapping[str, int]
    backups_rewritten: tuple[Path, ...]
    backups_removed: tuple[Path, ...]
    files_removed: tuple[Path, ...]
    left: tuple[str, ...]
    #: Every spelling that went, so that a caller can forget the names too.
    names: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is left to be done."""
        return not self.left

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the receipt as it is printed, one sentence a line."""
        counted = ", ".join(f"{number} {table}" for table, number in self.rows.items() if number)
        return (
            f"{self.name} was deleted on {day_and_time(self.at)}.",
            f"Deleted rows: {counted or 'none'}.",
            f"Hand-in and draft files deleted: {len(self.files_removed)}.",
            f"Backups cleaned: {len(self.backups_rewritten)}; "
            f"deleted because they could not be cleaned: {len(self.backups_removed)}.",
            *self.left,
            "Copies that were carried away (USB sticks, printed sheets, other computers) and the "
            "backups of the school's own systems are not part of this.",
        )


def delete_student(
    ports: Ports,
    eraser: Eraser,
    student_id: AuthorId,
    *,
    drop_folders: Sequence[Path] = (),
    draft_files: DraftRemover | None = None,
) -> ErasureReceipt:
    """Delete a student: rows, hand-ins, working copies, history, backups and files.

    A name that another student has too is not enough to delete a hand-in: it stays, and the
    receipt says so.
    """
    with ports.store.reading() as unit:
        student = _student(unit, student_id)
    return _deleted(ports, eraser, (student,), student.name, drop_folders, draft_files)


def purge_classes(
    ports: Ports,
    eraser: Eraser,
    class_ids: Sequence[ClassId],
    *,
    drop_folders: Sequence[Path] = (),
    draft_files: DraftRemover | None = None,
) -> ErasureReceipt:
    """Delete classes with everybody in them, as at the end of a school year.

    Who is also in a class that stays is kept with all work. Lessons and keys stay.
    """
    going = set(class_ids)
    with ports.store.reading() as unit:
        groups = [group for group in unit.classes.all() if group.id in going]
        students = _only_in(unit, going)
    names = ", ".join(group.name for group in groups) or "No class"
    title = f"{names} ({len(students)} students)"
    receipt = _deleted(ports, eraser, students, title, drop_folders, draft_files)
    with ports.store.writing() as unit:
        for group in groups:
            unit.classes.remove(group.id)
        unit.commit()
    return receipt


def students_only_in(ports: Ports, class_ids: Iterable[ClassId]) -> tuple[Student, ...]:
    """Return the students who are in no other class than these."""
    with ports.store.reading() as unit:
        return _only_in(unit, set(class_ids))


def _only_in(unit: UnitOfWork, class_ids: set[ClassId]) -> tuple[Student, ...]:
    inside: set[AuthorId] = set()
    outside: set[AuthorId] = set()
    for group in unit.classes.all():
        for member in unit.classes.members(group.id):
            if group.id in class_ids:
                inside.add(member.student_id)
            else:
                outside.add(member.student_id)
    return tuple(each for each in unit.students.all() if each.id in inside - outside)


def _deleted(
    ports: Ports,
    eraser: Eraser,
    students: Sequence[Student],
    title: str,
    drop_folders: Sequence[Path],
    draft_files: DraftRemover | None,
) -> ErasureReceipt:
    with ports.store.reading() as unit:
        person, contested = _people(unit, students)
        hand_ins = {stored.hand_in.id for stored in _hand_ins(unit, person)}
    left = []
    if contested:
        left.append(
            "Another student goes by the same name, so hand-ins under this name alone were kept. "
            "Delete the other student too, or these hand-ins, if they must go."
        )
    removed, stuck = _remove_files(ports, drop_folders, person, hand_ins)
    if draft_files is not None:
        for folder in drop_folders:
            gone, fast = draft_files.remove_of(folder, person.name_keys)
            removed += gone
            stuck += fast
    left += [f"“{path}” could not be deleted. Delete it by hand." for path in stuck]
    erased = eraser.erase(person) if students else Erased({})
    return ErasureReceipt(
        name=title,
        at=ports.now(),
        rows=erased.rows,
        backups_rewritten=erased.backups_rewritten,
        backups_removed=erased.backups_removed,
        files_removed=tuple(removed),
        left=(*left, *erased.left),
        names=person.names,
    )


def export_student(ports: Ports, student_id: AuthorId) -> dict[str, Any]:
    """Return all that is stored of a student, as values that JSON can hold."""
    with ports.store.reading() as unit:
        student = _student(unit, student_id)
        person, _ = _person(unit, student)
        stored = _hand_ins(unit, person)
        decisions = unit.decisions.of_hand_ins([each.hand_in.id for each in stored])
        return {
            "student": _plain(student),
            "classes": [
                {"class": group.name, **_plain(member)}
                for group in unit.classes.all()
                for member in unit.classes.members(group.id)
                if member.student_id in person.student_ids
            ],
            "hand_ins": [
                {**_plain(each), "decisions": _plain(decisions[each.hand_in.id])} for each in stored
            ],
            "grading": _grading(unit, [each.hand_in.id for each in stored]),
            "returned": _returned(unit, person),
            "work": _work(unit, person),
            "places": [
                _plain(place)
                for place in unit.work.places()
                if place.workspace.author_id in person.student_ids
            ],
            "excuses": [
                _plain(excuse)
                for assignment in unit.classes.assignments()
                for excuse in unit.classes.excuses(assignment.id)
                if excuse.student_id in person.student_ids
            ],
        }


def _grading(unit: UnitOfWork, ids: Sequence[HandInId]) -> dict[str, Any]:
    """Return how the hand-ins were graded: states, requests, second opinions and the log."""
    mine = set(ids)
    return {
        "states": _plain(list(unit.grading.statuses(ids).values())),
        "requests": _plain(list(unit.grading.requests(ids).values())),
        "second_opinions": _plain(unit.grading.opinions(ids)),
        "log": [
            {"at": _plain(entry.at), "what": entry.label, "undone": entry.is_undone}
            for lesson in unit.lessons.all()
            for entry in unit.decision_log.of_lesson(lesson.id)
            if entry.hand_ins & mine
        ],
    }


def _returned(unit: UnitOfWork, person: Person) -> list[Any]:
    """Return what came back to this machine, under any of the names."""
    found = {
        work.hand_in_id: work
        for name in person.names
        if key_of_name(name) in person.name_keys
        for work in unit.returned.of_student(name)
    }
    return [_plain(work) for work in found.values()]


def _work(unit: UnitOfWork, person: Person) -> list[dict[str, Any]]:
    """Return the working copies of every lesson that has any."""
    found = []
    for lesson in unit.lessons.all():
        for author_id in sorted(person.student_ids):
            desk = Workspace(lesson.id, author_id)
            parts = {
                "annotations": _plain(unit.work.annotations(desk)),
                "links": _plain(unit.work.links(desk)),
                "answers": _plain(unit.work.answers(desk)),
            }
            if any(parts.values()):
                found.append({"lesson": lesson.id, **parts})
    return found


def _student(unit: UnitOfWork, student_id: AuthorId) -> Student:
    found = next((each for each in unit.students.all() if each.id == student_id), None)
    if found is None:
        raise UnknownThing("This student is not here any more. Nothing was changed.")
    return found


def _person(unit: UnitOfWork, student: Student) -> tuple[Person, bool]:
    """Return all that the database knows a student by, and whether others share a name."""
    return _people(unit, (student,))


def _people(unit: UnitOfWork, students: Sequence[Student]) -> tuple[Person, bool]:
    """Return all that the database knows students by, and whether others share a name."""
    going = {student.id for student in students}
    keys = {key_of_name(student.name) for student in students}
    names = [student.name for student in students]
    others: set[str] = set()
    enrolled: set[AuthorId] = set()
    for group in unit.classes.all():
        for member in unit.classes.members(group.id):
            enrolled.add(member.student_id)
            if member.student_id in going:
                keys |= member.sign_in_keys
                names += member.roster.spellings
            else:
                others |= member.sign_in_keys
        for key, owner in unit.classes.typed_names(group.id).items():
            (keys if owner in going else others).add(key)
    contested = keys & others
    own = keys - contested
    # A mistyped name was stored as a student of its own when its hand-in was collected.
    aliases = [
        each
        for each in unit.students.all()
        if key_of_name(each.name) in own and each.id not in enrolled - going
    ]
    names += [each.name for each in aliases]
    ids = frozenset({*going, *(each.id for each in aliases)})
    return Person(ids, frozenset(own), tuple(dict.fromkeys(names))), bool(contested)


def _hand_ins(unit: UnitOfWork, person: Person) -> list[StoredHandIn]:
    return [
        stored
        for lesson in unit.lessons.all()
        for stored in unit.hand_ins.of_lesson(lesson.id)
        if key_of_name(stored.hand_in.student_name) in person.name_keys
    ]


def _remove_files(
    ports: Ports, folders: Iterable[Path], person: Person, hand_ins: set[HandInId]
) -> tuple[list[Path], list[Path]]:
    """Delete the hand-in files of a person; return those, and those that could not be."""
    removed, stuck = [], []
    for folder in folders:
        for path in ports.hand_in_files.find(folder):
            try:
                found = ports.hand_in_files.read(path).hand_in
            except AnnotatorError:
                continue  # not ours to open, so nothing says whose it is
            if found.id not in hand_ins and key_of_name(found.student_name) not in person.name_keys:
                continue
            try:
                path.unlink(missing_ok=True)
                removed.append(path)
            except OSError:
                stuck.append(path)
    return removed, stuck


def _plain(value: Any) -> Any:
    """Return a value of the domain as one that JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value
