"""What is said about an article beside its text: headline, outlet, date, licence and more."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.theme import SPACE_2, SPACE_4
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.labels import label
from annotator.services.article_drafts import ArticleDetails

_FIELDS = {
    "headline": ("Headline", "As the outlet printed it"),
    "outlet": ("Outlet", "Who published it"),
    "byline": ("Byline", "Who wrote it, such as “A. Writer”"),
    "date": ("Date", "Year-month-day, such as 2026-05-04"),
    "url": ("Address", "https://… where it was published"),
    "license": ("Licence", "Whose text it is and how a class may use it"),
    "source_note": ("Source note", "Where you found it, what you left out"),
    "language": ("Language", "Two letters, such as en or es"),
}


class ArticleDetailsView(QWidget):
    """A form of one-line fields that stores itself."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show empty fields."""
        super().__init__(parent)
        self._shown = ArticleDetails()
        self._saving = DelayedSave(self)
        self.fields: dict[str, QLineEdit] = {}
        self._troubles = {name: label("", "danger") for name in _FIELDS}
        self._build()
        self._saving.due.connect(self.flush)

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(SPACE_2)
        form.setHorizontalSpacing(SPACE_4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, (title, told) in _FIELDS.items():
            field = QLineEdit()
            field.setAccessibleName(title)
            field.setAccessibleDescription(told)
            field.setPlaceholderText(told)
            self._saving.watch(field)
            field.editingFinished.connect(self.flush)
            self.fields[name] = field
            named = label(title)
            named.setBuddy(field)
            form.addRow(named, field)
            trouble = self._troubles[name]
            trouble.setWordWrap(True)
            trouble.hide()
            form.addRow("", trouble)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, SPACE_4, SPACE_4, SPACE_4)
        column.addLayout(form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        # The sheet below shows through.
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._area = area

    @property
    def has_unsaved(self) -> bool:
        """Return whether something is typed that is not what is stored."""
        return self._details() != self._shown

    def show_details(
        self, details: ArticleDetails, troubles: dict[str, str], *, has_page: bool
    ) -> None:
        """Show what is stored, and what is wrong in which field.

        Only a page knows a language of its own; other articles have that of the lesson.
        """
        self.fields["language"].setEnabled(has_page)
        for name, field in self.fields.items():
            stored = getattr(details, name)
            # What stands in a field and means the same is not typed over.
            if " ".join(field.text().split()) != stored:
                place = field.cursorPosition() if field.hasFocus() else 0
                field.setText(stored)
                field.setCursorPosition(place)
            trouble = troubles.get(name, "")
            field.setProperty("trouble", "true" if trouble else "false")
            field.style().unpolish(field)
            field.style().polish(field)
            self._troubles[name].setText(trouble)
            self._troubles[name].setVisible(bool(trouble))
        self._shown = details

    def show_stored(self) -> None:
        """Show what is stored again, because what was typed means the same."""
        for name, field in self.fields.items():
            field.setText(getattr(self._shown, name))

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        field = self.fields.get(name)
        if field is not None:
            field.setFocus()
            field.selectAll()
            self._area.ensureWidgetVisible(field)

    def flush(self) -> None:
        """Tell what was typed, if anything."""
        self._saving.stop()
        if self.has_unsaved:
            self.edited.emit(self._details())

    def _details(self) -> ArticleDetails:
        return ArticleDetails(**{each.name: self._typed(each.name) for each in fields(self._shown)})

    def _typed(self, name: str) -> str:
        text = self.fields[name].text()
        stored: str = getattr(self._shown, name)
        return stored if " ".join(text.split()) == stored else text
