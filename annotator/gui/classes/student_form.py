"""One student by hand: the names, the number, the group and what is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCompleter, QFormLayout, QLineEdit, QWidget

from annotator.domain.classes import RosterRow
from annotator.domain.errors import AnnotatorError
from annotator.domain.text import normalise
from annotator.gui.classes.dialog_frame import DialogFrame
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import named
from annotator.gui.widgets.labels import label
from annotator.translation import N_, _

_FIELDS = (
    ("first_name", N_("&First name"), N_("As the register writes it")),
    (
        "preferred_name",
        N_("Is &called"),
        N_("The first name that is used in class, if it is another"),
    ),
    ("last_name", N_("&Last name"), N_("As the register writes it")),
    ("student_id", N_("&Number"), N_("The school's number; it tells students of one name apart")),
    ("section", N_("&Group"), N_("A group or section within the class, such as A or Tuesday")),
    ("email", N_("&Email"), N_("Only needed where the gradebook goes by email")),
    ("accommodations", N_("N&eeds"), N_("What helps, such as large print or more time")),
)


class StudentForm(DialogFrame):
    """Adds or changes a student; the sentence of a refusal is shown in the form."""

    def __init__(
        self,
        title: str,
        row: RosterRow,
        store: Callable[[RosterRow], object],
        groups: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show a row; `store` keeps what was typed or raises with a sentence."""
        super().__init__(
            title,
            _("One of a name and a number is enough."),
            _("Save"),
            _("Keep the student as typed here"),
            parent,
        )
        self._store = store
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        for name, text, about in ((key, _(one), _(more)) for key, one, more in _FIELDS):
            field = QLineEdit(getattr(row, name) or self._parted(row, name))
            field.setObjectName(name)
            named(field, text.replace("&", ""), about, tip=about)
            field.setMaxLength(1000 if name == "accommodations" else 200)
            caption = label(text)
            caption.setBuddy(field)
            form.addRow(caption, field)
            self.fields[name] = field
        if groups:
            self.fields["section"].setCompleter(QCompleter(list(groups), self))
        self.body.addLayout(form)
        self.accepting.connect(self._on_accepting)
        self.fields["first_name"].setFocus()

    @staticmethod
    def _parted(row: RosterRow, name: str) -> str:
        """Return the whole name for the last name where a roster did not part it."""
        return row.full_name if name == "last_name" and not row.first_name else ""

    def _on_accepting(self) -> None:
        typed: dict[str, Any] = {
            name: " ".join(normalise(field.text()).split()) for name, field in self.fields.items()
        }
        try:
            self._store(replace(RosterRow(), **typed))
        except AnnotatorError as refusal:
            self.say(str(refusal))
            return
        self.accept()
