"""A lesson that groups share, from two machines to the gradebook and back to the students."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import TEACHER, ArticleId, CriterionId, QuestionId
from annotator.files.feedback_file import from_stored, record_of, to_stored
from annotator.files.gradebook import FORMATS, gradebook_file
from annotator.services.collecting import collect_hand_ins
from annotator.services.gradebook import gradebook_of
from annotator.services.grading import grade_class
from annotator.services.lessons import install_lesson
from annotator.services.returning import feedback_on
from annotator.session.grading import GradingSession
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import LOADED, OPINION, span_of

BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
GROUPS = AskedArticles(groups=(ReadingGroup("Red", (BUGLE,)), ReadingGroup("Blue", (RECORD,))))
LESSON = replace(sample_lesson.lesson(), asked=GROUPS)


class Machines:
    """A teacher's machine and those of a lab, with one clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        self.opened: list[Application] = []
        self.teacher = self.machine("teacher", sample_lesson.key())

    def machine(self, name: str, key=None) -> Application:
        made = open_application(self.folder / name, now=self._tick)
        self.opened.append(made)
        install_lesson(made.ports, LESSON, key)
        return made

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    yield made
    for each in made.opened:
        each.close()


def session_on(machine: Application, name: str):
    return machine.student_home.open(machine.student_home.sign_in(name), LESSON.id)


def test_the_group_goes_from_the_student_to_the_gradebook_and_back(machines: Machines) -> None:
    lab = machines.machine("lab")
    blue = session_on(lab, "Ben")
    blue.choose_group("Blue")
    blue.highlight(RECORD, OPINION, span_of(LESSON, "record", "It is a sad day for taste."))
    blue.hand_in(machines.drop)
    red = session_on(lab, "Ana")
    red.choose_group("Red")
    red.highlight(BUGLE, LOADED, span_of(LESSON, "bugle", "greedy"))
    red.answer(QuestionId("agree"), "The price.")
    red.hand_in(machines.drop)
    stray = session_on(lab, "Cleo")
    stray.highlight(RECORD, OPINION, span_of(LESSON, "record", "It is a sad day for taste."))
    stray.hand_in(machines.drop)
    ports = machines.teacher.ports
    collect_hand_ins(ports, LESSON, machines.drop)

    scores = {g.hand_in.student_name: g.score for g in grade_class(ports, LESSON.id).graded}
    counted = {name: [a.article_id for a in score.counted] for name, score in scores.items()}
    assert counted == {"Ana": [BUGLE], "Ben": [RECORD], "Cleo": [RECORD]}
    assert (scores["Ben"].points, scores["Ben"].maximum) == (0.25, 0.25)
    assert scores["Ana"].maximum == 3.5

    grading = GradingSession(ports, LESSON.id, Grader(TEACHER, "ada"))
    for name in ("Ana", "Ben", "Cleo"):
        (entry,) = [each for each in grading.entries if each.name == name]
        grading.give_points(entry.id, CriterionId("comparing"), 4)
        grading.mark_graded(entry.id)
    book = gradebook_of(grade_class(ports, LESSON.id))
    points = {row.name: row.points for row in book.rows}
    assert book.maximum == 100
    assert points["Ben"] == 100
    assert points["Ana"] == pytest.approx(100 * 5 / 7.5)
    tables = {each.key: gradebook_file(book, each).main for each in FORMATS}
    plain = tables["plain"]
    told = {row[3]: dict(zip(plain.header, row, strict=True)) for row in plain.rows}
    assert (told["Ana"]["total"], told["Ana"]["maximum"]) == ("5.00", "7.50")
    assert (told["Ana"]["percent"], told["Ana"]["grade"]) == ("66.67", "67 %")
    assert {name: row["counted"] for name, row in told.items()} == {
        "Ana": "A1",
        "Ben": "A2",
        "Cleo": "A2",
    }
    (entry,) = [each for each in grading.entries if each.name == "Ana"]
    feedback = feedback_on(ports, LESSON, entry)
    assert feedback.counted == "Counted: A1, of the group Red."
    assert feedback.shown_grade.line == "67 % (5 / 7.5 points)"
    assert from_stored(to_stored(feedback)) == feedback
    assert "grade" not in record_of(feedback).model_dump(), "per cent needs no field of its own"
    canvas = tables["canvas"]
    assert canvas.rows[0][-1] == "100.00"
    assert {row[0]: row[-1] for row in canvas.rows[1:]}["Ben"] == "100.00"


def test_the_group_comes_along_with_unfinished_work(machines: Machines) -> None:
    first, second = machines.machine("one"), machines.machine("two")
    session = session_on(first, "Ana")
    session.choose_group("Blue")
    session.highlight(RECORD, OPINION, span_of(LESSON, "record", "It is a sad day for taste."))
    for machine in (first, second):
        shared = machine.student_home.machine(machine.student_home.sign_in("Ana"))
        if machine is first:
            shared.save(LESSON, machines.drop)
        else:
            shared.bring(LESSON, machines.drop)
    again = session_on(second, "Ana")
    assert (again.group, again.portion.articles) == ("Blue", (RECORD,))
    assert again.progress.articles == 1
