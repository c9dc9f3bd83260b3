"""Set, change or take away the PIN of a student on this machine."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.labels import label
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
        about = label(_(ABOUT), "muted")
        about.setWordWrap(True)
        self._message = label("", "danger")
        self._message.setWordWrap(True)
        self._message.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        for field in (self.first, self.second):
            caption = label(field.accessibleName())
            caption.setBuddy(field)
            form.addRow(caption, field)
        self.use = QPushButton(_("Use this PIN"))
        self.use.setProperty("kind", "primary")
        self.use.setDefault(True)
        self.use.setAccessibleDescription(_("Ask for this PIN from now on"))
        self.remove = QPushButton(_("No PIN any more"))
        self.remove.setAutoDefault(False)
        self.remove.setAccessibleDescription(_("Sign in by name alone again"))
        self.remove.setVisible(has_pin)
        close = QPushButton(_("Cancel"))
        close.setAutoDefault(False)
        close.setAccessibleDescription(_("Change nothing"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(label(_("Change your PIN") if has_pin else _("Set a PIN"), "title"))
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(self._message)
        column.addLayout(buttons)
        self.use.clicked.connect(self._on_use_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        close.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.first.setFocus()

    def _field(self, name: str, about: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setAccessibleDescription(about)
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
