"""A application in memory, a person who answers in writing, and an empty reading room."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.domain.lessons import Lesson
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.key_lock import Strength
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports
from annotator.services.privacy import Eraser
from annotator.session.reading import ReadingSession
from annotator.settings import Policy, Settings
from annotator.use_cases.application import Application
from tests.fakes.memory_store import MemoryStore
from tests.fakes.ports import make_ports

#: As little work a passphrase as there can be, so that tests do not wait.
WEAK = Strength(ops=1, memory=8192)


def application_in_memory(
    folder: Path,
    lessons: Iterable[Lesson] = (),
    *,
    warnings: tuple[str, ...] = (),
    ports: Ports | None = None,
) -> Application:
    """Return an application on a store in memory, or on some ports; files and keys are real."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = TeacherKeys(folder, strength=WEAK)
    ports = ports or make_ports()
    ports = replace(ports, hand_in_files=SealedHandIns(keys, ports.new_id))
    for lesson in lessons:
        install_lesson(ports, lesson)
    return Application(
        data_dir=folder,
        ports=ports,
        teacher_keys=keys,
        make_eraser=_no_eraser,
        open_store=lambda _path: MemoryStore(),
        settings=Settings(),
        policy=Policy(),
        warnings=warnings,
    )


def _no_eraser() -> Eraser:
    raise NotImplementedError("nobody is erased from a store in memory")


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
