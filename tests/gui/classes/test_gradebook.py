"""The gradebook on the screen, and every export written and read again."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from annotator.domain.grades import ScaleKind
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import TEACHER
from annotator.files.gradebook import FORMATS
from annotator.gui.classes.export_dialog import ExportDialog
from annotator.gui.classes.scale_dialog import ScaleDialog
from annotator.services.collecting import collect_hand_ins
from annotator.services.grading import grade_class
from annotator.session.grading import GradingSession
from tests.fakes import accessibility
from tests.gui.classes.conftest import CALC, LESSON, press

AL = 'Albert O\'Brien, "Al"'


@pytest.fixture
def gradebook(qtbot, screen, school):
    """Return the gradebook with one graded, one late, one named dangerously and one missing."""
    school.hands_in("Ann Lee", "cruel", "slapped")
    school.hands_in("4")
    school.now = school.due + timedelta(minutes=5)
    school.hands_in(AL)
    collect_hand_ins(school.application.ports, LESSON, school.drop)
    for graded in grade_class(school.application.ports, LESSON.id).graded:
        if graded.hand_in.student_name == "Ann Lee":
            grading = GradingSession(school.application.ports, LESSON.id, Grader(TEACHER, "ada"))
            for criterion in LESSON.criteria:
                grading.give_points(graded.hand_in.id, criterion.id, criterion.maximum)
            grading.mark_graded(graded.hand_in.id)
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Gradebook")
    view = screen._view
    qtbot.waitUntil(lambda: view.gradebook is not None, timeout=20_000)
    return view


def cell(view, name, column=1):
    return next(row.cells[column] for row in view.table.rows.rows if name in row.cells[0])


def choose(view, name):
    key = next(row.key for row in view.table.rows.rows if name in row.cells[0])
    view.table.choose(key)


def test_each_state_is_said_in_words(gradebook):
    assert cell(gradebook, "Lee") == "77 %"
    assert cell(gradebook, "O'Brien") == "0 % late (open)"
    assert cell(gradebook, "Müller") == "missing"
    assert cell(gradebook, CALC) == "0 % (open)"


def test_a_missing_student_is_excused_by_one_key_and_back(qtbot, gradebook, school):
    choose(gradebook, "Müller")
    qtbot.keyClick(gradebook.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(gradebook, "Müller") == "excused", timeout=20_000)
    press(qtbot, gradebook, "Not excused")
    qtbot.waitUntil(lambda: cell(gradebook, "Müller") == "missing", timeout=20_000)


def test_a_cell_says_how_the_grade_came_about(gradebook):
    choose(gradebook, "Lee")
    told = gradebook._details.text()
    assert "77 % (6 / 7.75 points), graded" in told
    assert "graded" in told
    assert LESSON.criteria[0].name in told


def test_one_lesson_shows_its_parts(qtbot, gradebook):
    gradebook.lesson.setCurrentIndex(1)
    headers = [gradebook.table.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert headers[:4] == ["Student", "Grade", "Points", "State"]
    assert cell(gradebook, "Lee", 2) == "6 / 7.75"
    assert cell(gradebook, "Lee", 3) == "graded"
    assert cell(gradebook, "O'Brien", 3) == "late, not graded yet"
    assert LESSON.scheme.categories[0].name in [
        gradebook.table.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(12)
    ]


def open_scale(qtbot, gradebook):
    press(qtbot, gradebook, "Grade scale…")
    (dialog,) = gradebook.findChildren(ScaleDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def choose_kind(qtbot, dialog, number):
    dialog.kind.setFocus()
    for _ in range(number):
        qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)


def test_a_class_says_its_grades_in_steps_of_the_teachers_own(qtbot, gradebook, school):
    dialog = open_scale(qtbot, gradebook)
    choose_kind(qtbot, dialog, 2)
    dialog.steps.setFocus()
    qtbot.keyClicks(dialog.steps, "A ninety")
    press(qtbot, dialog, "Use this scale")
    assert "“A ninety” is no step of a scale" in dialog.said
    dialog.steps.selectAll()
    for line in ("A 90", "B 75 %", "Not yet 0"):
        qtbot.keyClicks(dialog.steps, line)
        qtbot.keyClick(dialog.steps, Qt.Key.Key_Return)
    assert accessibility.unnamed(dialog) == []
    press(qtbot, dialog, "Use this scale")
    qtbot.waitUntil(lambda: cell(gradebook, "Lee") == "B", timeout=20_000)
    assert cell(gradebook, "O'Brien") == "Not yet late (open)"
    choose(gradebook, "Lee")
    assert "B (77 % · 6 / 7.75 points)" in gradebook._details.text()
    (graded, *_unused) = grade_class(school.application.ports, LESSON.id).graded
    assert graded.score.grade.text in ("B", "Not yet"), "every screen asks the same"


def test_a_scale_of_points_is_for_all_classes_and_for_new_ones(qtbot, gradebook, school):
    other = school.make_class("8C")
    dialog = open_scale(qtbot, gradebook)
    choose_kind(qtbot, dialog, 1)
    assert "71 % is said as: 14.3 / 20" in dialog._example.text()
    dialog.for_all.click()
    press(qtbot, dialog, "Use this scale")
    qtbot.waitUntil(lambda: cell(gradebook, "Lee") == "15.5 / 20", timeout=20_000)
    assert school.application.classes.results(other.id).scale.out_of == 20
    assert school.make_class("9D").grade_scale.kind is ScaleKind.POINTS


def exported(qtbot, gradebook, person, target, number, *, everybody=True):
    press(qtbot, gradebook, "Export…")
    (dialog,) = [each for each in gradebook.findChildren(ExportDialog) if each.isVisible()]
    dialog.format.setCurrentIndex(number)
    dialog.work.setCurrentIndex(int(everybody))
    assert dialog.table.rows.rows
    person.files.append(target)
    press(qtbot, dialog, "Save…")
    qtbot.waitUntil(lambda: target.exists())
    return dialog


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_format_is_written_as_it_was_shown(qtbot, gradebook, person, school):
    headers = (
        "student_id",
        "Student",
        "Identifier",
        "First name",
    )
    for number, first in enumerate(headers):
        target = school.folder / f"{number}.csv"
        exported(qtbot, gradebook, person, target, number)
        text = target.read_bytes().decode("utf-8-sig")
        assert text.startswith(first)
        assert "\n=" not in text
        assert ",=" not in text
        assert f"'{CALC}" in text
    target = school.folder / "one.zip"
    exported(qtbot, gradebook, person, target, 4)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        results = read(archive.read("results.csv"))
    assert names == ["results.csv", "lineItems.csv", "manifest.csv"]
    assert {row["studentSourcedId"]: row["scoreStatus"] for row in results} == {
        "1": "fully graded",
        "2": "partially graded",
        "3": "not submitted",
        "4": "partially graded",
    }


def test_the_dialog_offers_every_format_of_the_registry(qtbot, gradebook):
    press(qtbot, gradebook, "Export…")
    offered = gradebook.findChild(ExportDialog).format
    names = [offered.itemText(number) for number in range(offered.count())]
    assert names == [each.name for each in FORMATS]


def test_canvas_reads_its_own_students_and_column_again(qtbot, gradebook, person, school):
    theirs = school.folder / "canvas.csv"
    theirs.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Canteen prices (77)\n"
        "    Points Possible,,,,,100\n"
        '"Lee, Ann",901,1,ann,A,\n'
        '"O\'Brien, ""Al"", Albert",902,2,al,B,\n',
        encoding="utf-8",
    )
    press(qtbot, gradebook, "Export…")
    dialog = gradebook.findChild(ExportDialog)
    dialog.format.setCurrentIndex(1)
    person.files.append(theirs)
    press(qtbot, dialog, "Fill in their file…")
    target = school.folder / "back.csv"
    person.files.append(target)
    press(qtbot, dialog, "Save…")
    rows = read(target.read_bytes())
    assert list(rows[0]) == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Canteen prices (77)")
    ]
    assert rows[0]["Canteen prices (77)"] == "100.00"
    by_id = {row["ID"]: row for row in rows[1:]}
    assert float(by_id["901"]["Canteen prices (77)"]) > 0


def test_the_worksheet_of_moodle_is_filled_in_as_it_is(qtbot, gradebook, person, school):
    theirs = school.folder / "worksheet.csv"
    head = (
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,"
        "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments"
    )
    theirs.write_text(
        f"{head}\nParticipant 11,Ann Lee,1,ann@x.org,,,100,Yes,-,-,Well done\n"
        "Participant 12,Nobody Here,99,no@x.org,,,100,Yes,-,-,\n",
        encoding="utf-8",
    )
    press(qtbot, gradebook, "Export…")
    dialog = gradebook.findChild(ExportDialog)
    dialog.format.setCurrentIndex(2)
    person.files.append(theirs)
    press(qtbot, dialog, "Fill in their file…")
    target = school.folder / "filled.csv"
    person.files.append(target)
    press(qtbot, dialog, "Save…")
    first, second = read(target.read_bytes())
    assert ",".join(first) == head
    assert float(first["Grade"]) > 0
    assert first["Feedback comments"] == "Well done"
    assert second["Grade"] == ""


def test_only_graded_work_is_exported_unless_the_teacher_chooses_the_rest(
    qtbot, gradebook, person, school
):
    press(qtbot, gradebook, "Export…")
    dialog = gradebook.findChild(ExportDialog)
    dialog.format.setCurrentIndex(1)
    assert dialog.work.isVisible()
    assert [row.cells[0] for row in dialog.table.rows.rows if "Lee" in row.cells[0]] == ["Lee, Ann"]
    assert not any("O'Brien" in row.cells[0] for row in dialog.table.rows.rows)
    assert "2 hand-ins are not graded yet" in dialog._advice.text()
    assert "not graded yet, provisional”" in dialog._advice.text()
    assert dialog.work.itemText(1) == "Also 2 not graded yet, provisional"
    dialog.work.setCurrentIndex(1)
    assert any("O'Brien" in row.cells[0] for row in dialog.table.rows.rows)
    assert "look like final ones" in dialog._advice.text()
    target = school.folder / "canvas.csv"
    person.files.append(target)
    with qtbot.waitSignal(dialog.written) as told:
        press(qtbot, dialog, "Save…")
    assert told.args[0].startswith("Points of 3 of 4 students")


def test_a_place_that_cannot_be_written_keeps_the_dialog(qtbot, gradebook, person, school):
    press(qtbot, gradebook, "Export…")
    dialog = gradebook.findChild(ExportDialog)
    person.files.append(school.folder / "no such folder" / "x.csv")
    press(qtbot, dialog, "Save…")
    assert "could not be written" in dialog.said
    assert dialog.isVisible()
    press(qtbot, dialog, "Close")


def test_the_gradebook_and_its_export_have_names_for_everything(qtbot, gradebook):
    assert accessibility.unnamed(gradebook.window()) == []
    assert accessibility.undescribed(gradebook.window()) == []
    press(qtbot, gradebook, "Export…")
    dialog = gradebook.findChild(ExportDialog)
    assert accessibility.unnamed(dialog) == []
    assert accessibility.undescribed(dialog) == []
    press(qtbot, dialog, "Close")
