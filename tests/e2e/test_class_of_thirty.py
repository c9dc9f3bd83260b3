"""A class of thirty, from the list to the gradebook, through the teacher's real screens.

Thirty machines with folders of their own hand in: one of them twice, one late, one torn on its
way, one for another lesson. Everything that the teacher does is a click or a key.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from annotator.domain.grading import VerdictKind
from annotator.domain.grading_session import GradingState
from annotator.domain.identifiers import ArticleId, CategoryId, LessonId, QuestionId
from annotator.files.feedback_file import read_feedback
from annotator.gui.classes.assign_dialog import AssignDialog
from annotator.gui.classes.classes_screen import ClassesScreen, NameDialog
from annotator.gui.classes.export_dialog import ExportDialog
from annotator.gui.classes.roster_dialog import RosterDialog
from annotator.gui.grading.grading_overview import GradingOverview
from annotator.gui.grading.grading_screen import GradingScreen
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.gui.grading.return_dialog import ReturnDialog
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.task import wait_for_tasks
from annotator.gui.teacher_area import TeacherArea
from annotator.services.lessons import install_lesson
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.application import EmptyRoom, WrittenInteraction
from tests.fakes.looks import undressed_after
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
STUDENTS = 30
TWICE, LATE, TORN, LOST = 3, 7, 11, 15
MISSING = 1  # the one whose only file was torn
FORMATS = ("plain", "canvas", "moodle worksheet", "moodle gradebook", "oneroster")


class Class:
    """The teacher's window, thirty other machines, and one clock for all."""

    def __init__(self, qtbot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.now = datetime.now(UTC)
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.applications: list[Application] = []
        self.person = WrittenInteraction()
        self.application = replace(self.machine("teacher"), drop_folder=self.drop)
        install_lesson(self.application.ports, LESSON, KEY)
        self.area = TeacherArea(self.application, self.person, EmptyRoom)
        qtbot.addWidget(self.area)
        self.area.resize(1366, 768)
        with qtbot.waitExposed(self.area):
            self.area.show()
        self.area.activateWindow()

    def machine(self, name: str) -> Application:
        opened = open_application(self.folder / name, now=self._tick)
        self.applications.append(opened)
        return opened

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    # -- what the teacher does -----------------------------------------------------------------

    def renderer(self, within: QWidget, text: str) -> None:
        found = [b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible()]
        assert found, [b.text() for b in within.findChildren(QPushButton) if b.isVisible()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def tab(self, key: str, kind: type) -> QWidget:
        self.area.show_tab(key)
        shown = self.area.screen_shown
        assert isinstance(shown, kind)
        wait_for_tasks()
        return shown

    def dialog(self, within: QWidget, kind: type) -> QWidget:
        def there():
            return [d for d in within.findChildren(kind) if d.isVisible()]

        self.qtbot.waitUntil(lambda: bool(there()), timeout=10_000)
        return there()[-1]

    def keys(self, screen: GradingScreen, *names: str) -> None:
        for each in names:
            *modifiers, name = each.split("+")
            modifier = Qt.KeyboardModifier.NoModifier
            for one in modifiers:
                modifier |= getattr(Qt.KeyboardModifier, f"{one}Modifier")
            QTest.keyClick(screen.focusWidget() or screen, getattr(Qt.Key, f"Key_{name}"), modifier)

    # -- what the students do ------------------------------------------------------------------

    def hands_in(self, number: int, package: Path, *, again: bool = False) -> Path:
        """Let a student work on a machine of their own that knows only the lesson's file."""
        name = f"machine{number}"
        known = next((h for h in self.applications if h.data_dir.name == name), None)
        lab = known or self.machine(name)
        installed = lab.lessons.install_package(package)
        session = lab.student_home.open(
            lab.student_home.sign_in(student_name(number)), installed.lesson.id
        )
        chance = random.Random(number + 100 * again)
        for article_id, category_id, quote in work(chance):
            span = sample_lesson.span_of(LESSON, article_id, quote)
            session.highlight(ArticleId(article_id), CategoryId(category_id), span)
        session.answer(QuestionId("agree"), f"Both say that soup is dearer, says {number}.")
        return session.hand_in(self.drop).path


def work(chance: random.Random) -> list[tuple[str, str, str]]:
    """Return what a student highlights: some of the key, and some things beside it."""
    offers = [
        ("bugle", LOADED, "slapped", 0.7),
        ("bugle", LOADED, "greedy", 0.6),
        ("bugle", LOADED, "robbery", 0.3),
        ("bugle", LOADED, "price list", 0.4),
        ("bugle", CLAIM, "Everyone knows it will only get worse.", 0.6),
        ("bugle", CLAIM, "one parent", 0.4),
        ("bugle", OPINION, "Everyone knows it will only get worse.", 0.6),
        ("bugle", REPORTING, "Soup costs 2.40 euros, the price list says.", 0.7),
        ("record", OPINION, "It is a sad day for taste.", 0.7),
        ("record", LOADED, "sad day", 0.5),
    ]
    return [(a, c, q) for a, c, q, likely in offers if chance.random() < likely]


def student_name(number: int) -> str:
    return f"Nora{number:02} Quist"


@pytest.fixture
def school(qtbot, qapp, tmp_path) -> Iterator[Class]:
    """Return the teacher's window and the machines."""
    with undressed_after(qapp):
        wear(qapp, LIGHT)
        made = Class(qtbot, tmp_path)
        yield made
        wait_for_tasks()
        made.area.leave()
        for opened in made.applications:
            opened.close()


def test_thirty_students_from_the_list_to_the_gradebook(school: Class):
    classes = make_the_class(school)
    package = assign(school, classes)
    hand_in(school, package)
    collect(school, classes)
    screen = open_the_desk(school)
    by_groups(school, screen)
    one_by_one(school, screen)
    give_back(school, screen)
    export(school)


def make_the_class(school: Class) -> ClassesScreen:
    classes = school.tab("classes", ClassesScreen)
    school.renderer(classes, "New class…")
    naming = school.dialog(classes, NameDialog)
    QTest.keyClicks(naming.field, "7B")
    QTest.keyClick(naming.field, Qt.Key.Key_Return)
    roster = school.folder / "7B.csv"
    lines = ["student_id,last_name,first_name"]
    lines += [f"{900 + n},Quist,Nora{n:02}" for n in range(1, STUDENTS + 1)]
    roster.write_text("\n".join(lines), encoding="utf-8")
    school.person.files.append(roster)
    school.renderer(classes, "Import class list…")
    preview = school.dialog(classes, RosterDialog)
    assert len(preview.table.rows.rows) == STUDENTS
    school.renderer(preview, "Import")
    school.qtbot.waitUntil(lambda: len(classes.students.table.rows.rows) == STUDENTS)
    return classes


def assign(school: Class, classes: ClassesScreen) -> Path:
    classes.tabs.setCurrentIndex(1)
    school.renderer(classes, "Assign a lesson…")
    dialog = school.dialog(classes, AssignDialog)
    dialog.lesson.setCurrentIndex(dialog.lesson.findData(LESSON.id))
    dialog.has_due.setChecked(True)
    package = school.folder / "canteen.lesson"
    school.person.files.append(package)
    school.renderer(dialog, "Assign and save the file…")
    school.qtbot.waitUntil(package.is_file, timeout=10_000)
    with zipfile.ZipFile(package) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert b"About \xe2\x80\x9cslapped" not in held, "the key is not in what students hold"
    return package


def hand_in(school: Class, package: Path) -> None:
    with school.application.ports.store.reading() as unit:
        (given,) = unit.classes.assignments()
    for number in range(1, STUDENTS + 1):
        if number != LATE:
            path = school.hands_in(number, package)
        if number == TORN:
            path.write_bytes(path.read_bytes()[:-40])
        if number == TWICE:
            school.hands_in(number, package, again=True)
        if number == LOST:
            lab = school.applications[-1]
            other = replace(LESSON, id=LessonId("other"), title="Another lesson")
            install_lesson(lab.ports, other)
            lab.student_home.open(lab.student_home.sign_in(student_name(number)), other.id).hand_in(
                school.drop
            )
    assert given.due_at is not None
    school.now = given.due_at + timedelta(minutes=5)
    school.hands_in(LATE, package)


def collect(school: Class, classes: ClassesScreen) -> None:
    classes = school.tab("classes", ClassesScreen)
    classes.tabs.setCurrentIndex(1)
    school.renderer(classes, "Collect…")
    view = classes._view
    for _ in range(2):  # the second time changes nothing
        school.renderer(view, "Collect")
        school.qtbot.waitUntil(
            lambda: view._report is not None and not view._collecting.is_busy, timeout=60_000
        )
    results: dict[str, list[str]] = {}
    for row in view.table.rows.rows:
        results.setdefault(row.cells[1], []).append(row.cells[0])
    assert results["another lesson"] == [student_name(LOST)]
    assert len(results["cannot be opened"]) == 1
    assert any("late" in result for result in results), results
    with school.application.ports.store.reading() as unit:
        stored = unit.hand_ins.of_lesson(LESSON.id)
    assert len(stored) == STUDENTS - MISSING + 1, "all attempts are kept"
    classes.back()


def open_the_desk(school: Class) -> GradingScreen:
    grading = school.tab("grading", GradingOverview)
    (card,) = grading.cards
    assert card.told.text() == f"0 of {STUDENTS - MISSING} graded"
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    screen = school.area.screen_shown
    assert isinstance(screen, GradingScreen)
    assert not any("Nora" in row.title for row in screen.left.rows), "names are hidden at first"
    return screen


def by_groups(school: Class, screen: GradingScreen) -> None:
    def totals() -> dict[str, float]:
        return {e.id: e.graded.score.total for e in screen.session.entries}

    school.keys(screen, "G")
    biggest = screen.navigation.groups.group
    assert biggest.students >= 8
    before = totals()
    QTimer.singleShot(0, _accept_preview)
    school.keys(screen, "Shift+A")
    after = totals()
    gained = [after[member.hand_in_id] - before[member.hand_in_id] for member in biggest.members]
    assert min(gained) >= 0
    assert sum(gain > 0 for gain in gained) > len(gained) / 2
    judged = 0
    while screen.navigation.groups.next_open is not None:
        judged += 1
        rejected = screen.navigation.groups.group
        assert rejected is not None
        school.keys(screen, "R")
        with school.application.ports.store.reading() as unit:
            found = unit.decisions.of_hand_ins([m.hand_in_id for m in rejected.members])
        for member in rejected.members:
            verdict = found[member.hand_in_id].verdict_on(member.annotation.id)
            assert verdict.kind is VerdictKind.REJECT
    assert judged >= 2
    school.keys(screen, "G")


def _accept_preview() -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def one_by_one(school: Class, screen: GradingScreen) -> None:
    first = screen.navigation.student.id
    missed = next((i for i in screen.navigation.student.items if i.sign.value == "missed"), None)
    if missed is not None:
        screen.navigation.student.choose(missed.key)
        editor = screen.side.items.credit
        editor.field.setFocus()
        editor.field.selectAll()
        QTest.keyClicks(editor.field, "1")
        QTest.keyClick(editor.reason, Qt.Key.Key_Return)
        screen.left.setFocus()
    school.keys(screen, "O")
    QTest.keyClicks(screen.side.comments.field, "Look at the verbs again.")
    QTest.keyClick(screen.side.comments.field, Qt.Key.Key_Escape)
    screen.left.setFocus()
    school.keys(screen, "1")
    for _ in range(2 * STUDENTS):
        if all(entry.status.is_done for entry in screen.session.entries):
            break
        if not screen.session.entry(screen.navigation.student.id).status.is_done:
            school.keys(screen, "2" if screen.navigation.student.id != first else "1")
            if not _has_points(school, screen):
                school.keys(screen, "2")
        school.keys(screen, "D")
    assert all(entry.status.is_done for entry in screen.session.entries)


def _has_points(school: Class, screen: GradingScreen) -> bool:
    with school.application.ports.store.reading() as unit:
        found = unit.decisions.of_hand_ins([screen.navigation.student.id])[
            screen.navigation.student.id
        ]
    return bool(found.criterion_scores)


def give_back(school: Class, screen: GradingScreen) -> None:
    QTest.mouseClick(screen.footer.hand_back, Qt.MouseButton.LeftButton)
    dialog = school.dialog(screen, ReturnDialog)
    assert len(dialog.wanted) == STUDENTS - MISSING
    folder = school.folder / "returned"
    school.person.folders.append(folder)
    QTest.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    with school.qtbot.waitSignal(dialog.returned, timeout=120_000):
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    dialog.reject()
    with school.application.ports.store.reading() as unit:
        ids = [entry.id for entry in screen.session.entries]
        states = {status.state for status in unit.grading.statuses(ids).values()}
    assert states == {GradingState.RETURNED}
    sheets = sorted(folder.glob("*.pdf"))
    assert len(sheets) == STUDENTS - MISSING
    lessons = [screen.session.lesson]
    told = [read_feedback(path, lessons).feedback for path in folder.glob("*.feedback")]
    assert len(told) == STUDENTS - MISSING
    commented = [one for one in told if one.comment]
    assert [one.comment for one in commented] == ["Look at the verbs again."]
    sheet = next(path for path in sheets if commented[0].student_name.split()[0] in path.name)
    text = pypdf.PdfReader(io.BytesIO(sheet.read_bytes())).pages[0].extract_text()
    assert "Look at the verbs again." in text
    school.area.back()


def export(school: Class) -> None:
    classes = school.tab("classes", ClassesScreen)
    classes.tabs.setCurrentIndex(1)
    school.renderer(classes, "Gradebook")
    gradebook = classes._view
    school.qtbot.waitUntil(lambda: gradebook.gradebook is not None, timeout=20_000)
    states = {row.cells[0]: row.cells[1] for row in gradebook.table.rows.rows}
    torn = next(cell for name, cell in states.items() if f"Nora{TORN:02}" in name)
    late = next(cell for name, cell in states.items() if f"Nora{LATE:02}" in name)
    assert torn == "missing"
    assert "late" in late
    for number, name in enumerate(FORMATS):
        target = school.folder / f"{number}.{'zip' if name == 'oneroster' else 'csv'}"
        school.renderer(gradebook, "Export…")
        dialog = school.dialog(gradebook, ExportDialog)
        dialog.format.setCurrentIndex(number)
        school.person.files.append(target)
        school.renderer(dialog, "Save…")
        school.qtbot.waitUntil(target.is_file, timeout=10_000)
        if dialog.isVisible():
            dialog.reject()
    plain = list(csv.DictReader(io.StringIO((school.folder / "0.csv").read_text("utf-8-sig"))))
    assert len(plain) == STUDENTS
    assert {row["student_id"] for row in plain} == {str(900 + n) for n in range(1, STUDENTS + 1)}
    with zipfile.ZipFile(school.folder / "4.zip") as archive:
        assert "results.csv" in archive.namelist()
