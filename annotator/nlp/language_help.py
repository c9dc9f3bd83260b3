"""Everything the language part does for an article or a lesson, behind one way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc

from annotator.domain.comparisons import Comparison, OutletFigures
from annotator.domain.errors import BadInput, StorageTrouble
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Block
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.domain.text import text_hash
from annotator.nlp.alignment import align, counts_of
from annotator.nlp.boundaries import agreed_sentences
from annotator.nlp.kinds import is_in, tell_kinds
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

    def read(self, text: str, language: str = ENGLISH, blocks: Iterable[Block] = ()) -> Reading:
        """Return the suggestions, sources and sentence voices of one article.

        `blocks` say what its paragraphs are; where nothing is said they are paragraphs.
        """
        _refuse_other(language)
        return self._suggester.read(self._parsed(text, blocks))

    def compare(
        self,
        articles: Mapping[ArticleId, str],
        language: str = ENGLISH,
        blocks: Mapping[ArticleId, Iterable[Block]] | None = None,
    ) -> Comparison:
        """Return what the articles share, leave out and call things."""
        _refuse_other(language)
        kinds = blocks or {}
        docs = {a: self._parsed(text, kinds.get(a, ())) for a, text in articles.items()}
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

    def _parsed(self, text: str, blocks: Iterable[Block]) -> Doc:
        key = text_hash(text)
        if key not in self._docs:
            self._docs[key] = self._pipeline.parse(text)
            if len(self._docs) > _KEPT:
                self._docs.popitem(last=False)
        self._docs.move_to_end(key)
        tell_kinds(self._docs[key], blocks)
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
    """Return the figures of an outlet's report; what its editors add in a comment is apart."""
    sentences = [s for s in reading.sentences if not is_in(s.span, reading.comments)]
    opinion = sum(s.category_id == "opinion" for s in sentences)
    loaded = sum(
        s.category_id == LOADED
        and s.score >= _COUNTED
        and not s.in_quotation
        and not is_in(s.span, reading.comments)
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
