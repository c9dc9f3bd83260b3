"""Questions, rubric and points of a draft; a change takes along what hangs on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, CriterionId, DraftId, QuestionId
from annotator.domain.lessons import Level, Standard
from annotator.services import rubrics
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import LOADED, OPINION

AGREE = QuestionId("agree")
COMPARING = CriterionId("comparing")


@pytest.fixture
def draft():
    return LessonDraft(
        DraftId("d"),
        sample_lesson.lesson(),
        datetime(2026, 5, 4, tzinfo=UTC),
        sample_lesson.key(),
    )


def test_questions_are_added_changed_moved_and_removed(draft):
    draft, made = rubrics.added_question(draft)
    question = replace(draft.lesson.questions[1], prompt="  Who is left out? ", lines=3)
    draft = rubrics.changed_question(draft, replace(question, article_id=ArticleId("record")))
    assert draft.lesson.questions[1].prompt == "Who is left out?"
    assert draft.lesson.questions[1].article_id == "record"
    draft = rubrics.moved_question(draft, made, -1)
    assert [q.id for q in draft.lesson.questions] == [made, AGREE]
    lesson = rubrics.with_question_asked(draft.lesson, AGREE, asked=True)
    draft = rubrics.removed_question(replace(draft, lesson=lesson), AGREE)
    assert [q.id for q in draft.lesson.questions] == [made]
    assert draft.lesson.criteria[0].question_id is None
    assert not draft.lesson.required_work


def test_a_question_without_words_and_an_answer_without_lines_are_refused(draft):
    question = draft.lesson.questions[0]
    with pytest.raises(NotAllowed, match="needs words"):
        rubrics.changed_question(draft, replace(question, prompt=" "))
    with pytest.raises(NotAllowed, match="1 to 60 lines"):
        rubrics.changed_question(draft, replace(question, lines=0))


def test_a_question_on_an_article_that_is_gone_is_about_the_lesson(draft):
    question = replace(draft.lesson.questions[0], article_id=ArticleId("gone"))
    after = rubrics.changed_question(draft, question)
    assert after.lesson.questions[0].article_id is None


def test_a_new_criterion_has_the_levels_of_the_last_one(draft):
    after, made = rubrics.added_criterion(draft)
    new = after.lesson.criteria[-1]
    assert new.id == made
    assert [level.points for level in new.levels] == [4, 2, 0]


def test_levels_come_and_go_but_one_stays(draft):
    criterion = rubrics.with_level(draft.lesson.criteria[0])
    assert criterion.levels[-1] == Level("Level 4", 0.0)
    for _ in range(3):
        criterion = rubrics.without_level(criterion, 0)
    with pytest.raises(NotAllowed, match="at least one level"):
        rubrics.without_level(criterion, 0)


@pytest.mark.parametrize(
    "change, told",
    [
        ({"name": " "}, "needs a name"),
        ({"levels": ()}, "1 to 10 levels"),
        ({"levels": (Level("", 1),)}, "A level needs a name"),
        ({"levels": (Level("Full", -1),)}, "0 to 1000 points"),
    ],
)
def test_a_criterion_that_cannot_be_is_refused(draft, change, told):
    with pytest.raises(NotAllowed, match=told):
        rubrics.changed_criterion(draft, replace(draft.lesson.criteria[0], **change))


def test_the_maximum_is_that_of_required_keys_and_rubric(draft):
    points = rubrics.points_of(draft)
    worth = {each.category_id: (each.required, each.points) for each in points.categories}
    assert worth[LOADED] == (2, 2.0)
    assert worth[OPINION] == (2, 0.5)
    assert points.rubric == 4
    assert points.maximum == (7.75, 7.75)


def test_another_weight_goes_to_the_keys_that_had_the_usual_one(draft):
    own = replace(draft.key.annotations[0], weight=3.0)
    key = replace(draft.key, annotations=(own, *draft.key.annotations[1:]))
    after = rubrics.with_weight(replace(draft, key=key), LOADED, 2.0)
    weights = [k.weight for k in after.key.annotations if k.category_id == LOADED]
    assert weights == [3.0, 2.0, 2.0, 2.0]
    assert after.lesson.weights[LOADED] == 2.0
    with pytest.raises(NotAllowed, match="between 0 and 1000"):
        rubrics.with_weight(draft, LOADED, -1)


def test_standards_are_tagged_once_and_found_by_their_words(draft):
    standard = Standard("Common Core", "RI.8.9", "Where texts disagree")
    lesson = rubrics.with_standard(draft.lesson, standard, on=True)
    lesson = rubrics.with_standard(lesson, replace(standard, text="Newer words"), on=True)
    assert [each.text for each in lesson.standards] == ["Newer words"]
    assert rubrics.with_standard(lesson, standard, on=False).standards == ()
    others = (standard, Standard("ISTE", "1.3", "Gather sources"))
    assert rubrics.found_standards(others, "common disagree") == (standard,)
    assert rubrics.found_standards(others, "") == others


def test_level_and_minutes_are_kept_in_bounds(draft):
    lesson = rubrics.with_frame(draft.lesson, level=" Grade  8 ", minutes=0)
    assert (lesson.level, lesson.minutes) == ("Grade 8", 1)
