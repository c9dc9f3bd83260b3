"""Collecting from a script knows the class that has the lesson."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from annotator.domain.classes import RosterRow
from annotator.domain.identifiers import LessonId
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.wiring.application import open_application
from tests.e2e.conftest import Run

CARACAS = "caracas-2019-04-30"


def test_a_hand_in_is_given_to_its_student_and_a_stranger_is_told(run: Run, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    for number, name in enumerate(("ana lee", "Bop Ray")):
        assert run("annotate", CARACAS, "--student", name, "--hand-in", drop, data=f"lab{number}")
    application = open_application(tmp_path / "teacher")
    application.lessons.with_key(CARACAS)
    group = create_class(application.ports, "7B")
    import_roster(
        application.ports, group.id, (RosterRow("1", "Lee", "Ana"), RosterRow("2", "Ray", "Bob"))
    )
    due = datetime(2020, 1, 1, tzinfo=UTC)
    assign_lesson(application.ports, LessonId(CARACAS), group.id, due)
    application.close()
    collected = run("collect", drop, "--lesson", CARACAS, data="teacher")
    assert collected.status == 0
    assert "“Bop Ray” is not on the class list" in collected.err
    assert "“Bob Ray”" in collected.err
    files = run("collect", drop, "--lesson", CARACAS, "--json", data="teacher").json["files"]
    assert {each["student"]: each["listed_as"] for each in files} == {
        "ana lee": "Ana Lee",
        "Bop Ray": None,
    }
    assert {each["late"] for each in files} == {True}
