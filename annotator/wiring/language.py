"""What the language part gives the teacher's screens, joined with the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.comparisons import Comparison, OutletFigures
from annotator.domain.corrections import Correction
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import BadInput
from annotator.domain.identifiers import DraftId, LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, Lesson
from annotator.domain.parts import ProgramPart, need
from annotator.domain.spans import Span
from annotator.files.atomic import write_whole
from annotator.services.comparing import Bodies, corrections_of, figures_of_key
from annotator.translation import speaking
from annotator.wiring.language_process import answers_to

if TYPE_CHECKING:
    from annotator.wiring.application import Application
    from annotator.worksheets.sheets import Paper

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


def compared_lesson(application: Application, subject: str) -> ComparedLesson:
    """Return the lesson or draft with this id, to be compared.

    Raise BadInput with a sentence where it has too few articles or too many.
    """
    with application.store.reading() as unit:
        draft = unit.drafts.find(DraftId(subject))
        if draft is None and unit.lessons.find(LessonId(subject)) is None:
            draft = next((each for each in unit.drafts.all() if each.lesson.id == subject), None)
    if draft is not None:
        lesson, key = draft.lesson, draft.key
    else:
        lesson, known = application.lesson_with_key(subject)
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
    return ComparedLesson(lesson, key, corrections_of(application.ports, lesson.id))


def with_agreed_sentences(draft: LessonDraft, command: Sequence[str] = ()) -> LessonDraft:
    """Return a draft whose articles hold the sentences that the language part finds.

    So a student's machine needs no model to open the lesson. An article keeps the sentences it
    has where it was published with them, where its key labels one that would be another, and
    where the language process does not answer. Waits for that process.
    """
    lesson = draft.lesson
    published = {a.hash: a.sentences for a in draft.published.articles} if draft.published else {}
    fresh = [a for a in lesson.articles if a.body.strip() and a.hash not in published]
    asked = (
        answers_to(
            [{"do": "sentences", "text": a.body, "language": lesson.language} for a in fresh],
            command,
        )
        if fresh
        else ()
    )
    found = {
        article.hash: tuple(Span(start, end) for start, end in answer["sentences"])
        for article, answer in zip(fresh, asked, strict=True)
        if answer is not None
    }
    articles = tuple(
        _with_sentences(article, {**found, **published}.get(article.hash, ()), draft)
        for article in lesson.articles
    )
    return replace(draft, lesson=replace(lesson, articles=articles))


def _with_sentences(article: Article, sentences: tuple[Span, ...], draft: LessonDraft) -> Article:
    of_sentences = {c.id for c in draft.lesson.scheme.categories if c.is_sentence}
    key = draft.key
    labelled = [k.span for k in key.for_article(article.id) if k.category_id in of_sentences]
    labelled += [each.span for each in key.unscored if each.article_id == article.id]
    fits = bool(sentences) and all(span in sentences for span in labelled)
    return replace(article, sentences=sentences) if fits else article


def print_comparison(
    compared: ComparedLesson, comparison: Comparison, folder: Path, *, paper: Paper = "a4"
) -> Path:
    """Write a comparison as a PDF into a folder; return where.

    The outlets' figures come from the answer key where there is one.
    """
    need(ProgramPart.PRINTING)
    from annotator.worksheets.comparison import ComparisonSheet, comparison_document
    from annotator.worksheets.sheets import PageOptions

    of_key = compared.key_figures
    sheet = ComparisonSheet(
        compared.lesson,
        comparison,
        of_key or comparison.figures,
        "answer key" if of_key else "suggestions",
    )
    path = folder / f"{compared.lesson.id}_comparison.pdf"
    with speaking(sheet.lesson.language):
        write_whole(path, comparison_document(sheet, PageOptions(paper=paper)))
    return path
