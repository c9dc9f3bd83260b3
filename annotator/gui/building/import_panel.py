"""Where articles come in: pasted, dropped or chosen; how far the reading is, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.building.import_work import ImportOutcome
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.progress_bar import ThinProgressBar

_LEAD = (
    "Copy a page in your browser and paste it here, drop files on this window, or choose files: "
    "text, saved web pages, Word documents, PDFs. Nothing that a page refers to is fetched, and "
    "the page is kept as it came."
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
        self.setPlaceholderText("Paste an article here")
        self.setAccessibleName("Pasted article")
        self.setAccessibleDescription("Paste the text of an article or a copied web page")

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
        self.import_button = QPushButton("Import the pasted text")
        self.files_button = QPushButton("Add files…")
        self.cancel_button = QPushButton("Cancel")
        self.bar = ThinProgressBar()
        self.report = QPlainTextEdit()
        self._build()
        self._connect()
        self._on_field_changed()

    def _build(self) -> None:
        lead = label(_LEAD, "muted")
        lead.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        column.addWidget(label("Add articles", "heading"))
        column.addWidget(lead)
        column.addWidget(self.field, 3)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self.import_button.setAccessibleDescription("Clean the pasted text and add it")
        self.files_button.setAccessibleDescription(
            "Choose text files, saved web pages, Word documents or PDFs"
        )
        row.addWidget(self.import_button)
        row.addWidget(self.files_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._build_progress())
        column.addWidget(self._build_report(), 2)

    def _build_progress(self) -> QWidget:
        self._progress = QFrame()
        self._progress.setProperty("role", "sheet")
        self._reading = ElidedLabel("", 1)
        self.bar.setAccessibleName("Import")
        self.cancel_button.setAccessibleDescription(
            "Stop reading; what has been read so far is added"
        )
        column = QVBoxLayout()
        column.setSpacing(SPACE_2)
        column.addWidget(self._reading)
        column.addWidget(self.bar)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        row.setSpacing(SPACE_3)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)
        self._progress.hide()
        return self._progress

    def _build_report(self) -> QWidget:
        self._report_box = QWidget()
        self._report_title = label("", "heading")
        self._report_title.setWordWrap(True)
        self.report.setProperty("kind", "field")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("What was not imported")
        self.report.setAccessibleDescription("One sentence for each file")
        column = QVBoxLayout(self._report_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._report_title)
        column.addWidget(self.report, 1)
        self._report_box.hide()
        return self._report_box

    def _connect(self) -> None:
        self.cancel_button.clicked.connect(self.cancelRequested)
        self.field.filesGiven.connect(self.filesGiven)
        self.field.textChanged.connect(self._on_field_changed)
        self.files_button.clicked.connect(self.filesRequested)
        self.import_button.clicked.connect(self._on_import_clicked)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show how far the reading is."""
        self._progress.show()
        self._report_box.hide()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        told = f"Reading {name}" if total == 1 else f"Reading {done + 1} of {total}: {name}"
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
        for button, is_next in ((self.import_button, has_text), (self.files_button, not has_text)):
            kind = "primary" if is_next else ""
            if button.property("kind") != kind:
                button.setProperty("kind", kind)
                button.style().unpolish(button)
                button.style().polish(button)

    def _on_import_clicked(self) -> None:
        text = self.field.toPlainText()
        if self.field.markup:
            self.markupGiven.emit(self.field.markup, text)
        else:
            self.textGiven.emit(text)


def _title_of(outcome: ImportOutcome) -> str:
    added = len(outcome.pages)
    told = f"{added} article{'' if added == 1 else 's'} added"
    if outcome.is_cancelled:
        return f"Cancelled: {told}, {outcome.unread} not read"
    failed = outcome.total - added
    return f"{told}, {failed} not" if failed else told
