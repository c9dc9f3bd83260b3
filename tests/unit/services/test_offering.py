"""Suggestions as they are offered: within a budget, and never what is settled already."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.annotating import Add
from annotator.domain.identifiers import ArticleId, TechniqueId
from annotator.domain.keys import AnswerKey
from annotator.domain.scheme import Technique
from annotator.domain.suggestions import ChoiceKind
from annotator.services import answer_keys, offering
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION

LESSON = sample_lesson.lesson()
BUGLE_ID = ArticleId("bugle")
ARTICLE = LESSON.article(BUGLE_ID)


def record(category, quote, score, **more):
    start = ARTICLE.body.index(quote)
    return {
        "category": category,
        "technique": f"{category}-a",
        "start": start,
        "end": start + len(quote),
        "score": score,
        "reason": f"“{quote}” judges.",
        **more,
    }


ANSWER = {
    "words": 40,
    "suggestions": [
        record(LOADED, "slapped", 0.9),
        record(LOADED, "robbery", 0.8, in_quotation=True, speaker="one parent"),
        record(LOADED, "greedy", 0.7),
        record(CLAIM, "Everyone knows it will only get worse.", 0.6),
        record("hype", "cruel", 0.9),
        record(LOADED, "cruel", 0.5, technique="switched-off"),
    ],
    "sentences": [
        record(OPINION, "Everyone knows it will only get worse.", 0.8, confidence="high"),
        record(OPINION, "Everyone knows", 0.9, confidence="high"),
    ],
}


def offer():
    return offering.offer_of(ANSWER, ARTICLE, LESSON.scheme, LESSON.scheme)


def quotes(suggestions):
    return [each.span.of(ARTICLE.body) for each in suggestions]


def test_unknown_categories_techniques_that_are_off_and_half_sentences_are_not_offered():
    assert quotes(offer().on_words) == [
        "slapped",
        "robbery",
        "greedy",
        "Everyone knows it will only get worse.",
    ]
    assert quotes(offer().on_sentences) == ["Everyone knows it will only get worse."]


def test_a_category_with_techniques_of_its_own_is_suggested_without_one():
    own = Technique(TechniqueId("shouting"), "Shouting")
    loaded, *rest = LESSON.scheme.categories
    scheme = replace(LESSON.scheme, categories=(replace(loaded, techniques=(own,)), *rest))
    found = offering.offer_of(ANSWER, ARTICLE, scheme, LESSON.scheme).on_words
    assert quotes(found)[:1] == ["slapped"]
    assert quotes(found)[-1] == "cruel"
    assert {each.technique_id for each in found if each.category_id == LOADED} == {None}


def test_the_budget_takes_the_best_and_leaves_quotations_out_unless_wanted():
    assert quotes(offer().within(5, quoted=False)) == ["slapped", "greedy"]
    assert quotes(offer().within(5, quoted=True)) == ["slapped", "robbery"]
    assert quotes(offer().within(0.1, quoted=False)) == ["slapped"]


def test_what_is_in_the_key_or_dismissed_is_open_no_more():
    found = offer()
    span = found.on_words[0].span
    key = answer_keys.changed_key(LESSON, AnswerKey(), Add(BUGLE_ID, LOADED, span)).key
    ports = make_ports()
    choices = offering.keep_choices(ports, LESSON.id, found.on_words[2:3], ChoiceKind.DISMISSED)
    left = offering.still_open(found.on_words, key, choices, LESSON.scheme)
    assert quotes(left) == ["robbery", "Everyone knows it will only get worse."]
    assert quotes(offering.dismissed_among(found.on_words, choices)) == ["greedy"]


def test_a_labelled_sentence_needs_no_label_but_can_still_be_a_claim():
    found = offer()
    sentence = found.on_sentences[0]
    key = answer_keys.changed_key(LESSON, AnswerKey(), Add(BUGLE_ID, OPINION, sentence.span)).key
    assert offering.still_open(found.on_sentences, key, (), LESSON.scheme) == ()
    claims = [each for each in found.on_words if each.category_id == CLAIM]
    assert offering.still_open(claims, key, (), LESSON.scheme) == tuple(claims)


def test_choices_are_stored_with_what_was_known_and_can_be_changed():
    ports = make_ports()
    made = offering.keep_choices(ports, LESSON.id, offer().on_words[1:2], ChoiceKind.ACCEPTED)
    assert offering.choices_of(ports, LESSON.id) == made
    assert made[0].features["in_quotation"] is True
    assert made[0].features["technique"] == f"{LOADED}-a"
    changed = offering.keep_choices(ports, LESSON.id, offer().on_words[1:2], ChoiceKind.CHANGED)
    assert offering.choices_of(ports, LESSON.id) == changed
