"""A store in memory that keeps the promises of `services.ports.Store`."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from annotator.domain.annotations import Annotation, Answer, Item, Link, Workspace, item_key
from annotator.domain.classes import Assignment, ClassGroup, ClassMember, Excuse
from annotator.domain.corrections import Correction
from annotator.domain.drafts import LessonDraft
from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Decision,
    Decisions,
    Verdict,
)
from annotator.domain.grading_session import (
    BankComment,
    GradingPosition,
    GradingState,
    GradingStatus,
    LoggedDecision,
    RegradeRequest,
    SecondOpinion,
)
from annotator.domain.hand_ins import Student, name_key
from annotator.domain.history import Edit
from annotator.domain.identifiers import (
    AssignmentId,
    AuthorId,
    BankCommentId,
    ClassId,
    DraftId,
    EditId,
    HandInId,
    LessonId,
)
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.rankings import LearnedRanking
from annotator.domain.sign_in import SignIn
from annotator.domain.suggestions import SuggestionChoice
from annotator.services.grading_ports import ReturnedWork
from annotator.services.ports import LessonParts, ReadingPlace, StoredHandIn, UnitOfWork


@dataclass
class Tables:
    """Everything that is stored."""

    lessons: dict[LessonId, Lesson] = field(default_factory=dict)
    keys: dict[LessonId, AnswerKey] = field(default_factory=dict)
    archived: set[LessonId] = field(default_factory=set)
    students: list[Student] = field(default_factory=list)
    pin_hashes: dict[AuthorId, str] = field(default_factory=dict)
    sign_ins: dict[ClassId, SignIn] = field(default_factory=dict)
    items: dict[tuple[Workspace, tuple[str, str]], Item] = field(default_factory=dict)
    places: dict[Workspace, ReadingPlace] = field(default_factory=dict)
    edits: list[tuple[Edit, bool]] = field(default_factory=list)
    #: Every version of a lesson that was here.
    versions: list[Lesson] = field(default_factory=list)
    hand_ins: dict[HandInId, StoredHandIn] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    overrides: dict[tuple[str, str], CreditOverride] = field(default_factory=dict)
    criterion_scores: dict[tuple[str, str], CriterionScore] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    statuses: dict[HandInId, GradingStatus] = field(default_factory=dict)
    grading_positions: dict[tuple[LessonId, AuthorId], GradingPosition] = field(
        default_factory=dict
    )
    requests: dict[HandInId, RegradeRequest] = field(default_factory=dict)
    opinions: dict[tuple[HandInId, AuthorId], SecondOpinion] = field(default_factory=dict)
    gestures: list[tuple[LoggedDecision, bool]] = field(default_factory=list)
    bank: dict[BankCommentId, BankComment] = field(default_factory=dict)
    returned: dict[HandInId, ReturnedWork] = field(default_factory=dict)
    classes: dict[ClassId, ClassGroup] = field(default_factory=dict)
    members: dict[tuple[ClassId, AuthorId], ClassMember] = field(default_factory=dict)
    typed_names: dict[tuple[ClassId, str], AuthorId] = field(default_factory=dict)
    assignments: dict[AssignmentId, Assignment] = field(default_factory=dict)
    excuses: dict[tuple[AssignmentId, AuthorId], Excuse] = field(default_factory=dict)
    drafts: dict[DraftId, LessonDraft] = field(default_factory=dict)
    rankings: list[LearnedRanking] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    suggestion_choices: dict[tuple[object, ...], SuggestionChoice] = field(default_factory=dict)


class MemoryUnit:
    """One transaction on a copy of the tables; fulfils every repository protocol."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.committed = False
        self.lessons = MemoryLessons(tables)
        self.students = MemoryStudents(tables)
        self.work = MemoryWork(tables)
        self.edits = MemoryEdits(tables)
        self.hand_ins = MemoryHandIns(tables)
        self.decisions = MemoryDecisions(tables)
        self.grading = MemoryGrading(tables)
        self.decision_log = MemoryDecisionLog(tables)
        self.comment_bank = MemoryCommentBank(tables)
        self.returned = MemoryReturned(tables)
        self.classes = MemoryClasses(tables)
        self.drafts = MemoryDrafts(tables)
        self.rankings = MemoryRankings(tables)
        self.corrections = MemoryCorrections(tables)
        self.suggestion_choices = MemorySuggestionChoices(tables)

    def commit(self) -> None:
        self.committed = True


