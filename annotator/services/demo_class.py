"""A fictional class that works on a lesson through the same services as people do.

Students are codes, not names. What each one sees, misses and mistakes is drawn from a
seed: the same seed gives the same class.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.annotating import Add, Note
from annotator.domain.annotations import Annotation, Answer
from annotator.domain.errors import NotAllowed
from annotator.domain.grading import CriterionScore
from annotator.domain.hand_ins import Student
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import TEACHER
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Criterion, Lesson
from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.services.annotating import annotate, write_answer
from annotator.services.grading import grade_class
from annotator.services.handing_in import Receipt, hand_in
from annotator.services.jobs import Job
from annotator.services.ports import Ports
from annotator.services.signing_in import sign_in, workspace_of

#: What fictional students write; plain sentences of the kind a class hands in.
_REASONS = (
    "This word judges instead of telling what happened.",
    "It makes me feel something before I know the facts.",
    "A neutral word would say the same.",
    "The text does not say who said this.",
    "Who counted? There is no source.",
    "This is a guess about the future.",
    "Nobody can know what he was thinking.",
    "The other articles use a calmer word here.",
)
#: What they answer to the first question, the second and the third, and so on in turn.
_ANSWERS = (
    (
        "All say that a vehicle drove into people in the street and that there was tear gas.",
        "They agree on the place and the day, but not on the numbers.",
        "All have the video of three minutes, the soldiers near the base and Leopoldo López.",
    ),
    (
        "They name the people in the street differently: “civilians” makes me feel sorry for them, "
        "“mob” makes them sound dangerous.",
        "The first and the third article differ most. I trust the one that says where it knows it "
        "from.",
        "One says “demonstrators” and one says “rioters”. The second word made me take the side of "
        "the guards.",
    ),
    (
        "A vehicle of the National Guard drove into a group of people. It is not clear who drove.",
        "I would write: “An armoured vehicle hit people in a crowd; who gave the order is not "
        "known.”",
        "Guaidó called on the army to help him. Most of the soldiers stayed where they were.",
    ),
)


@dataclass(frozen=True, slots=True)
class Skill:
    """How well a fictional student reads, each between 0 and 1."""

    finding: float
    labelling: float
    precision: float
    diligence: float


@dataclass(frozen=True, slots=True)
class PlayedStudent:
    """A fictional student with the receipt of the hand-in."""

    student: Student
    receipt: Receipt


def play_class(
    ports: Ports,
    lesson: Lesson,
    key: AnswerKey,
    folder: Path,
    *,
    students: int,
    seed: int,
    job: Job | None = None,
) -> tuple[PlayedStudent, ...]:
    """Let fictional students annotate the lesson, answer and hand in to `folder`."""
    job = job or Job()
    played = []
    for number in range(1, students + 1):
        dice = random.Random(f"{seed}/{number}")  # noqa: S311 - a play, not a secret
        student = sign_in(ports, f"7B-{number:02}")
        _Reader(ports, lesson, student, _skill(dice), dice).work(key)
        played.append(PlayedStudent(student, hand_in(ports, lesson, student, folder)))
        job.progress(number, students)
    return tuple(played)


def play_teacher(ports: Ports, lesson: Lesson, seed: int) -> None:
    """Give rubric points to every hand-in, as a teacher would who reads the answers."""
    grades = grade_class(ports, lesson.id)
    with ports.store.writing() as unit:
        for entry in grades.graded:
            dice = random.Random(f"{seed}/teacher/{entry.hand_in.student_name}")  # noqa: S311
            reached = entry.score.points / entry.score.maximum if entry.score.maximum else 0.0
            for criterion in lesson.criteria:
                points = _level_points(criterion, reached, entry.hand_in.answers, dice)
                unit.decisions.put(
                    CriterionScore(entry.hand_in.id, criterion.id, points, TEACHER, ports.now())
                )
        unit.commit()


def _level_points(
    criterion: Criterion, reached: float, answers: Sequence[Answer], dice: random.Random
) -> float:
    answered = {answer.question_id for answer in answers}
    if criterion.question_id is not None and criterion.question_id not in answered:
        return min((level.points for level in criterion.levels), default=0.0)
    wanted = criterion.maximum * min(1.0, max(0.0, reached + dice.uniform(-0.15, 0.3)))
    return min((level.points for level in criterion.levels), key=lambda p: abs(p - wanted))


def _skill(dice: random.Random) -> Skill:
    general = min(0.97, max(0.12, dice.gauss(0.62, 0.2)))
    finding, labelling, precision, diligence = (
        min(1.0, max(0.05, dice.gauss(general, spread))) for spread in (0.08, 0.06, 0.15, 0.2)
    )
    return Skill(finding, labelling, precision, diligence)


@dataclass
class _Reader:
    """A fictional student at work on a lesson; `mine` is what stands in the article being read."""

    ports: Ports
    lesson: Lesson
    student: Student
    skill: Skill
    dice: random.Random
    mine: list[Annotation] = field(default_factory=list)

    def work(self, key: AnswerKey) -> None:
        """Read as many articles as are asked for, or more, then answer."""
        for article in self._chosen():
            self.mine = []
            for expected in key.for_article(article.id):
                self._meet(article, expected)
            for _ in range(self.dice.randint(0, round(5 * (1.2 - self.skill.precision)))):
                self._mark_something(article)
        workspace = workspace_of(self.student, self.lesson.id)
        answers: list[Answer] = []
        for number, question in enumerate(self.lesson.questions):
            if self.dice.random() < 0.35 + 0.65 * self.skill.diligence:
                said = self.dice.choice(_ANSWERS[number % len(_ANSWERS)])
                edit = write_answer(self.ports, self.lesson, workspace, answers, question.id, said)
                answers += [c.after for c in _changes(edit) if isinstance(c.after, Answer)]

    def _chosen(self) -> list[Article]:
        """Return the articles that this student reads, in their order."""
        articles = self.lesson.articles
        least = min(self.lesson.asked.at_least or len(articles), len(articles))
        number = self.dice.choice([least, least, *range(least, len(articles) + 1)])
        return [articles[at] for at in sorted(self.dice.sample(range(len(articles)), number))]

    def _meet(self, article: Article, expected: KeyAnnotation) -> None:
        """Come across one expected annotation and find it, mistake it or miss it."""
        category, dice, skill = self._category(expected), self.dice, self.skill
        if category.is_sentence:
            if dice.random() < 0.5 + 0.5 * skill.diligence:
                right = dice.random() < 0.45 + 0.55 * skill.labelling
                rivals = self.lesson.scheme.rivals(category)
                chosen = category if right or not rivals else dice.choice(rivals)
                self._add(article, chosen, expected.span, Note())
            return
        chance = {KeyStatus.REQUIRED: 0.9, KeyStatus.OPTIONAL: 0.6, KeyStatus.TRAP: 0.0}
        noticed = chance[expected.status] * skill.finding
        if expected.status is KeyStatus.TRAP:
            noticed = 0.6 * (1 - skill.labelling)
        if dice.random() >= noticed:
            return
        others = [
            each
            for each in self.lesson.scheme.categories
            if each.unit is category.unit and each != category
        ]
        chosen = category
        if others and dice.random() > 0.6 + 0.4 * skill.labelling:
            chosen = dice.choice(others)
        span = dice.choice(expected.wordings).span
        if dice.random() > skill.precision:
            span = self._loose(article, span)
        self._add(article, chosen, span, self._note(chosen, expected))

    def _category(self, expected: KeyAnnotation) -> Category:
        return self.lesson.scheme.category(expected.category_id)

    def _note(self, category: Category, expected: KeyAnnotation) -> Note:
        if self.dice.random() > self.skill.diligence + 0.25:
            return Note()
        technique = expected.technique_id if self.dice.random() < self.skill.labelling else None
        if technique is None and category.techniques:
            technique = self.dice.choice(category.techniques).id
        return Note(technique, self.dice.choice(_REASONS))

    def _mark_something(self, article: Article) -> None:
        """Annotate some words that nobody expects."""
        tokens = words(article.body)
        categories = [c for c in self.lesson.scheme.categories if not c.is_sentence]
        if not tokens or not categories:
            return
        first = self.dice.randrange(len(tokens))
        last = min(len(tokens) - 1, first + self.dice.randint(0, 6))
        span = Span(tokens[first].start, tokens[last].end)
        if "\n" in span.of(article.body):
            return
        note = Note(None, self.dice.choice(_REASONS))
        self._add(article, self.dice.choice(categories), span, note)

    def _loose(self, article: Article, span: Span) -> Span:
        """Return the span with edges that miss by some words."""
        tokens = words(article.body)
        inside = [n for n, token in enumerate(tokens) if token.overlaps(span)]
        if not inside:
            return span
        first = max(0, inside[0] + self.dice.randint(-3, 1))
        last = min(len(tokens) - 1, inside[-1] + self.dice.randint(-1, 4))
        return Span(tokens[first].start, tokens[max(first, last)].end)

    def _add(self, article: Article, category: Category, span: Span, note: Note) -> None:
        workspace = workspace_of(self.student, self.lesson.id)
        gesture = Add(article.id, category.id, span, note=note)
        try:
            edit = annotate(self.ports, self.lesson, workspace, self.mine, gesture)
        except NotAllowed:
            return
        for change in _changes(edit):
            if isinstance(change.before, Annotation):
                self.mine.remove(change.before)
            if isinstance(change.after, Annotation):
                self.mine.append(change.after)


def _changes(edit: Edit | None) -> tuple[Change, ...]:
    return edit.changes if edit is not None else ()
