"""Keep lessons on this machine, open them, and say how far somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotations import Annotation, Answer, Workspace
from annotator.domain.errors import AnotherTeacher, ChangedMeanwhile, NotAllowed, UnknownThing
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.identifiers import KeyId, LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.scoring.budgets import with_rules
from annotator.services.accepting import handed_in, with_accepted, without_borrowed_words
from annotator.services.lesson_entries import LessonEntry, LessonSummary, Progress
from annotator.services.ports import Ports, ReadingPlace, UnitOfWork
from annotator.services.reanchoring import (
    carried_over,
    carried_over_key,
    carried_over_link,
    placed,
    with_known_ids,
)
from annotator.services.signing_in import workspace_of
from annotator.translation import _


@dataclass(frozen=True, slots=True)
class Installed:
    """A lesson that was installed, and what that did to the work that was here on it."""

    lesson: Lesson
    moved: int = 0
    unplaced: int = 0
    #: The version that was offered, where a newer one is here and stays.
    older: int = 0

    @property
    def news(self) -> str:
        """Return what a person should know, in sentences; empty where nothing happened."""
        if self.older:
            return _(
                "The file has version {older}. Version {version} is here, and it "
                "stays, with all work on it.",
                older=self.older,
                version=self.lesson.version,
            )
        if not (self.moved or self.unplaced):
            return ""
        return _(
            "Its texts changed: {moved} annotations of this room moved with their "
            "words, {unplaced} have no place in it now. Those are kept and listed.",
            moved=self.moved,
            unplaced=self.unplaced,
        )


def install_lesson(
    ports: Ports,
    lesson: Lesson,
    key: AnswerKey | None = None,
    *,
    own_seal: bytes = b"",
    is_source: bool = False,
    seen: frozenset[KeyId] | None = None,
    follows: int | None = None,
    accepts_teacher: bool = False,
) -> Installed:
    """Store a lesson, and its key where this machine is a teacher's; equal ones cost no write.

    Work on an earlier version is carried over to changed articles by its quotations, in the
    same transaction. `own_seal` is the public key of this machine's teacher, `is_source` tells
    that the lesson is a folder, which names no teacher; `seen` are the accepted answers that
    the author of the key knew, so that one taken out stays out. Raise NotAllowed rather than
    replace a lesson that hands in to one teacher by one that hands in to nobody, and
    AnotherTeacher where it hands in to another, unless somebody `accepts_teacher`,
    and ChangedMeanwhile where a version newer than `follows`, which this one corrects, is here.
    An earlier version never replaces a later one: that is returned, and nothing is changed.
    """
    arrived = _Arrival(lesson, key, own_seal, is_source, seen, accepts_teacher)
    with ports.store.reading() as unit:
        plan = _Plan.of(unit, arrived)
    refuse_overtaken(plan.known, follows)
    if not plan.is_needed:
        return Installed(plan.lesson, older=plan.older)
    with ports.store.writing() as unit:
        plan = _Plan.of(unit, arrived)
        # Looked at once more: a colleague may have been quicker.
        refuse_overtaken(plan.known, follows)
        unit.lessons.put(plan.lesson)
        if plan.key is not None:
            unit.lessons.put_key(lesson.id, plan.key)
        moved, unplaced = _carry_work(unit, plan.lesson) if plan.changes_texts else (0, 0)
        unit.commit()
    return Installed(plan.lesson, moved, unplaced, plan.older)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """What is to be installed, and for whom."""

    lesson: Lesson
    key: AnswerKey | None
    own_seal: bytes
    is_source: bool
    #: The accepted answers that the author of the key knew.
    seen: frozenset[KeyId] | None
    #: Somebody was asked whether another teacher's lesson may take the place of this one.
    accepts_teacher: bool = False

    def sealed_like(self, known: Lesson) -> Lesson:
        """Return the lesson as it may take the place of a known one; raise NotAllowed if not."""
        ours = (known.public_key, self.own_seal or known.public_key)
        if not known.public_key or self.lesson.public_key in ours:
            return self.lesson
        sealed = replace(self.lesson, public_key=known.public_key)
        is_mine = self.is_source and known.public_key == self.own_seal
        if not self.lesson.public_key and (is_mine or sealed == known):
            return sealed  # hand-ins stay sealed to the one who packed the lesson
        is_own = known.public_key == self.own_seal
        if is_own or not self.lesson.public_key:
            raise NotAllowed(_stranger(known, is_own=is_own))
        if not self.accepts_teacher:
            raise AnotherTeacher(_stranger(known, is_own=False))
        return self.lesson


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is here of a lesson, and what is to take its place."""

    known: Lesson | None
    known_key: AnswerKey | None
    lesson: Lesson
    key: AnswerKey | None
    #: The version that arrived, where it is earlier than what is here.
    older: int = 0

    @classmethod
    def of(cls, unit: UnitOfWork, arrived: _Arrival) -> _Plan:
        """Return the plan to install a lesson; raise NotAllowed if it is a stranger's."""
        lesson, key = arrived.lesson, arrived.key
        known, known_key = unit.lessons.find(lesson.id), unit.lessons.find_key(lesson.id)
        if known is None:
            return cls(None, None, lesson, key)
        lesson = arrived.sealed_like(known)
        if _is_older(arrived.lesson, known):
            return cls(known, known_key, known, None, lesson.version)
        if known_key is not None:
            if unit.hand_ins.counts().get(lesson.id):
                # What was graded keeps its grades; only a teacher changes the rules, and sees what
                # that does.
                lesson = with_rules(lesson, known.credit_rules, key or known_key)
            carried = carried_over_key(known, lesson, known_key)
            key = carried if key is None else _next_key(unit, carried, lesson, key, arrived.seen)
        return cls(known, known_key, lesson, key)

    @property
    def is_needed(self) -> bool:
        """Return whether anything would change."""
        return self.known != self.lesson or (self.key is not None and self.key != self.known_key)

    @property
    def changes_texts(self) -> bool:
        """Return whether an article has another text than before, or is there again."""
        if self.known is None:
            return False
        before = {(article.id, article.hash) for article in self.known.articles}
        return any((article.id, article.hash) not in before for article in self.lesson.articles)


