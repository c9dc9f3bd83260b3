"""What is learned from a teacher's choices: the same each time, honest, and only an order."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.reranker import FOLDS, learned, reranked, values_of
from annotator.nlp.worker import Worker
from tests.unit.nlp.conftest import LEXICONS

LOADED, UNSUPPORTED = "loaded-language", "unsupported-claim"


def choices(
    count: int = 160, *, lessons: int = 4, noise: float = 0.0, seed: int = 7
) -> list[dict[str, Any]]:
    """Return choices of a teacher who takes name-calling and dismisses what is quoted."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        technique = chance.choice(("name-calling", "sensational-wording", "no-source"))
        is_quoted = chance.random() < 0.4
        taken = technique == "name-calling" and not is_quoted
        word = chance.choice(("regime", "thugs", "mob") if taken else ("storm", "huge", "reports"))
        if chance.random() < noise:
            taken = chance.random() < 0.3
        made.append(
            {
                "lesson": f"lesson {number % lessons}",
                "category": UNSUPPORTED if technique == "no-source" else LOADED,
                "taken": taken,
                "features": {
                    "score": round(chance.random(), 3),
                    "technique": technique,
                    "in_quotation": is_quoted,
                    "has_speaker": is_quoted,
                    "words": 1,
                    "place": round(chance.random(), 3),
                    "quote": word,
                },
            }
        )
    return made


def test_a_habit_is_learned_and_shows_on_lessons_that_were_left_out() -> None:
    answer = learned(choices())
    assert answer["choices"] == 160
    assert answer["precision"] > 0.9
    assert answer["recall"] > 0.9
    assert answer["plain_precision"] < 0.5
    assert answer["weights"]["quoted"] < 0 < answer["weights"]["technique name-calling"]


def test_where_there_is_no_habit_nothing_is_claimed() -> None:
    chance = random.Random(3)
    made = choices(200)
    for each in made:
        each["taken"] = chance.random() < 0.5
        each["features"]["quote"] = chance.choice(("one", "other", "third"))
    answer = learned(made)
    assert 0.3 < answer["precision"] < 0.7


def test_the_same_choices_give_the_same_weights() -> None:
    assert learned(choices(noise=0.3)) == learned(choices(noise=0.3))


def test_a_teacher_who_disagrees_with_themselves_is_learned_less_surely() -> None:
    assert learned(choices(noise=0.8))["precision"] < learned(choices())["precision"]


def test_what_was_learned_does_not_measure_itself() -> None:
    # Every word occurs in one lesson only, so what it says of itself is no help elsewhere.
    chance = random.Random(5)
    made = choices(200, lessons=FOLDS)
    for each in made:
        each["taken"] = chance.random() < 0.5
        word = "w" + chr(97 + int(each["lesson"][-1])) + str(each["taken"]).casefold()
        each["features"] = {"score": 0.5, "quote": word, "words": 1}
    assert learned(made)["precision"] is None or learned(made)["precision"] < 0.7


def test_choices_about_one_lesson_are_left_out_in_turn() -> None:
    answer = learned(choices(lessons=1))
    assert answer["precision"] > 0.9


@pytest.mark.parametrize(
    "raw, words",
    [
        (None, "no list"),
        ([{"lesson": "l"}], "lacks"),
        ([1, 2], "lacks"),
        ([each for each in choices(60) if each["taken"]], "some dismissed"),
    ],
)
def test_choices_that_teach_nothing_are_refused_with_a_sentence(raw: object, words: str) -> None:
    answer = json.loads(
        Worker(LanguageHelp(LEXICONS)).answer_line(json.dumps({"do": "learn", "choices": raw}))
    )
    assert words in answer["error"]


def test_a_learned_order_puts_first_what_this_teacher_takes() -> None:
    worker = Worker(LanguageHelp(LEXICONS))
    text = (
        "The regime fell. “These thugs must go,” said Ada Berg. A huge storm hit the corrupt mob."
    )
    request = {"do": "suggest", "text": text, "per_hundred": 100}
    plain = json.loads(worker.answer_line(json.dumps(request)))["suggestions"]
    answer = json.loads(
        worker.answer_line(json.dumps({**request, "ranking": learned(choices())["weights"]}))
    )["suggestions"]
    assert sorted(map(str, plain)) == sorted(map(str, answer))
    first_quoted = next(n for n, each in enumerate(answer) if each["in_quotation"])
    assert all(
        each["technique"] != "name-calling"
        for each in answer[first_quoted:]
        if not each["in_quotation"]
    )
    assert answer[0]["technique"] == "name-calling"
    assert not answer[0]["in_quotation"]


@pytest.mark.parametrize("raw", [[], {"score": "high"}, None, "x"])
def test_an_order_that_is_none_is_refused(raw: object) -> None:
    worker = Worker(LanguageHelp(LEXICONS))
    line = json.dumps({"do": "suggest", "text": "A dog ran.", "ranking": raw})
    assert "no list of weights" in json.loads(worker.answer_line(line))["error"]


def test_no_name_gets_a_weight() -> None:
    values = values_of(LOADED, {"quote": "Moreno’s corrupt Labour thugs in France", "score": 0.2})
    assert [name for name in values if name.startswith("word ")] == [
        "word corrupt",
        "word thugs",
        "word in",
    ]


def test_no_choice_can_name_a_weight_that_numbers_have() -> None:
    values = values_of(LOADED, {"quote": "score always quoted", "score": 0.2})
    assert values["score"] == 0.2
    assert values["word score"] == 1.0
    assert reranked((), "", {}) == ()
