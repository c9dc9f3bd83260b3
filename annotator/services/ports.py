"""What the use cases need from the world, as protocols that adapters fulfil."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from annotator.domain.annotations import Annotation, Answer, Item, Link, Workspace
from annotator.domain.board_layout import BoardLayout
from annotator.domain.classes import Assignment, ClassGroup, ClassMember, Excuse
from annotator.domain.corrections import Correction
from annotator.domain.drafts import LessonDraft
from annotator.domain.grading import Decision, Decisions
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.history import Edit
from annotator.domain.identifiers import (
    ArticleId,
    AssignmentId,
    AuthorId,
    CategoryId,
    ClassId,
    DraftId,
    EditId,
    HandInId,
    LessonId,
    QuestionId,
)
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.rankings import LearnedRanking
from annotator.domain.sign_in import SignIn
from annotator.domain.suggestions import SuggestionChoice
from annotator.services.grading_ports import (
    CommentBank,
    DecisionLog,
    GradingRepository,
    ReturnedWorks,
)


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where an author left off in a lesson: when, how far in each article, and how arranged."""

    workspace: Workspace
    opened_at: datetime
    articles: tuple[ArticleId, ...] = ()
    positions: Mapping[ArticleId, int] | None = None
    layout: BoardLayout | None = None
    #: The reading group that the author chose, where the lesson has groups.
    reading_group: str = ""


@dataclass(frozen=True, slots=True)
class StoredHandIn:
    """A hand-in as the store keeps it: with its digest and when it was collected.

    `arrived_at` is the time of its file as the folder tells it; `taken_at` when the teacher chose
    this hand-in although it came from another computer than the first.
    """

    hand_in: HandIn
    digest: str
    collected_at: datetime | None = None
    arrived_at: datetime | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LessonParts:
    """The articles, categories and questions that the versions of a lesson have had."""

    articles: frozenset[ArticleId]
    categories: frozenset[CategoryId]
    questions: frozenset[QuestionId]


class LessonRepository(Protocol):
    """The lessons on this machine, with their answer keys where a teacher has them."""

    def put(self, lesson: Lesson) -> None:
        """Store a lesson, replacing an older version of it."""

    def find(self, lesson_id: LessonId) -> Lesson | None:
        """Return the lesson with this id, or None."""

    def all(self) -> tuple[Lesson, ...]:
        """Return every lesson by title."""

    def hashes(self) -> Mapping[LessonId, str]:
        """Return the hash of every lesson by its id, without reading the lessons."""

    def archived(self) -> frozenset[LessonId]:
        """Return the lessons that the teacher put away; students do not see them."""

    def set_archived(self, lesson_id: LessonId, *, is_archived: bool) -> None:
        """Put a lesson away, or back; nothing happens where there is none."""

    def bodies(self, hashes: Collection[str]) -> Mapping[str, str]:
        """Return the texts with these hashes, of any version that was here, by their hash."""

    def parts_ever(self, lesson_id: LessonId) -> LessonParts:
        """Return what all versions of a lesson that were here have had."""

    def put_key(self, lesson_id: LessonId, key: AnswerKey) -> None:
        """Store the answer key of a lesson, replacing the earlier one."""

    def find_key(self, lesson_id: LessonId) -> AnswerKey | None:
        """Return the answer key of a lesson, or None where this machine has none."""

    def key_to_change(self, lesson_id: LessonId) -> AnswerKey | None:
        """Return the answer key of a lesson, kept from other writers while this unit is open."""


class StudentRepository(Protocol):
    """Who signed in here or handed in."""

    def put(self, student: Student) -> None:
        """Store a student."""

    def named(self, name: str) -> Student | None:
        """Return the student whose name has the same `name_key`, or None."""

    def all(self) -> tuple[Student, ...]:
        """Return every student by name."""

    def put_pin_hash(self, student_id: AuthorId, pin_hash: str) -> None:
        """Store the hash of a student's PIN; an empty one takes the PIN away."""

    def pin_hash(self, student_id: AuthorId) -> str:
        """Return the hash of a student's PIN, or an empty text where there is none."""


class WorkRepository(Protocol):
    """The working copies: annotations, links and answers not yet handed in."""

    def annotations(self, workspace: Workspace) -> tuple[Annotation, ...]:
        """Return the author's annotations in reading order."""

    def links(self, workspace: Workspace) -> tuple[Link, ...]:
        """Return the author's links."""

    def answers(self, workspace: Workspace) -> tuple[Answer, ...]:
        """Return the author's answers."""

    def workspaces(self, lesson_id: LessonId) -> tuple[Workspace, ...]:
        """Return the workspaces on which annotations or links of a lesson lie."""

    def put(self, workspace: Workspace, item: Item) -> None:
        """Store an item, replacing the one with the same id."""

    def remove(self, workspace: Workspace, item: Item) -> None:
        """Delete the item with this id; nothing happens where there is none."""

    def put_place(self, place: ReadingPlace) -> None:
        """Remember where the author left off."""

    def places(self) -> tuple[ReadingPlace, ...]:
        """Return every remembered place, the newest first."""


