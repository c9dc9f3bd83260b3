"""Where articles come in: pasted, dropped or chosen; how far the reading is, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.gui.building.import_work import ImportOutcome
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, column, holding, row, sheet, stretched
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.translation import N_, _, ngettext

_LEAD = N_(
    "Copy a page in your browser and paste it here, drop files on this window, or "
    "choose files: text, saved web pages, Word documents, PDFs. Nothing that a page "
    "refers to is fetched, and the page is kept as it came."
)


def dropped_files(mime: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that were dropped or pasted."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


class PasteField(QPlainTextEdit):
    """A field that shows pasted pages as plain text and remembers what was copied with it."""

    filesGiven = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._markup = ""
        self._shown = ""
        self.setProperty("kind", "field")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Paste an article here"))
        named(self, _("Pasted article"), _("Paste the text of an article or a copied web page"))

    @property
    def markup(self) -> str:
        """Return the web page that the text was copied from, unless the text was edited."""
        return self._markup if self.toPlainText() == self._shown else ""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether it is text or files."""
        return bool(dropped_files(source)) or source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text as text, remember the page it comes from, and pass files on."""
        files = dropped_files(source)
        if files:
            self.filesGiven.emit(files)
            return
        replaces_all = not self.toPlainText().strip() or (
            len(self.textCursor().selectedText()) == len(self.toPlainText())
        )
        self.insertPlainText(source.text())
        self._markup = source.html() if source.hasHtml() and replaces_all else ""
        self._shown = self.toPlainText()


class ImportPanel(QWidget):
    """The panel where articles arrive."""

    textGiven = Signal(str)
    markupGiven = Signal(str, str)
    filesRequested = Signal()
    filesGiven = Signal(object)
    cancelRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty field and no report."""
        super().__init__(parent)
        self.setObjectName("import-panel")
        self.field = PasteField()
        self.import_button = button(
            _("Import the pasted text"),
            _("Clean the pasted text and add it"),
            self._on_import_clicked,
        )
        self.files_button = button(
            _("Add files…"),
            _("Choose text files, saved web pages, Word documents or PDFs"),
            self.filesRequested,
        )
        column(
            label(_("Add articles"), "heading"),
            paragraph(_(_LEAD), "muted"),
            stretched(self.field, 3),
            row(self.import_button, self.files_button, STRETCH, spacing=SPACE_2),
            self._build_progress(),
            stretched(self._build_report(), 2),
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_3,
        )
        self.field.filesGiven.connect(self.filesGiven)
        self.field.textChanged.connect(self._on_field_changed)
        self._on_field_changed()

    def _build_progress(self) -> QWidget:
        self._reading = ElidedLabel("", 1)
        self.bar = named(ThinProgressBar(), _("Import"))
        self.cancel_button = button(
            _("Cancel"), _("Stop reading; what has been read so far is added"), self.cancelRequested
        )
        how_far = column(self._reading, self.bar, spacing=SPACE_2)
        self._progress = sheet(
            row(stretched(how_far), self.cancel_button, margins=SPACE_3, spacing=SPACE_3)
        )
        self._progress.hide()
        return self._progress

    def _build_report(self) -> QWidget:
        self._report_title = paragraph("", "heading")
        self.report = named(
            QPlainTextEdit(), _("What was not imported"), _("One sentence for each file")
        )
        self.report.setProperty("kind", "field")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self._report_box = holding(
            column(self._report_title, stretched(self.report), margins=0, spacing=SPACE_2)
        )
        self._report_box.hide()
        return self._report_box

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show how far the reading is."""
        self._progress.show()
        self._report_box.hide()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        told = _("Reading {name}", name=name)
        if total > 1:
            told = _("Reading {which} of {total}: {name}", which=done + 1, total=total, name=name)
        self._reading.setText(told)
        self.bar.setAccessibleDescription(told)
        self._enable(is_idle=False)

    def show_outcome(self, outcome: ImportOutcome, notes: Sequence[str]) -> None:
        """Show what was not imported; an import without troubles empties the field."""
        self._progress.hide()
        self._enable(is_idle=True)
        self._report_title.setText(_title_of(outcome))
        lines = [*notes, *outcome.troubles]
        self.report.setPlainText("\n\n".join(lines))
        self.report.setVisible(bool(lines))
        self._report_box.setVisible(bool(lines) or outcome.is_cancelled)
        if lines:
            self.report.setFocus()

    def forget_pasted(self) -> None:
        """Empty the field: what was in it is an article now."""
        self.field.clear()

    def forget_report(self) -> None:
        """Show no report of an earlier import."""
        self._report_box.hide()

    def _enable(self, *, is_idle: bool) -> None:
        for widget in (self.field, self.files_button):
            widget.setEnabled(is_idle)
        self.import_button.setEnabled(is_idle and bool(self.field.toPlainText().strip()))

    def _on_field_changed(self) -> None:
        has_text = bool(self.field.toPlainText().strip())
        self.import_button.setEnabled(has_text and self.field.isEnabled())
        # One filled button: what comes next.
        for made, is_next in ((self.import_button, has_text), (self.files_button, not has_text)):
            kind = "primary" if is_next else ""
            if made.property("kind") != kind:
                made.setProperty("kind", kind)
                made.style().unpolish(made)
                made.style().polish(made)

    def _on_import_clicked(self) -> None:
        text = self.field.toPlainText()
        if self.field.markup:
            self.markupGiven.emit(self.field.markup, text)
        else:
            self.textGiven.emit(text)


def _title_of(outcome: ImportOutcome) -> str:
    added = len(outcome.pages)
    told = ngettext("{number} article added", "{number} articles added", added)
    if outcome.is_cancelled:
        return _("Cancelled: {told}, {unread} not read", told=told, unread=outcome.unread)
    failed = outcome.total - added
    return _("{told}, {failed} not", told=told, failed=failed) if failed else told
