"""“Cannot tell” from the student's key press to what comes back, and on the printed key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotating import Add, Note
from annotator.domain.annotations import Annotation
from annotator.domain.drafts import LessonDraft
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import TEACHER, ArticleId, CategoryId, DraftId
from annotator.domain.keys import UnscoredSentence
from annotator.domain.returned import MISSED
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.spans import Span
from annotator.files.lesson_source import read_source
from annotator.paths import lessons_dir, schemes_dir
from annotator.services import annotating
from annotator.services.answer_keys import changed_key
from annotator.services.collecting import collect_hand_ins
from annotator.services.feedback import KeyComparison, Practice, PracticeRemark
from annotator.services.grading import grade_class
from annotator.services.grading_session import GradingEntry, read_grading
from annotator.services.handing_in import hand_in
from annotator.services.lesson_counts import article_facts
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports
from annotator.services.returning import feedback_on
from annotator.services.rubrics import points_of
from annotator.services.signing_in import sign_in, workspace_of
from annotator.worksheets.answer_key import answer_key
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, LessonSheet, PageOptions
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import OPINION, REPORTING
from tests.unit.worksheets.test_lesson_sheets import text_of

LESSON = sample_lesson.with_cannot_tell()
BUGLE = ArticleId("bugle")
LABELLED = "Soup costs 2.40 euros, the price list says."
WHY = "The text does not say which list."


def sentence(quote: str) -> Span:
    where = sample_lesson.span_of(LESSON, BUGLE, quote)
    return next(s for s in LESSON.article(BUGLE).sentences if s.overlaps(where))


SOUP = sentence(LABELLED)
OPEN = next(
    s
    for s in LESSON.article(BUGLE).sentences
    if s not in {k.span for k in sample_lesson.key().annotations}
)
KEY = replace(sample_lesson.key(), unscored=(UnscoredSentence(BUGLE, OPEN, WHY),))


@pytest.fixture
def ports() -> Ports:
    made = make_ports()
    install_lesson(made, LESSON, KEY)
    return made


def label(ports: Ports, category_id: CategoryId, span: Span, text: str = "") -> None:
    mine = workspace_of(sign_in(ports, "Mira"), LESSON.id)
    gesture = Add(BUGLE, category_id, span, note=Note(text=text))
    annotating.annotate(ports, LESSON, mine, work(ports), gesture)


def work(ports: Ports) -> tuple[Annotation, ...]:
    mine = workspace_of(sign_in(ports, "Mira"), LESSON.id)
    with ports.store.reading() as unit:
        return unit.work.annotations(mine)


def graded(ports: Ports, folder: Path) -> GradingEntry:
    hand_in(ports, LESSON, sign_in(ports, "Mira"), folder)
    collect_hand_ins(ports, LESSON, folder)
    (entry,) = read_grading(ports, LESSON.id, Grader(TEACHER, "Teacher")).entries
    return entry


def test_it_replaces_a_label_and_keeps_the_reason(ports: Ports) -> None:
    label(ports, OPINION, SOUP, "Why?")
    label(ports, CANNOT_TELL, SOUP)
    assert [(a.category_id, a.reason) for a in work(ports)] == [(CANNOT_TELL, "Why?")]
    label(ports, REPORTING, SOUP)
    assert [a.category_id for a in work(ports)] == [REPORTING]


def test_the_key_keeps_it_as_a_sentence_that_is_not_scored() -> None:
    edit = changed_key(LESSON, KEY, Add(BUGLE, CANNOT_TELL, SOUP))
    assert {each.span for each in edit.key.unscored} == {OPEN, SOUP}
    assert SOUP not in {each.span for each in edit.key.annotations}


def test_practice_answers_and_counts_the_sentence_as_looked_at(ports: Ports) -> None:
    practice = Practice(LESSON, KEY)
    label(ports, CANNOT_TELL, SOUP)
    label(ports, CANNOT_TELL, OPEN)
    open_one, soup = sorted(work(ports), key=lambda a: a.span)
    assert practice.remark(soup) == PracticeRemark(
        KeyComparison.EXTRA, "The answer is reporting.", f"About “{LABELLED}”."
    )
    assert practice.remark(open_one) == PracticeRemark(
        KeyComparison.RIGHT, "People disagree on this one.", WHY
    )
    score = practice.score(work(ports))
    assert (score.labelled, score.right) == (1, 0)


def test_the_end_of_practice_tells_which_sentences_the_key_leaves_open() -> None:
    (told,) = [each for each in Practice(LESSON, KEY).review(()) if each.span == OPEN]
    assert told.remark.spoken == f"Nobody can tell of this sentence, so it is not counted. {WHY}"
    places = [each.span for each in Practice(LESSON, KEY).review(()) if each.article_id == BUGLE]
    assert places == sorted(places)


def test_what_comes_back_tells_what_the_key_says(ports: Ports, tmp_path: Path) -> None:
    label(ports, OPINION, OPEN)
    label(ports, CANNOT_TELL, SOUP, "Which list?")
    entry = graded(ports, tmp_path)
    assert entry.graded.score.points == 0
    told = [n for n in feedback_on(ports, LESSON, entry).notes if n.outcome != MISSED]
    notes = {note.category_id: note for note in told}
    assert (notes[OPINION].outcome, notes[OPINION].explanation) == ("not scored", WHY)
    assert notes[CANNOT_TELL].outcome == "not scored"
    sheet = GradedSheet(LESSON, KEY, entry.graded.hand_in, entry.graded.score, "Mira", "1")
    text = text_of(graded_worksheet(sheet, PageOptions()))
    assert f"key: cannot tell · yours: opinion · not scored {WHY}" in text
    assert "key: reporting · yours: cannot tell" in text


def test_the_printed_key_explains_it_also_where_the_scheme_has_no_such_label() -> None:
    for lesson in (LESSON, sample_lesson.lesson()):
        text = text_of(answer_key(LessonSheet(lesson, KEY), PageOptions()))
        assert f"cannot tell, not scored {WHY}" in text


def test_tables_of_points_leave_it_out(ports: Ports, tmp_path: Path) -> None:
    graded(ports, tmp_path)
    grades = grade_class(ports, LESSON.id)
    draft = LessonDraft(DraftId("d"), LESSON, grades.graded[0].handed_in, KEY)
    assert CANNOT_TELL not in {each.category_id for each in points_of(draft).categories}
    facts = article_facts(LESSON, KEY, LESSON.article(BUGLE))
    assert CANNOT_TELL not in {each.category_id for each in facts.keys}


def test_lessons_that_ship_offer_it() -> None:
    lesson, _ = read_source(lessons_dir() / "warm-up", schemes_dir())
    assert lesson.scheme.unsure in lesson.scheme.categories
    assert (lesson.scheme.unsure.letter, lesson.scheme.unsure.key) == ("?", "5")
