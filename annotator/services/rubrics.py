"""Questions, rubric and points of a lesson: each function returns the draft a change makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import CategoryId, CriterionId, QuestionId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import Criterion, Lesson, Level, Question, Standard
from annotator.domain.notes import checked_note
from annotator.services.schemes import free_id, moved, put_in
from annotator.translation import N_, _

FEWEST_LINES, MOST_LINES = 1, 60
MOST_QUESTIONS = 50
MOST_CRITERIA = 50
MOST_LEVELS = 10
MOST_POINTS = 1000.0
FEWEST_MINUTES, MOST_MINUTES = 1, 1000
NEW_QUESTION = N_("New question")
NEW_CRITERION = N_("New criterion")
_LEVELS = (Level("Full", 2), Level("Part", 1), Level("None", 0))


@dataclass(frozen=True, slots=True)
class RubricPreset:
    """A rubric to begin with."""

    id: str
    name: str
    description: str
    criteria: tuple[Criterion, ...]

    @property
    def maximum(self) -> float:
        """Return the points of the best work."""
        return sum(criterion.maximum for criterion in self.criteria)


class ReadyQuestion(NamedTuple):
    """A question to take in as it is, with the few words that it is chosen by."""

    name: str
    question: Question


def with_lesson(draft: LessonDraft, lesson: Lesson) -> LessonDraft:
    """Return the draft with another state of its lesson."""
    return replace(draft, lesson=lesson)


# -- questions ---------------------------------------------------------------------


def added_question(draft: LessonDraft) -> tuple[LessonDraft, QuestionId]:
    """Return the draft with one more question at the end."""
    made = QuestionId(free_id("question", (question.id for question in draft.lesson.questions)))
    return with_question(draft, Question(made, _(NEW_QUESTION))), made


def with_question(draft: LessonDraft, question: Question) -> LessonDraft:
    """Return the draft with a question at the end that it does not have yet."""
    questions = draft.lesson.questions
    if len(questions) >= MOST_QUESTIONS:
        raise NotAllowed(
            "A lesson has {most_questions} questions at most.", most_questions=MOST_QUESTIONS
        )
    return with_lesson(draft, replace(draft.lesson, questions=(*questions, question)))


def changed_question(draft: LessonDraft, question: Question) -> LessonDraft:
    """Return the draft with a question in place of the one with its id."""
    prompt = checked_note(question.prompt).strip()
    if not prompt:
        raise NotAllowed("A question needs words. Write it, or remove the question.")
    if not FEWEST_LINES <= question.lines <= MOST_LINES:
        raise NotAllowed(
            "An answer has {fewest_lines} to {most_lines} lines.",
            fewest_lines=FEWEST_LINES,
            most_lines=MOST_LINES,
        )
    known = {article.id for article in draft.lesson.articles}
    article = question.article_id if question.article_id in known else None
    checked = replace(question, prompt=prompt, article_id=article)
    questions = put_in(draft.lesson.questions, checked)
    return with_lesson(draft, replace(draft.lesson, questions=questions))


def removed_question(draft: LessonDraft, question_id: QuestionId) -> LessonDraft:
    """Return the draft without a question; a criterion on it grades the whole work then."""
    lesson = draft.lesson
    work = lesson.required_work
    changed = replace(
        lesson,
        questions=tuple(q for q in lesson.questions if q.id != question_id),
        criteria=tuple(
            replace(c, question_id=None) if c.question_id == question_id else c
            for c in lesson.criteria
        ),
        required_work=replace(work, questions=work.questions - {question_id}),
    )
    return with_lesson(draft, changed)


def moved_question(draft: LessonDraft, question_id: QuestionId, step: int) -> LessonDraft:
    """Return the draft with a question so many places later, or earlier below 0."""
    questions = moved(draft.lesson.questions, question_id, step)
    return with_lesson(draft, replace(draft.lesson, questions=questions))


def with_question_asked(lesson: Lesson, question_id: QuestionId, *, asked: bool) -> Lesson:
    """Return the lesson whose hand-in should have an answer to a question, or need not."""
    others = lesson.required_work.questions - {question_id}
    questions = others | {question_id} if asked else others
    return replace(lesson, required_work=replace(lesson.required_work, questions=questions))


# -- the rubric --------------------------------------------------------------------


def added_criterion(draft: LessonDraft) -> tuple[LessonDraft, CriterionId]:
    """Return the draft with one more criterion, of the levels that the last one has."""
    criteria = draft.lesson.criteria
    if len(criteria) >= MOST_CRITERIA:
        raise NotAllowed(
            "A rubric has {most_criteria} criteria at most.", most_criteria=MOST_CRITERIA
        )
    made = CriterionId(free_id("criterion", (criterion.id for criterion in criteria)))
    like = criteria[-1].levels if criteria else _LEVELS
    levels = tuple(replace(level, description="") for level in like)
    new = Criterion(made, _(NEW_CRITERION), levels)
    return with_lesson(draft, replace(draft.lesson, criteria=(*criteria, new))), made


def changed_criterion(draft: LessonDraft, criterion: Criterion) -> LessonDraft:
    """Return the draft with a criterion in place of the one with its id."""
    name = " ".join(criterion.name.split())
    if not name:
        raise NotAllowed("A criterion needs a name. Write one, or remove the criterion.")
    if not 1 <= len(criterion.levels) <= MOST_LEVELS:
        raise NotAllowed("A criterion has 1 to {most_levels} levels.", most_levels=MOST_LEVELS)
    levels = tuple(_checked_level(level) for level in criterion.levels)
    known = {question.id for question in draft.lesson.questions}
    question = criterion.question_id if criterion.question_id in known else None
    checked = replace(criterion, name=name, levels=levels, question_id=question)
    criteria = put_in(draft.lesson.criteria, checked)
    return with_lesson(draft, replace(draft.lesson, criteria=criteria))


def _checked_level(level: Level) -> Level:
    name = " ".join(level.name.split())
    if not name:
        raise NotAllowed("A level needs a name, such as Full or Developing.")
    if not 0 <= level.points <= MOST_POINTS:
        raise NotAllowed("A level has 0 to {most_points:g} points.", most_points=MOST_POINTS)
    return Level(name, level.points, checked_note(level.description).strip())


def removed_criterion(draft: LessonDraft, criterion_id: CriterionId) -> LessonDraft:
    """Return the draft without a criterion."""
    criteria = tuple(c for c in draft.lesson.criteria if c.id != criterion_id)
    return with_lesson(draft, replace(draft.lesson, criteria=criteria))


def moved_criterion(draft: LessonDraft, criterion_id: CriterionId, step: int) -> LessonDraft:
    """Return the draft with a criterion so many places later, or earlier below 0."""
    criteria = moved(draft.lesson.criteria, criterion_id, step)
    return with_lesson(draft, replace(draft.lesson, criteria=criteria))


def with_level(criterion: Criterion) -> Criterion:
    """Return the criterion with one more level below the others."""
    if len(criterion.levels) >= MOST_LEVELS:
        raise NotAllowed("A criterion has {most_levels} levels at most.", most_levels=MOST_LEVELS)
    lowest = min((level.points for level in criterion.levels), default=1.0)
    names = {level.name for level in criterion.levels}
    number = len(criterion.levels) + 1
    while (name := _("Level {number}", number=number)) in names:
        number += 1
    made = Level(name, max(0.0, lowest - 1))
    return replace(criterion, levels=(*criterion.levels, made))


def without_level(criterion: Criterion, number: int) -> Criterion:
    """Return the criterion without one level, counted from 0; the last one stays."""
    if len(criterion.levels) < 2:
        raise NotAllowed("A criterion needs at least one level.")
    levels = (*criterion.levels[:number], *criterion.levels[number + 1 :])
    return replace(criterion, levels=levels)


def with_preset(draft: LessonDraft, preset: RubricPreset) -> LessonDraft:
    """Return the draft with the rubric of a preset in place of its own."""
    return with_lesson(draft, replace(draft.lesson, criteria=preset.criteria))


# -- points ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CategoryPoints:
    """What the keys of one category are worth."""

    category_id: CategoryId
    weight: float
    required: int
    points: float


@dataclass(frozen=True, slots=True)
class PointsSum:
    """What the best work gets, and for what; `counted` are the points of the keys that count.

    Where students work on some of the articles, they are between two numbers.
    """

    categories: tuple[CategoryPoints, ...]
    rubric: float
    counted: tuple[float, float]

    @property
    def keys(self) -> float:
        """Return the points of all required keys."""
        return sum(each.points for each in self.categories)

    @property
    def maximum(self) -> tuple[float, float]:
        """Return the least and the most points that the best work of a student can get."""
        least, most = self.counted
        return round(least + self.rubric, 2), round(most + self.rubric, 2)


def points_of(draft: LessonDraft) -> PointsSum:
    """Return what the best work on a draft gets: required keys and the rubric."""
    lesson = draft.lesson
    required = [each for each in draft.key.annotations if each.status is KeyStatus.REQUIRED]
    rows = []
    for category in lesson.scheme.scored:
        mine = [each.weight for each in required if each.category_id == category.id]
        weight = lesson.weight_of(category)
        rows.append(CategoryPoints(category.id, weight, len(mine), round(sum(mine), 2)))
    rubric = sum(criterion.maximum for criterion in lesson.criteria)
    return PointsSum(tuple(rows), rubric, _counted(lesson, required))


def _counted(lesson: Lesson, required: Sequence[KeyAnnotation]) -> tuple[float, float]:
    """Return the least and the most that the keys of the articles asked for are worth."""
    worth = {article.id: 0.0 for article in lesson.articles}
    for each in required:
        if each.article_id in worth:
            worth[each.article_id] += each.weight
    sums = []
    for portion in lesson.portions():
        sizes = sorted(worth[one] for one in portion.articles)
        sums += [sum(sizes[: portion.least]), sum(sizes[len(sizes) - portion.least :])]
    return min(sums), max(sums)


def with_weight(draft: LessonDraft, category_id: CategoryId, weight: float) -> LessonDraft:
    """Return the draft with another usual weight of a category.

    Keys that have the usual weight get the new one; a weight of its own stays.
    """
    if not 0 <= weight <= MOST_POINTS:
        raise NotAllowed(
            "A weight lies between 0 and {most_points:g} points.", most_points=MOST_POINTS
        )
    lesson = draft.lesson
    before = lesson.weight_of(lesson.scheme.category(category_id))
    annotations = tuple(
        replace(each, weight=weight)
        if each.category_id == category_id and each.weight == before
        else each
        for each in draft.key.annotations
    )
    changed = replace(lesson, weights={**lesson.weights, category_id: weight})
    return replace(draft, lesson=changed, key=replace(draft.key, annotations=annotations))


# -- what the lesson serves ------------------------------------------------------------


def with_standard(lesson: Lesson, standard: Standard, *, on: bool) -> Lesson:
    """Return the lesson tagged with a standard, or not; the tags keep their order."""
    others = tuple(s for s in lesson.standards if (s.set, s.code) != (standard.set, standard.code))
    return replace(lesson, standards=(*others, standard) if on else others)


def found_standards(standards: Iterable[Standard], words: str) -> tuple[Standard, ...]:
    """Return the standards that have every typed word in set, code or text."""
    wanted = words.casefold().split()

    def holds(standard: Standard) -> bool:
        text = f"{standard.set} {standard.code} {standard.text}".casefold()
        return all(word in text for word in wanted)

    return tuple(standard for standard in standards if holds(standard))


def with_frame(lesson: Lesson, *, level: str, minutes: int) -> Lesson:
    """Return the lesson for another level of students and another time."""
    minutes = min(max(FEWEST_MINUTES, minutes), MOST_MINUTES)
    return replace(lesson, level=" ".join(level.split()), minutes=minutes)
