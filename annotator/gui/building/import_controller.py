"""What turns pasted text and files into pages beside the interface, and says how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.domain.imports import TextReading
from annotator.gui.building.import_panel import ImportPanel
from annotator.gui.building.import_work import ImportJob, ImportOutcome, ImportWork
from annotator.gui.errors import Interaction
from annotator.services.article_drafts import MOST_ARTICLES
from annotator.translation import N_, _
from annotator.use_cases.article_import import ARTICLE_FILES, ArticleImporter

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: Of more readings than these nobody wants to choose.
_MOST_READINGS = 4
ADDRESS_ALONE = N_(
    "The program opens no connection, so it cannot fetch this page. Nothing was added. "
    "Open the page in your browser, select and copy all of it, and paste it here; or "
    "save it and add the file."
)


class ImportController(QObject):
    """The panel's requests done: one import at a time, no more pages than there is room."""

    started = Signal()
    #: Emitted with the outcome of an import.
    arrived = Signal(object)

    def __init__(
        self,
        panel: ImportPanel,
        interaction: Interaction,
        room: Callable[[], int],
        parent: QObject,
    ) -> None:
        """Serve a panel; `room` tells how many articles still fit."""
        super().__init__(parent)
        self._panel = panel
        self._interaction = interaction
        self._room = room
        self._importer = ArticleImporter()
        self._work = ImportWork(self, self._choose_reading)
        self._is_pasted = False
        self._folder: Path | None = None
        self._work.finished.connect(self._on_work_finished)
        self._work.progressed.connect(panel.show_progress)
        panel.cancelRequested.connect(self._on_cancel_requested)
        panel.filesGiven.connect(self.import_files)
        panel.filesRequested.connect(self._on_files_requested)
        panel.markupGiven.connect(self._on_markup_given)
        panel.textGiven.connect(self._on_text_given)

    @property
    def is_running(self) -> bool:
        """Return whether something is being read."""
        return self._work.is_running

    def import_files(self, files: Sequence[Path]) -> None:
        """Read files beside the interface."""
        read = self._importer.page_of_file
        self._start([ImportJob(path.name, *([partial(read, path)] * 2)) for path in files])

    def report(self, outcome: ImportOutcome, added: int) -> bool:
        """Show what came of an import; return whether there is nothing to read about it."""
        left = outcome.total - added - len(outcome.troubles)
        notes = []
        if left and not outcome.is_cancelled:
            notes.append(
                _(
                    "A lesson has {most_articles} articles at most, so {left} of {total} "
                    "files were not imported. They are left as they are.",
                    most_articles=MOST_ARTICLES,
                    left=left,
                    total=outcome.total,
                )
            )
        self._panel.show_outcome(outcome, notes)
        if added and self._is_pasted:
            self._panel.forget_pasted()
        return not (notes or outcome.troubles or outcome.is_cancelled)

    def _start(self, jobs: Sequence[ImportJob], *, is_pasted: bool = False) -> None:
        if self._work.is_running or not jobs:
            return
        if not self._room():
            self._interaction.tell(
                _("The lesson is full"),
                _(
                    "A lesson has {most_articles} articles at most. Nothing was read. "
                    "Remove an article first.",
                    most_articles=MOST_ARTICLES,
                ),
            )
            return
        self._is_pasted = is_pasted
        self.started.emit()
        self._work.start(jobs, self._room())

    def _choose_reading(self, name: str, readings: Sequence[TextReading]) -> str:
        """Ask which of the ways to read a text is right; two at a time are shown."""
        taken = readings[0]
        for other in readings[1:_MOST_READINGS]:
            is_other = self._interaction.ask(
                _("Which words are right?"),
                _(
                    "The letters of “{name}” can be read in more than one way.\n\n"
                    "{first}: “{sample}”\n\n{second}: “{other}”",
                    name=name,
                    first=_(taken.name),
                    sample=taken.sample,
                    second=_(other.name),
                    other=other.sample,
                ),
                _(other.name),
                _(taken.name),
                careful=True,
            )
            taken = other if is_other else taken
        return taken.encoding

    def _on_files_requested(self) -> None:
        files = self._interaction.choose_files(_("Add articles"), _(ARTICLE_FILES), self._folder)
        if files:
            self._folder = files[0].parent
            self.import_files(files)

    def _on_cancel_requested(self) -> None:
        self._work.cancel()
        self._importer.close()

    def _on_text_given(self, text: str) -> None:
        if _ADDRESS.fullmatch(text.strip()):
            self._interaction.tell(_("This is an address"), _(ADDRESS_ALONE))
            return
        read = partial(self._importer.page_of_text, text)
        self._start([ImportJob(_("the pasted text"), read)], is_pasted=True)

    def _on_markup_given(self, markup: str, text: str) -> None:
        read = partial(self._importer.page_of_markup, markup, text)
        self._start([ImportJob(_("the pasted page"), read)], is_pasted=True)

    def _on_work_finished(self, outcome: ImportOutcome) -> None:
        self.arrived.emit(outcome)
