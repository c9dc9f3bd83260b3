"""A class over its lessons, two classes on one lesson, and the end of a school year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.domain.classes import RosterRow
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import ClassId, LessonId
from annotator.services.classes import (
    assign_lesson,
    create_class,
    excuse_student,
    import_roster,
)
from annotator.services.collecting import class_roll, collect_hand_ins
from annotator.services.gradebook import class_gradebook
from annotator.services.jobs import Job
from annotator.services.lessons import install_lesson
from annotator.services.privacy import (
    Erased,
    ErasureTools,
    KnownPerson,
    purge_classes,
    students_only_in,
)
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports

LESSON, KEY = sample_lesson.lesson(), sample_lesson.key()
KEYLESS = replace(LESSON, id=LessonId("keyless"), title="Keyless")
DROP = Path("drop")
ANN, BOB, CAT = (
    RosterRow("1", "Lee", "Ann"),
    RosterRow("2", "Ray", "Bob"),
    RosterRow("3", "Fox", "Cat"),
)


class ListedEraser:
    """Writes down whom it should erase."""

    def __init__(self) -> None:
        self.people: list[KnownPerson] = []

    def erase(self, person: KnownPerson) -> Erased:
        self.people.append(person)
        return Erased({"student": len(person.student_ids)})


@pytest.fixture
def ports():
    files = MemoryFiles()
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    install_lesson(made, KEYLESS)
    for name in ("Ann Lee", "Cat Fox", "Nobody"):
        machine = make_ports(files=files)
        machine = replace(machine, new_id=lambda ids=machine.new_id: f"{len(files.files)}-{ids()}")
        ReadingSession(machine, LESSON, sign_in(machine, name)).hand_in(DROP)
    return made


@pytest.fixture
def seven_b(ports):
    group = create_class(ports, "7B")
    import_roster(ports, group.id, (ANN, BOB))
    return group


@pytest.fixture
def seven_c(ports):
    group = create_class(ports, "7C")
    import_roster(ports, group.id, (CAT,))
    assign_lesson(ports, LESSON.id, group.id)
    return group


def test_two_classes_on_one_lesson_are_no_strangers_to_each_other(ports, seven_b, seven_c):
    assignment = assign_lesson(ports, LESSON.id, seven_b.id)
    report = collect_hand_ins(ports, LESSON, DROP, roll=class_roll(ports, assignment))
    assert [(e.hand_in.student_name, e.other_class) for e in report.entries] == [
        ("Ann Lee", ""),
        ("Cat Fox", "7C"),
        ("Nobody", ""),
    ]
    assert [entry.hand_in.student_name for entry in report.strangers] == ["Nobody"]
    (column,) = class_gradebook(ports, seven_b.id).columns
    assert [row.name for row in column.gradebook.rows] == ["Ann Lee", "Bob Ray", "Nobody"]
    assert len(class_gradebook(ports, seven_c.id).doubtful) == 1


def test_a_book_has_a_column_a_lesson_and_says_why_one_is_empty(ports, seven_b):
    assignment = assign_lesson(ports, LESSON.id, seven_b.id, datetime(2026, 1, 1, tzinfo=UTC))
    assign_lesson(ports, KEYLESS.id, seven_b.id)
    collect_hand_ins(ports, LESSON, DROP)
    roll = class_roll(ports, assignment)
    excuse_student(ports, assignment, roll.index.named("Bob Ray").student_id, "ill")
    seen = []
    gradebook = class_gradebook(
        ports, seven_b.id, Job(lambda done, total, _: seen.append((done, total)))
    )
    scored, keyless = gradebook.columns
    states = {m.roster.first_name: scored.rows[m.student_id] for m in gradebook.members}
    assert (states["Ann"].is_late, states["Ann"].is_missing) == (True, False)
    assert (states["Bob"].is_excused, states["Bob"].is_missing) == (True, False)
    assert "no answer key" in keyless.trouble
    assert keyless.rows == {}
    assert seen == [(1, 2), (2, 2)]
    with pytest.raises(UnknownThing):
        class_gradebook(ports, ClassId("gone"))


def test_the_end_of_a_year_takes_who_is_in_no_class_that_stays(ports, seven_b, seven_c):
    press = create_class(ports, "Press club")
    import_roster(ports, press.id, (ANN,))
    eraser = ListedEraser()
    assert [each.name for each in students_only_in(ports, [seven_b.id, seven_c.id])] == [
        "Bob Ray",
        "Cat Fox",
    ]
    receipt = purge_classes(ports, ErasureTools(eraser), [seven_b.id, seven_c.id])
    (person,) = eraser.people
    assert "bob ray" in person.name_keys
    assert "ann lee" not in person.name_keys
    assert receipt.name == "7B, 7C (2 students)"
    assert "Cat Fox" in receipt.names
    with ports.store.reading() as unit:
        assert [group.name for group in unit.classes.all()] == ["Press club"]
        assert unit.classes.assignments() == ()
        assert len(unit.classes.members(press.id)) == 1
