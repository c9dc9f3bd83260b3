"""Everything the language part does for an article or a lesson, behind one way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc

from annotator.domain.comparisons import Comparison, OutletFigures
from annotator.domain.errors import BadInput, StorageTrouble
from annotator.domain.identifiers import ArticleId
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.domain.text import text_hash
from annotator.nlp.alignment import align, counts_of
from annotator.nlp.boundaries import agreed_sentences
from annotator.nlp.lesson_words import Concepts, read_concepts
from annotator.nlp.pipeline import Pipeline, find_pipeline
from annotator.nlp.suggester import LOADED, Reading, Suggester
from annotator.nlp.wording import wording_table

ENGLISH = "en"
#: Parsed texts kept, so that comparing after suggesting parses nothing again.
_KEPT = 24
#: A loaded word of at least this score counts in an outlet's figures.
_COUNTED = 0.5


class LanguageHelp:
    """The pipeline and the lists, each loaded at its first use and then kept."""

    def __init__(self, lexicons: Path) -> None:
        """Name the folder of the word lists; nothing is loaded yet."""
        self._lexicons = lexicons
        self._docs: OrderedDict[str, Doc] = OrderedDict()

    @cached_property
    def _pipeline(self) -> Pipeline:
        return find_pipeline(self._lexicons.parent / "models")

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._lexicons)

    @cached_property
    def _concepts(self) -> Concepts:
        return read_concepts(self._lexicons)

    def sentences(self, text: str, language: str = ENGLISH) -> tuple[Span, ...]:
        """Return the sentences; by rule where there is no model for the language."""
        if not _is_english(language):
            return split_sentences(text)
        try:
            pipeline = self._pipeline
        except StorageTrouble:
            return split_sentences(text)
        return agreed_sentences(text, split_sentences(text), pipeline.sentences(text))

    def read(self, text: str, language: str = ENGLISH) -> Reading:
        """Return the suggestions, sources and sentence voices of one article."""
        _refuse_other(language)
        return self._suggester.read(self._parsed(text))

    def compare(self, articles: Mapping[ArticleId, str], language: str = ENGLISH) -> Comparison:
        """Return what the articles share, leave out and call things."""
        _refuse_other(language)
        docs = {article_id: self._parsed(text) for article_id, text in articles.items()}
        readings = {article_id: self._suggester.read(doc) for article_id, doc in docs.items()}
        counts = counts_of(docs, self._concepts)
        return Comparison(
            facts=align(docs, self._concepts, counts),
            wording=wording_table(docs, self._concepts),
            speakers={article_id: reading.speakers for article_id, reading in readings.items()},
            figures=tuple(_figures(a, reading) for a, reading in readings.items()),
            counts=counts,
        )

    def forget(self) -> None:
        """Let go of the parsed texts; the pipeline and the lists stay loaded."""
        self._docs.clear()

    def _parsed(self, text: str) -> Doc:
        key = text_hash(text)
        if key not in self._docs:
            self._docs[key] = self._pipeline.parse(text)
            if len(self._docs) > _KEPT:
                self._docs.popitem(last=False)
        self._docs.move_to_end(key)
        return self._docs[key]


def _is_english(language: str) -> bool:
    return language.casefold().split("-")[0] == ENGLISH


def _refuse_other(language: str) -> None:
    if not _is_english(language):
        raise BadInput(
            "Suggestions and comparisons exist for English only, and this lesson is in "
            "“{language}”. Reading, highlighting and grading work as usual; annotate "
            "the key by hand.",
            language=language,
        )


def _figures(article_id: ArticleId, reading: Reading) -> OutletFigures:
    sentences = reading.sentences
    opinion = sum(s.category_id == "opinion" for s in sentences)
    loaded = sum(
        s.category_id == LOADED and s.score >= _COUNTED and not s.in_quotation
        for s in reading.suggestions
    )
    return OutletFigures(
        article_id=article_id,
        words=reading.word_count,
        sentences=len(sentences),
        opinion_share=round(opinion / max(1, len(sentences)), 3),
        loaded_per_hundred=round(100 * loaded / max(1, reading.word_count), 2),
        attributed_share=round(reading.attributed_share, 3),
    )
