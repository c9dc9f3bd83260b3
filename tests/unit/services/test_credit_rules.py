"""A lesson's edition of the credit rules: who gets which, and what a change of it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import ArticleId, LessonId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.files.lesson_package import read_package, write_package
from annotator.files.lesson_source import read_source, write_source
from annotator.scoring.budgets import word_budgets
from annotator.services.collecting import collect_hand_ins
from annotator.services.credit_rules import change_rules, preview_rules
from annotator.services.grading import grade_class
from annotator.services.lesson_library import copied, new_draft, reopen
from annotator.services.lessons import install_lesson, open_lesson
from annotator.services.ports import Ports
from annotator.services.publishing import preview, publish
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports
from tests.fakes.sample_lesson import LOADED

LESSON, KEY = sample_lesson.lesson(), sample_lesson.key()
SEAL = bytes(range(32))
DROP = Path("drop")


def handed_in(teacher: Ports, files: MemoryFiles, name: str, spans: list[Span]) -> None:
    """Let a student mark stretches of the Bugle and hand in; the teacher collects."""
    student = make_ports(files=files)
    install_lesson(student, LESSON)
    session = ReadingSession(student, LESSON, sign_in(student, name))
    for span in spans:
        session.highlight(ArticleId("bugle"), LOADED, span)
    session.hand_in(DROP)
    collect_hand_ins(teacher, open_lesson(teacher, LESSON.id), DROP)


@pytest.fixture
def teacher() -> Ports:
    """A teacher of a lesson of the first edition: Ana read, Ben marked every word."""
    files = MemoryFiles()
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    handed_in(made, files, "Ana", [sample_lesson.span_of(LESSON, "bugle", "slapped")])
    body = LESSON.articles[0].body
    handed_in(made, files, "Ben", [word for word in words(body) if word.end < body.index("“")])
    return made


def totals(ports: Ports) -> list[float]:
    return [each.score.total for each in grade_class(ports, LESSON.id).graded]


def test_a_change_of_rules_is_seen_before_anything_happens(teacher):
    before = totals(teacher)
    seen = preview_rules(teacher, LESSON.id)
    assert (seen.is_needed, seen.edition) == (True, 2)
    assert [each.graded.score.total for each in seen.students] == before
    assert [each.graded.hand_in.student_name for each in seen.changed] == ["Ben"]
    assert seen.changed[0].difference < 0
    assert totals(teacher) == before
    assert open_lesson(teacher, LESSON.id) == LESSON


def test_a_change_of_rules_scores_everybody_as_it_was_shown(teacher):
    seen = preview_rules(teacher, LESSON.id)
    draft = reopen(teacher, LESSON, KEY)
    changed = change_rules(teacher, LESSON.id)
    assert changed.credit_rules == 2
    assert changed.word_budgets == word_budgets(changed, KEY)
    assert totals(teacher) == [each.after.total for each in seen.students]
    assert not preview_rules(teacher, LESSON.id).is_needed
    with teacher.store.reading() as unit:
        kept = unit.drafts.find(draft.id)
    assert (kept.lesson.credit_rules, kept.published.credit_rules) == (2, 2)
    change_rules(teacher, LESSON.id, 1)
    assert open_lesson(teacher, LESSON.id) == LESSON


def test_rules_of_a_lesson_that_is_not_here_cannot_be_changed():
    with pytest.raises(UnknownThing, match="no lesson “gone”"):
        change_rules(make_ports(), LessonId("gone"))


def test_a_newer_lesson_file_does_not_change_how_hand_ins_are_graded(teacher):
    before = totals(teacher)
    newer = replace(LESSON, version=2, credit_rules=2)
    install_lesson(teacher, newer, KEY)
    assert open_lesson(teacher, LESSON.id) == replace(newer, credit_rules=1)
    assert totals(teacher) == before
    change_rules(teacher, LESSON.id)
    install_lesson(teacher, replace(LESSON, version=3), KEY)
    assert open_lesson(teacher, LESSON.id).credit_rules == 2
    assert open_lesson(teacher, LESSON.id).word_budgets


def test_without_hand_ins_the_newer_file_is_taken_as_it_is():
    ports = make_ports()
    install_lesson(ports, LESSON, KEY)
    install_lesson(ports, replace(LESSON, version=2, credit_rules=2), KEY)
    assert open_lesson(ports, LESSON.id).credit_rules == 2


# -- who gets the newest, and the budgets ------------------------------------------------------


def published(ports: Ports) -> tuple[Lesson, AnswerKey]:
    draft = new_draft(ports, sample_lesson.scheme(), "Soup")
    lesson = replace(draft.lesson, articles=LESSON.articles)
    loaded = tuple(k for k in KEY.annotations if k.category_id == LOADED)
    return publish(ports, replace(draft, lesson=lesson, key=AnswerKey(loaded)), SEAL)


def test_a_lesson_that_is_begun_or_copied_in_the_builder_has_the_newest_rules():
    ports = make_ports()
    assert new_draft(ports, sample_lesson.scheme(), "Soup").lesson.credit_rules == 2
    assert copied(ports, LESSON, KEY).lesson.credit_rules == 2
    assert reopen(ports, LESSON, KEY).lesson.credit_rules == 1


def test_a_published_lesson_tells_students_its_budgets(tmp_path):
    made = published(make_ports())
    assert made.lesson.word_budgets[ArticleId("bugle")][LOADED] == 10
    write_package(tmp_path / "soup.lesson", made.lesson)
    assert read_package(tmp_path / "soup.lesson").word_budgets == made.lesson.word_budgets


def test_a_change_of_the_key_alone_takes_back_no_promise():
    ports = make_ports()
    first = published(ports)
    body = first.lesson.articles[0].body
    second = body.splitlines()[-2]
    span = Span(body.index(second), body.index(second) + len(second))
    long = replace(first.draft.key.annotations[0], span=span, quote=second)
    more = publish(ports, replace(first.draft, key=AnswerKey((long,))), SEAL)
    raised = more.lesson.word_budgets[ArticleId("bugle")][LOADED]
    assert (more.lesson.version, raised > 10) == (1, True)
    less = replace(more.draft, key=first.draft.key)
    assert preview(ports, less).version == 1
    assert publish(ports, less, SEAL).lesson.word_budgets == more.lesson.word_budgets


def test_a_source_folder_says_its_budgets_by_its_key(tmp_path):
    newest = replace(LESSON, credit_rules=2)
    write_source(tmp_path / "soup", replace(newest, word_budgets={}), KEY)
    assert "word_budgets" not in (tmp_path / "soup" / "lesson.toml").read_text()
    lesson, key = read_source(tmp_path / "soup", tmp_path)
    assert lesson.word_budgets == word_budgets(newest, key) != {}


@pytest.mark.parametrize("name", ["caracas-2019-04-30", "warm-up"])
def test_the_lessons_that_ship_have_the_newest_rules_and_room_for_their_keys(name):
    lesson, key = read_source(paths.lessons_dir() / name, paths.schemes_dir())
    assert lesson.credit_rules == 2
    for article in lesson.articles:
        for category_id, told in lesson.word_budgets[article.id].items():
            required = [
                len(k.quote.split())
                for k in key.for_article(article.id)
                if k.category_id == category_id and k.status is KeyStatus.REQUIRED
            ]
            assert told >= sum(required)
            assert told % 10 == 0
