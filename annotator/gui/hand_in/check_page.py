"""The check before handing in: what is missing, and where the work goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.widgets.icons import icon_pixmap
from annotator.gui.widgets.labels import ElidedLabel, label

ICON = 20
NO_FOLDER = "You choose the folder next. Your teacher knows which one."


class CheckPage(QWidget):
    """What is missing with counts; the student decides, nothing is forbidden."""

    backRequested = Signal()
    folderRequested = Signal()
    handInRequested = Signal()

    def __init__(
        self,
        missing: Sequence[str],
        complete: str,
        *,
        may_choose_folder: bool,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the lines of what is missing, or the sentence that nothing is."""
        super().__init__(parent)
        self._may_choose_folder = may_choose_folder
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        if missing:
            column.addWidget(label("Some things are still missing:"))
        column.addLayout(self._build_lines(missing, complete, theme))
        if missing:
            rest = label("You can go back and add them, or hand in as it is.", "muted")
            rest.setWordWrap(True)
            column.addWidget(rest)
        column.addSpacing(SPACE_2)
        column.addLayout(self._build_folder())
        self._trouble = label("", "danger")
        self._trouble.setWordWrap(True)
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addStretch(1)
        column.addLayout(self._build_buttons(bool(missing)))

    def _build_lines(self, missing: Sequence[str], complete: str, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        icon, colour = ("circle-alert", theme.warning) if missing else ("check", theme.accent)
        for row, line in enumerate(missing or (complete,)):
            sign = QLabel()
            sign.setPixmap(icon_pixmap(icon, colour, ICON, self.devicePixelRatioF()))
            words = label(line)
            words.setWordWrap(True)
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        return grid

    def _build_folder(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self._folder = ElidedLabel(NO_FOLDER, lines=2, role="muted")
        self._choose = QPushButton("Other folder…")
        self._choose.setProperty("kind", "quiet")
        self._choose.setAccessibleDescription("Choose the folder into which your work goes")
        self._choose.clicked.connect(self.folderRequested)
        self._choose.hide()
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose)
        return row

    def _build_buttons(self, is_missing: bool) -> QHBoxLayout:
        self._back = QPushButton("Go back")
        self._hand_in = QPushButton("Hand in anyway" if is_missing else "Hand in")
        self._hand_in.setProperty("kind", "primary")
        self._back.clicked.connect(self.backRequested)
        self._hand_in.clicked.connect(self.handInRequested)
        self._default = self._back if is_missing else self._hand_in
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.setContentsMargins(0, SPACE_4, 0, 0)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._hand_in)
        return row

    def focus_default(self) -> None:
        """Bring the keyboard to the button that is most likely meant."""
        self._default.setDefault(True)
        self._default.setFocus()

    def show_folder(self, folder: Path | None) -> None:
        """Say where the work goes."""
        self._folder.setText(NO_FOLDER if folder is None else f"Your work goes to: {folder}")
        self._folder.setToolTip("" if folder is None else str(folder))
        self._choose.setVisible(folder is not None and self._may_choose_folder)

    def show_working(self, working: bool) -> None:
        """Hold the buttons while the work is being sealed."""
        for button in (self._back, self._hand_in, self._choose):
            button.setEnabled(not working)
        if working:
            self.show_trouble("")

    def show_trouble(self, text: str) -> None:
        """Say why handing in did not work, and what was kept."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
