"""The grading screen's gestures: each is one transaction, logged, and can be undone.

A gesture is a list of things as they should be afterwards. What they were before is read in
the same transaction, so that undoing puts back exactly that. Nobody overwrites unseen work:
who decides names the revision that was on the screen, and an older one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotations import Annotation
from annotator.domain.errors import ChangedMeanwhile, NotAllowed, UnknownThing
from annotator.domain.grading import (
    Comment,
    Decisions,
)
from annotator.domain.grading_session import (
    Decided,
    DecisionChange,
    Grader,
    GradingPosition,
    GradingState,
    GradingStateChange,
    GradingStatus,
    LoggedDecision,
    RegradeRequest,
)
from annotator.domain.identifiers import EditId, HandInId, LessonId
from annotator.domain.keys import AnswerKey, KeyAnnotation
from annotator.domain.lessons import Lesson
from annotator.domain.moments import clock
from annotator.services.accepting import key_with_answer
from annotator.services.attempts import Owners, counted_attempts
from annotator.services.deciding import DecisionRequest, DecisionStore, Seen, requested
from annotator.services.grading import ClassGrades, GradedHandIn, graded_class, read_class
from annotator.services.ports import Ports, UnitOfWork
from annotator.services.printing import student_codes
from annotator.services.second_opinion import SecondOpinionDecisions
from annotator.translation import N_, said


@dataclass(frozen=True, slots=True)
class GradingEntry:
    """One hand-in on the grading screen: graded so far, how far, and what the student asks.

    `class_name` is that of the class by which the lesson was assigned, if there is one.
    """

    graded: GradedHandIn
    status: GradingStatus
    code: str
    request: RegradeRequest | None = None
    class_name: str = ""
    is_late: bool = False

    @property
    def id(self) -> HandInId:
        """Return the hand-in's id."""
        return self.graded.hand_in.id

    @property
    def name(self) -> str:
        """Return who handed it in."""
        return self.graded.hand_in.student_name

    @property
    def extras(self) -> tuple[Annotation, ...]:
        """Return the annotations that are not in the key, by article and in reading order."""
        return tuple(x for article in self.graded.score.articles for x in article.text.extras)

    @property
    def waiting(self) -> int:
        """Return how many annotations have no verdict yet."""
        return sum(self.graded.decisions.verdict_on(x.id) is None for x in self.extras)


@dataclass(frozen=True, slots=True)
class GradingData:
    """A lesson's hand-ins as they lie on the grading screen, and where the grader stopped."""

    grades: ClassGrades
    entries: tuple[GradingEntry, ...]
    place: GradingPosition | None


@dataclass(frozen=True, slots=True)
class GradingProgress:
    """How far the hand-ins of a lesson are."""

    total: int
    graded: int
    returned: int
    in_progress: int
    flagged: int
    requests: int

    @property
    def done(self) -> int:
        """Return how many are graded, returned or not."""
        return self.graded + self.returned


def read_grading(ports: Ports, lesson_id: LessonId, grader: Grader) -> GradingData:
    """Return the lesson's hand-ins that count, graded so far, with codes instead of names."""
    with ports.store.reading() as unit:
        # One moment: a decision that came later must come with a later revision, or never.
        reading = read_class(unit, lesson_id)
        requests = unit.grading.requests(tuple(reading.statuses))
        place = unit.grading.place(lesson_id, grader.id)
        classes = {group.id: group.name for group in unit.classes.all()}
    grades = graded_class(reading)
    owners, statuses = reading.owners, reading.statuses
    codes = student_codes(lesson_id, [graded.hand_in.student_name for graded in grades.graded])
    entries = []
    for graded, code in zip(grades.graded, codes, strict=True):
        hand_in = graded.hand_in
        class_id = owners.class_of(hand_in.student_name)
        given = owners.owner(hand_in.student_name)[1]
        entries.append(
            GradingEntry(
                graded,
                statuses[hand_in.id],
                code,
                requests.get(hand_in.id),
                classes.get(class_id, "") if class_id else "",
                given is not None and given.is_late(graded.handed_in),
            )
        )
    return GradingData(grades, tuple(entries), place)


