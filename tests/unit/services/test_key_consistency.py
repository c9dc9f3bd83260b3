"""The check tells where a key treats the same words unlike, and where a key has nothing short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.annotating import AcceptAlso, Add, Note
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.spans import Span
from annotator.services.answer_keys import changed_key
from annotator.services.checking import Severity, check_lesson
from annotator.services.key_consistency import uneven_keys
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED

HARBOUR = "The rioters marched. They plowed into the line. A boat sank."
LEDGER = "Some rioters left. One car plows into a wall. The rioter’s cousin waved."
RECORD = "A rioter sat down. Nothing plowing into anything was seen."
LESSON = replace(
    sample_lesson.lesson(),
    articles=tuple(
        sample_lesson.article(name, body, outlet)
        for name, body, outlet in (
            ("harbour", HARBOUR, "The Harbour"),
            ("ledger", LEDGER, "The Ledger"),
            ("record", RECORD, "The Record"),
        )
    ),
)


def keyed(*entries, lesson=LESSON):
    """Return a key of entries: article, category, quotation, status."""
    key = AnswerKey()
    for name, category_id, quote, status in entries:
        start = lesson.article(ArticleId(name)).body.index(quote)
        gesture = Add(
            ArticleId(name),
            category_id,
            Span(start, start + len(quote)),
            note=Note(text="Why.", status=status),
        )
        key = changed_key(lesson, key, gesture).key
    return key


def said(*entries, lesson=LESSON, longest=6):
    return [each.message for each in uneven_keys(lesson, keyed(*entries, lesson=lesson), longest)]


REQUIRED, OPTIONAL, TRAP = KeyStatus.REQUIRED, KeyStatus.OPTIONAL, KeyStatus.TRAP


def test_the_same_words_with_other_endings_and_another_status_are_one_advice():
    (message,) = said(
        ("harbour", LOADED, "rioters", REQUIRED),
        ("ledger", LOADED, "rioters", OPTIONAL),
        ("record", LOADED, "A rioter", REQUIRED),
    )
    assert message == (
        "“rioters” is not treated alike as loaded language: required in The Harbour (sentence 1) "
        "and The Record (sentence 1); optional in The Ledger (sentence 1). Give it the same "
        "status, or say in the explanation what is different there."
    )


def test_words_that_are_required_here_and_in_no_key_there_are_told():
    (message,) = said(("harbour", LOADED, "plowed into", REQUIRED))
    assert (
        "required in The Harbour (sentence 2); in no key in The Ledger (sentence 2) and The Record "
        "(sentence 2)" in message
    )


def test_the_same_status_everywhere_is_even_and_so_is_optional_or_nothing():
    rioters = [(name, LOADED, "rioter", REQUIRED) for name in ("harbour", "ledger", "record")]
    assert said(*rioters) == []
    assert said(("harbour", LOADED, "rioters", OPTIONAL)) == []


def test_words_inside_a_longer_key_count_as_keyed():
    entries = [
        ("harbour", LOADED, "rioters", REQUIRED),
        ("ledger", LOADED, "Some rioters left", REQUIRED),
        ("record", LOADED, "rioter", REQUIRED),
    ]
    assert said(*entries) == []


def test_another_category_on_the_same_words_is_told():
    messages = said(
        ("harbour", LOADED, "rioters", REQUIRED),
        ("ledger", CLAIM, "rioters", REQUIRED),
        ("record", LOADED, "rioter", REQUIRED),
    )
    (message,) = messages
    assert "required in The Harbour (sentence 1) and The Record (sentence 1)" in message
    assert "as unsupported claim in The Ledger (sentence 1)." in message


def test_a_claim_around_the_words_is_no_other_category():
    (message,) = said(
        ("harbour", LOADED, "plowed into", REQUIRED),
        ("ledger", CLAIM, "One car plows into a wall", REQUIRED),
        ("record", LOADED, "plowing into", REQUIRED),
    )
    assert "in no key in The Ledger (sentence 2)" in message


def test_other_categories_alone_are_told_by_a_key_of_their_own():
    third = replace(LESSON.scheme.categories[0], id=CategoryId("third"), key="5", letter="T")
    scheme = replace(LESSON.scheme, categories=(*LESSON.scheme.categories, third))
    lesson = replace(quoting(SPOKEN, SPOKEN, OWN), scheme=scheme)
    entries = [
        ("harbour", CLAIM, "rioters", OPTIONAL),
        ("ledger", third.id, "rioters", OPTIONAL),
        ("record", LOADED, "rioters", OPTIONAL),
    ]
    messages = [m for m in said(*entries, lesson=lesson) if "rioters" in m]
    assert len(messages) == 1
    assert "as third" not in messages[0]
    assert "in somebody’s quoted words" in messages[0]


def quoting(*bodies):
    articles = (
        sample_lesson.article(name, body, f"The {name.title()}")
        for name, body in zip(("harbour", "ledger", "record"), bodies, strict=True)
    )
    return replace(LESSON, articles=tuple(articles))


SPOKEN = "He said: “These rioters are a gang, and everybody in this town knows that very well.”"
OWN = "The rioters left."


def test_somebody_s_words_and_the_outlet_s_own_are_not_the_same():
    lesson = quoting(SPOKEN, OWN, "Nothing.")
    entries = (("harbour", LOADED, "rioters", TRAP), ("ledger", LOADED, "rioters", REQUIRED))
    assert said(*entries, lesson=lesson) == []


def test_a_trap_on_quoted_words_in_some_outlets_only_is_told():
    lesson = quoting(SPOKEN, SPOKEN, OWN)
    (same, traps) = said(
        ("harbour", LOADED, "rioters", TRAP),
        ("ledger", LOADED, "gang", OPTIONAL),
        lesson=lesson,
    )
    assert "in somebody’s quoted words" in same
    assert traps.startswith("Traps on quoted words: in The Harbour, but none in The Ledger,")


@pytest.mark.parametrize("also, told", [(None, True), ("wall", False)])
def test_a_long_key_without_short_words_that_count_too_is_told(also, told):
    key = keyed(("ledger", CLAIM, LEDGER[: LEDGER.index(" The")], REQUIRED))
    if also:
        start = LEDGER.index(also)
        gesture = AcceptAlso(key.annotations[0].id, Span(start, start + len(also)))
        key = changed_key(LESSON, key, gesture).key
    messages = [each.message for each in uneven_keys(LESSON, key, 6) if "longer" in each.message]
    assert bool(messages) is told
    if told:
        assert messages[0].startswith("1 key is longer than 6 words: “Some rioters left. One car")


def test_the_check_gives_it_as_advice_and_leads_to_a_key():
    key = keyed(("harbour", LOADED, "plowed into", REQUIRED))
    (found,) = [f for f in check_lesson(LESSON, key).findings if "treated alike" in f.message]
    assert (found.severity, found.key_id) == (Severity.ADVICE, key.annotations[0].id)


def test_a_key_that_lost_its_words_is_passed_over():
    key = keyed(("harbour", LOADED, "plowed into", REQUIRED))
    lost = AnswerKey(tuple(replace(each, quote="other") for each in key.annotations))
    assert list(uneven_keys(LESSON, lost, 6)) == []