class EditRepository(Protocol):
    """The history of one workspace at a time."""

    def append(self, edit: Edit) -> None:
        """Store a new edit and drop the undone ones that it makes unreachable."""

    def last_done(self, workspace: Workspace) -> Edit | None:
        """Return the newest edit that is not undone, or None."""

    def next_undone(self, workspace: Workspace) -> Edit | None:
        """Return the oldest edit that is undone, or None."""

    def set_undone(self, edit_id: EditId, *, undone: bool) -> None:
        """Mark an edit as undone or as done again."""


class HandInRepository(Protocol):
    """Hand-ins made here, and hand-ins collected here."""

    def put(self, stored: StoredHandIn) -> None:
        """Store a hand-in with its annotations, links and answers; it never changes again."""

    def find(self, hand_in_id: HandInId) -> StoredHandIn | None:
        """Return the hand-in with this id, or None."""

    def mark_collected(
        self, hand_in_id: HandInId, at: datetime, arrived_at: datetime | None = None
    ) -> None:
        """Note that a hand-in made on this machine has been collected here too."""

    def mark_taken(self, hand_in_id: HandInId, at: datetime) -> None:
        """Note that the teacher chose this hand-in of the student's."""

    def of_student(self, lesson_id: LessonId, name: str) -> tuple[StoredHandIn, ...]:
        """Return the hand-ins of one student, by name, on a lesson, by attempt."""

    def of_lesson(self, lesson_id: LessonId) -> tuple[StoredHandIn, ...]:
        """Return every hand-in of a lesson by student name and attempt."""

    def counts(self) -> Mapping[LessonId, int]:
        """Return how many hand-ins each lesson has; one without any is not in it."""


class DecisionRepository(Protocol):
    """The teacher's verdicts, overrides and rubric points."""

    def put(self, decided: Decision) -> None:
        """Store a decision, replacing the one on the same annotation, key, criterion or id."""

    def remove(self, decided: Decision) -> None:
        """Delete what stands on the same annotation, key, criterion or id, if anything does."""

    def of_hand_ins(self, ids: Sequence[HandInId]) -> Mapping[HandInId, Decisions]:
        """Return the decisions about each of the hand-ins."""