class MemoryStore:
    """The database of a test."""

    place = "memory"

    def __init__(self) -> None:
        self.tables = Tables()
        self.writes = 0
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        yield MemoryUnit(self.tables)

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        unit = MemoryUnit(
            Tables(**{name: copy.copy(value) for name, value in vars(self.tables).items()})
        )
        yield unit
        if unit.committed:
            self.tables = unit.tables
            self.writes += 1


class MemoryLessons:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, lesson: Lesson) -> None:
        self.tables.lessons[lesson.id] = lesson
        self.tables.versions = [*self.tables.versions, lesson]

    def bodies(self, hashes: Collection[str]) -> dict[str, str]:
        articles = (a for version in self.tables.versions for a in version.articles)
        return {a.hash: a.body for a in articles if a.hash in hashes}

    def parts_ever(self, lesson_id: LessonId) -> LessonParts:
        mine = [version for version in self.tables.versions if version.id == lesson_id]
        return LessonParts(
            frozenset(a.id for version in mine for a in version.articles),
            frozenset(c.id for version in mine for c in version.scheme.categories),
            frozenset(q.id for version in mine for q in version.questions),
        )

    def find(self, lesson_id: LessonId) -> Lesson | None:
        return self.tables.lessons.get(lesson_id)

    def all(self) -> tuple[Lesson, ...]:
        return tuple(sorted(self.tables.lessons.values(), key=lambda lesson: lesson.title))

    def hashes(self) -> dict[LessonId, str]:
        return {lesson.id: lesson.hash for lesson in self.tables.lessons.values()}

    def archived(self) -> frozenset[LessonId]:
        return frozenset(self.tables.archived)

    def set_archived(self, lesson_id: LessonId, *, is_archived: bool) -> None:
        change = self.tables.archived.add if is_archived else self.tables.archived.discard
        change(lesson_id)

    def put_key(self, lesson_id: LessonId, key: AnswerKey) -> None:
        self.tables.keys[lesson_id] = key

    def find_key(self, lesson_id: LessonId) -> AnswerKey | None:
        return self.tables.keys.get(lesson_id)

    def key_to_change(self, lesson_id: LessonId) -> AnswerKey | None:
        return self.find_key(lesson_id)


class MemoryStudents:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, student: Student) -> None:
        others = [known for known in self.tables.students if known.id != student.id]
        self.tables.students = [*others, student]

    def named(self, name: str) -> Student | None:
        wanted = name_key(name)
        return next((s for s in self.tables.students if name_key(s.name) == wanted), None)

    def all(self) -> tuple[Student, ...]:
        return tuple(sorted(self.tables.students, key=lambda student: student.name))

    def put_pin_hash(self, student_id: AuthorId, pin_hash: str) -> None:
        self.tables.pin_hashes[student_id] = pin_hash

    def pin_hash(self, student_id: AuthorId) -> str:
        return self.tables.pin_hashes.get(student_id, "")


