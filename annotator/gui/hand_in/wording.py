"""What handing in says: what is missing before it, and the receipt after it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Lesson, Question
from annotator.domain.moments import day_and_time
from annotator.domain.notes import shortened
from annotator.services.handing_in import Missing, Receipt
from annotator.services.lesson_entries import Progress
from annotator.translation import _, ngettext

CODE_LENGTH = 8
LONGEST_QUOTE = 48


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """A receipt as a student reads it: pairs of a caption and a value, and the file."""

    rows: tuple[tuple[str, str], ...]
    path: Path

    @property
    def text(self) -> str:
        """Return the receipt as lines to copy."""
        return "\n".join(f"{caption}: {value}" for caption, value in self.rows)


class MissingWhere(StrEnum):
    """Where a missing thing is to be added."""

    REASON = "reason"
    QUESTION = "question"
    ARTICLE = "article"
    CATEGORY = "category"
    LOST = "lost"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Jump:
    """A way to one missing thing: what it is called, and its place in the lesson."""

    text: str
    place: MissingWhere
    id: str


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """One kind of missing thing: a line with the count, and the way to each."""

    line: str
    jumps: tuple[Jump, ...]
    is_asked_for: bool = False


def missing_groups(
    lesson: Lesson, missing: Missing, lost: Sequence[Annotation] = ()
) -> tuple[MissingGroup, ...]:
    """Return each kind of thing that is missing, with its count and the ways there.

    `lost` are the annotations without a place in the lesson, which are not handed in.
    """
    put = {question.id for question in lesson.questions_of(missing.portion)}
    asked = put & lesson.required_work.questions
    groups = (
        _missing_group(missing),
        _missing_reasons(lesson, missing),
        _too_few(lesson, missing),
        _missing_answers(
            lesson, [q for q in missing.questions if q.id in asked], len(asked), is_asked_for=True
        ),
        _missing_answers(
            lesson,
            [q for q in missing.questions if q.id not in asked],
            len(put - asked),
        ),
        _missing_articles(lesson, missing),
        _over_budget(lesson, missing),
        _lost_places(lost),
    )
    return tuple(group for group in groups if group.jumps)


def _missing_reasons(lesson: Lesson, missing: Missing) -> MissingGroup:
    line = ngettext(
        "{number} annotation has no reason yet",
        "{number} annotations have no reason yet",
        len(missing.reasons),
    )
    jumps = (
        Jump(
            f"“{shortened(a.quote, LONGEST_QUOTE)}”, {lesson.article(a.article_id).outlet}",
            MissingWhere.REASON,
            a.id,
        )
        for a in missing.reasons
    )
    return MissingGroup(line, tuple(jumps), is_asked_for=True)


def _too_few(lesson: Lesson, missing: Missing) -> MissingGroup:
    short = sum(each.wanted - each.there for each in missing.too_few)
    line = ngettext(
        "{number} more annotation is needed", "{number} more annotations are needed", short
    )
    jumps = (
        Jump(
            _(
                "{category}: {there} of {wanted}",
                category=lesson.scheme.category(each.category_id).name,
                there=each.there,
                wanted=each.wanted,
            ),
            MissingWhere.CATEGORY,
            each.category_id,
        )
        for each in missing.too_few
    )
    return MissingGroup(line, tuple(jumps), is_asked_for=True)


def _missing_answers(
    lesson: Lesson, empty: Sequence[Question], among: int, *, is_asked_for: bool = False
) -> MissingGroup:
    line = ngettext(
        "{number} of {among} questions is not answered yet",
        "{number} of {among} questions are not answered yet",
        len(empty),
        among=among,
    )
    jumps = (
        Jump(
            f"{lesson.questions.index(q) + 1}. {shortened(q.prompt, LONGEST_QUOTE)}",
            MissingWhere.QUESTION,
            q.id,
        )
        for q in empty
    )
    return MissingGroup(line, tuple(jumps), is_asked_for)


def _missing_group(missing: Missing) -> MissingGroup:
    jumps = (Jump(_("Choose your group"), MissingWhere.GROUP, ""),) if missing.lacks_group else ()
    return MissingGroup(_("You have not chosen your group yet"), jumps, is_asked_for=True)


def _missing_articles(lesson: Lesson, missing: Missing) -> MissingGroup:
    is_a_choice = missing.few_articles < len(missing.articles)
    if is_a_choice:
        line = ngettext(
            "{number} more article is needed: at least {asked} of {among} are asked for",
            "{number} more articles are needed: at least {asked} of {among} are asked for",
            missing.few_articles,
            asked=missing.portion.least,
            among=len(lesson.articles),
        )
    else:
        line = ngettext(
            "{number} article has no annotation yet",
            "{number} articles have no annotation yet",
            len(missing.articles),
        )
    outlets = ((lesson.article(each).outlet, each) for each in missing.articles)
    jumps = tuple(Jump(name, MissingWhere.ARTICLE, each) for name, each in outlets)
    return MissingGroup(line, jumps, is_asked_for=is_a_choice)


def _over_budget(lesson: Lesson, missing: Missing) -> MissingGroup:
    line = ngettext(
        "In {number} place you marked very many words; too many can lower your points",
        "In {number} places you marked very many words; too many can lower your points",
        len(missing.over),
    )
    jumps = (
        Jump(
            _(
                "{category}, {outlet}: {used} of about {budget} words",
                category=lesson.scheme.category(each.category_id).name,
                outlet=lesson.article(each.article_id).outlet,
                used=each.used,
                budget=each.budget,
            ),
            MissingWhere.ARTICLE,
            each.article_id,
        )
        for each in missing.over
    )
    return MissingGroup(line, tuple(jumps))


def _lost_places(lost: Sequence[Annotation]) -> MissingGroup:
    line = ngettext(
        "{number} annotation has no place in the corrected lesson and will not be handed in",
        "{number} annotations have no place in the corrected lesson and will not be handed in",
        len(lost),
    )
    jumps = (Jump(f"“{shortened(a.quote, LONGEST_QUOTE)}”", MissingWhere.LOST, a.id) for a in lost)
    return MissingGroup(line, tuple(jumps))


def complete_line(progress: Progress) -> str:
    """Return the sentence for work in which nothing is missing."""
    annotations = ngettext("{number} annotation", "{number} annotations", progress.annotations)
    if not progress.questions:
        return _("Everything is there: {annotations}.", annotations=annotations)
    return _(
        "Everything is there: {annotations} and {answers}.",
        annotations=annotations,
        answers=ngettext("{number} answer", "{number} answers", progress.answered),
    )


def receipt_code(path: Path) -> str:
    """Return the first letters of the file's SHA-256: a code that two people can compare."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:CODE_LENGTH]


def receipt_card(lesson: Lesson, receipt: Receipt, code: str) -> ReceiptCard:
    """Return what a receipt shows; the time is this machine's."""
    made = receipt.hand_in
    answered = sum(bool(answer.text.strip()) for answer in made.answers)
    rows = (
        (_("Lesson"), lesson.title),
        (_("Name"), made.student_name),
        (_("Attempt"), str(made.attempt)),
        (_("Time"), day_and_time(made.handed_in)),
        (_("Annotations"), str(len(made.annotations))),
        (_("Answers"), f"{answered} of {len(lesson.questions)}"),
        (_("File"), receipt.path.name),
        (_("Receipt code"), f"{code[:4]} {code[4:]}"),
    )
    return ReceiptCard(rows, receipt.path)
