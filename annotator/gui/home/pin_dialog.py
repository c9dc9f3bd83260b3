"""Set, change or take away the PIN of a student on this machine."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.translation import N_, _

ABOUT = N_(
    "With a PIN nobody else opens your work by typing your name. It is kept on this machine. "
    "If you forget it, ask your teacher."
)


class PinDialog(GrowingDialog):
    """Asks twice for a new PIN; both empty takes the PIN away."""

    def __init__(
        self, keep: Callable[[str], None], has_pin: bool, parent: QWidget | None = None
    ) -> None:
        """Ask; `keep` stores a PIN or raises with a sentence."""
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(_("PIN"))
        self.setMinimumWidth(max(420, 50 * self.fontMetrics().averageCharWidth()))
        self.first = self._field(_("New PIN"), _("4 letters or digits at least"))
        self.second = self._field(_("The same again"), _("So that a slip does not lock you out"))
        self._message = paragraph(role="danger")
        self._message.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        for field in (self.first, self.second):
            caption = label(field.accessibleName())
            caption.setBuddy(field)
            form.addRow(caption, field)
        self.use = button(
            _("Use this PIN"),
            _("Ask for this PIN from now on"),
            self._on_use_clicked,
            kind="primary",
            default=True,
        )
        self.remove = button(
            _("No PIN any more"), _("Sign in by name alone again"), self._on_remove_clicked
        )
        close = button(_("Cancel"), _("Change nothing"), self.reject)
        for each in (self.remove, close):
            each.setAutoDefault(False)
        self.remove.setVisible(has_pin)
        column(
            label(_("Change your PIN") if has_pin else _("Set a PIN"), "title"),
            paragraph(_(ABOUT), "muted"),
            form,
            self._message,
            row(self.remove, STRETCH, close, self.use, spacing=SPACE_2),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )
        self.finished.connect(self.deleteLater)
        self.first.setFocus()

    def _field(self, name: str, about: str) -> QLineEdit:
        field = named(QLineEdit(), name, about)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(40)
        return field

    @property
    def said(self) -> str:
        """Return what is said to be wrong."""
        return self._message.text()

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.show()

    def _on_use_clicked(self) -> None:
        if self.first.text() != self.second.text():
            self._say(_("The two are not the same. Type them again."))
            return
        if not self.first.text():
            self._say(_("Type a PIN first."))
            return
        self._store(self.first.text())

    def _on_remove_clicked(self) -> None:
        self._store("")

    def _store(self, pin: str) -> None:
        try:
            self._keep(pin)
        except AnnotatorError as refusal:
            self._say(str(refusal))
            return
        self.accept()
