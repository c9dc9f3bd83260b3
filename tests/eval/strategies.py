"""Ways to fill in a sheet: strategies that understand nothing, and honest work.

Each is a play: it sees a lesson and its key and draws by a seed what a student marks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from annotator import paths
from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.pipeline import Pipeline

LOADED, CLAIM, OPINION, CHECKABLE = (
    CategoryId(name) for name in ("loaded-language", "unsupported-claim", "opinion", "reporting")
)
PLAYER = AuthorId("player")
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
Work = list[Annotation]
Play = Callable[["Board", random.Random], Work]


@dataclass(frozen=True)
class Board:
    """A lesson that ships with its key and what a player can see of the texts."""

    lesson: Lesson
    key: AnswerKey
    pipeline: Pipeline

    @cached_property
    def words(self) -> dict[ArticleId, tuple[Span, ...]]:
        """Return the words of each article."""
        return {article.id: words(article.body) for article in self.lesson.articles}

    @cached_property
    def kinds(self) -> dict[ArticleId, list[tuple[Span, str]]]:
        """Return the words of each article with their parts of speech."""
        parsed = self.pipeline.parse_all([article.body for article in self.lesson.articles])
        return {
            article.id: [(Span(t.idx, t.idx + len(t)), t.pos_) for t in doc if t.is_alpha]
            for article, doc in zip(self.lesson.articles, parsed, strict=True)
        }

    @cached_property
    def loaded(self) -> dict[ArticleId, list[Span]]:
        """Return what the language help calls loaded in each article."""
        lists = LanguageHelp(paths.resources_dir() / "lexicons")
        return {
            article.id: [
                each.span
                for each in lists.read(article.body).suggestions
                if each.category_id == LOADED
            ]
            for article in self.lesson.articles
        }

    def keys(self, article: Article, *statuses: KeyStatus) -> list[KeyAnnotation]:
        """Return the keys of an article with these statuses."""
        return [k for k in self.key.for_article(article.id) if k.status in statuses]

    def is_sentence(self, category_id: CategoryId) -> bool:
        """Return whether a category is put on sentences."""
        return self.lesson.scheme.category(category_id).is_sentence


def marked(article: Article, category: CategoryId, span: Span) -> Annotation:
    """Return an annotation of a player."""
    name = AnnotationId(f"{article.id}-{category}-{span.start}-{span.end}")
    made = anchor_of(article.body, span)
    return Annotation(name, article.id, category, span, made, PLAYER, _LONG_AGO)


def _run(tokens: Sequence[Span]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


# -- strategies that understand nothing --------------------------------------------------------


def pieces(size: int, *categories: CategoryId) -> Play:
    """Cut all text into pieces of some words and mark each under each category."""

    def play(board: Board, _dice: random.Random) -> Work:
        return [
            marked(article, category, _run(tokens[at : at + size]))
            for article in board.lesson.articles
            for tokens in [board.words[article.id]]
            for at in range(0, len(tokens), size)
            for category in categories
        ]

    return play


def sentence_starts(size: int | None, *categories: CategoryId) -> Play:
    """Mark the first words of every sentence, or all of it."""

    def play(board: Board, _dice: random.Random) -> Work:
        return [
            marked(article, category, _run(tokens))
            for article in board.lesson.articles
            for sentence in article.sentences
            if (tokens := words(article.body, sentence)[:size])
            for category in categories
        ]

    return play


def parts_of_speech(category: CategoryId, *kinds: str) -> Play:
    """Mark every word of some parts of speech."""

    def play(board: Board, _dice: random.Random) -> Work:
        return [
            marked(article, category, span)
            for article in board.lesson.articles
            for span, kind in board.kinds[article.id]
            if kind in kinds
        ]

    return play


def random_spans(number: int, longest: int = 4) -> Play:
    """Mark random stretches of words, each under a random category of words."""

    def play(board: Board, dice: random.Random) -> Work:
        found = {}
        for article in board.lesson.articles:
            tokens = board.words[article.id]
            for _ in range(number):
                at = dice.randrange(len(tokens))
                span = _run(tokens[at : at + dice.randint(1, longest)])
                made = marked(article, dice.choice((LOADED, CLAIM)), span)
                found[made.id] = made
        return list(found.values())

    return play


def labels(*choices: CategoryId) -> Play:
    """Label every sentence with one of some labels, drawn anew each time."""

    def play(board: Board, dice: random.Random) -> Work:
        return [
            marked(article, dice.choice(choices), sentence)
            for article in board.lesson.articles
            for sentence in article.sentences
        ]

    return play


#: From so many words on a key is long.
LONG = 5


def two_words_of_each_long_key(board: Board, _dice: random.Random) -> Work:
    """Mark the first two words of every required key that is long and has no alternatives."""
    return [
        marked(article, key.category_id, _run(tokens[:2]))
        for article in board.lesson.articles
        for key in board.keys(article, KeyStatus.REQUIRED)
        if not (key.also or board.is_sentence(key.category_id))
        and len(tokens := words(article.body, key.span)) >= LONG
    ]


def together(*plays: Play) -> Play:
    """Play several strategies on one sheet."""
    return lambda board, dice: [mark for play in plays for mark in play(board, dice)]


def nothing(_board: Board, _dice: random.Random) -> Work:
    """Hand in an empty sheet."""
    return []


# -- honest work -------------------------------------------------------------------------------


def exactly(board: Board, _dice: random.Random) -> Work:
    """Mark what is required, and nothing else."""
    return [
        marked(article, key.category_id, key.span)
        for article in board.lesson.articles
        for key in board.keys(article, KeyStatus.REQUIRED)
    ]


@dataclass(frozen=True)
class Reader:
    """An honest student: what shares of the key are found, labelled rightly, marked besides."""

    found: float = 0.6
    right_labels: float = 0.85
    optional: float = 0.2

    def __call__(self, board: Board, dice: random.Random) -> Work:
        """Read every article."""
        return [mark for article in board.lesson.articles for mark in self.on(board, article, dice)]

    def on(self, board: Board, article: Article, dice: random.Random) -> Iterator[Annotation]:
        """Yield what the student marks in one article."""
        for key in board.keys(article, KeyStatus.REQUIRED, KeyStatus.OPTIONAL):
            chance = self.found if key.status is KeyStatus.REQUIRED else self.optional
            if board.is_sentence(key.category_id):
                wrong = CHECKABLE if key.category_id == OPINION else OPINION
                label = key.category_id if dice.random() < self.right_labels else wrong
                yield marked(article, label, key.span)
            elif dice.random() < chance:
                yield marked(article, key.category_id, key.span)


def on_part(articles: slice, play: Play) -> Play:
    """Play on some of the articles only."""

    def part(board: Board, dice: random.Random) -> Work:
        chosen = {article.id for article in board.lesson.articles[articles]}
        return [mark for mark in play(board, dice) if mark.article_id in chosen]

    return part


# -- careful, but of another mind --------------------------------------------------------------


@dataclass(frozen=True)
class OtherMind:
    """A careful student who marks other words that can be defended as well.

    `recall` of the key's words are marked, and so many others that their share of all is
    1 - `precision`; both ends of a highlight reach a word too far by a chance of `looseness`.
    Others are words that the language help calls loaded, then adjectives, adverbs and verbs.
    """

    recall: float
    precision: float
    looseness: float = 0.3
    right_labels: float = 0.85

    def __call__(self, board: Board, dice: random.Random) -> Work:
        """Read every article."""
        return [mark for article in board.lesson.articles for mark in self.on(board, article, dice)]

    def on(self, board: Board, article: Article, dice: random.Random) -> Iterator[Annotation]:
        """Yield what the student marks in one article."""
        reader = Reader(self.recall, self.right_labels, self.recall)
        tokens = board.words[article.id]
        right = {LOADED: 0, CLAIM: 0}
        for mark in reader.on(board, article, dice):
            if not board.is_sentence(mark.category_id):
                right[mark.category_id] += len(words(mark.quote))
                mark = marked(article, mark.category_id, self._loosely(tokens, mark.span, dice))
            yield mark
        keys = board.keys(article, *KeyStatus)
        taken = [k.span for k in keys if not board.is_sentence(k.category_id)]
        for category, longest in ((LOADED, 2), (CLAIM, 9)):
            wanted = round(right[category] * (1 - self.precision) / self.precision)
            for span in self._others(board, article, dice, taken, longest):
                if wanted <= 0:
                    break
                wanted -= len(words(article.body, span))
                yield marked(article, category, self._loosely(tokens, span, dice))

    def _others(
        self,
        board: Board,
        article: Article,
        dice: random.Random,
        taken: Sequence[Span],
        longest: int,
    ) -> Iterator[Span]:
        """Yield stretches that are not in the key, those that can be defended best first."""
        tokens = board.words[article.id]
        marked_kinds = [s for s, kind in board.kinds[article.id] if kind in ("ADJ", "ADV", "VERB")]
        rest = dice.sample(marked_kinds, len(marked_kinds))
        for start in (*dice.sample(board.loaded[article.id], len(board.loaded[article.id])), *rest):
            at = next((n for n, word in enumerate(tokens) if word.overlaps(start)), None)
            if at is None:
                continue
            span = _run(tokens[at : at + dice.randint(1, longest)])
            if not any(span.overlaps(other) for other in taken):
                yield span

    def _loosely(self, tokens: Sequence[Span], span: Span, dice: random.Random) -> Span:
        inside = [n for n, word in enumerate(tokens) if word.overlaps(span)]
        if not inside:
            return span
        first, last = inside[0], inside[-1]
        first -= first > 0 and dice.random() < self.looseness
        last += last + 1 < len(tokens) and dice.random() < self.looseness
        return _run(tokens[first : last + 1])
