"""A lesson file for a class, from the teacher's machine to a shared one and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.classes import RosterRow
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import LessonId, QuestionId
from annotator.services.class_lessons import ClassFile
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.services.classroom import STUCK_AFTER, Doing, glance_at
from annotator.services.collecting import class_roll, collect_hand_ins
from annotator.services.lessons import install_lesson
from annotator.services.signing_in import class_told_for, classes_told
from annotator.use_cases.application import Application
from annotator.use_cases.lessons import is_shipped
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson

DUE = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
ROWS = (RosterRow("1", "Lee", "Ann"), RosterRow("2", "Ray", "Bob"))
LESSON = sample_lesson.lesson()


class School:
    """A teacher's machine, shared machines, and a drop folder; one clock for all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = DUE - timedelta(hours=1)
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.applications: list[Application] = []
        self.teacher = self.machine("teacher")
        install_lesson(self.teacher.ports, LESSON, sample_lesson.key())
        self.group = create_class(self.teacher.ports, "7B")
        import_roster(self.teacher.ports, self.group.id, ROWS)
        self.assignment = assign_lesson(self.teacher.ports, LESSON.id, self.group.id, DUE)

    def machine(self, name: str) -> Application:
        application = open_application(self.folder / name, now=self._tick)
        self.applications.append(application)
        return application

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def lesson_file(self, **requests: object) -> Path:
        path = self.folder / "7b.lesson"
        requested = ClassFile(drop_folder=str(self.drop), due_at=DUE, **requests)  # type: ignore[arg-type]
        self.teacher.classes.lessons.write_file(LESSON.id, self.group, requested, path)
        return path


@pytest.fixture
def school(tmp_path):
    made = School(tmp_path)
    yield made
    for application in made.applications:
        application.close()


def test_a_shared_machine_learns_codes_folder_and_due_time(school):
    lab = school.machine("lab")
    path = school.lesson_file()
    lab.lessons.install_package(path)
    lab.lessons.install_package(path)
    (told,) = classes_told(lab.ports)
    assert (told.class_name, told.due_at) == ("7B", DUE)
    assert {entry.name for entry in told.entries} == {""}
    student = lab.student_home.sign_in(told.entries[0].signs_in_as)
    assert lab.student_home.machine(student).folder_from_file(LESSON.id) == school.drop
    with lab.ports.store.reading() as unit:
        assert len(unit.classes.assignments()) == 1


def test_names_are_in_the_file_only_if_the_teacher_says_so(school):
    data = school.lesson_file().read_bytes()
    assert b"Ann" not in data
    data = school.lesson_file(with_names=True).read_bytes()
    assert b"Ann Lee" in data


def test_the_teachers_own_class_list_is_not_replaced_by_a_file(school):
    school.teacher.lessons.install_package(school.lesson_file(with_names=True))
    assert classes_told(school.teacher.ports) == ()
    with school.teacher.ports.store.reading() as unit:
        assert len(unit.classes.members(school.group.id)) == 2


def test_who_picks_a_code_or_a_name_is_the_same_student_to_the_teacher(school):
    for name, picks_name in (("lab1", False), ("lab2", True)):
        lab = school.machine(name)
        lab.lessons.install_package(school.lesson_file(with_names=picks_name))
        (told,) = classes_told(lab.ports)
        entry = told.entries[0]
        session = lab.student_home.open(lab.student_home.sign_in(entry.signs_in_as), LESSON.id)
        session.answer(QuestionId("agree"), "The price.")
        session.hand_in(school.drop)
    roll = class_roll(school.teacher.ports, school.assignment)
    report = collect_hand_ins(school.teacher.ports, LESSON, school.drop, roll=roll)
    assert len(report.entries) == 2
    assert report.strangers == ()
    assert {entry.is_late for entry in report.entries} == {False}


def test_another_teachers_lesson_is_not_given_out_as_ones_own(school):
    foreign = replace(LESSON, id=LessonId("foreign"), public_key=bytes(range(32)))
    install_lesson(school.teacher.ports, foreign)
    with pytest.raises(NotAllowed, match="another teacher's lesson"):
        school.teacher.classes.lessons.write_file(
            foreign.id, school.group, ClassFile(), school.folder / "x.lesson"
        )
    assert not (school.folder / "x.lesson").exists()


def test_lessons_that_ship_are_known_to_be_public():
    assert is_shipped(LessonId("warm-up"))
    assert not is_shipped(LESSON.id)


# -- the sign-in -----------------------------------------------------------------------------------


def test_a_class_is_found_by_its_student_and_one_alone_is_taken(school):
    lab = school.machine("lab")
    lab.lessons.install_package(school.lesson_file(with_names=True))
    assert class_told_for(lab.ports, LESSON.id, "ann  lee").class_name == "7B"
    assert class_told_for(lab.ports, LESSON.id, "Visitor").class_name == "7B"
    assert class_told_for(lab.ports, LessonId("other"), "Ann Lee") is None


def test_a_pin_of_this_machine_is_asked_for(school):
    lab = school.machine("lab")
    ann = lab.student_home.sign_in("Ann Lee")
    assert not lab.student_home.needs_pin("Ann Lee")
    with pytest.raises(NotAllowed, match="4 to 40"):
        lab.student_home.set_pin(ann, "123")
    lab.student_home.set_pin(ann, "2468")
    assert lab.student_home.needs_pin("ann lee")
    assert not lab.student_home.needs_pin("Bob Ray")
    assert lab.student_home.is_right_pin("Ann Lee", "2468")
    assert not lab.student_home.is_right_pin("Ann Lee", "8642")
    lab.student_home.set_pin(ann, "")
    assert not lab.student_home.needs_pin("Ann Lee")