def _is_older(lesson: Lesson, known: Lesson) -> bool:
    """Return whether an earlier version of the known lesson is offered.

    The first that is sealed, and the first from another teacher, has numbers of its own.
    """
    is_same_line = lesson.public_key in (b"", known.public_key)
    return is_same_line and lesson.version < known.version


def _stranger(known: Lesson, *, is_own: bool) -> str:
    """Return the sentence for a lesson that another teacher made, or that names none."""
    if is_own:
        return _(
            "Your own lesson “{known}” is here already, and this one of the same name "
            "is not from you: it is another teacher's, or it names no teacher. Nothing "
            "was changed. To use both, unpack this one, give it another slug in "
            "lesson.toml and pack it again.",
            known=known.id,
        )
    return _(
        "“{title}” is here already, from another teacher. This file is not from that "
        "teacher, so it was not used. Your work is kept, and hand-ins still go to the "
        "first teacher. Ask your teacher for the right file; a lesson of another "
        "teacher needs a name of its own.",
        title=known.title,
    )


def refuse_overtaken(known: Lesson | None, follows: int | None) -> None:
    """Raise ChangedMeanwhile where a version newer than the one to be corrected is here."""
    if known is not None and follows is not None and known.version > follows:
        raise ChangedMeanwhile(
            "Version {version} of “{title}” was published in another window or by a "
            "colleague since you opened this lesson. Nothing was changed. Make a copy "
            "of this lesson if you need it, then open the newer version and correct "
            "that.",
            version=known.version,
            title=known.title,
        )


def _next_key(
    unit: UnitOfWork,
    known: AnswerKey,
    lesson: Lesson,
    key: AnswerKey,
    seen: frozenset[KeyId] | None,
) -> AnswerKey:
    """Return the key that follows the known one, with what the teacher decided on it."""
    key = with_known_ids(known, key)
    if seen is None:  # from a file, which an earlier version may have written
        key = without_borrowed_words(key, handed_in(unit, lesson))
    return with_accepted(known, key, seen)