class ClassRepository(Protocol):
    """The classes, who is in them, and what they were assigned."""

    def put(self, group: ClassGroup) -> None:
        """Store a class, replacing its earlier name."""

    def find(self, class_id: ClassId) -> ClassGroup | None:
        """Return the class with this id, or None."""

    def all(self) -> tuple[ClassGroup, ...]:
        """Return every class by name."""

    def remove(self, class_id: ClassId) -> None:
        """Delete a class with its list and assignments; its students stay."""

    def put_sign_in(self, sign_in: SignIn) -> None:
        """Store what a lesson file told of a class, which is made where it is not here."""

    def sign_ins(self) -> tuple[SignIn, ...]:
        """Return the sign-in of every class that a lesson file told of, by class name."""

    def put_member(self, class_id: ClassId, member: ClassMember) -> None:
        """Store a member of a class, replacing what was known of the same student there."""

    def members(self, class_id: ClassId) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in a class, as a register sorts them."""

    def classes_of(self, student_id: AuthorId) -> tuple[ClassId, ...]:
        """Return the classes in which a student is or was."""

    def put_typed_name(self, class_id: ClassId, key: str, student_id: AuthorId) -> None:
        """Note that a name, by its `name_key`, is this student's in this class."""

    def typed_names(self, class_id: ClassId) -> Mapping[str, AuthorId]:
        """Return whose the names are that the teacher told apart, by `name_key`."""

    def put_assignment(self, assignment: Assignment) -> None:
        """Store an assignment, replacing the one with the same id."""

    def assignments(self, lesson_id: LessonId | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of a lesson, or all of them, the oldest first."""

    def remove_assignment(self, assignment_id: AssignmentId) -> None:
        """Delete an assignment with its excuses; hand-ins stay."""

    def put_excuse(self, excuse: Excuse) -> None:
        """Store an excuse, replacing the one of the same student."""

    def remove_excuse(self, assignment_id: AssignmentId, student_id: AuthorId) -> None:
        """Take an excuse back; nothing happens where there is none."""

    def excuses(self, assignment_id: AssignmentId) -> tuple[Excuse, ...]:
        """Return who is excused from an assignment."""


class DraftRepository(Protocol):
    """The lessons that are being built on this machine."""

    def put(self, draft: LessonDraft) -> None:
        """Store a draft, replacing its earlier state."""

    def find(self, draft_id: DraftId) -> LessonDraft | None:
        """Return the draft with this id, or None."""

    def changed_at(self, draft_id: DraftId) -> datetime | None:
        """Return when a draft was changed last, or None where there is none."""

    def all(self) -> tuple[LessonDraft, ...]:
        """Return every draft, the one that was changed last first."""

    def remove(self, draft_id: DraftId) -> None:
        """Delete a draft; nothing happens where there is none."""


class SuggestionChoices(Protocol):
    """What the teacher made of the suggestions for answer keys."""

    def put(self, choice: SuggestionChoice) -> None:
        """Store a choice, replacing the one about the same suggestion."""

    def of_lesson(self, lesson_id: LessonId) -> tuple[SuggestionChoice, ...]:
        """Return the choices about one lesson by place."""

    def all(self) -> tuple[SuggestionChoice, ...]:
        """Return every choice, lesson by lesson and by place."""


class RankingRepository(Protocol):
    """The order of suggestions that was learned from the teacher's choices."""

    def put(self, ranking: LearnedRanking) -> None:
        """Store an order, replacing the one before."""

    def find(self) -> LearnedRanking | None:
        """Return the order that was learned last, or None."""


class CorrectionRepository(Protocol):
    """What the teacher put right in the comparisons of lessons' articles."""

    def of_lesson(self, lesson_id: LessonId) -> tuple[Correction, ...]:
        """Return what was put right in a lesson's comparison, the oldest first."""

    def append(self, correction: Correction) -> None:
        """Store a correction after those of its lesson."""

    def remove(self, correction: Correction) -> None:
        """Forget a correction; nothing happens where there is none."""


class UnitOfWork(Protocol):
    """One transaction: everything in it is stored together or not at all."""

    @property
    def lessons(self) -> LessonRepository:
        """Return the lessons."""

    @property
    def students(self) -> StudentRepository:
        """Return the students."""

    @property
    def work(self) -> WorkRepository:
        """Return the working copies."""

    @property
    def edits(self) -> EditRepository:
        """Return the history."""

    @property
    def hand_ins(self) -> HandInRepository:
        """Return the hand-ins."""

    @property
    def decisions(self) -> DecisionRepository:
        """Return the teacher's decisions."""

    @property
    def grading(self) -> GradingRepository:
        """Return how far the hand-ins are."""

    @property
    def decision_log(self) -> DecisionLog:
        """Return every gesture at the workspace."""

    @property
    def comment_bank(self) -> CommentBank:
        """Return the comments that are used often."""

    @property
    def returned(self) -> ReturnedWorks:
        """Return what students got back."""

    @property
    def classes(self) -> ClassRepository:
        """Return the classes."""

    @property
    def drafts(self) -> DraftRepository:
        """Return the lessons that are being built."""

    @property
    def rankings(self) -> RankingRepository:
        """Return the learned order of suggestions."""

    @property
    def corrections(self) -> CorrectionRepository:
        """Return what was put right in comparisons."""

    @property
    def suggestion_choices(self) -> SuggestionChoices:
        """Return what the teacher made of suggestions."""

    def commit(self) -> None:
        """Make everything done so far durable."""


class Store(Protocol):
    """The database: hands out units of work."""

    @property
    def place(self) -> str:
        """Return where it is: a file, or the address of a server, which has “://” in it."""

    def close(self) -> None:
        """Let go of it."""

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that only reads; all of it sees the moment of its first query."""

    def writing(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that may write; without commit nothing is kept."""


class HandInFiles(Protocol):
    """Sealed hand-in files in a drop folder."""

    def write(self, hand_in: HandIn, lesson: Lesson, folder: Path) -> Path:
        """Seal a hand-in for the lesson's teacher and write it whole or not at all."""

    def read(self, path: Path) -> StoredHandIn:
        """Open a sealed file; raise UnreadableFile if it is damaged, foreign or not for us."""

    def find(self, folder: Path) -> tuple[Path, ...]:
        """Return the hand-ins in a folder itself in name order; raise if there is no folder."""

    def find_below(self, place: Path) -> tuple[Path, ...]:
        """Return the hand-ins in a folder or zip and in all below it; raise if it is not there."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The world as the use cases see it."""

    store: Store
    hand_in_files: HandInFiles
    now: Callable[[], datetime]
    new_id: Callable[[], str]
