"""What is to be seen of one hand-in: key items and extra annotations, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Verdict, VerdictKind
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import CANNOT_TELL, Category
from annotator.domain.spans import Span
from annotator.domain.wording import points_text
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.results import KeyCredit, Outcome
from annotator.services.grading import GradedHandIn

_SIGNS = {
    Outcome.FOUND: OutcomeSign.FOUND,
    Outcome.PARTLY: OutcomeSign.PARTLY,
    Outcome.OTHER_CATEGORY: OutcomeSign.OTHER,
    Outcome.MISSED: OutcomeSign.MISSED,
    Outcome.FELL_FOR: OutcomeSign.TRAP,
    Outcome.AVOIDED: OutcomeSign.NONE,
}
VERDICT_SIGNS = {
    VerdictKind.ACCEPT: OutcomeSign.ACCEPTED,
    VerdictKind.ACCEPT_FOR_ALL: OutcomeSign.ACCEPTED,
    VerdictKind.REJECT: OutcomeSign.REJECTED,
    VerdictKind.IGNORE: OutcomeSign.IGNORED,
}


@dataclass(frozen=True, slots=True)
class GradingItem:
    """A key item with its credit, or an annotation that is not in the key."""

    key: str
    sign: OutcomeSign
    article_id: ArticleId
    span: Span
    category: Category
    quote: str
    annotation: Annotation | None = None
    credit: KeyCredit | None = None
    verdict: Verdict | None = None

    @property
    def is_extra(self) -> bool:
        """Return whether it waits for a verdict, or has one."""
        return self.credit is None

    @property
    def is_open(self) -> bool:
        """Return whether it is an extra without a verdict."""
        return self.is_extra and self.verdict is None

    @property
    def points(self) -> str:
        """Return what it gives, as a few signs; nothing where it gives nothing."""
        if self.credit is None or not (self.credit.points or self.credit.overridden):
            return ""
        return f"{points_text(self.credit.points)}{'*' if self.credit.overridden else ''}"


def items_of(lesson: Lesson, graded: GradedHandIn) -> tuple[GradingItem, ...]:
    """Return the items of a hand-in in the order of the articles and of reading."""
    annotations = {a.id: a for a in graded.hand_in.annotations}
    items: list[GradingItem] = []
    for article in graded.score.articles:
        found = [*_of_key(lesson, article.text.credits, annotations)]
        found += [_extra(lesson, graded, extra) for extra in article.text.extras]
        items += sorted(found, key=lambda item: (item.span, item.key))
    return tuple(items)


def _of_key(
    lesson: Lesson,
    key_credits: tuple[KeyCredit, ...],
    annotations: dict[AnnotationId, Annotation],
) -> Iterator[GradingItem]:
    for credit in key_credits:
        key, is_missed = credit.key, credit.outcome is Outcome.MISSED
        # What nobody had to find or fell for and nobody did is not worth a row.
        is_nothing = credit.outcome is Outcome.AVOIDED or (
            is_missed and key.status is KeyStatus.OPTIONAL
        )
        if is_nothing and not credit.overridden:
            continue
        found = credit.earned_by[:1] or _unsure_of(key, annotations)
        mine = annotations.get(found[0]) if found else None
        yield GradingItem(
            key=f"k:{key.id}",
            sign=_SIGNS[credit.outcome],
            article_id=key.article_id,
            span=mine.span if mine else key.span,
            category=lesson.scheme.category(key.category_id),
            quote=key.quote,
            annotation=mine,
            credit=credit,
        )


def _unsure_of(
    key: KeyAnnotation, annotations: Mapping[AnnotationId, Annotation]
) -> list[AnnotationId]:
    """Return by what a student said of the sentence of a key that one cannot tell."""
    unsure = (a for a in annotations.values() if a.category_id == CANNOT_TELL)
    return [a.id for a in unsure if (a.article_id, a.span) == (key.article_id, key.span)]


def _extra(lesson: Lesson, graded: GradedHandIn, annotation: Annotation) -> GradingItem:
    verdict = graded.decisions.verdict_on(annotation.id)
    return GradingItem(
        key=f"a:{annotation.id}",
        sign=VERDICT_SIGNS[verdict.kind] if verdict else OutcomeSign.EXTRA,
        article_id=annotation.article_id,
        span=annotation.span,
        category=lesson.scheme.category(annotation.category_id),
        quote=annotation.quote,
        annotation=annotation,
        verdict=verdict,
    )
