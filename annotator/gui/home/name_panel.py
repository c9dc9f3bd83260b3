"""Who is here: a field for a name or code, or the name with a way to change it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.gui.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.widgets.labels import label

#: No more than this can be typed at all; the exact limit is the domain's to tell.
MOST_TYPED = 200
#: What stands beside “Not you?” at most, in pixels.
WIDEST_NAME = 260
#: How wide the panel becomes: so many letters, and at least so many pixels.
LETTERS, WIDEST = 52, 430


class NamePanel(QWidget):
    """The place where a student says a name or a code; no dialog ever asks for it."""

    nameGiven = Signal(str)
    nameWithdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty field."""
        super().__init__(parent)
        self._asking = self._build_asking()
        self._known = self._build_known()
        self._message = label("", "danger")
        self._message.setWordWrap(True)
        self._message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._asking)
        column.addWidget(self._known)
        column.addWidget(self._message)
        self._known.hide()
        self._fit()

    def _build_asking(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        caption = label("Your &name or code")
        self.field = QLineEdit()
        self.field.setObjectName("name")
        self.field.setAccessibleName("Your name or code")
        self.field.setAccessibleDescription("As your class knows you; Enter takes it")
        self.field.setMaxLength(MOST_TYPED)
        self.field.returnPressed.connect(self._on_field_return_pressed)
        self.field.textEdited.connect(self._on_field_text_edited)
        caption.setBuddy(self.field)
        self._use = QPushButton("OK")
        self._use.setAccessibleName("Use this name")
        self._use.setAccessibleDescription("Show your lessons and how far you are")
        self._use.clicked.connect(self._on_field_return_pressed)
        row.addWidget(caption)
        row.addWidget(self.field, 1)
        row.addWidget(self._use)
        return holder

    def _build_known(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        self._icon = QLabel()
        self._name = label("")
        self._other = QPushButton("Not you?")
        self._other.setProperty("kind", "quiet")
        self._other.setAccessibleDescription("Sign in with another name or code")
        self._other.clicked.connect(self.nameWithdrawn)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        row.addWidget(self._other)
        return holder

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

    def show_name(self, name: str) -> None:
        """Show who is here; an empty name asks again."""
        self._known.setVisible(bool(name))
        self._asking.setVisible(not name)
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, WIDEST_NAME))
        self._name.setToolTip(name)
        self._name.setAccessibleName(f"Signed in as {name}")
        self.field.clear()
        self.show_message("")

    def suggest(self, name: str) -> None:
        """Put a name into the empty field, so that Enter is enough."""
        if not self.field.text():
            self.field.setText(name)
            self.field.selectAll()

    def show_message(self, text: str) -> None:
        """Say under the field what is wanted; an empty text takes it away."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self.field.setProperty("trouble", "true" if text else "false")
        self.field.style().polish(self.field)
        self.field.setAccessibleDescription(text)

    def ask(self, text: str) -> None:
        """Bring the keyboard to the field and say what it is wanted for."""
        self.show_message(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the theme's text colour."""
        from annotator.gui.widgets.icons import icon_pixmap  # after the first paint

        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap("user-round", theme.muted, 20, ratio))
        self._icon.setFixedSize(QSize(20, 20))

    def _on_field_return_pressed(self) -> None:
        self.nameGiven.emit(self.field.text())

    def _on_field_text_edited(self) -> None:
        self.show_message("")
