"""Files and paper under way: set beside the interface, with progress, and stopped by a click."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from annotator.domain.errors import AnnotatorError
from annotator.gui.printing.paper_job import PaperJob
from annotator.gui.task import TaskOutcome, TaskSlot
from annotator.services.jobs import Job
from annotator.services.page_options import PageOptions
from annotator.services.printing import BatchForm, DocumentKind
from annotator.translation import _, ngettext
from annotator.use_cases.printing import PrintJobs

if TYPE_CHECKING:
    from annotator.services.printing import Printed


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: a document, how it looks, and of whom; no student means the class."""

    jobs: PrintJobs
    document: DocumentKind
    options: PageOptions
    student: str
    is_for_all: bool


class PrintWork(QObject):
    """One piece of work at a time; `ended` says in a sentence what came of it."""

    begun = Signal(str)
    progressed = Signal(int, int)
    ended = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Wait for work."""
        super().__init__(parent)
        self._nothing = ""
        self._setting = TaskSlot(self, _("setting pages"))
        self._setting.ended.connect(self._on_setting_ended)
        self._setting.progressed.connect(self.progressed)
        self._job: PaperJob | None = None

    # -- files ---------------------------------------------------------------------------------

    def save(self, order: Order, folder: Path, form: BatchForm) -> None:
        """Write a document as whole files into a folder."""
        self._begin(_("Writing the files…"), _("Cancelled. Nothing was written."))
        keeping = partial(
            order.jobs.keep,
            order.document,
            order.options,
            folder,
            form,
            student=None if order.is_for_all else order.student or None,
        )
        self._setting.start_job(keeping, partial(self._on_kept, folder), self._on_failed)

    def _on_kept(self, folder: Path, printed: Printed) -> None:
        count = len(printed.files)
        if printed.is_cancelled:
            said = ngettext(
                "Cancelled. {number} file of {wanted} is in {folder}; it is whole.",
                "Cancelled. {number} files of {wanted} are in {folder}; they are whole.",
                count,
                wanted=printed.wanted,
                folder=folder,
            )
        elif count == 1:
            said = _("Written: {file}", file=printed.files[0])
        else:
            said = ngettext(
                "Written: {number} file in {folder}",
                "Written: {number} files in {folder}",
                count,
                folder=folder,
            )
        self.ended.emit(said)

    # -- paper ---------------------------------------------------------------------------------

    def print(self, order: Order, printer: QPrinter) -> None:
        """Set a document and send its pages to a printer."""
        self._begin(_("Setting the pages…"), _("Cancelled. Nothing was printed."))
        self._setting.start_job(
            partial(_documents, order), partial(self._on_set, order, printer), self._on_failed
        )

    def _on_set(self, order: Order, printer: QPrinter, documents: tuple[bytes, ...]) -> None:
        self.begun.emit(_("Printing…"))
        self._job = PaperJob(documents, printer, grey=order.options.bw, parent=self)
        self._job.progressed.connect(self.progressed)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._job.start()

    def _on_job_finished(self, pages: int) -> None:
        self._drop_job()
        said = ngettext(
            "{number} page went to the printer.", "{number} pages went to the printer.", pages
        )
        self.ended.emit(said)

    def _on_job_failed(self, sentence: str) -> None:
        self._drop_job()
        self.failed.emit(sentence)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    # -- both ----------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop what is under way; files that are written are whole."""
        self._setting.stop()
        if self._job is not None:
            self._job.cancel()
            self._drop_job()
            self.ended.emit(_("Cancelled. What the printer had already may still come out."))

    def _begin(self, said: str, nothing: str) -> None:
        self._nothing = nothing
        self.begun.emit(said)

    def _on_setting_ended(self, outcome: TaskOutcome) -> None:
        if outcome is TaskOutcome.CANCELLED:
            self.ended.emit(self._nothing)

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.failed.emit(str(trouble))


def _documents(order: Order, job: Job) -> tuple[bytes, ...]:
    if order.is_for_all:
        return order.jobs.documents(order.document, order.options, job)
    document = order.jobs.document(order.document, order.options, order.student)
    job.check()
    return (document,)
