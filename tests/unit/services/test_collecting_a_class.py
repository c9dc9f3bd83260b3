"""Collecting for a class: whose a hand-in is, late or in time, and which attempt counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.classes import RosterRow
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import HandInId
from annotator.services.classes import (
    accept_match,
    assign_lesson,
    create_class,
    import_roster,
    move_student,
)
from annotator.services.collecting import (
    CollectStatus,
    class_roll,
    collect_files,
    collect_hand_ins,
)
from annotator.services.gradebook import lesson_gradebook
from annotator.services.grading import grade_class
from annotator.services.jobs import Job
from annotator.services.lessons import install_lesson
from annotator.services.ports import StoredHandIn
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports

LESSON, KEY = sample_lesson.lesson(), sample_lesson.key()
DROP = Path("drop")
DUE = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
ROWS = (
    RosterRow("1", "Lee", "Ann"),
    RosterRow("2", "O'Brien", 'Albert "Al"', preferred_name="Al"),
    RosterRow("3", "Müller", "Zoë"),
)


@pytest.fixture
def files():
    return MemoryFiles()


@pytest.fixture
def ports(files):
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    return made


@pytest.fixture
def assignment(ports):
    group = create_class(ports, "7B")
    import_roster(ports, group.id, ROWS)
    return assign_lesson(ports, LESSON.id, group.id, DUE)


def works(files: MemoryFiles, name: str, at: datetime | None = None) -> HandIn:
    """Let a student hand in on a machine of their own, at a moment."""
    machine = make_ports(files=files)
    machine = replace(machine, new_id=lambda ids=machine.new_id: f"{len(files.files)}-{ids()}")
    if at is not None:
        machine = replace(machine, now=lambda: at)
    session = ReadingSession(machine, LESSON, sign_in(machine, name))
    return session.hand_in(DROP).hand_in


def collect(ports, assignment, at: datetime = DUE + timedelta(days=2)):
    teacher = replace(ports, now=lambda: at)
    return collect_hand_ins(teacher, LESSON, DROP, roll=class_roll(ports, assignment))


def only(report, name):
    (entry,) = [e for e in report.entries if e.hand_in and e.hand_in.student_name == name]
    return entry


def test_each_hand_in_finds_its_student_by_name_number_or_code(ports, files, assignment):
    code = class_roll(ports, assignment).index.named("3").code
    for typed in ("ann lee", "2", code):
        works(files, typed)
    report = collect(ports, assignment)
    assert {entry.member.roster.student_id for entry in report.entries} == {"1", "2", "3"}
    assert report.strangers == ()
    with ports.store.reading() as unit:
        assert len(unit.students.all()) == 3  # nobody was made a second time


def test_a_stranger_is_collected_with_a_proposal_that_is_remembered(ports, files, assignment):
    works(files, "Zoe Muler")
    (stranger,) = collect(ports, assignment).strangers
    assert stranger.status is CollectStatus.NEW
    meant = stranger.proposals[0].member
    assert meant.roster.last_name == "Müller"
    accept_match(ports, assignment.class_id, "Zoe Muler", meant.student_id)
    again = collect(ports, assignment)
    assert again.strangers == ()
    assert only(again, "Zoe Muler").member == meant


def test_the_newest_before_the_deadline_counts_and_all_are_kept(ports, files, assignment):
    works(files, "Ann Lee", DUE - timedelta(hours=2))
    in_time = works(files, "ann lee", DUE - timedelta(hours=1))
    late = works(files, "1", DUE + timedelta(minutes=1))
    only_late = works(files, "Zoë Müller", DUE + timedelta(hours=1))
    report = collect(ports, assignment)
    found = {entry.hand_in.id: (entry.is_late, entry.counts) for entry in report.entries}
    assert found[in_time.id] == (False, True)
    assert found[late.id] == (True, False)
    assert found[only_late.id] == (True, True)
    assert sum(counts for _, counts in found.values()) == 2
    graded = {g.hand_in.id: g.attempts for g in grade_class(ports, LESSON.id).graded}
    assert graded == {in_time.id: 3, only_late.id: 1}
    gradebook = lesson_gradebook(ports, grade_class(ports, LESSON.id), assignment)
    assert [(row.name, row.is_late, row.is_missing) for row in gradebook.rows] == [
        ("Ann Lee", False, False),
        ("Zoë Müller", True, False),
        ("Al O'Brien", False, True),
    ]


def test_a_later_deadline_lets_the_newest_count_again(ports, files, assignment):
    works(files, "Ann Lee", DUE - timedelta(hours=1))
    late = works(files, "Ann Lee", DUE + timedelta(hours=1))
    collect(ports, assignment)
    assign_lesson(ports, LESSON.id, assignment.class_id, DUE + timedelta(days=1))
    (graded,) = grade_class(ports, LESSON.id).graded
    assert graded.hand_in.id == late.id


def test_twice_the_same_changes_nothing(ports, files, assignment):
    works(files, "Ann Lee")
    works(files, "Nobody Knows")
    first = collect(ports, assignment)
    writes = ports.store.writes
    again = collect(ports, assignment)
    assert ports.store.writes == writes
    assert again.count(CollectStatus.ALREADY) == 2
    assert [e.counts for e in first.entries] == [e.counts for e in again.entries] == [True, True]


def test_a_copy_of_a_file_is_the_same_hand_in(ports, files, assignment):
    works(files, "Ann Lee")
    ((path, stored),) = files.files.items()
    files.files[DROP / "z-copy.handin"] = stored
    report = collect(ports, assignment)
    assert [e.status for e in report.entries] == [CollectStatus.NEW, CollectStatus.ALREADY]
    assert path != DROP / "z-copy.handin"


def test_a_collection_can_be_stopped_and_keeps_what_it_has(ports, files, assignment):
    for name in ("Ann Lee", "Al O'Brien", "Zoë Müller"):
        works(files, name)
    job = Job(lambda done, total, phase: job.stop())
    paths = files.find(DROP)
    report = collect_files(ports, LESSON, paths, job)
    assert (len(report.entries), report.was_stopped) == (1, True)
    assert len(grade_class(ports, LESSON.id).graded) == 1


def test_what_was_not_collected_has_no_student_and_does_not_count(ports, files, assignment):
    made = works(files, "Ann Lee")
    forged = replace(made, id=HandInId("forged"), article_hashes={})
    files.files[DROP / "forged.handin"] = StoredHandIn(forged, "forged")
    files.files[DROP / "broken.handin"] = None
    report = collect(ports, assignment)
    assert [e.counts for e in report.troubles] == [None, None]
    assert {e.status for e in report.troubles} == {
        CollectStatus.UNREADABLE,
        CollectStatus.CHANGED_ARTICLE,
    }


def test_who_moved_is_due_with_the_class_of_now(ports, files, assignment):
    other = create_class(ports, "7C")
    ann = class_roll(ports, assignment).index.named("Ann Lee")
    move_student(ports, ann.student_id, assignment.class_id, other.id)
    assign_lesson(ports, LESSON.id, other.id, DUE + timedelta(days=7))
    late_there = works(files, "Ann Lee", DUE + timedelta(days=1))
    works(files, "Ann Lee", DUE - timedelta(days=1))
    collect(ports, assignment)
    (graded,) = grade_class(ports, LESSON.id).graded
    assert graded.hand_in.id == late_there.id


@pytest.mark.parametrize("seconds, late", [(-1, False), (0, False), (30, False), (60, True)])
def test_the_due_minute_itself_is_in_time_everywhere(ports, files, assignment, seconds, late):
    given = assign_lesson(ports, LESSON.id, assignment.class_id, DUE)
    works(files, "Ann Lee", DUE - timedelta(hours=1))
    works(files, "Ann Lee", DUE + timedelta(seconds=seconds))
    report = collect(ports, given)
    assert [entry.is_late for entry in report.entries] == [False, late]
    assert [entry.counts for entry in report.entries] == [late, not late]


def move_to(files: MemoryFiles, hand_in: HandIn, folder: str) -> None:
    """Let a learning platform hand the file out in a folder of its own."""
    path = next(path for path, stored in files.files.items() if stored.hand_in == hand_in)
    files.files[DROP / folder / path.name] = files.files.pop(path)


def test_the_folder_of_a_platform_is_a_check_of_who_signed_in(ports, files, assignment):
    move_to(files, works(files, "Ann Lee"), "Ann Lee_11_assignsubmission_file_")
    move_to(files, works(files, "2"), "Zoë Müller_12_assignsubmission_file_")
    report = collect(ports, assignment)
    assert only(report, "Ann Lee").doubts == ()
    (doubt,) = only(report, "2").doubts
    assert "“Zoë Müller”" in doubt.said
    assert "“Al O'Brien” signed in" in doubt.said
    assert only(report, "2").is_elsewhere_named
    assert not only(report, "2").has_odd_time
    assert only(report, "2").member.roster.student_id == "2"


def test_the_folder_of_a_platform_proposes_whose_a_strange_name_is(ports, files, assignment):
    move_to(files, works(files, "banana"), "leeann_4711_90210_x")
    (stranger,) = collect(ports, assignment).strangers
    assert stranger.proposals[0].member.roster.student_id == "1"


def test_a_code_in_a_folder_with_a_name_that_nobody_has_tells_nothing(ports, files, assignment):
    move_to(files, works(files, "Ann Lee"), "Student 101_11_assignsubmission_file_")
    assert only(collect(ports, assignment), "Ann Lee").doubts == ()
