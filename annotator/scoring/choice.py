"""Which articles of a hand-in count: those asked for in which the student did best.

Where a task asks for some of the articles, the choice with the highest share of the points is
taken, so that work beyond what is asked never lowers a grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import fsum

from annotator.domain.asked import Portion
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Lesson
from annotator.scoring.points import points_of
from annotator.scoring.results import KeyCredit, Outcome, RubricScore, TextScore
from annotator.scoring.rules import Rules

#: Of so many articles every choice is tried; of more, one article after the other.
MOST_TRIED = 8
#: Less than this is no better share, but noise of the arithmetic.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles that count, out of a portion, and the share of the points that they give."""

    portion: Portion
    articles: frozenset[ArticleId]
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article that may count: its score, and what of it the teacher accepted."""

    article_id: ArticleId
    text: TextScore
    accepted: frozenset[AnnotationId]

    @property
    def has_work(self) -> bool:
        """Return whether the student or the teacher left anything in it that could count."""
        idle = (Outcome.MISSED, Outcome.AVOIDED)
        met = (credit.overridden or credit.outcome not in idle for credit in self.text.credits)
        return bool(self.text.extras) or any(met)


def best_choice(
    lesson: Lesson,
    portion: Portion,
    candidates: Sequence[Candidate],
    rubric: Sequence[RubricScore],
    rules: Rules,
) -> Choice:
    """Return the choice with the highest share of all points, at least as many as are asked for.

    Among equals it is the smallest one, with work in its articles, in the order of the lesson. The
    rubric counts as far as it is graded.
    """
    mine = [each for each in candidates if each.article_id in portion.articles]
    given = fsum(entry.score.points for entry in rubric if entry.score)
    most = fsum(entry.criterion.maximum for entry in rubric)
    light = {each.article_id: _gathered(each) for each in candidates}
    known: dict[frozenset[ArticleId], float] = {}

    def share(chosen: frozenset[ArticleId]) -> float:
        if chosen not in known:
            parts = [light[each.article_id] for each in mine if each.article_id in chosen]
            accepted = _union(each.accepted for each in mine if each.article_id in chosen)
            others = [part for one, part in light.items() if one not in chosen]
            points = points_of(lesson, parts, accepted, rules, others)
            maximum = points.maximum + most
            known[chosen] = (points.total + given) / maximum if maximum else 0.0
        return known[chosen]

    if portion.least >= len(mine):
        whole = frozenset(each.article_id for each in mine)
        return Choice(portion, whole, share(whole))
    first = sorted(mine, key=lambda candidate: not candidate.has_work)
    ids = [each.article_id for each in first]
    if len(ids) <= MOST_TRIED:
        best = _best(_subsets(ids, portion.least), share)
    else:
        best = _climbed(ids, portion.least, share)
    return Choice(portion, best, share(best))


def _subsets(ids: Sequence[ArticleId], least: int) -> Iterator[frozenset[ArticleId]]:
    """Yield every choice of at least so many, small ones first."""
    for size in range(least, len(ids) + 1):
        yield from map(frozenset, combinations(ids, size))


def _best(
    choices: Iterator[frozenset[ArticleId]], share: Callable[[frozenset[ArticleId]], float]
) -> frozenset[ArticleId]:
    found = next(choices)
    for each in choices:
        if share(each) > share(found) + _NOISE:
            found = each
    return found


def _climbed(
    ids: Sequence[ArticleId], least: int, share: Callable[[frozenset[ArticleId]], float]
) -> frozenset[ArticleId]:
    """Return a choice that no change of a single article makes better.

    It starts with the articles that are best alone.
    """
    chosen = frozenset(sorted(ids, key=lambda one: -share(frozenset([one])))[:least])
    while True:
        others = [one for one in ids if one not in chosen]
        near = [chosen | {one} for one in others]
        near += [chosen - {gone} | {come} for gone in chosen for come in others]
        if len(chosen) > least:
            near += [chosen - {one} for one in chosen]
        better = _best(iter([chosen, *near]), share)
        if better == chosen:
            return chosen
        chosen = better


def _union(some: Iterator[frozenset[AnnotationId]]) -> frozenset[AnnotationId]:
    return frozenset[AnnotationId]().union(*some)


def _gathered(candidate: Candidate) -> TextScore:
    """Return a score that adds up like an article's, with one credit for all of a kind.

    Many choices are added up; what became of each single key makes no difference to that.
    """
    kinds: dict[object, list[KeyCredit]] = {}
    for credit in candidate.text.credits:
        key = credit.key
        is_accepted = key.status is KeyStatus.OPTIONAL and key.accepted is not None
        same = (key.category_id, key.status, is_accepted, credit.outcome)
        kinds.setdefault((*same, credit.overridden, credit.overused, credit.share), []).append(
            credit
        )
    together = tuple(
        replace(
            some[0],
            key=replace(some[0].key, weight=fsum(c.key.weight for c in some)),
            points=fsum(c.points for c in some),
            by_rules=fsum(c.by_rules for c in some),
        )
        for some in kinds.values()
    )
    extras = tuple(e for e in candidate.text.extras if e.id in candidate.accepted)
    return replace(candidate.text, credits=together, extras=extras)
