"""Keep unfinished work in the drop folder too, for machines whose disks are wiped.

A draft is sealed in the student's machine and opened there again after the sign-in; the
teacher can read how far it is. What the seal is worth is said in docs/decisions/0010.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from annotator.domain.annotations import Item
from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.history import Change
from annotator.domain.identifiers import AuthorId, HandInId
from annotator.domain.lessons import Lesson
from annotator.services.doubts import CLOCK_SLACK
from annotator.services.fitting import fit_of
from annotator.services.history import record_edit
from annotator.services.lessons import choose_group, group_of, progress_of
from annotator.services.ports import Ports, StoredHandIn
from annotator.services.reanchoring import carried_over, placed, placed_links
from annotator.services.signing_in import workspace_of
from annotator.translation import N_, stored

BROUGHT = N_("Bring in work from another machine")


@dataclass(frozen=True, slots=True)
class DraftNote:
    """What the teacher can read of a draft: whose it is and how far."""

    student_name: str
    lesson_id: str
    percent: int
    annotations: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WorkCopy:
    """Unfinished work, in the form of a hand-in that nobody handed in."""

    work: HandIn
    note: DraftNote


class DraftFiles(Protocol):
    """Sealed drafts in a drop folder, one for each student and lesson."""

    def write(self, draft: WorkCopy, lesson: Lesson, folder: Path, pin: str) -> Path:
        """Seal a draft and put it in the place of the earlier one."""

    def find(self, folder: Path, lesson: Lesson, student_name: str) -> Path | None:
        """Return the draft of a student on a lesson, or None where there is none."""

    def needs_pin(self, path: Path) -> bool:
        """Return whether a draft was sealed with a PIN."""

    def read(self, path: Path, lesson: Lesson, student_name: str, pin: str) -> WorkCopy:
        """Open a draft; raise NotAllowed if the PIN is another, UnreadableFile if damaged."""

    def remove(self, path: Path) -> None:
        """Delete a draft; nothing happens where there is none."""

    def set_aside(self, path: Path) -> bool:
        """Keep a draft under another name, where it is not found any more; return whether it is."""


class Brought(StrEnum):
    """What came of looking for a draft."""

    NOTHING = "nothing"
    BROUGHT = "brought"
    OLDER = "older"
    ASK = "ask"


class UnlockedDraft(NotAllowed):
    """Unfinished work without a PIN, in the name of a student who has one."""


@dataclass(frozen=True, slots=True)
class TwoWorks:
    """Work here and newer work in the folder, of which a student has to choose one."""

    here: int
    here_at: datetime
    there: int
    there_at: datetime
    #: Whether the other one says that it was changed at a time that has not come yet.
    is_of_future: bool = False


@dataclass(frozen=True, slots=True)
class BroughtDraft:
    """What came of looking for a draft, with the two works where the student has to choose."""

    outcome: Brought
    choice: TwoWorks | None = None


def draft_of(ports: Ports, lesson: Lesson, student: Student) -> WorkCopy | None:
    """Return a student's unfinished work on a lesson, or None where nothing was begun."""
    workspace = workspace_of(student, lesson.id)
    with ports.store.reading() as unit:
        annotations, _unused = placed(lesson, unit.work.annotations(workspace))
        links = placed_links(lesson, unit.work.links(workspace))
        answers = unit.work.answers(workspace)
        last = unit.edits.last_done(workspace)
        group = group_of(unit, workspace)
    if not (annotations or links or answers):
        return None
    changed = last.at if last else ports.now()
    work = HandIn(
        id=HandInId(f"draft-{ports.new_id()}"),
        lesson_id=lesson.id,
        lesson_version=lesson.version,
        lesson_hash=lesson.hash,
        article_hashes={article.id: article.hash for article in lesson.articles},
        student_name=student.name,
        attempt=1,
        handed_in=changed,
        annotations=annotations,
        links=links,
        answers=answers,
        reading_group=group,
    )
    progress = progress_of(lesson, annotations, answers, group=group)
    note = DraftNote(student.name, lesson.id, progress.percent, len(annotations), changed)
    return WorkCopy(work, note)


