"""Let the order of suggestions follow what a teacher accepted and dismissed before.

Off until a teacher switches it on, and possible only after enough choices. What is learned
is a weight for each feature of a suggestion; it stays in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import CategoryId
from annotator.domain.rankings import HeldOut, LearnedRanking
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, Features, SuggestionChoice
from annotator.services.ports import Ports

#: From so many choices on, with so many of either kind, an order can be learned.
FEWEST = 100
FEWEST_OF_A_KIND = 10
#: Suggestions of these categories are ranked; sentences have bands of their own.
RANKED = (CategoryId("loaded-language"), CategoryId("unsupported-claim"))
LONGEST_QUOTE = 200


def suggestion_features(record: Mapping[str, Any], body: str) -> Features:
    """Return what is known of a suggestion when it is shown, as it is kept with a choice."""
    span = Span(record["start"], record["end"])
    return {
        "score": float(record["score"]),
        "technique": str(record.get("technique") or ""),
        "confidence": str(record.get("confidence") or ""),
        "in_quotation": bool(record.get("in_quotation", False)),
        "has_speaker": bool(record.get("speaker")),
        "words": len(span.of(body).split()),
        "place": round(span.start / max(1, len(body)), 3),
        "quote": span.of(body)[:LONGEST_QUOTE],
    }


def countable(choices: Iterable[SuggestionChoice]) -> tuple[SuggestionChoice, ...]:
    """Return the choices from which an order can be learned."""
    return tuple(each for each in choices if each.category_id in RANKED and each.features)


def can_learn(choices: Iterable[SuggestionChoice]) -> bool:
    """Return whether there are enough choices, of both kinds."""
    found = countable(choices)
    taken = sum(each.choice is not ChoiceKind.DISMISSED for each in found)
    return len(found) >= FEWEST and min(taken, len(found) - taken) >= FEWEST_OF_A_KIND


def all_choices(ports: Ports) -> tuple[SuggestionChoice, ...]:
    """Return the choices about every lesson from which an order can be learned."""
    with ports.store.reading() as unit:
        return countable(unit.suggestion_choices.all())


def learning_request(choices: Iterable[SuggestionChoice]) -> dict[str, Any]:
    """Return what the language process is asked, to learn an order."""
    found = countable(choices)
    if not can_learn(found):
        raise NotAllowed(
            "An order can be learned from {fewest} choices on, at least "
            "{fewest_of_a_kind} of them accepted and {fewest_of_a_kind} dismissed. So "
            "far there are {number}. Go on accepting and dismissing suggestions.",
            fewest=FEWEST,
            fewest_of_a_kind=FEWEST_OF_A_KIND,
            number=len(found),
        )
    return {
        "do": "learn",
        "choices": [
            {
                "lesson": each.lesson_id,
                "category": each.category_id,
                "taken": each.choice is not ChoiceKind.DISMISSED,
                "features": dict(each.features),
            }
            for each in found
        ],
    }


def learned_ranking(answer: Mapping[str, Any], at: datetime) -> LearnedRanking:
    """Return what the language process learned, switched off."""
    return LearnedRanking(
        weights={str(name): float(weight) for name, weight in answer["weights"].items()},
        choices=int(answer["choices"]),
        held_out=HeldOut(
            answer["precision"],
            answer["recall"],
            answer["plain_precision"],
            answer["plain_recall"],
        ),
        learned_at=at,
    )


def keep_ranking(ports: Ports, ranking: LearnedRanking) -> None:
    """Store an order, replacing the one before."""
    with ports.store.writing() as unit:
        unit.rankings.put(ranking)
        unit.commit()


def find_ranking(ports: Ports) -> LearnedRanking | None:
    """Return the order that was learned last, or None."""
    with ports.store.reading() as unit:
        return unit.rankings.find()


def switch_ranking(ports: Ports, *, on: bool) -> LearnedRanking | None:
    """Use the order that was learned, or no longer; return it."""
    ranking = find_ranking(ports)
    if ranking is None:
        return None
    switched = replace(ranking, is_on=on)
    keep_ranking(ports, switched)
    return switched


def with_ranking(request: Mapping[str, Any], ports: Ports) -> dict[str, Any]:
    """Return a request for suggestions, with the learned order where that is on."""
    ranking = find_ranking(ports)
    if ranking is None or not ranking.is_on:
        return dict(request)
    return {**request, "ranking": dict(ranking.weights)}
