"""Put a lesson's grades beside a class list: who handed in, late or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.classes import (
    Assignment,
    ClassGroup,
    ClassMember,
    MemberState,
    RosterRow,
)
from annotator.domain.errors import UnknownThing
from annotator.domain.grades import Grade
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.wording import either
from annotator.scoring.results import HandInScore
from annotator.services.attempts import Owners
from annotator.services.classes import class_of
from annotator.services.grading import ClassGrades, GradedHandIn, grade_class
from annotator.services.jobs import Job
from annotator.services.matching_names import propose_match
from annotator.services.matching_rows import with_numbers_of
from annotator.services.member_index import MemberIndex
from annotator.services.ports import Ports
from annotator.translation import _

#: The maximum of gradebooks in which each student has another one.
PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """One student in the gradebook of a lesson.

    `member` is None for a hand-in that belongs to nobody on the class list. With
    `is_withheld` the points are not shown, because nobody is done with grading them.
    """

    name: str
    member: ClassMember | None = None
    graded: GradedHandIn | None = None
    is_late: bool = False
    is_excused: bool = False
    is_withheld: bool = False
    #: To what the points are brought, where students have different maxima.
    out_of: float | None = None

    @property
    def is_missing(self) -> bool:
        """Return whether a hand-in was expected and did not come."""
        return self.graded is None and not self.is_excused

    @property
    def roster(self) -> RosterRow:
        """Return what the class list says of the student, or only the name as it was typed."""
        return self.member.roster if self.member else RosterRow(full_name=self.name)

    @property
    def points(self) -> float | None:
        """Return the total that counts, of the gradebook's maximum; None where there is none."""
        score = self.score
        if score is None or self.out_of is None:
            return None if score is None else score.total
        return self.out_of * score.total / score.total_maximum if score.total_maximum else 0.0

    @property
    def score(self) -> HandInScore | None:
        """Return the score that counts, or None where there is none."""
        shown = self.graded is not None and not (self.is_excused or self.is_withheld)
        return self.graded.score if self.graded and shown else None

    @property
    def grade(self) -> Grade | None:
        """Return how the total that counts is said, or None where there is none."""
        return None if self.score is None else self.score.grade

    @property
    def is_fully_graded(self) -> bool:
        """Return whether the teacher is done with it; until then a grade is provisional."""
        return self.graded is not None and self.graded.is_final

    @property
    def is_provisional(self) -> bool:
        """Return whether there is work of which the grade is not final."""
        return self.graded is not None and not (self.is_excused or self.is_fully_graded)


@dataclass(frozen=True, slots=True)
class LessonGradebook:
    """A lesson's grades by student, in the order of the class list.

    `doubtful` holds a sentence on every hand-in that has no place in the list, or that
    would have taken a place that is taken.
    """

    lesson: Lesson
    maximum: float
    rows: tuple[GradebookRow, ...]
    assignment: Assignment | None = None
    class_name: str = ""
    doubtful: tuple[str, ...] = ()

    @property
    def provisional(self) -> tuple[GradebookRow, ...]:
        """Return the rows with work that nobody is done with grading."""
        return tuple(row for row in self.rows if row.is_provisional)

    def only_graded(self) -> LessonGradebook:
        """Return the gradebook without the points of what is not graded yet."""
        rows = (replace(row, is_withheld=row.is_provisional) for row in self.rows)
        return replace(self, rows=tuple(rows))


def gradebook_of(
    grades: ClassGrades,
    members: Sequence[ClassMember] = (),
    *,
    index: MemberIndex | None = None,
    assignment: Assignment | None = None,
    excused: frozenset[AuthorId] = frozenset(),
    class_name: str = "",
) -> LessonGradebook:
    """Return the gradebook of a lesson for a class list; without a list, for all who handed in.

    Members who left or moved stand in it only with a hand-in. Of several hand-ins of one
    member under different names the newest counts.
    """
    by_member: dict[AuthorId, GradedHandIn] = {}
    strangers: list[GradedHandIn] = []
    doubtful: list[str] = []
    index = index or MemberIndex(members)
    for graded in grades.graded:
        member = index.named(graded.hand_in.student_name)
        if member is None:
            strangers.append(graded)
            if members:
                doubtful.append(_stranger_sentence(graded.hand_in.student_name, members))
            continue
        other = by_member.get(member.student_id)
        if other is not None:
            doubtful.append(_twice_sentence(member, graded, other))
            graded = max(graded, other, key=lambda one: one.handed_in)
        by_member[member.student_id] = graded
    rows = [
        _row(
            member.roster.shown_name, member, by_member.get(member.student_id), assignment, excused
        )
        for member in members
        if member.state is MemberState.ACTIVE or member.student_id in by_member
    ]
    rows += [_row(one.hand_in.student_name, None, one, assignment, excused) for one in strangers]
    out_of = None if grades.lesson.asked.is_all else PER_CENT
    return LessonGradebook(
        grades.lesson,
        maximum_of(grades),
        tuple(replace(row, out_of=out_of) for row in rows),
        assignment,
        class_name,
        tuple(doubtful),
    )


def maximum_of(grades: ClassGrades) -> float:
    """Return the most points that the lesson gives: required keys and criteria.

    Where students work on different articles there is no such number: then it is per cent.
    """
    if not grades.lesson.asked.is_all:
        return PER_CENT
    if grades.graded:
        return grades.graded[0].score.total_maximum
    required = sum(key.weight for key in grades.key.annotations if key.status is KeyStatus.REQUIRED)
    return required + sum(criterion.maximum for criterion in grades.lesson.criteria)