class MemoryWork:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def _mine(self, workspace: Workspace) -> list[Item]:
        return [item for (where, _), item in self.tables.items.items() if where == workspace]

    def annotations(self, workspace: Workspace) -> tuple[Annotation, ...]:
        mine = [item for item in self._mine(workspace) if isinstance(item, Annotation)]
        return tuple(sorted(mine, key=lambda a: (a.article_id, a.span)))

    def links(self, workspace: Workspace) -> tuple[Link, ...]:
        return tuple(item for item in self._mine(workspace) if isinstance(item, Link))

    def answers(self, workspace: Workspace) -> tuple[Answer, ...]:
        return tuple(item for item in self._mine(workspace) if isinstance(item, Answer))

    def workspaces(self, lesson_id: LessonId) -> tuple[Workspace, ...]:
        workspaces = {where for where, _ in self.tables.items if where.lesson_id == lesson_id}
        return tuple(sorted(workspaces, key=lambda workspace: workspace.author_id))

    def put(self, workspace: Workspace, item: Item) -> None:
        self.tables.items[workspace, item_key(item)] = item

    def remove(self, workspace: Workspace, item: Item) -> None:
        self.tables.items.pop((workspace, item_key(item)), None)

    def put_place(self, place: ReadingPlace) -> None:
        self.tables.places[place.workspace] = place

    def places(self) -> tuple[ReadingPlace, ...]:
        return tuple(sorted(self.tables.places.values(), key=lambda p: p.opened_at, reverse=True))


class MemoryEdits:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def append(self, edit: Edit) -> None:
        self.tables.edits = [
            (e, undone)
            for e, undone in self.tables.edits
            if not (undone and e.workspace == edit.workspace)
        ]
        self.tables.edits.append((edit, False))

    def last_done(self, workspace: Workspace) -> Edit | None:
        done = [e for e, undone in self.tables.edits if e.workspace == workspace and not undone]
        return done[-1] if done else None

    def next_undone(self, workspace: Workspace) -> Edit | None:
        gone = [e for e, undone in self.tables.edits if e.workspace == workspace and undone]
        return gone[0] if gone else None

    def set_undone(self, edit_id: EditId, *, undone: bool) -> None:
        self.tables.edits = [
            (e, undone if e.id == edit_id else was) for e, was in self.tables.edits
        ]


class MemoryHandIns:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, stored: StoredHandIn) -> None:
        assert stored.hand_in.id not in self.tables.hand_ins
        self.tables.hand_ins[stored.hand_in.id] = stored

    def counts(self) -> dict[LessonId, int]:
        return dict(Counter(each.hand_in.lesson_id for each in self.tables.hand_ins.values()))

    def find(self, hand_in_id: HandInId) -> StoredHandIn | None:
        return self.tables.hand_ins.get(hand_in_id)

    def mark_collected(
        self, hand_in_id: HandInId, at: datetime, arrived_at: datetime | None = None
    ) -> None:
        known = self.tables.hand_ins[hand_in_id]
        made = replace(known, collected_at=at, arrived_at=arrived_at)
        self.tables.hand_ins[hand_in_id] = made

    def mark_taken(self, hand_in_id: HandInId, at: datetime) -> None:
        known = self.tables.hand_ins[hand_in_id]
        self.tables.hand_ins[hand_in_id] = replace(known, taken_at=at)

    def of_student(self, lesson_id: LessonId, name: str) -> tuple[StoredHandIn, ...]:
        wanted = name_key(name)
        mine = self.of_lesson(lesson_id)
        return tuple(s for s in mine if name_key(s.hand_in.student_name) == wanted)

    def of_lesson(self, lesson_id: LessonId) -> tuple[StoredHandIn, ...]:
        mine = [s for s in self.tables.hand_ins.values() if s.hand_in.lesson_id == lesson_id]
        return tuple(sorted(mine, key=lambda s: (s.hand_in.student_name, s.hand_in.attempt)))


