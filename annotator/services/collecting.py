"""Collect hand-ins from a folder; the same folder twice changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from annotator.domain.classes import Assignment, ClassMember
from annotator.domain.errors import (
    AnnotatorError,
    BadInput,
    KeyLocked,
    NotAllowed,
    TamperedFile,
    UnknownThing,
    WrongLesson,
)
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.identifiers import AuthorId, HandInId, LessonId
from annotator.domain.lessons import Lesson
from annotator.services.attempts import Owners, WeighedAttempts, weighed_attempts
from annotator.services.doubts import COMMON, NOT_CHOSEN, OTHER_HAND, Doubt, DoubtKind
from annotator.services.fitting import TODAYS, Fit, fit_of
from annotator.services.grading import grade_class
from annotator.services.jobs import Cancelled, Job
from annotator.services.leftovers import A_DAY, remove_leftovers
from annotator.services.lessons import open_lesson
from annotator.services.matching_names import MatchProposal, propose_match
from annotator.services.member_index import ClassRoll
from annotator.services.platform_names import platform_name
from annotator.services.ports import Ports, StoredHandIn
from annotator.translation import N_, _

#: From so much likeness on a name in a path is taken for a student's.
_SURELY = 0.95
COLLECTING, SCORING = N_("Collecting"), N_("Scoring")


class CollectStatus(StrEnum):
    """What became of one file."""

    NEW = "new"
    ALREADY = N_("already collected")
    WRONG_LESSON = N_("wrong lesson")
    CHANGED_ARTICLE = N_("changed article")
    CONFLICT = N_("same number, other content")
    REFUSED = N_("not stored")
    TAMPERED = N_("changed after it was sealed")
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class CollectEntry:
    """One file with what became of it, in one sentence.

    `member` is whose it is in the class, `other_class` the name of another class that has the
    lesson and this student; `counts` is None where nothing was collected, else whether it is
    the student's newest before the deadline. `doubts` is what cannot be true of it, or may not.
    """

    path: Path
    status: CollectStatus
    message: str
    hand_in: HandIn | None = None
    member: ClassMember | None = None
    proposals: tuple[MatchProposal, ...] = ()
    other_class: str = ""
    is_late: bool = False
    counts: bool | None = None
    doubts: tuple[Doubt, ...] = ()
    #: How it stands in today's version, where it was made on an earlier one.
    fit: Fit = TODAYS

    @property
    def is_set_aside(self) -> bool:
        """Return whether it comes from another hand, so that the teacher is asked about it."""
        return OTHER_HAND in self.doubts

    @property
    def can_be_taken(self) -> bool:
        """Return whether the teacher can let it count instead of another hand's."""
        return self.is_set_aside or NOT_CHOSEN in self.doubts

    @property
    def has_odd_time(self) -> bool:
        """Return whether its clock, its order or its file cannot be right."""
        others = (DoubtKind.OTHER_HAND, DoubtKind.NOT_CHOSEN, DoubtKind.OTHER_NAME)
        return any(doubt.kind not in others for doubt in self.doubts)

    @property
    def is_elsewhere_named(self) -> bool:
        """Return whether the platform keeps it under another student's name."""
        return any(doubt.kind is DoubtKind.OTHER_NAME for doubt in self.doubts)

    @property
    def is_collected(self) -> bool:
        """Return whether the hand-in is here now."""
        return self.status in (CollectStatus.NEW, CollectStatus.ALREADY)


@dataclass(frozen=True, slots=True)
class CollectReport:
    """Everything that a collection did; `was_stopped` where somebody cancelled it.

    `notes` are doubts that most files share, so that they are about the folder and not about each.
    """

    lesson_id: LessonId
    entries: tuple[CollectEntry, ...]
    has_class: bool = False
    was_stopped: bool = False
    notes: tuple[str, ...] = ()

    def count(self, status: CollectStatus) -> int:
        """Return how many files ended with this status."""
        return sum(entry.status is status for entry in self.entries)

    @property
    def troubles(self) -> tuple[CollectEntry, ...]:
        """Return the entries that a teacher must look at."""
        return tuple(entry for entry in self.entries if not entry.is_collected)

    @property
    def doubtful(self) -> tuple[CollectEntry, ...]:
        """Return what was collected and has something that cannot be true, or may not be."""
        return tuple(entry for entry in self.entries if entry.doubts)

    @property
    def set_aside(self) -> tuple[CollectEntry, ...]:
        """Return what waits for the teacher to say whether it is the student's."""
        return tuple(entry for entry in self.entries if entry.is_set_aside)

    @property
    def carried(self) -> tuple[CollectEntry, ...]:
        """Return what was made on an earlier version and stands in today's by its words."""
        return tuple(entry for entry in self.entries if entry.fit.told)

    @property
    def strangers(self) -> tuple[CollectEntry, ...]:
        """Return what was collected and belongs to nobody on the class list."""
        if not self.has_class:
            return ()
        return tuple(
            entry
            for entry in self.entries
            if entry.is_collected and not entry.member and not entry.other_class
        )


