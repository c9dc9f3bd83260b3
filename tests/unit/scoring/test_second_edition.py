"""What the second edition of the credit rules holds to, whatever is drawn."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.identifiers import TEACHER, ArticleId, CategoryId
from annotator.domain.keys import Acceptance, AnswerKey, KeyStatus
from annotator.domain.scheme import Scheme, Unit
from annotator.scoring.budgets import with_rules, word_budgets
from annotator.scoring.hand_in import prepare_key, score_hand_in, summed, tally_articles
from annotator.scoring.results import Outcome, SumPart
from annotator.scoring.rules import EDITIONS, NEWEST, BudgetRules, Rules
from annotator.scoring.sums import sum_of
from tests.unit.scoring import test_hand_in as bench
from tests.unit.scoring.drawn_work import drawn_decisions, drawn_key, drawn_work
from tests.unit.scoring.test_hand_in import CLAIM, LOADED, OPINION, REPORTING, key, mark

LESSON = replace(bench.LESSON, credit_rules=2)
dice = st.integers(0, 10**9).map(random.Random)


def scored(keys, work, decisions=None, lesson=LESSON):
    return score_hand_in(prepare_key(lesson, AnswerKey(tuple(keys))), work, decisions)


def line(score, part):
    return sum(each.points for each in score.lines if each.part is part)


def right_mark(random_, answers):
    """Return a highlight or label that nothing is wrong with: it lies in one item of the key."""
    traps = [k for k in answers.annotations if k.status is KeyStatus.TRAP]
    good = [
        k
        for k in answers.annotations
        if k.status is not KeyStatus.TRAP
        and not any(
            t.category_id == k.category_id
            and t.article_id == k.article_id
            and t.span.overlaps(k.span)
            for t in traps
        )
    ]
    if not good:
        return None
    item = random_.choice(good)
    first = sum(word.start < item.span.start for word in bench.WORDS)
    after = sum(word.start < item.span.end for word in bench.WORDS)
    if item.category_id in (LOADED, CLAIM) and after - first > 1 and random_.random() < 0.5:
        first, after = sorted(random_.sample(range(first, after + 1), 2))
    return mark(item.category_id, first, after, item.article_id)


# -- properties --------------------------------------------------------------------------------


@given(dice)
def test_a_right_highlight_never_lowers_the_score_and_undone_it_is_as_before(random_):
    answers, work = drawn_key(random_), drawn_work(random_)
    prepared = prepare_key(LESSON, answers)
    made = right_mark(random_, answers)
    if made is None or made.id in {a.id for a in work}:
        return
    if made.category_id in (OPINION, REPORTING):  # the gesture takes the sentence's other label off
        work = [a for a in work if (a.article_id, a.span) != (made.article_id, made.span)]
    before, after = score_hand_in(prepared, work), score_hand_in(prepared, [*work, made])
    assert after.points >= before.points - 1e-9
    undone = [a for a in [*work, made] if a.id != made.id]
    assert score_hand_in(prepared, undone) == before


@given(dice)
def test_the_order_makes_no_difference(random_):
    answers, work = drawn_key(random_), drawn_work(random_)
    decisions = drawn_decisions(random_, answers, work)
    prepared = prepare_key(LESSON, answers)
    first = score_hand_in(prepared, work, decisions)
    random_.shuffle(work)
    assert score_hand_in(prepared, work, decisions) == first
    assert 0 <= first.points <= first.maximum


@given(dice)
def test_what_is_required_exactly_is_a_hundred_percent(random_):
    answers = drawn_key(random_)
    answers = replace(
        answers,
        annotations=tuple(k for k in answers.annotations if k.status is not KeyStatus.TRAP),
    )
    work = [
        replace(mark(k.category_id, 0, 1, k.article_id), span=k.span, id=k.id)
        for k in answers.annotations
        if k.status is KeyStatus.REQUIRED
    ]
    score = score_hand_in(prepare_key(LESSON, answers), work)
    assert score.points == pytest.approx(score.maximum)


@given(dice, st.sampled_from([0.25, 0.5, 3.0, 64.0]))
def test_a_key_of_other_weights_in_proportion_changes_no_percentage(random_, factor):
    answers, work = drawn_key(random_), drawn_work(random_)
    decisions = drawn_decisions(random_, answers, work)
    heavier = AnswerKey(tuple(replace(k, weight=factor * k.weight) for k in answers.annotations))
    weights = {c.id: factor * LESSON.weight_of(c) for c in LESSON.scheme.categories}
    one = score_hand_in(prepare_key(LESSON, answers), work, decisions)
    other = score_hand_in(prepare_key(replace(LESSON, weights=weights), heavier), work, decisions)
    assert other.points / other.maximum == pytest.approx(one.points / one.maximum)


@given(dice)
def test_the_score_is_the_sum_of_its_lines_as_it_is_and_as_it_is_printed(random_):
    answers, work = drawn_key(random_), drawn_work(random_)
    decisions = drawn_decisions(random_, answers, work)
    score = score_hand_in(prepare_key(LESSON, answers), work, decisions)
    assert sum(each.points for each in score.lines) == pytest.approx(score.points)
    printed = sum(round(100 * each.points) for each in sum_of(LESSON, score).lines)
    assert printed == round(100 * round(score.total, 2))


@given(dice)
def test_the_tallies_of_some_articles_add_up_to_the_score_of_a_lesson_of_these(random_):
    answers, work = drawn_key(random_), drawn_work(random_)
    prepared = prepare_key(LESSON, answers)
    tallies = tally_articles(prepared, work)
    assert summed(prepared, tallies) == score_hand_in(prepared, work)
    first = [k for k in answers.annotations if k.article_id == "01"]
    if len({k.category_id for k in first if k.category_id in (OPINION, REPORTING)}) < 2:
        return
    alone = replace(LESSON, articles=LESSON.articles[:1])
    assert summed(prepared, tallies[:1]) == scored(first, work, lesson=alone)


@given(dice)
def test_who_stays_within_the_budget_loses_nothing_by_marking(random_):
    answers, work = drawn_key(random_), drawn_work(random_)
    prepared = prepare_key(LESSON, answers)
    for each, tally in zip(prepared.articles, tally_articles(prepared, work), strict=True):
        told = word_budgets(LESSON, answers)[each.article.id]
        for category_id, use in tally.score.text.word_use.items():
            assert use.budget == told[category_id]
            assert use.share == 1 or use.marked > use.budget


@given(dice)
def test_an_answer_that_is_accepted_for_all_lowers_nobody(random_):
    answers = drawn_key(random_)
    finder, other = drawn_work(random_), drawn_work(random_)
    accepted = [
        replace(key(e.category_id, 0, 1, KeyStatus.OPTIONAL, article=e.article_id), span=e.span)
        for each in score_hand_in(prepare_key(LESSON, answers), finder).articles
        for e in each.text.extras
    ]
    if not accepted:
        return
    acceptance = Acceptance(TEACHER, bench.NOON)
    more = (replace(accepted[0], accepted=acceptance), *answers.annotations)
    before, after = prepare_key(LESSON, answers), prepare_key(LESSON, AnswerKey(more))
    for work in (finder, other):
        assert score_hand_in(after, work).points >= score_hand_in(before, work).points - 1e-9


# -- the budget --------------------------------------------------------------------------------

PLAIN = [key(LOADED, 10, 12), key(LOADED, 20, 22), key(CLAIM, 40, 50)]


def test_words_beyond_the_budget_make_each_highlight_count_less():
    honest = [mark(LOADED, 10, 12), mark(LOADED, 20, 22), mark(CLAIM, 40, 50)]
    assert scored(PLAIN, honest).points == 3
    assert scored(PLAIN, [*honest, mark(LOADED, 60, 70)]).points == 3  # ten others are free
    twice = scored(PLAIN, [*honest, mark(LOADED, 60, 84)])
    # 28 words are marked; 4 of the key and 10 others are in the budget, half of them.
    use = twice.articles[0].text.word_use[LOADED]
    assert (use.marked, use.right, use.budget, use.share) == (28, 4, 10, 0.5**1.5)
    assert twice.points == pytest.approx(1 + 2 * 0.5**1.5)
    assert line(twice, SumPart.BUDGET) == pytest.approx(twice.points - 3)
    (told,) = [each for each in sum_of(LESSON, twice).lines if each.part is SumPart.BUDGET]
    assert (told.name, told.points) == ("Too many words marked: loaded-language", -1.29)
    assert twice.categories[0].earned == 2
    assert twice.categories[0].kept == pytest.approx(2 * 0.5**1.5)


def test_words_right_beside_a_key_are_not_counted():
    score = scored(PLAIN, [mark(LOADED, 8, 14)])
    assert score.articles[0].text.word_use[LOADED].right == 6


def test_the_other_article_is_not_touched():
    keys = [*PLAIN, key(LOADED, 10, 12, article="02")]
    work = [mark(LOADED, 0, 100), mark(LOADED, 10, 12, "02")]
    shares = [each.text.word_use[LOADED].share for each in scored(keys, work).articles]
    assert shares[0] < 0.11
    assert shares[1] == 1


def test_the_budget_is_told_in_tens_and_a_promise_is_kept():
    told = word_budgets(LESSON, AnswerKey(tuple(PLAIN)))
    assert told == {
        "01": {LOADED: 10, CLAIM: 10},
        "02": {LOADED: 10, CLAIM: 10},
    }
    assert word_budgets(bench.LESSON, AnswerKey(tuple(PLAIN))) == {}
    promised = replace(LESSON, word_budgets={ArticleId("01"): {LOADED: 40}})
    work = [mark(LOADED, 10, 12), mark(LOADED, 55, 95)]
    assert scored(PLAIN, work, lesson=promised).points == 1
    assert scored(PLAIN, work).points < 0.5


def test_what_a_teacher_accepts_is_as_right_as_the_key():
    work = [mark(LOADED, 10, 12), mark(LOADED, 60, 84)]
    assert scored(PLAIN, work).points < 1
    decisions = Decisions(verdicts=(bench.verdict(work[1], VerdictKind.ACCEPT),))
    assert scored(PLAIN, work, decisions).points == 2


def test_what_a_teacher_sets_by_hand_counts_in_full():
    work = [mark(LOADED, 0, 100)]
    assert scored(PLAIN, work).points < 0.11
    decisions = Decisions(overrides=(bench.override(PLAIN[0], 1.0),))
    assert scored(PLAIN, work, decisions).points == pytest.approx(1, abs=0.06)


def test_a_highlight_of_another_category_counts_by_the_words_of_its_own():
    claims = [key(CLAIM, 40, 50)]
    assert scored(claims, [mark(LOADED, 40, 50)]).points == 0.5
    sprayed = scored(claims, [mark(LOADED, 40, 50), mark(LOADED, 51, 100)])
    assert sprayed.points < 0.1
    (told,) = [each for each in sprayed.lines if each.part is SumPart.BUDGET]
    assert told.category_id == LOADED


# -- found and partly --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "size, given_words, credit",
    [
        pytest.param(2, 1, 1.0, id="one of two is enough"),
        pytest.param(3, 1, 1 / 3, id="one of three is a third"),
        pytest.param(4, 2, 0.5, id="two of four are half credit"),
        pytest.param(4, 3, 1.0, id="three of four find it"),
        pytest.param(10, 2, 0.2, id="two of ten earn what they cover"),
        pytest.param(10, 5, 0.5, id="five of ten are half credit"),
    ],
)
def test_a_few_words_of_a_long_key_earn_half_at_most(size, given_words, credit):
    score = scored([key(CLAIM, 10, 10 + size)], [mark(CLAIM, 10, 10 + given_words)])
    assert score.points == pytest.approx(credit)


def test_a_phrase_round_one_word_finds_it_and_half_a_sentence_does_not():
    assert scored([key(LOADED, 10, 11)], [mark(LOADED, 7, 13)]).points == 1
    assert scored([key(LOADED, 10, 11)], [mark(LOADED, 5, 17)]).points == 0.5


# -- the bonus ---------------------------------------------------------------------------------


def test_optional_keys_add_a_fifth_of_what_the_required_ones_earned():
    keys = [key(LOADED, 10 * n, 10 * n + 1) for n in range(5)]
    extra = [key(LOADED, 10 * n + 5, 10 * n + 6, KeyStatus.OPTIONAL) for n in range(8)]
    work = [mark(LOADED, 10 * n, 10 * n + 1) for n in range(4)]
    work += [mark(LOADED, 10 * n + 5, 10 * n + 6) for n in range(3)]
    score = scored([*keys, *extra], work)
    assert score.points == pytest.approx(4.8)
    assert line(score, SumPart.BONUS_LIMIT) == pytest.approx(-2.2)
    assert scored([*keys, *extra], work[4:]).points == 0


def test_what_a_teacher_accepted_is_beside_the_limit_of_the_bonus():
    extra = mark(CLAIM, 1, 4)
    decisions = Decisions(verdicts=(bench.verdict(extra, VerdictKind.ACCEPT),))
    assert scored(PLAIN, [extra], decisions).points == 2


# -- labels ------------------------------------------------------------------------------------


def sentences(*labels):
    return [key(label, 10 * n, 10 * n + 10) for n, label in enumerate(labels)]


MIXED = sentences(*[REPORTING] * 6, *[OPINION] * 2)


def labelled(*labels):
    return [mark(label, 10 * n, 10 * n + 10) for n, label in enumerate(labels) if label is not None]


@pytest.mark.parametrize("label", [OPINION, REPORTING])
def test_one_label_for_all_earns_nothing(label):
    score = scored(MIXED, labelled(*[label] * 8))
    assert score.points == pytest.approx(0)
    (told,) = [each for each in sum_of(LESSON, score).lines if each.part is SumPart.LABELS]
    assert told.name == "Labels that guessing gets right too"
    assert told.points == -(6 if label == REPORTING else 2)


def test_labels_that_are_mostly_right_count_nearly_in_full():
    keys = sentences(*[REPORTING] * 5, *[OPINION] * 5)
    given_ = [REPORTING] * 4 + [OPINION] + [OPINION] * 4 + [REPORTING]
    score = scored(keys, labelled(*given_))
    assert 7.5 < score.points < 8
    assert scored(keys, labelled(*[REPORTING] * 5, *[OPINION] * 5)).points == 10


def test_labels_that_are_left_out_cost_no_more_than_themselves():
    keys = sentences(*[REPORTING] * 4, *[OPINION] * 4)
    half = [REPORTING, REPORTING, None, None, OPINION, OPINION, None, None]
    assert scored(keys, labelled(*half)).points == 4
    assert scored(keys, labelled(REPORTING)).points == 1


def test_one_wrong_label_among_few_takes_a_little():
    keys = sentences(*[REPORTING] * 6, *[OPINION] * 4)
    mostly = [REPORTING] * 5 + [None, OPINION, OPINION, REPORTING, None]
    assert 6 < scored(keys, labelled(*mostly)).points < 7


def test_three_labels_are_weighed_like_two():
    third = CategoryId("question")
    scheme = Scheme("four", (*bench.SCHEME.categories, bench.category(third, Unit.SENTENCE)))
    lesson = replace(LESSON, scheme=scheme)
    keys = sentences(REPORTING, REPORTING, OPINION, OPINION, third, third)
    right = [k.category_id for k in keys]
    assert scored(keys, labelled(*right), lesson=lesson).points == 6
    for label in (OPINION, REPORTING, third):
        assert scored(keys, labelled(*[label] * 6), lesson=lesson).points == pytest.approx(0)


def test_a_label_that_stands_alone_has_a_budget_of_words():
    keys = [key(OPINION, 0, 10), key(OPINION, 50, 60)]
    honest = labelled(OPINION, None, None, None, None, OPINION)
    assert scored(keys, honest).points == 2
    assert scored(keys, labelled(*[OPINION] * 10)).points < 1


def test_what_a_teacher_sets_by_hand_is_no_guess():
    decisions = Decisions(overrides=(bench.override(MIXED[0], 1.0),))
    assert scored(MIXED, labelled(*[REPORTING] * 8), decisions).points == pytest.approx(1)


# -- editions ----------------------------------------------------------------------------------


def test_a_lesson_is_scored_by_the_edition_it_names_unless_others_are_given():
    work = [mark(LOADED, 0, 100)]
    prepared = prepare_key(LESSON, AnswerKey(tuple(PLAIN)))
    first = score_hand_in(prepare_key(bench.LESSON, AnswerKey(tuple(PLAIN))), work)
    assert first.points == 1
    assert score_hand_in(prepared, work, rules=EDITIONS[1]).points == 1
    assert score_hand_in(prepared, work, rules=Rules(budget=BudgetRules(exponent=0))).points == 1
    assert NEWEST == 2


def test_another_edition_brings_its_budgets():
    answers = AnswerKey(tuple(PLAIN))
    newest = with_rules(bench.LESSON, 2, answers)
    assert newest.word_budgets == word_budgets(LESSON, answers)
    assert with_rules(newest, 1, answers) == bench.LESSON


def test_traps_stay_as_they_were():
    trap = key(CLAIM, 80, 84, KeyStatus.TRAP, 2)
    work = [mark(LOADED, 10, 12), mark(LOADED, 20, 22), mark(CLAIM, 40, 50)]
    score = scored([*PLAIN, trap], [*work, mark(CLAIM, 80, 82)])
    assert score.points == 1
    assert score.articles[0].text.credits[-1].outcome is Outcome.FELL_FOR