def progress_of(entries: Iterable[tuple[GradingStatus, RegradeRequest | None]]) -> GradingProgress:
    """Return how many hand-ins are in each state; who is returned is not among the graded."""
    known = tuple(entries)
    states = [status.state for status, _unused in known]
    return GradingProgress(
        total=len(known),
        graded=states.count(GradingState.GRADED),
        returned=states.count(GradingState.RETURNED),
        in_progress=states.count(GradingState.IN_PROGRESS),
        flagged=sum(status.flagged for status, _unused in known),
        requests=sum(bool(r and not r.answered_at) for _unused, r in known),
    )


# -- decide ------------------------------------------------------------------------------------


def decide(
    ports: Ports,
    lesson_id: LessonId,
    grader: Grader,
    label: str,
    requests: Sequence[DecisionRequest],
    seen: Seen,
) -> LoggedDecision | None:
    """Do all of it or nothing; None where everything is so already.

    Raise ChangedMeanwhile if a hand-in is not as it was seen, NotAllowed if somebody else
    is working on it.
    """
    with ports.store.writing() as unit:
        store = _store_of(unit, lesson_id, grader, ports)
        changes = [change for request in requests if (change := store.change(request)) is not None]
        if not changes:
            return None
        decision = LoggedDecision(
            EditId(ports.new_id()), lesson_id, grader.id, ports.now(), label, tuple(changes)
        )
        decision = replace(decision, changes=(*store.open(decision, seen), *changes))
        for change in decision.changes:
            store.apply(change)
        unit.decision_log.append(decision)
        unit.commit()
    return decision


def step(
    ports: Ports, lesson_id: LessonId, grader: Grader, *, undone: bool
) -> LoggedDecision | None:
    """Take back the grader's newest gesture in a lesson, or do the newest undone one again.

    None where there is none. Raise ChangedMeanwhile where the same things were decided anew.
    """
    with ports.store.writing() as unit:
        find = unit.decision_log.last_done if undone else unit.decision_log.next_undone
        decision = find(lesson_id, grader.id)
        if decision is None:
            return None
        changes: Sequence[DecisionChange] = decision.changes
        if undone:
            changes = [change.reversed for change in reversed(changes)]
        store = _store_of(unit, lesson_id, grader, ports)
        for change in changes:
            decided = change.before or change.after
            if decided is not None and not _is_same(store.current(decided), change.before):
                raise ChangedMeanwhile(
                    N_(
                        "“{step}” cannot be undone: the same thing was decided anew since. Nothing "
                        "was changed."
                    )
                    if undone
                    else N_(
                        "“{step}” cannot be done again: the same thing was decided anew since. "
                        "Nothing was changed."
                    ),
                    step=said(decision.label),
                )
        store.reopen(decision)
        for change in changes:
            store.apply(change)
        unit.decision_log.set_undone(decision.id, undone=undone)
        unit.commit()
    return decision


def _is_same(found: Decided | None, expected: Decided | None) -> bool:
    if isinstance(found, GradingStateChange) and isinstance(expected, GradingStateChange):
        return True  # a hand-in that was returned meanwhile can still be decided about
    if isinstance(found, KeyAnnotation) and isinstance(expected, KeyAnnotation):
        expected = replace(expected, accepted=found.accepted)  # earlier versions noted none
    return found == expected


# -- where decisions lie -----------------------------------------------------------------------


def _store_of(unit: UnitOfWork, lesson_id: LessonId, grader: Grader, ports: Ports) -> DecisionStore:
    if grader.is_second:
        return SecondOpinionDecisions(unit, grader, ports)
    return _MainDecisions(unit, lesson_id, grader, ports)


