"""What a class did together: grades, success with each key item, heat, disputed sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.spans import Span, merge_spans
from annotator.scoring.results import HandInScore, Outcome
from annotator.translation import N_, _


@dataclass(frozen=True, slots=True)
class ItemSuccess:
    """How a class did on one key annotation: how many have each outcome."""

    key: KeyAnnotation
    outcomes: Counter[Outcome]

    @property
    def students(self) -> int:
        """Return how many students were asked."""
        return self.outcomes.total()

    @property
    def found(self) -> int:
        """Return how many found it; of a trap, how many avoided it."""
        return self.outcomes[Outcome.FOUND] + self.outcomes[Outcome.AVOIDED]

    @property
    def share(self) -> float:
        """Return the share that found or avoided it, 0 to 1."""
        return self.found / self.students if self.students else 0.0


def success_of_items(scores: Iterable[HandInScore]) -> tuple[ItemSuccess, ...]:
    """Return the class's success with each key annotation of articles that count for a student."""
    found: dict[str, ItemSuccess] = {}
    for score in scores:
        for article in score.counted:
            for credit in article.text.credits:
                item = found.setdefault(credit.key.id, ItemSuccess(credit.key, Counter()))
                item.outcomes[credit.outcome] += 1
    return tuple(found.values())


def missed_items(lesson: Lesson, items: Iterable[ItemSuccess]) -> tuple[ItemSuccess, ...]:
    """Return the required keys of words that somebody missed, the hardest first."""
    asked = (
        item
        for item in items
        if item.key.status is KeyStatus.REQUIRED
        and not lesson.scheme.category(item.key.category_id).is_sentence
        and item.share < 1
    )
    return tuple(sorted(asked, key=lambda i: (i.share, i.key.article_id, i.key.span)))


#: A sentence is worth a discussion where the second label has at least this share of the first.
DISPUTED = 0.4


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One sentence and how many students gave it each label; `unlabelled` gave none."""

    article_id: ArticleId
    sentence: Span
    labels: Counter[CategoryId]
    unlabelled: int

    @property
    def dispute(self) -> float:
        """Return how evenly the class is divided: 1 where two labels are equally frequent."""
        most = self.labels.most_common(2)
        return most[1][1] / most[0][1] if len(most) > 1 else 0.0


def disputed_sentences(
    lesson: Lesson, students: Sequence[Sequence[Annotation]]
) -> list[Disagreement]:
    """Return the sentences that got more than one label, the most disputed first.

    Among equals the one that more students labelled comes first.
    """
    kinds = {c.id for c in lesson.scheme.categories if c.is_sentence}
    found = []
    for article in lesson.articles:
        mine = [
            [a for a in given if a.article_id == article.id and a.category_id in kinds]
            for given in students
        ]
        for sentence in article.sentences:
            labels = Counter(
                label for given in mine if (label := _label_of(given, sentence)) is not None
            )
            if len(labels) > 1:
                rest = len(students) - labels.total()
                found.append(Disagreement(article.id, sentence, labels, rest))
    return sorted(
        found, key=lambda d: (-round(d.dispute, 6), -d.labels.total(), d.article_id, d.sentence)
    )


def _label_of(given: Sequence[Annotation], sentence: Span) -> CategoryId | None:
    """Return the label that covers most of a sentence, if it covers half of it."""
    best = max(given, key=lambda a: a.span.shared(sentence), default=None)
    if best is None or best.span.shared(sentence) * 2 < len(sentence):
        return None
    return best.category_id


def heat_of(
    lesson: Lesson,
    article: Article,
    students: Sequence[Iterable[Annotation]],
    category_id: CategoryId | None = None,
) -> list[tuple[Span, int]]:
    """Return the stretches of an article with how many students highlighted them.

    Only `category_id` counts, or all categories of words, and a student once however many
    highlights overlap. Stretches nobody highlighted are left out; neighbours with one
    number are one stretch.
    """
    kinds = {c.id for c in lesson.scheme.categories if not c.is_sentence}
    if category_id is not None:
        kinds = {category_id}
    steps: Counter[int] = Counter()
    for given in students:
        spans = [a.span for a in given if a.article_id == article.id and a.category_id in kinds]
        for span in merge_spans(spans):
            steps[span.start] += 1
            steps[span.end] -= 1
    heat: list[tuple[Span, int]] = []
    count = start = 0
    for position in sorted(p for p, step in steps.items() if step):
        if count:
            heat.append((Span(start, position), count))
        count += steps[position]
        start = position
    return heat


def votes_in_words(lesson: Lesson, each: Disagreement) -> str:
    """Return how many students gave a sentence each label, the most frequent first."""
    votes = sorted(each.labels.items(), key=lambda vote: (-vote[1], vote[0]))
    return ", ".join(f"{count} {lesson.scheme.category(c).name.lower()}" for c, count in votes)


#: Landis and Koch 1977, "The measurement of observer agreement for categorical data".
_IN_WORDS = (
    (0.8, N_("almost always")),
    (0.6, N_("mostly")),
    (0.4, N_("to a fair degree")),
    (0.2, N_("a little")),
    (0.0, N_("hardly more than by chance")),
)
_BY_CHANCE = N_("less than by chance")


def agreement_in_words(coefficient: float | None) -> str:
    """Return how far annotators with this coefficient agree, as a person would say it."""
    if coefficient is None:
        return _("cannot be said")
    found = next((words for least, words in _IN_WORDS if coefficient > least), _BY_CHANCE)
    return _(found)
