"""Every screen, dialog, menu and panel of the program, on a played class.

`JOURNEYS` is a table: name -> a walk that shows its part of the program, stop by stop. A test
looks at each stop; `python -m tests.gui.every_screen FOLDER` takes a picture of each.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TZ"] = "UTC0"
    time.tzset()

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotator import paths
from annotator.domain.classes import RosterRow
from annotator.gui.app import make_room
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class, play_teacher
from annotator.settings import Policy, Settings
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.gui.walking import CONTROL, SHIFT, Look, Person, Walk, settle, slug

CARACAS = "caracas-2019-04-30"
STREET = "One street, five stories"
PRACTICE = "Loaded or plain?"
FIRST_TIME = "Yes, this is my first time here"
OWN_COMPUTER = "This is my own computer, only I use it"
STUDENTS = 4
START = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
ROWS = tuple(
    RosterRow(str(n), family, given)
    for n, (family, given) in enumerate((("Lee", "Ann"), ("Ray", "Bob"), ("Moss", "Zoe")), 1)
)
PAGE = """<html><head><title>The bridge is closed - Quay Ledger</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>The bridge is closed</h1><p class="byline">By Ada Quill</p>
<p>The footbridge at Marlow Quay was closed on Tuesday evening after a walker saw cracks in it.</p>
<p>Furious neighbours said the bungling council had let it rot for years, and nobody was told.</p>
<p>The council said that an engineer looked at the bridge in March and found it safe to use.</p>
<p>Share this article</p></article><footer>Follow us</footer></body></html>"""


class Clock:
    """A school day: each look is some seconds later, the same in every run."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=2)
        return self.now


class Numbers:
    """Identifiers that are the same in every run."""

    def __init__(self) -> None:
        self._dice = random.Random("identifiers")

    def __call__(self) -> str:
        return f"{self._dice.getrandbits(128):032x}"