class _MainDecisions:
    """The decisions that count, in their tables."""

    def __init__(self, unit: UnitOfWork, lesson_id: LessonId, grader: Grader, ports: Ports) -> None:
        self._unit = unit
        self._lesson_id = lesson_id
        self._grader = grader
        self._ports = ports
        self._decisions: dict[HandInId, Decisions] = {}

    def current(self, decided: Decided) -> Decided | None:
        """Return what stands now where `decided` belongs."""
        if isinstance(decided, KeyAnnotation):
            return next((k for k in self._key().annotations if k.id == decided.id), None)
        if isinstance(decided, GradingStateChange):
            status = self._status(decided.hand_in_id)
            return GradingStateChange(status.hand_in_id, status.state, status.flagged)
        hand_in_id = decided.hand_in_id
        if hand_in_id not in self._decisions:
            self._decisions.update(self._unit.decisions.of_hand_ins([hand_in_id]))
        return self._decisions[hand_in_id].at(decided)

    def change(self, request: DecisionRequest) -> DecisionChange | None:
        """Return what a request changes, or None where it is so already."""
        current = self.current(request.decided)
        if (
            isinstance(request.decided, Comment)
            and isinstance(current, Comment)
            and not request.is_gone
        ):
            # A comment keeps its id, so that it is replaced and not doubled.
            request = DecisionRequest(replace(request.decided, id=current.id))
        return requested(request, current)

    def open(self, decision: LoggedDecision, seen: Seen) -> Sequence[DecisionChange]:
        """Refuse what was not seen as it is; a hand-in that is touched is in progress."""
        marked = {
            c.hand_in_id
            for c in decision.changes
            if isinstance(c.after, GradingStateChange) and c.hand_in_id is not None
        }
        implied = []
        for hand_in_id in sorted(decision.hand_ins):
            status = self._status(hand_in_id)
            self._check_claim(status)
            if not self._unit.grading.advance(hand_in_id, seen.get(hand_in_id, 0)):
                raise _changed(self._unit, decision, hand_in_id)
            state = _touched(status.state)
            if hand_in_id not in marked and state is not status.state:
                before = GradingStateChange(hand_in_id, status.state, status.flagged)
                implied.append(DecisionChange(before, replace(before, state=state)))
        return implied

    def reopen(self, decision: LoggedDecision) -> None:
        """Count the change, so that whoever sees an older state notices."""
        for hand_in_id in sorted(decision.hand_ins):
            status = self._status(hand_in_id)
            self._check_claim(status)
            self._unit.grading.advance(hand_in_id, status.revision)
            if status.state is GradingState.RETURNED:
                # What the student holds is no longer so, and has to go back again.
                self._unit.grading.put_state(hand_in_id, _touched(status.state))

    def apply(self, change: DecisionChange) -> None:
        """Put down what comes after."""
        decided = change.after or change.before
        if isinstance(decided, KeyAnnotation):
            self._unit.lessons.put_key(self._lesson_id, self._key_with(decided, change))
        elif isinstance(decided, GradingStateChange):
            if isinstance(change.after, GradingStateChange):
                self._unit.grading.put_state(decided.hand_in_id, change.after.state)
                self._unit.grading.put_flag(decided.hand_in_id, flagged=change.after.flagged)
        elif decided is not None:
            self._decisions.pop(decided.hand_in_id, None)
            if change.after is None:
                self._unit.decisions.remove(decided)
            else:
                self._unit.decisions.put(decided)

    def _status(self, hand_in_id: HandInId) -> GradingStatus:
        return self._unit.grading.statuses([hand_in_id])[hand_in_id]

    def _check_claim(self, status: GradingStatus) -> None:
        other = status.claimant(self._grader.name, self._ports.now())
        if other:
            raise NotAllowed(
                "{other} is working on this hand-in now. Nothing was changed. Go on "
                "with another one, or take it over.",
                other=other,
            )

    def _key_with(self, decided: KeyAnnotation, change: DecisionChange) -> AnswerKey:
        key, lesson = self._key(), self._unit.lessons.find(self._lesson_id)
        others = tuple(k for k in key.annotations if k.id != decided.id)
        key = replace(key, annotations=others)
        if lesson is None or not isinstance(change.after, KeyAnnotation):
            return key
        return key_with_answer(lesson, key, change.after)

    def _key(self) -> AnswerKey:
        key = self._unit.lessons.key_to_change(self._lesson_id)
        if key is None:
            raise UnknownThing("The lesson's answer key is not on this machine any more.")
        return key


def _touched(state: GradingState) -> GradingState:
    """Return the state of a hand-in that was just decided about."""
    if state is GradingState.NOT_GRADED:
        return GradingState.IN_PROGRESS
    return GradingState.GRADED if state is GradingState.RETURNED else state


