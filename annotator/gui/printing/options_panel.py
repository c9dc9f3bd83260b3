"""What is printed and how: the document, paper, colour, size, and whose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QWidget,
)

from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.page_options import LARGEST_TYPE, SMALLEST_TYPE, PageOptions
from annotator.services.printing import BatchForm, DocumentKind
from annotator.translation import N_, _
from annotator.use_cases.printing import PrintJobs

DOCUMENTS: Mapping[DocumentKind, tuple[str, str]] = MappingProxyType(
    {
        DocumentKind.GRADED: (
            N_("Graded worksheets"),
            N_("Points, verdicts, comments, what to practise"),
        ),
        DocumentKind.COPY: (
            N_("Students' own copies"),
            N_("What was handed in, without any verdict"),
        ),
        DocumentKind.BLANK: (N_("Blank worksheet"), N_("For a lesson with pen and paper")),
        DocumentKind.KEY: (
            N_("Answer key"),
            N_("For you: every expected highlight with its reason"),
        ),
        DocumentKind.REPORT: (N_("Class report"), N_("Grades, heat maps, disputed sentences")),
        DocumentKind.HISTORY: (N_("Student history"), N_("One student's points over lessons")),
    }
)
FORMS = (
    (N_("One file a student"), BatchForm.FILES),
    (N_("One file for the class"), BatchForm.MERGED),
    (N_("All files in a zip"), BatchForm.ZIP),
)
#: Which switches mean something for which document.
_SWITCHES: Mapping[str, tuple[str, str, frozenset[DocumentKind]]] = MappingProxyType(
    {
        "bw": (
            N_("Black and white"),
            N_("No tints: patterns that stay apart on a bad copier"),
            frozenset(DocumentKind),
        ),
        "columns": (
            N_("Two columns"),
            N_("Articles in two narrow columns"),
            frozenset(
                {DocumentKind.GRADED, DocumentKind.COPY, DocumentKind.BLANK, DocumentKind.KEY}
            ),
        ),
        "spread": (
            N_("Two articles side by side"),
            N_("The page turned, an article on each half"),
            frozenset(
                {DocumentKind.GRADED, DocumentKind.COPY, DocumentKind.BLANK, DocumentKind.KEY}
            ),
        ),
        "punched": (N_("Room for a hole punch"), N_("25 mm at the left"), frozenset(DocumentKind)),
        "anonymous": (
            N_("Codes instead of names"),
            N_("On the pages and in the names of files"),
            frozenset(
                {DocumentKind.GRADED, DocumentKind.COPY, DocumentKind.REPORT, DocumentKind.HISTORY}
            ),
        ),
        "signature": (N_("A line to sign on"), N_("For parents"), frozenset({DocumentKind.GRADED})),
    }
)


class OptionsPanel(QWidget):
    """The choices beside the preview; tells once whenever one of them changes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer all documents; `show_jobs` says which of them can be printed."""
        super().__init__(parent)
        self.documents = {kind: _document_button(kind) for kind in DocumentKind}
        self.problem = paragraph("", "warning")
        self.paper = ChoiceBox(_("Paper"))
        for name, paper in (("A4", "a4"), (_("US Letter"), "letter")):
            self.paper.addItem(name, paper)
        self.form = ChoiceBox(_("Files"))
        for name, form in FORMS:
            self.form.addItem(_(name), form.value)
        self.whole_class = QRadioButton(_("The whole class"))
        self.one_student = QRadioButton(_("Only the student shown"))
        self.type_size = QSlider(Qt.Orientation.Horizontal)
        self._size_label = label("")
        self.switches = {name: _switch(name) for name in _SWITCHES}
        self._jobs: PrintJobs | None = None
        self._arrange()
        self._connect()
        self.documents[DocumentKind.BLANK].setChecked(True)
        self.whole_class.setChecked(True)

    def _arrange(self) -> None:
        self.type_size.setAccessibleName(_("Type size of the articles in points"))
        self.type_size.setRange(int(SMALLEST_TYPE), int(LARGEST_TYPE))
        self.type_size.setValue(11)
        self._whose_area = QWidget()
        whose = (label(_("For whom"), "heading"), self.whole_class, self.one_student, SPACE_2)
        column(*whose, inside=self._whose_area, spacing=1, margins=0)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        form.addRow(_caption(_("&Paper"), self.paper), self.paper)
        size = row(stretched(self.type_size), self._size_label)
        form.addRow(_caption(_("T&ype size"), self.type_size), size)
        self._form_caption = _caption(_("&Files"), self.form)
        form.addRow(self._form_caption, self.form)
        column(
            label(_("Document"), "heading"),
            *self.documents.values(),
            self.problem,
            SPACE_2,
            self._whose_area,
            label(_("Pages"), "heading"),
            form,
            SPACE_2,
            *self.switches.values(),
            STRETCH,
            inside=self,
            spacing=1,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
        )
        self._show_size()

    def _connect(self) -> None:
        for button in self.documents.values():
            button.toggled.connect(self._on_document_toggled)
        for switch in self.switches.values():
            switch.toggled.connect(self.changed)
        self.form.currentIndexChanged.connect(self.changed)
        self.one_student.toggled.connect(self.changed)
        self.one_student.toggled.connect(self._show_what_fits)
        self.paper.currentIndexChanged.connect(self.changed)
        self.type_size.valueChanged.connect(self._on_size_changed)

    def show_jobs(self, jobs: PrintJobs) -> None:
        """Offer what can be printed of a lesson now."""
        first = self._jobs is None
        self._jobs = jobs
        for kind, button in self.documents.items():
            problem = jobs.problem(kind)
            button.setEnabled(not problem)
            more = problem or _(DOCUMENTS[kind][1])
            named(button, "", more, tip=more)
        problems = dict.fromkeys(filter(None, map(jobs.problem, DocumentKind)))
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))
        if first and self.documents[DocumentKind.GRADED].isEnabled():
            self.documents[DocumentKind.GRADED].setChecked(True)
        elif not self.documents[self.document].isEnabled():
            self.documents[DocumentKind.BLANK].setChecked(True)
        self._show_what_fits()

    @property
    def document(self) -> DocumentKind:
        """Return which document is chosen."""
        return next(kind for kind, button in self.documents.items() if button.isChecked())

    @property
    def chosen_form(self) -> BatchForm:
        """Return how the documents of a class are kept."""
        return BatchForm(self.form.currentData())

    @property
    def is_for_all(self) -> bool:
        """Return whether the document is wanted of every student."""
        kind = self.document
        return (
            kind.is_of_student and kind is not DocumentKind.HISTORY and self.whole_class.isChecked()
        )

    @property
    def options(self) -> PageOptions:
        """Return how the pages are to look; a switch that means nothing is off."""
        kind = self.document
        on = {
            name: self.switches[name].isChecked() and kind in kinds
            for name, (_text, _more, kinds) in _SWITCHES.items()
        }
        return PageOptions(
            paper=self.paper.currentData(),
            bw=on["bw"],
            size=float(self.type_size.value()),
            anonymous=on["anonymous"],
            columns=2 if on["columns"] else 1,
            spread=on["spread"],
            punched=on["punched"],
            signature=on["signature"],
        )

    def _on_document_toggled(self, is_on: bool) -> None:
        if is_on:
            self._show_what_fits()
            self.changed.emit()

    def _on_size_changed(self) -> None:
        self._show_size()
        self.changed.emit()

    def _show_size(self) -> None:
        self._size_label.setText(_("{size} pt", size=self.type_size.value()))

    def _show_what_fits(self) -> None:
        """Hide the choices that mean nothing for the chosen document."""
        kind = self.document
        for name, (_text, _more, kinds) in _SWITCHES.items():
            self.switches[name].setVisible(kind in kinds)
        batch = kind.is_of_student and kind is not DocumentKind.HISTORY
        self._whose_area.setVisible(batch)
        for widget in (self._form_caption, self.form):
            widget.setVisible(batch and self.whole_class.isChecked())


def _document_button(kind: DocumentKind) -> QRadioButton:
    name, more = map(_, DOCUMENTS[kind])
    made = named(QRadioButton(name), "", more, tip=more)
    made.setObjectName(f"document-{kind.value}")
    return made


def _switch(name: str) -> QCheckBox:
    text, more, _kinds = _SWITCHES[name]
    made = named(CheckBox(_(text)), "", _(more), tip=_(more))
    made.setObjectName(f"option-{name}")
    return made


def _caption(text: str, buddy: QWidget) -> QLabel:
    made = label(text, "muted")
    made.setBuddy(buddy)
    return made
