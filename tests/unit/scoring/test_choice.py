"""The articles that count are those asked for in which a student did best."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.grading import Decisions
from annotator.domain.identifiers import ArticleId, CriterionId, QuestionId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, Criterion, Lesson, Level, Question
from annotator.scoring import choice
from annotator.scoring.hand_in import prepare_key, score_hand_in, summed, tally_articles
from annotator.scoring.rules import EDITIONS
from tests.unit.scoring import test_hand_in as bench
from tests.unit.scoring.test_hand_in import LOADED, OPINION, REPORTING

IDS = tuple(f"0{n}" for n in range(1, 6))
LEVELS = (Level("Full", 4), Level("None", 0))


def lesson(asked: AskedArticles, articles: int = 5, *, rules: int = 2, **changes) -> Lesson:
    given = tuple(
        Article(ArticleId(f"{n:02d}"), "Headline", f"Outlet {n}", bench.BODY)
        for n in range(1, articles + 1)
    )
    fixed = {"articles": given, "asked": asked, "credit_rules": rules, "criteria": ()}
    return replace(bench.LESSON, **{**fixed, **changes})


def key(dice: random.Random, articles: int = 5) -> AnswerKey:
    made = {}
    for number in range(1, articles + 1):
        for _ in range(dice.randint(2, 6)):
            first, weight = dice.randrange(95), dice.choice((0.5, 1.0, 2.0))
            one = bench.key(LOADED, first, first + 3, weight=weight, article=f"{number:02d}")
            made[one.id] = one
        for first in range(0, 100, 20):
            label = dice.choice((OPINION, REPORTING))
            one = bench.key(label, first, first + 20, weight=0.5, article=f"{number:02d}")
            made[one.id] = one
    return AnswerKey(tuple(made.values()))


def work(dice: random.Random, answers: AnswerKey) -> list:
    careful = {f"{n:02d}": dice.choice((0.0, 0.4, 0.9)) for n in range(1, 21)}
    return [
        bench.mark(k.category_id, *_words(k), k.article_id)
        for k in answers.annotations
        if dice.random() < careful[k.article_id]
    ]


def _words(k):
    inside = [n for n, word in enumerate(bench.WORDS) if k.span.contains(word)]
    return inside[0], inside[-1] + 1


def share(score) -> float:
    return score.total / score.total_maximum


def test_a_lesson_that_asks_for_all_counts_all():
    dice = random.Random(1)
    answers = key(dice)
    prepared = prepare_key(lesson(AskedArticles()), answers)
    score = score_hand_in(prepared, work(dice, answers))
    assert [each.article_id for each in score.counted] == list(IDS)
    assert all(each.counts for each in score.articles)


def test_three_of_five_done_well_are_as_five_done_well():
    answers = key(random.Random(2))
    prepared = prepare_key(lesson(AskedArticles(at_least=3)), answers)
    marks = [
        bench.mark(k.category_id, *_words(k), k.article_id)
        for k in answers.annotations
        if k.article_id in ("01", "03", "04")
    ]
    score = score_hand_in(prepared, marks)
    assert [each.article_id for each in score.counted] == ["01", "03", "04"]
    assert score.grade.text == "100 %"
    assert score.maximum == pytest.approx(
        sum(k.weight for k in answers.annotations if k.article_id in ("01", "03", "04"))
    )


@pytest.mark.parametrize("rules", sorted(EDITIONS))
@pytest.mark.parametrize("seed", range(15))
def test_it_is_the_best_of_every_choice(seed, rules):
    dice = random.Random(seed)
    answers = key(dice)
    least = dice.randint(1, 4)
    prepared = prepare_key(lesson(AskedArticles(at_least=least), rules=rules), answers)
    marks = work(dice, answers)
    score = score_hand_in(prepared, marks)
    tallies = tally_articles(prepared, marks)
    every = [
        share(summed(prepared, some, others=[each for each in tallies if each not in some]))
        for size in range(least, 6)
        for some in combinations(tallies, size)
    ]
    assert len(score.counted) >= least
    assert share(score) == pytest.approx(max(every))


@pytest.mark.parametrize("rules", sorted(EDITIONS))
@pytest.mark.parametrize("seed", range(10))
def test_a_right_highlight_more_never_lowers_the_grade(seed, rules):
    dice = random.Random(seed)
    answers = key(dice)
    prepared = prepare_key(lesson(AskedArticles(at_least=3), rules=rules), answers)
    marks = work(dice, answers)
    before = share(score_hand_in(prepared, marks))
    done = {(m.article_id, m.category_id, m.span) for m in marks}
    missing = [k for k in answers.annotations if (k.article_id, k.category_id, k.span) not in done]
    dice.shuffle(missing)
    for k in missing[:12]:
        marks.append(bench.mark(k.category_id, *_words(k), k.article_id))
        after = share(score_hand_in(prepared, marks))
        assert after >= before - 1e-9
        before = after


def test_work_beyond_what_is_asked_counts_where_it_helps():
    answers = AnswerKey(
        tuple(
            bench.key(LOADED, first, first + 2, article=name)
            for name in IDS
            for first in range(0, 20, 4)
        )
    )
    prepared = prepare_key(lesson(AskedArticles(at_least=2)), answers)
    some = [bench.mark(LOADED, n, n + 2, "01") for n in range(0, 8, 4)]
    full = [bench.mark(LOADED, n, n + 2, name) for name in IDS[1:4] for n in range(0, 20, 4)]
    score = score_hand_in(prepared, some + full)
    assert [each.article_id for each in score.counted] == ["02", "03"]
    assert score.grade.percent == 100
    beside = next(each for each in score.articles if each.article_id == "01")
    assert len(beside.text.credits) == 2, "what was found there is told, what was missed is not"


def test_who_handed_in_nothing_is_asked_for_as_many_as_everybody():
    answers = key(random.Random(5))
    score = score_hand_in(prepare_key(lesson(AskedArticles(at_least=3)), answers), [])
    assert len(score.counted) == 3
    assert score.grade.percent == 0


def test_among_many_articles_it_is_quick_and_no_single_change_is_better(monkeypatch):
    dice = random.Random(7)
    answers = key(dice, 20)
    marks = work(dice, answers)
    prepared = prepare_key(lesson(AskedArticles(at_least=5), 20), answers)
    tried = []
    real = choice.points_of
    monkeypatch.setattr(choice, "points_of", lambda *given: tried.append(1) or real(*given))
    score = score_hand_in(prepared, marks)
    assert len(tried) < 2_000
    tallies = {each.score.article_id: each for each in tally_articles(prepared, marks)}
    chosen = {each.article_id for each in score.counted}
    for one in tallies:
        other = chosen ^ {one}
        if len(other) >= 5:
            picked = [each for name, each in tallies.items() if name in other]
            rest = [each for name, each in tallies.items() if name not in other]
            assert share(summed(prepared, picked, others=rest)) <= share(score) + 1e-9


# -- groups --------------------------------------------------------------------------------------

GROUPS = AskedArticles(
    groups=(
        ReadingGroup("Red", (ArticleId("01"), ArticleId("02"))),
        ReadingGroup("Blue", tuple(map(ArticleId, IDS[2:]))),
    )
)


def test_a_group_is_scored_on_its_articles():
    answers = key(random.Random(3))
    prepared = prepare_key(lesson(GROUPS), answers)
    marks = [bench.mark(k.category_id, *_words(k), k.article_id) for k in answers.annotations[:9]]
    score = score_hand_in(prepared, marks, group="Blue")
    assert [each.article_id for each in score.counted] == ["03", "04", "05"]


def test_without_a_known_group_it_is_the_group_with_the_best_grade():
    answers = key(random.Random(4))
    prepared = prepare_key(lesson(GROUPS), answers)
    marks = [
        bench.mark(k.category_id, *_words(k), k.article_id)
        for k in answers.annotations
        if k.article_id in ("01", "02")
    ]
    for group in ("", "Green"):
        score = score_hand_in(prepared, marks, group=group)
        assert [each.article_id for each in score.counted] == ["01", "02"]
        assert score.grade.percent == 100


def test_a_question_about_another_groups_article_is_no_part_of_the_maximum():
    question = Question(QuestionId("q"), "How does it end?", article_id=ArticleId("05"))
    criterion = Criterion(CriterionId("c"), "Ending", LEVELS, QuestionId("q"))
    given = lesson(GROUPS, questions=(question,), criteria=(criterion,))
    prepared = prepare_key(given, key(random.Random(6)))
    assert score_hand_in(prepared, [], Decisions(), group="Red").rubric_maximum == 0
    assert score_hand_in(prepared, [], Decisions(), group="Blue").rubric_maximum == 4