class School:
    """A played class in a folder, and the machines of its people."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drop = folder / "drop"
        self.drop.mkdir(parents=True)
        (folder / "returned").mkdir()
        self.machines: dict[str, Application] = {}
        self.clock = Clock()
        self.numbers = Numbers()
        self.teacher = self.machine("teacher")
        lesson, key = self.teacher.lessons.with_key(CARACAS)
        assert key is not None
        self.lesson = lesson
        ports = self.teacher.ports
        play_class(ports, lesson, key, self.drop, students=STUDENTS, seed=7)
        collect_hand_ins(ports, lesson, self.drop)
        play_teacher(ports, lesson, 7)
        group = create_class(ports, "7B")
        import_roster(ports, group.id, ROWS)
        assign_lesson(ports, lesson.id, group.id, START + timedelta(days=2))
        self.machine("lab")
        (folder / "page.html").write_text(PAGE, encoding="utf-8")
        (folder / "list.csv").write_text(
            "last_name,first_name,student_id\nPark,Min,9\n", encoding="utf-8"
        )

    def machine(self, name: str) -> Application:
        """Open a machine with the lessons that ship."""
        made = open_application(self.folder / name, now=self.clock, new_id=self.numbers)
        made.lessons.install_shipped()
        self.machines[name] = made
        return made

    def close(self) -> None:
        for each in self.machines.values():
            each.close()


# -- what a student sees --------------------------------------------------------------------------


def student(walk: Walk, school: School) -> None:
    """Go from the start screen to the receipt."""
    walk.place = "start"
    walk.see("start")
    bar = walk.window.menuBar()
    for action in bar.actions():
        walk.menu(f"menu-{slug(walk.words(action.text()))}", action.menu(), bar)
    walk.over("dialog-keys", walk.action("keys").trigger)
    walk.action("about").trigger()
    walk.action("returned").trigger()
    walk.press(PRACTICE)
    walk.see("start-name-asked")
    walk.write("Mira 7b", walk.all("QLineEdit")[0])
    walk.key(Qt.Key.Key_Return)
    if walk.has(FIRST_TIME):
        walk.see("start-first-time")
        walk.press(FIRST_TIME)
    walk.see("practice")
    walk.place = "practice"
    for key in "1234":
        annotate(walk, key)
    walk.see("practice-answered")
    walk.press("Back to the lessons")
    walk.see("start-continue")
    walk.press(STREET)
    room(walk)
    hand_in(walk, school)
    walk.press("Back to the lessons")
    walk.see("start-handed-in")
    walk.press("Not you?")


def view_of(walk: Walk, number: int = 0) -> QWidget:
    """Return an article in view."""
    return walk.all("ArticleView")[number]


def annotate(walk: Walk, key: str, article: int = 0) -> None:
    """Annotate the next words of an article."""
    view = view_of(walk, article)
    walk.key(Qt.Key.Key_Right, CONTROL, view)
    walk.key(Qt.Key.Key_Right, CONTROL, view)
    walk.key(Qt.Key.Key_Right, CONTROL | SHIFT, view)
    walk.key(Qt.Key(ord(key)), widget=view)


def room(walk: Walk) -> None:
    """Look at the reading room with everything that can be open in it."""
    walk.place = "room"
    walk.see("room-new")
    for key in "1234":
        annotate(walk, key)
    annotate(walk, "1", 1)
    walk.see("room-marked")
    walk.key(Qt.Key.Key_Return)
    walk.see("room-note")
    walk.key(Qt.Key.Key_Escape)
    for box in walk.all("QComboBox"):
        walk.drops(f"room-box-{slug(walk.words(box.accessibleName()))}", box)
    walk.press("Filter and sort")
    walk.see("room-filter")
    for box in walk.all("QComboBox"):
        walk.drops(f"room-box-{slug(walk.words(box.accessibleName()))}", box)
    walk.press("Filter and sort")
    walk.press("Reading help")
    walk.see("room-reading-help")
    walk.press("Close reading help")
    walk.press("Find in the articles")
    walk.write("the", walk.all("QLineEdit")[0])
    walk.see("room-find")
    walk.press("Close find")
    walk.key(Qt.Key.Key_Right, CONTROL | SHIFT, view_of(walk))
    walk.key(Qt.Key.Key_L, widget=view_of(walk))
    walk.see("room-link-begun")
    walk.key(Qt.Key.Key_Right, CONTROL | SHIFT, view_of(walk, 1))
    walk.key(Qt.Key.Key_L, widget=view_of(walk, 1))
    walk.see("room-linked")
    view_of(walk).setFocus()
    walk.context_menu("room-article-menu", view_of(walk).viewport(), QPoint(60, 40))
    walk.opens("Place of The Liberty Anvil")
    walk.press("Pen")
    walk.see("room-pen")
    walk.press("Pen")
    walk.tabs("room-panel", walk.all("QTabBar")[-1])
    walk.action("scheme").trigger()
    walk.see("room-scheme")
    walk.action("scheme").trigger()
    walk.press("Show the panel with notes and questions")
    walk.see("room-no-panel")
    walk.press("Show the panel with notes and questions")


def hand_in(walk: Walk, school: School) -> None:
    """Check the work, hand it in, and look at the receipt."""
    walk.person.chosen = [school.drop]
    walk.press("Hand in")
    walk.see("hand-in-check", walk.top())
    walk.press("Hand in anyway")
    walk.see("hand-in-receipt", walk.top())
    walk.press("Done")


def sign_in(walk: Walk, school: School) -> None:
    """Add the lesson file of a class, find a name in its list, and set a PIN."""
    walk.place = "sign-in"
    walk.person.chosen = [school.folder / "7b.lesson"]
    walk.press("Open a lesson file")
    walk.see("sign-in-lesson-added")
    walk.opens("Class list")
    walk.write("Bob Ray", walk.all("QLineEdit")[0])
    walk.key(Qt.Key.Key_Return)
    walk.opens("PIN")
    walk.press("PIN")
    for field in walk.all("QLineEdit"):
        walk.write("1234", field)
    walk.press("Use this PIN")
    walk.press("Not you?")
    walk.write("Bob Ray", walk.all("QLineEdit")[0])
    walk.key(Qt.Key.Key_Return)
    walk.see("sign-in-pin")
    walk.write("9", walk.all("QLineEdit")[0])
    walk.key(Qt.Key.Key_Return)
    walk.see("sign-in-wrong-pin")


def returned(walk: Walk, school: School) -> None:
    """Read what came back, and ask the teacher to look again."""
    walk.place = "returned"
    file = min((school.folder / "returned").rglob("*.feedback"))
    walk.write(file.name.split("_")[1], walk.all("QLineEdit")[0])
    walk.key(Qt.Key.Key_Return)
    if walk.has(FIRST_TIME):
        walk.press(FIRST_TIME)
    walk.person.chosen = [file]
    walk.press("Open a lesson file")
    walk.see("returned")


# -- what a teacher sees --------------------------------------------------------------------------


def gate(walk: Walk, school: School) -> None:
    """Set a passphrase, lock, and come in again."""
    walk.place = "gate"
    walk.press("For teachers")
    walk.see("gate-choose")
    first, second = walk.all("QLineEdit")
    walk.write("short", first)
    walk.press("Set the passphrase")
    walk.see("gate-too-short")
    for field in (first, second):
        walk.key(Qt.Key.Key_A, CONTROL, field)
        walk.write("four quiet green herons", field)
    walk.press("Set the passphrase")
    walk.wait(lambda: walk.has("Go on") or walk.all("QCheckBox"))
    walk.see("gate-code")
    walk.press("I have written it down or saved it elsewhere")
    walk.press("Go on")
    walk.see("lessons-protected")
    walk.press("Passphrase")
    walk.see("gate-another")
    walk.press("Back")
    walk.press("Lock")
    walk.press("For teachers")
    walk.see("gate-ask")
    walk.press("Back")


def closed(walk: Walk, school: School) -> None:
    """Be kept out where students work."""
    walk.press("For teachers")
    walk.see("gate-closed")
    walk.press("Back")


def lessons(walk: Walk, school: School) -> None:
    """See the lessons, begin one, and go through every step of the builder."""
    enter(walk, "Lessons")
    walk.place = "lessons"
    walk.see("lessons")
    walk.opens(f"More for {STREET}", called="more")
    walk.press("New lesson")
    builder(walk, school, "new")
    walk.press("Lessons")
    walk.press(f"Edit {STREET}")
    builder(walk, school, "old")
    walk.press("Lessons")
    walk.see("lessons-drafts")


def builder(walk: Walk, school: School, state: str) -> None:
    """Go through the steps of the builder."""
    walk.place = f"build-{state}"
    walk.see(f"build-{state}-articles")
    if state == "new":
        walk.person.chosen = [school.folder / "page.html"]
        walk.press("Add files")
        walk.wait(lambda: walk.has("Remove"))
        walk.see("build-new-imported")
    for bar in walk.all("QTabBar"):
        walk.tabs(f"build-{state}-articles", bar)
    for name in ("Scheme", "Questions", "Key", "Check", "Publish"):
        walk.press(name)
        walk.see(f"build-{state}-{slug(name)}")
        for bar in walk.all("QTabBar"):
            walk.tabs(f"build-{state}-{slug(name)}", bar)
        if name == "Key" and state == "old":
            key_step(walk)
    walk.press("Help")
    walk.see(f"build-{state}-help")
    walk.press("Help")
    if state == "old":
        walk.press("Try as a student")
        walk.see("try")
        walk.press("Back to the builder")


def key_step(walk: Walk) -> None:
    """See what the language part suggests, and what another key would change."""
    walk.tab("Suggestions")
    walk.wait(lambda: walk.has("Accept"))
    walk.see("build-old-key-suggested")
    walk.opens("Order")
    walk.person.chosen = [paths.lessons_dir() / CARACAS / "key.toml"]
    walk.press("Merge a key")
    walk.see("build-old-key-merge")
    walk.press("Back without merging")


def compare(walk: Walk, school: School) -> None:
    """Compare the articles of a lesson."""
    enter(walk, "Lessons")
    walk.place = "compare"
    walk.press(f"Compare {STREET}")
    walk.see("compare-waiting")
    walk.wait(lambda: len(walk.all("QTabBar")) > 0 and not walk.has("Cancel"))
    walk.see("compare")
    for bar in walk.all("QTabBar")[:1]:
        walk.tabs("compare", bar)
    walk.press("Back")


def classes(walk: Walk, school: School) -> None:
    """See the classes: students, lessons, collecting, watching, the gradebook."""
    enter(walk, "Classes")
    walk.place = "classes"
    walk.see("classes")
    for name in ("New class", "Class", "Add student", "Change", "Move to", "More"):
        walk.opens(name)
    for name in ("Rename", "Delete classes at the end of a year"):
        walk.chooses("Class", name)
    walk.person.chosen = [school.folder / "list.csv"]
    walk.opens("Import class list")
    walk.person.says_yes = True
    walk.chooses("More", "Delete for good")
    walk.person.says_yes = False
    walk.tab("Lessons")
    walk.see("classes-lessons")
    for name in ("Assign a lesson", "Due time and file"):
        walk.opens(name)
    walk.press("Due time and file")
    walk.press("Students pick their name from the class list")
    walk.person.chosen = [school.folder / "7b.lesson"]
    walk.press("Assign and save the file")
    walk.see("classes-lesson-file")
    walk.press("Watch the class")
    walk.see("classes-live")
    walk.press("Back")
    walk.press("Collect")
    walk.see("classes-collect")
    walk.person.chosen = [school.drop]
    walk.press("Collect from a folder")
    walk.see("classes-collected")
    walk.press("Back")
    walk.press("Gradebook")
    walk.see("classes-gradebook")
    walk.place = "gradebook"
    walk.opens("Export")
    walk.press("Back")


def grading(walk: Walk, school: School) -> None:
    """Grade by student and by answer group."""
    enter(walk, "Grading")
    walk.see("grading")
    walk.place = "grading"
    walk.press(f"{STREET}: 0 of {STUDENTS} graded")
    walk.see("grading-students")
    for name in ("Second grader", "Return", "Keys", "History"):
        if walk.has(name):
            walk.opens(name)
    for bar in walk.all("QTabBar"):
        walk.tabs("grading", bar)
    walk.opens("For all")
    walk.press("Flag")
    walk.press("Accept")
    walk.see("grading-decided")
    walk.press("Names")
    walk.see("grading-no-names")
    walk.press("Names")
    walk.press("Answer groups")
    walk.see("grading-groups")
    walk.press("Students")
    for _ in range(2):  # it says first that points are missing
        walk.press("Graded, go on")
    walk.see("grading-graded")
    walk.press("Return")
    walk.person.chosen = [school.folder / "returned"]
    walk.press("Choose")
    walk.press("Return")
    walk.see("grading-returned", walk.top())
    walk.press("Close")
    walk.over("grading-history", partial(walk.key, Qt.Key.Key_H))
    second(walk)
    walk.press("Back to the lessons")


def second(walk: Walk) -> None:
    """Let a colleague grade too, and compare the decisions."""
    walk.answers("Second grader", "Bo")
    walk.see("grading-second")
    walk.press("Reject")
    for _ in range(2):
        walk.press("Graded, go on")
    walk.press("Back to the lessons")
    walk.see("grading-after-second")
    if walk.has("Compare"):
        walk.opens("Compare")


def insights(walk: Walk, school: School) -> None:
    """Show the class what it did."""
    enter(walk, "Insights")
    walk.wait(lambda: len(walk.all("QTabBar")) > 1)
    walk.see("insights")
    walk.tabs("insights", walk.all("QTabBar")[1])
    walk.press("Present")
    walk.see("insights-presented")
    walk.key(Qt.Key.Key_Escape)


def printing(walk: Walk, school: School) -> None:
    """See every document before it is printed."""
    enter(walk, "Lessons")
    walk.place = "printing"
    walk.press(f"Print… {STREET}")
    for name in (
        "Graded worksheets",
        "Students' own copies",
        "Blank worksheet",
        "Answer key",
        "Class report",
        "Student history",
    ):
        walk.press(name)
        walk.see(f"printing-{slug(name)}")
    walk.press("Back")


def enter(walk: Walk, tab: str) -> None:
    """Go into the teacher's area, to a tab."""
    if walk.has("For teachers"):
        walk.press("For teachers")
    if walk.has(OWN_COMPUTER):
        walk.press(OWN_COMPUTER)
    walk.tab(tab)


