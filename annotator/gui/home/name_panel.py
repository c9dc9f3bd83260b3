"""Who is here: a field for a name or code, a PIN where one is set, or the name itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.gui.home.newcomer import NewcomerQuestion
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import IconLabel, label
from annotator.gui.widgets.layouts import STRETCH, Part, column, holding, row, stretched
from annotator.translation import _

#: No more than this can be typed at all; the exact limit is the domain's to tell.
MOST_TYPED = 200
#: What stands beside “Not you?” at most, in pixels.
WIDEST_NAME = 260
#: How wide the panel becomes: so many letters, and at least so many pixels.
LETTERS, WIDEST = 60, 470


class NamePanel(QWidget):
    """The place where a student says a name or a code; no dialog ever asks for it."""

    listRequested = Signal()
    nameGiven = Signal(str)
    #: Somebody whose name is not known here says that it is right.
    newcomerConfirmed = Signal(str)
    nameWithdrawn = Signal()
    pinGiven = Signal(str)
    pinRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty field."""
        super().__init__(parent)
        self._asking = self._build_asking()
        self._locked = self._build_locked()
        self._known = self._build_known()
        self._message = paragraph(role="danger")
        self._message.hide()
        self.newcomer = NewcomerQuestion()
        self.newcomer.meant.connect(self.nameGiven)
        self.newcomer.newcomerConfirmed.connect(self.newcomerConfirmed)
        self.newcomer.againRequested.connect(self._on_newcomer_again_requested)
        parts = (self._asking, self._locked, self._known, self._message, self.newcomer)
        column(*parts, inside=self, margins=0, spacing=SPACE_1)
        self._locked.hide()
        self._known.hide()
        self._fit()

    def _build_asking(self) -> QWidget:
        caption = label(_("Your &name or code"))
        self.field = named(
            QLineEdit(), _("Your name or code"), _("As your class knows you; Enter takes it")
        )
        self.field.setObjectName("name")
        self.field.setMaxLength(MOST_TYPED)
        self.field.returnPressed.connect(self._on_field_return_pressed)
        self.field.textEdited.connect(self._on_field_text_edited)
        caption.setBuddy(self.field)
        self.list = button(_("Class list"), _("Pick your name or code from the list of your class"))
        self.list.clicked.connect(self.listRequested)
        self.list.hide()
        self._use = button(
            _("OK"),
            _("Show your lessons and how far you are"),
            self._on_field_return_pressed,
            name=_("Use this name"),
        )
        return _line(caption, stretched(self.field), self._use, self.list)

    def _build_locked(self) -> QWidget:
        self._whose = label("")
        self.pin = named(QLineEdit(), _("Your PIN"), _("Enter opens your work"))
        self.pin.setObjectName("pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(MOST_TYPED)
        self.pin.returnPressed.connect(self._on_pin_return_pressed)
        self._open = button(
            _("OK"), _("Open your work"), self._on_pin_return_pressed, name=_("Use this PIN")
        )
        return _line(self._whose, stretched(self.pin), self._open, self._not_you())

    def _build_known(self) -> QWidget:
        self._icon = IconLabel("user-round", "muted")
        self._name = label("")
        self.set_pin = button(
            _("PIN…"),
            _("Set, change or take away your PIN on this machine"),
            self.pinRequested,
            kind="quiet",
        )
        self.set_pin.hide()
        self._other = self._not_you()
        return _line(STRETCH, self._icon, self._name, self.set_pin, self._other)

    def _not_you(self) -> QPushButton:
        says = _("Sign in with another name or code")
        return button(_("Not you?"), says, self.nameWithdrawn, kind="quiet")

    def changeEvent(self, event: QEvent) -> None:
        """Become wider with larger letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        self.setMaximumWidth(max(WIDEST, LETTERS * letters))

    @property
    def typed(self) -> str:
        """Return what stands in the field, whether it is a name or not."""
        return self.field.text()

    def offer(self, names: Sequence[str], *, pins: bool) -> None:
        """Offer names to pick or complete, and PINs where the machine can keep them."""
        self.list.setVisible(bool(names))
        self.set_pin.setVisible(pins)
        old = self.field.completer()
        completer = QCompleter(list(names), self.field) if names else None
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)  # type: ignore[arg-type]
        if old is not None:
            old.deleteLater()

    def show_name(self, name: str) -> None:
        """Show who is here; an empty name asks again."""
        self._known.setVisible(bool(name))
        self._asking.setVisible(not name)
        self._locked.hide()
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, WIDEST_NAME))
        set_tip(self._name, name)
        self._name.setAccessibleName(_("Signed in as {name}", name=name))
        self.field.clear()
        self.pin.clear()
        self.show_message("")

    def ask_pin(self, name: str, message: str = "") -> None:
        """Ask for the PIN of a name; a message says what was wrong with the last one."""
        self._asking.hide()
        self._known.hide()
        self._locked.show()
        metrics = self._whose.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, WIDEST_NAME // 2)
        self._whose.setText(_("PIN of {shown}", shown=shown))
        self.pin.clear()
        self.show_message(message)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def suggest(self, name: str) -> None:
        """Put a name into the empty field, so that Enter is enough."""
        if not self.field.text():
            self.field.setText(name)
            self.field.selectAll()

    def show_message(self, text: str) -> None:
        """Say under the field what is wanted; an empty text takes it away."""
        self.newcomer.close_question()
        self._message.setText(text)
        self._message.setVisible(bool(text))
        field = self.pin if self._locked.isVisibleTo(self) else self.field
        field.setProperty("trouble", "true" if text else "false")
        field.style().polish(field)
        field.setAccessibleDescription(text)

    def ask(self, text: str) -> None:
        """Bring the keyboard to the field and say what it is wanted for."""
        self.show_message(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_newcomer(self, question: str, name: str, likely: Sequence[str]) -> None:
        """Ask whether a name that is not known here is right; nobody is signed in yet."""
        self.show_message(question)
        self.newcomer.setAccessibleName(question)
        self.newcomer.ask(name, likely)

    def _on_newcomer_again_requested(self) -> None:
        self.show_message("")
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field_return_pressed(self) -> None:
        self.nameGiven.emit(self.field.text())

    def _on_field_text_edited(self) -> None:
        self.show_message("")

    def _on_pin_return_pressed(self) -> None:
        self.pinGiven.emit(self.pin.text())


def _line(*parts: Part) -> QWidget:
    return holding(row(*parts, margins=0, spacing=SPACE_2))
