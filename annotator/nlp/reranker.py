"""A small logistic model that puts first what one teacher accepts; fitted in NumPy.

Few choices, many words: so the weights are held small, words count only from their third
choice on, and what is learned is measured on lessons that it was not learned from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.domain.errors import BadInput
from annotator.nlp.records import suggestion_record
from annotator.nlp.suggester import FoundSuggestion
from annotator.services.comparison_records import Record
from annotator.services.reranking import suggestion_features

#: How often a word or technique must occur, and how many of them are used at most.
SELDOM = 3
MOST_NAMES = 400
#: What holds a weight small: numbers less than words, which are many.
NUMBER_PENALTY = 0.3
NAME_PENALTY = 1.5
STEPS = 15
FOLDS = 5
MOST_CHOICES = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Weights = Mapping[str, float]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """One suggestion that a teacher took or dismissed, as numbers by name."""

    group: str
    values: Mapping[str, float]
    score: float
    taken: bool


def values_of(category: str, features: Mapping[str, Any]) -> dict[str, float]:
    """Return a suggestion as numbers by name; the names of words begin with `word `.

    A word with a capital may be a name, and no name of a person, party or country gets a weight.
    """
    quote = str(features.get("quote", ""))
    plain = [word for word in _WORD.findall(quote) if word.islower()]
    return {
        "always": 1.0,
        "score": float(features.get("score", 0.0)),
        "quoted": float(bool(features.get("in_quotation"))),
        "spoken": float(bool(features.get("has_speaker"))),
        "length": log1p(float(features.get("words", 1))) / 2,
        "place": float(features.get("place", 0.0)),
        f"is {category}": 1.0,
        f"technique {features.get('technique', '')}": 1.0,
        **{f"word {word}": 1.0 for word in plain[:8]},
    }


_NUMBERS = frozenset({"always", "score", "quoted", "spoken", "length", "place"})


def fitted(choices: Sequence[TrainingExample]) -> dict[str, float]:
    """Return the weight of each name, by Newton's method on the penalised likelihood.

    The same choices in the same order give the same weights.
    """
    names = _names(choices)
    table = np.array([[each.values.get(name, 0.0) for name in names] for each in choices])
    taken = np.array([float(each.taken) for each in choices])
    penalty = np.array([NUMBER_PENALTY if name in _NUMBERS else NAME_PENALTY for name in names])
    penalty[names.index("always")] = 1e-6
    weights: Numbers = np.zeros(len(names))
    for _unused in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(table @ weights, -30, 30)))
        gradient = table.T @ (taken - chance) - penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(w), 6) for name, w in zip(names, weights, strict=True)}


def _names(choices: Sequence[TrainingExample]) -> list[str]:
    counts = Counter(name for each in choices for name in each.values)
    named = [(-n, name) for name, n in counts.items() if name not in _NUMBERS and n >= SELDOM]
    return [*sorted(_NUMBERS), *(name for _unused, name in sorted(named)[:MOST_NAMES])]


def chance_of(values: Mapping[str, float], weights: Weights) -> float:
    """Return how likely a suggestion is to be taken, as far as the weights tell."""
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def held_out(choices: Sequence[TrainingExample]) -> Record:
    """Return precision and recall on lessons that were left out, beside those of the plain order.

    Where all choices are about one lesson, every fifth of them is left out in turn, which is
    kinder. Both orders put as many first as the model takes for likely.
    """
    folds = _folds(choices)
    chances: dict[int, float] = {}
    for fold in folds:
        rest = [each for n, each in enumerate(choices) if n not in fold]
        if len({each.taken for each in rest}) == 2:
            weights = fitted(rest)
            chances |= {n: chance_of(choices[n].values, weights) for n in sorted(fold)}
    taken = sum(choices[n].taken for n in chances)
    first = sum(chance >= 0.5 for chance in chances.values())
    learned = sorted(chances, key=lambda n: (-chances[n], n))[:first]
    plain = sorted(chances, key=lambda n: (-choices[n].score, n))[:first]
    right, plainly = (sum(choices[n].taken for n in each) for each in (learned, plain))
    return {
        "precision": _share(right, first),
        "recall": _share(right, taken),
        "plain_precision": _share(plainly, first),
        "plain_recall": _share(plainly, taken),
    }


def _folds(choices: Sequence[TrainingExample]) -> list[frozenset[int]]:
    groups = sorted({each.group for each in choices})
    count = min(FOLDS, len(groups)) if len(groups) > 1 else FOLDS
    number = {group: n % count for n, group in enumerate(groups)}
    if len(groups) == 1:
        return [frozenset(range(start, len(choices), count)) for start in range(count)]
    return [
        frozenset(n for n, each in enumerate(choices) if number[each.group] == fold)
        for fold in range(count)
    ]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def learned(raw: object) -> Record:
    """Return the weights that fit a teacher's choices, and how they do on what was left out."""
    choices = tuple(_choices(raw))
    if len({each.taken for each in choices}) != 2:
        raise BadInput("To learn an order, some suggestions must be accepted and some dismissed.")
    return {"choices": len(choices), "weights": fitted(choices), **held_out(choices)}


def _choices(raw: object) -> Iterable[TrainingExample]:
    if not isinstance(raw, list) or len(raw) > MOST_CHOICES:
        raise BadInput(
            "The choices to learn from are no list of at most {most_choices}.",
            most_choices=MOST_CHOICES,
        )
    for each in raw:
        try:
            features = each["features"]
            values = values_of(str(each["category"]), features)
            yield TrainingExample(str(each["lesson"]), values, values["score"], bool(each["taken"]))
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:
            raise BadInput(
                "A choice lacks its lesson, category, features or what became of it."
            ) from trouble


def reranked(
    suggestions: Iterable[FoundSuggestion], text: str, raw: object
) -> tuple[FoundSuggestion, ...]:
    """Return suggestions in a learned order, the likeliest to be taken first."""
    if not isinstance(raw, dict) or not all(
        isinstance(weight, int | float) for weight in raw.values()
    ):
        raise BadInput("The learned order is no list of weights by name.")

    def place(each: FoundSuggestion) -> tuple[float, float]:
        features = suggestion_features(suggestion_record(each, text), text)
        return -chance_of(values_of(each.category_id, features), raw), -each.score

    return tuple(sorted(suggestions, key=place))
