"""Delete a student with everything that is theirs, or hand all of it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from annotator.domain.annotations import Workspace
from annotator.domain.classes import key_of_name
from annotator.domain.errors import AnnotatorError, UnknownThing
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AuthorId, ClassId, HandInId
from annotator.domain.moments import day_and_time
from annotator.domain.records import Records
from annotator.services.ports import Ports, StoredHandIn, UnitOfWork
from annotator.translation import N_, _

_RECORDS = Records()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody as the database knows them: ids, name keys, names and codes as written, hand-ins."""

    student_ids: frozenset[AuthorId]
    name_keys: frozenset[str]
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    hand_ins: frozenset[HandInId] = frozenset()


@dataclass(frozen=True, slots=True)
class Erased:
    """What an eraser did: rows by table, backups, and sentences on what it could not do.

    `unfinished` is what another try can do, such as after room was made on the disk.
    """

    rows: Mapping[str, int]
    backups_rewritten: tuple[Path, ...] = ()
    backups_removed: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()


class Eraser(Protocol):
    """Deletes for good: rows, what is left of them in files, and the same in the backups."""

    def erase(self, person: KnownPerson) -> Erased:
        """Delete a person so that no byte of theirs is left in the database and its backups.

        Doing it again does what is left to do. Raises only where nothing was deleted.
        """


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files of a person, and files that bear the name but may be somebody else's."""

    own: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()


class PersonFiles(Protocol):
    """The files that hold a person's work, or have the name on them."""

    def find(self, folders: Sequence[Path], person: KnownPerson) -> FoundFiles:
        """Return a person's files in drop folders and in the program's own; no one else's."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What somebody decided to delete, kept until nothing of it is left to do."""

    id: str
    title: str
    person: KnownPerson
    class_ids: tuple[ClassId, ...] = ()
    folders: tuple[Path, ...] = ()
    #: Sentences on what stays by a rule, such as the work of a namesake.
    kept: tuple[str, ...] = ()
    #: Files that were found to go: one tells whose the other is, so both are known before.
    files: tuple[Path, ...] = ()


class PendingDeletions(Protocol):
    """Deletions that were begun, on a disk, so that the next start can finish them."""

    def put(self, deletion: Deletion) -> None:
        """Note a deletion before anything of it is done; raise StorageTrouble if that fails."""

    def remove(self, deletion: Deletion) -> None:
        """Forget a deletion of which nothing is left to do, or nothing was done."""


@dataclass(frozen=True, slots=True)
class ErasureTools:
    """What a deletion needs beside the ports; without files and notes it is rows alone."""

    eraser: Eraser
    files: PersonFiles | None = None
    pending: PendingDeletions | None = None
    #: Takes names out of what else remembers them, such as the settings.
    forget: Callable[[Sequence[str]], None] | None = None


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
    #: Every spelling that went, and the codes, so that a caller can forget the names too.
    names: tuple[str, ...] = ()
    #: What could not be done yet; the next start of the program tries again.
    unfinished: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is left to be done."""
        return not self.left and not self.unfinished

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the receipt as it is printed, one sentence a line."""
        counted = ", ".join(
            f"{table.replace('_', ' ')} {number}" for table, number in self.rows.items() if number
        )
        values = {"name": self.name, "moment": day_and_time(self.at)}
        title = _("{name} was deleted on {moment}.", **values)
        if self.unfinished:
            title = _("{name} is being deleted; on {moment} this was not done:", **values)
        return (
            title,
            *self.unfinished,
            *([_(AGAIN)] if self.unfinished else []),
            _("Entries deleted: {entries}.", entries=counted)
            if counted
            else _("Entries deleted: none."),
            _("Files with work or the name deleted: {number}.", number=len(self.files_removed)),
            _("Backups cleaned: {number}.", number=len(self.backups_rewritten)),
            *(
                _(
                    "The backup “{path}” was damaged, so it could not be cleaned and was deleted.",
                    path=path.name,
                )
                for path in self.backups_removed
            ),
            *self.left,
            _(OUTSIDE),
        )


AGAIN = N_(
    "Annotator tries again at its next start and shows another receipt then. Until "
    "that says that all is deleted, the name may still be found."
)
OUTSIDE = N_(
    "What was saved elsewhere is not part of this: gradebooks, worksheets and class "
    "lists in other folders, lesson files with names, students' own computers, USB "
    "sticks, printed sheets, and the backups of the school's own systems."
)


