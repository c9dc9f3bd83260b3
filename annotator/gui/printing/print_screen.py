"""The print screen: documents and options at the left, their pages in the middle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.gui.errors import Interaction
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.printing.options_panel import DOCUMENTS, OptionsPanel
from annotator.gui.printing.pages_view import ZOOM_STEP, PagesView
from annotator.gui.printing.print_work import Order, PrintWork
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, scrolled, stretched
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.translation import _
from annotator.use_cases.printing import LessonPrinting, PrintJobs

#: How long after the last choice the preview is set, in milliseconds.
PREVIEW_PAUSE = 200
PANEL_WIDTH = 292

#: Lets a person choose a printer: gets the printer to set up, returns whether to print.
PrinterChooser = Callable[[QPrinter, QWidget], bool]


def choose_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Ask in the system's own dialog."""
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


class PrintScreen(QWidget):
    """What a lesson's documents look like, and the ways to paper and to files."""

    backRequested = Signal()
    troubleRaised = Signal(str)

    def __init__(
        self,
        printing: LessonPrinting,
        interaction: Interaction,
        parent: QWidget | None = None,
        *,
        printer_chooser: PrinterChooser = choose_printer,
    ) -> None:
        """Show an empty preview; `enter` reads what can be printed."""
        super().__init__(parent)
        self._printing = printing
        self._interaction = interaction
        self._choose_printer = printer_chooser
        self._jobs: PrintJobs | None = None
        self._reading = TaskSlot(self, _("reading what can be printed"))
        self._setting = TaskSlot(self, _("setting a preview"))
        self._work = PrintWork(self)
        self.panel = OptionsPanel()
        self.pages = PagesView()
        self.student = ChoiceBox(_("Student shown"))
        self._preview_clock = QTimer(self, singleShot=True, interval=PREVIEW_PAUSE)
        self.setAccessibleName(_("Print"))
        self._build()
        self._connect()
        icons = (
            (self.back, "arrow-left"),
            (self.before, "chevron-left"),
            (self.after, "chevron-right"),
            (self.smaller, "zoom-out"),
            (self.larger, "zoom-in"),
            (self.print, "printer"),
        )
        for each, icon in icons:
            each.setIcon(themed_icon(icon))
        self.save.setIcon(themed_icon("download", "accent_text"))
        self._show_busy(False)

    # -- its parts -----------------------------------------------------------------------------

    def _build(self) -> None:
        back = _("Back")
        self.back = button(f" {back}", _("Leave the print screen"), kind="quiet", name=back)
        self._title = label(_("Print"), "title")
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        sheet.setFixedWidth(PANEL_WIDTH)
        area = scrolled(self.panel)
        area.viewport().setAutoFillBackground(False)
        self.panel.setAutoFillBackground(False)
        column(area, inside=sheet, margins=1)
        right = column(self._build_bar(), stretched(self.pages), spacing=SPACE_2)
        column(
            row(self.back, self._title, STRETCH),
            stretched(row(sheet, stretched(right), spacing=SPACE_4)),
            self._build_footer(),
            inside=self,
            spacing=SPACE_3,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
        )

    def _build_bar(self) -> QHBoxLayout:
        self.before, self.after = _round(_("Previous student")), _round(_("Next student"))
        self.page_label = label("", "muted")
        self.smaller, self.larger = _round(_("Smaller pages")), _round(_("Larger pages"))
        sizes = (self.page_label, self.smaller, self.larger)
        return row(self.before, self.student, self.after, STRETCH, *sizes, spacing=SPACE_2)

    def _build_footer(self) -> QHBoxLayout:
        self.note = paragraph("", "muted")
        self.progress = ThinProgressBar()
        self.progress.setFixedWidth(180)
        self.cancel = button(_("Cancel"), "")
        self.print = button(
            f" {_('Print…')}", "", name=_("Print"), tip=_("Print on paper (Ctrl+P)")
        )
        self.save = button(
            f" {_('Save as PDF…')}",
            "",
            kind="primary",
            name=_("Save as PDF"),
            tip=_("Keep the pages as files (Ctrl+S)"),
        )
        work = (self.progress, self.cancel, self.print, self.save)
        return row(stretched(self.note), *work, spacing=SPACE_2)

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self._preview_clock.timeout.connect(self._set_preview)
        self._work.begun.connect(self._on_work_begun)
        self._work.ended.connect(self._on_work_ended)
        self._work.failed.connect(self._on_work_failed)
        self._work.progressed.connect(self._on_progressed)
        self.after.clicked.connect(partial(self._step, 1))
        self.back.clicked.connect(self.backRequested)
        self.before.clicked.connect(partial(self._step, -1))
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.larger.clicked.connect(partial(self._enlarge, ZOOM_STEP))
        self.pages.pageChanged.connect(self._on_page_changed)
        self.panel.changed.connect(self._on_panel_changed)
        self.print.clicked.connect(self.print_pages)
        self.save.clicked.connect(self.save_files)
        self.smaller.clicked.connect(partial(self._enlarge, 1 / ZOOM_STEP))
        self.student.currentIndexChanged.connect(self._on_student_changed)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_pages)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_files)

    # -- the area's side -----------------------------------------------------------------------

    def enter(self) -> None:
        """Read what can be printed now and show it."""
        self.pages.show_message(_("Looking what there is to print…"))
        self._reading.start(self._printing.read, self._on_jobs_read, self._on_preview_failed)

    def leave(self) -> bool:
        """Stop what is under way; files that are written are whole."""
        self._work.stop()
        self._preview_clock.stop()
        self._reading.cancel()
        self._setting.cancel()
        self.pages.close_document()
        self._show_busy(False)
        return True

    # -- the preview ---------------------------------------------------------------------------

    def _on_jobs_read(self, jobs: PrintJobs) -> None:
        self._jobs = jobs
        self._title.setText(_("Print – {title}", title=jobs.lesson.title))
        self.panel.show_jobs(jobs)
        self._show_students()
        self._set_preview()

    def _on_panel_changed(self) -> None:
        if self._jobs is None:
            return
        self._show_students()
        self._preview_clock.start()

    def _show_students(self) -> None:
        """Offer the students of the chosen document; the one shown stays where possible."""
        assert self._jobs is not None
        names = self._jobs.students(self.panel.document)
        if names != tuple(self.student.itemText(n) for n in range(self.student.count())):
            shown = self.student.currentText()
            with QSignalBlocker(self.student):
                self.student.clear()
                self.student.addItems(names)
                self.student.setCurrentIndex(max(0, self.student.findText(shown)))
        for widget in (self.before, self.student, self.after):
            widget.setVisible(bool(names))
        self._show_steps()

    def _show_steps(self) -> None:
        self.before.setEnabled(self.student.currentIndex() > 0)
        self.after.setEnabled(self.student.currentIndex() < self.student.count() - 1)

    def _on_student_changed(self) -> None:
        self._show_steps()
        self.pages.go_to(0)
        self._preview_clock.start()

    def _step(self, by: int) -> None:
        self.student.setCurrentIndex(self.student.currentIndex() + by)

    def _set_preview(self) -> None:
        jobs = self._jobs
        if jobs is None:
            return
        self._preview_clock.stop()
        self.page_label.setText(_("Setting the pages…"))
        setting = partial(
            jobs.document, self.panel.document, self.panel.options, self.student.currentText()
        )
        self._setting.start(setting, self.pages.show_document, self._on_preview_failed)

    def _on_preview_failed(self, trouble: AnnotatorError) -> None:
        self.pages.show_message(str(trouble))
        self.page_label.setText("")

    @property
    def is_settled(self) -> bool:
        """Return whether the preview shows what is chosen."""
        waiting = self._preview_clock.isActive() or self._reading.is_busy or self._setting.is_busy
        return self.pages.pages > 0 and not waiting

    def _on_page_changed(self, page: int, pages: int) -> None:
        self.page_label.setText(
            _("Page {page} of {pages}", page=page + 1, pages=pages) if pages else ""
        )

    def _enlarge(self, by: float) -> None:
        self.pages.set_zoom(self.pages.zoom * by)

    # -- files and paper -----------------------------------------------------------------------

    def save_files(self) -> None:
        """Ask for a folder and write the chosen document there, whole files only."""
        order = self._order()
        if order is None:
            return
        folder = self._interaction.choose_folder(_("Where should the files go?"), None)
        if folder is not None:
            self._work.save(order, folder, self.panel.chosen_form)

    def print_pages(self) -> None:
        """Ask for a printer and print the chosen document."""
        order = self._order()
        if order is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(f"{_(DOCUMENTS[order.document][0])} – {order.jobs.lesson.title}")
        if order.options.bw:
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        if self._choose_printer(printer, self):
            self._work.print(order, printer)

    def _order(self) -> Order | None:
        """Return what is chosen, or None where nothing can be done now."""
        if self._jobs is None or not self.save.isEnabled():
            return None
        panel = self.panel
        student = self.student.currentText()
        return Order(self._jobs, panel.document, panel.options, student, panel.is_for_all)

    def _on_work_begun(self, said: str) -> None:
        self.progress.setValue(0)
        self.note.setText(said)
        self._show_busy(True)
        self.cancel.setFocus()

    def _on_work_ended(self, said: str) -> None:
        had_focus = self.cancel.hasFocus()
        self._show_busy(False)
        self.note.setText(said)
        if had_focus:
            self.save.setFocus()

    def _on_work_failed(self, sentence: str) -> None:
        self._on_work_ended("")
        self._interaction.tell(_("Print"), sentence)

    def _show_busy(self, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.cancel.setVisible(is_busy)
        self.cancel.setEnabled(is_busy)
        self.panel.setEnabled(not is_busy)
        self.print.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy)

    def _on_progressed(self, done: int, wanted: int) -> None:
        self.progress.setMaximum(max(1, wanted))
        self.progress.setValue(done)

    def _on_cancel_clicked(self) -> None:
        self.cancel.setEnabled(False)
        self.note.setText(_("Stopping…"))
        self._work.stop()


def _round(name: str) -> QPushButton:
    made = button("", "", kind="round", name=name, tip=name)
    made.setFixedWidth(34)
    return made
