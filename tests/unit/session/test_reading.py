"""A student at work: memory and store stay alike, also after undo and reopening."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotating import Note, Remove, Revise
from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import AnnotationId, ArticleId, QuestionId
from annotator.domain.lessons import Question, RequiredWork
from annotator.domain.spans import Span
from annotator.services.handing_in import TooFew
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession, WorkChanged
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import LOADED, OPINION, REPORTING

BUGLE = ArticleId("bugle")
LESSON = sample_lesson.lesson()


@pytest.fixture
def ports() -> Ports:
    return make_ports()


@pytest.fixture
def session(ports: Ports) -> ReadingSession:
    return opened(ports)


def opened(ports: Ports) -> ReadingSession:
    return ReadingSession(ports, LESSON, sign_in(ports, "Ana"))


def span(quote: str) -> Span:
    return sample_lesson.span_of(LESSON, "bugle", quote)


def everything(session: ReadingSession) -> object:
    return (
        {a.id: a for a in session.all_annotations()},
        dict(session.answers),
        session.undo_label,
        session.redo_label,
    )


def work(session: ReadingSession) -> None:
    session.highlight(BUGLE, LOADED, span("cruel"), note=Note(text="It judges."))
    session.highlight(BUGLE, OPINION, span("Everyone"))
    session.highlight(BUGLE, REPORTING, span("Everyone"))
    session.answer(QuestionId("agree"), "The soup.")
    session.do(Remove((session.annotations(BUGLE)[0].id,)))


def test_memory_equals_the_store_after_every_step_of_undo_and_redo(ports: Ports) -> None:
    session = opened(ports)
    work(session)
    for step in (session.undo, session.redo):
        for _ in range(6):
            step()
            assert everything(session) == everything(opened(ports))
    assert session.redo_label is None


def test_undo_survives_closing_the_program(ports: Ports) -> None:
    work(opened(ports))
    later = opened(ports)
    assert later.undo_label == "remove “cruel”"
    for _ in range(5):
        later.undo()
    assert later.all_annotations() == ()
    assert later.undo_label is None
    much_later = opened(ports)
    much_later.redo()
    assert [a.reason for a in much_later.all_annotations()] == ["It judges."]


def test_a_new_gesture_after_undo_ends_redo(session: ReadingSession) -> None:
    session.highlight(BUGLE, LOADED, span("cruel"))
    session.undo()
    assert session.redo_label == "highlight “cruel”"
    session.highlight(BUGLE, LOADED, span("greedy"))
    assert session.redo_label is None


def test_undo_with_nothing_done_changes_nothing(session: ReadingSession) -> None:
    told: list[WorkChanged] = []
    session.subscribe(told.append)
    session.undo()
    session.redo()
    assert told == []


def test_observers_hear_what_changed_after_it_is_stored(
    ports: Ports, session: ReadingSession
) -> None:
    seen: list[tuple[WorkChanged, int]] = []

    def listen(news: WorkChanged) -> None:
        with ports.store.reading() as unit:
            seen.append((news, len(unit.work.annotations(session.workspace))))

    stop = session.subscribe(listen)
    made = session.highlight(BUGLE, LOADED, span("cruel"))
    news, stored = seen[0]
    assert stored == 1
    assert news.articles == {BUGLE}
    assert news.added == (made[0].id,)
    stop()
    session.undo()
    assert len(seen) == 1


def test_annotations_come_in_reading_order_with_the_outer_first(session: ReadingSession) -> None:
    session.highlight(BUGLE, LOADED, span("cruel"))
    session.highlight(BUGLE, LOADED, span("cruel price"))
    session.highlight(BUGLE, LOADED, span("greedy"))
    assert [a.quote for a in session.annotations(BUGLE)] == ["greedy", "cruel price", "cruel"]


def test_an_annotation_that_is_gone_is_told_in_a_sentence(session: ReadingSession) -> None:
    with pytest.raises(UnknownThing, match="not there any more"):
        session.annotation(AnnotationId("gone"))


def test_missing_names_reasons_questions_and_articles(session: ReadingSession) -> None:
    session.highlight(BUGLE, LOADED, span("cruel"))
    missing = session.missing()
    assert [a.quote for a in missing.reasons] == ["cruel"]
    assert [q.id for q in missing.questions] == ["agree"]
    assert missing.articles == ("record",)
    session.do(Revise(session.annotations(BUGLE)[0].id, Note(text="It judges.")))
    assert session.missing().reasons == ()


def test_missing_names_what_the_teacher_asks_for(ports: Ports) -> None:
    more = (Question(QuestionId("who"), "Who pays?"), *LESSON.questions)
    asked = RequiredWork(frozenset({QuestionId("agree")}), {LOADED: 2, OPINION: 1})
    lesson = replace(LESSON, questions=more, required_work=asked)
    session = ReadingSession(ports, lesson, sign_in(ports, "Ana"))
    session.highlight(BUGLE, LOADED, span("cruel"))
    missing = session.missing()
    assert [q.id for q in missing.questions] == ["agree", "who"], "what is asked for comes first"
    assert missing.too_few == (TooFew(LOADED, 1, 2), TooFew(OPINION, 0, 1))
    session.highlight(BUGLE, OPINION, span("Everyone"))
    session.highlight(BUGLE, LOADED, span("greedy"))
    assert session.missing().too_few == ()


def test_missing_counts_only_the_articles_that_are_asked_for(ports: Ports) -> None:
    lesson = replace(LESSON, asked=AskedArticles(at_least=1))
    session = ReadingSession(ports, lesson, sign_in(ports, "Ana"))
    missing = session.missing()
    assert (missing.articles, missing.few_articles) == (("bugle", "record"), 1)
    assert (session.progress.articles_begun, session.progress.articles) == (0, 1)
    session.highlight(BUGLE, LOADED, span("cruel"))
    assert session.missing().articles == ()
    assert (session.progress.articles_begun, session.progress.articles) == (1, 1)


def test_a_group_is_chosen_kept_and_counts(ports: Ports) -> None:
    record = ArticleId("record")
    about = Question(QuestionId("bugle"), "How does it begin?", article_id=BUGLE)
    lesson = replace(
        LESSON,
        questions=(*LESSON.questions, about),
        asked=AskedArticles(
            groups=(ReadingGroup("Red", (BUGLE,)), ReadingGroup("Blue", (record,)))
        ),
    )
    install_lesson(ports, lesson)
    session = ReadingSession(ports, lesson, sign_in(ports, "Ana"))
    session.highlight(BUGLE, LOADED, span("cruel"))
    assert session.missing().lacks_group
    session.choose_group("Blue")
    session.remember([BUGLE], {})
    missing = session.missing()
    assert (missing.lacks_group, missing.articles, missing.reasons) == (False, (record,), ())
    assert [question.id for question in missing.questions] == ["agree"]
    again = ReadingSession(ports, lesson, sign_in(ports, "Ana"))
    assert (again.group, again.portion.articles) == ("Blue", (record,))


def test_outlets_stay_hidden_until_this_student_has_handed_in(ports: Ports, tmp_path: Path) -> None:
    lesson = replace(LESSON, hide_outlets=True)
    ana, ben = (ReadingSession(ports, lesson, sign_in(ports, name)) for name in ("Ana", "Ben"))
    assert {a.outlet for a in ana.shown_lesson.articles} == {"Outlet A", "Outlet B"}
    ana.hand_in(tmp_path)
    assert ana.shown_lesson == lesson
    assert ben.shown_lesson == lesson.without_outlets()
    assert ReadingSession(ports, lesson, ana.student).shown_lesson == lesson


def test_what_may_be_shown_is_read_when_the_lesson_is_opened(ports: Ports, monkeypatch) -> None:
    session = ReadingSession(ports, replace(LESSON, hide_outlets=True), sign_in(ports, "Ana"))
    monkeypatch.setattr(ports.store, "reading", None)
    assert {a.outlet for a in session.shown_lesson.articles} == {"Outlet A", "Outlet B"}


def test_two_students_of_one_machine_do_not_see_each_other(ports: Ports) -> None:
    opened(ports).highlight(BUGLE, LOADED, span("cruel"))
    other = ReadingSession(ports, LESSON, sign_in(ports, "Ben"))
    assert other.all_annotations() == ()
    other.undo()
    assert len(opened(ports).all_annotations()) == 1


def test_the_place_is_remembered(ports: Ports, session: ReadingSession) -> None:
    session.remember([BUGLE], {BUGLE: 17})
    place = opened(ports).place
    assert place is not None
    assert place.positions == {BUGLE: 17}


def test_the_same_name_in_other_case_is_the_same_student(ports: Ports) -> None:
    assert sign_in(ports, "  ANA ") == sign_in(ports, "ana")


def test_progress_counts_articles_and_answers(session: ReadingSession) -> None:
    assert session.progress.percent == 0
    session.highlight(BUGLE, LOADED, span("cruel"))
    session.answer(QuestionId("agree"), "Soup")
    assert session.progress.percent == 67


def test_a_hand_in_counts_its_attempts(session: ReadingSession, tmp_path: Path) -> None:
    session.highlight(BUGLE, LOADED, span("cruel"))
    assert session.hand_in(tmp_path).hand_in.attempt == 1
    session.highlight(BUGLE, LOADED, span("greedy"))
    second = session.hand_in(tmp_path).hand_in
    assert second.attempt == 2
    assert len(second.annotations) == 2
