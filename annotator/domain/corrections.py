"""What a teacher puts right in a comparison by hand; it trains nothing.

Sentences and words are named as they stand in the article, not by their offsets, so that a
correction outlives a change elsewhere in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from annotator.domain.identifiers import ArticleId, CorrectionId, FactId, LessonId, WordingId


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence or some words of one article, as they stand there."""

    article_id: ArticleId
    text: str


@dataclass(frozen=True, slots=True)
class RenameFact:
    """A fact has another title."""

    fact_id: FactId
    title: str


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """Two rows tell the same fact: the sentences of `other` go to `into`."""

    into: FactId
    other: FactId


@dataclass(frozen=True, slots=True)
class SplitFact:
    """Some sentences of a row tell a fact of their own."""

    fact_id: FactId
    sentences: tuple[Quoted, ...]
    title: str


@dataclass(frozen=True, slots=True)
class MoveSentence:
    """A sentence tells another row's fact."""

    sentence: Quoted
    source: FactId
    target: FactId


@dataclass(frozen=True, slots=True)
class AddSentence:
    """A sentence tells a fact too, and nobody had found it."""

    sentence: Quoted
    target: FactId


@dataclass(frozen=True, slots=True)
class RemoveSentence:
    """A sentence does not tell this fact."""

    sentence: Quoted
    source: FactId


@dataclass(frozen=True, slots=True)
class DropFact:
    """The sentences of a row do not tell the same fact."""

    fact_id: FactId


@dataclass(frozen=True, slots=True)
class RenameWording:
    """A group of words has another name."""

    row_id: WordingId
    name: str


@dataclass(frozen=True, slots=True)
class MergeWordings:
    """Two groups are words for the same thing: those of `other` go to `into`."""

    into: WordingId
    other: WordingId


@dataclass(frozen=True, slots=True)
class DropWording:
    """A group of words is not worth showing."""

    row_id: WordingId


@dataclass(frozen=True, slots=True)
class MoveTerm:
    """An outlet's words are for another group's thing."""

    term: Quoted
    source: WordingId
    target: WordingId


@dataclass(frozen=True, slots=True)
class RemoveTerm:
    """An outlet's words are not for this thing."""

    term: Quoted
    source: WordingId


@dataclass(frozen=True, slots=True)
class CorrectQuotedSource:
    """A source stands on a side of the story, in every article; empty takes that back."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class DropQuotedSource:
    """What was taken for a source of an article is none."""

    source: Quoted


Change = (
    RenameFact
    | MergeFacts
    | SplitFact
    | MoveSentence
    | AddSentence
    | RemoveSentence
    | DropFact
    | RenameWording
    | MergeWordings
    | DropWording
    | MoveTerm
    | RemoveTerm
    | CorrectQuotedSource
    | DropQuotedSource
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One change that a teacher made to the comparison of a lesson."""

    id: CorrectionId
    lesson_id: LessonId
    change: Change
    at: datetime