def test_a_wiped_machine_asks_for_the_pin_of_the_draft_and_brings_the_work(school):
    path = school.lesson_file(keeps_drafts=True)
    lab = school.machine("lab")
    lab.lessons.install_package(path)
    ann = lab.student_home.sign_in("Ann Lee")
    grading = lab.student_home.machine(ann, "2468")
    session = lab.student_home.open(ann, LESSON.id)
    session.answer(QuestionId("agree"), "The price.")
    assert grading.keeps_drafts(LESSON.id)
    grading.save(session.lesson, school.drop)
    wiped = school.machine("wiped")
    wiped.lessons.install_package(path)
    assert wiped.student_home.needs_pin("Ann Lee", school.drop)
    assert not wiped.student_home.is_right_pin("Ann Lee", "1111", school.drop)
    assert wiped.student_home.is_right_pin("Ann Lee", "2468", school.drop)
    again = wiped.student_home.machine(wiped.student_home.sign_in("Ann Lee"), "2468")
    again.bring(session.lesson, school.drop)
    back = wiped.student_home.open(again.student, LESSON.id)
    assert back.answers == {"agree": "The price."}
    again.forget_draft(session.lesson, school.drop)
    assert list(school.drop.iterdir()) == []


# -- the live view ---------------------------------------------------------------------------------


def test_a_draft_that_could_not_be_read_is_neither_replaced_nor_deleted(school):
    path = school.lesson_file(keeps_drafts=True)
    first, second = school.machine("lab1"), school.machine("lab2")
    for lab in (first, second):
        lab.lessons.install_package(path)
    ann = first.student_home.sign_in("Ann Lee")
    lesson = first.lessons.named(LESSON.id)
    first.student_home.open(ann, LESSON.id).answer(QuestionId("agree"), "The newer work.")
    first.student_home.machine(ann, "2468").save(lesson, school.drop)
    (draft,) = school.drop.glob("*.draft")
    kept = draft.read_bytes()
    other = second.student_home.sign_in("Ann Lee")
    second.student_home.open(other, LESSON.id).answer(QuestionId("agree"), "Older.")
    grading = second.student_home.machine(other, "1111")
    with pytest.raises(NotAllowed):
        grading.prepare(LESSON.id, None, None)
    assert grading.folder == school.drop
    assert grading.save(lesson, school.drop) is None
    grading.forget_draft(lesson, school.drop)
    assert draft.read_bytes() == kept


def test_a_new_pin_brings_newer_work_before_it_seals_anew(school):
    path = school.lesson_file(keeps_drafts=True)
    first, second = school.machine("lab1"), school.machine("lab2")
    for lab in (first, second):
        lab.lessons.install_package(path)
    old = second.student_home.sign_in("Ann Lee")
    second.student_home.open(old, LESSON.id).answer(QuestionId("agree"), "Older.")
    ann = first.student_home.sign_in("Ann Lee")
    lesson = first.lessons.named(LESSON.id)
    first.student_home.open(ann, LESSON.id).answer(QuestionId("agree"), "The newer work.")
    first.student_home.machine(ann, "2468").save(lesson, school.drop)
    second.student_home.machine(old, "1357").reseal(
        school.drop, second.student_home.machine(old, "2468")
    )
    third = school.machine("lab3")
    third.lessons.install_package(path)
    again = third.student_home.sign_in("Ann Lee")
    third.student_home.machine(again, "1357").bring(lesson, school.drop)
    found = third.student_home.open(again, LESSON.id).answers
    assert found[QuestionId("agree")] == "The newer work."


def test_the_folder_shows_who_works_is_stuck_and_has_handed_in(school):
    path = school.lesson_file(keeps_drafts=True)
    roll = class_roll(school.teacher.ports, school.assignment)
    notes = school.teacher.drafts

    def look(before=None):
        return glance_at(school.teacher.ports, notes, roll, school.drop, before)

    assert [each.doing for each in look().students] == [Doing.NOTHING, Doing.NOTHING]
    lab = school.machine("lab")
    lab.lessons.install_package(path)
    ann = lab.student_home.sign_in("Ann Lee")
    session = lab.student_home.open(ann, LESSON.id)
    session.answer(QuestionId("agree"), "The price.")
    lab.student_home.machine(ann).save(session.lesson, school.drop)
    glance = look()
    assert glance.count(Doing.WORKING) == 1
    assert glance.has_drafts
    school.now += STUCK_AFTER + timedelta(seconds=30)
    assert look(glance).count(Doing.STUCK) == 1
    session.hand_in(school.drop)
    visitor = lab.student_home.open(lab.student_home.sign_in("Visitor"), LESSON.id)
    visitor.hand_in(school.drop)
    (school.drop / "torn.handin").write_bytes(b"annotator-hand-in 1\nx")
    glance = look(glance)
    assert glance.count(Doing.HANDED_IN) == 1
    assert glance.strangers == ("Visitor",)
    assert [each.name for each in glance.unreadable] == ["torn.handin"]
    with school.teacher.ports.store.reading() as unit:
        assert unit.hand_ins.of_lesson(LESSON.id) == ()  # looking collects nothing


def test_what_was_read_is_not_read_again(school, monkeypatch):
    lab = school.machine("lab")
    lab.lessons.install_package(school.lesson_file())
    lab.student_home.open(lab.student_home.sign_in("Ann Lee"), LESSON.id).hand_in(school.drop)
    roll = class_roll(school.teacher.ports, school.assignment)
    notes = school.teacher.drafts
    first = glance_at(school.teacher.ports, notes, roll, school.drop)
    monkeypatch.setattr(type(school.teacher.ports.hand_in_files), "read", None)
    assert glance_at(school.teacher.ports, notes, roll, school.drop, first).students == (
        first.students
    )