def _carry_work(unit: UnitOfWork, lesson: Lesson) -> tuple[int, int]:
    """Move everybody's work to its words; return how many annotations moved and have no place."""
    moved = unplaced = 0
    for workspace in unit.work.workspaces(lesson.id):
        before = unit.work.annotations(workspace)
        after = carried_over(lesson, before)
        changed = [now for was, now in zip(before, after, strict=True) if now is not was]
        for annotation in changed:
            unit.work.put(workspace, annotation)
        for link in unit.work.links(workspace):
            unit.work.put(workspace, carried_over_link(lesson, link))
        moved += len(changed)
        unplaced += len(placed(lesson, after)[1])
    return moved, unplaced


def open_lesson(ports: Ports, lesson_id: LessonId) -> Lesson:
    """Return a lesson of this machine; raise UnknownThing if it is not here."""
    with ports.store.reading() as unit:
        lesson = unit.lessons.find(lesson_id)
        known = ", ".join(each.id for each in unit.lessons.all()) if lesson is None else ""
    if lesson is None:
        raise UnknownThing(
            "There is no lesson “{lesson_id}” here. Known are: {known}.",
            lesson_id=lesson_id,
            known=known or _("none"),
        )
    return lesson


def progress_of(
    lesson: Lesson,
    annotations: Sequence[Annotation],
    answers: Sequence[Answer],
    handed_in: HandIn | None = None,
    *,
    group: str = "",
) -> Progress:
    """Return how far this work is in what a student of a group is asked for."""
    begun = frozenset(annotation.article_id for annotation in annotations)
    answered = {answer.question_id for answer in answers if answer.text.strip()}
    portion = lesson.portion(group, begun)
    questions = lesson.questions_of(portion)
    return Progress(
        articles_begun=portion.least - portion.missing(begun),
        articles=portion.least,
        answered=sum(question.id in answered for question in questions),
        questions=len(questions),
        annotations=len(annotations),
        handed_in=handed_in,
    )


def list_lessons(ports: Ports, student: Student | None) -> tuple[LessonEntry, ...]:
    """Return the lessons with the student's progress; what was open last comes first.

    What the teacher put away is left out.
    """
    with ports.store.reading() as unit:
        places = unit.work.places()
        away = unit.lessons.archived()
        shown = [lesson for lesson in unit.lessons.all() if lesson.id not in away]
        entries = [_entry(unit, lesson, student, places) for lesson in shown]
    opened = [entry for entry in entries if entry.place is not None]
    order = {place.workspace.lesson_id: n for n, place in reversed(list(enumerate(places)))}
    opened.sort(key=lambda entry: order[entry.lesson.id])
    return (*opened, *(entry for entry in entries if entry.place is None))


def _entry(
    unit: UnitOfWork, lesson: Lesson, student: Student | None, places: Sequence[ReadingPlace]
) -> LessonEntry:
    if student is None:
        return LessonEntry.untouched(LessonSummary.of(lesson))
    workspace = workspace_of(student, lesson.id)
    place = next((p for p in places if p.workspace == workspace), None)
    mine = (stored.hand_in for stored in unit.hand_ins.of_student(lesson.id, student.name))
    last = max(mine, key=lambda made: (made.attempt, made.handed_in), default=None)
    annotations, _unused = placed(lesson, unit.work.annotations(workspace))
    group = place.reading_group if place else ""
    answers = unit.work.answers(workspace)
    progress = progress_of(lesson, annotations, answers, last, group=group)
    return LessonEntry(LessonSummary.of(lesson), progress, place)


def group_of(unit: UnitOfWork, workspace: Workspace) -> str:
    """Return the reading group that an author chose in a lesson, or nothing."""
    return next((p.reading_group for p in unit.work.places() if p.workspace == workspace), "")


def choose_group(ports: Ports, workspace: Workspace, group: str) -> ReadingPlace:
    """Store in which reading group an author is; where the author left off stays as it is."""
    with ports.store.writing() as unit:
        known = (place for place in unit.work.places() if place.workspace == workspace)
        place = next(known, None) or ReadingPlace(workspace, ports.now())
        chosen = replace(place, reading_group=group)
        unit.work.put_place(chosen)
        unit.commit()
    return chosen


def remember_place(ports: Ports, place: ReadingPlace) -> None:
    """Store where an author left off."""
    with ports.store.writing() as unit:
        unit.work.put_place(place)
        unit.commit()
