"""Keys, work and decisions that a seed draws, on the lesson of `test_hand_in`."""

from __future__ import annotations

import random

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from tests.unit.scoring import test_hand_in as bench

SPANS, LABELS = (bench.LOADED, bench.CLAIM), (bench.OPINION, bench.REPORTING)
ARTICLES = ("01", "02")
_STATUSES = (KeyStatus.REQUIRED, KeyStatus.REQUIRED, KeyStatus.OPTIONAL, KeyStatus.TRAP)


def drawn_key(dice: random.Random) -> AnswerKey:
    """Return a key with words of every status, and a label for each ten words."""
    keys: dict[str, KeyAnnotation] = {}
    for article in ARTICLES:
        for _ in range(dice.randint(1, 10)):
            first, weight = dice.randrange(95), dice.choice((0.1, 0.5, 1.0, 1 / 3, 2.0))
            place = (dice.choice(SPANS), first, min(100, first + dice.randint(1, 9)))
            made = bench.key(*place, dice.choice(_STATUSES), weight, article)
            keys[made.id] = made
        for first in range(0, 100, 10):
            label = dice.choice(LABELS)
            made = bench.key(label, first, first + 10, weight=0.5, article=article)
            keys[made.id] = made
    return AnswerKey(tuple(keys.values()))


def drawn_work(dice: random.Random) -> list[Annotation]:
    """Return highlights of any length anywhere, and labels on some sentences."""
    marks: dict[str, Annotation] = {}
    for article in ARTICLES:
        for _ in range(dice.randrange(25)):
            first = dice.randrange(99)
            after = min(100, first + dice.choice((1, 2, 3, 6, 12, 40)))
            made = bench.mark(dice.choice(SPANS), first, after, article)
            marks[made.id] = made
        for first in range(0, 100, 10):
            if dice.random() < 0.8:
                made = bench.mark(dice.choice(LABELS), first, first + 10, article)
                marks[made.id] = made
    return list(marks.values())


def drawn_decisions(dice: random.Random, key: AnswerKey, work: list[Annotation]) -> Decisions:
    """Return some verdicts and some credits set by hand."""
    kinds = tuple(VerdictKind)
    verdicts = [bench.verdict(a, dice.choice(kinds)) for a in work if dice.random() < 0.2]
    chosen = [k for k in key.annotations if dice.random() < 0.1]
    overrides = [bench.override(each, dice.choice((0.0, 0.25, 1.0))) for each in chosen]
    return Decisions(tuple(verdicts), tuple(overrides))
