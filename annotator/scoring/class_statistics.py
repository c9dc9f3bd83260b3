"""How far a class agrees with itself about where the annotations of a category lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.scoring.agreement import (
    UnitizedDisagreement,
    overall_unitized_alpha,
    unitized_disagreement,
)
from annotator.scoring.matching import word_table


def class_disagreement(
    lesson: Lesson, category_id: CategoryId, students: Sequence[Iterable[Annotation]]
) -> UnitizedDisagreement | None:
    """Return the class's disagreement about one category, over the words of all articles.

    The articles are laid end to end in the lesson's order. A student without annotations is
    an annotator who saw nothing to annotate, so leave out those who did not hand in.
    """
    tables, begins, length = {}, {}, 0
    for article in lesson.articles:
        tables[article.id] = word_table(article.body)
        begins[article.id] = length
        length += len(tables[article.id])

    def units(annotations: Iterable[Annotation]) -> list[Span]:
        found = []
        for each in annotations:
            if each.category_id == category_id and each.article_id in tables:
                stretch = tables[each.article_id].stretch(each.span)
                begin = begins[each.article_id]
                found.append(Span(begin + stretch.start, begin + stretch.end))
        return [unit for unit in found if unit]

    return unitized_disagreement([units(annotations) for annotations in students], Span(0, length))


def class_alpha(
    lesson: Lesson, students: Sequence[Iterable[Annotation]]
) -> tuple[dict[CategoryId, float | None], float | None]:
    """Return the unitized alpha of each category, and of all together; None if not defined."""
    answers = [tuple(annotations) for annotations in students]
    found = {c.id: class_disagreement(lesson, c.id, answers) for c in lesson.scheme.scored}
    return (
        {category: each.alpha if each else None for category, each in found.items()},
        overall_unitized_alpha(found.values()),
    )
