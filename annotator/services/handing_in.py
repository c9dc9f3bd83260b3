"""Check what is missing, then seal a student's work and hand it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.annotations import Annotation, Answer
from annotator.domain.asked import Portion
from annotator.domain.errors import NotAllowed, StorageTrouble
from annotator.domain.hand_ins import HandIn, Student
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId
from annotator.domain.lessons import Lesson, Question
from annotator.services.highlighting import WordsMarked, over_budget
from annotator.services.lessons import group_of
from annotator.services.ports import Ports, StoredHandIn
from annotator.services.reanchoring import placed, placed_links
from annotator.services.signing_in import workspace_of


@dataclass(frozen=True, slots=True)
class TooFew:
    """A category of which the teacher asks for more annotations than there are."""

    category_id: CategoryId
    there: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What a hand-in still lacks or has too much of; a warning, the student decides.

    `questions` are all without an answer, those that the teacher asks for first. `articles` are
    those not begun of the `portion` that is asked for, which lacks `few_articles` of them.
    """

    reasons: tuple[Annotation, ...]
    questions: tuple[Question, ...]
    articles: tuple[ArticleId, ...]
    portion: Portion
    too_few: tuple[TooFew, ...] = ()
    few_articles: int = 0
    #: Whether the student has a group to choose yet.
    lacks_group: bool = False
    #: Where so many words are marked that it may cost points.
    over: tuple[WordsMarked, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is missing or too much."""
        there = (self.reasons, self.questions, self.articles, self.too_few, self.lacks_group)
        return any((*there, self.over))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a hand-in: what was handed in, its file, and what had no place in the lesson."""

    hand_in: HandIn
    path: Path
    left_out: tuple[Annotation, ...] = ()


def missing_before_hand_in(
    lesson: Lesson, annotations: Sequence[Annotation], answers: Sequence[Answer], group: str = ""
) -> Missing:
    """Return what is empty of what is asked for, and what there is too little or too much of."""
    answered = {answer.question_id for answer in answers if answer.text.strip()}
    begun = frozenset(annotation.article_id for annotation in annotations)
    portion = lesson.portion(group, begun)
    few = portion.missing(begun)
    asked = lesson.required_work.questions
    there = Counter(annotation.category_id for annotation in annotations)
    wanted = lesson.required_work.annotations
    return Missing(
        reasons=tuple(
            a
            for a in annotations
            if a.category_id in lesson.reason_required
            and a.article_id in portion.articles
            and not a.reason.strip()
        ),
        questions=tuple(
            sorted(
                (q for q in lesson.questions_of(portion) if q.id not in answered),
                key=lambda question: question.id not in asked,
            )
        ),
        articles=tuple(one for one in portion.articles if few and one not in begun),
        too_few=tuple(
            TooFew(c.id, there[c.id], wanted[c.id])
            for c in lesson.scheme.categories
            if there[c.id] < wanted.get(c.id, 0)
        ),
        portion=portion,
        few_articles=few,
        lacks_group=bool(lesson.asked.groups) and lesson.asked.group(group) is None,
        over=over_budget(lesson, portion.articles, annotations),
    )


def hand_in(ports: Ports, lesson: Lesson, student: Student, folder: Path) -> Receipt:
    """Seal the student's work into a file in `folder` and keep the attempt."""
    workspace = workspace_of(student, lesson.id)
    with ports.store.reading() as unit:
        _check_version(unit.lessons.find(lesson.id), lesson)
        annotations, left_out = placed(lesson, unit.work.annotations(workspace))
        links = placed_links(lesson, unit.work.links(workspace))
        answers = unit.work.answers(workspace)
        earlier = unit.hand_ins.of_student(lesson.id, student.name)
        group = group_of(unit, workspace)
    made = HandIn(
        id=HandInId(ports.new_id()),
        lesson_id=lesson.id,
        lesson_version=lesson.version,
        lesson_hash=lesson.hash,
        article_hashes={article.id: article.hash for article in lesson.articles},
        student_name=student.name,
        attempt=len(earlier) + 1,
        handed_in=ports.now(),
        annotations=annotations,
        links=links,
        answers=answers,
        reading_group=group,
    )
    try:
        path = ports.hand_in_files.write(made, lesson, folder)
    except StorageTrouble as trouble:
        raise StorageTrouble(
            "Your work was not handed in; it is kept here. {trouble}", trouble=trouble
        ) from trouble
    try:
        with ports.store.writing() as unit:
            unit.hand_ins.put(StoredHandIn(made, digest=""))
            unit.commit()
    except StorageTrouble as trouble:
        raise StorageTrouble(
            "Your work was handed in as “{path}”, but this machine could not note that. {trouble}",
            path=path.name,
            trouble=trouble,
        ) from trouble
    return Receipt(made, path, left_out)


def _check_version(known: Lesson | None, lesson: Lesson) -> None:
    """Raise if another version took the place of the one that is open."""
    if known is not None and known.hash != lesson.hash:
        raise NotAllowed(
            "The lesson “{title}” was replaced by another version while it was open. "
            "Your work is kept here. Open the lesson again, look it over, then hand in.",
            title=lesson.title,
        )
