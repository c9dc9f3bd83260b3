"""What is suggested, with which reason, in which order, and that it is fair."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from annotator import paths
from annotator.files.lesson_source import read_source
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.suggester import LOADED, UNSUPPORTED, FoundSuggestion, Reading, Suggester
from tests.eval.own import SIDES, own_sentences

Parse = Callable[[str], Doc]

OTHER_SIDES = (
    SIDES[1],
    {"person": "Omar Haddad", "other": "Lucia Marino", "party": "Green Party", "country": "Iran"},
    {
        "person": "Nikolai Petrov",
        "other": "Fatima Khan",
        "party": "Republican Party",
        "country": "America",
    },
    {
        "person": "Mary Smith",
        "other": "John Miller",
        "party": "Democratic Party",
        "country": "Venezuela",
    },
)


@pytest.fixture(scope="module")
def read(parse: Parse, suggester: Suggester) -> Callable[[str], Reading]:
    return lambda text: suggester.read(parse(text))


def quotes(reading: Reading, text: str, category: str = LOADED) -> list[str]:
    return [s.span.of(text) for s in reading.suggestions if s.category_id == category]


def test_a_loaded_word_comes_with_a_reason_and_a_plainer_word(read) -> None:
    text = "The regime raised the price of bread."
    found = read(text).suggestions[0]
    assert found.span.of(text) == "regime"
    assert found.technique_id == "one-sided-term"
    assert "“regime” judges" in found.reason
    assert "“government”" in found.reason
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    "text, word, technique",
    [
        ("Ada Berg boasted that she had won.", "boasted", "loaded-said"),
        ("The mayhem went on all day.", "mayhem", "sensational-wording"),
        ("The “experts” arrived late.", "experts", "scare-quotes"),
        ("The army hit a wedding: collateral damage.", "collateral damage", "euphemism"),
        ("A tidal wave of complaints came in.", "tidal wave", "charged-metaphor"),
        ("The visionary mayor spoke.", "visionary", "virtue-words"),
        ("Anyone with a heart will weep.", "Anyone with a heart", "emotional-appeal"),
        ("They desperately wanted to win.", "desperately", "exaggeration"),
        ("His henchman waited outside.", "henchman", "name-calling"),
    ],
)
def test_each_technique_is_named(read, text: str, word: str, technique: str) -> None:
    found = read(text).suggestions
    assert (word, technique) in [(s.span.of(text), s.technique_id) for s in found]


@pytest.mark.parametrize(
    "text, technique",
    [
        ("Critics say that the plan is dead.", "vague-source"),
        ("A witness said that the driver was asleep.", "unnamed-source"),
        ("More than 4,000 soldiers have deserted.", "no-source"),
        ("He fears that his own guards will turn on him.", "mind-reading"),
        ("They are expected to degenerate into violence.", "speculation"),
        ("Pay is low, and that is why they leave.", "cause-from-sequence"),
        ("The vote proves that the town wants change.", "source-cannot-know"),
        ("Countless families have left the valley.", "vague-quantity"),
    ],
)
def test_a_claim_without_support_is_suggested(read, text: str, technique: str) -> None:
    found = [s for s in read(text).suggestions if s.category_id == UNSUPPORTED]
    assert [s.technique_id for s in found] == [technique]


@pytest.mark.parametrize(
    "text",
    [
        "The museum opened in 1931.",
        "The statistics office said that 4,000 soldiers had left the army.",
        "“More than 4,000 soldiers left the army last year,” said Ada Berg.",
        "Was it the cold that killed 40 trees?",
    ],
)
def test_a_claim_with_a_source_is_left_alone(read, text: str) -> None:
    assert quotes(read(text), text, UNSUPPORTED) == []


def test_a_word_inside_a_quotation_is_flagged_with_its_speaker_and_ranks_low(read) -> None:
    own = read("It was a pathetic plan from the start of the year.").suggestions[0]
    text = "“It was a pathetic plan from the start of the year,” said Ada Berg."
    quoted = next(s for s in read(text).suggestions if s.span.of(text) == "pathetic")
    assert quoted.in_quotation
    assert quoted.speaker == "Ada Berg"
    assert not own.in_quotation
    assert own.speaker == ""
    assert quoted.score < own.score / 2


def test_names_are_never_loaded(read) -> None:
    text = "Lawrence Savage and Mary Grim met the Butcher Company in Hell, Norway."
    assert quotes(read(text), text) == []


def test_suggestions_are_ranked_and_kept_quiet_by_the_budget(read) -> None:
    text = "The regime crushed the courageous rioters with sickening, brutal force. " * 10
    reading = read(text)
    scores = [s.score for s in reading.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert len(reading.within(3)) == round(reading.word_count * 3 / 100)
    assert len(reading.within(0.001)) == 1


def test_sentences_are_opinion_or_reporting_with_a_technique(read) -> None:
    text = "The council must close the road. The council voted on Monday. What a shameful day!"
    sentences = read(text).sentences
    assert [s.category_id for s in sentences] == ["opinion", "reporting", "opinion"]
    assert sentences[0].technique_id == "prescription"
    assert all(s.reason.endswith(".") for s in sentences)


def test_every_technique_belongs_to_the_scheme_that_ships(read) -> None:
    lesson, _ = read_source(paths.lessons_dir() / "caracas-2019-04-30", paths.schemes_dir())
    for article in lesson.articles:
        reading = read(article.body)
        for found in (*reading.suggestions, *reading.sentences):
            category = lesson.scheme.category(found.category_id)
            assert category.technique(found.technique_id) is not None
            assert found.span.of(article.body).strip()


# -- fair ----------------------------------------------------------------------------------------


def shape(found: FoundSuggestion, text: str, side: dict[str, str]) -> tuple[object, ...]:
    """Return a suggestion with the names of the side taken out."""
    quote, reason = found.span.of(text), found.reason
    for key, name in side.items():
        quote, reason = quote.replace(name, key), reason.replace(name, key)
    return (found.category_id, found.technique_id, quote, found.score, reason)


@pytest.mark.parametrize("side", OTHER_SIDES, ids=lambda side: side["party"])
def test_the_same_sentence_about_the_other_side_gets_the_same_suggestions(
    pipeline: Pipeline, suggester: Suggester, side: dict[str, str]
) -> None:
    ours, theirs = own_sentences(SIDES[0]), own_sentences(side)
    assert len(ours) > 100
    docs = pipeline.parse_all([r["text"] for r in ours + theirs])
    readings = [suggester.read(doc) for doc in docs]
    for number, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        mine = [shape(s, our["text"], SIDES[0]) for s in readings[number].suggestions]
        yours = [shape(s, their["text"], side) for s in readings[len(ours) + number].suggestions]
        assert mine == yours, their["text"]


def test_no_list_holds_a_name_of_a_person_party_or_country(read) -> None:
    for name in ("Republicans", "Democrats", "Labour", "Russia", "Israel", "Trump", "Maduro"):
        text = f"Then {name} came to the meeting."
        assert quotes(read(text), text) == []
