"""What the language process gives a lesson that is published: the sentences of its articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.drafts import LessonDraft
from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.use_cases.language_process import answers_to


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