def _changed(unit: UnitOfWork, decision: LoggedDecision, hand_in_id: HandInId) -> ChangedMeanwhile:
    """Return the refusal that says who decided what since the hand-in was read here."""
    log = unit.decision_log.of_lesson(decision.lesson_id, hand_in_id)
    if not log:
        return ChangedMeanwhile(
            "This hand-in has changed since you opened it. Your last step was not stored; "
            "everything before it is. The hand-in is shown as it is now: decide again."
        )
    newest = log[-1]
    return ChangedMeanwhile(
        "This hand-in has changed since you opened it: “{step}” by {colleague} at {time}. Your "
        "last step was not stored; everything before it is. The hand-in is shown as it is now: "
        "decide again.",
        step=said(newest.label),
        colleague=newest.author_id.removeprefix("teacher:"),
        time=clock(newest.at),
    )


# -- claims, places, returning -----------------------------------------------------------------


def move_to(
    ports: Ports, place: GradingPosition, grader: Grader, left: HandInId | None = None
) -> GradingStatus | None:
    """Remember the place, let go of the hand-in that was left and claim the one come to.

    Return the status of the hand-in come to; it names somebody else who works on it.
    """
    with ports.store.writing() as unit:
        unit.grading.put_place(place)
        status = None
        if not grader.is_second:
            if left is not None and left != place.hand_in_id:
                unit.grading.release(left, grader.name)
            if place.hand_in_id is not None:
                status = _claimed(ports, unit, place.hand_in_id, grader)
        unit.commit()
    return status


def take_over(ports: Ports, hand_in_id: HandInId, grader: Grader) -> GradingStatus:
    """Claim a hand-in that somebody else works on; what they decide from now on is refused."""
    with ports.store.writing() as unit:
        unit.grading.claim(hand_in_id, grader.name, ports.now())
        status = unit.grading.statuses([hand_in_id])[hand_in_id]
        unit.commit()
    return status


def let_go(ports: Ports, hand_in_id: HandInId, grader: Grader) -> None:
    """Give up the claim on a hand-in; one that is another grader's stays."""
    with ports.store.writing() as unit:
        unit.grading.release(hand_in_id, grader.name)
        unit.commit()


def _claimed(ports: Ports, unit: UnitOfWork, hand_in_id: HandInId, grader: Grader) -> GradingStatus:
    status = unit.grading.statuses([hand_in_id])[hand_in_id]
    if status.claimant(grader.name, ports.now()):
        return status
    unit.grading.claim(hand_in_id, grader.name, ports.now())
    return unit.grading.statuses([hand_in_id])[hand_in_id]


def answer_request(ports: Ports, request: RegradeRequest, answer: str) -> RegradeRequest:
    """Answer a student's request; without words it waits again.

    Work that was returned has to go back once more, with the answer. Raise ChangedMeanwhile
    if the student has asked anew since the request was read.
    """
    said = answer.strip()
    answered = replace(request, answer=said, answered_at=ports.now() if said else None)
    with ports.store.writing() as unit:
        if not unit.grading.answer_request(answered):
            raise ChangedMeanwhile(
                "The student has asked anew since you opened this request. Your answer was not "
                "stored. Open the hand-in again and answer the newer request."
            )
        status = unit.grading.statuses([request.hand_in_id])[request.hand_in_id]
        if status.state is GradingState.RETURNED:
            unit.grading.put_state(request.hand_in_id, GradingState.GRADED)
        unit.commit()
    return answered


# -- what waits --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LessonToGrade:
    """A lesson with hand-ins, and how far they are."""

    lesson: Lesson
    progress: GradingProgress
    has_key: bool


def lessons_to_grade(ports: Ports) -> tuple[LessonToGrade, ...]:
    """Return the lessons with collected hand-ins, those with most to do first."""
    found = []
    with ports.store.reading() as unit:
        for lesson in unit.lessons.all():
            stored = unit.hand_ins.of_lesson(lesson.id)
            owners = Owners.of_lesson(unit, lesson.id)
            ids = [one.stored.hand_in.id for one in counted_attempts(stored, owners)]
            if not ids:
                continue
            statuses, requests = unit.grading.statuses(ids), unit.grading.requests(ids)
            progress = progress_of((statuses[one], requests.get(one)) for one in ids)
            has_key = unit.lessons.find_key(lesson.id) is not None
            found.append(LessonToGrade(lesson, progress, has_key))
    return tuple(
        sorted(found, key=lambda one: (one.progress.done == one.progress.total, one.lesson.title))
    )
