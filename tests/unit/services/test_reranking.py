"""When an order of suggestions may be learned, and when it is used."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, CategoryId, LessonId
from annotator.domain.rankings import HeldOut, LearnedRanking
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, SuggestionChoice
from annotator.services.reranking import (
    all_choices,
    can_learn,
    find_ranking,
    keep_ranking,
    learned_ranking,
    learning_request,
    suggestion_features,
    switch_ranking,
    with_ranking,
)
from tests.fakes.ports import make_ports

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LOADED, OPINION = CategoryId("loaded-language"), CategoryId("opinion")
ASKED = {"do": "suggest", "text": "x"}
RANKING = LearnedRanking({"score": 1.5}, 120, HeldOut(0.6, 0.5, 0.4, 0.3), NOON)


def choice(number: int, made: ChoiceKind, category: CategoryId = LOADED) -> SuggestionChoice:
    return SuggestionChoice(
        LessonId("l"),
        ArticleId("a"),
        category,
        Span(number, number + 1),
        made,
        NOON,
        {"score": 0.5},
    )


def made(taken: int, dismissed: int) -> list[SuggestionChoice]:
    kinds = [ChoiceKind.ACCEPTED, ChoiceKind.CHANGED] * taken
    return [choice(n, kind) for n, kind in enumerate(kinds[:taken])] + [
        choice(1000 + n, ChoiceKind.DISMISSED) for n in range(dismissed)
    ]


@pytest.mark.parametrize(
    "taken, dismissed, can", [(50, 50, True), (99, 0, False), (95, 9, False), (89, 10, False)]
)
def test_an_order_needs_enough_choices_of_both_kinds(
    taken: int, dismissed: int, *, can: bool
) -> None:
    assert can_learn(made(taken, dismissed)) is can


def test_too_few_choices_are_said_in_a_sentence() -> None:
    with pytest.raises(NotAllowed, match="So far there are 30"):
        learning_request(made(20, 10))


def test_sentences_and_choices_without_features_do_not_count() -> None:
    ports = make_ports()
    with ports.store.writing() as unit:
        unit.suggestion_choices.put(choice(1, ChoiceKind.ACCEPTED))
        unit.suggestion_choices.put(choice(2, ChoiceKind.ACCEPTED, OPINION))
        unit.commit()
    assert [each.category_id for each in all_choices(ports)] == [LOADED]


def test_a_changed_suggestion_was_taken() -> None:
    request = learning_request(made(60, 40))
    assert sum(each["taken"] for each in request["choices"]) == 60
    assert request["do"] == "learn"


def test_an_order_is_used_only_while_it_is_on() -> None:
    ports = make_ports()
    assert switch_ranking(ports, on=True) is None
    assert with_ranking(ASKED, ports) == ASKED
    keep_ranking(ports, RANKING)
    assert with_ranking(ASKED, ports) == ASKED
    switch_ranking(ports, on=True)
    assert with_ranking(ASKED, ports) == {**ASKED, "ranking": {"score": 1.5}}
    switch_ranking(ports, on=False)
    assert with_ranking(ASKED, ports) == ASKED
    assert find_ranking(ports) == RANKING


def test_what_is_learned_is_off_until_somebody_switches_it_on() -> None:
    answer = {
        "weights": {"score": 1},
        "choices": 100,
        "precision": 0.5,
        "recall": None,
        "plain_precision": 0.4,
        "plain_recall": 0.3,
    }
    ranking = learned_ranking(answer, NOON)
    assert not ranking.is_on
    assert ranking.held_out == HeldOut(0.5, None, 0.4, 0.3)


def test_features_say_what_was_known_of_a_suggestion() -> None:
    body = "The Regime fell."
    record = {"start": 4, "end": 10, "score": 0.9, "technique": "name-calling", "speaker": "Ada"}
    assert suggestion_features(record, body) == {
        "score": 0.9,
        "technique": "name-calling",
        "confidence": "",
        "in_quotation": False,
        "has_speaker": True,
        "words": 1,
        "place": 0.25,
        "quote": "Regime",
    }