def lesson_gradebook(ports: Ports, grades: ClassGrades, assignment: Assignment) -> LessonGradebook:
    """Return the gradebook of the class that the lesson was assigned to.

    `grades` may hold other classes' work: who is in none of the lists stands in every gradebook.
    """
    with ports.store.reading() as unit:
        group = unit.classes.find(assignment.class_id)
        index = MemberIndex.of_class(unit, assignment.class_id)
        excuses = unit.classes.excuses(assignment.id)
        owners = Owners.of_lesson(unit, assignment.lesson_id)
    here = tuple(
        each
        for each in grades.graded
        # Another class may have the lesson too; its students are no strangers of this one.
        if index.named(each.hand_in.student_name) is not None
        or owners.class_of(each.hand_in.student_name) is None
    )
    return gradebook_of(
        replace(grades, graded=here),
        index.members,
        index=index,
        assignment=assignment,
        excused=frozenset(excuse.student_id for excuse in excuses),
        class_name=group.name if group else "",
    )


@dataclass(frozen=True, slots=True)
class GradebookColumn:
    """One lesson in the gradebook of a class; `trouble` says why there are no grades."""

    assignment: Assignment
    title: str
    gradebook: LessonGradebook | None = None
    trouble: str = ""
    rows: Mapping[AuthorId, GradebookRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClassGradebook:
    """A class with the grades of every lesson that it was given, the oldest first."""

    group: ClassGroup
    members: tuple[ClassMember, ...]
    columns: tuple[GradebookColumn, ...]

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Return the sentences on hand-ins that have no place in the list, each once."""
        books = (column.gradebook for column in self.columns if column.gradebook)
        return tuple(dict.fromkeys(line for book in books for line in book.doubtful))


def class_gradebook(ports: Ports, class_id: ClassId, job: Job | None = None) -> ClassGradebook:
    """Return the grades of a class over all its lessons, the oldest first.

    A lesson whose key is not on this machine has a sentence instead of grades. Raise UnknownThing
    if the class is gone, Cancelled where the job is cancelled.
    """
    with ports.store.reading() as unit:
        group = class_of(unit, class_id)
        given = [one for one in unit.classes.assignments() if one.class_id == class_id]
        members = unit.classes.members(class_id)
    job = job or Job()
    columns = []
    for number, assignment in enumerate(given, 1):
        job.check()
        columns.append(_column(ports, assignment))
        job.progress(number, len(given))
    worked = {student for column in columns for student, row in column.rows.items() if row.graded}
    shown = tuple(m for m in members if m.is_active or m.student_id in worked)
    return ClassGradebook(group, shown, tuple(columns))


def _column(ports: Ports, assignment: Assignment) -> GradebookColumn:
    try:
        grades = grade_class(ports, assignment.lesson_id)
    except UnknownThing as trouble:
        with ports.store.reading() as unit:
            lesson = unit.lessons.find(assignment.lesson_id)
        title = lesson.title if lesson else assignment.lesson_id
        return GradebookColumn(assignment, title, trouble=str(trouble))
    gradebook = lesson_gradebook(ports, grades, assignment)
    rows = {row.member.student_id: row for row in gradebook.rows if row.member is not None}
    return GradebookColumn(assignment, grades.lesson.title, gradebook, rows=rows)


def with_numbers(gradebook: LessonGradebook, rows: Sequence[RosterRow]) -> LessonGradebook:
    """Return a gradebook whose students have the numbers of another system's list."""
    members = [row.member for row in gradebook.rows if row.member is not None]
    known = with_numbers_of(members, rows)
    return replace(
        gradebook,
        rows=tuple(
            replace(row, member=known.get(row.member.student_id, row.member)) if row.member else row
            for row in gradebook.rows
        ),
    )


def members_of_rows(rows: Sequence[RosterRow]) -> tuple[ClassMember, ...]:
    """Return members for a class list that is only read, not kept; their ids hold for it alone."""
    return tuple(ClassMember(AuthorId(f"row-{n}"), row, "") for n, row in enumerate(rows, 1))


def _row(
    name: str,
    member: ClassMember | None,
    graded: GradedHandIn | None,
    assignment: Assignment | None,
    excused: frozenset[AuthorId],
) -> GradebookRow:
    late = bool(assignment and graded and assignment.is_late(graded.handed_in))
    return GradebookRow(
        name, member, graded, late, member is not None and member.student_id in excused
    )


def _stranger_sentence(name: str, members: Sequence[ClassMember]) -> str:
    proposals = propose_match(name, members)
    if not proposals:
        return _(
            "“{name}” is not on the class list; the hand-in has a row of its own. Correct the "
            "list, or the name.",
            name=name,
        )
    meant = either([f"“{each.member.roster.shown_name}”" for each in proposals])
    return _(
        "“{name}” is not on the class list; the hand-in has a row of its own. Perhaps it is "
        "{likely}.",
        name=name,
        likely=meant,
    )


def _twice_sentence(member: ClassMember, one: GradedHandIn, other: GradedHandIn) -> str:
    one_name, other_name = sorted(each.hand_in.student_name for each in (one, other))
    return _(
        "“{one_name}” and “{other_name}” are both {student}. The newer hand-in counts; the other "
        "one is kept.",
        one_name=one_name,
        other_name=other_name,
        student=member.roster.shown_name,
    )
