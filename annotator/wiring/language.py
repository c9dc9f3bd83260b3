"""What the language part gives the teacher's screens, joined with the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.comparisons import OutletFigures
from annotator.domain.corrections import Correction
from annotator.domain.errors import BadInput
from annotator.domain.identifiers import DraftId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.services.comparing import Bodies, corrections_of, figures_of_key

if TYPE_CHECKING:
    from annotator.wiring.house import House

#: A comparison needs as many articles; the language process takes no more at once.
FEWEST, MOST = 2, 20


@dataclass(frozen=True, slots=True)
class ComparedLesson:
    """A lesson whose articles are compared, with what the teacher put right so far."""

    lesson: Lesson
    key: AnswerKey
    corrections: tuple[Correction, ...]

    @property
    def bodies(self) -> Bodies:
        """Return the text of each article."""
        return {article.id: article.body for article in self.lesson.articles}

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlet of each article; one without a name is called by its number."""
        return tuple(
            article.outlet or f"Article {number}"
            for number, article in enumerate(self.lesson.articles, 1)
        )

    @property
    def request(self) -> dict[str, object]:
        """Return what the language process is asked."""
        articles = [{"id": each.id, "text": each.body} for each in self.lesson.articles]
        return {"do": "compare", "articles": articles, "language": self.lesson.language}

    @property
    def key_figures(self) -> tuple[OutletFigures, ...]:
        """Return the outlets' figures from the answer key; nothing where there is none."""
        return figures_of_key(self.lesson, self.key) if self.key.annotations else ()


def compared_lesson(house: House, subject: str) -> ComparedLesson:
    """Return the lesson or draft with this id, to be compared.

    Raise BadInput with a sentence where it has too few articles or too many.
    """
    with house.store.reading() as unit:
        draft = unit.drafts.find(DraftId(subject))
    if draft is not None:
        lesson, key = draft.lesson, draft.key
    else:
        lesson, known = house.lesson_with_key(subject)
        key = known or AnswerKey()
    filled = [article for article in lesson.articles if article.body.strip()]
    if len(filled) < FEWEST:
        raise BadInput(
            f"“{lesson.title}” has {len(filled) or 'no'} "
            f"{'article' if len(filled) == 1 else 'articles'} with text; to compare, it needs "
            "two. Add another article in the builder."
        )
    if len(lesson.articles) > MOST:
        raise BadInput(
            f"“{lesson.title}” has {len(lesson.articles)} articles, and {MOST} can be compared "
            "at once. Take some out in the builder."
        )
    return ComparedLesson(lesson, key, corrections_of(house.ports, lesson.id))