def class_roll(ports: Ports, assignment: Assignment) -> ClassRoll:
    """Return the list of the class that a lesson was assigned to, as it is stored now."""
    with ports.store.reading() as unit:
        return ClassRoll.of(unit, assignment)


def collect_hand_ins(
    ports: Ports,
    lesson: Lesson,
    folder: Path,
    job: Job | None = None,
    *,
    roll: ClassRoll | None = None,
) -> CollectReport:
    """Collect every hand-in file of a folder; one bad file never stops the others.

    With a class each is given to its student. Stopped, what was collected until then is kept and
    reported. Raise KeyLocked or StorageTrouble where no file can be collected.
    """
    paths = ports.hand_in_files.find_below(folder)
    remove_leftovers(folder, older_than=A_DAY)
    return collect_files(ports, lesson, paths, job, roll=roll)


def collect_files(
    ports: Ports,
    lesson: Lesson,
    paths: Sequence[Path],
    job: Job | None = None,
    *,
    roll: ClassRoll | None = None,
) -> CollectReport:
    """Collect these files; with a class each is given to its student.

    Stopped, what was collected until then is kept and reported.
    """
    entries: list[CollectEntry] = []
    job = job or Job()
    for number, path in enumerate(paths, 1):
        if job.is_stopped:
            break
        entries.append(collect_file(ports, lesson, path, roll))
        job.progress(number, len(paths))
    was_stopped = len(entries) < len(paths)
    report = CollectReport(lesson.id, tuple(entries), roll is not None, was_stopped)
    return weigh_report(ports, lesson, report, roll)


def collect_file(
    ports: Ports, lesson: Lesson, path: Path, roll: ClassRoll | None = None
) -> CollectEntry:
    """Collect one hand-in file; what is wrong with it is told in the entry.

    Raise KeyLocked where the teacher's key cannot be used, and StorageTrouble where nothing can be
    stored: both concern every file.
    """
    try:
        stored = ports.hand_in_files.read(path)
    except KeyLocked:  # one sentence for all of them, not one for each
        raise
    except AnnotatorError as trouble:
        changed = isinstance(trouble, TamperedFile)
        status = CollectStatus.TAMPERED if changed else CollectStatus.UNREADABLE
        return CollectEntry(path, status, str(trouble))
    hand_in = stored.hand_in
    try:
        with ports.store.reading() as unit:
            fit = fit_of(unit, lesson, hand_in)
    except UnknownThing as trouble:
        return CollectEntry(path, CollectStatus.WRONG_LESSON, str(trouble), hand_in)
    except WrongLesson as trouble:
        return CollectEntry(path, CollectStatus.CHANGED_ARTICLE, str(trouble), hand_in)
    member = roll.index.named(hand_in.student_name) if roll else None
    try:
        entry = _keep(ports, stored, path, member)
    except (BadInput, NotAllowed) as trouble:  # a full disk or a locked database stops them all
        return CollectEntry(path, CollectStatus.REFUSED, str(trouble), hand_in)
    if not (entry.is_collected and fit.told):
        return entry
    return replace(entry, fit=fit, message=f"{entry.message} {fit.told}")


def take_attempts(ports: Ports, entries: Sequence[CollectEntry]) -> None:
    """Let hand-ins count that came from another hand: the teacher says that they are theirs."""
    wanted = [each.hand_in for each in entries if each.hand_in is not None and each.can_be_taken]
    wanted.sort(key=lambda hand_in: (hand_in.handed_in, hand_in.attempt))
    now = ports.now()
    with ports.store.writing() as unit:
        for number, hand_in in enumerate(wanted):  # of two of one student the newest is chosen last
            unit.hand_ins.mark_taken(hand_in.id, now + timedelta(microseconds=number))
        unit.commit()


def weigh_report(
    ports: Ports, lesson: Lesson, report: CollectReport, roll: ClassRoll | None
) -> CollectReport:
    """Return a report with whose its files are, which are late or doubtful, and which count."""
    entries = report.entries
    if not any(entry.is_collected for entry in entries):
        return report
    with ports.store.reading() as unit:
        owners = Owners.of_lesson(unit, lesson.id)
        stored = unit.hand_ins.of_lesson(lesson.id)
        groups = {group.id: group.name for group in unit.classes.all()}
    of_student = {
        one.hand_in.id: mine for mine in weighed_attempts(stored, owners) for one in mine.attempts
    }
    found = []
    for entry in entries:
        weighed = _weighed(entry, roll, of_student)
        if weighed.hand_in is not None and weighed.is_collected and roll and not weighed.member:
            elsewhere = owners.class_of(weighed.hand_in.student_name)
            weighed = replace(weighed, other_class=groups.get(elsewhere, "") if elsewhere else "")
        found.append(weighed)
    common = _common_doubts(found)
    entries = tuple(
        replace(one, doubts=tuple(d for d in one.doubts if d.kind not in common)) for one in found
    )
    return replace(report, entries=entries, notes=tuple(_(COMMON[kind]) for kind in common))