class Journey(NamedTuple):
    """A walk, and the machine on which it begins."""

    go: Callable[[Walk, School], None]
    machine: str


#: In this order: a lesson file and returned work are made before they are opened.
JOURNEYS: Mapping[str, Journey] = {
    "classes": Journey(classes, "teacher"),
    "sign-in": Journey(sign_in, "lab"),
    "student": Journey(student, "lab"),
    "closed": Journey(closed, "lab"),
    "grading": Journey(grading, "teacher"),
    "returned": Journey(returned, "lab"),
    "insights": Journey(insights, "teacher"),
    "lessons": Journey(lessons, "teacher"),
    "printing": Journey(printing, "teacher"),
    "compare": Journey(compare, "teacher"),
    "gate": Journey(gate, "teacher"),
}


# -- walking --------------------------------------------------------------------------------------


def walk_all(
    folder: Path,
    look: Look,
    *,
    theme: str = "light",
    size: tuple[int, int] = (1366, 768),
    plain: Callable[[str], str] = str,
    journeys: tuple[str, ...] = tuple(JOURNEYS),
) -> list[str]:
    """Go through the journeys in a new school in a folder; return what dialogs said.

    `look` is shown every stop; `plain` returns the English of what is read on the way.
    """
    told: list[str] = []
    school = School(folder / "school")
    try:
        for name in journeys:
            journey = JOURNEYS[name]
            window = Visit(school, journey.machine, theme, size)
            try:
                journey.go(Walk(window.window, window.person, look, plain), school)
            finally:
                told += window.person.told
                window.close()
    finally:
        school.close()
    return told