def delete_student(
    ports: Ports, tools: ErasureTools, student_id: AuthorId, folders: Sequence[Path] = ()
) -> ErasureReceipt:
    """Delete a student: rows, hand-ins, working copies, history, backups and files.

    `folders` are where the class handed in. A name that another student has too is not enough
    to delete a hand-in: it stays, and the receipt says so.
    """
    with ports.store.reading() as unit:
        student = _student(unit, student_id)
        deletion = _deletion(unit, ports.new_id(), (student,), student.name, folders)
    return _begin(ports, tools, deletion)


def purge_classes(
    ports: Ports, tools: ErasureTools, class_ids: Sequence[ClassId], folders: Sequence[Path] = ()
) -> ErasureReceipt:
    """Delete classes with everybody in them, as at the end of a school year.

    Who is also in a class that stays is kept with all work. Lessons and keys stay.
    """
    going = set(class_ids)
    with ports.store.reading() as unit:
        groups = [group for group in unit.classes.all() if group.id in going]
        students = _only_in(unit, going)
        names = ", ".join(group.name for group in groups) or _("No class")
        title = f"{names} ({len(students)} students)"
        deletion = _deletion(unit, ports.new_id(), students, title, folders)
    return _begin(ports, tools, replace(deletion, class_ids=tuple(group.id for group in groups)))


def _deletion(
    unit: UnitOfWork, own_id: str, students: Sequence[Student], title: str, folders: Sequence[Path]
) -> Deletion:
    person, contested = _people(unit, students)
    hand_ins = frozenset(stored.hand_in.id for stored in _hand_ins(unit, person))
    kept = [_(NAMESAKE)] if contested else []
    kept += [
        _(
            "The folder “{folder}” could not be reached, so the files in it were not looked at.",
            folder=folder,
        )
        for folder in folders
        if not folder.is_dir()
    ]
    whole = replace(person, hand_ins=hand_ins)
    return Deletion(own_id, title, whole, folders=tuple(folders), kept=tuple(kept))


NAMESAKE = N_(
    "Another student goes by the same name, so hand-ins under this name alone were kept. "
    "Delete the other student too, or these hand-ins, if they must go."
)


def _begin(ports: Ports, tools: ErasureTools, deletion: Deletion) -> ErasureReceipt:
    """Note a deletion and carry it out; forget it again if nothing of it could be done."""
    if tools.pending is not None:
        tools.pending.put(deletion)
    try:
        return carry_out(ports, tools, deletion)
    except AnnotatorError:
        if tools.pending is not None and _is_untouched(ports, deletion.person):
            tools.pending.remove(deletion)
        raise


def _is_untouched(ports: Ports, person: KnownPerson) -> bool:
    """Return whether all of a person is still here, as far as the database can tell."""
    try:
        with ports.store.reading() as unit:
            return person.student_ids <= {student.id for student in unit.students.all()}
    except AnnotatorError:
        return False


def carry_out(ports: Ports, tools: ErasureTools, deletion: Deletion) -> ErasureReceipt:
    """Do what is left to do of a deletion: first the rows, then backups, classes and files.

    Raise an AnnotatorError only where nothing was deleted. It is forgotten once all is done.
    """
    person = deletion.person
    erased = tools.eraser.erase(person) if person.student_ids else Erased({})
    unfinished = list(erased.unfinished)
    try:
        _remove_classes(ports, deletion.class_ids)
    except AnnotatorError as trouble:
        unfinished.append(_("The classes could not be taken away: {trouble}", trouble=trouble))
    found = FoundFiles()
    removed: list[Path] = []
    try:
        found = _found_files(tools, deletion)
        removed, stuck = _remove_files(found.own)
        unfinished += stuck
    except AnnotatorError as trouble:
        unfinished.append(_("The files were not deleted yet: {trouble}", trouble=trouble))
    names = (*person.names, *person.codes)
    try:
        if tools.forget is not None:
            tools.forget(names)
    except AnnotatorError as trouble:
        unfinished.append(str(trouble))
    if tools.pending is not None and not unfinished:
        tools.pending.remove(deletion)
    return ErasureReceipt(
        name=deletion.title,
        at=ports.now(),
        rows=erased.rows,
        backups_rewritten=erased.backups_rewritten,
        backups_removed=erased.backups_removed,
        files_removed=tuple(removed),
        left=(*deletion.kept, *erased.left, *map(_bears_the_name, found.named)),
        names=names,
        unfinished=tuple(unfinished),
    )


def _found_files(tools: ErasureTools, deletion: Deletion) -> FoundFiles:
    """Return the files that go, noted before the first of them is deleted."""
    if tools.files is None or not deletion.person.student_ids:
        return FoundFiles()
    found = tools.files.find(deletion.folders, deletion.person)
    there = [path for path in deletion.files if path.exists()]
    going = tuple(dict.fromkeys((*there, *found.own)))
    if tools.pending is not None and going != deletion.files:
        tools.pending.put(replace(deletion, files=going))
    return FoundFiles(going, tuple(path for path in found.named if path not in going))


