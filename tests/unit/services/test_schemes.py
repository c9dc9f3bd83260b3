"""The scheme of a draft: what hangs on a category or a technique goes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import DraftId
from annotator.domain.scheme import LinePattern, Unit
from annotator.services import schemes
from annotator.services.checking import check_lesson
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

PAPERS = {"light": "#FCFBF7", "dark": "#1E1F22"}
SHIPPED = sample_lesson.scheme()


@pytest.fixture
def draft():
    return LessonDraft(
        DraftId("d"),
        sample_lesson.lesson(),
        datetime(2026, 5, 4, tzinfo=UTC),
        sample_lesson.key(),
    )


def category(draft, category_id=LOADED):
    return draft.lesson.scheme.category(category_id)


def test_a_category_is_renamed_and_recoloured(draft):
    wanted = replace(category(draft), name="  Charged   words ", letter="c", colour="#d55e00")
    after = category(schemes.changed_category(draft, wanted))
    assert (after.name, after.letter, after.colour) == ("Charged words", "C", "#D55E00")


@pytest.mark.parametrize(
    "change, told",
    [
        ({"name": " "}, "needs a name"),
        ({"name": "opinion"}, "There is a category “Opinion” already"),
        ({"letter": "U"}, "The letter U belongs to Unsupported claim"),
        ({"letter": "LL"}, "one letter"),
        ({"key": "2"}, "The key 2 belongs to Unsupported claim"),
        ({"key": "n"}, "The key N goes to the next annotation"),
        ({"key": "é"}, "one digit or one letter"),
        ({"colour": "orange"}, "six digits"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(draft, change, told):
    with pytest.raises(NotAllowed, match=told):
        schemes.changed_category(draft, replace(category(draft), **change))


def test_the_unit_stays_while_there_are_keys(draft):
    wanted = replace(category(draft), unit=Unit.SENTENCE)
    with pytest.raises(NotAllowed, match="has 4 keys"):
        schemes.changed_category(draft, wanted)
    empty = replace(draft, key=replace(draft.key, annotations=()))
    assert category(schemes.changed_category(empty, wanted)).is_sentence


def test_a_new_category_has_a_free_sign_key_and_colour(draft):
    after, made = schemes.added_category(draft)
    new = category(after, made)
    others = draft.lesson.scheme.categories
    assert new.letter not in {c.letter for c in others}
    assert new.key == "5"
    assert new.colour not in {c.colour for c in others}
    again, second = schemes.added_category(after)
    assert category(again, second).name == "New category 2"
    assert schemes.changed_category(again, category(again, second)) == again


def test_nine_categories_are_enough(draft):
    for _ in range(5):
        draft, _made = schemes.added_category(draft)
    with pytest.raises(NotAllowed, match="9 categories at most"):
        schemes.added_category(draft)


def test_a_removed_category_takes_everything_of_it_along(draft):
    lesson = schemes.with_least(draft.lesson, LOADED, 3)
    lesson = replace(lesson, weights={LOADED: 2.0, CLAIM: 1.0})
    after = schemes.removed_category(replace(draft, lesson=lesson), LOADED)
    assert LOADED not in {c.id for c in after.lesson.scheme.categories}
    assert not [k for k in after.key.annotations if k.category_id == LOADED]
    assert dict(after.lesson.weights) == {CLAIM: 1.0}
    assert after.lesson.reason_required == {CLAIM}
    assert dict(after.lesson.required_work.annotations) == {}
    strangers = [e for e in check_lesson(after.lesson, after.key).errors if "scheme" in e.message]
    assert strangers == []


def test_the_last_category_stays(draft):
    for gone in (LOADED, CLAIM, OPINION):
        draft = schemes.removed_category(draft, gone)
    with pytest.raises(NotAllowed, match="at least one category"):
        schemes.removed_category(draft, REPORTING)


def test_categories_can_be_put_in_another_order(draft):
    after = schemes.moved_category(draft, LOADED, 1)
    assert [c.id for c in after.lesson.scheme.categories][:2] == [CLAIM, LOADED]
    assert schemes.moved_category(after, LOADED, -9) == draft


def test_a_technique_that_is_off_leaves_keys_without_one_and_comes_back_in_its_place(draft):
    technique = category(draft).techniques[0]
    keys = tuple(replace(k, technique_id=technique.id) for k in draft.key.annotations[:1])
    draft = replace(draft, key=replace(draft.key, annotations=keys))
    own = schemes.own_technique(category(draft), SHIPPED, "Shouting", "Capital letters.")
    draft = schemes.with_technique(draft, LOADED, own, on=True, shipped=SHIPPED)
    off = schemes.with_technique(draft, LOADED, technique, on=False, shipped=SHIPPED)
    assert [t.name for t in category(off).techniques] == ["Shouting"]
    assert [k.technique_id for k in off.key.annotations] == [None]
    on = schemes.with_technique(off, LOADED, technique, on=True, shipped=SHIPPED)
    assert [t.id for t in category(on).techniques] == [technique.id, own.id]
    assert [t.id for t in schemes.all_techniques(category(off), SHIPPED)] == [
        technique.id,
        own.id,
    ]


def test_an_own_technique_needs_a_name_that_is_free(draft):
    with pytest.raises(NotAllowed, match="already"):
        schemes.own_technique(category(draft), SHIPPED, "loaded language a", "")
    with pytest.raises(NotAllowed, match="needs a name"):
        schemes.own_technique(category(draft), SHIPPED, "  ", "")


def test_reasons_and_least_numbers_are_asked_for_and_not(draft):
    lesson = schemes.with_reason_asked(draft.lesson, OPINION, asked=True)
    assert lesson.reason_required == {LOADED, CLAIM, OPINION}
    assert schemes.with_reason_asked(lesson, OPINION, asked=False) == draft.lesson
    asked = schemes.with_least(draft.lesson, LOADED, 5)
    assert asked.required_work.annotations == {LOADED: 5}
    assert not schemes.with_least(asked, LOADED, 0).required_work


def messages(scheme):
    return [finding.message for finding in schemes.colour_findings(scheme, PAPERS)]


def test_the_shipped_colours_have_no_problem_but_are_alike_in_grey():
    found = schemes.colour_findings(SHIPPED, PAPERS)
    assert not [finding for finding in found if finding.is_problem]
    assert [finding.message for finding in found] == [
        "Loaded language, Unsupported claim, Opinion and Reporting are too alike in grey (162, "
        "158, 151, 138 of 255). In print and for some eyes only their lines tell them apart."
    ]


def test_the_same_line_makes_alike_greys_a_problem():
    loaded, claim, *rest = SHIPPED.categories
    scheme = replace(SHIPPED, categories=(loaded, replace(claim, line=LinePattern.WAVY), *rest))
    (first, *_others) = schemes.colour_findings(scheme, PAPERS)
    assert first.is_problem
    assert first.message.endswith("Change the colour or the line of one of them.")


def test_a_pale_and_a_dark_colour_are_told_by_the_paper_they_fail_on():
    loaded, *rest = SHIPPED.categories
    pale = replace(SHIPPED, categories=(replace(loaded, colour="#FFF7D0"), *rest))
    assert "Loaded language is too weak on light paper" in messages(pale)[0]
    dark = replace(SHIPPED, categories=(replace(loaded, colour="#201510"), *rest))
    assert "Loaded language is too weak on dark paper" in messages(dark)[0]


def test_nearly_the_same_colour_is_a_problem():
    loaded, claim, *rest = SHIPPED.categories
    scheme = replace(SHIPPED, categories=(loaded, replace(claim, colour="#E09A08"), *rest))
    assert "nearly the same colour" in messages(scheme)[0]
