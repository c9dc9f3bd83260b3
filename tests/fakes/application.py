"""A application in memory, a person who answers in writing, and an empty reading room."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.domain.errors import UnreadableFile
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.key_lock import Strength
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import lessons as lesson_services
from annotator.services.lesson_entries import LessonEntry
from annotator.services.lessons import Installed
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes.ports import make_ports

#: As little work a passphrase as there can be, so that tests do not wait.
WEAK = Strength(ops=1, memory=8192)


class FakeApplication:
    """What the screens need, on a store in memory; hand-ins are real sealed files."""

    def __init__(
        self,
        folder: Path,
        lessons: Iterable[Lesson] = (),
        *,
        warnings: tuple[str, ...] = (),
        packages: Mapping[str, Lesson] | None = None,
    ) -> None:
        ports = make_ports()
        folder.mkdir(parents=True, exist_ok=True)
        self.teacher_keys = TeacherKeys(folder, strength=WEAK)
        files = SealedHandIns(self.teacher_keys, ports.new_id)
        self.ports = replace(ports, hand_in_files=files)
        self.drop_folder: Path | None = None
        self.warnings = warnings
        self.packages = dict(packages or {})
        self.is_closed = False
        for lesson in lessons:
            lesson_services.install_lesson(self.ports, lesson)

    def sign_in(self, name: str) -> Student:
        return sign_in(self.ports, name)

    def lesson_entries(self, student: Student | None) -> tuple[LessonEntry, ...]:
        return lesson_services.list_lessons(self.ports, student)

    def open_lesson(self, student: Student, lesson_id: LessonId) -> ReadingSession:
        lesson = lesson_services.open_lesson(self.ports, lesson_id)
        return ReadingSession(self.ports, lesson, student)

    def install_package(self, path: Path, *, accepts_teacher: bool = False) -> Installed:
        if path.name not in self.packages:
            raise UnreadableFile(f"“{path.name}” is no lesson file. Nothing was changed.")
        return lesson_services.install_lesson(
            self.ports, self.packages[path.name], accepts_teacher=accepts_teacher
        )

    def close(self) -> None:
        self.is_closed = True


class WrittenInteraction:
    """A person whose answers are written down before they are asked for."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.asked: list[tuple[str, str, str, str]] = []
        self.answers: deque[bool] = deque()
        self.folders: deque[Path | None] = deque()
        self.files: deque[Path | None] = deque()
        self.several_files: deque[tuple[Path, ...]] = deque()

    def tell(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def ask(self, title: str, text: str, yes: str, no: str, *, careful: bool = False) -> bool:
        self.asked.append((title, text, yes, no))
        return self.answers.popleft()

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        return self.folders.popleft()

    def choose_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        return self.files.popleft()

    def choose_new_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        return self.files.popleft()

    def choose_files(self, title: str, kinds: str, start: Path | None) -> tuple[Path, ...]:
        return self.several_files.popleft()


class EmptyRoom(QWidget):
    """A reading room that only knows how to leave it and to hand in."""

    closeRequested = Signal()  # noqa: N815
    handInRequested = Signal()  # noqa: N815
    textSizeChanged = Signal(int)  # noqa: N815
    troubleRaised = Signal(str)  # noqa: N815

    def __init__(self, session: ReadingSession) -> None:
        super().__init__()
        self.session = session
        self.places = 0
        self.hides_outlets = False
        self.stores = True
        column = QVBoxLayout(self)
        self.back = QPushButton("Back")
        self.hand_in = QPushButton("Hand in")
        column.addWidget(self.back)
        column.addWidget(self.hand_in)
        self.back.clicked.connect(self.closeRequested)
        self.hand_in.clicked.connect(self.handInRequested)

    def flush(self) -> bool:
        return self.stores

    def go_to(self, place: str, thing: str) -> None:
        self.went_to = (place, thing)

    def show_scheme(self) -> None:
        self.went_to = ("scheme", "")

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def remember_place(self) -> None:
        self.places += 1
        self.session.remember([a.id for a in self.session.lesson.articles], {})
