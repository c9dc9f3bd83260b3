"""What is said about an article beside its text: headline, outlet, date, licence and more."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from annotator.gui.look.theme import SPACE_2, SPACE_4
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, holding, scrolled
from annotator.services.article_drafts import ArticleDetails
from annotator.translation import N_, _

_FIELDS = {
    "headline": (N_("Headline"), N_("As the outlet printed it")),
    "outlet": (N_("Outlet"), N_("Who published it")),
    "byline": (N_("Byline"), N_("Who wrote it, such as “A. Writer”")),
    "date": (N_("Date"), N_("Year-month-day, such as 2026-05-04")),
    "url": (N_("Address"), N_("https://… where it was published")),
    "license": (N_("Licence"), N_("Whose text it is and how a class may use it")),
    "source_note": (N_("Source note"), N_("Where you found it, what you left out")),
    "language": (N_("Language"), N_("Two letters, such as en or es")),
}


class ArticleDetailsView(QWidget):
    """A form of one-line fields that stores itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show empty fields."""
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self._troubles = {name: paragraph("", "danger") for name in _FIELDS}
        lines = QFormLayout()
        lines.setSpacing(SPACE_2)
        lines.setHorizontalSpacing(SPACE_4)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, (title, tells) in _FIELDS.items():
            field = self.fields[name] = named(QLineEdit(), _(title), _(tells))
            field.setPlaceholderText(_(tells))
            caption = label(_(title))
            caption.setBuddy(field)
            lines.addRow(caption, field)
            lines.addRow("", self._troubles[name])
            self._troubles[name].hide()
        #: Brings the details as they are typed.
        self.form = Form(self, self.fields)
        self.form.show(ArticleDetails())
        page = column(lines, STRETCH, margins=(2, SPACE_4, SPACE_4, SPACE_4))
        self._area = scrolled(holding(page))
        column(self._area, inside=self, margins=0)

    def show_details(
        self,
        details: ArticleDetails,
        troubles: Mapping[str, str],
        *,
        has_page: bool,
        anew: bool = False,
    ) -> None:
        """Show what is stored, and what is wrong in which field.

        Only a page knows a language of its own; other articles have that of the lesson.
        """
        self.form.show(details, anew=anew)
        self.fields["language"].setEnabled(has_page)
        for name, field in self.fields.items():
            trouble = troubles.get(name, "")
            field.setProperty("trouble", "true" if trouble else "false")
            field.style().unpolish(field)
            field.style().polish(field)
            self._troubles[name].setText(trouble)
            self._troubles[name].setVisible(bool(trouble))

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        field = self.fields.get(name)
        if field is not None:
            field.setFocus()
            field.selectAll()
            self._area.ensureWidgetVisible(field)
