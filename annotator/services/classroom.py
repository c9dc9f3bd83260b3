"""Look at a drop folder while a class works: who has begun, handed in, or is stuck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from annotator.domain.classes import ClassMember
from annotator.domain.errors import AnnotatorError
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import AuthorId
from annotator.services.attempts import weigh
from annotator.services.draft_copies import DraftNote
from annotator.services.member_index import ClassRoll
from annotator.services.ports import Ports, StoredHandIn
from annotator.translation import N_

#: Whose work has not grown for so long may need somebody.
STUCK_AFTER = timedelta(minutes=8)

#: How a file is known without opening it again: time in nanoseconds and size.
Mark = tuple[int, int]
#: What files hold; None where one cannot be read.
Files = dict[tuple[Path, Mark], "HandIn | DraftNote | None"]


class DraftNotes(Protocol):
    """What a teacher can read of the drafts in a folder."""

    def all_in(self, folder: Path) -> tuple[Path, ...]:
        """Return the drafts of a folder; none where it cannot be opened."""

    def is_set_aside(self, path: Path) -> bool:
        """Return whether a draft was kept beside another."""

    def note(self, path: Path) -> DraftNote:
        """Return whose a draft is and how far; raise UnreadableFile if it cannot be told."""


class Doing(StrEnum):
    """What a student is doing, as far as the drop folder shows it."""

    NOTHING = N_("not begun")
    WORKING = N_("working")
    STUCK = N_("stuck")
    HANDED_IN = N_("handed in")


@dataclass(frozen=True, slots=True)
class StudentNow:
    """One student of the class at this moment."""

    member: ClassMember
    doing: Doing
    percent: int | None = None
    annotations: int | None = None
    at: datetime | None = None
    attempts: int = 0
    is_late: bool = False
    draft: Path | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """The class at one moment; `files` are what was read, so that the next glance is quick."""

    students: tuple[StudentNow, ...]
    strangers: tuple[str, ...] = ()
    unreadable: tuple[Path, ...] = ()
    has_drafts: bool = False
    files: Files = field(default_factory=dict)

    def count(self, doing: Doing) -> int:
        """Return how many students are doing this."""
        return sum(each.doing is doing for each in self.students)


def glance_at(
    ports: Ports, notes: DraftNotes, roll: ClassRoll, folder: Path, before: Glance | None = None
) -> Glance:
    """Return the class as the folder shows it now; nothing is collected or changed.

    What `before` has read is not read again. Raise UnreadableFile if there is no folder.
    """
    known: Files = before.files if before else {}
    files: Files = {}

    def hand_in_of(path: Path) -> HandIn:
        return ports.hand_in_files.read(path).hand_in

    found = ports.hand_in_files.find(folder)
    hand_ins = [_read_once(path, hand_in_of, known, files) for path in found]
    # What was kept beside a draft is only shown where there is no other.
    paths = sorted(notes.all_in(folder), key=lambda path: not notes.is_set_aside(path))
    drafts = {path: _read_once(path, notes.note, known, files) for path in paths}
    lesson_id = roll.assignment.lesson_id
    mine: dict[AuthorId, list[HandIn]] = {}
    strangers: dict[str, None] = {}
    for hand_in in hand_ins:
        if not isinstance(hand_in, HandIn) or hand_in.lesson_id != lesson_id:
            continue
        member = roll.index.named(hand_in.student_name)
        if member is None:
            strangers[hand_in.student_name] = None
        else:
            mine.setdefault(member.student_id, []).append(hand_in)
    begun: dict[AuthorId, tuple[DraftNote, Path]] = {}
    for path, note in drafts.items():
        if isinstance(note, DraftNote) and note.lesson_id == lesson_id:
            member = roll.index.named(note.student_name)
            if member is not None:
                begun[member.student_id] = (note, path)
    now = ports.now()
    return Glance(
        students=tuple(
            _student(roll, member, mine.get(member.student_id, []), begun, now)
            for member in roll.members
            if member.is_active or member.student_id in mine
        ),
        strangers=tuple(strangers),
        unreadable=tuple(path for (path, _unused), content in files.items() if content is None),
        has_drafts=bool(begun),
        files=files,
    )


def _student(
    roll: ClassRoll,
    member: ClassMember,
    hand_ins: list[HandIn],
    begun: Mapping[AuthorId, tuple[DraftNote, Path]],
    now: datetime,
) -> StudentNow:
    note, path = begun.get(member.student_id, (None, None))
    if hand_ins:
        here = [StoredHandIn(hand_in, digest="", collected_at=now) for hand_in in hand_ins]
        counted = weigh(here, roll.assignment).counted
        return StudentNow(
            member,
            Doing.HANDED_IN,
            annotations=len(counted.stored.hand_in.annotations),
            at=counted.came_at,
            attempts=len(hand_ins),
            is_late=roll.assignment.is_late(counted.came_at),
        )
    if note is None:
        return StudentNow(member, Doing.NOTHING)
    doing = Doing.STUCK if now - min(note.changed_at, now) > STUCK_AFTER else Doing.WORKING
    return StudentNow(
        member, doing, note.percent, note.annotations, min(note.changed_at, now), draft=path
    )


def _read_once(
    path: Path, read: Callable[[Path], HandIn | DraftNote], known: Files, files: Files
) -> HandIn | DraftNote | None:
    """Return what a file holds, noted in `files`; what is known of it is not read again."""
    try:
        found = path.stat()
    except OSError:
        return None
    seen = (path, (found.st_mtime_ns, found.st_size))
    if seen in known:
        files[seen] = known[seen]
    else:
        try:
            files[seen] = read(path)
        except AnnotatorError:
            files[seen] = None
    return files[seen]