def _common_doubts(entries: Sequence[CollectEntry]) -> tuple[DoubtKind, ...]:
    """Return the kinds of doubt that most hand-ins share, where there are several."""
    collected = [entry for entry in entries if entry.is_collected]
    having = Counter(kind for one in collected for kind in {doubt.kind for doubt in one.doubts})
    return tuple(kind for kind in COMMON if having[kind] >= max(3, len(collected) / 2))


def _weighed(
    entry: CollectEntry, roll: ClassRoll | None, of_student: Mapping[HandInId, WeighedAttempts]
) -> CollectEntry:
    hand_in = entry.hand_in
    mine = of_student.get(hand_in.id) if hand_in is not None else None
    if hand_in is None or mine is None or not entry.is_collected:
        return entry
    member = roll.index.named(hand_in.student_name) if roll else None
    proposals: tuple[MatchProposal, ...] = ()
    named: tuple[Doubt, ...] = ()
    if roll is not None:
        platform = platform_name(entry.path)
        by_platform = propose_match(platform, roll.members)
        if member is None:
            proposals = _each_once(*by_platform, *propose_match(hand_in.student_name, roll.members))
        else:
            named = _other_name(by_platform, member, platform)
    return replace(
        entry,
        member=member,
        proposals=proposals,
        is_late=roll is not None and roll.assignment.is_late(mine.moments[hand_in.id].at),
        counts=hand_in.id == mine.counting.hand_in.id,
        doubts=(*mine.doubts[hand_in.id], *named),
    )


def _each_once(*proposals: MatchProposal) -> tuple[MatchProposal, ...]:
    return tuple({each.member.student_id: each for each in reversed(proposals)}.values())[::-1]


def _other_name(
    proposals: Sequence[MatchProposal], member: ClassMember, platform: str
) -> tuple[Doubt, ...]:
    """Return a doubt where the platform has a file under the name of another of the class."""
    if not proposals or proposals[0].likeness < _SURELY:
        return ()
    if any(each.member == member and each.likeness >= _SURELY for each in proposals):
        return ()
    text = _(
        "It lies in the folder of “{platform}”, but “{student}” signed in. If it is in the wrong "
        "folder, nothing is to be done; if somebody signed in under another's name, ask them both.",
        platform=platform,
        student=member.roster.shown_name,
    )
    return (Doubt(DoubtKind.OTHER_NAME, text),)


def _is_same(known: StoredHandIn, stored: StoredHandIn) -> bool:
    if known.digest and stored.digest:
        return known.digest == stored.digest
    return known.hand_in == stored.hand_in


def _keep(
    ports: Ports, stored: StoredHandIn, path: Path, member: ClassMember | None
) -> CollectEntry:
    """Store a hand-in that fits, unless it is here already."""
    hand_in = stored.hand_in
    with ports.store.writing() as unit:
        known = unit.hand_ins.find(hand_in.id)
        if known is not None and known.collected_at is not None:
            if _is_same(known, stored):
                return CollectEntry(path, CollectStatus.ALREADY, _("Already collected."), hand_in)
            return CollectEntry(
                path,
                CollectStatus.CONFLICT,
                _(
                    "Another file with the same number but other content was collected before. "
                    "The first one is kept; ask the student to hand in again."
                ),
                hand_in,
            )
        if known is None:
            unit.hand_ins.put(replace(stored, collected_at=ports.now()))
        else:
            unit.hand_ins.mark_collected(hand_in.id, ports.now(), stored.arrived_at)
        if member is None and unit.students.named(hand_in.student_name) is None:
            unit.students.put(Student(AuthorId(ports.new_id()), hand_in.student_name))
        unit.commit()
    said = _("Attempt {number} collected.", number=hand_in.attempt)
    return CollectEntry(path, CollectStatus.NEW, said, hand_in)


# -- for the class that has the lesson ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collected:
    """A report, and how many students have a score afterwards; None where there is no key."""

    report: CollectReport
    scored: int | None


def collect_and_score(
    ports: Ports, assignment: Assignment, find: Callable[[], Sequence[Path]], job: Job
) -> Collected:
    """Collect what `find` finds, then score the lesson; stopped, what is done is kept."""
    lesson = open_lesson(ports, assignment.lesson_id)
    job.begin(COLLECTING)
    report = collect_files(ports, lesson, find(), job, roll=class_roll(ports, assignment))
    if report.was_stopped:
        return Collected(report, None)
    job.begin(SCORING)
    try:
        scored = len(grade_class(ports, lesson.id, job=job).graded)
    except (UnknownThing, Cancelled):  # no key on this machine: collecting is all that can be done
        scored = None
    return Collected(report, scored)
