"""One way for everything the program says in a dialog, and for its own mistakes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt, QThread
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import AnnotatorError, system_trouble
from annotator.services.private_files import make_private_file, make_private_folder
from annotator.translation import N_, _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

LOG_NAME = "annotator.log"
#: The log starts anew when it has grown to this size, in bytes.
LARGEST_LOG = 512 * 1024

log = logging.getLogger("annotator")

MISTAKE = N_(
    "Something in the program went wrong. That is our mistake, not yours. "
    "Everything up to your last step is stored. You can go on; if it happens again, "
    "close Annotator and open it again."
)


class Interaction(Protocol):
    """How the program speaks with a person; tests answer in writing."""

    def tell(self, title: str, text: str) -> None:
        """Say something that needs no answer."""

    def ask(self, title: str, text: str, yes: str, no: str, *, careful: bool = False) -> bool:
        """Return whether the person chooses `yes`; if `careful`, Enter alone means `no`."""

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        """Return a folder, or None if the person chooses none."""

    def choose_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        """Return a file of the kinds in Qt's notation, or None."""

    def choose_files(self, title: str, kinds: str, start: Path | None) -> tuple[Path, ...]:
        """Return any number of files of the kinds in Qt's notation; none if none is chosen."""

    def choose_new_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        """Return where to write a file of these kinds, or None; replacing one was agreed to."""


class Dialogs:
    """The interaction on a screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Speak in front of a window."""
        self.parent = parent

    def tell(self, title: str, text: str) -> None:
        """Say something in a dialog with one button."""
        from PySide6.QtWidgets import QMessageBox  # rarely needed, never at the start

        box = self._box(title, text)
        close = box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
        close.setAccessibleDescription(_("Close this message"))
        box.exec()
        box.deleteLater()

    def ask(self, title: str, text: str, yes: str, no: str, *, careful: bool = False) -> bool:
        """Ask in a dialog with two buttons; closing it means `no`."""
        from PySide6.QtWidgets import QMessageBox

        box = self._box(title, text)
        accepting = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        declining = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(declining)
        for button in (accepting, declining):
            button.setAccessibleDescription(title)
        usual = declining if careful else accepting
        box.setDefaultButton(usual)
        usual.setProperty("kind", "primary")
        box.exec()
        answer = box.clickedButton() is accepting
        box.deleteLater()
        return answer

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        """Ask for a folder in the system's own dialog."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self.parent, title, str(start or Path.home()))
        return Path(chosen) if chosen else None

    def choose_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        """Ask for a file in the system's own dialog."""
        from PySide6.QtWidgets import QFileDialog

        place = str(start or Path.home())
        chosen, _unused = QFileDialog.getOpenFileName(self.parent, title, place, kinds)
        return Path(chosen) if chosen else None

    def choose_files(self, title: str, kinds: str, start: Path | None) -> tuple[Path, ...]:
        """Ask for any number of files in the system's own dialog."""
        from PySide6.QtWidgets import QFileDialog

        place = str(start or Path.home())
        chosen, _unused = QFileDialog.getOpenFileNames(self.parent, title, place, kinds)
        return tuple(Path(name) for name in chosen)

    def choose_new_file(self, title: str, kinds: str, start: Path | None) -> Path | None:
        """Ask where to write a file in the system's own dialog."""
        from PySide6.QtWidgets import QFileDialog

        place = str(start or Path.home())
        chosen, _unused = QFileDialog.getSaveFileName(self.parent, title, place, kinds)
        return Path(chosen) if chosen else None

    def _box(self, title: str, text: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self.parent)
        box.setWindowTitle(title)
        box.setAccessibleName(title)
        box.setAccessibleDescription(text)
        # What is told may quote a name or a file; that is text and no markup.
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setTextInteractionFlags(box.textInteractionFlags().TextSelectableByMouse)
        return box


@contextmanager
def told(interaction: Interaction, title: str) -> Iterator[None]:
    """Say the troubles of the world that happen in this block, and go on after it."""
    try:
        yield
    except AnnotatorError as trouble:
        interaction.tell(title, str(trouble))
    except OSError as trouble:
        log.info("%s", described(type(trouble), trouble.__traceback__))
        interaction.tell(title, str(system_trouble(trouble)))


def open_log(data_dir: Path) -> Path | None:
    """Let the log go to a file in the data folder; return None where that cannot be written.

    The log never holds what a student typed: only where in the program something happened.
    """
    path = data_dir / LOG_NAME
    try:
        make_private_folder(data_dir)
        make_private_file(path)
        grown = path.is_file() and path.stat().st_size > LARGEST_LOG
        handler = logging.FileHandler(path, mode="w" if grown else "a", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return path


def close_log() -> None:
    """Let go of the log files."""
    for handler in tuple(log.handlers):
        if isinstance(handler, logging.FileHandler):
            log.removeHandler(handler)
            handler.close()


class Apology:
    """What takes the place of a stack trace: says sorry, writes the details to the log."""

    def __init__(self, interaction: Interaction, log_path: Path | None) -> None:
        """Speak through an interaction and name the log where there is one."""
        self._interaction = interaction
        self._log_path = log_path
        self._speaking = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Handle an exception that nobody else did; fits `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if not issubclass(kind, AnnotatorError):
            log.error("%s", described(kind, trace))
        if self._speaking or not _on_main_thread():
            return  # one dialog at a time; the log has them all
        self._speaking = True
        try:
            if isinstance(error, AnnotatorError):
                self._interaction.tell(_("Annotator"), str(error))
            else:
                self._interaction.tell(_("Annotator"), self._sentence())
        finally:
            self._speaking = False

    def _sentence(self) -> str:
        if not self._log_path:
            return _(MISTAKE)
        where = _("Details for whoever looks after this machine: {file}", file=self._log_path)
        return f"{_(MISTAKE)}\n\n{where}"


def described(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where an error happened, one line a frame, without any value or home folder."""
    import traceback

    frames = [
        f"  {Path(frame.filename).parent.name}/{Path(frame.filename).name}"
        f":{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join((f"{kind.__module__}.{kind.__qualname__}", *frames))


def install_apology(interaction: Interaction, log_path: Path | None) -> Apology:
    """Handle every escaped exception from now on."""
    apology = Apology(interaction, log_path)
    sys.excepthook = apology
    return apology


def _on_main_thread() -> bool:
    app = QCoreApplication.instance()
    return app is None or QThread.currentThread() is app.thread()
