"""The open grading screen, without Qt: hand-ins, answer groups, and what a grader does with them.

Every gesture is stored first; then the hand-ins it touched are scored anew and the observers
hear which they are. Where a gesture is refused because somebody else was faster, the screen reads
everything again before the refusal goes on to the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from annotator.domain.annotations import Annotation
from annotator.domain.errors import ChangedMeanwhile, NotAllowed
from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Decisions,
    Verdict,
    VerdictKind,
)
from annotator.domain.grading_session import (
    Grader,
    GradingPosition,
    GradingState,
    GradingStateChange,
    GradingStatus,
    LoggedDecision,
)
from annotator.domain.identifiers import (
    AnnotationId,
    CommentId,
    CriterionId,
    HandInId,
    KeyId,
    LessonId,
    QuestionId,
)
from annotator.domain.keys import Acceptance, AnswerKey, KeyAnnotation
from annotator.scoring.answer_groups import AnswerGroup, answer_groups
from annotator.scoring.hand_in import PreparedKey, prepare_key
from annotator.scoring.results import HandInScore
from annotator.services import grading_session as services
from annotator.services.accepting import accepted_answer, key_with_answer
from annotator.services.deciding import DecisionRequest
from annotator.services.grading import rescored
from annotator.services.grading_session import (
    GradingEntry,
    GradingProgress,
    progress_of,
    read_grading,
)
from annotator.services.ports import Ports
from annotator.session import grading_labels as labels
from annotator.session.observers import Observers
from annotator.translation import stored


@dataclass(frozen=True, slots=True)
class GradingChanged:
    """What a gesture changed: the hand-ins, and whether the key and so everybody's score."""

    hand_ins: frozenset[HandInId]
    has_new_key: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What a rescore would do to one hand-in."""

    entry: GradingEntry
    before: HandInScore
    after: HandInScore


class GradingSession:
    """A lesson's hand-ins on one grader's grading screen."""

    def __init__(self, ports: Ports, lesson_id: LessonId, grader: Grader) -> None:
        """Read and score every hand-in that counts."""
        self._ports = ports
        self._lesson_id = lesson_id
        self.grader = grader
        self.observers: Observers[GradingChanged] = Observers()
        self.reload()

    def reload(self) -> None:
        """Read everything anew, as it is stored now."""
        data = read_grading(self._ports, self._lesson_id, self.grader)
        self.grades = data.grades
        self.lesson = data.grades.lesson
        self.place = data.place
        self._prepared: PreparedKey = prepare_key(self.lesson, data.grades.key)
        self._key = data.grades.key
        self._entries = {entry.id: entry for entry in data.entries}
        if self.grader.is_second:
            self._take_opinions(tuple(self._entries))
        self._groups: tuple[AnswerGroup, ...] | None = None

    # -- what lies here --------------------------------------------------------

    @property
    def entries(self) -> tuple[GradingEntry, ...]:
        """Return the hand-ins in the order of their names."""
        return tuple(self._entries.values())

    def entry(self, hand_in_id: HandInId) -> GradingEntry:
        """Return one hand-in."""
        return self._entries[hand_in_id]

    def holds(self, hand_in_id: HandInId | None) -> bool:
        """Return whether the hand-in is one of those that count."""
        return hand_in_id in self._entries

    @property
    def progress(self) -> GradingProgress:
        """Return how far the hand-ins are."""
        return progress_of((e.status, e.request) for e in self._entries.values())

    def is_done(self, hand_in_id: HandInId) -> bool:
        """Return whether nothing waits for this grader; a colleague is done with the rubric."""
        entry = self._entries[hand_in_id]
        if not self.grader.is_second:
            return entry.status.is_done
        decisions = entry.graded.decisions
        return not entry.graded.score.ungraded and decisions != Decisions()

    @property
    def groups(self) -> tuple[AnswerGroup, ...]:
        """Return the answer groups of everything that is not in the key, the biggest first."""
        if self._groups is None:
            extras = {one: entry.extras for one, entry in self._entries.items()}
            self._groups = answer_groups(self.lesson, extras)
        return self._groups

    def verdict(self, hand_in_id: HandInId, annotation_id: AnnotationId) -> Verdict | None:
        """Return what was said of an annotation, or None."""
        return self._entries[hand_in_id].graded.decisions.verdict_on(annotation_id)

    def is_decided(self, group: AnswerGroup) -> bool:
        """Return whether every annotation of a group has a verdict."""
        return all(self.verdict(m.hand_in_id, m.annotation.id) for m in group.members)

    # -- verdicts --------------------------------------------------------------

    def give_verdict(self, hand_in_id: HandInId, annotation: Annotation, kind: VerdictKind) -> bool:
        """Decide about one annotation of one student."""
        label = labels.verdict(kind, annotation.quote)
        verdict = self._verdict(hand_in_id, annotation, kind)
        return self._decide(label, [DecisionRequest(verdict)])

    def judge_group(self, group: AnswerGroup, kind: VerdictKind, comment: str = "") -> bool:
        """Decide about every annotation of a group at once; a comment goes to each student."""
        label = labels.verdicts(kind, group.typical.quote, group.students)
        verdicts = [
            DecisionRequest(self._verdict(member.hand_in_id, member.annotation, kind))
            for member in group.members
        ]
        return self._decide(label, [*verdicts, *self._comments_on(group, comment)])

    def preview_for_all(self, group: AnswerGroup) -> tuple[ScoreChange, ...]:
        """Return whose total changes, and how, if the group came into the key."""
        requested = [request.decided for request in self._for_all(group)]
        added = next(each for each in requested if isinstance(each, KeyAnnotation))
        verdicts = [each for each in requested if isinstance(each, Verdict)]
        prepared = prepare_key(self.lesson, key_with_answer(self.lesson, self._key, added))
        changes = []
        for entry in self._entries.values():
            mine = (verdict for verdict in verdicts if verdict.hand_in_id == entry.id)
            decisions = entry.graded.decisions.with_(*mine)
            before, after = entry.graded.score, rescored(prepared, entry.graded, decisions).score
            moved = (after.total - before.total, after.total_maximum - before.total_maximum)
            if max(map(abs, moved)) > 1e-9:
                changes.append(ScoreChange(entry, before, after))
        return tuple(changes)

    def accept_for_all(self, group: AnswerGroup, comment: str = "") -> bool:
        """Take the group's typical words into the key as optional, and rescore everybody."""
        if self.grader.is_second:
            return self.judge_group(group, VerdictKind.ACCEPT, comment)
        label = labels.accepted_for_all(group.typical.quote)
        return self._decide(label, [*self._for_all(group), *self._comments_on(group, comment)])

    def _comments_on(self, group: AnswerGroup, comment: str) -> list[DecisionRequest]:
        """Return the comment for each student of a group; no words leave what is there."""
        if not comment.strip():
            return []
        return [
            self._comment(member.hand_in_id, comment, annotation=member.annotation.id)
            for member in group.members
        ]

    def _for_all(self, group: AnswerGroup) -> list[DecisionRequest]:
        typical = group.typical
        source = next((m.hand_in_id for m in group.members if m.annotation.id == typical.id), None)
        accepted = Acceptance(self.grader.id, self._ports.now(), source)
        requests = [DecisionRequest(accepted_answer(self.lesson, typical, accepted))]
        for member in group.members:
            is_typical = member.annotation.id == group.typical.id
            kind = VerdictKind.ACCEPT_FOR_ALL if is_typical else VerdictKind.ACCEPT
            verdict = self._verdict(member.hand_in_id, member.annotation, kind)
            requests.append(DecisionRequest(verdict))
        return requests

    def group_of(self, annotation_id: AnnotationId) -> AnswerGroup | None:
        """Return the group that an annotation is in, or None where it met the key."""
        return next(
            (g for g in self.groups if any(m.annotation.id == annotation_id for m in g.members)),
            None,
        )

    def _verdict(self, hand_in_id: HandInId, annotation: Annotation, kind: VerdictKind) -> Verdict:
        return Verdict(hand_in_id, annotation.id, kind, self.grader.id, self._ports.now())

    # -- credits, points, comments ---------------------------------------------

    def override(
        self, hand_in_id: HandInId, key_id: KeyId, credit: float | None, reason: str = ""
    ) -> bool:
        """Set a credit by hand, 0 to 1; None gives it back to the rules."""
        if credit is not None and not 0 <= credit <= 1:
            raise NotAllowed("A credit lies between 0 and 1.")
        made = CreditOverride(
            hand_in_id, key_id, credit or 0.0, self.grader.id, self._ports.now(), reason.strip()
        )
        label = labels.credit(credit)
        return self._decide(label, [DecisionRequest(made, is_gone=credit is None)])

    def give_points(
        self, hand_in_id: HandInId, criterion_id: CriterionId, points: float | None
    ) -> bool:
        """Give the points of a criterion of the rubric, or take them back."""
        criterion = next(c for c in self.lesson.criteria if c.id == criterion_id)
        if points is not None and not 0 <= points <= criterion.maximum:
            raise NotAllowed(
                "“{criterion}” has 0 to {maximum:g} points.",
                criterion=criterion.name,
                maximum=criterion.maximum,
            )
        made = CriterionScore(
            hand_in_id, criterion_id, points or 0.0, self.grader.id, self._ports.now()
        )
        label = labels.points(criterion.name, points)
        return self._decide(label, [DecisionRequest(made, is_gone=points is None)])

    def comment(
        self,
        hand_in_id: HandInId,
        text: str,
        *,
        annotation: AnnotationId | None = None,
        question: QuestionId | None = None,
    ) -> bool:
        """Write to the student: on an annotation, an answer or the whole; no words remove it."""
        request = self._comment(hand_in_id, text, annotation=annotation, question=question)
        return self._decide(
            stored("Remove a comment") if request.is_gone else stored("Write a comment"), [request]
        )

    def _comment(
        self,
        hand_in_id: HandInId,
        text: str,
        *,
        annotation: AnnotationId | None = None,
        question: QuestionId | None = None,
    ) -> DecisionRequest:
        known = self._entries[hand_in_id].graded.decisions
        there = known.comment_on(annotation=annotation, question=question)
        comment_id = there.id if there else CommentId(self._ports.new_id())
        now, said = self._ports.now(), text.strip()
        made = Comment(comment_id, hand_in_id, self.grader.id, now, said, annotation, question)
        return DecisionRequest(made, is_gone=not said)

    # -- state -----------------------------------------------------------------

    def toggle_flag(self, hand_in_id: HandInId) -> bool:
        """Flag a hand-in to come back to it, or take the flag away."""
        status = self._entries[hand_in_id].status
        label = stored("Take the flag away") if status.flagged else stored("Flag")
        change = GradingStateChange(hand_in_id, status.state, not status.flagged)
        return self._decide(label, [DecisionRequest(change)])

    def mark_graded(self, hand_in_id: HandInId) -> bool:
        """Say that the teacher is done with a hand-in."""
        status = self._entries[hand_in_id].status
        mark = GradingStateChange(hand_in_id, GradingState.GRADED, status.flagged)
        if status.state is GradingState.RETURNED:
            return False
        return self._decide(stored("Graded"), [DecisionRequest(mark)])

    def history(self, hand_in_id: HandInId) -> tuple[LoggedDecision, ...]:
        """Return every decision about a hand-in, the oldest first, also what was undone.

        A colleague who grades a second time sees only their own.
        """
        with self._ports.store.reading() as unit:
            log = unit.decision_log.of_lesson(self._lesson_id, hand_in_id)
        if self.grader.is_second:
            return tuple(one for one in log if one.author_id == self.grader.id)
        return log

    def answer_request(self, hand_in_id: HandInId, answer: str) -> None:
        """Answer what the student asks."""
        entry = self._entries[hand_in_id]
        if entry.request is not None:
            answered = services.answer_request(self._ports, entry.request, answer)
            self._entries[hand_in_id] = replace(entry, request=answered)
            self._take_decisions([hand_in_id])
            self.observers.tell(
                GradingChanged(frozenset({hand_in_id}), label=stored("Answer a request"))
            )

    def move_to(self, place: GradingPosition, left: HandInId | None = None) -> str:
        """Remember the place and claim the hand-in; return who else works on it, if anybody."""
        self.place = place
        status = services.move_to(self._ports, place, self.grader, left)
        for hand_in_id in (left, place.hand_in_id):
            if hand_in_id is not None and hand_in_id in self._entries:
                self._take_claims(hand_in_id)
        return status.claimant(self.grader.name, self._ports.now()) if status else ""

    def let_go(self, hand_in_id: HandInId) -> None:
        """Give up the claim on a hand-in."""
        if not self.grader.is_second:
            services.let_go(self._ports, hand_in_id, self.grader)

    def take_over(self, hand_in_id: HandInId) -> None:
        """Claim a hand-in that somebody else works on, as it is stored now."""
        services.take_over(self._ports, hand_in_id, self.grader)
        self.reload()
        self.observers.tell(GradingChanged(frozenset(self._entries)))

    def _take_claims(self, hand_in_id: HandInId) -> None:
        # Not the revision: what is on the screen is as old as it was.
        with self._ports.store.reading() as unit:
            new: GradingStatus = unit.grading.statuses([hand_in_id])[hand_in_id]
        entry = self._entries[hand_in_id]
        status = replace(entry.status, claimed_by=new.claimed_by, claimed_at=new.claimed_at)
        self._entries[hand_in_id] = replace(entry, status=status)

    def settle(self, requests: Sequence[DecisionRequest]) -> bool:
        """Take what was agreed with a colleague as the decision that counts."""
        return self._decide(stored("Settle with a colleague"), requests)

    # -- undo ------------------------------------------------------------------

    def undo(self) -> str:
        """Take back the newest gesture; return its label, or nothing where there is none."""
        return self._step(undone=True)

    def redo(self) -> str:
        """Do the undone gesture again; return its label, or nothing where there is none."""
        return self._step(undone=False)

    def _step(self, *, undone: bool) -> str:
        with self._read_again_if_refused():
            decision = services.step(self._ports, self._lesson_id, self.grader, undone=undone)
            if decision is None:
                return ""
            self._take(decision)
            return decision.label

    def _decide(self, label: str, requests: Sequence[DecisionRequest]) -> bool:
        """Store a gesture and score what it touched; return whether anything changed."""
        hand_ins = {
            w.decided.hand_in_id for w in requests if not isinstance(w.decided, KeyAnnotation)
        }
        seen = {one: self._entries[one].status.revision for one in hand_ins}
        with self._read_again_if_refused():
            decision = services.decide(
                self._ports, self._lesson_id, self.grader, label, requests, seen
            )
            if decision is not None:
                self._take(decision)
            return decision is not None

    @contextmanager
    def _read_again_if_refused(self) -> Iterator[None]:
        try:
            yield
        except ChangedMeanwhile:
            self.reload()
            self.observers.tell(GradingChanged(frozenset(self._entries)))
            raise

    def _take(self, decision: LoggedDecision) -> None:
        """Score anew what a stored gesture touched, and tell."""
        has_new_key = any(isinstance(c.after or c.before, KeyAnnotation) for c in decision.changes)
        if has_new_key:
            self.reload()
            self.observers.tell(GradingChanged(frozenset(self._entries), True, decision.label))
            return
        hand_ins = tuple(one for one in decision.hand_ins if one in self._entries)
        if self.grader.is_second:
            self._take_opinions(hand_ins)
        else:
            self._take_decisions(hand_ins)
        self.observers.tell(GradingChanged(frozenset(hand_ins), label=decision.label))

    def _take_decisions(self, hand_ins: Sequence[HandInId]) -> None:
        with self._ports.store.reading() as unit:
            decisions = unit.decisions.of_hand_ins(hand_ins)
            statuses = unit.grading.statuses(hand_ins)
        for one in hand_ins:
            entry = self._entries[one]
            graded = rescored(self._prepared, entry.graded, decisions[one])
            graded = replace(graded, is_done=statuses[one].is_done)
            self._entries[one] = replace(entry, graded=graded, status=statuses[one])

    def _take_opinions(self, hand_ins: Iterable[HandInId]) -> None:
        """Show a colleague their own decisions only."""
        ids = tuple(hand_ins)
        with self._ports.store.reading() as unit:
            found = unit.grading.opinions(ids)
        mine = {o.hand_in_id: o.decisions for o in found if o.author_id == self.grader.id}
        for one in ids:
            entry = self._entries[one]
            graded = rescored(self._prepared, entry.graded, mine.get(one, Decisions()))
            self._entries[one] = replace(entry, graded=graded)

    @property
    def key(self) -> AnswerKey:
        """Return the key as it counts today."""
        return self._key
