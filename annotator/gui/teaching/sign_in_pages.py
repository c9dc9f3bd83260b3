"""The pages of the sign-in: give a passphrase, choose one, recover it, keep the recovery code."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from annotator.domain.passphrases import LONGEST
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, TARGET
from annotator.gui.look.wearing import set_role
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.translation import N_, _

#: How wide a page is: so many pixels, or so many letters where those are larger.
WIDTH, LETTERS = 520, 64
SECOND = 1000

WHY = N_(
    "A passphrase keeps this area and the key to your students' hand-ins closed on a shared "
    "machine. Four words that you can remember are a good one."
)
WITHOUT = N_(
    "On a computer of your own you can go without: whoever sits at it can then open "
    "lessons, answer keys and grades, and no student can sign in on it. You can set a "
    "passphrase later."
)
OWN = N_("This is my own computer, only I use it")
DEMANDED = N_("On this computer the area needs a passphrase.")
KEEP = N_(
    "Keep this recovery code away from this machine. It opens the area if you forget the "
    "passphrase; it is shown only now."
)
FORGOTTEN = N_(
    "Type the recovery code from when you set the passphrase. If you have that no more "
    "either, the IT guide tells the way back (“A forgotten passphrase”). No student "
    "loses work: what is collected stays, and students can hand in again."
)


class SignInPage(QFrame):
    """A sheet in the middle of the window: a title, words, fields, and a message."""

    backRequested = Signal()

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        """Show the title and the words; the rest is added by the page."""
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self._fit()
        self.title = paragraph(title, "title")
        self.words = paragraph(text)
        self.words.setVisible(bool(text))
        self.message = paragraph(role="danger")
        self.message.hide()
        self.column = column(self.title, self.words, inside=self, margins=SPACE_6, spacing=SPACE_3)

    def changeEvent(self, event: QEvent) -> None:
        """Become wider with larger letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(max(WIDTH, LETTERS * self.fontMetrics().averageCharWidth()))

    def add_field(self, text: str, description: str, *, is_secret: bool = True) -> QLineEdit:
        """Add a field with its name above it."""
        field = named(QLineEdit(), text, description)
        field.setMaxLength(LONGEST)
        if is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        caption = label(text, "small")
        caption.setBuddy(field)
        self.column.addWidget(caption)
        self.column.addWidget(field)
        return field

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add the message and a row of buttons, the main one last."""
        self.column.addWidget(self.message)
        *first, main = buttons
        self.column.addSpacing(SPACE_2)
        self.column.addLayout(row(*first[:1], STRETCH, *first[1:], main, spacing=SPACE_2))

    def say(self, text: str) -> None:
        """Show what is wrong; an empty text takes it away."""
        self.message.setText(text)
        self.message.setVisible(bool(text))


def quiet(text: str, description: str) -> QPushButton:
    """Return a button without an edge."""
    return _pressed_by_enter(button(text, description, kind="quiet"))


def primary(text: str, description: str) -> QPushButton:
    """Return the one filled button of a page."""
    return _pressed_by_enter(button(text, description, kind="primary"))


def _pressed_by_enter(made: QPushButton) -> QPushButton:
    made.setAutoDefault(True)  # as in a dialog
    return made


class SecretPage(SignInPage):
    """One secret that opens the area: the passphrase, or the recovery code."""

    given = Signal(str)
    otherRequested = Signal()

    def __init__(self, title: str, text: str, field: str, other: str, *, is_secret: bool) -> None:
        """Ask for a secret; `other` names the way to the other page."""
        super().__init__(title, text)
        self.field = self.add_field(field, _("Enter opens the teacher's area"), is_secret=is_secret)
        self.back_button = quiet(_("Back"), _("Back to the students' start screen"))
        self.other_button = quiet(other, _("The other way into the area"))
        self.open_button = primary(_("Open"), _("Open the teacher's area"))
        self.add_buttons(self.back_button, self.other_button, self.open_button)
        self.back_button.clicked.connect(self.backRequested)
        self.other_button.clicked.connect(self.otherRequested)
        self.open_button.clicked.connect(self._on_given)
        self.field.returnPressed.connect(self._on_given)
        self._wait = QTimer(self)
        self._wait.setInterval(SECOND)
        self._wait.timeout.connect(self._on_wait_timeout)
        self._seconds = 0
        self._wrong = ""

    def _on_given(self) -> None:
        if self.open_button.isEnabled() and self.field.text():
            self.say("")
            self.open_button.setEnabled(False)
            self.open_button.setText(_("Opening…"))
            self.given.emit(self.field.text())

    def clear(self) -> None:
        """Begin anew, with an empty field and the keyboard in it; a wait goes on."""
        self.field.clear()
        if not self._wait.isActive():
            self.say("")
            self.open_button.setEnabled(True)
            self.open_button.setText(_("Open"))
        self.field.setFocus()

    def refuse(self, text: str, seconds: int) -> None:
        """Say that the secret is wrong; another try is possible in some seconds."""
        self._wrong, self._seconds = text, seconds
        self.open_button.setText(_("Open"))
        self.field.selectAll()
        self.field.setFocus()
        self._show_wait()
        if seconds:
            self._wait.start()

    def _on_wait_timeout(self) -> None:
        self._seconds -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        waits = self._seconds > 0
        more = _("Try again in {seconds} s.", seconds=self._seconds) if waits else ""
        self.say(f"{self._wrong} {more}".rstrip())
        self.open_button.setEnabled(not waits)
        if not waits:
            self._wait.stop()


class ClosedPage(SignInPage):
    """Why the area does not open on this machine."""

    def __init__(self, why: str) -> None:
        """Say why; there is only the way back."""
        super().__init__(_("The teacher's area is closed here"), why)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.back_button = primary(_("Back"), _("Back to the students' start screen"))
        self.add_buttons(self.back_button)
        self.back_button.clicked.connect(self.backRequested)


class ChoosePage(SignInPage):
    """Choose a passphrase, or say that nobody else uses this machine."""

    chosen = Signal(str, str)
    skipped = Signal()

    def __init__(self, title: str, *, may_skip: bool, is_demanded: bool) -> None:
        """Ask for a new passphrase twice."""
        super().__init__(title, _(WHY))
        self.field = self.add_field(_("Passphrase"), _("At least eight characters"))
        self.again = self.add_field(_("The same again"), _("So that no slip locks you out"))
        note = _(DEMANDED) if is_demanded else _(WITHOUT) if may_skip else ""
        self.note = paragraph(note, "muted")
        self.note.setVisible(bool(note))
        self.column.addWidget(self.note)
        self.skip_button = _pressed_by_enter(button(_(OWN), _("Go on without a passphrase")))
        self.skip_button.setVisible(may_skip)
        # A whole sentence to agree to has a line of its own.
        self.column.addWidget(self.skip_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.back_button = quiet(_("Back"), _("Leave everything as it is"))
        self.set_button = primary(_("Set the passphrase"), _("Protect the teacher's area with it"))
        self.add_buttons(self.back_button, self.set_button)
        self.back_button.clicked.connect(self.backRequested)
        self.skip_button.clicked.connect(self.skipped)
        self.set_button.clicked.connect(self._on_chosen)
        self.again.returnPressed.connect(self._on_chosen)
        self.field.returnPressed.connect(self.again.setFocus)

    def _on_chosen(self) -> None:
        self.say("")
        self.chosen.emit(self.field.text(), self.again.text())

    def wait(self, is_waiting: bool) -> None:
        """Let nobody press twice while the key is being encrypted."""
        self.set_button.setEnabled(not is_waiting)
        self.skip_button.setEnabled(not is_waiting)


class RecoveryCodePage(SignInPage):
    """The recovery code, once."""

    kept = Signal()
    saveRequested = Signal(str)

    def __init__(self) -> None:
        """Show an empty page; `show_code` fills it."""
        super().__init__(_("Your recovery code"), _(KEEP))
        self.code = QLabel()
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.code, "title")
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code.setAccessibleName(_("Recovery code"))
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.column.addSpacing(SPACE_4)
        self.column.addWidget(self.code)
        self.column.addSpacing(SPACE_4)
        self.has_it = CheckBox(_("I have written it down or saved it elsewhere"))
        self.has_it.setAccessibleDescription(_("Then you can go on"))
        self.has_it.setMinimumHeight(TARGET)
        self.column.addWidget(self.has_it)
        self.copy_button = quiet(_("Copy"), _("Put the code on the clipboard"))
        self.save_button = quiet(_("Save to a file…"), _("Write it into a folder, such as a stick"))
        self.go_button = primary(_("Go on"), _("Open the teacher's area"))
        self.go_button.setEnabled(False)
        self.add_buttons(self.copy_button, self.save_button, self.go_button)
        self.has_it.toggled.connect(self.go_button.setEnabled)
        self.copy_button.clicked.connect(self._on_copy_button_clicked)
        self.save_button.clicked.connect(self._on_save_button_clicked)
        self.go_button.clicked.connect(self.kept)

    def show_code(self, code: str) -> None:
        """Show a code."""
        self.code.setText(code)
        self.has_it.setChecked(False)
        self.has_it.setFocus()

    def _on_copy_button_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())

    def _on_save_button_clicked(self) -> None:
        self.saveRequested.emit(self.code.text())