class MemoryDecisions:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, decided: Decision) -> None:
        match decided:
            case Verdict():
                self.tables.verdicts[decided.hand_in_id, decided.annotation_id] = decided
            case CreditOverride():
                self.tables.overrides[decided.hand_in_id, decided.key_id] = decided
            case CriterionScore():
                self.tables.criterion_scores[decided.hand_in_id, decided.criterion_id] = decided
            case Comment():
                self.tables.comments[decided.id] = decided

    def remove(self, decided: Decision) -> None:
        hand_in_id = decided.hand_in_id
        match decided:
            case Verdict():
                self.tables.verdicts.pop((hand_in_id, decided.annotation_id), None)
            case CreditOverride():
                self.tables.overrides.pop((hand_in_id, decided.key_id), None)
            case CriterionScore():
                self.tables.criterion_scores.pop((hand_in_id, decided.criterion_id), None)
            case Comment():
                self.tables.comments.pop(decided.id, None)

    def of_hand_ins(self, ids: Sequence[HandInId]) -> Mapping[HandInId, Decisions]:
        t = self.tables
        return {
            i: Decisions(
                tuple(v for v in t.verdicts.values() if v.hand_in_id == i),
                tuple(o for o in t.overrides.values() if o.hand_in_id == i),
                tuple(s for s in t.criterion_scores.values() if s.hand_in_id == i),
                tuple(c for c in t.comments.values() if c.hand_in_id == i),
            )
            for i in ids
        }


class MemoryGrading:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def statuses(self, ids: Sequence[HandInId]) -> Mapping[HandInId, GradingStatus]:
        return {one: self.tables.statuses.get(one, GradingStatus(one)) for one in ids}

    def advance(self, hand_in_id: HandInId, seen: int) -> bool:
        known = self.tables.statuses.get(hand_in_id, GradingStatus(hand_in_id))
        if known.revision != seen:
            return False
        self.tables.statuses[hand_in_id] = replace(known, revision=seen + 1)
        return True

    def put_state(self, hand_in_id: HandInId, state: GradingState) -> None:
        self._change(hand_in_id, state=state)

    def put_flag(self, hand_in_id: HandInId, *, flagged: bool) -> None:
        self._change(hand_in_id, flagged=flagged)

    def put_returned(self, hand_in_id: HandInId, at: datetime) -> None:
        self._change(hand_in_id, returned_at=at)

    def claim(self, hand_in_id: HandInId, name: str, at: datetime) -> None:
        self._change(hand_in_id, claimed_by=name, claimed_at=at)

    def release(self, hand_in_id: HandInId, name: str) -> None:
        if self.statuses([hand_in_id])[hand_in_id].claimed_by == name:
            self._change(hand_in_id, claimed_by="", claimed_at=None)

    def _change(self, hand_in_id: HandInId, **values: Any) -> None:
        known = self.tables.statuses.get(hand_in_id, GradingStatus(hand_in_id))
        self.tables.statuses[hand_in_id] = replace(known, **values)

    def answer_request(self, answered: RegradeRequest) -> bool:
        known = self.tables.requests.get(answered.hand_in_id)
        if known is None or known.at != answered.at:
            return False
        self.tables.requests[answered.hand_in_id] = answered
        return True

    def put_place(self, place: GradingPosition) -> None:
        self.tables.grading_positions[place.lesson_id, place.author_id] = place

    def place(self, lesson_id: LessonId, author_id: AuthorId) -> GradingPosition | None:
        return self.tables.grading_positions.get((lesson_id, author_id))

    def put_request(self, request: RegradeRequest) -> None:
        self.tables.requests[request.hand_in_id] = request

    def requests(self, ids: Sequence[HandInId]) -> Mapping[HandInId, RegradeRequest]:
        return {one: self.tables.requests[one] for one in ids if one in self.tables.requests}

    def put_opinion(self, opinion: SecondOpinion) -> None:
        self.tables.opinions[opinion.hand_in_id, opinion.author_id] = opinion

    def opinions(self, ids: Sequence[HandInId]) -> tuple[SecondOpinion, ...]:
        found = [one for one in self.tables.opinions.values() if one.hand_in_id in ids]
        return tuple(sorted(found, key=lambda one: (one.author_id, one.hand_in_id)))