def save_draft(
    ports: Ports, files: DraftFiles, lesson: Lesson, student: Student, folder: Path, pin: str = ""
) -> Path | None:
    """Put a student's unfinished work into the drop folder, in the place of what was there."""
    draft = draft_of(ports, lesson, student)
    return None if draft is None else files.write(draft, lesson, folder, pin)


def bring_draft(
    ports: Ports,
    files: DraftFiles,
    lesson: Lesson,
    student: Student,
    folder: Path,
    pin: str = "",
    *,
    must_be_locked: bool = False,
    may_replace: bool = False,
) -> BroughtDraft:
    """Take over a draft from the drop folder where it is newer than the work here.

    Where something here would go it only comes if it `may_replace` that; then it is one edit that
    can be undone. Raise UnlockedDraft rather than open one without a PIN for who has a PIN, or
    where it `must_be_locked`.
    """
    path = files.find(folder, lesson, student.name)
    if path is None:
        return BroughtDraft(Brought.NOTHING)
    if (pin or must_be_locked) and not files.needs_pin(path):
        raise UnlockedDraft(
            "There is unfinished work with your name in the class folder, but it is not locked "
            "with your PIN. Somebody else may have put it there, so it was not opened. It is kept "
            "for your teacher. Your own work here is as it was."
        )
    draft = files.read(path, lesson, student.name, pin)
    workspace = workspace_of(student, lesson.id)
    with ports.store.reading() as unit:
        here: tuple[Item, ...] = (
            *unit.work.annotations(workspace),
            *unit.work.links(workspace),
            *unit.work.answers(workspace),
        )
        last = unit.edits.last_done(workspace)
    now = ports.now()
    changed_at = min(draft.note.changed_at, now)  # a file's own clock is only believed so far
    if here and last is not None and last.at >= changed_at:
        return BroughtDraft(Brought.OLDER)
    there = _as_author(lesson, draft.work, student.id)
    loses = not {*map(repr, here)} <= {*map(repr, there)}
    if loses and not may_replace:
        here_at = last.at if last is not None else now
        is_of_future = draft.note.changed_at > now + CLOCK_SLACK
        works = TwoWorks(len(here), here_at, len(there), changed_at, is_of_future)
        return BroughtDraft(Brought.ASK, works)
    if set(map(repr, there)) == set(map(repr, here)):
        return BroughtDraft(Brought.NOTHING)
    gone, come = (Change(item, None) for item in here), (Change(None, item) for item in there)
    record_edit(ports, workspace, stored(BROUGHT), [*gone, *come])
    if draft.work.reading_group:
        choose_group(ports, workspace, draft.work.reading_group)
    return BroughtDraft(Brought.BROUGHT)


def collect_draft(ports: Ports, lesson: Lesson, draft: WorkCopy) -> bool:
    """Take in unfinished work as if it had been handed in; return whether it was news.

    A hand-in that comes later counts instead. Raise WrongLesson where it does not fit.
    """
    with ports.store.writing() as unit:
        fit_of(unit, lesson, draft.work)
        if unit.hand_ins.find(draft.work.id) is not None:
            return False
        earlier = unit.hand_ins.of_student(lesson.id, draft.work.student_name)
        made = replace(draft.work, attempt=len(earlier) + 1)
        unit.hand_ins.put(StoredHandIn(made, digest="", collected_at=ports.now()))
        unit.commit()
    return True


def _as_author(lesson: Lesson, work: HandIn, author_id: AuthorId) -> tuple[Item, ...]:
    """Return the items of a draft as those of the student of this machine."""
    annotations, _unused = placed(lesson, carried_over(lesson, work.annotations))
    items: tuple[Item, ...] = (*annotations, *placed_links(lesson, work.links), *work.answers)
    return tuple(replace(each, author_id=author_id) for each in items)
