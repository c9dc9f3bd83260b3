"""A database that the version before wrote opens, shows, undoes and grades as it did then.

It was made by acting as a class of two and their teacher: work with undone steps, hand-ins,
grading with an accepted answer, returned work, drafts, corrections and learned choices.
`values.json` says what that version itself read in it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

import pytest

from annotator.domain.errors import StorageTrouble
from annotator.domain.identifiers import HandInId, LessonId
from annotator.services.accepting import brought_up
from annotator.session.grading import GradingSession
from annotator.wiring.application import open_application

SAMPLE = Path(__file__).parent / "first_database"
FIRST_FILES = Path(__file__).parents[1] / "unit" / "files" / "first_files"
CANTEEN = LessonId("canteen")


@pytest.fixture
def application(tmp_path):
    """Return the data folder of then, opened today."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(FIRST_FILES / "teacher.key", folder)
    (folder / "teacher.key").chmod(0o600)
    with closing(sqlite3.connect(folder / "annotator.db")) as connection:
        connection.executescript((SAMPLE / "annotator.sql").read_text(encoding="utf-8"))
    opened = open_application(folder)
    yield opened
    opened.close()


def plain(value):
    """Return what a value holds, by the names of its fields."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def everything(unit):
    """Return all that the repositories find, in the order of `values.json`."""
    lesson = unit.lessons.find(CANTEEN)
    spaces = unit.work.workspaces(CANTEEN)
    given = unit.hand_ins.of_lesson(CANTEEN)
    ids = [one.hand_in.id for one in given]
    classes = unit.classes.all()
    return {
        "lesson": lesson,
        "hashes": unit.lessons.hashes(),
        "key": unit.lessons.find_key(CANTEEN),
        "parts": unit.lessons.parts_ever(CANTEEN),
        "students": sorted(unit.students.all(), key=lambda student: student.name),
        "annotations": [unit.work.annotations(one) for one in spaces],
        "links": [unit.work.links(one) for one in spaces],
        "answers": [unit.work.answers(one) for one in spaces],
        "places": unit.work.places(),
        "last_done": [unit.edits.last_done(one) for one in spaces],
        "next_undone": [unit.edits.next_undone(one) for one in spaces],
        "hand_ins": given,
        "decisions": unit.decisions.of_hand_ins(ids),
        "statuses": unit.grading.statuses(ids),
        "requests": unit.grading.requests(ids),
        "opinions": unit.grading.opinions(ids),
        "place": unit.grading.place(CANTEEN, "teacher"),
        "log": unit.decision_log.of_lesson(CANTEEN),
        "comment_bank": unit.comment_bank.all(),
        "returned": [unit.returned.of_student(name) for name in ("7B-01", "7B-02")],
        "classes": classes,
        "members": [unit.classes.members(one.id) for one in classes],
        "sign_ins": unit.classes.sign_ins(),
        "typed_names": [unit.classes.typed_names(one.id) for one in classes],
        "assignments": unit.classes.assignments(),
        "excuses": [unit.classes.excuses(one.id) for one in unit.classes.assignments()],
        "drafts": unit.drafts.all(),
        "ranking": unit.rankings.find(),
        "corrections": unit.corrections.of_lesson(CANTEEN),
        "choices": unit.suggestion_choices.of_lesson(CANTEEN),
    }


def lacking(told, found, where="values"):
    """Yield where what is found differs from what was told; a field that is new is no fault."""
    if isinstance(told, dict) and isinstance(found, dict):
        for name, value in told.items():
            yield from lacking(value, found.get(name), f"{where}.{name}")
    elif isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        for number, (one, other) in enumerate(zip(told, found, strict=True)):
            yield from lacking(one, other, f"{where}[{number}]")
    elif told != found:
        yield f"{where}: {told!r} became {found!r}"


def test_everything_in_it_is_read_as_it_was(application):
    told = json.loads((SAMPLE / "values.json").read_text(encoding="utf-8"))
    with application.ports.store.reading() as unit:
        assert list(lacking(told, plain(everything(unit)))) == []


def test_what_is_read_can_be_stored_again(application):
    with application.ports.store.writing() as unit:
        before = everything(unit)
        for one in before["places"]:
            unit.work.put_place(one)
        for name in ("annotations", "links"):
            for workspace, items in zip(unit.work.workspaces(CANTEEN), before[name], strict=True):
                for item in items:
                    unit.work.put(workspace, item)
        unit.lessons.put(before["lesson"])
        unit.lessons.put_key(CANTEEN, before["key"])
        for decisions in before["decisions"].values():
            for each in (*decisions.verdicts, *decisions.overrides, *decisions.comments):
                unit.decisions.put(each)
        for each in before["opinions"]:
            unit.grading.put_opinion(each)
        for each in before["drafts"]:
            unit.drafts.put(each)
        for each in before["sign_ins"]:
            unit.classes.put_sign_in(each)
        unit.grading.put_place(before["place"])
        unit.rankings.put(before["ranking"])
        unit.commit()
    with application.ports.store.reading() as unit:
        assert plain(everything(unit)) == plain(before)


def test_a_student_undoes_and_redoes_the_steps_of_then(application):
    session = application.student_home.open(application.student_home.sign_in("7B-01"), CANTEEN)
    before = session.all_annotations(), session.links, dict(session.answers)
    labels = []
    session.redo()
    session.redo()
    assert session.redo_label is None
    after = session.all_annotations(), session.links, dict(session.answers)
    while session.undo_label is not None:
        labels.append(str(session.undo_label))
        session.undo()
    assert (session.all_annotations(), session.links, dict(session.answers)) == ((), (), {})
    assert len(labels) == 14
    assert "highlight “slapped”" in labels
    while session.redo_label is not None:
        session.redo()
    assert (session.all_annotations(), session.links, dict(session.answers)) == after != before


def test_the_class_has_the_points_of_then_and_a_decision_can_be_undone(application):
    workspace = GradingSession(application.ports, CANTEEN, application.grading.own_grader())
    points = {e.name: (e.graded.score.points, e.graded.score.total) for e in workspace.entries}
    assert points == {"7B-01": (2.75, 4.75), "7B-02": (2.25, 6.25)}
    first = HandInId(f"{0x16:032x}")
    assert workspace.entry(first).graded.decisions.comments[-1].text == "A last word."
    assert workspace.undo()
    assert workspace.entry(first).graded.decisions.comments[-1].text != "A last word."
    assert workspace.redo()
    assert workspace.entry(first).graded.decisions.comments[-1].text == "A last word."
    assert len(workspace.history(first)) > 5


def test_returned_work_is_shown_and_a_draft_goes_on(application):
    (received,) = application.feedback.all("7B-01")
    assert received.is_checked
    assert received.lesson is not None
    assert (received.feedback.total, received.feedback.total_maximum) == (4.75, 7.75)
    with application.ports.store.reading() as unit:
        begun, changed = sorted(unit.drafts.all(), key=lambda draft: draft.lesson.title)
        assert begun.is_archived
        assert brought_up(unit, changed).lesson.title == "Canteen prices again"
    assert changed.is_changed
    assert [block.keep for block in next(iter(changed.pages.values())).current].count(True) == 3


def test_a_cell_that_means_nothing_is_told_as_damage(application):
    with closing(sqlite3.connect(application.data_dir / "annotator.db")) as connection:
        connection.execute("UPDATE verdict SET kind = 'shrug'")
        connection.execute("UPDATE lesson_draft SET document = '{}'")
        connection.commit()
    ids = [HandInId(f"{0x16:032x}"), HandInId(f"{0x2C:032x}")]
    with (
        pytest.raises(StorageTrouble, match="is damaged"),
        application.ports.store.reading() as unit,
    ):
        unit.decisions.of_hand_ins(ids)
    with (
        pytest.raises(StorageTrouble, match="is damaged"),
        application.ports.store.reading() as unit,
    ):
        unit.drafts.all()