class Visit:
    """A window on a machine of the school."""

    def __init__(self, school: School, machine: str, theme: str, size: tuple[int, int]) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        folder = school.folder / machine
        self.preferences = Preferences(app, folder, Settings(theme=theme), Policy())
        self.person = Person()
        self.window = MainWindow(self.preferences, self.person, make_room)
        self.window.show()
        self.window.showNormal()
        self.window.resize(*size)
        self.window.activateWindow()
        self.window.paint_icons()
        self.window.enter_application(school.machines[machine])
        settle()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        settle()
        self.preferences.deleteLater()
        settle()


def main(arguments: list[str]) -> int:
    """Take a picture of every stop."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--only", nargs="*", default=tuple(JOURNEYS))
    chosen = parser.parse_args(arguments)
    width, height = map(int, chosen.size.split("x"))
    app = QApplication([])
    app.setStyle("Fusion")
    chosen.folder.mkdir(parents=True, exist_ok=True)

    def take(name: str, widget: QWidget) -> None:
        assert widget.grab().save(str(chosen.folder / f"{name}.png"))

    # Always the same folder, because some screens show its name.
    place = Path(tempfile.gettempdir()) / "annotator-screens"
    shutil.rmtree(place, ignore_errors=True)
    walk_all(place, take, theme=chosen.theme, size=(width, height), journeys=chosen.only)
    shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