class MemoryDecisionLog:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def append(self, decision: LoggedDecision) -> None:
        whose = decision.lesson_id, decision.author_id
        self.tables.gestures = [
            (g, gone or (g.is_undone and (g.lesson_id, g.author_id) == whose))
            for g, gone in self.tables.gestures
        ]
        self.tables.gestures.append((decision, False))

    def last_done(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        done = [g for g in self._mine(lesson_id, author_id) if not g.is_undone]
        return done[-1] if done else None

    def next_undone(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        return next((g for g in self._mine(lesson_id, author_id) if g.is_undone), None)

    def _mine(self, lesson_id: LessonId, author_id: AuthorId) -> list[LoggedDecision]:
        whose = lesson_id, author_id
        return [
            g
            for g, gone in self.tables.gestures
            if not gone and (g.lesson_id, g.author_id) == whose
        ]

    def set_undone(self, gesture: EditId, *, undone: bool) -> None:
        self.tables.gestures = [
            (replace(g, is_undone=undone) if g.id == gesture else g, gone)
            for g, gone in self.tables.gestures
        ]

    def of_lesson(
        self, lesson_id: LessonId, hand_in_id: HandInId | None = None
    ) -> tuple[LoggedDecision, ...]:
        return tuple(
            g
            for g, _ in self.tables.gestures
            if g.lesson_id == lesson_id and (hand_in_id is None or hand_in_id in g.hand_ins)
        )


class MemoryCommentBank:
    def __init__(self, tables: Tables) -> None:
        self._bank = tables.bank

    def all(self) -> tuple[BankComment, ...]:
        return tuple(sorted(self._bank.values(), key=lambda c: (c.position, c.id)))

    def put(self, comment: BankComment) -> None:
        self._bank[comment.id] = comment

    def remove(self, comment_id: BankCommentId) -> None:
        self._bank.pop(comment_id, None)


class MemoryReturned:
    def __init__(self, tables: Tables) -> None:
        self._works = tables.returned

    def put(self, work: ReturnedWork) -> None:
        self._works[work.hand_in_id] = work

    def find(self, hand_in_id: HandInId) -> ReturnedWork | None:
        return self._works.get(hand_in_id)

    def of_student(self, name: str) -> tuple[ReturnedWork, ...]:
        mine = [w for w in self._works.values() if name_key(w.student_name) == name_key(name)]
        return tuple(sorted(mine, key=lambda w: w.received_at, reverse=True))


class MemoryClasses:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, group: ClassGroup) -> None:
        self.tables.classes[group.id] = group

    def find(self, class_id: ClassId) -> ClassGroup | None:
        return self.tables.classes.get(class_id)

    def all(self) -> tuple[ClassGroup, ...]:
        return tuple(sorted(self.tables.classes.values(), key=lambda group: group.name.casefold()))

    def remove(self, class_id: ClassId) -> None:
        t = self.tables
        gone = {a.id for a in t.assignments.values() if a.class_id == class_id}
        t.classes.pop(class_id, None)
        t.sign_ins.pop(class_id, None)
        t.members = {key: m for key, m in t.members.items() if key[0] != class_id}
        t.typed_names = {key: s for key, s in t.typed_names.items() if key[0] != class_id}
        t.assignments = {key: a for key, a in t.assignments.items() if key not in gone}
        t.excuses = {key: e for key, e in t.excuses.items() if key[0] not in gone}

    def put_sign_in(self, sign_in: SignIn) -> None:
        self.tables.classes[sign_in.class_id] = ClassGroup(sign_in.class_id, sign_in.class_name)
        self.tables.sign_ins[sign_in.class_id] = sign_in

    def sign_ins(self) -> tuple[SignIn, ...]:
        found = self.tables.sign_ins.values()
        return tuple(sorted(found, key=lambda each: each.class_name.casefold()))

    def put_member(self, class_id: ClassId, member: ClassMember) -> None:
        self.tables.members[class_id, member.student_id] = member

    def members(self, class_id: ClassId) -> tuple[ClassMember, ...]:
        mine = [member for (where, _), member in self.tables.members.items() if where == class_id]
        return tuple(sorted(mine, key=lambda m: (m.roster.sortable_name.casefold(), m.student_id)))

    def classes_of(self, student_id: AuthorId) -> tuple[ClassId, ...]:
        return tuple(sorted(where for where, who in self.tables.members if who == student_id))

    def put_typed_name(self, class_id: ClassId, key: str, student_id: AuthorId) -> None:
        self.tables.typed_names[class_id, key] = student_id

    def typed_names(self, class_id: ClassId) -> Mapping[str, AuthorId]:
        mine = self.tables.typed_names.items()
        return {key: student for (where, key), student in mine if where == class_id}

    def put_assignment(self, assignment: Assignment) -> None:
        self.tables.assignments[assignment.id] = assignment

    def assignments(self, lesson_id: LessonId | None = None) -> tuple[Assignment, ...]:
        found = sorted(self.tables.assignments.values(), key=lambda one: (one.assigned_at, one.id))
        return tuple(one for one in found if lesson_id in (None, one.lesson_id))

    def remove_assignment(self, assignment_id: AssignmentId) -> None:
        t = self.tables
        t.assignments.pop(assignment_id, None)
        t.excuses = {key: e for key, e in t.excuses.items() if key[0] != assignment_id}

    def put_excuse(self, excuse: Excuse) -> None:
        self.tables.excuses[excuse.assignment_id, excuse.student_id] = excuse

    def remove_excuse(self, assignment_id: AssignmentId, student_id: AuthorId) -> None:
        self.tables.excuses.pop((assignment_id, student_id), None)

    def excuses(self, assignment_id: AssignmentId) -> tuple[Excuse, ...]:
        found = sorted(self.tables.excuses.values(), key=lambda one: one.student_id)
        return tuple(one for one in found if one.assignment_id == assignment_id)


class MemoryDrafts:
    def __init__(self, tables: Tables) -> None:
        self._drafts = tables.drafts

    def put(self, draft: LessonDraft) -> None:
        self._drafts[draft.id] = draft

    def find(self, draft_id: DraftId) -> LessonDraft | None:
        return self._drafts.get(draft_id)

    def changed_at(self, draft_id: DraftId) -> datetime | None:
        found = self._drafts.get(draft_id)
        return found.changed_at if found else None

    def all(self) -> tuple[LessonDraft, ...]:
        return tuple(sorted(self._drafts.values(), key=lambda d: d.changed_at, reverse=True))

    def remove(self, draft_id: DraftId) -> None:
        self._drafts.pop(draft_id, None)


class MemoryRankings:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def put(self, ranking: LearnedRanking) -> None:
        self._tables.rankings = [ranking]

    def find(self) -> LearnedRanking | None:
        return self._tables.rankings[-1] if self._tables.rankings else None


class MemoryCorrections:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def of_lesson(self, lesson_id: LessonId) -> tuple[Correction, ...]:
        return tuple(each for each in self._tables.corrections if each.lesson_id == lesson_id)

    def append(self, correction: Correction) -> None:
        self._tables.corrections.append(correction)

    def remove(self, correction: Correction) -> None:
        self._tables.corrections = [c for c in self._tables.corrections if c.id != correction.id]


class MemorySuggestionChoices:
    def __init__(self, tables: Tables) -> None:
        self._choices = tables.suggestion_choices

    def put(self, choice: SuggestionChoice) -> None:
        self._choices[choice.lesson_id, *choice.place] = choice

    def of_lesson(self, lesson_id: LessonId) -> tuple[SuggestionChoice, ...]:
        return tuple(one for one in self.all() if one.lesson_id == lesson_id)

    def all(self) -> tuple[SuggestionChoice, ...]:
        order = sorted(
            self._choices.values(),
            key=lambda one: (one.lesson_id, one.article_id, one.span.start, one.category_id),
        )
        return tuple(order)