def _remove_files(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Delete files; return those, and a sentence for each that could not be."""
    removed, stuck = [], []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
            removed.append(path)
        except OSError as trouble:
            why = trouble.strerror or _("the system refused")
            stuck.append(_("“{path}” could not be deleted ({why}).", path=path, why=why))
    return removed, stuck


def _bears_the_name(path: Path) -> str:
    return _(
        "“{path}” bears the name, but it may be another teacher's or no file of "
        "Annotator, so it was kept. Look at it, and delete it by hand if it must go.",
        path=path,
    )


def _remove_classes(ports: Ports, class_ids: Sequence[ClassId]) -> None:
    if not class_ids:
        return
    with ports.store.writing() as unit:
        there = {group.id for group in unit.classes.all()}
        for class_id in class_ids:
            if class_id in there:
                unit.classes.remove(class_id)
        unit.commit()


def students_only_in(ports: Ports, class_ids: Iterable[ClassId]) -> tuple[Student, ...]:
    """Return the students who are in no other class than these, whether they left or not."""
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


def export_student(ports: Ports, student_id: AuthorId) -> dict[str, Any]:
    """Return all that is stored of a student, as values that JSON can hold.

    Times are ISO 8601 in UTC. Raise UnknownThing if the student is not here any more.
    """
    with ports.store.reading() as unit:
        student = _student(unit, student_id)
        person, _unused = _people(unit, (student,))
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
        "states": _plain([*unit.grading.statuses(ids).values()]),
        "requests": _plain([*unit.grading.requests(ids).values()]),
        "second_opinions": _plain(unit.grading.opinions(ids)),
        "log": [
            {"at": _plain(entry.at), "what": entry.label, "undone": entry.is_undone}
            for lesson in unit.lessons.all()
            for entry in unit.decision_log.of_lesson(lesson.id)
            if entry.hand_ins & mine
        ],
    }


def _returned(unit: UnitOfWork, person: KnownPerson) -> list[Any]:
    """Return what came back to this machine, under any of the names."""
    found = {
        work.hand_in_id: work
        for name in person.names
        if key_of_name(name) in person.name_keys
        for work in unit.returned.of_student(name)
    }
    return [_plain(work) for work in found.values()]


def _work(unit: UnitOfWork, person: KnownPerson) -> list[dict[str, Any]]:
    """Return the working copies of every lesson that has any."""
    found = []
    for lesson in unit.lessons.all():
        for author_id in sorted(person.student_ids):
            workspace = Workspace(lesson.id, author_id)
            parts = {
                "annotations": _plain(unit.work.annotations(workspace)),
                "links": _plain(unit.work.links(workspace)),
                "answers": _plain(unit.work.answers(workspace)),
            }
            if any(parts.values()):
                found.append({"lesson": lesson.id, **parts})
    return found


def _student(unit: UnitOfWork, student_id: AuthorId) -> Student:
    found = next((each for each in unit.students.all() if each.id == student_id), None)
    if found is None:
        raise UnknownThing("This student is not here any more. Nothing was changed.")
    return found


def _people(unit: UnitOfWork, students: Sequence[Student]) -> tuple[KnownPerson, bool]:
    """Return all that the database knows students by, and whether others share a name."""
    going = {student.id for student in students}
    keys = {key_of_name(student.name) for student in students}
    names = [student.name for student in students]
    codes: list[str] = []
    others: set[str] = set()
    enrolled: set[AuthorId] = set()
    for group in unit.classes.all():
        for member in unit.classes.members(group.id):
            enrolled.add(member.student_id)
            if member.student_id in going:
                keys |= member.sign_in_keys
                names += member.roster.spellings
                codes += filter(None, (member.code, member.roster.student_id))
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
    person = KnownPerson(
        ids, frozenset(own), tuple(dict.fromkeys(names)), tuple(dict.fromkeys(codes))
    )
    return person, bool(contested)


def _hand_ins(unit: UnitOfWork, person: KnownPerson) -> list[StoredHandIn]:
    return [
        stored
        for lesson in unit.lessons.all()
        for stored in unit.hand_ins.of_lesson(lesson.id)
        if key_of_name(stored.hand_in.student_name) in person.name_keys
    ]


def _plain(value: Any) -> Any:
    """Return a value of the domain, or several of them, as JSON can hold it."""
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return _RECORDS.dump(type(value), value)
