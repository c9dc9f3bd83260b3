"""Suggestions for the teacher: what could be annotated, why, and in which order to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from annotator.domain.comparisons import Speaker
from annotator.domain.identifiers import CategoryId, TechniqueId
from annotator.domain.lessons import BlockKind
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.nlp.attribution import Attribution, Attributions, speakers_of
from annotator.nlp.claims import ClaimFinder
from annotator.nlp.kinds import EDITORS, UNLABELLED, is_in, spans_of
from annotator.nlp.lexicons import attribution_words
from annotator.nlp.loaded import LoadedWord, LoadedWords
from annotator.nlp.opinion import Confidence, OpinionCues, SentenceVoice, Voice, judge_sentences
from annotator.translation import N_, _

LOADED = CategoryId("loaded-language")
UNSUPPORTED = CategoryId("unsupported-claim")

#: Suggestions shown for each 100 words unless the teacher asks for more or fewer.
PER_HUNDRED = 3.0


@dataclass(frozen=True, slots=True)
class FoundSuggestion:
    """One thing to look at: a category and technique on a span, with its reason.

    `score` (0 to 1) ranks; it is not a probability. `speaker` is who says the words,
    as far as the text tells; empty where the outlet reports itself.
    """

    category_id: CategoryId
    technique_id: TechniqueId
    span: Span
    score: float
    reason: str
    in_quotation: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One sentence: opinion or checkable, with its technique and how far the cues agree."""

    span: Span
    category_id: CategoryId
    technique_id: TechniqueId
    confidence: Confidence
    score: float
    reason: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the suggester found in one article."""

    suggestions: tuple[FoundSuggestion, ...]
    sentences: tuple[JudgedSentence, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    word_count: int
    attributed_share: float
    #: Where the editors speak in their own name beside the report.
    comments: tuple[Span, ...] = ()

    def within(self, per_hundred: float = PER_HUNDRED) -> tuple[FoundSuggestion, ...]:
        """Return the first suggestions, at most so many for each 100 words, at least one."""
        return self.suggestions[: max(1, round(self.word_count * per_hundred / 100))]


class Suggester:
    """Reads an article with all lists and rules; nothing in it was trained."""

    def __init__(self, lexicons: Path) -> None:
        """Read the word lists of the folder."""
        self._words = attribution_words(lexicons)
        self._loaded = LoadedWords(lexicons)
        self._opinion = OpinionCues(lexicons)
        self._claims = ClaimFinder(lexicons)

    def read(self, doc: Doc) -> Reading:
        """Return the suggestions of a parsed article, best first, with its sources."""
        said = Attributions(doc, self._words)
        loaded = tuple(self._loaded.found(doc, said))
        found = [*_joined(doc, said, loaded), *self._unsupported(doc, said)]
        ranked = sorted(found, key=lambda s: (-s.score, s.span))
        apart = spans_of(doc, *UNLABELLED)
        judged = judge_sentences(doc, said, loaded, self._opinion)
        return Reading(
            suggestions=tuple(ranked),
            sentences=tuple(
                _judged(doc, said, voice)
                for voice in judged
                if not is_in(Span(voice.start, voice.end), apart)
            ),
            attributions=said.all,
            speakers=speakers_of(said.text, said.all),
            word_count=len(words(said.text)),
            attributed_share=len(said.attributed) / max(1, len(doc)),
            comments=spans_of(doc, BlockKind.EDITORS_COMMENT),
        )

    def voice_of(self, doc: Doc) -> SentenceVoice:
        """Return what a whole text is taken for, as if it were one sentence."""
        said = Attributions(doc, self._words)
        loaded = tuple(self._loaded.found(doc, said))
        return self._opinion.judge(doc[0 : len(doc)], said, loaded, self._opinion.hits(doc))

    def _unsupported(self, doc: Doc, said: Attributions) -> Iterator[FoundSuggestion]:
        for claim in self._claims.found(doc, said):
            yield _suggestion(
                said, UNSUPPORTED, claim.technique_id, claim.span, claim.score, claim.reason
            )


def _suggestion(
    said: Attributions, category: CategoryId, technique: str, span: Span, score: float, reason: str
) -> FoundSuggestion:
    return FoundSuggestion(
        category_id=category,
        technique_id=TechniqueId(technique),
        span=span,
        score=round(score, 4),
        reason=reason,
        in_quotation=said.is_quoted(span),
        speaker=_speaker_of(said, span, span),
    )


def _joined(
    doc: Doc, said: Attributions, loaded: Iterable[LoadedWord]
) -> Iterator[FoundSuggestion]:
    """Yield the loaded words, those that stand side by side as one suggestion."""
    run: list[LoadedWord] = []
    for word in [*loaded, None]:
        if run and (word is None or not _goes_with(doc, run[-1], word)):
            best = max(run, key=lambda w: w.score)
            last = doc[run[-1].end - 1]
            span = Span(doc[run[0].start].idx, last.idx + len(last))
            yield _suggestion(said, LOADED, best.technique_id, span, best.score, best.reason)
            run = []
        if word is not None:
            run.append(word)


def _goes_with(doc: Doc, word: LoadedWord, following: LoadedWord) -> bool:
    """Return whether two loaded words are one expression, as “ruinous reign” is."""
    noun_like = {"NOUN", "PROPN", "ADJ"}
    return (
        following.start == word.end
        and doc[word.end - 1].pos_ in {"ADJ", "ADV", "NOUN"}
        and doc[following.start].pos_ in noun_like
    )


_TECHNIQUES = (
    ("question", "rhetorical-question", N_("a question that wants a certain answer")),
    ("prescription", "prescription", N_("it says what should be done")),
    ("judging", "value-judgement", N_("it says what is good or bad")),
    ("loaded_own", "value-judgement", N_("its words judge")),
    ("sure", "opinion-as-fact", N_("it is sure without showing why")),
    ("feeling", "opinion-as-fact", N_("it says how to feel about the fact")),
    ("modal", "prediction", N_("it looks ahead")),
)


def _judged(doc: Doc, said: Attributions, voice: SentenceVoice) -> JudgedSentence:
    span = Span(voice.start, voice.end)
    if voice.voice is Voice.OPINION:
        technique, why = next(
            ((t, _(w)) for cue, t, w in _TECHNIQUES if cue in voice.cues[:4]),
            ("interpretation", _("it reads a meaning into events")),
        )
        reason = _("Sounds like the writer’s own opinion: {why}.", why=why)
    else:
        technique, why = _reporting_technique(doc, said, span)
        reason = _("Sounds checkable: {why}.", why=why)
    return JudgedSentence(
        span=span,
        category_id=CategoryId(voice.voice.value),
        technique_id=TechniqueId(technique),
        confidence=voice.confidence,
        score=round(voice.score, 3),
        reason=reason,
        speaker=_speaker_of(said, span, Span(voice.start, max(voice.start, voice.end - 2))),
    )


def _speaker_of(said: Attributions, span: Span, words: Span) -> str:
    """Return who says some words, as far as the text tells; nothing where its report does."""
    statement = said.at(words)
    if statement:
        return statement.speaker
    return _(EDITORS) if is_in(span, spans_of(said.doc, BlockKind.EDITORS_COMMENT)) else ""


def _reporting_technique(doc: Doc, said: Attributions, span: Span) -> tuple[str, str]:
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    tokens = list(inside) if inside is not None else []
    if any(t.i in said.attributed for t in tokens):
        return "attributed-statement", _("it passes on what somebody said or showed")
    if any(t.like_num for t in tokens):
        return "data-or-document", _("it gives a figure or a date that can be looked up")
    return "observed-event", _("it says what happened, and that could be checked")
