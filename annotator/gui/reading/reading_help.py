"""The panel behind “Aa”: size, spacing, width, typeface, paper, ruler, boxes, line numbers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.click_outside import ClickOutside
from annotator.gui.widgets.labels import label
from annotator.settings import LINE_LENGTHS, ReadingHelp
from annotator.translation import N_, _

TYPEFACE_NAMES = ((N_("Atkinson Hyperlegible"), "hyperlegible"), (N_("With serifs"), "serif"))
PAPER_NAMES = (
    (N_("As the program"), "theme"),
    (N_("White"), "white"),
    (N_("Cream"), "cream"),
    (N_("Grey"), "grey"),
    (N_("Dark"), "dark"),
)
SWITCHES = (
    ("ruler", N_("Reading ruler"), N_("A band follows the caret and the mouse")),
    (
        "boxes",
        N_("Boxes instead of lines"),
        N_("Annotations have a frame; no lines under the words"),
    ),
    ("line_numbers", N_("Line numbers"), N_("Every fifth line has its number")),
)


class ReadingHelpPanel(QFrame):
    """A small sheet over the articles; what is chosen is seen at once."""

    changed = Signal(object)
    closed = Signal()
    stepRequested = Signal(int)

    def __init__(self, help_: ReadingHelp, parent: QWidget | None = None) -> None:
        """Show what is set now."""
        super().__init__(parent)
        self.setObjectName("reading-help")
        self._help = help_
        self.setProperty("role", "sheet")
        self.setAccessibleName(_("Reading help"))
        self.smaller, self.larger = (
            _icon_button(_("Smaller text"), "a-arrow-down"),
            _icon_button(_("Larger text"), "a-arrow-up"),
        )
        self._size = label(_("{points} pt", points=current_theme().text_size))
        self.spacing = _slider(_("Line spacing"), 10, 20)
        self.letters = _slider(_("Width of the column"), LINE_LENGTHS.start, LINE_LENGTHS.stop - 1)
        self._spacing_label, self._letters_label = label(""), label("")
        self.typeface = _choices(_("Typeface"), TYPEFACE_NAMES)
        self.paper = _choices(_("Paper"), PAPER_NAMES)
        self.switches = {name: _switch(_(text), _(more)) for name, text, more in SWITCHES}
        self.usual = QPushButton(_("Usual settings"))
        self.usual.setAccessibleDescription(_("Set everything but the size as it is at first"))
        self.close_button = _icon_button(_("Close reading help"), "x")
        self.close_button.setToolTip(_("Close reading help (Esc)"))
        self._outside = ClickOutside(self)
        self._arrange()
        self._connect()
        self.show_help(help_)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Say another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size.setText(_("{points} pt", points=current_theme().text_size))

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        size = QHBoxLayout()
        size.setSpacing(SPACE_2)
        size.addWidget(self.smaller)
        size.addWidget(self._size, 0, Qt.AlignmentFlag.AlignCenter)
        size.addWidget(self.larger)
        size.addStretch(1)
        grid.addWidget(label(_("Size"), "muted"), 0, 0)
        size.addWidget(self.close_button)
        grid.addLayout(size, 0, 1, 1, 2)
        rows: tuple[tuple[str, QWidget, QLabel | None], ...] = (
            (_("Spacing"), self.spacing, self._spacing_label),
            (_("Width"), self.letters, self._letters_label),
            (_("Typeface"), self.typeface, None),
            (_("Paper"), self.paper, None),
        )
        for number, (text, control, shown) in enumerate(rows, 1):
            name = label(text, "muted")
            # Where a list is named by what is chosen in it, this says of what.
            name.setBuddy(control)
            grid.addWidget(name, number, 0)
            grid.addWidget(control, number, 1, 1, 1 if shown else 2)
            if shown is not None:
                grid.addWidget(shown, number, 2)
        for number, switch in enumerate(self.switches.values(), len(rows) + 1):
            grid.addWidget(switch, number, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.usual, grid.rowCount(), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnMinimumWidth(1, 170)
        grid.setColumnMinimumWidth(2, 76)

    def _connect(self) -> None:
        self.smaller.clicked.connect(self._on_smaller_clicked)
        self.larger.clicked.connect(self._on_larger_clicked)
        for slider in (self.spacing, self.letters):
            slider.valueChanged.connect(self._on_control_changed)
        for choices in (self.typeface, self.paper):
            choices.currentIndexChanged.connect(self._on_control_changed)
        for switch in self.switches.values():
            switch.toggled.connect(self._on_control_changed)
        self.usual.clicked.connect(self._on_usual_clicked)
        self.close_button.clicked.connect(self._close)
        # The click says where the keyboard goes; nothing is told to bring it elsewhere.
        self._outside.clicked.connect(self.hide)

    def show_help(self, help_: ReadingHelp) -> None:
        """Show other settings."""
        self._help = help_
        controls = (self.spacing, self.letters, self.typeface, self.paper, *self.switches.values())
        for control in controls:
            control.blockSignals(True)
        self.spacing.setValue(round(help_.spacing / 10))
        self.letters.setValue(help_.letters)
        self.typeface.setCurrentIndex(self.typeface.findData(help_.typeface))
        self.paper.setCurrentIndex(self.paper.findData(help_.paper))
        for name, switch in self.switches.items():
            switch.setChecked(bool(getattr(help_, name)))
        for control in controls:
            control.blockSignals(False)
        self._show_values()

    def _show_values(self) -> None:
        self._spacing_label.setText(f"{self.spacing.value() / 10:.1f}")
        self._letters_label.setText(_("{number} letters", number=self.letters.value()))

    def _on_control_changed(self) -> None:
        self._show_values()
        self._help = replace(
            self._help,
            spacing=self.spacing.value() * 10,
            letters=self.letters.value(),
            typeface=str(self.typeface.currentData()),
            paper=str(self.paper.currentData()),
            ruler=self.switches["ruler"].isChecked(),
            boxes=self.switches["boxes"].isChecked(),
            line_numbers=self.switches["line_numbers"].isChecked(),
        )
        self.changed.emit(self._help)

    def _on_usual_clicked(self) -> None:
        usual = ReadingHelp(text_size=self._help.text_size, together=self._help.together)
        self.show_help(usual)
        self.changed.emit(usual)

    def _on_smaller_clicked(self) -> None:
        self.stepRequested.emit(-1)

    def _on_larger_clicked(self) -> None:
        self.stepRequested.emit(1)

    def belong_to(self, button: QWidget) -> None:
        """Let a button open and close this; a press on it is no click outside."""
        self._outside.spare(button)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for clicks beside this while it is seen."""
        super().showEvent(event)
        self._outside.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no more."""
        self._outside.rest()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


def _slider(name: str, least: int, most: int) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setRange(least, most)
    made.setAccessibleName(name)
    made.setMinimumHeight(28)
    return made


def _choices(name: str, choices: tuple[tuple[str, str], ...]) -> ChoiceBox:
    made = ChoiceBox(name)
    for text, data in choices:
        made.addItem(_(text), data)
    return made


def _icon_button(name: str, icon: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(themed_icon(icon))
    made.setProperty("kind", "quiet")
    made.setIconSize(QSize(20, 20))
    made.setAccessibleName(name)
    set_tip(made, name)
    return made


def _switch(text: str, more: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setCheckable(True)
    made.setIcon(themed_icon("square", size=18, on="square-check"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setText(text)
    made.setAccessibleDescription(more)
    set_tip(made, more)
    return made
